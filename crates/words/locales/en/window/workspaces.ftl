### The list of workspaces.

workspaces-title = Workspaces
workspaces-filter = Filter workspaces
workspaces-group = Group by subscription
# $shown (Number) - workspaces that the filter shows
# $total (Number) - all workspaces
# $subscriptions (Number) - subscriptions of the account
workspaces-count = { $subscriptions ->
    [one] { $shown } of { $total } workspaces in { $subscriptions } subscription
   *[other] { $shown } of { $total } workspaces in { $subscriptions } subscriptions
}
# $total (Number) - all workspaces
# $subscriptions (Number) - subscriptions of the account
workspaces-count-all = { $total ->
    [one] { $subscriptions ->
        [one] { $total } workspace in { $subscriptions } subscription
       *[other] { $total } workspace in { $subscriptions } subscriptions
    }
   *[other] { $subscriptions ->
        [one] { $total } workspaces in { $subscriptions } subscription
       *[other] { $total } workspaces in { $subscriptions } subscriptions
    }
}
workspaces-name = Name
workspaces-region = Region
workspaces-resource-group = Resource group
workspaces-subscription = Subscription
workspaces-state = State

## My role

workspaces-my-role = My role
workspaces-role-not-readable = Roles not available
# $workspace (String) - the workspace’s name
workspaces-role-why = Why can’t I see my role on { $workspace }?
workspaces-no-role = No role
workspaces-no-role-hint = Azure lists no role of your account on this workspace, directly or through a group.
# $count (Number) - roles that are not shown
workspaces-more-roles = +{ $count }
# $role (String) - the role’s name
# $scope (root | managementGroup | subscription | resourceGroup | resource) - where it is assigned
workspaces-role-at = { $scope ->
    [root] { $role }, assigned at Root (/)
    [managementGroup] { $role }, assigned at a management group
    [subscription] { $role }, assigned at the subscription
    [resourceGroup] { $role }, assigned at the resource group
   *[resource] { $role }, assigned at the workspace
}

## Nothing to show

workspaces-empty-title = No workspaces
workspaces-empty = Your account can read no Azure Machine Learning workspace. Ask an owner of a workspace for a role, or use another account or tenant.
workspaces-empty-no-subscription = Your account sees no subscription in this tenant. Use another account or tenant, or ask an owner of a workspace for a role.

## config.json

workspaces-config-open = Open config.json
# $name (String) - the file’s name
# $reason (String) - what happened, in a sentence
workspaces-config-not-opened = Latchkey cannot open { $name }. { $reason }
# $name (String) - the file’s name
workspaces-config-long = { $name } is too large for the config.json of a workspace. The largest size is 64 KiB.

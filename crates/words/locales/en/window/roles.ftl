### The role assignments of a workspace.

roles-title = Role assignments
roles-filter = Filter role assignments
# $shown (Number) - role assignments that the filter shows
# $total (Number) - all role assignments
roles-count = { $shown } of { $total } role assignments
# $total (Number) - all role assignments
roles-count-all = { $total ->
    [one] { $total } role assignment
   *[other] { $total } role assignments
}
roles-principal = Principal
roles-role = Role
roles-scope = Assigned at
roles-mine = You
roles-custom = Custom
roles-custom-hint = Your organisation defined this role.
roles-unknown = Latchkey cannot read the definition of this role.
roles-inherited = Inherited
roles-condition = Conditional
roles-condition-hint = This role assignment has a condition. The condition can exclude some actions.
roles-principal-missing = Deleted or in another tenant
roles-principal-unnamed = Name not available
roles-show-names = Show names
roles-hide-names = Hide names
roles-names-hint = Latchkey asks Microsoft Graph for names only after you choose “Show names”.
roles-empty-title = No role assignments
roles-empty = Nobody has a role on this workspace, or your account cannot see the role assignments.
# $kind (user | group | servicePrincipal | foreignGroup | device | unknown) - what the principal is
roles-principal-kind = { $kind ->
    [user] User
    [group] Group
    [servicePrincipal] Service principal
    [foreignGroup] Group of another tenant
    [device] Device
   *[unknown] Unknown kind of principal
}
# $scope (root | managementGroup | subscription | resourceGroup | resource) - where a role is assigned
roles-scope-kind = { $scope ->
    [root] Root (/)
    [managementGroup] Management group
    [subscription] Subscription
    [resourceGroup] Resource group
   *[resource] This workspace
}

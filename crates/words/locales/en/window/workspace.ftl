### One workspace: its tabs and its facts.

workspace-title = Workspace
# $tab (overview | services | access) - the tab
workspace-tab = { $tab ->
    [overview] Overview
    [services] Services
   *[access] Access
}
workspace-save-config = Download config.json
# $path (String) - path of the file
workspace-config-saved = Saved: { $path }
workspace-about = About this workspace
workspace-friendly-name = Friendly name
workspace-description = Description
workspace-kind = Kind
workspace-subscription-id = Subscription id
workspace-created = Created
workspace-created-by = Created by
workspace-public-access = Public network access
# $access (enabled | disabled) - whether public networks can reach it
workspace-public-access-state = { $access ->
    [enabled] Enabled
   *[disabled] Disabled
}
workspace-id = Workspace id
workspace-resource-id = Resource id
workspace-discovery-address = Discovery address
workspace-resources = Linked resources
workspace-key-vault = Key vault
workspace-storage-account = Storage account
workspace-container-registry = Container registry
workspace-application-insights = Application Insights
workspace-tags = Tags
workspace-no-tags = No tags
# $name (String) - the tag’s name
# $value (String) - the tag’s value
workspace-tag = { $name }: { $value }

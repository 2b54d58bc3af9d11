### The palette, which finds services, workspaces, people, pages and commands.

palette-open = Search or jump to…
palette-title = Search or jump to
palette-placeholder = Service, workspace, person, page or command
palette-results = Results
# $count (Number) - results that are shown
palette-count = { $count ->
    [0] No results
    [one] { $count } result
   *[other] { $count } results
}
# $kind (service | workspace | account | principal | page | command) - what the result is
palette-kind = { $kind ->
    [service] Service
    [workspace] Workspace
    [account] Account
    [principal] Role assignment
    [page] Page
   *[command] Command
}
# $method (String) - the sign-in method
palette-add-account = Add account: { $method }
# $name (String) - the cloud’s name
palette-cloud = Switch to the cloud { $name }
# $name (String) - the theme’s name
palette-theme = Theme: { $name }

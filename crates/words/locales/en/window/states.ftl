### The states of workspaces and services.

# $state (ready | healthy | unhealthy | creating | updating | deleting | transitioning | failed | cancelled) - the state
states-name = { $state ->
    [ready] Ready
    [healthy] Healthy
    [unhealthy] Unhealthy
    [creating] Creating
    [updating] Updating
    [deleting] Deleting
    [transitioning] Changing
    [failed] Failed
   *[cancelled] Cancelled
}

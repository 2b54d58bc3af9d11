### The states of workspaces and services.

# $state (ready | healthy | unhealthy | unschedulable | creating | updating | transitioning | deleting | deleted | failed | cancelled) - the state
states-name = { $state ->
    [ready] Ready
    [healthy] Healthy
    [unhealthy] Unhealthy
    [unschedulable] Cannot be scheduled
    [creating] Creating
    [updating] Updating
    [transitioning] Changing
    [deleting] Deleting
    [deleted] Deleted
    [failed] Failed
   *[cancelled] Cancelled
}
states-outdated = This is the last known state. Latchkey could not read it again.

### Notices about a job that ended while Latchkey was locked.

# $service (String) - the service’s name
notice-primary-rotated = While Latchkey was locked, it regenerated the primary key of { $service }.
# $service (String) - the service’s name
notice-secondary-rotated = While Latchkey was locked, it regenerated the secondary key of { $service }.
# $service (String) - the service’s name
notice-primary-unchanged = While Latchkey was locked, it asked Azure for a new primary key of { $service }. Azure reported success, but the key did not change. Regenerate the key again.
# $service (String) - the service’s name
notice-secondary-unchanged = While Latchkey was locked, it asked Azure for a new secondary key of { $service }. Azure reported success, but the key did not change. Regenerate the key again.
# $service (String) - the service’s name
notice-primary-other-changed = While Latchkey was locked, it asked Azure for a new primary key of { $service }. The secondary key changed. Check the programs that use the secondary key.
# $service (String) - the service’s name
notice-secondary-other-changed = While Latchkey was locked, it asked Azure for a new secondary key of { $service }. The primary key changed. Check the programs that use the primary key.
# $service (String) - the service’s name
notice-primary-unproven = While Latchkey was locked, it asked Azure for a new primary key of { $service }. Latchkey cannot prove that the key changed. Show the key to see its current value.
# $service (String) - the service’s name
notice-secondary-unproven = While Latchkey was locked, it asked Azure for a new secondary key of { $service }. Latchkey cannot prove that the key changed. Show the key to see its current value.
# $service (String) - the service’s name
notice-primary-failed = While Latchkey was locked, the regeneration of the primary key of { $service } failed. Open the service to see the reason.
# $service (String) - the service’s name
notice-secondary-failed = While Latchkey was locked, the regeneration of the secondary key of { $service } failed. Open the service to see the reason.

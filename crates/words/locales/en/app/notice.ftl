### Notices about a job that ended while Latchkey was locked.

# $service (String) - the service’s name
notice-primary-rotated = Latchkey regenerated the primary key of { $service } while it was locked.
# $service (String) - the service’s name
notice-secondary-rotated = Latchkey regenerated the secondary key of { $service } while it was locked.
# $service (String) - the service’s name
notice-primary-unchanged = The primary key of { $service } is unchanged, although Azure reported no error. Latchkey was locked. Regenerate the key again.
# $service (String) - the service’s name
notice-secondary-unchanged = The secondary key of { $service } is unchanged, although Azure reported no error. Latchkey was locked. Regenerate the key again.
# $service (String) - the service’s name
notice-primary-other-changed = The secondary key of { $service } changed while Latchkey regenerated the primary key. Latchkey was locked. Check the clients that use the secondary key.
# $service (String) - the service’s name
notice-secondary-other-changed = The primary key of { $service } changed while Latchkey regenerated the secondary key. Latchkey was locked. Check the clients that use the primary key.
# $service (String) - the service’s name
notice-primary-unproven = Azure perhaps regenerated the primary key of { $service }. Latchkey was locked and could not check it. Reveal the key to see its value.
# $service (String) - the service’s name
notice-secondary-unproven = Azure perhaps regenerated the secondary key of { $service }. Latchkey was locked and could not check it. Reveal the key to see its value.
# $service (String) - the service’s name
notice-primary-failed = Latchkey could not regenerate the primary key of { $service } while it was locked.
# $service (String) - the service’s name
notice-secondary-failed = Latchkey could not regenerate the secondary key of { $service } while it was locked.

### What `latchkey doctor` and `latchkey purge` find on this machine.

## The clock

# $host (String) - the server that was asked
doctor-clock-unknown = { $host } did not send the time.
# $host (String) - the server that was asked
doctor-clock-right = This machine’s clock agrees with { $host }.
# $host (String) - the server that was asked
# $seconds (String) - the difference in seconds, with one decimal
doctor-clock-ahead = This machine’s clock is { $seconds } s ahead of { $host }. Latchkey allows for it.
# $host (String) - the server that was asked
# $seconds (String) - the difference in seconds, with one decimal
doctor-clock-behind = This machine’s clock is { $seconds } s behind { $host }. Latchkey allows for it.
# $host (String) - the server that was asked
# $seconds (String) - the difference in seconds, with one decimal
doctor-clock-far-ahead = This machine’s clock is { $seconds } s ahead of { $host }. Sign-in fails until you set the clock.
# $host (String) - the server that was asked
# $seconds (String) - the difference in seconds, with one decimal
doctor-clock-far-behind = This machine’s clock is { $seconds } s behind { $host }. Sign-in fails until you set the clock.

## The secret store

# $store (String) - the store’s name
doctor-store-works = The secret store works: { $store } kept, returned and removed a test secret.
doctor-store-memory = Sessions are in memory only, until this command ends.
# $cause (String) - what the system said
# $trouble (String) - what happened and what to do
doctor-store-unavailable = There is no secret store: { $cause }. { $trouble }
# $cause (String) - what the system said
doctor-store-none = There is no secret store: { $cause }.

## What the store holds

# $account (String) - the user name
# $cloud (String) - the cloud’s id
# $kind (String) - the kind of account
doctor-item-account = { $account } ({ $cloud }, { $kind })
doctor-item-memory = in memory
# $whose (String) - account or file
# $bytes (Number) - size of the file
# $encryption (String) - the cipher
# $at (String) - when it was sealed, UTC
doctor-item-sealed = { $whose }: { $bytes } bytes, { $encryption }, sealed { $at }
# $whose (String) - account or file
# $bytes (Number) - size of the item
doctor-item-open = { $whose }: { $bytes } bytes, not sealed
# $whose (String) - account or file
# $trouble (String) - what happened and what to do
doctor-item-trouble = { $whose }: { $trouble }
# $message (String) - what happened
# $reason (String) - what the system said
# $next (String) - what to do
doctor-trouble = { $message } ({ $reason }) { $next }
# $message (String) - what happened
# $next (String) - what to do
doctor-trouble-plain = { $message } { $next }
# $count (Number) - keys without an item
doctor-orphaned-keys = { $count ->
    [one] { $count } key in the secret store belongs to no session.
   *[other] { $count } keys in the secret store belong to no session.
 } Remove everything with: latchkey purge
# $file (String) - path of the file
doctor-other-file = { $file } does not belong to Latchkey.
# $count (Number) - milliseconds
doctor-took = { $count } ms

## Purge

doctor-purge-confirm-option = Confirm with: --confirm purge
doctor-purge-warning = This deletes every session of every account in every cloud, and everything else that Latchkey keeps here.
doctor-purge-window = An open window keeps its tokens until they expire or the window closes.
doctor-purge-type = Type purge to continue
# $items (Number) - sealed files
# $keys (Number) - keys of the secret store
doctor-purged = Removed { $items ->
    [one] { $items } sealed file
   *[other] { $items } sealed files
 } and { $keys ->
    [one] { $keys } key.
   *[other] { $keys } keys.
 }
doctor-purge-no-list = The secret store of this system cannot list its keys. Latchkey removed the keys of the files that it knows.
# $file (String) - path of the file
doctor-purge-other-file = { $file } does not belong to Latchkey. It stays.
doctor-purge-proven = Latchkey checked again: nothing is left.
# $count (Number) - items and keys that are still there
doctor-purge-unproven = Latchkey cannot prove that nothing is left. Files and keys that it still finds: { $count }.

### What `latchkey doctor` and `latchkey purge` find on this machine.

## The clock

# $host (String) - the server that was asked
doctor-clock-unknown = { $host } did not send the time.
# $host (String) - the server that was asked
doctor-clock-right = This machine’s clock agrees with { $host }.
# $host (String) - the server that was asked
# $seconds (String) - the difference in seconds, with one decimal
doctor-clock-ahead = This machine’s clock is { $seconds } s ahead of { $host }. Latchkey corrects this difference in its own times.
# $host (String) - the server that was asked
# $seconds (String) - the difference in seconds, with one decimal
doctor-clock-behind = This machine’s clock is { $seconds } s behind { $host }. Latchkey corrects this difference in its own times.
# $host (String) - the server that was asked
# $seconds (String) - the difference in seconds, with one decimal
doctor-clock-far-ahead = This machine’s clock is { $seconds } s ahead of { $host }. Sign-in fails until you set the clock.
# $host (String) - the server that was asked
# $seconds (String) - the difference in seconds, with one decimal
doctor-clock-far-behind = This machine’s clock is { $seconds } s behind { $host }. Sign-in fails until you set the clock.

## The secret store

# $store (String) - the store’s name
doctor-store-works = The secret store works: { $store } stored, returned and removed a test secret.
doctor-store-memory = Sessions are in memory only, until this command ends.
# $trouble (String) - what happened and what to do
doctor-store-unavailable = Latchkey cannot use the secret store. { $trouble }
# $cause (String) - what the system said
doctor-store-none = Latchkey cannot use the secret store: { $cause }.

## What the store holds

# $account (String) - the user name
# $cloud (String) - the cloud’s id
# $kind (String) - the kind of account
doctor-item-account = { $account } ({ $cloud }, { $kind })
doctor-item-memory = in memory
# $whose (String) - account or file
# $bytes (Number) - size of the file
# $encryption (String) - the cipher
# $at (String) - when it was encrypted, UTC
doctor-item-sealed = { $whose }: { $bytes } bytes, { $encryption }, encrypted { $at }
# $whose (String) - account or file
# $bytes (Number) - size of the item
doctor-item-open = { $whose }: { $bytes } bytes, not encrypted
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
    [one] { $count } key in the secret store belongs to no item. To remove this key and all other secrets, run: latchkey purge
   *[other] { $count } keys in the secret store belong to no item. To remove these keys and all other secrets, run: latchkey purge
 }
# $file (String) - path of the file
doctor-other-file = { $file } does not belong to Latchkey.
# $count (Number) - milliseconds
doctor-took = { $count } ms

## Purge

doctor-purge-confirm-option = Confirm with: --confirm purge
doctor-purge-warning = This removes every session of every account in every cloud, and every other secret that Latchkey stores here.
doctor-purge-window = If a window of Latchkey is open, it can use its tokens until they expire or the window closes.
doctor-purge-type = Enter purge to continue
# $items (Number) - removed items
# $keys (Number) - removed keys of the secret store
doctor-purged = Latchkey removed secrets. Items: { $items }. Keys: { $keys }.
doctor-purge-no-list = The secret store of this system cannot list its keys. Latchkey removed only the keys of the items that it knows.
# $file (String) - path of the file
doctor-purge-other-file = { $file } does not belong to Latchkey. Latchkey does not remove it.
doctor-purge-proven = Latchkey checked again: nothing is left.
# $count (Number) - items and keys that are still there
doctor-purge-unproven = Latchkey cannot prove that nothing is left. Items and keys that it still finds: { $count }.

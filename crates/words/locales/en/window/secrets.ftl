### The check of the secret store, and its purge. Shown in Settings.

secrets-storage = Secret storage
# $store (String) - the store’s name
secrets-storage-store = Latchkey stores sessions in encrypted files. The keys of these files are in the secret store of your system: { $store }.
secrets-storage-memory = Latchkey stores sessions in memory only. It writes no session to the disk.

secrets-title = Stored secrets
secrets-text = Check what Latchkey stores on this machine. The check changes nothing and shows no secret.
secrets-check = Check items
secrets-checking = Checking…
secrets-not-checked = Latchkey cannot check the secret store
secrets-test = Test secret store
secrets-testing = Testing…
# $count (Number) - milliseconds
secrets-tested = { $count ->
    [0] The secret store works. It stored, returned and removed a test secret in less than 1 ms.
   *[other] The secret store works. It stored, returned and removed a test secret in { $count } ms.
}
secrets-test-failed = The test of the secret store failed

## The items

secrets-items = Items
secrets-none = Latchkey stores no secrets on this machine.
secrets-item = Item
secrets-size = Size
secrets-stored-at = Stored at
secrets-encryption = Encryption
secrets-state = State
# $count (String) - a formatted number
secrets-bytes = { $count } bytes
secrets-in-memory = In memory only
# $encryption (String) - cipher and format
# $store (String) - where the key is
secrets-encrypted-in = { $encryption }, { $store }
secrets-opens = Can be opened
# $kind (session | demoCloud | other | unknown) - what the item is
secrets-kind = { $kind ->
    [session] Session
    [demoCloud] State of the demo cloud
    [other] Other item of Latchkey
   *[unknown] Unknown item
}
# $kind (String) - what the item is
# $account (String) - the user name
# $cloud (String) - the cloud’s id
secrets-item-of-account = { $kind }: { $account } ({ $cloud })
# $kind (String) - what the item is
# $file (String) - the file’s name
secrets-item-file = { $kind }: { $file }
# $message (String) - what is wrong, in a sentence
# $next (String) - what to do, in a sentence
secrets-trouble = { $message } { $next }
# $message (String) - what is wrong, in a sentence
# $next (String) - what to do, in a sentence
# $reason (String) - what the system said
secrets-trouble-reason = { $message } { $next } The system said: { $reason }
# $next (String) - what to do, in a sentence
# $reason (String) - what the system said
secrets-next-reason = { $next } The system said: { $reason }
# $count (Number) - keys without an item
secrets-orphaned-keys = { $count ->
    [one] { $count } key in the secret store belongs to no item. To remove it, choose “Remove all secrets…”.
   *[other] { $count } keys in the secret store belong to no item. To remove them, choose “Remove all secrets…”.
}
secrets-keys-not-listed = The secret store of this system cannot list its keys, so Latchkey cannot find keys without an item.
# $names (String) - names of the files
secrets-other-files = Files that do not belong to Latchkey: { $names }. Latchkey does not change them.

## The purge

secrets-purge = Remove all secrets…
secrets-purge-title = Remove all secrets
secrets-purge-loses = Latchkey signs out every account of every cloud and removes:
secrets-purge-sessions = All sessions, including sessions that Latchkey cannot open
secrets-purge-keys = The keys of the sessions in the secret store
secrets-purge-demo = The state of the demo cloud. If the demo cloud runs, Latchkey stores its state again at the next change
secrets-purge-keeps = Your settings do not change. Nothing in Azure changes.
secrets-purge-action = Remove all secrets
secrets-not-purged = Latchkey removed nothing
# $items (Number) - items that were removed
# $keys (Number) - keys that were removed
secrets-purged = Latchkey removed all secrets. Items: { $items }. Keys: { $keys }. It checked again: nothing is left.
# $items (Number) - items that were removed
# $keys (Number) - keys that were removed
secrets-purged-unlisted = Latchkey removed everything that it knows. Items: { $items }. Keys: { $keys }. The secret store of this system cannot list its keys, so Latchkey checked only the keys of these items.
# $remaining (Number) - items and keys that are still there
secrets-purge-unproven = Latchkey cannot prove that nothing is left. Items and keys that it still finds: { $remaining }.
# $remaining (Number) - items and keys that are still there
# $failures (String) - what failed, in sentences
secrets-purge-failures = Latchkey cannot prove that nothing is left. Items and keys that it still finds: { $remaining }. { $failures }

### What is wrong with the secret store or with an item in it, and what to do about it.

# $trouble (String) - what happened
# $next (String) - what to do
store-trial-failed = { $trouble } { $next }
store-memory = Memory

## The store

store-missing-linux = No program of this desktop session offers the Secret Service, so Latchkey cannot store a key.
store-missing-linux-next = Install GNOME Keyring (gnome-keyring), KWallet (kwalletmanager), or KeePassXC with its Secret Service integration. Then log out of the desktop and log in again. The Secret Service does not work over SSH or in containers. Store sessions in memory only there.
store-missing-macos = This session has no keychain.
store-missing-macos-next = Open Keychain Access. If there is no keychain with the name login, choose Settings, then Reset Default Keychains.
store-missing-windows = This user cannot use Credential Manager.
store-missing-windows-next = Open Services and start the service Credential Manager (VaultSvc). Then try again. A user without a profile has no Credential Manager.
store-locked-linux = The keyring of the system is locked, or somebody declined a request to unlock it.
store-locked-linux-next = Open Passwords and Keys (seahorse), choose Login and unlock it. In KDE, open KWalletManager. A login with your password unlocks the keyring. An automatic login or a fingerprint does not.
store-locked-macos = The keychain is locked, or somebody declined access to it.
store-locked-macos-next = Open Keychain Access and choose the keychain login. Then choose File, Unlock Keychain. If the system asks about the key of Latchkey, choose Always Allow.
store-locked-windows = Credential Manager is locked for this session.
store-locked-windows-next = Sign out of Windows and sign in again with your password. A session without a password cannot open Credential Manager.
store-failed = The system’s secret store failed.
store-altered = The system’s secret store does not return what Latchkey stored.
store-interrupted = Latchkey stopped before the system’s secret store answered.
store-failed-next = Try again. If this does not help, restart the machine.

## An item

store-key-missing = The key of this item is not in the system’s secret store any more. Somebody removed it there, or the file is from another machine.
store-tampered = Latchkey cannot decrypt this file. Somebody changed the file, or another key encrypted it.
store-truncated = This file is not complete. The disk was full, or Latchkey stopped before the file was complete.
store-wrong-item = This file belongs to another item.
store-unknown-format = This file has an unknown format. A newer version of Latchkey or another program wrote it.
store-item-next = Latchkey cannot open this item. Remove all secrets in Settings, or run latchkey purge. Then sign in again.
store-unknown-format-next = Update Latchkey. If the newest version cannot open this item, remove all secrets in Settings, or run latchkey purge. Then sign in again.
store-disk = Latchkey cannot read or write a file of the secret store.
store-disk-next = Check the permissions of the folder and the free space of the disk. Then try again.

### What is wrong with the secret store or with an item in it, and what to do about it.

# $trouble (String) - what happened
# $next (String) - what to do
store-trial-failed = { $trouble } { $next }
store-memory = Memory

## The store

store-missing-linux = No program of this desktop session offers the Secret Service, so Latchkey cannot keep a key.
store-missing-linux-next = Install GNOME Keyring (gnome-keyring), KWallet (kwalletmanager), or KeePassXC with its Secret Service integration. Then log out of the desktop and log in again. Over SSH and in containers there is no Secret Service: keep the session in memory only.
store-missing-macos = This session has no keychain.
store-missing-macos-next = Open Keychain Access. If there is no keychain with the name login, select Settings, then Reset Default Keychains.
store-missing-windows = This user cannot use Credential Manager.
store-missing-windows-next = Open Services and start the service Credential Manager (VaultSvc). Then try again. A user without a profile has no Credential Manager.
store-locked-linux = The keyring of the system is locked, or somebody declined a question about it.
store-locked-linux-next = Open Passwords and Keys (seahorse), select Login and unlock it. In KDE, open KWalletManager. A login with your password unlocks the keyring. An automatic login or a fingerprint does not.
store-locked-macos = The keychain is locked, or somebody denied the access to it.
store-locked-macos-next = Open Keychain Access and select the keychain login. Then select File, Unlock Keychain. If the system asks about the key of Latchkey, select Always Allow.
store-locked-windows = Credential Manager is locked for this session.
store-locked-windows-next = Log out of Windows and log in again with your password. A session without a password cannot open Credential Manager.
store-failed = The system’s secret store failed.
store-altered = The system’s secret store does not return what Latchkey stored.
store-failed-next = Try again. If this does not help, restart the desktop session.

## An item

store-key-missing = The key of this item is not in the system’s secret store any more. Somebody removed it there, or the file is from another computer.
store-tampered = The content of this file does not match its seal. Somebody changed the file, or another key sealed it.
store-truncated = This file is not complete. The disk was full, or the program ended while it wrote.
store-wrong-item = This file belongs to another item.
store-unknown-format = This file has an unknown format. A newer version of Latchkey or another program wrote it.
store-item-next = Nobody can open this item any more. Purge the secret store, then sign in again.
store-disk = Latchkey cannot read or write a file of the secret store.
store-disk-next = Check the permissions of the folder and the free space of the disk. Then try again.

//! What is the matter with a store or an item, and the way out on each system.

use std::error::Error as _;

use latchkey_vault::{KeychainError, VaultError};

use super::{StoreTrouble, StoreTroubleKind};

/// Systems whose stores differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Platform {
    Linux,
    MacOs,
    Windows,
}

impl Platform {
    /// The one that this was built for.
    pub(crate) fn present() -> Self {
        if cfg!(target_os = "macos") {
            Self::MacOs
        } else if cfg!(target_os = "windows") {
            Self::Windows
        } else {
            Self::Linux
        }
    }
}

impl StoreTrouble {
    /// The store's own trouble.
    pub(crate) fn of_store(platform: Platform, error: &KeychainError) -> Self {
        match error {
            KeychainError::Missing { reason } => missing(platform, reason),
            KeychainError::Locked { reason } => locked(platform, reason),
            KeychainError::Failed { reason } => failed(reason.clone()),
        }
    }

    /// An item's trouble, which can be the store's.
    pub(crate) fn of_item(platform: Platform, error: &VaultError) -> Self {
        let again =
            "It cannot be used any more. Remove everything of this kind with a purge, and sign in again.";
        let of_file = |kind, message: &str| StoreTrouble {
            kind,
            message: message.to_owned(),
            way_out: again.to_owned(),
            reason: None,
        };
        match error {
            VaultError::NoStore { reason } => missing(platform, reason),
            VaultError::Locked { reason } => locked(platform, reason),
            VaultError::Store { source, .. } => failed(source.to_string()),
            VaultError::KeyMissing { .. } => of_file(
                StoreTroubleKind::KeyMissing,
                "Its key is not in the system's store any more: it was removed there, or the file came from elsewhere.",
            ),
            VaultError::Tampered { .. } => of_file(
                StoreTroubleKind::Tampered,
                "Its content does not match its seal: somebody changed the file, or sealed it with another key.",
            ),
            VaultError::Truncated { .. } => of_file(
                StoreTroubleKind::Tampered,
                "Its file is cut off: the disk was full, or its writing was interrupted.",
            ),
            VaultError::WrongItem { .. } => {
                of_file(StoreTroubleKind::Tampered, "Its file was put in another one's place.")
            }
            VaultError::UnknownFormat { .. } => of_file(
                StoreTroubleKind::UnknownFormat,
                "Its file has another format: a newer version wrote it, or another program.",
            ),
            VaultError::StillThere { .. } | VaultError::Disk { .. } | VaultError::Interrupted => {
                StoreTrouble {
                    kind: StoreTroubleKind::Unreadable,
                    message: "The disk does not give or take what it should.".to_owned(),
                    way_out: "Check the folder's permissions and that the disk is not full, and try again."
                        .to_owned(),
                    reason: Some(
                        error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}")),
                    ),
                }
            }
        }
    }
}

fn missing(platform: Platform, reason: &str) -> StoreTrouble {
    let (message, way_out) = match platform {
        Platform::Linux => (
            "No program of this session offers the Secret Service, so there is nowhere to keep a key.",
            "Install GNOME Keyring (package gnome-keyring), KWallet (package kwalletmanager) or KeePassXC with its Secret Service integration switched on, then log out of the desktop and in again. Over SSH or in a container there is none: work in this session only.",
        ),
        Platform::MacOs => (
            "This session has no keychain.",
            "Open Keychain Access. If there is no keychain named login, choose Settings, then Reset Default Keychains.",
        ),
        Platform::Windows => (
            "Credential Manager is not available to this user.",
            "Open Services, start the service Credential Manager (VaultSvc), and try again. A user without a profile of its own has none.",
        ),
    };
    trouble(StoreTroubleKind::Missing, message, way_out, reason)
}

fn locked(platform: Platform, reason: &str) -> StoreTrouble {
    let (message, way_out) = match platform {
        Platform::Linux => (
            "The system's keyring is locked, or a question about it was declined.",
            "Open Passwords and Keys (package seahorse), choose Login and unlock it; with KDE, open KWalletManager. Logging in with the password unlocks it; logging in automatically or by fingerprint does not.",
        ),
        Platform::MacOs => (
            "The keychain is locked, or access to it was denied.",
            "Open Keychain Access, choose the keychain login, then File, Unlock Keychain. If it asks whether Latchkey may use its key, choose Always Allow.",
        ),
        Platform::Windows => (
            "Credential Manager is locked for this session.",
            "It opens when you log in to Windows: log out and in again. A session that was opened without a password cannot open it.",
        ),
    };
    trouble(StoreTroubleKind::Locked, message, way_out, reason)
}

fn failed(reason: String) -> StoreTrouble {
    let message = "The system's store for secrets failed.";
    trouble(StoreTroubleKind::Failed, message, "Try again; if it stays so, restart the session.", &reason)
}

fn trouble(kind: StoreTroubleKind, message: &str, way_out: &str, reason: &str) -> StoreTrouble {
    StoreTrouble {
        kind,
        message: message.to_owned(),
        way_out: way_out.to_owned(),
        reason: Some(reason.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use latchkey_vault::ItemName;

    use super::*;

    #[test]
    fn each_system_has_its_own_way_out() {
        let check = |platform, is_locked: bool, words: &str| {
            let reason = "said so".to_owned();
            let error =
                if is_locked { KeychainError::Locked { reason } } else { KeychainError::Missing { reason } };
            let told = StoreTrouble::of_store(platform, &error);
            assert!(told.way_out.contains(words), "{platform:?}: {told:?}");
            assert_eq!(told.reason.as_deref(), Some("said so"));
        };
        check(Platform::Linux, false, "gnome-keyring");
        check(Platform::Linux, true, "seahorse");
        check(Platform::MacOs, false, "Keychain Access");
        check(Platform::MacOs, true, "Unlock Keychain");
        check(Platform::Windows, false, "VaultSvc");
        check(Platform::Windows, true, "log out");
    }

    #[test]
    fn each_trouble_of_an_item_is_told_apart() {
        use StoreTroubleKind::{KeyMissing, Locked, Tampered, UnknownFormat, Unreadable};
        let item = || ItemName::new("file 1");
        let check = |error: VaultError, kind| {
            assert_eq!(StoreTrouble::of_item(Platform::Linux, &error).kind, kind, "{error}");
        };
        check(VaultError::Locked { reason: String::new() }, Locked);
        check(VaultError::KeyMissing { item: item() }, KeyMissing);
        check(VaultError::Tampered { item: item() }, Tampered);
        check(VaultError::Truncated { item: item() }, Tampered);
        check(VaultError::UnknownFormat { item: item() }, UnknownFormat);
        check(VaultError::Interrupted, Unreadable);
    }
}

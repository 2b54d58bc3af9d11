//! What is the matter with a store or an item, and the way out on each system.

use std::error::Error as _;

use latchkey_vault::{KeychainError, VaultError};
use latchkey_words::store;

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
    /// What is the matter with an item on this system.
    pub fn of(error: &VaultError) -> Self {
        Self::of_item(Platform::present(), error)
    }

    /// The store's own trouble.
    pub(crate) fn of_store(platform: Platform, error: &KeychainError) -> Self {
        match error {
            KeychainError::Missing { reason } => missing(platform, reason),
            KeychainError::Locked { reason } => locked(platform, reason),
            KeychainError::Failed { reason } => {
                trouble(StoreTroubleKind::Failed, store::failed(), store::failed_next(), Some(reason.clone()))
            }
            KeychainError::Altered => {
                trouble(StoreTroubleKind::Failed, store::altered(), store::failed_next(), None)
            }
            KeychainError::Interrupted => {
                trouble(StoreTroubleKind::Failed, store::interrupted(), store::failed_next(), None)
            }
        }
    }

    /// An item's trouble, which can be the store's.
    pub(crate) fn of_item(platform: Platform, error: &VaultError) -> Self {
        use StoreTroubleKind::{KeyMissing, Tampered, UnknownFormat, Unreadable};
        let of_file = |kind, message: String| trouble(kind, message, store::item_next(), None);
        match error {
            VaultError::Locked { reason } => locked(platform, reason),
            VaultError::NoStore { source } | VaultError::Store { source, .. } => {
                Self::of_store(platform, source)
            }
            VaultError::KeyMissing { .. } => of_file(KeyMissing, store::key_missing()),
            VaultError::Tampered { .. } => of_file(Tampered, store::tampered()),
            VaultError::Truncated { .. } => of_file(Tampered, store::truncated()),
            VaultError::WrongItem { .. } => of_file(Tampered, store::wrong_item()),
            VaultError::UnknownFormat { .. } => {
                trouble(UnknownFormat, store::unknown_format(), store::unknown_format_next(), None)
            }
            VaultError::StillThere { .. } | VaultError::Disk { .. } | VaultError::Interrupted => {
                let cause = error.source().map(ToString::to_string);
                trouble(Unreadable, store::disk(), store::disk_next(), cause)
            }
        }
    }
}

/// Why the store cannot be used: what the system said, or our own text if it said nothing.
pub(crate) fn cause_of_store(error: &KeychainError) -> String {
    match error.reason() {
        Some(reason) => reason.to_owned(),
        None => StoreTrouble::of_store(Platform::present(), error).message,
    }
}

fn missing(platform: Platform, reason: &str) -> StoreTrouble {
    let (message, way_out) = match platform {
        Platform::Linux => (store::missing_linux(), store::missing_linux_next()),
        Platform::MacOs => (store::missing_macos(), store::missing_macos_next()),
        Platform::Windows => (store::missing_windows(), store::missing_windows_next()),
    };
    trouble(StoreTroubleKind::Missing, message, way_out, Some(reason.to_owned()))
}

fn locked(platform: Platform, reason: &str) -> StoreTrouble {
    let (message, way_out) = match platform {
        Platform::Linux => (store::locked_linux(), store::locked_linux_next()),
        Platform::MacOs => (store::locked_macos(), store::locked_macos_next()),
        Platform::Windows => (store::locked_windows(), store::locked_windows_next()),
    };
    trouble(StoreTroubleKind::Locked, message, way_out, Some(reason.to_owned()))
}

fn trouble(kind: StoreTroubleKind, message: String, way_out: String, reason: Option<String>) -> StoreTrouble {
    StoreTrouble { kind, message, way_out, reason }
}

#[cfg(test)]
mod tests {
    use latchkey_vault::ItemName;

    use super::*;

    #[test]
    fn each_system_has_its_own_way_out() {
        let check = |platform, is_locked: bool, way_out: String| {
            let reason = "said so".to_owned();
            let error =
                if is_locked { KeychainError::Locked { reason } } else { KeychainError::Missing { reason } };
            let told = StoreTrouble::of_store(platform, &error);
            assert_eq!(told.way_out, way_out, "{platform:?}: {told:?}");
            assert_eq!(told.reason.as_deref(), Some("said so"));
        };
        check(Platform::Linux, false, store::missing_linux_next());
        check(Platform::Linux, true, store::locked_linux_next());
        check(Platform::MacOs, false, store::missing_macos_next());
        check(Platform::MacOs, true, store::locked_macos_next());
        check(Platform::Windows, false, store::missing_windows_next());
        check(Platform::Windows, true, store::locked_windows_next());
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

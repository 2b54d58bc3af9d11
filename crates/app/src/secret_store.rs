//! The doctor of the secret store: what is kept, whether secrets can be kept, and removing all of it with proof.

mod words;

use std::path::Path;

use jiff::Timestamp;
use latchkey_identity::{KeptSession, kept_sessions};
use latchkey_vault::{Backend, InspectedItem, Orphans};

use crate::{
    App, Change, CommandError,
    connection::kind_of,
    view::{
        ClockCheck, OrphanedKeys, PurgeReport, RoundTrip, SecretItem, SecretItemAccount, SecretItemKind,
        SecretStorage, SecretStoreReport, StoreTrouble,
    },
};
use words::Platform;

/// What has to be typed before everything is removed.
const PURGE_WORD: &str = "purge";
const SESSION: &str = "account/";
const DEMO_CLOUD: &str = "demo-cloud";

impl App {
    /// Looks at everything that is kept on this machine. Nothing is changed.
    ///
    /// # Errors
    /// What keeps the folder from being listed.
    pub async fn check_secret_store(&self) -> Result<SecretStoreReport, CommandError> {
        self.resume().await;
        self.refuse_if_locked()?;
        let found = self.vault.inspect().await?;
        // What cannot be opened is told item by item.
        let sessions = kept_sessions(&self.vault).await.unwrap_or_default();
        let backend = match &found.backend {
            Backend::OsStore { name } => name.clone(),
            Backend::Unavailable { .. } => self.ports.keychain.name(),
            Backend::Memory => "Memory".to_owned(),
        };
        Ok(SecretStoreReport {
            trouble: found.trouble.as_ref().map(|error| words::of_store(Platform::present(), error)),
            items: found.items.into_iter().map(|item| row(item, &sessions, &backend)).collect(),
            storage: storage(found.backend),
            other_files: found.strangers,
            orphaned_keys: match found.orphans {
                Orphans::Counted(count) => OrphanedKeys::Counted { count: number(count) },
                Orphans::Unlisted => OrphanedKeys::Unlisted,
                Orphans::Unknown => OrphanedKeys::Unknown,
            },
            folder: self.vault_folder(),
            as_of: self.ports.clock.now(),
        })
    }

    /// Keeps a trial item, reads it and removes it.
    ///
    /// # Errors
    /// Which of it failed, and the way out.
    pub async fn try_secret_store(&self) -> Result<RoundTrip, CommandError> {
        self.refuse_if_locked()?;
        let begun = self.ports.clock.steady();
        self.vault.try_round_trip().await.map_err(|error| {
            let StoreTrouble { message, way_out, .. } = words::of_item(Platform::present(), &error);
            CommandError { message: format!("{message} {way_out}"), ..CommandError::from(&error) }
        })?;
        let took = self.ports.clock.steady().saturating_duration_since(begun);
        Ok(RoundTrip { took_ms: u32::try_from(took.as_millis()).unwrap_or(u32::MAX) })
    }

    /// Removes everything that is kept: of every account and cloud, what can be opened and what cannot; and looks
    /// again. A demo cloud that is running keeps its state anew when it changes.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Invalid`] unless the word `purge` was typed.
    pub async fn purge_secret_store(&self, typed_word: &str) -> Result<PurgeReport, CommandError> {
        self.resume().await;
        self.refuse_if_locked()?;
        if typed_word.trim() != PURGE_WORD {
            let message = format!("Type the word {PURGE_WORD} to remove everything.");
            return Err(CommandError::invalid("typedWord", &message));
        }
        self.cancel_sign_in();
        self.clipboard.take_away();
        // Renewals end before the vault is emptied, and what began meanwhile ends after it.
        self.forget_accounts().await;
        let purged = self.vault.purge().await;
        self.forget_accounts().await;
        self.ports.events.notify(Change::App);
        Ok(PurgeReport {
            items: number(purged.items),
            keys: number(purged.keys),
            remaining: number(purged.remaining),
            has_listed_keys: purged.has_listed_keys,
            is_proven: purged.is_proven(),
            failures: purged
                .failures
                .iter()
                .map(|error| words::of_item(Platform::present(), error).message)
                .collect(),
            other_files: purged.strangers,
        })
    }

    /// Compares this machine's clock with the sign-in service's, by one request that carries nothing.
    ///
    /// # Errors
    /// [`crate::ErrorCode::SignInRequired`] if no cloud is chosen yet.
    pub async fn check_clock(&self) -> Result<ClockCheck, CommandError> {
        self.resume().await;
        let connection = self.connection()?;
        let skew = connection.accounts().measure_clock(connection.cloud()).await;
        let ms = |duration: jiff::SignedDuration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        let ahead_ms = skew.map(|skew| ms(skew.ahead));
        Ok(ClockCheck {
            host: crate::app::host_with_port(&connection.cloud().authority),
            ahead_ms,
            margin_ms: skew.map(|skew| ms(skew.margin)),
            is_wrong: skew.is_some_and(|skew| skew.ahead.abs() > latchkey_types::CLOCK_SKEW_LIMIT),
        })
    }

    fn vault_folder(&self) -> String {
        Path::new(&self.profile_folder()).join("vault").display().to_string()
    }
}

fn row(item: InspectedItem, sessions: &[KeptSession], backend: &str) -> SecretItem {
    let session = sessions.iter().find(|session| Some(&session.item) == item.name.as_ref());
    SecretItem {
        kind: match item.name.as_ref().map(latchkey_vault::ItemName::as_str) {
            None => SecretItemKind::Unknown,
            Some(name) if name.starts_with(SESSION) => SecretItemKind::Session,
            Some(DEMO_CLOUD) => SecretItemKind::DemoCloud,
            Some(_) => SecretItemKind::Other,
        },
        account: session.map(|session| SecretItemAccount {
            user_name: session.account.user_name.clone(),
            kind: kind_of(&session.account),
            cloud_id: session.account.key.cloud_id.clone(),
            tenant_id: session.account.key.tenant_id.clone(),
        }),
        size_bytes: u32::try_from(item.sealed_bytes).unwrap_or(u32::MAX),
        sealed_at: item.sealed_at.and_then(|at| Timestamp::try_from(at).ok()),
        backend: backend.to_owned(),
        encryption: item.encryption.map(|(format, cipher)| format!("{cipher} ({format})")),
        trouble: item.trouble.map(|error| words::of_item(Platform::present(), &error)),
        file: item.file,
    }
}

pub(crate) fn storage(backend: Backend) -> SecretStorage {
    match backend {
        Backend::OsStore { name } => SecretStorage::OsStore { name },
        Backend::Unavailable { reason } => SecretStorage::Unavailable { reason },
        Backend::Memory => SecretStorage::Memory,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

//! The doctor of the secret store: what is kept, whether secrets can be kept, and removing all of it with proof.

use jiff::Timestamp;
use latchkey_identity::{KeptSession, kept_sessions};
use latchkey_types::{CLOCK_SKEW_LIMIT, Clock};
use latchkey_vault::{Backend, InspectedItem, Orphans};
use latchkey_words::store;

use crate::{
    AppError, Ports, Reason,
    account_names::user_name_of,
    bridge::{
        ClockCheck, OrphanedKeys, Platform, PurgeReport, RoundTrip, SecretItem, SecretItemAccount,
        SecretItemKind, SecretStorage, SecretStoreReport, StoreTrouble, cause_of_store, host_with_port,
    },
    connection::{Connection, kind_of},
    connections::Connections,
    profile::Profile,
    unlocked::Unlocked,
};

/// What has to be typed before everything is removed.
const PURGE_WORD: &str = "purge";
const SESSION: &str = "account/";
const DEMO_CLOUD: &str = "demo-cloud";

/// Looks at everything that is kept on this machine. Nothing is changed.
///
/// # Errors
/// What keeps the folder from being listed.
pub(crate) async fn check(
    _: &Unlocked,
    profile: &Profile,
    ports: &Ports,
) -> Result<SecretStoreReport, AppError> {
    let found = profile.vault.inspect().await?;
    // What cannot be opened is told item by item.
    let sessions = kept_sessions(&profile.vault).await.unwrap_or_default();
    let backend = match &found.backend {
        Backend::OsStore { name } => name.clone(),
        Backend::Unavailable { .. } => ports.keychain.name(),
        Backend::Memory => store::memory(),
    };
    Ok(SecretStoreReport {
        trouble: found.trouble.as_ref().map(|error| StoreTrouble::of_store(Platform::present(), error)),
        items: found.items.into_iter().map(|item| row(item, &sessions, &backend)).collect(),
        storage: storage(found.backend),
        other_files: found.strangers,
        orphaned_keys: match found.orphans {
            Orphans::Counted(count) => OrphanedKeys::Counted { count: number(count) },
            Orphans::Unlisted => OrphanedKeys::Unlisted,
            Orphans::Unknown => OrphanedKeys::Unknown,
        },
        folder: profile.folder.join("vault").display().to_string(),
        as_of: ports.clock.now(),
    })
}

/// Keeps a trial item, reads it and removes it.
///
/// # Errors
/// Which of it failed.
pub(crate) async fn try_out(
    _: &Unlocked,
    profile: &Profile,
    clock: &dyn Clock,
) -> Result<RoundTrip, AppError> {
    let begun = clock.steady();
    profile.vault.try_round_trip().await.map_err(AppError::Trial)?;
    let took = clock.steady().saturating_duration_since(begun);
    Ok(RoundTrip { took_ms: u32::try_from(took.as_millis()).unwrap_or(u32::MAX) })
}

/// Checks that the word was typed before everything is removed.
///
/// # Errors
/// [`Reason::WordMissing`].
pub(crate) fn require_purge_word(typed_word: &str) -> Result<(), AppError> {
    let is_typed = typed_word.trim() == PURGE_WORD;
    if is_typed { Ok(()) } else { Err(Reason::WordMissing { word: PURGE_WORD.to_owned() }.into()) }
}

/// Removes everything that is kept: of every account and cloud, what can be opened and what cannot; and looks
/// again. A demo cloud that is running keeps its state anew when it changes.
pub(crate) async fn purge(_: &Unlocked, profile: &Profile, connections: &Connections) -> PurgeReport {
    // Renewals end before the vault is emptied, and what began meanwhile ends after it.
    connections.forget_accounts().await;
    let purged = profile.vault.purge().await;
    connections.forget_accounts().await;
    PurgeReport {
        items: number(purged.items),
        keys: number(purged.keys),
        remaining: number(purged.remaining),
        has_listed_keys: purged.has_listed_keys,
        is_proven: purged.is_proven(),
        failures: purged
            .failures
            .iter()
            .map(|error| StoreTrouble::of_item(Platform::present(), error).message)
            .collect(),
        other_files: purged.strangers,
    }
}

/// Compares this machine's clock with the sign-in service's, by one request that carries nothing.
pub(crate) async fn check_clock(connection: &Connection) -> ClockCheck {
    let skew = connection.accounts().measure_clock(connection.cloud()).await;
    let ms = |duration: jiff::SignedDuration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
    let ahead_ms = skew.map(|skew| ms(skew.ahead));
    ClockCheck {
        host: host_with_port(&connection.cloud().authority),
        ahead_ms,
        margin_ms: skew.map(|skew| ms(skew.margin)),
        is_wrong: skew.is_some_and(|skew| skew.ahead.abs() > CLOCK_SKEW_LIMIT),
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
            user_name: user_name_of(&session.account),
            kind: kind_of(&session.account),
            cloud_id: session.account.key.cloud_id.clone(),
            tenant_id: session.account.key.tenant_id.clone(),
        }),
        size_bytes: u32::try_from(item.sealed_bytes).unwrap_or(u32::MAX),
        sealed_at: item.sealed_at.and_then(|at| Timestamp::try_from(at).ok()),
        backend: backend.to_owned(),
        encryption: item.encryption.map(|(format, cipher)| format!("{cipher} ({format})")),
        trouble: item.trouble.map(|error| StoreTrouble::of_item(Platform::present(), &error)),
        file: item.file,
    }
}

pub(crate) fn storage(backend: Backend) -> SecretStorage {
    match backend {
        Backend::OsStore { name } => SecretStorage::OsStore { name },
        Backend::Unavailable { trouble } => SecretStorage::Unavailable { reason: cause_of_store(&trouble) },
        Backend::Memory => SecretStorage::Memory,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

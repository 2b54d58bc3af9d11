//! Access tokens between programs: each lies sealed beside its session, under the session's key, until it ends.
//!
//! The window and the command line share it, so that a call with a fresh token asks nobody. What is kept is a cache: one
//! that is missing, broken or not to be believed is removed and never an error. A token is used only by a session that is
//! bound to what it was bound to then, and where it may be sent is decided anew each time.
//!
//! Sessions that somebody else keeps have none here: the Azure CLI and this machine keep tokens themselves, and decide
//! who is signed in.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use latchkey_types::{Audience, Clock, Cloud, Moment, Secret, Uptime};
use latchkey_vault::{Vault, VaultError};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::session::Session;
use crate::{
    AccessToken, AccountKey, AccountKind,
    session::item,
    token::{CachedToken, bind_token},
};

/// Room for everything but the token, so that writing it leaves no half-written copies in memory.
const ROOM_BYTES: usize = 512;

/// The sealed tokens of a vault.
pub(super) struct TokenCache {
    vault: Arc<Vault>,
    clock: Arc<dyn Clock>,
}

/// What is sealed. Where the token may be sent is no part of it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredToken {
    value: Secret,
    asked_at: Timestamp,
    renew_after: Timestamp,
    refresh_after: Timestamp,
    expires_at: Timestamp,
    /// Digest of what the session was bound to.
    binding: String,
    /// When it was kept, by the wall clock and by the machine's uptime.
    kept_at: Timestamp,
    boot: Option<String>,
    uptime_ms: Option<u64>,
}

/// The same for writing: [`Secret`] has no `Serialize`, so that none is written by accident.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WrittenToken<'a> {
    value: &'a str,
    asked_at: Timestamp,
    renew_after: Timestamp,
    refresh_after: Timestamp,
    expires_at: Timestamp,
    binding: &'a str,
    kept_at: Timestamp,
    boot: Option<String>,
    uptime_ms: Option<u64>,
}

impl TokenCache {
    pub(super) fn new(vault: &Arc<Vault>, clock: &Arc<dyn Clock>) -> Self {
        Self { vault: Arc::clone(vault), clock: Arc::clone(clock) }
    }

    /// The token that was kept for an audience, if it lives still and is of the session as it is bound now.
    pub(super) async fn load(
        &self,
        session: &Session,
        cloud: &Cloud,
        audience: Audience,
    ) -> Option<CachedToken> {
        if !keeps_tokens(session.account.kind) {
            return None;
        }
        let found = self.vault.unseal_beside(&item(&session.account.key), part(audience)).await;
        let cached = match found {
            Ok(None) => return None,
            Ok(Some(bytes)) => self.read(&bytes, &session.bound.digest(), cloud, audience),
            // Whoever asks for the session is told of a store that is locked.
            Err(VaultError::Locked { .. } | VaultError::NoStore { .. } | VaultError::Store { .. }) => {
                return None;
            }
            Err(error) => {
                tracing::debug!(%error, "a cached token cannot be read");
                None
            }
        };
        if cached.is_none() {
            self.remove(&session.account.key, audience).await;
        }
        cached
    }

    /// Keeps a token in place of an earlier one.
    pub(super) async fn keep(&self, session: &Session, audience: Audience, cached: &CachedToken) {
        // A text with other characters could be written escaped, and be copied when it is read.
        if !keeps_tokens(session.account.kind) || !cached.token.value.is_plain() {
            return;
        }
        let bytes = self.write(cached, &session.bound.digest());
        let key = &session.account.key;
        if let Err(error) = self.vault.seal_beside(&item(key), part(audience), bytes).await {
            tracing::warn!(%error, "a token could not be kept for the next program");
            self.remove(key, audience).await;
        }
    }

    /// Removes the token of an audience.
    pub(super) async fn remove(&self, key: &AccountKey, audience: Audience) {
        if let Err(error) = self.vault.remove_part(&item(key), part(audience)).await {
            tracing::warn!(%error, "a cached token could not be removed");
        }
    }

    /// Removes every token of a session.
    pub(super) async fn remove_all_of(&self, key: &AccountKey) {
        if let Err(error) = self.vault.remove_parts(&item(key)).await {
            tracing::warn!(%error, "cached tokens could not be removed");
        }
    }

    /// Removes every token of every session.
    pub(super) async fn remove_all(&self) {
        if let Err(error) = self.vault.remove_all_parts().await {
            tracing::warn!(%error, "cached tokens could not be removed");
        }
    }

    fn write(&self, cached: &CachedToken, binding: &str) -> Zeroizing<Vec<u8>> {
        // EXPOSE: the token goes into a wiped buffer that the vault seals.
        let value = cached.token.value.expose();
        let mut bytes = Zeroizing::new(Vec::with_capacity(ROOM_BYTES + value.len()));
        let uptime = self.clock.uptime();
        let written = WrittenToken {
            value,
            asked_at: cached.asked_at,
            renew_after: cached.renew_after,
            refresh_after: cached.token.refresh_after,
            expires_at: cached.token.expires_at,
            binding,
            kept_at: self.clock.now(),
            boot: uptime.map(|uptime| uptime.boot.to_string()),
            uptime_ms: uptime.and_then(|uptime| u64::try_from(uptime.elapsed.as_millis()).ok()),
        };
        serde_json::to_writer(&mut *bytes, &written).expect("these fields are texts and numbers");
        bytes
    }

    fn read(&self, bytes: &[u8], binding: &str, cloud: &Cloud, audience: Audience) -> Option<CachedToken> {
        let stored: StoredToken = serde_json::from_slice(bytes).ok()?;
        if stored.binding != binding {
            return None;
        }
        let time_left = stored.time_left(self.clock.uptime());
        let bearer = bind_token(cloud, audience, stored.value);
        let token = AccessToken {
            value: bearer.value,
            destinations: bearer.destinations,
            expires_at: stored.expires_at,
            refresh_after: stored.refresh_after,
        };
        let at = Moment::of(&*self.clock);
        CachedToken::restored(token, stored.asked_at, stored.renew_after, at, time_left)
    }
}

impl StoredToken {
    /// What is left of the token's life by the machine's uptime; `None` where that tells nothing.
    fn time_left(&self, now: Option<Uptime>) -> Option<Duration> {
        let kept = Uptime {
            boot: Uuid::try_parse(self.boot.as_deref()?).ok()?,
            elapsed: Duration::from_millis(self.uptime_ms?),
        };
        let life = self.expires_at.duration_since(self.kept_at);
        Some(Duration::try_from(life).unwrap_or_default().saturating_sub(now?.since(kept)?))
    }
}

/// Whether tokens of such accounts are kept.
pub(super) fn keeps_tokens(kind: AccountKind) -> bool {
    match kind {
        AccountKind::User | AccountKind::ServicePrincipal => true,
        AccountKind::AzureCli | AccountKind::ManagedIdentity => false,
    }
}

fn part(audience: Audience) -> &'static str {
    match audience {
        Audience::Arm => "arm-token",
        Audience::MachineLearning => "ml-token",
        Audience::Graph => "graph-token",
    }
}

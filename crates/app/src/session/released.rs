//! Secrets that may leave the app.

use jiff::Timestamp;
use latchkey_types::Secret;
use serde::Serialize;
use ts_rs::TS;

use crate::{AppError, Reason, SecretKind, bridge::SlotFingerprints};

/// A secret that a session has released. The screen, the clipboard and programs take nothing else.
#[derive(Debug)]
pub struct Released(Secret);

impl Released {
    /// Keys and tokens are visible ASCII (RFC 6750 §2.1). In anything else a service could hide a line break, and what
    /// follows it would be executed by the terminal that it is pasted into.
    pub(super) fn new(secret: Secret, kind: SecretKind) -> Result<Self, AppError> {
        if secret.is_plain() { Ok(Self(secret)) } else { Err(Reason::SecretMalformed { kind }.into()) }
    }

    #[cfg(test)]
    pub(crate) fn invented(text: &str) -> Self {
        Self(Secret::new(text))
    }

    /// The secret, for what leaves the app.
    pub fn into_secret(self) -> Secret {
        self.0
    }

    /// A text of ours with the secret in it, for the clipboard.
    pub(crate) fn within(self, write: impl FnOnce(&Secret) -> Secret) -> Self {
        Self(write(&self.0))
    }

    /// The secret, for what leaves the app.
    pub(crate) fn secret(&self) -> &Secret {
        &self.0
    }
}

/// A key in clear, because the person asked to see it.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RevealedKey {
    /// The key.
    value: String,
    /// Fingerprints of both keys.
    pub fingerprints: SlotFingerprints,
    /// When the window hides it again, UTC.
    #[ts(type = "string")]
    pub hide_at: Timestamp,
}

impl RevealedKey {
    /// A released key for the screen.
    pub(crate) fn new(key: &Released, fingerprints: SlotFingerprints, hide_at: Timestamp) -> Self {
        // EXPOSE: the person asked to see this key; the window hides it after 30 seconds.
        Self { value: key.0.expose().to_owned(), fingerprints, hide_at }
    }

    /// The key.
    pub fn value(&self) -> &str {
        &self.value
    }
}

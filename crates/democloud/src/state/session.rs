//! Who is signed in: browsers that need no password again, and grants with their refresh tokens.
//!
//! Only hashes of refresh tokens are kept; the state cannot give one away.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Refresh tokens live this long (90 days, as in Entra).
const REFRESH_TOKEN_LIFE: SignedDuration = SignedDuration::from_hours(90 * 24);
/// An old refresh token stays valid beside newer ones; beyond this many the oldest is dropped.
const TOKENS_PER_GRANT: usize = 32;

/// A browser that has signed in (its cookie holds the id).
#[derive(Serialize, Deserialize)]
pub(crate) struct BrowserSession {
    /// Hash of the cookie's value.
    pub(crate) cookie_hash: String,
    /// The `session_state` of answers.
    pub(crate) session_state: String,
    pub(crate) user_id: String,
    pub(crate) signed_in_at: Timestamp,
}

/// What an authorization code turned into: a user's permission for a client.
#[derive(Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) user_id: String,
    pub(crate) client_id: String,
    /// The resource of the first token, for refreshes that name none.
    pub(crate) resource: String,
    pub(crate) issued_at: Timestamp,
    pub(crate) revoked_at: Option<Timestamp>,
    pub(crate) tokens: Vec<RefreshToken>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct RefreshToken {
    pub(crate) hash: String,
    pub(crate) expires_at: Timestamp,
}

impl Grant {
    /// Adds a refresh token, dropping those that have expired or are too many.
    pub(crate) fn add_token(&mut self, hash: String, now: Timestamp) {
        self.tokens.retain(|token| token.expires_at > now);
        if self.tokens.len() >= TOKENS_PER_GRANT {
            self.tokens.drain(..=self.tokens.len() - TOKENS_PER_GRANT);
        }
        self.tokens.push(RefreshToken { hash, expires_at: now + REFRESH_TOKEN_LIFE });
    }
}

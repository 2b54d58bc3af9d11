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
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct BrowserSession {
    /// Hash of the cookie's value.
    pub(crate) cookie_hash: String,
    /// The `session_state` of answers.
    pub(crate) session_state: String,
    pub(crate) user_id: String,
    pub(crate) proof: Proof,
}

/// When and how well a person proved who they are. It goes from the browser's session into the codes and
/// refresh tokens that come of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Proof {
    pub(crate) password_at: Timestamp,
    pub(crate) second_factor_at: Option<Timestamp>,
    /// The authentication contexts that were met on the way (`c1`).
    pub(crate) contexts: Vec<String>,
}

impl Proof {
    /// A password typed just now, and nothing more.
    pub(crate) fn password(now: Timestamp) -> Self {
        Self { password_at: now, second_factor_at: None, contexts: Vec::new() }
    }

    /// The authentication methods as tokens name them.
    pub(crate) fn methods(&self) -> Vec<&'static str> {
        if self.second_factor_at.is_some() { vec!["pwd", "mfa"] } else { vec!["pwd"] }
    }
}

/// What an authorization code turned into: a user's permission for a client.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) user_id: String,
    pub(crate) client_id: String,
    /// The resource of the first token, for refreshes that name none.
    pub(crate) resource: String,
    /// How well the user proved who they are when it began.
    pub(crate) proof: Proof,
    pub(crate) issued_at: Timestamp,
    pub(crate) revoked_at: Option<Timestamp>,
    pub(crate) tokens: Vec<RefreshToken>,
}

#[derive(Clone, Serialize, Deserialize)]
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

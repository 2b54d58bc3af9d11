//! Tokens that Azure Machine Learning issues for one service.

use jiff::Timestamp;
use latchkey_http::Response;
use latchkey_types::Secret;
use serde::{Deserialize, Deserializer, de};

use crate::Error;

/// A service's token. It is opaque to callers.
#[derive(Debug, Clone)]
pub struct ServiceToken {
    /// What callers send.
    pub value: Secret,
    /// When a new one should be fetched, UTC.
    pub refresh_after: Timestamp,
    /// When it stops working, UTC.
    pub expires_at: Timestamp,
}

/// v2 says `expiryTimeUtc`, v1 `expiryOn`; both count seconds since 1970 in UTC.
#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "accessToken", alias = "AccessToken")]
    access_token: Option<Secret>,
    #[serde(
        default,
        rename = "expiryTimeUtc",
        alias = "ExpiryTimeUtc",
        alias = "expiryOn",
        deserialize_with = "moment"
    )]
    expires_at: Option<Timestamp>,
    #[serde(
        default,
        rename = "refreshAfterTimeUtc",
        alias = "RefreshAfterTimeUtc",
        alias = "refreshAfter",
        deserialize_with = "moment"
    )]
    refresh_after: Option<Timestamp>,
}

impl ServiceToken {
    /// Reads the answer of `token`. Where Azure names no time to refresh, it is the expiry.
    pub(crate) fn read(response: &Response) -> Result<Self, Error> {
        let answer: Answer = response.json()?;
        let expires_at = answer.expires_at.ok_or(Error::Incomplete { field: "expiryTimeUtc" })?;
        let value = answer.access_token.filter(|token| !token.is_empty());
        Ok(Self {
            value: value.ok_or(Error::Incomplete { field: "accessToken" })?,
            refresh_after: answer.refresh_after.unwrap_or(expires_at).min(expires_at),
            expires_at,
        })
    }
}

/// Seconds since 1970 as a number or a text, or RFC 3339; 0 is the schema's default and says nothing.
fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    let seconds = value.as_i64().or_else(|| value.as_str()?.parse().ok());
    match (seconds, value.as_str()) {
        (Some(0), _) | (None, None) => Ok(None),
        (Some(seconds), _) => Timestamp::from_second(seconds).map(Some).map_err(de::Error::custom),
        (None, Some(text)) => text.parse().map(Some).map_err(de::Error::custom),
    }
}

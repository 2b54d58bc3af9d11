//! A token endpoint's answer (RFC 6749 §5.1), read as tolerantly as Entra's two generations of endpoints need:
//! numbers as texts, nulls, missing lifetimes and fields that nobody knows.

use std::{fmt, time::Duration};

use latchkey_types::Secret;
use oauth2::{AccessToken, RefreshToken, Scope, TokenResponse, basic::BasicTokenType};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// The life of a token whose answer does not name it: short enough to do no harm.
const UNNAMED_LIFE: Duration = Duration::from_mins(10);

/// The answer in the form that oauth2 works with.
#[derive(Deserialize)]
pub(crate) struct TokenAnswer {
    access_token: AccessToken,
    #[serde(default = "bearer", deserialize_with = "token_type")]
    token_type: BasicTokenType,
    #[serde(default, deserialize_with = "seconds")]
    expires_in: Option<Duration>,
    #[serde(default, deserialize_with = "seconds")]
    refresh_in: Option<Duration>,
    #[serde(default)]
    refresh_token: Option<RefreshToken>,
    #[serde(default)]
    id_token: Option<Secret>,
}

/// The tokens in the form that we keep them: wiped when dropped.
#[derive(Debug)]
pub(crate) struct Tokens {
    pub(crate) access_token: Secret,
    pub(crate) life: Duration,
    pub(crate) refresh_in: Option<Duration>,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) id_token: Option<Secret>,
}

impl TokenAnswer {
    /// Takes the tokens over, or says what is wrong with them.
    pub(crate) fn into_tokens(self) -> Result<Tokens, &'static str> {
        if self.token_type != BasicTokenType::Bearer {
            return Err("its token is of another type than bearer");
        }
        let access_token = Secret::new(self.access_token.into_secret());
        if access_token.is_empty() {
            return Err("its access token is empty");
        }
        let refresh_token = self.refresh_token.map(|token| Secret::new(token.into_secret()));
        Ok(Tokens {
            access_token,
            life: self.expires_in.unwrap_or(UNNAMED_LIFE),
            refresh_in: self.refresh_in,
            refresh_token: refresh_token.filter(|token| !token.is_empty()),
            id_token: self.id_token.filter(|token| !token.is_empty()),
        })
    }
}

fn bearer() -> BasicTokenType {
    BasicTokenType::Bearer
}

fn token_type<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BasicTokenType, D::Error> {
    let word = Option::<String>::deserialize(deserializer)?.unwrap_or_default();
    Ok(match word.to_ascii_lowercase().as_str() {
        "" | "bearer" => BasicTokenType::Bearer,
        other => BasicTokenType::Extension(other.to_owned()),
    })
}

pub(super) fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    let seconds = match Value::deserialize(deserializer)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    // A week is longer than any token's life, and keeps later sums in range.
    let in_range = |seconds: &f64| seconds.is_finite() && *seconds >= 0.0;
    Ok(seconds.filter(in_range).map(|seconds| Duration::from_secs_f64(seconds.min(86_400.0 * 7.0))))
}

impl fmt::Debug for TokenAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TokenAnswer").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

/// The library asks for this; nothing of the answer is ever written out.
impl Serialize for TokenAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl TokenResponse for TokenAnswer {
    type TokenType = BasicTokenType;

    fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    fn token_type(&self) -> &BasicTokenType {
        &self.token_type
    }

    fn expires_in(&self) -> Option<Duration> {
        self.expires_in
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        self.refresh_token.as_ref()
    }

    fn scopes(&self) -> Option<&Vec<Scope>> {
        None
    }
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(body: Value, expected: Result<(u64, Option<u64>, bool), &str>) {
        let text = body.to_string();
        let tokens = serde_json::from_value::<TokenAnswer>(body)
            .map_err(|_| "unreadable")
            .and_then(TokenAnswer::into_tokens)
            .map(|tokens| {
                (
                    tokens.life.as_secs(),
                    tokens.refresh_in.map(|d| d.as_secs()),
                    tokens.refresh_token.is_some(),
                )
            });
        assert_eq!(tokens, expected, "{text}");
    }

    #[test]
    fn both_generations_are_read() {
        check(
            json!({ "token_type": "Bearer", "expires_in": 4321, "refresh_in": 2000, "access_token": "a", "refresh_token": "r", "foci": "1" }),
            Ok((4321, Some(2000), true)),
        );
        check(
            json!({ "token_type": "bearer", "expires_in": "3599", "expires_on": "1", "access_token": "a", "refresh_token": null, "id_token": null }),
            Ok((3599, None, false)),
        );
        check(
            json!({ "access_token": "a", "token_type": null, "expires_in": null, "refresh_in": {} }),
            Ok((600, None, false)),
        );
        check(json!({ "access_token": "a", "expires_in": -5 }), Ok((600, None, false)));
        check(
            json!({ "access_token": "a", "expires_in": 1e300, "refresh_token": "" }),
            Ok((604_800, None, false)),
        );
    }

    #[test]
    fn what_is_no_bearer_token_is_refused() {
        check(json!({ "access_token": "", "expires_in": 1 }), Err("its access token is empty"));
        check(
            json!({ "access_token": "a", "token_type": "pop" }),
            Err("its token is of another type than bearer"),
        );
        check(json!({ "access_token": 1 }), Err("unreadable"));
        check(json!({}), Err("unreadable"));
    }

    #[test]
    fn debug_and_serialize_say_nothing() {
        let answer: TokenAnswer =
            serde_json::from_value(json!({ "access_token": "needle", "refresh_token": "needle" })).unwrap();
        assert!(!format!("{answer:?}{}", serde_json::to_string(&answer).unwrap()).contains("needle"));
    }
}

//! A token endpoint's answer (RFC 6749 §5.1), read as tolerantly as Entra's two generations of endpoints need:
//! numbers as texts, nulls, missing lifetimes and fields that nobody knows.

use std::{fmt, time::Duration};

use latchkey_types::Secret;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::AnswerProblem;

/// The life of a token whose answer does not name it: short enough to do no harm.
const UNNAMED_LIFE: Duration = Duration::from_mins(10);

/// The answer as it is written.
#[derive(Deserialize)]
pub(super) struct TokenAnswer {
    access_token: Secret,
    #[serde(default)]
    token_type: Option<String>,
    #[serde(default, deserialize_with = "seconds")]
    expires_in: Option<Duration>,
    #[serde(default, deserialize_with = "seconds")]
    refresh_in: Option<Duration>,
    #[serde(default)]
    refresh_token: Option<Secret>,
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
    pub(crate) fn into_tokens(self) -> Result<Tokens, AnswerProblem> {
        // Left out or empty, it is a bearer token's.
        let is_bearer = |word: &str| word.is_empty() || word.eq_ignore_ascii_case("bearer");
        if !self.token_type.as_deref().is_none_or(is_bearer) {
            return Err(AnswerProblem::NotBearer);
        }
        if self.access_token.is_empty() {
            return Err(AnswerProblem::EmptyToken);
        }
        Ok(Tokens {
            access_token: self.access_token,
            life: self.expires_in.unwrap_or(UNNAMED_LIFE),
            refresh_in: self.refresh_in,
            refresh_token: self.refresh_token.filter(|token| !token.is_empty()),
            id_token: self.id_token.filter(|token| !token.is_empty()),
        })
    }
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

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(body: Value, expected: Result<(u64, Option<u64>, bool), AnswerProblem>) {
        let text = body.to_string();
        let tokens = serde_json::from_value::<TokenAnswer>(body)
            .map_err(|_| AnswerProblem::NoTokens)
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
        check(json!({ "access_token": "", "expires_in": 1 }), Err(AnswerProblem::EmptyToken));
        check(json!({ "access_token": "a", "token_type": "pop" }), Err(AnswerProblem::NotBearer));
        check(json!({ "access_token": 1 }), Err(AnswerProblem::NoTokens));
        check(json!({}), Err(AnswerProblem::NoTokens));
    }

    #[test]
    fn debug_says_nothing() {
        let answer: TokenAnswer =
            serde_json::from_value(json!({ "access_token": "needle", "refresh_token": "needle" })).unwrap();
        assert!(!format!("{answer:?}").contains("needle"));
    }
}

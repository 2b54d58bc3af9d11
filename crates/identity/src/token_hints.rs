//! What an access token says about itself, for display and for naming the principal in a request.
//!
//! Access tokens are opaque to clients. Nothing is decided by these hints. A token that cannot be read is as good as any
//! other, and its signature is not checked.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use latchkey_types::Secret;
use serde_json::Value;
use zeroize::Zeroizing;

/// Whatever could be read; everything is optional.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct TokenHints {
    pub(crate) tenant_id: Option<String>,
    pub(crate) object_id: Option<String>,
    pub(crate) client_id: Option<String>,
    pub(crate) user_name: Option<String>,
    pub(crate) display_name: Option<String>,
    pub(crate) application_name: Option<String>,
    pub(crate) audience: Option<String>,
}

impl TokenHints {
    pub(crate) fn read(token: &Secret) -> Self {
        // EXPOSE: the token is parsed here and goes nowhere.
        let Some(claims) = token.expose().split('.').nth(1) else { return Self::default() };
        let decoded = URL_SAFE_NO_PAD.decode(claims.trim_end_matches('=')).map(Zeroizing::new);
        let Some(claims) = decoded.ok().and_then(|text| serde_json::from_slice::<Value>(&text).ok()) else {
            return Self::default();
        };
        let text = |names: &[&str]| {
            let texts = names.iter().filter_map(|name| claims[*name].as_str()).map(str::trim);
            texts.filter(|text| !text.is_empty() && text.len() <= 256).map(str::to_owned).next()
        };
        Self {
            tenant_id: text(&["tid"]).map(|id| id.to_ascii_lowercase()),
            object_id: text(&["oid"]).map(|id| id.to_ascii_lowercase()),
            client_id: text(&["appid", "azp"]),
            user_name: text(&["upn", "unique_name", "preferred_username", "email"]),
            display_name: text(&["name"]),
            application_name: text(&["app_displayname"]),
            audience: text(&["aud"]),
        }
    }
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn token(claims: &Value) -> Secret {
        Secret::new(format!("x.{}.y", URL_SAFE_NO_PAD.encode(claims.to_string())))
    }

    #[test]
    fn what_is_there_is_read() {
        let claims =
            json!({ "tid": "T", "oid": "O", "appid": "a", "unique_name": " ada@example.com ", "upn": "" });
        let hints = TokenHints::read(&token(&claims));
        let expected = TokenHints {
            tenant_id: Some("t".to_owned()),
            object_id: Some("o".to_owned()),
            client_id: Some("a".to_owned()),
            user_name: Some("ada@example.com".to_owned()),
            ..TokenHints::default()
        };
        assert_eq!(hints, expected);
    }

    #[test]
    fn opaque_tokens_say_nothing() {
        for text in ["", "opaque", "a.b.c", "a.e30.c", "a.W10.c"] {
            assert_eq!(TokenHints::read(&Secret::new(text)), TokenHints::default(), "{text}");
        }
        let odd = json!({ "tid": 1, "oid": null, "upn": ["x"] });
        assert_eq!(TokenHints::read(&token(&odd)), TokenHints::default());
    }
}

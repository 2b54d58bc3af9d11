//! Pages of a list: `{"value":[…],"nextLink":"…"}`. The token in the link is opaque to clients.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use url::form_urlencoded;

use crate::call::Call;

/// The token of a link was not made here.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BadToken;

/// The page of `items` that the request asks for. `parameter` carries the token: `$skip`, `$skipToken` or
/// `$skiptoken`.
///
/// `body` makes JSON of an item, of those on the page alone: in a long list the others would take most of the time.
pub(crate) fn page<T>(
    items: Vec<T>,
    size: usize,
    call: &Call,
    parameter: &str,
    body: impl FnMut(T) -> Value,
) -> Result<Value, BadToken> {
    let from = call.parameter(parameter).map_or(Ok(0), read_token)?;
    let next = from.saturating_add(size);
    let is_more = next < items.len();
    let value: Vec<Value> = items.into_iter().skip(from).take(size).map(body).collect();
    let mut page = json!({"value": value});
    if is_more {
        let kept = form_urlencoded::parse(call.raw_query.as_bytes())
            .filter(|(name, _)| !name.eq_ignore_ascii_case(parameter));
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .append_pair(parameter, &token(next))
            .finish();
        page["nextLink"] = json!(format!("{}{}?{query}", call.address, call.path));
    }
    Ok(page)
}

fn token(from: usize) -> String {
    URL_SAFE_NO_PAD.encode(format!("from:{from}"))
}

fn read_token(token: &str) -> Result<usize, BadToken> {
    let decoded = URL_SAFE_NO_PAD.decode(token).map_err(|_| BadToken)?;
    let text = String::from_utf8(decoded).map_err(|_| BadToken)?;
    let from: u32 = text.strip_prefix("from:").and_then(|from| from.parse().ok()).ok_or(BadToken)?;
    usize::try_from(from).map_err(|_| BadToken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_back_and_others_refused() {
        assert_eq!(read_token(&token(7)), Ok(7));
        for bad in ["7", "", "ZnJvbTo", "ZnJvbTotMQ", "%00"] {
            assert_eq!(read_token(bad), Err(BadToken), "{bad}");
        }
    }
}

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
/// `keep` says the revision that the next page has to be of, if there is one. `body` makes JSON of an item, of those on the page alone: in a long list the others would take most of the time.
pub(crate) fn page<T>(
    items: Vec<T>,
    size: usize,
    call: &Call,
    parameter: &str,
    keep: impl FnOnce() -> u64,
    body: impl FnMut(T) -> Value,
) -> Result<Value, BadToken> {
    let from = call.parameter(parameter).map_or(Ok(0), |token| read_token(token).map(|(from, _)| from))?;
    let next = from.saturating_add(size);
    let is_more = next < items.len();
    let value: Vec<Value> = items.into_iter().skip(from).take(size).map(body).collect();
    let mut page = json!({"value": value});
    if is_more {
        let kept = form_urlencoded::parse(call.raw_query.as_bytes())
            .filter(|(name, _)| !name.eq_ignore_ascii_case(parameter));
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .append_pair(parameter, &token(next, keep()))
            .finish();
        page["nextLink"] = json!(format!("{}{}?{query}", call.address, call.path));
    }
    Ok(page)
}

/// The revision of the state that a request's token asks for a page of.
pub(crate) fn revision(call: &Call) -> Option<u64> {
    let mut tokens = ["$skip", "$skiptoken"].into_iter().filter_map(|name| call.parameter(name));
    tokens.find_map(|token| read_token(token).ok()).and_then(|(_, revision)| revision)
}

fn token(from: usize, revision: u64) -> String {
    URL_SAFE_NO_PAD.encode(format!("from:{from},of:{revision}"))
}

/// Where to go on, and in the state of which revision if it says so.
fn read_token(token: &str) -> Result<(usize, Option<u64>), BadToken> {
    let decoded = URL_SAFE_NO_PAD.decode(token).map_err(|_| BadToken)?;
    let text = String::from_utf8(decoded).map_err(|_| BadToken)?;
    let rest = text.strip_prefix("from:").ok_or(BadToken)?;
    let (from, revision) = rest.split_once(",of:").map_or((rest, None), |(from, of)| (from, Some(of)));
    let from: u32 = from.parse().map_err(|_| BadToken)?;
    let revision = revision.map(str::parse).transpose().map_err(|_| BadToken)?;
    Ok((usize::try_from(from).map_err(|_| BadToken)?, revision))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_back_and_others_refused() {
        assert_eq!(read_token(&token(7, 3)), Ok((7, Some(3))));
        assert_eq!(read_token("ZnJvbTo3"), Ok((7, None)));
        for bad in ["7", "", "ZnJvbTo", "ZnJvbTo3LG9mOg", "ZnJvbTotMSxvZjow", "%00"] {
            assert_eq!(read_token(bad), Err(BadToken), "{bad}");
        }
    }
}

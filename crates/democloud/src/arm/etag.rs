//! Entity tags of single resources (RFC 9110 §8.8.3), and the conditions that clients set with them.

use axum::http::StatusCode;
use serde_json::Value;

use super::ArmRequest;
use crate::{error::ArmError, hash, reply::Reply};

/// Answers with a resource and its tag, or with 304 if the caller has it already.
pub(super) fn show(request: &ArmRequest<'_>, body: &Value) -> Reply {
    let tag = of(request, body);
    let has_it = request.call.header("if-none-match").is_some_and(|list| names(list, &tag));
    if has_it { Reply::empty(StatusCode::NOT_MODIFIED) } else { Reply::ok(body) }.with("etag", &tag)
}

/// Checks `If-Match` and `If-None-Match` before a change; `body` is the resource as it is, if it is.
pub(super) fn check(request: &ArmRequest<'_>, body: Option<&Value>) -> Result<(), ArmError> {
    let tag = body.map(|body| of(request, body));
    let matches = |list: &str| tag.as_deref().is_some_and(|tag| names(list, tag));
    let is_missed = request.call.header("if-match").is_some_and(|list| !matches(list));
    let is_hit = request.call.header("if-none-match").is_some_and(matches);
    if is_missed || is_hit {
        return Err(ArmError::new(
            StatusCode::PRECONDITION_FAILED,
            "PreconditionFailed",
            "The condition of the request is not met: the resource has been changed.",
        ));
    }
    Ok(())
}

/// The address in a body is the one that the caller used; the same resource has the same tag at each.
fn of(request: &ArmRequest<'_>, body: &Value) -> String {
    let text = body.to_string().replace(&request.call.address, "");
    format!("\"{}\"", hash::of_bytes(text.as_bytes()))
}

fn names(list: &str, tag: &str) -> bool {
    list.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_in_a_list_weak_or_not() {
        let check = |list: &str, expected: bool| assert_eq!(names(list, "\"a\""), expected, "{list}");
        check("\"a\"", true);
        check("\"b\", \"a\"", true);
        check("W/\"a\"", true);
        check("*", true);
        check("\"b\"", false);
        check("", false);
    }
}

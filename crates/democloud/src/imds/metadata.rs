//! The token endpoint of a virtual machine. Every value of its answer is a text.
//!
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>

use serde_json::{Value, json};

use super::token::{self, Issued};
use crate::{
    call::Call,
    core::Core,
    error::IdentityHostError,
    reply::Reply,
    state::{IdentityHostKind, State},
};

/// The first version that had tokens.
const FIRST_VERSION: &str = "2018-02-01";

pub(super) fn token(core: &Core, state: &State, call: &Call) -> Result<Reply, IdentityHostError> {
    check(call)?;
    let issued = token::issue(core, state, call, IdentityHostKind::VirtualMachine)?;
    Ok(Reply::ok(&body(&issued)))
}

/// What asks for tokens must be a program that means to, and no proxy may stand between.
pub(super) fn check(call: &Call) -> Result<(), IdentityHostError> {
    if !call.header("metadata").is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        return Err(IdentityHostError::metadata_header_missing());
    }
    if call.headers.contains_key("x-forwarded-for") {
        return Err(IdentityHostError::bad_request("Requests with an X-Forwarded-For header are refused"));
    }
    match call.parameter("api-version") {
        None | Some("") => {
            Err(IdentityHostError::bad_request("Required query variable 'api-version' is missing"))
        }
        Some(version) if is_version(version) => Ok(()),
        Some(_) => Err(IdentityHostError::bad_request("The api-version is not supported")),
    }
}

/// Versions are days; they sort as text.
fn is_version(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok() && text >= FIRST_VERSION
}

pub(super) fn body(issued: &Issued) -> Value {
    json!({
        // EXPOSE: the token goes to the program that it was issued to.
        "access_token": issued.text.expose(),
        "client_id": issued.client_id,
        "expires_in": issued.life_seconds.to_string(),
        "expires_on": issued.expires_at.as_second().to_string(),
        "ext_expires_in": issued.life_seconds.to_string(),
        "not_before": issued.not_before.as_second().to_string(),
        "resource": issued.resource,
        "token_type": "Bearer",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_days_since_there_were_tokens() {
        let check = |text: &str, expected: bool| assert_eq!(is_version(text), expected, "{text}");
        check("2018-02-01", true);
        check("2021-12-13", true);
        check("2017-12-01", false);
        check("2018-02-31", false);
        check("latest", false);
        check("", false);
    }
}

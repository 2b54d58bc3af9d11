//! The token endpoints of App Service and of Machine Learning compute, which took over the first form
//! of the other's. They differ in how they write the time at which a token ends.
//!
//! <https://learn.microsoft.com/azure/app-service/overview-managed-identity>

use latchkey_types::Secret;
use serde_json::{Value, json};

use super::token::{self, Issued};
use crate::{
    call::Call,
    core::Core,
    dates,
    error::IdentityHostError,
    reply::Reply,
    state::{IdentityHostKind, State},
};

pub(super) fn token(core: &Core, state: &State, call: &Call) -> Result<Reply, IdentityHostError> {
    let is_first_form = match call.parameter("api-version") {
        Some("2019-08-01") => false,
        Some("2017-09-01") => true,
        _ => return Err(version_not_supported()),
    };
    let header = if is_first_form { "secret" } else { "x-identity-header" };
    need_secret(call, header, &core.machines.app_service)?;
    let issued = token::issue(core, state, call, IdentityHostKind::AppService)?;
    let end = issued.expires_at;
    let expires_on = if is_first_form {
        dates::in_us_format_with_offset(end).into()
    } else {
        end.as_second().to_string().into()
    };
    Ok(answer(&issued, expires_on))
}

pub(super) fn token_on_compute(core: &Core, state: &State, call: &Call) -> Result<Reply, IdentityHostError> {
    if !matches!(call.parameter("api-version"), Some("2017-09-01" | "2018-02-01")) {
        return Err(version_not_supported());
    }
    need_secret(call, "secret", &core.machines.compute)?;
    let issued = token::issue(core, state, call, IdentityHostKind::MachineLearningCompute)?;
    let expires_on = json!(issued.expires_at.as_second());
    Ok(answer(&issued, expires_on))
}

fn version_not_supported() -> IdentityHostError {
    IdentityHostError::bad_request("The api-version is missing or not supported.")
}

fn need_secret(call: &Call, header: &str, expected: &Secret) -> Result<(), IdentityHostError> {
    let is_known = call.header(header).is_some_and(|sent| Secret::new(sent).matches(expected));
    if is_known { Ok(()) } else { Err(IdentityHostError::wrong_secret(header)) }
}

fn answer(issued: &Issued, expires_on: Value) -> Reply {
    Reply::ok(&json!({
        // EXPOSE: the token goes to the program that it was issued to.
        "access_token": issued.text.expose(),
        "client_id": issued.client_id,
        "expires_on": expires_on,
        "resource": issued.resource,
        "token_type": "Bearer",
    }))
}

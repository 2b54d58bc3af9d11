//! The answer to the app: a redirect with a query, or a page with a form (OAuth 2.0 Form Post
//! Response Mode §2) whose button works without JavaScript.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use latchkey_types::Secret;
use serde_json::json;

use super::{
    EntraRequest,
    flow::{AuthorizationRequest, Code, ResponseMode},
    page,
};
use crate::{error::EntraError, hash, random, reply::Reply};

pub(super) fn with_code(
    request: &mut EntraRequest<'_>,
    asked: &AuthorizationRequest,
    user_id: &str,
    session_state: &str,
) -> Reply {
    let code = Secret::new(format!("1.A{}", random::opaque(&*request.core.entropy)));
    request.core.flows().add_code(Code {
        hash: hash::of_secret(&code),
        issued_at: request.now,
        request: asked.clone(),
        user_id: user_id.to_owned(),
        is_redeemed: false,
    });
    // EXPOSE: the code goes to the address that the app registered.
    let mut fields = vec![("code", code.expose().to_owned())];
    if asked.wants_client_info {
        fields.push(("client_info", client_info(user_id, &request.state.tenant.id)));
    }
    fields.extend(asked.state.clone().map(|state| ("state", state)));
    fields.push(("session_state", session_state.to_owned()));
    send(request, asked, &fields)
}

pub(super) fn with_error(
    request: &mut EntraRequest<'_>,
    asked: &AuthorizationRequest,
    error: &EntraError,
) -> Reply {
    let mut fields = vec![
        ("error", error.error.to_owned()),
        ("error_description", error.description(request.call, request.now)),
        ("error_uri", format!("{}/error?code={}", request.authority, error.number)),
    ];
    if error.number == EntraError::declined().number {
        fields.push(("error_subcode", "cancel".to_owned()));
    }
    fields.extend(asked.state.clone().map(|state| ("state", state)));
    send(request, asked, &fields)
}

/// What a client learns about the account without reading a token.
pub(super) fn client_info(user_id: &str, tenant_id: &str) -> String {
    URL_SAFE_NO_PAD.encode(json!({"uid": user_id, "utid": tenant_id}).to_string())
}

fn send(request: &EntraRequest<'_>, asked: &AuthorizationRequest, fields: &[(&str, String)]) -> Reply {
    match asked.mode {
        ResponseMode::Query => {
            let mut location = asked.redirect.clone();
            location.query_pairs_mut().extend_pairs(fields);
            Reply::redirect(location.as_str())
        }
        ResponseMode::FormPost => page::form_post(request, asked, fields),
    }
}

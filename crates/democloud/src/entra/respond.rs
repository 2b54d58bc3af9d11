//! The answer to the app: a redirect with a query, or a page with a form (OAuth 2.0 Form Post
//! Response Mode §2) whose button works without JavaScript.

use axum::http::StatusCode;
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
    let account = request.state.user(user_id).and_then(|user| {
        let tenant_id = asked.tenant_id.as_ref().unwrap_or(&user.tenant_id);
        request.state.account_in(user, tenant_id)
    });
    let Some((user_id, tenant_id)) = account.map(|account| (account.id.clone(), account.tenant_id.clone()))
    else {
        let user_name = request.state.user(user_id).map_or("", |user| &user.sign_in_name);
        let error =
            EntraError::user_not_in_tenant(user_name, &request.tenant().display_name, &asked.client_id);
        return page::error(request, &error, StatusCode::BAD_REQUEST);
    };
    let code = Secret::new(format!("1.A{}", random::opaque(&*request.core.entropy)));
    request.core.flows().add_code(Code {
        hash: hash::of_secret(&code),
        issued_at: request.now,
        request: asked.clone(),
        user_id: user_id.clone(),
        is_redeemed: false,
    });
    // EXPOSE: the code goes to the address that the app registered.
    let mut fields = vec![("code", code.expose().to_owned())];
    if asked.wants_client_info {
        fields.push(("client_info", client_info(&user_id, &tenant_id)));
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
        ("error_uri", format!("{}/error?code={}", request.call.address, error.number)),
    ];
    if error.number == EntraError::declined().number {
        fields.push(("error_subcode", "cancel".to_owned()));
    }
    fields.extend(asked.state.clone().map(|state| ("state", state)));
    send(request, asked, &fields)
}

/// What a client learns about the account without reading a token. MSAL names accounts after it, so that a
/// guest is told apart from the same person at home.
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

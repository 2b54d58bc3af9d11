//! The authorization endpoint (RFC 6749 §4.1.1, RFC 7636 §4.3, OpenID Connect Core §3.1.2.1).
//!
//! Until client and redirect address are known to be good, errors are shown on a page and never sent
//! anywhere; from then on they go back to the app.

use axum::http::{Method, StatusCode};

use super::{
    EntraRequest, client,
    flow::{AuthorizationRequest, Flow, ResponseMode},
    page, respond, session,
};
use crate::{call::Fields, error::EntraError, random, reply::Reply};

/// What the app wants to happen before the answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Prompt {
    AsNeeded,
    None,
    Login,
    Consent,
    SelectAccount,
}

pub(super) fn authorize(request: &mut EntraRequest<'_>) -> Reply {
    let fields = if request.call.method == Method::POST { request.call.form() } else { request.call.query() };
    let mut asked = match trusted_request(request, &fields) {
        Ok(asked) => asked,
        Err(error) => return page::error(request, &error, StatusCode::BAD_REQUEST),
    };
    let prompt = match check(request, &fields, &mut asked) {
        Ok(prompt) => prompt,
        Err(error) => return respond::with_error(request, &asked, &error),
    };
    let current = session::current(request);
    let hint = fields.text("login_hint").map(str::to_owned);
    let is_meant = |user_id: &str| {
        let user_name = request.state.user(user_id).map(|user| user.sign_in_name.as_str());
        hint.as_deref().is_none_or(|hint| user_name.is_some_and(|name| name.eq_ignore_ascii_case(hint)))
    };
    let silent = current.clone().filter(|(user_id, _)| is_meant(user_id));
    match (prompt, silent) {
        (Prompt::AsNeeded | Prompt::None, Some((user_id, session_state))) => {
            respond::with_code(request, &asked, &user_id, &session_state)
        }
        (Prompt::None, None) => respond::with_error(request, &asked, &EntraError::login_required()),
        _ => {
            let account = current.map(|(user_id, _)| user_id).filter(|_| prompt == Prompt::SelectAccount);
            show_first_page(request, asked, hint, account.as_deref())
        }
    }
}

/// Finds out whom an answer may go to.
fn trusted_request(request: &EntraRequest<'_>, fields: &Fields) -> Result<AuthorizationRequest, EntraError> {
    let tenant_id = request.asked_tenant()?.map(|tenant| tenant.id.clone());
    let client_id = fields.text("client_id").ok_or_else(|| EntraError::missing_parameter("client_id"))?;
    let application = request.application(client_id)?;
    let redirect_uri =
        fields.text("redirect_uri").ok_or_else(|| EntraError::missing_parameter("redirect_uri"))?;
    let redirect = client::trusted_redirect(&application, redirect_uri)
        .ok_or_else(|| EntraError::reply_address_mismatch(redirect_uri, client_id))?;
    let owned = |name: &str| fields.text(name).map(str::to_owned);
    Ok(AuthorizationRequest {
        tenant_id,
        client_id: application.client_id,
        client_name: application.display_name,
        redirect_uri: redirect_uri.to_owned(),
        redirect,
        mode: if fields.text("response_mode") == Some("form_post") {
            ResponseMode::FormPost
        } else {
            ResponseMode::Query
        },
        state: owned("state"),
        nonce: owned("nonce"),
        challenge: String::new(),
        scope: String::new(),
        wants_client_info: fields.text("client_info") == Some("1"),
        asks_for_consent: false,
    })
}

/// Checks the rest of a request, whose errors the app may be told.
fn check(
    request: &EntraRequest<'_>,
    fields: &Fields,
    asked: &mut AuthorizationRequest,
) -> Result<Prompt, EntraError> {
    match fields.text("response_type") {
        Some("code") => {}
        Some(other) => return Err(EntraError::response_type_not_supported(other)),
        None => return Err(EntraError::missing_parameter("response_type")),
    }
    if let Some(mode) = fields.text("response_mode").filter(|mode| !["query", "form_post"].contains(mode)) {
        return Err(EntraError::response_mode_not_supported(mode));
    }
    if fields.text("resource").is_some() {
        return Err(EntraError::resource_parameter());
    }
    let scope = fields.text("scope").ok_or_else(|| EntraError::missing_parameter("scope"))?;
    request.scopes(scope)?;
    scope.clone_into(&mut asked.scope);
    let challenge = fields.text("code_challenge").filter(|text| is_s256(text));
    if fields.text("code_challenge_method") != Some("S256") {
        return Err(EntraError::challenge_required());
    }
    challenge.ok_or_else(EntraError::challenge_required)?.clone_into(&mut asked.challenge);
    let prompt = match fields.text("prompt") {
        None => Prompt::AsNeeded,
        Some("none") => Prompt::None,
        Some("login") => Prompt::Login,
        Some("consent") => Prompt::Consent,
        Some("select_account") => Prompt::SelectAccount,
        Some(_) => return Err(EntraError::malformed("the value of 'prompt' is not known")),
    };
    asked.asks_for_consent = prompt == Prompt::Consent;
    Ok(prompt)
}

/// A SHA-256 in base64url without padding has 43 characters (RFC 7636 §4.2).
fn is_s256(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn show_first_page(
    request: &mut EntraRequest<'_>,
    asked: AuthorizationRequest,
    hint: Option<String>,
    account: Option<&str>,
) -> Reply {
    let (browser_hash, cookie) = session::know_browser(request);
    let known_hint =
        hint.filter(|hint| request.state.user_named(hint).is_some_and(|user| user.persona.is_some()));
    let flow = Flow {
        id: random::opaque(&*request.core.entropy),
        browser_hash,
        started_at: request.now,
        request: asked,
        user_name: known_hint,
        signed_in_as: None,
        wrong_passwords: 0,
    };
    request.core.flows().start(flow.clone());
    let reply = match (account, &flow.user_name) {
        (Some(user_id), _) => page::choose_account(request, &flow, user_id),
        (None, Some(_)) => page::password(request, &flow, None),
        (None, None) => page::account(request, &flow, None),
    };
    session::set_browser_cookie(reply, cookie.as_ref())
}

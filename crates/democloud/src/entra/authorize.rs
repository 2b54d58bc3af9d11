//! The authorization endpoint (RFC 6749 §4.1.1, RFC 7636 §4.3, OpenID Connect Core §3.1.2.1).
//!
//! Until client and redirect address are known to be good, errors are shown on a page and never sent
//! anywhere; from then on they go back to the app.

use axum::http::{Method, StatusCode};
use latchkey_types::Secret;

use super::{
    EntraRequest, client, page,
    respond::{self, CodeRecipient},
    session, sign_in,
    steps::{self, Step},
};
use crate::{
    call::Fields,
    error::EntraError,
    flows::{AuthorizationRequest, ClaimsRequest, Destination, Flow, Generation, ResponseMode, SignedIn},
    random,
    reply::Reply,
    state::Application,
};

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
    let (mut asked, application) = match trusted_request(request, &fields) {
        Ok(trusted) => trusted,
        Err(error) => return page::error(request, &error, StatusCode::BAD_REQUEST),
    };
    let prompt = match check(request, &fields, &application, &mut asked) {
        Ok(prompt) => prompt,
        Err(error) => return respond::with_error(request, &asked, &error),
    };
    let current = session::current(request);
    let hint = fields.text("login_hint").map(str::to_owned);
    let is_meant = |user_id: &str| {
        let user_name = request.state.user(user_id).map(|user| user.sign_in_name.as_str());
        hint.as_deref().is_none_or(|hint| user_name.is_some_and(|name| name.eq_ignore_ascii_case(hint)))
    };
    let known = current.clone().filter(|current| is_meant(&current.user_id));
    match (prompt, known) {
        (Prompt::None, Some(current)) => without_a_page(request, asked, current),
        (Prompt::None, None) => respond::with_error(request, &asked, &EntraError::login_required()),
        (Prompt::AsNeeded | Prompt::Consent, Some(current)) => {
            let (mut flow, cookie) = match begin(request, &asked) {
                Ok(begun) => begun,
                Err(error) => return respond::with_error(request, &asked, &error),
            };
            flow.signed_in =
                Some(SignedIn { user_id: current.user_id, proof: current.proof, is_session: true });
            let reply = sign_in::advance(request, flow);
            session::set_browser_cookie(reply, cookie.as_ref())
        }
        _ => {
            let account = current.filter(|_| prompt == Prompt::SelectAccount);
            let account = account.map(|current| current.user_id);
            show_first_page(request, &asked, hint, account.as_deref())
                .unwrap_or_else(|error| respond::with_error(request, &asked, &error))
        }
    }
}

/// Answers from the browser's session alone, or tells the app what a page would have been for.
fn without_a_page(
    request: &mut EntraRequest<'_>,
    asked: AuthorizationRequest,
    current: session::SignedInBrowser,
) -> Reply {
    let flow = Flow::new(String::new(), String::new(), request.now, asked);
    let signed_in = SignedIn { user_id: current.user_id, proof: current.proof, is_session: true };
    match steps::next(request, &flow, &signed_in) {
        Step::Done { user_id, tenant_id } => {
            let whom = CodeRecipient { user_id: &user_id, tenant_id: &tenant_id, proof: &signed_in.proof };
            respond::with_code(request, &flow.request, &whom, &current.session_state)
        }
        Step::Missing { error, .. } => respond::with_error(request, &flow.request, &error),
        Step::Confirm => respond::with_error(request, &flow.request, &EntraError::login_required()),
    }
}

/// Finds out whom an answer may go to.
fn trusted_request(
    request: &EntraRequest<'_>,
    fields: &Fields,
) -> Result<(AuthorizationRequest, Application), EntraError> {
    request.check_length()?;
    let tenant_id = request.asked_tenant()?.map(|tenant| tenant.id.clone());
    let client_id = fields.text("client_id").ok_or_else(|| EntraError::missing_parameter("client_id"))?;
    let application = request.application(client_id)?;
    let redirect_uri =
        fields.text("redirect_uri").ok_or_else(|| EntraError::missing_parameter("redirect_uri"))?;
    let redirect = client::trusted_redirect(&application, redirect_uri)
        .ok_or_else(|| EntraError::reply_address_mismatch(redirect_uri, client_id))?;
    let owned = |name: &str| fields.text(name).map(str::to_owned);
    let mode = if fields.text("response_mode") == Some("form_post") {
        ResponseMode::FormPost
    } else {
        ResponseMode::Query
    };
    let asked = AuthorizationRequest {
        tenant_id,
        generation: request.generation(),
        client_id: application.client_id.clone(),
        client_name: application.display_name.clone(),
        destination: Destination::App { redirect_uri: redirect_uri.to_owned(), redirect, mode },
        state: owned("state"),
        nonce: owned("nonce"),
        challenge: None,
        scope: String::new(),
        claims: ClaimsRequest::default(),
        wants_client_info: fields.text("client_info") == Some("1"),
        asks_for_consent: false,
        is_silent: fields.text("prompt") == Some("none"),
    };
    Ok((asked, application))
}

/// Checks the rest of a request, whose errors the app may be told.
fn check(
    request: &EntraRequest<'_>,
    fields: &Fields,
    application: &Application,
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
    asked.scope = request.asked_scope(fields, None)?;
    request.scopes(&asked.scope)?;
    asked.claims = ClaimsRequest::parse(fields.text("claims"))?;
    let (challenge, method) = (fields.text("code_challenge"), fields.text("code_challenge_method"));
    // Clients of the first generation, and those that prove themselves, may do without (RFC 7636 §1).
    let is_needed = application.is_public && asked.generation == Generation::V2;
    if is_needed || challenge.is_some() || method.is_some() {
        let challenge = challenge.filter(|text| is_s256(text) && method == Some("S256"));
        asked.challenge = Some(challenge.ok_or_else(EntraError::challenge_required)?.to_owned());
    }
    let prompt = match fields.text("prompt") {
        None => Prompt::AsNeeded,
        Some("none") => Prompt::None,
        Some("login") => Prompt::Login,
        Some("consent") => Prompt::Consent,
        // The first generation's; whoever may consent for all is asked on the page.
        Some("admin_consent") if asked.generation == Generation::V1 => Prompt::Consent,
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
    asked: &AuthorizationRequest,
    hint: Option<String>,
    account: Option<&str>,
) -> Result<Reply, EntraError> {
    let (mut flow, cookie) = begin(request, asked)?;
    flow.user_name =
        hint.filter(|hint| request.state.user_named(hint).is_some_and(|user| user.persona.is_some()));
    request.core.flows().keep(flow.clone());
    let reply = match (account, &flow.user_name) {
        (Some(user_id), _) => page::choose_account(request, &flow, user_id),
        (None, Some(_)) => page::password(request, &flow, None),
        (None, None) => page::account(request, &flow, None),
    };
    Ok(session::set_browser_cookie(reply, cookie.as_ref()))
}

fn begin(
    request: &EntraRequest<'_>,
    asked: &AuthorizationRequest,
) -> Result<(Flow, Option<Secret>), EntraError> {
    let (browser_hash, cookie) = session::know_browser(request);
    let id = random::opaque(&*request.core.entropy);
    let flow = Flow::new(id, browser_hash, request.now, asked.clone());
    request.core.flows().begin(flow.clone())?;
    Ok((flow, cookie))
}

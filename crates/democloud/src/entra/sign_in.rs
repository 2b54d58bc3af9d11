//! The steps of the sign-in pages. Each posts one form here; none needs JavaScript.

use axum::http::StatusCode;
use latchkey_types::Secret;

use super::{
    EntraRequest, page, respond, session,
    steps::{self, Requirement, Step},
};
use crate::{
    call::Fields,
    error::EntraError,
    flows::{Destination, Flow, SignedIn},
    random,
    reply::Reply,
    state::{Consent, Proof},
};

/// After this many wrong passwords or digits the page has to be opened again from the app.
const WRONG_ANSWERS_ALLOWED: u32 = 10;

/// Takes one form of the sign-in pages.
pub(super) fn step(request: &mut EntraRequest<'_>) -> Reply {
    let fields = request.call.form();
    let flow = fields
        .text("flow")
        .filter(|_| is_own_origin(request))
        .zip(session::browser_hash(request))
        .and_then(|(id, browser)| request.core.flows().find(id, &browser, request.now));
    let Some(mut flow) = flow else {
        return page::error(request, &EntraError::flow_expired(), StatusCode::BAD_REQUEST);
    };
    if fields.text("cancel").is_some() {
        request.core.flows().end(&flow.id);
        let error = flow.refusal.clone().unwrap_or_else(EntraError::declined);
        return respond::with_error(request, &flow.request, &error);
    }
    if fields.text("accept").is_some() {
        return accept(request, flow, fields.text("for_all").is_some());
    }
    if fields.text("confirm").is_some() {
        flow.is_confirmed = flow.signed_in.is_some();
        return advance(request, flow);
    }
    if fields.text("back").is_some() {
        flow.user_name = None;
        flow.signed_in = None;
        request.core.flows().keep(flow.clone());
        return page::account(request, &flow, None);
    }
    if let Some(user_id) = fields.text("account") {
        // Only the account that this browser is signed in as needs no password.
        let current = session::current(request).filter(|current| current.user_id == user_id);
        flow.signed_in = current.map(|current| SignedIn {
            user_id: current.user_id,
            proof: current.proof,
            is_session: true,
        });
        return advance(request, flow);
    }
    if let Some(user_name) = fields.text("persona") {
        return take_persona(request, flow, user_name);
    }
    if let Some(user_name) = fields.text("loginfmt") {
        return take_user_name(request, flow, user_name);
    }
    if fields.has("otc") {
        return take_second_factor(request, flow, &fields);
    }
    take_password(request, flow, &fields)
}

/// Shows what is needed next, or sends the answer.
pub(super) fn advance(request: &mut EntraRequest<'_>, mut flow: Flow) -> Reply {
    let Some(signed_in) = flow.signed_in.clone() else { return page::account(request, &flow, None) };
    let (need, error) = match steps::next(request, &flow, &signed_in) {
        Step::Done { user_id, tenant_id } => {
            return finish(request, &flow, &signed_in, &user_id, &tenant_id);
        }
        Step::Confirm => {
            request.core.flows().keep(flow.clone());
            return page::confirm_device(request, &flow);
        }
        Step::Missing { need, error } => (need, error),
    };
    let is_registration = matches!(need, Requirement::Registration);
    match need {
        Requirement::Nothing => {
            flow.refusal = Some(error.clone());
            request.core.flows().keep(flow.clone());
            page::refused(request, &flow, &error)
        }
        Requirement::Password => {
            flow.user_name = request.state.user(&signed_in.user_id).map(|user| user.sign_in_name.clone());
            flow.signed_in = None;
            request.core.flows().keep(flow.clone());
            page::password(request, &flow, None)
        }
        Requirement::SecondFactor | Requirement::Registration => {
            flow.one_time_code = Some(random::one_time_code(&*request.core.entropy));
            request.core.flows().keep(flow.clone());
            page::second_factor(request, &flow, is_registration, None)
        }
        Requirement::Consent(missing) => {
            request.core.flows().keep(flow.clone());
            let account = steps::parties(request, &flow.request, &signed_in.user_id);
            let may_give_for_all =
                account.is_ok_and(|(account, _)| request.state.administers_applications(&account.id));
            page::consent(request, &flow, &missing, may_give_for_all)
        }
    }
}

/// The person says yes to what the consent page lists.
fn accept(request: &mut EntraRequest<'_>, mut flow: Flow, is_for_all: bool) -> Reply {
    let Some(signed_in) = flow.signed_in.clone() else { return page::account(request, &flow, None) };
    if let Step::Missing { need: Requirement::Consent(missing), .. } = steps::next(request, &flow, &signed_in)
    {
        flow.has_consented = true;
        let Ok((account, application)) = steps::parties(request, &flow.request, &signed_in.user_id) else {
            return advance(request, flow);
        };
        let is_for_all = is_for_all && request.state.administers_applications(&account.id);
        let consent = Consent {
            tenant_id: account.tenant_id.clone(),
            client_id: application.client_id.clone(),
            user_id: (!is_for_all).then(|| account.id.clone()),
            permissions: missing,
        };
        if !consent.permissions.is_empty() {
            request.state.add_consent(consent, &application);
        }
    }
    advance(request, flow)
}

fn take_user_name(request: &mut EntraRequest<'_>, mut flow: Flow, user_name: &str) -> Reply {
    let known = request.state.user_named(user_name).filter(|user| user.persona.is_some());
    let Some(user_name) = known.map(|user| user.sign_in_name.clone()) else {
        let error = EntraError::user_not_found(user_name, &request.tenant().display_name);
        return page::account(request, &flow, Some(&error));
    };
    flow.user_name = Some(user_name);
    request.core.flows().keep(flow.clone());
    page::password(request, &flow, None)
}

/// Signs a persona in with one press: the page shows the password to whoever can press.
fn take_persona(request: &mut EntraRequest<'_>, mut flow: Flow, user_name: &str) -> Reply {
    let known = request.state.user_named(user_name).filter(|user| user.persona.is_some());
    let Some(user_id) = known.map(|user| user.id.clone()) else {
        let error = EntraError::user_not_found(user_name, &request.tenant().display_name);
        return page::account(request, &flow, Some(&error));
    };
    flow.signed_in = Some(SignedIn { user_id, proof: Proof::password(request.now), is_session: false });
    advance(request, flow)
}

fn take_password(request: &mut EntraRequest<'_>, mut flow: Flow, fields: &Fields) -> Reply {
    let Some(user) = flow.user_name.as_deref().and_then(|name| request.state.user_named(name)) else {
        return page::account(request, &flow, None);
    };
    let is_right = user
        .persona
        .as_ref()
        .zip(fields.secret("passwd"))
        .is_some_and(|(persona, typed)| persona.password.matches(&typed));
    let user_id = user.id.clone();
    if !is_right {
        let page = |flow: &Flow| page::password(request, flow, Some(&EntraError::wrong_password()));
        return after_wrong_answer(request, flow, page);
    }
    flow.signed_in = Some(SignedIn { user_id, proof: Proof::password(request.now), is_session: false });
    advance(request, flow)
}

fn take_second_factor(request: &mut EntraRequest<'_>, mut flow: Flow, fields: &Fields) -> Reply {
    let (Some(mut signed_in), Some(code)) = (flow.signed_in.clone(), flow.one_time_code.clone()) else {
        return advance(request, flow);
    };
    let is_registration = matches!(
        steps::next(request, &flow, &signed_in),
        Step::Missing { need: Requirement::Registration, .. }
    );
    let is_right = fields.secret("otc").is_some_and(|typed| typed.matches(&Secret::new(code)));
    if !is_right {
        let error = EntraError::wrong_second_factor();
        let page = |flow: &Flow| page::second_factor(request, flow, is_registration, Some(&error));
        return after_wrong_answer(request, flow, page);
    }
    signed_in.proof.second_factor_at = Some(request.now);
    for context in steps::contexts(request, &flow, &signed_in) {
        if !signed_in.proof.contexts.contains(&context) {
            signed_in.proof.contexts.push(context);
        }
    }
    if is_registration && let Some(user) = request.state.user(&signed_in.user_id) {
        let home = user.home.clone().unwrap_or_else(|| user.id.clone());
        request.state.second_factor_users.push(home);
        request.state.touch();
    }
    flow.one_time_code = None;
    flow.signed_in = Some(signed_in);
    advance(request, flow)
}

/// Shows the page again, until there were too many wrong answers.
fn after_wrong_answer(
    request: &EntraRequest<'_>,
    mut flow: Flow,
    page: impl FnOnce(&Flow) -> Reply,
) -> Reply {
    flow.wrong_answers += 1;
    if flow.wrong_answers >= WRONG_ANSWERS_ALLOWED {
        request.core.flows().end(&flow.id);
        return page::error(request, &EntraError::flow_expired(), StatusCode::BAD_REQUEST);
    }
    request.core.flows().keep(flow.clone());
    page(&flow)
}

/// Everything is there: the browser is signed in, and the app or the device gets its answer.
fn finish(
    request: &mut EntraRequest<'_>,
    flow: &Flow,
    signed_in: &SignedIn,
    user_id: &str,
    tenant_id: &str,
) -> Reply {
    request.core.flows().end(&flow.id);
    let current = session::current(request)
        .filter(|current| signed_in.is_session && current.user_id == signed_in.user_id);
    let (session_state, cookie) = if let Some(current) = current {
        session::strengthen(request, &signed_in.proof);
        (current.session_state, None)
    } else {
        let (state, cookie) = session::begin(request, &signed_in.user_id, signed_in.proof.clone());
        (state, Some(cookie))
    };
    let reply = match &flow.request.destination {
        Destination::App { .. } => {
            let answer = respond::CodeRecipient { user_id, tenant_id, proof: &signed_in.proof };
            respond::with_code(request, &flow.request, &answer, &session_state)
        }
        Destination::Device { user_code } => {
            respond::to_device(request, &flow.request, user_code, user_id, &signed_in.proof)
        }
    };
    match cookie {
        Some(cookie) => session::set_cookie(reply, &cookie),
        None => reply,
    }
}

/// A browser names the page that a form came from; a foreign one is refused (beside the cookie).
pub(super) fn is_own_origin(request: &EntraRequest<'_>) -> bool {
    request.call.header("origin").is_none_or(|origin| origin == request.call.address)
}

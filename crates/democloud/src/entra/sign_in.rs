//! The steps of the sign-in pages. Each posts one form here; none needs JavaScript.

use axum::http::StatusCode;

use super::{EntraRequest, flow::Flow, page, respond, session};
use crate::{call::Fields, error::EntraError, reply::Reply};

/// After this many wrong passwords the page has to be opened again from the app.
const WRONG_PASSWORDS_ALLOWED: u32 = 10;

/// Takes one form of the sign-in pages.
pub(super) fn step(request: &mut EntraRequest<'_>) -> Reply {
    let fields = request.call.form();
    let flow = fields
        .text("flow")
        .filter(|_| is_own_origin(request))
        .zip(session::browser_hash(request))
        .and_then(|(id, browser)| request.core.flows().find(id, &browser, request.now).cloned());
    let Some(mut flow) = flow else {
        return page::error(request, &EntraError::flow_expired(), StatusCode::BAD_REQUEST);
    };
    if fields.text("cancel").is_some() {
        request.core.flows().end(&flow.id);
        return respond::with_error(request, &flow.request, &EntraError::declined());
    }
    if fields.text("accept").is_some() {
        return match flow.signed_in_as.clone() {
            Some(user_id) => finish(request, &flow, &user_id),
            None => page::account(request, &flow, None),
        };
    }
    if fields.text("back").is_some() {
        flow.user_name = None;
        flow.signed_in_as = None;
        keep(request, &flow);
        return page::account(request, &flow, None);
    }
    if let Some(user_id) = fields.text("account") {
        // Only the account that this browser is signed in as needs no password.
        return match session::current(request).filter(|(current, _)| current == user_id) {
            Some((user_id, session_state)) => {
                request.core.flows().end(&flow.id);
                respond::with_code(request, &flow.request, &user_id, &session_state)
            }
            None => page::account(request, &flow, None),
        };
    }
    if let Some(user_name) = fields.text("loginfmt") {
        return take_user_name(request, flow, user_name);
    }
    take_password(request, flow, &fields)
}

fn take_user_name(request: &mut EntraRequest<'_>, mut flow: Flow, user_name: &str) -> Reply {
    let known = request.state.user_named(user_name).filter(|user| user.persona.is_some());
    let Some(user_name) = known.map(|user| user.sign_in_name.clone()) else {
        let error = EntraError::user_not_found(user_name, &request.tenant().display_name);
        return page::account(request, &flow, Some(&error));
    };
    flow.user_name = Some(user_name);
    keep(request, &flow);
    page::password(request, &flow, None)
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
        flow.wrong_passwords += 1;
        if flow.wrong_passwords >= WRONG_PASSWORDS_ALLOWED {
            request.core.flows().end(&flow.id);
            return page::error(request, &EntraError::flow_expired(), StatusCode::BAD_REQUEST);
        }
        keep(request, &flow);
        return page::password(request, &flow, Some(&EntraError::wrong_password()));
    }
    if flow.request.asks_for_consent {
        flow.signed_in_as = Some(user_id);
        keep(request, &flow);
        return page::consent(request, &flow);
    }
    finish(request, &flow, &user_id)
}

fn finish(request: &mut EntraRequest<'_>, flow: &Flow, user_id: &str) -> Reply {
    request.core.flows().end(&flow.id);
    let (session_state, cookie) = session::begin(request, user_id);
    let reply = respond::with_code(request, &flow.request, user_id, &session_state);
    session::set_cookie(reply, &cookie)
}

fn keep(request: &EntraRequest<'_>, flow: &Flow) {
    if let Some(kept) = request.core.flows().find(&flow.id, &flow.browser_hash, request.now) {
        kept.clone_from(flow);
    }
}

/// A browser names the page that a form came from; a foreign one is refused (beside the cookie).
fn is_own_origin(request: &EntraRequest<'_>) -> bool {
    request.call.header("origin").is_none_or(|origin| origin == request.call.address)
}

//! The answer to the app: a redirect with a query, or a page with a form (OAuth 2.0 Form Post
//! Response Mode §2) whose button works without JavaScript. A device gets its answer when it polls.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use latchkey_types::Secret;
use serde_json::json;

use super::{EntraRequest, page};
use crate::{
    error::EntraError,
    flows::{AuthorizationRequest, Code, Destination, DeviceProgress, ResponseMode},
    hash, random,
    reply::Reply,
    state::Proof,
};

/// Whom a code stands for.
pub(super) struct CodeRecipient<'a> {
    /// The account in the tenant.
    pub(super) user_id: &'a str,
    pub(super) tenant_id: &'a str,
    pub(super) proof: &'a Proof,
}

pub(super) fn with_code(
    request: &mut EntraRequest<'_>,
    asked: &AuthorizationRequest,
    whom: &CodeRecipient<'_>,
    session_state: &str,
) -> Reply {
    let code = Secret::new(format!("1.A{}", random::opaque(&*request.core.entropy)));
    let added = request.core.flows().add_code(Code {
        hash: hash::of_secret(&code),
        issued_at: request.now,
        request: asked.clone(),
        user_id: whom.user_id.to_owned(),
        proof: whom.proof.clone(),
        is_redeemed: false,
    });
    if let Err(error) = added {
        return with_error(request, asked, &error);
    }
    // EXPOSE: the code goes to the address that the app registered.
    let mut fields = vec![("code", code.expose().to_owned())];
    if asked.wants_client_info {
        fields.push(("client_info", client_info(whom.user_id, whom.tenant_id)));
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
    if let Destination::Device { user_code } = &asked.destination {
        set_progress(request, user_code, DeviceProgress::Declined);
        return page::device_declined(&asked.client_name);
    }
    let mut fields = vec![
        ("error", error.error_for_redirect(asked.is_silent).to_owned()),
        ("error_description", error.description(request.call, request.now)),
        ("error_uri", format!("{}/error?code={}", request.call.address, error.number)),
    ];
    if error.number == EntraError::declined().number {
        fields.push(("error_subcode", "cancel".to_owned()));
    }
    fields.extend(error.claims().map(|claims| ("claims", claims)));
    fields.extend(asked.state.clone().map(|state| ("state", state)));
    send(request, asked, &fields)
}

/// Lets the device have its tokens the next time that it asks.
pub(super) fn to_device(
    request: &mut EntraRequest<'_>,
    asked: &AuthorizationRequest,
    user_code: &str,
    user_id: &str,
    proof: &Proof,
) -> Reply {
    let progress = DeviceProgress::Approved { user_id: user_id.to_owned(), proof: proof.clone() };
    set_progress(request, user_code, progress);
    page::device_done(&asked.client_name)
}

/// What a client learns about the account without reading a token. MSAL names accounts after it, so that a
/// guest is told apart from the same person at home.
pub(super) fn client_info(user_id: &str, tenant_id: &str) -> String {
    URL_SAFE_NO_PAD.encode(json!({"uid": user_id, "utid": tenant_id}).to_string())
}

fn set_progress(request: &EntraRequest<'_>, user_code: &str, progress: DeviceProgress) {
    let mut flows = request.core.flows();
    let device = flows.device_showing(user_code);
    // What was decided once stays: a second page for the same device changes nothing.
    if let Some(device) = device.filter(|device| matches!(device.progress, DeviceProgress::Pending)) {
        device.progress = progress;
    }
}

fn send(request: &EntraRequest<'_>, asked: &AuthorizationRequest, fields: &[(&str, String)]) -> Reply {
    match &asked.destination {
        Destination::App { redirect, mode: ResponseMode::Query, .. } => {
            let mut location = redirect.clone();
            location.query_pairs_mut().extend_pairs(fields);
            Reply::redirect(location.as_str())
        }
        Destination::App { redirect, mode: ResponseMode::FormPost, .. } => {
            page::form_post(request, &asked.client_name, redirect, fields)
        }
        Destination::Device { .. } => page::device_done(&asked.client_name),
    }
}

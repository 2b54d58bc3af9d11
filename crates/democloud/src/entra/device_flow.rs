//! The device authorization endpoint (RFC 8628 §3.1, §3.2) and the page that a person types the device's
//! code into.

use axum::http::StatusCode;
use jiff::SignedDuration;
use latchkey_types::Secret;
use serde_json::json;

use super::{EntraRequest, page, session, sign_in};
use crate::{
    error::EntraError,
    flows::{AuthorizationRequest, ClaimsRequest, Destination, DeviceFlow, DeviceProgress, Flow, Generation},
    hash, random,
    reply::Reply,
};

const LIFE: SignedDuration = SignedDuration::from_mins(15);
const INTERVAL_SECONDS: i64 = 5;

/// Gives a device its two codes.
pub(super) fn start(request: &mut EntraRequest<'_>) -> Reply {
    let asked = match asked(request) {
        Ok(asked) => asked,
        Err(error) => return request.refuse(error),
    };
    let entropy = &*request.core.entropy;
    let code = Secret::new(format!("CAQ{}", random::opaque(entropy)));
    let user_code = random::user_code(entropy);
    let page = format!("{}/devicelogin", request.call.address);
    let generation = asked.generation;
    let device = DeviceFlow {
        code_hash: hash::of_secret(&code),
        user_code: user_code.clone(),
        expires_at: request.now + LIFE,
        request: AuthorizationRequest {
            destination: Destination::Device { user_code: user_code.clone() },
            ..asked
        },
        progress: DeviceProgress::Pending,
    };
    let added = request.core.flows().add_device(device, request.now);
    if let Err(error) = added {
        return request.refuse(error);
    }
    let seconds = LIFE.as_secs();
    let mut body = json!({
        "user_code": user_code,
        // EXPOSE: the code goes to the device that it was made for.
        "device_code": code.expose(),
        "message": format!("To sign in, use a web browser to open the page {page} and enter the code {user_code} to authenticate."),
    });
    match generation {
        Generation::V1 => {
            body["verification_url"] = json!(page);
            body["expires_in"] = json!(seconds.to_string());
            body["interval"] = json!(INTERVAL_SECONDS.to_string());
        }
        Generation::V2 => {
            body["verification_uri"] = json!(page);
            body["expires_in"] = json!(seconds);
            body["interval"] = json!(INTERVAL_SECONDS);
        }
    }
    Reply::ok(&body).with("cache-control", "no-store, no-cache").with("pragma", "no-cache")
}

fn asked(request: &EntraRequest<'_>) -> Result<AuthorizationRequest, EntraError> {
    request.check_length()?;
    let tenant_id = request.asked_tenant()?.map(|tenant| tenant.id.clone());
    let fields = request.call.form();
    let client_id = fields.text("client_id").ok_or_else(|| EntraError::missing_parameter("client_id"))?;
    let application = request.application(client_id)?;
    if !application.is_public {
        return Err(EntraError::credential_missing());
    }
    let scope = request.asked_scope(&fields, None)?;
    request.scopes(&scope)?;
    Ok(AuthorizationRequest {
        tenant_id,
        generation: request.generation(),
        client_id: application.client_id,
        client_name: application.display_name,
        destination: Destination::Device { user_code: String::new() },
        state: None,
        nonce: None,
        challenge: None,
        scope,
        claims: ClaimsRequest::parse(fields.text("claims"))?,
        wants_client_info: false,
        asks_for_consent: false,
        is_silent: false,
    })
}

/// The page for the code.
pub(super) fn show(request: &EntraRequest<'_>) -> Reply {
    page::device_code(request, None)
}

/// Takes the code that was typed, and begins an ordinary sign-in for the device.
pub(super) fn take_code(request: &mut EntraRequest<'_>) -> Reply {
    if !sign_in::is_own_origin(request) {
        return page::error(request, &EntraError::flow_expired(), StatusCode::BAD_REQUEST);
    }
    let fields = request.call.form();
    let found = fields.text("otc").ok_or_else(EntraError::bad_verification_code).and_then(|typed| {
        let mut flows = request.core.flows();
        let device = flows.device_showing(typed).ok_or_else(EntraError::bad_verification_code)?;
        match device.progress {
            _ if device.expires_at <= request.now => Err(EntraError::verification_code_expired()),
            DeviceProgress::Pending => Ok(device.request.clone()),
            _ => Err(EntraError::bad_verification_code()),
        }
    });
    let asked = match found {
        Ok(asked) => asked,
        Err(error) => return page::device_code(request, Some(&error)),
    };
    let (browser_hash, cookie) = session::know_browser(request);
    let flow = Flow::new(random::opaque(&*request.core.entropy), browser_hash, request.now, asked);
    let begun = request.core.flows().begin(flow.clone());
    if let Err(error) = begun {
        return page::device_code(request, Some(&error));
    }
    let reply = match session::current(request) {
        Some(current) => page::choose_account(request, &flow, &current.user_id),
        None => page::account(request, &flow, None),
    };
    session::set_browser_cookie(reply, cookie.as_ref())
}

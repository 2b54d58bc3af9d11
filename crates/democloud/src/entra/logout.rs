//! Signing a browser out (OpenID Connect RP-Initiated Logout 1.0). Refresh tokens stay as they are.

use axum::http::Method;

use super::{EntraRequest, client, page, session};
use crate::reply::Reply;

pub(super) fn logout(request: &mut EntraRequest<'_>) -> Reply {
    if let Err(error) = request.asked_tenant() {
        return request.refuse(error);
    }
    let fields = if request.call.method == Method::POST { request.call.form() } else { request.call.query() };
    session::end(request);
    let back_to = fields.text("post_logout_redirect_uri").and_then(|asked| {
        request.state.applications.iter().find_map(|application| client::trusted_redirect(application, asked))
    });
    let reply = match back_to {
        Some(mut address) => {
            if let Some(state) = fields.text("state") {
                address.query_pairs_mut().append_pair("state", state);
            }
            Reply::redirect(address.as_str())
        }
        None => page::signed_out(),
    };
    session::clear_cookie(reply)
}

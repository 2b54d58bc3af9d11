//! The pages for a sign-in on another device (RFC 8628 §3.3).

use axum::http::StatusCode;

use super::{actions, alert, escape, form, page, step};
use crate::{entra::EntraRequest, error::EntraError, flows::Flow, reply::Reply};

/// Type the code that the device shows.
pub(in crate::entra) fn device_code(request: &EntraRequest<'_>, error: Option<&EntraError>) -> Reply {
    let body = format!(
        "<h1>Enter code</h1><p>Enter the code displayed on your app or device.</p>{error}\
         <form method=\"post\" action=\"/{tenant}/oauth2/deviceauth\"><label for=\"otc\">Code</label>\
         <input id=\"otc\" name=\"otc\" type=\"text\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" autofocus>\
         <div class=\"actions\"><button id=\"next\" class=\"primary\">Next</button></div></form>",
        error = alert(error),
        tenant = escape(request.path.tenant),
    );
    page("Enter code", &body, StatusCode::OK)
}

/// Asks the person to confirm that they started this, so that they do not sign in another person's device.
pub(in crate::entra) fn confirm_device(request: &EntraRequest<'_>, flow: &Flow) -> Reply {
    let confirm = "<button id=\"confirm\" name=\"confirm\" value=\"1\" class=\"primary\">Continue</button>";
    let body = format!(
        "<h1>Are you trying to sign in to {app}?</h1>\
         <p>Only continue if you started this yourself, on a device of yours.</p>{form}",
        app = escape(&flow.request.client_name),
        form = form(request, flow, "", &actions(confirm)),
    );
    step(request, flow, "Are you trying to sign in?", &body)
}

pub(in crate::entra) fn device_done(client_name: &str) -> Reply {
    let body = format!(
        "<h1 id=\"device-done\">You are signed in to {} on your device</h1><p>You can close this tab.</p>",
        escape(client_name)
    );
    page("Signed in", &body, StatusCode::OK)
}

pub(in crate::entra) fn device_declined(client_name: &str) -> Reply {
    let body = format!(
        "<h1 id=\"device-declined\">{} is not signed in</h1><p>You can close this tab.</p>",
        escape(client_name)
    );
    page("Not signed in", &body, StatusCode::OK)
}

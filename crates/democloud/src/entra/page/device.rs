//! The pages for a sign-in on another device (RFC 8628 §3.3).

use axum::http::StatusCode;

use super::{actions, alert, closing, escape, form, page, step, texts};
use crate::{entra::EntraRequest, error::EntraError, flows::Flow, reply::Reply};

/// Type the code that the device shows.
pub(in crate::entra) fn device_code(request: &EntraRequest<'_>, error: Option<&EntraError>) -> Reply {
    let body = format!(
        "<h1>{title}</h1><p>{text}</p>{error}\
         <form method=\"post\" action=\"/{tenant}/oauth2/deviceauth\"><label for=\"otc\">{label}</label>\
         <input id=\"otc\" name=\"otc\" type=\"text\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" autofocus>\
         <div class=\"actions\"><button id=\"next\" class=\"primary\">{next}</button></div></form>",
        title = texts::ENTER_CODE,
        text = texts::ENTER_CODE_TEXT,
        label = texts::CODE,
        next = texts::NEXT,
        error = alert(error),
        tenant = escape(request.path.tenant),
    );
    page(texts::ENTER_CODE, &body, StatusCode::OK)
}

/// Asks the person to confirm that they started this, so that they do not sign in another person's device.
pub(in crate::entra) fn confirm_device(request: &EntraRequest<'_>, flow: &Flow) -> Reply {
    let confirm = format!(
        "<button id=\"confirm\" name=\"confirm\" value=\"1\" class=\"primary\">{}</button>",
        texts::CONTINUE
    );
    let title = texts::confirm_device(&flow.request.client_name);
    let body = format!(
        "<h1>{title}</h1><p>{text}</p>{form}",
        title = escape(&title),
        text = texts::CONFIRM_DEVICE_TEXT,
        form = form(request, flow, "", &actions(&confirm)),
    );
    step(request, flow, &title, &body)
}

pub(in crate::entra) fn device_done(client_name: &str) -> Reply {
    closing("id=\"device-done\"", texts::DEVICE_DONE, &texts::device_done(&escape(client_name)))
}

pub(in crate::entra) fn device_declined(client_name: &str) -> Reply {
    closing("id=\"device-declined\"", texts::DEVICE_DECLINED, &texts::device_declined(&escape(client_name)))
}

//! The frame of the sign-in pages, and the last one. All are plain HTML forms, one step each, nothing loaded from anywhere. None has a script but the
//! one that hands the answer over, whose form submits itself.

mod consent;
mod device;
mod identity;

use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::STANDARD};

use url::Url;

use super::{EntraRequest, flow::Flow};
use crate::{error::EntraError, reply::Reply};

pub(super) use consent::{consent, refused};
pub(super) use device::{confirm_device, device_code, device_declined, device_done};
pub(super) use identity::{account, choose_account, password, second_factor};

const STYLE: &str = include_str!("page/style.css");

/// An error that no app may be told, since none is known to be behind the request.
pub(super) fn error(request: &EntraRequest<'_>, error: &EntraError, status: StatusCode) -> Reply {
    let details = escape(&error.description(request.call, request.now)).replace("\r\n", "<br>");
    let body = format!(
        "<h1>Sorry, the sign-in did not work</h1><p>Close this tab, go back to the app and try again.</p>\
         <p class=\"alert\" role=\"alert\" id=\"error\">{details}</p>"
    );
    page("Sign-in did not work", &body, status)
}

/// Hands the answer to the app by a form. It submits itself, as Entra's does; without JavaScript the
/// button does the same.
pub(super) fn form_post(
    request: &EntraRequest<'_>,
    client_name: &str,
    redirect: &Url,
    fields: &[(&str, String)],
) -> Reply {
    let inputs: String = fields
        .iter()
        .map(|(name, value)| {
            format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value))
        })
        .collect::<Vec<_>>()
        .concat();
    let body = format!(
        "<h1>Almost done</h1><p>Go back to <b>{app}</b> to finish. Signed in with {company}.</p>\
         <form method=\"post\" action=\"{to}\">{inputs}\
         <div class=\"actions\"><button id=\"continue\" class=\"primary\" autofocus>Continue</button></div></form>\
         <script>{SUBMIT_ITSELF}</script>",
        app = escape(client_name),
        company = escape(&request.tenant().display_name),
        to = escape(redirect.as_str()),
    );
    let scripts = format!("script-src 'sha256-{}'; ", hash(SUBMIT_ITSELF));
    page_with_scripts("Almost done", &body, StatusCode::OK, &scripts)
}

pub(super) fn signed_out() -> Reply {
    page("Signed out", "<h1>You are signed out</h1><p>You can close this tab.</p>", StatusCode::OK)
}

/// The button belongs to a form of its own (`leave`), so that Enter in a text field never cancels.
const CANCEL: &str = "<button id=\"cancel\" name=\"cancel\" value=\"1\" form=\"leave\">Cancel</button>";

fn action(request: &EntraRequest<'_>) -> String {
    format!("/{}/login", escape(request.call.segment(0)))
}

fn leave_form(request: &EntraRequest<'_>, flow: &Flow) -> String {
    format!("<form id=\"leave\" method=\"post\" action=\"{}\">{}</form>", action(request), hidden_flow(flow))
}

fn hidden_flow(flow: &Flow) -> String {
    format!("<input type=\"hidden\" name=\"flow\" value=\"{}\">", escape(&flow.id))
}

fn alert(error: Option<&EntraError>) -> String {
    error.map_or_else(String::new, |error| {
        format!(
            "<p class=\"alert\" role=\"alert\" id=\"error\">{} <small>AADSTS{}</small></p>",
            escape(&error.message),
            error.number
        )
    })
}

/// The one script of these pages.
const SUBMIT_ITSELF: &str = "document.forms[0].submit()";

/// A whole page, without a script.
fn page(title: &str, body: &str, status: StatusCode) -> Reply {
    page_with_scripts(title, body, status, "")
}

/// A whole page, with a policy that lets nothing in but its own style and what `scripts` says, and forms go
/// to this machine alone.
fn page_with_scripts(title: &str, body: &str, status: StatusCode, scripts: &str) -> Reply {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; {scripts}form-action 'self' http://localhost:* http://127.0.0.1:*; \
         frame-ancestors 'none'; base-uri 'none'",
        hash(STYLE)
    );
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>{} - Demo cloud</title><style>{STYLE}</style></head>\
         <body><p class=\"banner\">Demo cloud - nothing here is real</p><main>{body}</main></body></html>",
        escape(title)
    );
    Reply::html(status, html)
        .with("content-security-policy", &policy)
        .with("cache-control", "no-store")
        .with("referrer-policy", "same-origin")
        .with("x-frame-options", "DENY")
}

/// SHA-256 as a content security policy writes it.
fn hash(text: &str) -> String {
    STANDARD.encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes()))
}

fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, letter| {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_texts_stays_text() {
        assert_eq!(escape("<a href=\"x\">'&'</a>"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
    }
}

//! The frame of the sign-in pages, and the last one. All are plain HTML forms, one step each, nothing loaded from
//! anywhere. None has a script but the one that hands the answer over, whose form submits itself.

mod consent;
mod device;
mod identity;

use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::STANDARD};
use url::Url;

use super::EntraRequest;
use crate::{
    error::EntraError,
    flows::{Destination, Flow},
    reply::Reply,
};

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
    let inputs: Vec<String> = fields.iter().map(|(name, value)| hidden(name, value)).collect();
    let app = escape(client_name);
    let (title, sentence) = if fields.iter().any(|(name, _)| *name == "error") {
        ("Not signed in", format!("Go back to <b>{app}</b>. You can close this tab."))
    } else {
        let company = escape(&request.tenant().display_name);
        ("Almost done", format!("Go back to <b>{app}</b> to finish. Signed in with {company}."))
    };
    let body = format!(
        "<h1>{title}</h1><p>{sentence}</p>\
         <form method=\"post\" action=\"{to}\">{inputs}\
         <div class=\"actions\"><button id=\"continue\" class=\"primary\" autofocus>Continue</button></div></form>\
         <script>{SUBMIT_ITSELF}</script>",
        to = escape(redirect.as_str()),
        inputs = inputs.concat(),
    );
    let scripts = format!("script-src 'sha256-{}'; ", hash(SUBMIT_ITSELF));
    page_with(title, &body, StatusCode::OK, &scripts, Some(redirect))
}

pub(super) fn signed_out() -> Reply {
    page("Signed out", "<h1>You are signed out</h1><p>You can close this tab.</p>", StatusCode::OK)
}

/// One step of a sign-in: a page whose forms go on with it, and with a form to leave it.
fn step(request: &EntraRequest<'_>, flow: &Flow, title: &str, body: &str) -> Reply {
    let leave = form(request, flow, "id=\"leave\"", "");
    // A browser holds the redirect that a form ends in to the policy of the page that the form is on.
    let redirect = match &flow.request.destination {
        Destination::App { redirect, .. } => Some(redirect),
        Destination::Device { .. } => None,
    };
    page_with(title, &format!("{body}{leave}"), StatusCode::OK, "", redirect)
}

/// A form that goes on with the sign-in.
fn form(request: &EntraRequest<'_>, flow: &Flow, attributes: &str, content: &str) -> String {
    format!(
        "<form {attributes} method=\"post\" action=\"/{}/login\">{}{content}</form>",
        escape(request.path.tenant),
        hidden("flow", &flow.id)
    )
}

/// The buttons at the end of a form, Cancel before them. It belongs to a form of its own (`leave`), so that Enter
/// in a text field never cancels.
fn actions(buttons: &str) -> String {
    format!(
        "<div class=\"actions\"><button id=\"cancel\" name=\"cancel\" value=\"1\" form=\"leave\">Cancel</button>{buttons}</div>"
    )
}

fn hidden(name: &str, value: &str) -> String {
    format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value))
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

/// A whole page, without a script, whose forms stay here.
fn page(title: &str, body: &str, status: StatusCode) -> Reply {
    page_with(title, body, status, "", None)
}

/// A whole page, with a policy that lets nothing in but its own style and what `scripts` says. Forms go here, and
/// where the app listens that waits for their outcome.
fn page_with(title: &str, body: &str, status: StatusCode, scripts: &str, redirect: Option<&Url>) -> Reply {
    let redirect = redirect.map_or_else(String::new, |redirect| format!(" {}", source(redirect)));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; {scripts}form-action 'self'{redirect}; frame-ancestors 'none'; \
         base-uri 'none'",
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

/// Where an app listens as a content security policy names it: the origin, or else the scheme. A policy has no
/// words for an address of IPv6, and apps on a telephone have no host.
fn source(redirect: &Url) -> String {
    let host = redirect.host_str().unwrap_or_default();
    let is_plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
    let origin = redirect.origin();
    if origin.is_tuple() && is_plain {
        origin.ascii_serialization()
    } else {
        format!("{}:", redirect.scheme())
    }
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
    fn a_policy_names_where_an_app_listens() {
        let check = |redirect: &str, expected: &str| {
            assert_eq!(source(&Url::parse(redirect).unwrap()), expected, "{redirect}");
        };
        check("http://localhost:51234/back?x=1", "http://localhost:51234");
        check("https://app.example/back", "https://app.example");
        check("https://app.example:8443/back", "https://app.example:8443");
        check("http://[::1]:51234", "http:");
        check("myapp://auth", "myapp:");
        check("https://a;sandbox.example/", "https:");
    }

    #[test]
    fn markup_in_texts_stays_text() {
        assert_eq!(escape("<a href=\"x\">'&'</a>"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
    }
}

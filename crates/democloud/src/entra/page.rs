//! The sign-in pages: plain HTML forms, one step each, nothing loaded from anywhere. None has a script but the
//! one that hands the answer over, whose form submits itself.

use std::fmt::Write as _;

use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::STANDARD};

use super::{
    EntraRequest,
    flow::{AuthorizationRequest, Flow},
};
use crate::{
    error::EntraError,
    reply::Reply,
    state::{PersonaFacts, User},
};

const STYLE: &str = include_str!("page/style.css");

/// Pick an account of the company, or type a user name.
pub(super) fn account(request: &EntraRequest<'_>, flow: &Flow, error: Option<&EntraError>) -> Reply {
    let mut personas = String::new();
    for (user, persona) in personas_of(request) {
        let _infallible = write!(
            personas,
            "<button class=\"persona\" name=\"loginfmt\" value=\"{user_name}\" data-role=\"{role}\">\
             <b>{name}</b><span>{words}</span><span>{user_name}</span>\
             <span>Password <code>{password}</code></span></button>",
            user_name = escape(&user.sign_in_name),
            role = escape(&persona.role),
            name = escape(&user.display_name()),
            words = escape(&persona.role_in_words),
            // EXPOSE: the demo cloud shows its invented passwords on purpose, to whoever opened this page.
            password = escape(persona.password.expose()),
        );
    }
    let body = format!(
        "<h1>Sign in</h1><p>to continue to <b>{app}</b></p>{error}\
         <form method=\"post\" action=\"{action}\" class=\"personas\">{hidden}\
         <h2>Pick somebody from {company}</h2>{personas}</form>\
         <form method=\"post\" action=\"{action}\">{hidden}\
         <label for=\"loginfmt\">Or type a user name</label>\
         <input id=\"loginfmt\" name=\"loginfmt\" type=\"text\" autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\">\
         <div class=\"actions\">{cancel}<button id=\"next\" class=\"primary\">Next</button></div></form>{leave}",
        app = escape(&flow.request.client_name),
        company = escape(&request.tenant().display_name),
        error = alert(error),
        action = action(request),
        hidden = hidden_flow(flow),
        cancel = CANCEL,
        leave = leave_form(request, flow),
    );
    page("Sign in", &body, StatusCode::OK)
}

/// The browser is signed in already: go on as that account, or as another one.
pub(super) fn choose_account(request: &EntraRequest<'_>, flow: &Flow, user_id: &str) -> Reply {
    let Some(user) = request.state.user(user_id) else { return account(request, flow, None) };
    let body = format!(
        "<h1>Pick an account</h1><p>to continue to <b>{app}</b></p>\
         <form method=\"post\" action=\"{action}\" class=\"personas\">{hidden}\
         <button class=\"persona\" name=\"account\" value=\"{id}\"><b>{name}</b><span>{user_name}</span><span>Signed in</span></button>\
         <button class=\"persona\" name=\"back\" value=\"1\"><b>Use another account</b></button>\
         <div class=\"actions\">{cancel}</div></form>{leave}",
        app = escape(&flow.request.client_name),
        action = action(request),
        hidden = hidden_flow(flow),
        id = escape(&user.id),
        name = escape(&user.display_name()),
        user_name = escape(&user.sign_in_name),
        cancel = CANCEL,
        leave = leave_form(request, flow),
    );
    page("Pick an account", &body, StatusCode::OK)
}

/// Type the password, which is shown because this is a demonstration.
pub(super) fn password(request: &EntraRequest<'_>, flow: &Flow, error: Option<&EntraError>) -> Reply {
    let user_name = flow.user_name.as_deref().unwrap_or_default();
    let hint = request.state.user_named(user_name).and_then(|user| user.persona.as_ref()).map_or_else(
        String::new,
        |persona| {
            // EXPOSE: the demo cloud shows its invented passwords on purpose, to whoever opened this page.
            let password = escape(persona.password.expose());
            format!("<p class=\"hint\">The password of this account is <code id=\"shown-password\">{password}</code></p>")
        },
    );
    let body = format!(
        "<h1>Enter password</h1><p>for <b>{name}</b></p>{error}{hint}\
         <form method=\"post\" action=\"{action}\">{hidden}\
         <input type=\"hidden\" name=\"username\" autocomplete=\"username\" value=\"{name}\">\
         <label for=\"passwd\">Password</label>\
         <input id=\"passwd\" name=\"passwd\" type=\"password\" autocomplete=\"current-password\" autofocus>\
         <div class=\"actions\">{cancel}<button id=\"back\" name=\"back\" value=\"1\" form=\"leave\">Back</button>\
         <button id=\"sign-in\" class=\"primary\">Sign in</button></div></form>{leave}",
        name = escape(user_name),
        error = alert(error),
        action = action(request),
        hidden = hidden_flow(flow),
        cancel = CANCEL,
        leave = leave_form(request, flow),
    );
    page("Enter password", &body, StatusCode::OK)
}

/// Say yes to what the app asks for.
pub(super) fn consent(request: &EntraRequest<'_>, flow: &Flow) -> Reply {
    let wishes: String = flow
        .request
        .scope
        .split_ascii_whitespace()
        .map(|scope| format!("<li><code>{}</code></li>", escape(scope)))
        .collect::<Vec<_>>()
        .concat();
    let body = format!(
        "<h1>Permissions requested</h1><p><b>{app}</b> would like to use, in your name:</p><ul>{wishes}</ul>\
         <form method=\"post\" action=\"{action}\">{hidden}<div class=\"actions\">{cancel}\
         <button id=\"accept\" name=\"accept\" value=\"1\" class=\"primary\">Accept</button></div></form>{leave}",
        app = escape(&flow.request.client_name),
        action = action(request),
        hidden = hidden_flow(flow),
        cancel = CANCEL,
        leave = leave_form(request, flow),
    );
    page("Permissions requested", &body, StatusCode::OK)
}

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
    asked: &AuthorizationRequest,
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
        app = escape(&asked.client_name),
        company = escape(&request.tenant().display_name),
        to = escape(asked.redirect.as_str()),
    );
    let scripts = format!("script-src 'sha256-{}'; ", hash(SUBMIT_ITSELF));
    page_with_scripts("Almost done", &body, StatusCode::OK, &scripts)
}

pub(super) fn signed_out() -> Reply {
    page("Signed out", "<h1>You are signed out</h1><p>You can close this tab.</p>", StatusCode::OK)
}

/// The button belongs to a form of its own (`leave`), so that Enter in a text field never cancels.
const CANCEL: &str = "<button id=\"cancel\" name=\"cancel\" value=\"1\" form=\"leave\">Cancel</button>";

fn personas_of<'a>(request: &'a EntraRequest<'_>) -> impl Iterator<Item = (&'a User, &'a PersonaFacts)> {
    request.state.users.iter().filter_map(|user| user.persona.as_ref().map(|persona| (user, persona)))
}

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

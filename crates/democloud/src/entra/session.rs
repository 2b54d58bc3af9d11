//! The browser's session: a person who is signed in need not type the password again.

use latchkey_types::Secret;

use super::EntraRequest;
use crate::{
    hash, random,
    reply::Reply,
    state::{BrowserSession, Proof},
};

const SESSION_COOKIE: &str = "LATCHKEYDEMO_SESSION";
const BROWSER_COOKIE: &str = "LATCHKEYDEMO_BROWSER";
const SESSIONS_KEPT: usize = 50;

/// What is known of a browser that has signed in.
#[derive(Clone)]
pub(super) struct SignedInBrowser {
    pub(super) user_id: String,
    pub(super) session_state: String,
    pub(super) proof: Proof,
}

/// The user that this browser is signed in as.
pub(super) fn current(request: &EntraRequest<'_>) -> Option<SignedInBrowser> {
    let hash = cookie_hash(request)?;
    let session = request.state.sessions.iter().find(|session| session.cookie_hash == hash)?;
    Some(SignedInBrowser {
        user_id: session.user_id.clone(),
        session_state: session.session_state.clone(),
        proof: session.proof.clone(),
    })
}

/// Signs a browser in; the cookie is to be set on the answer.
pub(super) fn begin(request: &mut EntraRequest<'_>, user_id: &str, proof: Proof) -> (String, Secret) {
    end(request);
    let cookie = Secret::new(random::opaque(&*request.core.entropy));
    let session_state = request.core.entropy.uuid().to_string();
    let sessions = &mut request.state.sessions;
    if sessions.len() >= SESSIONS_KEPT {
        sessions.remove(0);
    }
    sessions.push(BrowserSession {
        cookie_hash: hash::of_secret(&cookie),
        session_state: session_state.clone(),
        user_id: user_id.to_owned(),
        proof,
    });
    request.state.touch();
    (session_state, cookie)
}

/// Remembers what this browser's session has proved since.
pub(super) fn strengthen(request: &mut EntraRequest<'_>, proof: &Proof) {
    let Some(hash) = cookie_hash(request) else { return };
    let known = request.state.sessions.find_mut(|session| session.cookie_hash == hash);
    if let Some(session) = known.filter(|session| session.proof != *proof) {
        session.proof.clone_from(proof);
        request.state.touch();
    }
}

/// Ends this browser's session, if it has one.
pub(super) fn end(request: &mut EntraRequest<'_>) {
    let Some(hash) = cookie_hash(request) else { return };
    let before = request.state.sessions.len();
    request.state.sessions.retain(|session| session.cookie_hash != hash);
    if request.state.sessions.len() != before {
        request.state.touch();
    }
}

fn cookie_hash(request: &EntraRequest<'_>) -> Option<String> {
    request.call.cookie(SESSION_COOKIE).map(|cookie| hash::of_secret(&Secret::new(cookie)))
}

pub(super) fn set_cookie(reply: Reply, cookie: &Secret) -> Reply {
    // EXPOSE: the cookie goes to the browser that it was made for.
    with_cookie(reply, SESSION_COOKIE, cookie.expose())
}

pub(super) fn clear_cookie(reply: Reply) -> Reply {
    reply.with("set-cookie", &format!("{SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"))
}

/// The hash of the cookie that ties a sign-in to its browser; empty without one.
pub(super) fn browser_hash(request: &EntraRequest<'_>) -> Option<String> {
    request.call.cookie(BROWSER_COOKIE).map(|cookie| hash::of_secret(&Secret::new(cookie)))
}

/// Makes sure that the browser has the cookie that ties a sign-in to it.
pub(super) fn know_browser(request: &EntraRequest<'_>) -> (String, Option<Secret>) {
    if let Some(hash) = browser_hash(request) {
        return (hash, None);
    }
    let cookie = Secret::new(random::opaque(&*request.core.entropy));
    (hash::of_secret(&cookie), Some(cookie))
}

pub(super) fn set_browser_cookie(reply: Reply, cookie: Option<&Secret>) -> Reply {
    match cookie {
        // EXPOSE: the cookie goes to the browser that it was made for.
        Some(cookie) => with_cookie(reply, BROWSER_COOKIE, cookie.expose()),
        None => reply,
    }
}

/// `Lax` lets the app's redirect bring the cookie along and keeps it out of foreign forms.
fn with_cookie(reply: Reply, name: &str, value: &str) -> Reply {
    reply.with("set-cookie", &format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax"))
}

//! Sign-ins that are under way and authorization codes that are not redeemed yet.
//!
//! They are bounded in number and age, and end with the process: nobody waits that long.

use jiff::{SignedDuration, Timestamp};
use url::Url;

/// A sign-in page may stay open this long.
const FLOW_LIFE: SignedDuration = SignedDuration::from_mins(30);
/// Codes live this long, as in Entra.
const CODE_LIFE: SignedDuration = SignedDuration::from_mins(10);
const FLOWS_KEPT: usize = 200;
const CODES_KEPT: usize = 500;

/// How the answer goes back to the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ResponseMode {
    Query,
    FormPost,
}

/// An authorization request that has been found good (RFC 6749 §4.1.1).
#[derive(Debug, Clone)]
pub(crate) struct AuthorizationRequest {
    /// Id of the tenant that was asked for; none under `common`, where the account decides.
    pub(crate) tenant_id: Option<String>,
    pub(crate) client_id: String,
    pub(crate) client_name: String,
    /// As the app spelled it; the token request must repeat it.
    pub(crate) redirect_uri: String,
    pub(crate) redirect: Url,
    pub(crate) mode: ResponseMode,
    pub(crate) state: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) challenge: String,
    pub(crate) scope: String,
    pub(crate) wants_client_info: bool,
    pub(crate) asks_for_consent: bool,
}

/// A sign-in under way in one browser.
#[derive(Debug, Clone)]
pub(crate) struct Flow {
    pub(crate) id: String,
    /// Hash of the cookie that ties it to a browser.
    pub(crate) browser_hash: String,
    pub(crate) started_at: Timestamp,
    pub(crate) request: AuthorizationRequest,
    /// The user name that was typed or picked.
    pub(crate) user_name: Option<String>,
    /// Set when the password was right and consent is still to be given.
    pub(crate) signed_in_as: Option<String>,
    pub(crate) wrong_passwords: u32,
}

/// An authorization code. It is kept a while after its use, to recognise a second one.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) hash: String,
    pub(crate) issued_at: Timestamp,
    pub(crate) request: AuthorizationRequest,
    /// The account in the tenant that the code is for.
    pub(crate) user_id: String,
    pub(crate) is_redeemed: bool,
}

/// All of them.
#[derive(Default)]
pub(crate) struct Flows {
    flows: Vec<Flow>,
    codes: Vec<Code>,
}

impl Flows {
    pub(crate) fn start(&mut self, flow: Flow) {
        self.flows.retain(|known| known.started_at + FLOW_LIFE > flow.started_at);
        if self.flows.len() >= FLOWS_KEPT {
            self.flows.remove(0);
        }
        self.flows.push(flow);
    }

    /// The flow with this id, if it belongs to this browser and has not expired.
    pub(crate) fn find(&mut self, id: &str, browser_hash: &str, now: Timestamp) -> Option<&mut Flow> {
        self.flows.iter_mut().find(|flow| {
            flow.id == id && flow.browser_hash == browser_hash && flow.started_at + FLOW_LIFE > now
        })
    }

    pub(crate) fn end(&mut self, id: &str) {
        self.flows.retain(|flow| flow.id != id);
    }

    pub(crate) fn add_code(&mut self, code: Code) {
        if self.codes.len() >= CODES_KEPT {
            self.codes.remove(0);
        }
        self.codes.push(code);
    }

    pub(crate) fn code(&mut self, hash: &str) -> Option<&mut Code> {
        self.codes.iter_mut().find(|code| code.hash == hash)
    }
}

impl Code {
    pub(crate) fn is_expired(&self, now: Timestamp) -> bool {
        self.issued_at + CODE_LIFE <= now
    }
}

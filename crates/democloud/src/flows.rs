//! Unfinished sign-ins, authorization codes that are not redeemed yet, and devices that wait for a person.
//!
//! Their number and age are bounded, and they end with the process. When there is no room, a newcomer has to wait;
//! none that is there already is removed.

mod claims_request;

use jiff::{SignedDuration, Timestamp};
use url::Url;

use crate::{error::EntraError, state::Proof};

pub(crate) use self::claims_request::ClaimsRequest;

/// A sign-in page may stay open this long.
const FLOW_LIFE: SignedDuration = SignedDuration::from_mins(30);
/// Codes live this long, as in Entra.
const CODE_LIFE: SignedDuration = SignedDuration::from_mins(10);
const FLOWS_KEPT: usize = 2000;
const CODES_KEPT: usize = 2000;
const DEVICES_KEPT: usize = 2000;

/// How the answer goes back to the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ResponseMode {
    Query,
    FormPost,
}

/// The two generations of Entra's endpoints: `/oauth2/…` with `resource`, `/oauth2/v2.0/…` with `scope`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Generation {
    V1,
    V2,
}

/// Where the outcome of a sign-in goes.
#[derive(Debug, Clone)]
pub(crate) enum Destination {
    App {
        /// As the app spelled it; the token request must repeat it.
        redirect_uri: String,
        redirect: Url,
        mode: ResponseMode,
    },
    /// A device that polls.
    Device { user_code: String },
}

/// An authorization request that has been found good (RFC 6749 §4.1.1, RFC 8628 §3.1).
#[derive(Debug, Clone)]
pub(crate) struct AuthorizationRequest {
    /// Id of the tenant that was asked for; none under `common`, where the account decides.
    pub(crate) tenant_id: Option<String>,
    pub(crate) generation: Generation,
    pub(crate) client_id: String,
    pub(crate) client_name: String,
    pub(crate) destination: Destination,
    pub(crate) state: Option<String>,
    pub(crate) nonce: Option<String>,
    /// None for clients that prove themselves otherwise.
    pub(crate) challenge: Option<String>,
    pub(crate) scope: String,
    pub(crate) claims: ClaimsRequest,
    pub(crate) wants_client_info: bool,
    pub(crate) asks_for_consent: bool,
    /// No page may be shown (`prompt=none`).
    pub(crate) is_silent: bool,
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
    pub(crate) signed_in: Option<SignedIn>,
    /// The digits of a second factor, while one is asked for.
    pub(crate) one_time_code: Option<String>,
    pub(crate) has_consented: bool,
    /// The person has said that it is them who started this on a device.
    pub(crate) is_confirmed: bool,
    /// What the app is told when the person goes back to it.
    pub(crate) refusal: Option<EntraError>,
    pub(crate) wrong_answers: u32,
}

/// The person whose password was right, or whom the browser knows.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    pub(crate) user_id: String,
    pub(crate) proof: Proof,
    /// Whether it is the browser's session, which then goes on.
    pub(crate) is_session: bool,
}

/// An authorization code. It is kept a while after its use, to recognise a second one.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) hash: String,
    pub(crate) issued_at: Timestamp,
    pub(crate) request: AuthorizationRequest,
    /// The account in the tenant that the code is for.
    pub(crate) user_id: String,
    pub(crate) proof: Proof,
    pub(crate) is_redeemed: bool,
}

/// A device that waits for a person.
#[derive(Debug, Clone)]
pub(crate) struct DeviceFlow {
    pub(crate) code_hash: String,
    pub(crate) user_code: String,
    pub(crate) expires_at: Timestamp,
    pub(crate) request: AuthorizationRequest,
    pub(crate) progress: DeviceProgress,
}

/// How far the person is.
#[derive(Debug, Clone)]
pub(crate) enum DeviceProgress {
    Pending,
    Declined,
    Approved { user_id: String, proof: Proof },
    Redeemed,
}

/// All of them.
#[derive(Default)]
pub(crate) struct Flows {
    sign_ins: Vec<Flow>,
    codes: Vec<Code>,
    devices: Vec<DeviceFlow>,
}

impl Flow {
    pub(crate) fn new(
        id: String,
        browser_hash: String,
        started_at: Timestamp,
        request: AuthorizationRequest,
    ) -> Self {
        Self {
            id,
            browser_hash,
            started_at,
            request,
            user_name: None,
            signed_in: None,
            one_time_code: None,
            has_consented: false,
            is_confirmed: false,
            refusal: None,
            wrong_answers: 0,
        }
    }
}

impl Flows {
    /// Lets a sign-in begin, if there is room for it.
    pub(crate) fn begin(&mut self, flow: Flow) -> Result<(), EntraError> {
        let now = flow.started_at;
        add(&mut self.sign_ins, flow, FLOWS_KEPT, |known| known.started_at + FLOW_LIFE <= now)
    }

    /// Keeps a flow that has begun, in place of what was known of it.
    pub(crate) fn keep(&mut self, flow: Flow) {
        if let Some(known) = self.sign_ins.iter_mut().find(|known| known.id == flow.id) {
            *known = flow;
        }
    }

    /// The flow with this id, if it belongs to this browser and has not expired.
    pub(crate) fn find(&self, id: &str, browser_hash: &str, now: Timestamp) -> Option<Flow> {
        let is_meant = |flow: &&Flow| {
            flow.id == id && flow.browser_hash == browser_hash && flow.started_at + FLOW_LIFE > now
        };
        self.sign_ins.iter().find(is_meant).cloned()
    }

    pub(crate) fn end(&mut self, id: &str) {
        self.sign_ins.retain(|flow| flow.id != id);
    }

    pub(crate) fn add_code(&mut self, code: Code) -> Result<(), EntraError> {
        let now = code.issued_at;
        add(&mut self.codes, code, CODES_KEPT, |known| known.is_redeemed || known.is_expired(now))
    }

    pub(crate) fn code(&mut self, hash: &str) -> Option<&mut Code> {
        self.codes.iter_mut().find(|code| code.hash == hash)
    }

    pub(crate) fn add_device(&mut self, device: DeviceFlow, now: Timestamp) -> Result<(), EntraError> {
        add(&mut self.devices, device, DEVICES_KEPT, |known| {
            known.expires_at <= now
                || matches!(known.progress, DeviceProgress::Redeemed | DeviceProgress::Declined)
        })
    }

    /// The device that polls with a code of this hash.
    pub(crate) fn device(&mut self, hash: &str) -> Option<&mut DeviceFlow> {
        self.devices.iter_mut().find(|device| device.code_hash == hash)
    }

    /// The device that shows this code; spaces, hyphens and letter case carry no meaning.
    pub(crate) fn device_showing(&mut self, typed: &str) -> Option<&mut DeviceFlow> {
        let typed: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
        self.devices.iter_mut().find(|device| device.user_code.eq_ignore_ascii_case(&typed))
    }
}

/// Adds one to those that wait. Those that wait for nothing any more make room, and no others do.
fn add<T>(waiting: &mut Vec<T>, one: T, most: usize, is_over: impl Fn(&T) -> bool) -> Result<(), EntraError> {
    if waiting.len() >= most {
        waiting.retain(|known| !is_over(known));
    }
    if waiting.len() >= most {
        return Err(EntraError::too_many_wait());
    }
    waiting.push(one);
    Ok(())
}

impl Code {
    pub(crate) fn is_expired(&self, now: Timestamp) -> bool {
        self.issued_at + CODE_LIFE <= now
    }
}

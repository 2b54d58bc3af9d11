//! Types of a sign-in: the request, its progress and its result.

use std::{fmt, sync::Arc};

use jiff::Timestamp;
use latchkey_http::{Client, ClockSkew, Url, redacted};
use latchkey_peer::Peers;
use latchkey_types::{Clock, Cloud, Entropy};

use crate::{AccessToken, Account, Browser, Machine, RenewalCredential, ReturnPages};

/// What a sign-in asks for.
#[derive(Debug, Clone)]
pub struct SignInRequest {
    /// Which cloud.
    pub cloud: Cloud,
    /// `organizations`, `common`, or a tenant's GUID or domain.
    pub tenant: String,
    /// The application's id.
    pub client_id: String,
    /// The sign-in name to fill in, if it is known.
    pub login_hint: Option<String>,
    /// What the sign-in page should ask.
    pub prompt: Prompt,
    /// What a service or a policy wants in the token, as it said it (JSON).
    pub claims: Option<String>,
}

/// What the sign-in page should ask (OpenID Connect Core §3.1.2.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Prompt {
    /// Which account. Left out when there is a login hint, since Entra does not take both.
    #[default]
    SelectAccount,
    /// Credentials, even if there is a session in the browser.
    Login,
    /// Consent, even if it was given before.
    Consent,
    /// Whatever the browser's session makes necessary.
    Automatic,
}

/// How far a sign-in is.
#[derive(Clone)]
pub enum SignInStep {
    /// Asking the authority where its endpoints are.
    Discovering,
    /// The browser has the link to the page, until the moment given (UTC).
    Waiting {
        /// Leads to the page once. The page's own address carries the attempt's state, and nobody learns it here.
        link: Url,
        /// The page without its query, to compare with the browser's address bar.
        page: Url,
        /// When the attempt ends by itself.
        until: Timestamp,
        /// Whether a program of another user of this machine, or of nobody who could be told, was turned away.
        has_refused_peer: bool,
    },
    /// The person types a code on a page of the sign-in service, until the moment given (UTC).
    ShowingCode {
        /// What to type. Whoever has somebody else approve it is signed in as them, so it is not to be logged.
        user_code: String,
        /// Where to type it.
        page: Url,
        /// When the code ends.
        until: Timestamp,
    },
    /// The person is done there; tokens are fetched and checked.
    Exchanging,
}

impl fmt::Debug for SignInStep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Discovering => formatter.write_str("Discovering"),
            Self::Waiting { link: _, page, until, has_refused_peer } => formatter
                .debug_struct("Waiting")
                .field("page", &redacted(page))
                .field("until", until)
                .field("has_refused_peer", has_refused_peer)
                .finish_non_exhaustive(),
            Self::ShowingCode { user_code: _, page, until } => formatter
                .debug_struct("ShowingCode")
                .field("page", &redacted(page))
                .field("until", until)
                .finish_non_exhaustive(),
            Self::Exchanging => formatter.write_str("Exchanging"),
        }
    }
}

/// What signing in and renewing need from outside.
#[derive(Clone)]
pub struct Ports {
    /// The HTTP client of the cloud.
    pub http: Client,
    /// The HTTP client for what this machine's host offers; it reaches nothing else.
    pub host_http: Client,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// State, nonce and PKCE verifier.
    pub entropy: Arc<dyn Entropy>,
    /// This machine: its environment and the Azure CLI.
    pub machine: Arc<dyn Machine>,
    /// Where the sign-in page opens.
    pub browser: Arc<dyn Browser>,
    /// Who connects to the listener that the browser comes back to.
    pub peers: Arc<dyn Peers>,
    /// The text of the pages that the browser shows at the end.
    pub pages: Arc<dyn ReturnPages>,
}

impl fmt::Debug for Ports {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Ports").field("http", &self.http).finish_non_exhaustive()
    }
}

/// What came of a sign-in: who it is, and the tokens of a first audience, Azure Resource Manager.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who signed in.
    pub account: Account,
    /// The token for Azure Resource Manager.
    pub access_token: AccessToken,
    /// What the session gets its next access token by.
    pub renewal_credential: RenewalCredential,
}

impl SignedIn {
    /// The same with its token's end on this machine's clock, where somebody else's clock told that end: what a managed
    /// identity's service says is a moment, and not a life. The Azure CLI reckons its moment from this machine's clock.
    #[must_use]
    pub fn corrected_by(mut self, skew: Option<ClockSkew>, now: Timestamp) -> Self {
        if let (RenewalCredential::ManagedIdentity(_), Some(skew)) = (&self.renewal_credential, skew) {
            let expires_at = skew.on_our_clock(self.access_token.expires_at);
            self.access_token = AccessToken::until(self.access_token.for_request(), now, expires_at);
        }
        self
    }
}

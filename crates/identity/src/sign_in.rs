//! The words of a sign-in: what is asked for, what happens on the way, and what comes of it.

use std::{fmt, sync::Arc};

use jiff::Timestamp;
use latchkey_http::{Client, Url, redacted};
use latchkey_types::{Clock, Cloud, Entropy, Secret};

use crate::{AccessToken, Account, Browser};

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
    /// The browser has the page; it can be opened again by hand until the moment given (UTC).
    Waiting {
        /// The page. It carries the attempt's state, so it is not to be logged.
        url: Url,
        /// When the attempt ends by itself.
        until: Timestamp,
    },
    /// The browser came back; its code is exchanged for tokens.
    Exchanging,
}

impl fmt::Debug for SignInStep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Discovering => formatter.write_str("Discovering"),
            Self::Waiting { url, until } => {
                formatter.debug_struct("Waiting").field("url", &redacted(url)).field("until", until).finish()
            }
            Self::Exchanging => formatter.write_str("Exchanging"),
        }
    }
}

/// What a sign-in needs from outside.
#[derive(Clone)]
pub struct Ports {
    /// The HTTP client of the cloud.
    pub http: Client,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// State, nonce and PKCE verifier.
    pub entropy: Arc<dyn Entropy>,
    /// Where the sign-in page opens.
    pub browser: Arc<dyn Browser>,
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
    /// What renews the session; without it the session ends with the access token.
    pub refresh_token: Option<Secret>,
}

//! Getting and keeping tokens.
//!
//! A person signs in with the system's browser ([`sign_in_with_browser`]); [`Accounts`] keeps the session and
//! hands out access tokens. Only the authorization code flow with PKCE is here: no implicit grant and no
//! passwords. What a token is good for is not this crate's business, and access tokens are opaque to it.

mod aadsts;
mod account;
mod accounts;
mod browser;
mod discovery;
mod entra_error;
mod error;
mod flows;
mod id_token;
mod loopback;
mod session;
mod sign_in;
mod token;
mod token_endpoint;

pub use aadsts::{Fixer, explain};
pub use account::{Account, AccountKey};
pub use accounts::Accounts;
pub use browser::{Browser, BrowserError};
pub use discovery::DiscoveryError;
pub use entra_error::EntraError;
pub use error::{AnswerError, SignInError, TokenError};
pub use flows::browser::sign_in_with_browser;
pub use id_token::IdTokenError;
pub use sign_in::{Ports, Prompt, SignInRequest, SignInStep, SignedIn};
pub use token::AccessToken;

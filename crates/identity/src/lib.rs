//! Getting and keeping tokens.
//!
//! [`sign_in`] runs a [`SignInFlow`]. A person signs in with the system's browser or a device code, an application with
//! a secret or a certificate. The Azure CLI and a managed identity use the session that they have. The sign-in service
//! is Entra or any OpenID provider; `dialect` holds the differences.
//! [`Accounts`] keeps the sessions and returns access tokens. There is no implicit grant and no password grant. Access
//! tokens are opaque to this crate.

mod aadsts;
mod account;
mod accounts;
mod binding;
mod browser;
mod claims;
mod client_certificate;
mod dialect;
mod digest;
mod discovery;
mod entra_error;
mod entra_problem;
mod error;
mod flows;
mod id_token;
mod loopback;
mod machine;
mod programs;
mod providers;
mod renewal_credential;
mod session;
mod sign_in;
mod token;
mod token_endpoint;
mod token_hints;
mod user_info;

pub use account::{Account, AccountKey, AccountKind};
pub use accounts::{
    Accounts, CredentialFacts, KeptAccount, KeptSession, SessionFacts, TokenTimes, is_session_kept,
    kept_sessions, remove_sessions,
};
pub use binding::{BindingChange, BindingPart, BindingState};
pub use browser::{Browser, BrowserError, SystemBrowser};
pub use client_certificate::{CertificateError, CertificateFacts, ClientCertificate};
pub use entra_error::EntraError;
pub use entra_problem::EntraProblem;
pub use error::{
    AnswerError, AnswerProblem, ArcProblem, AzureCliError, CallbackProblem, DiscoveryError, Endpoint,
    IdTokenError, ManagedIdentityError, MissingPart, SignInError, TokenError, UnsupportedCredential,
    UnsupportedHost,
};
pub use flows::{
    SignInFlow,
    azure_cli::{AzureCliAccount, AzureCliCloud, AzureCliRequest, list_azure_cli_accounts},
    managed_identity::{ManagedIdentityRequest, detect_managed_identity},
    service_principal::ServicePrincipalRequest,
    sign_in,
};
pub use loopback::{NamedPages, ReturnPage, ReturnPageText, ReturnPages};
pub use machine::{Machine, ProgramOutput, ScriptedMachine, SystemMachine};
pub use programs::{Programs, is_secret_variable};
pub use renewal_credential::{
    ApplicationCredential, AzureCliSession, HostKind, IdentitySelection, ManagedIdentity, RenewalCredential,
};
pub use sign_in::{Ports, Prompt, SignInRequest, SignInStep, SignedIn};
pub use token::AccessToken;

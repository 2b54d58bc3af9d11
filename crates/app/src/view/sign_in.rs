//! A sign-in as the panel follows it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::CommandError;

/// What the person may choose before signing in; empty fields take the settings' values.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export, optional_fields)]
pub struct SignInOptions {
    /// Cloud to sign in to; it becomes the chosen one. A session that it still has is taken up instead.
    pub cloud_id: Option<String>,
    /// Tenant: GUID or domain.
    pub tenant: Option<String>,
    /// Client id of an own app registration.
    pub client_id: Option<String>,
    /// User name to offer on the sign-in page.
    pub login_hint: Option<String>,
}

/// How far a sign-in is.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "step", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum SignInProgress {
    /// Asking the authority where its endpoints are.
    Discovering,
    /// The browser is open; the person is there.
    Waiting {
        /// When the attempt ends by itself.
        #[ts(type = "string")]
        until: Timestamp,
        /// Host of the page in the browser, to compare with the address bar.
        authority_host: String,
    },
    /// The answer has come; exchanging the code for tokens and checking them.
    Exchanging,
    /// The attempt ended without a session.
    Failed {
        /// What happened, and what to do.
        error: CommandError,
    },
}

/// What signing out removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SignOutReport {
    /// The account that was signed out.
    pub user_name: String,
    /// Items of this account that the store still lists, after looking again: 0.
    pub remaining_items: u32,
}

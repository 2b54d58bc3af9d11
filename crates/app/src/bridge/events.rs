//! What tells a screen that something it shows has changed: what, not how. The screen reads it again.

use serde::Serialize;
use ts_rs::TS;

/// Something has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum Change {
    /// The clouds that can be chosen, or the chosen one.
    Clouds,
    /// The accounts of the chosen cloud, the current one, or what its tenant is called.
    Accounts,
    /// How far a sign-in is.
    SignIn,
    /// A sign-in has ended.
    SignInEnded {
        /// How.
        outcome: SignInOutcome,
    },
    /// The app is locked or unlocked.
    Lock,
    /// Where secrets are kept.
    SecretStorage,
    /// Something that the person should know.
    Notices,
    /// The workspace whose `config.json` was opened.
    RequestedWorkspace,
    /// The list of services.
    Services,
    /// A service.
    Service {
        /// Its handle.
        service: String,
    },
    /// A job has made progress or ended.
    Job {
        /// The job's id.
        id: u32,
    },
}

/// How a sign-in ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum SignInOutcome {
    /// Somebody is signed in.
    SignedIn {
        /// The account's id.
        account_id: String,
    },
    /// The app is unlocked.
    Unlocked,
    /// It failed; the overview says why.
    Failed,
    /// The person or a newer sign-in cancelled it.
    Cancelled,
}

//! The conditions that the window and the terminal treat differently.

use serde::Serialize;
use ts_rs::TS;

/// What the window and the terminal may act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ErrorCode {
    /// Nobody is signed in, or the session has ended: offer *Sign in*.
    SignInRequired,
    /// Somebody has to look where tokens go first: show it, and ask.
    ConfirmDestinations,
    /// A sign-in was cancelled, by the person or in the browser: offer it again, calmly.
    Cancelled,
    /// A sign-in failed: show details, offer it again.
    SignInFailed,
    /// There is no OS store for secrets: offer *this session only*.
    NoSecretStore,
    /// The account lacks a permission: show the missing action.
    Forbidden,
    /// The thing is gone: offer to go back to the list.
    NotFound,
    /// The thing belongs to another account or cloud than the current one: offer to switch.
    OtherAccount,
    /// Azure asks to wait: show for how long.
    Throttled,
    /// No connection: offer *retry*.
    Offline,
    /// Azure failed or answered something unintelligible: offer *retry*.
    ServiceFailed,
    /// An argument or typed text was wrong: show it at the field.
    Invalid,
    /// The machine's clock is wrong: say so.
    ClockWrong,
    /// The app is locked: show the lock screen.
    Locked,
    /// A fault of Latchkey itself.
    Internal,
}

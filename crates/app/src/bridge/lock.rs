//! The lock, and the timers of the session.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// That the app is locked, and how it is unlocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct LockView {
    /// Since when, UTC.
    #[ts(type = "string")]
    pub since: Timestamp,
    /// Why.
    pub reason: LockReason,
    /// What unlocks it.
    pub unlocks_by: UnlockMethod,
    /// Whose session it is that unlocks it, by the name that people know it by.
    pub account_name: Option<String>,
    /// The application that the person signs in to in the browser to unlock it.
    pub client_id: Option<String>,
}

/// Why the app is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum LockReason {
    /// Somebody locked it.
    Demand,
    /// Nobody did anything for a while.
    Idle,
    /// The machine was suspended.
    Suspend,
}

/// What unlocks the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum UnlockMethod {
    /// The person signs in again in the browser, as the same account.
    Browser,
    /// The account is no person: a click, and the system's store has to give its key.
    Confirmation,
}

/// When the app locks by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct LockSettings {
    /// After so many minutes without a person; never if there is none.
    pub after_minutes: Option<u32>,
    /// When the machine comes back from being suspended.
    pub on_suspend: bool,
}

/// The timers of the current account's session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SessionTimer {
    /// Since when it is open, UTC; unknown for sessions of earlier versions.
    #[ts(type = "string | null")]
    pub signed_in_at: Option<Timestamp>,
    /// When the app locks if nobody does anything, UTC.
    #[ts(type = "string | null")]
    pub locks_at: Option<Timestamp>,
    /// From when on the token for Azure Resource Manager is renewed at its next use, UTC.
    #[ts(type = "string | null")]
    pub token_renews_after: Option<Timestamp>,
    /// When that token ends, UTC.
    #[ts(type = "string | null")]
    pub token_expires_at: Option<Timestamp>,
    /// How far this machine's clock is ahead of the sign-in service's, in milliseconds; behind if negative.
    #[ts(type = "number | null")]
    pub clock_ahead_ms: Option<i64>,
    /// When it locks by itself.
    pub lock: LockSettings,
}

/// How this machine's clock compares with the sign-in service's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ClockCheck {
    /// The host that was asked.
    pub host: String,
    /// How far this machine is ahead, in milliseconds; behind if negative. None if it did not answer.
    #[ts(type = "number | null")]
    pub ahead_ms: Option<i64>,
    /// How far off that may be, in milliseconds.
    #[ts(type = "number | null")]
    pub margin_ms: Option<i64>,
    /// Whether it is too far off to sign in.
    pub is_wrong: bool,
}

//! Faults that can be put into a running demo cloud: what Azure and networks do on bad days.
//!
//! The process that owns the demo cloud puts them in, directly or through the control API. No request on Azure's
//! side of the wire can.

mod corruption;
mod request_faults;

use std::{sync::Mutex, time::Duration};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::lock::lock;
pub(crate) use corruption::Corruption;
pub(crate) use request_faults::{Interruption, RegenerationFault, Replacement, RequestFaults};

/// Something that goes wrong, a number of times or once.
///
/// Those with a path concern the next requests whose path contains it; letter case carries no meaning, and an
/// empty one concerns every path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Fault {
    /// Answers requests with this status instead of doing them.
    Status {
        /// Part of the path.
        #[serde(default)]
        path_contains: String,
        /// The HTTP status.
        status: u16,
        /// Headers of the answer.
        #[serde(default)]
        headers: Vec<(String, String)>,
        /// Body of the answer, as it is.
        #[serde(default)]
        body: String,
        /// For how many requests.
        #[serde(default = "once")]
        times: u32,
    },
    /// Closes the connection without an answer; the request is not done.
    DropConnection {
        /// Part of the path.
        #[serde(default)]
        path_contains: String,
        /// For how many requests.
        #[serde(default = "once")]
        times: u32,
    },
    /// Resets the connection (TCP RST) without an answer; the request is not done.
    ResetConnection {
        /// Part of the path.
        #[serde(default)]
        path_contains: String,
        /// For how many requests.
        #[serde(default = "once")]
        times: u32,
    },
    /// Waits on the demo cloud's clock before it does a request.
    Hold {
        /// Part of the path.
        #[serde(default)]
        path_contains: String,
        /// How long, in milliseconds where it is written down.
        #[serde(rename = "milliseconds", with = "milliseconds")]
        duration: Duration,
        /// For how many requests.
        #[serde(default = "once")]
        times: u32,
    },
    /// Refuses the token with a claims challenge, as continuous access evaluation does.
    ClaimsChallenge {
        /// Part of the path.
        #[serde(default)]
        path_contains: String,
        /// For how many requests.
        #[serde(default = "once")]
        times: u32,
    },
    /// Does the request, sends half of the answer and closes the connection.
    HalfAnswer {
        /// Part of the path.
        #[serde(default)]
        path_contains: String,
        /// For how many requests.
        #[serde(default = "once")]
        times: u32,
    },
    /// Does the request and answers with JSON that stops in the middle.
    MalformedJson {
        /// Part of the path.
        #[serde(default)]
        path_contains: String,
        /// For how many requests.
        #[serde(default = "once")]
        times: u32,
    },
    /// Does the request and leaves a field out of the answer wherever it stands.
    DropField {
        /// Part of the path.
        #[serde(default)]
        path_contains: String,
        /// Name of the field.
        field: String,
        /// For how many requests.
        #[serde(default = "once")]
        times: u32,
    },
    /// Does the request and answers with null in a field wherever it stands.
    NullField {
        /// Part of the path.
        #[serde(default)]
        path_contains: String,
        /// Name of the field.
        field: String,
        /// For how many requests.
        #[serde(default = "once")]
        times: u32,
    },
    /// A regeneration reports success and leaves the key as it was.
    EchoOldKey {
        /// For how many regenerations.
        #[serde(default = "once")]
        times: u32,
    },
    /// A regeneration changes the key that was not named as well.
    ChangeOtherSlotToo {
        /// For how many regenerations.
        #[serde(default = "once")]
        times: u32,
    },
    /// A regeneration is accepted and ends as failed, with the keys unchanged.
    FailOperation {
        /// For how many regenerations.
        #[serde(default = "once")]
        times: u32,
    },
    /// Before the next request: every refresh token and browser session is revoked. Users' older access tokens are
    /// challenged, if their clients handle claims challenges.
    RevokeRefreshTokens,
}

/// The faults of one demo cloud, in the order in which they were put in.
#[derive(Debug, Default)]
pub struct Faults {
    pending: Mutex<Vec<Fault>>,
    /// Access tokens issued up to here count as expired.
    expired_up_to: Mutex<Option<Timestamp>>,
}

impl Faults {
    /// Puts a fault in. One that is to happen zero times is not kept.
    pub fn inject(&self, fault: Fault) {
        if !fault.is_spent() {
            lock(&self.pending).push(fault);
        }
    }

    /// Takes every fault out that has not happened yet.
    pub fn clear(&self) {
        lock(&self.pending).clear();
    }

    /// The faults that have not happened yet, with the number of times that is left.
    pub fn pending(&self) -> Vec<Fault> {
        lock(&self.pending).clone()
    }

    /// Lets every access token that was issued up to this moment count as expired.
    pub(crate) fn expire_tokens(&self, now: Timestamp) {
        *lock(&self.expired_up_to) = Some(now);
    }

    /// When a token that was issued at this second was made to expire, if it was.
    pub(crate) fn expired_at(&self, issued_at: i64) -> Option<Timestamp> {
        lock(&self.expired_up_to).filter(|up_to| issued_at <= up_to.as_second())
    }

    pub(crate) fn take_revocation(&self) -> bool {
        let mut pending = lock(&self.pending);
        let before = pending.len();
        pending.retain(|fault| !matches!(fault, Fault::RevokeRefreshTokens));
        pending.len() != before
    }
}

impl Fault {
    /// Whether an answer that it gives can be written as HTTP.
    pub(crate) fn can_be_sent(&self) -> bool {
        const FRAMING: [&str; 3] = ["content-length", "transfer-encoding", "connection"];
        match self {
            Self::Status { status, headers, .. } => {
                let is_framing = |name: &str| FRAMING.iter().any(|one| one.eq_ignore_ascii_case(name));
                (200..600).contains(status) && !headers.iter().any(|(name, _)| is_framing(name))
            }
            _ => true,
        }
    }

    fn is_spent(&self) -> bool {
        let mut copy = self.clone();
        copy.times_mut().is_some_and(|times| *times == 0)
    }

    /// How often it is still to happen; nothing for one that happens once and for all.
    fn times_mut(&mut self) -> Option<&mut u32> {
        match self {
            Self::Status { times, .. }
            | Self::DropConnection { times, .. }
            | Self::ResetConnection { times, .. }
            | Self::Hold { times, .. }
            | Self::ClaimsChallenge { times, .. }
            | Self::HalfAnswer { times, .. }
            | Self::MalformedJson { times, .. }
            | Self::DropField { times, .. }
            | Self::NullField { times, .. }
            | Self::EchoOldKey { times }
            | Self::ChangeOtherSlotToo { times }
            | Self::FailOperation { times } => Some(times),
            Self::RevokeRefreshTokens => None,
        }
    }
}

fn once() -> u32 {
    1
}

/// A duration written down as whole milliseconds.
mod milliseconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_millis)
    }
}

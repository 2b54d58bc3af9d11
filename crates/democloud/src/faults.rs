//! Faults that a test puts into the running demo cloud: what Azure and networks do on bad days.
//!
//! They are controls of the process that owns the demo cloud; nothing on the wire can reach them.

use std::{sync::Mutex, time::Duration};

use crate::core::lock;

/// Something that goes wrong, a number of times or once.
#[derive(Debug, Clone)]
pub enum Fault {
    /// Answers requests whose path contains a text with this status instead of doing them.
    Status {
        /// Part of the path; letter case carries no meaning. Empty for every path.
        path_contains: String,
        /// The HTTP status.
        status: u16,
        /// Headers of the answer.
        headers: Vec<(String, String)>,
        /// Body of the answer, as it is.
        body: String,
        /// For how many requests.
        times: u32,
    },
    /// Closes the connection without an answer; the request is not done.
    DropConnection {
        /// Part of the path; letter case carries no meaning. Empty for every path.
        path_contains: String,
        /// For how many requests.
        times: u32,
    },
    /// Waits on the demo cloud's clock before it does a request.
    Hold {
        /// Part of the path; letter case carries no meaning. Empty for every path.
        path_contains: String,
        /// How long.
        duration: Duration,
        /// For how many requests.
        times: u32,
    },
    /// A regeneration reports success and leaves the key as it was.
    EchoOldKey {
        /// For how many regenerations.
        times: u32,
    },
    /// A regeneration changes the key that was not named as well.
    ChangeOtherSlotToo {
        /// For how many regenerations.
        times: u32,
    },
    /// A regeneration is accepted and ends as failed, with the keys unchanged.
    FailOperation {
        /// For how many regenerations.
        times: u32,
    },
    /// Before the next request: every refresh token and browser session is revoked.
    RevokeRefreshTokens,
}

/// The faults of one demo cloud, in the order in which they were put in.
#[derive(Debug, Default)]
pub struct Faults {
    pending: Mutex<Vec<Fault>>,
}

/// What is to happen to a request before it is done.
#[derive(Debug, Default)]
pub(crate) struct Disturbance {
    pub(crate) hold: Option<Duration>,
    pub(crate) drops: bool,
    pub(crate) instead: Option<Instead>,
}

/// The answer that is given in place of the right one.
#[derive(Debug)]
pub(crate) struct Instead {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

/// What is to happen to a regeneration of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RegenerationFault {
    EchoOldKey,
    ChangeOtherSlotToo,
    Fail,
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

    pub(crate) fn for_request(&self, path: &str) -> Disturbance {
        let path = path.to_lowercase();
        let concerns = |text: &str| path.contains(&text.to_lowercase());
        let mut disturbance = Disturbance::default();
        let mut pending = lock(&self.pending);
        for fault in pending.iter_mut() {
            match fault {
                Fault::Hold { path_contains, duration, times }
                    if disturbance.hold.is_none() && concerns(path_contains) =>
                {
                    *times -= 1;
                    disturbance.hold = Some(*duration);
                }
                Fault::DropConnection { path_contains, times }
                    if disturbance.is_passing() && concerns(path_contains) =>
                {
                    *times -= 1;
                    disturbance.drops = true;
                }
                Fault::Status { path_contains, status, headers, body, times }
                    if disturbance.is_passing() && concerns(path_contains) =>
                {
                    *times -= 1;
                    disturbance.instead =
                        Some(Instead { status: *status, headers: headers.clone(), body: body.clone() });
                }
                _ => {}
            }
        }
        pending.retain(|fault| !fault.is_spent());
        disturbance
    }

    pub(crate) fn for_regeneration(&self) -> Option<RegenerationFault> {
        let mut pending = lock(&self.pending);
        let taken = pending.iter_mut().find_map(|fault| {
            let (kind, times) = match fault {
                Fault::EchoOldKey { times } => (RegenerationFault::EchoOldKey, times),
                Fault::ChangeOtherSlotToo { times } => (RegenerationFault::ChangeOtherSlotToo, times),
                Fault::FailOperation { times } => (RegenerationFault::Fail, times),
                _ => return None,
            };
            *times -= 1;
            Some(kind)
        });
        pending.retain(|fault| !fault.is_spent());
        taken
    }

    pub(crate) fn take_revocation(&self) -> bool {
        let mut pending = lock(&self.pending);
        let before = pending.len();
        pending.retain(|fault| !matches!(fault, Fault::RevokeRefreshTokens));
        pending.len() != before
    }
}

impl Disturbance {
    fn is_passing(&self) -> bool {
        !self.drops && self.instead.is_none()
    }
}

impl Fault {
    fn is_spent(&self) -> bool {
        match self {
            Self::Status { times, .. }
            | Self::DropConnection { times, .. }
            | Self::Hold { times, .. }
            | Self::EchoOldKey { times }
            | Self::ChangeOtherSlotToo { times }
            | Self::FailOperation { times } => *times == 0,
            Self::RevokeRefreshTokens => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_happens_as_often_as_it_says_and_only_where_it_says() {
        let faults = Faults::default();
        faults.inject(Fault::DropConnection { path_contains: "ListKeys".to_owned(), times: 2 });
        let dropped: Vec<bool> = ["/a/listkeys", "/a/token", "/b/listKeys", "/a/listkeys"]
            .into_iter()
            .map(|path| faults.for_request(path).drops)
            .collect();
        assert_eq!(dropped, [true, false, true, false]);
    }

    #[test]
    fn one_request_takes_one_answer() {
        let faults = Faults::default();
        for status in [503, 429] {
            faults.inject(Fault::Status {
                path_contains: String::new(),
                status,
                headers: Vec::new(),
                body: String::new(),
                times: 1,
            });
        }
        let statuses: Vec<Option<u16>> =
            (0..3).map(|_| faults.for_request("/").instead.map(|instead| instead.status)).collect();
        assert_eq!(statuses, [Some(503), Some(429), None]);
    }
}

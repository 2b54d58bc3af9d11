//! Picks, from the pending faults, those that concern a request or a regeneration.

use std::time::Duration;

use super::{Corruption, Fault, Faults};
use crate::lock::lock;

/// What is to happen to one request.
#[derive(Debug, Default)]
pub(crate) struct RequestFaults {
    pub(crate) hold: Option<Duration>,
    /// Set if the request is not done.
    pub(crate) interruption: Option<Interruption>,
    /// What is done to the answer of a request that is done.
    pub(crate) corruption: Option<Corruption>,
}

/// How a request ends that is not done.
#[derive(Debug)]
pub(crate) enum Interruption {
    Drop,
    Reset,
    Challenge,
    Answer(Replacement),
}

/// The answer that is given in place of the right one.
#[derive(Debug)]
pub(crate) struct Replacement {
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

/// What a fault does to a request.
enum Effect {
    Hold(Duration),
    End(Interruption),
    Corrupt(Corruption),
}

impl Faults {
    /// Takes what concerns a request to this path: at most one wait, and one interruption or one corrupted answer.
    pub(crate) fn for_request(&self, path: &str) -> RequestFaults {
        let path = path.to_lowercase();
        let mut faults = RequestFaults::default();
        let mut pending = lock(&self.pending);
        for fault in pending.iter_mut() {
            let concerns = fault.path().is_some_and(|part| path.contains(&part.to_lowercase()));
            if let Some(effect) = fault.effect().filter(|_| concerns)
                && faults.take(effect)
            {
                fault.happen();
            }
        }
        pending.retain(|fault| !fault.is_spent());
        faults
    }

    pub(crate) fn for_regeneration(&self) -> Option<RegenerationFault> {
        let mut pending = lock(&self.pending);
        let taken = pending.iter_mut().find_map(|fault| {
            let kind = match fault {
                Fault::EchoOldKey { .. } => RegenerationFault::EchoOldKey,
                Fault::ChangeOtherSlotToo { .. } => RegenerationFault::ChangeOtherSlotToo,
                Fault::FailOperation { .. } => RegenerationFault::Fail,
                _ => return None,
            };
            fault.happen();
            Some(kind)
        });
        pending.retain(|fault| !fault.is_spent());
        taken
    }
}

impl RequestFaults {
    /// Whether there is room for this effect; then it is taken.
    fn take(&mut self, effect: Effect) -> bool {
        let is_passing = self.interruption.is_none() && self.corruption.is_none();
        match effect {
            Effect::Hold(duration) if self.hold.is_none() => self.hold = Some(duration),
            Effect::End(interruption) if is_passing => self.interruption = Some(interruption),
            Effect::Corrupt(corruption) if is_passing => self.corruption = Some(corruption),
            _ => return false,
        }
        true
    }
}

impl Fault {
    /// The part of the path that it concerns, if it concerns requests.
    fn path(&self) -> Option<&str> {
        match self {
            Self::Status { path_contains, .. }
            | Self::DropConnection { path_contains, .. }
            | Self::ResetConnection { path_contains, .. }
            | Self::Hold { path_contains, .. }
            | Self::ClaimsChallenge { path_contains, .. }
            | Self::HalfAnswer { path_contains, .. }
            | Self::MalformedJson { path_contains, .. }
            | Self::DropField { path_contains, .. }
            | Self::NullField { path_contains, .. } => Some(path_contains),
            _ => None,
        }
    }

    fn effect(&self) -> Option<Effect> {
        Some(match self {
            Self::Hold { duration, .. } => Effect::Hold(*duration),
            Self::Status { status, headers, body, .. } => {
                let (headers, body) = (headers.clone(), body.clone());
                Effect::End(Interruption::Answer(Replacement { status: *status, headers, body }))
            }
            Self::DropConnection { .. } => Effect::End(Interruption::Drop),
            Self::ResetConnection { .. } => Effect::End(Interruption::Reset),
            Self::ClaimsChallenge { .. } => Effect::End(Interruption::Challenge),
            Self::HalfAnswer { .. } => Effect::Corrupt(Corruption::Half),
            Self::MalformedJson { .. } => Effect::Corrupt(Corruption::Malformed),
            Self::DropField { field, .. } => Effect::Corrupt(Corruption::WithoutField(field.clone())),
            Self::NullField { field, .. } => Effect::Corrupt(Corruption::NullField(field.clone())),
            _ => return None,
        })
    }

    /// Counts one time.
    fn happen(&mut self) {
        if let Some(times) = self.times_mut() {
            *times = times.saturating_sub(1);
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
            .map(|path| matches!(faults.for_request(path).interruption, Some(Interruption::Drop)))
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
        faults.inject(Fault::HalfAnswer { path_contains: String::new(), times: 1 });
        let happened: Vec<(Option<u16>, bool)> = (0..4)
            .map(|_| {
                let RequestFaults { interruption, corruption, .. } = faults.for_request("/");
                let status = match interruption {
                    Some(Interruption::Answer(instead)) => Some(instead.status),
                    _ => None,
                };
                (status, corruption.is_some())
            })
            .collect();
        assert_eq!(happened, [(Some(503), false), (Some(429), false), (None, true), (None, false)]);
    }
}

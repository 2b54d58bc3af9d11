//! Starts long-running operations, the same for every kind of service: accepted at once, done a second later. The
//! regeneration of a key is the most important one.

use std::time::Duration;

use jiff::Timestamp;
use latchkey_types::{Entropy, Secret};
use serde::Deserialize;

use crate::{
    core::Core,
    faults::RegenerationFault,
    random,
    state::{Change, KeyChange, Keys, Operation, OperationKind, Outcome, Slot, State, Target},
};

/// How long a change takes on the demo cloud's clock.
const DURATION: Duration = Duration::from_secs(1);

/// What callers are told of a regeneration that failed.
pub(crate) const FAILURE: &str = "The keys could not be regenerated. They are unchanged.";

/// The request's body.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    key_type: Option<String>,
    key_value: Option<Secret>,
}

/// A wanted for another key. Without a value, or with the one that the key has already, a random one is
/// made: whoever asks for another key is not left with the old one.
pub(crate) struct RegenerateKeyRequest {
    slot: Slot,
    key: Option<Secret>,
}

impl RegenerateKeyRequest {
    /// Reads a request's body; the error is the text for the caller.
    pub(crate) fn parse(body: &[u8]) -> Result<Self, &'static str> {
        let body: Body =
            serde_json::from_slice(body).map_err(|_| "The request body could not be read as JSON.")?;
        let slot = body.key_type.as_deref().and_then(Slot::parse);
        let slot = slot.ok_or("The keyType must be 'Primary' or 'Secondary'.")?;
        Ok(Self { slot, key: body.key_value.filter(|key| !key.is_empty()) })
    }
}

/// Accepts a regeneration and returns the id of its operation, or nothing if there are no such keys.
pub(crate) fn start(
    core: &Core,
    state: &mut State,
    target: Target,
    wanted: RegenerateKeyRequest,
) -> Option<String> {
    let keys = state.keys_mut(&target)?;
    let change = plan(keys, wanted, core.faults.for_regeneration(), &*core.entropy).map(Change::Keys);
    Some(add(core, state, target, OperationKind::RegenerateKeys, change))
}

/// Regenerates a key at once. Returns whether it could.
pub(crate) fn regenerate_now(
    core: &Core,
    state: &mut State,
    target: &Target,
    wanted: RegenerateKeyRequest,
) -> bool {
    let Some(keys) = state.keys_mut(target) else { return false };
    let Some(change) = plan(keys, wanted, core.faults.for_regeneration(), &*core.entropy) else {
        return false;
    };
    change.apply(keys);
    state.touch();
    true
}

/// Accepts another change; the id of its operation comes back.
pub(crate) fn begin(core: &Core, state: &mut State, target: Target, change: Change) -> String {
    let kind = change.kind();
    add(core, state, target, kind, Some(change))
}

fn add(
    core: &Core,
    state: &mut State,
    target: Target,
    kind: OperationKind,
    change: Option<Change>,
) -> String {
    let now = core.now();
    let id = core.entropy.uuid().to_string();
    state.start_operation(Operation {
        id: id.clone(),
        target,
        kind,
        started_at: now,
        ready_at: ready_at(now),
        ended_at: None,
        outcome: Outcome::Running,
        change,
    });
    id
}

fn ready_at(now: Timestamp) -> Timestamp {
    now.checked_add(DURATION).unwrap_or(now)
}

/// What a regeneration will do; nothing if it is to fail.
fn plan(
    keys: &Keys,
    wanted: RegenerateKeyRequest,
    fault: Option<RegenerationFault>,
    entropy: &dyn Entropy,
) -> Option<KeyChange> {
    let slot = wanted.slot;
    let key = match (fault, wanted.key) {
        (Some(RegenerationFault::Fail), _) => return None,
        (Some(RegenerationFault::EchoOldKey), _) => keys.slot(slot).clone(),
        (_, Some(key)) if !keys.slot(slot).matches(&key) => key,
        _ => random::service_key(entropy),
    };
    let also = (fault == Some(RegenerationFault::ChangeOtherSlotToo))
        .then(|| Box::new(KeyChange { slot: slot.other(), key: random::service_key(entropy), also: None }));
    Some(KeyChange { slot, key, also })
}

#[cfg(test)]
mod tests {
    use super::*;
    use latchkey_types::OsEntropy;

    /// Which of the two keys changed.
    fn changed(body: &str, fault: Option<RegenerationFault>) -> Option<(bool, bool)> {
        let mut keys = Keys::random(&OsEntropy);
        let (primary, secondary) = (keys.primary.clone(), keys.secondary.clone());
        let Ok(wanted) = RegenerateKeyRequest::parse(body.as_bytes()) else { panic!("{body}") };
        plan(&keys, wanted, fault, &OsEntropy)?.apply(&mut keys);
        Some((!keys.primary.matches(&primary), !keys.secondary.matches(&secondary)))
    }

    #[test]
    fn exactly_the_named_key_changes() {
        assert_eq!(changed(r#"{"keyType":"Primary"}"#, None), Some((true, false)));
        assert_eq!(changed(r#"{"keyType":"secondary","keyValue":null}"#, None), Some((false, true)));
        assert_eq!(changed(r#"{"keyType":"Primary","keyValue":"own"}"#, None), Some((true, false)));
    }

    #[test]
    fn a_key_that_is_sent_back_is_not_kept() {
        let mut keys = Keys::random(&OsEntropy);
        // EXPOSE: the test sends a key back that opens nothing.
        let present = keys.primary.expose().to_owned();
        let body = serde_json::json!({"keyType": "Primary", "keyValue": present}).to_string();
        let Ok(wanted) = RegenerateKeyRequest::parse(body.as_bytes()) else { panic!("{body}") };
        plan(&keys, wanted, None, &OsEntropy).unwrap().apply(&mut keys);
        assert!(!keys.primary.matches(&Secret::new(present)));
    }

    #[test]
    fn faults_do_what_they_say() {
        let check = |fault, expected| assert_eq!(changed(r#"{"keyType":"Primary"}"#, Some(fault)), expected);
        check(RegenerationFault::EchoOldKey, Some((false, false)));
        check(RegenerationFault::ChangeOtherSlotToo, Some((true, true)));
        check(RegenerationFault::Fail, None);
    }

    #[test]
    fn other_bodies_are_refused() {
        for body in ["", "null", "[]", "{}", r#"{"keyType":"Third"}"#, r#"{"keyType":1}"#] {
            assert!(RegenerateKeyRequest::parse(body.as_bytes()).is_err(), "{body}");
        }
    }
}

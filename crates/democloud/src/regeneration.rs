//! Regenerating a key, the same for both generations of services: accepted at once, done a second later.

use std::time::Duration;

use jiff::Timestamp;
use latchkey_types::{Entropy, Secret};
use serde::Deserialize;

use crate::{
    core::Core,
    faults::RegenerationFault,
    random,
    state::{KeyChange, Keys, Operation, Outcome, Slot, State, Target},
};

/// How long a regeneration takes on the demo cloud's clock.
const DURATION: Duration = Duration::from_secs(1);

/// The request's body.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    key_type: Option<String>,
    key_value: Option<Secret>,
}

/// A wish for another key. Without a value a random one is made.
pub(crate) struct Wish {
    slot: Slot,
    key: Option<Secret>,
}

impl Wish {
    /// Reads a request's body; the error is the text for the caller.
    pub(crate) fn parse(body: &[u8]) -> Result<Self, &'static str> {
        let body: Body =
            serde_json::from_slice(body).map_err(|_| "The request body could not be read as JSON.")?;
        let slot = body.key_type.as_deref().and_then(Slot::parse);
        let slot = slot.ok_or("The keyType must be 'Primary' or 'Secondary'.")?;
        Ok(Self { slot, key: body.key_value.filter(|key| !key.is_empty()) })
    }
}

/// Accepts a wish; the id of the operation that fulfils it comes back, or nothing without such keys.
pub(crate) fn start(core: &Core, state: &mut State, target: Target, wish: Wish) -> Option<String> {
    let now = core.now();
    let keys = state.keys_mut(&target)?;
    let change = plan(keys, wish, core.faults.for_regeneration(), &*core.entropy);
    let operation = Operation {
        id: core.entropy.uuid().to_string(),
        target,
        started_at: now,
        ready_at: ready_at(now),
        ended_at: None,
        outcome: Outcome::Running,
        change,
    };
    let id = operation.id.clone();
    state.start_operation(operation);
    Some(id)
}

fn ready_at(now: Timestamp) -> Timestamp {
    now.checked_add(DURATION).unwrap_or(now)
}

/// What a regeneration will do; nothing if it is to fail.
fn plan(
    keys: &Keys,
    wish: Wish,
    fault: Option<RegenerationFault>,
    entropy: &dyn Entropy,
) -> Option<KeyChange> {
    let slot = wish.slot;
    let key = match (fault, wish.key) {
        (Some(RegenerationFault::Fail), _) => return None,
        (Some(RegenerationFault::EchoOldKey), _) => keys.slot(slot).clone(),
        (_, Some(key)) => key,
        (_, None) => random::service_key(entropy),
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
        let Ok(wish) = Wish::parse(body.as_bytes()) else { panic!("{body}") };
        plan(&keys, wish, fault, &OsEntropy)?.apply(&mut keys);
        Some((!keys.primary.matches(&primary), !keys.secondary.matches(&secondary)))
    }

    #[test]
    fn exactly_the_named_key_changes() {
        assert_eq!(changed(r#"{"keyType":"Primary"}"#, None), Some((true, false)));
        assert_eq!(changed(r#"{"keyType":"secondary","keyValue":null}"#, None), Some((false, true)));
        assert_eq!(changed(r#"{"keyType":"Primary","keyValue":"own"}"#, None), Some((true, false)));
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
            assert!(Wish::parse(body.as_bytes()).is_err(), "{body}");
        }
    }
}

//! Regenerating one key under a lease, and judging what became of it.

use std::{sync::Arc, time::Duration};

use latchkey_azure::{Error, OperationOutcome, services::ServiceId};
use latchkey_types::Clock;

use crate::{
    AppError, Events, Reason,
    bridge::{Change, JobOutcome, KeyRegeneration, KeySlot, RegenerationOutcome, SlotFingerprints},
    inventory::Inventory,
    jobs::Progress,
    session::Lease,
};

/// Looks at the keys after a regeneration that seems to have changed nothing: lists can lag behind.
const LOOKS: u32 = 4;
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

/// One regeneration.
pub(super) struct Regeneration {
    pub(super) lease: Lease,
    pub(super) slot: KeySlot,
    /// The fingerprints before it.
    pub(super) before: SlotFingerprints,
    /// The service's handle.
    pub(super) service: String,
    pub(super) name: String,
    pub(super) id: ServiceId,
    pub(super) inventory: Arc<Inventory>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) events: Arc<dyn Events>,
}

impl Regeneration {
    /// Regenerates the key and proves it. It can be stopped before the request is sent, and while Azure works on it;
    /// then the keys are listed once more.
    pub(super) async fn run(&self, progress: &Progress) -> JobOutcome {
        let outcome = match self.regenerate(progress).await {
            Ok(regeneration) => {
                progress.advance(1);
                JobOutcome::Regenerated { regeneration }
            }
            Err(error) => JobOutcome::Failed { error: error.into() },
        };
        self.events.notify(Change::Service { service: self.service.clone() });
        outcome
    }

    async fn regenerate(&self, progress: &Progress) -> Result<KeyRegeneration, AppError> {
        if progress.stop().is_cancelled() {
            return Err(Reason::JobStopped.into());
        }
        let begun_at = self.clock.now();
        let started = progress.stop().run_until_cancelled(self.lease.regenerate_key()).await;
        let started = match started {
            Some(Err(error)) if error.is_forbidden() => return Err(error.into()),
            started => started,
        };
        // Whatever the answer was, the key may have changed: only the keys tell.
        let looks = match started {
            Some(Ok(OperationOutcome::Succeeded | OperationOutcome::Unknown)) => LOOKS,
            _ => 1,
        };
        let after = match (self.list_until_changed(looks).await, &started) {
            (Ok(after), _) => after,
            (Err(listing), _) => {
                let cause = started.and_then(Result::err).unwrap_or(listing);
                return Err(AppError::Unproven(Box::new(cause.into())));
            }
        };
        self.inventory.remember_fingerprints(&self.id, after.clone());
        let outcome = match (judge(self.slot, &self.before, &after), started) {
            // Azure may still be at it.
            (RegenerationOutcome::Unchanged, None) => RegenerationOutcome::Unproven,
            (RegenerationOutcome::Unchanged, Some(Err(error))) => return Err(error.into()),
            (RegenerationOutcome::Unchanged, Some(Ok(OperationOutcome::Failed { code, message }))) => {
                let service = self.name.clone();
                let (azure_code, azure_message) = (code, message);
                return Err(Reason::RegenerationFailed { service, azure_code, azure_message }.into());
            }
            (outcome, _) => outcome,
        };
        let took = self.clock.now().duration_since(begun_at).unsigned_abs();
        Ok(KeyRegeneration {
            slot: self.slot,
            outcome,
            before: self.before.clone(),
            after,
            took_ms: u64::try_from(took.as_millis()).unwrap_or(0),
        })
    }

    /// Lists the keys, again while nothing has changed: lists can lag behind.
    async fn list_until_changed(&self, looks: u32) -> Result<SlotFingerprints, Error> {
        let mut after = self.lease.list_fingerprints().await?;
        for _ in 1..looks {
            if judge(self.slot, &self.before, &after) != RegenerationOutcome::Unchanged {
                break;
            }
            self.clock.sleep(BETWEEN_LOOKS).await;
            after = self.lease.list_fingerprints().await?;
        }
        Ok(after)
    }
}

/// What became of a regeneration that ended while the app was locked.
pub(super) fn notice(slot: KeySlot, name: &str, outcome: &JobOutcome) -> String {
    let slot = match slot {
        KeySlot::Primary => "primary",
        KeySlot::Secondary => "secondary",
    };
    let outcome = match outcome {
        JobOutcome::Regenerated { regeneration } => match regeneration.outcome {
            RegenerationOutcome::Rotated => "was regenerated",
            RegenerationOutcome::Unchanged => "is unchanged after a regeneration",
            RegenerationOutcome::OtherChanged => "was to be regenerated, and the other key changed",
            RegenerationOutcome::Unproven => "may have changed",
        },
        JobOutcome::Failed { error } if *error.reason == Reason::RegenerationUnproven => "may have changed",
        JobOutcome::Failed { .. } => "could not be regenerated",
    };
    format!("The {slot} key of {name} {outcome} while Latchkey was locked.")
}

/// *Rotated* needs four keys: this slot's before and after, different; the other's before and after, the same.
/// A change of the other one is told whatever became of this one, for its callers are refused.
fn judge(slot: KeySlot, before: &SlotFingerprints, after: &SlotFingerprints) -> RegenerationOutcome {
    let pairs = [(&before.primary, &after.primary), (&before.secondary, &after.secondary)];
    let (this, other) = match slot {
        KeySlot::Primary => (pairs[0], pairs[1]),
        KeySlot::Secondary => (pairs[1], pairs[0]),
    };
    match (this, other) {
        (_, (Some(a), Some(b))) if a != b => RegenerationOutcome::OtherChanged,
        ((Some(a), Some(b)), _) if a == b => RegenerationOutcome::Unchanged,
        ((Some(_), Some(_)), (Some(_), Some(_))) => RegenerationOutcome::Rotated,
        _ => RegenerationOutcome::Unproven,
    }
}

#[cfg(test)]
mod tests {
    use latchkey_types::{Fingerprint, Secret};

    use super::*;

    #[test]
    fn rotated_is_said_only_when_one_key_changed_and_the_other_did_not() {
        use KeySlot::{Primary, Secondary};
        use RegenerationOutcome::{OtherChanged, Rotated, Unchanged, Unproven};
        let prints = |primary: &str, secondary: &str| {
            let of = |text: &str| (!text.is_empty()).then(|| Fingerprint::of(&Secret::new(text)));
            SlotFingerprints { primary: of(primary), secondary: of(secondary) }
        };
        let check = |slot, before: (&str, &str), after: (&str, &str), expected| {
            assert_eq!(judge(slot, &prints(before.0, before.1), &prints(after.0, after.1)), expected);
        };
        check(Primary, ("a", "b"), ("c", "b"), Rotated);
        check(Secondary, ("a", "b"), ("a", "c"), Rotated);
        check(Primary, ("a", "b"), ("a", "b"), Unchanged);
        check(Primary, ("a", "b"), ("a", "c"), OtherChanged);
        check(Primary, ("a", "b"), ("c", "d"), OtherChanged);
        check(Primary, ("", "b"), ("c", "b"), Unproven);
        check(Primary, ("a", "b"), ("c", ""), Unproven);
        check(Primary, ("", ""), ("", ""), Unproven);
    }
}

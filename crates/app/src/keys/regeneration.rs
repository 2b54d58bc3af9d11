//! Regenerating one key under a lease, and judging what became of it.

use std::{sync::Arc, time::Duration};

use latchkey_azure::{Error, OperationOutcome, services::ServiceId};
use latchkey_types::Clock;
use latchkey_words::notice;

use crate::{
    AppError, Events, Reason,
    bridge::{Change, JobOutcome, KeyRegeneration, KeySlot, RegenerationOutcome, SlotFingerprints},
    inventory::Inventory,
    jobs::Progress,
    session::Lease,
};

/// Lists of the keys after a regeneration that seems to have changed nothing: lists can lag behind.
const LIST_ATTEMPTS: u32 = 4;
const LIST_INTERVAL: Duration = Duration::from_secs(1);

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
        let attempts = match started {
            Some(Ok(OperationOutcome::Succeeded | OperationOutcome::Unknown)) => LIST_ATTEMPTS,
            _ => 1,
        };
        let after = match self.list_until_changed(attempts).await {
            Ok(after) => after,
            Err(listing) => {
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
    async fn list_until_changed(&self, attempts: u32) -> Result<SlotFingerprints, Error> {
        let mut after = self.lease.list_fingerprints().await?;
        for _ in 1..attempts {
            if judge(self.slot, &self.before, &after) != RegenerationOutcome::Unchanged {
                break;
            }
            self.clock.sleep(LIST_INTERVAL).await;
            after = self.lease.list_fingerprints().await?;
        }
        Ok(after)
    }
}

/// What became of a regeneration that ended while the app was locked.
pub(super) fn notice(slot: KeySlot, service: &str, outcome: &JobOutcome) -> String {
    use KeySlot::{Primary, Secondary};
    let outcome = match outcome {
        JobOutcome::Regenerated { regeneration } => Some(regeneration.outcome),
        JobOutcome::Failed { error } if *error.reason == Reason::RegenerationUnproven => {
            Some(RegenerationOutcome::Unproven)
        }
        JobOutcome::Failed { .. } => None,
    };
    match (slot, outcome) {
        (Primary, Some(RegenerationOutcome::Rotated)) => notice::primary_rotated(service),
        (Primary, Some(RegenerationOutcome::Unchanged)) => notice::primary_unchanged(service),
        (Primary, Some(RegenerationOutcome::OtherChanged)) => notice::primary_other_changed(service),
        (Primary, Some(RegenerationOutcome::Unproven)) => notice::primary_unproven(service),
        (Primary, None) => notice::primary_failed(service),
        (Secondary, Some(RegenerationOutcome::Rotated)) => notice::secondary_rotated(service),
        (Secondary, Some(RegenerationOutcome::Unchanged)) => notice::secondary_unchanged(service),
        (Secondary, Some(RegenerationOutcome::OtherChanged)) => notice::secondary_other_changed(service),
        (Secondary, Some(RegenerationOutcome::Unproven)) => notice::secondary_unproven(service),
        (Secondary, None) => notice::secondary_failed(service),
    }
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

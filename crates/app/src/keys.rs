//! The keys of a service: revealed, copied, regenerated and proven.

use std::{collections::HashSet, sync::Mutex, time::Duration};

use latchkey_azure::{
    Azure, OperationOutcome,
    keys::{KeyPair, KeyType},
    online_endpoints,
};
use latchkey_types::{Fingerprint, Secret};

use crate::{
    App, Change, CommandError, ErrorCode,
    bridge::{
        AuthMode, Copied, KeyRegeneration, KeySlot, RegenerationOutcome, RevealedKey, SlotFingerprints,
    },
    inventory::{KnownService, ServiceSource},
    plain_secret::plain,
};

/// Looks at the keys after a regeneration that seems to have changed nothing: lists can lag behind.
const LOOKS: u32 = 4;
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

/// Services whose key is being regenerated, by handle.
#[derive(Default)]
pub(crate) struct Regenerations(Mutex<HashSet<String>>);

impl App {
    /// Reads one key for the person to see.
    ///
    /// # Errors
    /// [`ErrorCode::Forbidden`] with the missing action; [`ErrorCode::NotFound`] if the slot is empty.
    pub async fn reveal_key(&self, service: &str, slot: KeySlot) -> Result<RevealedKey, CommandError> {
        let (key, fingerprints) = self.read_key(service, slot).await?;
        Ok(RevealedKey {
            // EXPOSE: the person asked to see this key; the window hides it after 30 seconds.
            value: key.expose().to_owned(),
            fingerprints,
            hide_at: self.clipboard.watch_revealed(key),
        })
    }

    /// Reads one key and puts it on the clipboard; it never enters the window.
    ///
    /// # Errors
    /// As [`App::reveal_key`], and [`ErrorCode::Internal`] if the clipboard cannot be used.
    pub async fn copy_key(&self, service: &str, slot: KeySlot) -> Result<Copied, CommandError> {
        let (key, fingerprints) = self.read_key(service, slot).await?;
        Ok(Copied { fingerprints: Some(fingerprints), ..self.copy_secret(key)? })
    }

    /// Has Azure make a new key in one slot, and proves it by listing the keys before and after.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] if `typed_name` is not the service's name or its key is being regenerated
    /// already; what Azure refused or failed. Whatever comes back without an error is told in `outcome`.
    pub async fn regenerate_key(
        &self,
        service: &str,
        slot: KeySlot,
        typed_name: &str,
    ) -> Result<KeyRegeneration, CommandError> {
        let (connection, known) = self.known_service(service).await?;
        if typed_name.trim() != known.summary.name {
            return Err(CommandError::invalid(
                "typedName",
                "Type the service's name exactly as it is shown.",
            ));
        }
        require_keys(&known)?;
        let _turn = self.regenerations.begin(service)?;
        let azure = connection.azure()?;
        let begun_at = self.ports.clock.now();
        let before = fingerprints(&list_keys(&azure, &known).await?);
        let started = match start(&azure, &known, slot).await {
            Err(error) if error.is_forbidden() => return Err(error.into()),
            started => started,
        };
        // Whatever the answer was, the key may have changed: only the keys tell.
        let looks = if matches!(started, Ok(OperationOutcome::Succeeded | OperationOutcome::Unknown)) {
            LOOKS
        } else {
            1
        };
        let after = self.list_until_changed(&azure, &known, slot, &before, looks).await;
        if let Ok(after) = &after {
            connection.inventory().remember_fingerprints(service, after.clone());
        }
        self.tell_of_change_while_locked(slot, &known.summary.name);
        self.ports.events.notify(Change::Services { service: Some(service.to_owned()) });
        let after = match after {
            Ok(after) => after,
            Err(listing) => {
                let cause = started.err().unwrap_or(listing);
                return Err(CommandError::from(cause).unproven());
            }
        };
        let outcome = judge(slot, &before, &after);
        if outcome == RegenerationOutcome::Unchanged {
            match started {
                Err(error) => return Err(error.into()),
                Ok(OperationOutcome::Failed { code, message }) => {
                    return Err(CommandError::operation_failed(&known.summary.name, code, message));
                }
                Ok(OperationOutcome::Succeeded | OperationOutcome::Unknown) => {}
            }
        }
        let took = self.ports.clock.now().duration_since(begun_at);
        Ok(KeyRegeneration {
            slot,
            outcome,
            before,
            after,
            took_ms: u64::try_from(took.as_millis()).unwrap_or(0),
        })
    }

    /// A locked window shows no outcome, so whoever unlocks it is told by a notice.
    fn tell_of_change_while_locked(&self, slot: KeySlot, name: &str) {
        if self.is_locked() {
            let slot = match slot {
                KeySlot::Primary => "primary",
                KeySlot::Secondary => "secondary",
            };
            let notice = format!("The {slot} key of {name} may have changed while Latchkey was locked.");
            self.state().notices.push(notice);
        }
    }

    /// Lists the keys, again while nothing has changed: lists can lag behind.
    async fn list_until_changed(
        &self,
        azure: &Azure,
        known: &KnownService,
        slot: KeySlot,
        before: &SlotFingerprints,
        looks: u32,
    ) -> Result<SlotFingerprints, latchkey_azure::Error> {
        let mut after = fingerprints(&list_keys(azure, known).await?);
        for _ in 1..looks {
            if judge(slot, before, &after) != RegenerationOutcome::Unchanged {
                break;
            }
            self.ports.clock.sleep(BETWEEN_LOOKS).await;
            after = fingerprints(&list_keys(azure, known).await?);
        }
        Ok(after)
    }

    async fn read_key(
        &self,
        service: &str,
        slot: KeySlot,
    ) -> Result<(Secret, SlotFingerprints), CommandError> {
        let (connection, known) = self.known_service(service).await?;
        require_keys(&known)?;
        let keys = list_keys(&connection.azure()?, &known).await?;
        let fingerprints = fingerprints(&keys);
        connection.inventory().remember_fingerprints(service, fingerprints.clone());
        let key = match slot {
            KeySlot::Primary => keys.primary,
            KeySlot::Secondary => keys.secondary,
        };
        // Somebody may have locked the app while Azure answered.
        self.refuse_if_locked()?;
        let empty =
            || CommandError::new(ErrorCode::NotFound, "Azure answered no key for this slot.".to_owned());
        Ok((plain(key.ok_or_else(empty)?, "key")?, fingerprints))
    }
}

impl Regenerations {
    /// Whether a key of any service is being regenerated.
    pub(crate) fn is_any(&self) -> bool {
        !self.0.lock().expect("no holder of this lock panics").is_empty()
    }

    /// One at a time for each service, until the returned guard is dropped.
    fn begin(&self, service: &str) -> Result<Turn<'_>, CommandError> {
        let is_first = self.0.lock().expect("no holder of this lock panics").insert(service.to_owned());
        if !is_first {
            return Err(CommandError::invalid("slot", "A key of this service is being regenerated already."));
        }
        Ok(Turn { regenerations: self, service: service.to_owned() })
    }
}

struct Turn<'a> {
    regenerations: &'a Regenerations,
    service: String,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.regenerations.0.lock().expect("no holder of this lock panics").remove(&self.service);
    }
}

fn require_keys(known: &KnownService) -> Result<(), CommandError> {
    if known.summary.auth_mode == AuthMode::Key {
        return Ok(());
    }
    Err(CommandError::invalid("service", "This service does not use keys."))
}

async fn list_keys(azure: &Azure, known: &KnownService) -> Result<KeyPair, latchkey_azure::Error> {
    match &known.source {
        ServiceSource::Endpoint(endpoint) => online_endpoints::list_keys(azure, &endpoint.id).await,
        ServiceSource::WebService(api, service) => api.list_keys(azure, &service.name).await,
    }
}

async fn start(
    azure: &Azure,
    known: &KnownService,
    slot: KeySlot,
) -> Result<OperationOutcome, latchkey_azure::Error> {
    let key = match slot {
        KeySlot::Primary => KeyType::Primary,
        KeySlot::Secondary => KeyType::Secondary,
    };
    match &known.source {
        ServiceSource::Endpoint(endpoint) => online_endpoints::regenerate_key(azure, &endpoint.id, key).await,
        ServiceSource::WebService(api, service) => api.regenerate_key(azure, &service.name, key).await,
    }
}

fn fingerprints(keys: &KeyPair) -> SlotFingerprints {
    let of = |key: &Option<Secret>| key.as_ref().map(Fingerprint::of);
    SlotFingerprints { primary: of(&keys.primary), secondary: of(&keys.secondary) }
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

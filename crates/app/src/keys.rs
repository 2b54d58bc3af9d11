//! The keys of a service: revealed, copied, regenerated and proven.

mod regeneration;

use std::{collections::HashSet, path::Path, sync::Arc};

use latchkey_azure::{
    keys::{KeyPair, KeyType},
    services::ServiceId,
};
use latchkey_types::{Clock, Fingerprint, Secret};

use self::regeneration::Regeneration;
use parking_lot::Mutex;

use crate::{
    AppError, Events, Reason, SecretKind,
    bridge::{CallLanguage, Copied, JobOutcome, JobSubject, KeySlot, SlotFingerprints},
    clipboard_guard::ClipboardGuard,
    handle::ServiceHandle,
    inventory::KnownService,
    jobs::Jobs,
    lock::Lock,
    notices::{About, Notices},
    services,
    session::{LeasePlan, Released, RevealedKey, Session},
};

/// Reads and regenerates keys.
pub(crate) struct Keys {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) events: Arc<dyn Events>,
    pub(crate) clipboard: Arc<ClipboardGuard>,
    pub(crate) jobs: Arc<Jobs>,
    pub(crate) lock: Arc<Lock>,
    pub(crate) notices: Arc<Notices>,
    pub(crate) regenerations: Regenerations,
}

/// Services whose key is being regenerated.
#[derive(Clone, Default)]
pub(crate) struct Regenerations(Arc<Mutex<HashSet<ServiceId>>>);

/// One regeneration of a service at a time, until it is dropped.
pub(crate) struct RegenerationGuard {
    regenerations: Regenerations,
    service: ServiceId,
}

impl Keys {
    /// Reads one key for the person to see.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Forbidden`] with the missing action; [`Reason::SlotEmpty`].
    pub(crate) async fn reveal(
        &self,
        session: &Session,
        service: &ServiceHandle,
        slot: KeySlot,
    ) -> Result<RevealedKey, AppError> {
        let (key, fingerprints) = read_key(session, service, slot).await?;
        let hide_at = self.clipboard.watch_revealed(key.secret().clone());
        Ok(RevealedKey::new(&key, fingerprints, hide_at))
    }

    /// Reads one key and puts it on the clipboard; it never enters the window.
    ///
    /// # Errors
    /// Same as [`Keys::reveal`], and [`Reason::ClipboardUnavailable`].
    pub(crate) async fn copy(
        &self,
        session: &Session,
        service: &ServiceHandle,
        slot: KeySlot,
    ) -> Result<Copied, AppError> {
        let (key, fingerprints) = read_key(session, service, slot).await?;
        let clears_at = self.clipboard.copy_secret(key)?;
        Ok(Copied { clears_at: Some(clears_at), fingerprints: Some(fingerprints), token: None })
    }

    /// Puts a call of the service with the key in it on the clipboard; the key never enters the window.
    ///
    /// # Errors
    /// Same as [`Keys::copy`]; [`Reason::AddressUnsafe`], and then no key is read.
    pub(crate) async fn copy_call(
        &self,
        session: &Session,
        service: &ServiceHandle,
        slot: KeySlot,
        language: CallLanguage,
        certificate_file: Option<&Path>,
    ) -> Result<Copied, AppError> {
        let known = services::known_service(session, service).await?;
        require_keys(&known)?;
        let template = services::call_template(session, &known, language, certificate_file)?;
        let (key, fingerprints) = read_key(session, service, slot).await?;
        let clears_at = self.clipboard.copy_secret(template.fill(key))?;
        Ok(Copied { clears_at: Some(clears_at), fingerprints: Some(fingerprints), token: None })
    }

    /// Has Azure make a new key in one slot, and proves it by listing the keys before and after. It is a job: it goes on
    /// when the app is locked.
    ///
    /// # Errors
    /// [`Reason::NameMismatch`] if `typed_name` is not the service's name, [`Reason::RegenerationUnderWay`];
    /// [`Reason::Locked`] if the app is locked meanwhile; what keeps the keys from being read first.
    pub(crate) async fn regenerate(
        &self,
        session: &Session,
        service: &ServiceHandle,
        slot: KeySlot,
        typed_name: &str,
    ) -> Result<JobOutcome, AppError> {
        let known = services::known_service(session, service).await?;
        if typed_name.trim() != known.summary.name {
            return Err(Reason::NameMismatch.into());
        }
        require_keys(&known)?;
        let guard = self.regenerations.begin(&known.service.id)?;
        let before = SlotFingerprints::from(&session.azure().list_service_keys(&known.service.id).await?);
        let lease = session.lease(LeasePlan { service: known.service.id.clone(), slot: slot.into() }).await?;
        let regeneration = Regeneration {
            lease,
            slot,
            before,
            service: service.to_string(),
            name: known.summary.name.clone(),
            inventory: session.shared_inventory(),
            id: known.service.id.clone(),
            clock: Arc::clone(&self.clock),
            events: Arc::clone(&self.events),
        };
        let subject = JobSubject::RegenerateKey {
            service: service.to_string(),
            service_name: known.summary.name.clone(),
            slot,
        };
        let account_id = session.account().key.id();
        let (lock, notices) = (Arc::clone(&self.lock), Arc::clone(&self.notices));
        let (name, about) = (known.summary.name.clone(), About::Account(account_id.clone()));
        let outcome = self.jobs.start(account_id, subject, 1, |progress| async move {
            let outcome = regeneration.run(&progress).await;
            drop(guard);
            // A locked window shows no outcome; a notice tells it after unlocking.
            if lock.is_locked() {
                notices.add(about, regeneration::notice(slot, &name, &outcome));
            }
            outcome
        });
        session.until_locked(outcome).await?.map_err(|_| Reason::Interrupted.into())
    }
}

impl Regenerations {
    fn begin(&self, service: &ServiceId) -> Result<RegenerationGuard, AppError> {
        let is_first = self.0.lock().insert(service.clone());
        if !is_first {
            return Err(Reason::RegenerationUnderWay.into());
        }
        Ok(RegenerationGuard { regenerations: self.clone(), service: service.clone() })
    }
}

impl Drop for RegenerationGuard {
    fn drop(&mut self) {
        self.regenerations.0.lock().remove(&self.service);
    }
}

async fn read_key(
    session: &Session,
    service: &ServiceHandle,
    slot: KeySlot,
) -> Result<(Released, SlotFingerprints), AppError> {
    let known = services::known_service(session, service).await?;
    require_keys(&known)?;
    let keys = session.azure().list_service_keys(&known.service.id).await?;
    let fingerprints = SlotFingerprints::from(&keys);
    session.inventory().remember_fingerprints(&known.service.id, fingerprints.clone());
    let key = match slot {
        KeySlot::Primary => keys.primary,
        KeySlot::Secondary => keys.secondary,
    };
    Ok((session.release(key.ok_or(Reason::SlotEmpty)?, SecretKind::Key)?, fingerprints))
}

fn require_keys(known: &KnownService) -> Result<(), AppError> {
    if known.service.auth_mode.has_keys() { Ok(()) } else { Err(Reason::NoKeys.into()) }
}

impl From<&KeyPair> for SlotFingerprints {
    fn from(keys: &KeyPair) -> Self {
        let of = |key: &Option<Secret>| key.as_ref().map(Fingerprint::of);
        Self { primary: of(&keys.primary), secondary: of(&keys.secondary) }
    }
}

impl From<KeySlot> for KeyType {
    fn from(slot: KeySlot) -> Self {
        match slot {
            KeySlot::Primary => Self::Primary,
            KeySlot::Secondary => Self::Secondary,
        }
    }
}

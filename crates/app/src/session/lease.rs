//! Work that goes on while the app is locked.
//!
//! A lease may do what its plan names and nothing else, and returns fingerprints instead of keys. It holds an access token
//! from its beginning on, since a locked app hands out none; while the app is locked it lives as long as that token.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use jiff::Timestamp;
use latchkey_azure::{
    Azure, Credential, CredentialError, OperationOutcome, keys::KeyType, services::ServiceId,
};
use latchkey_types::{Audience, BearerToken, Clock};
use tokio_util::sync::CancellationToken;

use super::Session;
use crate::{AppError, bridge::SlotFingerprints, connections::EmulatorGuard, error::LeaseEnded};

/// Life that the token of a lease has at least when it begins: longer than Azure is waited for.
const LEASE_LIFE: Duration = Duration::from_mins(20);

/// What a lease may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeasePlan {
    /// The service whose keys it lists.
    pub(crate) service: ServiceId,
    /// The slot that it regenerates.
    pub(crate) slot: KeyType,
}

/// Azure, limited to a plan.
pub(crate) struct Lease {
    azure: Azure,
    plan: LeasePlan,
    _emulators: Option<EmulatorGuard>,
}

impl Session {
    /// Begins work that the lock does not end.
    ///
    /// # Errors
    /// What keeps the account from getting its token; same as [`Session::require_open`].
    pub(crate) async fn lease(&self, plan: LeasePlan) -> Result<Lease, AppError> {
        let is_emulated = self.cloud().own_emulator.is_some();
        let emulators = is_emulated.then(|| self.lock.guard_emulators());
        // The v1 API takes the token of Resource Manager too.
        let token = self.token(Audience::Arm, LEASE_LIFE).await?;
        self.require_open()?;
        let credential = LeaseCredential {
            account: Arc::clone(&self.client.credential),
            locked: self.ended.clone(),
            clock: Arc::clone(&self.connection.identity().clock),
            expires_at: token.expires_at,
            held: token.for_request(),
        };
        // The session's own Azure ends with the session.
        let azure = self.client.azure.with_credential(Arc::new(credential));
        Ok(Lease { azure, plan, _emulators: emulators })
    }
}

impl Lease {
    /// Lists the keys of the plan's service, and keeps their fingerprints only.
    ///
    /// # Errors
    /// What Azure refused; [`LeaseEnded`].
    pub(crate) async fn list_fingerprints(&self) -> Result<SlotFingerprints, latchkey_azure::Error> {
        Ok(SlotFingerprints::from(&self.azure.list_service_keys(&self.plan.service).await?))
    }

    /// Regenerates the key of the plan's slot.
    ///
    /// # Errors
    /// Same as [`Lease::list_fingerprints`].
    pub(crate) async fn regenerate_key(&self) -> Result<OperationOutcome, latchkey_azure::Error> {
        self.azure.regenerate_service_key(&self.plan.service, self.plan.slot).await
    }
}

/// Hands out the account's tokens while the app is unlocked, and the one that the lease began with while it is locked.
struct LeaseCredential {
    account: Arc<dyn Credential>,
    locked: CancellationToken,
    clock: Arc<dyn Clock>,
    held: BearerToken,
    expires_at: Timestamp,
}

#[async_trait]
impl Credential for LeaseCredential {
    async fn token(&self, audience: Audience) -> Result<BearerToken, CredentialError> {
        if !self.locked.is_cancelled() {
            match self.account.token(audience).await {
                // The app was locked meanwhile.
                Err(_) if self.locked.is_cancelled() => {}
                result => return result,
            }
        }
        let is_held = audience == Audience::Arm && self.clock.now() < self.expires_at;
        if is_held { Ok(self.held.clone()) } else { Err(CredentialError(Arc::new(LeaseEnded))) }
    }

    async fn token_with_claims(
        &self,
        audience: Audience,
        claims: &str,
        rejected: &BearerToken,
    ) -> Result<BearerToken, CredentialError> {
        if !self.locked.is_cancelled() {
            return self.account.token_with_claims(audience, claims, rejected).await;
        }
        Err(CredentialError(Arc::new(LeaseEnded)))
    }

    async fn note_refused(&self, audience: Audience, refused: &BearerToken) {
        if !self.locked.is_cancelled() {
            self.account.note_refused(audience, refused).await;
        }
    }
}

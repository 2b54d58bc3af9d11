//! Work that goes on while the app is locked.
//!
//! A lease may do what its plan names and nothing else, and it hands out fingerprints instead of keys. It holds the
//! access token that it needs from its beginning on, since a locked app hands out none; so it lives as long as the token.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use latchkey_azure::{
    Azure, Credential, CredentialError, OperationOutcome, keys::KeyType, services::ServiceId,
};
use latchkey_identity::TokenError;
use latchkey_types::{Audience, BearerToken};

use super::Session;
use crate::{AppError, bridge::SlotFingerprints, connections::EmulatedHold};

/// Life that the token of a lease has at least when it begins.
const LEASE_LIFE: Duration = Duration::from_mins(10);

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
    _emulated: EmulatedHold,
}

impl Session {
    /// Begins work that the lock does not end.
    ///
    /// # Errors
    /// What keeps the account from getting its token.
    pub(crate) async fn lease(&self, plan: LeasePlan) -> Result<Lease, AppError> {
        // The v1 API takes the token of Resource Manager too.
        let token = self.token(Audience::Arm, LEASE_LIFE).await?.for_request();
        // The session's own Azure ends with the session.
        let azure = self.seen.azure.with_credential(Arc::new(HeldToken(token)));
        Ok(Lease { azure, plan, _emulated: self.lock.hold_emulated() })
    }
}

impl Lease {
    /// Lists the keys of the plan's service, and keeps their fingerprints only.
    ///
    /// # Errors
    /// What Azure refused; [`TokenError::Locked`] once the lease's token has ended.
    pub(crate) async fn list_fingerprints(&self) -> Result<SlotFingerprints, latchkey_azure::Error> {
        Ok(SlotFingerprints::from(&self.azure.list_service_keys(&self.plan.service).await?))
    }

    /// Regenerates the key of the plan's slot.
    ///
    /// # Errors
    /// As of [`Lease::list_fingerprints`].
    pub(crate) async fn regenerate_key(&self) -> Result<OperationOutcome, latchkey_azure::Error> {
        self.azure.regenerate_service_key(&self.plan.service, self.plan.slot).await
    }
}

/// The token that a lease began with.
struct HeldToken(BearerToken);

#[async_trait]
impl Credential for HeldToken {
    async fn token(&self, audience: Audience) -> Result<BearerToken, CredentialError> {
        match audience {
            Audience::Arm => Ok(self.0.clone()),
            Audience::MachineLearning | Audience::Graph => Err(locked()),
        }
    }

    /// A challenge wants the person, who may have gone.
    async fn token_with_claims(
        &self,
        _: Audience,
        _: &str,
        _: &BearerToken,
    ) -> Result<BearerToken, CredentialError> {
        Err(locked())
    }
}

fn locked() -> CredentialError {
    CredentialError(Arc::new(TokenError::Locked))
}

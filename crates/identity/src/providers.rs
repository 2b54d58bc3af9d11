//! Caches the metadata and the signing keys of OpenID providers for an hour. A renewal then makes one request only, and
//! an ID token can be validated before anything of its response is used.

use std::{collections::HashMap, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use latchkey_http::Request;
use latchkey_types::{Cloud, Secret};
use parking_lot::{Mutex, MutexGuard};

use crate::{
    DiscoveryError, Endpoint, IdTokenError, Ports, SignInError, TokenError,
    discovery::{
        Authority,
        open_id::{self, Undiscovered},
    },
    id_token::{self, Expected, Identity, KeySet},
};

/// How long a description is believed before it is asked for again.
const LIFE: SignedDuration = SignedDuration::from_hours(1);

/// The providers of a profile, by their issuers.
#[derive(Default)]
pub(crate) struct Providers(Mutex<HashMap<String, Remembered>>);

struct Remembered {
    provider: Arc<Provider>,
    until: Timestamp,
}

/// A provider that is believed, and its keys once they were needed.
#[derive(Debug)]
pub(crate) struct Provider {
    pub(crate) authority: Authority,
    keys: Mutex<Option<KeySet>>,
}

/// Why an ID token proves nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unproven {
    #[error(transparent)]
    Http(#[from] latchkey_http::Error),
    #[error(transparent)]
    Described(#[from] DiscoveryError),
    #[error(transparent)]
    IdToken(#[from] IdTokenError),
}

impl From<Unproven> for SignInError {
    fn from(error: Unproven) -> Self {
        match error {
            Unproven::Http(error) => Self::Http(error),
            Unproven::Described(error) => Self::Discovery(error),
            Unproven::IdToken(error) => Self::IdToken(error),
        }
    }
}

impl From<Unproven> for TokenError {
    fn from(error: Unproven) -> Self {
        match error {
            Unproven::Http(error) => Self::Http(Arc::new(error)),
            Unproven::Described(error) => Self::Discovery(Arc::new(error)),
            Unproven::IdToken(error) => Self::IdToken(error),
        }
    }
}

impl Providers {
    /// The provider of a cloud; `None` where that is Entra, whose endpoints are known.
    pub(crate) async fn of(
        &self,
        ports: &Ports,
        cloud: &Cloud,
    ) -> Result<Option<Arc<Provider>>, Undiscovered> {
        let Some(own) = cloud.open_id() else { return Ok(None) };
        let now = ports.clock.now();
        if let Some(known) = self.lock().get(&own.issuer).filter(|known| now < known.until) {
            return Ok(Some(Arc::clone(&known.provider)));
        }
        let provider = Arc::new(Provider::new(open_id::discover(&ports.http, cloud, own).await?));
        let until = now.checked_add(LIFE).unwrap_or(now);
        self.lock().insert(own.issuer.clone(), Remembered { provider: Arc::clone(&provider), until });
        Ok(Some(provider))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Remembered>> {
        self.0.lock()
    }
}

impl Provider {
    pub(crate) fn new(authority: Authority) -> Self {
        Self { authority, keys: Mutex::default() }
    }

    /// Has the keys at hand, if the provider publishes any.
    pub(crate) async fn fetch_keys(&self, ports: &Ports) -> Result<(), Unproven> {
        if self.keys().is_none() && self.authority.jwks_uri.is_some() {
            self.fetch(ports).await?;
        }
        Ok(())
    }

    /// Checks an ID token. A key that is not among the known ones may be new, so they are fetched once more.
    pub(crate) async fn prove(
        &self,
        ports: &Ports,
        id_token: &Secret,
        expected: &Expected<'_>,
    ) -> Result<Identity, Unproven> {
        if let Some(known) = self.keys() {
            match id_token::check(id_token, &known, expected) {
                Err(IdTokenError::UnknownKey) => {}
                result => return Ok(result?),
            }
        }
        Ok(id_token::check(id_token, &self.fetch(ports).await?, expected)?)
    }

    async fn fetch(&self, ports: &Ports) -> Result<KeySet, Unproven> {
        let address = self.authority.jwks_uri.clone().ok_or(DiscoveryError::Missing(Endpoint::KeySet))?;
        let keys = KeySet::read(&ports.http.send(Request::get(address)).await?)?;
        *self.keys.lock() = Some(keys.clone());
        Ok(keys)
    }

    fn keys(&self) -> Option<KeySet> {
        self.keys.lock().clone()
    }
}

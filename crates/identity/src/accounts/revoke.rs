//! Telling a provider that a session is over (RFC 7009), where it takes such requests. Entra takes none: its tokens
//! end by themselves, or by an administrator.

use std::time::Duration;

use latchkey_http::{Request, Url};
use latchkey_types::{Cloud, Secret};

use super::Accounts;
use crate::{
    AccountKey, BindingState,
    renewal_credential::RenewalCredential,
    session::{StoredSession, item},
};

/// How long a provider may take; signing out here does not wait for one that is silent.
const PATIENCE: Duration = Duration::from_secs(5);

impl Accounts {
    /// Asks the provider of a person's session to forget its refresh token, and with it what came of it. Nothing here
    /// depends on the answer: a session is removed whether or not the provider hears of it.
    pub async fn revoke(&self, cloud: &Cloud, key: &AccountKey) {
        let Some((endpoint, token)) = self.revocable(cloud, key).await else { return };
        // EXPOSE: the token goes to the provider that gave it, which is to forget it.
        let form =
            [("token", token.expose()), ("token_type_hint", "refresh_token"), ("client_id", &key.client_id)];
        let answer = tokio::select! {
            answer = self.ports.http.send(Request::post(endpoint).form(&form)) => answer.ok(),
            () = self.ports.clock.sleep(PATIENCE) => None,
        };
        // A token that is not known any more is answered with 200 too (§2.2).
        if !answer.is_some_and(|answer| answer.is_success()) {
            tracing::warn!("the provider could not be told that a session is over");
        }
    }

    async fn revocable(&self, cloud: &Cloud, key: &AccountKey) -> Option<(Url, Secret)> {
        cloud.open_id()?;
        let provider = tokio::select! {
            provider = self.providers.of(&self.ports, cloud) => provider.ok()??,
            () = self.ports.clock.sleep(PATIENCE) => return None,
        };
        let endpoint = provider.authority.abilities.as_ref()?.revocation_endpoint.clone()?;
        // The vault has the newest token, whichever program was given it.
        let stored = StoredSession::from_bytes(&self.vault.unseal(&item(key)).await.ok()??)?;
        let is_confirmed = stored.binding(cloud) == BindingState::Confirmed;
        match stored.renewal_credential {
            RenewalCredential::RefreshToken(Some(token)) if is_confirmed => Some((endpoint, token)),
            _ => None,
        }
    }
}

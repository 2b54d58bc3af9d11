//! Renewing one token, and sorting what the service says to it.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use latchkey_http::ClockSkew;
use latchkey_types::{Cloud, Moment, Secret};
use latchkey_vault::{Unsealed, Vault};

use super::{
    of_vault, require_confirmed,
    session::{Session, TokenRequest},
    token_cache::{TokenCache, keeps_tokens},
};
use crate::{
    AccessToken, AzureCliError, EntraError, Ports, TokenError, aadsts,
    dialect::Dialect,
    discovery::tenant_url,
    flows::{azure_cli, managed_identity, service_principal},
    id_token::{Expected, Rules},
    providers::{Provider, Providers, Unproven},
    renewal_credential::RenewalCredential,
    session::{StoredSession, item, to_bytes},
    token::{CachedToken, bind_token},
    token_endpoint::{EndpointError, Repeat, Tokens, refresh},
    token_hints::TokenHints,
};

/// What a renewal needs; it runs as a task of its own.
pub(super) struct Renewal {
    pub(super) session: Arc<Session>,
    pub(super) vault: Arc<Vault>,
    pub(super) ports: Ports,
    pub(super) providers: Arc<Providers>,
    pub(super) cloud: Cloud,
    pub(super) request: TokenRequest,
    /// The life that whoever asks wants the token to have.
    pub(super) min_life: Duration,
    /// What other programs had kept before this renewal.
    pub(super) found: Option<Secret>,
}

impl Renewal {
    pub(super) async fn run(self) -> Result<CachedToken, TokenError> {
        let session = Arc::clone(&self.session);
        let mut kept = session.renewal_credential.lock().await;
        let ended = || session.refusal().unwrap_or(TokenError::NotSignedIn);
        if session.is_over() {
            kept.take();
            return Err(ended());
        }
        let renewal_credential = kept.as_mut().ok_or_else(ended)?;
        let result = tokio::select! {
            biased;
            () = session.ended.cancelled() => return Err(ended()),
            result = self.renew(renewal_credential) => result,
        };
        if session.closed.is_cancelled() {
            // It is sealed. A locked app keeps neither the credential, nor the key that sealed it, nor the token.
            kept.take();
            self.cache().remove(&session.account.key, self.request.audience).await;
            self.vault.forget_keys();
            return Err(ended());
        }
        match &result {
            Ok(_) => session.want_claims(self.request.audience, None),
            Err(error) if error.ends_the_session() => {
                session.refuse(error.clone());
                self.cache().remove_all_of(&session.account.key).await;
            }
            // The next sign-in has to meet the challenge: the policy's own claims, or else the service's.
            Err(TokenError::InteractionRequired(error)) => {
                session
                    .want_claims(self.request.audience, error.claims.clone().or(self.request.claims.clone()));
            }
            Err(_) => {}
        }
        result
    }

    /// Renews, unless another program has done so meanwhile, and keeps what came for the next one.
    async fn renew(&self, renewal_credential: &mut RenewalCredential) -> Result<CachedToken, TokenError> {
        let (ports, cloud, account) = (&self.ports, &self.cloud, &self.session.account);
        if cloud.open_id().is_some_and(|provider| provider.scopes.of(self.request.audience).is_none()) {
            return Err(TokenError::NoScopes);
        }
        let provider = self.providers.of(ports, cloud).await?;
        let provider = provider.as_deref();
        if let (Some(provider), RenewalCredential::RefreshToken(Some(_))) = (provider, &*renewal_credential) {
            // Whatever can fail is done before the refresh token is used up.
            provider.fetch_keys(ports).await?;
        }
        // Another program with this vault can be renewing, and refresh tokens rotate: one after another, and each
        // with the token that is there then. Where no token is kept for others, nobody needs a turn.
        let _alone = if keeps_tokens(account.kind) {
            Some(self.vault.lock_item(&item(&account.key)).await.map_err(of_vault)?)
        } else {
            None
        };
        if self.session.is_over() {
            // Nothing was asked yet, so nothing is lost.
            return Err(TokenError::Locked);
        }
        self.catch_up(renewal_credential).await?;
        if let Some(renewed) = self.renewed_elsewhere().await {
            return Ok(renewed);
        }
        let asked_at = Moment::of(&*ports.clock);
        let token = self.request_token(provider, renewal_credential, asked_at.now).await?;
        let cached = CachedToken::new(token, asked_at, ports.entropy.fraction());
        if !self.session.is_over() {
            self.cache().keep(&self.session, self.request.audience, &cached).await;
        }
        Ok(cached)
    }

    /// What another program has renewed while this one waited for its turn. Claims are asked for by everybody anew.
    async fn renewed_elsewhere(&self) -> Option<CachedToken> {
        let at = Moment::of(&*self.ports.clock);
        let TokenRequest { audience, claims: None } = self.request else { return None };
        let cached = self.cache().load(&self.session, &self.cloud, audience).await?;
        let is_new = self.found.as_ref().is_none_or(|found| !found.matches(&cached.token.value));
        (is_new && cached.is_fresh(self.min_life, at)).then_some(cached)
    }

    async fn request_token(
        &self,
        provider: Option<&Provider>,
        renewal_credential: &mut RenewalCredential,
        asked_at: Timestamp,
    ) -> Result<AccessToken, TokenError> {
        let (ports, cloud, account) = (&self.ports, &self.cloud, &self.session.account);
        let of_endpoint = |tokens: Tokens| {
            let token = bind_token(cloud, self.request.audience, tokens.access_token);
            AccessToken::lasting(token, asked_at, tokens.life, tokens.refresh_in)
        };
        match renewal_credential {
            RenewalCredential::RefreshToken(None) => Err(TokenError::NotRenewable),
            RenewalCredential::RefreshToken(Some(current)) => {
                let mut tokens = self.refresh(provider, current).await?;
                let proven = self.prove(provider, &tokens).await;
                // What names somebody else is not used. Where the proof only could not be looked at now, by keys that
                // lag behind or a clock that is wrong, the new refresh token is kept all the same: the one before it
                // may be used up.
                if let Err(Unproven::IdToken(error)) = proven
                    && !error.is_passing()
                {
                    return Err(error.into());
                }
                if let Some(rotated) = tokens.refresh_token.take() {
                    *renewal_credential = RenewalCredential::RefreshToken(Some(rotated));
                    self.seal(renewal_credential).await;
                }
                proven?;
                Ok(of_endpoint(tokens))
            }
            RenewalCredential::Application(credential) => {
                let (key, claims) = (&account.key, self.request.claims.as_deref());
                let asked = service_principal::request_token(
                    ports,
                    cloud,
                    provider.map(|provider| &provider.authority),
                    key,
                    credential,
                    self.request.audience,
                    claims,
                );
                asked.await.map(of_endpoint).map_err(of_application)
            }
            RenewalCredential::AzureCli(session) => {
                if let Some(claims) = &self.request.claims {
                    // The CLI takes claims only when somebody signs in to it.
                    return Err(azure_cli::challenged(session, claims).into());
                }
                let token = azure_cli::request_token(ports, cloud, session, self.request.audience).await?;
                // The user can sign in to the CLI as somebody else at any time.
                let now = TokenHints::read(&token.value).object_id;
                if now.is_some() && account.object_id.is_some() && now != account.object_id {
                    return Err(AzureCliError::OtherAccount.into());
                }
                // The CLI reckons from this machine's own clock.
                let bearer = bind_token(cloud, self.request.audience, token.value);
                Ok(AccessToken::until(bearer, asked_at, token.expires_at))
            }
            RenewalCredential::ManagedIdentity(identity) => {
                let asked = managed_identity::request_token(ports, cloud, identity, self.request.audience);
                let token = asked.await?;
                let bearer = bind_token(cloud, self.request.audience, token.value);
                Ok(AccessToken::until(bearer, asked_at, on_local_clock(ports, cloud, token.expires_at)))
            }
        }
    }

    fn cache(&self) -> TokenCache {
        TokenCache::new(&self.vault, &self.ports.clock)
    }

    /// Takes the session as the vault has it now, if another program has sealed it anew: by renewing it, or because
    /// somebody has signed in to the same account there.
    async fn catch_up(&self, renewal_credential: &mut RenewalCredential) -> Result<(), TokenError> {
        let name = item(&self.session.account.key);
        let seal = self.vault.seal_of(&name).await.map_err(of_vault)?;
        if seal == Some(self.session.seal()) {
            return Ok(());
        }
        let unsealed = self.vault.unseal_with_seal(&name).await.map_err(of_vault)?;
        let Unsealed { value, seal, .. } = unsealed.ok_or(TokenError::NotSignedIn)?;
        if let Some(stored) = StoredSession::from_bytes(&value) {
            // What was given by somebody else, or for other places, is not used here.
            require_confirmed(stored.binding(&self.cloud))?;
            *renewal_credential = stored.renewal_credential;
            self.session.note_seal(seal);
        }
        Ok(())
    }

    /// Keeps a renewed session. If that cannot be, it goes on in memory; what is lost is only that it survives a
    /// restart.
    async fn seal(&self, renewal_credential: &RenewalCredential) {
        let (account, name) = (&self.session.account, item(&self.session.account.key));
        let sealed = self
            .vault
            .seal(
                &name,
                to_bytes(account, renewal_credential, self.session.signed_in_at, &self.session.bound),
            )
            .await;
        match sealed {
            Ok(seal) => self.session.note_seal(seal),
            Err(error) => tracing::warn!(%error, "a renewed session could not be sealed"),
        }
    }

    async fn refresh(&self, provider: Option<&Provider>, current: &Secret) -> Result<Tokens, EndpointError> {
        let key = &self.session.account.key;
        let (dialect, endpoint, repeat) = if let Some(provider) = provider {
            let dialect = Dialect::of(&self.cloud, &provider.authority);
            (dialect, provider.authority.token_endpoint.clone(), Repeat::Once)
        } else {
            // The authority is configured and the tenant is a GUID, so there is nothing to discover.
            let endpoint = tenant_url(&self.cloud.authority, &key.tenant_id, "oauth2/v2.0/token");
            (Dialect::Entra(&self.cloud), endpoint, Repeat::Allowed)
        };
        let scopes = dialect.renewal_scopes(self.request.audience);
        let claims = dialect.claims(self.request.claims.as_deref());
        let http = &self.ports.http;
        refresh(http, endpoint, &key.client_id, current, &scopes, claims.as_deref(), repeat).await
    }

    /// A provider may send an ID token along; then it has to be about the same person (OpenID Connect Core §12.2).
    async fn prove(&self, provider: Option<&Provider>, tokens: &Tokens) -> Result<(), Unproven> {
        let (Some(provider), Some(id_token)) = (provider, &tokens.id_token) else { return Ok(()) };
        let Some(abilities) = &provider.authority.abilities else { return Ok(()) };
        let key = &self.session.account.key;
        let expected = Expected {
            issuer: &provider.authority.issuer,
            client_id: &key.client_id,
            nonce: None,
            now: self.ports.clock.now(),
            rules: Rules::OpenId { algorithms: &abilities.id_token_algorithms, subject: Some(&key.subject) },
        };
        provider.prove(&self.ports, id_token, &expected).await.map(|_| ())
    }
}

/// A moment that the service named, on this machine's clock.
pub(super) fn on_local_clock(ports: &Ports, cloud: &Cloud, theirs: Timestamp) -> Timestamp {
    clock_skew(ports, cloud).map_or(theirs, |skew| skew.on_our_clock(theirs))
}

/// How far this machine's clock is from the authority's or Azure's, whichever told it last.
pub(super) fn clock_skew(ports: &Ports, cloud: &Cloud) -> Option<ClockSkew> {
    let measured = [&cloud.authority, &cloud.arm].into_iter().filter_map(|base| ports.http.clock_skew(base));
    measured.max_by_key(|skew| skew.measured_at)
}

impl From<EndpointError> for TokenError {
    fn from(error: EndpointError) -> Self {
        match error {
            EndpointError::Refused(error) => refusal(error),
            EndpointError::Answer(error) => Self::Answer(Arc::new(error)),
            EndpointError::Http(error) => Self::Http(Arc::new(error)),
            EndpointError::NotTaken(what) => Self::NotTaken(what),
        }
    }
}

/// An application whose secret or certificate is refused has to be added again.
fn of_application(error: EndpointError) -> TokenError {
    match error.into() {
        TokenError::Entra(error)
            if matches!(error.error.as_str(), "invalid_client" | "unauthorized_client") =>
        {
            TokenError::SignInAgain(error)
        }
        error => error,
    }
}

/// The number says more than the OAuth error: Entra reports a missing factor or consent as `invalid_grant`
/// too, and those do not end the session.
fn refusal(error: Box<EntraError>) -> TokenError {
    if error.has_code(&aadsts::SESSION_ENDED) {
        TokenError::SignInAgain(error)
    } else if error.has_code(&aadsts::CONSENT) || error.error == "consent_required" {
        TokenError::ConsentRequired(error)
    } else if error.has_code(&aadsts::INTERACTION)
        || matches!(
            error.error.as_str(),
            "interaction_required" | "login_required" | "account_selection_required"
        )
    {
        TokenError::InteractionRequired(error)
    } else if error.error == "invalid_grant" {
        TokenError::SignInAgain(error)
    } else {
        TokenError::Entra(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_says_more_than_the_word() {
        let check = |word: &str, code: u32, expected: &str| {
            let error =
                refusal(Box::new(EntraError::from_callback(word, Some(&format!("AADSTS{code}: x")), None)));
            assert!(format!("{error:?}").starts_with(expected), "{word} {code}: {error:?}");
        };
        check("invalid_grant", 70008, "SignInAgain");
        check("invalid_grant", 700_082, "SignInAgain");
        check("interaction_required", 50173, "SignInAgain");
        check("invalid_grant", 999, "SignInAgain");
        check("invalid_client", 7_000_222, "Entra");
        check("invalid_grant", 65001, "ConsentRequired");
        check("invalid_grant", 50076, "InteractionRequired");
        check("interaction_required", 50076, "InteractionRequired");
        check("invalid_grant", 53003, "InteractionRequired");
        check("invalid_resource", 500_011, "Entra");
        check("temporarily_unavailable", 50196, "Entra");
    }
}

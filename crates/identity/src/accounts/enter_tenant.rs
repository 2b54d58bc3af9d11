//! The same person in another of their tenants. A refresh token of Entra serves each of them, so nobody is asked
//! anything unless that tenant wants to see the person.

use latchkey_types::{Audience, Cloud, Secret};

use super::{Accounts, session::Session};
use crate::{
    AccessToken, Account, AccountKey, SignInError, SignedIn,
    dialect::Dialect,
    discovery::discover,
    flows::{check_clock, identify},
    renewal_credential::RenewalCredential,
    token::bind_token,
    token_endpoint::{Repeat, refresh},
};

impl Accounts {
    /// Signs the person of a session in to another tenant, by its refresh token, and keeps that account too. No
    /// browser opens.
    ///
    /// # Errors
    /// [`SignInError::NoTenants`] elsewhere than at Entra; [`SignInError::NotRenewable`] if the account is no person's; [`SignInError::Entra`] if the tenant wants the
    /// person in front of a browser, or does not know them; [`SignInError::Cancelled`] if the session ended meanwhile.
    pub async fn enter_tenant(
        &self,
        cloud: &Cloud,
        key: &AccountKey,
        tenant: &str,
    ) -> Result<Account, SignInError> {
        if cloud.open_id().is_some() {
            return Err(SignInError::NoTenants);
        }
        let session = self.session(cloud, key).await.map_err(|_| SignInError::NotRenewable)?;
        let refresh_token = refresh_token_of(&session).await?;
        let authority = discover(&self.ports.http, cloud, tenant).await?;
        check_clock(self.ports.clock.now(), authority.date)?;
        let dialect = Dialect::Entra(cloud);
        let scopes = dialect.renewal_scopes(Audience::Arm);
        let asked_at = self.ports.clock.now();
        let claims = dialect.claims(None);
        let (http, endpoint) = (&self.ports.http, authority.token_endpoint.clone());
        let asked = refresh(
            http,
            endpoint,
            &key.client_id,
            &refresh_token,
            &scopes,
            claims.as_deref(),
            Repeat::Allowed,
        );
        let tokens = asked.await?;
        let account = identify(&self.ports, cloud, &key.client_id, &authority, &tokens, None).await?;
        let signed_in = SignedIn {
            account,
            access_token: AccessToken::lasting(
                bind_token(cloud, Audience::Arm, tokens.access_token),
                asked_at,
                tokens.life,
                tokens.refresh_in,
            ),
            renewal_credential: RenewalCredential::RefreshToken(tokens.refresh_token),
        };
        let _turn = self.turn.lock().await;
        // The app was locked, or the person signed out, while the tenant answered: nothing of it is kept.
        if session.is_over() {
            return Err(SignInError::Cancelled);
        }
        Ok(self.keep_in_turn(cloud, signed_in).await?)
    }
}

async fn refresh_token_of(session: &Session) -> Result<Secret, SignInError> {
    match session.renewal_credential.lock().await.as_ref() {
        Some(RenewalCredential::RefreshToken(Some(token))) => Ok(token.clone()),
        _ => Err(SignInError::NotRenewable),
    }
}

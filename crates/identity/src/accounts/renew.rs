//! Renewing one token, and sorting what the service says to it.

use std::sync::Arc;

use latchkey_http::Client;
use latchkey_types::{Audience, Clock, Cloud};
use latchkey_vault::Vault;

use super::session::Session;
use crate::{
    AccessToken, EntraError, TokenError, aadsts,
    discovery::tenant_url,
    session::{item, to_bytes},
    token_endpoint::{EndpointError, OPENID_SCOPES, grammar, refresh},
};

/// What a renewal needs; it runs as a task of its own.
pub(super) struct Renewal {
    pub(super) session: Arc<Session>,
    pub(super) vault: Arc<Vault>,
    pub(super) http: Client,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) cloud: Cloud,
    pub(super) audience: Audience,
}

impl Renewal {
    pub(super) async fn run(self) -> Result<AccessToken, TokenError> {
        let session = Arc::clone(&self.session);
        let mut refresh_token = session.refresh_token.lock().await;
        if session.ended.is_cancelled() {
            return Err(TokenError::NotSignedIn);
        }
        let current = refresh_token.as_ref().ok_or(TokenError::NotRenewable)?;
        let key = &session.account.key;
        let authority = &self.cloud.authority;
        let tenant = key.tenant_id.to_string();
        // The authority is configured and the tenant is a GUID, so there is nothing to discover.
        let grammar = grammar(
            &key.client_id,
            tenant_url(authority, &tenant, "oauth2/v2.0/authorize"),
            tenant_url(authority, &tenant, "oauth2/v2.0/token"),
        );
        let mut scopes = vec![self.cloud.scope_of(self.audience)];
        scopes.extend(OPENID_SCOPES.map(str::to_owned));
        let asked_at = self.clock.now();
        let result = tokio::select! {
            biased;
            () = session.ended.cancelled() => return Err(TokenError::NotSignedIn),
            result = refresh(&self.http, &grammar, current, &scopes) => result,
        };
        match result {
            Ok(tokens) => {
                if let Some(rotated) = tokens.refresh_token {
                    let bytes = to_bytes(&session.account, Some(&rotated));
                    *refresh_token = Some(rotated);
                    // The session goes on in memory; what is lost is only that it survives a restart.
                    if let Err(error) = self.vault.seal(&item(key), bytes).await {
                        tracing::warn!(%error, "a renewed session could not be sealed");
                    }
                }
                Ok(AccessToken::lasting(tokens.access_token, asked_at, tokens.life, tokens.refresh_in))
            }
            Err(error) => {
                let error = sort(error);
                if matches!(error, TokenError::SignInAgain(_)) {
                    session.refuse(error.clone());
                }
                Err(error)
            }
        }
    }
}

fn sort(error: EndpointError) -> TokenError {
    match error {
        EndpointError::Refused(error) => refusal(error),
        EndpointError::Answer(error) => TokenError::Answer(Arc::new(error)),
        EndpointError::Http(error) => TokenError::Http(Arc::new(error)),
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
        || matches!(error.error.as_str(), "interaction_required" | "login_required")
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
        check("invalid_grant", 65001, "ConsentRequired");
        check("invalid_grant", 50076, "InteractionRequired");
        check("interaction_required", 50076, "InteractionRequired");
        check("invalid_grant", 53003, "InteractionRequired");
        check("invalid_resource", 500_011, "Entra");
        check("temporarily_unavailable", 50196, "Entra");
    }
}

//! Tokens for services: always fresh when copied, never shown.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard},
    time::Duration,
};

use jiff::Timestamp;
use latchkey_azure::{online_endpoints, tokens::ServiceToken};
use latchkey_types::Audience;

use crate::{
    App, CommandError, ErrorCode,
    connection::Connection,
    inventory::{KnownService, ServiceSource},
    view::{AuthMode, Copied, TokenLife},
};

/// Life that a copied token has at least.
const COPY_LIFE: Duration = Duration::from_mins(5);

/// Tokens of services, in memory only, by handle.
#[derive(Default)]
pub(crate) struct TokenShelf(Mutex<HashMap<String, ServiceToken>>);

impl App {
    /// Says how long the service's token lives; one is fetched if none is at hand.
    ///
    /// # Errors
    /// [`ErrorCode::Forbidden`] with the missing action; [`ErrorCode::Invalid`] if it takes no tokens.
    pub async fn describe_token(&self, service: &str) -> Result<TokenLife, CommandError> {
        Ok(life(&self.fresh_token(service).await?))
    }

    /// Puts a token with at least five minutes left on the clipboard; it never enters the window.
    ///
    /// # Errors
    /// As [`App::describe_token`]; [`ErrorCode::ServiceFailed`] if Azure hands out a token that ends sooner.
    pub async fn copy_token(&self, service: &str) -> Result<Copied, CommandError> {
        let token = self.fresh_token(service).await?;
        let token_life = life(&token);
        Ok(Copied { token: Some(token_life), ..self.copy_secret(token.value)? })
    }

    async fn fresh_token(&self, service: &str) -> Result<ServiceToken, CommandError> {
        let (connection, known) = self.known_service(service).await?;
        let now = || self.ports.clock.now();
        let token = match known.summary.auth_mode {
            AuthMode::AmlToken => {
                let shelved = connection.shelf().lock().get(service).cloned();
                match shelved.filter(|token| is_fresh(token, now())) {
                    Some(token) => token,
                    None => request_token(&connection, &known).await?,
                }
            }
            AuthMode::AadToken => {
                let token = connection.token(Audience::MachineLearning, COPY_LIFE).await?;
                let (refresh_after, expires_at) = (token.refresh_after, token.expires_at);
                ServiceToken { value: token.value, refresh_after, expires_at }
            }
            _ => return Err(CommandError::invalid("service", "This service takes no tokens.")),
        };
        if token.expires_at < now() + COPY_LIFE {
            let message =
                format!("Azure handed out a token that already ends at {} (UTC).", token.expires_at);
            return Err(CommandError::new(ErrorCode::ServiceFailed, message));
        }
        if known.summary.auth_mode == AuthMode::AmlToken {
            connection.shelf().lock().insert(service.to_owned(), token.clone());
        }
        Ok(token)
    }
}

impl TokenShelf {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, ServiceToken>> {
        self.0.lock().expect("no holder of this lock panics")
    }
}

async fn request_token(connection: &Connection, known: &KnownService) -> Result<ServiceToken, CommandError> {
    let azure = connection.azure()?;
    Ok(match &known.source {
        ServiceSource::Endpoint(endpoint) => online_endpoints::request_token(&azure, &endpoint.id).await?,
        ServiceSource::WebService(api, service) => api.request_token(&azure, &service.name).await?,
    })
}

/// A token is handed out again until Azure's own time for a new one, and never in its last five minutes.
fn is_fresh(token: &ServiceToken, now: Timestamp) -> bool {
    now < token.refresh_after && token.expires_at >= now + COPY_LIFE
}

fn life(token: &ServiceToken) -> TokenLife {
    TokenLife { refresh_by: token.refresh_after, expires_at: token.expires_at }
}

//! Tokens for services: always fresh when copied, never shown.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard},
    time::Duration,
};

use jiff::Timestamp;
use latchkey_azure::{online_endpoints, tokens::ServiceToken};
use latchkey_types::{Audience, Destinations, Lifetime, Moment, Secret};
use url::Url;

use crate::{
    App, CommandError, ErrorCode,
    app::host_with_port,
    connection::Connection,
    inventory::{KnownService, ServiceSource},
    plain_secret::plain,
    view::{AuthMode, Copied, TokenLife},
};

/// Life that a copied token has at least.
const COPY_LIFE: Duration = Duration::from_mins(5);

/// A token that a program asked for. It is for a program's output, and no screen receives it.
#[derive(Debug)]
pub struct ProgramToken {
    /// The token.
    pub value: Secret,
    /// From when on a new one should be asked for, UTC.
    pub refresh_by: Timestamp,
    /// When it ends, UTC.
    pub expires_at: Timestamp,
}

/// Tokens of services, in memory only, by handle.
#[derive(Default)]
pub(crate) struct TokenShelf(Mutex<HashMap<String, Shelved>>);

/// A token, and how long it lives.
#[derive(Clone)]
struct Shelved {
    token: ServiceToken,
    life: Lifetime,
}

impl App {
    /// Says how long the service's token lives; one is fetched if none is at hand.
    ///
    /// # Errors
    /// [`ErrorCode::Forbidden`] with the missing action; [`ErrorCode::Invalid`] if it takes no tokens.
    pub async fn describe_token(&self, service: &str) -> Result<TokenLife, CommandError> {
        Ok(life(&self.fresh_token(service, COPY_LIFE).await?))
    }

    /// A token of a service for a program, with at least so much life left.
    ///
    /// # Errors
    /// As [`App::copy_token`].
    pub async fn service_token(
        &self,
        service: &str,
        min_life: Duration,
    ) -> Result<ProgramToken, CommandError> {
        let token = self.fresh_token(service, min_life).await?;
        let (refresh_by, expires_at) = (token.refresh_after, token.expires_at);
        Ok(ProgramToken { value: token.value, refresh_by, expires_at })
    }

    /// A token of the account for a program, with at least so much life left.
    ///
    /// # Errors
    /// [`ErrorCode::SignInRequired`] if nobody is signed in, or somebody has to be in front of a browser.
    pub async fn account_token(
        &self,
        audience: Audience,
        min_life: Duration,
    ) -> Result<ProgramToken, CommandError> {
        self.resume().await;
        let token = self.connection()?.token(audience, min_life).await?;
        self.refuse_if_locked()?;
        let (refresh_by, expires_at) = (token.refresh_after, token.expires_at);
        Ok(ProgramToken { value: plain(token.value, "token")?, refresh_by, expires_at })
    }

    /// Puts a token with at least five minutes left on the clipboard; it never enters the window.
    ///
    /// # Errors
    /// As [`App::describe_token`]; [`ErrorCode::ServiceFailed`] if Azure hands out a token that ends sooner.
    pub async fn copy_token(&self, service: &str) -> Result<Copied, CommandError> {
        let token = self.fresh_token(service, COPY_LIFE).await?;
        let token_life = life(&token);
        Ok(Copied { token: Some(token_life), ..self.copy_secret(token.value)? })
    }

    async fn fresh_token(&self, service: &str, min_life: Duration) -> Result<ServiceToken, CommandError> {
        let (connection, known) = self.known_service(service).await?;
        let now = || self.ports.clock.now();
        let token = match known.summary.auth_mode {
            AuthMode::AmlToken => {
                let at = Moment::of(&*self.ports.clock);
                let shelved = connection.shelf().lock().get(service).cloned();
                match shelved.filter(|shelved| shelved.is_fresh(at, min_life)) {
                    Some(shelved) => return Ok(shelved.token),
                    None => request_token(&connection, &known).await?,
                }
            }
            AuthMode::AadToken => {
                let places = connection.cloud().destinations_of(Audience::MachineLearning);
                check_scoring_place(&connection, &known, &places)?;
                let token = connection.token(Audience::MachineLearning, min_life).await?;
                check_scoring_place(&connection, &known, &token.destinations)?;
                let (refresh_after, expires_at) = (token.refresh_after, token.expires_at);
                ServiceToken { value: token.value, refresh_after, expires_at }
            }
            _ => return Err(CommandError::invalid("service", "This service takes no tokens.")),
        };
        // Somebody may have locked the app while Azure answered.
        self.refuse_if_locked()?;
        let token = ServiceToken { value: plain(token.value, "token")?, ..token };
        if token.expires_at < now() + min_life {
            let message =
                format!("Azure handed out a token that already ends at {} (UTC).", token.expires_at);
            return Err(CommandError::new(ErrorCode::ServiceFailed, message));
        }
        if known.summary.auth_mode == AuthMode::AmlToken {
            let life = Lifetime::new(Moment::of(&*self.ports.clock), token.expires_at);
            let shelved = Shelved { token: token.clone(), life };
            connection.shelf().lock().insert(service.to_owned(), shelved);
        }
        Ok(token)
    }
}

impl TokenShelf {
    /// Drops every token.
    pub(crate) fn empty(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Shelved>> {
        self.0.lock().expect("no holder of this lock panics")
    }
}

async fn request_token(connection: &Connection, known: &KnownService) -> Result<ServiceToken, CommandError> {
    let azure = connection.azure()?;
    let token = match &known.source {
        ServiceSource::Endpoint(endpoint) => online_endpoints::request_token(&azure, &endpoint.id).await?,
        ServiceSource::WebService(api, service) => api.request_token(&azure, &service.name).await?,
    };
    // Azure tells moments by its own clock.
    let Some(skew) = connection.accounts().clock_skew(connection.cloud()) else { return Ok(token) };
    let (refresh_after, expires_at) =
        (skew.on_our_clock(token.refresh_after), skew.on_our_clock(token.expires_at));
    Ok(ServiceToken { refresh_after, expires_at, ..token })
}

/// A token of the account is for every service of Azure Machine Learning: it is handed out only for a service whose
/// address is one of the token's places.
fn check_scoring_place(
    connection: &Connection,
    known: &KnownService,
    places: &Destinations,
) -> Result<(), CommandError> {
    let address = match &known.source {
        ServiceSource::Endpoint(endpoint) => endpoint.scoring_uri.as_deref(),
        ServiceSource::WebService(_, service) => service.scoring_uri.as_deref(),
    };
    // Without an address there is nowhere to send it.
    let Some(address) = address else { return Ok(()) };
    let url = Url::parse(address);
    if url.as_ref().is_ok_and(|url| places.allows(url)) {
        return Ok(());
    }
    let host = url.map_or_else(|_| "no valid address".to_owned(), |url| host_with_port(&url));
    let message = format!(
        "This service is at {host}, and such a token of {} is for {}. None was handed out.",
        connection.cloud().display_name,
        if places.names().is_empty() { "no address".to_owned() } else { places.names().join(", ") }
    );
    Err(CommandError::new(ErrorCode::ServiceFailed, message))
}

impl Shelved {
    /// A token is handed out again until Azure's own time for a new one, and only while it lives long enough.
    fn is_fresh(&self, at: Moment, min_life: Duration) -> bool {
        at.now < self.token.refresh_after && self.life.lasts(min_life, at)
    }
}

fn life(token: &ServiceToken) -> TokenLife {
    TokenLife { refresh_by: token.refresh_after, expires_at: token.expires_at }
}

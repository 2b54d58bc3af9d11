//! Tokens for services: always fresh when copied, never shown.

use std::{path::Path, sync::Arc, time::Duration};

use jiff::Timestamp;
use latchkey_azure::{services::AuthMode, tokens::ServiceToken};
use latchkey_types::{Audience, Clock, Destinations, Moment};
use url::Url;

use crate::{
    AppError, Reason, SecretKind,
    bridge::{CallLanguage, Copied, TokenLife, host_with_port},
    clipboard_guard::ClipboardGuard,
    handle::ServiceHandle,
    inventory::KnownService,
    services,
    session::{Released, Session},
};

/// Life that a copied token has at least.
const COPY_LIFE: Duration = Duration::from_mins(5);

/// A token that a program asked for. It is for a program's output, and no screen receives it.
#[derive(Debug)]
pub struct ProgramToken {
    /// The token.
    pub value: Released,
    /// From when on a new one should be asked for, UTC.
    pub refresh_by: Timestamp,
    /// When it ends, UTC.
    pub expires_at: Timestamp,
}

/// Hands out tokens.
pub(crate) struct Tokens {
    clock: Arc<dyn Clock>,
    clipboard: Arc<ClipboardGuard>,
}

impl Tokens {
    pub(crate) fn new(clock: Arc<dyn Clock>, clipboard: Arc<ClipboardGuard>) -> Self {
        Self { clock, clipboard }
    }

    /// Says how long the service's token lives; one is fetched if none is at hand.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Forbidden`] with the missing action; [`Reason::NoTokens`].
    pub(crate) async fn describe(
        &self,
        session: &Session,
        service: &ServiceHandle,
    ) -> Result<TokenLife, AppError> {
        Ok(life(&self.provide(session, service, COPY_LIFE).await?))
    }

    /// A token of a service for a program, with at least so much life left.
    ///
    /// # Errors
    /// Same as [`Tokens::copy`].
    pub(crate) async fn of_service(
        &self,
        session: &Session,
        service: &ServiceHandle,
        min_life: Duration,
    ) -> Result<ProgramToken, AppError> {
        let token = self.provide(session, service, min_life).await?;
        let (refresh_by, expires_at) = (token.refresh_after, token.expires_at);
        Ok(ProgramToken { value: session.release(token.value, SecretKind::Token)?, refresh_by, expires_at })
    }

    /// Puts a token with at least five minutes left on the clipboard; it never enters the window.
    ///
    /// # Errors
    /// Same as [`Tokens::describe`]; [`Reason::TokenEndsEarly`].
    pub(crate) async fn copy(&self, session: &Session, service: &ServiceHandle) -> Result<Copied, AppError> {
        let token = self.provide(session, service, COPY_LIFE).await?;
        let token_life = life(&token);
        let clears_at = self.clipboard.copy_secret(session.release(token.value, SecretKind::Token)?)?;
        Ok(Copied { clears_at: Some(clears_at), fingerprints: None, token: Some(token_life) })
    }

    /// Puts a call of the service with a fresh token in it on the clipboard; the token never enters the window.
    ///
    /// # Errors
    /// Same as [`Tokens::copy`]; [`Reason::AddressUnsafe`], and then no token is asked for.
    pub(crate) async fn copy_call(
        &self,
        session: &Session,
        service: &ServiceHandle,
        language: CallLanguage,
        certificate_file: Option<&Path>,
    ) -> Result<Copied, AppError> {
        let known = services::known_service(session, service).await?;
        let template = services::call_template(session, &known, language, certificate_file)?;
        let token = self.provide(session, service, COPY_LIFE).await?;
        let token_life = life(&token);
        let call = template.fill(session.release(token.value, SecretKind::Token)?);
        let clears_at = self.clipboard.copy_secret(call)?;
        Ok(Copied { clears_at: Some(clears_at), fingerprints: None, token: Some(token_life) })
    }

    async fn provide(
        &self,
        session: &Session,
        service: &ServiceHandle,
        min_life: Duration,
    ) -> Result<ServiceToken, AppError> {
        let known = services::known_service(session, service).await?;
        let mode = &known.service.auth_mode;
        let id = &known.service.id;
        let token = if *mode == AuthMode::AmlToken {
            match session.service_tokens().fresh(id, Moment::of(&*self.clock), min_life) {
                Some(token) => return Ok(token),
                None => request_token(session, &known).await?,
            }
        } else if mode.takes_entra_tokens() {
            let places = session.cloud().destinations_of(Audience::MachineLearning);
            check_scoring_place(session, &known, &places)?;
            let token = session.token(Audience::MachineLearning, min_life).await?;
            check_scoring_place(session, &known, &token.destinations)?;
            let (refresh_after, expires_at) = (token.refresh_after, token.expires_at);
            ServiceToken { value: token.value, refresh_after, expires_at }
        } else {
            return Err(Reason::NoTokens.into());
        };
        if !token.value.is_plain() {
            return Err(Reason::SecretMalformed { kind: SecretKind::Token }.into());
        }
        if token.expires_at < self.clock.now() + min_life {
            return Err(Reason::TokenEndsEarly { expires_at: token.expires_at }.into());
        }
        if *mode == AuthMode::AmlToken {
            session.service_tokens().keep(id.clone(), Moment::of(&*self.clock), token.clone());
        }
        Ok(token)
    }
}

/// A token of the account for a program, with at least so much life left.
///
/// # Errors
/// [`crate::ErrorCode::SignInRequired`] if somebody has to be in front of a browser.
pub(crate) async fn of_account(
    session: &Session,
    audience: Audience,
    min_life: Duration,
) -> Result<ProgramToken, AppError> {
    let token = session.token(audience, min_life).await?;
    let (refresh_by, expires_at) = (token.refresh_after, token.expires_at);
    Ok(ProgramToken { value: session.release(token.value, SecretKind::Token)?, refresh_by, expires_at })
}

async fn request_token(session: &Session, known: &KnownService) -> Result<ServiceToken, AppError> {
    let token = session.azure().request_service_token(&known.service.id).await?;
    // Azure tells moments by its own clock.
    let skew = session.connection().accounts().clock_skew(session.cloud());
    let Some(skew) = skew else { return Ok(token) };
    let (refresh_after, expires_at) =
        (skew.on_our_clock(token.refresh_after), skew.on_our_clock(token.expires_at));
    Ok(ServiceToken { refresh_after, expires_at, ..token })
}

/// A token of the account is for every service of Azure Machine Learning: it is handed out only for a service whose
/// address is one of the token's places.
fn check_scoring_place(
    session: &Session,
    known: &KnownService,
    places: &Destinations,
) -> Result<(), AppError> {
    // Without an address there is nowhere to send it.
    let Some(address) = &known.service.scoring_uri else { return Ok(()) };
    let url = Url::parse(address);
    if url.as_ref().is_ok_and(|url| places.allows(url)) {
        return Ok(());
    }
    let host = url.ok().map(|url| host_with_port(&url));
    let (cloud, places) = (session.cloud().display_name.clone(), places.names());
    Err(Reason::AddressNotForToken { host, cloud, places }.into())
}

fn life(token: &ServiceToken) -> TokenLife {
    TokenLife { refresh_by: token.refresh_after, expires_at: token.expires_at }
}

//! Signing in, as the panel follows it.

mod way;

use std::sync::{Arc, Mutex, PoisonError};

use latchkey_identity::{
    Account, AccountKey, BindingState, Browser, BrowserError, Prompt, SignInError, SignInFlow, SignInRequest,
    SignInStep, SignedIn, TokenError, sign_in,
};
use latchkey_types::Secret;
use latchkey_vault::Backend;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::{
    App, Change, CommandError, ErrorCode,
    app::host_with_port,
    connection::Connection,
    view::{Copied, SignInOptions, SignInProgress},
};
pub(crate) use way::Application;

/// A sign-in that is under way or has failed.
pub(crate) struct Attempt {
    number: u64,
    progress: SignInProgress,
    /// Where a device code is typed, once there is one.
    page: Option<Url>,
    /// What it takes to begin again, where it waits for the browser.
    again: Option<BrowserAttempt>,
    cancel: CancellationToken,
    /// Whether the session is being kept: from here on it cannot be cancelled any more.
    is_finishing: bool,
    /// Who has to sign in to unlock the app, if that is what it is for.
    unlocks: Option<AccountKey>,
}

/// What a sign-in in the browser is begun with.
#[derive(Clone)]
struct BrowserAttempt {
    connection: Arc<Connection>,
    request: SignInRequest,
    unlocks: Option<AccountKey>,
}

/// What stands before the person: a page that is no secret, or a browser that has used its link up.
enum Open {
    Page(Url),
    Browser(Box<BrowserAttempt>),
}

/// Hands the link over instead of opening it.
struct LinkTaker(Mutex<Option<oneshot::Sender<Url>>>);

impl Browser for LinkTaker {
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        let taker = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        // Whoever wanted the link may be gone, and then nobody waits for the browser either.
        let _gone = taker.map(|taker| taker.send(url.clone()));
        Ok(())
    }
}

impl Attempt {
    pub(crate) fn progress(&self) -> SignInProgress {
        self.progress.clone()
    }

    pub(crate) fn is_under_way(&self) -> bool {
        !matches!(self.progress, SignInProgress::Failed { .. })
    }
}

impl App {
    /// Starts a sign-in and returns at once; an attempt before it is cancelled.
    ///
    /// # Errors
    /// [`ErrorCode::NoSecretStore`] if there is nowhere to keep the session, [`ErrorCode::Invalid`] for
    /// a malformed tenant or client id, [`ErrorCode::ConfirmDestinations`] if somebody has to look first where tokens go.
    pub async fn start_sign_in(self: &Arc<Self>, options: SignInOptions) -> Result<(), CommandError> {
        self.resume().await;
        self.refuse_if_locked()?;
        if let Some(cloud_id) = &options.cloud_id {
            let overview = self.choose_cloud(cloud_id).await?;
            if overview.account.is_some() && options.way.is_none() {
                return Ok(());
            }
        }
        let connection = self.connection()?;
        if let Backend::Unavailable { reason } = self.vault.backend().await {
            return Err(CommandError::no_secret_store(&reason));
        }
        check_confirmed(&connection, options.confirmed_host.as_deref())?;
        let way = self.way(&connection, options).await?;
        self.begin_sign_in(connection, way, None, Arc::clone(&self.ports.browser));
        Ok(())
    }

    /// Starts the sign-in that unlocks the app: this account's, with its credentials asked for.
    pub(crate) async fn start_unlocking(self: &Arc<Self>, account: Account) -> Result<(), CommandError> {
        if let Backend::Unavailable { reason } = self.vault.probe().await {
            return Err(CommandError::no_secret_store(&reason));
        }
        let connection = self.open_connection(&account.key.cloud_id).await?;
        // Nobody signs in to a cloud that is described otherwise just to unlock.
        if let BindingState::Changed(changes) = connection.standing_of(&account) {
            return Err(TokenError::OtherDestinations(changes).into());
        }
        // Until this sign-in has ended, if the account is the emulator's.
        if connection.cloud().own_emulator.is_some() {
            self.ports.clouds.open_emulated();
        }
        let request = SignInRequest {
            cloud: connection.cloud().clone(),
            tenant: account.key.tenant_id.clone(),
            client_id: account.key.client_id.clone(),
            login_hint: Some(account.user_name),
            prompt: Prompt::Login,
            claims: None,
        };
        let unlocks = Some(account.key);
        self.begin_sign_in(
            connection,
            SignInFlow::Browser(request),
            unlocks,
            Arc::clone(&self.ports.browser),
        );
        Ok(())
    }

    fn begin_sign_in(
        self: &Arc<Self>,
        connection: Arc<Connection>,
        way: SignInFlow,
        unlocks: Option<AccountKey>,
        browser: Arc<dyn Browser>,
    ) {
        let cancel = CancellationToken::new();
        let again = match &way {
            SignInFlow::Browser(request) => Some(BrowserAttempt {
                connection: Arc::clone(&connection),
                request: request.clone(),
                unlocks: unlocks.clone(),
            }),
            _ => None,
        };
        let Some(number) = self.begin_attempt(&cancel, unlocks, again) else { return };
        self.ports.events.notify(Change::App);
        let app = Arc::clone(self);
        tokio::spawn(async move { app.run_sign_in(number, connection, way, browser, cancel).await });
    }

    fn begin_again(self: &Arc<Self>, earlier: BrowserAttempt, browser: Arc<dyn Browser>) {
        let BrowserAttempt { connection, request, unlocks } = earlier;
        self.begin_sign_in(connection, SignInFlow::Browser(request), unlocks, browser);
    }

    /// Ends the attempt; the listener closes.
    pub fn cancel_sign_in(&self) {
        let Some(attempt) = self.state().attempt.take_if(|attempt| !attempt.is_finishing) else { return };
        attempt.cancel.cancel();
        self.shut_emulated_if_locked();
        self.ports.events.notify(Change::App);
    }

    /// Puts a failed attempt away.
    pub fn dismiss_sign_in_failure(&self) {
        let mut state = self.state();
        state.attempt.take_if(|attempt| matches!(attempt.progress, SignInProgress::Failed { .. }));
        drop(state);
        self.ports.events.notify(Change::App);
    }

    /// Opens the sign-in page once more. The browser's link works once, so that this begins a new attempt, and the page
    /// that is open leads nowhere; the page of a device code stays as it is.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] if no attempt waits for the browser.
    pub fn reopen_sign_in_page(self: &Arc<Self>) -> Result<(), CommandError> {
        match self.open_page()? {
            Open::Page(page) => {
                self.ports.browser.open(&page).map_err(|error| SignInError::from(error).into())
            }
            Open::Browser(earlier) => {
                self.begin_again(*earlier, Arc::clone(&self.ports.browser));
                Ok(())
            }
        }
    }

    /// Copies a link to the sign-in page, for another of the person's browsers. It begins a new attempt, which opens no
    /// browser; whoever has the link first uses it up, so it is treated as a secret.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] if no attempt waits for the browser, or the new one ends before there is a link.
    pub async fn copy_sign_in_link(self: &Arc<Self>) -> Result<Copied, CommandError> {
        let link = match self.open_page()? {
            Open::Page(page) => page,
            Open::Browser(earlier) => {
                let (taker, link) = oneshot::channel();
                self.begin_again(*earlier, Arc::new(LinkTaker(Mutex::new(Some(taker)))));
                link.await.map_err(|_| no_page())?
            }
        };
        self.copy_secret(Secret::new(link.as_str()))
    }

    /// Makes a new attempt the current one and cancels the one before; its number. None while a session
    /// is being kept, for then somebody is about to be signed in.
    fn begin_attempt(
        &self,
        cancel: &CancellationToken,
        unlocks: Option<AccountKey>,
        again: Option<BrowserAttempt>,
    ) -> Option<u64> {
        let mut state = self.state();
        if state.attempt.as_ref().is_some_and(|attempt| attempt.is_finishing) {
            return None;
        }
        state.attempts += 1;
        let number = state.attempts;
        let earlier = state.attempt.replace(Attempt {
            number,
            progress: SignInProgress::Discovering,
            page: None,
            again,
            cancel: cancel.clone(),
            is_finishing: false,
            unlocks,
        });
        if let Some(earlier) = earlier {
            earlier.cancel.cancel();
        }
        Some(number)
    }

    async fn run_sign_in(
        self: Arc<Self>,
        number: u64,
        connection: Arc<Connection>,
        way: SignInFlow,
        browser: Arc<dyn Browser>,
        cancel: CancellationToken,
    ) {
        let on_step = |step: SignInStep| {
            let (progress, page) = match step {
                SignInStep::Discovering => (SignInProgress::Discovering, None),
                SignInStep::Waiting { link: _, page, until, has_refused_peer } => {
                    let authority_host = host_with_port(&page);
                    (SignInProgress::Waiting { until, authority_host, has_refused_peer }, None)
                }
                SignInStep::ShowingCode { user_code, page, until } => {
                    (SignInProgress::ShowingCode { user_code, page: page.to_string(), until }, Some(page))
                }
                SignInStep::Exchanging => (SignInProgress::Exchanging, None),
            };
            self.update(number, |attempt| {
                attempt.progress = progress;
                attempt.page = page;
            });
        };
        let ports = latchkey_identity::Ports { browser, ..connection.identity().clone() };
        let result = sign_in(ports, way, &on_step, cancel.clone()).await;
        if cancel.is_cancelled() {
            return;
        }
        let result = match result {
            Ok(signed_in) => self.finish(number, &connection, signed_in).await,
            Err(error) => Err(error.into()),
        };
        if let Err(error) = result {
            self.update(number, |attempt| {
                attempt.is_finishing = false;
                attempt.page = None;
                attempt.progress = SignInProgress::Failed { error };
            });
            self.shut_emulated_if_locked();
        }
        self.ports.events.notify(Change::App);
    }

    /// Keeps the session and makes the account the current one of its cloud.
    async fn finish(
        &self,
        number: u64,
        connection: &Connection,
        signed_in: SignedIn,
    ) -> Result<(), CommandError> {
        let unlocks = match self.state().attempt.as_mut().filter(|attempt| attempt.number == number) {
            Some(attempt) => {
                attempt.is_finishing = true;
                attempt.unlocks.clone()
            }
            // Cancelled, or another attempt has begun.
            None => return Ok(()),
        };
        if let Some(expected) = unlocks {
            return self.finish_unlocking(&expected, connection, signed_in).await;
        }
        let skew = connection.accounts().clock_skew(connection.cloud());
        let signed_in = signed_in.corrected_by(skew, self.ports.clock.now());
        let account = connection.accounts().keep(connection.cloud(), signed_in).await?;
        let kept = connection.accounts().restore(connection.cloud()).await?;
        self.note_sign_in();
        // Somebody may have locked the app while this came to its end.
        self.close_if_locked(connection).await;
        self.put_account(connection, kept, Some(account))?;
        self.state().attempt = None;
        self.ports.events.notify(Change::SignedIn);
        Ok(())
    }

    /// Lifts the lock if the one who has signed in is the one who was. Nobody else's session is kept.
    async fn finish_unlocking(
        &self,
        expected: &AccountKey,
        connection: &Connection,
        signed_in: SignedIn,
    ) -> Result<(), CommandError> {
        if signed_in.account.key != *expected {
            let message = format!(
                "{} has signed in, and Latchkey is locked by another account. Sign in as that one, or sign out.",
                signed_in.account.user_name
            );
            return Err(CommandError::new(ErrorCode::SignInFailed, message));
        }
        // Who it is was proven. A session that was not confirmed yet stays so, and is asked about once the lock is lifted.
        if connection.standing_of(&signed_in.account) == BindingState::Confirmed {
            connection.accounts().keep(connection.cloud(), signed_in).await?;
        }
        self.state().attempt = None;
        self.open_up().await;
        self.ports.events.notify(Change::SignedIn);
        Ok(())
    }

    /// A sign-in that was to unlock has ended without doing so.
    fn shut_emulated_if_locked(&self) {
        if self.is_locked() {
            self.ports.clouds.shut_emulated();
        }
    }

    fn update(&self, number: u64, change: impl FnOnce(&mut Attempt)) {
        if let Some(attempt) = self.state().attempt.as_mut().filter(|attempt| attempt.number == number) {
            change(attempt);
        }
        self.ports.events.notify(Change::App);
    }

    fn open_page(&self) -> Result<Open, CommandError> {
        let state = self.state();
        let attempt = state.attempt.as_ref().ok_or_else(no_page)?;
        match (&attempt.progress, &attempt.page, &attempt.again) {
            (SignInProgress::Waiting { .. }, _, Some(again)) => Ok(Open::Browser(Box::new(again.clone()))),
            (_, Some(page), _) => Ok(Open::Page(page.clone())),
            _ => Err(no_page()),
        }
    }
}

fn no_page() -> CommandError {
    CommandError::new(ErrorCode::NotFound, "No sign-in is waiting for the browser.".to_owned())
}

/// Some clouds need a look at where their tokens go before anybody signs in: one whose resource is named after a tenant,
/// and one that is not described as it was when somebody signed in last. Whoever has looked types the host of the Resource
/// Manager. The emulator in this program cannot be somebody else's.
pub(crate) fn check_confirmed(connection: &Connection, typed: Option<&str>) -> Result<(), CommandError> {
    let cloud = connection.cloud();
    let host = host_with_port(&cloud.arm);
    let changed = connection.kept().iter().find_map(|kept| match &kept.standing {
        BindingState::Changed(changes) => Some(changes),
        _ => None,
    });
    let resource = cloud.tenant_named_resource();
    let needs_look = cloud.own_emulator.is_none() && (changed.is_some() || resource.is_some());
    if !needs_look || typed.is_some_and(|typed| typed.trim() == host) {
        return Ok(());
    }
    let message = if changed.is_some() {
        format!(
            "{} is not described as it was when somebody signed in. Its tokens go to {host} now. Type that host to sign in.",
            cloud.display_name
        )
    } else {
        format!(
            "Tokens for {} are named after a tenant, and go to {host}. Type that host to go on.",
            cloud.display_name
        )
    };
    let error = CommandError::new(ErrorCode::ConfirmDestinations, message)
        .detail("Host", &host)
        .optional_detail("Resource", resource);
    Err(changed.into_iter().flatten().fold(error, CommandError::with_change))
}

//! Signing in, and unlocking the app by a sign-in.

mod application;
mod attempts;
mod method;
mod sdk_auth;

use std::sync::Arc;

use latchkey_identity::{
    Account, AccountKey, AccountKind, BindingState, Browser, BrowserError, Prompt, SignInError, SignInFlow,
    SignInRequest, SignInStep, SignedIn, TokenError, sign_in,
};
use latchkey_vault::Backend;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;
use url::Url;

pub(crate) use self::attempts::Attempts;
use self::attempts::{AttemptWatcher, NewAttempt, PendingPage, Purpose};
use parking_lot::Mutex;

use crate::{
    AppError, Ports, Reason,
    account_names::user_name_of,
    accounts,
    bridge::{Copied, SignInOptions, SignInOutcome, SignInProgress, cause_of_store, host_with_port},
    clipboard_guard::ClipboardGuard,
    clouds,
    connection::Connection,
    connections::{Connections, EmulatorGuard},
    lock::Lock,
    profile::Profile,
    tasks::Tasks,
    unlocked::Unlocked,
};

/// Signs people and programs in.
pub(crate) struct SignIns {
    pub(crate) ports: Ports,
    pub(crate) profile: Arc<Profile>,
    pub(crate) connections: Arc<Connections>,
    pub(crate) lock: Arc<Lock>,
    pub(crate) clipboard: Arc<ClipboardGuard>,
    pub(crate) tasks: Tasks,
    pub(crate) attempts: Arc<Attempts>,
}

/// The outcome of starting a sign-in.
pub(crate) enum Started {
    /// A sign-in has begun.
    Begun(AttemptWatcher),
    /// The cloud has a session, and nothing else was asked for.
    HasSession,
    /// Another sign-in is storing its session, and is not cancelled any more.
    OtherIsFinishing,
}

/// What a sign-in in the browser is begun with.
#[derive(Clone)]
struct BrowserSignIn {
    connection: Arc<Connection>,
    request: SignInRequest,
    unlocks: Option<Unlocking>,
}

/// What a sign-in is for that unlocks the app.
#[derive(Clone)]
struct Unlocking {
    /// The account that has to sign in.
    account: AccountKey,
    /// Keeps the emulator open, if the account is its own.
    _emulators: Option<Arc<EmulatorGuard>>,
}

/// Hands the link over instead of opening it.
struct LinkCapturingBrowser(Mutex<Option<oneshot::Sender<Url>>>);

impl Browser for LinkCapturingBrowser {
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        let receiver = self.0.lock().take();
        // The caller may be gone, and then nobody waits for the browser either.
        let _gone = receiver.map(|receiver| receiver.send(url.clone()));
        Ok(())
    }
}

impl SignIns {
    /// Starts a sign-in; an attempt before it is cancelled.
    ///
    /// # Errors
    /// [`Reason::NoSecretStore`] if there is nowhere to keep the session, [`crate::ErrorCode::Invalid`] for
    /// a malformed tenant or client id, [`Reason::DestinationsUnconfirmed`] if somebody has to look first where tokens go.
    pub(crate) async fn start(
        self: &Arc<Self>,
        unlocked: &Unlocked,
        options: SignInOptions,
    ) -> Result<Started, AppError> {
        if let Some(cloud_id) = &options.cloud_id {
            clouds::require_known(&self.ports, &self.profile, cloud_id)?;
            self.attempts.cancel();
            clouds::choose(unlocked, &self.ports, &self.profile, &self.connections, cloud_id).await?;
            // Who names a person or a method wants a sign-in.
            let takes_any = options.method.is_none() && options.login_hint.is_none();
            if self.connections.current()?.current().is_some() && takes_any {
                return Ok(Started::HasSession);
            }
        }
        let connection = self.connections.current()?;
        if let Backend::Unavailable { trouble } = self.profile.vault.backend().await {
            return Err(Reason::NoSecretStore { cause: cause_of_store(&trouble) }.into());
        }
        accounts::require_confirmed(&connection, options.confirmed_host.as_deref())?;
        let method = method::resolve(&connection, self.profile.settings.current(), options).await?;
        let begun = self.begin(connection, method, None, Arc::clone(&self.ports.browser));
        Ok(begun.map_or(Started::OtherIsFinishing, Started::Begun))
    }

    /// Unlocks the app, or begins to: for a person a sign-in starts in the browser, which has to end as the same account.
    ///
    /// # Errors
    /// What keeps the sign-in from starting, or the store from giving the session.
    pub(crate) async fn unlock(self: &Arc<Self>) -> Result<(), AppError> {
        if !self.lock.is_locked() {
            return Ok(());
        }
        // The store has to give the keys anew, whatever was read since the app was locked.
        self.profile.vault.forget_keys();
        match self.lock.find_unlocker().await? {
            Some(person) if person.kind == AccountKind::User => self.start_unlocking(person).await,
            _ => {
                self.lock.unlock().await;
                Ok(())
            }
        }
    }

    /// Ends the attempt; the listener closes.
    pub(crate) fn cancel(&self) {
        self.attempts.cancel();
    }

    /// Opens the sign-in page once more. The browser's link works once, so that this begins a new attempt, and the page
    /// that is open leads nowhere; the page of a device code stays as it is.
    ///
    /// # Errors
    /// [`Reason::NoSignInWaiting`].
    pub(crate) fn reopen_page(self: &Arc<Self>) -> Result<(), AppError> {
        match self.attempts.open_page()? {
            PendingPage::Page(page) => Ok(self.ports.browser.open(&page).map_err(SignInError::from)?),
            PendingPage::Browser(earlier) => {
                self.begin_again(*earlier, Arc::clone(&self.ports.browser));
                Ok(())
            }
        }
    }

    /// Copies a link to the sign-in page, for another of the person's browsers. It begins a new attempt, which opens no
    /// browser. The first use of the link consumes it, so it is a secret.
    ///
    /// # Errors
    /// [`Reason::NoSignInWaiting`] if no attempt waits for the browser, or the new one ends before there is a link.
    pub(crate) async fn copy_link(self: &Arc<Self>) -> Result<Copied, AppError> {
        let link = match self.attempts.open_page()? {
            PendingPage::Page(page) => page,
            PendingPage::Browser(earlier) => {
                let (sender, link) = oneshot::channel();
                self.begin_again(*earlier, Arc::new(LinkCapturingBrowser(Mutex::new(Some(sender)))));
                link.await.map_err(|_| Reason::NoSignInWaiting)?
            }
        };
        let clears_at = self.clipboard.copy_link(&link)?;
        Ok(Copied { clears_at: Some(clears_at), fingerprints: None, token: None })
    }

    /// Starts the sign-in that unlocks the app: this account's, with its credentials asked for.
    async fn start_unlocking(self: &Arc<Self>, account: Account) -> Result<(), AppError> {
        if let Backend::Unavailable { trouble } = self.profile.vault.probe().await {
            return Err(Reason::NoSecretStore { cause: cause_of_store(&trouble) }.into());
        }
        let connection = self.connections.open(&account.key.cloud_id).await?;
        // Do not sign in to a changed cloud just to unlock.
        if let BindingState::Changed(changes) = connection.binding_of(&account) {
            return Err(TokenError::OtherDestinations(changes).into());
        }
        // Until this sign-in has ended, if the account is the emulator's.
        let is_emulated = connection.cloud().own_emulator.is_some();
        let emulators = is_emulated.then(|| self.connections.guard_emulators());
        if is_emulated {
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
        let unlocks = Some(Unlocking { account: account.key, _emulators: emulators.map(Arc::new) });
        self.begin(connection, SignInFlow::Browser(request), unlocks, Arc::clone(&self.ports.browser));
        Ok(())
    }

    fn begin(
        self: &Arc<Self>,
        connection: Arc<Connection>,
        method: SignInFlow,
        unlocks: Option<Unlocking>,
        browser: Arc<dyn Browser>,
    ) -> Option<AttemptWatcher> {
        let cancel = CancellationToken::new();
        let restart = match &method {
            SignInFlow::Browser(request) => Some(BrowserSignIn {
                connection: Arc::clone(&connection),
                request: request.clone(),
                unlocks: unlocks.clone(),
            }),
            _ => None,
        };
        let attempt = NewAttempt {
            cancel: cancel.clone(),
            restart,
            unlocks,
            interaction: self.lock.begin_interaction(),
        };
        let (number, follower) = self.attempts.begin(attempt)?;
        let sign_ins = Arc::clone(self);
        self.tasks.spawn(async move { sign_ins.run(number, connection, method, browser, cancel).await });
        Some(follower)
    }

    fn begin_again(self: &Arc<Self>, earlier: BrowserSignIn, browser: Arc<dyn Browser>) {
        let BrowserSignIn { connection, request, unlocks } = earlier;
        self.begin(connection, SignInFlow::Browser(request), unlocks, browser);
    }

    async fn run(
        self: Arc<Self>,
        number: u64,
        connection: Arc<Connection>,
        method: SignInFlow,
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
            self.attempts.advance(number, progress, page);
        };
        let ports = latchkey_identity::Ports { browser, ..connection.identity().clone() };
        let result = sign_in(ports, method, &on_step, cancel.clone()).await;
        if cancel.is_cancelled() {
            return;
        }
        let outcome = match result {
            Ok(signed_in) => match self.attempts.finish(number) {
                Purpose::Unlock(expected) => self.finish_unlocking(&expected, &connection, signed_in).await,
                Purpose::SignIn => self.finish(&connection, signed_in).await,
                Purpose::Cancelled => return,
            },
            Err(error) => Err(error.into()),
        };
        self.attempts.end(number, outcome);
    }

    /// Keeps the session and makes the account the current one of its cloud.
    async fn finish(&self, connection: &Connection, signed_in: SignedIn) -> Result<SignInOutcome, AppError> {
        let skew = connection.accounts().clock_skew(connection.cloud());
        let signed_in = signed_in.corrected_by(skew, self.ports.clock.now());
        let account = connection.accounts().keep(connection.cloud(), signed_in).await?;
        let kept = connection.accounts().restore(connection.cloud()).await?;
        self.lock.note_sign_in();
        // Somebody may have locked the app while this came to its end.
        self.connections.close_while_locked(connection).await;
        let account_id = account.key.id();
        self.connections.put_account(connection, kept, Some(account))?;
        Ok(SignInOutcome::SignedIn { account_id })
    }

    /// Lifts the lock if the expected account signed in; discards any other session.
    async fn finish_unlocking(
        &self,
        expected: &AccountKey,
        connection: &Connection,
        signed_in: SignedIn,
    ) -> Result<SignInOutcome, AppError> {
        if signed_in.account.key != *expected {
            return Err(Reason::UnlockedByAnother { user_name: user_name_of(&signed_in.account) }.into());
        }
        // Who it is was proven. A session that was not confirmed yet stays so, and is asked about once the lock is lifted.
        if connection.binding_of(&signed_in.account) == BindingState::Confirmed {
            connection.accounts().keep(connection.cloud(), signed_in).await?;
        }
        self.lock.unlock().await;
        Ok(SignInOutcome::Unlocked)
    }
}

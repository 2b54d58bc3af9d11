//! Signing in and out, as the panel follows it.

use std::sync::Arc;

use latchkey_identity::{
    Account, AccountKey, Prompt, SignInError, SignInRequest, SignInStep, SignedIn, sign_in_with_browser,
};
use latchkey_types::Secret;
use latchkey_vault::Backend;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::{
    App, Change, CommandError, ErrorCode,
    app::host_with_port,
    connection::Connection,
    settings::{self, DEFAULT_CLIENT_ID, DEFAULT_TENANT},
    view::{Copied, SignInOptions, SignInProgress, SignOutReport},
};

/// A sign-in that is under way or has failed.
pub(crate) struct Attempt {
    number: u64,
    progress: SignInProgress,
    /// The page in the browser, once it is open.
    page: Option<Url>,
    cancel: CancellationToken,
    /// Whether the session is being kept: from here on it cannot be cancelled any more.
    is_finishing: bool,
}

impl Attempt {
    pub(crate) fn progress(&self) -> SignInProgress {
        self.progress.clone()
    }
}

impl App {
    /// Starts a sign-in in the system's browser and returns at once; an attempt before it is cancelled.
    ///
    /// # Errors
    /// [`ErrorCode::NoSecretStore`] if there is nowhere to keep the session, [`ErrorCode::Invalid`] for
    /// a malformed tenant or client id.
    pub async fn start_sign_in(self: &Arc<Self>, options: SignInOptions) -> Result<(), CommandError> {
        self.resume().await;
        if let Some(cloud_id) = &options.cloud_id {
            let overview = self.choose_cloud(cloud_id).await?;
            if overview.account.is_some() {
                return Ok(());
            }
        }
        let connection = self.connection()?;
        if let Backend::Unavailable { reason } = self.vault.backend().await {
            return Err(CommandError::no_secret_store(&reason));
        }
        let request = self.request(&connection, options)?;
        let cancel = CancellationToken::new();
        let Some(number) = self.begin_attempt(&cancel) else { return Ok(()) };
        self.ports.events.notify(Change::App);
        let app = Arc::clone(self);
        tokio::spawn(async move { app.run_sign_in(number, connection, request, cancel).await });
        Ok(())
    }

    /// Ends the attempt; the listener closes.
    pub fn cancel_sign_in(&self) {
        let Some(attempt) = self.state().attempt.take_if(|attempt| !attempt.is_finishing) else { return };
        attempt.cancel.cancel();
        self.ports.events.notify(Change::App);
    }

    /// Puts a failed attempt away.
    pub fn dismiss_sign_in_failure(&self) {
        let mut state = self.state();
        state.attempt.take_if(|attempt| matches!(attempt.progress, SignInProgress::Failed { .. }));
        drop(state);
        self.ports.events.notify(Change::App);
    }

    /// Opens the sign-in page once more.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] if no attempt waits for the browser.
    pub fn reopen_sign_in_page(&self) -> Result<(), CommandError> {
        let page = self.sign_in_page()?;
        self.ports.browser.open(&page).map_err(|error| SignInError::from(error).into())
    }

    /// Copies the address of the sign-in page. It belongs to this one attempt, so it is treated as a secret.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] if no attempt waits for the browser.
    pub fn copy_sign_in_link(&self) -> Result<Copied, CommandError> {
        let page = self.sign_in_page()?;
        self.copy_secret(Secret::new(page.as_str()))
    }

    /// Signs out of the chosen cloud: every session's sealed file and key are removed, and the store is
    /// looked at again.
    ///
    /// # Errors
    /// [`ErrorCode::SignInRequired`] if nobody is signed in; what keeps the store from removing.
    pub async fn sign_out(&self) -> Result<SignOutReport, CommandError> {
        let connection = self.connection()?;
        let user_name = connection.account()?.user_name.clone();
        let remaining_items = self.end_sessions(&connection).await?;
        self.ports.events.notify(Change::App);
        Ok(SignOutReport { user_name, remaining_items })
    }

    /// Ends every session of a connection's cloud; how many the vault still lists afterwards.
    pub(crate) async fn end_sessions(&self, connection: &Connection) -> Result<u32, CommandError> {
        let (accounts, cloud_id) = (connection.accounts(), &connection.cloud().id);
        if let Ok(account) = connection.account() {
            accounts.sign_out(&account.key).await?;
        }
        self.put_connection(connection.with_account(None));
        self.clipboard.take_away();
        for other in keys_of(accounts.restore(cloud_id).await?) {
            accounts.sign_out(&other).await?;
        }
        let remaining = accounts.restore(cloud_id).await?;
        Ok(u32::try_from(remaining.len()).unwrap_or(u32::MAX))
    }

    /// Makes a new attempt the current one and cancels the one before; its number. None while a session
    /// is being kept, for then somebody is about to be signed in.
    fn begin_attempt(&self, cancel: &CancellationToken) -> Option<u64> {
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
            cancel: cancel.clone(),
            is_finishing: false,
        });
        if let Some(earlier) = earlier {
            earlier.cancel.cancel();
        }
        Some(number)
    }

    fn request(
        &self,
        connection: &Connection,
        options: SignInOptions,
    ) -> Result<SignInRequest, CommandError> {
        let kept = self.settings.current();
        let chosen = |text: Option<String>, check: fn(&str) -> Result<Option<String>, CommandError>| {
            text.as_deref().map(check).transpose().map(Option::flatten)
        };
        let tenant = chosen(options.tenant, settings::tenant)?.or(kept.tenant);
        let client_id = chosen(options.client_id, settings::client_id)?.or(kept.client_id);
        let login_hint =
            options.login_hint.map(|hint| hint.trim().to_owned()).filter(|hint| !hint.is_empty());
        Ok(SignInRequest {
            cloud: connection.cloud().clone(),
            tenant: tenant.unwrap_or_else(|| DEFAULT_TENANT.to_owned()),
            client_id: client_id.unwrap_or_else(|| DEFAULT_CLIENT_ID.to_owned()),
            login_hint,
            prompt: Prompt::SelectAccount,
        })
    }

    async fn run_sign_in(
        self: Arc<Self>,
        number: u64,
        connection: Arc<Connection>,
        request: SignInRequest,
        cancel: CancellationToken,
    ) {
        let ports = latchkey_identity::Ports {
            http: connection.http().clone(),
            clock: Arc::clone(&self.ports.clock),
            entropy: Arc::clone(&self.ports.entropy),
            browser: Arc::clone(&self.ports.browser),
        };
        let authority_host = host_with_port(&request.cloud.authority);
        let on_step = |step: SignInStep| {
            let (progress, page) = match step {
                SignInStep::Discovering => (SignInProgress::Discovering, None),
                SignInStep::Waiting { url, until } => {
                    (SignInProgress::Waiting { until, authority_host: authority_host.clone() }, Some(url))
                }
                SignInStep::Exchanging => (SignInProgress::Exchanging, None),
            };
            self.update(number, |attempt| {
                attempt.progress = progress;
                attempt.page = page;
            });
        };
        let result = sign_in_with_browser(ports, request, &on_step, cancel.clone()).await;
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
        }
        self.ports.events.notify(Change::App);
    }

    /// Keeps the session and makes the account the current one of its cloud. An account that was signed
    /// in there before gives way first, so that there are never two sessions to choose from.
    async fn finish(
        &self,
        number: u64,
        connection: &Connection,
        signed_in: SignedIn,
    ) -> Result<(), CommandError> {
        match self.state().attempt.as_mut().filter(|attempt| attempt.number == number) {
            Some(attempt) => attempt.is_finishing = true,
            // Cancelled, or another attempt has begun.
            None => return Ok(()),
        }
        let accounts = connection.accounts();
        let kept = accounts.restore(&connection.cloud().id).await?;
        for other in keys_of(kept).into_iter().filter(|key| *key != signed_in.account.key) {
            accounts.sign_out(&other).await?;
        }
        let account = accounts.keep(signed_in).await?;
        self.put_connection(connection.with_account(Some(account)));
        self.state().attempt = None;
        self.ports.events.notify(Change::SignedIn);
        Ok(())
    }

    fn update(&self, number: u64, change: impl FnOnce(&mut Attempt)) {
        if let Some(attempt) = self.state().attempt.as_mut().filter(|attempt| attempt.number == number) {
            change(attempt);
        }
        self.ports.events.notify(Change::App);
    }

    fn sign_in_page(&self) -> Result<Url, CommandError> {
        let page = self.state().attempt.as_ref().and_then(|attempt| attempt.page.clone());
        page.ok_or_else(|| {
            CommandError::new(ErrorCode::NotFound, "No sign-in is waiting for the browser.".to_owned())
        })
    }
}

fn keys_of(accounts: Vec<Account>) -> Vec<AccountKey> {
    accounts.into_iter().map(|account| account.key).collect()
}

//! The only way to a [`Session`]. It restores what the last run left, and checks the lock and the account.

use std::sync::Arc;

use tokio::sync::OnceCell;

use crate::{
    AppError, Reason,
    bridge::CommandError,
    connection::Connection,
    connections::Connections,
    handle::Handle,
    lock::Lock,
    notices::{About, Notices},
    profile::Profile,
    session::Session,
    unlocked::Unlocked,
};

/// Gives out sessions.
pub(crate) struct Gate {
    lock: Arc<Lock>,
    connections: Arc<Connections>,
    profile: Arc<Profile>,
    notices: Arc<Notices>,
    /// The cloud of this run, where it is not the one that was chosen last.
    first_cloud: Option<String>,
    restored: OnceCell<()>,
}

impl Gate {
    pub(crate) fn new(
        lock: Arc<Lock>,
        connections: Arc<Connections>,
        profile: Arc<Profile>,
        notices: Arc<Notices>,
        first_cloud: Option<String>,
    ) -> Self {
        Self { lock, connections, profile, notices, first_cloud, restored: OnceCell::new() }
    }

    /// Restores the chosen cloud and its session, without a browser; or works with the default cloud where none was chosen.
    /// Runs once; later calls wait for it.
    pub(crate) async fn restore(&self, default_cloud: Option<&str>) {
        let restore = async || {
            let chosen = self.first_cloud.clone().or_else(|| self.profile.settings.current().cloud);
            if let Some(cloud_id) = chosen.as_deref().or(default_cloud)
                && let Err(error) = self.connections.choose(cloud_id).await
            {
                self.notices.add(About::Machine, CommandError::from(error).message);
            }
            // The lock of the last run can protect another cloud. What cannot be found now is told at unlocking.
            if self.lock.is_locked() {
                if let Err(error) = self.lock.find_unlocker().await {
                    tracing::warn!(%error, "it is not known who has to unlock");
                }
                self.profile.vault.forget_keys();
            }
        };
        self.restored.get_or_init(restore).await;
    }

    /// Checks that the app is unlocked, for commands that need nobody signed in.
    ///
    /// # Errors
    /// [`Reason::Locked`].
    pub(crate) async fn unlocked(&self) -> Result<Unlocked, AppError> {
        self.restore(None).await;
        self.lock.unlocked()
    }

    /// The connection of the chosen cloud.
    ///
    /// # Errors
    /// [`Reason::Locked`], [`Reason::NoCloudChosen`].
    pub(crate) async fn connection(&self) -> Result<Arc<Connection>, AppError> {
        self.unlocked().await?;
        self.connections.current()
    }

    /// The session of an account of the chosen cloud: the current one, or the one of an id.
    ///
    /// # Errors
    /// [`Reason::Locked`], [`Reason::NoCloudChosen`], [`Reason::NobodySignedIn`], [`Reason::AccountGone`].
    pub(crate) async fn session(&self, account_id: Option<&str>) -> Result<Session, AppError> {
        let connection = self.connection().await?;
        let account = match account_id {
            Some(id) => connection.kept_account(id)?,
            None => connection.current().ok_or(Reason::NobodySignedIn)?,
        };
        Session::open(connection, account, Arc::clone(&self.lock))
    }

    /// The session for a list: of a handle's resource, or of everything that the current account sees.
    ///
    /// # Errors
    /// Same as [`Gate::session_of`].
    pub(crate) async fn session_for<Id>(&self, handle: Option<&Handle<Id>>) -> Result<Session, AppError> {
        match handle {
            Some(handle) => self.session_of(handle).await,
            None => self.session(None).await,
        }
    }

    /// The session in which a handle's resource was seen. No other account and no other cloud is worked with for it.
    ///
    /// # Errors
    /// Same as [`Gate::session`]; [`Reason::OtherAccount`] if it is not the current one.
    pub(crate) async fn session_of<Id>(&self, handle: &Handle<Id>) -> Result<Session, AppError> {
        let session = self.session(None).await?;
        if session.cloud().id == handle.cloud && session.account().key.id() == handle.account {
            return Ok(session);
        }
        let is_here = session.cloud().id == handle.cloud;
        Err(Reason::OtherAccount {
            cloud_id: handle.cloud.clone(),
            account_id: handle.account.clone(),
            is_kept: is_here && session.connection().kept_account(&handle.account).is_ok(),
        }
        .into())
    }
}

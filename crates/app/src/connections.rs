//! The clouds that were opened in this run, and which of them is worked with.
//!
//! There is one connection for each cloud, so that no two of them renew the same session. It leaves out who may use
//! them: the gate decides that.

use std::{collections::HashMap, sync::Arc};

use latchkey_identity::{Account, KeptAccount};
use latchkey_types::Cloud;

use tokio::sync::Notify;

use parking_lot::{Mutex, MutexGuard};

use crate::{
    AppError, Ports, Reason,
    bridge::{Change, CommandError},
    connection::Connection,
    notices::{About, Notices},
    profile::Profile,
};

/// Every connection.
pub(crate) struct Connections {
    ports: Ports,
    profile: Arc<Profile>,
    notices: Arc<Notices>,
    state: Mutex<State>,
    opening: tokio::sync::Mutex<()>,
    /// Tells that somebody is signed in now, or nobody any more.
    changed: Arc<Notify>,
}

#[derive(Default)]
struct State {
    open: HashMap<String, Arc<Connection>>,
    /// The chosen cloud.
    current: Option<String>,
    /// While the app is locked, every connection hands out nothing.
    is_closed: bool,
    /// Jobs that need the emulated clouds of this program.
    emulator_guards: usize,
}

/// While it lives, a locked app leaves the emulated clouds of this program to the job that holds it.
pub(crate) struct EmulatorGuard(Arc<Connections>);

impl Drop for EmulatorGuard {
    fn drop(&mut self) {
        let is_last = {
            let mut state = self.0.lock();
            state.emulator_guards -= 1;
            state.is_closed && state.emulator_guards == 0
        };
        if is_last {
            self.0.ports.clouds.shut_emulated();
        }
    }
}

impl Connections {
    pub(crate) fn new(ports: Ports, profile: Arc<Profile>, notices: Arc<Notices>) -> Self {
        let (state, opening, changed) = Default::default();
        Self { ports, profile, notices, state, opening, changed }
    }

    /// Is notified when somebody is signed in or nobody any more.
    pub(crate) fn changed(&self) -> Arc<Notify> {
        Arc::clone(&self.changed)
    }

    /// The connection of the chosen cloud, whether or not the app is locked.
    ///
    /// # Errors
    /// [`Reason::NoCloudChosen`].
    pub(crate) fn current(&self) -> Result<Arc<Connection>, AppError> {
        let state = self.lock();
        let current = state.current.as_ref().and_then(|id| state.open.get(id)).cloned();
        Ok(current.ok_or(Reason::NoCloudChosen)?)
    }

    /// The chosen cloud's id.
    pub(crate) fn current_id(&self) -> Option<String> {
        self.lock().current.clone()
    }

    /// Every connection of this run.
    pub(crate) fn all(&self) -> Vec<Arc<Connection>> {
        self.lock().open.values().cloned().collect()
    }

    /// Works with a cloud from now on.
    pub(crate) async fn choose(&self, cloud_id: &str) -> Result<Arc<Connection>, AppError> {
        let connection = self.open(cloud_id).await?;
        self.lock().current = Some(cloud_id.to_owned());
        self.ports.events.notify(Change::Clouds);
        Ok(connection)
    }

    /// Works with a cloud again that was chosen in the settings, if none is worked with.
    pub(crate) fn set_default_cloud(&self, cloud_id: &str) {
        self.lock().current.get_or_insert_with(|| cloud_id.to_owned());
    }

    /// The connection of a cloud: the one that there is already, else a new one. Either restores the
    /// session that the vault holds, if nobody is signed in.
    pub(crate) async fn open(&self, cloud_id: &str) -> Result<Arc<Connection>, AppError> {
        let cloud = self.open_cloud(cloud_id).await?;
        let _one_at_a_time = self.opening.lock().await;
        let known = self.lock().open.get(cloud_id).filter(|known| *known.cloud() == cloud).cloned();
        if let Some(known) = known.as_ref().filter(|known| known.current().is_some()) {
            return Ok(Arc::clone(known));
        }
        let connection = match known {
            Some(known) => known,
            None => Arc::new(Connection::new(cloud, &self.ports, &self.profile.vault)?),
        };
        self.close_while_locked(&connection).await;
        let kept = match connection.accounts().restore(connection.cloud()).await {
            Ok(accounts) => accounts,
            // Restoring sessions failed; continue with none and show a notice.
            Err(error) => {
                self.notices.add(About::Machine, CommandError::from(AppError::from(error)).message);
                Vec::new()
            }
        };
        let last = self.profile.settings.current().accounts.get(cloud_id).cloned();
        let is_last = |kept: &&KeptAccount| Some(kept.account.key.id()) == last;
        let account = kept.iter().find(is_last).or(kept.first()).map(|kept| kept.account.clone());
        connection.put_accounts(kept, account);
        self.lock().open.insert(cloud_id.to_owned(), Arc::clone(&connection));
        self.changed.notify_one();
        Ok(connection)
    }

    /// Makes an account the current one of its cloud, and remembers it for the next start.
    pub(crate) fn put_account(
        &self,
        connection: &Connection,
        kept: Vec<KeptAccount>,
        account: Option<Account>,
    ) -> Result<(), AppError> {
        let cloud_id = connection.cloud().id.clone();
        let id = account.as_ref().map(|account| account.key.id());
        connection.put_accounts(kept, account);
        self.changed.notify_one();
        self.ports.events.notify(Change::Accounts);
        self.remember_account(cloud_id, id)
    }

    /// Makes a kept account the current one of its cloud, and remembers it for the next start.
    pub(crate) fn set_current(&self, connection: &Connection, account: Account) -> Result<(), AppError> {
        let (cloud_id, id) = (connection.cloud().id.clone(), account.key.id());
        connection.set_current(account);
        self.ports.events.notify(Change::Accounts);
        self.remember_account(cloud_id, Some(id))
    }

    fn remember_account(&self, cloud_id: String, id: Option<String>) -> Result<(), AppError> {
        self.profile.settings.change(|settings| match id {
            Some(id) => {
                settings.accounts.insert(cloud_id, id);
            }
            None => {
                settings.accounts.remove(&cloud_id);
            }
        })?;
        Ok(())
    }

    /// Forgets the connection of a cloud that is not worked with any more.
    pub(crate) fn forget(&self, cloud_id: &str) {
        self.lock().open.remove(cloud_id);
    }

    /// Nobody is signed in in any cloud any more, after their sessions were removed.
    pub(crate) async fn forget_accounts(&self) {
        for connection in self.all() {
            connection.accounts().forget_all().await;
            connection.put_accounts(Vec::new(), None);
        }
        if let Err(error) = self.profile.settings.change(|settings| settings.accounts.clear()) {
            tracing::warn!(%error, "the accounts that were chosen could not be forgotten");
        }
        self.ports.events.notify(Change::Accounts);
    }

    /// Whether the account of this id is signed in to a cloud of this run.
    pub(crate) fn has_account(&self, account_id: &str) -> bool {
        self.all().iter().any(|connection| connection.kept_account(account_id).is_ok())
    }

    /// Whether anybody's session is kept: in a cloud that was opened in this run, or as the settings tell of the
    /// others.
    pub(crate) fn has_accounts(&self) -> bool {
        let open = self.all();
        let is_open = |cloud: &String| open.iter().any(|one| one.cloud().id == *cloud);
        open.iter().any(|one| one.current().is_some())
            || self.profile.settings.current().accounts.keys().any(|cloud| !is_open(cloud))
    }

    /// From now on every connection that is opened hands out nothing.
    pub(crate) fn close_new_connections(&self) {
        self.lock().is_closed = true;
        self.shut_emulated();
    }

    /// Shuts the emulated clouds of this program, unless a job needs them.
    pub(crate) fn shut_emulated(&self) {
        let is_held = self.lock().emulator_guards > 0;
        if !is_held {
            self.ports.clouds.shut_emulated();
        }
    }

    /// Keeps the emulated clouds of this program open for a job, even if the app is locked.
    pub(crate) fn guard_emulators(self: &Arc<Self>) -> EmulatorGuard {
        self.lock().emulator_guards += 1;
        EmulatorGuard(Arc::clone(self))
    }

    /// Drops the tokens of every connection.
    pub(crate) async fn close(&self) {
        for connection in self.all() {
            connection.accounts().close().await;
            connection.drop_clients();
        }
    }

    /// Hands out tokens again.
    pub(crate) fn reopen(&self) {
        self.lock().is_closed = false;
        self.ports.clouds.open_emulated();
        for connection in self.all() {
            connection.accounts().open();
        }
    }

    /// Closes a connection that somebody signed in to while the app was being locked.
    pub(crate) async fn close_while_locked(&self, connection: &Connection) {
        let is_closed = self.lock().is_closed;
        if is_closed {
            self.shut_emulated();
            connection.accounts().close().await;
        }
    }

    /// Makes a cloud ready and says where it is.
    async fn open_cloud(&self, id: &str) -> Result<Cloud, AppError> {
        let is_of_catalogue = self.ports.clouds.summaries().iter().any(|known| known.id == id);
        let added = self.profile.added_clouds.current().into_iter().find(|cloud| cloud.id == id);
        match added {
            Some(added) if !is_of_catalogue => Ok(added),
            Some(added) => {
                let cloud = self.ports.clouds.open(id, &self.profile.vault).await?;
                if cloud == added {
                    Ok(cloud)
                } else {
                    Err(Reason::CloudIdTaken { cloud_id: id.to_owned() }.into())
                }
            }
            None => Ok(self.ports.clouds.open(id, &self.profile.vault).await?),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }
}

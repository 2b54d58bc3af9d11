//! The application: its parts, its start and its end.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard},
};

use latchkey_identity::KeptAccount;
use latchkey_types::{Cloud, Secret, WorkspaceConfig};
use latchkey_vault::Vault;
use tokio::sync::OnceCell;

use crate::{
    Change, CommandError, ErrorCode, Ports,
    accounts::Whom,
    bridge::{AppOverview, Copied},
    clipboard_guard::ClipboardGuard,
    clouds,
    connection::Connection,
    keys::Regenerations,
    lock::Lock,
    profile_file::ProfileFile,
    secret_store::storage,
    settings::Settings,
    sign_in::Attempt,
};

/// What the app is made with.
pub struct Options {
    /// Folder of settings and sealed files.
    pub profile: PathBuf,
    /// Version that *About* names.
    pub version: String,
    /// The cloud to work with, where it is not the one that was chosen last. It is not remembered.
    pub cloud: Option<String>,
    /// The outside.
    pub ports: Ports,
}

/// The application. Every method that the window may call is one command.
pub struct App {
    pub(crate) ports: Ports,
    pub(crate) vault: Arc<Vault>,
    pub(crate) settings: ProfileFile<Settings>,
    pub(crate) added_clouds: ProfileFile<Vec<Cloud>>,
    pub(crate) clipboard: Arc<ClipboardGuard>,
    pub(crate) regenerations: Regenerations,
    pub(crate) lock: Lock,
    profile: PathBuf,
    version: String,
    first_cloud: Option<String>,
    state: Mutex<State>,
    resumed: OnceCell<()>,
    opening: tokio::sync::Mutex<()>,
}

/// What changes while the app runs.
#[derive(Default)]
pub(crate) struct State {
    /// One connection for each cloud that was chosen, by its id: there must never be two of them that
    /// renew the same session.
    connections: HashMap<String, Arc<Connection>>,
    /// The chosen cloud.
    current: Option<String>,
    pub(crate) attempt: Option<Attempt>,
    /// Counts sign-ins, so that an older one does not touch a newer one.
    pub(crate) attempts: u64,
    pub(crate) notices: Vec<String>,
    /// The workspace of a `config.json` that somebody wants to open.
    pub(crate) requested_workspace: Option<WorkspaceConfig>,
}

impl App {
    /// Puts the app together. Nothing is started; settings are read.
    pub fn new(options: Options) -> Arc<Self> {
        let Options { profile, version, cloud, ports } = options;
        let (settings, of_settings) = ProfileFile::open(profile.join("settings.json"));
        let (added_clouds, of_clouds) = ProfileFile::open(profile.join("clouds.json"));
        let vault =
            Vault::new(profile.join("vault"), Arc::clone(&ports.keychain), Arc::clone(&ports.entropy));
        Arc::new(Self {
            vault: Arc::new(vault),
            settings,
            added_clouds,
            clipboard: ClipboardGuard::new(Arc::clone(&ports.clipboard), Arc::clone(&ports.clock)),
            regenerations: Regenerations::default(),
            lock: Lock::new(),
            profile,
            version,
            first_cloud: cloud,
            state: Mutex::new(State {
                // A folder that is not safe is told once.
                notices: of_settings
                    .iter()
                    .chain(of_clouds.iter().filter(|one| Some(*one) != of_settings.as_ref()))
                    .cloned()
                    .collect(),
                ..State::default()
            }),
            resumed: OnceCell::new(),
            opening: tokio::sync::Mutex::default(),
            ports,
        })
    }

    /// Takes up where the last run ended: the chosen cloud and its session, without a browser. Happens
    /// once; later calls wait for it or return at once.
    pub async fn resume(&self) {
        self.resume_or(None).await;
    }

    /// The same, with this cloud where none was chosen yet.
    pub async fn resume_with(&self, cloud_id: &str) {
        self.resume_or(Some(cloud_id.to_owned())).await;
    }

    async fn resume_or(&self, otherwise: Option<String>) {
        self.resumed
            .get_or_init(async || {
                let chosen = self.first_cloud.clone().or_else(|| self.settings.current().cloud);
                if let Some(cloud_id) = chosen.or(otherwise)
                    && let Err(error) = self.connect(&cloud_id).await
                {
                    self.state().notices.push(error.message);
                }
                // A lock of the last run can be another cloud's. What cannot be told now is told at unlocking.
                if self.is_locked()
                    && let Err(error) = self.unlocker().await
                {
                    tracing::warn!(error = error.message, "it is not known who has to unlock");
                }
            })
            .await;
    }

    /// The state that every screen shares.
    pub async fn describe_app(&self) -> AppOverview {
        self.resume().await;
        let clouds = self.list_clouds();
        let secret_storage = storage(self.vault.backend().await);
        let locked = self.locked_view();
        let state = self.state();
        let connection = state.connection();
        AppOverview {
            version: self.version.clone(),
            cloud: connection.as_ref().map(|connection| clouds::summary_of(connection.cloud())),
            account: connection.as_ref().and_then(|connection| connection.account_summary()),
            accounts: connection
                .iter()
                .flat_map(|one| one.kept().iter().map(|kept| one.summary_of(&kept.account)))
                .collect(),
            sign_in: state.attempt.as_ref().map(Attempt::progress),
            clouds,
            secret_storage,
            notices: state.notices.clone(),
            requested_workspace: state.requested_workspace.as_ref().map(|config| config.workspace.clone()),
            profile_folder: self.profile_folder(),
            locked,
        }
    }

    /// What went wrong on the way, in sentences for people.
    pub fn notices(&self) -> Vec<String> {
        self.state().notices.clone()
    }

    /// Chooses the cloud to work with, and restores its session if there is one.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] for a cloud that is not offered; whatever keeps it from opening.
    pub async fn choose_cloud(&self, cloud_id: &str) -> Result<AppOverview, CommandError> {
        self.refuse_if_locked()?;
        if !self.list_clouds().iter().any(|cloud| cloud.id == cloud_id) {
            return Err(CommandError::invalid("cloudId", "There is no such cloud."));
        }
        self.resume().await;
        self.cancel_sign_in();
        let earlier = self.state().current.clone();
        self.connect(cloud_id).await?;
        if let Some(earlier) = earlier.filter(|earlier| earlier != cloud_id) {
            self.ports.clouds.leave(&earlier).await;
        }
        self.settings.change(|settings| settings.cloud = Some(cloud_id.to_owned()))?;
        self.ports.events.notify(Change::App);
        Ok(self.describe_app().await)
    }

    /// Goes on without an OS store: from now on nothing is written, and everything ends with the window.
    pub async fn allow_session_only(&self) -> AppOverview {
        if self.is_locked() {
            return self.describe_app().await;
        }
        self.vault.keep_in_memory();
        self.ports.events.notify(Change::App);
        self.describe_app().await
    }

    /// Takes the demo cloud back to its beginnings, its sessions included.
    ///
    /// # Errors
    /// Whatever keeps the demo cloud from starting again.
    pub async fn reset_demo_cloud(&self) -> Result<AppOverview, CommandError> {
        self.resume().await;
        self.refuse_if_locked()?;
        let clouds = self.ports.clouds.summaries();
        let demo = clouds.into_iter().find(|cloud| cloud.is_emulated);
        let demo = demo.ok_or_else(|| CommandError::invalid("cloudId", "There is no demo cloud."))?;
        self.cancel_sign_in();
        self.ports.clouds.reset(&self.vault).await?;
        let connection = self.open_connection(&demo.id).await?;
        self.end_sessions(&connection, Whom::Everybody).await?;
        {
            let mut state = self.state();
            let is_chosen = self.settings.current().cloud.as_ref() == Some(&demo.id);
            if state.current.is_none() && is_chosen {
                state.current = Some(demo.id);
            }
            state.notices.clear();
        }
        self.ports.events.notify(Change::App);
        Ok(self.describe_app().await)
    }

    /// Copies an address, an id or a snippet.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] for a text of more than 100,000 bytes.
    pub fn copy_text(&self, text: &str) -> Result<Copied, CommandError> {
        const LONGEST: usize = 100_000;
        self.refuse_if_locked()?;
        if text.len() > LONGEST {
            return Err(CommandError::invalid("text", "The text is too long to copy."));
        }
        self.clipboard.copy_plain(text)?;
        Ok(Copied { clears_at: None, fingerprints: None, token: None })
    }

    /// Puts a secret on the clipboard for a while.
    pub(crate) fn copy_secret(&self, value: Secret) -> Result<Copied, CommandError> {
        let clears_at = self.clipboard.copy_secret(value)?;
        Ok(Copied { clears_at: Some(clears_at), fingerprints: None, token: None })
    }

    /// Ends what runs in the background and empties the clipboard of secrets.
    pub fn shut_down(&self) {
        self.cancel_sign_in();
        self.clipboard.take_away();
    }

    /// The folder of settings and sealed files.
    pub(crate) fn profile_folder(&self) -> String {
        self.profile.display().to_string()
    }

    /// The vault, for what the shell keeps sealed itself.
    pub fn vault(&self) -> &Arc<Vault> {
        &self.vault
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no holder of this lock panics")
    }

    /// The chosen cloud's connection, signed in or not; none while the app is locked.
    pub(crate) fn connection(&self) -> Result<Arc<Connection>, CommandError> {
        self.refuse_if_locked()?;
        self.connection_even_if_locked()
    }

    /// The same for what goes on while the app is locked: unlocking, and signing out.
    pub(crate) fn connection_even_if_locked(&self) -> Result<Arc<Connection>, CommandError> {
        let connection = self.state().connection();
        connection
            .ok_or_else(|| CommandError::new(ErrorCode::SignInRequired, "Choose a cloud first.".to_owned()))
    }

    /// The connection of every cloud that was opened in this run.
    pub(crate) fn connections(&self) -> Vec<Arc<Connection>> {
        self.state().connections.values().cloned().collect()
    }

    /// Puts a connection in the place of its cloud's earlier one.
    pub(crate) fn put_connection(&self, connection: Connection) -> Arc<Connection> {
        let connection = Arc::new(connection);
        let cloud_id = connection.cloud().id.clone();
        self.state().connections.insert(cloud_id, Arc::clone(&connection));
        self.wake_watch();
        connection
    }

    /// Forgets the connection of a cloud that is not worked with any more.
    pub(crate) fn drop_connection(&self, cloud_id: &str) {
        self.state().connections.remove(cloud_id);
    }

    async fn connect(&self, cloud_id: &str) -> Result<(), CommandError> {
        self.open_connection(cloud_id).await?;
        self.state().current = Some(cloud_id.to_owned());
        Ok(())
    }

    /// The connection of a cloud: the one that there is already, else a new one. Either takes up the
    /// session that the vault holds, if nobody is signed in.
    pub(crate) async fn open_connection(&self, cloud_id: &str) -> Result<Arc<Connection>, CommandError> {
        let cloud = self.open_cloud(cloud_id).await?;
        let _one_at_a_time = self.opening.lock().await;
        let known = self.state().connections.get(cloud_id).filter(|known| *known.cloud() == cloud).cloned();
        if let Some(known) = known.as_ref().filter(|known| known.account().is_ok()) {
            return Ok(Arc::clone(known));
        }
        let connection = match known {
            Some(known) => Connection::clone(&known),
            None => Connection::new(cloud, &self.ports, &self.vault)?,
        };
        self.close_if_locked(&connection).await;
        let restored = connection.accounts().restore(connection.cloud()).await;
        let kept = match restored {
            Ok(accounts) => accounts,
            // No reason to stop, but one to say so.
            Err(error) => {
                let notice = CommandError::from(error).message;
                let mut state = self.state();
                if !state.notices.contains(&notice) {
                    state.notices.push(notice);
                }
                Vec::new()
            }
        };
        let last = self.settings.current().accounts.get(cloud_id).cloned();
        let is_last = |kept: &&KeptAccount| Some(kept.account.key.id()) == last;
        let account = kept.iter().find(is_last).or(kept.first()).map(|kept| kept.account.clone());
        Ok(self.put_connection(connection.with_account(kept, account)))
    }
}

impl State {
    /// Whether somebody is signing in just now.
    pub(crate) fn has_attempt_under_way(&self) -> bool {
        self.attempt.as_ref().is_some_and(Attempt::is_under_way)
    }

    fn connection(&self) -> Option<Arc<Connection>> {
        self.connections.get(self.current.as_ref()?).cloned()
    }
}

/// What a browser shows in its address bar.
pub(crate) fn host_with_port(url: &url::Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

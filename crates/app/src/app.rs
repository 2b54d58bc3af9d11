//! The application: a thin facade. It holds services and forwards to them; it has no rule of its own.

use std::{path::PathBuf, sync::Arc, time::Duration};

use latchkey_types::Audience;
use latchkey_vault::Vault;

use crate::{
    AppError, CommandError, Ports, ProgramToken, Reason, RevealedKey,
    access::{self, Names},
    accounts::{self, SignOutScope},
    bridge::{
        AccessList, AccountSummary, AppOverview, CallLanguage, Change, ClockCheck, CloudDescription,
        CloudSummary, Copied, CredentialSource, CredentialSummary, JobView, KeyRegeneration, KeySlot,
        Language, ListMark, LockSettings, PurgeReport, Refresh, RoundTrip, SavedFile, SecretStoreReport,
        ServiceChanges, ServiceDetails, ServiceList, ServicePins, SessionTimer, SettingsUpdate, SettingsView,
        SignInOptions, SignInProgress, SignOutReport, Site, TenantSummary, TokenLife, WorkspaceDetails,
        WorkspaceList, WorkspaceLocation,
    },
    clipboard_guard::ClipboardGuard,
    clouds,
    connections::Connections,
    credential,
    gate::Gate,
    handle::{ServiceHandle, WorkspaceHandle},
    jobs::{Jobs, Visibility},
    keys::{Keys, Regenerations},
    lock::{Lock, LockListener},
    notices::{About, Notices},
    pins, preferences,
    profile::{Profile, ProfileTrouble},
    secret_store,
    services::{self, ServiceReadings},
    sign_in::{Attempts, SignIns, Started},
    sites::{self, Place},
    sources,
    tasks::Tasks,
    tenants,
    tokens::{self, Tokens},
    workspace_config::{self, RequestedWorkspace},
    workspaces,
};

/// What the app is made with.
pub struct Options {
    /// Folder of settings and sealed files.
    pub profile: PathBuf,
    /// Version that *About* names.
    pub version: String,
    /// The cloud to work with, where it is not the one that was chosen last. It is not remembered.
    pub cloud: Option<String>,
    /// The languages that the system prefers, as tags (BCP 47), the best one first.
    pub languages: Vec<String>,
    /// The outside.
    pub ports: Ports,
}

/// The application. Every method that the window may call is one command.
pub struct App {
    ports: Ports,
    version: String,
    languages: Vec<String>,
    profile: Arc<Profile>,
    notices: Arc<Notices>,
    tasks: Tasks,
    clipboard: Arc<ClipboardGuard>,
    connections: Arc<Connections>,
    lock: Arc<Lock>,
    gate: Gate,
    sign_ins: Arc<SignIns>,
    attempts: Arc<Attempts>,
    jobs: Arc<Jobs>,
    keys: Keys,
    tokens: Tokens,
    service_readings: ServiceReadings,
    requested_workspace: RequestedWorkspace,
}

impl App {
    /// Puts the app together. Nothing is started; settings are read.
    pub fn new(options: Options) -> Arc<Self> {
        let Options { profile, version, cloud, languages, ports } = options;
        let (clock, events) = (|| Arc::clone(&ports.clock), || Arc::clone(&ports.events));
        let tasks = Tasks::default();
        let notices = Arc::new(Notices::new(events()));
        let (profile, troubles) = Profile::open(profile, &ports);
        let profile = Arc::new(profile);
        preferences::speak(profile.settings.current().language, &languages);
        for notice in troubles.iter().flat_map(ProfileTrouble::notices) {
            notices.add(About::Machine, notice);
        }
        let connections =
            Arc::new(Connections::new(ports.clone(), Arc::clone(&profile), Arc::clone(&notices)));
        let clipboard = ClipboardGuard::new(Arc::clone(&ports.clipboard), clock(), tasks.clone());
        let attempts = Attempts::new(events());
        let listeners: Vec<Arc<dyn LockListener>> = vec![attempts.clone(), clipboard.clone()];
        let lock = Lock::new(ports.clone(), Arc::clone(&profile), Arc::clone(&connections), listeners);
        let gate = Gate::new(
            Arc::clone(&lock),
            Arc::clone(&connections),
            Arc::clone(&profile),
            Arc::clone(&notices),
            cloud,
        );
        let sign_ins = Arc::new(SignIns {
            ports: ports.clone(),
            profile: Arc::clone(&profile),
            connections: Arc::clone(&connections),
            lock: Arc::clone(&lock),
            clipboard: Arc::clone(&clipboard),
            tasks: tasks.clone(),
            attempts: Arc::clone(&attempts),
        });
        let jobs = Jobs::new(tasks.clone(), clock(), events());
        let keys = Keys {
            clock: clock(),
            events: events(),
            clipboard: Arc::clone(&clipboard),
            jobs: Arc::clone(&jobs),
            lock: Arc::clone(&lock),
            notices: Arc::clone(&notices),
            regenerations: Regenerations::default(),
        };
        let tokens = Tokens::new(clock(), Arc::clone(&clipboard));
        let service_readings = ServiceReadings { tasks: tasks.clone(), events: events(), clock: clock() };
        let requested_workspace = RequestedWorkspace::new(events());
        Arc::new(Self {
            ports,
            version,
            languages,
            profile,
            notices,
            tasks,
            clipboard,
            connections,
            lock,
            gate,
            sign_ins,
            attempts,
            jobs,
            keys,
            tokens,
            service_readings,
            requested_workspace,
        })
    }

    /// Restores the chosen cloud and its session without a browser. Runs once; later calls wait for it.
    pub async fn resume(&self) {
        self.gate.restore(None).await;
    }

    /// The same, with this cloud where none was chosen yet.
    pub async fn resume_with(&self, cloud_id: &str) {
        self.gate.restore(Some(cloud_id)).await;
    }

    /// Takes over the lock of the last run, and locks by itself from now on, as the settings say. The window's shell
    /// calls this once.
    pub fn keep_watch(&self) {
        self.lock.keep_watch(&self.tasks);
    }

    /// Ends every session, so that no secret leaves any more, and what runs in the background, and waits for it.
    pub async fn shut_down(&self) {
        self.lock.end_sessions();
        self.sign_ins.cancel();
        self.tasks.shut_down().await;
    }

    /// Empties the clipboard of secrets that are still there.
    pub fn clear_clipboard(&self) {
        self.clipboard.clear_secrets();
    }

    /// The vault, for what the shell keeps sealed itself.
    pub fn vault(&self) -> &Arc<Vault> {
        &self.profile.vault
    }

    /// What went wrong on the way, in sentences for people.
    pub fn notices(&self) -> Vec<String> {
        let is_locked = self.lock.is_locked();
        self.notices.list(|about| match about {
            About::Machine => true,
            About::Account(id) => !is_locked && self.connections.has_account(id),
        })
    }

    /// The state that every screen shares.
    pub async fn describe_app(&self) -> AppOverview {
        self.resume().await;
        let connection = self.connections.current().ok();
        let kept = connection
            .iter()
            .flat_map(|one| one.kept().into_iter().map(|kept| one.summary_of(&kept.account)));
        AppOverview {
            version: self.version.clone(),
            cloud: connection.as_ref().map(|connection| clouds::summary_of(connection.cloud())),
            account: connection.as_ref().and_then(|connection| connection.account_summary()),
            accounts: kept.collect(),
            sign_in: self.attempts.progress(),
            clouds: self.list_clouds(),
            secret_storage: secret_store::storage(self.profile.vault.backend().await),
            notices: self.notices(),
            requested_workspace: self.requested_workspace.name(),
            profile_folder: self.profile.folder.display().to_string(),
            locked: self.lock.view(),
        }
    }

    /// Every cloud that can be chosen, without starting anything.
    pub fn list_clouds(&self) -> Vec<CloudSummary> {
        clouds::list(&self.ports, &self.profile)
    }

    /// Chooses the cloud to work with, and restores its session if there is one.
    ///
    /// # Errors
    /// [`Reason::UnknownCloud`]; whatever keeps it from opening.
    pub async fn choose_cloud(&self, cloud_id: &str) -> Result<AppOverview, CommandError> {
        let unlocked = self.gate.unlocked().await?;
        clouds::require_known(&self.ports, &self.profile, cloud_id)?;
        self.sign_ins.cancel();
        clouds::choose(&unlocked, &self.ports, &self.profile, &self.connections, cloud_id).await?;
        Ok(self.describe_app().await)
    }

    /// Adds the cloud that a description tells of.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Invalid`] says what is wrong with it; whatever keeps an address from answering.
    pub async fn add_cloud(&self, description: CloudDescription) -> Result<CloudSummary, CommandError> {
        let unlocked = self.gate.unlocked().await?;
        Ok(clouds::add(&unlocked, &self.ports, &self.profile, description).await?)
    }

    /// The same for a file, and for that of the certificates which it names.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Invalid`] says what is wrong with the file.
    pub fn add_cloud_from(&self, path: &std::path::Path) -> Result<CloudSummary, CommandError> {
        Ok(clouds::add_from(&self.lock.unlocked()?, &self.ports, &self.profile, path)?)
    }

    /// Forgets a cloud that was added, and signs everybody out of it.
    ///
    /// # Errors
    /// [`Reason::CloudNotAdded`]; [`Reason::CloudInUse`]; what keeps the store from removing.
    pub async fn remove_cloud(&self, cloud_id: &str) -> Result<SignOutReport, CommandError> {
        let unlocked = self.gate.unlocked().await?;
        let (ports, profile, connections) = (&self.ports, &self.profile, &self.connections);
        Ok(clouds::remove(&unlocked, ports, profile, connections, &self.clipboard, cloud_id).await?)
    }

    /// Takes the demo cloud back to its beginnings, its sessions included.
    ///
    /// # Errors
    /// Whatever keeps the demo cloud from starting again.
    pub async fn reset_demo_cloud(&self) -> Result<AppOverview, CommandError> {
        let unlocked = self.gate.unlocked().await?;
        self.sign_ins.cancel();
        let (ports, profile, connections) = (&self.ports, &self.profile, &self.connections);
        clouds::reset_demo(&unlocked, ports, profile, connections, &self.clipboard).await?;
        self.notices.clear();
        Ok(self.describe_app().await)
    }

    /// Goes on without an OS store: from now on nothing is written, and everything ends with the window.
    pub async fn allow_session_only(&self) -> AppOverview {
        if self.lock.unlocked().is_ok() {
            self.profile.vault.keep_in_memory();
            self.ports.events.notify(Change::SecretStorage);
        }
        self.describe_app().await
    }

    /// Starts a sign-in and returns at once; an attempt before it is cancelled.
    ///
    /// # Errors
    /// [`Reason::NoSecretStore`] if there is nowhere to keep the session, [`crate::ErrorCode::Invalid`] for
    /// a malformed tenant or client id, [`Reason::DestinationsUnconfirmed`] if somebody has to look first where tokens go.
    pub async fn start_sign_in(&self, options: SignInOptions) -> Result<(), CommandError> {
        let unlocked = self.gate.unlocked().await?;
        Ok(self.sign_ins.start(&unlocked, options).await.map(drop)?)
    }

    /// Signs in and waits for the end; each step on the way is told.
    ///
    /// # Errors
    /// Same as [`App::start_sign_in`]; why the sign-in failed.
    pub async fn sign_in(
        &self,
        options: SignInOptions,
        on_progress: impl FnMut(&SignInProgress),
    ) -> Result<AccountSummary, CommandError> {
        let unlocked = self.gate.unlocked().await?;
        match self.sign_ins.start(&unlocked, options).await? {
            Started::Begun(watcher) => drop(watcher.end(on_progress).await?),
            Started::HasSession => {}
            Started::OtherIsFinishing => return Err(Reason::SignInUnderWay.into()),
        }
        let account = self.connections.current()?.account_summary();
        Ok(account.ok_or(AppError::from(Reason::NobodySignedIn))?)
    }

    /// Ends the sign-in that is under way.
    pub fn cancel_sign_in(&self) {
        self.sign_ins.cancel();
    }

    /// Puts a failed sign-in away.
    pub fn dismiss_sign_in_failure(&self) {
        self.attempts.dismiss_failure();
    }

    /// Opens the sign-in page once more. The browser's link works once, so that this begins a new attempt.
    ///
    /// # Errors
    /// [`Reason::NoSignInWaiting`].
    pub fn reopen_sign_in_page(&self) -> Result<(), CommandError> {
        Ok(self.sign_ins.reopen_page()?)
    }

    /// Copies a link to the sign-in page, for another of the person's browsers.
    ///
    /// # Errors
    /// [`Reason::NoSignInWaiting`].
    pub async fn copy_sign_in_link(&self) -> Result<Copied, CommandError> {
        Ok(self.sign_ins.copy_link().await?)
    }

    /// Works with another account of the chosen cloud from now on. Nothing is asked of anybody.
    ///
    /// # Errors
    /// [`Reason::AccountGone`].
    pub async fn choose_account(&self, account_id: &str) -> Result<AppOverview, CommandError> {
        let session = self.gate.session(Some(account_id)).await?;
        accounts::choose(&session, &self.connections, &self.clipboard)?;
        Ok(self.describe_app().await)
    }

    /// Works with another account in this run alone: it is not remembered.
    ///
    /// # Errors
    /// [`Reason::AccountGone`].
    pub async fn choose_account_for_this_run(&self, account_id: &str) -> Result<(), CommandError> {
        accounts::choose_for_this_run(&self.gate.session(Some(account_id)).await?);
        Ok(())
    }

    /// Goes on with a session that an earlier version kept: its owner has been shown where its tokens go.
    ///
    /// # Errors
    /// [`Reason::AccountGone`]; [`crate::ErrorCode::SignInRequired`] if its cloud is not described as it was;
    /// [`Reason::DestinationsUnconfirmed`] if the host has to be typed; what keeps the store from reading or sealing.
    pub async fn confirm_destinations(
        &self,
        account_id: &str,
        confirmed_host: Option<&str>,
    ) -> Result<AppOverview, CommandError> {
        let session = self.gate.session(Some(account_id)).await?;
        accounts::confirm_destinations(&session, confirmed_host).await?;
        self.ports.events.notify(Change::Accounts);
        Ok(self.describe_app().await)
    }

    /// Signs out one account of the chosen cloud, or every one. From the lock screen, everybody is signed out of every
    /// cloud, and nobody alone.
    ///
    /// # Errors
    /// [`Reason::NobodySignedIn`]; [`Reason::AccountGone`]; what keeps the store from removing.
    pub async fn sign_out(&self, account_id: Option<String>) -> Result<SignOutReport, CommandError> {
        self.resume().await;
        let scope = account_id.map_or(SignOutScope::Everybody, SignOutScope::One);
        let report = if self.lock.is_locked() && matches!(scope, SignOutScope::Everybody) {
            self.lock.sign_out_everybody().await
        } else {
            let unlocked = self.gate.unlocked().await?;
            accounts::sign_out(&unlocked, &self.connections, &self.clipboard, scope).await
        };
        self.jobs.drop_those_of_others(|account_id| self.connections.has_account(account_id));
        Ok(report?)
    }

    /// Lists the tenants that an account is in; its own first, then by name.
    ///
    /// # Errors
    /// [`Reason::AccountGone`]; what Azure refused.
    pub async fn list_tenants(&self, account_id: &str) -> Result<Vec<TenantSummary>, CommandError> {
        Ok(tenants::list(&self.gate.session(Some(account_id)).await?).await?)
    }

    /// Works in another tenant of an account from now on; no browser opens.
    ///
    /// # Errors
    /// [`crate::ErrorCode::SignInRequired`] if that tenant wants to see the person.
    pub async fn enter_tenant(&self, account_id: &str, tenant_id: &str) -> Result<AppOverview, CommandError> {
        let tenant_id = tenants::parse_id(tenant_id)?;
        let session = self.gate.session(Some(account_id)).await?;
        tenants::enter(&session, &self.connections, &self.clipboard, tenant_id).await?;
        Ok(self.describe_app().await)
    }

    /// What can be told of the secret or certificate that an account is kept by.
    ///
    /// # Errors
    /// [`Reason::AccountGone`]; [`Reason::NotAnApplication`]; what keeps the session from being read.
    pub async fn describe_credential(&self, account_id: &str) -> Result<CredentialSummary, CommandError> {
        Ok(credential::describe(&self.gate.session(Some(account_id)).await?).await?)
    }

    /// Looks at every source of credentials on this machine. No token is asked for.
    ///
    /// # Errors
    /// [`Reason::NoCloudChosen`].
    pub async fn list_credential_sources(&self) -> Result<Vec<CredentialSource>, CommandError> {
        Ok(sources::list(&*self.gate.connection().await?).await)
    }

    /// Remembers the workspace that a text means, until it is open or nobody wants it any more.
    ///
    /// # Errors
    /// [`Reason::ConfigInvalid`].
    pub fn request_workspace(&self, config: &str) -> Result<(), CommandError> {
        Ok(self.requested_workspace.request(&self.lock.unlocked()?, config)?)
    }

    /// The same for a file or a folder that the program was opened with; what is wrong with it is told at the
    /// window's top.
    pub async fn request_workspace_from(&self, path: &std::path::Path) {
        if let Err(error) = self.requested_workspace.request_from(path).await {
            self.notices.add(About::Machine, CommandError::from(error).message);
        }
    }

    /// Where the workspace is that somebody wants to open; `None` if nobody does.
    ///
    /// # Errors
    /// [`Reason::NobodySignedIn`]; what Azure refused.
    pub async fn locate_requested_workspace(&self) -> Result<Option<WorkspaceLocation>, CommandError> {
        if !self.requested_workspace.is_requested() {
            return Ok(self.gate.unlocked().await.map(|_| None)?);
        }
        Ok(self.requested_workspace.locate(&self.gate.session(None).await?).await?)
    }

    /// The workspace of a file, or of the first file that the v1 SDK would find from a folder on.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Invalid`] if there is no such file, or it means no workspace; what Azure refused.
    pub async fn locate_workspace_from(
        &self,
        path: &std::path::Path,
    ) -> Result<WorkspaceLocation, CommandError> {
        let config = workspace_config::read_file(path).await?;
        Ok(workspace_config::locate(&self.gate.session(None).await?, config).await?)
    }

    /// Nobody wants to open it any more, or it is open.
    pub fn dismiss_requested_workspace(&self) {
        self.requested_workspace.dismiss();
    }

    /// Lists every workspace that the account can see, subscription by subscription.
    ///
    /// # Errors
    /// What kept the subscriptions from being listed; a subscription that fails is a row in `failures`.
    pub async fn list_workspaces(&self) -> Result<WorkspaceList, CommandError> {
        let session = self.gate.session(None).await?;
        Ok(workspaces::list(&session, &*self.ports.clock).await?)
    }

    /// Reads one workspace.
    ///
    /// # Errors
    /// [`Reason::HandleInvalid`]; [`Reason::OtherAccount`]; [`Reason::WorkspaceGone`].
    pub async fn describe_workspace(&self, workspace: &str) -> Result<WorkspaceDetails, CommandError> {
        let workspace = WorkspaceHandle::parse(workspace)?;
        Ok(workspaces::describe(&self.gate.session_of(&workspace).await?, &workspace).await?)
    }

    /// Lists every service of a workspace. An API that fails is a row in `failures`.
    ///
    /// # Errors
    /// Same as [`App::describe_workspace`]; the first failure if both APIs fail.
    pub async fn list_services(&self, workspace: &str) -> Result<ServiceList, CommandError> {
        let workspace = WorkspaceHandle::parse(workspace)?;
        let session = self.gate.session_of(&workspace).await?;
        Ok(services::list(&session, &workspace, &*self.ports.clock).await?)
    }

    /// What has changed in the services of every workspace, or of one, since the mark of an earlier answer. Begins to
    /// read them the first time. While the answer says that more is being read, ask again.
    ///
    /// # Errors
    /// Same as [`App::list_workspaces`]; [`Reason::HandleInvalid`]. What keeps the services from being read is in the
    /// answer.
    pub async fn follow_services(
        &self,
        workspace: Option<&str>,
        since: Option<ListMark>,
    ) -> Result<ServiceChanges, CommandError> {
        let workspace = workspace.map(WorkspaceHandle::parse).transpose()?;
        let session = self.gate.session_for(workspace.as_ref()).await?;
        Ok(self.service_readings.follow(session, workspace, since))
    }

    /// Begins to read the services of every workspace, or of one, again.
    ///
    /// # Errors
    /// Same as [`App::follow_services`].
    pub async fn refresh_services(
        &self,
        workspace: Option<&str>,
        refresh: Refresh,
    ) -> Result<(), CommandError> {
        let workspace = workspace.map(WorkspaceHandle::parse).transpose()?;
        let session = self.gate.session_for(workspace.as_ref()).await?;
        self.service_readings.refresh(session, workspace, refresh);
        Ok(())
    }

    /// The pinned services of the current account, and those that it opened last.
    ///
    /// # Errors
    /// Same as [`App::list_workspaces`].
    pub async fn list_pins(&self) -> Result<ServicePins, CommandError> {
        Ok(pins::list(&self.gate.session(None).await?, &self.profile))
    }

    /// Pins a service, so that lists show it first.
    ///
    /// # Errors
    /// Same as [`App::follow_services`]; what keeps the settings from being written.
    pub async fn pin_service(&self, service: &str) -> Result<ServicePins, CommandError> {
        let service = ServiceHandle::parse(service)?;
        Ok(pins::pin(&self.gate.session_of(&service).await?, &self.profile, &service)?)
    }

    /// Unpins a service.
    ///
    /// # Errors
    /// Same as [`App::pin_service`].
    pub async fn unpin_service(&self, service: &str) -> Result<ServicePins, CommandError> {
        let service = ServiceHandle::parse(service)?;
        Ok(pins::unpin(&self.gate.session_of(&service).await?, &self.profile, &service)?)
    }

    /// Lists the role assignments that hold on a workspace, made there or above; with names if the person wants them
    /// ([`App::show_names`]).
    ///
    /// # Errors
    /// Same as [`App::describe_workspace`]; what kept the assignments from being listed.
    pub async fn list_access(&self, workspace: &str) -> Result<AccessList, CommandError> {
        let workspace = WorkspaceHandle::parse(workspace)?;
        let (session, names) = (self.gate.session_of(&workspace).await?, access::chosen_names(&self.profile));
        Ok(access::list(&session, &workspace, names, &*self.ports.clock).await?)
    }

    /// The same with names, this once.
    ///
    /// # Errors
    /// Same as [`App::list_access`].
    pub async fn list_access_with_names(&self, workspace: &str) -> Result<AccessList, CommandError> {
        let workspace = WorkspaceHandle::parse(workspace)?;
        let session = self.gate.session_of(&workspace).await?;
        Ok(access::list(&session, &workspace, Names::Wanted, &*self.ports.clock).await?)
    }

    /// From now on Microsoft Graph is asked for the names of who has a role.
    ///
    /// # Errors
    /// What keeps the settings from being written.
    pub fn show_names(&self) -> Result<(), CommandError> {
        Ok(access::choose_names(&self.lock.unlocked()?, &self.profile, Names::Wanted)?)
    }

    /// Microsoft Graph is asked for no names any more.
    ///
    /// # Errors
    /// What keeps the settings from being written.
    pub fn hide_names(&self) -> Result<(), CommandError> {
        Ok(access::choose_names(&self.lock.unlocked()?, &self.profile, Names::Unwanted)?)
    }

    /// Reads one service, and what the account may do with it. No key is read for this.
    ///
    /// # Errors
    /// [`Reason::HandleInvalid`]; [`Reason::OtherAccount`]; [`Reason::ServiceGone`].
    pub async fn describe_service(&self, service: &str) -> Result<ServiceDetails, CommandError> {
        let service = ServiceHandle::parse(service)?;
        let session = self.gate.session_of(&service).await?;
        let certificate_file = self.profile.certificate_file(session.cloud());
        let details = services::describe(&session, &service, certificate_file.as_deref()).await?;
        pins::note_opened(&self.profile, &service);
        Ok(details)
    }

    /// Reads one key for the person to see.
    ///
    /// # Errors
    /// Same as [`App::describe_service`]; [`crate::ErrorCode::Forbidden`] with the missing action; [`Reason::SlotEmpty`].
    pub async fn reveal_key(&self, service: &str, slot: KeySlot) -> Result<RevealedKey, CommandError> {
        let service = ServiceHandle::parse(service)?;
        Ok(self.keys.reveal(&self.gate.session_of(&service).await?, &service, slot).await?)
    }

    /// Reads one key and puts it on the clipboard; it never enters the window.
    ///
    /// # Errors
    /// Same as [`App::reveal_key`]; [`Reason::ClipboardUnavailable`].
    pub async fn copy_key(&self, service: &str, slot: KeySlot) -> Result<Copied, CommandError> {
        let service = ServiceHandle::parse(service)?;
        Ok(self.keys.copy(&self.gate.session_of(&service).await?, &service, slot).await?)
    }

    /// Puts a call of a service on the clipboard with a key in it, or with a fresh token if no slot is named. Neither
    /// enters the window, and the call is made here, of the service's own address.
    ///
    /// # Errors
    /// Same as [`App::copy_key`] and [`App::copy_token`]; [`Reason::AddressUnsafe`].
    pub async fn copy_call(
        &self,
        service: &str,
        language: CallLanguage,
        slot: Option<KeySlot>,
    ) -> Result<Copied, CommandError> {
        let service = ServiceHandle::parse(service)?;
        let session = self.gate.session_of(&service).await?;
        let file = self.profile.certificate_file(session.cloud());
        Ok(match slot {
            Some(slot) => self.keys.copy_call(&session, &service, slot, language, file.as_deref()).await?,
            None => self.tokens.copy_call(&session, &service, language, file.as_deref()).await?,
        })
    }

    /// Copies the command line that prints a service's key, or a token for it.
    ///
    /// # Errors
    /// Same as [`App::describe_service`]; [`Reason::ClipboardUnavailable`].
    pub async fn copy_command_line(&self, service: &str) -> Result<Copied, CommandError> {
        let service = ServiceHandle::parse(service)?;
        let line = services::command_line(&self.gate.session_of(&service).await?, &service).await?;
        self.copy_text(&line)
    }

    /// Opens a service in the browser, in Azure Machine Learning studio or in the Azure portal.
    ///
    /// # Errors
    /// [`Reason::HandleInvalid`]; [`Reason::OtherAccount`]; [`Reason::NoSites`]; [`Reason::BrowserNotOpened`].
    pub async fn open_service_page(&self, service: &str, site: Site) -> Result<(), CommandError> {
        let service = ServiceHandle::parse(service)?;
        let session = self.gate.session_of(&service).await?;
        Ok(sites::open(&session, &self.ports.browser, Place::Service(&service.id), site).await?)
    }

    /// The same for a workspace.
    ///
    /// # Errors
    /// Same as [`App::open_service_page`].
    pub async fn open_workspace_page(&self, workspace: &str, site: Site) -> Result<(), CommandError> {
        let workspace = WorkspaceHandle::parse(workspace)?;
        let session = self.gate.session_of(&workspace).await?;
        Ok(sites::open(&session, &self.ports.browser, Place::Workspace(&workspace.id), site).await?)
    }

    /// Writes the `config.json` of a workspace into the folder that the system saves files in. Nothing is written over.
    ///
    /// # Errors
    /// Same as [`App::describe_workspace`]; [`Reason::NoFolderForFiles`]; [`Reason::FileNotWritten`].
    pub async fn save_workspace_config(
        &self,
        workspace: &str,
        folder: Option<PathBuf>,
    ) -> Result<SavedFile, CommandError> {
        let workspace = WorkspaceHandle::parse(workspace)?;
        let session = self.gate.session_of(&workspace).await?;
        let folder = folder.ok_or(Reason::NoFolderForFiles).map_err(AppError::from)?;
        Ok(workspaces::save_config(&session, &workspace, folder).await?)
    }

    /// Has Azure make a new key in one slot, and proves it by listing the keys before and after. It is a job, and goes on
    /// when the app is locked.
    ///
    /// # Errors
    /// Same as [`App::reveal_key`]; [`Reason::NameMismatch`]; [`Reason::RegenerationUnderWay`]; [`Reason::Locked`] if the
    /// app is locked meanwhile. Whatever comes back without an error is told in `outcome`.
    pub async fn regenerate_key(
        &self,
        service: &str,
        slot: KeySlot,
        typed_name: &str,
    ) -> Result<KeyRegeneration, CommandError> {
        let service = ServiceHandle::parse(service)?;
        let session = self.gate.session_of(&service).await?;
        self.keys.regenerate(&session, &service, slot, typed_name).await?.into_regeneration()
    }

    /// Says how long the service's token lives; one is fetched if none is at hand.
    ///
    /// # Errors
    /// Same as [`App::describe_service`]; [`Reason::NoTokens`].
    pub async fn describe_token(&self, service: &str) -> Result<TokenLife, CommandError> {
        let service = ServiceHandle::parse(service)?;
        Ok(self.tokens.describe(&self.gate.session_of(&service).await?, &service).await?)
    }

    /// Puts a token with at least five minutes left on the clipboard; it never enters the window.
    ///
    /// # Errors
    /// Same as [`App::describe_token`]; [`Reason::TokenEndsEarly`].
    pub async fn copy_token(&self, service: &str) -> Result<Copied, CommandError> {
        let service = ServiceHandle::parse(service)?;
        Ok(self.tokens.copy(&self.gate.session_of(&service).await?, &service).await?)
    }

    /// A token of a service for a program, with at least so much life left.
    ///
    /// # Errors
    /// Same as [`App::copy_token`].
    pub async fn service_token(
        &self,
        service: &str,
        min_life: Duration,
    ) -> Result<ProgramToken, CommandError> {
        let service = ServiceHandle::parse(service)?;
        let session = self.gate.session_of(&service).await?;
        Ok(self.tokens.of_service(&session, &service, min_life).await?)
    }

    /// A token of the account for a program, with at least so much life left.
    ///
    /// # Errors
    /// [`crate::ErrorCode::SignInRequired`] if nobody is signed in, or somebody has to be in front of a browser.
    pub async fn account_token(
        &self,
        audience: Audience,
        min_life: Duration,
    ) -> Result<ProgramToken, CommandError> {
        Ok(tokens::of_account(&self.gate.session(None).await?, audience, min_life).await?)
    }

    /// Copies an address, an id or a snippet.
    ///
    /// # Errors
    /// [`Reason::TextTooLong`]; [`Reason::ClipboardUnavailable`].
    pub fn copy_text(&self, text: &str) -> Result<Copied, CommandError> {
        self.clipboard.copy_plain(&self.lock.unlocked()?, text)?;
        Ok(Copied { clears_at: None, fingerprints: None, token: None })
    }

    /// Every job that runs or whose outcome is kept. While the app is locked it tells counts only.
    pub fn list_jobs(&self) -> Vec<JobView> {
        let is_unlocked = self.lock.unlocked().is_ok();
        let visibility = if is_unlocked { Visibility::Full } else { Visibility::CountsOnly };
        self.jobs.list(visibility, |account_id| self.connections.has_account(account_id))
    }

    /// Asks a job to stop; it finishes what it cannot leave half done. It works from the lock screen too.
    ///
    /// # Errors
    /// [`Reason::JobGone`].
    pub fn stop_job(&self, id: u32) -> Result<(), CommandError> {
        Ok(self.jobs.stop(id)?)
    }

    /// Forgets a job that has ended.
    ///
    /// # Errors
    /// [`Reason::JobGone`].
    pub fn dismiss_job(&self, id: u32) -> Result<(), CommandError> {
        Ok(self.jobs.dismiss(&self.lock.unlocked()?, id)?)
    }

    /// The settings as they are.
    pub fn describe_settings(&self) -> SettingsView {
        preferences::describe(&self.profile)
    }

    /// Checks and keeps new settings. They hold for the next sign-in.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Invalid`] names the field.
    pub fn save_settings(&self, update: SettingsUpdate) -> Result<SettingsView, CommandError> {
        Ok(preferences::save(&self.lock.unlocked()?, &self.profile, update)?)
    }

    /// Keeps the language of texts and uses it from now on. Texts that were read before keep their language.
    ///
    /// # Errors
    /// [`Reason::FileNotWritten`].
    pub fn set_language(&self, language: Language) -> Result<SettingsView, CommandError> {
        Ok(preferences::set_language(&self.lock.unlocked()?, &self.profile, &self.languages, language)?)
    }

    /// Locks at once: what is revealed or copied is taken away, tokens and keys in memory are dropped.
    ///
    /// # Errors
    /// [`Reason::NobodySignedIn`]: there is nothing to lock.
    pub async fn lock_app(&self) -> Result<AppOverview, CommandError> {
        self.resume().await;
        self.lock.lock().await?;
        Ok(self.describe_app().await)
    }

    /// Unlocks, or begins to: for a person a sign-in starts in the browser, which has to end as the same account.
    ///
    /// # Errors
    /// What keeps the sign-in from starting, or the store from giving the session.
    pub async fn unlock_app(&self) -> Result<AppOverview, CommandError> {
        self.resume().await;
        self.sign_ins.unlock().await?;
        Ok(self.describe_app().await)
    }

    /// A person is there: whatever locks after a time without one begins anew.
    pub async fn note_activity(&self) {
        self.lock.note_activity().await;
    }

    /// The timers of the current account's session.
    ///
    /// # Errors
    /// [`Reason::NobodySignedIn`].
    pub async fn describe_session(&self) -> Result<SessionTimer, CommandError> {
        Ok(self.gate.session(None).await?.timer().await?)
    }

    /// When the app locks by itself.
    pub fn describe_lock_settings(&self) -> LockSettings {
        self.lock.settings()
    }

    /// Sets when the app locks by itself. It holds from now on.
    ///
    /// # Errors
    /// [`Reason::LockTimeInvalid`] for less than a minute or more than a day.
    pub fn save_lock_settings(&self, settings: LockSettings) -> Result<LockSettings, CommandError> {
        Ok(self.lock.save_settings(&self.lock.unlocked()?, settings)?)
    }

    /// Looks at everything that is kept on this machine. Nothing is changed.
    ///
    /// # Errors
    /// What keeps the folder from being listed.
    pub async fn check_secret_store(&self) -> Result<SecretStoreReport, CommandError> {
        let unlocked = self.gate.unlocked().await?;
        Ok(secret_store::check(&unlocked, &self.profile, &self.ports).await?)
    }

    /// Keeps a trial item, reads it and removes it.
    ///
    /// # Errors
    /// Which of it failed, and the way out.
    pub async fn try_secret_store(&self) -> Result<RoundTrip, CommandError> {
        let unlocked = self.gate.unlocked().await?;
        Ok(secret_store::try_out(&unlocked, &self.profile, &*self.ports.clock).await?)
    }

    /// Removes everything that is kept, of every account and cloud, and looks again.
    ///
    /// # Errors
    /// [`Reason::WordMissing`] unless the word `purge` was typed.
    pub async fn purge_secret_store(&self, typed_word: &str) -> Result<PurgeReport, CommandError> {
        let unlocked = self.gate.unlocked().await?;
        secret_store::require_purge_word(typed_word)?;
        self.sign_ins.cancel();
        self.clipboard.clear_secrets();
        let report = secret_store::purge(&unlocked, &self.profile, &self.connections).await;
        self.jobs.drop_those_of_others(|account_id| self.connections.has_account(account_id));
        Ok(report)
    }

    /// Compares this machine's clock with the sign-in service's, by one request that carries nothing.
    ///
    /// # Errors
    /// [`Reason::NoCloudChosen`].
    pub async fn check_clock(&self) -> Result<ClockCheck, CommandError> {
        Ok(secret_store::check_clock(&*self.gate.connection().await?).await)
    }
}

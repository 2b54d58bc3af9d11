//! The app put together with this terminal, and the account and things that a command names.

use std::{path::PathBuf, sync::Arc};

use async_trait::async_trait;
use latchkey_app::{
    App, CloudCatalog, CloudUnavailable, MicrosoftClouds, Options, Ports, read_cloud, summary_of,
    view::{CloudSummary, ServiceSummary, WorkspaceSummary},
};
use latchkey_http::Silent;
use latchkey_identity::SystemMachine;
use latchkey_types::{Cloud, OsEntropy, SystemClock};
use latchkey_vault::{OsKeychain, Vault};

use crate::{
    arguments::Common,
    output::Failure,
    terminal::{NoClipboard, TerminalBrowser, Ticker},
};

/// The window's folder has this name in each system's place for programs' data.
const IDENTIFIER: &str = "dev.latchkey.desktop";
/// What is worked with before a cloud was chosen.
const FIRST_CLOUD: &str = "public";

/// An app and the terminal that it is used from.
pub(crate) struct Session {
    pub(crate) app: Arc<App>,
    pub(crate) ticker: Arc<Ticker>,
    pub(crate) common: Common,
}

/// Microsoft's clouds, and the one of a file.
struct Clouds(Option<Cloud>);

#[async_trait]
impl CloudCatalog for Clouds {
    fn summaries(&self) -> Vec<CloudSummary> {
        self.0.iter().map(summary_of).chain(MicrosoftClouds.summaries()).collect()
    }

    async fn open(&self, id: &str, vault: &Arc<Vault>) -> Result<Cloud, CloudUnavailable> {
        match &self.0 {
            Some(cloud) if cloud.id == id => Ok(cloud.clone()),
            _ => MicrosoftClouds.open(id, vault).await,
        }
    }

    async fn reset(&self, vault: &Arc<Vault>) -> Result<(), CloudUnavailable> {
        MicrosoftClouds.reset(vault).await
    }
}

impl Session {
    /// Puts everything together; the account of `--account` is worked with.
    pub(crate) async fn open(common: Common) -> Result<Self, Failure> {
        let profile = match &common.profile {
            Some(folder) => folder.clone(),
            None => data_folder()?,
        };
        let named = common.cloud.as_ref().map(PathBuf::from);
        let of_file = named.filter(|path| path.is_file()).map(|path| read_cloud(&path)).transpose()?;
        let chosen = of_file.as_ref().map(|cloud| cloud.id.clone()).or_else(|| common.cloud.clone());
        let ticker = Arc::new(Ticker::new());
        let app = App::new(Options {
            profile,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            cloud: chosen.clone(),
            ports: Ports {
                clock: Arc::new(SystemClock),
                entropy: Arc::new(OsEntropy),
                browser: Arc::new(TerminalBrowser { may_open: !common.no_interaction }),
                machine: Arc::new(SystemMachine),
                keychain: Arc::new(OsKeychain),
                clipboard: Arc::new(NoClipboard),
                events: Arc::clone(&ticker) as _,
                observer: Arc::new(Silent),
                clouds: Arc::new(Clouds(of_file)),
            },
        });
        if let Some(id) = chosen
            && !app.list_clouds().iter().any(|cloud| cloud.id == id)
        {
            return Err(Failure::plain(format!("There is neither a file nor a cloud named {id}.")));
        }
        let session = Self { app, ticker, common };
        if session.common.session_only {
            session.app.allow_session_only().await;
        }
        session.app.resume_with(FIRST_CLOUD).await;
        session.choose_account().await?;
        Ok(session)
    }

    async fn choose_account(&self) -> Result<(), Failure> {
        let Some(wanted) = &self.common.account else { return Ok(()) };
        let accounts = self.app.describe_app().await.accounts;
        let is_wanted = |name: &str, id: &str| id == wanted || name.eq_ignore_ascii_case(wanted);
        let mut found = accounts.into_iter().filter(|account| is_wanted(&account.user_name, &account.id));
        match (found.next(), found.next()) {
            (Some(account), None) => {
                self.app.choose_account(&account.id).await.map(|_| ()).map_err(Failure::from)
            }
            (Some(_), Some(_)) => {
                Err(Failure::plain(format!("Several accounts are named {wanted}: use an id.")))
            }
            (None, _) => Err(Failure::plain(format!("Nobody named {wanted} is signed in."))),
        }
    }

    /// The workspace of this name.
    pub(crate) async fn workspace(&self, name: &str) -> Result<WorkspaceSummary, Failure> {
        let workspaces = self.app.list_workspaces().await?.workspaces;
        let named = workspaces.into_iter().filter(|workspace| workspace.name.eq_ignore_ascii_case(name));
        one(named.collect(), "workspace", name)
    }

    /// The service of this name, in the workspace of that name if it is given.
    pub(crate) async fn service(
        &self,
        name: &str,
        workspace: Option<&str>,
    ) -> Result<ServiceSummary, Failure> {
        let workspaces = match workspace {
            Some(workspace) => vec![self.workspace(workspace).await?],
            None => self.app.list_workspaces().await?.workspaces,
        };
        let mut found = Vec::new();
        for workspace in workspaces {
            let services = self.app.list_services(&workspace.handle).await?.services;
            found.extend(services.into_iter().filter(|service| service.name.eq_ignore_ascii_case(name)));
        }
        one(found, "service", name)
    }
}

fn one<T>(mut found: Vec<T>, kind: &str, name: &str) -> Result<T, Failure> {
    match (found.pop(), found.len()) {
        (Some(only), 0) => Ok(only),
        (Some(_), more) => Err(Failure::plain(format!(
            "{} of the name {name} are there; name the {} too.",
            more + 1,
            "workspace"
        ))),
        (None, _) => {
            Err(Failure::plain(format!("There is no {kind} named {name} that this account can see.")))
        }
    }
}

fn data_folder() -> Result<PathBuf, Failure> {
    let folder = dirs::data_dir().map(|folder| folder.join(IDENTIFIER));
    folder.ok_or_else(|| Failure::plain("This system names no folder for data; use --profile.".to_owned()))
}

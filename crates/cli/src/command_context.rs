//! Builds the app for this terminal.

mod catalogue;
mod named;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use latchkey_app::{
    App, Options, Ports,
    bridge::{AccountBinding, AccountSummary},
    read_cloud,
};
use latchkey_http::NoopObserver;
use latchkey_identity::SystemMachine;
use latchkey_peer::SystemPeers;
use latchkey_types::{OsEntropy, SystemClock};
use latchkey_vault::OsKeychain;
use latchkey_words::{format, terminal};

use self::catalogue::Catalogue;
use crate::{
    arguments::GlobalOptions,
    console::{self, NoClipboard, NoEvents, TerminalBrowser},
    output::{Failure, print_message},
};

/// The name of the window's folder in the system's folder for application data.
const IDENTIFIER: &str = "dev.latchkey.desktop";
/// The cloud that is used until one is chosen.
const FIRST_CLOUD: &str = "public";

/// The app and the global options, for one command.
pub(crate) struct CommandContext {
    pub(crate) app: Arc<App>,
    pub(crate) options: GlobalOptions,
}

impl CommandContext {
    /// Builds the app and restores the session of the chosen cloud.
    pub(crate) async fn open(options: GlobalOptions) -> Result<Self, Failure> {
        let profile = match &options.profile {
            Some(folder) => folder.clone(),
            None => data_folder()?,
        };
        // An id is letters, digits and hyphens. A file of such a name is `./name`, so that a folder's content never
        // decides which cloud an id means.
        let is_path =
            |text: &&String| text.contains(|next: char| !next.is_ascii_alphanumeric() && next != '-');
        let of_file =
            options.cloud.as_ref().filter(is_path).map(|path| read_cloud(Path::new(path))).transpose()?;
        let chosen = of_file.as_ref().map(|cloud| cloud.id.clone()).or_else(|| options.cloud.clone());
        let app = App::new(Options {
            profile,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            cloud: chosen.clone(),
            languages: sys_locale::get_locales().collect(),
            ports: Ports {
                clock: Arc::new(SystemClock),
                entropy: Arc::new(OsEntropy),
                browser: Arc::new(TerminalBrowser { may_open: !options.no_interaction }),
                peers: Arc::new(SystemPeers::default()),
                machine: Arc::new(SystemMachine::default()),
                keychain: Arc::new(OsKeychain),
                clipboard: Arc::new(NoClipboard),
                events: Arc::new(NoEvents),
                observer: Arc::new(NoopObserver),
                transport: None,
                clouds: Arc::new(Catalogue(of_file)),
            },
        });
        if let Some(id) = chosen
            && !app.list_clouds().iter().any(|cloud| cloud.id == id)
        {
            return Err(Failure::plain(terminal::cloud_missing(id)));
        }
        if options.session_only {
            app.vault().keep_in_memory();
        }
        app.resume_with(FIRST_CLOUD).await;
        for notice in app.notices() {
            print_message(&notice);
        }
        Ok(Self { app, options })
    }

    /// Selects the account of `--account` for this run. Asks for a confirmation if an earlier version stored its session.
    pub(crate) async fn select_account(&self) -> Result<(), Failure> {
        if let Some(wanted) = &self.options.account {
            self.app.choose_account_for_this_run(&self.account(wanted).await?.id).await?;
        }
        let account = self.app.describe_app().await.account;
        match account.filter(|account| account.binding == AccountBinding::Unconfirmed) {
            Some(account) if !self.options.no_interaction && console::can_ask() => {
                self.confirm(&account, None).await
            }
            // The command fails later if it needs the session.
            _ => Ok(()),
        }
    }

    /// Shows the hosts that receive tokens of a session. Binds the session to them after the person has typed the first.
    pub(crate) async fn confirm(
        &self,
        account: &AccountSummary,
        host: Option<String>,
    ) -> Result<(), Failure> {
        match account.binding {
            AccountBinding::Confirmed => return Ok(()),
            AccountBinding::Changed => {
                return Err(Failure::sign_in(terminal::destinations_changed()));
            }
            AccountBinding::Unconfirmed => {}
        }
        let cloud = self.app.describe_app().await.cloud;
        let places = cloud.map(|cloud| cloud.token_hosts).unwrap_or_default();
        let expected = places.first().cloned().unwrap_or_default();
        let typed = if let Some(host) = host {
            host
        } else {
            print_message(&terminal::confirm_session(&account.user_name, format::list(&places)));
            let otherwise = terminal::confirm_session_command(&expected);
            if self.options.no_interaction {
                return Err(Failure::interaction(otherwise));
            }
            console::ask_word(&terminal::confirm_type(&expected), otherwise)?
        };
        if typed.trim() != expected {
            return Err(Failure::plain(terminal::confirm_mismatch(expected)));
        }
        self.app.confirm_destinations(&account.id, Some(typed.trim())).await?;
        Ok(())
    }
}

fn data_folder() -> Result<PathBuf, Failure> {
    let folder = dirs::data_dir().map(|folder| folder.join(IDENTIFIER));
    folder.ok_or_else(|| Failure::plain(terminal::no_data_folder()))
}

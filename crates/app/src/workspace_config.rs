//! From a workspace's `config.json` straight to that workspace, or to what is missing on the way there.

use std::{fs, io::Read, path::Path};

use latchkey_azure::{subscriptions, workspaces};
use latchkey_types::WorkspaceConfig;

use crate::{App, Change, CommandError, ErrorCode, connection::Connection, view::WorkspaceLocation};

/// What a file may have, in bytes.
const LONGEST_FILE: u64 = 64 * 1024;

impl App {
    /// The workspace of a file, or of the first file that the v1 SDK would find from a folder on, if this account
    /// can open it.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] if there is no such file, or it means no workspace; whatever keeps the list from being
    /// read.
    pub async fn locate_workspace_from(&self, path: &Path) -> Result<WorkspaceLocation, CommandError> {
        self.locate_workspace(read_file(path).await?).await
    }

    /// Remembers the workspace that a text means, until it is open or nobody wants it any more.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] if the text means no workspace.
    pub fn request_workspace(&self, config: &str) -> Result<(), CommandError> {
        self.refuse_if_locked()?;
        self.put_request(Some(read(config)?));
        Ok(())
    }

    /// The same for a file or a folder that the program was opened with; what is wrong with it is told at the
    /// window's top.
    pub async fn request_workspace_from(&self, path: &Path) {
        match read_file(path).await {
            Ok(config) => self.put_request(Some(config)),
            Err(error) => {
                self.state().notices.push(error.message);
                self.ports.events.notify(Change::App);
            }
        }
    }

    /// Where the workspace is that somebody wants to open; `None` if nobody does.
    ///
    /// # Errors
    /// [`ErrorCode::SignInRequired`] if nobody is signed in; whatever keeps the list from being read.
    pub async fn locate_requested_workspace(&self) -> Result<Option<WorkspaceLocation>, CommandError> {
        self.refuse_if_locked()?;
        let config = self.state().requested_workspace.clone();
        match config {
            Some(config) => Ok(Some(self.locate_workspace(config).await?)),
            None => Ok(None),
        }
    }

    /// Nobody wants to open it any more, or it is open.
    pub fn dismiss_requested_workspace(&self) {
        self.put_request(None);
    }

    fn put_request(&self, config: Option<WorkspaceConfig>) {
        self.state().requested_workspace = config;
        self.ports.events.notify(Change::App);
    }

    async fn locate_workspace(&self, config: WorkspaceConfig) -> Result<WorkspaceLocation, CommandError> {
        self.resume().await;
        let connection = self.connection()?;
        let id = config.resource_id();
        self.list_workspaces().await?;
        let known = connection.inventory().workspaces();
        let is_meant = |candidate: &str| candidate.eq_ignore_ascii_case(id.as_str());
        if let Some(found) = known.iter().find(|known| is_meant(known.workspace.id.as_str())) {
            let handle = found.summary.handle.clone();
            return Ok(WorkspaceLocation::Here { handle, name: found.summary.name.clone() });
        }
        why_not(&connection, config).await
    }
}

fn read(config: &str) -> Result<WorkspaceConfig, CommandError> {
    WorkspaceConfig::read(config).map_err(|error| {
        CommandError::invalid("config", &format!("This is not a workspace's config.json: {error}."))
    })
}

async fn read_file(path: &Path) -> Result<WorkspaceConfig, CommandError> {
    let path = path.to_owned();
    let text = tokio::task::spawn_blocking(move || find(&path)).await;
    let unread = |_| CommandError::new(ErrorCode::Internal, "The file was not read.".to_owned());
    read(&text.map_err(unread)??)
}

fn find(path: &Path) -> Result<String, CommandError> {
    let invalid = |message: String| CommandError::invalid("config", &message);
    let place = if path.is_dir() {
        let from = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let found = WorkspaceConfig::places(&from).find(|place| place.is_file());
        found.ok_or_else(|| invalid(format!("There is no config.json in {} or above it.", path.display())))?
    } else {
        path.to_owned()
    };
    let mut text = String::new();
    let read = fs::File::open(&place).and_then(|file| file.take(LONGEST_FILE + 1).read_to_string(&mut text));
    read.map_err(|error| invalid(format!("{} cannot be read: {error}.", place.display())))?;
    Ok(text)
}

async fn why_not(
    connection: &Connection,
    config: WorkspaceConfig,
) -> Result<WorkspaceLocation, CommandError> {
    let azure = connection.azure()?;
    let name = config.workspace.clone();
    let mine = &connection.account()?.key.tenant_id;
    match subscriptions::tenant_of(&azure, &config.subscription_id).await? {
        Some(tenant_id) if tenant_id != *mine && !mine.is_empty() => {
            let tenant_name = connection.tenant_name(&tenant_id);
            return Ok(WorkspaceLocation::OtherTenant { name, tenant_id, tenant_name });
        }
        _ => {}
    }
    match workspaces::read_one(&azure, &config.resource_id()).await {
        // It came into being, or came in sight, after the list was read.
        Ok(_) => Ok(WorkspaceLocation::NotListed { name }),
        Err(error) if error.is_forbidden() => Ok(WorkspaceLocation::NoAccess { name }),
        Err(error) => match CommandError::from(error) {
            error if error.code == ErrorCode::NotFound => Ok(WorkspaceLocation::Gone { name }),
            error => Err(error),
        },
    }
}

//! From a workspace's `config.json` straight to that workspace, or to what is missing on the way there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use latchkey_azure::{subscriptions, workspaces};
use latchkey_files::{is_for_others, is_ours};
use latchkey_types::WorkspaceConfig;

use crate::{App, Change, CommandError, ErrorCode, bridge::WorkspaceLocation, connection::Connection};

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
        search(&from).map_err(|left_out| invalid(not_found(path, &left_out)))?
    } else {
        path.to_owned()
    };
    let read = latchkey_files::read_text(&place, LONGEST_FILE);
    let text = read.map_err(|error| invalid(format!("{} cannot be read: {error}.", place.display())))?;
    Ok(text.to_string())
}

/// The first file that the v1 SDK would find and that nobody else can have written. On the way up the search ends at a
/// folder that others can write to, as `/tmp` is: they could lead whoever works below it to a workspace of theirs.
///
/// Fails with the files that were left out for that.
fn search(from: &Path) -> Result<PathBuf, Vec<PathBuf>> {
    let is_closed = |path: &Path| {
        let is_our_link = fs::symlink_metadata(path).is_ok_and(|link| is_ours(&link));
        is_our_link && fs::metadata(path).is_ok_and(|there| is_ours(&there) && !is_for_others(&there))
    };
    let above = from.ancestors().skip(1).take_while(|folder| is_closed(folder));
    // The person has named the first one.
    let way: Vec<&Path> = [from].into_iter().chain(above).collect();
    let mut left_out = Vec::new();
    for place in WorkspaceConfig::places(from).filter(|place| place.is_file()) {
        let folder = place.parent().unwrap_or(from);
        let is_on_way = way.iter().any(|one| *one == folder || folder.parent() == Some(one));
        if is_on_way && is_closed(&place) && (folder == from || is_closed(folder)) {
            return Ok(place);
        }
        left_out.push(place);
    }
    Err(left_out)
}

fn not_found(path: &Path, left_out: &[PathBuf]) -> String {
    let path = path.display();
    match left_out.first() {
        None => format!("There is no config.json in {path} or above it."),
        Some(file) => {
            let file = file.display();
            format!(
                "There is no config.json in {path} or above it that is yours alone. {file} can be changed by other people of this machine; name it with --config if you trust them."
            )
        }
    }
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

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("this user owns it");
    }

    #[test]
    fn a_config_that_others_can_have_written_is_not_found() {
        let home = tempfile::tempdir().unwrap();
        let (shared, work) = (home.path().join("shared"), home.path().join("shared/work/deep"));
        fs::create_dir_all(&work).unwrap();
        mode(&home.path().join("shared/work"), 0o755);
        let below = work.parent().unwrap();
        let config = |folder: &Path| {
            let file = folder.join("config.json");
            fs::write(&file, "{}").unwrap();
            mode(&file, 0o644);
            file
        };
        for folder_mode in [0o777, 0o1777] {
            mode(&shared, folder_mode);
            let planted = config(&shared);
            assert_eq!(search(&work), Err(vec![planted.clone()]), "the way ends below {folder_mode:o}");
            let far = config(home.path());
            assert!(search(&work).is_err(), "nor does it go past it");
            assert_eq!(search(&shared), Ok(planted), "a file of this user's own, where it was asked for");
            mode(&shared.join("config.json"), 0o666);
            assert_eq!(search(&shared), Ok(far.clone()), "others can change the near one");
            fs::remove_file(far).unwrap();
            fs::remove_file(shared.join("config.json")).unwrap();
        }
        let own = config(below);
        assert_eq!(search(&work), Ok(own.clone()));
        mode(&shared, 0o755);
        fs::remove_file(own).unwrap();
        let above = config(&shared);
        assert_eq!(search(&work), Ok(above));
        let message = not_found(&work, &[shared.join("config.json")]);
        assert!(message.contains("--config") && message.contains("shared/config.json"), "{message}");
    }

    #[test]
    fn a_config_of_somebody_elses_is_not_found() {
        let home = tempfile::tempdir().unwrap();
        let (file, folder) = (home.path().join("config.json"), home.path().join(".azureml"));
        fs::write(&file, "{}").unwrap();
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("config.json"), "{}").unwrap();
        let give_away = |path: &Path| std::os::unix::fs::lchown(path, Some(65534), None);
        if give_away(&file).and_then(|()| give_away(&folder)).is_err() {
            return latchkey_testing::skip("a_config_of_somebody_elses_is_not_found", "root");
        }
        assert_eq!(search(home.path()), Err(vec![folder.join("config.json"), file.clone()]));
        // A link of somebody else's to a file of this user's.
        let ours = home.path().join("ours");
        fs::rename(folder.join("config.json"), &ours).unwrap();
        fs::remove_file(&file).unwrap();
        symlink(&ours, &file).unwrap();
        assert_eq!(search(home.path()), Ok(file.clone()));
        give_away(&file).unwrap();
        assert_eq!(search(home.path()), Err(vec![file]));
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let home = tempfile::tempdir().unwrap();
        let pipe = home.path().join("config.json");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        let check = |path: &Path, expected: &str| {
            let message = find(path).unwrap_err().message;
            assert!(message.contains(expected), "{message}");
        };
        check(&pipe, "it is not a regular file");
        check(home.path(), "There is no config.json");
        check(Path::new("/dev/zero"), "it is not a regular file");
    }
}

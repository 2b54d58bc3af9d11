//! From a workspace's `config.json` straight to that workspace, or to what is missing on the way there.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use latchkey_azure::subscriptions;
use latchkey_files::{is_for_others, is_ours};
use latchkey_types::WorkspaceConfig;

use parking_lot::{Mutex, MutexGuard};

use crate::{
    AppError, ErrorCode, Events, Field, Reason,
    bridge::{Change, WorkspaceLocation},
    handle::Handle,
    session::Session,
    unlocked::Unlocked,
    workspaces,
};

/// What a file may have, in bytes.
const LONGEST_FILE: u64 = 64 * 1024;

/// The workspace that somebody wants to open, until it is open or nobody wants it any more.
pub(crate) struct RequestedWorkspace {
    events: Arc<dyn Events>,
    config: Mutex<Option<WorkspaceConfig>>,
}

impl RequestedWorkspace {
    pub(crate) fn new(events: Arc<dyn Events>) -> Self {
        Self { events, config: Mutex::default() }
    }

    /// What the workspace is called.
    pub(crate) fn name(&self) -> Option<String> {
        self.lock().as_ref().map(|config| config.workspace.clone())
    }

    /// Remembers the workspace that a text means.
    ///
    /// # Errors
    /// [`Reason::ConfigInvalid`].
    pub(crate) fn request(&self, _: &Unlocked, config: &str) -> Result<(), AppError> {
        self.put(Some(read(config)?));
        Ok(())
    }

    /// The same for a file or a folder that the program was opened with.
    ///
    /// # Errors
    /// [`Reason::ConfigInvalid`], [`Reason::ConfigMissing`], [`Reason::FileUnreadable`].
    pub(crate) async fn request_from(&self, path: &Path) -> Result<(), AppError> {
        self.put(Some(read_file(path).await?));
        Ok(())
    }

    /// Where the workspace is; `None` if nobody wants one.
    ///
    /// # Errors
    /// What Azure refused.
    pub(crate) async fn locate(&self, session: &Session) -> Result<Option<WorkspaceLocation>, AppError> {
        let config = self.lock().clone();
        match config {
            Some(config) => Ok(Some(locate(session, config).await?)),
            None => Ok(None),
        }
    }

    /// Whether somebody wants one.
    pub(crate) fn is_requested(&self) -> bool {
        self.lock().is_some()
    }

    /// Nobody wants it any more, or it is open.
    pub(crate) fn dismiss(&self) {
        self.put(None);
    }

    fn put(&self, config: Option<WorkspaceConfig>) {
        *self.lock() = config;
        self.events.notify(Change::RequestedWorkspace);
    }

    fn lock(&self) -> MutexGuard<'_, Option<WorkspaceConfig>> {
        self.config.lock()
    }
}

/// Where the workspace of a file is, for an account.
///
/// # Errors
/// What Azure refused.
pub(crate) async fn locate(
    session: &Session,
    config: WorkspaceConfig,
) -> Result<WorkspaceLocation, AppError> {
    let handle = Handle {
        cloud: session.cloud().id.clone(),
        account: session.account().key.id(),
        id: config.resource_id(),
    };
    match workspaces::known_workspace(session, &handle).await {
        Ok(known) => {
            let (handle, name) = (known.handle.clone(), known.workspace.name.clone());
            Ok(WorkspaceLocation::Here { handle, name })
        }
        Err(error) => explain_missing(session, config, error).await,
    }
}

fn read(config: &str) -> Result<WorkspaceConfig, AppError> {
    WorkspaceConfig::read(config).map_err(|problem| Reason::ConfigInvalid { problem }.into())
}

/// Reads a file, or the first file that the v1 SDK would find from a folder on.
///
/// # Errors
/// [`crate::ErrorCode::Invalid`] if there is no such file, or it means no workspace.
pub(crate) async fn read_file(path: &Path) -> Result<WorkspaceConfig, AppError> {
    let path = path.to_owned();
    let text = tokio::task::spawn_blocking(move || find(&path)).await;
    read(&text.map_err(|_| Reason::Interrupted)??)
}

fn find(path: &Path) -> Result<String, AppError> {
    let place = if path.is_dir() {
        let from = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        search(&from).map_err(|left_out| not_found(path, &left_out))?
    } else {
        path.to_owned()
    };
    let read = latchkey_files::read_text(&place, LONGEST_FILE);
    let text = read.map_err(|error| Reason::FileUnreadable {
        file: place.display().to_string(),
        field: Field::Config,
        problem: error.into(),
    })?;
    Ok(text.to_string())
}

/// The first file that the v1 SDK would find and that nobody else can have written. On the way up the search ends at a
/// folder that others can write to, as `/tmp` is: they could lead the user to a workspace of theirs.
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

fn not_found(path: &Path, left_out: &[PathBuf]) -> Reason {
    Reason::ConfigMissing {
        folder: path.display().to_string(),
        left_out: left_out.first().map(|file| file.display().to_string()),
    }
}

/// Why the workspace of a file was not read.
async fn explain_missing(
    session: &Session,
    config: WorkspaceConfig,
    error: AppError,
) -> Result<WorkspaceLocation, AppError> {
    let name = config.workspace.clone();
    // A subscription of another tenant is refused as if the token were wrong.
    let is_refused =
        matches!(error.code(), ErrorCode::NotFound | ErrorCode::Forbidden | ErrorCode::SignInRequired);
    if !is_refused {
        return Err(error);
    }
    let (connection, mine) = (session.connection(), &session.account().key.tenant_id);
    match subscriptions::tenant_of(session.azure(), &config.subscription_id).await? {
        Some(tenant_id) if tenant_id != *mine && !mine.is_empty() => {
            session.learn_tenant_names().await;
            let tenant_name = connection.tenant_name(&tenant_id);
            Ok(WorkspaceLocation::OtherTenant { name, tenant_id, tenant_name })
        }
        _ => match error.code() {
            ErrorCode::Forbidden => Ok(WorkspaceLocation::NoAccess { name }),
            ErrorCode::NotFound => Ok(WorkspaceLocation::Gone { name }),
            _ => Err(error),
        },
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use crate::FileProblem;

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
        let reason = not_found(&work, &[shared.join("config.json")]);
        let left_out = Some(shared.join("config.json").display().to_string());
        assert_eq!(reason, Reason::ConfigMissing { folder: work.display().to_string(), left_out });
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
        let unreadable = |path: &Path| Reason::FileUnreadable {
            file: path.display().to_string(),
            field: Field::Config,
            problem: FileProblem::NotRegular,
        };
        let check = |path: &Path, expected: Reason| {
            let error = find(path).unwrap_err();
            assert!(matches!(&error, AppError::Condition(reason) if *reason == expected), "{error:?}");
        };
        check(&pipe, unreadable(&pipe));
        check(home.path(), not_found(home.path(), &[]));
        check(Path::new("/dev/zero"), unreadable(Path::new("/dev/zero")));
    }
}

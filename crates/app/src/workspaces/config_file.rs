//! The `config.json` of a workspace, written for the SDKs.

use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
};

use latchkey_types::WorkspaceConfig;

use crate::{AppError, FileProblem, Reason};

/// Names that are tried: `config.json`, `config (1).json` and so on.
const NAMES: u32 = 100;

/// Writes the file into a folder under a name that is free there, and returns its path.
///
/// # Errors
/// [`Reason::FileNotWritten`] names the file.
pub(crate) fn save(config: &WorkspaceConfig, folder: &Path) -> Result<PathBuf, AppError> {
    let refused = |file: &Path, error: io::Error| {
        let (file, problem) = (file.display().to_string(), FileProblem::from(error));
        AppError::from(Reason::FileNotWritten { file, problem })
    };
    for number in 0..NAMES {
        let file = folder.join(match number {
            0 => "config.json".to_owned(),
            _ => format!("config ({number}).json"),
        });
        match File::create_new(&file) {
            Ok(mut created) => {
                created.write_all(config.to_json().as_bytes()).map_err(|error| refused(&file, error))?;
                return Ok(file);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(refused(&file, error)),
        }
    }
    Err(refused(&folder.join("config.json"), io::ErrorKind::AlreadyExists.into()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_is_there_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let config = |workspace: &str| WorkspaceConfig {
            subscription_id: "0c6e1c3a-5f7e-4bbd-9c0e-6d6a4f6a9b11".to_owned(),
            resource_group: "g".to_owned(),
            workspace: workspace.to_owned(),
        };
        let (one, other) = (config("one"), config("other"));
        let files = [&one, &other].map(|config| save(config, folder.path()).unwrap());
        assert_eq!(files, ["config.json", "config (1).json"].map(|name| folder.path().join(name)));
        let read = files.map(|file| WorkspaceConfig::read(&fs::read_to_string(file).unwrap()).unwrap());
        assert_eq!(read, [one, other]);
        let missing = save(&config("one"), &folder.path().join("nowhere")).unwrap_err();
        assert!(matches!(missing, AppError::Condition(Reason::FileNotWritten { .. })), "{missing:?}");
    }
}

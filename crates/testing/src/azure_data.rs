//! Where recorded answers of real Azure and Microsoft's specifications are. They lie outside of the project.

use std::path::{Path, PathBuf};

use crate::skip;

/// What a folder has to hold to be the reference data.
const CONTENT: [&str; 5] = [
    "replay.py",
    "recordings",
    "specs/machinelearning",
    "specs/rbac/built-in-roles.json",
    "specs/rbac/ml-operations.json",
];

/// What the closing table says is missing.
const NAME: &str = "Azure's reference data (LATCHKEY_AZURE_DATA names its folder)";

/// The folder of the data: `$LATCHKEY_AZURE_DATA`, else `../shared/azure` beside the project. `None` where there is
/// no such folder; the skip of the test is counted.
///
/// # Panics
/// If the variable names something else, or the folder lacks a part: a test that looked at nothing would pass.
#[expect(clippy::disallowed_methods, reason = "where the data is belongs to the machine")]
pub fn azure_data(test: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/azure");
    let named = std::env::var_os("LATCHKEY_AZURE_DATA").filter(|folder| !folder.is_empty());
    let found = find(named.map(PathBuf::from), beside).unwrap_or_else(|error| panic!("{error}"));
    if found.is_none() {
        skip(test, NAME);
    }
    found
}

fn find(named: Option<PathBuf>, beside: PathBuf) -> Result<Option<PathBuf>, String> {
    let folder = match named {
        // Tests of several packages run in several folders.
        Some(folder) if folder.is_relative() => {
            return Err(format!("LATCHKEY_AZURE_DATA has to be an absolute path, not {}", folder.display()));
        }
        Some(folder) => folder,
        None if !beside.exists() => return Ok(None),
        None => beside,
    };
    match CONTENT.iter().find(|part| !folder.join(part).exists()) {
        Some(part) => Err(format!("{} is not Azure's reference data: it has no {part}", folder.display())),
        None => Ok(Some(folder)),
    }
}

#[cfg(test)]
mod tests {
    use super::{CONTENT, find};

    #[test]
    fn only_a_whole_folder_is_the_data_and_only_a_missing_one_is_a_skip() {
        let folder = tempfile::tempdir().unwrap();
        let (whole, nowhere) = (folder.path().join("whole"), folder.path().join("nowhere"));
        for part in CONTENT {
            std::fs::create_dir_all(whole.join(part)).unwrap();
        }
        assert_eq!(find(None, nowhere.clone()), Ok(None));
        assert_eq!(find(None, whole.clone()), Ok(Some(whole.clone())));
        assert_eq!(find(Some(whole.clone()), nowhere.clone()), Ok(Some(whole.clone())));
        assert!(find(Some(nowhere), whole.clone()).unwrap_err().contains("has no replay.py"));
        assert!(find(Some("azure".into()), whole.clone()).unwrap_err().contains("absolute"));
        for part in CONTENT {
            std::fs::remove_dir(whole.join(part)).unwrap();
            for found in [find(None, whole.clone()), find(Some(whole.clone()), whole.clone())] {
                assert!(found.unwrap_err().contains(&format!("has no {part}")));
            }
            std::fs::create_dir(whole.join(part)).unwrap();
        }
    }
}

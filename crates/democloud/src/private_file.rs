//! Files that only their owner may read, replaced in one step, so that nobody reads half of one.

use std::{
    io,
    path::{Path, PathBuf},
};

/// Writes a file. What is not finished yet has a name of its own, always the same, so that the rest of a write that
/// was killed lasts until the next write at most.
pub(crate) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    latchkey_files::private::replace(path, &unfinished(path), content)
}

/// What a file is called until it is finished.
pub(crate) fn unfinished(path: &Path) -> PathBuf {
    path.with_added_extension("new")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_a_killed_write_left_behind_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        fs::write(unfinished(&path), "half of an old st").unwrap();
        for content in ["one", "another"] {
            replace(&path, content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
            let names: Vec<_> =
                fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            assert_eq!(names, ["state.json"]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        replace(&path, b"secret").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

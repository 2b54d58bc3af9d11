//! The certificates of added clouds as files (PEM), for programs that call their services. They are no secret.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use latchkey_files::private;
use latchkey_types::Cloud;

/// Written by another program than ours if it is longer.
const LONGEST_FILE: u64 = 4 * 1024 * 1024;

/// Writes the file of a cloud that has certificates of its own, unless it is there; none if it has none or if the file
/// cannot be written.
pub(super) fn write(folder: &Path, cloud: &Cloud) -> Option<PathBuf> {
    let pem = cloud.certificate_authority.as_deref()?;
    let file = file_of(folder, &cloud.id);
    match put(&file, pem) {
        Ok(()) => Some(file),
        Err(error) => {
            tracing::warn!(%error, "the certificates of a cloud were not written");
            None
        }
    }
}

/// Removes the file of a cloud that is not known any more.
pub(super) fn remove(folder: &Path, cloud_id: &str) {
    match fs::remove_file(file_of(folder, cloud_id)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            tracing::warn!(%error, "the certificates of a removed cloud stay");
        }
        _ => {}
    }
}

fn put(file: &Path, pem: &str) -> io::Result<()> {
    if private::read(file, LONGEST_FILE).is_ok_and(|kept| kept.is_some_and(|kept| *kept == *pem.as_bytes())) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        private::create_folder(folder)?;
    }
    private::replace(file, &file.with_extension("pem.new"), pem.as_bytes())
}

/// The id of a cloud is a word.
fn file_of(folder: &Path, cloud_id: &str) -> PathBuf {
    folder.join("certificates").join(format!("{cloud_id}.pem"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_a_cloud_follows_its_certificates() {
        let folder = tempfile::tempdir().unwrap();
        let with = |pem: &str| Cloud {
            id: "stack".to_owned(),
            certificate_authority: Some(pem.to_owned()),
            ..Cloud::public()
        };
        assert_eq!(write(folder.path(), &Cloud::public()), None);
        for pem in ["one", "two", "two"] {
            let file = write(folder.path(), &with(pem)).unwrap();
            assert_eq!(fs::read_to_string(file).unwrap(), pem);
        }
        remove(folder.path(), "stack");
        assert!(!file_of(folder.path(), "stack").exists());
        remove(folder.path(), "stack");
    }
}

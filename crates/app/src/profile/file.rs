//! A file of the profile that holds what a person has set. The window and the command line may change it at the
//! same time: each change is made to what the file holds then, under a lock that the system lifts if a program ends.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Mutex,
};

use latchkey_files::{ReadError, private};
use serde::{Serialize, de::DeserializeOwned};

use crate::{AppError, Reason};

const LONGEST_FILE: u64 = 4 * 1024 * 1024;

/// A value and the file that it is kept in.
pub(crate) struct ProfileFile<T> {
    path: PathBuf,
    current: Mutex<T>,
}

impl<T: Clone + Default + PartialEq + Serialize + DeserializeOwned> ProfileFile<T> {
    /// Reads the file. One that cannot be understood is set aside, with a sentence that says so. In a folder that is not
    /// safe nothing is read, and nothing is changed.
    pub(crate) fn open(path: PathBuf) -> (Self, Option<String>) {
        let folder = path.parent().map_or(Ok(()), private::check_folder);
        let (value, notice) = match folder.map(|()| read(&path)) {
            Ok(Ok(value)) => (value, None),
            Ok(Err(reason)) => (T::default(), Some(set_aside(&path, &reason))),
            Err(error) => (T::default(), Some(format!("Settings cannot be kept: {error}."))),
        };
        (Self { path, current: Mutex::new(value) }, notice)
    }

    pub(crate) fn current(&self) -> T {
        self.lock().clone()
    }

    /// Changes the value and writes it.
    pub(crate) fn change(&self, change: impl FnOnce(&mut T)) -> Result<T, AppError> {
        let mut current = self.lock();
        let changed = self.change_file(&current, change).map_err(|error| {
            let (file, cause) = (self.path.display().to_string(), error.to_string());
            AppError::from(Reason::ProfileNotWritten { file, cause })
        })?;
        *current = changed;
        Ok(current.clone())
    }

    fn change_file(&self, last_seen: &T, change: impl FnOnce(&mut T)) -> io::Result<T> {
        if let Some(folder) = self.path.parent() {
            private::create_folder(folder)?;
        }
        let lock = private::open_lock(&self.path.with_extension("lock"))?;
        lock.lock()?;
        // What another program has written since comes first; a file that broke meanwhile is written anew.
        let kept = read(&self.path).unwrap_or_else(|_| last_seen.clone());
        let mut changed = kept.clone();
        change(&mut changed);
        if changed != kept {
            let draft = self.path.with_extension("json.new");
            let text = serde_json::to_vec_pretty(&changed)?;
            if text.len() as u64 > LONGEST_FILE {
                return Err(io::Error::other("it would be too large to be read again"));
            }
            private::replace(&self.path, &draft, &text)?;
        }
        Ok(changed)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, T> {
        self.current.lock().expect("no holder of this lock panics")
    }
}

fn read<T: Default + DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = match private::read(path, LONGEST_FILE) {
        Ok(Some(text)) => text,
        Ok(None) => return Ok(T::default()),
        Err(ReadError::TooLong { .. }) => return Err("it is too large".to_owned()),
        Err(error) => return Err(error.to_string()),
    };
    serde_json::from_slice(&text).map_err(|error| error.to_string())
}

fn set_aside(path: &Path, reason: &str) -> String {
    let aside = path.with_extension("unreadable.json");
    let kept = match fs::rename(path, &aside) {
        Ok(()) => format!("It was set aside as {}.", aside.display()),
        Err(error) => format!("It could not be set aside: {error}."),
    };
    format!("{} could not be read ({reason}), so the defaults are in use. {kept}", path.display())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    type Kept = ProfileFile<BTreeMap<String, u32>>;

    fn set(name: &str) -> impl FnOnce(&mut BTreeMap<String, u32>) {
        move |value| {
            value.insert(name.to_owned(), 1);
        }
    }

    #[test]
    fn a_value_survives_and_an_unreadable_file_is_set_aside() {
        let profile = tempfile::tempdir().unwrap();
        let path = || profile.path().join("settings.json");
        let (file, notice) = Kept::open(path());
        assert_eq!((file.current(), notice), (BTreeMap::new(), None));
        file.change(set("a")).unwrap();
        assert_eq!(Kept::open(path()).0.current().len(), 1);

        fs::write(path(), "{ not json").unwrap();
        let (file, notice) = Kept::open(path());
        assert_eq!(file.current(), BTreeMap::new());
        assert!(notice.unwrap().contains("settings.unreadable.json"));
        assert_eq!(
            fs::read_to_string(profile.path().join("settings.unreadable.json")).unwrap(),
            "{ not json"
        );
    }

    #[test]
    fn two_programs_do_not_undo_each_other() {
        let profile = tempfile::tempdir().unwrap();
        let path = || profile.path().join("settings.json");
        let (window, command_line) = (Kept::open(path()).0, Kept::open(path()).0);
        window.change(set("window")).unwrap();
        command_line.change(set("command line")).unwrap();
        window.change(set("window again")).unwrap();
        assert_eq!(Kept::open(path()).0.current().len(), 3);
        assert_eq!(window.current().len(), 3);
    }
}

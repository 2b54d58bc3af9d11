//! A file of the profile that holds what a person has set. The window and the command line may change it at the
//! same time: each change is made to what the file holds then, under a lock that the system lifts if a program ends.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use latchkey_files::{ReadError, private};
use serde::{Serialize, de::DeserializeOwned};

use parking_lot::{Mutex, MutexGuard};

use super::ProfileTrouble;
use crate::{AppError, FileProblem, Reason};

const LONGEST_FILE: u64 = 4 * 1024 * 1024;

/// A value and the file that it is kept in.
pub(crate) struct ProfileFile<T> {
    path: PathBuf,
    current: Mutex<T>,
}

impl<T: Clone + Default + PartialEq + Serialize + DeserializeOwned> ProfileFile<T> {
    /// Reads the file. One that cannot be understood is set aside. In a folder that is not safe nothing is read, and
    /// nothing is changed. What went wrong comes with the defaults.
    pub(crate) fn open(path: PathBuf) -> (Self, Option<ProfileTrouble>) {
        let folder = path.parent().map_or(Ok(()), private::check_folder);
        let (value, trouble) = match folder.map(|()| read(&path)) {
            Ok(Ok(value)) => (value, None),
            Ok(Err(problem)) => (T::default(), Some(set_aside(&path, problem))),
            Err(error) => {
                let (file, problem) = (path.display().to_string(), error.into());
                (T::default(), Some(ProfileTrouble::UnsafeFolder { file, problem }))
            }
        };
        (Self { path, current: Mutex::new(value) }, trouble)
    }

    pub(crate) fn current(&self) -> T {
        self.lock().clone()
    }

    /// Takes what another program has written since. A file that cannot be read now changes nothing.
    pub(crate) fn read_again(&self) {
        let mut current = self.lock();
        if self.path.parent().is_none_or(|folder| private::check_folder(folder).is_ok())
            && let Ok(value) = read(&self.path)
        {
            *current = value;
        }
    }

    /// Changes the value and writes it.
    pub(crate) fn change(&self, change: impl FnOnce(&mut T)) -> Result<T, AppError> {
        let mut current = self.lock();
        let changed = self.change_file(&current, change).map_err(|error| {
            let (file, problem) = (self.path.display().to_string(), error.into());
            AppError::from(Reason::FileNotWritten { file, problem })
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
                return Err(io::Error::other(ReadError::TooLong { limit: LONGEST_FILE }));
            }
            private::replace(&self.path, &draft, &text)?;
        }
        Ok(changed)
    }

    fn lock(&self) -> MutexGuard<'_, T> {
        self.current.lock()
    }
}

fn read<T: Default + DeserializeOwned>(path: &Path) -> Result<T, FileProblem> {
    let Some(text) = private::read(path, LONGEST_FILE)? else { return Ok(T::default()) };
    serde_json::from_slice(&text).map_err(|error| FileProblem::NotJson { cause: error.to_string() })
}

fn set_aside(path: &Path, problem: FileProblem) -> ProfileTrouble {
    let aside = path.with_extension("unreadable.json");
    let moved = fs::rename(path, &aside).map_err(|error| error.to_string());
    ProfileTrouble::Unreadable {
        file: path.display().to_string(),
        problem,
        moved_to: moved.map(|()| aside.display().to_string()),
    }
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
        let (file, trouble) = Kept::open(path());
        assert_eq!((file.current(), trouble), (BTreeMap::new(), None));
        file.change(set("a")).unwrap();
        assert_eq!(Kept::open(path()).0.current().len(), 1);

        fs::write(path(), "{ not json").unwrap();
        let (file, trouble) = Kept::open(path());
        assert_eq!(file.current(), BTreeMap::new());
        let aside = profile.path().join("settings.unreadable.json");
        let Some(ProfileTrouble::Unreadable { problem: FileProblem::NotJson { .. }, moved_to, .. }) = trouble
        else {
            panic!("{trouble:?}");
        };
        assert_eq!(moved_to, Ok(aside.display().to_string()));
        assert_eq!(fs::read_to_string(aside).unwrap(), "{ not json");
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

        command_line.change(set("command line again")).unwrap();
        assert_eq!(window.current().len(), 3);
        window.read_again();
        assert_eq!(window.current().len(), 4);
        fs::write(path(), "{ not json").unwrap();
        window.read_again();
        assert_eq!(window.current().len(), 4, "what cannot be read changes nothing");
    }
}

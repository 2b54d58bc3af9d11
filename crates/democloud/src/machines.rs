//! The secrets of machines with managed identities, for one run: headers of App Service and compute, and the key
//! files of the Arc agent.

use std::{collections::VecDeque, io, io::Write as _, path::PathBuf, sync::Mutex};

use latchkey_types::{Entropy, Secret};
use tempfile::{NamedTempFile, TempDir};

use crate::{lock::lock, random};

/// Key files are removed, oldest first, beyond this many.
const KEYS_KEPT: usize = 32;

/// Secrets of one run. Nothing of it is in a snapshot.
pub(crate) struct Machines {
    /// What App Service gives its processes as `IDENTITY_HEADER`.
    pub(crate) app_service: Secret,
    /// What Machine Learning compute gives its processes as `MSI_SECRET`.
    pub(crate) compute: Secret,
    arc: Mutex<ArcKeys>,
}

/// The files that prove to the Arc agent that its caller may read files of this account.
struct ArcKeys {
    /// Where to put them; without one, in a private folder of the system's temporary ones.
    folder: Option<PathBuf>,
    own_folder: Option<TempDir>,
    keys: VecDeque<(NamedTempFile, Secret)>,
}

impl Machines {
    pub(crate) fn new(entropy: &dyn Entropy, arc_key_folder: Option<PathBuf>) -> Self {
        let secret = || Secret::new(random::opaque(entropy));
        let arc = ArcKeys { folder: arc_key_folder, own_folder: None, keys: VecDeque::new() };
        Self { app_service: secret(), compute: secret(), arc: Mutex::new(arc) }
    }

    /// Writes a key into a new file that only this account can read. Its path comes back.
    pub(crate) fn write_arc_key(&self, entropy: &dyn Entropy) -> io::Result<PathBuf> {
        let mut arc = lock(&self.arc);
        let folder = match (&arc.folder, &arc.own_folder) {
            (Some(folder), _) => folder.clone(),
            (None, Some(own)) => own.path().to_owned(),
            (None, None) => arc.own_folder.insert(private_folder()?).path().to_owned(),
        };
        let key = Secret::new(random::opaque(entropy));
        let name = entropy.uuid().to_string();
        // A temporary file is made for its owner alone and removed when it is dropped.
        let mut file =
            tempfile::Builder::new().prefix(&name).suffix(".key").rand_bytes(0).tempfile_in(folder)?;
        // EXPOSE: reading this file is what the caller has to prove.
        file.write_all(key.expose().as_bytes())?;
        file.flush()?;
        let path = file.path().to_owned();
        arc.keys.push_back((file, key));
        while arc.keys.len() > KEYS_KEPT {
            arc.keys.pop_front();
        }
        Ok(path)
    }

    /// Whether this is the content of a key file; it works once.
    pub(crate) fn take_arc_key(&self, key: &Secret) -> bool {
        let mut arc = lock(&self.arc);
        let found = arc.keys.iter().position(|(_, known)| known.matches(key));
        found.and_then(|at| arc.keys.remove(at)).is_some()
    }

    /// Removes every key file.
    pub(crate) fn forget_keys(&self) {
        let mut arc = lock(&self.arc);
        arc.keys.clear();
        arc.own_folder = None;
    }
}

/// A folder that other accounts cannot look into. On Windows the temporary folders are the account's own.
fn private_folder() -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("latchkey-demo-arc-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder.tempdir()
}

//! What is kept on this machine: settings, added clouds and sealed sessions.

use std::{path::PathBuf, sync::Arc};

use latchkey_types::Cloud;
use latchkey_vault::Vault;

use crate::Ports;
use file::ProfileFile;
pub(crate) use settings::{Locked, Settings, Unlocker};
pub(crate) use trouble::ProfileTrouble;

mod certificates;
mod file;
mod settings;
mod trouble;

/// The folder of one user of Latchkey.
pub(crate) struct Profile {
    pub(crate) folder: PathBuf,
    pub(crate) settings: ProfileFile<Settings>,
    pub(crate) added_clouds: ProfileFile<Vec<Cloud>>,
    pub(crate) vault: Arc<Vault>,
}

impl Profile {
    /// Reads the settings of a folder, and says what is wrong with them.
    pub(crate) fn open(folder: PathBuf, ports: &Ports) -> (Self, Vec<ProfileTrouble>) {
        let (settings, of_settings) = ProfileFile::open(folder.join("settings.json"));
        let (added_clouds, of_clouds) = ProfileFile::open(folder.join("clouds.json"));
        let troubles = of_settings.into_iter().chain(of_clouds).collect();
        let (keychain, entropy) = (Arc::clone(&ports.keychain), Arc::clone(&ports.entropy));
        let vault = Arc::new(Vault::new(folder.join("vault"), keychain, entropy));
        (Self { folder, settings, added_clouds, vault }, troubles)
    }

    /// The file with a cloud's own certificates, for programs that call its services; none if it has none.
    pub(crate) fn certificate_file(&self, cloud: &Cloud) -> Option<PathBuf> {
        certificates::write(&self.folder, cloud)
    }

    /// Removes the file of a cloud that is removed.
    pub(crate) fn remove_certificate_file(&self, cloud_id: &str) {
        certificates::remove(&self.folder, cloud_id);
    }
}

//! What is kept on this machine: settings, added clouds and sealed sessions.

use std::{path::PathBuf, sync::Arc};

use latchkey_types::Cloud;
use latchkey_vault::Vault;

use crate::{
    Ports,
    notices::{About, Notices},
};
use file::ProfileFile;
pub(crate) use settings::{Locked, Settings, Unlocker};

mod file;
mod settings;

/// The folder of one user of Latchkey.
pub(crate) struct Profile {
    pub(crate) folder: PathBuf,
    pub(crate) settings: ProfileFile<Settings>,
    pub(crate) added_clouds: ProfileFile<Vec<Cloud>>,
    pub(crate) vault: Arc<Vault>,
}

impl Profile {
    /// Reads the settings of a folder. What is wrong with them is a notice.
    pub(crate) fn open(folder: PathBuf, ports: &Ports, notices: &Notices) -> Self {
        let (settings, of_settings) = ProfileFile::open(folder.join("settings.json"));
        let (added_clouds, of_clouds) = ProfileFile::open(folder.join("clouds.json"));
        of_settings.into_iter().chain(of_clouds).for_each(|notice| notices.add(About::Machine, notice));
        let (keychain, entropy) = (Arc::clone(&ports.keychain), Arc::clone(&ports.entropy));
        let vault = Arc::new(Vault::new(folder.join("vault"), keychain, entropy));
        Self { folder, settings, added_clouds, vault }
    }
}

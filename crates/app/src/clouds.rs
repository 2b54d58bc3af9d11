//! The clouds that can be chosen: those of the catalogue, and those that a person has added.

use std::{fs, io::Read, path::Path, sync::Arc};

use async_trait::async_trait;
use latchkey_types::{Cloud, CloudFile, Reach};
use latchkey_vault::Vault;

use crate::{
    App, Change, CloudCatalog, CloudUnavailable, CommandError, app::host_with_port, view::CloudSummary,
};

/// A description of a cloud, or its certificates, has fewer bytes.
const LONGEST_FILE: u64 = 1024 * 1024;

/// Ids that no file may take: those of Microsoft's clouds, and of the window's demo cloud.
const RESERVED: [&str; 4] = ["public", "usgov", "china", "demo"];

/// Microsoft's clouds, which need nothing to be ready.
#[derive(Debug, Default)]
pub struct MicrosoftClouds;

impl MicrosoftClouds {
    /// Every one of them.
    pub fn all() -> [Cloud; 3] {
        [Cloud::public(), Cloud::us_government(), Cloud::china()]
    }
}

#[async_trait]
impl CloudCatalog for MicrosoftClouds {
    fn summaries(&self) -> Vec<CloudSummary> {
        Self::all().iter().map(summary_of).collect()
    }

    async fn open(&self, id: &str, _: &Arc<Vault>) -> Result<Cloud, CloudUnavailable> {
        let known = Self::all().into_iter().find(|cloud| cloud.id == id);
        known.ok_or_else(|| CloudUnavailable(format!("There is no cloud named {id}.")))
    }

    async fn reset(&self, _: &Arc<Vault>) -> Result<(), CloudUnavailable> {
        Err(CloudUnavailable("There is no demo cloud here.".to_owned()))
    }
}

impl App {
    /// Every cloud that can be chosen, without starting anything.
    pub fn list_clouds(&self) -> Vec<CloudSummary> {
        let mut clouds = self.ports.clouds.summaries();
        for added in self.added_clouds.current() {
            if !clouds.iter().any(|known| known.id == added.id) {
                clouds.push(summary_of(&added));
            }
        }
        clouds
    }

    /// Adds a cloud that a file describes ([`CloudFile`]), in place of an earlier one of the same id.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Invalid`] says what is wrong with the file.
    pub fn add_cloud(&self, path: &Path) -> Result<CloudSummary, CommandError> {
        self.refuse_if_locked()?;
        let cloud = read_cloud(path)?;
        let summary = summary_of(&cloud);
        if self.ports.clouds.summaries().iter().any(|known| known.id == cloud.id) {
            let message =
                format!("There is a cloud of the id {} already. Give the file's cloud another id.", cloud.id);
            return Err(CommandError::invalid("id", &message));
        }
        self.added_clouds.change(|clouds| {
            clouds.retain(|known| known.id != cloud.id);
            clouds.push(cloud);
        })?;
        self.ports.events.notify(Change::App);
        Ok(summary)
    }

    /// Makes a cloud ready and says where it is.
    pub(crate) async fn open_cloud(&self, id: &str) -> Result<Cloud, CommandError> {
        let is_of_catalogue = self.ports.clouds.summaries().iter().any(|known| known.id == id);
        match self.added_clouds.current().into_iter().find(|cloud| cloud.id == id) {
            Some(cloud) if !is_of_catalogue => Ok(cloud),
            _ => Ok(self.ports.clouds.open(id, &self.vault).await?),
        }
    }
}

/// Reads the file of a cloud ([`CloudFile`]), and of the certificates that it names.
///
/// # Errors
/// [`crate::ErrorCode::Invalid`] says what is wrong with the file.
pub fn read_cloud(path: &Path) -> Result<Cloud, CommandError> {
    let text = read_text(path)?;
    let CloudFile { mut cloud, ca_file } = CloudFile::read(&text).map_err(|error| {
        CommandError::invalid("file", &format!("{} does not describe a cloud: {error}.", path.display()))
    })?;
    if RESERVED.contains(&cloud.id.as_str()) {
        let message =
            format!("The id {} belongs to another cloud. Give the file's cloud an id of its own.", cloud.id);
        return Err(CommandError::invalid("id", &message));
    }
    if let Some(ca_file) = ca_file {
        let folder = path.parent().unwrap_or(Path::new("."));
        cloud.certificate_authority = Some(certificates(&folder.join(ca_file))?);
    }
    Ok(cloud)
}

/// The certificates of a file, and nothing else of it: such files hold private keys too.
fn certificates(path: &Path) -> Result<String, CommandError> {
    let blocks = pem::parse_many(read_text(path)?).unwrap_or_default();
    let blocks: Vec<_> = blocks.into_iter().filter(|block| block.tag() == "CERTIFICATE").collect();
    if blocks.is_empty() {
        let message = format!("The file {} has no certificate (PEM).", path.display());
        return Err(CommandError::invalid("caFile", &message));
    }
    Ok(pem::encode_many(&blocks))
}

fn read_text(path: &Path) -> Result<String, CommandError> {
    let mut text = String::new();
    let read = fs::File::open(path).and_then(|file| file.take(LONGEST_FILE + 1).read_to_string(&mut text));
    read.map_err(|error| {
        CommandError::invalid("file", &format!("The file {} cannot be read: {error}.", path.display()))
    })?;
    if text.len() as u64 > LONGEST_FILE {
        return Err(CommandError::invalid("file", &format!("The file {} is too long.", path.display())));
    }
    Ok(text)
}

/// A cloud for people to choose.
pub fn summary_of(cloud: &Cloud) -> CloudSummary {
    CloudSummary {
        id: cloud.id.clone(),
        display_name: cloud.display_name.clone(),
        is_emulated: cloud.reach == Reach::Loopback,
        authority_host: host_with_port(&cloud.authority),
    }
}

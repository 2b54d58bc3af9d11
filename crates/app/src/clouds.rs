//! The clouds that can be chosen: those of the catalogue, and those that a person has added.

mod description;

use std::{path::Path, sync::Arc};

use async_trait::async_trait;
use latchkey_identity::{KeptSession, kept_sessions};
use latchkey_types::{Audience, Cloud, Reach};
use latchkey_vault::Vault;

pub use self::description::read_cloud;
use crate::{
    App, Change, CloudCatalog, CloudUnavailable, CommandError, ErrorCode,
    accounts::Whom,
    app::host_with_port,
    bridge::{CloudDescription, CloudSummary, SignOutReport},
};

/// Microsoft's clouds, which need nothing to be ready.
#[derive(Debug, Default)]
pub struct MicrosoftClouds;

#[async_trait]
impl CloudCatalog for MicrosoftClouds {
    fn summaries(&self) -> Vec<CloudSummary> {
        Cloud::built_in().iter().map(summary_of).collect()
    }

    async fn open(&self, id: &str, _: &Arc<Vault>) -> Result<Cloud, CloudUnavailable> {
        let known = Cloud::built_in().into_iter().find(|cloud| cloud.id == id);
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
                clouds.push(CloudSummary { is_added: true, ..summary_of(&added) });
            }
        }
        clouds
    }

    /// Adds the cloud that a description tells of.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] says what is wrong with it; whatever keeps an address from answering.
    pub async fn add_cloud(&self, description: CloudDescription) -> Result<CloudSummary, CommandError> {
        self.refuse_if_locked()?;
        let cloud = description::cloud_of(description, &self.ports).await?;
        self.put_cloud(cloud)
    }

    /// The same for a file, and for that of the certificates which it names.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] says what is wrong with the file.
    pub fn add_cloud_from(&self, path: &Path) -> Result<CloudSummary, CommandError> {
        self.refuse_if_locked()?;
        self.put_cloud(read_cloud(path)?)
    }

    /// Forgets a cloud that was added, and signs everybody out of it.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] if none of this id was added; [`ErrorCode::Invalid`] for the one that is worked
    /// with; what keeps the store from removing.
    pub async fn remove_cloud(&self, cloud_id: &str) -> Result<SignOutReport, CommandError> {
        self.resume().await;
        self.refuse_if_locked()?;
        if !self.added_clouds.current().iter().any(|added| added.id == cloud_id) {
            let message = format!("No cloud named {cloud_id} was added.");
            return Err(CommandError::new(ErrorCode::NotFound, message));
        }
        if self.connection().is_ok_and(|current| current.cloud().id == cloud_id) {
            let message = "This cloud is in use. Choose another one first.";
            return Err(CommandError::invalid("cloudId", message));
        }
        let report = match self.open_connection(cloud_id).await {
            Ok(connection) => self.end_sessions(&connection, Whom::Everybody).await?,
            // A description that breaks today's rules signs nobody out by itself; its sessions are removed all the same.
            Err(error) if error.code == ErrorCode::Invalid => self.remove_sessions_of(cloud_id).await?,
            Err(error) => return Err(error),
        };
        self.drop_connection(cloud_id);
        self.added_clouds.change(|clouds| clouds.retain(|known| known.id != cloud_id))?;
        self.ports.events.notify(Change::App);
        Ok(report)
    }

    /// Makes a cloud ready and says where it is.
    pub(crate) async fn open_cloud(&self, id: &str) -> Result<Cloud, CommandError> {
        let is_of_catalogue = self.ports.clouds.summaries().iter().any(|known| known.id == id);
        let added = self.added_clouds.current().into_iter().find(|cloud| cloud.id == id);
        match added {
            Some(added) if !is_of_catalogue => Ok(added),
            Some(added) => {
                let cloud = self.ports.clouds.open(id, &self.vault).await?;
                if cloud == added { Ok(cloud) } else { Err(id_is_taken(id)) }
            }
            None => Ok(self.ports.clouds.open(id, &self.vault).await?),
        }
    }

    async fn remove_sessions_of(&self, cloud_id: &str) -> Result<SignOutReport, CommandError> {
        let is_meant = |kept: &KeptSession| kept.account.key.cloud_id == cloud_id;
        let kept: Vec<KeptSession> = kept_sessions(&self.vault).await?.into_iter().filter(is_meant).collect();
        for one in &kept {
            self.vault.remove(&one.item).await?;
        }
        let remaining = kept_sessions(&self.vault).await?.iter().filter(|one| is_meant(one)).count();
        Ok(SignOutReport {
            user_names: kept.into_iter().map(|one| one.account.user_name).collect(),
            remaining_items: u32::try_from(remaining).unwrap_or(u32::MAX),
        })
    }

    fn put_cloud(&self, cloud: Cloud) -> Result<CloudSummary, CommandError> {
        let summary = CloudSummary { is_added: true, ..summary_of(&cloud) };
        let added = self.added_clouds.current();
        if added.contains(&cloud) {
            return Ok(summary);
        }
        // Another cloud of the same id would come into its sessions.
        let is_taken = added.iter().any(|known| known.id == cloud.id)
            || self.ports.clouds.summaries().iter().any(|known| known.id == cloud.id);
        if is_taken {
            return Err(id_is_taken(&cloud.id));
        }
        self.added_clouds.change(|clouds| clouds.push(cloud))?;
        self.ports.events.notify(Change::App);
        Ok(summary)
    }
}

/// Two clouds of one id would come into each other's sessions.
fn id_is_taken(id: &str) -> CommandError {
    let message = format!(
        "There is another cloud of the id {id} already. Remove it first, or give this one another id."
    );
    CommandError::invalid("id", &message)
}

/// A cloud for people to choose.
pub fn summary_of(cloud: &Cloud) -> CloudSummary {
    CloudSummary {
        id: cloud.id.clone(),
        display_name: cloud.display_name.clone(),
        is_emulated: cloud.reach == Reach::Loopback,
        is_added: false,
        has_tenants: cloud.open_id().is_none(),
        authority_host: host_with_port(&cloud.authority),
        token_hosts: token_hosts(cloud),
    }
}

/// Everywhere that tokens of a cloud are sent, each place once.
fn token_hosts(cloud: &Cloud) -> Vec<String> {
    let mut hosts = Vec::new();
    for audience in [Audience::Arm, Audience::Graph, Audience::MachineLearning] {
        for name in cloud.destinations_of(audience).names() {
            if !hosts.contains(&name) {
                hosts.push(name);
            }
        }
    }
    hosts
}

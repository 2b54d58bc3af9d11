//! The clouds of the command line: Microsoft's, and the one of a file.

use std::sync::Arc;

use async_trait::async_trait;
use latchkey_app::{CloudCatalog, CloudUnavailable, MicrosoftClouds, bridge::CloudSummary, summary_of};
use latchkey_types::Cloud;
use latchkey_vault::Vault;
/// The id of the window's demo cloud. It runs in the window's process, so the command line cannot reach it.
const DEMO: &str = "demo";

/// Microsoft's clouds, and the one of a file.
pub(super) struct Catalogue(pub(super) Option<Cloud>);

#[async_trait]
impl CloudCatalog for Catalogue {
    fn summaries(&self) -> Vec<CloudSummary> {
        self.0.iter().map(summary_of).chain(MicrosoftClouds.summaries()).collect()
    }

    async fn open(&self, id: &str, vault: &Arc<Vault>) -> Result<Cloud, CloudUnavailable> {
        match &self.0 {
            Some(cloud) if cloud.id == id => Ok(cloud.clone()),
            None if id == DEMO => Err(CloudUnavailable::EmulatorElsewhere),
            _ => MicrosoftClouds.open(id, vault).await,
        }
    }

    async fn reset(&self, vault: &Arc<Vault>) -> Result<(), CloudUnavailable> {
        MicrosoftClouds.reset(vault).await
    }
}

//! A cloud outside of the window: the demo cloud in the test's own process, over TLS, with a cloud file.

use std::{fs, net::Ipv4Addr, path::PathBuf, sync::Arc};

use anyhow::{Context, Result};
use latchkey_democloud::{DemoCloud, Options, PUBLIC_CLIENT_ID, ServicePrincipal};
use latchkey_tests::desktop::Session;
use latchkey_types::{OsEntropy, SystemClock};
use serde_json::json;

/// The cloud and its cloud file.
pub(crate) struct OutsideCloud {
    pub(crate) demo: DemoCloud,
    pub(crate) file: PathBuf,
    pub(crate) ca_file: PathBuf,
}

impl OutsideCloud {
    /// Starts it; its files go to the session's folder.
    pub(crate) async fn start(session: &Session) -> Result<Self> {
        let any_port = Some((Ipv4Addr::LOCALHOST, 0).into());
        let options = Options::new(Arc::new(SystemClock), Arc::new(OsEntropy));
        let demo = DemoCloud::start(Options { https: any_port, ..options }).await?;
        let base = demo.addresses().pop().context("an address")?;
        let ca_file = session.folder().join("ca.pem");
        fs::write(&ca_file, demo.certificate_authority().context("TLS")?)?;
        let text = json!({
            "id": "stage", "displayName": "Stage", "authority": base, "arm": base, "graph": base,
            "imds": demo.managed_identity().imds, "clientId": PUBLIC_CLIENT_ID, "caFile": "ca.pem",
        });
        let file = session.folder().join("cloud.json");
        fs::write(&file, text.to_string())?;
        Ok(Self { demo, file, ca_file })
    }

    /// An application of the company, by what it is called.
    pub(crate) fn application(&self, name: &str) -> ServicePrincipal {
        self.demo.service_principals().into_iter().find(|one| one.display_name == name).unwrap()
    }
}

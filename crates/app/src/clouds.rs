//! The clouds that can be chosen: those of the catalogue, and those that a person has added.

mod description;

use std::{path::Path, sync::Arc};

use async_trait::async_trait;
use latchkey_types::{Audience, Cloud, Reach};
use latchkey_vault::Vault;
use latchkey_words::cloud_name;

use crate::{
    AppError, CloudCatalog, CloudUnavailable, ErrorCode, Ports, Reason,
    accounts::{self, SignOutScope},
    bridge::{Change, CloudDescription, CloudSummary, CommandError, SignOutReport, host_with_port},
    clipboard_guard::ClipboardGuard,
    connections::Connections,
    profile::Profile,
    unlocked::Unlocked,
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
        let known = Cloud::built_in().into_iter().find(|known| known.id == id);
        known.ok_or(CloudUnavailable::Unknown)
    }

    async fn reset(&self, _: &Arc<Vault>) -> Result<(), CloudUnavailable> {
        Err(CloudUnavailable::NoEmulator)
    }
}

/// Every cloud that can be chosen, without starting anything.
pub(crate) fn list(ports: &Ports, profile: &Profile) -> Vec<CloudSummary> {
    let mut clouds = ports.clouds.summaries();
    // Another program of the profile may have added or removed one.
    profile.added_clouds.read_again();
    for added in profile.added_clouds.current() {
        if !clouds.iter().any(|known| known.id == added.id) {
            clouds.push(CloudSummary { is_added: true, ..summary_of(&added) });
        }
    }
    clouds
}

/// Works with a cloud from now on, and restores its session if there is one.
///
/// # Errors
/// [`Reason::UnknownCloud`]; whatever keeps it from opening.
pub(crate) async fn choose(
    _: &Unlocked,
    ports: &Ports,
    profile: &Profile,
    connections: &Connections,
    cloud_id: &str,
) -> Result<(), AppError> {
    require_known(ports, profile, cloud_id)?;
    let earlier = connections.current_id();
    connections.choose(cloud_id).await?;
    if let Some(earlier) = earlier.filter(|earlier| earlier != cloud_id) {
        ports.clouds.leave(&earlier).await;
    }
    profile.settings.change(|settings| settings.cloud = Some(cloud_id.to_owned()))?;
    Ok(())
}

/// Checks that a cloud can be chosen.
///
/// # Errors
/// [`Reason::UnknownCloud`].
pub(crate) fn require_known(ports: &Ports, profile: &Profile, cloud_id: &str) -> Result<(), AppError> {
    let is_known = list(ports, profile).iter().any(|cloud| cloud.id == cloud_id);
    if is_known { Ok(()) } else { Err(Reason::UnknownCloud.into()) }
}

/// Adds the cloud that a description tells of.
///
/// # Errors
/// [`ErrorCode::Invalid`] says what is wrong with it; whatever keeps an address from answering.
pub(crate) async fn add(
    unlocked: &Unlocked,
    ports: &Ports,
    profile: &Profile,
    description: CloudDescription,
) -> Result<CloudSummary, AppError> {
    let cloud = description::cloud_of(description, ports).await?;
    // Two clouds of one name could not be told apart in the window.
    let is_same = |known: &CloudSummary| {
        known.id != cloud.id && known.display_name.to_lowercase() == cloud.display_name.to_lowercase()
    };
    if list(ports, profile).iter().any(is_same) {
        return Err(Reason::CloudNameTaken { name: cloud.display_name }.into());
    }
    put(unlocked, ports, profile, cloud)
}

/// The same for a file, and for that of the certificates which it names.
///
/// # Errors
/// [`ErrorCode::Invalid`] says what is wrong with the file.
pub(crate) fn add_from(
    unlocked: &Unlocked,
    ports: &Ports,
    profile: &Profile,
    path: &Path,
) -> Result<CloudSummary, AppError> {
    put(unlocked, ports, profile, description::read_file(path)?)
}

/// Reads the file of a cloud ([`latchkey_types::CloudFile`]), and of the certificates that it names.
///
/// # Errors
/// [`ErrorCode::Invalid`] says what is wrong with the file.
pub fn read_cloud(path: &Path) -> Result<Cloud, CommandError> {
    Ok(description::read_file(path)?)
}

/// Forgets a cloud that was added, and signs everybody out of it.
///
/// # Errors
/// [`Reason::CloudNotAdded`]; [`Reason::CloudInUse`]; what keeps the store from removing.
pub(crate) async fn remove(
    unlocked: &Unlocked,
    ports: &Ports,
    profile: &Profile,
    connections: &Connections,
    clipboard: &ClipboardGuard,
    cloud_id: &str,
) -> Result<SignOutReport, AppError> {
    if !profile.added_clouds.current().iter().any(|added| added.id == cloud_id) {
        return Err(Reason::CloudNotAdded { cloud_id: cloud_id.to_owned() }.into());
    }
    if connections.current().is_ok_and(|current| current.cloud().id == cloud_id) {
        return Err(Reason::CloudInUse.into());
    }
    let report = match connections.open(cloud_id).await {
        Ok(connection) => {
            let everybody = SignOutScope::Everybody;
            accounts::end_sessions(unlocked, &connection, connections, clipboard, everybody).await?
        }
        // A description that breaks today's rules signs nobody out by itself; its sessions are removed all the same.
        Err(error) if error.code() == ErrorCode::Invalid => {
            accounts::remove_sessions_of(unlocked, &profile.vault, cloud_id).await?
        }
        Err(error) => return Err(error),
    };
    connections.forget(cloud_id);
    profile.remove_certificate_file(cloud_id);
    profile.added_clouds.change(|clouds| clouds.retain(|known| known.id != cloud_id))?;
    ports.events.notify(Change::Clouds);
    Ok(report)
}

/// Takes the demo cloud back to its beginnings, its sessions included.
///
/// # Errors
/// [`CloudUnavailable::NoEmulator`]; whatever keeps the demo cloud from starting again.
pub(crate) async fn reset_demo(
    unlocked: &Unlocked,
    ports: &Ports,
    profile: &Profile,
    connections: &Connections,
    clipboard: &ClipboardGuard,
) -> Result<(), AppError> {
    let demo = ports.clouds.summaries().into_iter().find(|cloud| cloud.is_emulated);
    let demo = demo.ok_or(CloudUnavailable::NoEmulator)?;
    ports.clouds.reset(&profile.vault).await?;
    let connection = connections.open(&demo.id).await?;
    accounts::end_sessions(unlocked, &connection, connections, clipboard, SignOutScope::Everybody).await?;
    if profile.settings.current().cloud.as_ref() == Some(&demo.id) {
        connections.set_default_cloud(&demo.id);
    }
    ports.events.notify(Change::Clouds);
    Ok(())
}

fn put(_: &Unlocked, ports: &Ports, profile: &Profile, cloud: Cloud) -> Result<CloudSummary, AppError> {
    let summary = CloudSummary { is_added: true, ..summary_of(&cloud) };
    let added = profile.added_clouds.current();
    if added.contains(&cloud) {
        return Ok(summary);
    }
    // Another cloud of the same id would come into its sessions.
    let is_taken = added.iter().any(|known| known.id == cloud.id)
        || ports.clouds.summaries().iter().any(|known| known.id == cloud.id);
    if is_taken {
        return Err(Reason::CloudIdTaken { cloud_id: cloud.id }.into());
    }
    profile.added_clouds.change(|clouds| clouds.push(cloud))?;
    ports.events.notify(Change::Clouds);
    Ok(summary)
}

/// A cloud for people to choose.
pub fn summary_of(cloud: &Cloud) -> CloudSummary {
    CloudSummary {
        id: cloud.id.clone(),
        // In the language of now; a cloud is opened once.
        display_name: match cloud.own_emulator {
            Some(_) => cloud_name::demo(),
            None => cloud.display_name.clone(),
        },
        is_emulated: cloud.reach == Reach::Loopback,
        is_added: false,
        has_tenants: cloud.open_id().is_none(),
        has_sites: cloud.sites().is_some(),
        authority_host: host_with_port(&cloud.authority),
        token_hosts: token_hosts(cloud),
        personas: Vec::new(),
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

//! Online endpoints with their deployments.

use std::collections::{BTreeMap, HashSet};

use latchkey_types::Entropy;

use super::{
    SeedError, file,
    names::{Place, places},
    people::Directory,
    workspaces::ResourceContainers,
};
use crate::{
    hash::guid,
    state::{Deployment, Keys, OnlineEndpoint, Provisioning},
};

/// Makes the endpoints of a seed. A name is given once in each region, as in Azure, since it is a part of the
/// scoring address.
pub(super) fn endpoints(
    file: &file::File,
    directory: &Directory,
    containers: &ResourceContainers,
    entropy: &dyn Entropy,
) -> Result<Vec<OnlineEndpoint>, SeedError> {
    let (mut names, mut addresses) = (HashSet::new(), HashSet::new());
    let mut endpoints = Vec::with_capacity(file.endpoints.len());
    for (place, one) in places("endpoints", &file.endpoints) {
        let (workspace, tenant) = containers.workspace(&one.workspace, place, "workspace")?;
        let location = place.name("location", one.location.as_ref().unwrap_or(&workspace.location))?;
        let name = place.name("name", &one.name)?;
        let folded = name.to_lowercase();
        if !addresses.insert(format!("{}/{folded}", location.to_lowercase())) {
            return Err(SeedError::Repeated {
                place: place.field("name"),
                kind: "endpoint of the region",
                name,
            });
        }
        let key = if names.insert(folded) { name.clone() } else { format!("{location}/{name}") };
        let cluster = one.cluster.as_ref().map(|cluster| place.name("cluster", cluster)).transpose()?;
        endpoints.push(OnlineEndpoint {
            description: one.description.clone(),
            auth_mode: one.auth_mode,
            compute: cluster.map(|cluster| format!("{}/computes/{cluster}", workspace.id)),
            provisioning: one.provisioning,
            principal_id: guid(&format!("identity/{key}")),
            last_operation: guid(&format!("operation/{key}")),
            created_by: directory.user(tenant, &one.created_by, place, "createdBy")?.display_name(),
            created_at: place.time("createdAt", &one.created_at)?,
            updated_at: None,
            deployments: deployments(place, one)?,
            tags: one.tags.clone(),
            properties: BTreeMap::new(),
            keys: Keys::random(entropy),
            workspace: workspace.id.clone(),
            name,
            location,
        });
    }
    Ok(endpoints)
}

fn deployments(place: Place, endpoint: &file::Endpoint) -> Result<Vec<Deployment>, SeedError> {
    let mut names = HashSet::new();
    let mut deployments = Vec::with_capacity(endpoint.deployments.len());
    for (at, one) in endpoint.deployments.iter().enumerate() {
        let field = format!("deployments[{at}].name");
        let name = place.name(&field, &one.name)?;
        if !names.insert(name.to_lowercase()) {
            return Err(SeedError::Repeated {
                place: place.field(&field),
                kind: "deployment of the endpoint",
                name,
            });
        }
        let of_endpoint = if endpoint.provisioning == Provisioning::Failed {
            Provisioning::Failed
        } else {
            Provisioning::Succeeded
        };
        let usual = if endpoint.cluster.is_some() { "defaultinstancetype" } else { "Standard_DS3_v2" };
        deployments.push(Deployment {
            name,
            traffic: one.traffic,
            model: format!("{}/versions/1", one.model),
            instance_type: one.instance_type.clone().unwrap_or_else(|| usual.to_owned()),
            instances: one.instances.unwrap_or(1),
            provisioning: one.provisioning.unwrap_or(of_endpoint),
        });
    }
    let percent = deployments.iter().map(|one| u32::from(one.traffic)).sum();
    if [0, 100].contains(&percent) {
        Ok(deployments)
    } else {
        Err(SeedError::Traffic { place: place.field("deployments"), percent })
    }
}

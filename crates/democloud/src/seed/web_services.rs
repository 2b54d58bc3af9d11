//! Web services of the first generation.

use std::collections::{BTreeMap, HashSet};

use latchkey_types::Entropy;

use super::{SeedError, file::File, names::places, people::Directory, workspaces::ResourceContainers};
use crate::{
    hash::guid,
    ml_v1::settings,
    state::{Keys, WebService, WebServiceCompute},
};

/// Makes the services of a seed.
pub(super) fn services(
    file: &File,
    directory: &Directory,
    containers: &ResourceContainers,
    entropy: &dyn Entropy,
) -> Result<Vec<WebService>, SeedError> {
    let mut names = HashSet::new();
    let mut services = Vec::with_capacity(file.services.len());
    for (place, one) in places("services", &file.services) {
        let (workspace, tenant) = containers.workspace(&one.workspace, place, "workspace")?;
        let name = place.name("name", &one.name)?;
        if !names.insert((&workspace.id, name.to_lowercase())) {
            let place = place.field("name");
            return Err(SeedError::Repeated { place, kind: "service of the workspace", name });
        }
        let cluster = one.cluster.as_ref().map(|cluster| place.name("cluster", cluster)).transpose()?;
        let compute = if cluster.is_some() { WebServiceCompute::Aks } else { WebServiceCompute::Aci };
        services.push(WebService {
            workspace: workspace.id.clone(),
            description: one.description.clone(),
            compute,
            host: cluster.unwrap_or_else(|| guid(&format!("container/{name}"))),
            location: workspace.location.clone(),
            auth: one.auth,
            state: one.state.map_or("Healthy", super::file::ServiceState::as_wire).to_owned(),
            model: one.model.clone().unwrap_or_else(|| format!("{name}-model")),
            created_by: directory.user(tenant, &one.created_by, place, "createdBy")?.display_name(),
            created_at: place.time("createdAt", &one.created_at)?,
            updated_at: place.time("updatedAt", one.updated_at.as_ref().unwrap_or(&one.created_at))?,
            tags: one.tags.clone(),
            properties: BTreeMap::from(
                [("hasInferenceSchema", "False"), ("hasHttps", "False")]
                    .map(|(key, value)| (key.to_owned(), value.to_owned())),
            ),
            settings: settings::defaults(compute),
            keys: Keys::random(entropy),
            name,
        });
    }
    Ok(services)
}

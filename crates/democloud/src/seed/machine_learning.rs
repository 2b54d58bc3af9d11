//! Batch and serverless endpoints, computes and connections of the built-in company.

use latchkey_types::Entropy;

use super::built_in::user_id;
use crate::{
    hash::guid,
    random,
    state::{
        BatchDeployment, BatchEndpoint, Compute, ComputeKind, Connection, Keys, MachineLearning,
        ServerlessEndpoint, State, Workspace,
    },
};

/// Workspace, name, description, its deployments with their models; the first one is the default.
type BatchFacts = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const BATCH_ENDPOINTS: &[BatchFacts] = &[
    (
        "ml-routing",
        "route-history",
        "Scores last night's tours again",
        &[("nightly", "tour-planner"), ("monthly", "tour-planner-large")],
    ),
    ("ml-demand", "demand-backfill", "Fills gaps in the demand of past weeks", &[("v2", "demand-prophet")]),
];

/// Workspace, name, model, whether it is suspended.
const SERVERLESS_ENDPOINTS: &[(&str, &str, &str, bool)] = &[
    ("ml-sandbox", "freight-chat", "azureml://registries/azureml-meta/models/Llama-3.3-70B-Instruct", false),
    ("ml-research", "paper-summary", "azureml://registries/azureml-mistral/models/Mistral-Large", true),
];

/// Workspace, name, kind, region if it isn't the workspace's, size, machines, whose.
type ComputeFacts = (
    &'static str,
    &'static str,
    ComputeKind,
    Option<&'static str>,
    &'static str,
    u16,
    Option<(&'static str, &'static str)>,
);

const COMPUTES: &[ComputeFacts] = &[
    ("ml-routing", "routing-aks", ComputeKind::Aks, None, "Standard_D3_v2", 3, None),
    ("ml-routing", "night-cluster", ComputeKind::Cluster, None, "STANDARD_DS3_V2", 2, None),
    (
        "ml-routing",
        "ruth-workbench",
        ComputeKind::Instance,
        None,
        "STANDARD_DS11_V2",
        1,
        Some(("Ruth", "ruth")),
    ),
    ("ml-pricing", "pricing-k8s", ComputeKind::Kubernetes, None, "", 4, None),
    ("ml-pricing", "london-k8s", ComputeKind::Kubernetes, Some("uksouth"), "", 2, None),
    ("ml-demand", "demand-aks", ComputeKind::Aks, None, "Standard_D3_v2", 2, None),
    ("ml-demand", "backfill-cluster", ComputeKind::Cluster, None, "STANDARD_NC6S_V3", 0, None),
    (
        "ml-sandbox",
        "tomas-notebook",
        ComputeKind::Instance,
        None,
        "STANDARD_DS3_V2",
        1,
        Some(("Tomás", "tomas")),
    ),
    ("ml-research", "research-aks", ComputeKind::Aks, None, "Standard_D3_v2", 1, None),
    ("ml-research", "research-k8s", ComputeKind::Kubernetes, None, "", 2, None),
];

/// Workspace, name, category, target.
const CONNECTIONS: &[(&str, &str, &str, &str)] = &[
    ("ml-routing", "map-tiles", "ApiKey", "https://tiles.larkspurfreight.example"),
    ("ml-sandbox", "freight-openai", "AzureOpenAI", "https://freight-openai.openai.azure.com/"),
];

/// Everything of Azure Machine Learning besides online endpoints and the first generation's services, as far as
/// its workspaces are there.
pub(super) fn add(state: &mut State, entropy: &dyn Entropy) {
    let workspaces = &state.workspaces;
    let find = |name: &str| workspaces.iter().find(|workspace| workspace.name == name);
    let batch_endpoints =
        BATCH_ENDPOINTS.iter().filter_map(|facts| Some(batch_endpoint(find(facts.0)?, facts)));
    let serverless_endpoints =
        SERVERLESS_ENDPOINTS.iter().filter_map(|(workspace, name, model, is_suspended)| {
            let workspace = find(workspace)?;
            Some(ServerlessEndpoint {
                workspace: workspace.id.clone(),
                name: (*name).to_owned(),
                location: workspace.location.clone(),
                model: (*model).to_owned(),
                is_suspended: *is_suspended,
                created_by: "Ingrid Solheim".to_owned(),
                created_at: "2025-11-06T14:20:31.5518802Z".to_owned(),
                keys: Keys::random(entropy),
            })
        });
    let domain = &state.home_tenant().domain;
    let computes = COMPUTES.iter().filter_map(|facts| Some(compute(find(facts.0)?, facts, domain, entropy)));
    let connections = CONNECTIONS.iter().filter_map(|(workspace, name, category, target)| {
        Some(Connection {
            workspace: find(workspace)?.id.clone(),
            name: (*name).to_owned(),
            category: (*category).to_owned(),
            target: (*target).to_owned(),
            created_by: "Adele Okafor".to_owned(),
            created_at: "2025-10-14T09:05:12.0073316Z".to_owned(),
            key: random::service_key(entropy),
        })
    });
    state.ml = MachineLearning {
        batch_endpoints: batch_endpoints.collect(),
        serverless_endpoints: serverless_endpoints.collect(),
        computes: computes.collect(),
        connections: connections.collect(),
        workspace_keys: std::mem::take(&mut state.ml.workspace_keys),
    };
}

fn batch_endpoint(workspace: &Workspace, facts: &BatchFacts) -> BatchEndpoint {
    let (workspace_name, name, description, deployments) = facts;
    let cluster = COMPUTES
        .iter()
        .find(|one| one.0 == *workspace_name && one.2 == ComputeKind::Cluster)
        .map_or("", |one| one.1);
    BatchEndpoint {
        workspace: workspace.id.clone(),
        name: (*name).to_owned(),
        description: (*description).to_owned(),
        location: workspace.location.clone(),
        principal_id: guid(&format!("identity/{name}")),
        created_by: "Ruth Abernathy".to_owned(),
        created_at: "2025-01-22T16:48:05.3390127Z".to_owned(),
        default_deployment: deployments.first().map_or("", |one| one.0).to_owned(),
        deployments: deployments
            .iter()
            .map(|(deployment, model)| BatchDeployment {
                name: (*deployment).to_owned(),
                model: format!("{model}/versions/1"),
                compute: cluster.to_owned(),
                instances: 2,
            })
            .collect(),
        jobs: Vec::new(),
    }
}

fn compute(workspace: &Workspace, facts: &ComputeFacts, domain: &str, entropy: &dyn Entropy) -> Compute {
    let (_, name, kind, location, vm_size, nodes, owner) = *facts;
    Compute {
        workspace: workspace.id.clone(),
        name: name.to_owned(),
        kind,
        location: location.unwrap_or(&workspace.location).to_owned(),
        description: String::new(),
        vm_size: vm_size.to_owned(),
        nodes,
        created_at: "2022-10-05T07:31:58.2264419+00:00".to_owned(),
        owner: owner.map(|(given_name, name)| (user_id(given_name), format!("{name}@{domain}"))),
        tokens: Keys::random(entropy),
    }
}

#[cfg(test)]
mod tests {
    use latchkey_types::OsEntropy;

    use crate::{
        seed::{Seed, company},
        state::{ComputeKind, WebServiceCompute},
    };

    #[test]
    fn everything_runs_on_a_compute_that_is_there() {
        let state = company(&Seed::BuiltIn, &OsEntropy, "2026-03-02T09:30:00Z".parse().unwrap()).unwrap();
        let has = |id: &str, kind: ComputeKind| {
            assert!(state.ml.computes.iter().any(|one| one.id() == id && one.kind == kind), "{id}");
        };
        for compute in state.endpoints.iter().filter_map(|endpoint| endpoint.compute.as_ref()) {
            has(compute, ComputeKind::Kubernetes);
        }
        for service in state.services.iter().filter(|one| one.compute == WebServiceCompute::Aks) {
            has(&format!("{}/computes/{}", service.workspace, service.host), ComputeKind::Aks);
        }
        for endpoint in &state.ml.batch_endpoints {
            assert!(endpoint.deployments.iter().any(|one| one.name == endpoint.default_deployment));
            for deployment in &endpoint.deployments {
                has(&format!("{}/computes/{}", endpoint.workspace, deployment.compute), ComputeKind::Cluster);
            }
        }
    }

    #[test]
    fn every_workspace_has_keys_and_one_model_is_suspended() {
        let state = company(&Seed::BuiltIn, &OsEntropy, "2026-03-02T09:30:00Z".parse().unwrap()).unwrap();
        for workspace in &state.workspaces {
            assert_eq!(state.ml.workspace_keys.iter().filter(|one| one.workspace == workspace.id).count(), 1);
        }
        let suspended = state.ml.serverless_endpoints.iter().filter(|one| one.is_suspended).count();
        assert_eq!((state.ml.serverless_endpoints.len(), suspended), (2, 1));
    }

    #[test]
    fn names_are_unique_in_each_region_because_addresses_are_made_of_them() {
        let state = company(&Seed::BuiltIn, &OsEntropy, "2026-03-02T09:30:00Z".parse().unwrap()).unwrap();
        let online = state.endpoints.iter().map(|one| (&one.location, &one.name));
        let batch = state.ml.batch_endpoints.iter().map(|one| (&one.location, &one.name));
        let serverless = state.ml.serverless_endpoints.iter().map(|one| (&one.location, &one.name));
        let mut names: Vec<_> = online.chain(batch).chain(serverless).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}

//! Online endpoints with their deployments.

use std::collections::BTreeMap;

use latchkey_types::Entropy;

use super::workspaces;
use crate::{
    hash::guid,
    state::{AuthMode, Deployment, Keys, OnlineEndpoint, Provisioning},
};

struct Facts {
    workspace: &'static str,
    name: &'static str,
    description: Option<&'static str>,
    auth_mode: AuthMode,
    /// Name of the attached cluster, and the region it is in.
    cluster: Option<(&'static str, &'static str)>,
    provisioning: Provisioning,
    created_by: &'static str,
    created_at: &'static str,
    /// Name, share of the traffic, model.
    deployments: &'static [(&'static str, u8, &'static str)],
    tags: &'static [(&'static str, &'static str)],
}

const fn managed(workspace: &'static str, name: &'static str, auth_mode: AuthMode) -> Facts {
    Facts {
        workspace,
        name,
        description: None,
        auth_mode,
        cluster: None,
        provisioning: Provisioning::Succeeded,
        created_by: "Ruth Abernathy",
        created_at: "2025-05-13T09:12:27.6640518Z",
        deployments: &[("blue", 100, "default-model")],
        tags: &[],
    }
}

const ENDPOINTS: &[Facts] = &[
    Facts {
        description: Some("Arrival time of a shipment in minutes"),
        created_by: "Adele Okafor",
        created_at: "2024-04-02T06:55:19.2041877+00:00",
        deployments: &[("blue", 90, "eta-gbm"), ("green", 10, "eta-transformer")],
        tags: &[("tier", "gold"), ("owner", "routing")],
        ..managed("ml-routing", "route-eta", AuthMode::Key)
    },
    Facts {
        description: Some("Stops of a tour in their best order"),
        tags: &[("tier", "silver")],
        deployments: &[("main", 100, "tour-planner")],
        ..managed("ml-routing", "route-planner", AuthMode::AmlToken)
    },
    Facts {
        description: Some("Which depot takes a parcel"),
        created_by: "Samir Haddad",
        ..managed("ml-routing", "depot-assign", AuthMode::EntraToken)
    },
    Facts {
        description: Some("Price of a transport"),
        created_by: "Samir Haddad",
        created_at: "2024-07-01T12:00:45.918203Z",
        deployments: &[("v7", 100, "quote-xgb")],
        ..managed("ml-pricing", "quote-price", AuthMode::Key)
    },
    Facts {
        description: Some("Holds prices back when demand jumps"),
        cluster: Some(("pricing-k8s", "northeurope")),
        ..managed("ml-pricing", "surge-guard", AuthMode::Key)
    },
    Facts {
        description: Some("Runs on the cluster in London"),
        cluster: Some(("london-k8s", "uksouth")),
        ..managed("ml-pricing", "fx-hedge", AuthMode::AmlToken)
    },
    Facts {
        created_at: "2023-02-08T19:47:03.7712064Z",
        deployments: &[("weekly-3", 100, "demand-prophet")],
        ..managed("ml-demand", "demand-weekly", AuthMode::Key)
    },
    managed("ml-demand", "demand-daily", AuthMode::EntraToken),
    Facts {
        description: Some("Its image could not be pulled"),
        provisioning: Provisioning::Failed,
        deployments: &[("blue", 0, "stock-lstm")],
        ..managed("ml-demand", "stock-alert", AuthMode::Key)
    },
    Facts { created_by: "Tomás Lindqvist", ..managed("ml-sandbox", "try-embeddings", AuthMode::AmlToken) },
    Facts {
        provisioning: Provisioning::Updating,
        created_by: "Tomás Lindqvist",
        deployments: &[("vit", 100, "parcel-damage")],
        ..managed("ml-sandbox", "try-vision", AuthMode::Key)
    },
    Facts {
        cluster: Some(("research-k8s", "westeurope")),
        created_by: "Ingrid Solheim",
        ..managed("ml-research", "anomaly-lab", AuthMode::Key)
    },
    Facts { created_by: "Ingrid Solheim", ..managed("ml-research", "causal-study", AuthMode::EntraToken) },
];

pub(super) fn endpoints(entropy: &dyn Entropy) -> Vec<OnlineEndpoint> {
    ENDPOINTS.iter().map(|facts| endpoint(facts, entropy)).collect()
}

fn endpoint(facts: &Facts, entropy: &dyn Entropy) -> OnlineEndpoint {
    let workspace = workspaces::workspace_id(facts.workspace);
    let has_failed = facts.provisioning == Provisioning::Failed;
    let deployments = facts.deployments.iter().map(|(name, traffic, model)| Deployment {
        name: (*name).to_owned(),
        traffic: *traffic,
        model: format!("{model}/versions/1"),
        instance_type: if facts.cluster.is_some() { "defaultinstancetype" } else { "Standard_DS3_v2" }
            .to_owned(),
        instances: 1,
        provisioning: if has_failed { Provisioning::Failed } else { Provisioning::Succeeded },
    });
    OnlineEndpoint {
        name: facts.name.to_owned(),
        description: facts.description.map(str::to_owned),
        location: facts
            .cluster
            .map_or_else(|| workspaces::location(facts.workspace), |(_, region)| region)
            .to_owned(),
        auth_mode: facts.auth_mode,
        compute: facts.cluster.map(|(name, _)| format!("{workspace}/computes/{name}")),
        provisioning: facts.provisioning,
        principal_id: guid(&format!("identity/{}", facts.name)),
        last_operation: guid(&format!("operation/{}", facts.name)),
        created_by: facts.created_by.to_owned(),
        created_at: facts.created_at.to_owned(),
        updated_at: None,
        deployments: deployments.collect(),
        tags: facts.tags.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        properties: BTreeMap::new(),
        keys: Keys::random(entropy),
        workspace,
    }
}

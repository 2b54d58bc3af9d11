//! Web services of the first generation.

use std::collections::BTreeMap;

use latchkey_types::Entropy;

use super::workspaces;
use crate::{
    hash::guid,
    ml_v1::settings,
    state::{Keys, WebService, WebServiceAuth, WebServiceCompute},
};

/// Workspace, name, description, cluster (none for a container instance), auth.
type Facts = (&'static str, &'static str, &'static str, Option<&'static str>, WebServiceAuth);

const SERVICES: &[Facts] = &[
    (
        "ml-routing",
        "eta-fallback",
        "Takes over when route-eta is away",
        Some("routing-aks"),
        WebServiceAuth::Key,
    ),
    ("ml-routing", "toll-cost", "Tolls along a route", Some("routing-aks"), WebServiceAuth::Token),
    ("ml-routing", "address-clean", "Tidies addresses; open inside the network", None, WebServiceAuth::None),
    ("ml-pricing", "margin-check", "Warns of quotes below cost", None, WebServiceAuth::Key),
    ("ml-demand", "store-cluster", "Groups shops by demand", Some("demand-aks"), WebServiceAuth::Key),
    ("ml-sandbox", "hello-scoring", "The tutorial's service", None, WebServiceAuth::Key),
    ("ml-research", "paper-demo", "Shown at a conference", Some("research-aks"), WebServiceAuth::Token),
];

pub(super) fn services(entropy: &dyn Entropy) -> Vec<WebService> {
    SERVICES
        .iter()
        .map(|(workspace, name, description, cluster, auth)| WebService {
            workspace: workspaces::workspace_id(workspace),
            name: (*name).to_owned(),
            description: (*description).to_owned(),
            compute: if cluster.is_some() { WebServiceCompute::Aks } else { WebServiceCompute::Aci },
            host: cluster.map_or_else(|| guid(&format!("container/{name}")), str::to_owned),
            location: workspaces::location(workspace).to_owned(),
            auth: *auth,
            state: "Healthy".to_owned(),
            model: format!("{name}-model"),
            created_by: "Ruth Abernathy".to_owned(),
            created_at: "2022-11-08T15:21:09.331271Z".to_owned(),
            updated_at: "2024-01-30T08:02:57.094613+00:00".to_owned(),
            tags: tags(name),
            properties: BTreeMap::from(
                [("hasInferenceSchema", "False"), ("hasHttps", "False")]
                    .map(|(key, value)| (key.to_owned(), value.to_owned())),
            ),
            settings: settings::defaults(if cluster.is_some() {
                WebServiceCompute::Aks
            } else {
                WebServiceCompute::Aci
            }),
            keys: Keys::random(entropy),
        })
        .collect()
}

fn tags(service: &str) -> BTreeMap<String, String> {
    let tags: &[(&str, &str)] = match service {
        "eta-fallback" => &[("team", "routing"), ("critical", "yes")],
        "toll-cost" => &[("team", "routing")],
        _ => &[],
    };
    tags.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

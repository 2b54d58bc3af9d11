//! Subscriptions, resource groups, workspaces.

use std::collections::BTreeMap;

use super::{DOMAIN, people, tenant_id};
use crate::{
    hash::guid,
    state::{ResourceGroup, Subscription, Workspace},
};

pub(super) const PRODUCTION: &str = "Larkspur Production";
pub(super) const DEVELOPMENT: &str = "Larkspur Development";

/// Subscription, name, location.
const RESOURCE_GROUPS: &[(&str, &str, &str)] = &[
    (PRODUCTION, "rg-ml-prod-eu", "westeurope"),
    (PRODUCTION, "rg-ml-prod-us", "eastus2"),
    (DEVELOPMENT, "rg-ml-dev", "swedencentral"),
    (DEVELOPMENT, "rg-ml-research", "westeurope"),
];

struct Facts {
    subscription: &'static str,
    group: &'static str,
    name: &'static str,
    friendly_name: &'static str,
    description: &'static str,
    location: &'static str,
    kind: Option<&'static str>,
    created_by: &'static str,
    created_at: &'static str,
    tags: &'static [(&'static str, &'static str)],
}

const WORKSPACES: &[Facts] = &[
    Facts {
        subscription: PRODUCTION,
        group: "rg-ml-prod-eu",
        name: "ml-routing",
        friendly_name: "Routing",
        description: "Arrival times, routes and depots",
        location: "westeurope",
        kind: Some("Default"),
        created_by: "adele",
        created_at: "2024-03-11T08:14:02.4471906Z",
        tags: &[("costCenter", "4410"), ("team", "routing")],
    },
    Facts {
        subscription: PRODUCTION,
        group: "rg-ml-prod-eu",
        name: "ml-pricing",
        friendly_name: "Pricing",
        description: "Quotes and margins",
        location: "northeurope",
        kind: Some("Default"),
        created_by: "samir",
        created_at: "2024-06-25T13:40:51.093122Z",
        tags: &[("team", "pricing")],
    },
    Facts {
        subscription: PRODUCTION,
        group: "rg-ml-prod-us",
        name: "ml-demand",
        friendly_name: "",
        description: "",
        location: "eastus2",
        kind: None,
        created_by: "ruth",
        created_at: "2023-01-17T17:05:33.8819014Z",
        tags: &[],
    },
    Facts {
        subscription: DEVELOPMENT,
        group: "rg-ml-dev",
        name: "ml-sandbox",
        friendly_name: "Sandbox",
        description: "For trying things out",
        location: "swedencentral",
        kind: Some("Project"),
        created_by: "adele",
        created_at: "2025-09-02T07:22:10.5500081Z",
        tags: &[("deleteAfter", "2027-01-01")],
    },
    Facts {
        subscription: DEVELOPMENT,
        group: "rg-ml-research",
        name: "ml-research",
        friendly_name: "Research",
        description: "Papers and long experiments",
        location: "westeurope",
        kind: Some("Default"),
        created_by: "ingrid",
        created_at: "2025-02-19T10:31:44.1207735Z",
        tags: &[("team", "research")],
    },
];

pub(super) fn subscriptions() -> Vec<Subscription> {
    [PRODUCTION, DEVELOPMENT]
        .into_iter()
        .map(|name| Subscription {
            id: subscription_id(name),
            tenant_id: tenant_id(),
            display_name: name.to_owned(),
        })
        .collect()
}

pub(super) fn resource_groups() -> Vec<ResourceGroup> {
    RESOURCE_GROUPS
        .iter()
        .map(|(subscription, name, location)| ResourceGroup {
            subscription_id: subscription_id(subscription),
            name: (*name).to_owned(),
            location: (*location).to_owned(),
            tags: BTreeMap::from([("managedBy".to_owned(), "ml-platform".to_owned())]),
        })
        .collect()
}

pub(super) fn workspaces() -> Vec<Workspace> {
    WORKSPACES
        .iter()
        .map(|facts| Workspace {
            id: workspace_id(facts.name),
            guid: guid(&format!("workspace/{}", facts.name)),
            subscription_id: subscription_id(facts.subscription),
            resource_group: facts.group.to_owned(),
            name: facts.name.to_owned(),
            friendly_name: facts.friendly_name.to_owned(),
            description: facts.description.to_owned(),
            location: facts.location.to_owned(),
            kind: facts.kind.map(str::to_owned),
            principal_id: people::service_principal_id(facts.name),
            created_by: format!("{}@{DOMAIN}", facts.created_by),
            created_at: facts.created_at.to_owned(),
            tags: facts
                .tags
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect::<BTreeMap<_, _>>(),
        })
        .collect()
}

pub(super) fn subscription_id(name: &str) -> String {
    guid(&format!("subscription/{name}"))
}

pub(super) fn group_path(name: &str) -> String {
    let subscription = RESOURCE_GROUPS.iter().find(|group| group.1 == name).map_or("", |group| group.0);
    format!("/subscriptions/{}/resourceGroups/{name}", subscription_id(subscription))
}

pub(super) fn workspace_id(name: &str) -> String {
    let group =
        WORKSPACES.iter().find(|workspace| workspace.name == name).map_or("", |workspace| workspace.group);
    format!("{}/providers/Microsoft.MachineLearningServices/workspaces/{name}", group_path(group))
}

pub(super) fn location(name: &str) -> &'static str {
    WORKSPACES.iter().find(|workspace| workspace.name == name).map_or("", |workspace| workspace.location)
}

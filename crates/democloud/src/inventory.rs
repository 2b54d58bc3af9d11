//! Lists what a demo cloud holds, as far as programs need it to ask for the rest. The first subscription comes
//! first, and in it the first workspace.

use std::collections::HashMap;

use crate::{
    DemoCloud,
    state::{State, WebServiceAuth, Workspace},
};

/// The resources of every subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inventory {
    /// Subscriptions of all tenants.
    pub subscriptions: Vec<SubscriptionAddress>,
    /// Workspaces.
    pub workspaces: Vec<WorkspaceAddress>,
    /// Online endpoints.
    pub online_endpoints: Vec<OnlineEndpointAddress>,
    /// Services of the first generation.
    pub web_services: Vec<WebServiceAddress>,
}

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionAddress {
    /// Its id.
    pub id: String,
    /// The id of the tenant that it belongs to.
    pub tenant_id: String,
}

/// A workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceAddress {
    /// The subscription's id.
    pub subscription_id: String,
    /// The resource group's name.
    pub resource_group: String,
    /// Its name.
    pub name: String,
}

/// An online endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnlineEndpointAddress {
    /// Where it is.
    pub workspace: WorkspaceAddress,
    /// Its name.
    pub name: String,
    /// `Key`, `AMLToken` or `AADToken`.
    pub auth_mode: &'static str,
}

/// A service of the first generation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebServiceAddress {
    /// Where it is.
    pub workspace: WorkspaceAddress,
    /// Its name.
    pub name: String,
    /// `AKS` or `ACI`.
    pub compute: &'static str,
    /// `key`, `token` or `none`.
    pub auth: &'static str,
}

impl DemoCloud {
    /// The resources that there are now.
    pub fn inventory(&self) -> Inventory {
        self.core.with_state(|state| of(state))
    }
}

fn of(state: &State) -> Inventory {
    let workspaces = in_order(state);
    // An inventory can have many thousands of services, each of which names its workspace.
    let positions: HashMap<&str, usize> =
        workspaces.iter().enumerate().map(|(at, workspace)| (workspace.id.as_str(), at)).collect();
    let mut online_endpoints: Vec<_> = state
        .endpoints
        .iter()
        .filter_map(|endpoint| {
            let at = *positions.get(endpoint.workspace.as_str())?;
            let address = OnlineEndpointAddress {
                workspace: address(workspaces[at]),
                name: endpoint.name.clone(),
                auth_mode: endpoint.auth_mode.as_wire(),
            };
            Some((at, address))
        })
        .collect();
    let mut web_services: Vec<_> = state
        .services
        .iter()
        .filter_map(|service| {
            let at = *positions.get(service.workspace.as_str())?;
            let address = WebServiceAddress {
                workspace: address(workspaces[at]),
                name: service.name.clone(),
                compute: service.compute.as_wire(),
                auth: match service.auth {
                    WebServiceAuth::Key => "key",
                    WebServiceAuth::Token => "token",
                    WebServiceAuth::None => "none",
                },
            };
            Some((at, address))
        })
        .collect();
    online_endpoints.sort_by_key(|(at, _)| *at);
    web_services.sort_by_key(|(at, _)| *at);
    let subscriptions = state.subscriptions.iter();
    Inventory {
        subscriptions: subscriptions
            .map(|one| SubscriptionAddress { id: one.id.clone(), tenant_id: one.tenant_id.clone() })
            .collect(),
        workspaces: workspaces.into_iter().map(address).collect(),
        online_endpoints: online_endpoints.into_iter().map(|(_, one)| one).collect(),
        web_services: web_services.into_iter().map(|(_, one)| one).collect(),
    }
}

/// Workspaces in the order of their subscriptions, not in the order of the seed's list.
fn in_order(state: &State) -> Vec<&Workspace> {
    let ids: HashMap<&str, usize> =
        state.subscriptions.iter().enumerate().map(|(at, one)| (one.id.as_str(), at)).collect();
    let mut workspaces: Vec<&Workspace> = state.workspaces.iter().collect();
    workspaces.sort_by_key(|one| ids.get(one.subscription_id.as_str()));
    workspaces
}

fn address(workspace: &Workspace) -> WorkspaceAddress {
    WorkspaceAddress {
        subscription_id: workspace.subscription_id.clone(),
        resource_group: workspace.resource_group.clone(),
        name: workspace.name.clone(),
    }
}

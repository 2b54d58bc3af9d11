//! The tables of Resource Graph, with what the caller may read in them.
//!
//! Azure's reference of tables and types has `microsoft.machinelearningservices/workspaces`, their endpoints
//! and deployments, key vaults and user-assigned identities in `resources`, subscriptions and resource
//! groups in `resourcecontainers`, role assignments and definitions in `authorizationresources`. Keys, web
//! services of the first generation and what else isn't a tracked resource are not there.
//! Source: <https://learn.microsoft.com/azure/governance/resource-graph/reference/supported-tables-resources>.

use latchkey_kql::Table;
use latchkey_types::Scope;
use serde_json::{Map, Value, json};

use super::ArmRequest;
use crate::arm::{
    ids::{self, subscription_of},
    inventory, resource_groups, role_assignments, role_definitions,
};

/// What roles and their assignments cannot have.
const NOT_OF_AUTHORIZATION: [&str; 7] =
    ["managedBy", "sku", "plan", "tags", "identity", "zones", "extendedLocation"];

/// A table by its name in small letters, over these subscriptions.
pub(super) fn table(request: &ArmRequest<'_>, scope: &[String], name: &str) -> Option<Table> {
    match name {
        "resources" => Some(Table::standard(resources(request, scope))),
        "resourcecontainers" => Some(Table::standard(containers(request, scope))),
        "authorizationresources" => {
            Some(Table::standard(authorization(request, scope)).without(&NOT_OF_AUTHORIZATION))
        }
        _ => None,
    }
}

type Row = Map<String, Value>;

/// Which group an id is in, in small letters, as Resource Graph has it.
fn group_of(id: &str) -> String {
    let mut segments = id.split('/').skip(3);
    let is_in_group = segments.next().is_some_and(|word| word.eq_ignore_ascii_case("resourcegroups"));
    segments.next().filter(|_| is_in_group).map(str::to_lowercase).unwrap_or_default()
}

/// A row of a resource's body. Types are in small letters; a nested resource has its last name alone.
fn row(request: &ArmRequest<'_>, body: Value) -> Row {
    let (id, kind) = (ids::text(&body, "id"), ids::text(&body, "type").to_lowercase());
    let (subscription, group) = (subscription_of(id).unwrap_or_default().to_owned(), group_of(id));
    let name = id.rsplit('/').next().unwrap_or_default().to_owned();
    let mut row = match body {
        Value::Object(row) => row,
        _ => Row::new(),
    };
    row.insert("type".to_owned(), json!(kind));
    row.insert("name".to_owned(), json!(name));
    row.insert("tenantId".to_owned(), json!(request.access.caller.tenant_id));
    row.insert("resourceGroup".to_owned(), json!(group));
    row.insert("subscriptionId".to_owned(), json!(subscription));
    for text in ["kind", "location", "managedBy"] {
        if row.get(text).is_none_or(Value::is_null) {
            row.insert(text.to_owned(), json!(""));
        }
    }
    row
}

fn resources(request: &ArmRequest<'_>, scope: &[String]) -> Vec<Row> {
    inventory::readable(request, scope)
        .into_iter()
        .map(|body| {
            let mut row = row(request, body);
            // Azure tells who made a resource in its own answers, not here.
            row.remove("systemData");
            row
        })
        .collect()
}

fn containers(request: &ArmRequest<'_>, scope: &[String]) -> Vec<Row> {
    let subscriptions = request.state.subscriptions.iter().filter(|one| scope.contains(&one.id)).map(|one| {
        let body = json!({
            "id": one.path(),
            "type": "microsoft.resources/subscriptions",
            "tags": {},
            "properties": {
                "managedByTenants": [],
                "managementGroupAncestorsChain": [],
                "state": "Enabled",
                "subscriptionPolicies": {
                    "locationPlacementId": "Public_2014-09-01",
                    "quotaId": "PayAsYouGo_2014-09-01",
                    "spendingLimit": "Off",
                },
            },
        });
        let mut row = row(request, body);
        row.insert("name".to_owned(), json!(one.display_name));
        row
    });
    let reach = request.access.reach("Microsoft.Resources/subscriptions/resourceGroups/read");
    let groups = request
        .state
        .resource_groups
        .iter()
        .filter(|group| scope.contains(&group.subscription_id))
        .filter(|group| reach.allows(&Scope::new(group.path())))
        .map(|group| {
            let mut body = resource_groups::body(group);
            body["type"] = json!("microsoft.resources/subscriptions/resourcegroups");
            row(request, body)
        });
    subscriptions.chain(groups).collect()
}

fn authorization(request: &ArmRequest<'_>, scope: &[String]) -> Vec<Row> {
    const READ: &str = "Microsoft.Authorization/roleAssignments/read";
    let reach = request.access.reach(READ);
    let assignments = request
        .state
        .assignments
        .iter()
        .filter(|one| {
            let subscription = subscription_of(one.grant.scope.as_str());
            subscription.is_some_and(|id| scope.iter().any(|own| own.eq_ignore_ascii_case(id)))
        })
        .filter(|one| reach.allows(&one.grant.scope))
        .map(|one| role_assignments::body(request, one));
    let can_read = scope.iter().any(|id| {
        request.access.allows(&format!("/subscriptions/{id}"), "Microsoft.Authorization/roleDefinitions/read")
    });
    let definitions = can_read.then(|| role_definitions::bodies(request)).into_iter().flatten();
    assignments
        .chain(definitions)
        .map(|body| {
            let mut row = row(request, body);
            // Neither has a group or a subscription of its own where it stands for the tenant.
            row.insert("location".to_owned(), json!("global"));
            row
        })
        .collect()
}

//! The tables of Resource Graph, with what the caller may read in them.
//!
//! Azure's reference of tables and types has `microsoft.machinelearningservices/workspaces`, their endpoints
//! and deployments, key vaults and user-assigned identities in `resources`, subscriptions and resource
//! groups in `resourcecontainers`, role assignments and definitions in `authorizationresources`. Keys, web
//! services of the first generation and what else isn't a tracked resource are not there.
//! Source: <https://learn.microsoft.com/azure/governance/resource-graph/reference/supported-tables-resources>.

use serde_json::{Map, Value, json};

use super::ArmRequest;
use crate::{
    arm::{inventory, resource_groups, resources, role_assignments, role_definitions},
    kql::{Column, Kind, Table},
};

/// A table by its name in small letters, over these subscriptions.
pub(super) fn table(request: &ArmRequest<'_>, scope: &[String], name: &str) -> Option<Table> {
    match name {
        "resources" => Some(Table::standard(resources(request, scope))),
        "resourcecontainers" => Some(Table::standard(containers(request, scope))),
        "authorizationresources" => Some(Table {
            columns: [
                ("id", Kind::Text),
                ("name", Kind::Text),
                ("type", Kind::Text),
                ("tenantId", Kind::Text),
                ("kind", Kind::Text),
                ("location", Kind::Text),
                ("resourceGroup", Kind::Text),
                ("subscriptionId", Kind::Text),
                ("properties", Kind::Dynamic),
            ]
            .map(|(name, kind)| Column::new(name, kind))
            .to_vec(),
            rows: authorization(request, scope),
        }),
        _ => None,
    }
}

type Row = Map<String, Value>;

/// Which subscription and group an id is in; the group in small letters, as Resource Graph has it.
fn place(id: &str) -> (String, String) {
    let segments: Vec<&str> = id.split('/').collect();
    let at = |index: usize| segments.get(index).copied().unwrap_or_default();
    let group =
        if at(3).eq_ignore_ascii_case("resourcegroups") { at(4).to_lowercase() } else { String::new() };
    (if at(1).eq_ignore_ascii_case("subscriptions") { at(2).to_owned() } else { String::new() }, group)
}

/// A row of a resource's body. Types are in small letters; a nested resource has its last name alone.
fn row(request: &ArmRequest<'_>, body: &Value) -> Row {
    let mut row = body.as_object().cloned().unwrap_or_default();
    let id = resources::text(body, "id");
    let (subscription, group) = place(id);
    row.insert("type".to_owned(), json!(resources::text(body, "type").to_lowercase()));
    row.insert("name".to_owned(), json!(id.rsplit('/').next().unwrap_or_default()));
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
    inventory::readable(request)
        .iter()
        .filter(|body| scope.contains(&place(resources::text(body, "id")).0))
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
        let mut row = row(request, &body);
        row.insert("name".to_owned(), json!(one.display_name));
        row
    });
    let groups = request
        .state
        .resource_groups
        .iter()
        .filter(|group| scope.contains(&group.subscription_id))
        .filter(|group| {
            request.access.allows(&group.path(), "Microsoft.Resources/subscriptions/resourceGroups/read")
        })
        .map(|group| {
            let mut body = resource_groups::body(group);
            body["type"] = json!("microsoft.resources/subscriptions/resourcegroups");
            row(request, &body)
        });
    subscriptions.chain(groups).collect()
}

fn authorization(request: &ArmRequest<'_>, scope: &[String]) -> Vec<Row> {
    const READ: &str = "Microsoft.Authorization/roleAssignments/read";
    let assignments = request
        .state
        .assignments
        .iter()
        .filter(|one| scope.contains(&place(one.grant.scope.as_str()).0))
        .filter(|one| request.access.allows(one.grant.scope.as_str(), READ))
        .map(|one| role_assignments::body(request, one));
    let can_read = scope.iter().any(|id| {
        request.access.allows(&format!("/subscriptions/{id}"), "Microsoft.Authorization/roleDefinitions/read")
    });
    let definitions = can_read.then(|| role_definitions::bodies(request)).into_iter().flatten();
    assignments
        .chain(definitions)
        .map(|body| {
            let mut row = row(request, &body);
            // Neither has a group or a subscription of its own where it stands for the tenant.
            row.insert("location".to_owned(), json!("global"));
            row
        })
        .collect()
}

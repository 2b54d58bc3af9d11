//! The query language against a small made-up tenant.

mod hostile;
mod language;
mod operators;
mod refusals;
mod samples;

use jiff::Timestamp;
use serde_json::{Map, Value as Json, json};

use super::{Column, Output, QueryError, Table, run, table::Kind};

const WORKSPACES: &str = "microsoft.machinelearningservices/workspaces";
const SUB: &str = "11111111-1111-1111-1111-111111111111";

fn rows(rows: Json) -> Vec<Map<String, Json>> {
    let Json::Array(rows) = rows else { panic!("rows are an array") };
    rows.into_iter()
        .map(|row| match row {
            Json::Object(row) => row,
            other => panic!("{other} is no row"),
        })
        .collect()
}

fn tables(name: &str) -> Option<Table> {
    let role = |id: &str, name: &str| {
        json!({"id": format!("/providers/Microsoft.Authorization/roleDefinitions/{id}"), "name": id,
            "type": "microsoft.authorization/roledefinitions", "properties": {"roleName": name}})
    };
    let assignment = |name: &str, role: &str, principal: &str| {
        json!({"id": format!("/subscriptions/{SUB}/providers/Microsoft.Authorization/roleAssignments/{name}"),
            "name": name, "type": "microsoft.authorization/roleassignments", "properties": {
            "roleDefinitionId": format!("/providers/microsoft.authorization/roledefinitions/{role}"),
            "principalId": principal, "principalType": "User"}})
    };
    Some(Table::standard(rows(match name {
        "resources" => json!([
            {"id": "/s/rg/ws-b", "name": "ws-B", "type": WORKSPACES, "location": "westeurope", "kind": "Default",
             "resourceGroup": "rg-1", "subscriptionId": SUB, "tags": {"env": "prod", "cost-center": "7"},
             "properties": {"createdAt": "2026-11-20T10:00:00Z", "publicNetworkAccess": "Enabled", "hbiWorkspace": false,
                "size": 3, "zones": ["1", "2"], "sub": {"deep": [{"x": 1}]}}},
            {"id": "/s/rg/ws-a", "name": "ws-a", "type": WORKSPACES, "location": "northeurope", "kind": "Hub",
             "resourceGroup": "rg-1", "subscriptionId": SUB, "tags": null,
             "properties": {"createdAt": "2026-10-01T10:00:00Z", "publicNetworkAccess": "Disabled", "hbiWorkspace": true,
                "size": 5, "zones": []}},
            {"id": "/s/rg/kv", "name": "kv", "type": "microsoft.keyvault/vaults", "location": "westeurope",
             "resourceGroup": "rg-2", "subscriptionId": SUB, "properties": {"size": 2.5}},
        ]),
        "resourcecontainers" => json!([
            {"id": format!("/subscriptions/{SUB}"), "name": "Production", "subscriptionId": SUB,
             "type": "microsoft.resources/subscriptions", "properties": {"state": "Enabled"}},
            {"id": format!("/subscriptions/{SUB}/resourceGroups/rg-1"), "name": "rg-1", "subscriptionId": SUB,
             "type": "microsoft.resources/subscriptions/resourcegroups", "location": "westeurope"},
        ]),
        "authorizationresources" => json!([
            role("r1", "Reader"),
            role("r2", "Owner"),
            assignment("a1", "R1", "p1"),
            assignment("a2", "r1", "p2"),
            assignment("a3", "r2", "p1"),
        ]),
        _ => return None,
    })))
}

fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

fn find(query: &str) -> Result<Output, QueryError> {
    run(query, &tables, now())
}

/// Runs a query that has to work, and compares what it finds as objects.
fn check(query: &str, expected: Json) {
    match find(query) {
        Ok(output) => {
            assert_eq!(output.object_array(output.rows.clone().into_iter()), expected, "{query}");
        }
        Err(error) => panic!("{query}: {error:?}"),
    }
}

/// Evaluates an expression on one row.
fn check_expression(expression: &str, expected: Json) {
    check(&format!("resources | where name == 'ws-B' | project v = {expression}"), json!([{"v": expected}]));
}

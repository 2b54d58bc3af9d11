//! Microsoft's data of built-in roles and actions, read where it is.
//!
//! It lies outside of the project. Where it is missing, the tests that need it are counted as skipped.

use std::fs;

use latchkey_rbac::{Permission, RoleDefinition};
use latchkey_testing::azure_data;
use latchkey_types::Scope;
use serde::Deserialize;
use serde_json::Value;

/// A file of `specs/rbac`, where the data is.
fn rows(test: &str, file: &str) -> Option<Vec<Value>> {
    let bytes = fs::read(azure_data(test)?.join("specs/rbac").join(file)).unwrap();
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    Some(document["value"].as_array().unwrap().clone())
}

/// Every built-in role of the data.
pub(crate) fn roles(test: &str) -> Option<Vec<RoleDefinition>> {
    let role = |row: &Value| RoleDefinition {
        id: row["name"].as_str().unwrap().to_owned(),
        name: row["roleName"].as_str().unwrap().to_owned(),
        permissions: Vec::<Permission>::deserialize(&row["permissions"]).unwrap(),
        assignable_scopes: Vec::<Scope>::deserialize(&row["assignableScopes"]).unwrap(),
    };
    Some(rows(test, "built-in-roles.json")?.iter().map(role).collect())
}

/// Every action of Azure Machine Learning that the data names.
pub(crate) fn machine_learning_actions(test: &str) -> Option<Vec<String>> {
    let name = |row: &Value| row.as_str().unwrap().to_owned();
    Some(rows(test, "ml-operations.json")?.iter().map(name).collect())
}

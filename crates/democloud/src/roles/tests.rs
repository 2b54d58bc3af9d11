//! Compares the built-in roles with Microsoft's data, if it is there.

use std::collections::BTreeSet;

use latchkey_rbac::{Permission, RoleDefinition};
use latchkey_testing::azure_data;
use latchkey_types::Scope;
use serde::Deserialize;
use serde_json::Value;

use super::*;

/// Microsoft's roles, where the data is.
fn rows(test: &str) -> Option<Vec<Value>> {
    let bytes = std::fs::read(azure_data(test)?.join("specs/rbac/built-in-roles.json")).unwrap();
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    Some(document["value"].as_array().unwrap().clone())
}

#[test]
fn every_role_is_as_microsoft_publishes_it() {
    let Some(rows) = rows("every_role_is_as_microsoft_publishes_it") else { return };
    let described = |role: RoleDefinition, description: &str| (role, description.to_owned());
    for row in &rows {
        let name = row["roleName"].as_str().unwrap();
        let published = RoleDefinition {
            id: row["name"].as_str().unwrap().to_owned(),
            name: name.to_owned(),
            permissions: Vec::<Permission>::deserialize(&row["permissions"]).unwrap(),
            assignable_scopes: Vec::<Scope>::deserialize(&row["assignableScopes"]).unwrap(),
        };
        let ours = BUILT_IN.iter().find(|role| role.id == published.id);
        let ours = ours.unwrap_or_else(|| panic!("the demo cloud has no role {name} ({})", published.id));
        assert_eq!(
            described(ours.definition(), ours.description),
            described(published, row["description"].as_str().unwrap()),
        );
    }
}

#[test]
fn no_role_is_there_twice() {
    let ids: BTreeSet<&str> = BUILT_IN.iter().map(|role| role.id).collect();
    let names: BTreeSet<&str> = BUILT_IN.iter().map(|role| role.name).collect();
    assert_eq!((ids.len(), names.len()), (BUILT_IN.len(), BUILT_IN.len()));
}

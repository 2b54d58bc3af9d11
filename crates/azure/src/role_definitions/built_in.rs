//! Azure's built-in roles by their GUID: a table of facts, for roles whose definitions cannot be read. Names and
//! GUIDs are the same in every tenant. Source: <https://learn.microsoft.com/azure/role-based-access-control/built-in-roles>.

use std::{collections::HashMap, sync::LazyLock};

use latchkey_rbac::Strength;

/// GUID, strength and name of each role, strongest first.
const TABLE: &str = include_str!("built_in.tsv");

/// What is known of a built-in role without asking Azure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltInRole {
    /// What people call it.
    pub name: &'static str,
    /// How much it permits.
    pub strength: Strength,
}

/// The built-in role with a GUID, in any letter case.
pub fn built_in(role_id: &str) -> Option<BuiltInRole> {
    static ROLES: LazyLock<HashMap<&str, BuiltInRole>> =
        LazyLock::new(|| TABLE.lines().filter_map(read).collect());
    ROLES.get(role_id.to_ascii_lowercase().as_str()).copied()
}

fn read(line: &'static str) -> Option<(&'static str, BuiltInRole)> {
    let mut cells = line.splitn(3, '\t');
    let (id, strength, name) = (cells.next()?, cells.next()?, cells.next()?);
    let strength = match strength {
        "owns" => Strength::Owns,
        "definesRoles" => Strength::DefinesRoles,
        "assignsRoles" => Strength::AssignsRoles,
        "changesEverything" => Strength::ChangesEverything,
        "changesWorkspace" => Strength::ChangesWorkspace,
        "changesEndpoints" => Strength::ChangesEndpoints,
        "readsKeys" => Strength::ReadsKeys,
        "reads" => Strength::Reads,
        "other" => Strength::Other,
        _ => return None,
    };
    Some((id, BuiltInRole { name, strength }))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use latchkey_testing::azure_data;
    use serde_json::Value;

    use super::*;
    use crate::wire::Node;

    #[test]
    fn every_line_is_a_role_and_none_is_there_twice() {
        let roles: Vec<_> = TABLE.lines().map(|line| read(line).expect(line)).collect();
        let ids: BTreeSet<_> = roles.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids.len(), roles.len());
        assert!(roles.is_sorted_by(|(_, one), (_, other)| one.strength >= other.strength));
        let owner = BuiltInRole { name: "Owner", strength: Strength::Owns };
        assert_eq!(built_in("8E3AF657-a8ff-443c-a75c-2fe8c4bcb635"), Some(owner));
        assert_eq!(built_in("00000000-0000-0000-0000-000000000000"), None);
    }

    /// Roles as Microsoft publishes them, and as Azure listed them.
    fn reference(test: &str) -> Option<Vec<Value>> {
        let folder = azure_data(test)?;
        let read = |file: &str| -> Value {
            serde_json::from_slice(&std::fs::read(folder.join(file)).unwrap()).unwrap()
        };
        let published = read("specs/rbac/built-in-roles.json");
        let published = published["value"]
            .as_array()
            .unwrap()
            .iter()
            .map(|role| serde_json::json!({ "name": role["name"], "properties": role }));
        let listed = read("recordings/role-definitions/002-list-556-multi-permission.json");
        let listed = listed["response"]["body"]["value"].as_array().unwrap().clone();
        let built_in = listed.into_iter().filter(|role| role["properties"]["type"] == "BuiltInRole");
        Some(published.chain(built_in).collect())
    }

    #[test]
    fn the_table_says_what_azure_says() {
        let Some(reference) = reference("the_table_says_what_azure_says") else { return };
        assert!(reference.len() > 500);
        for role in &reference {
            let role = super::super::read(Node::of(role)).unwrap();
            let known = built_in(&role.definition.id).unwrap_or_else(|| panic!("{} is missing", role.id));
            let strength = Strength::of(&role.definition.permissions);
            assert_eq!((known.name, known.strength), (role.definition.name.trim(), strength));
        }
    }
}

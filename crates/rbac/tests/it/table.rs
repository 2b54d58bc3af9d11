//! What Microsoft's built-in roles may do: answers written by hand from the documentation of the roles, held
//! against Microsoft's data and the evaluator.
//!
//! Sources: <https://learn.microsoft.com/azure/role-based-access-control/built-in-roles> and
//! <https://learn.microsoft.com/azure/machine-learning/how-to-assign-roles>. No answer is computed.

mod general;
mod machine_learning;

use std::collections::BTreeSet;

use latchkey_rbac::{Plane, allows};

use crate::built_in;

/// A role, a plane, what it may do there, and what it may not.
type Row = (&'static str, Plane, &'static [&'static str], &'static [&'static str]);

fn table() -> impl Iterator<Item = &'static Row> {
    general::ROWS.iter().chain(machine_learning::ROWS)
}

#[test]
fn built_in_roles_allow_what_their_documentation_says() {
    let Some(roles) = built_in::roles("built_in_roles_allow_what_their_documentation_says") else { return };
    let mut checked = 0;
    for (name, plane, allowed, refused) in table() {
        let role = roles.iter().find(|role| role.name == *name);
        let role = role.unwrap_or_else(|| panic!("Microsoft's data has no role {name}"));
        let mut check = |action: &str, expected: bool| {
            checked += 1;
            assert_eq!(allows(&role.permissions, action, *plane), expected, "{name}: {action} ({plane:?})");
        };
        allowed.iter().for_each(|action| check(action, true));
        refused.iter().for_each(|action| check(action, false));
    }
    assert!(checked >= 120, "the table has shrunk to {checked} answers");
}

#[test]
fn the_table_asks_about_every_role_of_the_data() {
    let Some(roles) = built_in::roles("the_table_asks_about_every_role_of_the_data") else { return };
    let named: BTreeSet<&str> = table().map(|(name, ..)| *name).collect();
    let there: BTreeSet<&str> = roles.iter().map(|role| role.name.as_str()).collect();
    assert_eq!(named, there);
}

#[test]
fn keys_and_endpoints_in_the_table_are_real_actions() {
    let test = "keys_and_endpoints_in_the_table_are_real_actions";
    let Some(actions) = built_in::machine_learning_actions(test) else { return };
    let actions: BTreeSet<String> = actions.iter().map(|action| action.to_ascii_lowercase()).collect();
    // The data is a part of the catalogue: all of these kinds, little of others.
    let is_covered = |action: &str| {
        let kinds = ["onlineendpoints/", "batchendpoints/", "serverlessendpoints/", "services/", "computes/"];
        let below = action.strip_prefix("microsoft.machinelearningservices/workspaces/");
        below.is_some_and(|below| kinds.iter().any(|kind| below.starts_with(kind)))
    };
    let asked = table().flat_map(|(_, _, allowed, refused)| allowed.iter().chain(*refused));
    for action in asked.map(|action| action.to_ascii_lowercase()).filter(|action| is_covered(action)) {
        assert!(actions.contains(&action), "Azure has no action {action}");
    }
}

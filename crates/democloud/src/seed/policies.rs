//! Sign-in policies that are ready to be switched on.

use crate::{
    audience::Resource,
    hash::guid,
    state::{Policy, Rule},
};

/// None is in force at first: a demonstration begins with a plain sign-in.
pub(super) fn policies() -> Vec<Policy> {
    let policy = |display_name: &str, resource: Option<Resource>, rule: Rule| Policy {
        id: guid(&format!("policy/{display_name}")),
        display_name: display_name.to_owned(),
        is_enabled: false,
        user: None,
        client_id: None,
        resource,
        rule,
    };
    let context = Rule::RequireContext { context: "c1".to_owned() };
    vec![
        policy("Second factor for everybody", None, Rule::RequireMfa),
        policy("Second factor for Azure management", Some(Resource::Arm), Rule::RequireMfa),
        policy("Company devices only", None, Rule::RequireCompliantDevice),
        policy("Nobody gets in", None, Rule::BlockAccess),
        policy("Step up for Azure management", Some(Resource::Arm), context),
        policy("Sign in every hour", None, Rule::SignInFrequency { minutes: 60 }),
        policy("Everybody sets up a second factor", None, Rule::RequireMfaRegistration),
        policy("Security defaults", None, Rule::SecurityDefaults),
    ]
}

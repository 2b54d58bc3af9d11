//! The signed-in user.

use serde_json::{Map, Value, json};

use crate::{authn::Caller, call::Call, reply::Reply, state::State};

pub(super) fn show(state: &State, call: &Call, caller: &Caller) -> Reply {
    let Some(user) = state.user(&caller.object_id) else { return Reply::ok(&json!({})) };
    let all = [
        ("id", json!(user.id)),
        ("displayName", json!(user.display_name())),
        ("userPrincipalName", json!(user.sign_in_name)),
        ("mail", json!(user.sign_in_name)),
        ("givenName", json!(user.given_name)),
        ("surname", json!(user.family_name)),
        ("jobTitle", json!(user.job_title)),
        ("businessPhones", json!([])),
        ("mobilePhone", json!(null)),
        ("officeLocation", json!(null)),
        ("preferredLanguage", json!(null)),
    ];
    let wanted: Option<Vec<&str>> =
        call.parameter("$select").map(|select| select.split(',').map(str::trim).collect());
    let is_wanted = |name: &str| {
        wanted.as_ref().is_none_or(|wanted| wanted.iter().any(|one| one.eq_ignore_ascii_case(name)))
    };
    let selection = call.parameter("$select").map_or_else(String::new, |select| format!("({select})"));
    let context = format!("{}/v1.0/$metadata#users{selection}/$entity", call.address);
    let mut body = Map::from_iter([("@odata.context".to_owned(), json!(context))]);
    body.extend(
        all.into_iter().filter(|(name, _)| is_wanted(name)).map(|(name, value)| (name.to_owned(), value)),
    );
    Reply::ok(&Value::Object(body))
}

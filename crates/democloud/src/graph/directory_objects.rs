//! Names of users, groups and service principals by object id. Ids that nobody has are left out.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{call::Call, error::GraphError, reply::Reply, state::State};

/// Graph takes no more ids at once.
const IDS_AT_ONCE: usize = 1000;

#[derive(Deserialize)]
struct Asked {
    ids: Vec<String>,
    #[serde(default)]
    types: Option<Vec<String>>,
}

pub(super) fn names_of(state: &State, call: &Call) -> Result<Reply, GraphError> {
    let asked: Asked = serde_json::from_slice(&call.body)
        .map_err(|_| GraphError::bad_request("Unable to read JSON request payload."))?;
    if asked.ids.len() > IDS_AT_ONCE {
        return Err(GraphError::bad_request("Too many ids were specified. The limit is 1000."));
    }
    if !asked.ids.iter().all(|id| crate::hash::is_guid(id)) {
        return Err(GraphError::bad_request("Invalid GUID in the collection of ids."));
    }
    let is_asked = |id: &str| asked.ids.iter().any(|one| one.eq_ignore_ascii_case(id));
    let is_kind = |kind: &str| {
        asked.types.as_ref().is_none_or(|types| {
            types
                .iter()
                .any(|one| one.eq_ignore_ascii_case(kind) || one.eq_ignore_ascii_case("directoryObject"))
        })
    };
    let users = state.users.iter().filter(|user| is_kind("user") && is_asked(&user.id)).map(|user| {
        json!({
            "@odata.type": "#microsoft.graph.user",
            "id": user.id,
            "accountEnabled": true,
            "displayName": user.display_name(),
            "givenName": user.given_name,
            "surname": user.family_name,
            "jobTitle": user.job_title,
            "mail": user.sign_in_name,
            "userPrincipalName": user.sign_in_name,
        })
    });
    let groups = state.groups.iter().filter(|group| is_kind("group") && is_asked(&group.id)).map(|group| {
        json!({
            "@odata.type": "#microsoft.graph.group",
            "id": group.id,
            "displayName": group.display_name,
            "description": null,
            "groupTypes": [],
            "mailEnabled": false,
            "securityEnabled": true,
        })
    });
    let service_principals =
        state.service_principals.iter().filter(|one| is_kind("servicePrincipal") && is_asked(&one.id)).map(
            |one| {
                json!({
                    "@odata.type": "#microsoft.graph.servicePrincipal",
                    "id": one.id,
                    "accountEnabled": true,
                    "appId": one.app_id,
                    "appDisplayName": one.display_name,
                    "displayName": one.display_name,
                    "servicePrincipalType": one.kind,
                })
            },
        );
    let value: Vec<Value> = users.chain(groups).chain(service_principals).collect();
    Ok(Reply::ok(&json!({
        "@odata.context": format!("{}/v1.0/$metadata#directoryObjects", call.address),
        "value": value,
    })))
}

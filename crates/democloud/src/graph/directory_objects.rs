//! Anything by its object id. Ids that nobody has are left out of answers that may hold several.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{GraphRequest, Key, objects, permission::Part};
use crate::{error::GraphError, reply::Reply};

/// Graph takes no more ids at once.
const IDS_AT_ONCE: usize = 1000;

#[derive(Deserialize)]
struct Asked {
    ids: Vec<String>,
    #[serde(default)]
    types: Option<Vec<String>>,
}

pub(super) fn by_ids(request: &GraphRequest<'_>) -> Result<Reply, GraphError> {
    request.need_to_read(Part::Everything)?;
    let asked: Asked = request.body()?;
    if asked.ids.len() > IDS_AT_ONCE {
        return Err(GraphError::bad_request("Too many ids were specified. The limit is 1000."));
    }
    if !asked.ids.iter().all(|id| crate::hash::is_guid(id)) {
        return Err(GraphError::bad_request("Invalid GUID in the collection of ids."));
    }
    let is_kind = |kind: &str| {
        asked.types.as_ref().is_none_or(|types| {
            types
                .iter()
                .any(|one| one.eq_ignore_ascii_case(kind) || one.eq_ignore_ascii_case("directoryObject"))
        })
    };
    let is_asked = |id: &str| asked.ids.iter().any(|one| one.eq_ignore_ascii_case(id));
    let value: Vec<Value> = all(request)
        .filter(|(kind, id, _)| is_kind(kind) && is_asked(id))
        .map(|(kind, _, object)| objects::with_type(kind, object()))
        .collect();
    Ok(Reply::ok(&json!({
        "@odata.context": format!("{}/v1.0/$metadata#directoryObjects", request.call.address),
        "value": value,
    })))
}

pub(super) fn show(request: &GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    request.need_to_read(Part::Everything)?;
    let (Key::Id(id) | Key::AppId(id)) = key;
    let object = find(request, id).ok_or_else(|| GraphError::not_found(id))?;
    Ok(Reply::ok(&request.entity(&objects::DIRECTORY_OBJECT, object)?))
}

/// The object with this id, saying what it is.
pub(super) fn find(request: &GraphRequest<'_>, id: &str) -> Option<Value> {
    all(request)
        .find(|(_, known, _)| known.eq_ignore_ascii_case(id))
        .map(|(kind, _, object)| objects::with_type(kind, object()))
}

/// Kind, id, and the object when it is needed.
type Entry<'a> = (&'static str, &'a str, Box<dyn Fn() -> Value + 'a>);

fn all<'a>(request: &'a GraphRequest<'_>) -> impl Iterator<Item = Entry<'a>> {
    let state = &*request.state;
    let users = state.users.iter().filter(|one| request.is_here(&one.tenant_id)).map(|user| {
        let object: Box<dyn Fn() -> Value> = Box::new(move || objects::user(user));
        ("user", user.id.as_str(), object)
    });
    let groups = state.groups.iter().filter(|one| request.is_here(&one.tenant_id)).map(|group| {
        let object: Box<dyn Fn() -> Value> = Box::new(move || objects::group(group));
        ("group", group.id.as_str(), object)
    });
    let principals = state.service_principals.iter().filter(|one| request.is_here(&one.tenant_id));
    let principals = principals.map(move |principal| {
        let object: Box<dyn Fn() -> Value> = Box::new(move || objects::service_principal(state, principal));
        ("servicePrincipal", principal.id.as_str(), object)
    });
    let applications = state.applications.iter().filter(|one| request.is_here(&one.tenant_id) && !one.family);
    let applications = applications.map(move |application| {
        let object: Box<dyn Fn() -> Value> = Box::new(move || objects::application(state, application));
        ("application", application.id.as_str(), object)
    });
    users.chain(groups).chain(principals).chain(applications)
}

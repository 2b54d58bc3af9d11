//! Registered applications: listed, made, changed, deleted.

use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{GraphRequest, Key, changes::Changes, directory_objects, list, objects, permission::Part};
use crate::{
    error::GraphError,
    reply::Reply,
    state::{Application, Registration},
};

/// A directory holds at most this many.
const APPLICATIONS_KEPT: usize = 1000;

pub(super) fn list(request: &GraphRequest<'_>) -> Result<Reply, GraphError> {
    request.need_to_list(Part::Applications)?;
    let here = request.state.applications.iter().filter(|one| is_registered_here(request, one));
    let all = here.map(|one| objects::application(request.state, one)).collect();
    list::answer(request, &objects::APPLICATION, all)
}

pub(super) fn show(request: &GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    request.need_to_read(Part::Applications)?;
    let application = &request.state.applications[position(request, key)?];
    Ok(Reply::ok(&request.entity(&objects::APPLICATION, objects::application(request.state, application))?))
}

/// Registers an application; the caller owns it. Passwords that the request asks for are in the answer.
pub(super) fn create(request: &mut GraphRequest<'_>) -> Result<Reply, GraphError> {
    request.need_to_register()?;
    let asked: Value = request.body()?;
    if !asked["displayName"].is_string() {
        return Err(GraphError::property_not_valid("displayName"));
    }
    let here = request.state.applications.iter().filter(|one| is_registered_here(request, one));
    if here.count() >= APPLICATIONS_KEPT {
        return Err(GraphError::quota_exceeded());
    }
    let entropy = &*request.core.entropy;
    let mut application = Application {
        id: entropy.uuid().to_string(),
        client_id: entropy.uuid().to_string(),
        tenant_id: request.caller.tenant_id.clone(),
        is_multi_tenant: false,
        is_public: false,
        created_at: request.now,
        secrets: Vec::new(),
        certificates: Vec::new(),
        display_name: String::new(),
        redirect_uris: Vec::new(),
        family: false,
    };
    let mut registration = Registration {
        application_id: application.id.clone(),
        owners: vec![request.caller.object_id.clone()],
        ..Registration::default()
    };
    let changes: Changes = request.body()?;
    changes.apply(&mut application, &mut registration, request.now, entropy)?;
    check_identifiers(request, &registration)?;
    let passwords: Vec<Value> = application.secrets.iter().map(objects::password_once).collect();
    let id = application.id.clone();
    request.state.applications.push(application);
    request.state.registrations.push(registration);
    request.state.touch();
    let made = &request.state.applications[position(request, &Key::Id(id))?];
    let mut body = objects::application(request.state, made);
    body["passwordCredentials"] = json!(passwords);
    Ok(Reply::json(StatusCode::CREATED, &request.entity(&objects::APPLICATION, body)?))
}

pub(super) fn update(request: &mut GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    let at = position_to_change(request, key)?;
    let changes: Changes = request.body()?;
    let mut application = request.state.applications[at].clone();
    let mut registration = request.state.registration(&application.id).cloned().unwrap_or_else(|| {
        Registration { application_id: application.id.clone(), ..Registration::default() }
    });
    changes.apply(&mut application, &mut registration, request.now, &*request.core.entropy)?;
    check_identifiers(request, &registration)?;
    let (id, client_id) = (application.id.clone(), application.client_id.clone());
    let name = application.display_name.clone();
    request.state.applications[at] = application;
    *request.state.registration_mut(&id) = registration;
    let principals = &mut request.state.service_principals;
    principals.change_where(|one| one.app_id == client_id, |one| one.display_name.clone_from(&name));
    request.state.touch();
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

/// Deletes an application with its service principal in the same directory. Role assignments of the
/// service principal stay behind, as they do in Azure.
pub(super) fn delete(request: &mut GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    let at = position_to_change(request, key)?;
    let application = request.state.applications.remove(at);
    let state = &mut *request.state;
    state.registrations.retain(|one| one.application_id != application.id);
    state
        .service_principals
        .retain(|one| one.app_id != application.client_id || one.tenant_id != application.tenant_id);
    state.touch();
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

pub(super) fn owners(request: &GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    request.need_to_read(Part::Applications)?;
    let application = &request.state.applications[position(request, key)?];
    let registration = request.state.registration(&application.id);
    let ids = registration.into_iter().flat_map(|one| &one.owners);
    let owners = ids.filter_map(|id| directory_objects::find(request, id)).collect();
    list::answer(request, &objects::DIRECTORY_OBJECT, owners)
}

#[derive(Deserialize)]
struct Reference {
    /// The address of an object; its last segment is the id.
    #[serde(rename = "@odata.id")]
    address: String,
}

pub(super) fn add_owner(request: &mut GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    let at = position_to_change(request, key)?;
    let Reference { address } = request.body()?;
    let owner = address.rsplit('/').next().unwrap_or_default().to_owned();
    let object = directory_objects::find(request, &owner).ok_or_else(|| GraphError::not_found(&owner))?;
    let is_able = ["#microsoft.graph.user", "#microsoft.graph.servicePrincipal"]
        .iter()
        .any(|kind| object["@odata.type"] == *kind);
    if !is_able {
        return Err(GraphError::property_not_valid("owners"));
    }
    let owners = owners_mut(request, at);
    if owners.iter().any(|known| known.eq_ignore_ascii_case(&owner)) {
        return Err(GraphError::bad_request(
            "One or more added object references already exist for the following modified properties: 'owners'.",
        ));
    }
    owners.push(owner.to_lowercase());
    request.state.touch();
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

pub(super) fn remove_owner(
    request: &mut GraphRequest<'_>,
    key: &Key,
    owner: &str,
) -> Result<Reply, GraphError> {
    let at = position_to_change(request, key)?;
    let owners = owners_mut(request, at);
    let before = owners.len();
    owners.retain(|known| !known.eq_ignore_ascii_case(owner));
    if owners.len() == before {
        return Err(GraphError::not_found(owner));
    }
    request.state.touch();
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

fn owners_mut<'a>(request: &'a mut GraphRequest<'_>, at: usize) -> &'a mut Vec<String> {
    let state = &mut *request.state;
    let id = state.applications[at].id.clone();
    &mut state.registration_mut(&id).owners
}

/// Where the application stands, if the caller may change it.
pub(super) fn position_to_change(request: &GraphRequest<'_>, key: &Key) -> Result<usize, GraphError> {
    let at = position(request, key)?;
    request.need_to_change(&request.state.applications[at].id)?;
    Ok(at)
}

/// To be called after a credential came or went.
pub(super) fn settle(request: &mut GraphRequest<'_>, at: usize) {
    let state = &mut *request.state;
    let application = &mut state.applications[at];
    if let Some(registration) = state.registrations.iter().find(|one| one.application_id == application.id) {
        registration.settle(application);
    }
    state.touch();
}

fn position(request: &GraphRequest<'_>, key: &Key) -> Result<usize, GraphError> {
    let (Key::Id(id) | Key::AppId(id)) = key;
    let is_meant = |one: &Application| match key {
        Key::Id(id) => one.id.eq_ignore_ascii_case(id),
        Key::AppId(id) => one.client_id.eq_ignore_ascii_case(id),
    };
    let found =
        request.state.applications.iter().position(|one| is_registered_here(request, one) && is_meant(one));
    found.ok_or_else(|| GraphError::not_found(id))
}

/// Microsoft's own clients are registered with Microsoft.
fn is_registered_here(request: &GraphRequest<'_>, application: &Application) -> bool {
    request.is_here(&application.tenant_id) && !application.family
}

/// Names of resources are unique in a directory.
fn check_identifiers(request: &GraphRequest<'_>, registration: &Registration) -> Result<(), GraphError> {
    let others =
        request.state.registrations.iter().filter(|one| one.application_id != registration.application_id);
    let mut taken = others.flat_map(|one| &one.identifier_uris);
    if taken.any(|uri| registration.identifier_uris.contains(uri)) {
        return Err(GraphError::identifier_uri_taken());
    }
    Ok(())
}

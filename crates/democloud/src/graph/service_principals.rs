//! Service principals: what applications and managed identities are in a directory.

use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{GraphRequest, Key, credentials, list, objects, permission::Part};
use crate::{audience::Resource, error::GraphError, hash::guid, reply::Reply, state::ServicePrincipal};

/// The ids of those app roles of Microsoft Graph that matter here.
///
/// <https://learn.microsoft.com/graph/permissions-reference>
const APP_ROLES: &[(&str, &str)] = &[
    ("Application.Read.All", "9a5d68dd-52b0-4cc2-bd40-abcf3ac3a30b"),
    ("Application.ReadWrite.All", "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9"),
    ("Application.ReadWrite.OwnedBy", "18a4783c-866b-4cc7-a460-3d5e5662c884"),
    ("Directory.Read.All", "7ab1d382-f21e-4acd-a863-ba3e13f7da61"),
    ("Directory.ReadWrite.All", "19dbc75e-c2e2-444c-a770-ec69d8559fc7"),
    ("Group.Read.All", "5b567255-7703-4780-807c-7be8301ae99b"),
    ("User.Read.All", "df021288-bdef-4463-88db-98f22de89214"),
];

/// Whether this is a permission that an application can have at Microsoft Graph by itself.
pub(crate) fn is_application_permission(name: &str) -> bool {
    APP_ROLES.iter().any(|(known, _)| *known == name)
}

pub(super) fn list(request: &GraphRequest<'_>) -> Result<Reply, GraphError> {
    request.need_to_list(Part::Applications)?;
    let here = request.state.service_principals.iter().filter(|one| request.is_here(&one.tenant_id));
    let all = here.map(|one| objects::service_principal(request.state, one)).collect();
    list::answer(request, &objects::SERVICE_PRINCIPAL, all)
}

pub(super) fn show(request: &GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    request.need_to_read(Part::Applications)?;
    let principal = objects::service_principal(request.state, find(request, key)?);
    Ok(Reply::ok(&request.entity(&objects::SERVICE_PRINCIPAL, principal)?))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    app_id: String,
}

/// Makes an application known in the directory, so that it can sign in and be given roles.
pub(super) fn create(request: &mut GraphRequest<'_>) -> Result<Reply, GraphError> {
    request.need_to_register()?;
    let Asked { app_id } = request.body()?;
    let tenant_id = request.caller.tenant_id.clone();
    let application = request.state.applications.iter().find(|one| {
        one.client_id.eq_ignore_ascii_case(&app_id) && (one.tenant_id == tenant_id || one.is_multi_tenant)
    });
    let application = application.ok_or_else(|| GraphError::no_application(&app_id))?;
    // Bringing in what belongs to others is an administrator's business.
    request.need_to_change(&application.id)?;
    if request.state.service_principal_of(&app_id, &tenant_id).is_some() {
        return Err(GraphError::service_principal_exists(&app_id));
    }
    let principal = ServicePrincipal {
        id: request.core.entropy.uuid().to_string(),
        tenant_id,
        app_id: application.client_id.clone(),
        display_name: application.display_name.clone(),
        kind: "Application".to_owned(),
    };
    let body =
        request.entity(&objects::SERVICE_PRINCIPAL, objects::service_principal(request.state, &principal))?;
    request.state.service_principals.push(principal);
    request.state.touch();
    Ok(Reply::json(StatusCode::CREATED, &body))
}

pub(super) fn delete(request: &mut GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    let id = find(request, key)?.id.clone();
    request.need_to_change(&application_key(request, key)?)?;
    request.state.service_principals.retain(|one| one.id != id);
    request.state.touch();
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

/// The permissions that an application has by itself, all of them at Microsoft Graph.
pub(super) fn app_roles(request: &GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    request.need_to_read(Part::Applications)?;
    let principal = find(request, key)?;
    let graph = guid(&format!("service-principal/{}/Microsoft Graph", principal.tenant_id));
    let roles = request.state.app_roles_of(&principal.id, Resource::Graph).into_iter();
    let value: Vec<Value> = roles
        .map(|name| {
            let id = APP_ROLES.iter().find(|(known, _)| *known == name).map(|(_, id)| *id);
            json!({
                "id": guid(&format!("app-role/{}/{name}", principal.id)),
                "appRoleId": id.map_or_else(|| guid(name), str::to_owned),
                "principalDisplayName": principal.display_name,
                "principalId": principal.id,
                "principalType": "ServicePrincipal",
                "resourceDisplayName": "Microsoft Graph",
                "resourceId": graph,
            })
        })
        .collect();
    let context = format!("{}/v1.0/$metadata#appRoleAssignments", request.call.address);
    Ok(Reply::ok(&json!({"@odata.context": context, "value": value})))
}

/// A password of a service principal is kept with its application: signing in takes either.
pub(super) fn add_password(request: &mut GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    let application = application_key(request, key)?;
    credentials::add_password(request, &Key::Id(application))
}

pub(super) fn remove_password(request: &mut GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    let application = application_key(request, key)?;
    credentials::remove_password(request, &Key::Id(application))
}

/// Object id of the application that a service principal stands for. Managed identities have none, and
/// another tenant's is not for anybody here to change.
fn application_key(request: &GraphRequest<'_>, key: &Key) -> Result<String, GraphError> {
    let principal = find(request, key)?;
    let application = request
        .state
        .applications
        .iter()
        .find(|one| one.client_id == principal.app_id && request.is_here(&one.tenant_id));
    application.map(|one| one.id.clone()).ok_or_else(GraphError::not_allowed)
}

pub(super) fn find<'a>(request: &'a GraphRequest<'_>, key: &Key) -> Result<&'a ServicePrincipal, GraphError> {
    let (id, is_meant): (&str, fn(&ServicePrincipal, &str) -> bool) = match key {
        Key::Id(id) => (id, |one, id| one.id.eq_ignore_ascii_case(id)),
        Key::AppId(id) => (id, |one, id| one.app_id.eq_ignore_ascii_case(id)),
    };
    let mut here = request.state.service_principals.iter().filter(|one| request.is_here(&one.tenant_id));
    here.find(|one| is_meant(one, id)).ok_or_else(|| GraphError::not_found(id))
}

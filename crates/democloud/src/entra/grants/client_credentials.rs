//! An application in its own name (RFC 6749 §4.4): no user, no refresh token, no ID token.

use crate::{
    entra::scopes::DEFAULT_PERMISSION,
    entra::{EntraRequest, conditions, issue, token_claims::ToApplication, token_request::TokenRequest},
    error::EntraError,
    flows::Generation,
    reply::Reply,
};

pub(in crate::entra) fn answer(
    request: &EntraRequest<'_>,
    asked: &TokenRequest<'_>,
) -> Result<Reply, EntraError> {
    let tenant = request.asked_tenant()?.ok_or_else(EntraError::no_tenant_named)?;
    let resource = asked_resource(request, asked)?;
    let kind = request
        .core
        .resource(&resource)
        .ok_or_else(|| EntraError::resource_not_found(&resource, &tenant.display_name))?;
    let application = &asked.application;
    let principal = request
        .state
        .service_principal_of(&application.client_id, &tenant.id)
        .ok_or_else(|| EntraError::application_not_found(&application.client_id, &tenant.display_name))?;
    if let Some(error) = conditions::refusal_of_application(request.state, application, kind) {
        return Err(error);
    }
    let to = ToApplication {
        principal,
        proof: asked.proof,
        resource: &resource,
        handles_challenges: asked.claims.handles_challenges,
    };
    let token = issue::to_application(request.core, request.state, &to);
    Ok(issue::application_reply(request, &token, &resource))
}

/// The one resource, whose name may itself end in a slash.
fn asked_resource(request: &EntraRequest<'_>, asked: &TokenRequest<'_>) -> Result<String, EntraError> {
    let fields = asked.fields;
    if request.generation() == Generation::V1 {
        let resource = fields.text("resource").ok_or_else(|| EntraError::missing_parameter("resource"));
        return resource.map(str::to_owned);
    }
    if fields.text("resource").is_some() {
        return Err(EntraError::resource_parameter());
    }
    let scope = fields.text("scope").ok_or_else(|| EntraError::missing_parameter("scope"))?;
    let mut words = scope.split_ascii_whitespace();
    let parts = words.next().and_then(|word| word.rsplit_once('/'));
    match (parts, words.next()) {
        (Some((resource, DEFAULT_PERMISSION)), None) => Ok(resource.to_owned()),
        (Some((_, DEFAULT_PERMISSION)), Some(_)) => Err(EntraError::scope_not_valid(scope)),
        _ => Err(EntraError::application_scope_not_valid(scope)),
    }
}

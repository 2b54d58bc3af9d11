//! Issuing tokens, once it is known what a request is entitled to.

use latchkey_types::Secret;
use serde_json::{Value, json};

use super::{
    EntraRequest,
    conditions::{self, SignInAttempt},
    consent, respond,
    token_claims::{self, Issue, ToApplication},
    token_request::TokenRequest,
};
use crate::{
    audience::Resource,
    core::Core,
    entra::scopes::RequestedScopes,
    error::EntraError,
    flows::{ClaimsRequest, Generation},
    hash, random,
    reply::Reply,
    state::{Application, Grant, Proof, State},
};

/// Grants are forgotten, oldest first, beyond this many.
const GRANTS_KEPT: usize = 100;
/// Applications' own tokens live an hour, less the second that Entra leaves out.
const APPLICATION_SECONDS: i64 = 3599;

/// What a request turned out to be entitled to.
pub(super) struct Entitlement {
    pub(super) user_id: String,
    pub(super) proof: Proof,
    pub(super) nonce: Option<String>,
    pub(super) resource: String,
    pub(super) claims: ClaimsRequest,
    pub(super) scopes: RequestedScopes,
    /// Index of the grant that a new refresh token goes to.
    pub(super) grant: Option<usize>,
}

/// A token and its life.
pub(crate) struct IssuedToken {
    pub(crate) text: Secret,
    pub(crate) life_seconds: i64,
}

fn kind(request: &EntraRequest<'_>, resource: &str) -> Resource {
    request.core.resource(resource).unwrap_or(Resource::Graph)
}

/// Holds a request without a page against the policies and the consents.
pub(super) fn check(
    request: &EntraRequest<'_>,
    application: &Application,
    entitlement: &Entitlement,
) -> Result<(), EntraError> {
    let user = request.state.user(&entitlement.user_id).ok_or_else(EntraError::grant_not_valid)?;
    let kind = kind(request, &entitlement.resource);
    let attempt = SignInAttempt {
        user,
        application,
        resources: &[kind],
        resource_name: kind.application_id(),
        contexts: &entitlement.claims.contexts,
        proof: &entitlement.proof,
        is_on_a_page: false,
        now: request.now,
    };
    if let Some(unmet) = conditions::first_unmet(request.state, &attempt) {
        return Err(unmet.error);
    }
    consent::check_given(request.state, user, application, &entitlement.scopes, kind)
}

/// Begins a grant if a refresh token was asked for.
pub(super) fn with_new_grant(
    request: &mut EntraRequest<'_>,
    application: &Application,
    entitlement: Entitlement,
) -> Entitlement {
    if !entitlement.scopes.offline_access {
        return entitlement;
    }
    let grants = &mut request.state.grants;
    if grants.len() >= GRANTS_KEPT {
        grants.remove(0);
    }
    grants.push(Grant {
        user_id: entitlement.user_id.clone(),
        client_id: application.client_id.clone(),
        resource: entitlement.resource.clone(),
        proof: entitlement.proof.clone(),
        issued_at: request.now,
        revoked_at: None,
        tokens: Vec::new(),
    });
    Entitlement { grant: Some(grants.len() - 1), ..entitlement }
}

/// The answer to a request in a user's name.
pub(super) fn to_user(
    request: &mut EntraRequest<'_>,
    asked: &TokenRequest<'_>,
    entitlement: &Entitlement,
) -> Result<Reply, EntraError> {
    let application = &asked.application;
    let user = request.state.user(&entitlement.user_id).ok_or_else(EntraError::grant_not_valid)?;
    let kind = kind(request, &entitlement.resource);
    let permissions = consent::token_permissions(request.state, user, application, kind);
    let issue = Issue {
        authority: &request.call.address,
        client_id: &application.client_id,
        client_proof: asked.proof,
        resource: &entitlement.resource,
        nonce: entitlement.nonce.as_deref(),
        proof: &entitlement.proof,
        home_tenant: token_claims::home_tenant(request.state, user),
        handles_challenges: entitlement.claims.handles_challenges,
        now: request.now,
        entropy: &*request.core.entropy,
    };
    let life = issue.lifetime_seconds();
    let signer = &request.state.signer;
    let access_token = signer.sign(&token_claims::access_token(&issue, user, &permissions, life));
    let mut body = json!({
        "token_type": "Bearer",
        // EXPOSE: the token goes to the client that it was issued to.
        "access_token": access_token.expose(),
    });
    add_times(&mut body, request, life, &entitlement.resource);
    if issue.handles_challenges {
        // A long-lived token is to be renewed at half its life.
        body["refresh_in"] = number(request.generation(), life / 2);
    }
    match request.generation() {
        Generation::V1 => {
            body["scope"] = json!(permissions.join(" "));
            let id_token = token_claims::unsigned(&token_claims::id_token_v1(&issue, user));
            body["id_token"] = json!(id_token);
        }
        Generation::V2 => {
            let granted = permissions.iter().map(String::as_str).chain([".default"]);
            let granted: Vec<String> =
                granted.map(|name| format!("{}/{name}", entitlement.resource)).collect();
            body["scope"] = json!(granted.join(" "));
            if entitlement.scopes.openid {
                let id_token = signer.sign(&token_claims::id_token(&issue, user));
                // EXPOSE: the token goes to the client that it was issued to.
                body["id_token"] = json!(id_token.expose());
            }
        }
    }
    if asked.fields.text("client_info") == Some("1") {
        body["client_info"] = json!(respond::client_info(&user.id, &user.tenant_id));
    }
    if application.family {
        body["foci"] = json!("1");
    }
    if let Some(grant) = entitlement.grant.and_then(|at| request.state.grants.get_mut(at)) {
        let refresh_token = Secret::new(format!("1.A{}", random::opaque(&*request.core.entropy)));
        grant.add_token(hash::of_secret(&refresh_token), request.now);
        // EXPOSE: the token goes to the client that it was issued to.
        body["refresh_token"] = json!(refresh_token.expose());
        request.state.touch();
    }
    Ok(reply(&body))
}

/// A token in an application's own name.
pub(crate) fn to_application(core: &Core, state: &State, to: &ToApplication<'_>) -> IssuedToken {
    let kind = core.resource(to.resource);
    let roles: Vec<&str> = state
        .app_roles
        .iter()
        .filter(|role| role.principal_id == to.principal.id && Some(role.resource) == kind)
        .map(|role| role.name.as_str())
        .collect();
    let life_seconds =
        if to.handles_challenges { token_claims::long_life(&*core.entropy) } else { APPLICATION_SECONDS };
    let claims = token_claims::application_token(core, to, &roles, life_seconds);
    IssuedToken { text: state.signer.sign(&claims), life_seconds }
}

pub(super) fn application_reply(request: &EntraRequest<'_>, token: &IssuedToken, resource: &str) -> Reply {
    let mut body = json!({
        "token_type": "Bearer",
        // EXPOSE: the token goes to the client that it was issued to.
        "access_token": token.text.expose(),
    });
    add_times(&mut body, request, token.life_seconds, resource);
    if token.life_seconds > APPLICATION_SECONDS {
        body["refresh_in"] = number(request.generation(), token.life_seconds / 2);
    }
    reply(&body)
}

/// The first generation tells times twice, and every number as text.
fn add_times(body: &mut Value, request: &EntraRequest<'_>, life: i64, resource: &str) {
    let generation = request.generation();
    body["expires_in"] = number(generation, life);
    body["ext_expires_in"] = number(generation, life);
    if generation == Generation::V1 {
        let now = request.now.as_second();
        body["not_before"] = number(generation, now);
        body["expires_on"] = number(generation, now + life);
        body["resource"] = json!(resource);
    }
}

fn number(generation: Generation, value: i64) -> Value {
    match generation {
        Generation::V1 => json!(value.to_string()),
        Generation::V2 => json!(value),
    }
}

fn reply(body: &Value) -> Reply {
    Reply::ok(body)
        .with("cache-control", "no-store, no-cache")
        .with("pragma", "no-cache")
        .with("expires", "-1")
        .with("x-ms-clitelem", "1,0,0,,")
}

//! Decides the next step of a sign-in. It is decided anew after each form, so that no step can be left out.

use super::{
    EntraRequest,
    conditions::{RequiredAction, SignInAttempt, UnmetRequirement, contexts_to_meet, first_unmet},
    consent,
};
use crate::{
    audience::Resource,
    error::EntraError,
    flows::{AuthorizationRequest, Destination, Flow, SignedIn},
    state::{Application, Permission, User},
};

/// The next step of a person whose password was right.
pub(super) enum Step {
    /// The answer can go out, for this account in this tenant.
    Done { user_id: String, tenant_id: String },
    /// Something is missing; an app that wanted no page is told the error.
    Missing { need: Requirement, error: EntraError },
    /// A device waits, and the person has to say that it is theirs.
    Confirm,
}

/// What a page can do about it.
pub(super) enum Requirement {
    /// Nothing: the person is refused.
    Nothing,
    Password,
    SecondFactor,
    Registration,
    Consent(Vec<Permission>),
}

pub(super) fn next(request: &EntraRequest<'_>, flow: &Flow, signed_in: &SignedIn) -> Step {
    let refused = |error| Step::Missing { need: Requirement::Nothing, error };
    let (account, application) = match parties(request, &flow.request, &signed_in.user_id) {
        Ok(parties) => parties,
        Err(error) => return refused(error),
    };
    let scopes = request.scopes(&flow.request.scope).unwrap_or_default();
    let resources = resources(request, &scopes.resources);
    let attempt = attempt(request, flow, signed_in, account, &application, &resources);
    if let Some(UnmetRequirement { error, action }) = first_unmet(request.state, &attempt) {
        let need = match action {
            RequiredAction::Nothing => Requirement::Nothing,
            RequiredAction::Password => Requirement::Password,
            RequiredAction::SecondFactor => Requirement::SecondFactor,
            RequiredAction::Registration => Requirement::Registration,
        };
        return Step::Missing { need, error };
    }
    let missing = consent::missing(request.state, account, &application, &scopes.permissions);
    if !missing.is_empty() || (flow.request.asks_for_consent && !flow.has_consented) {
        if let Err(error) = consent::check_may_give(request.state, account, &application, &missing) {
            return refused(error);
        }
        let error = EntraError::not_consented(&application.client_id, &application.display_name);
        return Step::Missing { need: Requirement::Consent(missing), error };
    }
    if matches!(flow.request.destination, Destination::Device { .. }) && !flow.is_confirmed {
        return Step::Confirm;
    }
    Step::Done { user_id: account.id.clone(), tenant_id: account.tenant_id.clone() }
}

/// The contexts that a second factor given now meets.
pub(super) fn contexts(request: &EntraRequest<'_>, flow: &Flow, signed_in: &SignedIn) -> Vec<String> {
    let Ok((account, application)) = parties(request, &flow.request, &signed_in.user_id) else {
        return Vec::new();
    };
    let scopes = request.scopes(&flow.request.scope).unwrap_or_default();
    let resources = resources(request, &scopes.resources);
    contexts_to_meet(request.state, &attempt(request, flow, signed_in, account, &application, &resources))
}

/// The account in the tenant that was asked for, and the application.
pub(super) fn parties<'a>(
    request: &'a EntraRequest<'_>,
    asked: &AuthorizationRequest,
    user_id: &str,
) -> Result<(&'a User, Application), EntraError> {
    let user = request.state.user(user_id).ok_or_else(EntraError::flow_expired)?;
    let tenant_id = asked.tenant_id.as_ref().unwrap_or(&user.tenant_id);
    let tenant = request.state.tenant_named(tenant_id).ok_or_else(EntraError::flow_expired)?;
    let account = request.state.account_in(user, &tenant.id).ok_or_else(|| {
        EntraError::user_not_in_tenant(&user.sign_in_name, &tenant.display_name, &asked.client_id)
    })?;
    let application = super::client::find(request.state, &asked.client_id)
        .ok_or_else(|| EntraError::application_not_found(&asked.client_id, &tenant.display_name))?;
    Ok((account, application))
}

fn resources(request: &EntraRequest<'_>, names: &[String]) -> Vec<Resource> {
    names.iter().filter_map(|name| request.core.resource(name)).collect()
}

fn attempt<'a>(
    request: &EntraRequest<'_>,
    flow: &'a Flow,
    signed_in: &'a SignedIn,
    user: &'a User,
    application: &'a Application,
    resources: &'a [Resource],
) -> SignInAttempt<'a> {
    SignInAttempt {
        user,
        application,
        resources,
        resource_name: resources.first().copied().unwrap_or(Resource::Graph).application_id(),
        contexts: &flow.request.claims.contexts,
        proof: &signed_in.proof,
        is_on_a_page: !flow.request.is_silent,
        now: request.now,
    }
}

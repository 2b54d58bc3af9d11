//! Azure Resource Manager, with the ML front end that answers behind it.

mod api_version;
mod deployments;
mod endpoint_keys;
mod key_vaults;
mod online_endpoints;
mod operations;
pub(crate) mod paging;
mod permissions;
mod resource_groups;
mod role_assignments;
mod role_definitions;
mod subscriptions;
mod tenants;
mod workspaces;

use axum::http::Method;
use jiff::Timestamp;

use crate::{
    authn,
    authz::Access,
    call::Call,
    core::Core,
    entra::audience::Resource,
    error::ArmError,
    reply::Reply,
    state::{State, Subscription},
};

const ML: &str = "Microsoft.MachineLearningServices";

/// One request to ARM of a caller who is known.
pub(crate) struct ArmRequest<'a> {
    core: &'a Core,
    state: &'a mut State,
    call: &'a Call,
    access: Access,
    now: Timestamp,
}

/// Whether the path is one of ARM's.
pub(crate) fn owns(segments: &[&str]) -> bool {
    matches!(segments.first(), Some(&("subscriptions" | "tenants" | "providers")))
}

/// Answers a request to ARM.
pub(crate) fn answer(core: &Core, state: &mut State, call: &Call) -> Reply {
    let now = core.now();
    let reply = route(core, state, call).unwrap_or_else(|error| error.into_reply(call, now));
    let remaining = match (call.method == Method::GET, call.route().1.first()) {
        (true, Some(&"subscriptions")) => "x-ms-ratelimit-remaining-subscription-reads",
        (true, _) => "x-ms-ratelimit-remaining-tenant-reads",
        (false, _) => "x-ms-ratelimit-remaining-subscription-writes",
    };
    reply
        .with(remaining, if call.method == Method::GET { "249" } else { "199" })
        .with("x-ms-request-id", &call.request_id)
        .with("x-ms-correlation-request-id", &call.correlation_id)
        .with(
            "x-ms-routing-request-id",
            &format!("DEMO:{}:{}", now.strftime("%Y%m%dT%H%M%SZ"), call.request_id),
        )
        .with("cache-control", "no-cache")
        .with("x-content-type-options", "nosniff")
}

/// The tenant that a challenge names: the one that the subscription of the path trusts.
fn tenant_for<'a>(state: &'a State, call: &Call) -> &'a str {
    let (_, segments) = call.route();
    let subscription =
        (segments.first() == Some(&"subscriptions")).then(|| state.subscription(call.segment(1)));
    subscription.flatten().map_or(&state.home_tenant().id, |found| &found.tenant_id)
}

fn route(core: &Core, state: &mut State, call: &Call) -> Result<Reply, ArmError> {
    let now = core.now();
    let caller = authn::authenticate(core, state, call, Resource::Arm)
        .map_err(|why| ArmError::not_authenticated(&why, tenant_for(state, call), call, now))?;
    let access = Access::new(state, caller);
    let mut request = ArmRequest { core, state, call, access, now };
    let (method, segments) = call.route();
    api_version::check(call, &segments)?;
    if let Some(at) = authorization_at(&segments) {
        let scope = request.scope_before(at);
        return match (method, &segments[at + 2..]) {
            ("GET", ["roleassignments"]) => role_assignments::list(&request, &scope),
            ("GET", ["roleassignments", id]) => role_assignments::show(&request, &scope, id),
            ("GET", ["roledefinitions"]) => role_definitions::list(&request, &scope),
            ("GET", ["roledefinitions", id]) => role_definitions::show(&request, &scope, id),
            ("GET", ["permissions"]) => permissions::list(&request, &scope),
            _ => Err(ArmError::not_implemented(call)),
        };
    }
    if let Some(answer) = key_vaults::answer(&request, method, &segments) {
        return answer;
    }
    match (method, segments.as_slice()) {
        ("GET", ["tenants"]) => Ok(tenants::list(&request)),
        ("GET", ["subscriptions"]) => Ok(subscriptions::list(&request)),
        ("GET", ["subscriptions", _]) => subscriptions::show(&request),
        ("GET", ["subscriptions", _, "resourcegroups"]) => resource_groups::list(&request),
        ("GET", ["subscriptions", _, "resourcegroups", _]) => resource_groups::show(&request),
        (
            "GET",
            ["subscriptions", _, "providers", "microsoft.machinelearningservices", "workspaces"]
            | [
                "subscriptions",
                _,
                "resourcegroups",
                _,
                "providers",
                "microsoft.machinelearningservices",
                "workspaces",
            ],
        ) => workspaces::list(&request),
        (
            "GET",
            [
                "subscriptions",
                _,
                "providers",
                "microsoft.machinelearningservices",
                "locations",
                _,
                kind @ ("mfeoperationsstatus" | "mfeoperationresults"),
                id,
            ],
        ) => operations::show(&request, kind, id),
        (
            _,
            [
                "subscriptions",
                _,
                "resourcegroups",
                _,
                "providers",
                "microsoft.machinelearningservices",
                "workspaces",
                _,
                rest @ ..,
            ],
        ) => route_in_workspace(&mut request, method, rest),
        _ => Err(ArmError::not_implemented(call)),
    }
}

fn route_in_workspace(request: &mut ArmRequest<'_>, method: &str, rest: &[&str]) -> Result<Reply, ArmError> {
    match (method, rest) {
        ("GET", []) => workspaces::show(request),
        ("GET", ["onlineendpoints"]) => online_endpoints::list(request),
        ("GET", ["onlineendpoints", _]) => online_endpoints::show(request),
        ("GET", ["onlineendpoints", _, "deployments"]) => deployments::list(request),
        ("POST", ["onlineendpoints", _, "listkeys"]) => endpoint_keys::list(request),
        ("POST", ["onlineendpoints", _, "regeneratekeys"]) => endpoint_keys::regenerate(request),
        ("POST", ["onlineendpoints", _, "token"]) => endpoint_keys::token(request),
        _ => Err(ArmError::not_implemented(request.call)),
    }
}

/// Where `providers/Microsoft.Authorization` stands; a resource's own provider may stand before it.
fn authorization_at(segments: &[&str]) -> Option<usize> {
    (0..segments.len().saturating_sub(1))
        .rev()
        .find(|at| segments[*at] == "providers" && segments[at + 1] == "microsoft.authorization")
}

impl ArmRequest<'_> {
    fn need(&self, scope: &str, action: &str) -> Result<(), ArmError> {
        if self.access.allows(scope, action) {
            Ok(())
        } else {
            Err(ArmError::not_allowed(&self.access, action, scope))
        }
    }

    /// The scope that the path names before this segment.
    fn scope_before(&self, at: usize) -> String {
        format!("/{}", self.call.segments[..at].join("/"))
    }

    /// The subscription of the path, if the token is of its tenant.
    fn subscription(&self) -> Result<&Subscription, ArmError> {
        let id = self.call.segment(1);
        let found = self.state.subscription(id).ok_or_else(|| ArmError::subscription_not_found(id))?;
        if found.tenant_id == self.access.caller.tenant_id {
            Ok(found)
        } else {
            Err(ArmError::wrong_tenant(&self.access.caller.tenant_id, &found.tenant_id, self.call))
        }
    }

    /// The resource group of the path, as it is spelled here; `None` if there is none in the path.
    fn check_resource_group(&self) -> Result<(), ArmError> {
        let (subscription, group) = (self.call.segment(1), self.call.segment(3));
        let exists = self.state.resource_groups.iter().any(|known| {
            known.subscription_id.eq_ignore_ascii_case(subscription) && known.name.eq_ignore_ascii_case(group)
        });
        if exists { Ok(()) } else { Err(ArmError::resource_group_not_found(group)) }
    }

    /// The id of the workspace that the path names, whether it exists or not.
    fn workspace_id(&self) -> String {
        let [subscription, group, name] = [1, 3, 7].map(|at| self.call.segment(at));
        format!("/subscriptions/{subscription}/resourceGroups/{group}/providers/{ML}/workspaces/{name}")
    }
}

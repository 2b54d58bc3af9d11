//! Azure Resource Manager, with the ML front end that answers behind it.

mod activity_log;
mod api_version;
mod authorization;
mod authorization_routes;
mod batch_endpoints;
mod computes;
mod connections;
mod deny_assignments;
mod deployments;
mod endpoint_keys;
mod endpoint_writes;
mod etag;
mod filter;
mod front_end;
mod ids;
mod in_workspace;
mod inventory;
mod key_vaults;
mod locations;
mod managed_identities;
mod metadata;
mod online_endpoints;
mod operations;
mod path;
mod permissions;
mod provider_operations;
mod providers;
mod resource_graph;
mod resource_groups;
mod resource_type;
mod resources;
mod role_assignments;
mod role_definitions;
mod routes;
mod serverless_endpoints;
mod subscriptions;
mod tenants;
mod web_services;
mod workspace_keys;
mod workspaces;

use std::sync::LazyLock;

use jiff::Timestamp;
use serde_json::Value;

use self::path::ArmPath;
use crate::{
    activity,
    audience::Resource,
    authn,
    authz::Access,
    call::Call,
    caller::Caller,
    core::Core,
    error::ArmError,
    reply::Reply,
    routes::Routes,
    state::{State, Subscription},
    throttle::{Kind, Remaining},
};

const ML: &str = "Microsoft.MachineLearningServices";

/// One request to ARM of a caller who is known.
pub(crate) struct ArmRequest<'a> {
    core: &'a Core,
    state: &'a mut State,
    call: &'a Call,
    path: ArmPath<'a>,
    access: Access,
    now: Timestamp,
}

/// Whether answering may take long: a query or a list of everything that there is. Neither changes anything, nor is it
/// logged.
pub(crate) fn is_long(call: &Call) -> bool {
    static LONG: LazyLock<Routes<()>> = LazyLock::new(|| {
        Routes::new(&[
            ("POST", "/providers/microsoft.resourcegraph/resources", ()),
            ("GET", "/subscriptions/{subscription}/resources", ()),
            ("GET", "/subscriptions/{subscription}/resourcegroups/{resource_group}/resources", ()),
        ])
    });
    LONG.find(call.method.as_str(), &call.segments).is_some()
}

/// Answers a request to ARM, and writes what it did into the activity log.
pub(crate) fn answer(core: &Core, state: &mut State, call: &Call) -> Reply {
    let now = core.now();
    let (answer, quota) = if metadata::owns(&call.route().1) {
        (metadata::show(call), None)
    } else {
        match admit(core, state, call) {
            Ok((caller, quota)) => (route(core, state, call, caller), quota),
            Err(error) => (Err(error), None),
        }
    };
    let reply = answer.unwrap_or_else(|error| error.into_reply(call, now));
    activity::record(core, state, call, &reply);
    let reply = match quota {
        Some(quota) => quota.add_headers(reply),
        None => reply,
    };
    reply
        .with("x-ms-request-id", &call.request_id)
        .with("x-ms-correlation-request-id", &call.correlation_id)
        .with(
            "x-ms-routing-request-id",
            &format!("DEMO:{}:{}", now.strftime("%Y%m%dT%H%M%SZ"), call.request_id),
        )
        .with("cache-control", "no-cache")
        .with("x-content-type-options", "nosniff")
}

/// What is left of the caller's tokens, and of which kind they are.
struct Quota {
    is_in_subscription: bool,
    kind: Kind,
    remaining: Remaining,
}

impl Quota {
    fn add_headers(&self, reply: Reply) -> Reply {
        let place = if self.is_in_subscription { "subscription" } else { "tenant" };
        let name = format!("x-ms-ratelimit-remaining-{place}-{}s", self.kind.word());
        let reply = reply.with(&name, &self.remaining.own.to_string());
        if !self.is_in_subscription {
            return reply;
        }
        let name = format!("x-ms-ratelimit-remaining-{place}-global-{}s", self.kind.word());
        reply.with(&name, &self.remaining.together.to_string())
    }
}

/// Who calls, if they may go on: Resource Graph has a quota of its own.
fn admit(core: &Core, state: &State, call: &Call) -> Result<(Caller, Option<Quota>), ArmError> {
    let now = core.now();
    let caller = authn::authenticate(core, state, call, Resource::Arm)
        .map_err(|why| ArmError::not_authenticated(&why, tenant_for(state, call), call, now))?;
    let (method, segments) = call.route();
    if resource_graph::owns(&segments) {
        return Ok((caller, None));
    }
    let kind = Kind::of(method);
    let subscription = subscription_of(call);
    let place = subscription.unwrap_or(&caller.tenant_id);
    let remaining = core
        .throttle
        .take(&caller.object_id, place, kind, now)
        .map_err(|empty| ArmError::throttled(empty, kind, subscription, &caller))?;
    let is_in_subscription = subscription.is_some();
    Ok((caller, Some(Quota { is_in_subscription, kind, remaining })))
}

/// The tenant that a challenge names: the one that the subscription of the path trusts.
fn tenant_for<'a>(state: &'a State, call: &Call) -> &'a str {
    subscription_of(call)
        .and_then(|id| state.subscription(id))
        .map_or(&state.home_tenant().id, |found| &found.tenant_id)
}

fn subscription_of(call: &Call) -> Option<&str> {
    let ArmPath { subscription, .. } = path::scopes(&call.segments).read();
    Some(subscription).filter(|id| !id.is_empty())
}

fn route(core: &Core, state: &mut State, call: &Call, caller: Caller) -> Result<Reply, ArmError> {
    let access = Access::new(state, caller);
    // What the caller may do is asked of now, also for a further page of an earlier moment.
    let mut earlier = core.page_snapshots.for_request(call);
    let state = earlier.as_mut().unwrap_or(state);
    let path = path::scopes(&call.segments).read();
    let mut request = ArmRequest { core, state, call, path, access, now: core.now() };
    let (_, segments) = call.route();
    api_version::check(&request)?;
    if let Some(at) = authorization::stands_at(&segments) {
        return authorization_routes::answer(&mut request, at);
    }
    if resource_graph::owns(&segments) {
        return resource_graph::answer(&mut request);
    }
    match routes::ALL.find(call.method.as_str(), &call.segments) {
        Some((handler, parameters)) => {
            request.path = parameters.read();
            handler(&mut request)
        }
        None => Err(ArmError::not_implemented(call)),
    }
}

/// A page of a list, as long as `$top` asks.
fn paged(request: &ArmRequest<'_>, value: Vec<Value>, size: usize) -> Result<Reply, ArmError> {
    let size = match request.call.parameter("$top") {
        None => size,
        Some(_) => request.asked_size("$top").map(|top| top.min(size)).ok_or_else(|| {
            let message = "Invalid $top specified in the query string.";
            ArmError::bad_request("InvalidTopInQueryString", message)
        })?,
    };
    Ok(Reply::ok(&crate::paging::page(
        value,
        size,
        request.call,
        "$skiptoken",
        || request.keep_snapshot(),
        |item| item,
    )?))
}

impl ArmRequest<'_> {
    /// The version of the API that is asked for. Versions are dates, so their order is that of their texts.
    fn version(&self) -> &str {
        self.call.parameter("api-version").unwrap_or_default()
    }

    /// How many items a page is to have, where this parameter says so.
    fn asked_size(&self, parameter: &str) -> Option<usize> {
        self.call.parameter(parameter)?.parse().ok().filter(|size| *size > 0)
    }

    fn need(&self, scope: &str, action: &str) -> Result<(), ArmError> {
        if self.access.allows(scope, action) {
            Ok(())
        } else {
            Err(ArmError::not_allowed(&self.access, action, scope))
        }
    }

    /// The scope of a list, a subscription or one of its groups, if the caller has any role there.
    fn list_scope(&self, action: &str) -> Result<String, ArmError> {
        let subscription = self.subscription()?.path();
        let scope = self.group_scope().unwrap_or(subscription);
        if !self.access.touches(&scope) {
            return Err(ArmError::not_allowed(&self.access, action, &scope));
        }
        if self.is_in_group() {
            self.check_resource_group()?;
        }
        Ok(scope)
    }

    /// The scope that the path names before this segment.
    fn scope_before(&self, at: usize) -> String {
        format!("/{}", self.call.segments[..at].join("/"))
    }

    /// Lets the pages after this one be of the same moment.
    fn keep_snapshot(&self) -> u64 {
        self.core.page_snapshots.keep(self.state)
    }

    /// Whether the path names a resource group.
    fn is_in_group(&self) -> bool {
        !self.path.resource_group.is_empty()
    }

    /// The scope of the resource group that the path names.
    fn group_scope(&self) -> Option<String> {
        self.is_in_group().then(|| self.scope_before(path::GROUP_SEGMENTS))
    }

    /// The subscription of the path, if the token is of its tenant.
    fn subscription(&self) -> Result<&Subscription, ArmError> {
        let id = self.path.subscription;
        let found = self.state.subscription(id).ok_or_else(|| ArmError::subscription_not_found(id))?;
        if found.tenant_id == self.access.caller.tenant_id {
            Ok(found)
        } else {
            Err(ArmError::wrong_tenant(&self.access.caller.tenant_id, &found.tenant_id, self.call))
        }
    }

    /// Refuses a resource group in the path that does not exist.
    fn check_resource_group(&self) -> Result<(), ArmError> {
        let ArmPath { subscription, resource_group: group, .. } = self.path;
        let exists = self.state.resource_groups.iter().any(|known| {
            known.subscription_id.eq_ignore_ascii_case(subscription) && known.name.eq_ignore_ascii_case(group)
        });
        if exists { Ok(()) } else { Err(ArmError::resource_group_not_found(group)) }
    }

    /// The id of the workspace that the path names, whether it exists or not.
    fn workspace_id(&self) -> String {
        let ArmPath { subscription, resource_group, workspace, .. } = self.path;
        format!(
            "/subscriptions/{subscription}/resourceGroups/{resource_group}/providers/{ML}/workspaces/{workspace}"
        )
    }
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Bytes,
        http::{HeaderMap, Method},
    };

    use super::*;

    #[test]
    fn queries_and_lists_of_everything_work_on_a_copy_and_nothing_else_does() {
        let check = |method: Method, path: &str, expected: bool| {
            let uri = path.parse().unwrap();
            let (headers, body) = (HeaderMap::new(), Bytes::new());
            let call = Call::new(String::new(), method.clone(), &uri, headers, body, String::new());
            assert_eq!(is_long(&call), expected, "{method} {path}");
        };
        check(Method::POST, "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01", true);
        check(Method::GET, "/subscriptions/s/resources", true);
        check(Method::GET, "/Subscriptions/s/resourceGroups/g/Resources", true);
        check(Method::GET, "/providers/Microsoft.ResourceGraph/operations", false);
        check(Method::PUT, "/subscriptions/s/resourceGroups/resources", false);
        check(Method::GET, "/subscriptions/s/resourceGroups/resources", false);
        check(Method::GET, "/subscriptions/s/resourceGroups/g", false);
    }
}

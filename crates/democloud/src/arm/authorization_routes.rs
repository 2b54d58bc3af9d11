//! Which handler answers which request to `Microsoft.Authorization`.

use std::sync::LazyLock;

use super::{
    ArmRequest, authorization, deny_assignments, path, permissions, provider_operations, role_assignments,
    role_definitions,
};
use crate::{
    error::ArmError,
    reply::Reply,
    routes::{Route, Routes},
};

type Handler = fn(&mut ArmRequest<'_>, &str, &str) -> Result<Reply, ArmError>;

/// What stands below a scope. A handler is given the scope, and the id in lower case.
const ROUTES: &[Route<Handler>] = &[
    ("GET", "/roleassignments", |request, scope, _| role_assignments::list(request, scope)),
    ("GET", "/roleassignments/{id}", |request, scope, id| role_assignments::show(request, scope, id)),
    ("PUT", "/roleassignments/{id}", role_assignments::create),
    ("DELETE", "/roleassignments/{id}", role_assignments::delete),
    ("GET", "/roledefinitions", |request, scope, _| role_definitions::list(request, scope)),
    ("GET", "/roledefinitions/{id}", |request, scope, id| role_definitions::show(request, scope, id)),
    ("PUT", "/roledefinitions/{id}", role_definitions::create_or_update),
    ("DELETE", "/roledefinitions/{id}", role_definitions::delete),
    ("GET", "/denyassignments", |request, scope, _| deny_assignments::list(request, scope)),
    ("GET", "/denyassignments/{id}", |request, scope, id| deny_assignments::show(request, scope, id)),
    ("PUT", "/denyassignments/{id}", |_, _, _| Err(authorization::denials_are_read_only())),
    ("DELETE", "/denyassignments/{id}", |_, _, _| Err(authorization::denials_are_read_only())),
    ("GET", "/permissions", |request, scope, _| permissions::list(request, scope)),
];

/// What stands at the tenant's root alone.
const AT_ROOT: &[Route<Handler>] = &[
    ("GET", "/provideroperations", |request, _, _| Ok(provider_operations::list(request))),
    ("GET", "/provideroperations/{id}", |request, _, _| provider_operations::show(request)),
    ("GET", "/operations", |request, _, _| {
        provider_operations::operations(request, "Microsoft.Authorization")
    }),
    ("POST", "/elevateaccess", |request, _, _| authorization::elevate_access(request)),
];

/// What stands at a subscription alone.
const AT_SUBSCRIPTION: &[Route<Handler>] = &[("GET", "/classicadministrators", |request, scope, _| {
    authorization::classic_administrators(request, scope)
})];

/// Answers a request whose provider stands at this segment; what comes before it is the scope.
pub(super) fn answer(request: &mut ArmRequest<'_>, at: usize) -> Result<Reply, ArmError> {
    static ANYWHERE: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(ROUTES));
    static ROOT: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(AT_ROOT));
    static SUBSCRIPTION: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(AT_SUBSCRIPTION));
    let call = request.call;
    let scope = request.scope_before(at);
    let (method, below) = (call.method.as_str(), &call.segments[at + 2..]);
    let found = ANYWHERE.find(method, below).or_else(|| match at {
        0 => ROOT.find(method, below),
        2 if !request.path.subscription.is_empty() => SUBSCRIPTION.find(method, below),
        _ => None,
    });
    let (handler, parameters) = found.ok_or_else(|| ArmError::not_implemented(call))?;
    request.path = path::scopes(&call.segments).and(parameters).read();
    let id = request.path.id.to_lowercase();
    handler(request, &scope, &id)
}

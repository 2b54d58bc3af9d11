//! Scoring endpoints: they accept exactly the current keys and tokens, and compute something.

mod authorization;
mod batch;
mod chat;
mod model;
mod swagger;

use std::sync::LazyLock;

use axum::http::StatusCode;
use serde::Deserialize;

use crate::{
    call::Call,
    core::Core,
    error::ScoringError,
    reply::Reply,
    routes::{Route, Routes},
    state::{
        BatchEndpoint, OnlineEndpoint, Provisioning, ServerlessEndpoint, State, WebService, WebServiceCompute,
    },
};

/// What the path names, as the caller spelled it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ScoringPath<'a> {
    region: &'a str,
    host: &'a str,
    /// On a cluster, services share a host.
    service: &'a str,
}

/// How many segments come before those that are the service's own business.
const PATHS: &[Route<usize>] = &[
    ("*", "/scoring/{region}", 2),
    ("*", "/scoring/{region}/{host}", 3),
    ("*", "/scoring/{region}/{host}/{*rest}", 3),
    ("*", "/scoring/{region}/{host}/api/v1/service/{service}", 7),
    ("*", "/scoring/{region}/{host}/api/v1/service/{service}/{*rest}", 7),
];

/// Answers a request to a service.
pub(crate) fn answer(core: &Core, state: &mut State, call: &Call) -> Reply {
    static ROUTES: LazyLock<Routes<usize>> = LazyLock::new(|| Routes::new(PATHS));
    let (method, segments) = call.route();
    let Some((before, parameters)) = ROUTES.find(method, &call.segments) else {
        return ScoringError::no_service().into_reply();
    };
    let path: ScoringPath<'_> = parameters.read();
    if core.regions.is_down(path.region) {
        return ScoringError::region_is_down().into_reply();
    }
    let rest = &segments[before..];
    let Some(service) = find(state, &path) else {
        return ScoringError::no_service().into_reply();
    };
    let caller = match authorization::authorize(core, state, call, &service) {
        Ok(caller) => caller,
        Err(refusal) => return refusal.into_reply(),
    };
    if !core.load.takes(&service.id(), core.now()) {
        return ScoringError::too_many_requests().into_reply();
    }
    if let Service::Batch(endpoint) = service {
        let id = endpoint.id();
        return finish(batch::answer(core, state, call, &id, rest, &caller), call);
    }
    let reply = match (&service, rest) {
        (Service::Serverless(endpoint), _) => chat::answer(core, call, endpoint, rest),
        (_, ["score"]) if method == "POST" => service.score(call),
        (_, ["swagger.json"]) if method == "GET" => Reply::ok(&swagger::document(service.name())),
        (Service::Endpoint(_) | Service::Web(_), [""] | []) if method == "GET" => {
            Reply::text(StatusCode::OK, "Healthy".to_owned())
        }
        (_, ["score"]) => ScoringError::method_not_allowed("POST").into_reply(),
        (_, ["swagger.json"] | []) => ScoringError::method_not_allowed("GET").into_reply(),
        _ => ScoringError::no_path().into_reply(),
    };
    finish(reply, call)
}

fn finish(reply: Reply, call: &Call) -> Reply {
    reply.with("x-request-id", &call.request_id).with("cache-control", "no-store")
}

/// A service of any kind.
enum Service<'a> {
    Endpoint(&'a OnlineEndpoint),
    Batch(&'a BatchEndpoint),
    Serverless(&'a ServerlessEndpoint),
    Web(&'a WebService),
}

impl Service<'_> {
    fn id(&self) -> String {
        match self {
            Self::Endpoint(endpoint) => endpoint.id(),
            Self::Batch(endpoint) => endpoint.id(),
            Self::Serverless(endpoint) => endpoint.id(),
            Self::Web(service) => service.id(),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Endpoint(endpoint) => &endpoint.name,
            Self::Batch(endpoint) => &endpoint.name,
            Self::Serverless(endpoint) => &endpoint.name,
            Self::Web(service) => &service.name,
        }
    }

    fn score(&self, call: &Call) -> Reply {
        match self {
            Self::Endpoint(endpoint) => {
                let wanted = call.header("azureml-model-deployment");
                let deployment =
                    endpoint.deployments.iter().filter(|one| one.provisioning != Provisioning::Failed);
                let mut deployment = deployment.filter(|one| {
                    wanted.map_or(one.traffic > 0, |wanted| one.name.eq_ignore_ascii_case(wanted))
                });
                match deployment.next() {
                    Some(deployment) => model::run(&call.body, &deployment.name),
                    None => ScoringError::no_deployment().into_reply(),
                }
            }
            Self::Web(service) if service.state == "Failed" => ScoringError::not_running().into_reply(),
            Self::Web(service) => model::run(&call.body, &service.model),
            Self::Batch(_) | Self::Serverless(_) => ScoringError::no_path().into_reply(),
        }
    }
}

/// The service at a host. Names of endpoints are unique in a region; on a cluster several web services share a host,
/// and a container instance has its own.
fn find<'a>(state: &'a State, path: &ScoringPath<'_>) -> Option<Service<'a>> {
    let is_here = |name: &str, location: &str| {
        name.eq_ignore_ascii_case(path.host) && location.eq_ignore_ascii_case(path.region)
    };
    if !path.service.is_empty() {
        let found = state.services.iter().find(|service| {
            service.compute == WebServiceCompute::Aks
                && service.name.eq_ignore_ascii_case(path.service)
                && is_here(&service.host, &service.location)
        });
        return found.map(Service::Web);
    }
    let endpoint =
        state.endpoints.iter().find(|one| is_here(&one.name, &one.location)).map(Service::Endpoint);
    let batch = || state.ml.batch_endpoints.iter().find(|one| is_here(&one.name, &one.location));
    let serverless = || state.ml.serverless_endpoints.iter().find(|one| is_here(&one.name, &one.location));
    let container = || {
        state.services.iter().find(|service| {
            service.compute == WebServiceCompute::Aci && is_here(&service.host, &service.location)
        })
    };
    endpoint
        .or_else(|| batch().map(Service::Batch))
        .or_else(|| serverless().map(Service::Serverless))
        .or_else(|| container().map(Service::Web))
}

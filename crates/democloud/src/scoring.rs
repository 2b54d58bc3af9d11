//! The services' own addresses: they take exactly the current keys and tokens, and compute something.

mod batch;
mod chat;
mod gate;
mod load;
mod model;
mod swagger;

use axum::http::StatusCode;

use crate::{
    call::Call,
    core::Core,
    error::ScoringError,
    reply::Reply,
    state::{
        BatchEndpoint, OnlineEndpoint, Provisioning, ServerlessEndpoint, State, WebService, WebServiceCompute,
    },
};
pub(crate) use load::Load;

/// Whether the path is one of a service.
pub(crate) fn owns(segments: &[&str]) -> bool {
    segments.first() == Some(&"scoring")
}

/// Answers a request to a service.
pub(crate) fn answer(core: &Core, state: &mut State, call: &Call) -> Reply {
    let (method, segments) = call.route();
    if segments.get(1).is_some_and(|region| core.regions.is_down(region)) {
        return ScoringError::region_is_down().into_reply();
    }
    let (region, host, rest) = match segments.as_slice() {
        ["scoring", region, host, rest @ ..] => (*region, *host, rest),
        _ => return ScoringError::no_service().into_reply(),
    };
    let Some((service, rest)) = find(state, region, host, rest) else {
        return ScoringError::no_service().into_reply();
    };
    let caller = match gate::pass(core, state, call, &service) {
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

/// The service at a host, with what of the path is left for it. Names of endpoints are unique in a
/// region; on a cluster several web services share a host, and a container instance has its own.
fn find<'a, 'b>(
    state: &'a State,
    region: &str,
    host: &str,
    rest: &'b [&'b str],
) -> Option<(Service<'a>, &'b [&'b str])> {
    let is_here =
        |name: &str, location: &str| name.eq_ignore_ascii_case(host) && location.eq_ignore_ascii_case(region);
    if let ["api", "v1", "service", name, rest @ ..] = rest {
        let found = state.services.iter().find(|service| {
            service.compute == WebServiceCompute::Aks
                && service.name.eq_ignore_ascii_case(name)
                && is_here(&service.host, &service.location)
        });
        return found.map(|service| (Service::Web(service), rest));
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
        .map(|service| (service, rest))
}

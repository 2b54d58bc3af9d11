//! The services' own addresses: they take exactly the current keys and tokens, and compute something.

mod gate;
mod model;

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    call::Call,
    core::Core,
    reply::Reply,
    state::{OnlineEndpoint, Provisioning, State, WebService, WebServiceCompute},
};

/// Whether the path is one of a service.
pub(crate) fn owns(segments: &[&str]) -> bool {
    segments.first() == Some(&"scoring")
}

/// Answers a request to a service.
pub(crate) fn answer(core: &Core, state: &State, call: &Call) -> Reply {
    let (method, segments) = call.route();
    let (service, verb) = match segments.as_slice() {
        ["scoring", region, host, verb] => {
            let endpoint = endpoint(state, region, host).map(Service::Endpoint);
            (endpoint.or_else(|| web_service(state, region, host, None).map(Service::Web)), *verb)
        }
        ["scoring", region, host, "api", "v1", "service", name, verb] => {
            (web_service(state, region, host, Some(name)).map(Service::Web), *verb)
        }
        _ => (None, ""),
    };
    let Some(service) = service else {
        return Reply::text(StatusCode::NOT_FOUND, "There is no such service.".to_owned());
    };
    if let Err(code) = gate::pass(core, state, call, &service) {
        return Reply::text(StatusCode::UNAUTHORIZED, code.to_owned()).with("www-authenticate", "Bearer");
    }
    let reply = match (verb, method) {
        ("score", "POST") => service.score(call),
        ("swagger.json", "GET") => Reply::ok(&json!({
            "swagger": "2.0",
            "info": {"title": service.name(), "version": "1.0"},
            "paths": {"/score": {"post": {"consumes": ["application/json"], "produces": ["application/json"], "responses": {"200": {"description": "The result"}}}}},
        })),
        ("score" | "swagger.json", _) => {
            Reply::text(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed".to_owned())
        }
        _ => Reply::text(StatusCode::NOT_FOUND, "There is no such path.".to_owned()),
    };
    reply.with("x-request-id", &call.request_id).with("cache-control", "no-store")
}

/// A service of either generation.
enum Service<'a> {
    Endpoint(&'a OnlineEndpoint),
    Web(&'a WebService),
}

impl Service<'_> {
    fn id(&self) -> String {
        match self {
            Self::Endpoint(endpoint) => endpoint.id(),
            Self::Web(service) => service.id(),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Endpoint(endpoint) => &endpoint.name,
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
                    None => Reply::text(
                        StatusCode::NOT_FOUND,
                        "Specified deployment could not be found, or no deployment has traffic.".to_owned(),
                    ),
                }
            }
            Self::Web(service) if service.state == "Failed" => {
                Reply::text(StatusCode::BAD_GATEWAY, "The service is not running.".to_owned())
            }
            Self::Web(service) => model::run(&call.body, &service.model),
        }
    }
}

fn endpoint<'a>(state: &'a State, region: &str, name: &str) -> Option<&'a OnlineEndpoint> {
    state.endpoints.iter().find(|endpoint| {
        endpoint.name.eq_ignore_ascii_case(name) && endpoint.location.eq_ignore_ascii_case(region)
    })
}

/// On a cluster several services share a host; a container instance has its own.
fn web_service<'a>(state: &'a State, region: &str, host: &str, name: Option<&str>) -> Option<&'a WebService> {
    state.services.iter().find(|service| {
        let is_named = match (service.compute, name) {
            (WebServiceCompute::Aks, Some(name)) => service.name.eq_ignore_ascii_case(name),
            (WebServiceCompute::Aci, None) => true,
            _ => false,
        };
        is_named && service.host.eq_ignore_ascii_case(host) && service.location.eq_ignore_ascii_case(region)
    })
}

//! A whole visit of the owner, seen from the wire: each request that the app sends is a described operation
//! and fits it, in path, parameters and body, and so does each answer that it gets.

use std::collections::{BTreeMap, BTreeSet};

use latchkey_app::bridge::{AuthMode, KeySlot, ServiceSummary};
use latchkey_tests::{
    Scene, SceneBuilder,
    openapi::{Answer, Request, Rigor},
};
use serde_json::Value;

use crate::{
    exceptions::Exceptions,
    known::ALWAYS,
    relay::{Exchange, Relay},
};

/// Paths of services that no document describes: operations of the ML front end, discovery, Graph.
const NOT_DESCRIBED: [&str; 5] =
    ["/mfeOperationsStatus/", "/mfeOperationResults/", "/discovery", "/v1.0/directoryObjects", "/v1.0/me"];

/// Whether the service works, so that its keys and tokens can be had.
fn works(service: &ServiceSummary) -> bool {
    matches!(service.state.as_str(), "Succeeded" | "Healthy")
}

/// Reads everything and regenerates one key of each kind of service.
async fn visit(scene: &Scene) {
    let (app, mut turned) = (&scene.app, BTreeSet::new());
    app.show_names().unwrap();
    for workspace in scene.workspaces().await.unwrap() {
        app.describe_workspace(&workspace.handle).await.unwrap();
        app.list_access(&workspace.handle).await.unwrap();
    }
    for service in scene.services().await.unwrap() {
        app.describe_service(&service.handle).await.unwrap();
        let kind = format!("{:?}", service.kind);
        match service.auth_mode {
            AuthMode::Key if works(&service) && turned.insert(kind) => {
                app.reveal_key(&service.handle, KeySlot::Primary).await.unwrap();
                app.regenerate_key(&service.handle, KeySlot::Secondary, &service.name).await.unwrap();
            }
            AuthMode::AmlToken if works(&service) => {
                app.copy_token(&service.handle).await.unwrap();
            }
            _ => {}
        }
    }
}

fn json(bytes: &[u8]) -> Option<Value> {
    (!bytes.is_empty()).then(|| serde_json::from_slice(bytes).unwrap())
}

#[tokio::test]
async fn each_exchange_of_a_visit_fits_the_operation_that_it_is() {
    let Some(catalogue) = crate::catalogue("each_exchange_of_a_visit_fits_the_operation_that_it_is") else {
        return;
    };
    let relay = Relay::start().await;
    let base = relay.base.clone();
    let scene = SceneBuilder::default().cloud(move |cloud| cloud.arm = base).set().await.unwrap();
    relay.lead_to(&scene.demo.cloud().arm);
    scene.sign_in("owner").await.unwrap();
    visit(&scene).await;

    let mut known = Exceptions::new(&[ALWAYS]);
    let (mut operations, mut wrong) = (BTreeSet::new(), BTreeMap::<String, BTreeSet<u16>>::new());
    let is_described =
        |exchange: &Exchange| NOT_DESCRIBED.iter().all(|part| !exchange.url.path().contains(part));
    for exchange in relay.exchanges().iter().filter(|exchange| is_described(exchange)) {
        let query: Vec<(String, String)> = exchange.url.query_pairs().into_owned().collect();
        let version = query.iter().find(|(name, _)| name == "api-version").map(|(_, value)| value.as_str());
        let (method, path) = (&exchange.method, exchange.url.path());
        let Some(operation) = catalogue.find(method, path, version) else {
            wrong.entry(format!("no operation is {method} {path}")).or_default();
            continue;
        };
        operations.insert(operation.name());
        let described = &operation.document().version;
        if version.is_some_and(|version| version != described) {
            wrong
                .entry(format!("{} is asked for in {version:?}, not {described}", operation.name()))
                .or_default();
        }
        let (sent, answered) = (json(&exchange.sent), json(&exchange.answered));
        let request = Request { path, query: &query, body: sent.as_ref() };
        let answer = Answer { status: exchange.status, headers: &exchange.headers, body: answered.as_ref() };
        let mut findings = operation.check_request(&request).unwrap();
        findings.extend(operation.check_answer(&answer, Rigor::OwnAnswer).unwrap());
        known.keep_others(operation, &mut findings);
        for finding in findings {
            wrong.entry(format!("{}: {finding}", operation.name())).or_default().insert(exchange.status);
        }
    }
    for one in known.unused() {
        wrong.entry(one).or_default();
    }
    let lines: Vec<String> = wrong.iter().map(|(one, statuses)| format!("{one} {statuses:?}")).collect();
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), lines.join("\n"));
    assert!(operations.len() >= 15, "the visit took only {operations:?}");
}

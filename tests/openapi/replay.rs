//! Every described operation against the running demo cloud: Microsoft's examples replayed among the things
//! that are there, each answer held to its schema. What the demo cloud does not have must say so.

use std::collections::{BTreeMap, BTreeSet};

use latchkey_tests::openapi::{Answer, Catalogue, Example, Operation, Request, Rigor};

use crate::{
    answered::{ANSWERED, is_answered},
    exceptions::Exceptions,
    known::{ALWAYS, IN_A_REPLAY},
    lab::{Call, Lab, Reply},
    places::Places,
};

/// The examples of an operation; of one without, a request without example.
fn requests(operation: &Operation) -> Vec<Option<Example>> {
    let examples = operation.examples().unwrap();
    if examples.is_empty() { vec![None] } else { examples.into_iter().map(Some).collect() }
}

fn has(operation: &Operation) -> bool {
    is_answered(&operation.document().area, operation.id())
}

/// The faults of a request and its answer.
fn check(operation: &Operation, call: &Call, reply: &Reply, known: &mut Exceptions) -> Vec<String> {
    let request = Request { path: &call.path, query: &call.query, body: call.body.as_ref() };
    let mut findings = operation.check_request(&request).unwrap();
    let answer = Answer { status: reply.status, headers: &reply.headers, body: reply.body.as_ref() };
    findings.extend(operation.check_answer(&answer, Rigor::OwnAnswer).unwrap());
    known.keep_others(operation, &mut findings);
    let mut wrong: Vec<String> = findings.iter().map(ToString::to_string).collect();
    if !operation.statuses().contains(&reply.status) {
        wrong.push(format!("status {} with {:?}", reply.status, reply.body));
    }
    wrong
}

#[tokio::test]
async fn each_example_gets_an_answer_that_fits_its_schema() {
    let Some(catalogue) = crate::catalogue("each_example_gets_an_answer_that_fits_its_schema") else {
        return;
    };
    let shared = Lab::with(&["owner", "accessAdmin"]).await;
    shared.elevate().await;
    let places = Places::find(&shared).await;
    let mut known = Exceptions::new(&[ALWAYS, IN_A_REPLAY]);
    let (mut replayed, mut wrong) = (0, BTreeMap::<String, BTreeSet<String>>::new());
    for operation in catalogue.operations().iter().filter(|operation| has(operation)) {
        for example in requests(operation) {
            let file = example.as_ref().map_or("no example", |example| &example.file);
            let place = format!("{} {file}", operation.document().version);
            let (call, reply) = if matches!(operation.method(), "GET" | "HEAD" | "POST") {
                let call = places.call(operation, example.as_ref());
                let reply = shared.ask(Some(Places::role(operation)), &call).await;
                (call, reply)
            } else {
                // No other example needs what is changed or deleted here.
                let lab = Lab::with(&["owner"]).await;
                let call = Places::find(&lab).await.call(operation, example.as_ref());
                let reply = lab.ask(Some("owner"), &call).await;
                (call, reply)
            };
            replayed += 1;
            for one in check(operation, &call, &reply, &mut known) {
                let places = wrong.entry(format!("{}: {one}", operation.name())).or_default();
                places.insert(place.clone());
            }
        }
    }
    for one in known.unused() {
        wrong.entry(one).or_default();
    }
    let lines: Vec<String> = wrong.iter().map(|(one, places)| format!("{one} {places:?}")).collect();
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), lines.join("\n"));
    summarise(&catalogue, replayed);
}

#[tokio::test]
async fn an_operation_that_is_missing_answers_501_in_arms_format() {
    let name = "an_operation_that_is_missing_answers_501_in_arms_format";
    let Some(catalogue) = crate::catalogue(name) else { return };
    let lab = Lab::with(&["owner"]).await;
    let places = Places::find(&lab).await;
    let mut wrong = Vec::new();
    for operation in catalogue.operations().iter().filter(|operation| !has(operation)) {
        let example = requests(operation).remove(0);
        let call = places.call(operation, example.as_ref());
        let reply = lab.ask(Some("owner"), &call).await;
        let code = reply
            .body
            .as_ref()
            .map(|body| body["error"]["code"] == "NotImplemented" && body["error"]["message"].is_string());
        if reply.status != 501 || code == Some(false) || (code.is_none() && call.method != "HEAD") {
            wrong.push(format!(
                "{} {}: {} {} answers {} {:?}",
                operation.document().file,
                operation.id(),
                call.method,
                call.path,
                reply.status,
                reply.body
            ));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_list_names_operations_that_are_described() {
    let Some(catalogue) = crate::catalogue("the_list_names_operations_that_are_described") else { return };
    for (area, ids) in ANSWERED {
        for id in *ids {
            let is_there =
                catalogue.operations().iter().any(|one| one.document().area == *area && one.id() == *id);
            assert!(is_there, "no document describes {area}/{id}");
        }
    }
}

/// Prints how much of each service exists.
#[expect(clippy::print_stdout, reason = "`--nocapture` shows how much is exercised")]
fn summarise(catalogue: &Catalogue, replayed: usize) {
    let mut files: Vec<&str> =
        catalogue.operations().iter().map(|one| one.document().file.as_str()).collect();
    files.dedup();
    println!("{:>9} {:>9} {:>5}  document", "described", "answered", "501");
    for file in files {
        let of_file = || catalogue.operations().iter().filter(|one| one.document().file == file);
        let (all, there) = (of_file().count(), of_file().filter(|one| has(one)).count());
        println!("{all:>9} {there:>9} {:>5}  {file}", all - there);
    }
    println!("{replayed} requests replayed");
}

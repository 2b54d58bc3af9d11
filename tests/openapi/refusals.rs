//! Refusals of every operation that the demo cloud has: without a token, without a role, for a thing that is
//! not there, in an unknown api-version. Each fits the error that the operation documents.

use std::collections::{BTreeMap, BTreeSet};

use latchkey_tests::openapi::{Answer, Operation, Rigor};

use crate::{
    answered::is_answered,
    exceptions::Exceptions,
    known::IN_A_REFUSAL,
    lab::{Call, Lab},
    places::Places,
};

/// The last hole of a path, if it is the name of one thing.
fn last_hole(operation: &Operation) -> Option<String> {
    let holes = operation.template().as_str().rsplit('/').find_map(|segment| {
        segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).map(str::to_owned)
    })?;
    operation.parameters("path").any(|(name, _)| name == holes).then_some(holes)
}

/// The request with another api-version; `None` where the operation has none.
fn in_unknown_version(call: &Call) -> Option<Call> {
    let mut call = call.clone();
    let (_, version) = call.query.iter_mut().find(|(name, _)| name == "api-version")?;
    "1999-01-01".clone_into(version);
    Some(call)
}

#[tokio::test]
async fn each_refusal_fits_the_error_that_the_operation_documents() {
    let Some(catalogue) = crate::catalogue("each_refusal_fits_the_error_that_the_operation_documents") else {
        return;
    };
    let lab = Lab::with(&["owner", "none"]).await;
    let places = Places::find(&lab).await;
    let mut known = Exceptions::new(&[IN_A_REFUSAL]);
    let (mut refusals, mut wrong) = (0, BTreeMap::<String, BTreeSet<String>>::new());
    for operation in catalogue.operations() {
        if !is_answered(&operation.document().area, operation.id()) {
            continue;
        }
        let example = operation.examples().unwrap().into_iter().next();
        let call = places.call(operation, example.as_ref());
        // Skips placeholders for a scope or a whole id, and PUT, which creates the thing.
        let stray = last_hole(operation)
            .filter(|hole| hole != "scope" && operation.template().words() > 0 && operation.method() != "PUT")
            .map(|hole| places.stray_call(operation, example.as_ref(), &hole));
        // A person who may read the roles of a scope also reads the inherited ones, even if the scope does not exist.
        let of_nothing: &[u16] = if operation.id().starts_with("RoleAssignments_ListFor") {
            &[403, 404, 200]
        } else {
            match operation.method() {
                // A missing thing counts as deleted.
                "DELETE" => &[403, 404, 204],
                _ => &[403, 404],
            }
        };
        let cases: [(Option<&str>, Option<Call>, &[u16]); 4] = [
            (None, Some(call.clone()), &[401]),
            // Lists are empty for a caller without a role.
            (Some("none"), Some(call.clone()), &[403, 404, 200]),
            (Some("owner"), stray, of_nothing),
            (Some("owner"), in_unknown_version(&call), &[400, 404]),
        ];
        for (role, call, expected) in cases {
            let Some(call) = call else { continue };
            let reply = lab.ask(role, &call).await;
            refusals += usize::from(reply.status >= 400);
            let mut report = |what: String| {
                let place = format!("{} {role:?} {}", operation.document().version, reply.status);
                wrong.entry(format!("{}: {what}", operation.name())).or_default().insert(place);
            };
            if !expected.contains(&reply.status) {
                report(format!("status {} instead of {expected:?}", reply.status));
            }
            if reply.status >= 400 {
                let (headers, body) = (&reply.headers, reply.body.as_ref());
                let answer = Answer { status: reply.status, headers, body };
                let mut findings = operation.check_answer(&answer, Rigor::OwnAnswer).unwrap();
                known.keep_others(operation, &mut findings);
                for finding in findings {
                    report(finding.to_string());
                }
            }
        }
    }
    for one in known.unused() {
        wrong.entry(one).or_default();
    }
    let lines: Vec<String> = wrong.iter().map(|(one, places)| format!("{one} {places:?}")).collect();
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), lines.join("\n"));
    assert!(refusals >= 100, "only {refusals} refusals");
}

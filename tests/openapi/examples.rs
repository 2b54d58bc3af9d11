//! Microsoft's own examples pass the validator, so its findings about the demo cloud can be trusted.

use latchkey_tests::openapi::{Answer, Kind, Request, Rigor};

use crate::exceptions::{Exception, Exceptions};

/// Examples that contradict their own documents.
const KNOWN: &[Exception] = &[Exception {
    operation: "machinelearning/Compute_Get",
    at: "/nvidia.com~1gpu",
    what: "type \"string\"",
    reason: "the example writes null where the document has a text that cannot be null",
}];

#[test]
fn microsofts_examples_fit_microsofts_documents() {
    let Some(catalogue) = crate::catalogue("microsofts_examples_fit_microsofts_documents") else { return };
    let mut known = Exceptions::new(&[KNOWN]);
    let (mut answers, mut wrong) = (0, Vec::new());
    for operation in catalogue.operations() {
        for example in operation.examples().unwrap() {
            for (status, answer) in &example.answers {
                let body = answer.body.as_ref();
                let answer = Answer { status: *status, headers: &answer.headers, body };
                let mut findings = operation.check_answer(&answer, Rigor::Answer).unwrap();
                // Examples seldom show the headers of an answer.
                findings.retain(|finding| finding.kind != Kind::Header || finding.what != "missing");
                known.keep_others(operation, &mut findings);
                answers += 1;
                let place = format!("{} {} {status}", operation.document().file, example.file);
                wrong.extend(findings.iter().map(|finding| format!("{place}: {finding}")));
            }
        }
    }
    wrong.extend(known.unused());
    assert!(wrong.is_empty(), "{} of {answers} answers:\n{}", wrong.len(), wrong.join("\n"));
    assert!(answers >= 160, "only {answers} answers");
}

#[test]
fn the_bodies_that_microsofts_examples_send_fit_too() {
    let Some(catalogue) = crate::catalogue("the_bodies_that_microsofts_examples_send_fit_too") else {
        return;
    };
    let (mut bodies, mut wrong) = (0, Vec::new());
    for operation in catalogue.operations() {
        let Some((name, _)) = operation.parameters("body").next() else { continue };
        for example in operation.examples().unwrap() {
            let Some(body) = example.parameters.get(name) else { continue };
            let request = Request { path: "/", query: &[], body: Some(body) };
            let mut findings = operation.check_request(&request).unwrap();
            // Path and query are not looked at here.
            findings.retain(|finding| finding.kind != Kind::Parameter);
            bodies += 1;
            let place = format!("{} {}", operation.document().file, example.file);
            wrong.extend(findings.iter().map(|finding| format!("{place}: {finding}")));
        }
    }
    assert!(wrong.is_empty(), "{} of {bodies} bodies:\n{}", wrong.len(), wrong.join("\n"));
    assert!(bodies >= 30, "only {bodies} bodies");
}

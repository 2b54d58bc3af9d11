//! Exceptions that appeal to real Azure are held to recorded answers of it: these differ from Microsoft's
//! documents in the same way.

use latchkey_tests::{
    Recording, azure_data,
    openapi::{Answer, Rigor},
};

use crate::{
    exceptions::{Exception, Exceptions},
    known::ALWAYS,
};

#[test]
fn a_recorded_answer_shows_each_exception_that_claims_one() {
    let test = "a_recorded_answer_shows_each_exception_that_claims_one";
    let (Some(catalogue), Some(data)) = (crate::catalogue(test), azure_data(test)) else { return };
    let appeals = |one: &&Exception| one.reason.starts_with("recorded answers of real Azure");
    let mut appeal = Exceptions::new(&[ALWAYS]);
    for recording in Recording::read_all(&data).unwrap() {
        let version = recording.url.query_pairs().find(|(name, _)| name == "api-version");
        let version = version.map(|(_, text)| text.into_owned());
        let found = catalogue.find(&recording.method, recording.url.path(), version.as_deref());
        let Some(operation) = found.filter(|_| recording.status == 200) else { continue };
        let answer = Answer { status: 200, headers: &[], body: Some(&recording.body) };
        let mut findings = operation.check_answer(&answer, Rigor::Answer).unwrap();
        appeal.keep_others(operation, &mut findings);
    }
    let unproven = appeal.unused();
    let claims: Vec<String> = ALWAYS.iter().filter(appeals).map(Exception::to_string).collect();
    assert!(claims.len() >= 4, "{claims:?}");
    let missing: Vec<&String> =
        claims.iter().filter(|claim| unproven.iter().any(|one| one.ends_with(*claim))).collect();
    assert!(missing.is_empty(), "no recorded answer shows {missing:#?}");
}

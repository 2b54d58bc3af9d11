//! Recorded answers of Entra: to a renewal, and to the question where its pages are.

use latchkey_app::{
    CommandError, ErrorCode,
    bridge::{SignInOptions, SignInProgress},
};
use latchkey_democloud::Fault;
use latchkey_tests::{Recording, azure_data};
use latchkey_words::detail as words;

use super::{Operation, of, replayed, text};

/// The expected result of a refused renewal.
const EXPECTED: [(&str, ErrorCode); 4] = [
    ("entra/005-aadsts70016-authorization-pending.json", ErrorCode::ServiceFailed),
    ("entra/008-aadsts50079-interaction-required-claims.json", ErrorCode::SignInRequired),
    ("entra/011-aadsts50076-mfa-required.json", ErrorCode::SignInRequired),
    ("entra/013-aadsts7000215-invalid-client-401.json", ErrorCode::ServiceFailed),
];

/// The recorded answer in place of the demo cloud's, until the faults are cleared.
fn instead_of(path: &str, recording: &Recording) -> Fault {
    Fault::Status {
        path_contains: path.to_owned(),
        status: recording.status,
        headers: recording.headers.clone(),
        body: recording.text.clone(),
        times: 100,
    }
}

fn is_of_token_endpoint(recording: &Recording) -> bool {
    recording.url.path().ends_with("/oauth2/v2.0/token")
}

fn compare(error: &CommandError, recording: &Recording) {
    let detail = |label: &str| {
        error.details.iter().find(|detail| detail.label == label).map(|detail| detail.value.clone())
    };
    let body = &recording.body;
    let number = body["error_codes"][0].as_i64().unwrap();
    assert_eq!(detail(&words::code()), Some(format!("AADSTS{number}")), "{}", recording.file);
    assert_eq!(detail(&words::oauth_error()), text(body, "/error"), "{}", recording.file);
    // The first line is the sentence; the others say again what has fields of its own.
    let sentence = text(body, "/error_description").map(|text| text.lines().next().unwrap().to_owned());
    assert_eq!(detail(&words::entra_says()), sentence, "{}", recording.file);
    assert_eq!(detail(&words::trace_id()), text(body, "/trace_id"), "{}", recording.file);
    assert_eq!(detail(&words::time()), text(body, "/timestamp"), "{}", recording.file);
    assert_eq!(error.correlation_id, text(body, "/correlation_id"), "{}", recording.file);
}

#[tokio::test]
async fn a_renewal_that_is_refused_says_why_and_the_session_holds() {
    let Some(data) = azure_data("a_renewal_that_is_refused_says_why_and_the_session_holds") else { return };
    let (recordings, _replay, scene) = replayed(&data).await;
    let answers = of(&recordings, Operation::SignIn).into_iter().filter(|it| is_of_token_endpoint(it));
    let refusals: Vec<&Recording> = answers.filter(|recording| recording.status >= 400).collect();
    assert_eq!(
        refusals.iter().map(|it| it.file.as_str()).collect::<Vec<_>>(),
        EXPECTED.map(|(file, _)| file)
    );
    for (recording, (_, code)) in refusals.into_iter().zip(EXPECTED) {
        let app = scene.restarted_later();
        scene.demo.faults().inject(instead_of("/oauth2/v2.0/token", recording));
        let error = app.list_workspaces().await.unwrap_err();
        assert_eq!(error.code, code, "{}: {error:?}", recording.file);
        compare(&error, recording);
        scene.demo.faults().clear();
        assert_eq!(app.list_workspaces().await.unwrap().workspaces.len(), 4, "{}", recording.file);
    }
}

#[tokio::test]
async fn opaque_tokens_with_other_scopes_than_asked_are_used_as_they_are() {
    let test = "opaque_tokens_with_other_scopes_than_asked_are_used_as_they_are";
    let Some(data) = azure_data(test) else { return };
    let (recordings, _replay, scene) = replayed(&data).await;
    let answers = of(&recordings, Operation::SignIn).into_iter().filter(|it| is_of_token_endpoint(it));
    for recording in answers.filter(|recording| recording.status == 200) {
        let app = scene.restarted_later();
        scene.demo.faults().inject(instead_of("/oauth2/v2.0/token", recording));
        assert_eq!(app.list_workspaces().await.unwrap().workspaces.len(), 4, "{}", recording.file);
        assert!(app.describe_app().await.account.is_some());
    }
}

#[tokio::test]
async fn a_sign_in_that_fails_before_its_page_says_why() {
    let Some(data) = azure_data("a_sign_in_that_fails_before_its_page_says_why") else { return };
    let (recordings, _replay, scene) = replayed(&data).await;
    let answers = of(&recordings, Operation::SignIn).into_iter().filter(|it| !is_of_token_endpoint(it));
    for recording in answers {
        scene.demo.faults().inject(instead_of("/.well-known/openid-configuration", recording));
        scene.app.start_sign_in(SignInOptions::default()).await.unwrap();
        let failed = scene.until(|app| matches!(app.sign_in, Some(SignInProgress::Failed { .. }))).await;
        let Some(SignInProgress::Failed { error }) = failed.unwrap().sign_in else { unreachable!() };
        assert_eq!(error.code, ErrorCode::SignInFailed, "{}: {error:?}", recording.file);
        let number = format!("AADSTS{}", recording.body["error_codes"][0].as_i64().unwrap());
        let names_it = error.details.iter().any(|detail| detail.value.contains(&number));
        assert!(names_it, "{}: {error:?}", recording.file);
        scene.demo.faults().clear();
    }
}

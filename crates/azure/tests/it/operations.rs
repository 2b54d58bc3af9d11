//! Long-running operations: where to look, how often, and what an end is.

use std::time::Duration;

use latchkey_azure::{
    Error, OperationOutcome,
    keys::KeyType,
    online_endpoints,
    web_services::{self, ModelManagement},
};
use serde_json::{Value, json};
use tokio::{io::AsyncReadExt, net::TcpListener};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

use super::{Stage, Tokens, azure_at, clock, endpoint, json as look, status, workspace};

const STATUS: &str = "/subscriptions/s/providers/N/locations/l/mfeOperationsStatus/oe:1?api-version=1&t=x";

fn accepted() -> ResponseTemplate {
    status(202).insert_header("azure-asyncoperation", STATUS)
}

fn running() -> ResponseTemplate {
    look(&json!({"status": "Updating", "percentComplete": 0.0}))
}

async fn regenerate(stage: &Stage) -> Result<OperationOutcome, Error> {
    online_endpoints::regenerate_key(&stage.azure, &endpoint(), KeyType::Primary).await
}

fn milliseconds(waits: &[Duration]) -> Vec<u128> {
    waits.iter().map(Duration::as_millis).collect()
}

/// The API of a workspace at the stage's own server, as its discovery names it.
async fn model_management(stage: &Stage) -> ModelManagement {
    let uri = stage.server.uri();
    stage.answers([look(&json!({"modelmanagement": uri}))]).await;
    let api = web_services::discover(&stage.azure, &workspace(), &format!("{uri}/discovery")).await.unwrap();
    stage.server.reset().await;
    api
}

#[tokio::test]
async fn waits_begin_at_half_a_second_and_grow_to_ten() {
    let stage = Stage::set().await;
    let looks = std::iter::repeat_n(running(), 11);
    stage.answers([accepted()].into_iter().chain(looks).chain([look(&json!({"status": "Succeeded"}))])).await;
    assert_eq!(regenerate(&stage).await.unwrap(), OperationOutcome::Succeeded);
    assert_eq!(
        milliseconds(&stage.slept()),
        [500, 750, 1_125, 1_687, 2_531, 3_796, 5_695, 8_542, 10_000, 10_000, 10_000, 10_000]
    );
}

#[tokio::test]
async fn the_wait_that_the_service_names_is_kept() {
    let stage = Stage::set().await;
    stage
        .answers([
            accepted().insert_header("retry-after", "7"),
            running().insert_header("retry-after", "3"),
            status(202).insert_header("retry-after", "12"),
            running(),
            look(&json!({"status": "Succeeded"})),
        ])
        .await;
    assert_eq!(regenerate(&stage).await.unwrap(), OperationOutcome::Succeeded);
    assert_eq!(milliseconds(&stage.slept()), [7_000, 3_000, 12_000, 10_000]);
}

#[tokio::test]
async fn the_status_address_is_preferred_to_the_result_address() {
    let stage = Stage::set().await;
    let both = accepted().insert_header("location", "/result");
    stage.answers([both, look(&json!({"status": "Succeeded"}))]).await;
    regenerate(&stage).await.unwrap();
    assert_eq!(stage.asked().await[1], format!("GET {STATUS}"));

    stage.server.reset().await;
    let result_only = status(202).set_body_string("null").insert_header("location", "/result?a=b");
    stage.answers([result_only, status(202), status(200)]).await;
    assert_eq!(regenerate(&stage).await.unwrap(), OperationOutcome::Succeeded);
    assert_eq!(stage.asked().await[1..], ["GET /result?a=b", "GET /result?a=b"]);
}

#[tokio::test]
async fn a_v1_operation_is_looked_up_by_its_id_alone() {
    let stage = Stage::set().await;
    let api = model_management(&stage).await;
    let started = status(202).insert_header("operation-location", "https://elsewhere.example/x/op-1?y=z");
    stage.answers([started, look(&json!({"state": "Running"})), look(&json!({"state": "Succeeded"}))]).await;
    let outcome = api.regenerate_key(&stage.azure, "svc", KeyType::Secondary).await.unwrap();
    assert_eq!(outcome, OperationOutcome::Succeeded);
    insta::assert_snapshot!(stage.asked().await.join("\n"), @r#"
    POST /modelmanagement/v1.0/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/services/svc/regenerateKeys {"keyType":"Secondary"}
    GET /modelmanagement/v1.0/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/operations/op-1
    GET /modelmanagement/v1.0/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/operations/op-1
    "#);
}

#[tokio::test]
async fn each_word_is_an_end_or_is_not() {
    let check = async |body: Value, expected: OperationOutcome| {
        let stage = Stage::set().await;
        stage.answers([accepted(), look(&body), look(&json!({"status": "Succeeded"}))]).await;
        assert_eq!(regenerate(&stage).await.unwrap(), expected, "{body}");
    };
    let failed = |code: &str, message: Option<&str>| OperationOutcome::Failed {
        code: Some(code.to_owned()),
        message: message.map(str::to_owned),
    };
    for word in ["Running", "InProgress", "NotStarted", "Updating", "Accepted", "anything else"] {
        check(json!({"status": word}), OperationOutcome::Succeeded).await;
    }
    for word in ["Failed", "Canceled", "Cancelled", "TimedOut"] {
        check(json!({"status": word}), failed(&word.to_lowercase(), None)).await;
        check(json!({"state": word}), failed(&word.to_lowercase(), None)).await;
    }
    let told = json!({"status": "Failed", "error": {"code": "Broken", "message": "It broke."}});
    check(told, failed("Broken", Some("It broke."))).await;
}

#[tokio::test]
async fn what_cannot_be_looked_at_is_unknown_and_no_failure() {
    for code in [403, 404, 410] {
        let stage = Stage::set().await;
        stage.answers([accepted(), status(code)]).await;
        assert_eq!(regenerate(&stage).await.unwrap(), OperationOutcome::Unknown, "{code}");
    }
    let stage = Stage::set().await;
    stage.answers([status(202)]).await;
    assert_eq!(regenerate(&stage).await.unwrap(), OperationOutcome::Unknown);
    let stage = Stage::set().await;
    stage.answers([accepted(), status(200).set_body_string("<html>")]).await;
    assert_eq!(regenerate(&stage).await.unwrap(), OperationOutcome::Unknown);
}

#[tokio::test]
async fn an_operation_that_outlasts_a_quarter_of_an_hour_is_unknown() {
    let stage = Stage::set().await;
    stage.answers([accepted(), running()]).await;
    assert_eq!(regenerate(&stage).await.unwrap(), OperationOutcome::Unknown);
    let waited: Duration = stage.slept().iter().sum();
    assert!((900..=910).contains(&waited.as_secs()), "{waited:?}");
}

#[tokio::test]
async fn an_operation_elsewhere_gets_no_token() {
    let elsewhere = MockServer::start().await;
    Mock::given(any()).respond_with(status(200)).mount(&elsewhere).await;
    for header in ["azure-asyncoperation", "location"] {
        let stage = Stage::set().await;
        stage.answers([status(202).insert_header(header, elsewhere.uri().as_str())]).await;
        let error = regenerate(&stage).await.unwrap_err();
        assert!(matches!(error, Error::ForeignAddress { .. }), "{error:?}");
        assert_eq!((stage.tokens(), stage.asked().await.len()), (1, 1));
    }
    assert_eq!(elsewhere.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_regeneration_that_got_lost_is_not_sent_again() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let connections = tokio::spawn(async move {
        let mut connections = 0;
        while let Ok((mut connection, _)) = listener.accept().await {
            let mut buffer = [0; 4_096];
            let read = connection.read(&mut buffer).await.unwrap_or(0);
            if buffer[..read].starts_with(b"GET /end") {
                break;
            }
            connections += 1;
        }
        connections
    });
    let base = format!("http://{address}");
    let azure = azure_at(&base, &clock(), &Tokens::of(&base));
    let error = online_endpoints::regenerate_key(&azure, &endpoint(), KeyType::Primary).await.unwrap_err();
    assert!(matches!(error, Error::Http(_)), "{error:?}");
    let mut end = tokio::net::TcpStream::connect(address).await.unwrap();
    tokio::io::AsyncWriteExt::write_all(&mut end, b"GET /end").await.unwrap();
    assert_eq!(connections.await.unwrap(), 1);
}

#[tokio::test]
async fn a_regeneration_that_failed_is_not_sent_again_and_one_that_was_not_taken_is() {
    for (code, requests) in [(500, 1), (502, 1), (503, 1), (429, 4)] {
        let stage = Stage::set().await;
        stage.answers([status(code)]).await;
        let error = regenerate(&stage).await.unwrap_err();
        assert_eq!(error.service().unwrap().status, code);
        assert_eq!(stage.asked().await.len(), requests, "{code}");
    }
}

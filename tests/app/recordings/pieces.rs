//! Answers that are no lists of the app's own things: pages, key pairs, tokens, operations.

use std::slice;

use latchkey_azure::{OperationOutcome, keys::KeyType, online_endpoints, subscriptions};
use latchkey_tests::{Recording, Replay, azure_data};
use latchkey_types::ResourceId;

use super::{Operation, azure_at, of};

fn endpoint() -> ResourceId {
    ResourceId::workspace("0", "group", "workspace").unwrap().child("onlineEndpoints", "endpoint").unwrap()
}

#[tokio::test]
async fn every_page_is_read_and_the_next_one_asked_for() {
    let Some(data) = azure_data("every_page_is_read_and_the_next_one_asked_for") else { return };
    let recordings = Recording::read_all(&data).unwrap();
    let replay = Replay::start(&data).unwrap();
    let azure = azure_at(&replay.base);
    for recording in of(&recordings, Operation::Page) {
        replay.force(r"^/subscriptions\?", &[&recording.file]).await.unwrap();
        let rows = subscriptions::list(&azure).await.unwrap();
        let last_segment = |id: &str| id.rsplit('/').next().unwrap().to_owned();
        let ids: Vec<String> =
            recording.rows().iter().map(|row| last_segment(row["id"].as_str().unwrap())).collect();
        assert_eq!(rows.into_iter().map(|row| row.id).collect::<Vec<_>>(), ids, "{}", recording.file);
        let pages = if recording.body["nextLink"].is_string() { 2 } else { 1 };
        assert_eq!(replay.requests().await.unwrap().len(), pages, "{}", recording.file);
        replay.reset().await.unwrap();
    }
}

#[tokio::test]
async fn an_endpoint_without_keys_has_none() {
    let Some(data) = azure_data("an_endpoint_without_keys_has_none") else { return };
    let recordings = Recording::read_all(&data).unwrap();
    let replay = Replay::start(&data).unwrap();
    for recording in of(&recordings, Operation::KeyPair) {
        replay.force("/listKeys", &[&recording.file]).await.unwrap();
        let keys = online_endpoints::list_keys(&azure_at(&replay.base), &endpoint()).await.unwrap();
        let is_there = ["primaryKey", "secondaryKey"].map(|name| recording.body[name].is_string());
        assert_eq!([keys.primary.is_some(), keys.secondary.is_some()], is_there, "{}", recording.file);
        replay.reset().await.unwrap();
    }
}

#[tokio::test]
async fn a_token_has_the_times_that_were_counted_in_seconds() {
    let Some(data) = azure_data("a_token_has_the_times_that_were_counted_in_seconds") else { return };
    let recordings = Recording::read_all(&data).unwrap();
    let replay = Replay::start(&data).unwrap();
    for recording in of(&recordings, Operation::Token) {
        replay.force("/token", &[&recording.file]).await.unwrap();
        let token = online_endpoints::request_token(&azure_at(&replay.base), &endpoint()).await.unwrap();
        // EXPOSE: a recorded token whose signature is fill.
        assert_eq!(token.value.expose(), recording.body["accessToken"].as_str().unwrap());
        let seconds = |name: &str| recording.body[name].as_i64().unwrap();
        let times = (token.expires_at.as_second(), token.refresh_after.as_second());
        assert_eq!(times, (seconds("expiryTimeUtc"), seconds("refreshAfterTimeUtc")), "{}", recording.file);
        replay.reset().await.unwrap();
    }
}

#[tokio::test]
async fn an_accepted_operation_is_followed_to_its_end() {
    let Some(data) = azure_data("an_accepted_operation_is_followed_to_its_end") else { return };
    let recordings = Recording::read_all(&data).unwrap();
    let replay = Replay::start(&data).unwrap();
    let azure = azure_at(&replay.base);
    let looks = of(&recordings, Operation::Look);
    let end = "online-endpoints/008-create-async-status-2022.json";
    for accepted in of(&recordings, Operation::Accepted) {
        let is_followed =
            ["location", "azure-asyncoperation"].iter().any(|name| accepted.header(name).is_some());
        for look in &looks {
            // The first poll may say that it is running; the next ones say that it has succeeded.
            replay.force("/regenerateKeys", slice::from_ref(&accepted.file.as_str())).await.unwrap();
            replay.force("(?i)operation", &[&look.file, end]).await.unwrap();
            let outcome =
                online_endpoints::regenerate_key(&azure, &endpoint(), KeyType::Primary).await.unwrap();
            let (expected, requests) = match (is_followed, look.status, look.body["status"].as_str()) {
                (false, ..) => (OperationOutcome::Unknown, 1),
                (true, 404, _) => (OperationOutcome::Unknown, 2),
                (true, _, Some("Succeeded")) => (OperationOutcome::Succeeded, 2),
                (true, _, Some("Updating" | "InProgress")) => (OperationOutcome::Succeeded, 3),
                other => panic!("{}: {other:?}", look.file),
            };
            assert_eq!(outcome, expected, "{} {}", accepted.file, look.file);
            assert_eq!(replay.requests().await.unwrap().len(), requests, "{} {}", accepted.file, look.file);
            replay.reset().await.unwrap();
        }
    }
}

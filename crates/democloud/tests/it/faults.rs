//! What a test can make go wrong.

use std::time::Duration;

use latchkey_democloud::Fault;
use serde_json::json;

use crate::{
    keys::Endpoint,
    support::{ARM, SUBSCRIPTIONS_VERSION, World},
};

#[tokio::test]
async fn answers_are_replaced_and_connections_dropped_as_often_as_asked() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let path = format!("/subscriptions?{SUBSCRIPTIONS_VERSION}");
    world.demo.faults().inject(Fault::Status {
        path_contains: "/Subscriptions".to_owned(),
        status: 429,
        headers: vec![("Retry-After".to_owned(), "7".to_owned())],
        body: "{\"error\":{\"code\":\"TooManyRequests\"}}".to_owned(),
        times: 1,
    });
    world.demo.faults().inject(Fault::DropConnection { path_contains: String::new(), times: 1 });
    let answer = world.get(&path, &token).await;
    assert_eq!((answer.refusal(), answer.header("retry-after")), ((429, "TooManyRequests".to_owned()), "7"));
    let authorization = format!("Bearer {token}");
    let dropped =
        world.send(reqwest::Method::POST, &path, &[("authorization", authorization.as_str())], "").await;
    assert!(dropped.is_err());
    assert_eq!(world.get(&path, &token).await.status, 200);
    let statuses: Vec<u16> = world.demo.requests().iter().rev().take(3).map(|seen| seen.status).collect();
    assert_eq!(statuses, [200, 0, 429]);
}

#[tokio::test]
async fn a_held_answer_waits_on_the_clock() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let duration = Duration::from_secs(42);
    world.demo.faults().inject(Fault::Hold { path_contains: "/tenants".to_owned(), duration, times: 1 });
    assert_eq!(world.get(&format!("/tenants?{SUBSCRIPTIONS_VERSION}"), &token).await.status, 200);
    assert_eq!(world.clock.slept(), [duration]);
}

#[tokio::test]
async fn regenerations_can_lie_overshoot_and_fail() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let endpoint = Endpoint::find(&world, &token, "ml-routing", "route-eta").await;
    let check = async |fault: Fault, status: &str, expected: (bool, bool)| {
        world.demo.faults().inject(fault);
        let before = endpoint.keys(&token).await;
        let accepted = endpoint.act("regenerateKeys", &token, r#"{"keyType":"Primary"}"#).await;
        world.clock.advance(Duration::from_secs(1));
        assert_eq!(
            world.get(accepted.header("azure-asyncoperation"), &token).await.json()["status"],
            json!(status)
        );
        let after = endpoint.keys(&token).await;
        assert_eq!((before.0 != after.0, before.1 != after.1), expected);
    };
    check(Fault::EchoOldKey { times: 1 }, "Succeeded", (false, false)).await;
    check(Fault::ChangeOtherSlotToo { times: 1 }, "Succeeded", (true, true)).await;
    check(Fault::FailOperation { times: 1 }, "Failed", (false, false)).await;
    check(Fault::FailOperation { times: 0 }, "Succeeded", (true, false)).await;
    world.demo.faults().inject(Fault::FailOperation { times: 1 });
    world.demo.faults().clear();
    check(Fault::EchoOldKey { times: 0 }, "Succeeded", (true, false)).await;
}

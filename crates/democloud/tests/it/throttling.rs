//! Quotas run out, say so, and come back.

use std::time::Duration;

use latchkey_democloud::Options;
use serde_json::json;

use crate::support::{ARM, SUBSCRIPTIONS_VERSION, World};

#[tokio::test]
async fn reads_run_out_for_one_caller_and_come_back() {
    let world = World::new().await;
    let token = world.token("reader", ARM).await;
    let owner = world.token("owner", ARM).await;
    let id = world.get(&format!("/subscriptions?{SUBSCRIPTIONS_VERSION}"), &owner).await.json();
    let path = format!("{}?{SUBSCRIPTIONS_VERSION}", id["value"][0]["id"].as_str().unwrap());
    let first = world.get(&path, &token).await;
    assert_eq!(first.header("x-ms-ratelimit-remaining-subscription-reads"), "249");
    assert_eq!(first.header("x-ms-ratelimit-remaining-subscription-global-reads"), "3749");
    for left in (0..249).rev() {
        let answer = world.get(&path, &token).await;
        assert_eq!(answer.header("x-ms-ratelimit-remaining-subscription-reads"), left.to_string());
    }
    let refused = world.get(&path, &token).await;
    assert_eq!(refused.refusal(), (429, "SubscriptionRequestsThrottled".to_owned()));
    assert_eq!(refused.header("retry-after"), "1");
    assert!(refused.text.contains(&world.persona("reader").object_id), "{}", refused.text);
    assert_eq!(world.get(&path, &owner).await.status, 200, "each caller has its own");
    let tenant = world.get(&format!("/subscriptions?{SUBSCRIPTIONS_VERSION}"), &token).await;
    assert_eq!(tenant.header("x-ms-ratelimit-remaining-tenant-reads"), "249");
    world.clock.advance(Duration::from_secs(1));
    let back = world.get(&path, &token).await;
    assert_eq!(back.header("x-ms-ratelimit-remaining-subscription-reads"), "24");
}

#[tokio::test]
async fn writes_have_a_bucket_of_their_own_and_unlimited_is_possible() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let id = world.get(&format!("/subscriptions?{SUBSCRIPTIONS_VERSION}"), &owner).await.json();
    let path =
        format!("{}/resourcegroups/rg-t?api-version=2024-07-01", id["value"][0]["id"].as_str().unwrap());
    let made = world.put(&path, &owner, &json!({"location": "eastus"})).await;
    assert_eq!(made.header("x-ms-ratelimit-remaining-subscription-writes"), "199");
    assert_eq!(made.header("x-ms-ratelimit-remaining-subscription-reads"), "");

    let world = World::with(|options| Options { throttling: false, ..options }).await;
    let token = world.token("none", ARM).await;
    let path = format!("/subscriptions?{SUBSCRIPTIONS_VERSION}");
    for _ in 0..300 {
        assert_eq!(world.get(&path, &token).await.status, 200);
    }
}

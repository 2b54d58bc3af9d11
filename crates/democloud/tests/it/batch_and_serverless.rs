//! Batch endpoints, whose callers show Entra tokens, and models as a service, which have keys.

use std::time::Duration;

use latchkey_democloud::Fault;
use serde_json::{Value, json};

use crate::support::{ARM, ML, ML_VERSION, World, text};

#[tokio::test]
async fn batch_endpoints_are_listed_with_deployments_and_have_no_keys() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-routing").await;
    let path = format!("{workspace}/batchEndpoints");
    let list = world.get(&format!("{path}?{ML_VERSION}"), &owner).await.json();
    let endpoint = &list["value"][0];
    assert_eq!(
        (&endpoint["name"], &endpoint["properties"]["authMode"]),
        (&json!("route-history"), &json!("AADToken"))
    );
    assert_eq!(world.get(&format!("{path}/route-history?{ML_VERSION}"), &owner).await.json(), *endpoint);
    let deployments = format!("{path}/route-history/deployments");
    assert_eq!(
        world.get(&format!("{deployments}?{ML_VERSION}"), &owner).await.names(),
        ["nightly", "monthly"]
    );
    let nightly = world.get(&format!("{deployments}/nightly?{ML_VERSION}"), &owner).await.json();
    let compute = text(&nightly["properties"]["compute"]);
    assert_eq!(world.get(&format!("{compute}?{ML_VERSION}"), &owner).await.status, 200);
    let keys = world.post(&format!("{path}/route-history/listkeys?{ML_VERSION}"), &owner, "").await;
    assert_eq!((keys.status.as_u16(), keys.json()), (200, json!({"primaryKey": null, "secondaryKey": null})));
    let reader = world.token("reader", ARM).await;
    let refused = world.post(&format!("{path}/route-history/listkeys?{ML_VERSION}"), &reader, "").await;
    assert_eq!(refused.refusal(), (403, "UserError".to_owned()));
    assert_eq!(world.get(&format!("{path}/nothing?{ML_VERSION}"), &reader).await.status, 404);
}

#[tokio::test]
async fn a_batch_job_runs_and_is_done() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-routing").await;
    let path = format!("{workspace}/batchEndpoints/route-history?{ML_VERSION}");
    let jobs = text(&world.get(&path, &owner).await.json()["properties"]["scoringUri"]);
    let token = world.token("dataScientist", ML).await;
    let begun = world.post(&jobs, &token, r#"{"properties":{"InputData":{}}}"#).await;
    assert_eq!(begun.status, 201, "{}", begun.text);
    let job = begun.json();
    assert_eq!(
        (&job["properties"]["deploymentName"], &job["properties"]["status"]),
        (&json!("nightly"), &json!("Running"))
    );
    world.clock.advance(Duration::from_secs(5));
    let later = world.get(&format!("{jobs}/{}", text(&job["name"])), &token).await.json();
    assert_eq!(later["properties"]["status"], "Completed");
    assert_eq!(world.get(&jobs, &token).await.json()["value"].as_array().unwrap().len(), 1);
    assert_eq!(world.post(&jobs, &token, "[]").await.status, 400);
    for (token, expected) in [(&owner, 401), (&world.token("reader", ML).await, 401)] {
        assert_eq!(world.post(&jobs, token, r#"{"properties":{}}"#).await.status, expected);
    }
}

#[tokio::test]
async fn a_serverless_endpoints_regenerated_key_is_in_the_answer() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-sandbox").await;
    let path = format!("{workspace}/serverlessEndpoints/freight-chat");
    let act =
        async |verb: &str, body: &str| world.post(&format!("{path}/{verb}?{ML_VERSION}"), &owner, body).await;
    let endpoint = world.get(&format!("{path}?{ML_VERSION}"), &owner).await.json();
    assert_eq!(endpoint["properties"]["endpointState"], "Online");
    let base = text(&endpoint["properties"]["inferenceEndpoint"]["uri"]);
    let before = act("listKeys", "").await.json();
    let regenerated = act("regenerateKeys", r#"{"keyType":"Secondary"}"#).await;
    assert_eq!(regenerated.status, 200);
    let after = regenerated.json();
    assert_eq!(after, act("listKeys", "").await.json());
    assert_eq!(
        (after["primaryKey"] == before["primaryKey"], after["secondaryKey"] == before["secondaryKey"]),
        (true, false)
    );
    let ask = async |key: &Value| {
        let body = json!({"messages": [{"role": "user", "content": "three little words"}]}).to_string();
        world.post(&format!("{base}/v1/chat/completions"), &text(key), &body).await
    };
    let answer = ask(&after["secondaryKey"]).await.json();
    assert_eq!(answer["choices"][0]["message"]["content"], "You wrote 3 words in 1 messages.");
    assert_eq!(ask(&before["secondaryKey"]).await.status, 401);
    assert_eq!(act("regenerateKeys", "{}").await.refusal(), (400, "UserError".to_owned()));
    world.demo.faults().inject(Fault::FailOperation { times: 1 });
    assert_eq!(act("regenerateKeys", r#"{"keyType":"Primary"}"#).await.status, 500);
    assert_eq!(act("listKeys", "").await.json(), after);
}

#[tokio::test]
async fn a_suspended_serverless_endpoint_says_so() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-research").await;
    let list = world.get(&format!("{workspace}/serverlessEndpoints?{ML_VERSION}"), &owner).await.json();
    let endpoint = &list["value"][0];
    assert_eq!(endpoint["properties"]["endpointState"], "Suspended");
    let keys = format!("{}/listKeys?{ML_VERSION}", text(&endpoint["id"]));
    let key = text(&world.post(&keys, &owner, "").await.json()["primaryKey"]);
    let uri = format!("{}/chat/completions", text(&endpoint["properties"]["inferenceEndpoint"]["uri"]));
    assert_eq!(world.post(&uri, &key, "{}").await.refusal(), (403, "EndpointSuspended".to_owned()));
    assert_eq!(world.post(&uri, "wrong", "{}").await.status, 401);
}

//! Key vaults: each behind a listener of its own, with the challenge, permissions and soft deletion of Azure's.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{ARM, Answer, World, text};

const VAULT: &str = "https://vault.azure.net";
const VERSION: &str = "api-version=7.4";

/// The address of a vault.
fn vault(world: &World, name: &str) -> String {
    world.demo.key_vaults().into_iter().find(|one| one.vault == name).unwrap().address
}

async fn send(world: &World, method: Method, url: &str, token: &str, body: &Value) -> Answer {
    let authorization = format!("Bearer {token}");
    let headers = [("authorization", authorization.as_str()), ("content-type", "application/json")];
    let body = if body.is_null() { String::new() } else { body.to_string() };
    world.send(method, url, &headers, body).await.unwrap()
}

/// Status, code and inner code.
fn refusal(answer: &Answer) -> (u16, String, String) {
    let error = &answer.json()["error"];
    let part = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (answer.status.as_u16(), part(&error["code"]), part(&error["innererror"]["code"]))
}

fn is(status: u16, code: &str, inner: &str) -> (u16, String, String) {
    (status, code.to_owned(), inner.to_owned())
}

#[tokio::test]
async fn without_a_token_a_challenge_names_tenant_and_resource() {
    let world = World::new().await;
    let base = vault(&world, "mlrouting-kv");
    let url = format!("{base}/secrets/maps-api-key?{VERSION}");
    let answer = world.send(Method::GET, &url, &[], "").await.unwrap();
    assert_eq!(refusal(&answer), is(401, "Unauthorized", ""));
    assert_eq!(
        answer.header("www-authenticate"),
        format!("Bearer authorization=\"{}/{}\", resource=\"{VAULT}\"", world.base(), world.tenant())
    );
    let code = async |token: &str| {
        let answer = world.get(&url, token).await;
        assert!(!answer.header("www-authenticate").is_empty());
        text(&answer.json()["error"]["message"])
    };
    assert!(code("nonsense").await.starts_with("AKV10048"));
    assert!(code(&world.token("owner", ARM).await).await.starts_with("AKV10022"));
    let token = world.token("owner", VAULT).await;
    assert_eq!(world.get(&url, &token).await.status, 200);
    world.clock.advance(Duration::from_hours(2));
    assert!(code(&token).await.starts_with("[TokenExpired]"));
}

#[tokio::test]
async fn a_secret_has_versions_and_its_ids_are_at_the_vaults_own_address() {
    let world = World::new().await;
    let token = world.token("owner", VAULT).await;
    let base = vault(&world, "mldemand-kv");
    let url = format!("{base}/secrets/Scoring-Key?{VERSION}");
    let body = json!({"value": "one", "contentType": "text/plain", "tags": {"service": "eta"},
        "attributes": {"nbf": 1_700_000_000, "exp": 1_800_000_000}});
    let first = send(&world, Method::PUT, &url, &token, &body).await;
    assert_eq!(first.status, 200, "{}", first.text);
    let first = first.json();
    let id = text(&first["id"]);
    let version = id.strip_prefix(&format!("{base}/secrets/Scoring-Key/")).unwrap();
    assert_eq!(version.len(), 32);
    assert_eq!((&first["value"], &first["contentType"]), (&json!("one"), &json!("text/plain")));
    assert_eq!(
        first["attributes"],
        json!({"enabled": true, "nbf": 1_700_000_000, "exp": 1_800_000_000, "created": 1_772_443_800,
            "updated": 1_772_443_800, "recoveryLevel": "Recoverable+Purgeable", "recoverableDays": 90})
    );
    world.clock.advance(Duration::from_mins(1));
    send(&world, Method::PUT, &url, &token, &json!({"value": "two"})).await;
    let latest = world.get(&url.to_lowercase(), &token).await.json();
    assert_eq!((&latest["value"], &latest["tags"]), (&json!("two"), &json!({})));
    assert_eq!(world.get(&format!("{id}?{VERSION}"), &token).await.json()["value"], "one");
    let versions = world.all(&format!("{base}/secrets/Scoring-Key/versions?{VERSION}"), &token).await;
    assert_eq!(versions.len(), 2);
    assert!(versions.iter().all(|one| one.get("value").is_none()));
    assert_eq!(versions[0]["id"], id);

    let changed =
        send(&world, Method::PATCH, &format!("{id}?{VERSION}"), &token, &json!({"tags": {"a": "b"}})).await;
    let changed = changed.json();
    assert_eq!((&changed["tags"], changed.get("value")), (&json!({"a": "b"}), None));
    assert_eq!(changed["attributes"]["updated"], 1_772_443_860);
    assert_eq!(changed["contentType"], "text/plain");
}

#[tokio::test]
async fn a_disabled_secret_is_refused_and_an_expired_one_is_not() {
    let world = World::new().await;
    let token = world.token("owner", VAULT).await;
    let base = vault(&world, "mlrouting-kv");
    let old = format!("{base}/secrets/old-ftp-password?{VERSION}");
    assert_eq!(refusal(&world.get(&old, &token).await), is(403, "Forbidden", "SecretDisabled"));
    let enabled =
        send(&world, Method::PATCH, &old, &token, &json!({"attributes": {"enabled": true, "exp": 5}})).await;
    assert_eq!(enabled.status, 200, "{}", enabled.text);
    assert_eq!(world.get(&old, &token).await.status, 200);
}

#[tokio::test]
async fn lists_come_in_pages_without_values() {
    let world = World::new().await;
    let token = world.token("owner", VAULT).await;
    let base = vault(&world, "mlrouting-kv");
    let first = world.get(&format!("{base}/secrets?{VERSION}&maxresults=2"), &token).await.json();
    let ids = |body: &Value| {
        let items = body["value"].as_array().unwrap().iter();
        items.map(|item| text(&item["id"]).replace(&base, "")).collect::<Vec<_>>()
    };
    assert_eq!(ids(&first), ["/secrets/maps-api-key", "/secrets/old-ftp-password"]);
    let link = text(&first["nextLink"]);
    assert!(link.starts_with(&format!("{base}/secrets?")) && link.contains("maxresults=2"), "{link}");
    let last = world.get(&link, &token).await.json();
    assert_eq!((ids(&last), &last["nextLink"]), (vec!["/secrets/route-eta-key".to_owned()], &json!(null)));
    assert!(!last.to_string().contains("\"value\":\""));
    for bad in ["maxresults=0", "maxresults=26", "maxresults=x", "$skiptoken=zzz"] {
        let answer = world.get(&format!("{base}/secrets?{VERSION}&{bad}"), &token).await;
        assert_eq!(refusal(&answer), is(400, "BadParameter", ""), "{bad}");
    }
}

#[tokio::test]
async fn what_is_deleted_comes_back_until_it_is_purged() {
    let world = World::new().await;
    let token = world.token("owner", VAULT).await;
    let base = vault(&world, "mlrouting-kv");
    let (live, gone) = (
        format!("{base}/secrets/maps-api-key?{VERSION}"),
        format!("{base}/deletedsecrets/maps-api-key?{VERSION}"),
    );
    let value = world.get(&live, &token).await.json()["value"].clone();
    let check = async |method: Method, url: &str, expected: (u16, &str, &str)| {
        let answer = send(&world, method.clone(), url, &token, &json!({"value": "x"})).await;
        assert_eq!(refusal(&answer), is(expected.0, expected.1, expected.2), "{method} {url}");
    };
    check(Method::GET, &gone, (404, "SecretNotFound", "")).await;
    let deleted = send(&world, Method::DELETE, &live, &token, &json!(null)).await.json();
    assert_eq!(deleted["recoveryId"], format!("{base}/deletedsecrets/maps-api-key"));
    assert_eq!(
        deleted["scheduledPurgeDate"].as_i64().unwrap() - deleted["deletedDate"].as_i64().unwrap(),
        90 * 24 * 3600
    );
    assert_eq!(deleted.get("value"), None);
    check(Method::GET, &live, (404, "SecretNotFound", "")).await;
    check(Method::PUT, &live, (409, "Conflict", "ObjectIsDeletedButRecoverable")).await;
    assert_eq!(world.get(&gone, &token).await.json(), deleted);
    assert_eq!(world.all(&format!("{base}/deletedsecrets?{VERSION}"), &token).await.len(), 1);
    let recover = format!("{base}/deletedsecrets/maps-api-key/recover?{VERSION}");
    assert_eq!(send(&world, Method::POST, &recover, &token, &json!(null)).await.status, 200);
    assert_eq!(world.get(&live, &token).await.json()["value"], value);

    send(&world, Method::DELETE, &live, &token, &json!(null)).await;
    assert_eq!(send(&world, Method::DELETE, &gone, &token, &json!(null)).await.status, 204);
    check(Method::POST, &recover, (404, "SecretNotFound", "")).await;
    assert_eq!(send(&world, Method::PUT, &live, &token, &json!({"value": "new"})).await.status, 200);

    send(&world, Method::DELETE, &live, &token, &json!(null)).await;
    world.clock.advance(Duration::from_hours(24 * 90));
    let token = world.token("owner", VAULT).await;
    assert_eq!(refusal(&world.get(&gone, &token).await), is(404, "SecretNotFound", ""));
}

#[tokio::test]
async fn roles_of_the_data_plane_decide() {
    let world = World::new().await;
    let routing = vault(&world, "mlrouting-kv");
    let check = async |role: &str, base: &str, expected: [u16; 4]| {
        let token = world.token(role, VAULT).await;
        let statuses = [
            world.get(&format!("{base}/secrets?{VERSION}"), &token).await,
            world.get(&format!("{base}/secrets/maps-api-key?{VERSION}"), &token).await,
            send(&world, Method::PUT, &format!("{base}/secrets/a?{VERSION}"), &token, &json!({"value": ""}))
                .await,
            send(&world, Method::DELETE, &format!("{base}/secrets/a?{VERSION}"), &token, &json!(null)).await,
        ]
        .map(|answer| answer.status.as_u16());
        assert_eq!(statuses, expected, "{role}");
    };
    check("dataScientist", &routing, [200, 200, 403, 403]).await;
    check("reader", &routing, [403; 4]).await;
    check("accessAdmin", &routing, [403; 4]).await;
    check("none", &routing, [403; 4]).await;
    check("owner", &routing, [200; 4]).await;
    check("dataScientist", &vault(&world, "mlpricing-kv"), [403; 4]).await;

    let token = world.token("reader", VAULT).await;
    let answer = world.get(&format!("{routing}/secrets/maps-api-key?{VERSION}"), &token).await;
    assert_eq!(refusal(&answer), is(403, "Forbidden", "ForbiddenByRbac"));
    let message = text(&answer.json()["error"]["message"]);
    for part in [
        "Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'",
        "/providers/microsoft.keyvault/vaults/mlrouting-kv/secrets/maps-api-key'",
        "Vault: mlrouting-kv;location=westeurope",
        &world.persona("reader").object_id,
    ] {
        assert!(message.contains(part), "{part} in {message}");
    }
}

#[tokio::test]
async fn requests_that_make_no_sense_are_refused() {
    let world = World::new().await;
    let token = world.token("owner", VAULT).await;
    let base = vault(&world, "mlrouting-kv");
    let check = async |method: Method, path: &str, body: Value, status: u16, code: &str| {
        let answer = send(&world, method, &format!("{base}{path}"), &token, &body).await;
        assert_eq!(refusal(&answer), is(status, code, ""), "{path} {body:.80}");
    };
    let put = |path: &'static str, body: Value| check(Method::PUT, path, body, 400, "BadParameter");
    put("/secrets/a_b?api-version=7.4", json!({"value": "x"})).await;
    put("/secrets/a?api-version=7.4", json!({})).await;
    put("/secrets/a?api-version=7.4", json!([])).await;
    put("/secrets/a?api-version=7.4", json!({"value": "x".repeat(25 * 1024 + 1)})).await;
    put("/secrets/a?api-version=7.4", json!({"value": "x", "attributes": {"nbf": 2, "exp": 1}})).await;
    put("/secrets/a?api-version=1.0", json!({"value": "x"})).await;
    put("/secrets/a", json!({"value": "x"})).await;
    let many: serde_json::Map<String, Value> = (0..16).map(|at| (at.to_string(), json!(""))).collect();
    put("/secrets/a?api-version=7.4", json!({"value": "x", "tags": many})).await;
    let long = "x".repeat(25 * 1024);
    let answer = send(
        &world,
        Method::PUT,
        &format!("{base}/secrets/a?api-version=2026-04-01"),
        &token,
        &json!({"value": long}),
    )
    .await;
    assert_eq!(answer.status, 200);
    check(Method::GET, "/secrets/nobody?api-version=7.4", json!(null), 404, "SecretNotFound").await;
    check(Method::GET, "/secrets/a/nothing?api-version=7.4", json!(null), 404, "SecretNotFound").await;
    check(Method::GET, "/keys?api-version=7.4", json!(null), 501, "NotImplemented").await;
    check(Method::GET, "/?api-version=7.4", json!(null), 501, "NotImplemented").await;
    let foreign = world.send(Method::GET, &format!("{base}/secrets"), &[("host", "evil.example")], "").await;
    assert_eq!(foreign.unwrap().status, 421);
}

#[tokio::test]
async fn arm_says_where_each_vault_is() {
    let world = World::new().await;
    let (token, reader) = (world.token("owner", ARM).await, world.token("dataScientist", ARM).await);
    let workspace = world.workspace(&token, "ml-routing").await;
    let subscription = workspace.split("/resourceGroups").next().unwrap();
    let path = format!("{subscription}/providers/Microsoft.KeyVault/vaults?api-version=2023-07-01");
    let vaults = world.all(&path, &token).await;
    let names: Vec<String> = vaults.iter().map(|vault| text(&vault["name"])).collect();
    assert_eq!(names, ["mlrouting-kv", "mlpricing-kv", "mldemand-kv"]);
    let base = vault(&world, "mlrouting-kv");
    assert_eq!(vaults[0]["properties"]["vaultUri"], format!("{base}/"));
    let body = world.get(&format!("{workspace}?{}", crate::support::ML_VERSION), &token).await.json();
    let id = text(&body["properties"]["keyVault"]);
    let path = format!("{id}?api-version=2023-07-01");
    assert_eq!(world.get(&path, &token).await.json(), vaults[0]);
    let url = format!("{}{path}", world.base().replace("localhost", "127.0.0.1"));
    let elsewhere = world.get(&url, &token).await.json();
    assert_eq!(elsewhere["properties"]["vaultUri"], format!("{}/", base.replace("localhost", "127.0.0.1")));
    assert_eq!(world.get(&path, &reader).await.refusal(), (403, "AuthorizationFailed".to_owned()));
    assert_eq!(
        world.get(&path.replace("mlrouting", "x"), &token).await.refusal(),
        (404, "ResourceNotFound".to_owned())
    );
}

#[tokio::test]
async fn secrets_survive_in_a_snapshot() {
    let world = World::new().await;
    let token = world.token("owner", VAULT).await;
    let url = format!("{}/secrets/kept?{VERSION}", vault(&world, "mldemand-kv"));
    send(&world, Method::PUT, &url, &token, &json!({"value": "kept value"})).await;
    let again = World::from_snapshot(Some(world.demo.snapshot())).await;
    let token = again.token("owner", VAULT).await;
    let url = format!("{}/secrets/kept?{VERSION}", vault(&again, "mldemand-kv"));
    assert_eq!(again.get(&url, &token).await.json()["value"], "kept value");
}

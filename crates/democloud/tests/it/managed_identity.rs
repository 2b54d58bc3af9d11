//! Tokens for managed identities, asked for as programs on four kinds of machines do.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{ARM, Answer, GRAPH, ML_VERSION, SUBSCRIPTIONS_VERSION, World, claims, text};

const DAY_END: i64 = 1_772_443_800 + 86_399;

async fn ask(world: &World, url: &str, headers: &[(&str, &str)]) -> Answer {
    world.send(Method::GET, url, headers, "").await.unwrap()
}

fn error(answer: &Answer) -> (u16, Value, Value) {
    let body = answer.json();
    (answer.status.as_u16(), body["error"].clone(), body["error_description"].clone())
}

fn imds(world: &World, rest: &str) -> String {
    let base = world.demo.managed_identity().imds;
    format!("{base}/metadata/identity/oauth2/token?api-version=2018-02-01{rest}")
}

#[tokio::test]
async fn imds_answers_in_texts_and_arm_takes_the_token() {
    let world = World::new().await;
    let identities = world.demo.managed_identity().identities;
    let own = identities.iter().find(|one| one.default_at == ["imds"]).unwrap();
    let batch = identities.iter().find(|one| one.is_user_assigned).unwrap();
    let url = imds(&world, &format!("&resource={ARM}/"));
    let answer = ask(&world, &url, &[("metadata", "true")]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let mut body = answer.json();
    let token = text(&body["access_token"].take());
    assert_eq!(
        body,
        json!({"access_token": null, "client_id": own.client_id, "expires_in": "86399",
            "expires_on": DAY_END.to_string(), "ext_expires_in": "86399", "not_before": "1772443800",
            "resource": format!("{ARM}/"), "token_type": "Bearer"})
    );
    let inside = claims(&token);
    for (name, expected) in [
        ("aud", format!("{ARM}/").as_str()),
        ("idtyp", "app"),
        ("oid", &own.principal_id),
        ("sub", &own.principal_id),
        ("appid", &own.client_id),
        ("xms_mirid", &own.resource_id),
        ("tid", &world.tenant()),
    ] {
        assert_eq!(inside[name], expected, "{name}");
    }
    let seen = world.get(&format!("/subscriptions?{SUBSCRIPTIONS_VERSION}"), &token).await.json();
    assert_eq!(seen["value"].as_array().unwrap().len(), 1);

    let check = async |rest: &str, expected: &str| {
        let answer =
            ask(&world, &imds(&world, &format!("&resource={ARM}{rest}")), &[("metadata", "true")]).await;
        assert_eq!(answer.json()["client_id"], expected, "{rest}");
    };
    check(&format!("&client_id={}", batch.client_id), &batch.client_id).await;
    check(&format!("&object_id={}", batch.principal_id), &batch.client_id).await;
    check(&format!("&msi_res_id={}", batch.resource_id), &batch.client_id).await;
}

#[tokio::test]
async fn a_user_assigned_identity_does_what_its_roles_say() {
    let world = World::new().await;
    let batch =
        world.demo.managed_identity().identities.into_iter().find(|one| one.is_user_assigned).unwrap();
    let token = async |resource: &str| {
        let url = imds(&world, &format!("&resource={resource}&client_id={}", batch.client_id));
        text(&ask(&world, &url, &[("metadata", "true")]).await.json()["access_token"])
    };
    let (owner, own) = (world.token("owner", ARM).await, token(ARM).await);
    for (name, status) in [("ml-pricing", 200), ("ml-routing", 403)] {
        let workspace = world.workspace(&owner, name).await;
        assert_eq!(world.get(&format!("{workspace}?{ML_VERSION}"), &own).await.status, status, "{name}");
    }
    let vault = world.demo.key_vaults().into_iter().find(|one| one.vault == "mlpricing-kv").unwrap().address;
    let url = format!("{vault}/secrets/quote-portal-key?api-version=7.4");
    assert_eq!(world.get(&url, &token("https://vault.azure.net").await).await.status, 200);
    assert_eq!(world.get(&url, &own).await.status, 401);
    assert_eq!(claims(&token(GRAPH).await)["roles"], json!(["Directory.Read.All"]));
}

#[tokio::test]
async fn imds_refuses_in_its_own_words() {
    let world = World::new().await;
    let resource = format!("&resource={ARM}");
    let check = async |url: String, headers: &[(&str, &str)], expected: (u16, &str, &str)| {
        let (status, code, description) = error(&ask(&world, &url, headers).await);
        assert_eq!((status, code), (expected.0, json!(expected.1)), "{url}");
        assert!(text(&description).contains(expected.2), "{description}");
    };
    let metadata = [("metadata", "true")];
    check(imds(&world, &resource), &[], (400, "bad_request_102", "Required metadata header")).await;
    let proxied = [("metadata", "true"), ("x-forwarded-for", "10.0.0.1")];
    check(imds(&world, &resource), &proxied, (400, "invalid_request", "X-Forwarded-For")).await;
    let stranger = format!("{resource}&client_id={}", world.tenant());
    check(imds(&world, &stranger), &metadata, (400, "invalid_request", "Identity not found")).await;
    // An identity of another machine cannot be had here.
    let elsewhere = world.demo.managed_identity().identities;
    let elsewhere = &elsewhere.iter().find(|one| one.default_at == ["arc"]).unwrap().client_id;
    let other = format!("{resource}&client_id={elsewhere}");
    check(imds(&world, &other), &metadata, (400, "invalid_request", "Identity not found")).await;
    check(imds(&world, ""), &metadata, (400, "invalid_request", "'resource' is missing")).await;
    check(
        imds(&world, "&resource=https://other.example"),
        &metadata,
        (400, "invalid_resource", "AADSTS500011"),
    )
    .await;
    for version in ["", "2017-01-01", "x"] {
        let url = imds(&world, &resource).replace("2018-02-01", version);
        check(url, &metadata, (400, "invalid_request", "api-version")).await;
    }
    for header in ["origin", "sec-fetch-site", "sec-fetch-mode"] {
        let headers = [("metadata", "true"), (header, "x")];
        check(imds(&world, &resource), &headers, (403, "invalid_request", "browser")).await;
    }
    let post = world.send(Method::POST, &imds(&world, &resource), &metadata, "").await.unwrap();
    assert_eq!(post.status, 405);
    let foreign = [("metadata", "true"), ("host", "metadata.evil.example")];
    assert_eq!(ask(&world, &imds(&world, &resource), &foreign).await.status, 421);
}

#[tokio::test]
async fn a_virtual_machine_knows_itself() {
    let world = World::new().await;
    let url = "/metadata/instance?api-version=2021-02-01";
    let body = ask(&world, url, &[("metadata", "true")]).await.json();
    assert_eq!(body["compute"]["name"], "ml-jumpbox");
    assert_eq!(body["compute"]["location"], "westeurope");
    let id = text(&body["compute"]["resourceId"]);
    assert!(id.starts_with(&format!("/subscriptions/{}/", text(&body["compute"]["subscriptionId"]))));
    assert_eq!(ask(&world, url, &[]).await.status, 400);
}

#[tokio::test]
async fn app_service_wants_its_secret_in_both_forms() {
    let world = World::new().await;
    let host = world.demo.managed_identity().app_service;
    let batch =
        world.demo.managed_identity().identities.into_iter().find(|one| one.is_user_assigned).unwrap();
    let (endpoint, secret) = (host.endpoint, host.secret);
    // EXPOSE: the test sends the secret where it belongs.
    let secret = secret.expose();
    let ask = async |version: &str, rest: &str, header: &str, value: &str| {
        let url = format!("{endpoint}?api-version={version}&resource={ARM}{rest}");
        ask(&world, &url, &[(header, value)]).await
    };
    let new = ask("2019-08-01", "", "X-IDENTITY-HEADER", secret).await.json();
    assert_eq!(new["expires_on"], DAY_END.to_string());
    assert_eq!(claims(&text(&new["access_token"]))["appid"], new["client_id"]);
    let assigned = format!("&mi_res_id={}", batch.resource_id);
    let assigned = ask("2019-08-01", &assigned, "X-IDENTITY-HEADER", secret).await.json();
    assert_eq!(assigned["client_id"], batch.client_id);
    let old = ask("2017-09-01", &format!("&clientid={}", batch.client_id), "secret", secret).await.json();
    assert_eq!(old["expires_on"], "03/03/2026 09:29:59 +00:00");
    assert_eq!(old["client_id"], batch.client_id);
    for (version, header, value) in [
        ("2019-08-01", "X-IDENTITY-HEADER", "wrong"),
        ("2019-08-01", "secret", secret),
        ("2017-09-01", "X-IDENTITY-HEADER", secret),
    ] {
        let answer = ask(version, "", header, value).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["statusCode"]),
            (401, &json!(401)),
            "{version} {header}"
        );
    }
    assert_eq!(ask("2020-01-01", "", "X-IDENTITY-HEADER", secret).await.status, 400);
    let nobody = ask("2019-08-01", "&client_id=x", "X-IDENTITY-HEADER", secret).await;
    assert!(text(&nobody.json()["message"]).starts_with("No User Assigned"));
    // Each start has secrets of its own.
    let again = World::from_snapshot(Some(world.demo.snapshot())).await.demo.managed_identity();
    // EXPOSE: the test compares the secrets of two runs.
    assert_ne!(again.app_service.secret.expose(), secret);
}

#[tokio::test]
async fn compute_of_machine_learning_writes_the_end_as_a_number() {
    let world = World::new().await;
    let host = world.demo.managed_identity().compute;
    // EXPOSE: the test sends the secret where it belongs.
    let secret = host.secret.expose();
    for version in ["2017-09-01", "2018-02-01"] {
        let url = format!("{}?api-version={version}&resource={ARM}", host.endpoint);
        assert_eq!(ask(&world, &url, &[("secret", secret)]).await.json()["expires_on"], DAY_END);
        assert_eq!(ask(&world, &url, &[]).await.status, 401);
        // EXPOSE: another machine's secret has to be refused.
        let other = world.demo.managed_identity().app_service.secret;
        assert_eq!(ask(&world, &url, &[("secret", other.expose())]).await.status, 401);
    }
}

#[tokio::test]
async fn arc_gives_a_token_to_who_can_read_its_file() {
    let world = World::new().await;
    let endpoint = world.demo.managed_identity().arc;
    let url = format!("{endpoint}?api-version=2020-06-01&resource={ARM}");
    let metadata = ("metadata", "true");
    assert_eq!(ask(&world, &url, &[]).await.status, 400);
    let first = ask(&world, &url, &[metadata]).await;
    assert_eq!(first.status, 401);
    let path = first.header("www-authenticate").strip_prefix("Basic realm=").unwrap().to_owned();
    assert_eq!(std::path::Path::new(&path).extension().unwrap(), "key", "{path}");
    let key = std::fs::read_to_string(&path).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let folder = std::path::Path::new(&path).parent().unwrap();
        assert_eq!(std::fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
    let authorization = format!("Basic {key}");
    let wrong = ask(&world, &url, &[metadata, ("authorization", "Basic wrong")]).await;
    assert_eq!(wrong.status, 401);
    let answer = ask(&world, &url, &[metadata, ("authorization", &authorization)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.json()["expires_on"], DAY_END.to_string());
    assert_eq!(ask(&world, &url, &[metadata, ("authorization", &authorization)]).await.status, 401, "once");
    let second = ask(&world, &url, &[metadata]).await;
    let left = second.header("www-authenticate").strip_prefix("Basic realm=").unwrap().to_owned();
    drop(world);
    assert!(!std::path::Path::new(&path).exists() && !std::path::Path::new(&left).exists());
}

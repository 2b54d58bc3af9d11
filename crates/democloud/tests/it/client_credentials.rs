//! Applications in their own name: secrets in the form and in the header, and who is refused.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use latchkey_democloud::{DEMO_CLIENT_ID, PUBLIC_CLIENT_ID, Policy, Rule, ServicePrincipal};
use serde_json::{Value, json};
use url::form_urlencoded::byte_serialize;

use crate::support::{ARM, Answer, GRAPH, World, claims, text};

pub(crate) fn principal(world: &World, name: &str) -> ServicePrincipal {
    world.demo.service_principals().into_iter().find(|one| one.display_name == name).unwrap()
}

pub(crate) async fn ask(world: &World, client_id: &str, secret: &str, scope: &str) -> Answer {
    world
        .token_request(&[
            ("grant_type", "client_credentials"),
            ("client_id", client_id),
            ("client_secret", secret),
            ("client_info", "1"),
            ("scope", scope),
        ])
        .await
}

#[tokio::test]
async fn a_secret_gives_a_token_for_the_application_itself() {
    let world = World::new().await;
    let deploy = principal(&world, "github-deploy");
    // EXPOSE: the test sends the secret where it belongs.
    let answer = ask(&world, &deploy.client_id, deploy.secret.expose(), &format!("{ARM}/.default")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let mut body = answer.json();
    let token = claims(&text(&body["access_token"]));
    body["access_token"] = json!("T");
    assert_eq!(
        body,
        json!({"token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599, "access_token": "T"})
    );
    assert_eq!(answer.header("cache-control"), "no-store, no-cache");
    for (claim, expected) in [
        ("aud", ARM),
        ("appid", &deploy.client_id),
        ("appidacr", "1"),
        ("idtyp", "app"),
        ("oid", &deploy.object_id),
        ("sub", &deploy.object_id),
        ("tid", &deploy.tenant_id),
        ("ver", "1.0"),
    ] {
        assert_eq!(token[claim], expected, "{claim}");
    }
    assert_eq!((token.get("scp"), token.get("upn"), token.get("roles")), (None, None, None));
}

#[tokio::test]
async fn the_token_opens_what_the_applications_roles_allow() {
    let world = World::new().await;
    let deploy = principal(&world, "github-deploy");
    // EXPOSE: the test sends the secret where it belongs.
    let answer = ask(&world, &deploy.client_id, deploy.secret.expose(), &format!("{ARM}/.default")).await;
    let path = format!("/subscriptions?{}", crate::support::SUBSCRIPTIONS_VERSION);
    let seen = world.get(&path, &text(&answer.json()["access_token"])).await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    assert_eq!(seen.json()["value"].as_array().unwrap().len(), 1);
    // EXPOSE: the test sends the secret where it belongs.
    let graph = ask(&world, &deploy.client_id, deploy.secret.expose(), &format!("{GRAPH}/.default")).await;
    assert_eq!(claims(&text(&graph.json()["access_token"]))["roles"], json!(["Directory.Read.All"]));
}

#[tokio::test]
async fn a_secret_in_the_header_is_as_good() {
    let world = World::new().await;
    let portal = principal(&world, "quote-portal");
    let encode = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let send = async |client_id: &str, secret: &str| {
        let credentials = STANDARD.encode(format!("{}:{}", encode(client_id), encode(secret)));
        let authorization = format!("Basic {credentials}");
        let headers = [
            ("authorization", authorization.as_str()),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let scope = format!("{ARM}/.default");
        let body = crate::support::form(&[("grant_type", "client_credentials"), ("scope", &scope)]);
        let path = format!("/{}/oauth2/v2.0/token", world.tenant());
        world.send(reqwest::Method::POST, &path, &headers, body).await.unwrap()
    };
    // EXPOSE: the test sends the secret where it belongs.
    assert_eq!(send(&portal.client_id, portal.secret.expose()).await.status, 200);
    let wrong = send(&portal.client_id, "x:y+z %").await;
    assert_eq!(wrong.oauth_error(), (401, "invalid_client".to_owned(), 7_000_215));
}

#[tokio::test]
async fn each_refusal_has_its_number() {
    let world = World::new().await;
    let deploy = principal(&world, "github-deploy");
    // EXPOSE: the test sends the secret where it belongs.
    let secret = deploy.secret.expose().to_owned();
    let arm = format!("{ARM}/.default");
    let check = async |client_id: &str, secret: &str, scope: &str, expected: (u16, &str, i64)| {
        let (status, error, number) = ask(&world, client_id, secret, scope).await.oauth_error();
        assert_eq!((status, error.as_str(), number), expected, "{client_id} {scope}");
    };
    let id = deploy.client_id.as_str();
    check(id, "wrong", &arm, (401, "invalid_client", 7_000_215)).await;
    check(id, "", &arm, (401, "invalid_client", 7_000_218)).await;
    check("00000000-0000-0000-0000-000000000001", &secret, &arm, (400, "unauthorized_client", 700_016)).await;
    check(PUBLIC_CLIENT_ID, &secret, &arm, (401, "invalid_client", 700_025)).await;
    check(DEMO_CLIENT_ID, "", &arm, (401, "invalid_client", 7_000_218)).await;
    check(id, &secret, &format!("{ARM}/user_impersonation"), (400, "invalid_scope", 1_002_012)).await;
    check(id, &secret, "User.Read", (400, "invalid_scope", 1_002_012)).await;
    check(id, &secret, &format!("{arm} {GRAPH}/.default"), (400, "invalid_scope", 70011)).await;
    check(id, &secret, "https://other.example/.default", (400, "invalid_resource", 500_011)).await;
    check(id, &secret, "", (400, "invalid_request", 900_144)).await;
    for tenant in ["common", "organizations"] {
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", id),
            ("client_secret", &secret),
            ("scope", &arm),
        ];
        let answer = world.post_form(&format!("/{tenant}/oauth2/v2.0/token"), &fields).await;
        assert_eq!(answer.oauth_error(), (400, "invalid_request".to_owned(), 50059));
    }
    let password = [("grant_type", "password"), ("client_id", id), ("username", "a"), ("password", "b")];
    let refused = world.token_request(&password).await;
    assert_eq!(refused.oauth_error(), (400, "unsupported_grant_type".to_owned(), 70003));
    assert!(text(&refused.json()["error_description"]).contains("'password'"));
}

#[tokio::test]
async fn secrets_end_when_they_say() {
    let world = World::new().await;
    let portal = principal(&world, "quote-portal");
    let names: Vec<String> =
        world.demo.service_principals().into_iter().map(|one| one.display_name).collect();
    let good = ["github-deploy", "quote-portal", "landing-zone", "fleet-report"];
    assert_eq!(names, good, "the secret of nightly-audit has ended");
    let arm = format!("{ARM}/.default");
    // EXPOSE: the test sends the secret where it belongs.
    let secret = portal.secret.expose().to_owned();
    assert_eq!(ask(&world, &portal.client_id, &secret, &arm).await.status, 200);
    world.clock.advance(Duration::from_hours(10 * 24));
    let late = ask(&world, &portal.client_id, &secret, &arm).await;
    assert_eq!(late.oauth_error(), (401, "invalid_client".to_owned(), 7_000_222));
}

#[tokio::test]
async fn a_client_that_handles_challenges_gets_a_long_token() {
    let world = World::new().await;
    let deploy = principal(&world, "github-deploy");
    let answer = world
        .token_request(&[
            ("grant_type", "client_credentials"),
            ("client_id", &deploy.client_id),
            // EXPOSE: the test sends the secret where it belongs.
            ("client_secret", deploy.secret.expose()),
            ("scope", &format!("{ARM}/.default")),
            ("claims", r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#),
        ])
        .await;
    let body: Value = answer.json();
    let life = body["expires_in"].as_i64().unwrap();
    assert!((86_400..=100_800).contains(&life), "{life}");
    assert_eq!(body["refresh_in"], life / 2);
    let token = claims(&text(&body["access_token"]));
    assert_eq!(token["xms_cc"], json!(["cp1"]));
    assert_eq!(token["exp"].as_i64().unwrap() - token["iat"].as_i64().unwrap(), life);
}

#[tokio::test]
async fn a_policy_for_an_application_stops_it() {
    let world = World::new().await;
    let deploy = principal(&world, "github-deploy");
    let check = async |rule: Rule, expected: (u16, &str, i64)| {
        world.demo.put_policy(Policy {
            id: "9b0c1e7a-1111-4222-8333-444455556666".to_owned(),
            display_name: "For one application".to_owned(),
            is_enabled: true,
            user: None,
            client_id: Some(deploy.client_id.clone()),
            resource: None,
            rule,
        });
        // EXPOSE: the test sends the secret where it belongs.
        let answer = ask(&world, &deploy.client_id, deploy.secret.expose(), &format!("{ARM}/.default")).await;
        let (status, error, number) = answer.oauth_error();
        assert_eq!((status, error.as_str(), number), expected);
    };
    check(Rule::BlockAccess, (400, "invalid_grant", 53003)).await;
    check(Rule::ApplicationDisabled, (400, "unauthorized_client", 7_000_112)).await;
    assert!(world.demo.remove_policy("9b0c1e7a-1111-4222-8333-444455556666"));
    // EXPOSE: the test sends the secret where it belongs.
    let answer = ask(&world, &deploy.client_id, deploy.secret.expose(), &format!("{ARM}/.default")).await;
    assert_eq!(answer.status, 200);
}

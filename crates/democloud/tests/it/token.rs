//! The token endpoint and what stands in the tokens.

use std::time::Duration;

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use latchkey_democloud::{BERTH_PLANNER_CLIENT_ID, DEMO_CLIENT_ID, Fault, PUBLIC_CLIENT_ID};
use serde_json::json;

use crate::support::{ARM, Browser, GRAPH, ML, REDIRECT, VERIFIER, World, answer_fields, claims, text};

/// Visual Studio Code, of the same family as Azure's command line.
const EDITOR_CLIENT_ID: &str = "aebc6443-996d-45c2-90f0-388ff96faa56";

#[tokio::test]
async fn a_code_gives_tokens_with_entras_claims() {
    let world = World::new().await;
    let persona = world.persona("owner");
    let tokens = world.tokens_for("owner").await;
    assert_eq!((&tokens["token_type"], &tokens["foci"]), (&json!("Bearer"), &json!("1")));
    let access = claims(&text(&tokens["access_token"]));
    assert_eq!(access["aud"], ARM);
    assert_eq!(access["iss"], format!("https://sts.windows.net/{}/", persona.tenant_id));
    assert_eq!((&access["oid"], &access["upn"]), (&json!(persona.object_id), &json!(persona.user_name)));
    assert_eq!((&access["ver"], &access["scp"]), (&json!("1.0"), &json!("user_impersonation")));
    let id = claims(&text(&tokens["id_token"]));
    assert_eq!(id["iss"], format!("{}/{}/v2.0", world.base(), persona.tenant_id));
    assert_eq!((&id["aud"], &id["nonce"]), (&json!(PUBLIC_CLIENT_ID), &json!("n0nce")));
    assert_eq!(id["preferred_username"], persona.user_name);
    let info = URL_SAFE_NO_PAD.decode(text(&tokens["client_info"])).unwrap();
    let info: serde_json::Value = serde_json::from_slice(&info).unwrap();
    assert_eq!(info, json!({"uid": persona.object_id, "utid": persona.tenant_id}));
}

#[tokio::test]
async fn tokens_are_signed_with_the_published_key() {
    let world = World::new().await;
    let tokens = world.tokens_for("owner").await;
    let keys = world.get(&format!("/{}/discovery/v2.0/keys", world.tenant()), "").await.json();
    let part = |name: &str| URL_SAFE_NO_PAD.decode(text(&keys["keys"][0][name])).unwrap();
    let token = text(&tokens["id_token"]);
    let (message, signature) = token.rsplit_once('.').unwrap();
    let header = URL_SAFE_NO_PAD.decode(message.split('.').next().unwrap()).unwrap();
    let header: serde_json::Value = serde_json::from_slice(&header).unwrap();
    assert_eq!((&header["alg"], &header["kid"]), (&json!("RS256"), &keys["keys"][0]["kid"]));
    let public = RsaPublicKeyComponents { n: part("n"), e: part("e") };
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    public.verify(&RSA_PKCS1_2048_8192_SHA256, message.as_bytes(), &signature).unwrap();
}

#[tokio::test]
async fn a_code_opens_once_and_for_ten_minutes() {
    let world = World::new().await;
    let code = world.code_for("reader").await;
    assert_eq!(world.redeem(&code).await.status, 200);
    let answer = world.redeem(&code).await;
    assert_eq!(answer.oauth_error(), (400, "invalid_grant".to_owned(), 54005));
    let late = world.code_for("reader").await;
    world.clock.advance(Duration::from_secs(601));
    assert_eq!(world.redeem(&late).await.oauth_error(), (400, "invalid_grant".to_owned(), 70008));
    assert_eq!(world.redeem("1.Ainvented").await.oauth_error(), (400, "invalid_grant".to_owned(), 70000));
}

#[tokio::test]
async fn a_code_opens_only_for_its_own_request() {
    let world = World::new().await;
    let code = world.code_for("reader").await;
    let check = async |changed: &str, value: Option<&str>, expected: (u16, &str, i64)| {
        let fields = [
            ("grant_type", "authorization_code"),
            ("client_id", PUBLIC_CLIENT_ID),
            ("code", &code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
        ];
        let fields: Vec<(&str, &str)> = fields
            .into_iter()
            .filter(|(name, _)| *name != changed)
            .chain(value.map(|value| (changed, value)))
            .collect();
        let (status, error, number) = world.token_request(&fields).await.oauth_error();
        assert_eq!((status, error.as_str(), number), expected, "{changed}={value:?}");
    };
    check("code_verifier", None, (400, "invalid_grant", 501_481)).await;
    check("code_verifier", Some(&"x".repeat(43)), (400, "invalid_grant", 501_481)).await;
    check("code_verifier", Some("short"), (400, "invalid_grant", 501_481)).await;
    check("redirect_uri", Some("http://localhost:51235"), (400, "invalid_grant", 500_112)).await;
    check("client_id", Some(DEMO_CLIENT_ID), (400, "invalid_grant", 70000)).await;
    check("client_id", Some("00000000-0000-0000-0000-000000000001"), (400, "unauthorized_client", 700_016))
        .await;
    check("client_secret", Some("s"), (401, "invalid_client", 700_025)).await;
    check("resource", Some(ARM), (400, "invalid_request", 901_002)).await;
    check("grant_type", Some("password"), (400, "unsupported_grant_type", 70003)).await;
    check("grant_type", Some("client_credentials"), (401, "invalid_client", 7_000_218)).await;
    check("grant_type", Some("implicit"), (400, "unsupported_grant_type", 70003)).await;
    check("grant_type", None, (400, "invalid_request", 900_144)).await;
    check("scope", Some("https://other.example/.default"), (400, "invalid_resource", 500_011)).await;
    let two = format!("{ARM}/.default {ML}/.default");
    check("scope", Some(&two), (400, "invalid_request", 28000)).await;
    assert_eq!(world.redeem(&code).await.status, 200, "a failed attempt does not use the code up");
}

#[tokio::test]
async fn refresh_tokens_rotate_and_serve_every_resource() {
    let world = World::new().await;
    let first = text(&world.tokens_for("dataScientist").await["refresh_token"]);
    let mut current = first.clone();
    for resource in [ARM, ML, GRAPH, "https://management.core.windows.net/", &world.base()] {
        let answer = world.refresh(&current, resource).await.json();
        assert_eq!(claims(&text(&answer["access_token"]))["aud"], *resource);
        let next = text(&answer["refresh_token"]);
        assert_ne!(next, current);
        current = next;
    }
    assert_eq!(world.refresh(&first, ARM).await.status, 200, "an older one stays good");
    assert_eq!(
        world.refresh("1.Ainvented", ARM).await.oauth_error(),
        (400, "invalid_grant".to_owned(), 70000)
    );
    world.clock.advance(Duration::from_hours(91 * 24));
    assert_eq!(world.refresh(&current, ARM).await.oauth_error(), (400, "invalid_grant".to_owned(), 70008));
}

#[tokio::test]
async fn a_familys_refresh_token_serves_the_family_and_nobody_else() {
    let world = World::new().await;
    let refresh = async |client_id: &str, token: &str| {
        let scope = format!("{ARM}/.default offline_access");
        let fields = [
            ("grant_type", "refresh_token"),
            ("client_id", client_id),
            ("refresh_token", token),
            ("scope", &scope),
        ];
        world.token_request(&fields).await
    };
    let first = world.tokens_for("reader").await;
    assert_eq!(first["foci"], "1");
    let answer = refresh(EDITOR_CLIENT_ID, &text(&first["refresh_token"])).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let second = answer.json();
    assert_eq!(second["foci"], "1");
    let token = claims(&text(&second["access_token"]));
    assert_eq!(
        (&token["appid"], &token["oid"]),
        (&json!(EDITOR_CLIENT_ID), &json!(world.persona("reader").object_id))
    );
    assert_eq!(refresh(PUBLIC_CLIENT_ID, &text(&second["refresh_token"])).await.status, 200);
    for stranger in [DEMO_CLIENT_ID, BERTH_PLANNER_CLIENT_ID] {
        let refused = refresh(stranger, &text(&second["refresh_token"])).await;
        assert_eq!(refused.oauth_error(), (400, "invalid_grant".to_owned(), 70000), "{stranger}");
        assert_eq!(refused.json()["suberror"], "client_mismatch", "{stranger}");
    }

    // Nor does the family get at what another client was given.
    let own = [("client_id", Some(DEMO_CLIENT_ID))];
    let answer = world.sign_in(&mut Browser::new(&world), &world.authorize_path(&own), "reader").await;
    let code = answer_fields(&answer).remove("code").unwrap();
    let fields = [
        ("grant_type", "authorization_code"),
        ("client_id", DEMO_CLIENT_ID),
        ("code", &code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
    ];
    let body = world.token_request(&fields).await.json();
    assert_eq!(body.get("foci"), None);
    let token = text(&body["refresh_token"]);
    assert_eq!(refresh(DEMO_CLIENT_ID, &token).await.status, 200);
    for member in [PUBLIC_CLIENT_ID, EDITOR_CLIENT_ID] {
        assert_eq!(refresh(member, &token).await.oauth_error().2, 70000, "{member}");
    }
    world.demo.faults().inject(Fault::RevokeRefreshTokens);
    let revoked = refresh(EDITOR_CLIENT_ID, &text(&second["refresh_token"])).await;
    assert_eq!(revoked.oauth_error().2, 50173, "a session ends for the whole family");
}

#[tokio::test]
async fn revoked_sessions_say_so() {
    let world = World::new().await;
    let token = text(&world.tokens_for("reader").await["refresh_token"]);
    world.demo.faults().inject(Fault::RevokeRefreshTokens);
    let answer = world.refresh(&token, ARM).await;
    assert_eq!(answer.oauth_error(), (400, "invalid_grant".to_owned(), 50173));
    assert_eq!(answer.json()["suberror"], "bad_token");
}

#[tokio::test]
async fn errors_have_entras_shape() {
    let world = World::new().await;
    let headers = [("client-request-id", "0f3b6f0e-1111-2222-3333-444455556666")];
    let path = format!("/{}/oauth2/v2.0/token", world.tenant());
    let answer = world.send(reqwest::Method::POST, &path, &headers, "").await.unwrap();
    let mut body = answer.json();
    let trace = text(&body["trace_id"]);
    assert_eq!(answer.header("x-ms-request-id"), trace);
    body["trace_id"] = json!("T");
    let description = text(&body["error_description"]).replace(&trace, "T");
    body["error_description"] = json!(description);
    assert_eq!(
        body,
        json!({
            "error": "invalid_request",
            "error_description": "AADSTS900144: The request body must contain the following parameter: 'grant_type'.\r\nTrace ID: T\r\nCorrelation ID: 0f3b6f0e-1111-2222-3333-444455556666\r\nTimestamp: 2026-03-02 09:30:00Z",
            "error_codes": [900_144],
            "timestamp": "2026-03-02 09:30:00Z",
            "trace_id": "T",
            "correlation_id": "0f3b6f0e-1111-2222-3333-444455556666",
            "error_uri": format!("{}/error?code=900144", world.base()),
        })
    );
    let unknown = world.post_form("/nobody.example/oauth2/v2.0/token", &[]).await;
    assert_eq!(unknown.oauth_error(), (400, "invalid_tenant".to_owned(), 90002));
}

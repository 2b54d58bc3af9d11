//! Microsoft Graph: registering applications, and what they prove themselves with.

use aws_lc_rs::{rand::SystemRandom, rsa::KeyPair as RsaKeyPair, signature::RSA_PKCS1_SHA256};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{ARM, Answer, GRAPH, SUBSCRIPTIONS_VERSION, World, claims, text};

async fn send(world: &World, method: Method, path: &str, token: &str, body: &Value) -> Answer {
    let authorization = format!("Bearer {token}");
    let headers = [("authorization", authorization.as_str()), ("content-type", "application/json")];
    let body = if body.is_null() { String::new() } else { body.to_string() };
    world.send(method, path, &headers, body).await.unwrap()
}

async fn created(world: &World, token: &str, body: Value) -> Value {
    let answer = send(world, Method::POST, "/v1.0/applications", token, &body).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()
}

#[tokio::test]
async fn an_application_is_registered_and_gets_a_password_that_is_told_once() {
    let world = World::new().await;
    let token = world.token("none", GRAPH).await;
    let made = created(
        &world,
        &token,
        json!({"displayName": "nightly", "keyCredentials": [], "passwordCredentials": []}),
    )
    .await;
    let path = format!("/v1.0/applications/{}", text(&made["id"]));
    assert_eq!(made["signInAudience"], "AzureADMyOrg");
    assert_eq!(made["createdDateTime"], "2026-03-02T09:30:00.0000000Z");

    let answer = send(&world, Method::POST, &format!("{path}/addPassword"), &token, &json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let password = answer.json();
    let secret = text(&password["secretText"]);
    assert_eq!((secret.len(), text(&password["hint"])), (40, secret[..3].to_owned()));
    assert_eq!(password["startDateTime"], "2026-03-02T09:30:00.0000000Z");
    assert_eq!(password["endDateTime"], "2028-03-02T09:30:00.0000000Z");
    let named = json!({"passwordCredential": {"displayName": "rbac", "startDateTime": "2026-03-02T00:00:00Z",
        "endDateTime": "2027-03-02T00:00:00Z"}});
    let named = send(&world, Method::POST, &format!("{path}/addPassword"), &token, &named).await.json();
    assert_eq!(
        (&named["displayName"], &named["endDateTime"]),
        (&json!("rbac"), &json!("2027-03-02T00:00:00.0000000Z"))
    );

    let shown = world.get(&path, &token).await;
    assert!(!shown.text.contains(&secret));
    assert_eq!(shown.json()["passwordCredentials"][0]["hint"], secret[..3]);
    let remove = json!({"keyId": password["keyId"]});
    let remove_path = format!("{path}/removePassword");
    assert_eq!(send(&world, Method::POST, &remove_path, &token, &remove).await.status, 204);
    let again = send(&world, Method::POST, &remove_path, &token, &remove).await;
    assert_eq!(again.refusal(), (400, "Request_BadRequest".to_owned()));
    let left = world.get(&path, &token).await.json()["passwordCredentials"].clone();
    assert_eq!(left.as_array().unwrap().len(), 1);
    let ended = json!({"passwordCredential": {"endDateTime": "2026-03-01T00:00:00Z"}});
    let ended = send(&world, Method::POST, &format!("{path}/addPassword"), &token, &ended).await;
    assert_eq!(ended.refusal(), (400, "Request_BadRequest".to_owned()));

    let at_once =
        created(&world, &token, json!({"displayName": "b", "passwordCredentials": [{"displayName": "p"}]}))
            .await;
    assert_eq!(text(&at_once["passwordCredentials"][0]["secretText"]).len(), 40);
}

#[tokio::test]
async fn a_service_principal_is_made_once_and_goes_with_its_application() {
    let world = World::new().await;
    let token = world.token("owner", GRAPH).await;
    let application = created(&world, &token, json!({"displayName": "deploy"})).await;
    let body = json!({"appId": application["appId"]});
    let create =
        async |body: &Value| send(&world, Method::POST, "/v1.0/servicePrincipals", &token, body).await;
    let unknown = create(&json!({"appId": world.tenant()})).await;
    assert_eq!(unknown.refusal(), (400, "Request_BadRequest".to_owned()));
    assert!(unknown.text.contains("does not reference"), "{}", unknown.text);
    let made = create(&body).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let principal = made.json();
    assert_eq!(
        (&principal["displayName"], &principal["servicePrincipalType"]),
        (&json!("deploy"), &json!("Application"))
    );
    assert_eq!(create(&body).await.refusal(), (409, "Request_MultipleObjectsWithSameKeyValue".to_owned()));

    let path = format!("/v1.0/servicePrincipals/{}", text(&principal["id"]));
    let password =
        send(&world, Method::POST, &format!("{path}/addPassword"), &token, &json!({})).await.json();
    let remove = json!({"keyId": password["keyId"]});
    assert_eq!(
        send(&world, Method::POST, &format!("{path}/removePassword"), &token, &remove).await.status,
        204
    );
    assert_eq!(send(&world, Method::DELETE, &path, &token, &json!(null)).await.status, 204);
    assert_eq!(world.get(&path, &token).await.status, 404);
    let again = text(&create(&body).await.json()["id"]);
    let by_app_id = format!("/v1.0/applications(appId='{}')", text(&application["appId"]));
    assert_eq!(send(&world, Method::DELETE, &by_app_id, &token, &json!(null)).await.status, 204);
    assert_eq!(world.get(&by_app_id, &token).await.status, 404);
    assert_eq!(world.get(&format!("/v1.0/servicePrincipals/{again}"), &token).await.status, 404);
}

#[tokio::test]
async fn what_is_changed_is_shown_and_what_makes_no_sense_is_refused() {
    let world = World::new().await;
    let token = world.token("owner", GRAPH).await;
    let made = created(
        &world,
        &token,
        json!({"displayName": "portal", "web": {"redirectUris": ["https://p.example/back"]}}),
    )
    .await;
    let path = format!("/v1.0/applications/{}", text(&made["id"]));
    assert_eq!(made["web"]["redirectUris"], json!(["https://p.example/back"]));
    assert_eq!(made["isFallbackPublicClient"], json!(null));
    let access = json!([{"resourceAppId": "00000003-0000-0000-c000-000000000000",
        "resourceAccess": [{"id": "e1fe6dd8-ba31-4d61-89e7-88639da4683d", "type": "Scope"}]}]);
    let patch = json!({"displayName": "portal 2", "publicClient": {"redirectUris": ["http://localhost"]},
        "requiredResourceAccess": access, "identifierUris": ["api://portal"], "signInAudience": "AzureADMultipleOrgs", "isFallbackPublicClient": true});
    assert_eq!(send(&world, Method::PATCH, &path, &token, &patch).await.status, 204);
    let shown = world.get(&path, &token).await.json();
    assert_eq!(shown["displayName"], "portal 2");
    assert_eq!(shown["web"]["redirectUris"], json!(["https://p.example/back"]));
    assert_eq!(shown["publicClient"]["redirectUris"], json!(["http://localhost"]));
    assert_eq!((&shown["requiredResourceAccess"], &shown["isFallbackPublicClient"]), (&access, &json!(true)));
    for filter in [
        "displayName eq 'portal 2'",
        "identifierUris/any(c:c eq 'api://portal')",
        "startswith(displayName,'port')",
    ] {
        let found = world.get(&format!("/v1.0/applications?$filter={filter}"), &token).await.json();
        assert_eq!(found["value"][0]["id"], made["id"], "{filter}");
    }
    assert_eq!(
        send(&world, Method::PATCH, &path, &token, &json!({"web": {"redirectUris": []}})).await.status,
        204
    );
    assert_eq!(world.get(&path, &token).await.json()["web"]["redirectUris"], json!([]));
    let before = world.get(&path, &token).await.json();
    for patch in [
        json!({"displayName": ""}),
        json!({"displayName": "half", "web": {"redirectUris": ["javascript:alert(1)"]}}),
        json!({"displayName": "half", "web": {"redirectUris": ["http://evil.example"]}}),
        json!({"displayName": "half", "signInAudience": "x"}),
        json!({"displayName": "half", "identifierUris": ["no uri"]}),
        json!({"displayName": "half", "keyCredentials": [{"type": "AsymmetricX509Cert", "key": "AAAA"}]}),
        json!({"displayName": 5}),
    ] {
        let answer = send(&world, Method::PATCH, &path, &token, &patch).await;
        assert_eq!(answer.refusal(), (400, "Request_BadRequest".to_owned()), "{patch}");
    }
    assert_eq!(world.get(&path, &token).await.json(), before, "a refused change changes nothing");
    for body in [json!({}), json!({"displayName": null}), json!([])] {
        let answer = send(&world, Method::POST, "/v1.0/applications", &token, &body).await;
        assert_eq!(answer.refusal(), (400, "Request_BadRequest".to_owned()), "{body}");
    }
    let taken = json!({"displayName": "c", "identifierUris": ["api://portal"]});
    assert_eq!(send(&world, Method::POST, "/v1.0/applications", &token, &taken).await.status, 400);
}

#[tokio::test]
async fn only_owners_change_an_application() {
    let world = World::new().await;
    let (owner, other) = (world.token("dataScientist", GRAPH).await, world.token("reader", GRAPH).await);
    let made = created(&world, &owner, json!({"displayName": "mine"})).await;
    let path = format!("/v1.0/applications/{}", text(&made["id"]));
    let owners = world.get(&format!("{path}/owners"), &other).await.json();
    assert_eq!(owners["value"][0]["id"], world.persona("dataScientist").object_id);
    let app_id = json!({"appId": made["appId"]});
    for (method, path, body) in [
        (Method::PATCH, path.clone(), json!({"displayName": "yours"})),
        (Method::POST, format!("{path}/addPassword"), json!({})),
        (Method::POST, format!("{path}/removePassword"), json!({"keyId": "x"})),
        (Method::POST, format!("{path}/addKey"), json!({"keyCredential": {}})),
        (Method::POST, format!("{path}/removeKey"), json!({"keyId": "x"})),
        (Method::POST, "/v1.0/servicePrincipals".to_owned(), app_id),
        (Method::DELETE, path.clone(), json!(null)),
    ] {
        let answer = send(&world, method.clone(), &path, &other, &body).await;
        assert_eq!(answer.refusal(), (403, "Authorization_RequestDenied".to_owned()), "{method} {path}");
    }
    assert_eq!(world.get(&path, &other).await.json()["displayName"], "mine");
    let new_owner = world.persona("reader").object_id;
    let reference =
        json!({"@odata.id": format!("https://graph.microsoft.com/v1.0/directoryObjects/{new_owner}")});
    let add = format!("{path}/owners/$ref");
    assert_eq!(send(&world, Method::POST, &add, &owner, &reference).await.status, 204);
    assert_eq!(send(&world, Method::POST, &add, &owner, &reference).await.status, 400);
    let patch = json!({"displayName": "ours"});
    assert_eq!(send(&world, Method::PATCH, &path, &other, &patch).await.status, 204);
    let remove = format!("{path}/owners/{new_owner}/$ref");
    assert_eq!(send(&world, Method::DELETE, &remove, &owner, &json!(null)).await.status, 204);
    assert_eq!(send(&world, Method::PATCH, &path, &other, &patch).await.status, 403);
    // A managed identity has no application that could be given a password.
    let list = world.get("/v1.0/servicePrincipals?$filter=displayName eq 'ml-jumpbox'", &owner).await.json();
    let path = format!("/v1.0/servicePrincipals/{}/addPassword", text(&list["value"][0]["id"]));
    assert_eq!(send(&world, Method::POST, &path, &owner, &json!({})).await.status, 403);
}

/// A certificate in base64, with the key that signs for it.
fn certificate() -> (String, RsaKeyPair) {
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
    let mut parameters = CertificateParams::new(Vec::new()).unwrap();
    parameters.not_before = rcgen::date_time_ymd(2026, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(2027, 1, 1);
    let certificate = parameters.self_signed(&key).unwrap();
    (STANDARD.encode(certificate.der()), RsaKeyPair::from_pkcs8(&key.serialize_der()).unwrap())
}

fn proof(key: &RsaKeyPair, claims: &Value) -> String {
    let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    let message = format!("{}.{}", encode(&json!({"alg": "RS256", "typ": "JWT"})), encode(claims));
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature).unwrap();
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

#[tokio::test]
async fn a_second_key_needs_proof_of_the_first() {
    let world = World::new().await;
    let token = world.token("owner", GRAPH).await;
    let ((first, first_key), (second, second_key)) = (certificate(), certificate());
    let credential = |key: &str| json!({"type": "AsymmetricX509Cert", "usage": "Verify", "key": key});
    let made =
        created(&world, &token, json!({"displayName": "keys", "keyCredentials": [credential(&first)]})).await;
    let path = format!("/v1.0/applications/{}", text(&made["id"]));
    let shown = &made["keyCredentials"][0];
    assert_eq!(
        (&shown["key"], &shown["endDateTime"]),
        (&json!(null), &json!("2027-01-01T00:00:00.0000000Z"))
    );
    assert_eq!(text(&shown["customKeyIdentifier"]).len(), 40);

    let now = 1_772_443_800;
    let good = json!({"aud": "00000003-0000-0000-c000-000000000000", "iss": made["id"], "nbf": now, "exp": now + 600});
    let with = |name: &str, value: Value| {
        let mut claims = good.clone();
        claims[name] = value;
        proof(&first_key, &claims)
    };
    let add = async |proof: Value| {
        let body = json!({"keyCredential": credential(&second), "passwordCredential": null, "proof": proof});
        send(&world, Method::POST, &format!("{path}/addKey"), &token, &body).await
    };
    for bad in [
        json!(null),
        json!("x"),
        json!("a.b.c"),
        json!(proof(&second_key, &good)),
        json!(with("aud", json!("x"))),
        json!(with("iss", made["appId"].clone())),
        json!(with("exp", json!(now))),
        json!(with("exp", json!(now + 601))),
        json!(with("nbf", json!(now + 1))),
    ] {
        let answer = add(bad.clone()).await;
        assert_eq!(answer.refusal(), (401, "Authentication_MissingOrMalformed".to_owned()), "{bad}");
    }
    let added = add(json!(proof(&first_key, &good))).await;
    assert_eq!(added.status, 200, "{}", added.text);
    let body = json!({"keyId": shown["keyId"], "proof": proof(&second_key, &good)});
    let remove = format!("{path}/removeKey");
    assert_eq!(send(&world, Method::POST, &remove, &token, &body).await.status, 204);
    let left = world.get(&path, &token).await.json()["keyCredentials"].clone();
    assert_eq!((left.as_array().unwrap().len(), &left[0]["keyId"]), (1, &added.json()["keyId"]));

    // An entry without its certificate keeps the one that is there.
    let patch = json!({"keyCredentials": [{"keyId": left[0]["keyId"]}, credential(&first)]});
    assert_eq!(send(&world, Method::PATCH, &path, &token, &patch).await.status, 204);
    let both = world.get(&path, &token).await.json()["keyCredentials"].clone();
    assert_eq!((both.as_array().unwrap().len(), &both[0]), (2, &left[0]));
}

async fn sign_in(world: &World, client_id: &str, secret: &str, resource: &str) -> Answer {
    let scope = format!("{resource}/.default");
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", client_id),
        ("client_secret", secret),
        ("scope", scope.as_str()),
    ];
    world.token_request(&fields).await
}

/// What `az ad sp create-for-rbac` sends, but for the role assignment at its end.
#[tokio::test]
async fn a_service_principal_made_for_a_program_signs_in_until_its_password_is_removed() {
    let world = World::new().await;
    let token = world.token("owner", GRAPH).await;
    let name = "azure-cli-2026-03-02-09-30-00";
    let found =
        world.get(&format!("/v1.0/applications?$filter=displayName eq '{name}'"), &token).await.json();
    assert_eq!(found["value"], json!([]));
    let made = created(
        &world,
        &token,
        json!({"displayName": name, "keyCredentials": [], "passwordCredentials": []}),
    )
    .await;
    let (id, app_id) = (text(&made["id"]), text(&made["appId"]));
    let asked = json!({"passwordCredential": {"displayName": "rbac", "startDateTime": "2026-03-02T09:30:00Z",
        "endDateTime": "2027-03-02T09:30:00Z"}});
    let add = format!("/v1.0/applications/{id}/addPassword");
    let password = send(&world, Method::POST, &add, &token, &asked).await.json();
    let secret = text(&password["secretText"]);
    let early = sign_in(&world, &app_id, &secret, ARM).await;
    assert_eq!(early.status, 400, "not yet in the directory: {}", early.text);
    let principal =
        send(&world, Method::POST, "/v1.0/servicePrincipals", &token, &json!({"appId": app_id})).await;
    assert_eq!(principal.status, 201);
    let signed_in = sign_in(&world, &app_id, &secret, ARM).await;
    assert_eq!(signed_in.status, 200, "{}", signed_in.text);
    let own = text(&signed_in.json()["access_token"]);
    assert_eq!(claims(&own)["oid"], principal.json()["id"]);
    let seen = world.get(&format!("/subscriptions?{SUBSCRIPTIONS_VERSION}"), &own).await;
    assert_eq!((seen.status.as_u16(), &seen.json()["value"]), (200, &json!([])));
    // An address of programs does not make it a public client, which would have to keep its secret back.
    let patch = json!({"publicClient": {"redirectUris": ["http://localhost"]}});
    let path = format!("/v1.0/applications/{id}");
    assert_eq!(send(&world, Method::PATCH, &path, &token, &patch).await.status, 204);
    assert_eq!(sign_in(&world, &app_id, &secret, ARM).await.status, 200);
    let remove = json!({"keyId": password["keyId"]});
    send(&world, Method::POST, &format!("{path}/removePassword"), &token, &remove).await;
    let (status, error, _) = sign_in(&world, &app_id, &secret, ARM).await.oauth_error();
    assert_eq!((status, error.as_str()), (401, "invalid_client"));
}

#[tokio::test]
async fn an_application_manages_what_it_registered_itself() {
    let world = World::new().await;
    let principals = world.demo.service_principals();
    let portal = principals.iter().find(|one| one.display_name == "quote-portal").unwrap();
    // EXPOSE: the test signs in with a secret of the demo cloud.
    let answer = sign_in(&world, &portal.client_id, portal.secret.expose(), GRAPH).await;
    let token = text(&answer.json()["access_token"]);
    let own = created(&world, &token, json!({"displayName": "own"})).await;
    let patch = json!({"displayName": "own 2"});
    let path = |application: &Value| format!("/v1.0/applications/{}", text(&application["id"]));
    assert_eq!(send(&world, Method::PATCH, &path(&own), &token, &patch).await.status, 204);
    let other = created(&world, &world.token("reader", GRAPH).await, json!({"displayName": "other"})).await;
    let answer = send(&world, Method::PATCH, &path(&other), &token, &patch).await;
    assert_eq!(answer.refusal(), (403, "Authorization_RequestDenied".to_owned()));
    let administrator = world.token("accessAdmin", GRAPH).await;
    assert_eq!(send(&world, Method::PATCH, &path(&other), &administrator, &patch).await.status, 204);
}

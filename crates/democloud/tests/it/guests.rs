//! The same person in another tenant: one refresh token, two accounts.

use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::support::{ARM, Browser, GRAPH, World, answer_fields, claims, text};

const PARTNER: &str = "7c1f0d52-33aa-4b0c-9d1e-5a6b7c8d9e0f";
const GUEST: &str = "0a9b8c7d-6e5f-4a3b-8c2d-1e0f9a8b7c6d";

/// A demo cloud with a second tenant, where the owner is a guest and nobody else has an account.
async fn two_tenants() -> World {
    two_tenants_with(|_| ()).await
}

/// The same with something changed in the state.
async fn two_tenants_with(change: impl FnOnce(&mut Value)) -> World {
    let first = World::new().await;
    let owner = first.persona("owner").object_id;
    let mut state: Value = serde_json::from_slice(&first.demo.snapshot()).unwrap();
    let mut guest =
        state["users"].as_array().unwrap().iter().find(|user| user["id"] == owner).unwrap().clone();
    for (name, value) in [
        ("id", json!(GUEST)),
        ("tenant_id", json!(PARTNER)),
        ("home", json!(owner)),
        ("persona", json!(null)),
    ] {
        guest[name] = value;
    }
    state["users"].as_array_mut().unwrap().push(guest);
    let tenant = json!({"id": PARTNER, "domain": "partner.example", "display_name": "Partner"});
    let tenants = state["tenants"].as_array_mut().unwrap();
    let mut partner = tenants[0].clone();
    for (name, value) in tenant.as_object().unwrap() {
        partner[name] = value.clone();
    }
    tenants.push(partner);
    change(&mut state);
    World::from_snapshot(Some(Zeroizing::new(state.to_string().into_bytes()))).await
}

#[tokio::test]
async fn a_guests_tokens_say_where_home_is() {
    let world = two_tenants().await;
    let there = world.authorize_path(&[]).replacen(&world.tenant(), PARTNER, 1);
    let answer = world.sign_in(&mut Browser::new(&world), &there, "owner").await;
    let code = answer_fields(&answer).remove("code").unwrap();
    let fields = [
        ("grant_type", "authorization_code"),
        ("client_id", latchkey_democloud::PUBLIC_CLIENT_ID),
        ("code", &code),
        ("redirect_uri", crate::support::REDIRECT),
        ("code_verifier", crate::support::VERIFIER),
        ("scope", &format!("{ARM}/.default openid offline_access")),
    ];
    let body = world.post_form(&format!("/{PARTNER}/oauth2/v2.0/token"), &fields).await.json();
    let home = format!("https://sts.windows.net/{}/", world.tenant());
    let token = claims(&text(&body["access_token"]));
    assert_eq!((&token["oid"], &token["tid"], &token["idp"]), (&json!(GUEST), &json!(PARTNER), &json!(home)));
    let id = claims(&text(&body["id_token"]));
    assert_eq!((&id["oid"], &id["idp"]), (&json!(GUEST), &json!(home)));
}

#[tokio::test]
async fn a_refresh_token_serves_the_person_in_every_tenant() {
    let world = two_tenants().await;
    let refresh = async |tenant: &str, token: &str| {
        let scope = format!("{ARM}/.default offline_access");
        let fields = [
            ("grant_type", "refresh_token"),
            ("client_id", latchkey_democloud::PUBLIC_CLIENT_ID),
            ("refresh_token", token),
            ("scope", &scope),
        ];
        world.post_form(&format!("/{tenant}/oauth2/v2.0/token"), &fields).await
    };
    let tokens = world.tokens_for("owner").await;
    assert_eq!(claims(&text(&tokens["access_token"])).get("idp"), None);
    let there = refresh("partner.example", &text(&tokens["refresh_token"])).await.json();
    assert_eq!(claims(&text(&there["access_token"]))["oid"], GUEST);
    let reader = text(&world.tokens_for("reader").await["refresh_token"]);
    let nobody = refresh(PARTNER, &reader).await;
    assert_eq!(nobody.oauth_error(), (400, "invalid_grant".to_owned(), 50020));
}

#[tokio::test]
async fn who_has_no_account_there_is_told_on_a_page() {
    let world = two_tenants().await;
    let there = world.authorize_path(&[]).replacen(&world.tenant(), PARTNER, 1);
    let mut browser = Browser::new(&world);
    let page = world.sign_in(&mut browser, &there, "reader").await;
    assert!(page.text.contains("AADSTS50020"), "{}", page.text);
    let fields = answer_fields(&browser.submit(&page, &[("cancel", "1")]).await);
    assert_eq!(fields["error"], "access_denied");
}

/// A token for Graph of the owner's account in the tenant where they are a guest.
async fn guest_token(world: &World) -> String {
    let refresh_token = text(&world.tokens_for("owner").await["refresh_token"]);
    let fields = [
        ("grant_type", "refresh_token"),
        ("client_id", latchkey_democloud::PUBLIC_CLIENT_ID),
        ("refresh_token", &refresh_token),
        ("scope", &format!("{GRAPH}/.default")),
    ];
    let body = world.post_form(&format!("/{PARTNER}/oauth2/v2.0/token"), &fields).await.json();
    text(&body["access_token"])
}

#[tokio::test]
async fn guests_read_what_they_know_the_name_of_and_list_nothing() {
    let world = two_tenants_with(|state| {
        let mut member = state["users"][0].clone();
        for (name, value) in [("id", "1b9b8c7d-6e5f-4a3b-8c2d-1e0f9a8b7c6d"), ("tenant_id", PARTNER)] {
            member[name] = json!(value);
        }
        member["persona"] = json!(null);
        state["users"].as_array_mut().unwrap().push(member);
    })
    .await;
    let (token, other) = (guest_token(&world).await, "1b9b8c7d-6e5f-4a3b-8c2d-1e0f9a8b7c6d");
    assert_eq!(world.get("/v1.0/me?$select=id,userType", &token).await.json()["userType"], "Guest");
    for path in [
        "me/memberOf".to_owned(),
        format!("users/{GUEST}"),
        format!("users/{GUEST}/memberOf"),
        format!("users/{other}"),
        format!("directoryObjects/{other}"),
    ] {
        let answer = world.get(&format!("/v1.0/{path}"), &token).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    }
    let ids = json!({"ids": [other, GUEST]}).to_string();
    let names = world.post("/v1.0/directoryObjects/getByIds", &token, &ids).await.json();
    assert_eq!(names["value"].as_array().unwrap().len(), 2);
    let denied = (403, "Authorization_RequestDenied".to_owned());
    for path in
        ["users", "users?$filter=startswith(displayName,'A')", "groups", "applications", "servicePrincipals"]
            .map(str::to_owned)
            .into_iter()
            .chain([format!("users/{other}/memberOf")])
    {
        assert_eq!(world.get(&format!("/v1.0/{path}"), &token).await.refusal(), denied, "{path}");
    }
    let application = json!({"displayName": "x"}).to_string();
    assert_eq!(world.post("/v1.0/applications", &token, &application).await.refusal(), denied);
}

#[tokio::test]
async fn guests_who_administer_the_directory_are_as_free_as_members() {
    let world = two_tenants_with(|state| state["application_administrators"] = json!([GUEST])).await;
    let token = guest_token(&world).await;
    for path in ["users", "groups", "applications", "servicePrincipals"] {
        assert_eq!(world.get(&format!("/v1.0/{path}"), &token).await.status, 200, "{path}");
    }
    let application = json!({"displayName": "x"}).to_string();
    assert_eq!(world.post("/v1.0/applications", &token, &application).await.status, 201);
}

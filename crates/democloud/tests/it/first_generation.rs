//! The endpoints with `resource`: numbers as text, ID tokens without a signature.

use latchkey_democloud::PUBLIC_CLIENT_ID;
use reqwest::Method;
use serde_json::json;
use url::form_urlencoded;

use crate::support::{ARM, Browser, ML, REDIRECT, World, answer_fields, attribute, claims, form, text};

fn authorize_path(world: &World, resource: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("client_id", PUBLIC_CLIENT_ID),
            ("response_type", "code"),
            ("redirect_uri", REDIRECT),
            ("resource", resource),
            ("state", "s"),
            ("nonce", "n0nce"),
        ])
        .finish();
    format!("/{}/oauth2/authorize?{query}", world.tenant())
}

#[tokio::test]
async fn a_code_gives_an_answer_whose_numbers_are_text() {
    let world = World::new().await;
    let (mut browser, resource) = (Browser::new(&world), format!("{ARM}/"));
    let answer = world.sign_in(&mut browser, &authorize_path(&world, &resource), "owner").await;
    let code = answer_fields(&answer).remove("code").unwrap();
    let path = format!("/{}/oauth2/token", world.tenant());
    let fields = [
        ("grant_type", "authorization_code"),
        ("client_id", PUBLIC_CLIENT_ID),
        ("code", &code),
        ("redirect_uri", REDIRECT),
        ("resource", &resource),
    ];
    let body = world.post_form(&path, &fields).await.json();
    let number = |name: &str| text(&body[name]).parse::<i64>().unwrap();
    assert_eq!(number("expires_on") - number("not_before"), number("expires_in"));
    assert_eq!(number("expires_in"), number("ext_expires_in"));
    assert_eq!((&body["resource"], &body["scope"]), (&json!(resource), &json!("user_impersonation")));
    let token = claims(&text(&body["access_token"]));
    assert_eq!((&token["aud"], &token["exp"]), (&json!(resource), &json!(number("expires_on"))));
    let id_token = text(&body["id_token"]);
    assert!(id_token.ends_with('.'), "nobody signed it");
    let id = claims(&id_token);
    assert_eq!(id["iss"], format!("https://sts.windows.net/{}/", world.tenant()));
    assert_eq!((&id["ver"], &id["nonce"]), (&json!("1.0"), &json!("n0nce")));
    assert_eq!(id["upn"], world.persona("owner").user_name);

    let refresh = |resource: &'static str| {
        vec![
            ("grant_type", "refresh_token".to_owned()),
            ("client_id", PUBLIC_CLIENT_ID.to_owned()),
            ("refresh_token", text(&body["refresh_token"])),
            ("resource", resource.to_owned()),
        ]
    };
    let send = async |fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        world.post_form(&path, &fields).await
    };
    let other = send(refresh(ML)).await.json();
    assert_eq!(claims(&text(&other["access_token"]))["aud"], ML);
    let without = send(refresh("")).await.json();
    assert_eq!(without["resource"], resource, "the first token's resource is kept");
    let unknown = send(refresh("https://other.example")).await;
    assert_eq!(unknown.oauth_error(), (400, "invalid_resource".to_owned(), 500_011));
    let odd = send(refresh("https://management.azure.com openid")).await;
    assert_eq!(odd.oauth_error(), (400, "invalid_resource".to_owned(), 500_011));
}

#[tokio::test]
async fn an_application_gets_a_token_for_a_resource() {
    let world = World::new().await;
    let deploy = world.demo.service_principals().remove(0);
    let path = format!("/{}/oauth2/token", world.tenant());
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", deploy.client_id.as_str()),
        // EXPOSE: the test sends the secret where it belongs.
        ("client_secret", deploy.secret.expose()),
        ("resource", "https://management.core.windows.net/"),
    ];
    let body = world.post_form(&path, &fields).await.json();
    assert_eq!((&body["expires_in"], &body["token_type"]), (&json!("3599"), &json!("Bearer")));
    assert_eq!(claims(&text(&body["access_token"]))["aud"], "https://management.core.windows.net/");
    assert_eq!((body.get("id_token"), body.get("refresh_token")), (None, None));
    let missing = world.post_form(&path, &fields[..3]).await;
    assert_eq!(missing.oauth_error(), (400, "invalid_request".to_owned(), 900_144));
}

#[tokio::test]
async fn device_codes_have_a_url_and_numbers_as_text() {
    let world = World::new().await;
    let path = format!("/{}/oauth2/devicecode", world.tenant());
    let fields = [("client_id", PUBLIC_CLIENT_ID), ("resource", ARM)];
    let device = world.post_form(&path, &fields).await.json();
    assert_eq!((&device["expires_in"], &device["interval"]), (&json!("900"), &json!("5")));
    assert_eq!(device.get("verification_uri"), None);

    let mut browser = Browser::new(&world);
    let redirect = browser.get(&text(&device["verification_url"])).await;
    let page = browser.get(redirect.header("location")).await;
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let typed = form(&[("otc", &text(&device["user_code"]))]);
    let page = browser.send(Method::POST, &attribute(&page.text, "action=\""), &headers, &typed).await;
    let persona = world.persona("reader");
    let page = browser.submit(&page, &[("loginfmt", &persona.user_name)]).await;
    let page = crate::support::type_password(&mut browser, &page, &persona.password).await;
    browser.submit(&page, &[("confirm", "1")]).await;
    let fields = [
        ("grant_type", "device_code"),
        ("client_id", PUBLIC_CLIENT_ID),
        ("resource", ARM),
        ("code", &text(&device["device_code"])),
    ];
    let body = world.post_form(&format!("/{}/oauth2/token", world.tenant()), &fields).await.json();
    assert_eq!((&body["resource"], body["expires_on"].is_string()), (&json!(ARM), true), "{body}");
}

#[tokio::test]
async fn signing_out_is_the_same() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    world.sign_in(&mut browser, &authorize_path(&world, ARM), "reader").await;
    let silent = authorize_path(&world, ARM) + "&prompt=none";
    assert!(answer_fields(&browser.get(&silent).await).contains_key("code"));
    let logout = format!("/{}/oauth2/logout?logout_hint=x&sid=y", world.tenant());
    assert!(browser.get(&logout).await.text.contains("You are signed out"));
    assert_eq!(answer_fields(&browser.get(&silent).await)["error"], "login_required");
}

//! What the pages are: closed to scripts, and usable without.

use serde_json::json;

use crate::support::{ARM, Answer, Browser, GRAPH, REDIRECT, World, attribute, form, text};

/// Where the forms of a page may lead.
fn form_targets(page: &Answer) -> String {
    let policy = page.header("content-security-policy");
    let directive = policy.split("; ").find_map(|one| one.strip_prefix("form-action "));
    directive.unwrap_or_else(|| panic!("{policy}")).to_owned()
}

#[tokio::test]
async fn pages_let_nothing_in_and_are_not_framed() {
    let world = World::new().await;
    let page = Browser::new(&world).get(&world.authorize_path(&[])).await;
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("script-src"), "{policy}");
    assert_eq!((page.header("x-frame-options"), page.header("cache-control")), ("DENY", "no-store"));
    assert!(page.text.contains("Demo cloud: nothing here is real"));
    assert!(!page.text.contains("<script") && !page.text.contains(" style=") && !page.text.contains("src="));
}

#[tokio::test]
async fn forms_may_lead_where_the_app_listens_and_nowhere_else() {
    let world = World::new().await;
    let token = world.token("owner", GRAPH).await;
    let registration = json!({
        "displayName": "portal",
        "web": {"redirectUris": ["https://portal.example:8443/back", "https://portal.example/back"]},
        "publicClient": {"redirectUris": ["http://127.0.0.1/back", "http://[::1]/back", "portal://back"]},
    });
    let made = world.post("/v1.0/applications", &token, &registration.to_string()).await.json();
    let client = text(&made["appId"]);
    for (client, redirect, expected) in [
        (latchkey_democloud::PUBLIC_CLIENT_ID, REDIRECT, "'self' http://localhost:51234"),
        (&client, "https://portal.example:8443/back", "'self' https://portal.example:8443"),
        (&client, "https://portal.example/back", "'self' https://portal.example"),
        (&client, "http://127.0.0.1:8080/back", "'self' http://127.0.0.1:8080"),
        (&client, "http://[::1]/back", "'self' http:"),
        (&client, "portal://back", "'self' portal:"),
    ] {
        let scope = format!("{ARM}/.default");
        let changes =
            [("client_id", Some(client)), ("redirect_uri", Some(redirect)), ("scope", Some(&*scope))];
        for mode in ["query", "form_post"] {
            let mut browser = Browser::new(&world);
            let changes = [&changes[..], &[("response_mode", Some(mode))]].concat();
            let first = browser.get(&world.authorize_path(&changes)).await;
            let second = browser.submit(&first, &[("loginfmt", &world.persona("reader").user_name)]).await;
            for page in [&first, &second] {
                assert_eq!(form_targets(page), expected, "{redirect}: {}", page.text);
            }
            let last = browser.submit(&second, &[("cancel", "1")]).await;
            if mode == "form_post" {
                assert_eq!(form_targets(&last), expected, "{redirect}: {}", last.text);
            } else {
                assert!(last.header("location").starts_with(redirect), "{}", last.header("location"));
            }
        }
    }
}

#[tokio::test]
async fn pages_that_no_app_waits_for_lead_nowhere_else() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let typing = browser.get("/common/oauth2/deviceauth").await;
    let error = browser.get(&world.authorize_path(&[("client_id", Some("nobody"))])).await;
    let scope = format!("{ARM}/.default");
    let fields = [("client_id", latchkey_democloud::PUBLIC_CLIENT_ID), ("scope", &scope)];
    let device =
        world.post_form(&format!("/{}/oauth2/v2.0/devicecode", world.tenant()), &fields).await.json();
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let code = form(&[("otc", &text(&device["user_code"]))]);
    let account = browser.send(reqwest::Method::POST, "/common/oauth2/deviceauth", &headers, &code).await;
    for page in [typing, error, account] {
        assert_eq!(form_targets(&page), "'self'", "{}", page.text);
    }
}

#[tokio::test]
async fn enter_in_a_text_field_goes_on_and_does_not_cancel() {
    let world = World::new().await;
    let page = Browser::new(&world).get(&world.authorize_path(&[])).await;
    let form = page.text.split("<form ").find(|form| form.contains("id=\"loginfmt\"")).unwrap();
    // Enter presses the first button that belongs to the form (HTML §4.10.21.2).
    let button = form.split("<button ").skip(1).find(|button| !button.contains("form=\"leave\"")).unwrap();
    assert!(button.starts_with("id=\"next\""), "{button}");
    assert!(page.text.contains("<form id=\"leave\" method=\"post\""));
}

#[tokio::test]
async fn form_post_has_a_button_that_works_without_javascript() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let page = browser.get(&world.authorize_path(&[("response_mode", Some("form_post"))])).await;
    let page = browser.submit(&page, &[("cancel", "1")]).await;
    assert_eq!(page.status, 200);
    assert_eq!(attribute(&page.text, "action=\""), format!("{REDIRECT}/"));
    assert_eq!(attribute(&page.text, "name=\"error\" value=\""), "access_denied");
    assert_eq!(attribute(&page.text, "name=\"state\" value=\""), "st&lt;a&gt;te");
    assert!(page.text.contains(">Continue</button>"));
    assert!(page.header("content-security-policy").contains("; script-src 'sha256-"));
}

#[tokio::test]
async fn discovery_names_this_address() {
    let world = World::new().await;
    let (base, tenant) = (world.base(), world.tenant());
    let of =
        async |name: &str| world.get(&format!("/{name}/v2.0/.well-known/openid-configuration"), "").await;
    for name in [tenant.as_str(), "LarkspurFreight.example"] {
        let body = of(name).await.json();
        assert_eq!(body["issuer"], format!("{base}/{tenant}/v2.0"));
        assert_eq!(body["token_endpoint"], format!("{base}/{tenant}/oauth2/v2.0/token"));
    }
    for name in ["common", "organizations"] {
        let body = of(name).await.json();
        assert_eq!(body["issuer"], format!("{base}/{{tenantid}}/v2.0"));
        assert_eq!(body["jwks_uri"], format!("{base}/{name}/discovery/v2.0/keys"));
    }
    assert_eq!(of("other.example").await.oauth_error(), (400, "invalid_tenant".to_owned(), 90002));
}

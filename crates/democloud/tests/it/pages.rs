//! What the pages are: closed to scripts, and usable without.

use crate::support::{Browser, REDIRECT, World, attribute};

#[tokio::test]
async fn pages_let_nothing_in_and_are_not_framed() {
    let world = World::new().await;
    let page = Browser::new(&world).get(&world.authorize_path(&[])).await;
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("script-src"), "{policy}");
    assert_eq!((page.header("x-frame-options"), page.header("cache-control")), ("DENY", "no-store"));
    assert!(page.text.contains("Demo cloud - nothing here is real"));
    assert!(!page.text.contains("<script") && !page.text.contains(" style=") && !page.text.contains("src="));
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

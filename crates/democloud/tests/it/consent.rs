//! Applications of others ask each user once; permissions over everybody need an administrator.

use latchkey_democloud::{BERTH_PLANNER_CLIENT_ID, DEMO_CLIENT_ID};

use crate::support::{
    ARM, Answer, Browser, GRAPH, ML, REDIRECT, VERIFIER, World, answer_fields, claims, text,
};

pub(crate) fn path(world: &World, client_id: &str, scope: &str, more: &[(&str, Option<&str>)]) -> String {
    let scope = format!("{scope} openid profile offline_access");
    world.authorize_path(&[&[("client_id", Some(client_id)), ("scope", Some(&scope))], more].concat())
}

pub(crate) async fn redeem(world: &World, client_id: &str, code: &str, scope: &str) -> Answer {
    world
        .token_request(&[
            ("grant_type", "authorization_code"),
            ("client_id", client_id),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
            ("scope", &format!("{scope} offline_access")),
        ])
        .await
}

async fn refresh(world: &World, client_id: &str, token: &str, scope: &str) -> Answer {
    world
        .token_request(&[
            ("grant_type", "refresh_token"),
            ("client_id", client_id),
            ("refresh_token", token),
            ("scope", scope),
        ])
        .await
}

#[tokio::test]
async fn consent_is_asked_for_once_and_for_what_is_missing() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let arm = format!("{ARM}/.default");
    let first = path(&world, BERTH_PLANNER_CLIENT_ID, &arm, &[]);
    let page = world.sign_in(&mut browser, &first, "dataScientist").await;
    assert!(
        page.text.contains("Permissions requested") && page.text.contains("Berth Planner"),
        "{}",
        page.text
    );
    assert!(page.text.contains("user_impersonation of Azure Resource Manager"), "{}", page.text);
    let code = answer_fields(&browser.submit(&page, &[("accept", "1")]).await).remove("code").unwrap();
    let body = redeem(&world, BERTH_PLANNER_CLIENT_ID, &code, &arm).await.json();
    assert_eq!(claims(&text(&body["access_token"]))["scp"], "user_impersonation");
    assert_eq!(body.get("foci"), None);

    assert!(answer_fields(&browser.get(&first).await).contains_key("code"), "it was asked once");
    let token = text(&body["refresh_token"]);
    let other = refresh(&world, BERTH_PLANNER_CLIENT_ID, &token, &format!("{ML}/.default")).await;
    assert_eq!(other.oauth_error(), (400, "invalid_grant".to_owned(), 65001));
    assert_eq!(other.json()["suberror"], "consent_required");
    let none = path(&world, BERTH_PLANNER_CLIENT_ID, "User.Read", &[("prompt", Some("none"))]);
    assert_eq!(answer_fields(&browser.get(&none).await)["error"], "consent_required");

    let page = browser.get(&path(&world, BERTH_PLANNER_CLIENT_ID, "User.Read", &[])).await;
    assert!(
        page.text.contains("User.Read of Microsoft Graph") && !page.text.contains("Azure Resource Manager")
    );
    let code = answer_fields(&browser.submit(&page, &[("accept", "1")]).await).remove("code").unwrap();
    let body = redeem(&world, BERTH_PLANNER_CLIENT_ID, &code, "User.Read").await.json();
    assert_eq!(claims(&text(&body["access_token"]))["scp"], "User.Read email openid profile");
}

#[tokio::test]
async fn a_code_opens_nothing_that_was_not_consented_to() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let first = path(&world, BERTH_PLANNER_CLIENT_ID, &format!("{ARM}/.default"), &[]);
    let page = world.sign_in(&mut browser, &first, "reader").await;
    let code = answer_fields(&browser.submit(&page, &[("accept", "1")]).await).remove("code").unwrap();
    let other = redeem(&world, BERTH_PLANNER_CLIENT_ID, &code, &format!("{ML}/.default")).await;
    assert_eq!(other.oauth_error(), (400, "invalid_grant".to_owned(), 65001));
}

#[tokio::test]
async fn saying_no_tells_the_app_and_is_asked_again() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let first = path(&world, BERTH_PLANNER_CLIENT_ID, &format!("{ARM}/.default"), &[]);
    let page = world.sign_in(&mut browser, &first, "reader").await;
    let fields = answer_fields(&browser.submit(&page, &[("cancel", "1")]).await);
    assert_eq!((fields["error"].as_str(), fields["error_subcode"].as_str()), ("access_denied", "cancel"));
    assert!(fields["error_description"].starts_with("AADSTS65004: "));
    let page = world.sign_in(&mut browser, &first, "reader").await;
    assert!(page.text.contains("Permissions requested"));
}

#[tokio::test]
async fn only_an_administrator_gives_permissions_over_everybody() {
    let world = World::new().await;
    let wanted = path(&world, BERTH_PLANNER_CLIENT_ID, "Directory.Read.All", &[]);
    let mut browser = Browser::new(&world);
    let page = world.sign_in(&mut browser, &wanted, "reader").await;
    assert!(page.text.contains("AADSTS90094") && !page.text.contains("id=\"accept\""), "{}", page.text);
    let forged = browser.submit(&page, &[("accept", "1"), ("for_all", "1")]).await;
    assert!(forged.text.contains("AADSTS90094"), "{}", forged.text);
    let fields = answer_fields(&browser.submit(&forged, &[("cancel", "1")]).await);
    assert_eq!(fields["error"], "consent_required");

    let mut administrator = Browser::new(&world);
    let page = world.sign_in(&mut administrator, &wanted, "owner").await;
    let answer = administrator.submit(&page, &[("accept", "1"), ("for_all", "1")]).await;
    assert!(answer_fields(&answer).contains_key("code"));
    let mut again = Browser::new(&world);
    let answer = world.sign_in(&mut again, &wanted, "reader").await;
    let code = answer_fields(&answer).remove("code").unwrap();
    let body = redeem(&world, BERTH_PLANNER_CLIENT_ID, &code, "Directory.Read.All").await.json();
    assert_eq!(claims(&text(&body["access_token"]))["scp"], "Directory.Read.All email openid profile");
}

#[tokio::test]
async fn the_companys_own_client_was_consented_to_by_its_administrator() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let arm = format!("{ARM}/.default");
    let answer = world.sign_in(&mut browser, &path(&world, DEMO_CLIENT_ID, &arm, &[]), "none").await;
    let code = answer_fields(&answer).remove("code").unwrap();
    let token = text(&redeem(&world, DEMO_CLIENT_ID, &code, &arm).await.json()["refresh_token"]);
    for resource in [ARM, ML, GRAPH, "https://vault.azure.net"] {
        let answer = refresh(&world, DEMO_CLIENT_ID, &token, &format!("{resource}/.default")).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
    let graph = refresh(&world, DEMO_CLIENT_ID, &token, &format!("{GRAPH}/.default")).await.json();
    let scp = &claims(&text(&graph["access_token"]))["scp"];
    assert_eq!(scp, "Directory.Read.All User.Read email openid profile");
}

#[tokio::test]
async fn a_companys_own_client_works_in_its_tenant_only() {
    let world = World::new().await;
    let there = path(&world, DEMO_CLIENT_ID, &format!("{ARM}/.default"), &[]);
    let common = there.replacen(&world.tenant(), "common", 1);
    let page = Browser::new(&world).get(&common).await;
    assert_eq!(page.status, 400);
    assert!(page.text.contains("AADSTS50194"), "{}", page.text);
    let token = [("grant_type", "refresh_token"), ("client_id", DEMO_CLIENT_ID), ("refresh_token", "x")];
    let answer = world.post_form("/organizations/oauth2/v2.0/token", &token).await;
    assert_eq!(answer.oauth_error(), (400, "unauthorized_client".to_owned(), 50194));
}

#[tokio::test]
async fn a_confidential_client_redeems_codes_with_its_secret_and_without_pkce() {
    let world = World::new().await;
    let portal = world.demo.service_principals().into_iter().find(|one| one.display_name == "quote-portal");
    let portal = portal.unwrap();
    let redirect = "http://localhost/signin-oidc";
    let there = path(
        &world,
        &portal.client_id,
        &format!("{ARM}/.default"),
        &[("redirect_uri", Some(redirect)), ("code_challenge", None), ("code_challenge_method", None)],
    );
    let mut browser = Browser::new(&world);
    let page = world.sign_in(&mut browser, &there, "reader").await;
    let answer = browser.submit(&page, &[("accept", "1")]).await;
    let location: url::Url = answer.header("location").parse().unwrap();
    assert!(location.as_str().starts_with(&format!("{redirect}?")), "{location}");
    let code = location.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let send = async |secret: Option<&str>| {
        let fields = [
            ("grant_type", "authorization_code"),
            ("client_id", portal.client_id.as_str()),
            ("code", &code),
            ("redirect_uri", redirect),
            ("scope", "https://management.azure.com/.default offline_access"),
            ("client_secret", secret.unwrap_or_default()),
        ];
        world.token_request(&fields).await
    };
    assert_eq!(send(None).await.oauth_error(), (401, "invalid_client".to_owned(), 7_000_218));
    assert_eq!(send(Some("wrong")).await.oauth_error(), (401, "invalid_client".to_owned(), 7_000_215));
    // EXPOSE: the test sends the secret where it belongs.
    let body = send(Some(portal.secret.expose())).await.json();
    let token = claims(&text(&body["access_token"]));
    assert_eq!((token["appidacr"].as_str(), token["idtyp"].as_str()), (Some("1"), Some("user")), "{body}");
}

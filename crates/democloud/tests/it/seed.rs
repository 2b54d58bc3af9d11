//! Other companies than the built-in one, and several tenants with guests.

use std::sync::Arc;

use latchkey_democloud::{DemoCloud, Options, PUBLIC_CLIENT_ID, Seed, StartError};
use latchkey_types::{OsEntropy, SystemClock};
use serde_json::json;

use crate::support::{
    ARM, Answer, Browser, ML_VERSION, REDIRECT, SUBSCRIPTIONS_VERSION, VERIFIER, World, answer_fields,
    claims, text, type_password,
};

const PARTNER: &str = "kestrelanalytics.example";
const ARCHIVE: &str = "larkspurarchive.example";

/// What the sign-in service of a tenant says to a persona's right password.
async fn sign_in(world: &World, role: &str, tenant: &str) -> Answer {
    let mut browser = Browser::new(world);
    let path = world.authorize_path(&[]).replacen(&world.tenant(), tenant, 1);
    let page = browser.get(&path).await;
    let persona = world.persona(role);
    let page = browser.submit(&page, &[("loginfmt", &persona.user_name)]).await;
    type_password(&mut browser, &page, &persona.password).await
}

/// What a tenant's token endpoint says to a refresh token.
async fn refresh(world: &World, refresh_token: &str, tenant: &str) -> Answer {
    let scope = format!("{ARM}/.default openid profile offline_access");
    let fields = [
        ("grant_type", "refresh_token"),
        ("client_id", PUBLIC_CLIENT_ID),
        ("refresh_token", refresh_token),
        ("scope", &scope),
    ];
    world.post_form(&format!("/{tenant}/oauth2/v2.0/token"), &fields).await
}

#[tokio::test]
async fn a_guest_signs_in_at_the_partner_as_another_object() {
    let world = World::new().await;
    let code = answer_fields(&sign_in(&world, "dataScientist", PARTNER).await).remove("code").unwrap();
    let fields = [
        ("grant_type", "authorization_code"),
        ("client_id", PUBLIC_CLIENT_ID),
        ("code", &code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
    ];
    let tokens = world.post_form(&format!("/{PARTNER}/oauth2/v2.0/token"), &fields).await.json();
    let at_partner = claims(tokens["access_token"].as_str().unwrap());
    let at_home = claims(world.tokens_for("dataScientist").await["access_token"].as_str().unwrap());
    assert_ne!(at_partner["tid"], at_home["tid"]);
    assert_ne!(at_partner["oid"], at_home["oid"]);
    assert_eq!(at_home["oid"], world.persona("dataScientist").object_id);
    // The refresh token that was issued at home lets the same guest into the partner's tenant.
    let refresh_token = text(&world.tokens_for("dataScientist").await["refresh_token"]);
    let refreshed = refresh(&world, &refresh_token, PARTNER).await.json();
    assert_eq!(claims(refreshed["access_token"].as_str().unwrap())["oid"], at_partner["oid"]);
}

#[tokio::test]
async fn a_tenants_resources_need_a_token_of_that_tenant() {
    let world = World::new().await;
    let refresh_token = text(&world.tokens_for("dataScientist").await["refresh_token"]);
    let subscriptions = format!("/subscriptions?{SUBSCRIPTIONS_VERSION}");
    let partner = text(&refresh(&world, &refresh_token, PARTNER).await.json()["access_token"]);
    let listed = world.get(&subscriptions, &partner).await.json();
    assert_eq!(listed["count"]["value"], 1);
    assert_eq!(listed["value"][0]["displayName"], "Kestrel Production");
    let workspace = world.workspace(&partner, "ml-forecast").await;
    let endpoints = format!("{workspace}/onlineEndpoints?{ML_VERSION}");
    assert_eq!(world.get(&endpoints, &partner).await.names(), ["fuel-price", "port-delay"]);
    let keys = format!("{workspace}/onlineEndpoints/fuel-price/listKeys?{ML_VERSION}");
    assert_eq!(world.post(&keys, &partner, "").await.status, 200);
    let home = text(&refresh(&world, &refresh_token, &world.tenant()).await.json()["access_token"]);
    assert_eq!(world.get(&subscriptions, &home).await.json()["count"]["value"], 2);
    for path in [endpoints, workspace.clone() + "?" + ML_VERSION] {
        let refused = world.get(&path, &home).await;
        assert_eq!(refused.refusal(), (401, "InvalidAuthenticationTokenTenant".to_owned()));
        assert!(refused.header("www-authenticate").contains("authorization_uri"), "{refused:?}");
    }
    // The other guest may read there, but has no keys.
    let refresh_token = text(&world.tokens_for("owner").await["refresh_token"]);
    let reader = text(&refresh(&world, &refresh_token, PARTNER).await.json()["access_token"]);
    assert_eq!(world.post(&keys, &reader, "").await.refusal(), (403, "UserError".to_owned()));
    let archive = text(&refresh(&world, &refresh_token, ARCHIVE).await.json()["access_token"]);
    assert_eq!(world.get(&subscriptions, &archive).await.json()["count"]["value"], 0);
}

#[tokio::test]
async fn tenants_are_those_that_somebody_has_an_account_in() {
    let world = World::new().await;
    let check = async |role: &str, expected: &[(&str, &str)]| {
        let token = world.token(role, ARM).await;
        let body = world.get(&format!("/tenants?{SUBSCRIPTIONS_VERSION}"), &token).await.json();
        let tenants: Vec<(String, String)> = body["value"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (text(&one["defaultDomain"]), text(&one["tenantCategory"])))
            .collect();
        let expected: Vec<(String, String)> =
            expected.iter().map(|(domain, kind)| ((*domain).to_owned(), (*kind).to_owned())).collect();
        assert_eq!(tenants, expected, "{role}");
    };
    let home = ("larkspurfreight.example", "Home");
    check("owner", &[home, (PARTNER, "ProjectedBy"), (ARCHIVE, "ProjectedBy")]).await;
    check("dataScientist", &[home, (PARTNER, "ProjectedBy")]).await;
    check("reader", &[home]).await;
}

#[tokio::test]
async fn somebody_without_an_account_in_a_tenant_gets_no_token_there() {
    let world = World::new().await;
    let page = sign_in(&world, "reader", PARTNER).await;
    assert_eq!(page.status, 200, "the page asks for another account");
    assert!(page.text.contains("AADSTS50020") && page.text.contains("Kestrel Analytics"), "{}", page.text);
    let refresh_token = text(&world.tokens_for("dataScientist").await["refresh_token"]);
    let refused = refresh(&world, &refresh_token, ARCHIVE).await;
    assert_eq!(refused.oauth_error(), (400, "invalid_grant".to_owned(), 50020));
}

#[tokio::test]
async fn a_seed_of_ones_own_takes_the_place_of_the_built_in_company() {
    let seed = json!({
        "tenants": [{"domain": "bakery.example", "displayName": "Bakery"}],
        "people": [{
            "givenName": "Ann", "familyName": "Lee", "jobTitle": "Baker",
            "persona": {"role": "owner", "roleInWords": "Owner of the bakery"},
        }],
        "subscriptions": [{"name": "Ovens", "id": "11111111-2222-4333-8444-555555555555"}],
        "resourceGroups": [{"subscription": "Ovens", "name": "rg-bread", "location": "westeurope"}],
        "workspaces": [
            {"group": "rg-bread", "name": "ml-bread", "createdBy": "Ann", "createdAt": "2025-01-01T00:00:00Z"},
        ],
        "assignments": [{"principal": "user:Ann", "role": "Owner", "scope": "subscription:Ovens"}],
    });
    let world = World::from_seed(Seed::Text(seed.to_string())).await;
    let look = async || {
        let token = world.token("owner", ARM).await;
        world.workspace(&token, "ml-bread").await
    };
    let expected = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-bread/providers/\
                    Microsoft.MachineLearningServices/workspaces/ml-bread";
    assert_eq!(look().await, expected);
    let names: Vec<String> = world.demo.personas().into_iter().map(|one| one.user_name).collect();
    assert_eq!(names, ["ann@bakery.example"]);
    // A reset goes back to the same company, not to the built-in one.
    world.demo.reset().unwrap();
    assert_eq!(look().await, expected);
}

#[tokio::test]
async fn a_faulty_seed_keeps_the_demo_cloud_from_starting() {
    let start = async |text: &str| {
        let seed = Seed::Text(text.to_owned());
        let options = Options { seed, ..Options::new(Arc::new(SystemClock), Arc::new(OsEntropy)) };
        DemoCloud::start(options).await.err()
    };
    for text in ["", "[]", "{}", r#"{"tenants":[]}"#, r#"{"tenants":[{"domain":"a"}]}"#] {
        let error = start(text).await;
        assert!(matches!(error, Some(StartError::Seed(_))), "{text}: {error:?}");
    }
}

#[tokio::test]
async fn a_generated_company_is_listed_page_after_page() {
    let world = World::from_seed(Seed::Scale("3,6,240".parse().unwrap())).await;
    let owner = world.token("owner", ARM).await;
    let (mut workspaces, mut endpoints, mut services) = (0, 0, 0);
    for subscription in world.all(&format!("/subscriptions?{SUBSCRIPTIONS_VERSION}"), &owner).await {
        let path = format!(
            "{}/providers/Microsoft.MachineLearningServices/workspaces?{ML_VERSION}",
            text(&subscription["id"])
        );
        for workspace in world.all(&path, &owner).await {
            let (id, location) = (text(&workspace["id"]), text(&workspace["location"]));
            workspaces += 1;
            let path = format!("{id}/onlineEndpoints?{ML_VERSION}");
            let first = world.get(&path, &owner).await.json();
            assert_eq!((first["value"].as_array().unwrap().len(), first["nextLink"].is_string()), (3, true));
            endpoints += world.all(&path, &owner).await.len();
            let path = format!("/ml/{location}/modelmanagement/v1.0{id}/services?expand=true");
            services += world.all(&path, &owner).await.len();
        }
    }
    assert_eq!((workspaces, endpoints, services), (6, 216, 24));
}

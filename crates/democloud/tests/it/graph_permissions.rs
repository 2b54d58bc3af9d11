//! Microsoft Graph: an application does in a user's name what both of them may do.

use latchkey_democloud::{BERTH_PLANNER_CLIENT_ID, PUBLIC_CLIENT_ID};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    consent::{path, redeem},
    support::{Answer, Browser, GRAPH, World, answer_fields, claims, text},
};

const DENIED: (u16, &str) = (403, "Authorization_RequestDenied");

/// A token for Graph of a client that somebody else made, with this permission beside those that it had before.
async fn token_with(world: &World, role: &str, permission: &str) -> String {
    let mut browser = Browser::new(world);
    let page =
        world.sign_in(&mut browser, &path(world, BERTH_PLANNER_CLIENT_ID, permission, &[]), role).await;
    let answer = if page.status == 302 { page } else { browser.submit(&page, &[("accept", "1")]).await };
    let code = answer_fields(&answer).remove("code").unwrap();
    let body = redeem(world, BERTH_PLANNER_CLIENT_ID, &code, permission).await.json();
    let token = text(&body["access_token"]);
    assert!(text(&claims(&token)["scp"]).split(' ').any(|one| one == permission));
    token
}

async fn send(world: &World, (method, path, body): &(Method, String, Value), token: &str) -> Answer {
    let authorization = format!("Bearer {token}");
    let headers = [("authorization", authorization.as_str()), ("content-type", "application/json")];
    let body = if body.is_null() { String::new() } else { body.to_string() };
    world.send(method.clone(), path, &headers, body).await.unwrap()
}

fn get(path: &str) -> (Method, String, Value) {
    (Method::GET, format!("/v1.0/{path}"), Value::Null)
}

fn post(path: &str, body: Value) -> (Method, String, Value) {
    (Method::POST, format!("/v1.0/{path}"), body)
}

/// What an owner of an application and administrator can do, each with whether reading all is enough for it.
fn requests(world: &World, application: &Value) -> Vec<((Method, String, Value), bool)> {
    let (own, other) = (world.persona("accessAdmin").object_id, world.persona("reader").object_id);
    let id = text(&application["id"]);
    vec![
        (get("users"), true),
        (get(&format!("users/{other}")), true),
        (get("users/nobody"), true),
        (get("groups"), true),
        (get("applications"), true),
        (get(&format!("applications/{id}")), true),
        (get("servicePrincipals"), true),
        (get(&format!("directoryObjects/{other}")), true),
        (get(&format!("users/{other}/memberOf")), true),
        (post("directoryObjects/getByIds", json!({"ids": [other]})), true),
        (post("applications", json!({"displayName": "another"})), false),
        (post("servicePrincipals", json!({"appId": application["appId"]})), false),
        (post(&format!("applications/{id}/addPassword"), json!({})), false),
        ((Method::PATCH, format!("/v1.0/applications/{id}"), json!({"displayName": "renamed"})), false),
        (post(&format!("users/{other}/revokeSignInSessions"), Value::Null), false),
        (post(&format!("users/{own}/revokeSignInSessions"), Value::Null), false),
        (post("me/revokeSignInSessions", Value::Null), false),
        ((Method::DELETE, format!("/v1.0/applications/{id}"), Value::Null), false),
    ]
}

#[tokio::test]
async fn a_users_rights_are_the_applications_only_as_far_as_its_permissions_go() {
    let world = World::new().await;
    // The same administrator owns the application and asks through three clients.
    let azure = world.token("accessAdmin", GRAPH).await;
    let made = send(&world, &post("applications", json!({"displayName": "mine"})), &azure).await.json();
    let itself = token_with(&world, "accessAdmin", "User.Read").await;
    for path in [
        "me".to_owned(),
        "me/memberOf".to_owned(),
        format!("users/{}", world.persona("accessAdmin").object_id),
    ] {
        assert_eq!(send(&world, &get(&path), &itself).await.status, 200, "{path}");
    }
    let reader = token_with(&world, "accessAdmin", "Directory.Read.All").await;
    for (request, is_reading) in requests(&world, &made) {
        let refused = send(&world, &request, &itself).await.refusal();
        assert_eq!((refused.0, refused.1.as_str()), DENIED, "{request:?} with User.Read");
        let answer = send(&world, &request, &reader).await;
        if is_reading {
            let expected = if request.1.ends_with("/nobody") { 404 } else { 200 };
            assert_eq!(answer.status, expected, "{request:?} with Directory.Read.All: {}", answer.text);
        } else {
            let refused = answer.refusal();
            assert_eq!((refused.0, refused.1.as_str()), DENIED, "{request:?} with Directory.Read.All");
        }
    }
    for (request, _) in requests(&world, &made) {
        let answer = send(&world, &request, &azure).await;
        let is_missing = request.1.ends_with("/nobody") && answer.status == 404;
        assert!(answer.status.is_success() || is_missing, "{request:?}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_permission_is_nothing_without_the_users_own_right() {
    let world = World::new().await;
    let (own, other) = (world.token("dataScientist", GRAPH).await, world.token("reader", GRAPH).await);
    let made = send(&world, &post("applications", json!({"displayName": "mine"})), &own).await.json();
    let id = text(&made["id"]);
    let victim = world.persona("dataScientist").object_id;
    for request in [
        post(&format!("applications/{id}/addPassword"), json!({})),
        post(&format!("users/{victim}/revokeSignInSessions"), Value::Null),
        (Method::DELETE, format!("/v1.0/applications/{id}"), Value::Null),
    ] {
        let refused = send(&world, &request, &other).await.refusal();
        assert_eq!((refused.0, refused.1.as_str()), DENIED, "{request:?}");
    }
    // Who administers applications changes all of them, and ends nobody's sessions.
    let administrator = world.token("owner", GRAPH).await;
    let password = post(&format!("applications/{id}/addPassword"), json!({}));
    assert_eq!(send(&world, &password, &administrator).await.status, 200);
    let revoke = post(&format!("users/{victim}/revokeSignInSessions"), Value::Null);
    let refused = send(&world, &revoke, &administrator).await.refusal();
    assert_eq!((refused.0, refused.1.as_str()), DENIED);
}

#[tokio::test]
async fn an_applications_own_permissions_are_none_that_a_user_can_give() {
    let world = World::new().await;
    let token = token_with(&world, "reader", "Application.ReadWrite.OwnedBy").await;
    for request in [get("applications"), post("applications", json!({"displayName": "x"}))] {
        let refused = send(&world, &request, &token).await.refusal();
        assert_eq!((refused.0, refused.1.as_str()), DENIED, "{request:?}");
    }
}

#[tokio::test]
async fn azures_command_line_has_the_permissions_that_it_has_at_microsoft() {
    let world = World::new().await;
    let claims = claims(&world.token("none", GRAPH).await);
    assert_eq!(claims["appid"], PUBLIC_CLIENT_ID);
    assert_eq!(
        claims["scp"],
        "AppRoleAssignment.ReadWrite.All Application.ReadWrite.All AuditLog.Read.All DelegatedPermissionGrant.ReadWrite.All \
         Directory.AccessAsUser.All Group.ReadWrite.All User.ReadWrite.All email openid profile"
    );
}

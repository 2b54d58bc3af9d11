//! Microsoft Graph: the directory as its clients read it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{ARM, GRAPH, World, claims, text};

/// A token of the one identity that applications' permissions can be tried with.
pub(crate) async fn application_token(world: &World, name: &str) -> String {
    let endpoints = world.demo.managed_identity();
    let identity = endpoints.identities.iter().find(|one| one.name == name).unwrap();
    let url = format!(
        "{}/metadata/identity/oauth2/token?api-version=2018-02-01&resource={GRAPH}&client_id={}",
        endpoints.imds, identity.client_id
    );
    let answer = world.send(Method::GET, &url, &[("metadata", "true")], "").await.unwrap();
    text(&answer.json()["access_token"])
}

fn values(body: &Value, member: &str) -> Vec<String> {
    body["value"].as_array().unwrap().iter().map(|one| text(&one[member])).collect()
}

#[tokio::test]
async fn people_are_listed_in_pages_filtered_and_selected() {
    let world = World::new().await;
    let token = world.token("reader", GRAPH).await;
    let list = async |query: &str| {
        let answer = world.get(&format!("/v1.0/users?{query}"), &token).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text);
        answer.json()
    };
    let all = list("$count=true").await;
    assert_eq!((all["@odata.count"].clone(), all["value"].as_array().unwrap().len()), (json!(8), 8));
    assert_eq!(all["@odata.context"], format!("{}/v1.0/$metadata#users", world.base()));
    assert_eq!(all["value"][0].as_object().unwrap().len(), 11);

    let check = async |query: &str, expected: &[&str]| {
        assert_eq!(values(&list(query).await, "displayName"), expected, "{query}");
    };
    check("$filter=startswith(displayName,'ad')", &["Adele Okafor"]).await;
    check("$filter=userPrincipalName eq 'PRIYA@larkspurfreight.example'", &["Priya Raman"]).await;
    check(
        "$filter=givenName eq 'Mei' or surname eq 'Weber'&$orderby=displayName",
        &["Jonas Weber", "Mei Tanaka"],
    )
    .await;
    check("$search=\"displayName:sol\"", &["Ingrid Solheim"]).await;
    check("$filter=accountEnabled eq false", &[]).await;
    let selected = list("$select=id,displayName&$top=3&$orderby=displayName desc").await;
    assert_eq!(values(&selected, "displayName"), ["Tomás Lindqvist", "Samir Haddad", "Ruth Abernathy"]);
    assert_eq!(selected["value"][0].as_object().unwrap().len(), 2);
    let link = text(&selected["@odata.nextLink"]);
    assert!(link.starts_with(&format!("{}/v1.0/users?", world.base())), "{link}");
    let next = world.get(&link, &token).await.json();
    assert_eq!(values(&next, "displayName"), ["Priya Raman", "Mei Tanaka", "Jonas Weber"]);

    for (query, code) in [
        ("$filter=displayName eq", "BadRequest"),
        ("$filter=nope(displayName)", "BadRequest"),
        ("$filter=shoeSize eq 5", "Request_UnsupportedQuery"),
        ("$top=0", "BadRequest"),
        ("$top=1000", "BadRequest"),
        ("$skiptoken=zzz", "Request_BadRequest"),
        ("$expand=manager", "Request_UnsupportedQuery"),
        ("$search=word", "Request_UnsupportedQuery"),
    ] {
        let answer = world.get(&format!("/v1.0/users?{query}"), &token).await;
        assert_eq!(answer.refusal(), (400, code.to_owned()), "{query}");
    }
}

#[tokio::test]
async fn one_person_is_found_by_id_name_or_as_me() {
    let world = World::new().await;
    let token = world.token("dataScientist", GRAPH).await;
    let me = world.persona("dataScientist");
    let expected = world.get("/v1.0/me", &token).await.json();
    assert_eq!(expected["id"], me.object_id);
    for path in [
        format!("/v1.0/users/{}", me.object_id),
        format!("/v1.0/users/{}", me.user_name),
        format!("/v1.0/users('{}')", me.user_name),
    ] {
        assert_eq!(world.get(&path, &token).await.json(), expected, "{path}");
    }
    let authorization = format!("Bearer {token}");
    let request_id = "11111111-2222-3333-4444-555555555555";
    let headers = [("authorization", authorization.as_str()), ("client-request-id", request_id)];
    let nobody = world.send(Method::GET, "/v1.0/users/nobody@x.example", &headers, "").await.unwrap();
    assert_eq!(nobody.refusal(), (404, "Request_ResourceNotFound".to_owned()));
    let inner = &nobody.json()["error"]["innerError"];
    assert_eq!(inner["client-request-id"], request_id);
    assert_eq!(inner["date"], "2026-03-02T09:30:00");
    assert_eq!(text(&inner["request-id"]), nobody.header("request-id"));

    let groups = world.get("/v1.0/me/memberOf", &token).await.json();
    assert_eq!(values(&groups, "displayName"), ["Routing Team"]);
    assert_eq!(groups["value"][0]["@odata.type"], "#microsoft.graph.group");
    let path = format!("/v1.0/users/{}/transitiveMemberOf", world.persona("owner").object_id);
    assert_eq!(values(&world.get(&path, &token).await.json(), "displayName"), ["ML Platform Owners"]);
}

#[tokio::test]
async fn groups_show_who_is_in_them() {
    let world = World::new().await;
    let token = world.token("none", GRAPH).await;
    let groups = world.get("/v1.0/groups?$filter=startswith(displayName,'Routing')", &token).await.json();
    let id = text(&groups["value"][0]["id"]);
    let group = world.get(&format!("/v1.0/groups/{id}?$select=displayName"), &token).await.json();
    assert_eq!((&group["displayName"], group.get("id")), (&json!("Routing Team"), None));
    for kind in ["members", "transitiveMembers"] {
        let members = world.get(&format!("/v1.0/groups/{id}/{kind}"), &token).await.json();
        assert_eq!(values(&members, "displayName"), ["Tomás Lindqvist", "Ruth Abernathy"], "{kind}");
        assert_eq!(members["value"][0]["@odata.type"], "#microsoft.graph.user");
    }
    let stranger = world.get("/v1.0/groups/nobody/members", &token).await;
    assert_eq!(stranger.refusal(), (404, "Request_ResourceNotFound".to_owned()));
}

#[tokio::test]
async fn service_principals_are_found_as_azures_tools_look_for_them() {
    let world = World::new().await;
    let token = world.token("none", GRAPH).await;
    let list = async |filter: &str| {
        let answer = world.get(&format!("/v1.0/servicePrincipals?$filter={filter}"), &token).await;
        assert_eq!(answer.status, 200, "{filter}: {}", answer.text);
        answer.json()
    };
    let one = list("displayName eq 'ml-batch-identity'").await["value"][0].clone();
    let (id, app_id) = (text(&one["id"]), text(&one["appId"]));
    assert_eq!(one["servicePrincipalType"], "ManagedIdentity");
    assert!(text(&one["alternativeNames"][1]).ends_with("/userAssignedIdentities/ml-batch-identity"));
    for filter in [
        format!("appId eq '{app_id}'"),
        format!("servicePrincipalNames/any(c:c eq '{app_id}')"),
        "startswith(displayName,'ml-batch')".to_owned(),
    ] {
        assert_eq!(values(&list(&filter).await, "id"), std::slice::from_ref(&id), "{filter}");
    }
    let mut whole = world.get(&format!("/v1.0/servicePrincipals/{id}"), &token).await.json();
    assert_eq!(
        whole["@odata.context"].take(),
        format!("{}/v1.0/$metadata#servicePrincipals/$entity", world.base())
    );
    let by_key = world.get(&format!("/v1.0/servicePrincipals(appId='{app_id}')"), &token).await.json();
    assert_eq!(by_key["id"], id);
    let object = world.get(&format!("/v1.0/directoryObjects/{id}"), &token).await.json();
    assert_eq!(
        (&object["@odata.type"], &object["appId"]),
        (&json!("#microsoft.graph.servicePrincipal"), &json!(app_id))
    );
    let roles = world.get(&format!("/v1.0/servicePrincipals/{id}/appRoleAssignments"), &token).await.json();
    assert_eq!(values(&roles, "appRoleId"), ["7ab1d382-f21e-4acd-a863-ba3e13f7da61"]);
}

#[tokio::test]
async fn an_application_needs_app_roles() {
    let world = World::new().await;
    let (with, without) =
        (application_token(&world, "ml-batch-identity").await, application_token(&world, "ml-jumpbox").await);
    assert_eq!(claims(&with)["roles"], json!(["Directory.Read.All"]));
    let id = world.persona("owner").object_id;
    for path in ["/v1.0/users", "/v1.0/groups", "/v1.0/applications", "/v1.0/servicePrincipals"]
        .map(str::to_owned)
        .into_iter()
        .chain([format!("/v1.0/directoryObjects/{id}"), format!("/v1.0/users/{id}/memberOf")])
    {
        assert_eq!(world.get(&path, &with).await.status, 200, "{path}");
        let refused = world.get(&path, &without).await;
        assert_eq!(refused.refusal(), (403, "Authorization_RequestDenied".to_owned()), "{path}");
    }
    let body = json!({"ids": [id]}).to_string();
    assert_eq!(world.post("/v1.0/directoryObjects/getByIds", &without, &body).await.status, 403);
    let created = world.post("/v1.0/applications", &with, &json!({"displayName": "x"}).to_string()).await;
    assert_eq!(created.refusal(), (403, "Authorization_RequestDenied".to_owned()));
    let me = world.get("/v1.0/me", &with).await;
    assert_eq!(me.refusal(), (400, "BadRequest".to_owned()));
}

#[tokio::test]
async fn revoking_sessions_ends_the_callers_own_refresh_tokens_only() {
    let world = World::new().await;
    let (own, other) = (world.tokens_for("owner").await, world.tokens_for("reader").await);
    let refresh = async |tokens: &Value, resource: &str| {
        world.refresh(tokens["refresh_token"].as_str().unwrap(), resource).await
    };
    let token = text(&refresh(&own, GRAPH).await.json()["access_token"]);
    let answer = world.post("/v1.0/me/revokeSignInSessions", &token, "").await;
    assert_eq!((answer.status.as_u16(), &answer.json()["value"]), (200, &json!(true)));
    assert_eq!(refresh(&own, ARM).await.oauth_error(), (400, "invalid_grant".to_owned(), 50173));
    assert_eq!(refresh(&other, ARM).await.status, 200);
    let (reader, admin) = (world.persona("reader"), world.token("accessAdmin", GRAPH).await);
    let path = format!("/v1.0/users/{}/revokeSignInSessions", reader.object_id);
    let refused = world.post(&path, &world.token("none", GRAPH).await, "").await;
    assert_eq!(refused.refusal(), (403, "Authorization_RequestDenied".to_owned()));
    assert_eq!(world.post(&path, &admin, "").await.status, 200);
    assert_eq!(refresh(&other, ARM).await.oauth_error().2, 50173);
}

//! The activity log tells what was done, by whom, and how it ended.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    access_control::{access, grant},
    keys::Endpoint,
    support::{ARM, World, text},
};

const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const ONE: &str = "0c1b2c3d-0000-4000-8000-000000000001";

fn log(subscription: &str, filter: &str) -> String {
    let filter = filter.replace(' ', "+");
    format!(
        "{subscription}/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter={filter}"
    )
}

const START: &str = "eventTimestamp ge '2026-03-02T00:00:00Z'";

/// Operation, status and HTTP status of events, the latest first.
fn facts(events: &[Value]) -> Vec<(String, String, String)> {
    let one = |event: &Value| {
        let last = text(&event["operationName"]["value"]);
        let last = last.split_once('/').unwrap().1.to_owned();
        (last, text(&event["status"]["value"]), text(&event["subStatus"]["value"]))
    };
    events.iter().map(one).collect()
}

fn expected(facts: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    facts.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect()
}

#[tokio::test]
async fn what_is_done_to_keys_and_roles_is_told() {
    let world = World::new().await;
    let (owner, reader) = (world.token("owner", ARM).await, world.token("reader", ARM).await);
    let endpoint = Endpoint::find(&world, &owner, "ml-routing", "route-eta").await;
    let workspace = world.workspace(&owner, "ml-routing").await;
    let subscription = workspace.split("/resourceGroups").next().unwrap().to_owned();
    let read = async |filter: &str| world.all(&log(&subscription, filter), &owner).await;
    assert_eq!(read(START).await, Vec::<Value>::new(), "reading leaves no trace");

    endpoint.act("listKeys", &reader, "").await;
    world.clock.advance(Duration::from_secs(1));
    endpoint
        .act("regenerateKeys", &owner, r#"{"keyType":"Primary","keyValue":"secret-of-the-caller"}"#)
        .await;
    let keys = "workspaces/onlineEndpoints/listKeys/action";
    let regeneration = "workspaces/onlineEndpoints/regenerateKeys/action";
    assert_eq!(
        facts(&read(START).await),
        expected(&[
            (regeneration, "Accepted", "Accepted"),
            (regeneration, "Started", ""),
            (keys, "Failed", "Forbidden"),
            (keys, "Started", ""),
        ])
    );
    world.clock.advance(Duration::from_mins(1));
    let events = read(START).await;
    assert_eq!(facts(&events)[0], expected(&[(regeneration, "Succeeded", "OK")])[0]);
    assert!(!json!(events).to_string().contains("secret-of-the-caller"), "no key is in the log");
    let adele = world.persona("owner");
    assert_eq!(events[0]["caller"], adele.user_name);
    let object_id = "http://schemas.microsoft.com/identity/claims/objectidentifier";
    assert_eq!(events[0]["claims"][object_id], adele.object_id);
    assert_eq!(events[0]["authorization"]["scope"], events[0]["resourceId"]);
    assert_eq!(events[0]["resourceGroupName"], "rg-ml-prod-eu");
    assert_eq!(events[0]["httpRequest"]["method"], "POST");

    let mei = world.persona("none").object_id;
    let address = access(&workspace, &format!("roleAssignments/{ONE}"));
    world.put(&address, &owner, &grant(&workspace, READER, &mei)).await;
    world.put(&address, &reader, &grant(&workspace, READER, &mei)).await;
    world.delete(&address, &owner).await;
    let of_access = read(&format!("{START} and resourceProvider eq Microsoft.Authorization")).await;
    assert_eq!(
        facts(&of_access),
        expected(&[
            ("roleAssignments/delete", "Succeeded", "OK"),
            ("roleAssignments/delete", "Started", ""),
            ("roleAssignments/write", "Failed", "Forbidden"),
            ("roleAssignments/write", "Started", ""),
            ("roleAssignments/write", "Succeeded", "Created"),
            ("roleAssignments/write", "Started", ""),
        ])
    );
    assert!(text(&of_access[4]["properties"]["requestbody"]).contains(&mei));
    assert_eq!(of_access[4]["correlationId"], of_access[5]["correlationId"]);

    let endpoint_id = text(&events[0]["resourceId"]).to_uppercase();
    assert_eq!(read(&format!("{START} and resourceUri eq '{endpoint_id}'")).await.len(), 5);
    assert_eq!(read(&format!("{START} and resourceGroupName eq 'rg-x'")).await.len(), 0);
    let correlation = text(&events[0]["correlationId"]);
    assert_eq!(read(&format!("{START} and correlationId eq '{correlation}'")).await.len(), 3);
    assert_eq!(
        read("eventTimestamp ge '2026-03-02T09:30:30Z' and eventTimestamp le '2026-03-02T09:30:40Z'")
            .await
            .len(),
        0
    );
}

#[tokio::test]
async fn services_of_the_first_generation_are_in_the_log_too() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-routing").await;
    let base = format!("/ml/westeurope/modelmanagement/v1.0{workspace}/services/eta-fallback");
    world.post(&format!("{base}/listkeys"), &owner, "").await;
    world.post(&format!("{base}/regenerateKeys"), &owner, r#"{"keyType":"Primary"}"#).await;
    world.clock.advance(Duration::from_mins(1));
    let subscription = workspace.split("/resourceGroups").next().unwrap();
    let events = world.all(&log(subscription, START), &owner).await;
    assert_eq!(
        facts(&events),
        expected(&[
            ("workspaces/services/aks/write", "Succeeded", "OK"),
            ("workspaces/services/aks/write", "Accepted", "Accepted"),
            ("workspaces/services/aks/write", "Started", ""),
            ("workspaces/services/aks/listkeys/action", "Succeeded", "OK"),
            ("workspaces/services/aks/listkeys/action", "Started", ""),
        ])
    );
    assert_eq!(events[0]["resourceId"], format!("{workspace}/services/eta-fallback"));
}

#[tokio::test]
async fn the_log_is_read_in_pages_with_a_start_and_by_those_who_may() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let endpoint = Endpoint::find(&world, &owner, "ml-routing", "route-eta").await;
    let workspace = world.workspace(&owner, "ml-routing").await;
    let subscription = workspace.split("/resourceGroups").next().unwrap();
    for _ in 0..110 {
        endpoint.act("listKeys", &owner, "").await;
    }
    let first = world.get(&log(subscription, START), &owner).await.json();
    assert_eq!(first["value"].as_array().unwrap().len(), 200);
    assert!(text(&first["nextLink"]).contains("skiptoken"));
    assert_eq!(world.all(&log(subscription, START), &owner).await.len(), 220);
    let selected =
        world.get(&format!("{}&$select=caller,status", log(subscription, START)), &owner).await.json();
    assert_eq!(selected["value"][0].as_object().unwrap().len(), 2);
    // Azure Monitor's refusals are not wrapped.
    let check = async |filter: &str| {
        let answer = world.get(&log(subscription, filter), &owner).await;
        (answer.status.as_u16(), text(&answer.json()["code"]))
    };
    for bad in [
        "",
        "eventTimestamp le '2026-03-02T00:00:00Z'",
        "eventTimestamp ge 'soon'",
        "x",
        "eventTimestamp ge '2025-11-01T00:00:00Z'",
    ] {
        assert_eq!(check(bad).await, (400, "BadRequest".to_owned()), "{bad}");
    }
    assert_eq!(check(&format!("{START} and colour eq 'red'")).await, (400, "BadRequest".to_owned()));
    let scientist = world.token("dataScientist", ARM).await;
    assert_eq!(
        world.all(&log(subscription, START), &scientist).await.len(),
        0,
        "its role says nothing of the log"
    );
    let none = world.token("none", ARM).await;
    assert_eq!(
        world.get(&log(subscription, START), &none).await.refusal(),
        (403, "AuthorizationFailed".to_owned())
    );
    assert_eq!(world.get(&log("", START), &owner).await.refusal(), (403, "AuthorizationFailed".to_owned()));
}

#[tokio::test]
async fn what_is_done_at_the_root_is_in_the_tenants_log() {
    let world = World::new().await;
    let admin = world.token("accessAdmin", ARM).await;
    let elevate = "/providers/Microsoft.Authorization/elevateAccess?api-version=2016-07-01";
    assert_eq!(world.post(elevate, &admin, "").await.status, 200);
    let events = world.all(&log("", START), &admin).await;
    assert_eq!(
        facts(&events),
        expected(&[("elevateAccess/action", "Succeeded", "OK"), ("elevateAccess/action", "Started", "")])
    );
    let categories = "/providers/Microsoft.Insights/eventcategories?api-version=2015-04-01";
    assert_eq!(world.get(categories, &admin).await.json()["value"][0]["value"], "Administrative");
}

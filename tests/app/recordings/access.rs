//! Who has which role: every recorded assignment that holds for a workspace is a row, with its role's name.

use std::{collections::HashMap, sync::Arc};

use latchkey_app::bridge::{AccessRow, PrincipalKind, RoleKind, ScopeKind};
use latchkey_tests::{FastForwardClock, Recording, azure_data};
use serde_json::{Value, json};
use url::Url;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path_regex},
};

use super::{Operation, of, owner_at, text};

/// The list with the most roles; it is of the same tenant as most of the assignments.
const MOST_ROLES: &str = "role-definitions/002-list-556-multi-permission.json";

/// The id of a workspace at or below the scope of the recorded request.
fn workspace_below(recording: &Recording) -> String {
    let segments: Vec<&str> = recording.url.path().split('/').skip(1).collect();
    let after = |word: &str| {
        let at = segments.iter().position(|segment| segment.eq_ignore_ascii_case(word))?;
        segments.get(at + 1).copied()
    };
    let subscription = after("subscriptions").unwrap_or("00000000-0000-0000-0000-000000000000");
    let group = after("resourceGroups").unwrap_or("group");
    format!(
        "/subscriptions/{subscription}/resourceGroups/{group}\
         /providers/Microsoft.MachineLearningServices/workspaces/recorded"
    )
}

/// Whether an assignment made at `scope` holds at `resource`, by the letter of the documentation.
fn holds(scope: &str, resource: &str) -> bool {
    let (scope, resource) = (scope.to_lowercase(), resource.to_lowercase());
    scope == "/"
        || scope.starts_with("/providers/microsoft.management/managementgroups/")
        || resource == scope
        || resource.starts_with(&format!("{scope}/"))
}

async fn answer(server: &MockServer, regex: &str, body: &Value) {
    let response = ResponseTemplate::new(200).set_body_json(body);
    Mock::given(path_regex(regex)).respond_with(response).mount(server).await;
}

/// A cloud with one workspace below the recorded scope, and the recorded assignments and roles.
async fn serve(server: &MockServer, recording: &Recording, roles: &Recording, principals: &[Value]) {
    server.reset().await;
    let workspace = workspace_below(recording);
    let subscription = workspace.split('/').nth(2).unwrap();
    answer(server, "(?i)/roleAssignments$", &json!({"value": recording.rows()})).await;
    answer(server, "(?i)/roleDefinitions$", &roles.body).await;
    answer(server, "/workspaces$", &json!({"value": [{"id": workspace}]})).await;
    answer(server, "^/subscriptions$", &json!({"value": [{"subscriptionId": subscription}]})).await;
    let found = ResponseTemplate::new(200).set_body_json(json!({"value": principals}));
    Mock::given(method("POST")).respond_with(found).mount(server).await;
}

#[tokio::test]
async fn every_recorded_assignment_that_holds_is_a_row() {
    let Some(data) = azure_data("every_recorded_assignment_that_holds_is_a_row") else { return };
    let recordings = Recording::read_all(&data).unwrap();
    let roles = recordings.iter().find(|recording| recording.file == MOST_ROLES).unwrap();
    let names: HashMap<String, &Value> = roles.body["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (text(row, "/name").unwrap(), row))
        .collect();
    let principals: Vec<Value> =
        of(&recordings, Operation::Principals).into_iter().flat_map(Recording::rows).collect();
    let server = MockServer::start().await;
    let scene = owner_at(&Url::parse(&server.uri()).unwrap(), &Arc::new(FastForwardClock::default())).await;
    scene.app.show_names().unwrap();
    let mut shown = 0;
    for recording in of(&recordings, Operation::Assignments) {
        serve(&server, recording, roles, &principals).await;
        let workspace = scene.workspaces().await.unwrap().remove(0);
        let list = scene.app.list_access(&workspace.handle).await.unwrap();
        assert_eq!(list.failures.len(), 0, "{:?}", list.failures);
        let rows: HashMap<String, AccessRow> =
            list.assignments.iter().map(|row| (row.id.clone(), row.clone())).collect();
        let here = workspace_below(recording);
        let expected: Vec<Value> = recording
            .rows()
            .into_iter()
            .filter(|row| holds(&text(row, "/properties/scope").unwrap(), &here))
            .collect();
        assert_eq!(list.assignments.len(), expected.len(), "{}", recording.file);
        for wanted in &expected {
            compare(&rows[&text(wanted, "/id").unwrap()], wanted, &names);
        }
        shown += expected.len();
    }
    assert!(shown > 500, "only {shown} rows were looked at");
}

fn compare(row: &AccessRow, recorded: &Value, names: &HashMap<String, &Value>) {
    let role_id = text(recorded, "/properties/roleDefinitionId").unwrap();
    let role_id = role_id.rsplit('/').next().unwrap().to_lowercase();
    let role = names.get(&role_id);
    let role_kind = match role.and_then(|role| text(role, "/properties/type")).as_deref() {
        Some("BuiltInRole") => RoleKind::BuiltIn,
        Some("CustomRole") => RoleKind::Custom,
        _ => RoleKind::Unknown,
    };
    let name = role.and_then(|role| text(role, "/properties/roleName")).unwrap_or(role_id);
    assert_eq!((&row.role_name, row.role_kind), (&name, role_kind), "{recorded}");
    let principal_kind = match recorded["properties"]["principalType"].as_str() {
        Some("User") => PrincipalKind::User,
        Some("Group") => PrincipalKind::Group,
        Some("ServicePrincipal") => PrincipalKind::ServicePrincipal,
        None => PrincipalKind::Unknown,
        Some(other) => panic!("{other}"),
    };
    let principal_id = text(recorded, "/properties/principalId").unwrap();
    assert_eq!((&row.principal.id, row.principal.kind), (&principal_id, principal_kind), "{recorded}");
    assert_eq!(row.has_condition, recorded["properties"]["condition"].is_string(), "{recorded}");
    let scope = text(recorded, "/properties/scope").unwrap();
    assert_eq!(row.scope, scope);
    let scope_kind = match scope.to_lowercase() {
        root if root == "/" => ScopeKind::Root,
        group if group.contains("/managementgroups/") => ScopeKind::ManagementGroup,
        group if group.contains("/resourcegroups/") => ScopeKind::ResourceGroup,
        _ => ScopeKind::Subscription,
    };
    assert_eq!((row.scope_kind, row.is_inherited), (scope_kind, true), "{recorded}");
}

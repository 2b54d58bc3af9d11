//! Every row of every list, whole: what the clients read equals what was recorded.

use std::fmt::Debug;

use jiff::Timestamp;
use latchkey_azure::{
    Azure,
    online_endpoints::{self, OnlineEndpoint},
    permissions,
    principals::{self, Principal},
    role_assignments::{self, RoleAssignmentResource, Selection},
    role_definitions::{self, RoleDefinitionResource},
    subscriptions::{self, Subscription},
    workspaces::{self, Workspace},
};
use latchkey_rbac::{ActionPattern, AssignedCondition, Permission, RoleAssignment, RoleDefinition};
use latchkey_tests::{Recording, azure_data};
use latchkey_types::{ResourceId, Scope};
use serde_json::{Value, json};
use url::Url;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

use super::{Operation, azure_at, of, text};

/// Reads each recording of an operation as a list and compares every row with the recorded one.
async fn check<T: Debug + PartialEq>(
    test: &str,
    operation: Operation,
    read: impl AsyncFn(&Azure) -> Vec<T>,
    expected: impl Fn(&Value) -> T,
) {
    let Some(data) = azure_data(test) else { return };
    for recording in of(&Recording::read_all(&data).unwrap(), operation) {
        let server = serving(recording).await;
        let rows = read(&azure_at(&Url::parse(&server.uri()).unwrap())).await;
        let expected: Vec<T> = recording.rows().iter().map(&expected).collect();
        assert_eq!(rows.len(), expected.len(), "{}", recording.file);
        for (row, expected) in rows.iter().zip(&expected) {
            assert_eq!(row, expected, "{}", recording.file);
        }
    }
}

/// A server that answers a recorded list, or a recorded thing as a list of one.
async fn serving(recording: &Recording) -> MockServer {
    let body = match recording.body.get("value") {
        Some(_) => recording.body.clone(),
        None => json!({"value": recording.rows()}),
    };
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(body)).mount(&server).await;
    server
}

/// Parses a recorded time. Fails the test if it is invalid.
fn time(row: &Value, pointer: &str) -> Option<Timestamp> {
    text(row, pointer).map(|text| text.parse().unwrap())
}

fn fields<T: std::iter::FromIterator<(String, V)>, V>(
    row: &Value,
    pointer: &str,
    read: impl Fn(&Value) -> Option<V>,
) -> T {
    let fields = row.pointer(pointer).and_then(Value::as_object).into_iter().flatten();
    fields.filter_map(|(name, value)| Some((name.clone(), read(value)?))).collect()
}

fn last_segment(text: &str) -> String {
    text.rsplit('/').next().unwrap().to_lowercase()
}

#[tokio::test]
async fn no_subscription_is_lost() {
    let read = async |azure: &Azure| subscriptions::list(azure).await.unwrap();
    check("no_subscription_is_lost", Operation::Subscriptions, read, |row| Subscription {
        id: text(row, "/subscriptionId").unwrap(),
        name: text(row, "/displayName").unwrap(),
        state: text(row, "/state"),
        tenant_id: text(row, "/tenantId"),
    })
    .await;
}

#[tokio::test]
async fn no_workspace_is_lost() {
    let read = async |azure: &Azure| workspaces::list(azure, "0").await.unwrap();
    check("no_workspace_is_lost", Operation::Workspaces, read, |row| Workspace {
        id: text(row, "/id").unwrap().parse().unwrap(),
        name: text(row, "/name").unwrap(),
        location: text(row, "/location"),
        kind: text(row, "/kind"),
        provisioning_state: text(row, "/properties/provisioningState"),
        workspace_id: text(row, "/properties/workspaceId"),
        friendly_name: text(row, "/properties/friendlyName"),
        description: text(row, "/properties/description"),
        discovery_url: text(row, "/properties/discoveryUrl"),
        key_vault: text(row, "/properties/keyVault"),
        storage_account: text(row, "/properties/storageAccount"),
        container_registry: text(row, "/properties/containerRegistry"),
        application_insights: text(row, "/properties/applicationInsights"),
        public_network_access: text(row, "/properties/publicNetworkAccess"),
        created_at: time(row, "/systemData/createdAt").or_else(|| time(row, "/properties/creationTime")),
        created_by: text(row, "/systemData/createdBy"),
        tags: fields(row, "/tags", |value| value.as_str().map(str::to_owned)),
    })
    .await;
}

#[tokio::test]
async fn no_endpoint_is_lost() {
    let workspace = ResourceId::workspace("0", "group", "workspace").unwrap();
    let read = async |azure: &Azure| {
        let mut rows = Vec::new();
        online_endpoints::read_pages(azure, &workspace, |page| rows.extend(page)).await.unwrap();
        rows
    };
    check("no_endpoint_is_lost", Operation::Endpoints, read, |row| OnlineEndpoint {
        id: text(row, "/id").unwrap().parse().unwrap(),
        name: text(row, "/name").unwrap(),
        location: text(row, "/location"),
        kind: text(row, "/kind"),
        auth_mode: text(row, "/properties/authMode"),
        scoring_uri: text(row, "/properties/scoringUri"),
        swagger_uri: text(row, "/properties/swaggerUri"),
        provisioning_state: text(row, "/properties/provisioningState"),
        description: text(row, "/properties/description"),
        compute: text(row, "/properties/compute"),
        traffic: fields(row, "/properties/traffic", Value::as_i64),
        created_at: time(row, "/systemData/createdAt"),
        tags: fields(row, "/tags", |value| value.as_str().map(str::to_owned)),
    })
    .await;
}

#[tokio::test]
async fn no_role_assignment_is_lost() {
    let scope = Scope::new("/subscriptions/0");
    let read =
        async |azure: &Azure| role_assignments::list(azure, &scope, Selection::HoldingThere).await.unwrap();
    check("no_role_assignment_is_lost", Operation::Assignments, read, |row| RoleAssignmentResource {
        id: text(row, "/id").unwrap(),
        assignment: RoleAssignment {
            id: text(row, "/name").unwrap().to_lowercase(),
            role_id: last_segment(&text(row, "/properties/roleDefinitionId").unwrap()),
            principal_id: text(row, "/properties/principalId").unwrap().to_lowercase(),
            scope: Scope::new(text(row, "/properties/scope").unwrap()),
            condition: text(row, "/properties/condition").map(AssignedCondition::new),
        },
        principal_type: text(row, "/properties/principalType"),
        condition_version: text(row, "/properties/conditionVersion"),
        description: text(row, "/properties/description"),
        created_at: time(row, "/properties/createdOn"),
        created_by: text(row, "/properties/createdBy"),
    })
    .await;
}

#[tokio::test]
async fn no_role_definition_is_lost() {
    let scope = Scope::new("/subscriptions/0");
    let read = async |azure: &Azure| role_definitions::list(azure, &scope).await.unwrap();
    check("no_role_definition_is_lost", Operation::Definitions, read, |row| RoleDefinitionResource {
        id: text(row, "/id").unwrap(),
        definition: RoleDefinition {
            id: text(row, "/name").unwrap().to_lowercase(),
            name: text(row, "/properties/roleName").unwrap(),
            permissions: row["properties"]["permissions"]
                .as_array()
                .unwrap()
                .iter()
                .map(permission)
                .collect(),
            assignable_scopes: serde_json::from_value(row["properties"]["assignableScopes"].clone()).unwrap(),
        },
        is_custom: text(row, "/properties/type").unwrap() == "CustomRole",
        description: text(row, "/properties/description"),
    })
    .await;
}

#[tokio::test]
async fn no_set_of_permissions_is_lost() {
    let resource = ResourceId::workspace("0", "group", "workspace").unwrap();
    let read = async |azure: &Azure| permissions::list(azure, &resource).await.unwrap();
    check("no_set_of_permissions_is_lost", Operation::Permissions, read, permission).await;
}

#[tokio::test]
async fn no_principal_is_lost() {
    let ids = ["00000000-0000-0000-0000-000000000000".to_owned()];
    let read =
        async |azure: &Azure| principals::find(azure, &ids).await.unwrap().into_values().collect::<Vec<_>>();
    check("no_principal_is_lost", Operation::Principals, read, |row| Principal {
        id: text(row, "/id").unwrap().to_lowercase(),
        kind: row["@odata.type"].as_str().map(last_dotted).unwrap_or_default(),
        name: text(row, "/displayName"),
        detail: text(row, "/userPrincipalName").or_else(|| text(row, "/appId")),
    })
    .await;
}

fn last_dotted(kind: &str) -> String {
    kind.rsplit('.').next().unwrap().to_owned()
}

fn permission(row: &Value) -> Permission {
    let patterns = |name: &str| {
        let texts = row[name].as_array().into_iter().flatten();
        texts.map(|pattern| ActionPattern::new(pattern.as_str().unwrap())).collect()
    };
    Permission {
        actions: patterns("actions"),
        not_actions: patterns("notActions"),
        data_actions: patterns("dataActions"),
        not_data_actions: patterns("notDataActions"),
    }
}

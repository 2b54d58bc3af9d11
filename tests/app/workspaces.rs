//! Workspaces over all subscriptions, their services, and failures that cost no more than they must.

use std::collections::BTreeSet;

use latchkey_app::{
    ErrorCode,
    bridge::{AuthMode, Lacking, Readable, RoleKind, ServiceKind},
};
use latchkey_democloud::Fault;
use latchkey_tests::Scene;

fn status(path_contains: &str, status: u16, body: &str, times: u32) -> Fault {
    let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    Fault::Status { path_contains: path_contains.to_owned(), status, headers, body: body.to_owned(), times }
}

#[tokio::test]
async fn an_owner_sees_every_workspace_of_both_subscriptions_with_the_roles_held() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let list = scene.app.list_workspaces().await.unwrap();
    assert_eq!(list.failures.len(), 0, "{:?}", list.failures);
    assert_eq!((list.workspaces.len(), list.subscription_count), (5, 2));
    let mut regions: Vec<&str> = list.workspaces.iter().map(|workspace| workspace.region.as_str()).collect();
    regions.sort_unstable();
    regions.dedup();
    assert_eq!(regions.len(), 4, "{regions:?}");
    for workspace in &list.workspaces {
        let Readable::Known { value: roles } = &workspace.my_roles else { panic!("{workspace:?}") };
        assert_eq!(roles[0].name, "Owner", "the strongest role comes first: {workspace:?}");
        let details = scene.app.describe_workspace(&workspace.handle).await.unwrap();
        assert_eq!(&details.summary, workspace);
        assert!(details.discovery_url.is_some() && details.resource_id.ends_with(&workspace.name));
    }
}

#[tokio::test]
async fn no_request_goes_to_tenants_where_the_account_is_a_guest() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    scene.app.list_workspaces().await.unwrap();
    let home = scene.persona("owner").tenant_id;
    let requests = scene.demo.requests();
    let paths = || requests.iter().map(|request| request.path.trim_start_matches('/').split('/'));
    let subscriptions: BTreeSet<&str> = paths()
        .filter_map(|mut path| path.next().filter(|first| *first == "subscriptions").and(path.next()))
        .collect();
    assert_eq!(subscriptions.len(), 2, "{subscriptions:?}");
    let authorities: BTreeSet<&str> = requests
        .iter()
        .filter(|request| request.path.contains("/oauth2/"))
        .filter_map(|request| request.path.split('/').nth(1))
        .collect();
    let is_home = |name: &&str| ["organizations", "common", home.as_str()].contains(name);
    assert!(!authorities.is_empty() && authorities.iter().all(is_home), "{authorities:?}");
}

#[tokio::test]
async fn a_person_without_a_role_sees_an_empty_list_and_no_error() {
    let scene = Scene::signed_in_as("none").await.unwrap();
    let list = scene.app.list_workspaces().await.unwrap();
    assert_eq!((list.workspaces.len(), list.failures.len(), list.subscription_count), (0, 0, 0));
}

#[tokio::test]
async fn roles_that_may_not_be_read_cost_one_cell() {
    let scene = Scene::signed_in_as("dataScientist").await.unwrap();
    let list = scene.app.list_workspaces().await.unwrap();
    assert!(!list.workspaces.is_empty());
    assert_eq!(list.failures.len(), 0, "{:?}", list.failures);
    let Readable::Refused { refusal } = &list.workspaces[0].my_roles else {
        panic!("{:?}", list.workspaces[0])
    };
    assert_eq!(refusal.missing_action.as_deref(), Some("Microsoft.Authorization/roleAssignments/read"));
    assert!(refusal.correlation_id.is_some());
}

#[tokio::test]
async fn roles_whose_definitions_cannot_be_read_keep_their_names_where_azure_made_them() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    scene.demo.faults().inject(status("/roleDefinitions", 403, "{}", 100));
    let list = scene.app.list_workspaces().await.unwrap();
    assert_eq!(list.failures.len(), 0, "every role has its name: {:?}", list.failures);
    for workspace in &list.workspaces {
        let Readable::Known { value: roles } = &workspace.my_roles else { panic!("{workspace:?}") };
        assert_eq!(roles[0].name, "Owner", "{workspace:?}");
        let access = scene.app.list_access(&workspace.handle).await.unwrap();
        let unknown = access.assignments.iter().filter(|row| row.role_kind == RoleKind::Unknown).count();
        assert_eq!(access.failures.len(), usize::from(unknown > 0), "{access:?}");
        assert!(access.failures.iter().all(|failure| failure.lacks == Lacking::Names));
    }
}

#[tokio::test]
async fn the_strongest_of_several_roles_comes_first() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    for workspace in scene.workspaces().await.unwrap() {
        let access = scene.app.list_access(&workspace.handle).await.unwrap().assignments;
        let in_order = access.is_sorted_by(|one, other| {
            one.scope_kind > other.scope_kind
                || (one.scope_kind == other.scope_kind && one.role_strength >= other.role_strength)
        });
        assert!(in_order, "{access:#?}");
    }

    let object_id = scene.persona("owner").object_id;
    let assigned = |name: &str, role: &str| {
        let id = format!("/providers/Microsoft.Authorization/roleAssignments/{name}");
        let role = format!("/providers/Microsoft.Authorization/roleDefinitions/{role}");
        serde_json::json!({ "id": id, "name": name, "properties": {
            "roleDefinitionId": role, "principalId": object_id, "principalType": "User", "scope": "/",
        } })
    };
    let contributor = assigned("a", "b24988ac-6180-42a0-ab88-20f7382dd24c");
    let reader = assigned("b", "acdd72a7-3385-48ef-bd42-f606fba81ae7");
    let owner = assigned("c", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
    let body = serde_json::json!({ "value": [contributor, reader, owner] }).to_string();
    scene.demo.faults().inject(status("/roleAssignments", 200, &body, 100));
    let list = scene.restarted().list_workspaces().await.unwrap();
    let Readable::Known { value: roles } = &list.workspaces[0].my_roles else { panic!("{list:?}") };
    let names: Vec<_> = roles.iter().map(|role| &*role.name).collect();
    assert_eq!(names, ["Owner", "Contributor", "Reader"]);
}

#[tokio::test]
async fn every_kind_of_service_is_listed_with_its_auth_mode() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let services = scene.services().await.unwrap();
    assert!(services.len() >= 20, "{}", services.len());
    let wanted = [
        (ServiceKind::ManagedOnline, AuthMode::Key),
        (ServiceKind::ManagedOnline, AuthMode::AmlToken),
        (ServiceKind::ManagedOnline, AuthMode::AadToken),
        (ServiceKind::AksWebService, AuthMode::Key),
        (ServiceKind::AksWebService, AuthMode::AmlToken),
        (ServiceKind::AciWebService, AuthMode::None),
        (ServiceKind::AciWebService, AuthMode::Key),
    ];
    for (kind, auth_mode) in wanted {
        let found = services.iter().any(|service| service.kind == kind && service.auth_mode == auth_mode);
        assert!(found, "no {kind:?} with {auth_mode:?}");
    }
    assert!(services.iter().any(|service| service.kind == ServiceKind::KubernetesOnline));
    assert!(services.iter().any(|service| service.workspace_region.is_some()), "one is in another region");
    assert!(services.iter().any(|service| service.state == "Failed"));
    assert!(services.iter().any(|service| service.state == "Updating"));
    assert!(
        services
            .iter()
            .all(|service| service.auth_mode != AuthMode::Unknown && service.kind != ServiceKind::Unknown)
    );
    for service in &services {
        let details = scene.app.describe_service(&service.handle).await.unwrap();
        assert_eq!(&details.summary, service);
        assert_eq!(details.keys.is_some(), service.auth_mode == AuthMode::Key);
        assert_eq!(
            details.token.is_some(),
            matches!(service.auth_mode, AuthMode::AmlToken | AuthMode::AadToken)
        );
    }
}

#[tokio::test]
async fn one_api_that_fails_leaves_the_other_apis_rows() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let workspace = scene.workspaces().await.unwrap().remove(0);
    let whole = scene.app.list_services(&workspace.handle).await.unwrap();
    scene.demo.faults().inject(status("/modelmanagement/", 500, "<html>broken</html>", 10));
    let partial = scene.app.list_services(&workspace.handle).await.unwrap();
    assert_eq!(partial.failures.len(), 1);
    assert_eq!(partial.failures[0].error.code, ErrorCode::ServiceFailed);
    assert!(!partial.services.is_empty() && partial.services.len() <= whole.services.len());
}

#[tokio::test]
async fn a_subscription_that_fails_is_a_row_and_the_other_one_is_there() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let whole = scene.workspaces().await.unwrap();
    let broken = whole[0].subscription_id.clone();
    let path = format!("/subscriptions/{broken}/providers/Microsoft.MachineLearningServices");
    scene.demo.faults().inject(status(&path, 502, "", 10));
    let list = scene.app.list_workspaces().await.unwrap();
    assert_eq!(list.failures.len(), 1);
    assert_eq!(list.failures[0].source, whole[0].subscription_name);
    let others = whole.iter().filter(|workspace| workspace.subscription_id != broken).count();
    assert_eq!(list.workspaces.len(), others);
}

#[tokio::test]
async fn waiting_is_left_to_the_service_and_a_refusal_is_never_repeated() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let mut throttled = status("/providers/Microsoft.MachineLearningServices/workspaces", 429, "{}", 1);
    if let Fault::Status { headers, .. } = &mut throttled {
        headers.push(("retry-after".to_owned(), "1".to_owned()));
    }
    scene.demo.faults().inject(throttled);
    assert_eq!(scene.workspaces().await.unwrap().len(), 5);

    for refused in [401, 403] {
        scene.demo.faults().inject(status("/subscriptions", refused, "{}", 10));
        let before = scene.recorder.count("/subscriptions?");
        scene.app.list_workspaces().await.unwrap_err();
        assert_eq!(scene.recorder.count("/subscriptions?") - before, 1, "{refused}");
        scene.demo.faults().clear();
    }
}

#[tokio::test]
async fn a_401_that_speaks_of_a_quota_ends_no_session() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let quota =
        r#"{"Code":"Unauthorized","Message":"Operation cannot be completed without additional quota."}"#;
    scene.demo.faults().inject(status("/subscriptions", 401, quota, 1));
    assert_eq!(scene.app.list_workspaces().await.unwrap_err().code, ErrorCode::ServiceFailed);
    assert!(scene.app.describe_app().await.account.is_some());
    assert_eq!(scene.workspaces().await.unwrap().len(), 5);
}

#[tokio::test]
async fn a_lost_connection_is_tried_again() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    scene.demo.faults().inject(Fault::DropConnection { path_contains: "/workspaces".to_owned(), times: 1 });
    assert_eq!(scene.workspaces().await.unwrap().len(), 5);
}

#[tokio::test]
async fn an_invalid_handle_opens_nothing() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    scene.workspaces().await.unwrap();
    let hostile = [
        "",
        "x",
        "../../etc/passwd",
        "https://evil.example/subscriptions/0/resourceGroups/r",
        "/subscriptions/0/resourceGroups/r/providers/Microsoft.MachineLearningServices/workspaces/w",
        "0000000000000000000000ff",
    ];
    for handle in hostile {
        let errors = [
            scene.app.describe_workspace(handle).await.unwrap_err(),
            scene.app.list_services(handle).await.unwrap_err(),
            scene.app.list_access(handle).await.unwrap_err(),
            scene.app.describe_service(handle).await.unwrap_err(),
        ];
        assert!(errors.iter().all(|error| error.code == ErrorCode::Invalid), "{handle}: {errors:?}");
    }
    let base = scene.demo.cloud().arm.to_string();
    assert!(
        scene.recorder.exchanges().iter().all(|(_, url, _)| url.starts_with(&base)),
        "something left the cloud"
    );
}

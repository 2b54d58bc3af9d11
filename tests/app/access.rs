//! Who has which role: inherited, through groups, custom, deleted, and what cannot be read.

use latchkey_app::{
    ErrorCode, Reason,
    bridge::{AccessRow, PrincipalKind, RoleKind, ScopeKind},
};
use latchkey_democloud::Fault;
use latchkey_tests::Scene;

async fn every_row(scene: &Scene) -> Vec<AccessRow> {
    let mut rows = Vec::new();
    for workspace in scene.workspaces().await.unwrap() {
        let list = scene.app.list_access(&workspace.handle).await.unwrap();
        assert_eq!(list.failures.len(), 0, "{:?}", list.failures);
        rows.extend(list.assignments);
    }
    rows
}

#[tokio::test]
async fn assignments_are_told_with_names_scopes_and_kinds() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    scene.app.show_names().unwrap();
    let rows = every_row(&scene).await;
    let has =
        |what: &str, is: &dyn Fn(&AccessRow) -> bool| assert!(rows.iter().any(is), "no {what} in {rows:#?}");
    has("inherited from a subscription", &|row| {
        row.is_inherited && row.scope_kind == ScopeKind::Subscription
    });
    has("inherited from a resource group", &|row| {
        row.is_inherited && row.scope_kind == ScopeKind::ResourceGroup
    });
    has("made on a workspace", &|row| !row.is_inherited && row.scope_kind == ScopeKind::Resource);
    has("given to a group", &|row| row.principal.kind == PrincipalKind::Group);
    has("given to a service principal", &|row| row.principal.kind == PrincipalKind::ServicePrincipal);
    has("custom role", &|row| row.role_kind == RoleKind::Custom);
    has("deleted principal", &|row| row.principal.is_missing && row.principal.name.is_none());
    has("own", &|row| row.is_mine);
    assert!(rows.iter().all(|row| row.role_kind != RoleKind::Unknown));
    let mine = scene.app.describe_app().await.account.unwrap();
    let own = rows.iter().find(|row| row.is_mine).unwrap();
    assert_eq!(own.principal.detail.as_deref(), Some(mine.user_name.as_str()));
}

#[tokio::test]
async fn graph_is_asked_for_names_only_when_they_are_wanted() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let workspace = scene.workspaces().await.unwrap().remove(0);
    let tokens = scene.recorder.count("/oauth2/v2.0/token");
    let list = scene.app.list_access(&workspace.handle).await.unwrap();
    assert!(!list.has_names && list.failures.is_empty() && !list.assignments.is_empty(), "{list:?}");
    let is_bare = |row: &AccessRow| {
        row.principal.name.is_none() && row.principal.detail.is_none() && !row.principal.is_missing
    };
    assert!(list.assignments.iter().all(is_bare), "{list:?}");
    assert!(list.assignments.iter().any(|row| row.principal.kind == PrincipalKind::Group));
    // No request goes to Graph, and no token for it is requested.
    assert_eq!(scene.recorder.count("/v1.0/"), 0);
    assert_eq!(scene.recorder.count("/oauth2/v2.0/token"), tokens);

    let once = scene.app.list_access_with_names(&workspace.handle).await.unwrap();
    assert!(once.has_names && once.assignments.iter().any(|row| row.principal.name.is_some()));
    assert!(!scene.app.list_access(&workspace.handle).await.unwrap().has_names, "that was this once");
    scene.app.show_names().unwrap();
    assert!(scene.app.list_access(&workspace.handle).await.unwrap().has_names);
    let later = scene.restarted();
    let workspace = later.list_workspaces().await.unwrap().workspaces.remove(0);
    assert!(later.list_access(&workspace.handle).await.unwrap().has_names, "it is remembered");
    later.hide_names().unwrap();
    assert!(!later.list_access(&workspace.handle).await.unwrap().has_names);
}

#[tokio::test]
async fn a_directory_that_refuses_costs_only_the_names() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let workspace = scene.workspaces().await.unwrap().remove(0);
    scene.app.show_names().unwrap();
    let whole = scene.app.list_access(&workspace.handle).await.unwrap();
    scene.demo.faults().inject(Fault::Status {
        path_contains: "/directoryObjects/".to_owned(),
        status: 403,
        headers: vec![],
        body: r#"{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges"}}"#
            .to_owned(),
        times: 1,
    });
    let list = scene.app.list_access(&workspace.handle).await.unwrap();
    assert_eq!(list.assignments.len(), whole.assignments.len());
    assert!(list.assignments.iter().all(|row| row.principal.name.is_none() && !row.principal.is_missing));
    assert_eq!(list.failures.len(), 1);
    assert_eq!(list.failures[0].error.code, ErrorCode::Forbidden);
}

#[tokio::test]
async fn a_person_who_may_not_read_assignments_sees_the_missing_action() {
    let scene = Scene::signed_in_as("dataScientist").await.unwrap();
    let workspace = scene.workspaces().await.unwrap().remove(0);
    let error = scene.app.list_access(&workspace.handle).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Forbidden);
    let action = Some("Microsoft.Authorization/roleAssignments/read".to_owned());
    assert_eq!(*error.reason, Reason::PermissionMissing { action });
    assert!(error.correlation_id.is_some());
}

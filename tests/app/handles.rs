//! A handle opens the resource that it names, as the account that listed it, and nothing else.

use latchkey_app::{ErrorCode, Reason, bridge::AuthMode};
use latchkey_tests::Scene;

/// The paths of requests for subscriptions and workspaces so far.
fn paths(scene: &Scene, since: usize) -> Vec<String> {
    let exchanges = scene.recorder.exchanges();
    exchanges[since..]
        .iter()
        .map(|(_, url, _)| url.split('?').next().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn a_handle_opens_its_resource_after_a_restart_and_lists_nothing_for_it() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    for mode in [AuthMode::Key, AuthMode::AmlToken] {
        let service = scene.service(|service| service.auth_mode == mode).await.unwrap();
        let whole = scene.app.describe_service(&service.handle).await.unwrap();
        let app = scene.restarted();
        let before = scene.recorder.exchanges().len();
        let opened = app.describe_service(&service.handle).await.unwrap();
        assert_eq!(opened.summary, whole.summary);
        assert_eq!(opened.summary.workspace_handle, whole.summary.workspace_handle);
        for path in paths(&scene, before) {
            assert!(!path.ends_with("/subscriptions"), "{path} lists subscriptions");
            assert!(!path.ends_with("/workspaces"), "{path} lists workspaces");
            assert!(!path.ends_with("/onlineEndpoints"), "{path} lists services");
        }
        let workspace = app.describe_workspace(&whole.summary.workspace_handle).await.unwrap();
        assert_eq!(workspace.summary.name, whole.summary.workspace_name);
    }
}

#[tokio::test]
async fn a_v1_service_is_opened_by_its_handle() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let is_v1 = |service: &latchkey_app::bridge::ServiceSummary| service.handle.contains("/services/");
    let service = scene.service(is_v1).await.unwrap();
    let opened = scene.restarted().describe_service(&service.handle).await.unwrap();
    assert_eq!(opened.summary, service);
}

#[tokio::test]
async fn a_handle_of_another_account_does_not_switch_the_account() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let service = scene.service(|service| service.auth_mode == AuthMode::Key).await.unwrap();
    let owner = scene.app.describe_app().await.account.unwrap();
    let reader = scene.sign_in("reader").await.unwrap().account.unwrap();
    let before = scene.recorder.exchanges().len();
    let error = scene.app.describe_service(&service.handle).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::OtherAccount);
    let expected =
        Reason::OtherAccount { cloud_id: "demo".to_owned(), account_id: owner.id.clone(), is_kept: true };
    assert_eq!(*error.reason, expected);
    assert_eq!(scene.app.describe_app().await.account.unwrap().id, reader.id);
    // It does not switch to another cloud either, nor to an account that is not stored.
    for (from, to) in [("demo/", "public/"), (owner.id.as_str(), "00000000000000000000000000000000")] {
        let error = scene.app.describe_service(&service.handle.replacen(from, to, 1)).await.unwrap_err();
        assert!(matches!(*error.reason, Reason::OtherAccount { is_kept: false, .. }), "{error:?}");
    }
    assert_eq!(scene.recorder.exchanges().len(), before, "no request was sent");
    // It opens after switching to the account.
    scene.app.choose_account(&owner.id).await.unwrap();
    scene.app.describe_service(&service.handle).await.unwrap();
}

#[tokio::test]
async fn a_deleted_resource_is_reported() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let service = scene.service(|service| service.auth_mode == AuthMode::Key).await.unwrap();
    let app = scene.restarted();
    let gone = app.describe_service(&format!("{}-gone", service.handle)).await.unwrap_err();
    assert_eq!(*gone.reason, Reason::ServiceGone, "{gone:?}");
    let (workspace, _) = service.handle.rsplit_once("/onlineEndpoints/").unwrap();
    let gone = app.describe_workspace(&format!("{workspace}-gone")).await.unwrap_err();
    assert_eq!(*gone.reason, Reason::WorkspaceGone, "{gone:?}");
}

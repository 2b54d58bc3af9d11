//! Opening the workspace of a `config.json`, and the reasons why it cannot be opened.

use latchkey_app::{CommandError, ErrorCode, Reason, bridge::WorkspaceLocation};
use latchkey_tests::Scene;
use serde_json::{Value, json};

/// The file that the portal offers for a workspace of the demo cloud.
fn config(scene: &Scene, name: &str) -> Value {
    let estate = scene.demo.inventory();
    let found = estate.workspaces.iter().find(|one| one.name == name).unwrap();
    json!({
        "subscription_id": found.subscription_id,
        "resource_group": found.resource_group.to_uppercase(),
        "workspace_name": found.name,
    })
}

async fn locate(scene: &Scene, text: &str) -> Result<WorkspaceLocation, CommandError> {
    scene.app.request_workspace(text)?;
    Ok(scene.app.locate_requested_workspace().await?.expect("it was asked for just now"))
}

#[tokio::test]
async fn a_config_file_leads_to_its_workspace() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let text = config(&scene, "ml-routing").to_string();
    let WorkspaceLocation::Here { handle, name } = locate(&scene, &text).await.unwrap() else {
        panic!("it is there")
    };
    assert_eq!(name, "ml-routing");
    assert_eq!(scene.app.describe_workspace(&handle).await.unwrap().summary.name, "ml-routing");

    let folder = tempfile::tempdir().unwrap();
    let notebook = folder.path().join("notebooks/churn");
    std::fs::create_dir_all(&notebook).unwrap();
    let missing = scene.app.locate_workspace_from(&notebook).await.unwrap_err();
    assert_eq!(missing.code, ErrorCode::Invalid);
    let is_missing = matches!(&*missing.reason, Reason::ConfigMissing { left_out: None, .. });
    assert!(is_missing, "{missing:?}");
    std::fs::create_dir(folder.path().join(".azureml")).unwrap();
    std::fs::write(folder.path().join(".azureml/config.json"), &text).unwrap();
    std::fs::write(notebook.join("config.json"), "{ nearer, but looked at later }").unwrap();
    let found = scene.app.locate_workspace_from(&notebook).await.unwrap();
    assert_eq!(found, WorkspaceLocation::Here { handle, name });
}

#[tokio::test]
async fn a_workspace_that_cannot_be_opened_is_reported_with_the_reason() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let seen = async |config: Value| locate(&scene, &config.to_string()).await.unwrap();
    let mut gone = config(&scene, "ml-routing");
    gone["workspace_name"] = "ml-routing-2023".into();
    assert_eq!(seen(gone).await, WorkspaceLocation::Gone { name: "ml-routing-2023".to_owned() });

    let home = scene.persona("owner").tenant_id;
    let estate = scene.demo.inventory();
    let elsewhere = estate.subscriptions.iter().find(|one| one.tenant_id != home).unwrap();
    let there = estate.workspaces.iter().find(|one| one.subscription_id == elsewhere.id).unwrap();
    let WorkspaceLocation::OtherTenant { name, tenant_id, tenant_name } =
        seen(config(&scene, &there.name)).await
    else {
        panic!("it is in another tenant")
    };
    assert_eq!((name, tenant_id), (there.name.clone(), elsewhere.tenant_id.clone()));
    assert!(tenant_name.is_some(), "it has a name that the account may know");
    let id = scene.app.describe_app().await.account.unwrap().id;
    scene.app.enter_tenant(&id, &elsewhere.tenant_id).await.unwrap();
    let found = scene.app.locate_requested_workspace().await.unwrap().unwrap();
    assert!(matches!(found, WorkspaceLocation::Here { .. }), "{found:?}");

    let reader = Scene::signed_in_as("none").await.unwrap();
    let config = config(&reader, "ml-routing").to_string();
    let seen = locate(&reader, &config).await.unwrap();
    assert_eq!(seen, WorkspaceLocation::NoAccess { name: "ml-routing".to_owned() });
}

#[tokio::test]
async fn a_file_that_is_no_config_is_refused() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    for text in ["", "[]", "{}", "{\"subscription_id\": \"a/b\"}", "not json"] {
        let error = locate(&scene, text).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Invalid, "{text}");
        assert!(matches!(&*error.reason, Reason::ConfigInvalid { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn a_file_that_the_program_was_opened_with_waits_for_the_sign_in() {
    let scene = Scene::set().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.json");
    std::fs::write(&file, config(&scene, "ml-routing").to_string()).unwrap();
    scene.app.request_workspace_from(&file).await;
    let requested = async || scene.app.describe_app().await.requested_workspace;
    assert_eq!(requested().await.as_deref(), Some("ml-routing"));
    let too_early = scene.app.locate_requested_workspace().await.unwrap_err();
    assert_eq!(too_early.code, ErrorCode::SignInRequired);

    scene.sign_in("owner").await.unwrap();
    let found = scene.app.locate_requested_workspace().await.unwrap();
    assert!(matches!(found, Some(WorkspaceLocation::Here { .. })), "{found:?}");
    scene.app.dismiss_requested_workspace();
    assert_eq!(requested().await, None);
    assert_eq!(scene.app.locate_requested_workspace().await.unwrap(), None);

    // An invalid file is reported at the top of the window, and no request is sent.
    scene.app.request_workspace_from(&folder.path().join("missing.json")).await;
    let overview = scene.app.describe_app().await;
    assert!(overview.notices[0].contains("missing.json"), "{:?}", overview.notices);
    assert_eq!(overview.requested_workspace, None);
}

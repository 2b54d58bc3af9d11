//! Calls of a service: copied with a key or a fresh token in them, and run as a person would; and what leads to them.

use std::process::{Command, Stdio};

use latchkey_app::{
    ErrorCode, Reason,
    bridge::{
        Address, AuthMode, CallLanguage, Copied, KeySlot, ServiceKind, ServiceSummary, Site,
        SnippetCredential, SnippetFormat,
    },
};
use latchkey_democloud::Fault;
use latchkey_tests::{Scene, SceneBuilder};
use latchkey_types::{Cloud, WorkspaceConfig};
use serde_json::json;

fn is_ready(service: &ServiceSummary) -> bool {
    matches!(service.state.as_str(), "Succeeded" | "Healthy")
}

/// Runs what is on the clipboard; whether the service answered.
async fn run(scene: &Scene, program: &'static [&'static str]) -> bool {
    let code = scene.clipboard.content().unwrap();
    let work = move || {
        let (name, arguments) = program.split_first().unwrap();
        Command::new(name).args(arguments).arg(code).stdin(Stdio::null()).output().unwrap()
    };
    tokio::task::spawn_blocking(work).await.unwrap().status.success()
}

fn is_installed(program: &str) -> bool {
    let found = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if found.is_err() {
        latchkey_testing::skip("a call that is run", program);
    }
    found.is_ok()
}

/// The copied call answers, is marked as a secret, and has its secret from nowhere else.
async fn check_call(scene: &Scene, service: &ServiceSummary, slot: Option<KeySlot>) {
    for (language, tool, program) in [
        (CallLanguage::Curl, "curl", &["sh", "-c"][..]),
        (CallLanguage::Python, "python3", &["python3", "-c"][..]),
    ] {
        let copied: Copied = scene.app.copy_call(&service.handle, language, slot).await.unwrap();
        assert!(scene.clipboard.is_marked_secret() && copied.clears_at.is_some(), "{language:?}");
        if is_installed(tool) {
            assert!(run(scene, program).await, "{language:?} of {}", service.name);
        }
        scene.app.clear_clipboard();
        assert_eq!(scene.clipboard.content(), None, "{language:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_with_the_key_in_it_is_answered_and_taken_off_the_clipboard() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    for kind in [ServiceKind::ManagedOnline, ServiceKind::AksWebService] {
        let wanted =
            |one: &ServiceSummary| is_ready(one) && one.kind == kind && one.auth_mode == AuthMode::Key;
        let service = scene.service(wanted).await.unwrap();
        for slot in [KeySlot::Primary, KeySlot::Secondary] {
            let key = scene.app.reveal_key(&service.handle, slot).await.unwrap().value().to_owned();
            check_call(&scene, &service, Some(slot)).await;
            scene.app.copy_call(&service.handle, CallLanguage::Powershell, Some(slot)).await.unwrap();
            let call = scene.clipboard.content().unwrap();
            assert!(call.contains(&format!("'Bearer {key}'")) && call.starts_with("Invoke-RestMethod"));
            let details = scene.app.describe_service(&service.handle).await.unwrap();
            assert!(!details.snippets.is_empty() && !format!("{details:?}").contains(&key));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_trusts_the_certificates_of_its_cloud() {
    let scene = SceneBuilder::default().secure().set().await.unwrap();
    scene.sign_in("owner").await.unwrap();
    let wanted = |one: &ServiceSummary| is_ready(one) && one.auth_mode == AuthMode::Key;
    let service = scene.service(wanted).await.unwrap();
    let details = scene.app.describe_service(&service.handle).await.unwrap();
    assert!(matches!(&details.address, Address::Sound { uri } if uri.starts_with("https:")), "{details:?}");
    let file = details.certificate_file.unwrap();
    assert!(details.snippets.iter().all(|snippet| snippet.code.contains(&file)), "{:?}", details.snippets);
    check_call(&scene, &service, Some(KeySlot::Primary)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_with_a_fresh_token_in_it_is_answered() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    for mode in [AuthMode::AmlToken, AuthMode::AadToken] {
        let wanted = |one: &ServiceSummary| is_ready(one) && one.auth_mode == mode;
        let service = scene.service(wanted).await.unwrap();
        check_call(&scene, &service, None).await;
        let refused = scene
            .app
            .copy_call(&service.handle, CallLanguage::Curl, Some(KeySlot::Primary))
            .await
            .unwrap_err();
        assert_eq!(*refused.reason, Reason::NoKeys);
    }
}

#[tokio::test]
async fn no_key_is_read_for_an_address_that_it_should_not_be_sent_to() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let wanted =
        |one: &ServiceSummary| one.kind == ServiceKind::ManagedOnline && one.auth_mode == AuthMode::Key;
    let service = scene.service(wanted).await.unwrap();
    let known = scene.app.describe_service(&service.handle).await.unwrap();
    let endpoint = json!({
        "id": known.resource_id, "name": service.name, "location": "westeurope", "kind": "Managed",
        "properties": {
            "authMode": "Key", "provisioningState": "Succeeded", "scoringUri": "https://evil.example/score",
        },
    });
    // The endpoint and the permissions on it are read at the same time.
    for _ in 0..2 {
        scene.demo.faults().inject(Fault::Status {
            path_contains: format!("/onlineEndpoints/{}", service.name),
            status: 200,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: endpoint.to_string(),
            times: 1,
        });
    }
    let described = scene.app.describe_service(&service.handle).await.unwrap();
    assert_eq!(described.snippets, []);
    let slot = Some(KeySlot::Primary);
    let refused = scene.app.copy_call(&service.handle, CallLanguage::Curl, slot).await.unwrap_err();
    assert_eq!((*refused.reason, refused.code), (Reason::AddressUnsafe, ErrorCode::Invalid));
    assert_eq!(scene.clipboard.content(), None);
    assert!(scene.demo.requests().iter().all(|request| !request.path.to_lowercase().contains("listkeys")));
}

#[tokio::test]
async fn another_program_is_named_only_where_it_can_reach_the_cloud() {
    for is_own in [true, false] {
        let cloud = move |cloud: &mut Cloud| {
            if !is_own {
                cloud.own_emulator = None;
            }
        };
        let scene = SceneBuilder::default().cloud(cloud).set().await.unwrap();
        scene.sign_in("owner").await.unwrap();
        let service = scene.service(|one| one.auth_mode == AuthMode::Key).await.unwrap();
        let snippets = scene.app.describe_service(&service.handle).await.unwrap().snippets;
        let names_us = snippets.iter().any(|one| one.credential == SnippetCredential::Latchkey);
        assert_eq!(names_us, !is_own);
        // These reach Microsoft's clouds.
        let is_theirs = |format| matches!(format, SnippetFormat::Sdk | SnippetFormat::AzureCli);
        assert!(!snippets.iter().any(|one| is_theirs(one.format)));
        scene.app.copy_command_line(&service.handle).await.unwrap();
        let line = scene.clipboard.content().unwrap();
        assert!(line.starts_with(&format!("latchkey keys {} --workspace ", service.name)), "{line}");
        assert!(line.contains(" --cloud demo --account "), "{line}");
    }
}

#[tokio::test]
async fn a_workspace_has_a_config_file_for_the_sdks_and_no_page_outside_of_the_cloud() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let workspace = scene.workspaces().await.unwrap().remove(0);
    let folder = tempfile::tempdir().unwrap();
    let save = async || {
        let saved = scene.app.save_workspace_config(&workspace.handle, Some(folder.path().to_owned())).await;
        saved.unwrap().path
    };
    let (first, second) = (save().await, save().await);
    assert_ne!(first, second);
    assert!(first.ends_with("config.json"), "{first}");
    let config = WorkspaceConfig::read(&std::fs::read_to_string(second).unwrap()).unwrap();
    assert_eq!(config.workspace, workspace.name);
    assert_eq!(config.subscription_id, workspace.subscription_id);
    let refused = scene.app.save_workspace_config(&workspace.handle, None).await.unwrap_err();
    assert_eq!(*refused.reason, Reason::NoFolderForFiles);

    let pages = scene.person.pages().await.len();
    for site in [Site::Studio, Site::Portal] {
        let refused = scene.app.open_workspace_page(&workspace.handle, site).await.unwrap_err();
        assert_eq!(*refused.reason, Reason::NoSites);
    }
    assert!(!scene.app.describe_app().await.cloud.unwrap().has_sites);
    assert_eq!(scene.person.pages().await.len(), pages, "no browser was opened");
}

//! Where tokens go, as people see it: a cloud with a changed description, and one that needs a confirmation.

use std::sync::Arc;

use latchkey_app::{
    App, CommandError, DestinationPart, ErrorCode, Reason,
    bridge::{AccountBinding, CloudDescription, SignInMethod, SignInOptions, SignInProgress},
};
use latchkey_democloud::{DemoCloud, Options};
use latchkey_tests::Scene;
use latchkey_types::{Cloud, OsEntropy, SystemClock};
use latchkey_vault::{ItemName, Vault};
use latchkey_words::detail as words;
use serde_json::{Value, json};
use url::Url;

async fn binding(app: &App) -> Option<AccountBinding> {
    app.describe_app().await.account.map(|account| account.binding)
}

fn detail<'a>(error: &'a CommandError, label: &str) -> &'a str {
    let found = error.details.iter().find(|detail| detail.label == label);
    &found.unwrap_or_else(|| panic!("{label} is not among {error:?}")).value
}

#[tokio::test]
async fn the_demo_cloud_of_the_window_is_known_by_its_state_and_not_by_its_ports() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let start = async |state| {
        let options = Options::new(Arc::new(SystemClock), Arc::new(OsEntropy));
        DemoCloud::start(Options { state, ..options }).await.unwrap()
    };
    let moved = start(Some(scene.demo.snapshot())).await;
    assert_ne!(moved.cloud().arm, scene.demo.cloud().arm);
    let app = scene.restarted_in(moved.cloud());
    assert_eq!(binding(&app).await, Some(AccountBinding::Confirmed));
    assert!(!app.list_workspaces().await.unwrap().workspaces.is_empty());

    // Another demo cloud is another cloud, also at the same address. So is a cloud of a file.
    let other = start(None).await;
    let file = Cloud { own_emulator: None, ..moved.cloud() };
    for cloud in [other.cloud(), file] {
        let app = scene.restarted_in(cloud);
        assert_eq!(binding(&app).await, Some(AccountBinding::Changed));
        let refused = app.list_workspaces().await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::SignInRequired, "{refused:?}");
        let Reason::DestinationsChanged { changes } = &*refused.reason else { panic!("{refused:?}") };
        let issuer = changes.iter().find(|change| change.part == DestinationPart::Issuer).unwrap();
        assert!(issuer.before.starts_with("emulator "), "{refused:?}");
    }
    // Nothing was removed: the session resumes with the unchanged cloud.
    assert!(!scene.restarted_in(moved.cloud()).list_workspaces().await.unwrap().workspaces.is_empty());
}

#[tokio::test]
async fn a_sign_in_to_a_changed_cloud_asks_for_the_host_of_its_tokens() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    // The Resource Manager is at the other of the two loopback names.
    let mut arm = scene.demo.cloud().arm;
    arm.set_host(Some("127.0.0.1")).unwrap();
    let host = format!("127.0.0.1:{}", arm.port().unwrap());
    let app = scene.restarted_in(Cloud { arm, own_emulator: None, ..scene.demo.cloud() });
    app.resume().await;
    for typed in [None, Some("localhost"), Some("127.0.0.1")] {
        let options = SignInOptions { confirmed_host: typed.map(str::to_owned), ..SignInOptions::default() };
        let refused = app.start_sign_in(options).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::ConfirmDestinations, "{refused:?}");
        assert_eq!(detail(&refused, &words::host()), host);
        assert!(
            detail(&refused, &words::part_resource_manager()).starts_with("http://127.0.0.1:"),
            "{refused:?}"
        );
    }
    assert!(app.describe_app().await.sign_in.is_none(), "nothing has begun");
    let options = SignInOptions { confirmed_host: Some(host), ..SignInOptions::default() };
    app.start_sign_in(options).await.unwrap();
    assert!(matches!(
        app.describe_app().await.sign_in,
        Some(SignInProgress::Discovering | SignInProgress::Waiting { .. })
    ));
}

#[tokio::test]
async fn tokens_for_a_resource_of_a_tenant_are_requested_after_a_confirmation() {
    let scene = Scene::set().await.unwrap();
    let text = json!({
        "id": "stack", "authority": "https://login.microsoftonline.com", "arm": "https://arm.stack.example",
        "armResource": "https://management.lab.onmicrosoft.com/5e2b",
    });
    let description = CloudDescription::Json { text: text.to_string(), certificates: None, name: None };
    let added = scene.app.add_cloud(description).await.unwrap();
    assert_eq!(added.token_hosts, ["arm.stack.example"]);
    for way in [SignInMethod::Browser, SignInMethod::DeviceCode, SignInMethod::AzureCli] {
        let options =
            SignInOptions { cloud_id: Some("stack".to_owned()), method: Some(way), ..Default::default() };
        let refused = scene.app.start_sign_in(options).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::ConfirmDestinations, "{refused:?}");
        let Reason::DestinationsUnconfirmed { host, .. } = &*refused.reason else { panic!("{refused:?}") };
        assert_eq!(host, "arm.stack.example");
        assert_eq!(detail(&refused, &words::resource()), "https://management.lab.onmicrosoft.com/5e2b");
    }
    assert_eq!(scene.person.opened(), [] as [Url; 0]);
    assert_eq!(scene.recorder.count("microsoftonline"), 0);
}

/// Removes from each sealed session the fields that earlier versions did not write.
async fn as_an_earlier_version_wrote_it(scene: &Scene) {
    let vault = Vault::new(scene.profile().join("vault"), scene.keychain.clone(), Arc::new(OsEntropy));
    let is_session = |name: &ItemName| name.as_str().starts_with("account/");
    for name in vault.names().await.unwrap().into_iter().filter(is_session) {
        let mut session: Value =
            serde_json::from_slice(&vault.unseal(&name).await.unwrap().unwrap()).unwrap();
        assert!(session.as_object_mut().unwrap().remove("binding").is_some());
        session["account"]["authority"] = "loopback".into();
        vault.seal(&name, session.to_string().into_bytes().into()).await.unwrap();
    }
}

#[tokio::test]
async fn a_session_of_the_version_before_goes_on_after_one_question() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    as_an_earlier_version_wrote_it(&scene).await;
    let app = scene.restarted();
    let account = app.describe_app().await.account.unwrap();
    assert_eq!(account.binding, AccountBinding::Unconfirmed);
    let before = scene.recorder.exchanges().len();
    let refused = app.list_workspaces().await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ConfirmDestinations, "{refused:?}");
    assert_eq!(scene.recorder.exchanges().len(), before, "nothing is sent before the answer");
    assert!(app.confirm_destinations("nobody", None).await.is_err());
    let overview = app.confirm_destinations(&account.id, None).await.unwrap();
    assert_eq!(overview.account.unwrap().binding, AccountBinding::Confirmed);
    assert!(!app.list_workspaces().await.unwrap().workspaces.is_empty());
    assert_eq!(binding(&scene.restarted()).await, Some(AccountBinding::Confirmed), "it is asked once");
}

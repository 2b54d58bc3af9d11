//! Clouds that a person adds: by the address of their Resource Manager, by a text, and away again.

use latchkey_app::{
    CloudMetadataProblem, ErrorCode, Field, Reason,
    bridge::{CloudDescription, SignInOptions},
};
use latchkey_tests::{Habit, Scene};
use latchkey_types::{Cloud, CloudError, CloudFileError};
use serde_json::json;

fn at(address: &str) -> CloudDescription {
    CloudDescription::ResourceManager { address: address.to_owned(), certificates: None, name: None }
}

fn told(text: &str) -> CloudDescription {
    CloudDescription::Json { text: text.to_owned(), certificates: None, name: None }
}

#[tokio::test]
async fn an_address_is_enough_to_sign_in_to_a_cloud() {
    let scene = Scene::set().await.unwrap();
    let arm = scene.demo.cloud().arm;
    let added = scene.app.add_cloud(at(arm.as_str())).await.unwrap();
    assert_eq!(
        (added.display_name.as_str(), added.is_emulated, added.is_added),
        ("LatchkeyDemo", true, true)
    );

    // The same demo cloud, now added by its address alone.
    let persona = scene.persona("owner");
    scene.person.set_habit(Habit::SignsIn { user_name: persona.user_name, password: persona.password });
    let options = SignInOptions { cloud_id: Some(added.id.clone()), ..SignInOptions::default() };
    scene.app.start_sign_in(options).await.unwrap();
    let overview = scene.until(|app| app.sign_in.is_none()).await.unwrap();
    assert_eq!(overview.cloud.unwrap().id, added.id);
    let workspaces = scene.app.list_workspaces().await.unwrap().workspaces;
    assert!(!workspaces.is_empty());
    scene.app.show_names().unwrap();
    let access = scene.app.list_access(&workspaces[0].handle).await.unwrap();
    assert!(access.failures.is_empty(), "Graph of that cloud knows the names: {:?}", access.failures);
    assert_eq!(scene.restarted().describe_app().await.cloud.unwrap().id, added.id);

    // A cloud in use cannot be removed. Another one is removed with everything that belongs to it.
    let busy = scene.app.remove_cloud(&added.id).await.unwrap_err();
    assert_eq!(busy.code, ErrorCode::Invalid, "{busy:?}");
    let other = scene.app.list_clouds().into_iter().find(|cloud| !cloud.is_added).unwrap();
    scene.app.choose_cloud(&other.id).await.unwrap();
    let report = scene.app.remove_cloud(&added.id).await.unwrap();
    assert_eq!((report.user_names.len(), report.remaining_items), (1, 0));
    assert!(!scene.app.list_clouds().iter().any(|cloud| cloud.is_added));
    assert_eq!(scene.app.remove_cloud(&added.id).await.unwrap_err().code, ErrorCode::NotFound);
    let sealed = std::fs::read_dir(scene.profile().join("vault")).unwrap();
    let left: Vec<_> = sealed.map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().ends_with(".sealed")), "{left:?}");
}

#[tokio::test]
async fn a_cloud_has_the_name_that_a_person_gives_it_and_no_other_has_it() {
    let scene = Scene::set().await.unwrap();
    let text = |id: &str| json!({ "id": id, "authority": "http://localhost:1", "arm": "http://localhost:1" });
    let named = |id: &str, name: &str| CloudDescription::Json {
        text: text(id).to_string(),
        certificates: None,
        name: Some(name.to_owned()),
    };
    let added = scene.app.add_cloud(named("lab", " Our lab ")).await.unwrap();
    assert_eq!(added.display_name, "Our lab");
    let taken = scene.app.add_cloud(named("other", "OUR LAB")).await.unwrap_err();
    assert_eq!(*taken.reason, Reason::CloudNameTaken { name: "OUR LAB".to_owned() });
    assert_eq!((taken.code, taken.field), (ErrorCode::Invalid, Some(Field::Name)));
    let long = scene.app.add_cloud(named("other", &"x".repeat(61))).await.unwrap_err();
    assert_eq!(*long.reason, Reason::CloudNameInvalid { longest: 60 });
    scene.app.add_cloud(named("other", "Another lab")).await.unwrap();
}

#[tokio::test]
async fn a_cloud_that_another_program_adds_or_removes_is_seen_at_once() {
    let scene = Scene::set().await.unwrap();
    let other_program = scene.restarted();
    let text = json!({ "id": "lab", "authority": "http://localhost:1", "arm": "http://localhost:1" });
    let has_lab = async || scene.app.describe_app().await.clouds.iter().any(|cloud| cloud.id == "lab");
    assert!(!has_lab().await);
    other_program.add_cloud(told(&text.to_string())).await.unwrap();
    assert!(has_lab().await);
    other_program.remove_cloud("lab").await.unwrap();
    assert!(!has_lab().await);
}

#[tokio::test]
async fn an_invalid_cloud_is_refused_with_the_reason() {
    let scene = Scene::set().await.unwrap();
    let check = async |description: CloudDescription, expected: Reason| {
        let error = scene.app.add_cloud(description).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Invalid, "{error:?}");
        assert_eq!(*error.reason, expected);
    };
    check(at("management.stack.example"), Reason::NotResourceManager).await;
    check(at("http://management.stack.example"), Reason::NotResourceManager).await;
    check(at("https://me@management.stack.example"), Reason::NotResourceManager).await;
    check(at("https://management.azure.com/"), Reason::BuiltInCloud { cloud: Cloud::public().display_name })
        .await;
    let arm = scene.demo.cloud().arm;
    let not_described = Reason::NotACloud {
        origin: arm.origin().ascii_serialization(),
        problem: CloudMetadataProblem::NotDescribed { status: 501 },
    };
    check(at(&format!("{arm}nothing/here")), not_described).await;
    let invalid = |problem| Reason::CloudDescriptionInvalid { file: None, problem };
    check(told("[]"), invalid(CloudFileError::NotJson { line: 1, column: 0 })).await;
    let reserved = |id: &str| Reason::CloudIdReserved { cloud_id: id.to_owned() };
    check(
        told(
            &json!({ "authority": "https://a.example", "arm": "https://a.example", "id": "public" })
                .to_string(),
        ),
        reserved("public"),
    )
    .await;
    let with_ca = json!({ "authority": "https://a.example", "arm": "https://a.example", "caFile": "ca.pem" });
    check(told(&with_ca.to_string()), Reason::CertificatesElsewhere { file: "ca.pem".to_owned() }).await;
    let certificates = Some("no certificate".to_owned());
    let text = with_ca.to_string();
    check(CloudDescription::Json { text, certificates, name: None }, Reason::NoCertificates).await;
    let id = scene.app.describe_app().await.cloud.unwrap().id;
    check(
        told(&json!({ "authority": "https://a.example", "arm": "https://a.example", "id": id }).to_string()),
        reserved(&id),
    )
    .await;
    let evil = json!({ "authority": "https://login.microsoftonline.com", "arm": "https://evil.example",
                       "armResource": "https://management.azure.com" });
    let microsofts =
        CloudError::Microsofts { field: "armResource", address: "https://management.azure.com".to_owned() };
    check(told(&evil.to_string()), invalid(microsofts.into())).await;
    let offline = scene.app.add_cloud(at("http://127.0.0.1:9")).await.unwrap_err();
    assert_eq!(offline.code, ErrorCode::Offline, "{offline:?}");
    assert_eq!(*offline.reason, Reason::EmulatorSilent, "no network is between two programs of one machine");
    assert!(!scene.app.list_clouds().iter().any(|cloud| cloud.is_added));
}

#[tokio::test]
async fn a_second_cloud_with_the_same_id_gets_no_session_of_the_first() {
    let scene = Scene::set().await.unwrap();
    let lab =
        |arm: &str| told(&json!({ "id": "lab", "authority": "https://a.example", "arm": arm }).to_string());
    scene.app.add_cloud(lab("https://a.example")).await.unwrap();
    scene.app.add_cloud(lab("https://a.example")).await.expect("the same once more changes nothing");
    let error = scene.app.add_cloud(lab("https://evil.example")).await.unwrap_err();
    assert_eq!(*error.reason, Reason::CloudIdTaken { cloud_id: "lab".to_owned() });
    scene.app.remove_cloud("lab").await.unwrap();
    scene.app.add_cloud(lab("https://evil.example")).await.unwrap();
}

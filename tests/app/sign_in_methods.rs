//! Every way to sign in, against the demo cloud: who it is afterwards, that it works, and that it still does
//! after a restart.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD};
use latchkey_app::{
    App, AzureCliProblem, ErrorCode, ManagedIdentityProblem, Reason, SdkAuthProblem,
    bridge::{
        AccountKind, AccountSummary, AppOverview, CredentialSummary, EnvironmentVariables, MachineIdentity,
        SignInMethod, SignInOptions, SignInProgress,
    },
};
use latchkey_democloud::{Fault, ServicePrincipal};
use latchkey_identity::ProgramOutput;
use latchkey_tests::{FastForwardClock, Habit, Scene, SceneBuilder};
use latchkey_types::{Clock, Cloud, Secret, SystemClock};
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use serde_json::{Value, json};

/// The refusal of an application by this number.
fn refused(number: u32) -> Reason {
    Reason::SignInRefused { error: "invalid_client".to_owned(), numbers: vec![number] }
}

/// The text of a secret.
fn exposed(secret: &Secret) -> String {
    // EXPOSE: the tests hand invented secrets on as a person would.
    secret.expose().to_owned()
}

fn application(scene: &Scene) -> ServicePrincipal {
    let all = scene.demo.service_principals();
    all.into_iter().find(|one| one.display_name == "github-deploy").unwrap()
}

fn as_application(scene: &Scene, way: SignInMethod) -> SignInOptions {
    let application = application(scene);
    SignInOptions {
        tenant: Some(application.tenant_id),
        client_id: Some(application.client_id),
        method: Some(way),
        ..SignInOptions::default()
    }
}

fn only(way: SignInMethod) -> SignInOptions {
    SignInOptions { method: Some(way), ..SignInOptions::default() }
}

async fn ended(scene: &Scene, options: SignInOptions) -> Result<AccountSummary, (ErrorCode, Reason)> {
    let started = scene.app.start_sign_in(options).await;
    started.map_err(|error| (error.code, *error.reason))?;
    let is_over = |app: &AppOverview| {
        app.sign_in.is_none() || matches!(app.sign_in, Some(SignInProgress::Failed { .. }))
    };
    let overview = scene.until(is_over).await.unwrap();
    match overview.sign_in {
        Some(SignInProgress::Failed { error }) => Err((error.code, *error.reason)),
        _ => Ok(overview.account.unwrap()),
    }
}

/// Signs in without a browser. Checks that Azure accepts the account, also after a restart.
async fn works(scene: &Scene, options: SignInOptions, kind: AccountKind) -> AccountSummary {
    let account = ended(scene, options).await.unwrap();
    assert_eq!(account.kind, kind);
    let workspaces = async |app: &App| app.list_workspaces().await.unwrap().workspaces.len();
    let here = workspaces(&scene.app).await;
    assert!(here > 0, "{account:?} sees no workspace");
    let restarted = scene.restarted();
    assert_eq!(restarted.describe_app().await.account.unwrap().id, account.id);
    assert_eq!(workspaces(&restarted).await, here);
    assert_eq!(scene.person.opened(), []);
    account
}

/// Waits for the code of a device sign-in.
async fn code(scene: &Scene) -> (String, String) {
    let shown = |app: &AppOverview| matches!(app.sign_in, Some(SignInProgress::ShowingCode { .. }));
    match scene.until(shown).await.unwrap().sign_in {
        Some(SignInProgress::ShowingCode { user_code, page, .. }) => (user_code, page),
        _ => unreachable!("it was waited for"),
    }
}

async fn scene_that_skips_sleeps() -> (Scene, Arc<FastForwardClock>) {
    let clock = Arc::new(FastForwardClock::default());
    (SceneBuilder::default().clock(clock.clone()).set().await.unwrap(), clock)
}

#[tokio::test]
async fn a_person_types_a_code_in_a_browser_of_their_own() {
    let scene = Scene::set().await.unwrap();
    let persona = scene.persona("dataScientist");
    scene.app.start_sign_in(only(SignInMethod::DeviceCode)).await.unwrap();
    let (code, page) = code(&scene).await;
    assert_eq!(page, format!("{}devicelogin", scene.demo.cloud().authority));
    assert_eq!(scene.person.opened(), [], "no page opens before the person asks for it");
    let (user_name, password) = (persona.user_name.clone(), persona.password);
    scene.person.set_habit(Habit::TypesCode { code, user_name, password });
    scene.app.reopen_sign_in_page().unwrap();
    let overview = scene.until(|app| app.sign_in.is_none()).await.unwrap();
    let account = overview.account.unwrap();
    assert_eq!((account.kind, account.user_name), (AccountKind::User, persona.user_name));
    assert_eq!(scene.restarted().list_workspaces().await.unwrap().workspaces.len(), 3);
}

#[tokio::test]
async fn a_code_that_is_declined_ends_calmly() {
    let (scene, clock) = scene_that_skips_sleeps().await;
    scene.app.start_sign_in(only(SignInMethod::DeviceCode)).await.unwrap();
    let (code, _) = code(&scene).await;
    let persona = scene.persona("owner");
    scene.person.set_habit(Habit::DeclinesCode {
        code,
        user_name: persona.user_name,
        password: persona.password,
    });
    scene.app.reopen_sign_in_page().unwrap();
    clock.skip_sleeps();
    let failed = |app: &AppOverview| matches!(app.sign_in, Some(SignInProgress::Failed { .. }));
    let Some(SignInProgress::Failed { error }) = scene.until(failed).await.unwrap().sign_in else {
        unreachable!("it was waited for")
    };
    assert_eq!(error.code, ErrorCode::Cancelled, "{error:?}");
}

#[tokio::test]
async fn a_code_that_nobody_uses_ends_with_a_way_to_a_new_one() {
    let (scene, clock) = scene_that_skips_sleeps().await;
    clock.skip_sleeps();
    let (code, reason) = ended(&scene, only(SignInMethod::DeviceCode)).await.unwrap_err();
    assert_eq!(code, ErrorCode::SignInFailed);
    assert_eq!(reason, Reason::CodeExpired);
}

#[tokio::test]
async fn the_end_of_a_secret_is_told_by_the_directory() {
    let scene = Scene::set().await.unwrap();
    let secret = application(&scene).secret;
    let options = as_application(&scene, SignInMethod::ClientSecret { secret });
    let account = ended(&scene, options).await.unwrap();
    assert_eq!(scene.recorder.count("/v1.0/applications"), 0, "nobody has asked for it yet");
    let told = scene.app.describe_credential(&account.id).await.unwrap();
    let CredentialSummary::Secret { expires_at, .. } = told else { panic!("{told:?}") };
    assert!(expires_at > SystemClock.now());
    assert_eq!(scene.recorder.count("/v1.0/applications"), 1);

    let person = Scene::signed_in_as("owner").await.unwrap();
    let id = person.app.describe_app().await.account.unwrap().id;
    assert_eq!(person.app.describe_credential(&id).await.unwrap_err().code, ErrorCode::Invalid);
    assert_eq!(person.app.describe_credential("nobody").await.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn an_application_signs_in_with_its_secret() {
    let scene = Scene::set().await.unwrap();
    let secret = application(&scene).secret;
    let options = as_application(&scene, SignInMethod::ClientSecret { secret: secret.clone() });
    let account = works(&scene, options, AccountKind::ServicePrincipal).await;
    assert_eq!(account.object_id, Some(application(&scene).object_id));
    let secret = exposed(&secret);
    for entry in walk(&scene.profile()) {
        let content = std::fs::read(&entry).unwrap();
        assert!(!content.windows(secret.len()).any(|window| window == secret.as_bytes()), "{entry:?}");
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[tokio::test]
async fn a_secret_that_is_wrong_or_missing_says_what_to_do() {
    let scene = Scene::set().await.unwrap();
    let check = async |options: SignInOptions, expected: (ErrorCode, Reason)| {
        assert_eq!(ended(&scene, options).await.unwrap_err(), expected);
    };
    let secret = |text: &str| SignInMethod::ClientSecret { secret: Secret::new(text) };
    check(as_application(&scene, secret("wrong")), (ErrorCode::SignInFailed, refused(7_000_215))).await;
    check(as_application(&scene, secret("")), (ErrorCode::Invalid, Reason::SecretMissing)).await;
    check(only(secret("x")), (ErrorCode::Invalid, Reason::TenantMissing)).await;
    let without_id = SignInOptions { client_id: None, ..as_application(&scene, secret("x")) };
    check(without_id, (ErrorCode::Invalid, Reason::ClientIdMissing)).await;
    let word = Some("organizations".to_owned());
    let of_many = SignInOptions { tenant: word, ..as_application(&scene, secret("x")) };
    check(of_many, (ErrorCode::Invalid, Reason::TenantMissing)).await;
    assert!(scene.app.describe_app().await.account.is_none());
}

#[tokio::test]
async fn the_output_of_az_is_imported() {
    let scene = Scene::set().await.unwrap();
    let one = application(&scene);
    let file = |arm: &str| {
        let secret = exposed(&one.secret);
        let (client, tenant) = (&one.client_id, &one.tenant_id);
        let file = json!({
            "clientId": client, "clientSecret": secret, "tenantId": tenant, "subscriptionId": "x",
            "resourceManagerEndpointUrl": arm,
        });
        only(SignInMethod::SdkAuth { json: Secret::new(file.to_string()) })
    };
    let (code, reason) = ended(&scene, file("https://management.azure.com/")).await.unwrap_err();
    assert_eq!(code, ErrorCode::Invalid);
    let host = "management.azure.com".to_owned();
    assert_eq!(reason, Reason::SdkAuth { problem: SdkAuthProblem::OtherCloud { host } });
    works(&scene, file(scene.demo.cloud().arm.as_str()), AccountKind::ServicePrincipal).await;
}

#[tokio::test]
async fn an_application_of_the_environment_signs_in() {
    let check = async |names: [&str; 3], variables: EnvironmentVariables| {
        let scene = Scene::set().await.unwrap();
        let one = application(&scene);
        let options = || only(SignInMethod::Environment { variables });
        let (code, reason) = ended(&scene, options()).await.unwrap_err();
        assert_eq!(
            (code, reason),
            (ErrorCode::Invalid, Reason::VariableMissing { name: names[2].to_owned() })
        );
        scene.machine.set(names[0], &one.tenant_id);
        scene.machine.set(names[1], &one.client_id);
        scene.machine.set(names[2], &exposed(&one.secret));
        works(&scene, options(), AccountKind::ServicePrincipal).await;
    };
    check(["AML_TENANT_ID", "AML_PRINCIPAL_ID", "AML_PRINCIPAL_PASS"], EnvironmentVariables::Aml).await;
    check(["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"], EnvironmentVariables::Azure).await;
}

#[tokio::test]
async fn an_application_signs_in_with_its_certificate() {
    let scene = Scene::set().await.unwrap();
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    let certificate = CertificateParams::new(Vec::new()).unwrap().self_signed(&key).unwrap();
    let pem = key.serialize_pem() + &certificate.pem();
    let options = || {
        let file = Secret::new(STANDARD.encode(&pem));
        as_application(&scene, SignInMethod::ClientCertificate { file, password: None })
    };
    let (code, reason) = ended(&scene, options()).await.unwrap_err();
    assert_eq!(code, ErrorCode::SignInFailed);
    assert_eq!(reason, refused(700_027));
    scene.demo.register_certificate(&application(&scene).client_id, certificate.der()).unwrap();
    let account = works(&scene, options(), AccountKind::ServicePrincipal).await;
    let told = scene.app.describe_credential(&account.id).await.unwrap();
    let CredentialSummary::Certificate { thumbprint, .. } = told else { panic!("{told:?}") };
    assert_eq!(thumbprint.len(), 64);
    assert_eq!(scene.recorder.count("/v1.0/applications"), 0, "a certificate says so itself");

    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("app.pem"), &pem).unwrap();
    scene.machine.set("AZURE_TENANT_ID", &application(&scene).tenant_id);
    scene.machine.set("AZURE_CLIENT_ID", &application(&scene).client_id);
    scene.machine.set("AZURE_CLIENT_CERTIFICATE_PATH", folder.path().join("app.pem").to_str().unwrap());
    let options = only(SignInMethod::Environment { variables: EnvironmentVariables::Azure });
    works(&scene, options, AccountKind::ServicePrincipal).await;
}

/// The answer to a request of a client without the app.
async fn fetch(request: reqwest::RequestBuilder) -> Value {
    serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "this asks the demo cloud as the Azure CLI does")]
fn other_client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

#[tokio::test]
async fn the_session_of_the_azure_cli_is_used() {
    let scene = SceneBuilder::default().cloud(|cloud| *cloud = Cloud::public()).set().await.unwrap();
    let (code, reason) = ended(&scene, only(SignInMethod::AzureCli)).await.unwrap_err();
    assert_eq!(code, ErrorCode::SignInFailed);
    assert_eq!(reason, Reason::AzureCli { problem: AzureCliProblem::NotInstalled });

    let one = application(&scene);
    let url = scene.demo.cloud().authority.join(&format!("{}/oauth2/v2.0/token", one.tenant_id)).unwrap();
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "client_credentials")
        .append_pair("client_id", &one.client_id)
        .append_pair("client_secret", &exposed(&one.secret))
        .append_pair("scope", "https://management.azure.com/.default")
        .finish();
    let request = other_client().post(url).header("content-type", "application/x-www-form-urlencoded");
    let token = fetch(request.body(body)).await["access_token"].as_str().unwrap().to_owned();
    let account = json!([{
        "tenantId": one.tenant_id, "environmentName": "AzureCloud", "isDefault": true,
        "user": { "name": one.client_id, "type": "servicePrincipal" },
    }]);
    let expires_on = SystemClock.now().as_second() + 3000;
    let answer = json!({ "accessToken": token, "expires_on": expires_on, "tenant": one.tenant_id });
    scene.machine.answer(move |arguments| {
        let text = if arguments[1] == "list" { account.to_string() } else { answer.to_string() };
        ProgramOutput::printed(&text)
    });
    let account = works(&scene, only(SignInMethod::AzureCli), AccountKind::AzureCli).await;
    assert_eq!(account.object_id, Some(one.object_id));

    // The CLI meets a challenge only at its own sign-in, so the error names that command.
    let times = 1;
    scene.demo.faults().inject(Fault::ClaimsChallenge { path_contains: "/subscriptions".to_owned(), times });
    let challenged = scene.app.list_workspaces().await.unwrap_err();
    assert_eq!(challenged.code, ErrorCode::SignInRequired, "{challenged:?}");
    let run = challenged.details.iter().find(|detail| detail.label == latchkey_words::detail::run()).unwrap();
    let (command, claims) = run.value.rsplit_once(' ').unwrap();
    assert_eq!(command, format!("az login --tenant {} --claims-challenge", one.tenant_id));
    let claims: Value = serde_json::from_slice(&STANDARD.decode(claims).unwrap()).unwrap();
    assert!(claims["access_token"].is_object(), "{claims}");
}

#[tokio::test]
async fn this_machine_signs_in_on_every_kind_of_host() {
    let system = || only(SignInMethod::ManagedIdentity { identity: MachineIdentity::SystemAssigned });
    let at = |scene: &Scene, host: &'static str| {
        let identities = scene.demo.managed_identity().identities;
        identities.into_iter().find(|one| one.default_at.contains(&host)).map(|one| one.principal_id)
    };
    let scene = Scene::set().await.unwrap();
    let account = works(&scene, system(), AccountKind::ManagedIdentity).await;
    assert_eq!(account.object_id, at(&scene, "imds"));
    assert!(account.user_name.starts_with("Virtual machine"), "{}", account.user_name);

    let endpoints = scene.demo.managed_identity();
    scene.machine.set("MSI_ENDPOINT", &endpoints.compute.endpoint);
    scene.machine.set("MSI_SECRET", &exposed(&endpoints.compute.secret));
    let account = ended(&scene, system()).await.unwrap();
    assert!(account.user_name.starts_with("Azure ML compute"), "{}", account.user_name);
    assert_eq!(account.object_id, at(&scene, "compute"));

    // Arc's agent names a file of its own folder.
    scene.machine.set("IDENTITY_ENDPOINT", &endpoints.arc);
    scene.machine.set("IMDS_ENDPOINT", &endpoints.imds);
    let url = format!("{}?api-version=2020-06-01&resource=https://management.azure.com", endpoints.arc);
    let challenge = other_client().get(url).header("metadata", "true").send().await.unwrap();
    let challenge = challenge.headers()["www-authenticate"].to_str().unwrap().to_owned();
    let path = std::path::PathBuf::from(challenge.split_once('=').unwrap().1);
    scene.machine.set_arc_folder(path.parent().unwrap().to_owned());
    let account = ended(&scene, system()).await.unwrap();
    assert!(account.user_name.starts_with("Azure Arc"), "{}", account.user_name);
    assert_eq!(account.object_id, at(&scene, "arc"));

    scene.machine.set("IDENTITY_HEADER", &exposed(&endpoints.app_service.secret));
    scene.machine.set("IDENTITY_ENDPOINT", &endpoints.app_service.endpoint);
    let account = ended(&scene, system()).await.unwrap();
    assert!(account.user_name.starts_with("App Service"), "{}", account.user_name);
    assert_eq!(account.object_id, at(&scene, "appService"));

    let unknown = MachineIdentity::ClientId { id: "0e5b7a0e-0000-0000-0000-000000000000".to_owned() };
    let unknown = only(SignInMethod::ManagedIdentity { identity: unknown });
    let (code, reason) = ended(&scene, unknown).await.unwrap_err();
    assert_eq!(code, ErrorCode::SignInFailed);
    assert_eq!(reason, Reason::ManagedIdentity { problem: ManagedIdentityProblem::NoSuchIdentity });
}

#[tokio::test]
async fn accounts_live_side_by_side_and_leave_one_by_one() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let owner = scene.app.describe_app().await.account.unwrap();
    let secret = application(&scene).secret;
    let options = as_application(&scene, SignInMethod::ClientSecret { secret });
    let deploy = ended(&scene, options).await.unwrap();
    let overview = scene.app.describe_app().await;
    assert_eq!(overview.accounts.len(), 2);
    assert_eq!(overview.account.unwrap().id, deploy.id);

    scene.app.choose_account_for_this_run(&owner.id).await.unwrap();
    assert_eq!(scene.app.describe_app().await.account.unwrap().id, owner.id);
    assert_eq!(scene.restarted().describe_app().await.account.unwrap().id, deploy.id, "it was for one run");
    scene.app.choose_account_for_this_run(&deploy.id).await.unwrap();
    let overview = scene.app.choose_account(&owner.id).await.unwrap();
    assert_eq!(overview.account.unwrap().id, owner.id);
    assert_eq!(scene.restarted().describe_app().await.account.unwrap().id, owner.id);
    assert_eq!(scene.app.choose_account("nobody").await.unwrap_err().code, ErrorCode::NotFound);

    let report = scene.app.sign_out(Some(owner.id.clone())).await.unwrap();
    assert_eq!((report.user_names, report.remaining_items), (vec![owner.user_name], 0));
    let overview = scene.app.describe_app().await;
    assert_eq!(overview.account.unwrap().id, deploy.id);
    assert_eq!(scene.app.sign_out(Some(owner.id)).await.unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(scene.app.sign_out(None).await.unwrap().remaining_items, 0);
    assert_eq!(scene.keychain.entries(), []);
}

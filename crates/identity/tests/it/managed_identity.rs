//! The identities of this machine, host by host.

use std::time::Duration;

use latchkey_http::Url;
use latchkey_identity::{
    AccountKind, HostKind, IdentitySelection, ManagedIdentityError, ManagedIdentityRequest, MissingPart,
    SignInError, SignInFlow, SignedIn, UnsupportedHost, detect_managed_identity,
};
use latchkey_testing::until;
use latchkey_types::{Audience, Clock, Cloud};
use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{header, method, query_param},
};

use crate::{
    accounts::Program,
    authority::{NOW, OBJECT, TENANT, encode},
    stage::Stage,
};

fn token(expires_on: Value) -> ResponseTemplate {
    let claims = json!({ "tid": TENANT, "oid": OBJECT, "appid": "app" });
    let token = format!("needle.{}.s", encode(&claims));
    ResponseTemplate::new(200).set_body_json(json!({
        "access_token": token, "expires_on": expires_on, "expires_in": "3600", "client_id": "app",
        "resource": "https://management.azure.com", "token_type": "Bearer",
    }))
}

/// A cloud that a file tells of, with an identity endpoint of its own.
fn cloud_of_file(stage: &Stage, server: &MockServer) -> Cloud {
    Cloud { imds: Some(Url::parse(&server.uri()).unwrap()), ..stage.authority.cloud() }
}

/// The emulator in this program, which plays every kind of host.
fn cloud(stage: &Stage, server: &MockServer) -> Cloud {
    Cloud { own_emulator: Some("e".to_owned()), ..cloud_of_file(stage, server) }
}

async fn sign_in(stage: &Stage, cloud: Cloud, selection: IdentitySelection) -> Result<SignedIn, SignInError> {
    let ports = stage.browserless_ports();
    let request = ManagedIdentityRequest { cloud, selection };
    latchkey_identity::sign_in(ports, SignInFlow::ManagedIdentity(request), &|_| {}, stage.cancel.clone())
        .await
}

async fn last_query(server: &MockServer) -> String {
    let requests: Vec<Request> = server.received_requests().await.unwrap();
    requests.last().unwrap().url.query().unwrap().to_owned()
}

#[tokio::test]
async fn a_moment_that_the_service_tells_is_taken_by_its_own_clock() {
    let (stage, server) = (Stage::unprepared().await, MockServer::start().await);
    stage.authority.describe_at(stage.authority.metadata(), "Sun, 01 Mar 2026 11:50:00 GMT").await;
    let answer = token(json!((NOW + 3600).to_string()));
    Mock::given(method("GET")).respond_with(answer).mount(&server).await;
    let cloud = cloud(&stage, &server);
    let selection = IdentitySelection::ResourceId("/subscriptions/s/userAssignedIdentities/t".to_owned());
    let signed_in = sign_in(&stage, cloud.clone(), selection).await.unwrap();
    let path = "organizations/v2.0/.well-known/openid-configuration";
    let description = latchkey_http::Request::get(cloud.authority.join(path).unwrap());
    stage.http.send(description).await.unwrap();

    let program = Program::of(&stage, cloud.clone());
    let expected = NOW + 3600 + 599;
    let corrected = signed_in.corrected_by(program.accounts.clock_skew(&cloud), stage.clock.now());
    assert_eq!(corrected.access_token.expires_at.as_second(), expected);
    let account = program.keep(corrected).await.unwrap();
    let renewed = program.token(&account.key, Audience::Graph, 5).await.unwrap();
    assert_eq!(renewed.expires_at.as_second(), expected);
}

#[tokio::test]
async fn a_virtual_machine_is_asked_with_its_header() {
    let (stage, server) = (Stage::new().await, MockServer::start().await);
    let answer = token(json!((NOW + 3600).to_string()));
    Mock::given(method("GET"))
        .and(header("metadata", "true"))
        .and(query_param("api-version", "2018-02-01"))
        .respond_with(answer)
        .mount(&server)
        .await;
    let cloud = cloud(&stage, &server);
    let selection =
        IdentitySelection::ResourceId("/subscriptions/s/…/userAssignedIdentities/train".to_owned());
    let signed_in = sign_in(&stage, cloud, selection.clone()).await.unwrap();
    assert_eq!(signed_in.account.kind, AccountKind::ManagedIdentity);
    let machine = signed_in.account.machine.unwrap();
    assert_eq!((machine.host, machine.selection), (HostKind::VirtualMachine, selection));
    assert_eq!(signed_in.account.object_id.as_deref(), Some(OBJECT));
    assert_eq!(signed_in.access_token.expires_at.as_second(), NOW + 3600);
    assert!(last_query(&server).await.contains("&msi_res_id=%2Fsubscriptions"));
}

#[tokio::test]
async fn app_service_and_machine_learning_compute_are_asked_with_their_secrets() {
    let check = async |variables: &[(&str, &str)],
                       name: &'static str,
                       expires_on: Value,
                       kind: HostKind,
                       query: &str| {
        let (stage, server) = (Stage::new().await, MockServer::start().await);
        Mock::given(method("GET"))
            .and(header(name, "needle"))
            .respond_with(token(expires_on))
            .mount(&server)
            .await;
        for (variable, value) in variables {
            stage.machine.set(variable, &value.replace("{server}", &server.uri()));
        }
        let ports = stage.browserless_ports();
        assert_eq!(detect_managed_identity(&ports, &cloud(&stage, &server)).await, Ok(kind));
        let selection = IdentitySelection::ClientId("mine".to_owned());
        let signed_in = sign_in(&stage, cloud(&stage, &server), selection).await.unwrap();
        assert!(last_query(&server).await.ends_with(query));
        let program = Program::of(&stage, cloud(&stage, &server));
        let account = program.keep(signed_in).await.unwrap();
        program.restarted().token(&account.key, Audience::Graph, 5).await.unwrap();
        assert!(last_query(&server).await.contains("graph.microsoft.com"));
    };
    let address = ("IDENTITY_ENDPOINT", "{server}/msi/token");
    let app_service = [address, ("IDENTITY_HEADER", "needle")];
    check(&app_service, "x-identity-header", json!("1795248341"), HostKind::AppService, "&client_id=mine")
        .await;
    let compute = [
        ("MSI_ENDPOINT", "{server}/MSI/auth"),
        ("MSI_SECRET", "needle"),
        ("DEFAULT_IDENTITY_CLIENT_ID", "d"),
    ];
    let date = json!("11/21/2026 5:24:12 AM +00:00");
    check(&compute, "secret", date, HostKind::MachineLearningCompute, "&clientid=mine").await;
}

#[tokio::test]
async fn arc_is_believed_only_with_a_file_in_its_own_folder() {
    let folder = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    let inside = folder.path().join("0.key");
    std::fs::write(&inside, "needle-key").unwrap();
    std::fs::write(outside.path().join("0.key"), "needle-other").unwrap();
    std::fs::write(folder.path().join("long.key"), "x".repeat(5000)).unwrap();
    let check = async |realm: String, works: bool| {
        let (stage, server) = (Stage::new().await, MockServer::start().await);
        stage.machine.set_arc_folder(folder.path().to_owned());
        stage.machine.set("IDENTITY_ENDPOINT", &format!("{}/metadata/identity/oauth2/token", server.uri()));
        stage.machine.set("IMDS_ENDPOINT", "http://localhost:40342");
        Mock::given(header("authorization", "Basic needle-key"))
            .respond_with(token(json!("1795248341")))
            .with_priority(1)
            .mount(&server)
            .await;
        let challenge =
            ResponseTemplate::new(401).insert_header("www-authenticate", format!("Basic realm={realm}"));
        Mock::given(method("GET")).respond_with(challenge).mount(&server).await;
        let result = sign_in(&stage, cloud(&stage, &server), IdentitySelection::SystemAssigned).await;
        match result {
            Ok(_) => assert!(works, "{realm}"),
            Err(SignInError::ManagedIdentity(ManagedIdentityError::ArcProof(_))) => {
                assert!(!works, "{realm}");
                assert_eq!(server.received_requests().await.unwrap().len(), 1, "no file was sent: {realm}");
            }
            Err(error) => panic!("{realm}: {error:?}"),
        }
    };
    check(inside.display().to_string(), true).await;
    check(format!("\"{}\"", inside.display()), true).await;
    check(outside.path().join("0.key").display().to_string(), false).await;
    check(format!("{}/../{}/0.key", folder.path().display(), "x"), false).await;
    check(folder.path().join("long.key").display().to_string(), false).await;
    check(folder.path().join("absent.key").display().to_string(), false).await;
    check("/etc/passwd".to_owned(), false).await;
    check(String::new(), false).await;
}

#[tokio::test]
async fn a_machine_without_an_endpoint_says_so_within_a_second() {
    let stage = Stage::new().await;
    // A socket that takes connections and never answers.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let imds = Url::parse(&format!("http://{}", silent.local_addr().unwrap())).unwrap();
    let cloud = Cloud { imds: Some(imds), ..stage.authority.cloud() };
    let ports = stage.browserless_ports();
    let (found, ()) = tokio::join!(detect_managed_identity(&ports, &cloud), async {
        stage.waits().await;
        assert_eq!(stage.clock.slept(), [Duration::from_secs(1)]);
        stage.clock.advance(Duration::from_secs(1));
    });
    assert_eq!(found, Err(ManagedIdentityError::NoEndpoint));
}

#[tokio::test]
async fn an_identity_that_is_not_there_is_told_apart() {
    let check = async |status: u16, body: Value, expected: ManagedIdentityError| {
        let (stage, server) = (Stage::new().await, MockServer::start().await);
        Mock::given(method("GET"))
            .respond_with(ResponseTemplate::new(status).set_body_json(body))
            .mount(&server)
            .await;
        let error =
            sign_in(&stage, cloud(&stage, &server), IdentitySelection::SystemAssigned).await.unwrap_err();
        assert!(matches!(&error, SignInError::ManagedIdentity(error) if *error == expected), "{error:?}");
    };
    let unknown = json!({ "error": "invalid_request", "error_description": "Identity not found" });
    check(400, unknown, ManagedIdentityError::NoSuchIdentity).await;
    let of_app_service = "No User Assigned or Delegated Managed Identity found for specified ClientId";
    let unknown = json!({ "statusCode": 400, "message": of_app_service });
    check(400, unknown, ManagedIdentityError::NoSuchIdentity).await;
    let refused = ManagedIdentityError::Refused { status: 400, message: "x".to_owned() };
    check(400, json!({ "error": "x" }), refused).await;
    check(403, json!({ "message": "network unreachable" }), ManagedIdentityError::NoEndpoint).await;
    let endless = ManagedIdentityError::Unreadable(MissingPart::Expiry);
    check(200, json!({ "access_token": "a" }), endless).await;
}

#[tokio::test]
async fn an_endpoint_elsewhere_is_not_asked() {
    let stage = Stage::new().await;
    stage.machine.set("IDENTITY_ENDPOINT", "http://identity.evil.example/token");
    stage.machine.set("IDENTITY_HEADER", "needle");
    let result = sign_in(&stage, Cloud::public(), IdentitySelection::SystemAssigned).await;
    let expected = ManagedIdentityError::BadAddress("IDENTITY_ENDPOINT");
    assert!(matches!(&result, Err(SignInError::ManagedIdentity(error)) if *error == expected), "{result:?}");
}

#[tokio::test]
async fn a_machines_own_identity_is_not_asked_for_an_emulator() {
    let (stage, emulator, machine) =
        (Stage::new().await, MockServer::start().await, MockServer::start().await);
    Mock::given(method("GET")).respond_with(token(json!("1795248341"))).mount(&emulator).await;
    stage.machine.set("IDENTITY_ENDPOINT", &format!("{}/msi/token", machine.uri()));
    stage.machine.set("IDENTITY_HEADER", "needle");
    let signed_in =
        sign_in(&stage, cloud(&stage, &emulator), IdentitySelection::SystemAssigned).await.unwrap();
    assert_eq!(signed_in.account.machine.unwrap().host, HostKind::VirtualMachine);
    assert!(machine.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_cloud_of_a_file_gets_nothing_of_the_environment_and_no_real_identity() {
    let (stage, machine) = (Stage::new().await, MockServer::start().await);
    Mock::given(header("x-identity-header", "needle"))
        .respond_with(token(json!("1795248341")))
        .with_priority(1)
        .mount(&machine)
        .await;
    Mock::given(method("GET")).respond_with(ResponseTemplate::new(401)).mount(&machine).await;
    stage.machine.set("IDENTITY_ENDPOINT", &format!("{}/msi/token", machine.uri()));
    stage.machine.set("IDENTITY_HEADER", "needle");
    // The file names this machine's real endpoint, or none.
    for cloud in [cloud_of_file(&stage, &machine), Cloud { imds: None, ..stage.authority.cloud() }] {
        let result = sign_in(&stage, cloud, IdentitySelection::SystemAssigned).await;
        assert!(matches!(result, Err(SignInError::ManagedIdentity(_))), "{result:?}");
    }
    for request in machine.received_requests().await.unwrap() {
        assert!(!request.headers.contains_key("x-identity-header"), "{request:?}");
    }
}

#[tokio::test]
async fn a_host_that_is_not_known_is_named_and_gets_no_secret() {
    let check = async |variables: &[(&str, &str)], expected: UnsupportedHost| {
        let (stage, server) = (Stage::new().await, MockServer::start().await);
        for (variable, value) in variables {
            stage.machine.set(variable, &value.replace("{server}", &server.uri()));
        }
        let found = detect_managed_identity(&stage.browserless_ports(), &cloud(&stage, &server)).await;
        assert_eq!(found, Err(ManagedIdentityError::Unsupported(expected)));
        assert!(server.received_requests().await.unwrap().is_empty());
    };
    let fabric = [
        ("IDENTITY_ENDPOINT", "{server}/token"),
        ("IDENTITY_HEADER", "needle"),
        ("IDENTITY_SERVER_THUMBPRINT", "a1b2"),
    ];
    check(&fabric, UnsupportedHost::ServiceFabric).await;
    check(&[("MSI_ENDPOINT", "{server}/oauth2/token")], UnsupportedHost::CloudShell).await;
}

#[tokio::test]
async fn an_address_that_a_container_forwards_to_nobody_is_no_endpoint() {
    let (stage, server) = (Stage::new().await, MockServer::start().await);
    let answer = json!({ "error": "connecting to 169.254.169.254:80: A socket operation was attempted to an unreachable network." });
    let refusal = ResponseTemplate::new(403).set_body_json(answer);
    Mock::given(method("GET")).respond_with(refusal).mount(&server).await;
    let found = detect_managed_identity(&stage.browserless_ports(), &cloud(&stage, &server)).await;
    assert_eq!(found, Err(ManagedIdentityError::NoEndpoint));
}

#[tokio::test]
async fn an_update_of_the_metadata_service_is_waited_for() {
    let (stage, server) = (Stage::new().await, MockServer::start().await);
    for status in [404, 410] {
        let updating = ResponseTemplate::new(status);
        Mock::given(header("metadata", "true")).respond_with(updating).up_to_n_times(1).mount(&server).await;
    }
    Mock::given(method("GET")).respond_with(token(json!(NOW + 3600))).mount(&server).await;
    let (result, ()) =
        tokio::join!(sign_in(&stage, cloud(&stage, &server), IdentitySelection::SystemAssigned), async {
            // The first wait is the patience with the search.
            for (waits, seconds) in [(2, 1), (3, 2)] {
                until("a wait", async || stage.clock.slept().len() >= waits).await;
                stage.clock.advance(Duration::from_secs(seconds));
            }
        });
    result.unwrap();
    // One to find it, two in vain, one with a token.
    assert_eq!(server.received_requests().await.unwrap().len(), 4);
}

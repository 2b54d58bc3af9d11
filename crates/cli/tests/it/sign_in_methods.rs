//! Signing in without a person: applications by every source of a secret, and this machine.

use std::{process::Stdio, time::Duration};

use latchkey_democloud::ServicePrincipal;
use latchkey_testing::{soon, until};
use latchkey_types::{Clock, SystemClock};
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

use crate::stage::{Ended, Stage, ended, ended_with_input, exposed};

/// Checks that this application is signed in.
fn is(application: &ServicePrincipal, run: &Ended) {
    let who = run.json();
    let account = &who["account"];
    assert_eq!(account["kind"], "servicePrincipal", "{who}");
    assert_eq!(account["clientId"], Value::from(application.client_id.clone()), "{who}");
    assert_eq!(account["objectId"], Value::from(application.object_id.clone()), "{who}");
    assert_eq!(who["cloud"]["id"], "stage");
}

#[tokio::test]
async fn a_secret_comes_from_a_file_or_the_standard_input() {
    let stage = Stage::set().await;
    let one = stage.application();
    let secret = exposed(&one.secret);
    let named = ["secret", "--tenant", &one.tenant_id, "--client-id", &one.client_id, "--file"];
    let file = stage.write("secret", format!("{secret}\r\n"));
    is(&one, &ended(stage.login(&[&named[..], &[&file]].concat())).await);
    let from_stdin = stage.login(&[&named[..], &["-"]].concat());
    is(&one, &ended_with_input(from_stdin, secret.as_bytes()).await);
    assert_eq!(stage.files_with(&secret), Vec::<std::path::PathBuf>::new());
}

#[tokio::test]
async fn the_json_of_az_comes_from_a_file_or_the_standard_input() {
    let stage = Stage::set().await;
    let one = stage.application();
    let json = json!({
        "clientId": one.client_id, "clientSecret": exposed(&one.secret), "tenantId": one.tenant_id,
        "subscriptionId": "x", "resourceManagerEndpointUrl": stage.demo.addresses().pop(),
    });
    let file = stage.write("sdk-auth.json", json.to_string());
    is(&one, &ended(stage.login(&["sdk-auth", "--file", &file])).await);
    let from_stdin = stage.login(&["sdk-auth", "--file", "-"]);
    is(&one, &ended_with_input(from_stdin, json.to_string().as_bytes()).await);
}

#[tokio::test]
async fn a_certificate_proves_an_application() {
    let stage = Stage::set().await;
    let one = stage.application();
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    let certificate = CertificateParams::new(Vec::new()).unwrap().self_signed(&key).unwrap();
    let pem = stage.write("app.pem", key.serialize_pem() + &certificate.pem());
    let login = || {
        let named = ["certificate", "--tenant", &one.tenant_id, "--client-id", &one.client_id];
        ended(stage.login(&[&named[..], &["--file", &pem]].concat()))
    };
    login().await.refused(1, &["not registered"]);
    stage.demo.register_certificate(&one.client_id, certificate.der()).unwrap();
    is(&one, &login().await);

    let mut by_variables = stage.login(&["azure-variables"]);
    by_variables.env("AZURE_TENANT_ID", &one.tenant_id).env("AZURE_CLIENT_ID", &one.client_id);
    by_variables.env("AZURE_CLIENT_CERTIFICATE_PATH", &pem);
    is(&one, &ended(by_variables).await);
}

#[tokio::test]
async fn the_environment_names_an_application() {
    let stage = Stage::set().await;
    let one = stage.application();
    let check = async |way: &str, names: [&str; 3]| {
        ended(stage.login(&[way])).await.refused(1, &[names[2]]);
        let mut command = stage.login(&[way]);
        command.env(names[0], &one.tenant_id).env(names[1], &one.client_id);
        command.env(names[2], exposed(&one.secret));
        is(&one, &ended(command).await);
    };
    check("azure-variables", ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"]).await;
    check("aml-variables", ["AML_TENANT_ID", "AML_PRINCIPAL_ID", "AML_PRINCIPAL_PASS"]).await;
}

#[tokio::test]
async fn this_machine_signs_in() {
    let stage = Stage::set().await;
    let who = ended(stage.login(&["managed-identity"])).await.json();
    assert_eq!(who["account"]["kind"], "managedIdentity", "{who}");
    let identities = stage.demo.managed_identity().identities;
    let here = identities.iter().find(|one| one.default_at.contains(&"imds")).unwrap();
    assert_eq!(who["account"]["objectId"], Value::from(here.principal_id.clone()), "{who}");

    let unknown = "0e5b7a0e-0000-0000-0000-000000000000";
    let run = ended(stage.login(&["managed-identity", "--identity", unknown])).await;
    run.refused(1, &["does not have this managed identity"]);
}

#[tokio::test]
async fn no_secret_is_on_the_command_line_of_a_running_program() {
    let stage = Stage::set().await;
    let one = stage.application();
    let secret = exposed(&one.secret);
    let named = ["secret", "--tenant", &one.tenant_id, "--client-id", &one.client_id, "--file", "-"];
    let mut child = stage.login(&named).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Half of it is read; for the rest the program has to wait.
    stdin.write_all(&secret.as_bytes()[..secret.len() / 2]).await.unwrap();
    let seen = |what: &str| {
        let id = child.id().expect("it waits for its input");
        // An ordinary user is refused, as the program closes its memory; the administrator is not.
        let read = std::fs::read(format!("/proc/{id}/{what}")).unwrap_or_else(|_| b"HOME=".to_vec());
        String::from_utf8_lossy(&read).into_owned()
    };
    let mut arguments = String::new();
    // It takes a moment until the new program is there.
    until("the new program", async || {
        arguments = seen("cmdline");
        !arguments.is_empty()
    })
    .await;
    let environment = seen("environ");
    assert!(arguments.contains("--client-id") && environment.contains("HOME="), "{arguments} {environment}");
    assert!(!arguments.contains(&secret[..secret.len() / 2]), "{arguments}");
    assert!(!environment.contains(&secret[..secret.len() / 2]));
    stdin.write_all(&secret.as_bytes()[secret.len() / 2..]).await.unwrap();
    drop(stdin);
    assert!(soon("the end of the program", child.wait()).await.unwrap().success());
    assert_eq!(stage.files_with(&secret), Vec::<std::path::PathBuf>::new());
}

#[tokio::test]
async fn a_crash_of_the_program_writes_no_core_dump() {
    let stage = Stage::set().await;
    let one = stage.application();
    let named = ["secret", "--tenant", &one.tenant_id, "--client-id", &one.client_id, "--file", "-"];
    let mut child = stage.login(&named).stdin(Stdio::piped()).spawn().unwrap();
    let limits = format!("/proc/{}/limits", child.id().unwrap());
    let is_off = || {
        let text = std::fs::read_to_string(&limits).unwrap();
        let line = text.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        line.split_whitespace().skip(4).take(2).all(|limit| limit == "0")
    };
    for _ in 0..200 {
        if is_off() {
            break;
        }
        SystemClock.sleep(Duration::from_millis(50)).await;
    }
    assert!(is_off());
    child.kill().await.unwrap();
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn no_other_program_reads_the_memory() {
    use std::os::unix::fs::{MetadataExt, chown};

    let stage = Stage::set().await;
    let one = stage.application();
    let named = ["secret", "--tenant", &one.tenant_id, "--client-id", &one.client_id, "--file", "-"];
    let mut login = stage.login(&named);
    let user = std::fs::metadata(stage.path("home")).unwrap().uid();
    if user == 0 {
        // The administrator may read all memory, so another user runs the program.
        for path in ["", "home", "profile", "cloud.json", "ca.pem"] {
            chown(stage.path(path), Some(65534), Some(65534)).unwrap();
        }
        login.uid(65534).gid(65534);
    }
    let mut child = login.stdin(Stdio::piped()).spawn().unwrap();
    let environment = format!("/proc/{}/environ", child.id().unwrap());
    // The files of a closed process belong to the administrator.
    until("the memory to be closed", async || std::fs::metadata(&environment).unwrap().uid() == 0).await;
    assert_eq!(child.try_wait().unwrap(), None, "it waits for its input");
    child.kill().await.unwrap();
}

#[tokio::test]
async fn a_secret_cannot_be_said_on_the_command_line() {
    let stage = Stage::set().await;
    for argument in ["--secret", "--client-secret", "--password", "-p"] {
        let run = ended(stage.login(&["secret", argument, "canary"])).await;
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{argument}: {run:?}");
    }
    let run = ended(stage.login(&["secret"])).await;
    run.refused(1, &["--file"]);
}

//! The session of the Azure CLI: a program named `az` that prints what the real one does.

use std::fs;

use latchkey_types::{Clock, SystemClock};
use serde_json::{Value, json};

use tokio::process::Command;

use crate::stage::{Stage, ended, exposed};

/// A token as Azure's CLI would have got it.
#[expect(clippy::disallowed_methods, reason = "this asks the demo cloud as the Azure CLI does")]
async fn token_of_az(stage: &Stage) -> String {
    let one = stage.application();
    let address = &stage.demo.addresses()[0];
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "client_credentials")
        .append_pair("client_id", &one.client_id)
        .append_pair("client_secret", &exposed(&one.secret))
        .append_pair("scope", "https://management.azure.com/.default")
        .finish();
    let request = client.post(format!("{address}/{}/oauth2/v2.0/token", one.tenant_id));
    let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
    let answer = request.send().await.unwrap().text().await.unwrap();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    answer["access_token"].as_str().unwrap().to_owned()
}

/// Puts an `az` on the path that is signed in, prints noise, and writes down what it was given.
async fn install_az(stage: &Stage) -> String {
    let one = stage.application();
    let token = token_of_az(stage).await;
    let accounts = json!([{
        "tenantId": one.tenant_id, "environmentName": "AzureCloud", "isDefault": true,
        "user": { "name": one.client_id, "type": "servicePrincipal" },
    }]);
    let expires_on = SystemClock.now().as_second() + 3000;
    let answer = json!({ "accessToken": token, "expires_on": expires_on, "tenant": one.tenant_id });
    let accounts = stage.write("accounts.json", accounts.to_string());
    let answer = stage.write("token.json", answer.to_string());
    let seen = stage.path("seen-by-az").display().to_string();
    let script = format!(
        "/usr/bin/env >> '{seen}'\nprintf '%s\\n' \"$@\" >> '{seen}'\n\
         echo 'WARNING: a new version {{of az}} is there [2.99.0]'\n\
         case \"$2\" in list) /bin/cat '{accounts}' ;; *) /bin/cat '{answer}' ;; esac\necho; echo 'bye {{}}'"
    );
    stage.install("az", &script).unwrap();
    token
}

/// The program in public Azure, since an emulator has nothing of the CLI's session. Nothing is sent for it.
fn in_public_azure(stage: &Stage, arguments: &[&str]) -> Command {
    let mut command = stage.bare(&["--cloud", "public", "--output", "json", "--profile"]);
    // No request leaves this machine: nothing listens at the proxy's address. The variables name the identity endpoint.
    command.env("HTTPS_PROXY", "http://127.0.0.1:9").env("IDENTITY_ENDPOINT", "http://127.0.0.1:9/msi/token");
    command.env("IDENTITY_HEADER", "header-of-this-machine");
    command.arg(stage.path("profile")).args(arguments);
    command
}

#[tokio::test]
async fn an_emulator_has_nothing_of_the_session_of_az() {
    let stage = Stage::set().await;
    install_az(&stage).await;
    ended(stage.login(&["azure-cli"])).await.refused(1, &["uses another cloud"]);
    let seen = fs::read_to_string(stage.path("seen-by-az")).unwrap();
    assert!(!seen.contains("get-access-token"), "{seen}");
}

#[tokio::test]
async fn the_session_of_az_is_taken_over_without_handing_it_a_secret() {
    let stage = Stage::set().await;
    install_az(&stage).await;
    let mut command = in_public_azure(&stage, &["--session-only", "login", "--with", "azure-cli"]);
    let canaries = ["AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PASSWORD", "AML_PRINCIPAL_PASS"];
    for name in canaries {
        command.env(name, format!("canary-of-{name}"));
    }
    command.env("AZURE_CONFIG_DIR", "/somewhere");
    let who = ended(command).await.json();
    assert_eq!(who["account"]["kind"], "azureCli", "{who}");
    assert_eq!(who["account"]["objectId"], Value::from(stage.application().object_id), "{who}");

    let seen = fs::read_to_string(stage.path("seen-by-az")).unwrap();
    assert!(seen.contains("AZURE_CONFIG_DIR=/somewhere"), "az keeps the rest of its environment: {seen}");
    assert!(seen.contains("get-access-token") && seen.contains("--resource"), "{seen}");
    assert!(
        seen.contains("IDENTITY_HEADER=header-of-this-machine"),
        "az asks this machine's identity with it: {seen}"
    );
    for name in canaries {
        assert!(!seen.contains(name) && !seen.contains("canary"), "{seen}");
    }
    assert!(!seen.contains(&exposed(&stage.application().secret)));
}

#[tokio::test]
async fn problems_with_az_are_reported() {
    let stage = Stage::set().await;
    let check = async |script: Option<&str>, words: &[&str]| {
        if let Some(script) = script {
            stage.install("az", script).unwrap();
        }
        ended(stage.login(&["azure-cli"])).await.refused(1, words);
    };
    check(None, &["cannot find the Azure CLI"]).await;
    check(Some("echo \"Please run 'az login' to setup account.\" >&2; exit 1"), &["az login"]).await;
    check(Some("echo '[]'"), &["az login"]).await;
    check(Some("echo nothing of use"), &["not"]).await;
    let token = format!("eyJ0eXAiOiJKV1QiLCJh.{}.x", "canary".repeat(20));
    check(Some(&format!("echo 'ERROR: it broke: {token}' >&2; exit 9")), &["it broke"]).await;
    let run = ended(stage.login(&["azure-cli"])).await;
    assert!(!run.stderr.contains("canary"), "{run:?}");
}

#[tokio::test]
async fn the_doctor_names_every_source_and_no_secret() {
    let stage = Stage::set().await;
    let token = install_az(&stage).await;
    let mut command = in_public_azure(&stage, &["doctor"]);
    command.env("AZURE_CLIENT_SECRET", "canary-of-the-environment");
    let run = ended(command).await;
    let findings = run.json();
    let states: Vec<(&str, &str)> = findings["sources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|source| (source["kind"].as_str().unwrap(), source["state"].as_str().unwrap()))
        .collect();
    assert!(states.contains(&("azureCli", "found")), "{states:?}");
    assert!(states.contains(&("managedIdentity", "found")), "{states:?}");
    assert!(findings["secretStorage"].to_string().contains("unavailable"), "{findings}");
    for secret in [token.as_str(), "canary-of-the-environment"] {
        assert!(!run.stdout.contains(secret) && !run.stderr.contains(secret), "{run:?}");
    }
}

//! What cannot be done: the message names the thing and the way out, and nothing is on stdout.

use latchkey_words::terminal;
use serde_json::json;

use crate::stage::{Stage, ended};

#[tokio::test]
async fn a_wrong_command_line_ends_with_two() {
    let stage = Stage::set().await;
    for arguments in [
        &["no-such-command"][..],
        &["token", "--min-life", "10"],
        &["token", "--endpoint", "a", "--audience", "graph"],
        &["login", "--with", "password"],
        &["logout", "--all", "--account", "somebody"],
        &["keys"],
        &["--output", "xml", "whoami"],
    ] {
        let run = stage.run(arguments).await;
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments:?}: {run:?}");
        assert!(run.stderr.contains("--help"), "{run:?}");
    }
    assert_eq!(stage.run(&["--help"]).await.code, Some(0));
}

#[tokio::test]
async fn a_file_without_a_cloud_is_named() {
    let stage = Stage::set().await;
    let check = async |content: &str, words: &[&str]| {
        let file = stage.write("wrong.json", content);
        let mut command = stage.bare(&["--cloud", &file, "whoami", "--profile"]);
        command.arg(stage.path("profile"));
        ended(command).await.refused(1, &[&["wrong.json"], words].concat());
    };
    check("[]", &["not a JSON object"]).await;
    check("{}", &["no field authority"]).await;
    check(r#"{ "authority": "https://a.example" }"#, &["no field arm"]).await;
    let elsewhere = r#"{ "authority": "http://a.example", "arm": "https://a.example" }"#;
    check(elsewhere, &["is not secure"]).await;
    let run = ended(stage.bare(&["--cloud", "/no/such/file.json", "whoami"])).await;
    run.refused(1, &["/no/such/file.json", "cannot read"]);
    let run = ended(stage.bare(&["--cloud", "nowhere", "whoami"])).await;
    run.refused(1, &["nowhere", "latchkey cloud list"]);
    let run = stage.run(&["cloud", "add", "/no/such/file.json"]).await;
    run.refused(1, &["/no/such/file.json"]);
    let run = stage.run(&["cloud", "use", "nowhere"]).await;
    run.refused(1, &["This cloud does not exist"]);
}

#[tokio::test]
async fn a_file_cannot_take_the_id_of_a_known_cloud() {
    let stage = Stage::set().await;
    for id in ["public", "usgov", "china", "demo"] {
        let file = json!({ "id": id, "authority": "https://a.example", "arm": "https://a.example" });
        let file = stage.write("other.json", file.to_string());
        ended(stage.bare(&["--cloud", &file, "token"])).await.refused(1, &[id, "Use another id"]);
        stage.run(&["cloud", "add", &file]).await.refused(1, &[id, "Use another id"]);
    }
    // Nor by the file's own name, in the current folder.
    stage.write(
        "nowhere",
        json!({ "authority": "https://a.example", "arm": "https://a.example" }).to_string(),
    );
    let mut command = stage.bare(&["--cloud", "nowhere", "whoami"]);
    command.current_dir(stage.path(""));
    ended(command).await.refused(1, &[&*terminal::cloud_missing("nowhere")]);
}

#[tokio::test]
async fn an_invalid_certificate_authority_is_an_error() {
    let stage = Stage::set().await;
    let one = stage.application();
    let secret = stage.write("secret", "canary");
    let login = ["secret", "--tenant", &one.tenant_id, "--client-id", &one.client_id, "--file", &secret];
    for broken in ["nothing", "-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n"] {
        stage.write("ca.pem", broken);
        let run = ended(stage.login(&login)).await;
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        assert!(!run.stderr.contains("panicked") && !run.stderr.contains("canary"), "{run:?}");
    }
    std::fs::remove_file(stage.path("ca.pem")).unwrap();
    ended(stage.login(&login)).await.refused(1, &["ca.pem"]);
}

#[tokio::test]
async fn an_untrusted_certificate_is_refused_before_any_request() {
    let stage = Stage::set().await;
    let one = stage.application();
    let text = std::fs::read_to_string(stage.path("cloud.json")).unwrap();
    let mut cloud: serde_json::Value = serde_json::from_str(&text).unwrap();
    cloud["caFile"] = serde_json::Value::Null;
    stage.write("cloud.json", cloud.to_string());
    let secret = stage.write("secret", crate::stage::exposed(&one.secret));
    let login = ["secret", "--tenant", &one.tenant_id, "--client-id", &one.client_id, "--file", &secret];
    let run = ended(stage.login(&login)).await;
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    assert!(!run.stderr.contains("panicked"), "{run:?}");
    assert!(stage.demo.requests().is_empty(), "{:?}", stage.demo.requests());
}

#[tokio::test]
async fn a_file_of_a_secret_that_cannot_be_read_is_named() {
    let stage = Stage::set().await;
    let one = stage.application();
    let named = ["--tenant", &one.tenant_id, "--client-id", &one.client_id, "--file", "/no/such/secret"];
    for way in ["secret", "certificate", "sdk-auth"] {
        let run = ended(stage.login(&[&[way], &named[..]].concat())).await;
        run.refused(1, &["/no/such/secret"]);
    }
    let binary = stage.write("binary", [0xff, 0xfe, 0x00]);
    let run = ended(stage.login(&["sdk-auth", "--file", &binary])).await;
    run.refused(1, &["not a text"]);
}

#[tokio::test]
async fn a_wrong_secret_is_explained() {
    let stage = Stage::set().await;
    let one = stage.application();
    let secret = stage.write("secret", "canary-of-a-wrong-secret");
    let login = ["secret", "--tenant", &one.tenant_id, "--client-id", &one.client_id, "--file", &secret];
    let run = ended(stage.login(&login)).await;
    run.refused(1, &["The client secret is wrong", "AADSTS7000215"]);
    assert!(!run.stderr.contains("canary"), "{run:?}");
    assert!(stage.files_with("canary").is_empty());
}

#[tokio::test]
async fn without_a_store_for_secrets_no_account_is_signed_in() {
    let stage = Stage::set().await;
    let one = stage.application();
    let secret = stage.write("secret", crate::stage::exposed(&one.secret));
    let login = ["login", "--with", "secret", "--tenant", &one.tenant_id, "--client-id", &one.client_id];
    let run = stage.run(&[&login[..], &["--file", &secret]].concat()).await;
    run.refused(1, &["no secret store", "--session-only"]);
    stage.run(&["whoami"]).await.refused(3, &["Nobody is signed in", "latchkey login"]);
    stage.run(&["--account", "nobody@x.example", "whoami"]).await.refused(3, &["nobody@x.example"]);
    stage.run(&["accounts", "use", "nobody@x.example"]).await.refused(3, &["nobody@x.example"]);
    stage.run(&["logout", "--account", "nobody@x.example"]).await.refused(3, &["nobody@x.example"]);
}

#[tokio::test]
async fn the_demo_cloud_of_the_window_is_refused() {
    let stage = Stage::set().await;
    std::fs::write(stage.path("profile/settings.json"), r#"{ "cloud": "demo" }"#).unwrap();
    let mut command = stage.bare(&["whoami", "--profile"]);
    command.arg(stage.path("profile"));
    ended(command).await.refused(3, &["demo cloud", "--cloud public"]);
}

#[tokio::test]
async fn nothing_of_entra_is_tried_at_another_provider() {
    let stage = Stage::set().await;
    let lab = |more: serde_json::Value| {
        let mut file = json!({
            "id": "lab", "provider": "openid", "authority": "https://localhost:1/lab", "arm": "https://localhost:1",
        });
        file.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        stage.write("lab.json", file.to_string())
    };
    let check = async |more: serde_json::Value, arguments: &[&str], words: &str| {
        let file = lab(more);
        let common = ["--session-only", "--cloud", &file, "login", "--with"];
        let mut command = stage.bare(&[&common, arguments].concat());
        command.arg("--profile").arg(stage.path("profile"));
        // They are Entra's, and so are the secrets in them.
        command.env("AZURE_TENANT_ID", "contoso.com").env("AZURE_CLIENT_ID", "c");
        command.env("AZURE_CLIENT_SECRET", "needle");
        ended(command).await.refused(1, &[words]);
    };
    for way in ["azure-cli", "managed-identity", "azure-variables", "aml-variables"] {
        check(json!({ "clientId": "c" }), &[way], "Only Microsoft Entra").await;
    }
    check(json!({}), &["browser"], "has no client id").await;
    check(json!({ "clientId": "c" }), &["browser", "--tenant", "contoso.com"], "no tenants").await;
    check(json!({ "provider": "google" }), &["browser"], "Use “entra” or “openid”").await;
    check(json!({ "scopes": [1] }), &["browser"], "scopes is not").await;
    let secret = stage.write("secret.txt", "needle");
    check(json!({ "clientId": "c" }), &["secret", "--file", &secret], "client").await;
    assert!(!stage.path("opened").exists());
}

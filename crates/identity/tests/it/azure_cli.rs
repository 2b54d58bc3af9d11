//! The Azure CLI's session, with a CLI that follows a script.

use std::time::Duration;

use latchkey_identity::{
    AccountKind, AzureCliError, AzureCliRequest, ProgramOutput, SignInError, SignInFlow, SignedIn, TokenError,
};
use latchkey_types::{Audience, Cloud, CloudFile};
use serde_json::json;

use crate::{
    accounts::Program,
    authority::{NOW, OBJECT, TENANT, encode},
    stage::Stage,
};

fn accounts(cloud: &str) -> String {
    json!([{ "tenantId": TENANT, "environmentName": cloud, "isDefault": true, "user": { "name": "ada@example.com" } }])
        .to_string()
}

fn token(object_id: &str, tenant: &str) -> String {
    let claims = json!({ "tid": tenant, "oid": object_id, "upn": "ada@example.com", "name": "Ada" });
    let token = format!("needle.{}.s", encode(&claims));
    json!({ "accessToken": token, "expires_on": NOW + 3600, "tenant": tenant }).to_string()
}

/// A cloud that somebody has registered with the CLI as `MyStack`.
fn stack() -> Cloud {
    let text = r#"{ "authority": "https://login.stack.example", "arm": "https://arm.stack.example",
        "mlApiDomain": "ml.stack.example", "mlResource": "https://ml.stack.example" }"#;
    CloudFile::read(text).unwrap().cloud
}

fn shown(authority: &str, arm: &str) -> ProgramOutput {
    let endpoints = json!({ "activeDirectory": authority, "resourceManager": arm, "gallery": null });
    ProgramOutput::printed(
        &json!({ "name": "MyStack", "isActive": true, "endpoints": endpoints }).to_string(),
    )
}

fn shown_stack() -> ProgramOutput {
    shown("https://login.stack.example", "https://arm.stack.example/")
}

async fn sign_in(stage: &Stage, tenant: Option<&str>) -> Result<SignedIn, SignInError> {
    sign_in_to(stack(), stage, tenant).await
}

async fn sign_in_to(cloud: Cloud, stage: &Stage, tenant: Option<&str>) -> Result<SignedIn, SignInError> {
    let request = AzureCliRequest { cloud, tenant: tenant.map(str::to_owned) };
    let ports = stage.browserless_ports();
    latchkey_identity::sign_in(ports, SignInFlow::AzureCli(request), &|_| {}, stage.cancel.clone()).await
}

#[tokio::test]
async fn the_session_of_the_cli_is_taken_over_and_asked_again() {
    let stage = Stage::new().await;
    stage.machine.answer(|arguments| match arguments[1] {
        "list" => ProgramOutput::printed(&accounts("MyStack")),
        "show" => shown_stack(),
        _ => ProgramOutput::printed(&format!("WARNING: an update is there\n{}", token(OBJECT, TENANT))),
    });
    let signed_in = sign_in(&stage, None).await.unwrap();
    assert_eq!(signed_in.account.kind, AccountKind::AzureCli);
    assert_eq!(signed_in.account.user_name, "ada@example.com");
    assert_eq!(signed_in.account.key.tenant_id, TENANT);
    assert_eq!(signed_in.access_token.expires_at.as_second(), NOW + 3600);

    let program = Program::of(&stage, stack());
    let account = program.keep(signed_in).await.unwrap();
    program.restarted().token(&account.key, Audience::MachineLearning, 5).await.unwrap();
    let commands = stage.machine.commands();
    let asked = |resource: &str| {
        format!("account get-access-token --output json --resource {resource} --tenant {TENANT}")
    };
    let expected = [
        "account list --all --output json".to_owned(),
        "cloud show --name MyStack --output json".to_owned(),
        asked("https://arm.stack.example"),
        asked("https://ml.stack.example"),
    ];
    assert_eq!(commands, expected);
    assert!(stage.authority.token_requests().await.is_empty());
}

#[tokio::test]
async fn what_is_missing_is_said_plainly() {
    let check = async |script: fn(&[&str]) -> ProgramOutput, expected: AzureCliError| {
        let stage = Stage::new().await;
        stage.machine.answer(script);
        let error = sign_in(&stage, Some(TENANT)).await.unwrap_err();
        assert!(matches!(&error, SignInError::AzureCli(error) if *error == expected), "{error:?}");
    };
    let without = Stage::new().await;
    let error = sign_in(&without, Some(TENANT)).await.unwrap_err();
    assert!(matches!(&error, SignInError::AzureCli(AzureCliError::NotInstalled)), "{error:?}");
    check(
        |_| ProgramOutput::failed("ERROR: Please run 'az login' to setup account."),
        AzureCliError::SignedOut,
    )
    .await;
    check(|_| ProgramOutput::printed("[]"), AzureCliError::SignedOut).await;
    check(
        |_| ProgramOutput::printed(&accounts("AzureChinaCloud")),
        AzureCliError::OtherCloud("AzureChinaCloud".to_owned()),
    )
    .await;
    let other = |arguments: &[&str]| match arguments[1] {
        "list" => ProgramOutput::printed(&accounts("MyStack")),
        "show" => shown_stack(),
        _ => ProgramOutput::failed("ERROR: Please run 'az login' to setup account."),
    };
    check(other, AzureCliError::OtherTenant).await;
    let refused = |arguments: &[&str]| match arguments[1] {
        "list" => ProgramOutput::printed(&accounts("MyStack")),
        "show" => shown_stack(),
        _ => ProgramOutput::failed("ERROR: AADSTS50076: Due to a configuration change…"),
    };
    check(refused, AzureCliError::Refused(50076)).await;
}

#[tokio::test]
async fn a_cli_that_does_not_end_is_ended() {
    let stage = Stage::new().await;
    stage.machine.hang();
    let (result, ()) = tokio::join!(sign_in(&stage, None), async {
        stage.waits().await;
        stage.clock.advance(Duration::from_mins(1));
    });
    assert!(matches!(result, Err(SignInError::AzureCli(AzureCliError::TimedOut(_)))), "{result:?}");
}

#[tokio::test]
async fn a_tenant_that_is_no_name_reaches_no_command_line() {
    let stage = Stage::new().await;
    for tenant in ["--help", "a b", "contoso.example;id", "$(id)"] {
        assert!(matches!(sign_in(&stage, Some(tenant)).await, Err(SignInError::TenantName)), "{tenant}");
    }
    assert!(stage.machine.commands().is_empty());
}

#[tokio::test]
async fn somebody_else_in_the_cli_is_noticed() {
    let stage = Stage::new().await;
    stage.machine.answer(|arguments| match arguments {
        [_, "list", ..] => ProgramOutput::printed(&accounts("MyStack")),
        [_, "show", ..] => shown_stack(),
        [.., "https://ml.stack.example", _, _] => ProgramOutput::printed(&token("somebody-else", TENANT)),
        _ => ProgramOutput::printed(&token(OBJECT, TENANT)),
    });
    let program = Program::of(&stage, stack());
    let account = program.keep(sign_in(&stage, None).await.unwrap()).await.unwrap();
    let refused = program.token(&account.key, Audience::MachineLearning, 5).await;
    assert!(matches!(refused, Err(TokenError::AzureCli(AzureCliError::OtherAccount))), "{refused:?}");
}

#[tokio::test]
async fn the_cloud_that_the_cli_works_with_decides_where_it_knows_several() {
    let sign_in_with = async |active: &'static str| {
        let stage = Stage::new().await;
        let row =
            |tenant: &str, cloud: &str| json!({ "tenantId": tenant, "environmentName": cloud, "user": {} });
        let both = json!([row(TENANT, "MyStack"), row(TENANT, "AzureCloud")]).to_string();
        stage.machine.answer(move |arguments| match arguments[1] {
            "list" => ProgramOutput::printed(&both),
            "show" if arguments.contains(&"--name") => shown_stack(),
            "show" => ProgramOutput::printed(&json!({ "name": active, "isActive": true }).to_string()),
            _ => ProgramOutput::printed(&token(OBJECT, TENANT)),
        });
        let result = sign_in(&stage, Some(TENANT)).await;
        (result.map(|signed_in| signed_in.account.kind), stage.machine.commands().len())
    };
    let (result, commands) = sign_in_with("MyStack").await;
    assert_eq!((result.unwrap(), commands), (AccountKind::AzureCli, 4));
    let (result, commands) = sign_in_with("AzureCloud").await;
    let error = result.unwrap_err();
    assert!(
        matches!(&error, SignInError::AzureCli(AzureCliError::OtherCloud(name)) if name == "AzureCloud"),
        "{error:?}"
    );
    assert_eq!(commands, 3, "no token is asked for");
}

#[tokio::test]
async fn a_name_of_ones_own_counts_for_the_cloud_at_its_addresses_alone() {
    let check =
        async |cloud: Cloud, name: &'static str, authority: &'static str, arm: &'static str, works: bool| {
            let stage = Stage::new().await;
            stage.machine.answer(move |arguments| match arguments[1] {
                "list" => ProgramOutput::printed(&accounts(name)),
                "show" => shown(authority, arm),
                _ => ProgramOutput::printed(&token(OBJECT, TENANT)),
            });
            let result = sign_in_to(cloud.clone(), &stage, None).await;
            let commands = stage.machine.commands();
            assert_eq!(result.is_ok(), works, "{} {name} {authority} {arm} {result:?}", cloud.id);
            let has_asked = commands.iter().any(|command| command.contains("get-access-token"));
            assert_eq!(has_asked, works, "{commands:?}");
        };
    let (login, arm) = ("https://login.stack.example", "https://arm.stack.example");
    check(stack(), "MyStack", login, arm, true).await;
    check(stack(), "MyStack", login, "https://arm.other.example", false).await;
    check(stack(), "MyStack", "https://login.microsoftonline.com", arm, false).await;
    check(stack(), "MyStack", login, "https://arm.stack.example:8443", false).await;
    check(stack(), "AzureCloud", login, arm, false).await;
    check(Cloud::public(), "AzureCloud", login, arm, true).await;
    check(
        Cloud::public(),
        "MyStack",
        "https://login.microsoftonline.com",
        "https://management.azure.com",
        false,
    )
    .await;
    // An emulator on this machine never gets the CLI's session, whatever the CLI calls it.
    let emulator = r#"{ "id": "public", "authority": "http://localhost:1", "arm": "http://localhost:1" }"#;
    let emulator = CloudFile::read(emulator).unwrap().cloud;
    check(emulator.clone(), "MyStack", "http://localhost:1", "http://localhost:1", false).await;
    check(emulator, "AzureCloud", "http://localhost:1", "http://localhost:1", false).await;
}

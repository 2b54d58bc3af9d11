//! The Azure CLI's session, with a CLI that follows a script.

use std::time::Duration;

use latchkey_identity::{
    AccountKind, AzureCliError, AzureCliRequest, ProgramOutput, SignInError, SignedIn, TokenError, Way,
};
use latchkey_types::Audience;
use serde_json::json;

use crate::{
    accounts::Keeper,
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

async fn sign_in(stage: &Stage, tenant: Option<&str>) -> Result<SignedIn, SignInError> {
    let request = AzureCliRequest { cloud: stage.authority.cloud(), tenant: tenant.map(str::to_owned) };
    let ports = stage.browserless_ports();
    latchkey_identity::sign_in(ports, Way::AzureCli(request), &|_| {}, stage.cancel.clone()).await
}

#[tokio::test]
async fn the_session_of_the_cli_is_taken_over_and_asked_again() {
    let stage = Stage::new().await;
    stage.machine.answer(|arguments| match arguments[1] {
        "list" => ProgramOutput::printed(&accounts("MyStack")),
        _ => ProgramOutput::printed(&format!("WARNING: an update is there\n{}", token(OBJECT, TENANT))),
    });
    let signed_in = sign_in(&stage, None).await.unwrap();
    assert_eq!(signed_in.account.kind, AccountKind::AzureCli);
    assert_eq!(signed_in.account.user_name, "ada@example.com");
    assert_eq!(signed_in.account.key.tenant_id, TENANT);
    assert_eq!(signed_in.access_token.expires_at.as_second(), NOW + 3600);

    let keeper = Keeper::new(&stage);
    let account = keeper.accounts.keep(signed_in).await.unwrap();
    keeper.restarted().token(&account.key, Audience::MachineLearning, 5).await.unwrap();
    let commands = stage.machine.commands();
    let asked = |resource: &str| {
        format!("account get-access-token --output json --resource {resource} --tenant {TENANT}")
    };
    let expected = [
        "account list --all --output json".to_owned(),
        asked("https://management.azure.com"),
        asked("https://ml.azure.com"),
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
        _ => ProgramOutput::failed("ERROR: Please run 'az login' to setup account."),
    };
    check(other, AzureCliError::OtherTenant).await;
    let refused = |arguments: &[&str]| match arguments[1] {
        "list" => ProgramOutput::printed(&accounts("MyStack")),
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
        [.., "https://ml.azure.com", _, _] => ProgramOutput::printed(&token("somebody-else", TENANT)),
        _ => ProgramOutput::printed(&token(OBJECT, TENANT)),
    });
    let keeper = Keeper::new(&stage);
    let account = keeper.accounts.keep(sign_in(&stage, None).await.unwrap()).await.unwrap();
    let refused = keeper.token(&account.key, Audience::MachineLearning, 5).await;
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
            "show" => ProgramOutput::printed(&json!({ "name": active, "isActive": true }).to_string()),
            _ => ProgramOutput::printed(&token(OBJECT, TENANT)),
        });
        let result = sign_in(&stage, Some(TENANT)).await;
        (result.map(|signed_in| signed_in.account.kind), stage.machine.commands().len())
    };
    let (result, commands) = sign_in_with("MyStack").await;
    assert_eq!((result.unwrap(), commands), (AccountKind::AzureCli, 3));
    let (result, commands) = sign_in_with("AzureCloud").await;
    let error = result.unwrap_err();
    assert!(
        matches!(&error, SignInError::AzureCli(AzureCliError::OtherCloud(name)) if name == "AzureCloud"),
        "{error:?}"
    );
    assert_eq!(commands, 2, "no token is asked for");
}

//! The Azure CLI's session: its tokens are asked for with `az account get-access-token`, and nothing of the CLI's
//! own files is read. What it has not, such as a tenant that it is not signed in to, is said in plain words.

mod output;

use std::{collections::BTreeSet, io, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use latchkey_types::{Audience, Cloud, Reach, is_tenant};

use crate::{
    AccessToken, Account, AccountKey, AccountKind, AzureCliError, AzureCliSession, Ports, SignInError,
    SignInStep, SignedIn, machine::ProgramOutput, renewal_credential::RenewalCredential, token::bind_token,
    token_hints::TokenHints,
};
pub use output::{AzureCliAccount, AzureCliCloud};
use output::{classify, read_accounts, read_cloud, read_cloud_name, read_token};

/// How long the CLI may take. Its first start after an update compiles itself.
const PATIENCE: Duration = Duration::from_secs(20);
/// The CLI's own application.
const CLIENT_ID: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/// What a sign-in by the Azure CLI asks for.
#[derive(Debug, Clone)]
pub struct AzureCliRequest {
    /// Which cloud.
    pub cloud: Cloud,
    /// The tenant, GUID or domain; the CLI's default subscription decides if there is none.
    pub tenant: Option<String>,
}

/// A token of the CLI.
#[derive(Debug)]
pub(crate) struct CliToken {
    pub(crate) value: latchkey_types::Secret,
    pub(crate) expires_at: Timestamp,
    pub(crate) tenant: Option<String>,
}

/// The accounts that the CLI is signed in with, one for each tenant and cloud, the default one first. Where its clouds of
/// other names are is asked only for the sake of such a cloud; what cannot be told of one of them costs no other.
///
/// # Errors
/// [`AzureCliError`]; an empty list never: that is [`AzureCliError::SignedOut`].
pub async fn list_azure_cli_accounts(
    ports: &Ports,
    cloud: &Cloud,
) -> Result<Vec<AzureCliAccount>, AzureCliError> {
    let output = run(ports, &["account", "list", "--all", "--output", "json"]).await?;
    if output.code != Some(0) {
        return Err(classify(&output));
    }
    let mut accounts = read_accounts(&output.stdout)?;
    let named: BTreeSet<String> = accounts.iter().map(|account| account.cloud_name.clone()).collect();
    let can_be_named = !cloud.is_built_in() && cloud.reach == Reach::Internet;
    let is_own = |name: &String| can_be_named && output::microsofts_id(name).is_none();
    for name in named.into_iter().filter(is_own) {
        let shown = run(ports, &["cloud", "show", "--name", &name, "--output", "json"]).await;
        let addresses = shown.ok().and_then(|shown| read_cloud(&shown));
        for account in accounts.iter_mut().filter(|account| account.cloud_name == name) {
            account.addresses.clone_from(&addresses);
        }
    }
    if accounts.is_empty() { Err(AzureCliError::SignedOut) } else { Ok(accounts) }
}

/// Takes the Azure CLI's session over, for as long as it lasts there.
pub(super) async fn sign_in(
    ports: &Ports,
    request: &AzureCliRequest,
    on_step: &(dyn Fn(SignInStep) + Send + Sync),
) -> Result<SignedIn, SignInError> {
    let tenant = request.tenant.as_deref();
    if tenant.is_some_and(|tenant| !is_tenant(tenant)) {
        return Err(SignInError::TenantName);
    }
    on_step(SignInStep::Exchanging);
    let accounts = list_azure_cli_accounts(ports, &request.cloud).await?;
    let in_cloud = |account: &&AzureCliAccount| account.is_of(&request.cloud);
    let known = accounts
        .iter()
        .filter(in_cloud)
        .find(|account| tenant.is_none_or(|tenant| account.tenant_id.eq_ignore_ascii_case(tenant)));
    let known = match (known, accounts.iter().find(in_cloud), tenant) {
        (Some(known), ..) => known,
        // A domain is not in the list; the CLI knows whether it can have a token there.
        (None, Some(any), Some(_)) => any,
        (None, None, _) | (None, Some(_), None) => {
            return Err(AzureCliError::OtherCloud(accounts[0].cloud_name.clone()).into());
        }
    };
    if !accounts.iter().all(|account| account.is_of(&request.cloud)) {
        // Whoever is signed in to several clouds works with one of them, and a token would be that one's.
        let output = run(ports, &["cloud", "show", "--output", "json"]).await?;
        let name = read_cloud_name(&output)?;
        if name != known.cloud_name {
            return Err(AzureCliError::OtherCloud(name).into());
        }
    }
    let session = AzureCliSession { tenant: tenant.unwrap_or(&known.tenant_id).to_owned() };
    let asked_at = ports.clock.now();
    let token = request_token(ports, &request.cloud, &session, Audience::Arm).await?;
    let hints = TokenHints::read(&token.value);
    let user_name = hints.user_name.unwrap_or_else(|| known.user_name.clone());
    let tenant_id = hints.tenant_id.or(token.tenant).unwrap_or_else(|| session.tenant.clone());
    let account = Account {
        key: AccountKey {
            cloud_id: request.cloud.id.clone(),
            tenant_id,
            subject: format!("az:{user_name}"),
            client_id: hints.client_id.unwrap_or_else(|| CLIENT_ID.to_owned()),
        },
        kind: AccountKind::AzureCli,
        object_id: hints.object_id,
        display_name: hints.display_name.unwrap_or_else(|| user_name.clone()),
        user_name,
        machine: None,
    };
    Ok(SignedIn {
        account,
        access_token: AccessToken::until(
            bind_token(&request.cloud, Audience::Arm, token.value),
            asked_at,
            token.expires_at,
        ),
        renewal_credential: RenewalCredential::AzureCli(session),
    })
}

/// A token of the CLI. The CLI keeps its own cache, and renews by itself.
pub(crate) async fn request_token(
    ports: &Ports,
    cloud: &Cloud,
    session: &AzureCliSession,
    audience: Audience,
) -> Result<CliToken, AzureCliError> {
    let resource = cloud.resource_of(audience);
    let arguments = [
        "account",
        "get-access-token",
        "--output",
        "json",
        "--resource",
        resource,
        "--tenant",
        &session.tenant,
    ];
    let output = run(ports, &arguments).await?;
    if output.code == Some(0) {
        return read_token(&output.stdout, &ports.machine.time_zone());
    }
    Err(match classify(&output) {
        AzureCliError::SignedOut => match list_azure_cli_accounts(ports, cloud).await {
            Ok(_) => AzureCliError::OtherTenant,
            Err(error) => error,
        },
        error => error,
    })
}

/// What a claims challenge means for whoever uses the CLI: it takes one, in base64, at its own sign-in.
///
/// <https://learn.microsoft.com/cli/azure/authenticate-azure-cli-interactively>
pub(crate) fn challenged(session: &AzureCliSession, claims: &str) -> AzureCliError {
    let (tenant, claims) = (&session.tenant, STANDARD.encode(claims));
    AzureCliError::Challenged(format!("az login --tenant {tenant} --claims-challenge {claims}"))
}

async fn run(ports: &Ports, arguments: &[&str]) -> Result<ProgramOutput, AzureCliError> {
    let output = tokio::select! {
        output = ports.machine.run_azure_cli(arguments) => output,
        () = ports.clock.sleep(PATIENCE) => return Err(AzureCliError::TimedOut(PATIENCE)),
    };
    output.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => AzureCliError::NotInstalled,
        kind => AzureCliError::Failed(Some(kind.to_string())),
    })
}

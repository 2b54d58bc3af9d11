//! The credential lens: every source of tokens on this machine, looked at without signing in anywhere.

use std::time::Duration;

use latchkey_identity::{
    AzureCliError, Machine, ManagedIdentityError, Ports, detect_managed_identity, list_azure_cli_accounts,
};
use latchkey_types::{Clock, Cloud};

use crate::{
    bridge::{CredentialSource, CredentialSourceKind, SourceState},
    connection::Connection,
};

type Finding = (SourceState, String);

/// Looks at every source, all at the same time. No token is asked for, and nothing of the network but
/// this machine's own identity endpoint.
pub(crate) async fn list(connection: &Connection) -> Vec<CredentialSource> {
    use CredentialSourceKind::{Accounts, AmlVariables, AzureCli, AzureVariables, ManagedIdentity};

    let (ports, cloud) = (connection.identity(), connection.cloud());
    let (clock, machine) = (&*ports.clock, &*ports.machine);
    let identity = timed(clock, ManagedIdentity, of_managed_identity(ports, cloud));
    let cli = timed(clock, AzureCli, of_azure_cli(ports, cloud));
    let (identity, cli) = tokio::join!(identity, cli);
    vec![
        timed(clock, AzureVariables, async { of_azure_variables(machine) }).await,
        timed(clock, AmlVariables, async { of_aml_variables(machine) }).await,
        identity,
        cli,
        timed(clock, Accounts, async { of_accounts(connection) }).await,
    ]
}

async fn timed(
    clock: &dyn Clock,
    kind: CredentialSourceKind,
    look: impl Future<Output = Finding>,
) -> CredentialSource {
    let began_at = clock.now();
    let (state, message) = look.await;
    let took: Duration = clock.now().duration_since(began_at).unsigned_abs();
    let took_ms = u32::try_from(took.as_millis()).unwrap_or(u32::MAX);
    CredentialSource { kind, state, message, took_ms }
}

fn of_azure_variables(machine: &dyn Machine) -> Finding {
    let proofs = ["AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH"];
    of_variables(machine, ["AZURE_TENANT_ID", "AZURE_CLIENT_ID"], &proofs)
}

fn of_aml_variables(machine: &dyn Machine) -> Finding {
    of_variables(machine, ["AML_TENANT_ID", "AML_PRINCIPAL_ID"], &["AML_PRINCIPAL_PASS"])
}

fn of_variables(machine: &dyn Machine, ids: [&str; 2], proofs: &[&str]) -> Finding {
    let is_set = |name: &&str| machine.variable(name).is_some();
    let missing: Vec<&str> = ids.into_iter().filter(|name| !is_set(name)).collect();
    match (missing.is_empty(), proofs.iter().find(|name| is_set(name))) {
        (true, Some(proof)) => (SourceState::Found, format!("{}, {} and {proof} are set.", ids[0], ids[1])),
        (true, None) => (SourceState::Failed, format!("{} is not set.", proofs.join(" or "))),
        (false, None) if missing.len() == ids.len() => {
            (SourceState::Skipped, format!("{} and {} are not set.", ids[0], ids[1]))
        }
        (false, _) => (SourceState::Failed, format!("{} is not set.", missing.join(" and "))),
    }
}

async fn of_managed_identity(ports: &Ports, cloud: &Cloud) -> Finding {
    match detect_managed_identity(ports, cloud).await {
        Ok(host) => (SourceState::Found, format!("{} has an identity endpoint.", host.words())),
        Err(ManagedIdentityError::NoEndpoint) => {
            (SourceState::Skipped, "This machine has no managed identity endpoint.".to_owned())
        }
        Err(error) => (SourceState::Failed, sentence(&error.to_string())),
    }
}

async fn of_azure_cli(ports: &Ports, cloud: &Cloud) -> Finding {
    match list_azure_cli_accounts(ports, cloud).await {
        Ok(accounts) => {
            let here = accounts.iter().filter(|account| account.is_of(cloud)).count();
            if here == 0 {
                (
                    SourceState::Failed,
                    sentence(&AzureCliError::OtherCloud(accounts[0].cloud_name.clone()).to_string()),
                )
            } else {
                (SourceState::Found, format!("Signed in to {here} of this cloud's tenants."))
            }
        }
        Err(error @ AzureCliError::NotInstalled) => (SourceState::Skipped, sentence(&error.to_string())),
        Err(error) => (SourceState::Failed, sentence(&error.to_string())),
    }
}

fn of_accounts(connection: &Connection) -> Finding {
    match connection.kept().len() {
        0 => (SourceState::Skipped, "Nobody is signed in.".to_owned()),
        1 => (SourceState::Found, "One account is signed in.".to_owned()),
        several => (SourceState::Found, format!("{several} accounts are signed in.")),
    }
}

/// An error's words as a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

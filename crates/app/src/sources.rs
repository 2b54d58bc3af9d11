//! The credential lens: every source of tokens on this machine, looked at without signing in anywhere.

use std::time::Duration;

use latchkey_identity::{
    AzureCliError, Machine, ManagedIdentityError, Ports, SignInError, detect_managed_identity,
    list_azure_cli_accounts,
};
use latchkey_types::{Clock, Cloud};
use latchkey_words::{format, source};

use crate::{
    AppError, CommandError,
    account_names::name_of_host,
    bridge::{CredentialSource, CredentialSourceKind, ErrorDetail, SourceState},
    connection::Connection,
};

/// What came of looking at a source.
struct Finding {
    state: SourceState,
    message: String,
    details: Vec<ErrorDetail>,
}

impl Finding {
    fn new(state: SourceState, message: String) -> Self {
        Self { state, message, details: Vec::new() }
    }

    fn of_error(state: SourceState, error: SignInError) -> Self {
        let CommandError { message, details, .. } = AppError::from(error).into();
        Self { state, message, details }
    }
}

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
    let Finding { state, message, details } = look.await;
    let took: Duration = clock.now().duration_since(began_at).unsigned_abs();
    let took_ms = u32::try_from(took.as_millis()).unwrap_or(u32::MAX);
    CredentialSource { kind, state, message, details, took_ms }
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
        (true, Some(proof)) => {
            Finding::new(SourceState::Found, source::variables_set(format::list(&[ids[0], ids[1], proof])))
        }
        (true, None) => Finding::new(SourceState::Failed, source::one_variable_missing(format::list(proofs))),
        (false, None) if missing.len() == ids.len() => {
            Finding::new(SourceState::Skipped, source::variables_missing(format::list(&ids)))
        }
        (false, _) => Finding::new(SourceState::Failed, source::variables_missing(format::list(&missing))),
    }
}

async fn of_managed_identity(ports: &Ports, cloud: &Cloud) -> Finding {
    match detect_managed_identity(ports, cloud).await {
        Ok(host) => Finding::new(SourceState::Found, source::identity_found(name_of_host(host))),
        Err(ManagedIdentityError::NoEndpoint) => Finding::new(SourceState::Skipped, source::identity_none()),
        Err(error) => Finding::of_error(SourceState::Failed, SignInError::ManagedIdentity(error)),
    }
}

async fn of_azure_cli(ports: &Ports, cloud: &Cloud) -> Finding {
    match list_azure_cli_accounts(ports, cloud).await {
        Ok(accounts) => {
            let here = accounts.iter().filter(|account| account.is_of(cloud)).count();
            if here == 0 {
                let other = AzureCliError::OtherCloud(accounts[0].cloud_name.clone());
                Finding::of_error(SourceState::Failed, SignInError::AzureCli(other))
            } else {
                Finding::new(SourceState::Found, source::cli_signed_in(here))
            }
        }
        Err(error @ AzureCliError::NotInstalled) => {
            Finding::of_error(SourceState::Skipped, SignInError::AzureCli(error))
        }
        Err(error) => Finding::of_error(SourceState::Failed, SignInError::AzureCli(error)),
    }
}

fn of_accounts(connection: &Connection) -> Finding {
    match connection.kept().len() {
        0 => Finding::new(SourceState::Skipped, source::nobody_signed_in()),
        count => Finding::new(SourceState::Found, source::accounts(count)),
    }
}

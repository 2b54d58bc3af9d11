//! The signed-in accounts, and which of them is used.

use latchkey_app::bridge::CredentialSummary;
use latchkey_words::terminal;

use super::lists::word;
use crate::{
    arguments::AccountsCommand,
    command_context::CommandContext,
    output::{Failure, print_message, show},
};

pub(crate) async fn run(context: &CommandContext, command: Option<AccountsCommand>) -> Result<(), Failure> {
    match command {
        None | Some(AccountsCommand::List) => list(context).await,
        Some(AccountsCommand::Use { account }) => {
            let account = context.account(&account).await?;
            context.app.choose_account(&account.id).await?;
            print_message(&terminal::account_used(&account.user_name));
            Ok(())
        }
        Some(AccountsCommand::Confirm { account, host }) => confirm(context, account.as_deref(), host).await,
        Some(AccountsCommand::Credential { account }) => credential(context, account.as_deref()).await,
    }
}

/// Shows the hosts that receive tokens of a session. Resumes it after the person has typed the first of them.
async fn confirm(
    context: &CommandContext,
    wanted: Option<&str>,
    host: Option<String>,
) -> Result<(), Failure> {
    let account = match wanted {
        Some(wanted) => context.account(wanted).await?,
        None => context.current_account().await?,
    };
    context.confirm(&account, host).await?;
    print_message(&terminal::account_confirmed(&account.user_name));
    Ok(())
}

async fn credential(context: &CommandContext, wanted: Option<&str>) -> Result<(), Failure> {
    let account = match wanted {
        Some(wanted) => context.account(wanted).await?,
        None => context.current_account().await?,
    };
    let summary = context.app.describe_credential(&account.id).await?;
    let rows = match &summary {
        CredentialSummary::Certificate { subject, thumbprint, expires_at } => vec![
            vec![terminal::row_certificate(), subject.clone()],
            vec![terminal::row_thumbprint(), thumbprint.clone()],
            vec![terminal::row_expires(), expires_at.to_string()],
        ],
        CredentialSummary::Secret { name, expires_at } => vec![
            vec![terminal::row_secret(), name.clone().unwrap_or_default()],
            vec![terminal::row_expires(), expires_at.to_string()],
        ],
        CredentialSummary::NotTold { reason } => {
            vec![vec![terminal::row_expires(), terminal::expiry_unknown(reason)]]
        }
    };
    show(context.options.output, &summary, &[], rows)
}

async fn list(context: &CommandContext) -> Result<(), Failure> {
    let overview = context.app.describe_app().await;
    let current = overview.account.as_ref().map(|account| account.id.clone());
    let rows = overview.accounts.iter().map(|account| {
        let mark = if Some(&account.id) == current.as_ref() { "*" } else { "" };
        let kind = word(&account.kind);
        vec![mark.to_owned(), account.user_name.clone(), kind, account.tenant_id.clone(), account.id.clone()]
    });
    let header = [
        String::new(),
        terminal::column_name(),
        terminal::column_kind(),
        terminal::column_tenant(),
        terminal::column_id(),
    ];
    show(context.options.output, &overview.accounts, &header, rows)
}

//! Accounts: who is signed in, and who is worked as.

use latchkey_app::bridge::CredentialSummary;

use super::lists::word;
use crate::{
    arguments::AccountsCommand,
    output::{Failure, say, show},
    session::Session,
};

pub(crate) async fn run(session: &Session, command: Option<AccountsCommand>) -> Result<(), Failure> {
    match command {
        None | Some(AccountsCommand::List) => list(session).await,
        Some(AccountsCommand::Use { account }) => {
            let account = session.account(&account).await?;
            session.app.choose_account(&account.id).await?;
            say(&format!("From now on {} is worked as.", account.user_name));
            Ok(())
        }
        Some(AccountsCommand::Confirm { account, host }) => confirm(session, account.as_deref(), host).await,
        Some(AccountsCommand::Credential { account }) => credential(session, account.as_deref()).await,
    }
}

/// Shows where the tokens of a session go, and goes on with it once somebody has typed the first of these hosts.
async fn confirm(session: &Session, wanted: Option<&str>, host: Option<String>) -> Result<(), Failure> {
    let account = match wanted {
        Some(wanted) => session.account(wanted).await?,
        None => session.current_account().await?,
    };
    session.confirm(&account, host).await?;
    say(&format!("The session of {} goes on.", account.user_name));
    Ok(())
}

async fn credential(session: &Session, wanted: Option<&str>) -> Result<(), Failure> {
    let account = match wanted {
        Some(wanted) => session.account(wanted).await?,
        None => session.current_account().await?,
    };
    let summary = session.app.describe_credential(&account.id).await?;
    let rows = match &summary {
        CredentialSummary::Certificate { subject, thumbprint, expires_at } => vec![
            vec!["Certificate".to_owned(), subject.clone()],
            vec!["Thumbprint".to_owned(), thumbprint.clone()],
            vec!["Ends".to_owned(), expires_at.to_string()],
        ],
        CredentialSummary::Secret { name, expires_at } => vec![
            vec!["Secret".to_owned(), name.clone().unwrap_or_default()],
            vec!["Ends".to_owned(), expires_at.to_string()],
        ],
        CredentialSummary::NotTold { reason } => vec![vec!["Ends".to_owned(), format!("unknown: {reason}")]],
    };
    show(session.options.output, &summary, &[], rows)
}

async fn list(session: &Session) -> Result<(), Failure> {
    let overview = session.app.describe_app().await;
    let current = overview.account.as_ref().map(|account| account.id.clone());
    let rows = overview.accounts.iter().map(|account| {
        let mark = if Some(&account.id) == current.as_ref() { "*" } else { "" };
        let kind = word(&account.kind);
        vec![mark.to_owned(), account.user_name.clone(), kind, account.tenant_id.clone(), account.id.clone()]
    });
    show(session.options.output, &overview.accounts, &["", "name", "kind", "tenant", "id"], rows)
}

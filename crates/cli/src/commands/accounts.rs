//! Accounts: who is signed in, and who is worked as.

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
    }
}

async fn list(session: &Session) -> Result<(), Failure> {
    let overview = session.app.describe_app().await;
    let current = overview.account.as_ref().map(|account| account.id.clone());
    let rows = overview.accounts.iter().map(|account| {
        let mark = if Some(&account.id) == current.as_ref() { "*" } else { "" };
        let kind = word(&account.kind);
        vec![mark.to_owned(), account.user_name.clone(), kind, account.tenant_id.clone(), account.id.clone()]
    });
    show(session.common.output, &overview.accounts, &["", "name", "kind", "tenant", "id"], rows)
}

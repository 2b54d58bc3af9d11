//! The accounts of a cloud: which one is worked with, and signing out.

use latchkey_identity::{Account, KeptAccount};

use crate::{
    App, Change, CommandError, ErrorCode,
    bridge::{AppOverview, SignOutReport},
    connection::Connection,
    sign_in::check_confirmed,
};

/// Whose session ends.
pub(crate) enum Whom {
    /// Everybody's in the chosen cloud.
    Everybody,
    /// One account's, by its id.
    One(String),
}

impl App {
    /// Works with another account of the chosen cloud from now on. Nothing is asked of anybody.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] if there is no such account.
    pub async fn choose_account(&self, account_id: &str) -> Result<AppOverview, CommandError> {
        let connection = self.connection()?;
        let account = kept_account(&connection, account_id)?;
        if connection.account().ok() != Some(&account) {
            self.clipboard.take_away();
            self.put_account(&connection, connection.kept().to_vec(), Some(account))?;
            self.ports.events.notify(Change::App);
        }
        Ok(self.describe_app().await)
    }

    /// Works with another account in this run alone: the next one starts as if it had not been.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] if there is no such account.
    pub fn work_as(&self, account_id: &str) -> Result<(), CommandError> {
        let connection = self.connection()?;
        let account = kept_account(&connection, account_id)?;
        self.put_connection(connection.with_account(connection.kept().to_vec(), Some(account)));
        Ok(())
    }

    /// Goes on with a session that an earlier version kept: its owner has been shown where its tokens go.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] if there is no such account; [`ErrorCode::SignInRequired`] if its cloud is not described
    /// as it was; [`ErrorCode::ConfirmDestinations`] if the host has to be typed, as for a sign-in; [`ErrorCode::Locked`];
    /// what keeps the store from reading or sealing.
    pub async fn confirm_destinations(
        &self,
        account_id: &str,
        confirmed_host: Option<&str>,
    ) -> Result<AppOverview, CommandError> {
        self.resume().await;
        let connection = self.connection()?;
        let account = kept_account(&connection, account_id)?;
        check_confirmed(&connection, confirmed_host)?;
        connection.accounts().confirm(connection.cloud(), &account.key).await?;
        let kept = connection.accounts().restore(connection.cloud()).await?;
        self.put_connection(connection.with_account(kept, connection.account().ok().cloned()));
        self.ports.events.notify(Change::App);
        Ok(self.describe_app().await)
    }

    /// Signs out one account of the chosen cloud, or every one: each session's sealed file and key are
    /// removed, and the store is looked at again. Another account that is kept becomes the current one.
    ///
    /// # Errors
    /// [`ErrorCode::SignInRequired`] if nobody is signed in; [`ErrorCode::NotFound`] if there is no such
    /// account; what keeps the store from removing.
    pub async fn sign_out(&self, account_id: Option<String>) -> Result<SignOutReport, CommandError> {
        if self.is_locked() {
            // Whoever cannot unlock may only leave nothing behind.
            let report = if account_id.is_none() {
                self.sign_out_of_lock().await
            } else {
                Err(CommandError::locked())
            };
            return report;
        }
        let connection = self.connection()?;
        if connection.kept().is_empty() {
            // Whoever is signed in without being kept is nobody.
            connection.account()?;
        }
        let report = self.end_sessions(&connection, account_id.map_or(Whom::Everybody, Whom::One)).await?;
        self.ports.events.notify(Change::App);
        Ok(report)
    }

    /// Ends sessions of a connection's cloud, and says what the vault still lists of them afterwards.
    pub(crate) async fn end_sessions(
        &self,
        connection: &Connection,
        whom: Whom,
    ) -> Result<SignOutReport, CommandError> {
        let (accounts, cloud) = (connection.accounts(), connection.cloud());
        let is_meant = |account: &Account| match &whom {
            Whom::Everybody => true,
            Whom::One(id) => account.key.id() == *id,
        };
        let (ending, staying): (Vec<KeptAccount>, Vec<KeptAccount>) =
            connection.kept().iter().cloned().partition(|kept| is_meant(&kept.account));
        if ending.is_empty() && matches!(whom, Whom::One(_)) {
            return Err(no_such_account());
        }
        // The window works with somebody who stays before anything is removed.
        let current = connection.account().ok().filter(|current| !is_meant(current)).cloned();
        // That it cannot be remembered keeps nobody's session.
        let remembered = self.put_account(connection, staying.clone(), current.or(first_of(staying)));
        self.clipboard.take_away();
        let mut ended = Ok(());
        for KeptAccount { account, .. } in &ending {
            accounts.revoke(cloud, &account.key).await;
            // One that cannot be removed keeps none of the others.
            ended = ended.and(accounts.sign_out(&account.key).await);
        }
        ended?;
        if let Whom::Everybody = whom {
            // Another program can have kept a session meanwhile.
            for KeptAccount { account, .. } in accounts.restore(cloud).await? {
                accounts.revoke(cloud, &account.key).await;
                accounts.sign_out(&account.key).await?;
            }
        }
        remembered?;
        let remaining = accounts.restore(cloud).await?;
        let remaining = remaining.iter().filter(|kept| is_meant(&kept.account)).count();
        Ok(SignOutReport {
            user_names: ending.into_iter().map(|kept| kept.account.user_name).collect(),
            remaining_items: u32::try_from(remaining).unwrap_or(u32::MAX),
        })
    }

    /// Puts an account in the place of its cloud's earlier one, and remembers it for the next start.
    pub(crate) fn put_account(
        &self,
        connection: &Connection,
        kept: Vec<KeptAccount>,
        account: Option<Account>,
    ) -> Result<(), CommandError> {
        let cloud_id = connection.cloud().id.clone();
        let id = account.as_ref().map(|account| account.key.id());
        self.put_connection(connection.with_account(kept, account));
        self.settings.change(|settings| match id {
            Some(id) => {
                settings.accounts.insert(cloud_id, id);
            }
            None => {
                settings.accounts.remove(&cloud_id);
            }
        })?;
        Ok(())
    }
}

pub(crate) fn kept_account(connection: &Connection, account_id: &str) -> Result<Account, CommandError> {
    let kept = connection.kept().iter().find(|kept| kept.account.key.id() == account_id);
    kept.map(|kept| kept.account.clone()).ok_or_else(no_such_account)
}

fn first_of(kept: Vec<KeptAccount>) -> Option<Account> {
    kept.into_iter().next().map(|kept| kept.account)
}

fn no_such_account() -> CommandError {
    CommandError::new(ErrorCode::NotFound, "There is no such account here any more.".to_owned())
}

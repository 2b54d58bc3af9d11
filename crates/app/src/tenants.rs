//! The tenants that an account is in: its own at first, others when somebody asks for them.

use latchkey_azure::tenants;
use latchkey_identity::{Account, SignInError};
use uuid::Uuid;

use crate::{
    App, Change, CommandError,
    accounts::kept_account,
    bridge::{AppOverview, TenantSummary},
    connection::Connection,
};

impl App {
    /// Lists the tenants that an account is in; its own first, then by name.
    ///
    /// # Errors
    /// [`crate::ErrorCode::NotFound`] if there is no such account; what Azure refused.
    pub async fn list_tenants(&self, account_id: &str) -> Result<Vec<TenantSummary>, CommandError> {
        self.resume().await;
        let connection = self.connection()?;
        has_tenants(&connection)?;
        let account = &kept_account(&connection, account_id)?;
        let current = connection.account()?;
        let mut rows: Vec<TenantSummary> = tenants::list(&connection.azure_as(account))
            .await?
            .into_iter()
            .map(|tenant| TenantSummary {
                name: tenant
                    .display_name
                    .or_else(|| tenant.default_domain.clone())
                    .unwrap_or(tenant.id.clone()),
                domain: tenant.default_domain,
                is_home: tenant.is_home,
                is_current: false,
                account_id: of_the_same_person(&connection, account, &tenant.id)
                    .map(|account| account.key.id()),
                id: tenant.id.to_ascii_lowercase(),
            })
            .map(|row| TenantSummary { is_current: row.account_id == Some(current.key.id()), ..row })
            .collect();
        rows.sort_by_key(|row| (row.is_home != Some(true), row.name.to_lowercase()));
        Ok(rows)
    }

    /// Works in another tenant of an account from now on. If the person has not been there yet, the
    /// session is tried there; no browser opens.
    ///
    /// # Errors
    /// [`crate::ErrorCode::SignInRequired`] if that tenant wants to see the person: the window then offers to sign
    /// in to it, by its name.
    pub async fn enter_tenant(&self, account_id: &str, tenant_id: &str) -> Result<AppOverview, CommandError> {
        let tenant_id = Uuid::try_parse(tenant_id)
            .map_err(|_| CommandError::invalid("tenantId", "There is no such tenant."))?
            .to_string();
        self.resume().await;
        let connection = self.connection()?;
        has_tenants(&connection)?;
        let account = kept_account(&connection, account_id)?;
        if let Some(known) = of_the_same_person(&connection, &account, &tenant_id) {
            return self.choose_account(&known.key.id()).await;
        }
        let accounts = connection.accounts();
        let entered = accounts.enter_tenant(connection.cloud(), &account.key, &tenant_id).await;
        let account = entered.map_err(wants_the_person)?;
        let kept = accounts.restore(connection.cloud()).await?;
        self.clipboard.take_away();
        self.put_account(&connection, kept, Some(account))?;
        self.ports.events.notify(Change::App);
        Ok(self.describe_app().await)
    }
}

/// Tenants are Entra's own.
fn has_tenants(connection: &Connection) -> Result<(), CommandError> {
    match connection.cloud().open_id() {
        None => Ok(()),
        Some(_) => Err(SignInError::NoTenants.into()),
    }
}

/// The account that this person has in a tenant, if it is kept.
fn of_the_same_person<'a>(connection: &'a Connection, one: &Account, tenant_id: &str) -> Option<&'a Account> {
    connection.kept().iter().map(|kept| &kept.account).find(|account| {
        account.kind == one.kind
            && account.key.client_id == one.key.client_id
            && !account.user_name.is_empty()
            && account.user_name == one.user_name
            && account.key.tenant_id.eq_ignore_ascii_case(tenant_id)
    })
}

/// Whatever Entra refuses without a browser may go with one.
fn wants_the_person(error: SignInError) -> CommandError {
    let is_refusal = matches!(error, SignInError::Entra(_) | SignInError::ConsentRequired(_));
    let error = CommandError::from(error);
    if is_refusal { CommandError { code: crate::ErrorCode::SignInRequired, ..error } } else { error }
}

//! The tenants that an account is in: its own at first, others when somebody asks for them.

use latchkey_azure::tenants;
use latchkey_identity::{Account, SignInError, TokenError};
use uuid::Uuid;

use crate::{
    AppError, Reason, bridge::TenantSummary, clipboard_guard::ClipboardGuard, connection::Connection,
    connections::Connections, session::Session,
};

/// Lists the tenants that an account is in; its own first, then by name.
///
/// # Errors
/// [`Reason::NoTenants`]; what Azure refused.
pub(crate) async fn list(session: &Session) -> Result<Vec<TenantSummary>, AppError> {
    let (connection, account) = (session.connection(), session.account());
    require_tenants(connection)?;
    let current = connection.current().ok_or(Reason::NobodySignedIn)?.key.id();
    let mut rows: Vec<TenantSummary> = tenants::list(session.azure())
        .await?
        .into_iter()
        .map(|tenant| {
            let account_id = account_in(connection, account, &tenant.id).map(|account| account.key.id());
            TenantSummary {
                name: tenant
                    .display_name
                    .or_else(|| tenant.default_domain.clone())
                    .unwrap_or(tenant.id.clone()),
                domain: tenant.default_domain,
                is_home: tenant.is_home,
                is_current: account_id.as_ref() == Some(&current),
                account_id,
                id: tenant.id.to_ascii_lowercase(),
            }
        })
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
pub(crate) async fn enter(
    session: &Session,
    connections: &Connections,
    clipboard: &ClipboardGuard,
    tenant_id: Uuid,
) -> Result<(), AppError> {
    let (connection, tenant_id) = (session.connection(), tenant_id.to_string());
    require_tenants(connection)?;
    let (kept, account) = if let Some(known) = account_in(connection, session.account(), &tenant_id) {
        (connection.kept(), known)
    } else {
        let (accounts, cloud) = (connection.accounts(), connection.cloud());
        let entered = accounts.enter_tenant(cloud, &session.account().key, &tenant_id).await;
        let account = entered.map_err(wants_the_person)?;
        (accounts.restore(cloud).await?, account)
    };
    clipboard.take_away();
    connections.put_account(connection, kept, Some(account))
}

/// A tenant's GUID.
///
/// # Errors
/// [`Reason::UnknownTenant`].
pub(crate) fn parse_id(text: &str) -> Result<Uuid, AppError> {
    Ok(Uuid::try_parse(text).map_err(|_| Reason::UnknownTenant)?)
}

/// Tenants are Entra's own.
fn require_tenants(connection: &Connection) -> Result<(), AppError> {
    match connection.cloud().open_id() {
        None => Ok(()),
        Some(_) => Err(SignInError::NoTenants.into()),
    }
}

/// The account that this person has in a tenant, if it is kept.
fn account_in(connection: &Connection, one: &Account, tenant_id: &str) -> Option<Account> {
    connection.kept().into_iter().map(|kept| kept.account).find(|account| {
        account.kind == one.kind
            && account.key.client_id == one.key.client_id
            && !account.user_name.is_empty()
            && account.user_name == one.user_name
            && account.key.tenant_id.eq_ignore_ascii_case(tenant_id)
    })
}

/// What Entra refuses without a browser may succeed with one.
fn wants_the_person(error: SignInError) -> AppError {
    match error {
        SignInError::Entra(entra) | SignInError::ConsentRequired(entra) => {
            TokenError::InteractionRequired(entra).into()
        }
        error => error.into(),
    }
}

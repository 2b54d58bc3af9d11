//! The accounts of a cloud: which one is worked with, and signing out.

use latchkey_identity::{Account, BindingState, KeptAccount, KeptSession, kept_sessions};
use latchkey_vault::Vault;

use crate::{
    AppError, DestinationChange, Reason,
    account_names::user_name_of,
    bridge::{SignOutReport, host_with_port},
    clipboard_guard::ClipboardGuard,
    connection::Connection,
    connections::Connections,
    session::Session,
    unlocked::Unlocked,
};

/// Whose session ends.
pub(crate) enum SignOutScope {
    /// Everybody's in the chosen cloud.
    Everybody,
    /// One account's, by its id.
    One(String),
}

/// Works with another account of the chosen cloud from now on. Nothing is asked of anybody.
///
/// # Errors
/// What keeps the settings from being written.
pub(crate) fn choose(
    session: &Session,
    connections: &Connections,
    clipboard: &ClipboardGuard,
) -> Result<(), AppError> {
    let connection = session.connection();
    if connection.current().as_ref() == Some(session.account()) {
        return Ok(());
    }
    clipboard.clear_secrets();
    connections.set_current(connection, session.account().clone())
}

/// Works with another account in this run alone: it is not remembered.
pub(crate) fn choose_for_this_run(session: &Session) {
    session.connection().set_current(session.account().clone());
}

/// Goes on with a session that an earlier version kept: its owner has been shown where its tokens go.
///
/// # Errors
/// [`crate::ErrorCode::SignInRequired`] if its cloud is not described as it was; [`Reason::DestinationsUnconfirmed`] if
/// the host has to be typed, as for a sign-in; what keeps the store from reading or sealing.
pub(crate) async fn confirm_destinations(
    session: &Session,
    confirmed_host: Option<&str>,
) -> Result<(), AppError> {
    let connection = session.connection();
    require_confirmed(connection, confirmed_host)?;
    connection.accounts().confirm(connection.cloud(), &session.account().key).await?;
    let kept = connection.accounts().restore(connection.cloud()).await?;
    connection.set_kept(kept);
    Ok(())
}

/// Some clouds need a look at where their tokens go before anybody signs in: one whose resource is named after a tenant,
/// and one that is described differently from when somebody signed in last. The person then types the host of the
/// Resource Manager. The emulator in this program needs no confirmation.
///
/// # Errors
/// [`Reason::DestinationsUnconfirmed`].
pub(crate) fn require_confirmed(connection: &Connection, typed: Option<&str>) -> Result<(), AppError> {
    let cloud = connection.cloud();
    let host = host_with_port(&cloud.arm);
    let changes = connection.kept().into_iter().find_map(|kept| match kept.binding {
        BindingState::Changed(changes) => Some(changes),
        _ => None,
    });
    let resource = cloud.tenant_named_resource().map(ToString::to_string);
    let needs_look = cloud.own_emulator.is_none() && (changes.is_some() || resource.is_some());
    if !needs_look || typed.is_some_and(|typed| typed.trim() == host) {
        return Ok(());
    }
    Err(Reason::DestinationsUnconfirmed {
        cloud: cloud.display_name.clone(),
        host,
        resource,
        changes: changes.iter().flatten().map(DestinationChange::from).collect(),
    }
    .into())
}

/// Signs out one account of the chosen cloud, or every one. Another account that is kept becomes the current one.
///
/// # Errors
/// [`Reason::NobodySignedIn`]; same as [`end_sessions`].
pub(crate) async fn sign_out(
    unlocked: &Unlocked,
    connections: &Connections,
    clipboard: &ClipboardGuard,
    scope: SignOutScope,
) -> Result<SignOutReport, AppError> {
    let connection = connections.current()?;
    if connection.current().is_none() && connection.kept().is_empty() {
        return Err(Reason::NobodySignedIn.into());
    }
    end_sessions(unlocked, &connection, connections, clipboard, scope).await
}

/// Ends sessions of a cloud: each one's sealed file and key are removed, and the store is looked at again.
///
/// # Errors
/// [`Reason::AccountGone`]; what keeps the store from removing.
pub(crate) async fn end_sessions(
    _: &Unlocked,
    connection: &Connection,
    connections: &Connections,
    clipboard: &ClipboardGuard,
    scope: SignOutScope,
) -> Result<SignOutReport, AppError> {
    let (accounts, cloud) = (connection.accounts(), connection.cloud());
    let is_meant = |account: &Account| match &scope {
        SignOutScope::Everybody => true,
        SignOutScope::One(id) => account.key.id() == *id,
    };
    let (ending, staying): (Vec<KeptAccount>, Vec<KeptAccount>) =
        connection.kept().into_iter().partition(|kept| is_meant(&kept.account));
    if ending.is_empty() && matches!(scope, SignOutScope::One(_)) {
        return Err(Reason::AccountGone.into());
    }
    // The window works with somebody who stays before anything is removed.
    let current = connection.current().filter(|current| !is_meant(current));
    let first = staying.first().map(|kept| kept.account.clone());
    // That it cannot be remembered keeps nobody's session.
    let remembered = connections.put_account(connection, staying, current.or(first));
    clipboard.clear_secrets();
    let mut ended = Ok(());
    for KeptAccount { account, .. } in &ending {
        accounts.revoke(cloud, &account.key).await;
        // One that cannot be removed keeps none of the others.
        ended = ended.and(accounts.sign_out(&account.key).await);
    }
    ended?;
    if let SignOutScope::Everybody = scope {
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
        user_names: ending.into_iter().map(|kept| user_name_of(&kept.account)).collect(),
        remaining_items: u32::try_from(remaining).unwrap_or(u32::MAX),
    })
}

/// Removes the sessions of a cloud that cannot be opened.
///
/// # Errors
/// What keeps the store from removing.
pub(crate) async fn remove_sessions_of(
    _: &Unlocked,
    vault: &Vault,
    cloud_id: &str,
) -> Result<SignOutReport, AppError> {
    let is_meant = |kept: &KeptSession| kept.account.key.cloud_id == cloud_id;
    let kept: Vec<KeptSession> = kept_sessions(vault).await?.into_iter().filter(is_meant).collect();
    for one in &kept {
        // A program that is renewing it seals it first, and finds it gone at the next try.
        let _alone = vault.lock_item(&one.item).await?;
        vault.remove(&one.item).await?;
    }
    let remaining = kept_sessions(vault).await?.iter().filter(|one| is_meant(one)).count();
    Ok(SignOutReport {
        user_names: kept.into_iter().map(|one| user_name_of(&one.account)).collect(),
        remaining_items: u32::try_from(remaining).unwrap_or(u32::MAX),
    })
}

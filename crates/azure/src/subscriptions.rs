//! Subscriptions that the account sees in its tenant.

use latchkey_http::Request;
use latchkey_types::{Audience, ResourceId, tenant_id};

use crate::{Azure, Error, challenge::bearer_parameters, pager, wire::Node};

const API_VERSION: &str = "2022-12-01";

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Its GUID.
    pub id: String,
    /// Its name; the GUID where Azure names none.
    pub name: String,
    /// `Enabled`, `Warned`, `PastDue`, `Disabled`, `Deleted`.
    pub state: Option<String>,
    /// GUID of its tenant.
    pub tenant_id: Option<String>,
}

/// The tenant of a subscription, which ARM tells to whoever asks without a token; `None` if there is no such
/// subscription, or ARM does not say.
///
/// # Errors
/// [`Error::Http`] if no answer came.
pub async fn tenant_of(azure: &Azure, subscription_id: &str) -> Result<Option<String>, Error> {
    let url = azure.arm_url(&format!("/subscriptions/{subscription_id}"), API_VERSION);
    let response = azure.ask_openly(Request::get(url)).await?;
    // Bearer authorization_uri="https://login.windows.net/{tenant}", error=…
    let addresses = bearer_parameters(&response, "authorization_uri");
    Ok(addresses.first().and_then(|address| address.rsplit('/').find_map(tenant_id)))
}

/// Lists every subscription.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn list(azure: &Azure) -> Result<Vec<Subscription>, Error> {
    pager::read_all(azure, azure.arm_url("/subscriptions", API_VERSION), read).await
}

/// Reads one subscription.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn read_one(azure: &Azure, subscription_id: &str) -> Result<Subscription, Error> {
    let url = azure.arm_url(&format!("/subscriptions/{subscription_id}"), API_VERSION);
    let document = azure.call(Audience::Arm, Request::get(url)).await?;
    read(document.root()).ok_or(Error::Incomplete { field: "subscriptionId" })
}

fn read(row: Node<'_>) -> Option<Subscription> {
    let id = row.text("subscriptionId").or_else(|| row.text("id")?.rsplit('/').next())?.to_owned();
    // The id becomes part of addresses.
    ResourceId::is_segment(&id).then_some(())?;
    Some(Subscription {
        name: row.text("displayName").unwrap_or(&id).to_owned(),
        state: row.owned_text("state"),
        tenant_id: row.owned_text("tenantId"),
        id,
    })
}

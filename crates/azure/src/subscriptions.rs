//! Subscriptions that the account sees in its tenant.

use latchkey_types::ResourceId;

use crate::{Azure, Error, pager};

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

/// Lists every subscription.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn list(azure: &Azure) -> Result<Vec<Subscription>, Error> {
    pager::read_all(azure, azure.arm_url("/subscriptions", API_VERSION), |row| {
        let id = row.text("subscriptionId").or_else(|| row.text("id")?.rsplit('/').next())?.to_owned();
        // The id becomes part of addresses.
        ResourceId::is_segment(&id).then_some(())?;
        Some(Subscription {
            name: row.text("displayName").unwrap_or(&id).to_owned(),
            state: row.owned_text("state"),
            tenant_id: row.owned_text("tenantId"),
            id,
        })
    })
    .await
}

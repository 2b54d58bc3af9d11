//! Tenants that the account is in, and what they are called.

use crate::{Azure, Error, pager};

const API_VERSION: &str = "2022-12-01";

/// A tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// Its GUID.
    pub id: String,
    /// The company's name.
    pub display_name: Option<String>,
    /// The domain that new users get.
    pub default_domain: Option<String>,
    /// Whether it is the account's own; a guest's is elsewhere. `None` where Azure does not say.
    pub is_home: Option<bool>,
}

/// Lists the account's tenants.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn list(azure: &Azure) -> Result<Vec<Tenant>, Error> {
    pager::read_all(azure, azure.arm_url("/tenants", API_VERSION), |row| {
        Some(Tenant {
            id: row.text("tenantId").or_else(|| row.text("id")?.rsplit('/').next())?.to_owned(),
            display_name: row.owned_text("displayName"),
            default_domain: row.owned_text("defaultDomain"),
            is_home: row.text("tenantCategory").map(|category| category.eq_ignore_ascii_case("home")),
        })
    })
    .await
}

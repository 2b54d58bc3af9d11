//! Lists of secrets, versions and deleted secrets, page by page. Values are in none of them.

use serde_json::{Value, json};

use super::{VaultRequest, attributes, secrets};
use crate::{error::KeyVaultError, paging, reply::Reply, state::VaultSecret};

/// The most that a page holds, and what it holds if nothing is asked for.
const PAGE_SIZE: usize = 25;

pub(super) fn secrets(request: &VaultRequest<'_>) -> Result<Reply, KeyVaultError> {
    request.need("readMetadata/action")?;
    let address = &request.call.address;
    page(request, sorted(request, false).map(|secret| attributes::item(address, secret)).collect())
}

pub(super) fn versions(request: &VaultRequest<'_>) -> Result<Reply, KeyVaultError> {
    request.need("readMetadata/action")?;
    let secret = secrets::existing(request)?;
    let bundle = |version| attributes::bundle(&request.call.address, secret, version);
    page(request, secret.versions.iter().map(bundle).collect())
}

pub(super) fn deleted(request: &VaultRequest<'_>) -> Result<Reply, KeyVaultError> {
    request.need("readMetadata/action")?;
    let address = &request.call.address;
    let item = |secret| attributes::with_deletion(attributes::item(address, secret), address, secret);
    page(request, sorted(request, true).map(item).collect())
}

fn sorted<'a>(request: &'a VaultRequest<'_>, is_deleted: bool) -> impl Iterator<Item = &'a VaultSecret> {
    let mut found: Vec<&VaultSecret> =
        request.vault().secrets.iter().filter(|secret| secret.deletion.is_some() == is_deleted).collect();
    found.sort_by_key(|secret| secret.name.to_lowercase());
    found.into_iter()
}

/// A last page has a link too, which is null.
fn page(request: &VaultRequest<'_>, items: Vec<Value>) -> Result<Reply, KeyVaultError> {
    let size = match request.call.parameter("maxresults") {
        None => PAGE_SIZE,
        Some(text) => {
            text.parse().ok().filter(|size| (1..=PAGE_SIZE).contains(size)).ok_or_else(|| {
                KeyVaultError::bad_parameter("Value of maxresults must be between 1 and 25.")
            })?
        }
    };
    let mut body = paging::page(
        items,
        size,
        request.call,
        "$skiptoken",
        || request.core.page_snapshots.keep(request.state),
        |item| item,
    )
    .map_err(|paging::BadToken| KeyVaultError::bad_parameter("The skiptoken is not valid."))?;
    if body.get("nextLink").is_none() {
        body["nextLink"] = json!(null);
    }
    Ok(Reply::ok(&body))
}

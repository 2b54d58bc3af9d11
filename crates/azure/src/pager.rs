//! Lists in pages: `{"value": […], "nextLink": …}`.

use std::collections::HashSet;

use latchkey_http::Request;
use latchkey_types::Audience;
use url::Url;

use crate::{Azure, Error, wire::Node};

/// More pages than any list of this field has; a service that never ends its list is not followed on.
const MOST_PAGES: usize = 1_000;

/// Rows that a page is asked for, where a list lets its client choose.
pub(crate) const PAGE_SIZE: &str = "100";

/// Reads every page of a list and keeps what `read` makes of each row.
pub(crate) async fn read_all<T>(
    azure: &Azure,
    first: Url,
    read: impl Fn(Node<'_>) -> Option<T>,
) -> Result<Vec<T>, Error> {
    let mut rows = Vec::new();
    read_pages(azure, first, read, |page| rows.extend(page)).await?;
    Ok(rows)
}

/// Reads a list and hands each page over as it arrives, so that a failure loses only what comes after it. An empty page
/// is not the end; `nextLink` may be absolute or relative, and is only followed where ARM tokens may go.
pub(crate) async fn read_pages<T>(
    azure: &Azure,
    first: Url,
    read: impl Fn(Node<'_>) -> Option<T>,
    mut take: impl FnMut(Vec<T>),
) -> Result<(), Error> {
    let mut seen = HashSet::new();
    let mut next = Some(first);
    while let Some(url) = next {
        if seen.len() == MOST_PAGES || !seen.insert(url.as_str().to_owned()) {
            return Err(Error::Incomplete { field: "nextLink" });
        }
        let page = azure.call(Audience::Arm, Request::get(url.clone())).await?;
        let root = page.root();
        let mut rows = Vec::new();
        for row in root.list("value") {
            if let Some(row) = read(row) {
                rows.push(row);
            } else {
                tracing::warn!(path = url.path(), "a row without a name or id was left out");
            }
        }
        take(rows);
        next = match root.text("nextLink") {
            Some(link) => Some(url.join(link).map_err(|_| Error::Incomplete { field: "nextLink" })?),
            None => None,
        };
    }
    Ok(())
}

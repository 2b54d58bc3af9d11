//! Resource Graph: one query over everything that the caller may read.
//!
//! Protocol: <https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources>.

mod scope;
mod tables;

use base64::{Engine, engine::general_purpose::STANDARD};
use latchkey_kql::Output;
use serde::Deserialize;
use serde_json::{Value, json};

use super::ArmRequest;
use crate::{
    error::{ArmError, ResourceGraphError},
    hash,
    reply::Reply,
};

const MOST_ROWS: usize = 1000;
/// Each facet is a query of its own, with a budget of its own. Azure's own limit is not published; those beyond this
/// one are not answered.
const MOST_FACETS: usize = 10;
/// The first version answered tables unless objects were asked for, later ones the other way round.
const TABLE_VERSIONS: [&str; 3] = ["2018-09-01-preview", "2019-04-01", "2020-04-01-preview"];

/// A query with its options.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct QueryRequest {
    #[serde(default)]
    subscriptions: Option<Vec<String>>,
    #[serde(default)]
    management_groups: Option<Vec<String>>,
    query: String,
    #[serde(default)]
    options: Option<Options>,
    #[serde(default)]
    facets: Option<Vec<Facet>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Options {
    #[serde(rename = "$skipToken")]
    skip_token: Option<String>,
    #[serde(rename = "$top")]
    top: Option<usize>,
    #[serde(rename = "$skip")]
    skip: Option<usize>,
    result_format: Option<Format>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Format {
    Table,
    ObjectArray,
}

/// Counts of the values of a column, besides the rows.
#[derive(Deserialize)]
struct Facet {
    expression: String,
    #[serde(default)]
    options: FacetOptions,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct FacetOptions {
    sort_by: Option<String>,
    sort_order: Option<String>,
    filter: Option<String>,
    #[serde(rename = "$top")]
    top: Option<usize>,
}

pub(super) fn owns(segments: &[&str]) -> bool {
    matches!(segments, ["providers", "microsoft.resourcegraph", ..])
}

pub(super) fn answer(request: &mut ArmRequest<'_>) -> Result<Reply, ArmError> {
    let (method, segments) = request.call.route();
    match (method, &segments[2..]) {
        ("POST", ["resources"]) => {
            let quota = request.core.throttle.take_query(&request.access.caller.object_id, request.now);
            let seconds = quota.resets_after_s;
            let found =
                if quota.is_exceeded { Err(ResourceGraphError::throttled(seconds)) } else { find(request) };
            let reply = found.unwrap_or_else(|error| error.into_reply(request.call, request.now));
            Ok(reply
                .with("x-ms-user-quota-remaining", &quota.remaining.to_string())
                .with("x-ms-user-quota-resets-after", &format!("00:00:{seconds:02}")))
        }
        ("GET", ["operations"]) => Ok(operations()),
        _ => Err(ArmError::not_implemented(request.call)),
    }
}

fn operations() -> Reply {
    let one = |name: &str, resource: &str, operation: &str, description: &str| {
        json!({
            "name": format!("Microsoft.ResourceGraph/{name}"),
            "display": {
                "provider": "Microsoft Resource Graph",
                "resource": resource,
                "operation": operation,
                "description": description,
            },
        })
    };
    Reply::ok(&json!({"value": [
        one("operations/read", "Operation", "Get Operations", "Gets the list of supported operations"),
        one(
            "resources/read",
            "Resources",
            "Query resources",
            "Submits a query on resources within specified subscriptions, management groups or tenant scope.",
        ),
    ]}))
}

fn find(request: &mut ArmRequest<'_>) -> Result<Reply, ResourceGraphError> {
    let asked: QueryRequest = serde_json::from_slice(&request.call.body).map_err(|_| {
        ResourceGraphError::bad_request(
            "InvalidRequestBody",
            "The request body is not a query of Resource Graph.",
        )
    })?;
    if asked.query.trim().is_empty() {
        return Err(ResourceGraphError::bad_request("EmptyQuery", "The query is empty."));
    }
    let token = asked.options.as_ref().and_then(|options| options.skip_token.as_deref());
    match token.and_then(Token::read).and_then(|token| request.core.page_snapshots.at(token.revision)) {
        // The state is put back: what happened meanwhile is not lost.
        Some(earlier) => {
            let now = std::mem::replace(request.state, earlier);
            let found = run(request, asked);
            *request.state = now;
            found
        }
        None => run(request, asked),
    }
}

fn run(request: &ArmRequest<'_>, asked: QueryRequest) -> Result<Reply, ResourceGraphError> {
    let scope = scope::of(request, asked.subscriptions.as_deref(), asked.management_groups.as_deref())?;
    let options = asked.options.as_ref();
    let top = options.and_then(|options| options.top);
    if top.is_some_and(|top| !(1..=MOST_ROWS).contains(&top)) {
        return Err(ResourceGraphError::bad_request(
            "InvalidTop",
            format!("$top must be between 1 and {MOST_ROWS}."),
        ));
    }
    let own = hash::of_bytes(format!("{}\n{:?}", asked.query, scope).as_bytes());
    let (from, size) = match options.and_then(|options| options.skip_token.as_deref()) {
        Some(token) => {
            let (from, size) = Token::read(token).and_then(|token| token.place(&own)).ok_or_else(|| {
                ResourceGraphError::bad_request(
                    "InvalidSkipToken",
                    "The skip token does not belong to this query and these scopes.",
                )
            })?;
            let skip = options.and_then(|options| options.skip);
            (skip.unwrap_or(from), top.unwrap_or(size))
        }
        None => (options.and_then(|options| options.skip).unwrap_or(0), top.unwrap_or(MOST_ROWS)),
    };
    let tables = |name: &str| tables::table(request, &scope, name);
    let output = latchkey_kql::run(&asked.query, &tables, request.now)?;
    let total = output.rows.len();
    let format = options.and_then(|options| options.result_format).unwrap_or_else(|| default_format(request));
    let shown = |output: &Output, from: usize, size: usize| {
        let rows = output.rows.iter().skip(from).take(size).cloned();
        if format == Format::Table { output.table(rows) } else { output.object_array(rows) }
    };
    let count = total.saturating_sub(from).min(size);
    // Without an id the order of rows is not sure, so that Azure gives no token for the next page.
    let has_id = output.columns.iter().any(|column| column.name == "id");
    let is_more = from.saturating_add(size) < total;
    let facets: Vec<Value> = asked
        .facets
        .unwrap_or_default()
        .iter()
        .take(MOST_FACETS)
        .map(|facet| facet_of(request, &asked.query, facet, &tables, &shown))
        .collect();
    let mut body = json!({
        "totalRecords": total,
        "count": count,
        "resultTruncated": if is_more && !has_id { "true" } else { "false" },
        "facets": facets,
        "data": shown(&output, from, size),
    });
    if is_more && has_id {
        body["$skipToken"] = json!(token(from + size, size, &own, request.keep_snapshot()));
    }
    Ok(Reply::ok(&body))
}

fn default_format(request: &ArmRequest<'_>) -> Format {
    let version = request.call.parameter("api-version").unwrap_or_default();
    if TABLE_VERSIONS.contains(&version) { Format::Table } else { Format::ObjectArray }
}

/// Facets are queries over the query's result.
fn facet_of(
    request: &ArmRequest<'_>,
    query: &str,
    facet: &Facet,
    tables: &dyn latchkey_kql::Tables,
    shown: &dyn Fn(&Output, usize, usize) -> Value,
) -> Value {
    let FacetOptions { sort_by, sort_order, filter, top } = &facet.options;
    let expression = facet.expression.trim();
    let filter = filter.as_ref().map_or_else(String::new, |filter| format!(" | where {filter}"));
    let sort_by = sort_by.as_deref().unwrap_or("count_");
    let sort_order = if sort_order.as_deref() == Some("asc") { "asc" } else { "desc" };
    let text = format!(
        "{query}{filter} | summarize count_ = count() by {expression} | order by {sort_by} {sort_order}"
    );
    match latchkey_kql::run(&text, tables, request.now) {
        Ok(mut output) => {
            for column in &mut output.columns {
                if column.name == "count_" {
                    "count".clone_into(&mut column.name);
                }
            }
            let total = output.rows.len();
            let size = top.unwrap_or(MOST_ROWS).min(MOST_ROWS);
            json!({
                "expression": facet.expression,
                "resultType": "FacetResult",
                "totalRecords": total,
                "count": total.min(size),
                "data": shown(&output, 0, size),
            })
        }
        Err(error) => {
            let mut errors = error.details();
            errors[0] = json!({"code": "NoValidColumns", "message": "No valid columns in facet expression."});
            json!({"expression": facet.expression, "resultType": "FacetError", "errors": errors})
        }
    }
}

/// Where to go on, how many rows a page has, which query it belongs to, and of which revision of the state.
#[derive(Deserialize)]
struct Token {
    from: u32,
    size: u32,
    query: String,
    revision: u64,
}

fn token(from: usize, size: usize, own: &str, revision: u64) -> String {
    let token = json!({"from": from, "size": size, "query": own, "revision": revision});
    STANDARD.encode(token.to_string())
}

impl Token {
    fn read(token: &str) -> Option<Self> {
        serde_json::from_slice(&STANDARD.decode(token).ok()?).ok()
    }

    /// The first row and the number of rows, if the token belongs to this query.
    fn place(&self, own: &str) -> Option<(usize, usize)> {
        let size = usize::try_from(self.size).ok().filter(|size| (1..=MOST_ROWS).contains(size))?;
        (self.query == own).then_some((usize::try_from(self.from).ok()?, size))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_belong_to_their_query() {
        let read_token = |token: &str, own: &str| Token::read(token).and_then(|token| token.place(own));
        let good = token(1000, 50, "a", 7);
        assert_eq!(read_token(&good, "a"), Some((1000, 50)));
        assert_eq!(read_token(&good, "b"), None);
        for bad in
            ["", "x", "e30=", &STANDARD.encode(r#"{"from":-1,"size":5,"query":"a"}"#), &token(0, 0, "a", 0)]
        {
            assert_eq!(read_token(bad, "a"), None, "{bad}");
        }
    }
}

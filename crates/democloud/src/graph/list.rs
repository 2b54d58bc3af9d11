//! Lists of objects: filtered, searched, sorted, paged, and with the selected members.

use serde_json::{Map, Value, json};

use super::{GraphRequest, objects::Kind};
use crate::{
    error::GraphError,
    odata::{Filter, Member, OrderBy, top},
    paging,
    reply::Reply,
};

/// Graph gives this many unless asked, and never more than that.
const PAGE_SIZE: usize = 100;
const LARGEST_PAGE: usize = 999;
const PAGE_TOKEN: &str = "$skiptoken";

/// Answers with those of a kind's objects that the request asks for. Objects come whole.
pub(super) fn answer(
    request: &GraphRequest<'_>,
    kind: &'static Kind,
    mut objects: Vec<Value>,
) -> Result<Reply, GraphError> {
    let option = |name: &str| request.call.parameter(name).filter(|text| !text.is_empty());
    if option("$expand").is_some() {
        return Err(GraphError::unsupported_query("The query option $expand is not offered."));
    }
    if let Some(text) = option("$filter") {
        objects = filtered(kind, objects, text)?;
    }
    if let Some(text) = option("$search") {
        objects = found(objects, text)?;
    }
    if let Some(text) = option("$orderby") {
        OrderBy::parse(text).map_err(|why| GraphError::option("$orderby", &why))?.sort(&mut objects);
    }
    let size = option("$top").map_or(Ok(PAGE_SIZE), |text| top(text, LARGEST_PAGE));
    let size = size.map_err(|why| GraphError::option("$top", &why))?;
    let count = objects.len();
    let select = request.select(kind)?;
    let objects = objects.into_iter().map(|object| select.apply(object)).collect();
    let mut page = paging::page(
        objects,
        size,
        request.call,
        PAGE_TOKEN,
        || request.core.page_snapshots.keep(request.state),
        |item| item,
    )
    .map_err(|paging::BadToken| {
        GraphError::bad_request("The $skiptoken of the request is not one that was given out.")
    })?;
    let selection = option("$select").map_or_else(String::new, |select| format!("({select})"));
    let context = format!("{}/v1.0/$metadata#{}{selection}", request.call.address, kind.collection);
    let mut body = Map::from_iter([("@odata.context".to_owned(), json!(context))]);
    if option("$count").is_some_and(|text| text.eq_ignore_ascii_case("true")) {
        body.insert("@odata.count".to_owned(), json!(count));
    }
    if let Some(link) = page.get_mut("nextLink").map(Value::take) {
        body.insert("@odata.nextLink".to_owned(), link);
    }
    body.insert("value".to_owned(), page["value"].take());
    Ok(Reply::ok(&Value::Object(body)))
}

fn filtered(kind: &Kind, objects: Vec<Value>, text: &str) -> Result<Vec<Value>, GraphError> {
    if let Some((property, value)) = any_equals(text) {
        let holds = |object: &Value| {
            let list = object[property].as_array();
            list.is_some_and(|list| {
                list.iter().any(|one| one.as_str().is_some_and(|one| one.eq_ignore_ascii_case(&value)))
            })
        };
        return Ok(objects.into_iter().filter(holds).collect());
    }
    let filter = Filter::parse(text).map_err(|why| GraphError::option("$filter", &why))?;
    for property in filter.properties() {
        let first = property.split('/').next().unwrap_or_default();
        if !(kind.filters.iter().any(|known| known.eq_ignore_ascii_case(first))) {
            return Err(GraphError::unsupported_query(format!(
                "Unsupported or invalid query filter clause specified for property '{property}' of resource '{}'.",
                kind.resource
            )));
        }
    }
    let mut kept = Vec::new();
    for object in objects {
        let member = Member { json: &object, function: |_: &str, _: &[Value]| None };
        if filter.matches(&member).map_err(|why| GraphError::option("$filter", &why))? {
            kept.push(object);
        }
    }
    Ok(kept)
}

/// `servicePrincipalNames/any(c:c eq 'x')`, the one lambda that Azure's tools send, always alone.
fn any_equals(text: &str) -> Option<(&'static str, String)> {
    let (property, rest) = text.trim().split_once("/any(")?;
    let property = ["servicePrincipalNames", "identifierUris", "alternativeNames"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(property))?;
    let (variable, condition) = rest.strip_suffix(')')?.split_once(':')?;
    let value = condition.trim().strip_prefix(variable.trim())?.trim_start().strip_prefix("eq ")?.trim();
    let value = value.strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'");
    Some((property, value))
}

/// `"displayName:word"`, several of them joined by `AND` or `OR`.
fn found(objects: Vec<Value>, text: &str) -> Result<Vec<Value>, GraphError> {
    let refused =
        || GraphError::unsupported_query("The $search clause is not of the form \"property:text\".");
    let is_any = text.contains("\" OR \"");
    let mut terms = Vec::new();
    for part in text.split(if is_any { " OR " } else { " AND " }) {
        let inner =
            part.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).ok_or_else(refused)?;
        let (property, word) = inner.split_once(':').ok_or_else(refused)?;
        terms.push((property, word.to_lowercase()));
    }
    let holds = |object: &Value, (property, word): &(&str, String)| {
        object[*property].as_str().is_some_and(|text| text.to_lowercase().contains(word))
    };
    let is_found = |object: &Value| {
        if is_any {
            terms.iter().any(|term| holds(object, term))
        } else {
            terms.iter().all(|term| holds(object, term))
        }
    };
    Ok(objects.into_iter().filter(is_found).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lambda_of_azures_tools_is_understood_and_no_other() {
        let check = |text: &str, expected: Option<(&'static str, &str)>| {
            let expected = expected.map(|(property, value)| (property, value.to_owned()));
            assert_eq!(any_equals(text), expected, "{text}");
        };
        check("servicePrincipalNames/any(c:c eq 'a')", Some(("servicePrincipalNames", "a")));
        check("identifierUris/any(uri: uri eq 'api://o''b')", Some(("identifierUris", "api://o'b")));
        check("servicePrincipalNames/any(c:d eq 'a')", None);
        check("servicePrincipalNames/any(c:c ne 'a')", None);
        check("owners/any(c:c eq 'a')", None);
        check("displayName eq 'a'", None);
    }

    #[test]
    fn words_are_searched_in_named_properties() {
        let people = || vec![json!({"a": "One Two", "b": "x"}), json!({"a": "Three", "b": "y"})];
        let check = |text: &str, expected: Option<usize>| {
            assert_eq!(found(people(), text).ok().map(|found| found.len()), expected, "{text}");
        };
        check("\"a:two\"", Some(1));
        check("\"a:t\"", Some(2));
        check("\"a:t\" AND \"b:y\"", Some(1));
        check("\"a:one\" OR \"b:y\"", Some(2));
        check("two", None);
        check("\"two\"", None);
    }
}

//! All resources of a subscription or a group in one list, without their properties.

use serde_json::{Map, Value, json};

use super::{
    ArmRequest,
    filter::{self, Term, bad_filter, has_tag},
    ids::{full_name, text},
    inventory, subscriptions,
};
use crate::{error::ArmError, reply::Reply};

const PAGE_SIZE: usize = 1000;

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let subscription = subscriptions::readable(request)?;
    let group = request.group_scope();
    if let Some(scope) = &group {
        if !request.access.touches(scope) {
            let action = "Microsoft.Resources/subscriptions/resourcegroups/resources/read";
            return Err(ArmError::not_allowed(&request.access, action, scope));
        }
        request.check_resource_group()?;
    }
    let alternatives = filter::alternatives(request.call.parameter("$filter").unwrap_or_default());
    let alternatives = alternatives.ok_or_else(bad_filter)?;
    let prefix = group.unwrap_or_else(|| subscription.path());
    let prefix = format!("{}/", prefix.to_lowercase());
    let expanded: Vec<String> =
        request.call.parameter("$expand").unwrap_or_default().split(',').map(str::to_lowercase).collect();
    let mut value = Vec::new();
    for resource in inventory::readable(request, std::slice::from_ref(&subscription.id)) {
        let is_here = text(&resource, "id").to_lowercase().starts_with(&prefix);
        let mut is_wanted = false;
        for terms in &alternatives {
            is_wanted |= matches(&resource, terms)?;
        }
        if is_here && is_wanted {
            value.push(brief(&resource, &expanded));
        }
    }
    super::paged(request, value, PAGE_SIZE)
}

fn matches(resource: &Value, terms: &[Term]) -> Result<bool, ArmError> {
    let mut tag: Option<(&str, Option<&str>)> = None;
    for term in terms {
        let Term::Comparison { field, operator, value } = term else { return Err(bad_filter()) };
        let held = match field.as_str() {
            "resourcetype" => text(resource, "type").to_owned(),
            "location" => text(resource, "location").to_owned(),
            "name" => full_name(text(resource, "id")),
            "resourcegroup" => text(resource, "id").split('/').nth(4).unwrap_or_default().to_owned(),
            "identity/principalid" => text(&resource["identity"], "principalId").to_owned(),
            "tagname" if *operator == "eq" => {
                tag = Some((value, tag.and_then(|(_, value)| value)));
                continue;
            }
            "tagvalue" if *operator == "eq" => {
                let (name, _) = tag.ok_or_else(bad_filter)?;
                tag = Some((name, Some(value)));
                continue;
            }
            _ => return Err(bad_filter()),
        };
        let is_equal = held.eq_ignore_ascii_case(value);
        match *operator {
            "eq" if !is_equal => return Ok(false),
            "ne" if is_equal => return Ok(false),
            "eq" | "ne" => {}
            _ => return Err(bad_filter()),
        }
    }
    let Some((name, value)) = tag else { return Ok(true) };
    let tags = serde_json::from_value(resource["tags"].clone()).unwrap_or_default();
    Ok(has_tag(&tags, name, value))
}

fn brief(resource: &Value, expanded: &[String]) -> Value {
    let mut brief = Map::new();
    brief.insert("id".to_owned(), resource["id"].clone());
    brief.insert("name".to_owned(), json!(full_name(text(resource, "id"))));
    for field in ["type", "sku", "kind", "managedBy", "location", "tags", "identity"] {
        if let Some(value) = resource.get(field).filter(|value| !value.is_null()) {
            brief.insert(field.to_owned(), value.clone());
        }
    }
    let mut expand = |name: &str, value: &Value| {
        if expanded.iter().any(|wanted| wanted.trim() == name.to_lowercase()) && !value.is_null() {
            brief.insert(name.to_owned(), value.clone());
        }
    };
    expand("createdTime", &resource["systemData"]["createdAt"]);
    let changed = &resource["systemData"]["lastModifiedAt"];
    expand("changedTime", if changed.is_null() { &resource["systemData"]["createdAt"] } else { changed });
    expand("provisioningState", &resource["properties"]["provisioningState"]);
    Value::Object(brief)
}

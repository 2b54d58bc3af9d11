//! Resource groups that the caller may read; a group can be made, and its tags changed.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use latchkey_types::Scope;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    ArmRequest,
    filter::{self, Term, bad_filter, has_tag},
    locations,
};
use crate::{call::shortened, error::ArmError, reply::Reply, state::ResourceGroup};

const READ: &str = "Microsoft.Resources/subscriptions/resourceGroups/read";
const WRITE: &str = "Microsoft.Resources/subscriptions/resourceGroups/write";
const PAGE_SIZE: usize = 1000;
const LONGEST_NAME: usize = 90;
/// In a subscription, as in Azure.
const GROUPS_KEPT: usize = 980;
const LARGEST_BODY_BYTES: usize = 32 * 1024;

/// What a request to make a group says.
#[derive(Deserialize)]
struct ResourceGroupBody {
    location: Option<String>,
    #[serde(default)]
    tags: Option<BTreeMap<String, String>>,
}

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let subscription = request.subscription()?;
    if !request.access.touches(&subscription.path()) {
        return Err(ArmError::not_allowed(&request.access, READ, &subscription.path()));
    }
    let tag = request.call.parameter("$filter").map_or(Ok(None), tag_of)?;
    let reach = request.access.reach(READ).within(&Scope::new(subscription.path()));
    let value: Vec<Value> = request
        .state
        .resource_groups
        .iter()
        .filter(|group| group.subscription_id == subscription.id)
        .filter(|group| reach.allows(&Scope::new(group.path())))
        .filter(|group| tag.as_ref().is_none_or(|(name, value)| has_tag(&group.tags, name, value.as_deref())))
        .map(body)
        .collect();
    super::paged(request, value, PAGE_SIZE)
}

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    find(request).map(|group| Reply::ok(&body(group)))
}

/// 204 if there is such a group, else 404; both without a body.
pub(super) fn exists(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    request.subscription()?;
    request.need(&request.group_scope().unwrap_or_default(), READ)?;
    let is_there = request.check_resource_group().is_ok();
    Ok(Reply::empty(if is_there { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }))
}

pub(super) fn create_or_update(request: &mut ArmRequest<'_>) -> Result<Reply, ArmError> {
    let subscription_id = request.subscription()?.id.clone();
    request.need(&request.group_scope().unwrap_or_default(), WRITE)?;
    let name = request.path.resource_group.to_owned();
    check_name(&name)?;
    if request.call.body.len() > LARGEST_BODY_BYTES {
        return Err(ArmError::bad_request(
            "RequestTooLarge",
            "The description of a resource group is too long.",
        ));
    }
    let wanted: ResourceGroupBody = serde_json::from_slice(&request.call.body).map_err(|_| {
        ArmError::bad_request(
            "InvalidRequestContent",
            "The request content was invalid and could not be deserialized.",
        )
    })?;
    let location = wanted.location.filter(|location| !location.is_empty()).ok_or_else(|| {
        ArmError::bad_request("LocationRequired", "The location property is required for this definition.")
    })?;
    let region = locations::find(&location).ok_or_else(|| {
        let message = format!(
            "The provided location '{}' is not available for resource group. List of available regions is '{}'.",
            shortened(&location, 40),
            locations::names().join(",")
        );
        ArmError::bad_request("LocationNotAvailableForResourceGroup", message)
    })?;
    let kept =
        request.state.resource_groups.iter().filter(|one| one.subscription_id == subscription_id).count();
    let known = request
        .state
        .resource_groups
        .find_mut(|group| group.subscription_id == subscription_id && group.name.eq_ignore_ascii_case(&name));
    let (status, body) = match known {
        Some(group) if group.location != region => {
            let message = format!(
                "Invalid resource group location '{region}'. The Resource group already exists in location '{}'.",
                group.location
            );
            return Err(ArmError::conflict("InvalidResourceGroupLocation", message));
        }
        Some(group) => {
            group.tags = wanted.tags.unwrap_or_default();
            (StatusCode::OK, body(group))
        }
        None if kept >= GROUPS_KEPT => {
            let message =
                format!("The number of resource groups of a subscription cannot exceed {GROUPS_KEPT}.");
            return Err(ArmError::conflict("ResourceGroupQuotaExceeded", message));
        }
        None => {
            let tags = wanted.tags.unwrap_or_default();
            let group = ResourceGroup { subscription_id, name, location: region.to_owned(), tags };
            let body = body(&group);
            request.state.resource_groups.push(group);
            (StatusCode::CREATED, body)
        }
    };
    request.state.touch();
    Ok(Reply::json(status, &body))
}

fn find<'a>(request: &'a ArmRequest<'_>) -> Result<&'a ResourceGroup, ArmError> {
    let subscription = request.subscription()?;
    request.need(&request.group_scope().unwrap_or_default(), READ)?;
    let name = request.path.resource_group;
    let group = request
        .state
        .resource_groups
        .iter()
        .find(|group| group.subscription_id == subscription.id && group.name.eq_ignore_ascii_case(name));
    group.ok_or_else(|| ArmError::resource_group_not_found(name))
}

/// Letters and digits of any script, and a little punctuation; no full stop at the end.
fn check_name(name: &str) -> Result<(), ArmError> {
    let is_allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '(' | ')');
    let length = name.chars().count();
    if (1..=LONGEST_NAME).contains(&length) && name.chars().all(is_allowed) && !name.ends_with('.') {
        return Ok(());
    }
    let message = format!(
        "The provided resource group name '{}' has these invalid characters or is too long. The name can only be a letter, digit, '-', '.', '(', ')' or '_'.",
        shortened(name, LONGEST_NAME)
    );
    Err(ArmError::bad_request("InvalidResourceGroup", message))
}

/// `tagName eq 'a'`, alone or with `tagValue eq 'b'`; nothing if there is no filter.
fn tag_of(text: &str) -> Result<Option<(String, Option<String>)>, ArmError> {
    let mut name = None;
    let mut wanted = None;
    for term in filter::parse(text).ok_or_else(bad_filter)? {
        match term {
            Term::Comparison { field, operator: "eq", value } if field == "tagname" => {
                name = Some(value);
            }
            Term::Comparison { field, operator: "eq", value } if field == "tagvalue" => {
                wanted = Some(value);
            }
            _ => return Err(bad_filter()),
        }
    }
    match (name, wanted) {
        (None, Some(_)) => Err(bad_filter()),
        (name, wanted) => Ok(name.map(|name| (name, wanted))),
    }
}

pub(super) fn body(group: &ResourceGroup) -> Value {
    json!({
        "id": group.path(),
        "name": group.name,
        "type": "Microsoft.Resources/resourceGroups",
        "location": group.location,
        "tags": group.tags,
        "properties": {"provisioningState": "Succeeded"},
    })
}

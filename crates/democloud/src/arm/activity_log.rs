//! The activity log as Azure Monitor lists it: of a subscription, or of what is done at the tenant's root.
//!
//! Filters: <https://learn.microsoft.com/rest/api/monitor/activity-logs/list>.

use jiff::{SignedDuration, Timestamp};
use latchkey_types::Scope;
use serde_json::{Value, json};

use super::{
    ArmRequest,
    filter::{self, Term},
    subscriptions,
};
use crate::{
    call::shortened,
    dates,
    error::ArmError,
    odata::Select,
    provider_operations,
    reply::Reply,
    state::{ActivityEvent, ActivityStatus, EventName},
};

const READ: &str = "Microsoft.Insights/eventtypes/values/read";
const PAGE_SIZE: usize = 200;
/// How far back the log goes.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What `$filter` asks for.
#[derive(Debug, Default)]
struct EventFilter {
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    /// Field and value of comparisons for equality.
    equal: Vec<(String, String)>,
}

pub(super) fn list_of_subscription(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let subscription = subscriptions::readable(request)?;
    let filter = parse(request)?;
    let from =
        filter.from.ok_or_else(|| bad("The $filter needs a start time: eventTimestamp ge '{time}'."))?;
    if from < request.now - KEPT {
        return Err(bad("The start time cannot be more than 90 days in the past."));
    }
    let reach = request.access.reach(READ).within(&Scope::new(subscription.path()));
    let is_alone = reach.allows(&Scope::new(subscription.path()));
    list(request, &filter, |event| {
        event.subscription().is_some_and(|id| id.eq_ignore_ascii_case(&subscription.id))
            && (is_alone || reach.allows(&Scope::new(&event.resource)))
    })
}

/// What is done at the root is for those who may read there.
pub(super) fn list_of_tenant(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    request.need("/", READ)?;
    let filter = parse(request)?;
    let tenant = &request.access.caller.tenant_id;
    list(request, &filter, |event| event.subscription().is_none() && event.tenant_id == *tenant)
}

pub(super) fn categories() -> Reply {
    let names = [
        "Administrative",
        "Security",
        "ServiceHealth",
        "Alert",
        "Recommendation",
        "Policy",
        "Autoscale",
        "ResourceHealth",
    ];
    let value: Vec<Value> = names.iter().map(|name| json!({"value": name, "localizedValue": name})).collect();
    Reply::ok(&json!({"value": value}))
}

fn list(
    request: &ArmRequest<'_>,
    filter: &EventFilter,
    is_visible: impl Fn(&ActivityEvent) -> bool,
) -> Result<Reply, ArmError> {
    let select = request.call.parameter("$select").filter(|text| !text.trim().is_empty());
    let select = select.map(Select::parse).transpose().map_err(|error| bad(&error.to_string()))?;
    let mut value = Vec::new();
    for event in request.state.activity.latest_first() {
        let is_in_time =
            filter.from.is_none_or(|from| event.at >= from) && filter.to.is_none_or(|to| event.at <= to);
        if is_in_time && is_visible(event) && matches(event, &filter.equal)? {
            let whole = body(request, event);
            value.push(match &select {
                Some(select) => select.apply(whole),
                None => whole,
            });
        }
    }
    super::paged(request, value, PAGE_SIZE)
}

fn bad(message: &str) -> ArmError {
    ArmError::bad_request_to_monitor(message)
}

fn parse(request: &ArmRequest<'_>) -> Result<EventFilter, ArmError> {
    let mut filter = EventFilter::default();
    let text = request.call.parameter("$filter").unwrap_or_default();
    for term in filter::parse(text).ok_or_else(|| bad("The $filter is not valid."))? {
        let Term::Comparison { field, operator, value } = term else {
            return Err(bad("The $filter is not valid."));
        };
        let time = || {
            let at = value.parse::<Timestamp>().ok().or_else(|| {
                // A time without a zone is UTC.
                format!("{value}Z").parse().ok()
            });
            at.ok_or_else(|| bad(&format!("'{}' is not a time.", shortened(&value, 40))))
        };
        match (field.as_str(), operator) {
            ("eventtimestamp", "ge" | "gt") => filter.from = Some(time()?),
            ("eventtimestamp", "le" | "lt") => filter.to = Some(time()?),
            ("eventchannels" | "channels" | "levels", "eq") => {}
            (_, "eq") => filter.equal.push((field, value)),
            _ => return Err(bad("The $filter is not valid.")),
        }
    }
    Ok(filter)
}

fn matches(event: &ActivityEvent, equal: &[(String, String)]) -> Result<bool, ArmError> {
    for (field, value) in equal {
        let (group, provider, kind) = parts(&event.resource);
        let held = match field.as_str() {
            "resourcegroupname" | "resourcegroup" => group.to_owned(),
            "resourceuri" | "resourceid" => {
                let id = value.trim_end_matches('/').to_lowercase();
                let own = event.resource.to_lowercase();
                let is_below =
                    own.strip_prefix(&id).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
                if !is_below {
                    return Ok(false);
                }
                continue;
            }
            "resourceprovider" => provider.to_owned(),
            "resourcetype" => kind,
            "correlationid" => event.correlation_id.clone(),
            "caller" => event.caller.clone(),
            "status" => event.status.as_wire().to_owned(),
            "operations" | "operationname" => event.operation.clone(),
            _ => {
                let field = shortened(field, 40);
                return Err(bad(&format!("The $filter cannot use '{field}'.")));
            }
        };
        if !held.eq_ignore_ascii_case(value) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Resource group, provider and type of a resource's id.
fn parts(resource: &str) -> (&str, &str, String) {
    let segments: Vec<&str> = resource.split('/').skip(1).collect();
    let is_in_group = segments.get(2).is_some_and(|word| word.eq_ignore_ascii_case("resourcegroups"));
    let group = if is_in_group { segments.get(3).copied().unwrap_or_default() } else { "" };
    let Some(at) = segments.iter().rposition(|word| word.eq_ignore_ascii_case("providers")) else {
        let kind = if is_in_group { "Microsoft.Resources/subscriptions/resourceGroups" } else { "" };
        return (group, "Microsoft.Resources", kind.to_owned());
    };
    let provider = segments.get(at + 1).copied().unwrap_or_default();
    let types: Vec<&str> = segments.get(at + 2..).unwrap_or_default().iter().step_by(2).copied().collect();
    let kind = std::iter::once(provider).chain(types).collect::<Vec<_>>().join("/");
    (group, provider, kind)
}

fn body(request: &ArmRequest<'_>, event: &ActivityEvent) -> Value {
    let localized = |text: &str| json!({"value": text, "localizedValue": text});
    let (group, provider, kind) = parts(&event.resource);
    let name =
        provider_operations::find(&event.operation).map_or(event.operation.as_str(), |(_, words)| words);
    let (event_name, event_words) = match event.event {
        EventName::BeginRequest => ("BeginRequest", "Begin request"),
        EventName::EndRequest => ("EndRequest", "End request"),
    };
    let at = dates::with_seven_digits(event.at);
    let mut properties = json!(event.properties);
    let sub_status = match event.http_status {
        Some(status) => {
            let reason =
                axum::http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
            let word: String = reason.unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
            properties["statusCode"] = json!(word);
            json!({"value": word, "localizedValue": format!("{} (HTTP Status Code: {status})", reason.unwrap_or_default())})
        }
        None => json!({"value": "", "localizedValue": ""}),
    };
    properties["message"] = json!(event.operation);
    let ticks = event.at.as_nanosecond() / 100 + 621_355_968_000_000_000;
    let has_failed = event.status == ActivityStatus::Failed;
    json!({
        "authorization": {"action": event.operation, "scope": event.resource},
        "caller": event.caller,
        "channels": "Operation",
        "claims": event.claims,
        "correlationId": event.correlation_id,
        "description": "",
        "eventDataId": event.id,
        "eventName": {"value": event_name, "localizedValue": event_words},
        "category": localized("Administrative"),
        "httpRequest": {
            "clientRequestId": event.client_request_id,
            "clientIpAddress": "127.0.0.1",
            "method": event.method,
            "uri": format!("{}{}", request.call.address, event.path),
        },
        "id": format!("{}/events/{}/ticks/{ticks}", event.resource, event.id),
        "level": if has_failed { "Error" } else { "Informational" },
        "resourceGroupName": group,
        "resourceProviderName": localized(provider),
        "resourceId": event.resource,
        "resourceType": localized(&kind),
        "operationId": event.correlation_id,
        "operationName": {"value": event.operation, "localizedValue": name},
        "properties": properties,
        "status": localized(event.status.as_wire()),
        "subStatus": sub_status,
        "eventTimestamp": at,
        "submissionTimestamp": at,
        "subscriptionId": event.subscription().unwrap_or_default(),
        "tenantId": event.tenant_id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn group_provider_and_type_are_read_from_the_id() {
        let check = |id: &str, expected: (&str, &str, &str)| {
            let (group, provider, kind) = parts(id);
            assert_eq!((group, provider, kind.as_str()), expected, "{id}");
        };
        let workspace = "/subscriptions/s/resourcegroups/g/providers/Microsoft.X/workspaces/w";
        check(workspace, ("g", "Microsoft.X", "Microsoft.X/workspaces"));
        check(
            &format!("{workspace}/onlineEndpoints/e"),
            ("g", "Microsoft.X", "Microsoft.X/workspaces/onlineEndpoints"),
        );
        check(
            "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/a",
            ("", "Microsoft.Authorization", "Microsoft.Authorization/roleAssignments"),
        );
        check(
            "/subscriptions/s/resourceGroups/g",
            ("g", "Microsoft.Resources", "Microsoft.Resources/subscriptions/resourceGroups"),
        );
        check("/", ("", "Microsoft.Resources", ""));
    }
}

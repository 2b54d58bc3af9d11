//! Writes the activity log. Every request that changes something or returns a secret is logged twice: when it began
//! and how it ended. Reads are not logged, and neither are requests without a known caller.

use std::collections::BTreeMap;

use axum::http::StatusCode;

use crate::{
    audience::Resource,
    authn,
    call::Call,
    caller::{Caller, CallerKind},
    core::Core,
    provider_operations,
    reply::Reply,
    state::{ActivityEvent, ActivityStatus, EventName, State},
};

/// What was done, and to what.
#[derive(Debug, PartialEq, Eq)]
struct LoggedOperation {
    operation: String,
    resource: String,
}

/// Writes down a request to ARM after its answer is known.
pub(crate) fn record(core: &Core, state: &mut State, call: &Call, reply: &Reply) {
    if let Some(operation) = operation(call.method.as_str(), &call.segments) {
        write(core, state, call, reply, operation);
    }
}

/// Writes down a request to the first generation's model management, by the same actions as ARM's.
pub(crate) fn record_model_management(core: &Core, state: &mut State, call: &Call, reply: &Reply) {
    let Some(at) = call.route().1.iter().position(|segment| *segment == "subscriptions") else { return };
    let Some(mut operation) = operation(call.method.as_str(), &call.segments[at..]) else { return };
    let service =
        state.services.iter().find(|service| service.id().eq_ignore_ascii_case(&operation.resource));
    let kind = match service.map(|service| service.compute) {
        Some(crate::state::WebServiceCompute::Aci) => "aci",
        _ => "aks",
    };
    let verb = operation.operation.rsplit("services/").next().unwrap_or_default().to_owned();
    // The catalogue has no operation of its own for a regeneration (a change) nor for a token (to score).
    let verb = match verb.to_lowercase().as_str() {
        "regeneratekeys/action" => "write".to_owned(),
        "token/action" => "score/action".to_owned(),
        _ => verb,
    };
    operation.operation =
        spelled(format!("Microsoft.MachineLearningServices/workspaces/services/{kind}/{verb}"));
    write(core, state, call, reply, operation);
}

fn write(core: &Core, state: &mut State, call: &Call, reply: &Reply, operation: LoggedOperation) {
    let not_logged = [StatusCode::UNAUTHORIZED, StatusCode::TOO_MANY_REQUESTS, StatusCode::NOT_IMPLEMENTED];
    if not_logged.contains(&reply.status) {
        return;
    }
    let Ok(caller) = authn::authenticate(core, state, call, Resource::Arm) else { return };
    let status = match reply.status {
        StatusCode::ACCEPTED => ActivityStatus::Accepted,
        status if status.is_success() => ActivityStatus::Succeeded,
        _ => ActivityStatus::Failed,
    };
    let request_id = call.request_id.as_str();
    let begin = ActivityEvent {
        id: core.entropy.uuid().to_string(),
        at: core.now(),
        event: EventName::BeginRequest,
        status: ActivityStatus::Started,
        http_status: None,
        operation: operation.operation,
        tenant_id: caller.tenant_id.clone(),
        caller_id: caller.object_id.clone(),
        caller: name_in_log(&caller),
        claims: claims(state, call),
        correlation_id: call.correlation_id.clone(),
        client_request_id: call.header("x-ms-client-request-id").unwrap_or(request_id).to_owned(),
        method: call.method.to_string(),
        path: with_query(call),
        properties: properties(call, &operation.resource),
        resource: operation.resource,
        waits_for: None,
    };
    let end = ActivityEvent {
        id: core.entropy.uuid().to_string(),
        event: EventName::EndRequest,
        status,
        http_status: Some(reply.status.as_u16()),
        waits_for: operation_of(reply),
        ..begin.clone()
    };
    state.record(begin);
    state.record(end);
}

/// What a request does, if it is one that is logged.
fn operation(method: &str, segments: &[String]) -> Option<LoggedOperation> {
    let (verb, named) = match method {
        "PUT" | "PATCH" => ("write".to_owned(), segments),
        "DELETE" => ("delete".to_owned(), segments),
        "POST" => {
            let (action, named) = segments.split_last()?;
            (format!("{action}/action"), named)
        }
        _ => return None,
    };
    let kind = match segments.iter().rposition(|segment| segment.eq_ignore_ascii_case("providers")) {
        // After the namespace, types and names take turns; an action has no name of its own.
        Some(at) if at + 1 < named.len() => {
            let namespace = &named[at + 1];
            // Resource Graph reads, although it is asked by a POST.
            if namespace.eq_ignore_ascii_case("Microsoft.ResourceGraph") {
                return None;
            }
            let types = named[at + 2..].iter().step_by(2).map(String::as_str);
            std::iter::once(namespace.as_str()).chain(types).collect::<Vec<_>>().join("/")
        }
        None if segments.len() > 2 => "Microsoft.Resources/subscriptions/resourceGroups".to_owned(),
        _ => return None,
    };
    Some(LoggedOperation {
        operation: spelled(format!("{kind}/{verb}")),
        resource: format!("/{}", named.join("/")),
    })
}

/// The operation as the catalogue spells it, or as it came.
fn spelled(operation: String) -> String {
    provider_operations::find(&operation).map_or(operation, |(name, _)| name)
}

/// The log names users by their sign-in name and applications by their object id.
fn name_in_log(caller: &Caller) -> String {
    match caller.kind {
        CallerKind::User => caller.name.clone(),
        CallerKind::Application => caller.object_id.clone(),
    }
}

fn with_query(call: &Call) -> String {
    if call.raw_query.is_empty() { call.path.clone() } else { format!("{}?{}", call.path, call.raw_query) }
}

/// Bodies are logged for access control alone; others can hold keys.
fn properties(call: &Call, resource: &str) -> BTreeMap<String, String> {
    let mut properties = BTreeMap::from([
        ("eventCategory".to_owned(), "Administrative".to_owned()),
        ("entity".to_owned(), resource.to_owned()),
    ]);
    let is_access = resource.to_lowercase().contains("/providers/microsoft.authorization/");
    if let Ok(body) = std::str::from_utf8(&call.body)
        && is_access
        && !body.is_empty()
        && body.len() <= 4096
    {
        properties.insert("requestbody".to_owned(), body.to_owned());
    }
    properties
}

/// The id of the operation that goes on after an answer.
fn operation_of(reply: &Reply) -> Option<String> {
    if reply.status != StatusCode::ACCEPTED {
        return None;
    }
    let address = ["azure-asyncoperation", "operation-location", "location"]
        .into_iter()
        .find_map(|name| reply.header(name))?;
    let path = address.split('?').next().unwrap_or_default();
    path.rsplit(['/', ':']).next().map(str::to_owned)
}

/// Claims are logged under the names that .NET gives them.
fn claims(state: &State, call: &Call) -> BTreeMap<String, String> {
    const NAMES: &[(&str, &str)] = &[
        ("oid", "http://schemas.microsoft.com/identity/claims/objectidentifier"),
        ("tid", "http://schemas.microsoft.com/identity/claims/tenantid"),
        ("scp", "http://schemas.microsoft.com/identity/claims/scope"),
        ("acr", "http://schemas.microsoft.com/claims/authnclassreference"),
        ("amr", "http://schemas.microsoft.com/claims/authnmethodsreferences"),
        ("upn", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"),
        ("unique_name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"),
        ("sub", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier"),
        ("given_name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname"),
        ("family_name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname"),
    ];
    let claims = call.bearer().and_then(|token| state.signer.verify(&token)).unwrap_or_default();
    let Some(claims) = claims.as_object() else { return BTreeMap::new() };
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(values) => {
            values.iter().filter_map(serde_json::Value::as_str).collect::<Vec<_>>().join(",")
        }
        other => other.to_string(),
    };
    claims
        .iter()
        .map(|(name, value)| {
            let long = NAMES.iter().find(|(short, _)| short == name).map_or(name.as_str(), |(_, long)| long);
            (long.to_owned(), text(value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_read_from_method_and_path() {
        let check = |method: &str, path: &str, expected: Option<(&str, &str)>| {
            let segments: Vec<String> = path.split('/').skip(1).map(str::to_owned).collect();
            let expected = expected.map(|(operation, resource)| LoggedOperation {
                operation: operation.to_owned(),
                resource: resource.to_owned(),
            });
            assert_eq!(operation(method, &segments), expected, "{method} {path}");
        };
        let workspace =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";
        let endpoint = format!("{workspace}/onlineendpoints/e");
        check("GET", &endpoint, None);
        check(
            "POST",
            &format!("{endpoint}/LISTKEYS"),
            Some(("Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action", &endpoint)),
        );
        check(
            "DELETE",
            &endpoint,
            Some(("Microsoft.MachineLearningServices/workspaces/onlineEndpoints/delete", &endpoint)),
        );
        let assignment = format!("{workspace}/providers/Microsoft.Authorization/roleAssignments/a");
        check("PUT", &assignment, Some(("Microsoft.Authorization/roleAssignments/write", &assignment)));
        let group = "/subscriptions/s/resourcegroups/g";
        check("PUT", group, Some(("Microsoft.Resources/subscriptions/resourceGroups/write", group)));
        check(
            "POST",
            "/subscriptions/s/providers/Microsoft.MachineLearningServices/register",
            Some((
                "Microsoft.MachineLearningServices/register/action",
                "/subscriptions/s/providers/Microsoft.MachineLearningServices",
            )),
        );
        check(
            "POST",
            "/providers/Microsoft.Authorization/elevateAccess",
            Some(("Microsoft.Authorization/elevateAccess/action", "/providers/Microsoft.Authorization")),
        );
        check("POST", "/providers/Microsoft.ResourceGraph/resources", None);
        check("POST", "/providers", None);
        check("POST", "/", None);
    }
}

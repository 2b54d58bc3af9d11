//! Changes of a web service, as a JSON Patch (RFC 6902) of what clients see of it.
//!
//! Keys and tokens exclude each other; which of them is on is looked at once the whole patch is done, so
//! that one patch may turn one off and the other on.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use json_patch::{Patch, PatchOperation};
use serde_json::{Map, Value, json};

use super::{
    MlRequest, services,
    settings::{is_like, object},
};
use crate::{
    dates,
    error::ModelManagementError,
    reply::Reply,
    state::{WebService, WebServiceAuth, WebServiceCompute},
};

const CONTENT_TYPES: [&str; 2] = ["application/json-patch+json", "application/json"];

pub(super) fn apply(request: &mut MlRequest<'_>) -> Result<Reply, ModelManagementError> {
    request.need(&services::action(request.service().ok(), "write"))?;
    let service = request.changeable_service()?;
    request.need_content_type(&CONTENT_TYPES)?;
    let patch = parse(&request.call.body)?;
    if service.compute == WebServiceCompute::Aci && patch.0.iter().any(names_tokens) {
        return Err(ModelManagementError::bad_request(
            "TokenAuthNotSupported",
            "Authentication with tokens is not supported for services on container instances.",
        ));
    }
    let before = document(service);
    let mut after = before.clone();
    json_patch::patch(&mut after, &patch).map_err(|error| invalid(error.to_string()))?;
    let changes = read(service.compute, &before, after)?;
    let id = service.id();
    let now = dates::with_seven_digits(request.core.now());
    let found = request.state.services.find_mut(|service| service.id() == id);
    let Some(service) = found else { return Err(ModelManagementError::service_not_found(&id)) };
    service.description = changes.description;
    service.tags = changes.tags;
    service.properties = changes.properties;
    service.auth = changes.auth;
    service.settings = changes.settings;
    service.updated_at = now;
    request.state.touch();
    Ok(Reply::empty(StatusCode::OK))
}

/// Reads a patch. Copies are refused: a short patch of them would make a document without end.
fn parse(body: &[u8]) -> Result<Patch, ModelManagementError> {
    let patch: Patch = serde_json::from_slice(body)
        .map_err(|_| invalid("The request body is not a JSON Patch document."))?;
    if patch.0.iter().any(|one| matches!(one, PatchOperation::Copy(_) | PatchOperation::Move(_))) {
        return Err(invalid("The op must be add, replace, remove or test."));
    }
    Ok(patch)
}

/// What a patch leaves.
struct Changes {
    description: String,
    tags: BTreeMap<String, String>,
    properties: BTreeMap<String, String>,
    auth: WebServiceAuth,
    settings: Map<String, Value>,
}

/// Everything of a service that a patch may change.
fn document(service: &WebService) -> Value {
    let mut document = service.settings.clone();
    document.extend(object(json!({
        "description": service.description,
        "kvTags": service.tags,
        "properties": service.properties,
        "authEnabled": service.auth == WebServiceAuth::Key,
    })));
    document.extend(object(match service.compute {
        WebServiceCompute::Aks => json!({"aadAuthEnabled": service.auth == WebServiceAuth::Token}),
        WebServiceCompute::Aci => json!({"sslCertificate": "", "sslKey": ""}),
    }));
    Value::Object(document)
}

fn read(compute: WebServiceCompute, before: &Value, after: Value) -> Result<Changes, ModelManagementError> {
    let mut fields = object(after);
    // A certificate and its key go in and never come out; nothing here speaks TLS with them.
    fields.remove("sslCertificate");
    fields.remove("sslKey");
    let mut take = |name: &str| fields.remove(name).unwrap_or_default();
    let (description, tags, properties) = (take("description"), take("kvTags"), take("properties"));
    let (by_key, by_token) = (take("authEnabled"), take("aadAuthEnabled"));
    let by_key = by_key.as_bool().ok_or_else(|| invalid("authEnabled must be true or false."))?;
    let by_token = match compute {
        WebServiceCompute::Aks => {
            by_token.as_bool().ok_or_else(|| invalid("aadAuthEnabled must be true or false."))?
        }
        WebServiceCompute::Aci => false,
    };
    let auth = match (by_key, by_token) {
        (true, true) => {
            return Err(ModelManagementError::bad_request(
                "InvalidAuthSettings",
                "Authentication with keys and authentication with tokens cannot both be enabled.",
            ));
        }
        (true, false) => WebServiceAuth::Key,
        (false, true) => WebServiceAuth::Token,
        (false, false) => WebServiceAuth::None,
    };
    for (name, value) in &fields {
        if !is_like(&before[name.as_str()], value) {
            return Err(invalid(format!("The value of /{name} is not valid, or it cannot be changed.")));
        }
    }
    let known = super::settings::defaults(compute);
    if let Some(missing) = known.keys().find(|name| !fields.contains_key(*name)) {
        return Err(invalid(format!("/{missing} cannot be removed.")));
    }
    Ok(Changes {
        description: match description {
            Value::Null => String::new(),
            Value::String(text) => text,
            _ => return Err(invalid("description must be a text.")),
        },
        tags: pairs(tags, "kvTags")?,
        properties: pairs(properties, "properties")?,
        auth,
        settings: fields,
    })
}

fn pairs(value: Value, name: &str) -> Result<BTreeMap<String, String>, ModelManagementError> {
    if value.is_null() {
        return Ok(BTreeMap::new());
    }
    serde_json::from_value(value).map_err(|_| invalid(format!("{name} must be an object of texts.")))
}

fn names_tokens(operation: &PatchOperation) -> bool {
    operation.path().as_str() == "/aadAuthEnabled"
}

fn invalid(message: impl Into<String>) -> ModelManagementError {
    ModelManagementError::bad_request("InvalidPatch", message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ml_v1::settings;

    /// The auth that a patch leaves of a service with keys, or the code of its refusal.
    fn patched(compute: WebServiceCompute, patch: &str) -> Option<WebServiceAuth> {
        let service = WebService {
            workspace: String::new(),
            name: "a".to_owned(),
            description: "b".to_owned(),
            compute,
            host: String::new(),
            location: String::new(),
            auth: WebServiceAuth::Key,
            state: "Healthy".to_owned(),
            model: String::new(),
            created_by: String::new(),
            created_at: String::new(),
            updated_at: String::new(),
            tags: BTreeMap::new(),
            properties: BTreeMap::new(),
            settings: settings::defaults(compute),
            keys: crate::state::Keys::random(&latchkey_types::OsEntropy),
        };
        let before = document(&service);
        let mut after = before.clone();
        let patch = parse(patch.as_bytes()).ok()?;
        json_patch::patch(&mut after, &patch).ok()?;
        read(compute, &before, after).ok().map(|changes| changes.auth)
    }

    #[test]
    fn keys_and_tokens_exclude_each_other_once_the_patch_is_done() {
        let check =
            |patch: &str, expected| assert_eq!(patched(WebServiceCompute::Aks, patch), expected, "{patch}");
        check(r#"[{"op":"replace","path":"/aadAuthEnabled","value":true}]"#, None);
        check(
            r#"[{"op":"replace","path":"/aadAuthEnabled","value":true},{"op":"replace","path":"/authEnabled","value":false}]"#,
            Some(WebServiceAuth::Token),
        );
        check(r#"[{"op":"replace","path":"/authEnabled","value":false}]"#, Some(WebServiceAuth::None));
        check(r#"[{"op":"test","path":"/authEnabled","value":false}]"#, None);
        check(r#"[{"op":"replace","path":"/authEnabled","value":"no"}]"#, None);
        check(r#"[{"op":"remove","path":"/authEnabled"}]"#, None);
    }

    #[test]
    fn only_what_may_change_changes_and_keeps_its_kind() {
        let check = |patch: &str, is_taken: bool| {
            assert_eq!(patched(WebServiceCompute::Aks, patch).is_some(), is_taken, "{patch}");
        };
        check(r#"[{"op":"replace","path":"/numReplicas","value":4}]"#, true);
        check(r#"[{"op":"replace","path":"/numReplicas","value":"4"}]"#, false);
        check(r#"[{"op":"replace","path":"/numReplicas","value":-1}]"#, false);
        check(r#"[{"op":"replace","path":"/autoScaler/maxReplicas","value":9}]"#, true);
        check(r#"[{"op":"remove","path":"/autoScaler"}]"#, false);
        check(r#"[{"op":"add","path":"/kvTags/team","value":"x"}]"#, true);
        check(r#"[{"op":"add","path":"/kvTags/team","value":1}]"#, false);
        check(r#"[{"op":"remove","path":"/description"}]"#, true);
        check(r#"[{"op":"replace","path":"/state","value":"Failed"}]"#, false);
        check(r#"[{"op":"add","path":"/state","value":"Failed"}]"#, false);
        check(r#"[{"op":"replace","path":"","value":{}}]"#, false);
        check(r#"[{"op":"copy","from":"/kvTags","path":"/properties"}]"#, false);
        check(r#"{"op":"remove","path":"/description"}"#, false);
        check("[]", true);
        check(r#"[{"op":"replace","path":"","value":[]}]"#, false);
        assert!(
            patched(WebServiceCompute::Aci, r#"[{"op":"replace","path":"/sslEnabled","value":true}]"#)
                .is_some()
        );
    }
}

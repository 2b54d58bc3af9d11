//! The catalogue of operations that role definitions are made of. Every caller with a token may read it.

use serde_json::{Value, json};

use super::ArmRequest;
use crate::{
    call::shortened,
    error::ArmError,
    provider_operations::{PROVIDERS, Provider, ResourceType, provider},
    reply::Reply,
};

pub(super) fn list(request: &ArmRequest<'_>) -> Reply {
    let value: Vec<Value> = PROVIDERS.iter().map(|provider| body(request, provider)).collect();
    Reply::ok(&json!({"value": value}))
}

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let namespace = request.path.id;
    let found = provider(&namespace.to_lowercase()).ok_or_else(|| {
        let spelled = shortened(namespace, 80);
        ArmError::not_found("ProviderNotFound", format!("Provider '{spelled}' not found."))
    })?;
    Ok(Reply::ok(&body(request, found)))
}

/// The list that each provider has of its own operations, in the shape that all of them share.
pub(super) fn operations(request: &ArmRequest<'_>, namespace: &str) -> Result<Reply, ArmError> {
    let found = provider(&namespace.to_lowercase()).ok_or_else(|| ArmError::not_implemented(request.call))?;
    let one = |kind: &ResourceType, name: &str, words: &str| {
        json!({
            "name": kind.operation(found.namespace, name),
            "display": {
                "provider": found.display_name,
                "resource": kind.name,
                "operation": words,
                "description": words,
            },
        })
    };
    let value: Vec<Value> = found
        .types
        .iter()
        .flat_map(|kind| kind.operations.iter().map(move |(name, words)| one(kind, name, words)))
        .collect();
    Ok(Reply::ok(&json!({"value": value})))
}

fn body(request: &ArmRequest<'_>, provider: &Provider) -> Value {
    let namespace = provider.namespace;
    let operations = |kind: &ResourceType| -> Vec<Value> {
        let one = |(name, words): &(&str, &str)| {
            json!({
                "name": kind.operation(namespace, name),
                "displayName": words,
                "description": words,
                "origin": "user,system",
                "properties": null,
                "isDataAction": false,
            })
        };
        kind.operations.iter().map(one).collect()
    };
    let own: Vec<Value> =
        provider.types.iter().filter(|kind| kind.name.is_empty()).flat_map(operations).collect();
    let is_expanded = request
        .call
        .parameter("$expand")
        .is_some_and(|what| what.split(',').any(|one| one.trim().eq_ignore_ascii_case("resourceTypes")));
    let types: Vec<Value> = provider
        .types
        .iter()
        .filter(|kind| is_expanded && !kind.name.is_empty())
        .map(|kind| json!({"name": kind.name, "displayName": kind.name, "operations": operations(kind)}))
        .collect();
    json!({
        "id": format!("/providers/Microsoft.Authorization/providerOperations/{namespace}"),
        "type": "Microsoft.Authorization/providerOperations",
        "name": namespace,
        "displayName": provider.display_name,
        "resourceTypes": types,
        "operations": own,
    })
}

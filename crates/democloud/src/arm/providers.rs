//! Resource providers as a subscription sees them: their types, versions and regions.

use serde_json::{Value, json};

use super::{ArmRequest, api_version, locations, subscriptions};
use crate::{
    call::shortened,
    error::ArmError,
    provider_operations::{PROVIDERS, Provider, provider},
    reply::Reply,
};

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let subscription = subscriptions::readable(request)?.path();
    let value: Vec<Value> = PROVIDERS.iter().map(|provider| body(&subscription, provider)).collect();
    Ok(Reply::ok(&json!({"value": value})))
}

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let subscription = subscriptions::readable(request)?.path();
    Ok(Reply::ok(&body(&subscription, existing(request)?)))
}

/// Every provider is registered from the start, so that this changes nothing.
pub(super) fn register(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let subscription = request.subscription()?.path();
    let provider = existing(request)?;
    request.need(&subscription, &format!("{}/register/action", provider.namespace))?;
    Ok(Reply::ok(&body(&subscription, provider)))
}

/// What a provider's own application may do in the subscription: nothing, since it is all one program.
pub(super) fn permissions(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    subscriptions::readable(request)?;
    existing(request)?;
    Ok(Reply::ok(&json!({"value": []})))
}

fn existing(request: &ArmRequest<'_>) -> Result<&'static Provider, ArmError> {
    let namespace = request.path.namespace;
    provider(&namespace.to_lowercase()).ok_or_else(|| {
        let spelled = shortened(namespace, 80);
        let message = format!("The resource namespace '{spelled}' is invalid.");
        ArmError::not_found("InvalidResourceNamespace", message)
    })
}

fn body(subscription: &str, provider: &Provider) -> Value {
    let namespace = provider.namespace;
    let versions = api_version::of_provider(&namespace.to_lowercase()).unwrap_or(api_version::RESOURCES);
    let is_regional = matches!(
        namespace,
        "Microsoft.KeyVault" | "Microsoft.MachineLearningServices" | "Microsoft.ManagedIdentity"
    );
    let types: Vec<Value> = provider
        .types
        .iter()
        .filter(|kind| !kind.name.is_empty())
        .map(|kind| {
            let is_tracked = matches!(
                kind.name,
                "workspaces"
                    | "workspaces/onlineEndpoints"
                    | "workspaces/onlineEndpoints/deployments"
                    | "workspaces/batchEndpoints"
                    | "workspaces/batchEndpoints/deployments"
                    | "workspaces/serverlessEndpoints"
                    | "vaults"
                    | "userAssignedIdentities"
            );
            json!({
                "resourceType": kind.name,
                "locations": if is_regional { locations::display_names() } else { Vec::new() },
                "apiVersions": versions.iter().rev().collect::<Vec<_>>(),
                "capabilities": if is_tracked { "SupportsTags, SupportsLocation" } else { "None" },
            })
        })
        .collect();
    json!({
        "id": format!("{subscription}/providers/{namespace}"),
        "namespace": namespace,
        "resourceTypes": types,
        "registrationState": "Registered",
        "registrationPolicy": if is_regional { "RegistrationRequired" } else { "RegistrationFree" },
    })
}

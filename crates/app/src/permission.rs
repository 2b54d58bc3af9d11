//! Which actions Azure asks for, and whether the account's permissions cover them.
//!
//! Actions: <https://learn.microsoft.com/azure/role-based-access-control/permissions/ai-machine-learning>.

use latchkey_azure::{
    Azure, permissions,
    services::{Service, ServiceId, ServiceKind},
};
use latchkey_rbac::{Plane, allows};
use latchkey_types::ResourceId;
use latchkey_words as words;

use crate::{
    AppError,
    bridge::{CommandError, Permission},
};

const LIST_ENDPOINT_KEYS: &str =
    "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action";
const REGENERATE_ENDPOINT_KEYS: &str =
    "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/regenerateKeys/action";
const ENDPOINT_TOKEN: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/token/action";
const SCORE_ENDPOINT: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action";
const READ_WORKSPACE: &str = "Microsoft.MachineLearningServices/workspaces/read";

/// What the account may do with one service.
pub(crate) struct ServicePermissions {
    pub(crate) read_keys: Permission,
    pub(crate) regenerate_key: Permission,
    pub(crate) request_token: Permission,
    /// Calling it with the account's own Entra token.
    pub(crate) score: Permission,
}

/// Reads the account's permissions on a service and looks its actions up in them.
pub(crate) async fn of_service(azure: &Azure, service: &Service) -> ServicePermissions {
    let resource = service.id.authorized_resource();
    let sets = match permissions::list(azure, resource).await {
        Ok(sets) => sets,
        Err(error) => return all_unknown(&CommandError::from(AppError::from(error)).message),
    };
    let any_of = |actions: &[String]| {
        let is_allowed = actions.iter().any(|action| allows(&sets, action, Plane::Control));
        if is_allowed { Permission::Allowed } else { missing(&actions[0], resource) }
    };
    // What a regeneration did is proven by reading the keys, so it needs both permissions.
    let with_proof = |regenerate: Permission, read: &Permission| match read {
        Permission::Missing { .. } => read.clone(),
        _ => regenerate,
    };
    match &service.id {
        ServiceId::Endpoint { .. } => ServicePermissions {
            regenerate_key: with_proof(
                any_of(&[REGENERATE_ENDPOINT_KEYS.to_owned()]),
                &any_of(&[LIST_ENDPOINT_KEYS.to_owned()]),
            ),
            read_keys: any_of(&[LIST_ENDPOINT_KEYS.to_owned()]),
            request_token: any_of(&[ENDPOINT_TOKEN.to_owned()]),
            score: any_of(&[SCORE_ENDPOINT.to_owned()]),
        },
        ServiceId::WebService { .. } => {
            let kind = match &service.kind {
                ServiceKind::AciWebService => "aci".to_owned(),
                ServiceKind::Other(kind) if !kind.is_empty() => kind.to_ascii_lowercase(),
                _ => "aks".to_owned(),
            };
            let action =
                |name: &str| format!("Microsoft.MachineLearningServices/workspaces/services/{kind}/{name}");
            let read_keys = any_of(&[action("listkeys/action")]);
            // Azure's catalogue has no action for regenerating a v1 key. Writing the service is the
            // natural one; an account that may only read keys learns it from Azure's refusal.
            let regenerate_key = match (any_of(&[action("write")]), &read_keys) {
                (Permission::Missing { action, .. }, Permission::Allowed) => {
                    Permission::Unknown { reason: words::permission::undocumented(action) }
                }
                (permission, read) => with_proof(permission, read),
            };
            // The documentation says that reading the workspace is enough, the catalogue names `score`.
            let request_token = any_of(&[action("score/action"), READ_WORKSPACE.to_owned()]);
            // No v1 service takes an Entra token.
            let score = request_token.clone();
            ServicePermissions { read_keys, regenerate_key, request_token, score }
        }
    }
}

fn missing(action: &str, resource: &ResourceId) -> Permission {
    Permission::Missing { action: action.to_owned(), scope: resource.as_str().to_owned() }
}

fn all_unknown(reason: &str) -> ServicePermissions {
    let unknown = || Permission::Unknown { reason: reason.to_owned() };
    ServicePermissions {
        read_keys: unknown(),
        regenerate_key: unknown(),
        request_token: unknown(),
        score: unknown(),
    }
}

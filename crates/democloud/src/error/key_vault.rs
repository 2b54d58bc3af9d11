//! Key Vault's errors: `{"error":{"code","message","innererror":{"code"}}}`.

use axum::http::StatusCode;
use serde_json::json;

use crate::{authz::Access, call::shortened, caller::NotAuthenticated, reply::Reply, state::Vault};

/// An error of a key vault.
#[derive(Debug)]
pub(crate) struct KeyVaultError {
    status: StatusCode,
    code: &'static str,
    message: String,
    inner: Option<&'static str>,
    /// The bearer challenge of a 401, from which clients learn the tenant.
    challenge: Option<String>,
}

impl KeyVaultError {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), inner: None, challenge: None }
    }

    /// `authority` is the address of the sign-in service with the vault's tenant.
    pub(crate) fn not_authenticated(why: &NotAuthenticated, authority: &str) -> Self {
        let message = match why {
            NotAuthenticated::Missing => "AKV10000: Request is missing a Bearer or PoP token.".to_owned(),
            NotAuthenticated::Invalid => {
                "AKV10048: Error validating token: the signature or the token itself is not valid.".to_owned()
            }
            NotAuthenticated::WrongAudience(audience) => {
                format!("AKV10022: Invalid audience. Expected https://vault.azure.net, found: {audience}.")
            }
            NotAuthenticated::Expired(_) | NotAuthenticated::Revoked(_) => {
                "[TokenExpired] Error validating token: the token has expired.".to_owned()
            }
        };
        let challenge = format!("Bearer authorization=\"{authority}\", resource=\"https://vault.azure.net\"");
        Self { challenge: Some(challenge), ..Self::new(StatusCode::UNAUTHORIZED, "Unauthorized", message) }
    }

    /// A token of another tenant than the vault's.
    pub(crate) fn wrong_tenant(token_tenant: &str, authority: &str, tenant: &str) -> Self {
        let message = format!(
            "AKV10032: Invalid issuer. Expected one of https://sts.windows.net/{tenant}/, \
             found https://sts.windows.net/{token_tenant}/."
        );
        Self { message, ..Self::not_authenticated(&NotAuthenticated::Invalid, authority) }
    }

    pub(crate) fn not_allowed(
        access: &Access,
        client: &str,
        action: &str,
        resource: &str,
        vault: &Vault,
    ) -> Self {
        let caller = &access.caller;
        let message = format!(
            "Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role definitions were changed recently, \
             please observe propagation time.\r\nCaller: appid={client};oid={};iss=https://sts.windows.net/{}/\r\nAction: '{action}'\r\nResource: '{}'\r\n\
             Assignment: (not found)\r\nDenyAssignmentId: null\r\nDecisionReason: 'DeniedWithNoValidRBAC' \r\nVault: {};location={}\r\n",
            caller.object_id,
            caller.tenant_id,
            resource.to_lowercase(),
            vault.name,
            vault.location,
        );
        Self { inner: Some("ForbiddenByRbac"), ..Self::new(StatusCode::FORBIDDEN, "Forbidden", message) }
    }

    pub(crate) fn disabled() -> Self {
        Self {
            inner: Some("SecretDisabled"),
            ..Self::new(
                StatusCode::FORBIDDEN,
                "Forbidden",
                "Operation get is not allowed on a disabled secret.",
            )
        }
    }

    pub(crate) fn not_found(name: &str) -> Self {
        let message = format!(
            "A secret with (name/id) {name} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the \
             correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182"
        );
        Self::new(StatusCode::NOT_FOUND, "SecretNotFound", message)
    }

    /// The name belongs to a secret that was deleted and can still be recovered.
    pub(crate) fn deleted_but_recoverable(name: &str) -> Self {
        let message = format!(
            "Secret {name} is currently in a deleted but recoverable state, and its name cannot be reused; \
             in this state, the secret can only be recovered or purged."
        );
        Self {
            inner: Some("ObjectIsDeletedButRecoverable"),
            ..Self::new(StatusCode::CONFLICT, "Conflict", message)
        }
    }

    pub(crate) fn bad_parameter(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadParameter", message)
    }

    pub(crate) fn not_implemented(method: &str, path: &str) -> Self {
        let path = shortened(path, 300);
        let message = format!("The demo cloud's key vaults do not have {method} {path}.");
        Self::new(StatusCode::NOT_IMPLEMENTED, "NotImplemented", message)
    }

    pub(crate) fn into_reply(self) -> Reply {
        let mut error = json!({"code": self.code, "message": self.message});
        if let Some(inner) = self.inner {
            error["innererror"] = json!({"code": inner});
        }
        let reply = Reply::json(self.status, &json!({"error": error}));
        match self.challenge {
            Some(challenge) => reply.with("www-authenticate", &challenge),
            None => reply,
        }
    }
}

//! ARM's errors: `{"error":{"code","message"}}`, and those of the ML front end behind the same address,
//! which says `UserError` and keeps the real code in `additionalInfo`.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::claims_challenge::{REVOKED, revocation_challenge};
use crate::{
    authz::Access,
    call::{Call, shortened},
    caller::{Caller, NotAuthenticated},
    dates,
    paging::BadToken,
    reply::Reply,
    throttle::{Empty, Kind},
};

/// An error in ARM's envelope.
#[derive(Debug)]
pub(crate) struct ArmError {
    status: StatusCode,
    code: &'static str,
    message: String,
    /// The bearer challenge of a 401.
    challenge: Option<String>,
    retry_after_s: Option<i64>,
    /// Azure Monitor's own refusals are not wrapped in `error`.
    is_bare: bool,
    /// Set if the ML front end speaks: its inner error code, and the region it is in.
    front_end: Option<Box<(&'static str, String)>>,
}

impl From<BadToken> for ArmError {
    fn from(_: BadToken) -> Self {
        Self::bad_request("InvalidContinuationToken", "The continuation token is not valid.")
    }
}

impl ArmError {
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            challenge: None,
            retry_after_s: None,
            is_bare: false,
            front_end: None,
        }
    }

    pub(crate) fn not_authenticated(
        why: &NotAuthenticated,
        tenant: &str,
        call: &Call,
        now: Timestamp,
    ) -> Self {
        let (code, error, message) = match why {
            NotAuthenticated::Missing => (
                "AuthenticationFailed",
                "The authentication failed because of missing 'Authorization' header.",
                "Authentication failed. The 'Authorization' header is missing.".to_owned(),
            ),
            NotAuthenticated::Invalid => (
                "InvalidAuthenticationToken",
                "The access token is invalid.",
                "The access token is invalid.".to_owned(),
            ),
            NotAuthenticated::WrongAudience(audience) => (
                "InvalidAuthenticationTokenAudience",
                "The access token has been obtained for wrong audience or resource.",
                format!(
                    "The access token has been obtained for wrong audience or resource '{audience}'. It should exactly match with one of the allowed audiences \
                     'https://management.core.windows.net/','https://management.core.windows.net','https://management.azure.com/','https://management.azure.com'."
                ),
            ),
            NotAuthenticated::Revoked(_) => ("InvalidAuthenticationToken", "", REVOKED.to_owned()),
            NotAuthenticated::Expired(at) => (
                "ExpiredAuthenticationToken",
                "The access token expiry UTC time is earlier than current UTC time.",
                format!(
                    "The access token expiry UTC time '{}' is earlier than current UTC time '{}'.",
                    dates::in_us_format(*at),
                    dates::in_us_format(now)
                ),
            ),
        };
        let challenge = revocation_challenge(why, &call.address).unwrap_or_else(|| {
            format!(
                "Bearer authorization_uri=\"{}/{tenant}\", error=\"invalid_token\", error_description=\"{error}\"",
                call.address
            )
        });
        Self { challenge: Some(challenge), ..Self::new(StatusCode::UNAUTHORIZED, code, message) }
    }

    /// A token of another tenant than the subscription's.
    pub(crate) fn wrong_tenant(token_tenant: &str, tenant: &str, call: &Call) -> Self {
        let address = &call.address;
        let challenge = format!(
            "Bearer authorization_uri=\"{address}/{tenant}\", error=\"invalid_token\", error_description=\"The access token is from the wrong issuer. It must match \
             the tenant associated with this subscription.\""
        );
        let message = format!(
            "The access token is from the wrong issuer 'https://sts.windows.net/{token_tenant}/'. It must match the tenant 'https://sts.windows.net/{tenant}/' \
             associated with this subscription. Please use the authority (URL) '{address}/{tenant}' to get the token. Note, if the subscription is transferred to \
             another tenant there is no impact to the services, but information about new tenant could take time to propagate (up to an hour). If you just \
             transferred your subscription and see this error message, please try back later."
        );
        Self {
            challenge: Some(challenge),
            ..Self::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationTokenTenant", message)
        }
    }

    pub(crate) fn not_allowed(access: &Access, action: &str, scope: &str) -> Self {
        let (name, object_id) = (&access.caller.name, &access.caller.object_id);
        if let Some((denial, denial_name)) = access.denial_of(scope, action) {
            let message = format!(
                "The client '{name}' with object id '{object_id}' has permission to perform action '{action}' on scope '{scope}'; however, the access is denied \
                 because of the deny assignment with name '{denial_name}' and Id '{}' at scope '{}'.",
                denial.id.replace('-', ""),
                denial.scope.as_str()
            );
            return Self::new(StatusCode::FORBIDDEN, "DenyAssignmentAuthorizationFailed", message);
        }
        Self::new(
            StatusCode::FORBIDDEN,
            "AuthorizationFailed",
            format!(
                "The client '{name}' with object id '{object_id}' does not have authorization to perform action '{action}' over scope '{scope}' \
                 or the scope is invalid. If access was recently granted, please refresh your credentials."
            ),
        )
    }

    /// The refusal of the ML front end, which is not `AuthorizationFailed`.
    pub(crate) fn not_allowed_by_front_end(access: &Access, action: &str, region: &str) -> Self {
        let message = format!(
            "Identity(object id: {}) does not have permissions for {action} actions.",
            access.caller.object_id
        );
        Self::new(StatusCode::FORBIDDEN, "UserError", message).by_front_end("ForbiddenError", region)
    }

    pub(crate) fn bad_request_to_front_end(message: impl Into<String>, region: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "UserError", message).by_front_end("BadArgumentError", region)
    }

    fn by_front_end(self, inner: &'static str, region: &str) -> Self {
        Self { front_end: Some(Box::new((inner, region.to_owned()))), ..self }
    }

    pub(crate) fn missing_api_version() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "MissingApiVersionParameter",
            "The api-version query parameter (?api-version=) is required for all requests.",
        )
    }

    pub(crate) fn unknown_api_version(version: &str, known: &[&str]) -> Self {
        let shown = shortened(version, 40);
        Self::new(
            StatusCode::BAD_REQUEST,
            "InvalidApiVersionParameter",
            format!(
                "The api-version '{shown}' is invalid. The supported versions are '{}'.",
                known.join(",")
            ),
        )
    }

    /// A version that a resource provider does not have, where the resource and so its region is known.
    pub(crate) fn no_registered_provider(
        location: &str,
        version: &str,
        kind: &str,
        known: &[&str],
        locations: &[&str],
    ) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "NoRegisteredProviderFound",
            format!(
                "No registered resource provider found for location '{location}' and API version '{}' for type '{kind}'. The supported api-versions are '{}'. \
                 The supported locations are '{}'.",
                shortened(version, 40),
                known.join(", "),
                locations.join(", ")
            ),
        )
    }

    /// A version that a resource provider does not have.
    pub(crate) fn no_such_resource_type(namespace: &str, kind: &str, version: &str, known: &[&str]) -> Self {
        let message = format!(
            "The resource type '{kind}' could not be found in the namespace '{namespace}' for api version '{}'. The supported api-versions are '{}'.",
            shortened(version, 40),
            known.join(",")
        );
        Self::new(StatusCode::NOT_FOUND, "InvalidResourceType", message)
    }

    /// The caller has no token left in a bucket of ARM's.
    pub(crate) fn throttled(empty: Empty, kind: Kind, subscription: Option<&str>, caller: &Caller) -> Self {
        let (code, place, id) = match subscription {
            Some(id) => ("SubscriptionRequestsThrottled", "subscription", id),
            None => ("TenantRequestsThrottled", "tenant", caller.tenant_id.as_str()),
        };
        let seconds = empty.retry_after_s;
        let message = format!(
            "Number of '{}' requests for {place} '{id}' actor '{}' exceeded. Please try again after '{seconds}' seconds after additional tokens are available. \
             Refer to https://aka.ms/arm-throttling for additional information.",
            kind.word(),
            caller.object_id
        );
        Self { retry_after_s: Some(seconds), ..Self::new(StatusCode::TOO_MANY_REQUESTS, code, message) }
    }

    pub(crate) fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, message)
    }

    pub(crate) fn subscription_not_found(subscription: &str) -> Self {
        let message = format!("The subscription '{subscription}' could not be found.");
        Self::new(StatusCode::NOT_FOUND, "SubscriptionNotFound", message)
    }

    pub(crate) fn resource_group_not_found(group: &str) -> Self {
        let message = format!("Resource group '{group}' could not be found.");
        Self::new(StatusCode::NOT_FOUND, "ResourceGroupNotFound", message)
    }

    /// `resource` is type and name: `Microsoft.X/y/z`.
    pub(crate) fn resource_not_found(resource: &str, group: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "ResourceNotFound",
            format!(
                "The Resource '{resource}' under resource group '{group}' was not found. \
                 For more details please go to https://aka.ms/ARMResourceNotFoundFix"
            ),
        )
    }

    pub(crate) fn not_found(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, message)
    }

    pub(crate) fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// A refusal of Azure Monitor itself, which has a shape of its own.
    pub(crate) fn bad_request_to_monitor(message: impl Into<String>) -> Self {
        Self { is_bare: true, ..Self::bad_request("BadRequest", message) }
    }

    pub(crate) fn not_implemented(call: &Call) -> Self {
        Self::new(
            StatusCode::NOT_IMPLEMENTED,
            "NotImplemented",
            format!("The demo cloud does not have {} {}.", call.method, shortened(&call.path, 300)),
        )
    }

    pub(crate) fn into_reply(self, call: &Call, now: Timestamp) -> Reply {
        let mut error = json!({"code": self.code, "message": self.message});
        if let Some((inner, region)) = self.front_end.as_deref() {
            error["details"] = json!([]);
            error["additionalInfo"] = additional_info(inner, region, call, now);
        }
        let cause = if self.front_end.is_some() { "service" } else { "gateway" };
        let body = if self.is_bare { error } else { json!({"error": error}) };
        let reply = Reply::json(self.status, &body).with("x-ms-failure-cause", cause);
        let reply = match self.retry_after_s {
            Some(seconds) => reply.with("retry-after", &seconds.to_string()),
            None => reply,
        };
        match self.challenge {
            Some(challenge) => reply.with("www-authenticate", &challenge),
            None => reply,
        }
    }
}

fn additional_info(inner: &str, region: &str, call: &Call, now: Timestamp) -> Value {
    let one = |kind: &str, value: Value| json!({"type": kind, "info": {"value": value}});
    json!([
        one("ComponentName", json!("managementfrontend")),
        one("Correlation", json!({"operation": call.correlation_id, "request": call.request_id})),
        one("Environment", json!(region)),
        one("Location", json!(region)),
        one("Time", json!(dates::with_seven_digits(now))),
        one("InnerError", json!({"code": inner, "innerError": null})),
    ])
}

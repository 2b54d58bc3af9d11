//! What services refuse at their own addresses: in plain words, or as JSON where models are a service.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::reply::Reply;

/// A refusal of a service.
#[derive(Debug)]
pub(crate) struct ScoringError {
    status: StatusCode,
    body: Body,
    headers: Vec<(&'static str, &'static str)>,
}

#[derive(Debug)]
enum Body {
    Plain(&'static str),
    Json(Value),
}

impl ScoringError {
    fn plain(status: StatusCode, text: &'static str) -> Self {
        Self { status, body: Body::Plain(text), headers: Vec::new() }
    }

    fn json(status: StatusCode, body: Value) -> Self {
        Self { status, body: Body::Json(body), headers: Vec::new() }
    }

    /// In the words of a serverless endpoint.
    fn serverless(status: StatusCode, code: &str, message: &str) -> Self {
        let error = json!({"code": code, "message": message, "status": status.as_u16()});
        Self::json(status, json!({"error": error}))
    }

    fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    fn unauthorized(code: &'static str) -> Self {
        Self::plain(StatusCode::UNAUTHORIZED, code).with("www-authenticate", "Bearer")
    }

    pub(crate) fn wrong_key() -> Self {
        Self::unauthorized("key_auth_access_denied")
    }

    pub(crate) fn wrong_service_token() -> Self {
        Self::unauthorized("aml_token_auth_access_denied")
    }

    pub(crate) fn wrong_entra_token() -> Self {
        Self::unauthorized("aad_token_auth_access_denied")
    }

    pub(crate) fn wrong_serverless_key() -> Self {
        let message = "Unauthorized. Access token is missing, invalid, audience is incorrect (https://ml.azure.com), or have expired.";
        Self::json(StatusCode::UNAUTHORIZED, json!({"statusCode": 401, "message": message}))
            .with("www-authenticate", "Bearer")
    }

    pub(crate) fn no_service() -> Self {
        Self::plain(StatusCode::NOT_FOUND, "There is no such service.")
    }

    pub(crate) fn no_path() -> Self {
        Self::plain(StatusCode::NOT_FOUND, "There is no such path.")
    }

    pub(crate) fn no_job() -> Self {
        Self::plain(StatusCode::NOT_FOUND, "There is no such job.")
    }

    /// No deployment has the name that was asked for, or none has traffic.
    pub(crate) fn no_deployment() -> Self {
        let message = "Specified deployment could not be found, or no deployment has traffic.";
        Self::plain(StatusCode::NOT_FOUND, message)
    }

    pub(crate) fn method_not_allowed(allow: &'static str) -> Self {
        Self::plain(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed").with("allow", allow)
    }

    /// The body of a batch request is no job.
    pub(crate) fn not_a_job() -> Self {
        let error = json!({"code": "UserError", "message": "The body must be a job with properties."});
        Self::json(StatusCode::BAD_REQUEST, json!({"error": error}))
    }

    /// The model cannot read its input.
    pub(crate) fn input_not_json() -> Self {
        Self::plain(StatusCode::FAILED_DEPENDENCY, "The input is not JSON.")
            .with("ms-azureml-model-error-statuscode", "400")
            .with("ms-azureml-model-error-reason", "model_error")
    }

    pub(crate) fn not_running() -> Self {
        Self::plain(StatusCode::BAD_GATEWAY, "The service is not running.")
    }

    pub(crate) fn too_many_requests() -> Self {
        Self::plain(StatusCode::TOO_MANY_REQUESTS, "Too many requests").with("retry-after", "1")
    }

    pub(crate) fn region_is_down() -> Self {
        Self::plain(StatusCode::SERVICE_UNAVAILABLE, "upstream connect error").with("retry-after", "5")
    }

    pub(crate) fn serverless_suspended() -> Self {
        Self::serverless(StatusCode::FORBIDDEN, "EndpointSuspended", "The endpoint is suspended.")
    }

    pub(crate) fn serverless_method() -> Self {
        Self::serverless(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", "Method not allowed.")
    }

    pub(crate) fn serverless_path() -> Self {
        Self::serverless(StatusCode::NOT_FOUND, "NotFound", "There is no such path.")
    }

    /// There is nothing to answer to.
    pub(crate) fn no_messages() -> Self {
        let message = "The body needs messages with a content each.";
        Self::serverless(StatusCode::UNPROCESSABLE_ENTITY, "Unprocessable", message)
    }

    pub(crate) fn into_reply(self) -> Reply {
        let reply = match self.body {
            Body::Plain(text) => Reply::text(self.status, text.to_owned()),
            Body::Json(body) => Reply::json(self.status, &body),
        };
        self.headers.into_iter().fold(reply, |reply, (name, value)| reply.with(name, value))
    }
}

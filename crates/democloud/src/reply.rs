//! An answer before it is sent: status, headers and a body in memory.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

/// What a handler answers.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Reply {
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Vec::new() }
    }

    pub(crate) fn json(status: StatusCode, body: &Value) -> Self {
        Self { body: body.to_string().into_bytes(), ..Self::empty(status) }
            .with("content-type", "application/json; charset=utf-8")
    }

    pub(crate) fn ok(body: &Value) -> Self {
        Self::json(StatusCode::OK, body)
    }

    pub(crate) fn html(status: StatusCode, body: String) -> Self {
        Self { body: body.into_bytes(), ..Self::empty(status) }
            .with("content-type", "text/html; charset=utf-8")
    }

    /// A body that is JSON by intention; a fault may make it anything.
    pub(crate) fn json_text(status: StatusCode, body: String) -> Self {
        Self { body: body.into_bytes(), ..Self::empty(status) }
            .with("content-type", "application/json; charset=utf-8")
    }

    pub(crate) fn text(status: StatusCode, body: String) -> Self {
        Self { body: body.into_bytes(), ..Self::empty(status) }
            .with("content-type", "text/plain; charset=utf-8")
    }

    pub(crate) fn redirect(location: &str) -> Self {
        Self::empty(StatusCode::FOUND).with("location", location).with("cache-control", "no-store, no-cache")
    }

    /// A header that was added, by its name in small letters.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn map_body(mut self, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Self {
        self.body = change(std::mem::take(&mut self.body));
        self
    }

    /// Adds a header. A value that no header can carry (a line break in an echoed text) is left out.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(value.as_bytes()))
        {
            if name == header::SET_COOKIE {
                self.headers.append(name, value);
            } else {
                self.headers.insert(name, value);
            }
        }
        self
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

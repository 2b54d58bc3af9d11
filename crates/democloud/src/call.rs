//! A request as the handlers read it: decoded path segments, query, form fields, cookies.
//!
//! Azure compares paths without regard to letter case and tolerates doubled slashes, so segments are
//! matched in lower case and empty ones are left out.

use axum::{
    body::Bytes,
    http::{HeaderMap, Method, Uri},
};
use latchkey_types::Secret;
use url::form_urlencoded;

/// One request, fully read.
pub(crate) struct Call {
    pub(crate) method: Method,
    /// The address that the caller used, without a slash at its end.
    pub(crate) address: String,
    pub(crate) path: String,
    pub(crate) raw_query: String,
    pub(crate) segments: Vec<String>,
    folded: Vec<String>,
    query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The id of this request, made here.
    pub(crate) request_id: String,
    /// The caller's own id of the request if it sent one, else the same.
    pub(crate) correlation_id: String,
}

impl Call {
    pub(crate) fn new(
        address: String,
        method: Method,
        uri: &Uri,
        headers: HeaderMap,
        body: Bytes,
        request_id: String,
    ) -> Self {
        let segments: Vec<String> =
            uri.path().split('/').filter(|segment| !segment.is_empty()).map(decode_percent).collect();
        let raw_query = uri.query().unwrap_or_default().to_owned();
        let mut call = Self {
            method,
            address,
            path: uri.path().to_owned(),
            folded: segments.iter().map(|segment| segment.to_lowercase()).collect(),
            segments,
            query: form_urlencoded::parse(raw_query.as_bytes()).into_owned().collect(),
            raw_query,
            headers,
            body,
            correlation_id: request_id.clone(),
            request_id,
        };
        let sent = ["x-ms-correlation-request-id", "client-request-id", "x-ms-client-request-id"]
            .into_iter()
            .filter_map(|name| call.header(name))
            .chain(call.parameter("client-request-id"))
            .find(|text| text.len() <= 64 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
            .map(str::to_owned);
        if let Some(sent) = sent {
            call.correlation_id = sent;
        }
        call
    }

    /// Host and port of the address that the caller used.
    pub(crate) fn host(&self) -> &str {
        self.address.split_once("://").map_or("", |(_, host)| host)
    }

    /// Method and path segments in lower case, for matching.
    pub(crate) fn route(&self) -> (&str, Vec<&str>) {
        (self.method.as_str(), self.folded.iter().map(String::as_str).collect())
    }

    /// The first query parameter of that name; letter case carries no meaning in it.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub(crate) fn query(&self) -> Fields {
        Fields(self.query.clone())
    }

    /// The body as an HTML form's fields.
    pub(crate) fn form(&self) -> Fields {
        Fields(form_urlencoded::parse(&self.body).into_owned().collect())
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.headers
            .get_all("cookie")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// The bearer token of the request (RFC 6750 §2.1).
    pub(crate) fn bearer(&self) -> Option<Secret> {
        let (scheme, token) = self.header("authorization")?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| Secret::new(token.trim()))
    }
}

/// Named texts of a query or a form.
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The field's text; an empty one counts as missing.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).filter(|v| !v.is_empty())
    }

    /// Whether the field was sent at all, empty or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    pub(crate) fn secret(&self, name: &str) -> Option<Secret> {
        self.text(name).map(Secret::new)
    }
}

/// The beginning of a caller's text, as much of it as an answer repeats.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn decode_percent(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes
            .get(at + 1..at + 3)
            .filter(|pair| pair.iter().all(u8::is_ascii_hexdigit))
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (bytes[at], pair) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                at += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_signs_are_decoded_once_and_never_break() {
        let check = |text: &str, expected: &str| assert_eq!(decode_percent(text), expected, "{text}");
        check("a%20b", "a b");
        check("%2525", "%25");
        check("%", "%");
        check("%4", "%4");
        check("%zz", "%zz");
        check("%+1", "%+1");
        check("%ff", "\u{fffd}");
        check("é%", "é%");
    }

    #[test]
    fn doubled_slashes_and_letter_case_make_no_difference() {
        let uri: Uri = "/Subscriptions//S1/resourcegroups/?API-Version=1&x=%24".parse().unwrap();
        let call =
            Call::new(String::new(), Method::GET, &uri, HeaderMap::new(), Bytes::new(), "id".to_owned());
        assert_eq!(call.route(), ("GET", vec!["subscriptions", "s1", "resourcegroups"]));
        assert_eq!(call.segments, ["Subscriptions", "S1", "resourcegroups"]);
        assert_eq!((call.parameter("api-version"), call.parameter("x")), (Some("1"), Some("$")));
    }
}

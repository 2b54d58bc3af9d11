//! An OAuth error response with Entra's additional fields (RFC 6749 §5.2). Other providers fill fewer of them.

use std::fmt;

use latchkey_http::Response;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::EntraProblem;

/// Entra sends one or two.
const MOST_CODES: usize = 16;
const LONGEST_ID: usize = 100;

/// What Entra, or another provider, says when it refuses. `Debug` and `Display` leave out the description and the claims, since
/// they can name people; they are for the details that a person asks to see.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Value")]
pub struct EntraError {
    /// The OAuth error: `invalid_grant`, `interaction_required`…
    pub error: String,
    /// Entra's refinement of it: `basic_action`, `message_only`, `bad_token`…
    pub suberror: Option<String>,
    /// AADSTS numbers, the most telling first.
    pub codes: Vec<u32>,
    /// Entra's own sentence, without the ids that follow it.
    pub description: Option<String>,
    /// The id under which Entra's operators can find the request.
    pub correlation_id: Option<String>,
    /// Another such id.
    pub trace_id: Option<String>,
    /// When it happened, as Entra spelled it.
    pub timestamp: Option<String>,
    /// What the next sign-in has to ask for, to be sent back unchanged.
    pub claims: Option<String>,
}

impl EntraError {
    /// An error that came with the browser's return (RFC 6749 §4.1.2.1).
    pub(crate) fn from_callback(error: &str, description: Option<&str>, suberror: Option<&str>) -> Self {
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let description = description.and_then(text);
        Self {
            error: error.to_owned(),
            suberror: suberror.and_then(text),
            codes: description.as_deref().map(codes_in).unwrap_or_default(),
            correlation_id: description.as_deref().and_then(|text| labelled(text, "Correlation ID:")),
            trace_id: description.as_deref().and_then(|text| labelled(text, "Trace ID:")),
            timestamp: description.as_deref().and_then(|text| labelled(text, "Timestamp:")),
            description: description.as_deref().map(first_line),
            claims: None,
        }
    }

    /// An error in the body of an answer, if that is what the answer is.
    pub(crate) fn from_response(response: &Response) -> Option<Self> {
        let mut error: Self = response.json().ok()?;
        error.fill_in(response.correlation_id());
        Some(error)
    }

    /// Takes the correlation id of the answer's headers where the body has none.
    pub(crate) fn fill_in(&mut self, correlation_id: Option<&str>) {
        if self.correlation_id.is_none() {
            self.correlation_id = correlation_id.and_then(short);
        }
    }

    /// What it means, if that is known.
    pub fn problem(&self) -> Option<EntraProblem> {
        EntraProblem::of(&self.error, &self.codes)
    }

    /// Whether one of the AADSTS numbers is among these.
    pub fn has_code(&self, codes: &[u32]) -> bool {
        self.codes.iter().any(|code| codes.contains(code))
    }
}

impl TryFrom<Value> for EntraError {
    type Error = &'static str;

    fn try_from(body: Value) -> Result<Self, <Self as TryFrom<Value>>::Error> {
        let text = |name: &str| match body.get(name) {
            Some(Value::String(text)) if !text.is_empty() => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let error = text("error").ok_or("the body has no error")?;
        let description = text("error_description");
        let mut codes: Vec<u32> = body
            .get("error_codes")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(number)
            .take(MOST_CODES)
            .collect();
        if codes.is_empty() {
            codes = description.as_deref().map(codes_in).unwrap_or_default();
        }
        let labelled = |label: &str| description.as_deref().and_then(|text| labelled(text, label));
        let id = |name: &str| text(name).as_deref().and_then(short);
        Ok(Self {
            error,
            suberror: text("suberror"),
            codes,
            correlation_id: id("correlation_id").or_else(|| labelled("Correlation ID:")),
            trace_id: id("trace_id").or_else(|| labelled("Trace ID:")),
            timestamp: id("timestamp").or_else(|| labelled("Timestamp:")),
            description: description.as_deref().map(first_line),
            claims: text("claims"),
        })
    }
}

impl fmt::Display for EntraError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The error came from outside: only what the grammar allows is printed (RFC 6749 §5.2).
        let error: String = self.error.chars().filter(char::is_ascii_graphic).take(60).collect();
        formatter.write_str(&error)?;
        self.codes.iter().try_for_each(|code| write!(formatter, " AADSTS{code}"))
    }
}

impl fmt::Debug for EntraError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EntraError({self}, correlation id {:?})", self.correlation_id)
    }
}

fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Number(number) => u32::try_from(number.as_u64()?).ok(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Every `AADSTS` number in a text, in order.
fn codes_in(text: &str) -> Vec<u32> {
    let numbers = text.split("AADSTS").skip(1).filter_map(|rest| {
        let end = rest.find(|next: char| !next.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end].parse().ok()
    });
    let mut codes: Vec<u32> = Vec::new();
    for code in numbers {
        if codes.len() < MOST_CODES && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

fn first_line(text: &str) -> String {
    let sentence = text.find("Trace ID:").map_or(text, |at| &text[..at]);
    sentence.lines().next().unwrap_or_default().trim().to_owned()
}

fn labelled(text: &str, label: &str) -> Option<String> {
    let rest = &text[text.find(label)? + label.len()..];
    let end = ["\r", "\n", "Trace ID:", "Correlation ID:", "Timestamp:"]
        .iter()
        .filter_map(|stop| rest.find(stop))
        .min();
    short(&rest[..end.unwrap_or(rest.len())])
}

/// An id as operators give it out; a longer text is none.
fn short(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.len() <= LONGEST_ID).then(|| text.to_owned())
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const MFA: &str = "AADSTS50076: Due to a configuration change made by your administrator, you must use \
        multi-factor authentication to access '797f4846'.\r\nTrace ID: t-1\r\nCorrelation ID: c-1\r\n\
        Timestamp: 2020-11-05 19:52:45Z";

    #[test]
    fn every_field_is_read() {
        let body = json!({
            "error": "interaction_required", "error_description": MFA, "error_codes": [50076],
            "timestamp": "2020-11-05 19:52:45Z", "trace_id": "t-1", "correlation_id": "c-1",
            "suberror": "basic_action", "claims": "{\"access_token\":{}}", "error_uri": "https://x", "new": {}
        });
        let error: EntraError = serde_json::from_value(body).unwrap();
        assert_eq!(error.codes, [50076]);
        assert_eq!(error.suberror.as_deref(), Some("basic_action"));
        assert_eq!(error.claims.as_deref(), Some("{\"access_token\":{}}"));
        assert!(error.description.as_deref().unwrap().ends_with("to access '797f4846'."));
        assert_eq!(error.to_string(), "interaction_required AADSTS50076");
    }

    #[test]
    fn what_is_missing_is_found_in_the_description() {
        let body = json!({ "error": "invalid_grant", "error_description": MFA, "error_codes": null, "suberror": null });
        let error: EntraError = serde_json::from_value(body).unwrap();
        assert_eq!(error.codes, [50076]);
        assert_eq!(error.correlation_id.as_deref(), Some("c-1"));
        assert_eq!(error.trace_id.as_deref(), Some("t-1"));
        assert_eq!(error.timestamp.as_deref(), Some("2020-11-05 19:52:45Z"));
        assert_eq!(error, EntraError::from_callback("invalid_grant", Some(MFA), None));
    }

    #[test]
    fn numbers_come_as_texts_too() {
        let body = json!({ "error": "x", "error_codes": ["50076", 1.5, {}, 70008] });
        assert_eq!(serde_json::from_value::<EntraError>(body).unwrap().codes, [50076, 70008]);
    }

    #[test]
    fn other_bodies_are_no_errors_of_entra() {
        for body in [json!({}), json!([]), json!("x"), json!(null), json!({ "error": { "code": "x" } })] {
            assert!(serde_json::from_value::<EntraError>(body.clone()).is_err(), "{body}");
        }
    }

    #[test]
    fn printing_names_nobody() {
        let error = EntraError::from_callback(
            "x\r\ny",
            Some("AADSTS50020: User 'ada@example.com' is not here"),
            None,
        );
        assert_eq!(error.to_string(), "xy AADSTS50020");
        assert!(!format!("{error:?}").contains("ada"));
    }
}

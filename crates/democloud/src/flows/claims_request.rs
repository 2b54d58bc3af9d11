//! The `claims` parameter: what a client wants in its token (OpenID Connect Core §5.5), and what it says
//! about itself (`xms_cc`).
//!
//! Uses: <https://learn.microsoft.com/entra/identity-platform/claims-challenge>.

use serde_json::Value;

use crate::error::EntraError;

/// A client asks for at most a few; the rest is not looked at.
const CONTEXTS_READ: usize = 10;

/// What is understood of a claims request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ClaimsRequest {
    /// The client handles claims challenges (`cp1`).
    pub(crate) handles_challenges: bool,
    /// Authentication contexts that the token must name.
    pub(crate) contexts: Vec<String>,
}

impl ClaimsRequest {
    pub(crate) fn parse(text: Option<&str>) -> Result<Self, EntraError> {
        let Some(text) = text else { return Ok(Self::default()) };
        let asked: Value = serde_json::from_str(text)
            .ok()
            .filter(Value::is_object)
            .ok_or_else(|| EntraError::malformed("'claims' is not a JSON object"))?;
        let values = |claim: &str| {
            let claim = &asked["access_token"][claim];
            let several = claim["values"].as_array().map_or(&[][..], Vec::as_slice).iter();
            several.chain([&claim["value"]]).filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
        };
        let contexts = values("acrs").into_iter().filter(|one| is_context(one)).take(CONTEXTS_READ).collect();
        Ok(Self {
            handles_challenges: values("xms_cc").iter().any(|one| one.eq_ignore_ascii_case("cp1")),
            contexts,
        })
    }

    /// Both together: the authorization request's and the token request's.
    pub(crate) fn and(mut self, other: &Self) -> Self {
        self.handles_challenges |= other.handles_challenges;
        for context in &other.contexts {
            if !self.contexts.contains(context) {
                self.contexts.push(context.clone());
            }
        }
        self
    }
}

/// `c1` to `c99`.
fn is_context(text: &str) -> bool {
    text.strip_prefix('c').is_some_and(|number| {
        (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_understood_is_kept() {
        let check = |text: &str, handles_challenges: bool, contexts: &[&str]| {
            let contexts = contexts.iter().map(|one| (*one).to_owned()).collect();
            let expected = ClaimsRequest { handles_challenges, contexts };
            assert_eq!(ClaimsRequest::parse(Some(text)).unwrap(), expected, "{text}");
        };
        check("{}", false, &[]);
        check(r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#, true, &[]);
        check(r#"{"access_token":{"xms_cc":{"values":["CP1"]}}}"#, true, &[]);
        check(r#"{"access_token":{"xms_cc":{"values":["cp2",1]}}}"#, false, &[]);
        check(r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#, false, &["c1"]);
        check(r#"{"access_token":{"acrs":{"values":["c1","x","c123"]}}}"#, false, &["c1"]);
        check(r#"{"access_token":null,"id_token":{}}"#, false, &[]);
        for text in ["", "[]", "1", "{", "\"x\""] {
            assert_eq!(ClaimsRequest::parse(Some(text)).unwrap_err().number, 9_002_313, "{text}");
        }
        assert_eq!(ClaimsRequest::parse(None).unwrap(), ClaimsRequest::default());
    }
}

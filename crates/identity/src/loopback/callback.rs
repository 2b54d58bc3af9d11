//! What the browser brought back, judged without I/O (RFC 6749 §4.1.2, RFC 9207 §2.4).

use latchkey_types::Secret;
use url::form_urlencoded;
use zeroize::Zeroizing;

use crate::{CallbackProblem, EntraError, SignInError, discovery::Issuer};

/// What a return has to match.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    /// The host of the redirect URI. Loopback has several, and a code that comes to another one is another service's.
    pub(crate) host: String,
    pub(crate) state: Secret,
    pub(crate) issuer: Issuer,
    /// Whether the authority promises to name itself.
    pub(crate) names_issuer: bool,
}

/// What came of the attempt: a code, or why there is none.
pub(crate) type Return = Result<Secret, SignInError>;

/// Parameters that mean something. Each may occur once (RFC 6749 §3.1).
#[derive(Default)]
struct Parameters {
    code: Option<Zeroizing<String>>,
    state: Option<Zeroizing<String>>,
    iss: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
    error_subcode: Option<String>,
}

/// Judges a query or a form. `None` if it is no return at all, so that somebody else's request does not
/// end the attempt.
pub(crate) fn check_callback(text: &[u8], expected: &Expected) -> Option<Return> {
    match Parameters::read(text) {
        Ok(parameters) if parameters.is_none_of_ours() => None,
        Ok(parameters) => Some(parameters.check_callback(expected)),
        Err(error) => Some(Err(error)),
    }
}

impl Parameters {
    fn read(text: &[u8]) -> Result<Self, SignInError> {
        let mut parameters = Self::default();
        for (name, value) in form_urlencoded::parse(text) {
            let value = value.into_owned();
            let is_repeated = match &*name {
                "code" => parameters.code.replace(Zeroizing::new(value)).is_some(),
                "state" => parameters.state.replace(Zeroizing::new(value)).is_some(),
                "iss" => parameters.iss.replace(value).is_some(),
                "error" => parameters.error.replace(value).is_some(),
                "error_description" => parameters.error_description.replace(value).is_some(),
                "error_subcode" => parameters.error_subcode.replace(value).is_some(),
                _ => false,
            };
            if is_repeated {
                return Err(SignInError::UnexpectedCallback(CallbackProblem::RepeatedParameter));
            }
        }
        Ok(parameters)
    }

    fn is_none_of_ours(&self) -> bool {
        self.code.is_none() && self.state.is_none() && self.error.is_none()
    }

    fn check_callback(self, expected: &Expected) -> Return {
        // Nothing else in it is looked at before the state is known to be this attempt's.
        let state = self.state.as_deref().map(Secret::new);
        if !state.is_some_and(|state| state.matches(&expected.state)) {
            return Err(SignInError::WrongState);
        }
        match self.iss.as_deref() {
            Some(issuer) if !expected.issuer.accepts(issuer) => return Err(SignInError::WrongIssuer),
            None if expected.names_issuer => return Err(SignInError::WrongIssuer),
            _ => {}
        }
        match (self.code, self.error) {
            (Some(code), None) if !code.is_empty() => Ok(Secret::new(code.as_str())),
            (None, Some(error)) => {
                let (description, subcode) =
                    (self.error_description.as_deref(), self.error_subcode.as_deref());
                Err(SignInError::from(Box::new(EntraError::from_callback(&error, description, subcode))))
            }
            (Some(_), Some(_)) => Err(SignInError::UnexpectedCallback(CallbackProblem::CodeAndError)),
            _ => Err(SignInError::UnexpectedCallback(CallbackProblem::NeitherCodeNorError)),
        }
    }
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests;

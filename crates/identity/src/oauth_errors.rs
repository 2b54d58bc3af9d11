//! Plain sentences for the error codes of OAuth and OpenID Connect, for providers that send no description.

/// The sentence for an error of RFC 6749 (§4.1.2.1, §5.2), RFC 8628 §3.5, RFC 8707 or OpenID Connect Core §3.1.2.6.
pub(crate) fn text_of(error: &str) -> Option<&'static str> {
    Some(match error {
        "access_denied" => "The sign-in service did not give this account access to the application.",
        "account_selection_required" | "interaction_required" | "login_required" => {
            "The sign-in service wants to see you. Sign in again."
        }
        "consent_required" => "The application has no consent. Sign in again and accept.",
        "invalid_client" => {
            "The sign-in service does not know this application, or not by this secret or certificate."
        }
        "invalid_grant" => "The session has ended, or what was sent is not good any more. Sign in again.",
        "invalid_request" => "The sign-in service did not understand what was asked of it.",
        "invalid_scope" | "invalid_target" => {
            "The sign-in service does not give out what the cloud's file asks for. Check its scopes."
        }
        "server_error" | "temporarily_unavailable" => {
            "The sign-in service has a passing problem. Try again in a moment."
        }
        "unauthorized_client" | "unsupported_grant_type" => {
            "The application may not sign in this way. Change its registration, or sign in another way."
        }
        "unsupported_response_type" => {
            "The sign-in service gives this application no codes. Change its registration."
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::EntraError;

    #[test]
    fn a_number_says_more_than_the_word_and_the_word_more_than_nothing() {
        let check = |word: &str, description: &str, expected: Option<&str>| {
            let error = EntraError::from_callback(word, Some(description), None);
            let sentence = error.sentence();
            assert_eq!(sentence.is_some(), expected.is_some(), "{word} {description}: {sentence:?}");
            assert!(sentence.unwrap_or_default().contains(expected.unwrap_or_default()), "{sentence:?}");
        };
        check("invalid_client", "AADSTS7000222: x", Some("The secret has expired"));
        check("invalid_client", "AADSTS999: x", None);
        check("invalid_client", "sentence", Some("does not know this application"));
        check("invalid_scope", "", Some("Check its scopes"));
        check("temporarily_unavailable", "", Some("passing problem"));
        check("unauthorized_client", "", Some("may not sign in this way"));
        check("something_else", "", None);
    }
}

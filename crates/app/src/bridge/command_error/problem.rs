//! What exactly is wrong with an answer of a sign-in service, as a sentence for the details.

use latchkey_identity::{
    AnswerProblem, CallbackProblem, DiscoveryError, IdTokenError, MissingPart, SignInError,
};
use latchkey_words::problem;

pub(super) fn of_discovery(error: &DiscoveryError) -> String {
    match error {
        DiscoveryError::Status(status) => problem::discovery_status(*status),
        DiscoveryError::Unreadable(_) => problem::discovery_unreadable(),
        DiscoveryError::Issuer => problem::discovery_issuer(),
        DiscoveryError::Endpoint(endpoint) => problem::discovery_other_origin(endpoint.name()),
        DiscoveryError::Unsafe(endpoint) => problem::discovery_unsafe(endpoint.name()),
        DiscoveryError::Apart => problem::discovery_apart(),
        DiscoveryError::Missing(endpoint) => problem::discovery_missing(endpoint.name()),
    }
}

pub(super) fn of_id_token(error: IdTokenError) -> String {
    match error {
        IdTokenError::Missing => problem::id_token_missing(),
        IdTokenError::Malformed => problem::id_token_malformed(),
        IdTokenError::Algorithm => problem::id_token_algorithm(),
        IdTokenError::UnknownKey => problem::id_token_unknown_key(),
        IdTokenError::Signature => problem::id_token_signature(),
        IdTokenError::Issuer => problem::id_token_issuer(),
        IdTokenError::Audience => problem::id_token_audience(),
        IdTokenError::Nonce => problem::id_token_nonce(),
        IdTokenError::Expired => problem::id_token_expired(),
        IdTokenError::NotYetValid => problem::id_token_not_yet_valid(),
        IdTokenError::Subject => problem::id_token_subject(),
        IdTokenError::Claim(claim) => problem::id_token_claim(claim),
        IdTokenError::KeySet => problem::id_token_key_set(),
    }
}

pub(super) fn of_answer(error: AnswerProblem) -> String {
    match error {
        AnswerProblem::NoOAuthError => problem::no_oauth_error(),
        AnswerProblem::NoTokens => problem::no_tokens(),
        AnswerProblem::NoDeviceCode => problem::no_device_code(),
        AnswerProblem::NotBearer => problem::not_bearer(),
        AnswerProblem::EmptyToken => problem::empty_token(),
        AnswerProblem::EmptyCode => problem::empty_code(),
        AnswerProblem::CodeNotTypeable => problem::code_not_typeable(),
    }
}

pub(super) fn of_missing_part(part: MissingPart) -> String {
    match part {
        MissingPart::Token => problem::no_tokens(),
        MissingPart::Expiry => problem::no_expiry(),
        MissingPart::CloudName => problem::no_cloud_name(),
        MissingPart::AccountList => problem::no_account_list(),
    }
}

/// What is wrong with what the browser brought, if that is the error.
pub(super) fn of_callback(error: &SignInError) -> Option<String> {
    Some(match error {
        SignInError::WrongState => problem::wrong_state(),
        SignInError::WrongIssuer => problem::wrong_issuer(),
        SignInError::UnexpectedCallback(CallbackProblem::RepeatedParameter) => problem::repeated_parameter(),
        SignInError::UnexpectedCallback(CallbackProblem::CodeAndError) => problem::code_and_error(),
        SignInError::UnexpectedCallback(CallbackProblem::NeitherCodeNorError) => {
            problem::neither_code_nor_error()
        }
        _ => return None,
    })
}

//! What is wrong with a cloud, its description or its address.

use latchkey_types::{CloudError, CloudFileError, ExpectedValue};
use latchkey_words::cloud;

use crate::CloudMetadataProblem;

/// Which rule a cloud breaks.
pub(super) fn of_rule(problem: &CloudError) -> String {
    match problem {
        CloudError::NotSecure { field, address } => cloud::not_secure(field, address),
        CloudError::NotLoopback { field, address } => cloud::not_loopback(field, address),
        CloudError::NamesUser { field, address } => cloud::names_user(field, address),
        CloudError::IdentityEndpoint { address } => cloud::identity_endpoint(address),
        CloudError::Microsofts { field, address } => cloud::microsofts(field, address),
        CloudError::NotPlain { field, resource } => cloud::resource_characters(field, resource),
        CloudError::OtherService { field, resource, address } => {
            cloud::other_service(field, resource, address)
        }
        CloudError::Reach => cloud::reach(),
        CloudError::Domain(domain) => cloud::domain(domain),
    }
}

/// What is wrong with the description of a cloud.
pub(super) fn of_file(problem: &CloudFileError) -> String {
    match problem {
        CloudFileError::TooLong => cloud::file_too_long(),
        CloudFileError::NotJson { line, column } => cloud::file_not_json(*line, *column),
        CloudFileError::Missing(field) => cloud::file_missing(field),
        CloudFileError::Field { field, expected } => match expected {
            ExpectedValue::ShortText => cloud::file_not_short_text(field),
            ExpectedValue::HttpsAddress => cloud::file_not_https(field),
            ExpectedValue::Provider => cloud::file_not_provider(field),
            ExpectedValue::Word => cloud::file_not_word(field),
            ExpectedValue::Scopes => cloud::file_not_scopes(field),
        },
        CloudFileError::Cloud(problem) => of_rule(problem),
    }
}

/// Why an address does not describe a cloud.
pub(super) fn of_metadata(origin: &str, problem: &CloudMetadataProblem) -> String {
    match problem {
        CloudMetadataProblem::NotDescribed { status } => cloud::not_described(origin, *status),
        CloudMetadataProblem::NoSignIn => cloud::without_sign_in(origin),
        CloudMetadataProblem::OtherClouds => cloud::other_clouds(origin),
        CloudMetadataProblem::OtherProvider { provider } => cloud::other_provider(origin, provider),
        CloudMetadataProblem::Cloud(problem) => of_rule(problem),
    }
}

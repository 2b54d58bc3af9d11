//! The details that follow from a reason alone.

use latchkey_words::detail;

use super::ErrorText;
use crate::{DestinationChange, DestinationPart, Reason};

/// Adds the facts of the text's reason that its message leaves out.
pub(super) fn with_facts(text: ErrorText) -> ErrorText {
    match text.reason.clone() {
        Reason::DestinationsUnconfirmed { host, resource, changes, .. } => {
            let text = text.detail(detail::host(), host).optional_detail(detail::resource(), resource);
            changes.iter().fold(text, with_change)
        }
        Reason::DestinationsChanged { changes } => changes.iter().fold(text, with_change),
        Reason::RegenerationFailed { azure_code, azure_message, .. } => text
            .optional_detail(detail::code(), azure_code)
            .optional_detail(detail::azure_says(), azure_message),
        Reason::ForeignAddress { origin } | Reason::NotACloud { origin, .. } => {
            text.detail(detail::address(), origin)
        }
        Reason::CloudInvalid { cloud, .. } => text.detail(detail::cloud(), cloud),
        Reason::CloudDescriptionInvalid { file, .. } => text.optional_detail(detail::file(), file),
        Reason::NoSecretStore { cause } | Reason::ClipboardUnavailable { cause } => {
            text.detail(detail::cause(), cause)
        }
        _ => text,
    }
}

/// Names a part of a cloud that changed.
fn with_change(text: ErrorText, change: &DestinationChange) -> ErrorText {
    let part = match change.part {
        DestinationPart::Issuer => detail::part_issuer(),
        DestinationPart::ResourceManager => detail::part_resource_manager(),
        DestinationPart::Graph => detail::part_graph(),
        DestinationPart::MachineLearning => detail::part_machine_learning(),
        DestinationPart::IdentityEndpoint => detail::part_identity_endpoint(),
        DestinationPart::Resources => detail::part_resources(),
        DestinationPart::CertificateAuthority => detail::part_certificate_authority(),
        DestinationPart::Application => detail::part_application(),
    };
    let (now, before) = (&change.now, &change.before);
    let value = if now.is_empty() {
        detail::removed(before)
    } else if before.is_empty() {
        detail::added(now)
    } else {
        detail::changed(now, before)
    };
    text.detail(part, value)
}

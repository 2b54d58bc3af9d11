//! The details that follow from a reason alone.

use latchkey_words::detail;

use super::ErrorDetail;
use crate::{CloudMetadataProblem, DestinationChange, DestinationPart, Reason};

/// The facts of a reason that its message leaves out.
pub(super) fn of(reason: &Reason) -> Vec<ErrorDetail> {
    match reason {
        Reason::DestinationsUnconfirmed { host, resource, changes, .. } => {
            let host = Some(row(detail::host(), host));
            let resource = resource.as_ref().map(|resource| row(detail::resource(), resource));
            host.into_iter().chain(resource).chain(changes.iter().map(of_change)).collect()
        }
        Reason::DestinationsChanged { changes } => changes.iter().map(of_change).collect(),
        Reason::RegenerationFailed { azure_code, azure_message, .. } => {
            let code = azure_code.as_ref().map(|code| row(detail::code(), code));
            let message = azure_message.as_ref().map(|message| row(detail::azure_says(), message));
            code.into_iter().chain(message).collect()
        }
        Reason::ForeignAddress { origin } => vec![row(detail::address(), origin)],
        // The rule that the description breaks is told about one of its fields, not about the place it came from.
        Reason::NotACloud { origin, problem: CloudMetadataProblem::Cloud(_) } => {
            vec![row(detail::address(), origin)]
        }
        Reason::CloudInvalid { cloud, .. } => vec![row(detail::cloud(), cloud)],
        Reason::CloudDescriptionInvalid { file: Some(file), .. } => vec![row(detail::file(), file)],
        Reason::NoSecretStore { cause } | Reason::ClipboardUnavailable { cause: Some(cause) } => {
            vec![row(detail::cause(), cause)]
        }
        _ => Vec::new(),
    }
}

fn row(label: String, value: &str) -> ErrorDetail {
    ErrorDetail { label, value: value.to_owned() }
}

/// Names a part of a cloud that changed.
fn of_change(change: &DestinationChange) -> ErrorDetail {
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
    ErrorDetail { label: part, value }
}

//! What a session is bound to: the issuer of its tokens, the application, and the places where they may be sent. The
//! binding is sealed with the session. A cloud that is described differently since then gets no token of it. Signing
//! keys are not part of the binding, because they roll.

use latchkey_types::{Audience, Cloud};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::digest::short_digest;

/// What stands in place of an address of the emulator in this program, whose ports change with each start.
const EMULATOR: &str = "emulator";

/// What is sealed with a session about its cloud.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SessionBinding {
    /// None in sessions of earlier versions.
    #[serde(default)]
    binding: Option<Binding>,
    /// What those remember of their issuer.
    #[serde(skip)]
    earlier_issuer: Option<String>,
}

/// The description of a cloud as a session's owner was shown it. Nothing here is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Binding {
    issuer: String,
    resource_manager: String,
    graph: String,
    machine_learning: String,
    /// Where a managed identity is asked for.
    identity_endpoint: String,
    /// What tokens are asked for with, a line for each audience: resources, or the scopes of another provider.
    resources: String,
    /// The first half of the SHA-256 of the certificates that are trusted beside the system's.
    certificate_authority: String,
    application: String,
}

/// A part of a binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BindingPart {
    /// Who signs people in.
    Issuer,
    /// Where tokens for Azure Resource Manager go.
    ResourceManager,
    /// Where tokens for Microsoft Graph go.
    Graph,
    /// The domain of Azure Machine Learning's regional APIs.
    MachineLearning,
    /// Where a managed identity is asked for.
    IdentityEndpoint,
    /// What tokens are asked for with.
    Resources,
    /// The certificates that are trusted beside the system's.
    CertificateAuthority,
    /// The application that was signed in to.
    Application,
}

/// A part that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BindingChange {
    /// Which part.
    pub part: BindingPart,
    /// What it was when somebody signed in; empty if there was none.
    pub before: String,
    /// What it is now; empty if there is none.
    pub now: String,
}

/// Whether a session goes with its cloud as that is described now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum BindingState {
    /// It was sealed with this description.
    #[default]
    Confirmed,
    /// An earlier version sealed it without one. Its owner is asked once.
    Unconfirmed,
    /// It was sealed with another one. Nothing is sent, and nothing is removed.
    Changed(Vec<BindingChange>),
}

impl SessionBinding {
    /// To a cloud as its owner was shown it.
    pub(crate) fn to(cloud: &Cloud, client_id: &str) -> Self {
        Self { binding: Some(Binding::of(cloud, client_id)), earlier_issuer: None }
    }

    /// To an issuer alone, as earlier versions were.
    pub(crate) fn of_earlier_version(issuer: Option<String>) -> Self {
        Self { binding: None, earlier_issuer: issuer }
    }

    /// Whether a session goes with its cloud as that is described now.
    pub(crate) fn binding(&self, cloud: &Cloud, client_id: &str) -> BindingState {
        let issuer_now = issuer_of_earlier_versions(cloud);
        let changes = match (&self.binding, &self.earlier_issuer) {
            (Some(binding), _) => binding.changes_to(&Binding::of(cloud, client_id)),
            (None, Some(issuer)) if *issuer != issuer_now => {
                vec![BindingChange { part: BindingPart::Issuer, before: issuer.clone(), now: issuer_now }]
            }
            (None, _) => return BindingState::Unconfirmed,
        };
        if changes.is_empty() { BindingState::Confirmed } else { BindingState::Changed(changes) }
    }
}

impl SessionBinding {
    /// A digest of everything that a session is bound to.
    pub(crate) fn digest(&self) -> String {
        let text = serde_json::to_vec(self).expect("these fields are texts");
        short_digest(&text)
    }
}

impl Binding {
    fn of(cloud: &Cloud, client_id: &str) -> Self {
        let place = |url: &Url| match &cloud.own_emulator {
            Some(_) => EMULATOR.to_owned(),
            None => url.origin().ascii_serialization(),
        };
        let issuer = match (&cloud.own_emulator, cloud.open_id()) {
            (Some(id), _) => format!("{EMULATOR} {id}"),
            // One host can be several issuers, and what is signed by one of them is nothing to the other.
            (None, Some(provider)) => format!("openid {}", provider.issuer),
            (None, None) => place(&cloud.authority),
        };
        let resources = match cloud.open_id() {
            Some(provider) => {
                // No scope has a space or a line break in it.
                Audience::ALL.map(|audience| {
                    provider
                        .scopes
                        .of(audience)
                        .map_or("none".to_owned(), |scopes| format!("scopes {}", scopes.join(" ")))
                })
            }
            None => Audience::ALL.map(|audience| cloud.resource_of(audience).to_owned()),
        };
        Self {
            issuer,
            resource_manager: place(&cloud.arm),
            graph: place(&cloud.graph),
            machine_learning: cloud.ml_api_domain.clone().unwrap_or_default(),
            identity_endpoint: cloud.imds.as_ref().map(place).unwrap_or_default(),
            resources: resources.join("\n"),
            certificate_authority: cloud
                .certificate_authority
                .as_ref()
                .map(|pem| short_digest(pem.as_bytes()))
                .unwrap_or_default(),
            application: client_id.to_owned(),
        }
    }

    /// What has changed from this one to another one.
    fn changes_to(&self, other: &Self) -> Vec<BindingChange> {
        let before_and_now = self.parts().into_iter().zip(other.parts());
        let changed = before_and_now.filter(|((_, before), (_, now))| before != now);
        changed
            .map(|((part, before), (_, now))| BindingChange {
                part,
                before: before.to_owned(),
                now: now.to_owned(),
            })
            .collect()
    }

    fn parts(&self) -> [(BindingPart, &str); 8] {
        [
            (BindingPart::Issuer, &self.issuer),
            (BindingPart::ResourceManager, &self.resource_manager),
            (BindingPart::Graph, &self.graph),
            (BindingPart::MachineLearning, &self.machine_learning),
            (BindingPart::IdentityEndpoint, &self.identity_endpoint),
            (BindingPart::Resources, &self.resources),
            (BindingPart::CertificateAuthority, &self.certificate_authority),
            (BindingPart::Application, &self.application),
        ]
    }
}

/// What earlier versions remembered of an issuer in place of a binding.
fn issuer_of_earlier_versions(cloud: &Cloud) -> String {
    match cloud.open_id() {
        Some(provider) => format!("openid {}", provider.issuer),
        None if latchkey_types::Reach::Loopback.allows(&cloud.authority) => "loopback".to_owned(),
        None => cloud.authority.origin().ascii_serialization(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_makes_another_binding_and_is_named() {
        let stack = |change: fn(&mut Cloud)| {
            let mut cloud = Cloud::public();
            change(&mut cloud);
            Binding::of(&cloud, "c")
        };
        let check = |change: fn(&mut Cloud), expected: &[BindingPart]| {
            let changes = stack(|_| {}).changes_to(&stack(change));
            let parts: Vec<BindingPart> = changes.iter().map(|change| change.part).collect();
            assert_eq!(parts, expected);
        };
        let url = |text: &str| Url::parse(text).unwrap();
        check(|cloud| cloud.display_name = "Another name".to_owned(), &[]);
        check(|cloud| cloud.authority = Cloud::china().authority, &[BindingPart::Issuer]);
        check(|cloud| cloud.arm.set_port(Some(8443)).unwrap(), &[BindingPart::ResourceManager]);
        check(|cloud| cloud.graph = Cloud::china().graph, &[BindingPart::Graph]);
        check(|cloud| cloud.ml_api_domain = None, &[BindingPart::MachineLearning]);
        check(|cloud| cloud.imds = None, &[BindingPart::IdentityEndpoint]);
        check(|cloud| cloud.ml_resource = "https://vault.azure.net".to_owned(), &[BindingPart::Resources]);
        check(
            |cloud| cloud.certificate_authority = Some("PEM".to_owned()),
            &[BindingPart::CertificateAuthority],
        );
        let one = stack(|_| {});
        let other = Binding::of(&Cloud::public(), "d");
        assert_eq!(one.changes_to(&other)[0].part, BindingPart::Application);
        // The ports of the emulator in this program are no part of it, and its id is.
        let emulator = |id: &str, port: u16| {
            let base = url(&format!("http://localhost:{port}"));
            let own_emulator = Some(id.to_owned());
            let cloud = Cloud {
                authority: base.clone(),
                arm: base.clone(),
                graph: base,
                own_emulator,
                ..Cloud::public()
            };
            Binding::of(&cloud, "c")
        };
        assert_eq!(emulator("a", 1), emulator("a", 2));
        assert_eq!(emulator("a", 1).changes_to(&emulator("b", 1)).len(), 1);
    }
}

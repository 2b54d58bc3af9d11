//! Who gave which secret for what, and where each of them may be: by a list of Microsoft's hosts and by the places that
//! somebody had in front of them. The app's own rules are not asked.

use std::collections::HashMap;

use url::Url;

use super::case::{OF_A_TENANT, REAL_IDENTITY};

/// Each resource of Microsoft's with the hosts that take its tokens.
const MICROSOFTS: [(&str, &[&str]); 5] = [
    ("https://management.azure.com", &["management.azure.com", ".api.azureml.ms"]),
    ("https://management.core.windows.net", &["management.azure.com", ".api.azureml.ms"]),
    ("https://vault.azure.net", &[]),
    ("https://graph.microsoft.com", &["graph.microsoft.com"]),
    ("https://ml.azure.com", &[".inference.ml.azure.com"]),
];

/// The places that somebody had in front of them when they signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) authority: String,
    pub(crate) origins: Vec<String>,
    pub(crate) domain: Option<String>,
    /// The host that the person typed.
    pub(crate) typed: Option<String>,
}

/// Who gave a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Giver {
    Microsoft,
    /// The Azure CLI, and this machine's real identity: both are Microsoft's.
    Desk,
    Other(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// For a service.
    Access,
    /// For the one who gave it, or whom the person typed it for.
    Proof,
}

#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) by: Giver,
    pub(crate) kind: Kind,
    pub(crate) resource: String,
    pub(crate) shown: Shown,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) shown: Shown,
    pub(crate) given: HashMap<String, Given>,
    /// What an ID token of a code has to repeat.
    pub(crate) nonces: HashMap<String, String>,
    pub(crate) strays: Vec<String>,
}

impl State {
    pub(crate) fn access(&mut self, by: Giver, resource: &str) -> String {
        let shown = self.shown.clone();
        self.give("access", Given { by, kind: Kind::Access, resource: resource.to_owned(), shown })
    }

    pub(crate) fn give(&mut self, what: &str, given: Given) -> String {
        let secret = format!("needle-{what}-{:04}", self.given.len());
        self.given.insert(secret.clone(), given);
        secret
    }

    /// Looks for secrets in a text that arrived somewhere.
    pub(crate) fn look(&mut self, text: &str, url: &Url) {
        if text.contains("needle-header") && url.origin().ascii_serialization() != REAL_IDENTITY {
            self.strays.push(format!("the secret of this machine's endpoint reached {url}"));
        }
        let found =
            self.given.iter().filter(|(secret, given)| text.contains(&***secret) && !may_arrive(given, url));
        let strays: Vec<String> =
            found.map(|(secret, given)| format!("{secret} reached {url}: {given:?}")).collect();
        self.strays.extend(strays);
    }
}

/// Whether a secret may be at an address.
fn may_arrive(given: &Given, url: &Url) -> bool {
    let origin = url.origin().ascii_serialization();
    match (given.kind, &given.by) {
        // A code, a refresh token, a password: to the one who knows it already.
        (Kind::Proof, Giver::Microsoft | Giver::Desk) => giver_at(&origin) == Giver::Microsoft,
        (Kind::Proof, Giver::Other(own)) => *own == origin,
        (Kind::Access, Giver::Other(own)) => *own == origin || given.shown.has(url),
        (Kind::Access, Giver::Microsoft | Giver::Desk) => {
            let resource = given.resource.trim_end_matches('/');
            let host = url.host_str().unwrap_or_default();
            if let Some((_, hosts)) = MICROSOFTS.iter().find(|(known, _)| *known == resource) {
                return url.scheme() == "https"
                    && url.port().is_none()
                    && hosts
                        .iter()
                        .any(|known| host == *known || (known.starts_with('.') && host.ends_with(known)));
            }
            if resource == OF_A_TENANT {
                let typed = given.shown.typed.as_deref();
                return typed == Some(&host_and_port(url)) && given.shown.has(url);
            }
            let named = Url::parse(resource).map(|named| named.origin().ascii_serialization());
            given.shown.has(url) && named.is_ok_and(|named| given.shown.origins.contains(&named))
        }
    }
}

impl Shown {
    fn has(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        let is_below = self.domain.as_ref().is_some_and(|domain| host.ends_with(&format!(".{domain}")));
        self.origins.contains(&url.origin().ascii_serialization()) || (is_below && url.scheme() == "https")
    }
}

pub(crate) fn giver_at(origin: &str) -> Giver {
    let url = Url::parse(origin).unwrap();
    if is_microsofts(&url) { Giver::Microsoft } else { Giver::Other(url.origin().ascii_serialization()) }
}

pub(crate) fn host_and_port(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Whether a host is Microsoft's, of those that cases have.
pub(crate) fn is_microsofts(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let domains = [".microsoftonline.com", ".azure.com", ".microsoft.com", ".azure.net", ".windows.net"];
    domains.iter().any(|domain| host.ends_with(domain))
}

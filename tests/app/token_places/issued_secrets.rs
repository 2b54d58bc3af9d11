//! Every secret that a host has issued, and the hosts that may receive it: by a list of Microsoft's hosts and by the hosts
//! that the person was shown. Does not use the app's own rules.

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

/// The hosts that the person was shown at sign-in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) authority: String,
    pub(crate) origins: Vec<String>,
    pub(crate) domain: Option<String>,
    /// The host that the person typed.
    pub(crate) typed: Option<String>,
}

/// Who issued a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Issuer {
    Microsoft,
    /// The Azure CLI, or this machine's managed identity. Both hold tokens of Microsoft.
    ThisMachine,
    Other(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An access token.
    Access,
    /// A code, refresh token or password: only its issuer, or the host that the person typed it for, may receive it.
    Proof,
}

#[derive(Debug, Clone)]
pub(crate) struct IssuedSecret {
    pub(crate) issuer: Issuer,
    pub(crate) kind: Kind,
    pub(crate) resource: String,
    pub(crate) shown: Shown,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) shown: Shown,
    pub(crate) issued: HashMap<String, IssuedSecret>,
    /// The nonce that the ID token of a code has to repeat.
    pub(crate) nonces: HashMap<String, String>,
    pub(crate) strays: Vec<String>,
}

impl State {
    pub(crate) fn access(&mut self, issuer: Issuer, resource: &str) -> String {
        let shown = self.shown.clone();
        self.issue(
            "access",
            IssuedSecret { issuer, kind: Kind::Access, resource: resource.to_owned(), shown },
        )
    }

    pub(crate) fn issue(&mut self, what: &str, issued: IssuedSecret) -> String {
        let secret = format!("needle-{what}-{:04}", self.issued.len());
        self.issued.insert(secret.clone(), issued);
        secret
    }

    /// Looks for secrets in a text that a host received.
    pub(crate) fn search(&mut self, text: &str, url: &Url) {
        if text.contains("needle-header") && url.origin().ascii_serialization() != REAL_IDENTITY {
            self.strays.push(format!("the secret of this machine's endpoint reached {url}"));
        }
        let found = self
            .issued
            .iter()
            .filter(|(secret, issued)| text.contains(&***secret) && !may_arrive(issued, url));
        let strays: Vec<String> =
            found.map(|(secret, issued)| format!("{secret} reached {url}: {issued:?}")).collect();
        self.strays.extend(strays);
    }
}

/// Whether an address may receive a secret.
fn may_arrive(issued: &IssuedSecret, url: &Url) -> bool {
    let origin = url.origin().ascii_serialization();
    match (issued.kind, &issued.issuer) {
        // Only the issuer, which knows the secret already.
        (Kind::Proof, Issuer::Microsoft | Issuer::ThisMachine) => issuer_at(&origin) == Issuer::Microsoft,
        (Kind::Proof, Issuer::Other(own)) => *own == origin,
        (Kind::Access, Issuer::Other(own)) => *own == origin || issued.shown.has(url),
        (Kind::Access, Issuer::Microsoft | Issuer::ThisMachine) => {
            let resource = issued.resource.trim_end_matches('/');
            let host = url.host_str().unwrap_or_default();
            if let Some((_, hosts)) = MICROSOFTS.iter().find(|(known, _)| *known == resource) {
                return url.scheme() == "https"
                    && url.port().is_none()
                    && hosts
                        .iter()
                        .any(|known| host == *known || (known.starts_with('.') && host.ends_with(known)));
            }
            if resource == OF_A_TENANT {
                let typed = issued.shown.typed.as_deref();
                return typed == Some(&host_and_port(url)) && issued.shown.has(url);
            }
            let named = Url::parse(resource).map(|named| named.origin().ascii_serialization());
            issued.shown.has(url) && named.is_ok_and(|named| issued.shown.names(&named))
        }
    }
}

impl Shown {
    /// Whether the person was shown this origin, or the domain that it is.
    fn names(&self, origin: &str) -> bool {
        let is_domain = self.domain.as_ref().is_some_and(|domain| origin == format!("https://{domain}"));
        is_domain || self.origins.iter().any(|shown| shown == origin)
    }

    fn has(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        let is_below = self.domain.as_ref().is_some_and(|domain| host.ends_with(&format!(".{domain}")));
        self.origins.contains(&url.origin().ascii_serialization()) || (is_below && url.scheme() == "https")
    }
}

pub(crate) fn issuer_at(origin: &str) -> Issuer {
    let url = Url::parse(origin).unwrap();
    if is_microsofts(&url) { Issuer::Microsoft } else { Issuer::Other(url.origin().ascii_serialization()) }
}

pub(crate) fn host_and_port(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Whether a host of the test cases is Microsoft's.
pub(crate) fn is_microsofts(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let domains = [".microsoftonline.com", ".azure.com", ".microsoft.com", ".azure.net", ".windows.net"];
    domains.iter().any(|domain| host.ends_with(domain))
}

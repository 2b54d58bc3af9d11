//! A cloud as a value: where its services are, and what their tokens are called.
//!
//! Whether a cloud is Microsoft's, a nation's own or an emulator on this machine is not visible
//! to the code that uses it. Addresses of Microsoft's clouds are those of the Azure CLI's table.

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::{OpenIdProvider, SignInService};

/// Which addresses a client of this cloud may connect to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reach {
    /// Any host, by https; plain http on loopback only.
    Internet,
    /// Loopback addresses only, so that an emulator's profile can never meet a real service.
    Loopback,
    /// Endpoints that a host keeps for the programs on it, such as managed identity's: loopback, link-local and
    /// private addresses, by number, so that no resolver of names has a say in it.
    Host,
}

/// What an access token is for; each cloud has its own name for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Audience {
    /// Azure Resource Manager, and the v1 model management API.
    Arm,
    /// Azure Machine Learning's data plane: scoring with an Entra token.
    MachineLearning,
    /// Microsoft Graph.
    Graph,
}

/// Where a cloud's services are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cloud {
    /// A short stable word, part of every account's key.
    pub id: String,
    /// What people call it.
    pub display_name: String,
    /// Base of Entra ID, `https://login.microsoftonline.com`, or the issuer of another provider.
    pub authority: Url,
    /// Which kind of service the authority is.
    #[serde(default)]
    pub sign_in_service: SignInService,
    /// Base of Azure Resource Manager.
    pub arm: Url,
    /// Base of Microsoft Graph.
    pub graph: Url,
    /// Base of the instance metadata service, which a virtual machine asks for its identity's tokens.
    pub imds: Url,
    /// Resource id that tokens for ARM are asked for, without `/.default`.
    pub arm_resource: String,
    /// Resource id of Azure Machine Learning, without `/.default`.
    pub ml_resource: String,
    /// Resource id of Microsoft Graph, without `/.default`.
    pub graph_resource: String,
    /// Domain of Azure Machine Learning's regional APIs, `api.azureml.ms`: hosts below it are given
    /// ARM tokens. None if the cloud serves them at its ARM address.
    pub ml_api_domain: Option<String>,
    /// The application to sign people in to, where it is not the one that Microsoft's own tools use.
    #[serde(default)]
    pub client_id: Option<String>,
    /// Certificates (PEM) to trust beside the system's own.
    #[serde(default)]
    pub certificate_authority: Option<String>,
    /// Which addresses a client of this cloud may connect to.
    pub reach: Reach,
}

/// Why a set of addresses is not a usable cloud.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum CloudError {
    /// Plain http was named for a host that is not this machine.
    #[error("{field} must be https, or http on loopback: {address}")]
    NotSecure {
        /// Which field of the cloud.
        field: &'static str,
        /// The address as given, without user info or query.
        address: String,
    },
    /// An address outside this machine for a cloud that is confined to it.
    #[error("{field} must be on loopback: {address}")]
    NotLoopback {
        /// Which field of the cloud.
        field: &'static str,
        /// The address as given, without user info or query.
        address: String,
    },
    /// An address with a user name or a password in it.
    #[error("{field} must not name a user or a password: {address}")]
    NamesUser {
        /// Which field of the cloud.
        field: &'static str,
        /// The address as given, without user info or query.
        address: String,
    },
    /// The metadata service is asked for tokens of this machine, so nobody beyond the machine's host answers for it.
    #[error("imds must be this machine's own, by a private number: {address}")]
    NotOfHost {
        /// The address as given, without user info or query.
        address: String,
    },
    /// Tokens would be asked for in the name of one service and sent to another one.
    #[error("{field} is the name of another service than the one at {address}: {resource}")]
    OtherService {
        /// Which field of the cloud.
        field: &'static str,
        /// The name that tokens are asked for with.
        resource: String,
        /// Where they would be sent.
        address: String,
    },
}

/// What tokens of Microsoft's Resource Managers were called first, and still are by some.
const FIRST_NAMES: [(&str, &str); 3] = [
    ("management.azure.com", "management.core.windows.net"),
    ("management.usgovcloudapi.net", "management.core.usgovcloudapi.net"),
    ("management.chinacloudapi.cn", "management.core.chinacloudapi.cn"),
];

impl Cloud {
    /// The public Azure cloud.
    pub fn public() -> Self {
        Self::microsoft(
            "public",
            "Azure",
            [
                "https://login.microsoftonline.com",
                "https://management.azure.com",
                "https://graph.microsoft.com",
            ],
            ["https://management.azure.com", "https://ml.azure.com", "https://graph.microsoft.com"],
            "api.azureml.ms",
        )
    }

    /// Azure for the United States government.
    pub fn us_government() -> Self {
        Self::microsoft(
            "usgov",
            "Azure US Government",
            [
                "https://login.microsoftonline.us",
                "https://management.usgovcloudapi.net",
                "https://graph.microsoft.us",
            ],
            ["https://management.usgovcloudapi.net", "https://ml.azure.us", "https://graph.microsoft.us"],
            "api.ml.azure.us",
        )
    }

    /// Azure in China, operated by 21Vianet.
    pub fn china() -> Self {
        Self::microsoft(
            "china",
            "Azure China",
            [
                "https://login.chinacloudapi.cn",
                "https://management.chinacloudapi.cn",
                "https://microsoftgraph.chinacloudapi.cn",
            ],
            [
                "https://management.chinacloudapi.cn",
                "https://ml.azure.cn",
                "https://microsoftgraph.chinacloudapi.cn",
            ],
            "api.ml.azure.cn",
        )
    }

    fn microsoft(
        id: &str,
        display_name: &str,
        bases: [&str; 3],
        resources: [&str; 3],
        ml_api_domain: &str,
    ) -> Self {
        let [authority, arm, graph] =
            bases.map(|base| Url::parse(base).expect("the built-in addresses are valid URLs"));
        let [arm_resource, ml_resource, graph_resource] = resources.map(str::to_owned);
        Self {
            id: id.to_owned(),
            display_name: display_name.to_owned(),
            authority,
            sign_in_service: SignInService::Entra,
            arm,
            graph,
            imds: Url::parse("http://169.254.169.254").expect("the built-in address is a valid URL"),
            arm_resource,
            ml_resource,
            graph_resource,
            ml_api_domain: Some(ml_api_domain.to_owned()),
            client_id: None,
            certificate_authority: None,
            reach: Reach::Internet,
        }
    }

    /// The OpenID provider that signs people in, where it is not Entra.
    pub fn open_id(&self) -> Option<&OpenIdProvider> {
        match &self.sign_in_service {
            SignInService::Entra => None,
            SignInService::OpenId(provider) => Some(provider),
        }
    }

    /// The resource that a token is for, as it is called where scopes are unknown.
    pub fn resource_of(&self, audience: Audience) -> &str {
        match audience {
            Audience::Arm => &self.arm_resource,
            Audience::MachineLearning => &self.ml_resource,
            Audience::Graph => &self.graph_resource,
        }
    }

    /// The scope to ask Entra for a token with (`{resource}/.default`). A resource that ends in a slash keeps
    /// it, so that the token's audience is exactly the resource's id.
    pub fn scope_of(&self, audience: Audience) -> String {
        format!("{}/.default", self.resource_of(audience))
    }

    /// Whether an address may be given this cloud's ARM tokens: ARM itself, and the regional APIs of
    /// Azure Machine Learning, whose addresses come from an answer and not from the configuration.
    pub fn takes_arm_tokens(&self, url: &Url) -> bool {
        let is_arm = url.origin() == self.arm.origin();
        let is_ml_api = self.ml_api_domain.as_ref().is_some_and(|domain| {
            let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
            url.scheme() == "https" && url.port().is_none() && host.ends_with(&format!(".{domain}"))
        });
        url.username().is_empty() && url.password().is_none() && (is_arm || is_ml_api)
    }

    /// Checks every address of the cloud against its reach, and that a token goes to the service that it is named after.
    ///
    /// # Errors
    /// [`CloudError`] names the first address that breaks the rule.
    pub fn validate(&self) -> Result<(), CloudError> {
        for (field, url) in [("authority", &self.authority), ("arm", &self.arm), ("graph", &self.graph)] {
            let address = || url.origin().ascii_serialization();
            if self.reach == Reach::Loopback && !is_loopback(url) {
                return Err(CloudError::NotLoopback { field, address: address() });
            }
            if !self.reach.allows(url) {
                return Err(CloudError::NotSecure { field, address: address() });
            }
            if names_user(url) {
                return Err(CloudError::NamesUser { field, address: address() });
            }
        }
        if !Reach::Host.allows(&self.imds) || names_user(&self.imds) {
            return Err(CloudError::NotOfHost { address: self.imds.origin().ascii_serialization() });
        }
        // An emulator's tokens are good nowhere else, and another provider has scopes instead of resources. But Entra,
        // and this machine's identity, give tokens for any service to whoever knows its name.
        if self.reach == Reach::Internet && self.open_id().is_none() {
            let resources = [
                ("armResource", &self.arm_resource, &self.arm),
                ("graphResource", &self.graph_resource, &self.graph),
            ];
            for (field, resource, url) in resources {
                if !is_named_after(resource, url) {
                    let address = url.origin().ascii_serialization();
                    return Err(CloudError::OtherService { field, resource: resource.clone(), address });
                }
            }
            self.check_machine_learning()?;
        }
        Ok(())
    }
}

impl Cloud {
    /// The regional APIs of one of Microsoft's clouds are in that cloud's own domain, and the name of its Azure Machine
    /// Learning is no other cloud's.
    fn check_machine_learning(&self) -> Result<(), CloudError> {
        let refusal = |field, resource: &str| {
            let address = self.arm.origin().ascii_serialization();
            Err(CloudError::OtherService { field, resource: resource.to_owned(), address })
        };
        let host_of = |resource: &str| Url::parse(resource).ok()?.host_str().map(str::to_owned);
        let Some(named) = host_of(&self.ml_resource) else { return refusal("mlResource", &self.ml_resource) };
        for known in [Self::public(), Self::us_government(), Self::china()] {
            let is_it = known.arm.origin() == self.arm.origin();
            if is_it != (host_of(&known.ml_resource).as_ref() == Some(&named)) {
                return refusal("mlResource", &self.ml_resource);
            }
            match &self.ml_api_domain {
                Some(domain) if is_it && self.ml_api_domain != known.ml_api_domain => {
                    return refusal("mlApiDomain", domain);
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Reach {
    /// Whether a client may connect to this address.
    pub fn allows(self, url: &Url) -> bool {
        match self {
            Self::Internet => url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url)),
            Self::Loopback => matches!(url.scheme(), "http" | "https") && is_loopback(url),
            Self::Host => matches!(url.scheme(), "http" | "https") && (is_loopback(url) || is_near(url)),
        }
    }
}

fn names_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Whether a resource id is that of the service at an address: it names the same host, or an application that
/// somebody registered in a tenant of their own, as Azure Stack does.
fn is_named_after(resource: &str, address: &Url) -> bool {
    let named = Url::parse(resource).ok();
    let (Some(named), Some(own)) = (named.as_ref().and_then(Url::host_str), address.host_str()) else {
        return false;
    };
    named == own || named.ends_with(".onmicrosoft.com") || FIRST_NAMES.contains(&(own, named))
}

/// Whether the host is a number that no router forwards to the internet (RFC 1918, RFC 3927, RFC 4193, RFC 4291).
fn is_near(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_link_local() || address.is_private(),
        Some(Host::Ipv6(address)) => address.is_unicast_link_local() || address.is_unique_local(),
        Some(Host::Domain(_)) | None => false,
    }
}

/// Whether the host is this machine: `localhost`, 127.0.0.0/8 or ::1 (RFC 6761 §6.3).
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests;

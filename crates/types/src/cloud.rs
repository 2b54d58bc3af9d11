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
    /// Tokens of a Microsoft service would go to another address than that service's.
    #[error("{field} names a service of Microsoft's, and its tokens would go elsewhere")]
    ForeignResource {
        /// Which field of the cloud.
        field: &'static str,
    },
    /// An address outside this machine for a cloud that is confined to it.
    #[error("{field} must be on loopback: {address}")]
    NotLoopback {
        /// Which field of the cloud.
        field: &'static str,
        /// The address as given, without user info or query.
        address: String,
    },
}

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

    /// Whether this reach has every address of the cloud.
    pub(crate) fn is_whole_in(&self, reach: Reach) -> bool {
        [&self.authority, &self.arm, &self.graph].into_iter().all(|url| reach.allows(url))
    }

    /// Checks every address of the cloud against its reach, and that tokens go to nobody but whom they are for.
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
        }
        self.check_resources()
    }

    /// Where Microsoft signs people in, a token for one of its services is good at that service, so it goes to no other
    /// address. A name that is no address, such as an application's id, could be anybody's.
    fn check_resources(&self) -> Result<(), CloudError> {
        if self.open_id().is_some() || !self.authority.host_str().is_some_and(is_of_microsoft) {
            return Ok(());
        }
        let own = [Self::public(), Self::us_government(), Self::china()];
        if let Some(known) = own.iter().find(|known| known.arm.origin() == self.arm.origin()) {
            let is_same = |own: &Url, other: &Url| own.origin() == other.origin();
            return match () {
                () if !is_same(&self.graph, &known.graph) => {
                    Err(CloudError::ForeignResource { field: "graph" })
                }
                () if self
                    .ml_api_domain
                    .as_ref()
                    .is_some_and(|own| known.ml_api_domain.as_ref() != Some(own)) =>
                {
                    Err(CloudError::ForeignResource { field: "mlApiDomain" })
                }
                () => Ok(()),
            };
        }
        let resources = [
            ("armResource", &self.arm_resource),
            ("mlResource", &self.ml_resource),
            ("graphResource", &self.graph_resource),
        ];
        let is_graph = |(field, resource): &(&str, &String)| {
            *field == "graphResource"
                && own.iter().any(|known| {
                    known.graph.origin() == self.graph.origin()
                        && known.graph_resource == resource.trim_end_matches('/')
                })
        };
        let is_foreign = |resource: &str| {
            let host = Url::parse(resource).ok().and_then(|url| url.host_str().map(str::to_owned));
            host.is_none_or(|host| is_of_microsoft(&host))
        };
        let foreign = resources.iter().find(|one| is_foreign(one.1) && !is_graph(one));
        foreign.map_or(Ok(()), |(field, _)| Err(CloudError::ForeignResource { field }))
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

/// Whether the host is of a domain that Microsoft's services are in. Tenants' own names (`onmicrosoft.com`) are none.
fn is_of_microsoft(host: &str) -> bool {
    const DOMAINS: [&str; 12] = [
        "microsoftonline.com",
        "microsoftonline.us",
        "microsoftonline.cn",
        "microsoft.com",
        "microsoft.us",
        "windows.net",
        "azure.com",
        "azure.us",
        "azure.cn",
        "azure.net",
        "usgovcloudapi.net",
        "chinacloudapi.cn",
    ];
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    DOMAINS
        .iter()
        .any(|domain| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
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
mod tests {
    use super::*;

    #[test]
    fn built_in_clouds_are_valid() {
        for cloud in [Cloud::public(), Cloud::us_government(), Cloud::china()] {
            assert_eq!(cloud.validate(), Ok(()), "{}", cloud.id);
        }
    }

    #[test]
    fn tokens_of_microsofts_services_go_to_no_other_address() {
        let check = |change: fn(&mut Cloud), expected: Option<&str>| {
            let mut cloud = Cloud::public();
            change(&mut cloud);
            let field = cloud.validate().err().map(|error| match error {
                CloudError::ForeignResource { field } => field,
                other => panic!("{other}"),
            });
            assert_eq!(field, expected, "{cloud:?}");
        };
        let elsewhere = |cloud: &mut Cloud| cloud.arm = Url::parse("https://arm.evil.example").unwrap();
        check(|cloud| cloud.graph = Url::parse("https://graph.evil.example").unwrap(), Some("graph"));
        check(|cloud| cloud.ml_api_domain = Some("evil.example".to_owned()), Some("mlApiDomain"));
        check(elsewhere, Some("armResource"));
        let stack = |cloud: &mut Cloud| {
            cloud.arm = Url::parse("https://management.stack.example").unwrap();
            cloud.arm_resource = "https://management.stack.onmicrosoft.com/5e2b".to_owned();
            cloud.ml_resource = "https://management.stack.example".to_owned();
        };
        check(stack, None);
        for name in [
            "https://management.core.windows.net/",
            "797f4846-ba00-4fd7-ba43-dac1f8f63013",
            "https://AZURE.com.",
        ] {
            let mut cloud = Cloud::public();
            stack(&mut cloud);
            name.clone_into(&mut cloud.arm_resource);
            assert_eq!(cloud.validate(), Err(CloudError::ForeignResource { field: "armResource" }), "{name}");
        }
        let mut cloud = Cloud::public();
        stack(&mut cloud);
        cloud.graph = Url::parse("https://graph.evil.example").unwrap();
        assert_eq!(cloud.validate(), Err(CloudError::ForeignResource { field: "graphResource" }));
        // Whoever signs people in elsewhere issues tokens that are nothing to Microsoft's services.
        cloud.authority = Url::parse("https://login.stack.example").unwrap();
        assert_eq!(cloud.validate(), Ok(()));
    }

    #[test]
    fn reach_decides_by_scheme_and_host() {
        let check = |reach: Reach, text: &str, expected: bool| {
            assert_eq!(reach.allows(&Url::parse(text).unwrap()), expected, "{reach:?} {text}");
        };
        check(Reach::Internet, "https://management.azure.com/x", true);
        check(Reach::Internet, "http://management.azure.com/x", false);
        check(Reach::Internet, "http://127.0.0.1:8080/x", true);
        check(Reach::Internet, "http://[::1]:8080/x", true);
        check(Reach::Internet, "http://localhost.evil.example/x", false);
        check(Reach::Internet, "file:///etc/passwd", false);
        check(Reach::Loopback, "http://localhost:1/x", true);
        check(Reach::Loopback, "https://management.azure.com/x", false);
        check(Reach::Loopback, "http://169.254.169.254/x", false);
        check(Reach::Host, "http://169.254.169.254/x", true);
        check(Reach::Host, "http://[fd00::1]:8081/x", true);
        check(Reach::Host, "http://10.0.0.4:46808/x", true);
        check(Reach::Host, "http://localhost:40342/x", true);
        check(Reach::Host, "http://20.1.2.3/x", false);
        check(Reach::Host, "http://metadata.internal/x", false);
    }

    #[test]
    fn arm_tokens_go_to_arm_and_the_regional_apis_alone() {
        let check = |text: &str, expected: bool| {
            assert_eq!(Cloud::public().takes_arm_tokens(&Url::parse(text).unwrap()), expected, "{text}");
        };
        check("https://management.azure.com:443/subscriptions?x", true);
        check("https://westeurope.api.azureml.ms/modelmanagement", true);
        check("https://0f.workspace.westeurope.api.azureml.ms/discovery", true);
        check("http://westeurope.api.azureml.ms/", false);
        check("https://westeurope.api.azureml.ms:8443/", false);
        check("https://me:pw@westeurope.api.azureml.ms/", false);
        check("https://evilapi.azureml.ms.example/", false);
        check("https://evil-api.azureml.ms/", false);
        check("https://management.azure.com.evil.example/", false);
    }

    #[test]
    fn default_scope_keeps_the_resource_as_it_is() {
        let mut cloud = Cloud::public();
        assert_eq!(cloud.scope_of(Audience::Arm), "https://management.azure.com/.default");
        cloud.arm_resource = "https://management.core.windows.net/".to_owned();
        assert_eq!(cloud.scope_of(Audience::Arm), "https://management.core.windows.net//.default");
    }
}

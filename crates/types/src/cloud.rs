//! A cloud as a value: where its services are, and what their tokens are called.
//!
//! Whether a cloud is Microsoft's, a nation's own or an emulator on this machine is not visible
//! to the code that uses it. Addresses of Microsoft's clouds are those of the Azure CLI's table.

mod rules;

use serde::{Deserialize, Deserializer, Serialize};
use url::{Host, Url};

use crate::{
    Destinations, OpenIdProvider, SignInService,
    microsoft::{is_microsofts, is_tenant_named},
};

pub use rules::CloudError;

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
    /// Base of the instance metadata service, which a virtual machine asks for its identity's tokens. `None` where the
    /// cloud names none of its own: this machine's real one belongs to Microsoft's clouds.
    #[serde(default, deserialize_with = "named_identity_endpoint")]
    pub imds: Option<Url>,
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
    /// The emulator that runs in this program, by the random id of its state; its ports change with each start. No
    /// file and no profile can name one.
    #[serde(skip)]
    pub own_emulator: Option<String>,
}

/// Where every virtual machine of Azure asks for its identity's tokens.
const REAL_IMDS: &str = "http://169.254.169.254";

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
            imds: Some(Url::parse(REAL_IMDS).expect("the built-in address is a valid URL")),
            arm_resource,
            ml_resource,
            graph_resource,
            ml_api_domain: Some(ml_api_domain.to_owned()),
            client_id: None,
            certificate_authority: None,
            reach: Reach::Internet,
            own_emulator: None,
        }
    }

    /// Microsoft's clouds.
    pub fn built_in() -> [Self; 3] {
        [Self::public(), Self::us_government(), Self::china()]
    }

    /// Whether this is one of Microsoft's clouds, in every part. An id or a name decides nothing.
    pub fn is_built_in(&self) -> bool {
        Self::built_in().contains(self)
    }

    /// Whether its tokens are Microsoft's. Who gives a token decides, and not what is written in it: an emulator's have
    /// Microsoft's names.
    pub fn has_microsofts_tokens(&self) -> bool {
        is_microsofts(&self.authority)
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

    /// Where tokens for an audience may be sent. Those for scoring go to addresses that ARM names: Microsoft's own
    /// below its domain for that, elsewhere at the cloud's own places.
    pub fn destinations_of(&self, audience: Audience) -> Destinations {
        let ml_domain = self.ml_api_domain.as_deref().filter(|_| self.reach != Reach::Loopback);
        match audience {
            Audience::Arm => Destinations::origin(&self.arm).and_below(ml_domain),
            Audience::Graph => Destinations::origin(&self.graph),
            Audience::MachineLearning if self.is_built_in() => {
                let named = Url::parse(&self.ml_resource).expect("the built-in addresses are valid URLs");
                Destinations::default()
                    .and_below(named.host_str().map(|host| format!("inference.{host}")).as_deref())
            }
            Audience::MachineLearning => Destinations::origin(&self.arm).and_below(ml_domain),
        }
    }

    /// What is left of them for a token that names its resource itself (`aud`).
    pub fn destinations_by(&self, audience: Audience, named: Option<&str>) -> Destinations {
        let destinations = self.destinations_of(audience);
        // An emulator's token has Microsoft's names, and was given by the emulator.
        let is_believed = self.reach != Reach::Loopback && self.open_id().is_none();
        match named.filter(|named| is_believed && !is_same_resource(named, self.resource_of(audience))) {
            Some(named) => destinations.narrowed_to(named),
            None => destinations,
        }
    }

    /// The resources that are named after a tenant and not after the service that takes their tokens, as Azure Stack's
    /// are. What such an application is for cannot be seen, so a person confirms where its tokens go.
    pub fn tenant_named_resources(&self) -> Vec<&str> {
        let is_named = |resource: &&str| Url::parse(resource).is_ok_and(|url| is_tenant_named(&url));
        let mut resources: Vec<&str> =
            Audience::ALL.map(|audience| self.resource_of(audience)).into_iter().filter(is_named).collect();
        resources.dedup();
        resources
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

/// Whether two names are of one resource: the slash at the end aside, or by the first name of a Resource Manager.
fn is_same_resource(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|name| name.trim_end_matches('/').to_ascii_lowercase());
    let host = |name: &str| name.strip_prefix("https://").map(str::to_owned);
    let is_pair = |now: &str, first: &str| FIRST_NAMES.contains(&(now, first));
    one == other
        || matches!((host(&one), host(&other)), (Some(one), Some(other)) if is_pair(&one, &other) || is_pair(&other, &one))
}

/// Earlier versions wrote the machine's real endpoint for each cloud that named none.
fn named_identity_endpoint<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Url>, D::Error> {
    let named = Option::<Url>::deserialize(deserializer)?;
    Ok(named.filter(|url| url.as_str().trim_end_matches('/') != REAL_IMDS))
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

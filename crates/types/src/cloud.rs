//! A cloud as a value: where its services are, and what their tokens are called.
//!
//! Whether a cloud is Microsoft's, a nation's own or an emulator on this machine is not visible
//! to the code that uses it. Addresses of Microsoft's clouds are those of the Azure CLI's table.

mod rules;
mod sites;

use serde::{Deserialize, Deserializer, Serialize};
use url::Url;

use crate::{
    Audience, Destinations, OpenIdProvider, Reach, SignInService,
    microsoft::{INSTANCE_METADATA, is_same_resource, is_tenant_named},
};

pub use rules::CloudError;
pub use sites::Sites;

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
            imds: Some(Url::parse(INSTANCE_METADATA).expect("the built-in address is a valid URL")),
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
            Audience::Graph => Destinations::origin(&self.graph),
            Audience::MachineLearning if self.is_built_in() => {
                let named = Url::parse(&self.ml_resource).expect("the built-in addresses are valid URLs");
                let domain = named.host_str().map(|host| format!("inference.{host}"));
                Destinations::default().and_below(domain.as_deref())
            }
            Audience::Arm | Audience::MachineLearning => Destinations::origin(&self.arm).and_below(ml_domain),
        }
    }

    /// What is left of them for a token that names its resource itself (`aud`).
    pub fn narrowed_destinations(&self, audience: Audience, named: Option<&str>) -> Destinations {
        let destinations = self.destinations_of(audience);
        // An emulator's token has Microsoft's names, and was given by the emulator.
        let is_believed = self.reach != Reach::Loopback && self.open_id().is_none();
        match named.filter(|named| is_believed && !is_same_resource(named, self.resource_of(audience))) {
            Some(named) => destinations.narrowed_to(named),
            None => destinations,
        }
    }

    /// The resource of Azure Resource Manager where it is named after a tenant and not after the service, as Azure Stack's
    /// is. What such an application is for cannot be seen, so a person confirms where its tokens go.
    pub fn tenant_named_resource(&self) -> Option<&str> {
        let is_named = Url::parse(&self.arm_resource).is_ok_and(|url| is_tenant_named(&url));
        is_named.then_some(&self.arm_resource)
    }
}

/// Earlier versions wrote the machine's real endpoint for each cloud that named none.
fn named_identity_endpoint<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Url>, D::Error> {
    let named = Option::<Url>::deserialize(deserializer)?;
    Ok(named.filter(|url| url.as_str().trim_end_matches('/') != INSTANCE_METADATA))
}

#[cfg(test)]
mod tests;

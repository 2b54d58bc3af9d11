//! What makes a description a cloud that may be used: addresses that its reach allows, nothing of Microsoft's in a cloud
//! that is not Microsoft's, and tokens that are named after the place where they go.

use url::{Host, Url};

use super::Cloud;
use crate::{
    Reach,
    microsoft::{
        is_identity_endpoint, is_microsofts, is_microsofts_host, is_shared_domain, is_sign_in,
        is_tenant_named,
    },
    reach::is_loopback,
};

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
    /// A managed identity is asked for on this machine, and the machine's real endpoints belong to Microsoft's clouds.
    #[error("imds must be on loopback, and no endpoint that Azure's own agents have: {address}")]
    IdentityEndpoint {
        /// The address as given, without user info or query.
        address: String,
    },
    /// A host of Microsoft's in a cloud that is not Microsoft's.
    #[error("{field} is Microsoft's, and belongs to the built-in clouds alone: {address}")]
    Microsofts {
        /// Which field of the cloud.
        field: &'static str,
        /// The host or origin.
        address: String,
    },
    /// A resource with characters that a name of one has no need of, and that mean something to a shell.
    #[error("{field} has characters that no resource's name has: {resource}")]
    NotPlain {
        /// Which field of the cloud.
        field: &'static str,
        /// The name as given.
        resource: String,
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
    /// The reach of an identity endpoint is no cloud's.
    #[error("a cloud reaches the internet or loopback, and no network between them")]
    Reach,
    /// What should be a domain has no host below it, or hosts of several owners, or is beside the one host that a
    /// resource of a tenant goes to.
    #[error("mlApiDomain is no domain of one owner that its tokens are named after: {0}")]
    Domain(String),
}

impl Cloud {
    /// Checks every address of the cloud against its reach, and that a token goes to the service that it is named after.
    ///
    /// # Errors
    /// [`CloudError`] names the first address that breaks the rule.
    pub fn validate(&self) -> Result<(), CloudError> {
        if self.is_built_in() {
            return Ok(());
        }
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
        if let Some(imds) = &self.imds
            && (is_identity_endpoint(imds) || names_user(imds))
        {
            return Err(CloudError::IdentityEndpoint { address: imds.origin().ascii_serialization() });
        }
        let resources = [
            ("armResource", &self.arm_resource),
            ("mlResource", &self.ml_resource),
            ("graphResource", &self.graph_resource),
        ];
        for (field, resource) in resources {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/[]".contains(&byte);
            if !resource.bytes().all(is_plain) {
                return Err(CloudError::NotPlain { field, resource: resource.clone() });
            }
        }
        match self.reach {
            // Its tokens are given by its own authority, which is on this machine, whatever they are called.
            Reach::Loopback => Ok(()),
            Reach::Internet => {
                self.check_microsofts_hosts()?;
                self.check_resources()
            }
            Reach::Host => Err(CloudError::Reach),
        }
    }

    /// Microsoft's hosts belong to the built-in clouds, in whatever role. People may sign in to another cloud at Entra,
    /// as Azure Stack has them do.
    fn check_microsofts_hosts(&self) -> Result<(), CloudError> {
        let is_entra = self.open_id().is_none() && is_sign_in(&self.authority);
        let addresses = [
            ("authority", &self.authority, is_entra),
            ("arm", &self.arm, false),
            ("graph", &self.graph, false),
        ];
        for (field, url, is_allowed) in addresses {
            // No service listens at the domain of a tenant, which only names applications.
            if (is_microsofts(url) || is_tenant_named(url)) && !is_allowed {
                return Err(CloudError::Microsofts { field, address: url.origin().ascii_serialization() });
            }
        }
        let resources = [
            ("armResource", &self.arm_resource),
            ("mlResource", &self.ml_resource),
            ("graphResource", &self.graph_resource),
        ];
        for (field, resource) in resources {
            if Url::parse(resource).is_ok_and(|url| is_microsofts(&url)) {
                return Err(CloudError::Microsofts { field, address: resource.clone() });
            }
        }
        match &self.ml_api_domain {
            Some(domain) if is_microsofts_host(domain) => {
                Err(CloudError::Microsofts { field: "mlApiDomain", address: domain.clone() })
            }
            Some(domain) if !is_domain(domain) || is_shared_domain(domain) => {
                Err(CloudError::Domain(domain.clone()))
            }
            _ => Ok(()),
        }
    }

    /// A resource is the origin that its tokens are sent to. That of Azure Resource Manager may be named after a tenant:
    /// then its tokens go to that one origin, which a person has to type.
    fn check_resources(&self) -> Result<(), CloudError> {
        let ml_apis =
            self.ml_api_domain.as_ref().and_then(|domain| Url::parse(&format!("https://{domain}")).ok());
        let is_of_tenant = self.tenant_named_resource().is_some();
        if let (true, Some(domain)) = (is_of_tenant, &self.ml_api_domain) {
            return Err(CloudError::Domain(domain.clone()));
        }
        let resources = [
            ("armResource", &self.arm_resource, &self.arm, None),
            ("graphResource", &self.graph_resource, &self.graph, None),
            ("mlResource", &self.ml_resource, &self.arm, ml_apis.as_ref()),
        ];
        for (field, resource, url, other) in resources {
            let named = Url::parse(resource).ok();
            let is_own = |named: &Url| {
                [Some(url), other].into_iter().flatten().any(|own| own.origin() == named.origin())
            };
            let is_typed = is_of_tenant && field == "armResource";
            if !is_typed && !named.as_ref().is_some_and(is_own) {
                let address = url.origin().ascii_serialization();
                return Err(CloudError::OtherService { field, resource: resource.clone(), address });
            }
        }
        Ok(())
    }
}

fn names_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Whether a text is a domain of somebody's own: labels of two or more, and no number.
fn is_domain(text: &str) -> bool {
    let is_host = matches!(Host::parse(text), Ok(Host::Domain(host)) if host.eq_ignore_ascii_case(text));
    is_host
        && !text.contains('*')
        && text.split('.').filter(|label| !label.is_empty()).count() >= 2
        && !text.ends_with('.')
}

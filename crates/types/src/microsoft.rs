//! Microsoft's own hosts: who signs people in, whose services take the tokens, and where a machine's identity is asked for.
//!
//! They belong to the built-in clouds. A file or an answer that names one of them in another role is refused, and no
//! certificate authority of a file is believed for them. The hosts are those of the Azure CLI's table of clouds, of
//! MSAL's well-known authorities and of the Azure SDKs.

use url::{Host, Url};

use crate::Reach;

/// Every host of these domains, and below them, is Microsoft's, but for [`CUSTOMERS`].
const DOMAINS: [&str; 27] = [
    // Sign-in.
    "microsoftonline.com",
    "microsoftonline.us",
    "microsoftonline.de",
    "partner.microsoftonline.cn",
    "microsoftonline-p.com",
    "live.com",
    "sovcloud-identity.fr",
    "sovcloud-identity.de",
    "sovcloud-identity.sg",
    // Services.
    "microsoft.com",
    "microsoft.us",
    "microsoft.cn",
    "azure.com",
    "azure.net",
    "azure.us",
    "azure.cn",
    "azureml.ms",
    "windows.net",
    "windowsazure.com",
    "windowsazure.us",
    "windowsazure.cn",
    "usgovcloudapi.net",
    "chinacloudapi.cn",
    "microsoftazure.de",
    "cloudapi.de",
    "office.com",
    "office365.com",
];
/// Machines of Microsoft's customers have names below these.
const CUSTOMERS: [&str; 3] =
    ["cloudapp.azure.com", "cloudapp.usgovcloudapi.net", "cloudapp.chinacloudapi.cn"];
/// Domains of Entra's tenants: a resource with such a name is an application that somebody registered there.
const TENANTS: [&str; 3] = ["onmicrosoft.com", "onmicrosoft.us", "partner.onmschina.cn"];
/// Where programs on this machine listen that hand out the machine's identity: Azure Arc's agent, Azure Container Apps,
/// Azure Cloud Shell.
const IDENTITY_PORTS: [u16; 3] = [40342, 42356, 50342];

/// Whether the host of an address is Microsoft's.
pub fn is_microsofts(url: &Url) -> bool {
    url.host_str().is_some_and(is_microsofts_host)
}

/// The same for a host, or a domain with hosts below it.
pub fn is_microsofts_host(host: &str) -> bool {
    is_within(host, &DOMAINS) && !is_within(host, &CUSTOMERS)
}

/// Whether a resource is named after a tenant of Entra's, and not after the service that takes its tokens.
pub fn is_tenant_named(resource: &Url) -> bool {
    resource.host_str().is_some_and(|host| is_within(host, &TENANTS))
}

/// Whether an address can be a real identity endpoint of this machine: beyond loopback, or a port that agents of
/// Microsoft's listen on.
///
/// <https://learn.microsoft.com/azure/azure-arc/servers/managed-identity-authentication>
pub fn is_identity_endpoint(url: &Url) -> bool {
    !Reach::Loopback.allows(url) || url.port().is_some_and(|port| IDENTITY_PORTS.contains(&port))
}

/// A host without the dot that may end it (RFC 1034 §3.1), compared by whole labels.
fn is_within(host: &str, domains: &[&str]) -> bool {
    let Ok(Host::Domain(host)) = Host::parse(host.trim_end_matches('.')) else { return false };
    domains
        .iter()
        .any(|domain| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cloud;

    #[test]
    fn every_host_of_the_built_in_clouds_is_microsofts() {
        for cloud in Cloud::built_in() {
            for url in [&cloud.authority, &cloud.arm, &cloud.graph] {
                assert!(is_microsofts(url), "{url}");
            }
            assert!(cloud.ml_api_domain.as_deref().is_some_and(is_microsofts_host), "{}", cloud.id);
        }
    }

    #[test]
    fn hosts_are_compared_by_whole_labels() {
        let check = |text: &str, expected: bool| {
            assert_eq!(is_microsofts(&Url::parse(text).unwrap()), expected, "{text}");
        };
        check("https://login.microsoftonline.com", true);
        check("https://LOGIN.Windows.NET./x", true);
        check("https://lab.vault.azure.net:8443", true);
        check("https://sts.windows.net", true);
        check("https://microsoft.com/devicelogin", true);
        check("https://notazure.com", false);
        check("https://management.azure.com.evil.example", false);
        check("https://stack.westeurope.cloudapp.azure.com", false);
        check("https://lab.onmicrosoft.com", false);
        check("http://127.0.0.1:8080", false);
        check("http://[::1]", false);
    }

    #[test]
    fn an_identity_endpoint_of_this_machine_is_known() {
        let check = |text: &str, expected: bool| {
            assert_eq!(is_identity_endpoint(&Url::parse(text).unwrap()), expected, "{text}");
        };
        check("http://169.254.169.254", true);
        check("http://10.0.0.4:46808", true);
        check("http://localhost:40342", true);
        check("http://127.0.0.1:8080", false);
    }
}

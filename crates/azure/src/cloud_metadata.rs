//! Where the services of an Azure other than Microsoft's own are, as its Resource Manager tells anybody
//! (`GET /metadata/endpoints`). It is asked without a token, since nobody can be signed in yet.
//!
//! The newest version answers with one cloud or a list of them, the oldest with a few addresses.

use latchkey_http::{Client, Request};
use latchkey_types::{
    Cloud, CloudError, CloudFile, Reach,
    microsoft::{canonical_sign_in, is_microsofts, is_tenant_named},
};
use url::Url;

use crate::{Error, azure::append_path, document::Document, wire::Node};

/// Asked for one after another, as long as the answer is that there is no such version.
const API_VERSIONS: [&str; 3] = ["2022-09-01", "2019-05-01", "2015-01-01"];

/// Why an address does not lead to a cloud.
#[derive(Debug, thiserror::Error)]
pub enum CloudMetadataError {
    /// No answer, or none that is JSON.
    #[error(transparent)]
    Azure(#[from] Error),
    /// The service is something else.
    #[error("it does not tell of a cloud (status {0})")]
    Status(u16),
    /// The answer names no place to sign in.
    #[error("it does not say where people sign in")]
    NoSignIn,
    /// The list is of other clouds.
    #[error("it tells of other clouds, and none is at this address")]
    OtherClouds,
    /// People sign in with something else than Entra ID.
    #[error("people sign in there with {0}, and not with Entra ID")]
    OtherProvider(String),
    /// What it tells breaks a rule.
    #[error(transparent)]
    Cloud(#[from] CloudError),
}

/// Asks the Resource Manager at this address for its cloud.
///
/// # Errors
/// [`CloudMetadataError`] says what is missing in the answer.
pub async fn read(http: &Client, arm: &Url) -> Result<Cloud, CloudMetadataError> {
    let mut last = 0;
    for version in API_VERSIONS {
        let mut url = append_path(arm, "/metadata/endpoints");
        url.query_pairs_mut().append_pair("api-version", version);
        let response = http.send(Request::get(url)).await.map_err(Error::from)?;
        if response.is_success() {
            return cloud_of(Document::read(&response)?.root(), arm);
        }
        last = response.status().as_u16();
        if last != 400 {
            break;
        }
    }
    Err(CloudMetadataError::Status(last))
}

fn cloud_of(root: Node<'_>, arm: &Url) -> Result<Cloud, CloudMetadataError> {
    let described = if root.is_object() { Some(root) } else { one_of(root, arm) };
    let described = described.ok_or(CloudMetadataError::OtherClouds)?;
    let authentication = described.child("authentication");
    if let Some(provider) = authentication.text("identityProvider")
        && !["AAD", "AzureAD"].iter().any(|known| provider.eq_ignore_ascii_case(known))
    {
        return Err(CloudMetadataError::OtherProvider(provider.to_owned()));
    }
    let address = |text: &str| Url::parse(text).ok().filter(Url::has_host);
    let authority =
        authentication.text("loginEndpoint").and_then(address).ok_or(CloudMetadataError::NoSignIn)?;
    let authority = canonical_sign_in(authority);
    let public = Cloud::public();
    // Whoever is wholly on this machine is an emulator and stays there; its names may be Azure's.
    let reach = if [arm, &authority].into_iter().all(|url| Reach::Loopback.allows(url)) {
        Reach::Loopback
    } else {
        Reach::Internet
    };
    let graph_resource = described.text("microsoftGraphResourceId");
    let graph = [graph_resource, described.text("graph"), described.text("graphEndpoint")];
    // Microsoft's own Graph belongs to Microsoft's clouds; without one of its own, nobody's name is asked for here.
    let is_own = |url: &Url| reach.allows(url) && !is_microsofts(url) && !is_tenant_named(url);
    let graph = graph.into_iter().flatten().filter_map(address).find(is_own);
    let graph = graph.unwrap_or_else(|| arm.clone());
    // An emulator has Azure's names. Elsewhere a token goes to whom it is named after, whatever the answer says.
    let graph_resource = match reach {
        Reach::Loopback => graph_resource.unwrap_or(&public.graph_resource),
        _ => graph.as_str(),
    };
    let audiences = authentication.texts("audiences");
    let of_this_origin =
        |audience: &&String| address(audience).is_some_and(|url| url.origin() == arm.origin());
    let arm_resource = audiences.iter().find(of_this_origin).or(audiences.first());
    let cloud = Cloud {
        id: CloudFile::id_of(arm),
        display_name: described.text("name").or(arm.host_str()).unwrap_or_default().to_owned(),
        authority,
        arm: arm.clone(),
        graph_resource: graph_resource.trim_end_matches('/').to_owned(),
        graph,
        arm_resource: arm_resource
            .map_or(arm.as_str(), |name| name.as_str())
            .trim_end_matches('/')
            .to_owned(),
        // Azure Machine Learning is not told of, and the public one's tokens are none of another cloud's business.
        ml_resource: match reach {
            Reach::Loopback => public.ml_resource.clone(),
            _ => arm.as_str().trim_end_matches('/').to_owned(),
        },
        ml_api_domain: None,
        imds: None,
        reach,
        ..public
    };
    cloud.validate()?;
    Ok(cloud)
}

/// The cloud of a list that is at this address.
fn one_of<'a>(list: Node<'a>, arm: &Url) -> Option<Node<'a>> {
    let is_at = |cloud: &Node<'a>| {
        let address = cloud.text("resourceManager").and_then(|text| Url::parse(text).ok());
        address.is_some_and(|address| address.origin() == arm.origin())
    };
    list.items().find(is_at)
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read_from(arm: &str, answer: &Value) -> Result<Cloud, String> {
        cloud_of(Node::of(answer), &Url::parse(arm).unwrap()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_stack_tells_where_it_is() {
        let arm = "https://management.stack.example";
        let stack = json!({
            "name": "Stack", "resourceManager": "https://management.stack.example/",
            "authentication": { "loginEndpoint": "https://login.windows.net/", "tenant": "common",
                "identityProvider": "AAD", "audiences": ["https://management.stack.onmicrosoft.com/5e2b"] },
            "graph": "https://graph.windows.net/", "microsoftGraphResourceId": "https://graph.microsoft.com/",
        });
        let cloud = read_from(arm, &stack).unwrap();
        assert_eq!((cloud.id.as_str(), cloud.display_name.as_str()), ("management-stack-example", "Stack"));
        assert_eq!(cloud.arm_resource, "https://management.stack.onmicrosoft.com/5e2b");
        assert_eq!(cloud.authority.as_str(), "https://login.microsoftonline.com/");
        assert_eq!(
            (cloud.graph.as_str(), cloud.reach),
            ("https://management.stack.example/", Reach::Internet)
        );
        assert_eq!(cloud.ml_api_domain, None, "tokens go to no regional host that nobody named");

        let other = json!({ "name": "Other", "resourceManager": "https://other.example/" });
        assert_eq!(read_from(arm, &json!([other, stack])).unwrap(), cloud);
        assert!(read_from(arm, &json!([other])).unwrap_err().contains("other clouds"));
    }

    #[test]
    fn an_emulator_is_confined_to_this_machine_whatever_it_names() {
        let cloud = read_from(
            "https://localhost:8443",
            &json!({ "authentication": { "loginEndpoint": "https://localhost:8443",
                         "audiences": ["https://management.azure.com/", "https://localhost:8443/"] },
                     "graph": "https://localhost:8443/", "microsoftGraphResourceId": "https://graph.microsoft.com/" }),
        );
        let cloud = cloud.unwrap();
        assert_eq!((cloud.reach, cloud.graph.as_str()), (Reach::Loopback, "https://localhost:8443/"));
        assert_eq!(
            (cloud.arm_resource.as_str(), cloud.graph_resource.as_str()),
            ("https://localhost:8443", "https://graph.microsoft.com")
        );
    }

    #[test]
    fn what_cannot_be_signed_in_to_says_why() {
        let check = |answer: Value, expected: &str| {
            let error = read_from("https://arm.example", &answer).unwrap_err();
            assert!(error.contains(expected), "{answer}: {error}");
        };
        check(json!({}), "does not say where people sign in");
        check(
            json!({ "authentication": { "loginEndpoint": "nowhere" } }),
            "does not say where people sign in",
        );
        check(
            json!({ "authentication": { "loginEndpoint": "http://login.example" } }),
            "authority must be https",
        );
        check(
            json!({ "authentication": { "loginEndpoint": "https://adfs.example/adfs", "identityProvider": "ADFS" } }),
            "with ADFS",
        );
        check(json!(null), "other clouds");
        let entra = "https://login.microsoftonline.com/";
        check(
            json!({ "authentication": { "loginEndpoint": entra, "audiences": ["https://management.azure.com/"] } }),
            "armResource is Microsoft's",
        );
        check(
            json!({ "authentication": { "loginEndpoint": "https://me:pw@login.example" } }),
            "authority must not name a user",
        );
    }
}

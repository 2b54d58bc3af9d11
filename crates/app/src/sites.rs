//! Pages of a workspace or a service in Azure Machine Learning studio and in the Azure portal, for the browser.

use std::sync::Arc;

use latchkey_azure::services::{EndpointKind, ServiceId};
use latchkey_identity::{Browser, SignInError};
use latchkey_types::{Cloud, ResourceId};
use url::Url;

use crate::{AppError, Reason, bridge::Site, session::Session};

/// What has a page.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    Workspace(&'a ResourceId),
    Service(&'a ServiceId),
}

/// Opens a page in the browser, which signs in there by itself.
///
/// # Errors
/// [`Reason::NoSites`] for a cloud that is not Microsoft's; [`Reason::BrowserNotOpened`].
pub(crate) async fn open(
    session: &Session,
    browser: &Arc<dyn Browser>,
    place: Place<'_>,
    site: Site,
) -> Result<(), AppError> {
    let tenant_id = &session.account().key.tenant_id;
    let page = page_of(session.cloud(), tenant_id, place, site).ok_or(Reason::NoSites)?;
    session.require_open()?;
    let browser = Arc::clone(browser);
    let opened = tokio::task::spawn_blocking(move || browser.open(&page)).await;
    Ok(opened.map_err(|_| Reason::Interrupted)?.map_err(SignInError::from)?)
}

fn page_of(cloud: &Cloud, tenant_id: &str, place: Place<'_>, site: Site) -> Option<Url> {
    let sites = cloud.sites()?;
    Some(match site {
        Site::Studio => studio_page(sites.studio(), tenant_id, place)?,
        Site::Portal => portal_page(sites.portal(), tenant_id, place),
    })
}

fn studio_page(mut page: Url, tenant_id: &str, place: Place<'_>) -> Option<Url> {
    let workspace = match place {
        Place::Workspace(id) => id.clone(),
        Place::Service(id) => {
            let mut path = page.path_segments_mut().ok()?;
            path.pop_if_empty().push("endpoints");
            // A v1 service is in the list.
            if let ServiceId::Endpoint { kind: EndpointKind::Online, .. } = id {
                path.extend(["realtime", id.name(), "detail"]);
            }
            id.workspace()?
        }
    };
    page.query_pairs_mut().append_pair("wsid", workspace.as_str()).append_pair("tid", tenant_id);
    Some(page)
}

/// A v1 service is no resource of its own, so the portal shows its workspace.
fn portal_page(mut page: Url, tenant_id: &str, place: Place<'_>) -> Url {
    let id = match place {
        Place::Workspace(id) => id,
        Place::Service(id) => id.authorized_resource(),
    };
    page.set_fragment(Some(&format!("@{tenant_id}/resource{id}")));
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKSPACE: &str =
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";
    const QUERY: &str = "wsid=%2Fsubscriptions%2Fs%2FresourceGroups%2Fg%2Fproviders\
        %2FMicrosoft.MachineLearningServices%2Fworkspaces%2Fw&tid=t";

    #[test]
    fn a_page_is_on_the_site_of_its_cloud() {
        let workspace: ResourceId = WORKSPACE.parse().unwrap();
        let endpoint: ServiceId = format!("{WORKSPACE}/onlineEndpoints/e").parse().unwrap();
        let service: ServiceId = format!("{WORKSPACE}/services/s").parse().unwrap();
        let check = |cloud: &Cloud, place: Place<'_>, site: Site, expected: String| {
            assert_eq!(page_of(cloud, "t", place, site).map(String::from), Some(expected));
        };
        let (public, china) = (Cloud::public(), Cloud::china());
        let place = Place::Workspace(&workspace);
        check(&public, place, Site::Studio, format!("https://ml.azure.com/?{QUERY}"));
        check(&china, place, Site::Portal, format!("https://portal.azure.cn/#@t/resource{WORKSPACE}"));
        let place = Place::Service(&endpoint);
        let page = format!("https://studio.ml.azure.cn/endpoints/realtime/e/detail?{QUERY}");
        check(&china, place, Site::Studio, page);
        let page = format!("https://portal.azure.com/#@t/resource{WORKSPACE}/onlineEndpoints/e");
        check(&public, place, Site::Portal, page);
        let place = Place::Service(&service);
        check(&public, place, Site::Studio, format!("https://ml.azure.com/endpoints?{QUERY}"));
        check(&public, place, Site::Portal, format!("https://portal.azure.com/#@t/resource{WORKSPACE}"));
        let elsewhere = Cloud { display_name: "Mine".to_owned(), ..Cloud::public() };
        assert_eq!(page_of(&elsewhere, "t", place, Site::Studio), None);
    }
}

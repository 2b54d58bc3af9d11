//! What a service is asked for by. It can be written, kept and read again without listing anything first.

use std::{fmt, str::FromStr};

use latchkey_types::{ResourceId, ResourceIdError};

const NAMESPACE: &str = "Microsoft.MachineLearningServices";
/// Segments of a workspace's id, and of one of its services.
const WORKSPACE_DEPTH: usize = 8;
const SERVICE_DEPTH: usize = 10;
/// The collection of v1 services. They are no ARM resources, but their path is spelled as if they were.
pub(super) const WEB_SERVICES: &str = "services";

/// A service of a workspace. Two ids are equal if they differ in letter case only.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ServiceId {
    /// A v2 endpoint.
    Endpoint {
        /// Which collection it is in.
        kind: EndpointKind,
        /// Its ARM id, as Azure spells it.
        id: ResourceId,
    },
    /// A v1 web service.
    WebService {
        /// Its workspace.
        workspace: ResourceId,
        /// Its name, in lower case as Azure's rules for these names have it.
        name: String,
    },
}

/// The collections of v2 endpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EndpointKind {
    /// `onlineEndpoints`: managed and Kubernetes.
    Online,
    /// `batchEndpoints`.
    Batch,
    /// `serverlessEndpoints`.
    Serverless,
}

/// Why a text is not the id of a service.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ServiceIdError {
    /// It is no resource id at all.
    #[error(transparent)]
    ResourceId(#[from] ResourceIdError),
    /// It is the id of something else.
    #[error("not the id of a service of Azure Machine Learning")]
    OtherResource,
}

impl ServiceId {
    /// A v1 web service of a workspace.
    pub(super) fn web_service(workspace: &ResourceId, name: &str) -> Self {
        Self::WebService { workspace: workspace.clone(), name: name.to_ascii_lowercase() }
    }

    /// The workspace that it is in.
    pub fn workspace(&self) -> Option<ResourceId> {
        match self {
            Self::Endpoint { id, .. } => workspace_of(id),
            Self::WebService { workspace, .. } => Some(workspace.clone()),
        }
    }

    /// The resource that roles on it are assigned to: an endpoint itself; a v1 service is no ARM resource, so its
    /// workspace decides.
    pub fn authorized_resource(&self) -> &ResourceId {
        match self {
            Self::Endpoint { id, .. } => id,
            Self::WebService { workspace, .. } => workspace,
        }
    }

    /// Its own name.
    pub fn name(&self) -> &str {
        match self {
            Self::Endpoint { id, .. } => id.name(),
            Self::WebService { name, .. } => name,
        }
    }
}

impl EndpointKind {
    /// As Azure spells the collection.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Online => "onlineEndpoints",
            Self::Batch => "batchEndpoints",
            Self::Serverless => "serverlessEndpoints",
        }
    }

    fn from_azure(collection: &str) -> Option<Self> {
        [Self::Online, Self::Batch, Self::Serverless]
            .into_iter()
            .find(|kind| kind.as_str().eq_ignore_ascii_case(collection))
    }
}

/// An endpoint's ARM id, or a v1 service's path: `{workspace}/services/{name}`.
impl fmt::Display for ServiceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Endpoint { id, .. } => id.fmt(formatter),
            Self::WebService { workspace, name } => write!(formatter, "{workspace}/{WEB_SERVICES}/{name}"),
        }
    }
}

/// Reads what [`fmt::Display`] wrote, in any letter case.
impl FromStr for ServiceId {
    type Err = ServiceIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let id: ResourceId = text.parse()?;
        let workspace = workspace_of(&id).ok_or(ServiceIdError::OtherResource)?;
        let collection = segments(&id)[WORKSPACE_DEPTH];
        if collection.eq_ignore_ascii_case(WEB_SERVICES) {
            return Ok(Self::web_service(&workspace, id.name()));
        }
        let kind = EndpointKind::from_azure(collection).ok_or(ServiceIdError::OtherResource)?;
        Ok(Self::Endpoint { kind, id })
    }
}

/// The workspace that something directly in a workspace is in.
pub(super) fn workspace_of(id: &ResourceId) -> Option<ResourceId> {
    let segments = segments(id);
    let is_in_workspace = segments.len() == SERVICE_DEPTH
        && segments[5].eq_ignore_ascii_case(NAMESPACE)
        && segments[6].eq_ignore_ascii_case("workspaces");
    let workspace = || format!("/{}", segments[..WORKSPACE_DEPTH].join("/")).parse().ok();
    is_in_workspace.then(workspace).flatten()
}

fn segments(id: &ResourceId) -> Vec<&str> {
    id.as_str().split('/').skip(1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKSPACE: &str =
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";

    #[test]
    fn an_id_is_read_as_it_was_written() {
        let check = |rest: &str, kind: Option<EndpointKind>| {
            let text = format!("{WORKSPACE}/{rest}");
            let id: ServiceId = text.parse().unwrap();
            assert_eq!(id.to_string(), text);
            assert_eq!(text.to_uppercase().parse::<ServiceId>().as_ref(), Ok(&id));
            assert_eq!(id.workspace(), Some(WORKSPACE.parse().unwrap()));
            assert_eq!(id.name(), "svc");
            let found = match &id {
                ServiceId::Endpoint { kind, .. } => Some(*kind),
                ServiceId::WebService { .. } => None,
            };
            assert_eq!(found, kind, "{rest}");
            let is_workspace = id.authorized_resource().as_str() == WORKSPACE;
            assert_eq!(is_workspace, kind.is_none(), "{rest}");
        };
        check("onlineEndpoints/svc", Some(EndpointKind::Online));
        check("batchEndpoints/svc", Some(EndpointKind::Batch));
        check("serverlessEndpoints/svc", Some(EndpointKind::Serverless));
        check("services/svc", None);
    }

    #[test]
    fn anything_else_is_no_service() {
        for text in [
            WORKSPACE.to_owned(),
            format!("{WORKSPACE}/computes/c"),
            format!("{WORKSPACE}/onlineEndpoints/e/deployments/d"),
            format!("{WORKSPACE}/services/.."),
            format!("{WORKSPACE}/services/a?x"),
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Other/workspaces/w/services/s".to_owned(),
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/registries/w/services/s".to_owned(),
            String::new(),
        ] {
            assert!(text.parse::<ServiceId>().is_err(), "{text}");
        }
    }
}

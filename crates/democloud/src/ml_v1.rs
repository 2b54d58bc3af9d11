//! The first generation's data plane: discovery without a token, then model management with an ARM
//! token and an error envelope of its own.

mod discovery;
mod keys;
pub(crate) mod list_parameters;
mod logs;
mod operations;
mod patch;
pub(crate) mod service_body;
mod services;
pub(crate) mod settings;
mod token;

use std::sync::LazyLock;

use serde::Deserialize;

use crate::{
    activity,
    audience::Resource,
    authn,
    authz::Access,
    call::{Call, shortened},
    core::Core,
    error::ModelManagementError,
    paging::BadToken,
    reply::Reply,
    routes::{Route, Routes},
    state::{State, WebService, Workspace},
};

const VERSIONS: &str = "1.0, 2018-03-01-preview, 2018-11-19, 2019-11-01";

/// One request to model management of a caller who is known.
pub(crate) struct MlRequest<'a> {
    core: &'a Core,
    state: &'a mut State,
    call: &'a Call,
    path: MlPath<'a>,
    access: Access,
    /// The workspace that the path names.
    workspace: String,
    /// The segments of the workspace's address, as the caller spelled them.
    address: &'a [String],
}

/// What the path names, as the caller spelled it.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct MlPath<'a> {
    region: &'a str,
    subscription: &'a str,
    resource_group: &'a str,
    workspace: &'a str,
    service: &'a str,
    operation: &'a str,
}

type Handler = fn(&mut MlRequest<'_>) -> Result<Reply, ModelManagementError>;

/// Which form of address a workspace is reached by, and how many segments it has.
const WORKSPACES: &[Route<(Form, usize)>] = &[
    (
        "*",
        "/ml/{region}/modelmanagement/v1.0/subscriptions/{subscription}/resourcegroups/{resource_group}/providers/microsoft.machinelearningservices/workspaces/{workspace}",
        (Form::ModelManagement, 12),
    ),
    (
        "*",
        "/ml/{region}/modelmanagement/v1.0/subscriptions/{subscription}/resourcegroups/{resource_group}/providers/microsoft.machinelearningservices/workspaces/{workspace}/{*rest}",
        (Form::ModelManagement, 12),
    ),
    (
        "*",
        "/ml/{region}/api/subscriptions/{subscription}/resourcegroups/{resource_group}/providers/microsoft.machinelearningservices/workspaces/{workspace}",
        (Form::Api, 11),
    ),
    (
        "*",
        "/ml/{region}/api/subscriptions/{subscription}/resourcegroups/{resource_group}/providers/microsoft.machinelearningservices/workspaces/{workspace}/{*rest}",
        (Form::Api, 11),
    ),
];

const IN_WORKSPACE: &[Route<Handler>] = &[
    ("GET", "/services", |request| services::list(request)),
    ("GET", "/services/{service}", |request| services::show(request)),
    ("PATCH", "/services/{service}", patch::apply),
    ("DELETE", "/services/{service}", services::delete),
    ("GET", "/services/{service}/logs", |request| logs::show(request)),
    ("POST", "/services/{service}/listkeys", |request| keys::list(request)),
    ("POST", "/services/{service}/regeneratekeys", keys::regenerate),
    ("POST", "/services/{service}/token", |request| token::issue(request)),
    ("GET", "/operations/{operation}", |request| operations::show(request)),
];

/// The forms of model management's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `modelmanagement/v1.0`
    ModelManagement,
    /// `api`, the older one, which has versions.
    Api,
}

/// Answers a request, or `None` if the demo cloud doesn't have it.
pub(crate) fn answer(core: &Core, state: &mut State, call: &Call) -> Option<Reply> {
    static REGIONS: LazyLock<Routes<()>> =
        LazyLock::new(|| Routes::new(&[("*", "/ml/{region}/{*rest}", ())]));
    let ((), parameters) = REGIONS.find(call.method.as_str(), &call.segments)?;
    let MlPath { region, .. } = parameters.read();
    if core.regions.is_down(region) {
        let error = ModelManagementError::region_is_down(region);
        return Some(finish(error.into_reply().with("retry-after", "5"), call));
    }
    if let Some(reply) = discovery::show(core, state, call) {
        return Some(finish(reply, call));
    }
    let reply = route(core, state, call)?.unwrap_or_else(ModelManagementError::into_reply);
    activity::record_model_management(core, state, call, &reply);
    Some(finish(reply, call))
}

fn finish(reply: Reply, call: &Call) -> Reply {
    let reply = match call.header("x-ms-client-session-id") {
        Some(session) => reply.with("x-ms-client-session-id", session),
        None => reply,
    };
    reply
        .with("x-ms-client-request-id", &call.correlation_id)
        .with("x-request-id", &call.request_id)
        .with("api-supported-versions", VERSIONS)
        .with("cache-control", "no-cache")
}

fn route(core: &Core, state: &mut State, call: &Call) -> Option<Result<Reply, ModelManagementError>> {
    static FORMS: LazyLock<Routes<(Form, usize)>> = LazyLock::new(|| Routes::new(WORKSPACES));
    static BELOW: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(IN_WORKSPACE));
    let method = call.method.as_str();
    let ((form, length), workspace) = FORMS.find(method, &call.segments)?;
    let (address, below) = call.segments.split_at(length);
    let found = BELOW.find(method, below);
    let parameters = found.as_ref().map(|(_, parameters)| parameters.clone()).unwrap_or_default();
    let path = workspace.and(parameters).read();
    let mut earlier = core.page_snapshots.for_request(call);
    let mut request = match MlRequest::new(core, state, call, form, path, address, earlier.as_mut()) {
        Ok(request) => request,
        Err(error) => return Some(Err(error)),
    };
    let (handler, _) = found?;
    Some(handler(&mut request))
}

impl<'a> MlRequest<'a> {
    fn new(
        core: &'a Core,
        state: &'a mut State,
        call: &'a Call,
        form: Form,
        path: MlPath<'a>,
        address: &'a [String],
        earlier: Option<&'a mut State>,
    ) -> Result<Self, ModelManagementError> {
        let caller = authn::authenticate(core, state, call, Resource::Arm)
            .map_err(|why| ModelManagementError::not_authenticated(&why))?;
        if form == Form::Api {
            check_api_version(call)?;
        }
        let access = Access::new(state, caller);
        let state = earlier.unwrap_or(state);
        let MlPath { region, subscription, resource_group, workspace: name, .. } = path;
        let asked = format!(
            "/subscriptions/{subscription}/resourceGroups/{resource_group}/providers/Microsoft.MachineLearningServices/workspaces/{name}"
        );
        if !access.touches(&asked) {
            let action = "Microsoft.MachineLearningServices/workspaces/services/read";
            return Err(ModelManagementError::not_allowed(&access, action, &asked));
        }
        let found = state.workspace(&asked).filter(|found| found.location.eq_ignore_ascii_case(region));
        let workspace = found.map(|found: &Workspace| found.id.clone()).ok_or_else(|| {
            ModelManagementError::not_found(
                "WorkspaceNotFound",
                format!("Workspace {name} was not found in {region}."),
            )
        })?;
        Ok(Self { core, state, call, path, access, workspace, address })
    }

    fn need(&self, action: &str) -> Result<(), ModelManagementError> {
        if self.access.allows(&self.workspace, action) {
            Ok(())
        } else {
            Err(ModelManagementError::not_allowed(&self.access, action, &self.workspace))
        }
    }

    fn need_content_type(&self, allowed: &[&str]) -> Result<(), ModelManagementError> {
        let sent = self.call.header("content-type").and_then(|text| text.split(';').next()).map(str::trim);
        if sent.is_some_and(|sent| allowed.iter().any(|one| one.eq_ignore_ascii_case(sent))) {
            Ok(())
        } else {
            Err(ModelManagementError::unsupported_media_type(allowed.first().copied().unwrap_or_default()))
        }
    }

    /// The service of the path.
    fn service(&self) -> Result<&WebService, ModelManagementError> {
        let name = self.path.service;
        let found =
            self.state.services.iter().find(|service| {
                service.workspace == self.workspace && service.name.eq_ignore_ascii_case(name)
            });
        found.ok_or_else(|| ModelManagementError::service_not_found(name))
    }

    /// The service of the path, if no other change of it is under way.
    fn changeable_service(&self) -> Result<&WebService, ModelManagementError> {
        let service = self.service()?;
        if service.state == "Transitioning" {
            let message = format!("Service {} is being changed. Try again when that is done.", service.name);
            return Err(ModelManagementError::conflict("ServiceIsTransitioning", message));
        }
        Ok(service)
    }

    /// Where the caller can ask about an operation. Its last segment is the operation's id.
    fn operation_address(&self, operation: &str) -> String {
        let base = self.address.join("/");
        let version = self.call.parameter("api-version").map(|version| format!("?api-version={version}"));
        format!("{}/{base}/operations/{operation}{}", self.call.address, version.unwrap_or_default())
    }
}

/// The older form of the address has versions.
fn check_api_version(call: &Call) -> Result<(), ModelManagementError> {
    match call.parameter("api-version") {
        Some("2018-11-19" | "2019-11-01") => Ok(()),
        Some(version) => Err(ModelManagementError::bad_request(
            "UnsupportedApiVersion",
            format!("The API version '{}' is not supported.", shortened(version, 40)),
        )),
        None => {
            Err(ModelManagementError::bad_request("ApiVersionUnspecified", "An API version is required."))
        }
    }
}

impl From<BadToken> for ModelManagementError {
    fn from(_: BadToken) -> Self {
        Self::bad_request("InvalidSkipToken", "The continuation token is not valid.")
    }
}

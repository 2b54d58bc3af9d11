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

use crate::{
    activity, authn,
    authz::Access,
    call::{Call, shortened},
    core::Core,
    entra::audience::Resource,
    error::ModelManagementError,
    paging::BadToken,
    reply::Reply,
    state::{State, WebService, Workspace},
};

const VERSIONS: &str = "1.0, 2018-03-01-preview, 2018-11-19, 2019-11-01";

/// One request to model management of a caller who is known.
pub(crate) struct MlRequest<'a> {
    core: &'a Core,
    state: &'a mut State,
    call: &'a Call,
    access: Access,
    /// The workspace that the path names.
    workspace: String,
    /// How many segments come before `subscriptions`.
    base: usize,
}

/// Whether the path is one of these services'; it begins with `ml/{region}`.
pub(crate) fn owns(segments: &[&str]) -> bool {
    matches!(segments, ["ml", _, "discovery" | "modelmanagement" | "api", ..])
}

/// Answers a request, or `None` if the demo cloud doesn't have it.
pub(crate) fn answer(core: &Core, state: &mut State, call: &Call) -> Option<Reply> {
    let (method, segments) = call.route();
    let region = call.segment(1);
    if core.regions.is_down(region) {
        let error = ModelManagementError::region_is_down(region);
        return Some(finish(error.into_reply().with("retry-after", "5"), call));
    }
    let (base, rest) = match segments.as_slice() {
        ["ml", _, "discovery"] if method == "GET" => {
            return Some(finish(discovery::show(core, state, call), call));
        }
        ["ml", _, "modelmanagement", "v1.0", rest @ ..] => (4, rest),
        ["ml", _, "api", rest @ ..] => (3, rest),
        _ => return None,
    };
    let [
        "subscriptions",
        _,
        "resourcegroups",
        _,
        "providers",
        "microsoft.machinelearningservices",
        "workspaces",
        _,
        rest @ ..,
    ] = rest
    else {
        return None;
    };
    let reply = route(core, state, call, base, method, rest)?;
    let reply = reply.unwrap_or_else(ModelManagementError::into_reply);
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

fn route(
    core: &Core,
    state: &mut State,
    call: &Call,
    base: usize,
    method: &str,
    rest: &[&str],
) -> Option<Result<Reply, ModelManagementError>> {
    let mut request = match MlRequest::new(core, state, call, base) {
        Ok(request) => request,
        Err(error) => return Some(Err(error)),
    };
    Some(match (method, rest) {
        ("GET", ["services"]) => services::list(&request),
        ("GET", ["services", _]) => services::show(&request),
        ("PATCH", ["services", _]) => patch::apply(&mut request),
        ("DELETE", ["services", _]) => services::delete(&mut request),
        ("GET", ["services", _, "logs"]) => logs::show(&request),
        ("POST", ["services", _, "listkeys"]) => keys::list(&request),
        ("POST", ["services", _, "regeneratekeys"]) => keys::regenerate(&mut request),
        ("POST", ["services", _, "token"]) => token::issue(&request),
        ("GET", ["operations", id]) => operations::show(&request, id),
        _ => return None,
    })
}

impl<'a> MlRequest<'a> {
    fn new(
        core: &'a Core,
        state: &'a mut State,
        call: &'a Call,
        base: usize,
    ) -> Result<Self, ModelManagementError> {
        let caller = authn::authenticate(core, state, call, Resource::Arm)
            .map_err(|why| ModelManagementError::not_authenticated(&why))?;
        if call.segment(2).eq_ignore_ascii_case("api") {
            check_api_version(call)?;
        }
        let access = Access::new(state, caller);
        let [subscription, group, name] = [1, 3, 7].map(|at| call.segment(base + at));
        let region = call.segment(1);
        let asked = format!(
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.MachineLearningServices/workspaces/{name}"
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
        Ok(Self { core, state, call, access, workspace, base })
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
        let name = self.call.segment(self.base + 9);
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
        let base = self.call.segments[..self.base + 8].join("/");
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

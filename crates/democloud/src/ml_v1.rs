//! The first generation's data plane: discovery without a token, then model management with an ARM
//! token and an error envelope of its own.

mod discovery;
mod keys;
mod operations;
mod services;
mod token;

use crate::{
    arm::paging::BadToken,
    authn,
    authz::Access,
    call::Call,
    core::Core,
    entra::audience::Resource,
    error::ModelManagementError,
    reply::Reply,
    state::{State, WebService, Workspace},
};

/// One request to model management of a caller who is known.
pub(crate) struct MlRequest<'a> {
    core: &'a Core,
    state: &'a mut State,
    call: &'a Call,
    access: Access,
    /// The workspace that the path names.
    workspace: String,
}

/// Whether the path is one of these services'; it begins with `ml/{region}`.
pub(crate) fn owns(segments: &[&str]) -> bool {
    matches!(segments, ["ml", _, "discovery" | "modelmanagement", ..])
}

/// Answers a request, or `None` if the demo cloud doesn't have it.
pub(crate) fn answer(core: &Core, state: &mut State, call: &Call) -> Option<Reply> {
    let (method, segments) = call.route();
    let reply = match (method, segments.as_slice()) {
        ("GET", ["ml", _, "discovery"]) => discovery::show(core, state, call),
        (
            _,
            [
                "ml",
                _,
                "modelmanagement",
                "v1.0",
                "subscriptions",
                _,
                "resourcegroups",
                _,
                "providers",
                "microsoft.machinelearningservices",
                "workspaces",
                _,
                rest @ ..,
            ],
        ) => route(core, state, call, method, rest)?.unwrap_or_else(ModelManagementError::into_reply),
        _ => return None,
    };
    Some(
        reply
            .with("x-ms-client-request-id", &call.correlation_id)
            .with("x-request-id", &call.request_id)
            .with("cache-control", "no-cache"),
    )
}

fn route(
    core: &Core,
    state: &mut State,
    call: &Call,
    method: &str,
    rest: &[&str],
) -> Option<Result<Reply, ModelManagementError>> {
    let mut request = match MlRequest::new(core, state, call) {
        Ok(request) => request,
        Err(error) => return Some(Err(error)),
    };
    Some(match (method, rest) {
        ("GET", ["services"]) => services::list(&request),
        ("GET", ["services", _]) => services::show(&request),
        ("POST", ["services", _, "listkeys"]) => keys::list(&request),
        ("POST", ["services", _, "regeneratekeys"]) => keys::regenerate(&mut request),
        ("POST", ["services", _, "token"]) => token::issue(&request),
        ("GET", ["operations", id]) => operations::show(&request, id),
        _ => return None,
    })
}

impl<'a> MlRequest<'a> {
    fn new(core: &'a Core, state: &'a mut State, call: &'a Call) -> Result<Self, ModelManagementError> {
        let caller = authn::authenticate(core, state, call, Resource::Arm)
            .map_err(|why| ModelManagementError::not_authenticated(&why))?;
        let access = Access::new(state, caller);
        let [region, subscription, group, name] = [1, 5, 7, 11].map(|at| call.segment(at));
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
        Ok(Self { core, state, call, access, workspace })
    }

    fn need(&self, action: &str) -> Result<(), ModelManagementError> {
        if self.access.allows(&self.workspace, action) {
            Ok(())
        } else {
            Err(ModelManagementError::not_allowed(&self.access, action, &self.workspace))
        }
    }

    /// The service of the path.
    fn service(&self) -> Result<&WebService, ModelManagementError> {
        let name = self.call.segment(13);
        let found =
            self.state.services.iter().find(|service| {
                service.workspace == self.workspace && service.name.eq_ignore_ascii_case(name)
            });
        found.ok_or_else(|| {
            ModelManagementError::not_found(
                "ServiceNotFound",
                format!("Service with name {name} not found in provided workspace."),
            )
        })
    }
}

impl From<BadToken> for ModelManagementError {
    fn from(_: BadToken) -> Self {
        Self::bad_request("InvalidSkipToken", "The continuation token is not valid.")
    }
}

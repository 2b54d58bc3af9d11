//! Where the regional services are. No token is needed, as in Azure.

use std::sync::LazyLock;

use serde_json::json;

use super::MlPath;

use crate::{call::Call, core::Core, error::ArmError, reply::Reply, routes::Routes, state::State};

/// The answer, if the path is discovery's.
pub(super) fn show(core: &Core, state: &State, call: &Call) -> Option<Reply> {
    static ROUTES: LazyLock<Routes<()>> =
        LazyLock::new(|| Routes::new(&[("GET", "/ml/{region}/discovery", ())]));
    let ((), parameters) = ROUTES.find(call.method.as_str(), &call.segments)?;
    let MlPath { region, .. } = parameters.read();
    let known = state.workspaces.iter().find(|workspace| workspace.location.eq_ignore_ascii_case(region));
    let Some(workspace) = known else {
        let error = ArmError::not_found("RegionNotFound", "There is no workspace in this region.");
        return Some(error.into_reply(call, core.now()));
    };
    let base = format!("{}/ml/{}", call.address, workspace.location);
    Some(Reply::ok(&json!({
        "api": base,
        "experimentation": base,
        "history": base,
        "hyperdrive": base,
        "modelmanagement": base,
        "studio": "https://ml.azure.com",
    })))
}

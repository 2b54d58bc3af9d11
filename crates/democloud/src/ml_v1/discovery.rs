//! Where the regional services are. No token is needed, as in Azure.

use serde_json::json;

use crate::{call::Call, core::Core, error::ArmError, reply::Reply, state::State};

pub(super) fn show(core: &Core, state: &State, call: &Call) -> Reply {
    let region = call.segment(1);
    let known = state.workspaces.iter().find(|workspace| workspace.location.eq_ignore_ascii_case(region));
    let Some(workspace) = known else {
        return ArmError::not_found("RegionNotFound", "There is no workspace in this region.")
            .into_reply(call, core.now());
    };
    let base = format!("{}/ml/{}", call.address, workspace.location);
    Reply::ok(&json!({
        "api": base,
        "experimentation": base,
        "history": base,
        "hyperdrive": base,
        "modelmanagement": base,
        "studio": "https://ml.azure.com",
    }))
}

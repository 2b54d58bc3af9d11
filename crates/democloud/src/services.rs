//! Which service answers a path. In Azure each service has a host of its own; here the path tells.

use std::sync::LazyLock;

use crate::{
    arm,
    call::Call,
    core::Core,
    entra,
    error::ArmError,
    graph, imds, ml_v1,
    reply::Reply,
    routes::{Route, Routes},
    scoring,
    state::State,
};

/// Answers a request, or `None` if the service does not have it.
type Service = fn(&Core, &mut State, &Call) -> Option<Reply>;

const MACHINE: Service = |core, state, call| imds::answer(core, state, call);
const ARM: Service = |core, state, call| Some(arm::answer(core, state, call));
const SCORING: Service = |core, state, call| Some(scoring::answer(core, state, call));

const SERVICES: &[Route<Service>] = &[
    ("*", "/subscriptions", ARM),
    ("*", "/subscriptions/{*rest}", ARM),
    ("*", "/tenants", ARM),
    ("*", "/tenants/{*rest}", ARM),
    ("*", "/providers", ARM),
    ("*", "/providers/{*rest}", ARM),
    ("*", "/metadata/endpoints", ARM),
    ("*", "/metadata/identity/oauth2/token", MACHINE),
    ("*", "/metadata/instance", MACHINE),
    ("*", "/metadata/instance/compute", MACHINE),
    ("*", "/msi/token", MACHINE),
    ("*", "/aml/msi/token", MACHINE),
    ("*", "/arc/metadata/identity/oauth2/token", MACHINE),
    ("*", "/v1.0", graph::answer),
    ("*", "/v1.0/{*rest}", graph::answer),
    ("*", "/scoring", SCORING),
    ("*", "/scoring/{*rest}", SCORING),
    ("*", "/ml/{region}/discovery", ml_v1::answer),
    ("*", "/ml/{region}/discovery/{*rest}", ml_v1::answer),
    ("*", "/ml/{region}/modelmanagement", ml_v1::answer),
    ("*", "/ml/{region}/modelmanagement/{*rest}", ml_v1::answer),
    ("*", "/ml/{region}/api", ml_v1::answer),
    ("*", "/ml/{region}/api/{*rest}", ml_v1::answer),
    ("*", "/devicelogin", entra::answer),
    ("*", "/{tenant}/oauth2/{*rest}", entra::answer),
    ("*", "/{tenant}/v2.0/{*rest}", entra::answer),
    ("*", "/{tenant}/discovery/{*rest}", entra::answer),
    ("*", "/{tenant}/.well-known/{*rest}", entra::answer),
    ("*", "/{tenant}/userrealm/{*rest}", entra::answer),
    ("*", "/{tenant}/login", entra::answer),
];

/// Lets the service answer that the path belongs to. What takes long and changes nothing works on a copy of the state,
/// so that others need not wait.
pub(crate) fn dispatch(core: &Core, call: &Call) -> Reply {
    static ROUTES: LazyLock<Routes<Service>> = LazyLock::new(|| Routes::new(SERVICES));
    if arm::is_long(call) {
        let mut copy = core.with_state(|state| {
            revoke_if_asked(core, state);
            state.clone()
        });
        return arm::answer(core, &mut copy, call);
    }
    core.with_state(|state| {
        revoke_if_asked(core, state);
        let service = ROUTES.find(call.method.as_str(), &call.segments);
        let answer = service.and_then(|(answer, _)| answer(core, state, call));
        answer.unwrap_or_else(|| ArmError::not_implemented(call).into_reply(call, core.now()))
    })
}

fn revoke_if_asked(core: &Core, state: &mut State) {
    if core.faults.take_revocation() {
        state.revoke_sessions(core.now());
    }
}

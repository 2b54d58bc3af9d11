//! Microsoft Graph: the signed-in user, and names for object ids.

mod directory_objects;
mod me;

use crate::{
    authn, call::Call, core::Core, entra::audience::Resource, error::GraphError, reply::Reply, state::State,
};

/// Whether the path is one of Graph's.
pub(crate) fn owns(segments: &[&str]) -> bool {
    segments.first() == Some(&"v1.0")
}

/// Answers a request to Graph, or `None` if the demo cloud doesn't have it.
pub(crate) fn answer(core: &Core, state: &State, call: &Call) -> Option<Reply> {
    let caller = authn::authenticate(core, state, call, Resource::Graph);
    let (method, segments) = call.route();
    let reply = match (caller, method, segments.as_slice()) {
        (Err(why), ..) => Err(GraphError::not_authenticated(&why)),
        (Ok(caller), "GET", ["v1.0", "me"]) => Ok(me::show(state, call, &caller)),
        (Ok(_), "POST", ["v1.0", "directoryobjects", "getbyids"]) => directory_objects::names_of(state, call),
        _ => return None,
    };
    Some(
        reply
            .unwrap_or_else(|error| error.into_reply(call, core.now()))
            .with("request-id", &call.request_id)
            .with("client-request-id", &call.correlation_id)
            .with("odata-version", "4.0")
            .with("cache-control", "no-cache"),
    )
}

//! Users, and the user who is signed in.

use serde_json::json;

use super::{GraphRequest, Key, list, objects, permission::Part};
use crate::{
    caller::CallerKind,
    error::GraphError,
    reply::Reply,
    state::{Grant, User},
};

pub(super) fn me(request: &GraphRequest<'_>) -> Result<Reply, GraphError> {
    let user = signed_in(request)?;
    request.need_to_read(Part::Oneself)?;
    Ok(Reply::ok(&request.entity(&objects::USER, objects::user(user))?))
}

pub(super) fn list(request: &GraphRequest<'_>) -> Result<Reply, GraphError> {
    request.need_to_list(Part::Users)?;
    let users = request.state.users.iter().filter(|user| request.is_here(&user.tenant_id));
    list::answer(request, &objects::USER, users.map(objects::user).collect())
}

pub(super) fn show(request: &GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    let found = find(request, key);
    let is_self = found.as_ref().is_ok_and(|user| user.id == request.caller.object_id);
    request.need_to_read(if is_self { Part::Oneself } else { Part::Users })?;
    let user = found?;
    Ok(Reply::ok(&request.entity(&objects::USER, objects::user(user))?))
}

/// Ends the caller's own sessions everywhere: refresh tokens no longer work, browsers ask again.
pub(super) fn revoke_own_sessions(request: &mut GraphRequest<'_>) -> Result<Reply, GraphError> {
    let id = signed_in(request)?.id.clone();
    request.need_to_revoke_sessions(&id)?;
    Ok(revoke_sessions(request, &id))
}

/// Revokes a user's sessions. Global administrators may revoke all sessions, users their own.
pub(super) fn revoke_sessions_of(request: &mut GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    let id = find(request, key)?.id.clone();
    request.need_to_revoke_sessions(&id)?;
    Ok(revoke_sessions(request, &id))
}

fn revoke_sessions(request: &mut GraphRequest<'_>, id: &str) -> Reply {
    let now = request.now;
    let is_theirs = |grant: &Grant| grant.user_id == id && grant.revoked_at.is_none();
    request.state.grants.change_where(is_theirs, |grant| grant.revoked_at = Some(now));
    request.state.users.change_where(|user| user.id == id, |user| user.tokens_valid_from = Some(now));
    request.state.sessions.retain(|session| session.user_id != id);
    request.state.touch();
    let context = format!("{}/v1.0/$metadata#Edm.Boolean", request.call.address);
    Reply::ok(&json!({"@odata.context": context, "value": true}))
}

pub(super) fn signed_in<'a>(request: &'a GraphRequest<'_>) -> Result<&'a User, GraphError> {
    if request.caller.kind != CallerKind::User {
        return Err(GraphError::nobody_signed_in());
    }
    let id = &request.caller.object_id;
    request.state.user(id).ok_or_else(|| GraphError::not_found(id))
}

/// By object id or by the name to sign in with.
pub(super) fn find<'a>(request: &'a GraphRequest<'_>, key: &Key) -> Result<&'a User, GraphError> {
    let (Key::Id(id) | Key::AppId(id)) = key;
    let found = request.state.users.iter().find(|user| {
        request.is_here(&user.tenant_id)
            && (user.id.eq_ignore_ascii_case(id) || user.sign_in_name.eq_ignore_ascii_case(id))
    });
    found.ok_or_else(|| GraphError::not_found(id))
}

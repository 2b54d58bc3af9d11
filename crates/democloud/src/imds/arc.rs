//! The token endpoint of a server joined by Arc: first it names a file, and whoever can read that file
//! gets the token.
//!
//! <https://learn.microsoft.com/azure/azure-arc/servers/managed-identity-authentication>

use latchkey_types::Secret;

use super::{metadata, token};
use crate::{
    call::Call,
    core::Core,
    error::IdentityHostError,
    reply::Reply,
    state::{IdentityHostKind, State},
};

pub(super) fn token(core: &Core, state: &State, call: &Call) -> Result<Reply, IdentityHostError> {
    metadata::check(call)?;
    let Some(authorization) = call.header("authorization") else {
        let written = core.machines.write_arc_key(&*core.entropy);
        let path = written.map_err(|_| IdentityHostError::key_not_written())?;
        return Err(IdentityHostError::key_required(&path.to_string_lossy()));
    };
    // The file's content stands there as it is, not in base64.
    let key = authorization.strip_prefix("Basic ").map(|key| Secret::new(key.trim()));
    if !key.is_some_and(|key| core.machines.take_arc_key(&key)) {
        return Err(IdentityHostError::wrong_key());
    }
    let issued = token::issue(core, state, call, IdentityHostKind::Arc)?;
    Ok(Reply::ok(&metadata::body(&issued)))
}

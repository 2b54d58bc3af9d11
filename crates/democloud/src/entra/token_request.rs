//! A token request as every grant gets it.

use super::client_authentication::ClientProof;
use crate::{call::Fields, flows::ClaimsRequest, state::Application};

/// A token request whose client is known.
pub(super) struct TokenRequest<'a> {
    pub(super) fields: &'a Fields,
    pub(super) application: Application,
    pub(super) proof: ClientProof,
    pub(super) claims: ClaimsRequest,
}

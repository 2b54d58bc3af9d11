//! The ways to a token, one file each, and the steps that several of them take.

pub(crate) mod azure_cli;
pub(crate) mod browser;
pub(crate) mod device_code;
pub(crate) mod managed_identity;
pub(crate) mod service_principal;

use std::future::Future;

use jiff::Timestamp;
use latchkey_http::Request;
use latchkey_types::Secret;
use tokio_util::sync::CancellationToken;

use crate::{
    Account, AccountKey, AccountKind, IdTokenError, Ports, SignInError, SignInRequest,
    discovery::Authority,
    id_token::{self, KeySet, MAX_SKEW_SECONDS},
    token_endpoint::Tokens,
};

/// Ends a sign-in when the person has cancelled it.
async fn until_cancelled<T>(
    cancel: CancellationToken,
    sign_in: impl Future<Output = Result<T, SignInError>>,
) -> Result<T, SignInError> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => Err(SignInError::Cancelled),
        result = sign_in => result,
    }
}

/// A wrong clock would make every later check of a time meaningless, so it is named instead of guessed around.
fn check_clock(now: Timestamp, theirs: Option<Timestamp>) -> Result<(), SignInError> {
    let difference_seconds = theirs.map_or(0, |theirs| now.as_second() - theirs.as_second());
    if difference_seconds.abs() > MAX_SKEW_SECONDS {
        return Err(SignInError::ClockWrong { difference_seconds });
    }
    Ok(())
}

/// Who signed in, by the ID token. A flow that could send a nonce names the one that has to come back.
pub(crate) async fn identify(
    ports: &Ports,
    request: &SignInRequest,
    authority: &Authority,
    tokens: &Tokens,
    nonce: Option<&Secret>,
) -> Result<Account, SignInError> {
    let id_token = tokens.id_token.as_ref().ok_or(IdTokenError::Missing)?;
    let keys = KeySet::read(&ports.http.send(Request::get(authority.jwks_uri.clone())).await?)?;
    let expected = id_token::Expected {
        issuer: &authority.issuer,
        client_id: &request.client_id,
        nonce,
        now: ports.clock.now(),
    };
    let identity = id_token::check(id_token, &keys, &expected)?;
    let user_name = identity.user_name.unwrap_or_default();
    let object_id = identity.object_id.to_string();
    Ok(Account {
        key: AccountKey {
            cloud_id: request.cloud.id.clone(),
            tenant_id: identity.tenant_id.to_string(),
            subject: object_id.clone(),
            client_id: request.client_id.clone(),
        },
        kind: AccountKind::User,
        object_id: Some(object_id),
        display_name: identity.display_name.unwrap_or_else(|| user_name.clone()),
        user_name,
    })
}

//! The sign-in flows, one file each, and the steps that several of them share.

pub(crate) mod azure_cli;
pub(crate) mod browser;
pub(crate) mod device_code;
pub(crate) mod managed_identity;
pub(crate) mod service_principal;

use jiff::Timestamp;
use latchkey_http::Request;
use latchkey_types::{CLOCK_SKEW_LIMIT, Cloud, Secret};
use tokio_util::sync::CancellationToken;

use crate::{
    Account, AccountKey, AccountKind, AzureCliRequest, DiscoveryError, Endpoint, IdTokenError,
    ManagedIdentityRequest, Ports, ServicePrincipalRequest, SignInError, SignInRequest, SignInStep, SignedIn,
    discovery::{Authority, open_id::Abilities},
    id_token::{self, Expected, Identity, KeySet, Rules},
    providers::Provider,
    token_endpoint::Tokens,
    user_info,
};

/// A sign-in flow with its request.
#[derive(Debug)]
pub enum SignInFlow {
    /// A person, in the system's browser.
    Browser(SignInRequest),
    /// A person, with a code that is typed in any browser.
    DeviceCode(SignInRequest),
    /// An application.
    ServicePrincipal(ServicePrincipalRequest),
    /// Whoever the Azure CLI is signed in as.
    AzureCli(AzureCliRequest),
    /// This machine.
    ManagedIdentity(ManagedIdentityRequest),
}

/// Signs in. Nothing is kept; [`crate::Accounts::keep`] does that. Cancelling, or dropping the future, ends it.
///
/// # Errors
/// [`SignInError`] says what happened and so who can do something about it. Any of them allows another try.
pub async fn sign_in(
    ports: Ports,
    way: SignInFlow,
    on_step: &(dyn Fn(SignInStep) + Send + Sync),
    cancel: CancellationToken,
) -> Result<SignedIn, SignInError> {
    let signing_in = async {
        match way {
            SignInFlow::Browser(request) => browser::sign_in(&ports, &request, on_step).await,
            SignInFlow::DeviceCode(request) => device_code::sign_in(&ports, &request, on_step).await,
            SignInFlow::ServicePrincipal(request) => {
                service_principal::sign_in(&ports, request, on_step).await
            }
            SignInFlow::AzureCli(request) => azure_cli::sign_in(&ports, &request, on_step).await,
            SignInFlow::ManagedIdentity(request) => managed_identity::sign_in(&ports, request, on_step).await,
        }
    };
    tokio::select! {
        biased;
        () = cancel.cancelled() => Err(SignInError::Cancelled),
        result = signing_in => result,
    }
}

/// Compares the clocks. A wrong clock would make every later check of a time meaningless, so it is an error.
pub(crate) fn check_clock(now: Timestamp, theirs: Option<Timestamp>) -> Result<(), SignInError> {
    let difference_seconds = theirs.map_or(0, |theirs| now.as_second() - theirs.as_second());
    if difference_seconds.abs() > CLOCK_SKEW_LIMIT.as_secs() {
        return Err(SignInError::ClockWrong { difference_seconds });
    }
    Ok(())
}

/// Who signed in, by the ID token. A flow that could send a nonce names the one that has to come back. Where the token
/// seems to be of another time and the clocks differ, the clock is what is wrong.
pub(crate) async fn identify(
    ports: &Ports,
    cloud: &Cloud,
    client_id: &str,
    authority: &Authority,
    tokens: &Tokens,
    nonce: Option<&Secret>,
) -> Result<Account, SignInError> {
    let result = check_identity(ports, cloud, client_id, authority, tokens, nonce).await;
    if let Err(SignInError::IdToken(IdTokenError::Expired | IdTokenError::NotYetValid)) = &result
        && let Some(skew) = ports.http.clock_skew(&cloud.authority)
        && skew.ahead.abs() > CLOCK_SKEW_LIMIT
    {
        return Err(SignInError::ClockWrong { difference_seconds: skew.ahead.as_secs() });
    }
    result
}

async fn check_identity(
    ports: &Ports,
    cloud: &Cloud,
    client_id: &str,
    authority: &Authority,
    tokens: &Tokens,
    nonce: Option<&Secret>,
) -> Result<Account, SignInError> {
    let id_token = tokens.id_token.as_ref().ok_or(IdTokenError::Missing)?;
    let rules = match &authority.abilities {
        None => Rules::Entra,
        Some(abilities) => Rules::OpenId { algorithms: &abilities.id_token_algorithms, subject: None },
    };
    let expected = Expected { issuer: &authority.issuer, client_id, nonce, now: ports.clock.now(), rules };
    let (identity, object_id) = match &authority.abilities {
        None => {
            let address = authority.jwks_uri.clone().ok_or(DiscoveryError::Missing(Endpoint::KeySet))?;
            let keys = KeySet::read(&ports.http.send(Request::get(address)).await?)?;
            let identity = id_token::check(id_token, &keys, &expected)?;
            let object_id = identity.subject.clone();
            (identity, Some(object_id))
        }
        Some(abilities) => {
            let identity = Provider::new(authority.clone()).prove(ports, id_token, &expected).await?;
            (with_names(ports, abilities, tokens, identity).await?, None)
        }
    };
    // A provider without names has one for everybody: the subject.
    let user_name = match (identity.user_name, &identity.display_name) {
        (Some(name), _) => name,
        (None, None) if object_id.is_none() => identity.subject.clone(),
        (None, Some(name)) if object_id.is_none() => name.clone(),
        (None, _) => String::new(),
    };
    Ok(Account {
        key: AccountKey {
            cloud_id: cloud.id.clone(),
            tenant_id: identity.tenant_id,
            subject: identity.subject,
            client_id: client_id.to_owned(),
        },
        kind: AccountKind::User,
        object_id,
        display_name: identity.display_name.unwrap_or_else(|| user_name.clone()),
        user_name,
        machine: None,
    })
}

/// Names that the ID token left out, from where the provider keeps them.
async fn with_names(
    ports: &Ports,
    abilities: &Abilities,
    tokens: &Tokens,
    identity: Identity,
) -> Result<Identity, IdTokenError> {
    let Some(endpoint) = abilities.userinfo_endpoint.clone().filter(|_| identity.user_name.is_none()) else {
        return Ok(identity);
    };
    let names = user_info::names(ports, endpoint, &tokens.access_token, &identity.subject).await?;
    Ok(Identity {
        user_name: names.user_name,
        display_name: identity.display_name.or(names.display_name),
        ..identity
    })
}

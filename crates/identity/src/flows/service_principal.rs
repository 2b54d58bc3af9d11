//! Sign-in as an application, with its secret or its certificate (RFC 6749 §4.4, RFC 7523 §2.2).

use latchkey_types::{Audience, Cloud, Secret};
use serde::Deserialize;

use super::check_clock;
use crate::{
    AccessToken, Account, AccountKey, AccountKind, ClientCertificate, Ports, SignInError, SignInStep,
    SignedIn,
    account::authority_of,
    claims::with_capability,
    discovery::{discover, tenant_url},
    means::Means,
    token_endpoint::{ClientProof, EndpointError, Tokens, ask_as_application},
    token_hints::TokenHints,
};

/// What an application signs in with.
#[derive(Debug, Clone)]
pub struct ServicePrincipalRequest {
    /// Which cloud.
    pub cloud: Cloud,
    /// The application's tenant: a GUID or a domain. There is no word for several of them here.
    pub tenant: String,
    /// The application's id.
    pub client_id: String,
    /// What proves it.
    pub credential: ApplicationCredential,
}

/// What proves an application.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ApplicationCredential {
    /// A secret (password) of the application.
    Secret(Secret),
    /// A certificate that is registered with the application.
    Certificate(ClientCertificate),
}

/// Signs an application in. A wrong or ended secret is [`SignInError::Entra`] with AADSTS7000215 or AADSTS7000222.
pub(super) async fn sign_in(
    ports: &Ports,
    request: ServicePrincipalRequest,
    on_step: &(dyn Fn(SignInStep) + Send + Sync),
) -> Result<SignedIn, SignInError> {
    let ServicePrincipalRequest { cloud, tenant, client_id, credential } = request;
    on_step(SignInStep::Discovering);
    let authority = discover(&ports.http, &cloud, &tenant).await?;
    check_clock(ports.clock.now(), authority.date)?;
    // Only a tenant's own description names it; that of "organizations" leaves it open.
    let tenant_id = authority.issuer.tenant_id().ok_or(SignInError::TenantNeeded)?.to_string();
    let key = AccountKey {
        cloud_id: cloud.id.clone(),
        tenant_id,
        subject: client_id.clone(),
        client_id: client_id.clone(),
    };
    on_step(SignInStep::Exchanging);
    let asked_at = ports.clock.now();
    let tokens = request_token(ports, &cloud, &key, &credential, Audience::Arm, None).await?;
    let hints = TokenHints::read(&tokens.access_token);
    let account = Account {
        key,
        authority: authority_of(&cloud),
        kind: AccountKind::ServicePrincipal,
        object_id: hints.object_id,
        display_name: hints.application_name.unwrap_or_else(|| client_id.clone()),
        user_name: client_id,
    };
    Ok(SignedIn {
        account,
        access_token: AccessToken::lasting(tokens.access_token, asked_at, tokens.life, tokens.refresh_in),
        means: Means::Application(credential),
    })
}

/// A token in the application's own name.
pub(crate) async fn request_token(
    ports: &Ports,
    cloud: &Cloud,
    key: &AccountKey,
    credential: &ApplicationCredential,
    audience: Audience,
    claims: Option<&str>,
) -> Result<Tokens, EndpointError> {
    // The authority is configured and the tenant is a GUID, so there is nothing to discover.
    let token_endpoint = tenant_url(&cloud.authority, &key.tenant_id, "oauth2/v2.0/token");
    let proof = match credential {
        ApplicationCredential::Secret(secret) => ClientProof::Secret(secret.clone()),
        ApplicationCredential::Certificate(certificate) => ClientProof::Assertion(certificate.assertion(
            &key.client_id,
            &token_endpoint,
            ports.clock.now(),
            &*ports.entropy,
        )),
    };
    let (scope, claims) = (cloud.scope_of(audience), with_capability(claims));
    ask_as_application(&ports.http, token_endpoint, &key.client_id, &proof, scope, &claims).await
}

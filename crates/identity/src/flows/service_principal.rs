//! Sign-in as an application, with its secret or its certificate (RFC 6749 §4.4, RFC 7523 §2.2).

use latchkey_http::{Client, Url};
use latchkey_types::{Audience, Cloud, Secret};

use super::check_clock;
use crate::{
    AccessToken, Account, AccountKey, AccountKind, ApplicationCredential, ClientCertificate, Ports,
    SignInError, SignInStep, SignedIn, UnsupportedCredential,
    client_certificate::{Assertion, AssertionAlgorithm},
    dialect::Dialect,
    discovery::{Authority, discover, open_id::Abilities, tenant_url},
    renewal_credential::RenewalCredential,
    token::bind_token,
    token_endpoint::{EndpointError, Proof, Repeat, Tokens, ask_with_basic, ask_with_body},
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
    let tenant_id = match authority.abilities {
        Some(_) => String::new(),
        // Only a tenant's own description names it; that of "organizations" leaves it open.
        None => authority.issuer.tenant_id().ok_or(SignInError::TenantNeeded)?.to_string(),
    };
    let key = AccountKey {
        cloud_id: cloud.id.clone(),
        tenant_id,
        subject: client_id.clone(),
        client_id: client_id.clone(),
    };
    on_step(SignInStep::Exchanging);
    let asked_at = ports.clock.now();
    let tokens =
        request_token(ports, &cloud, Some(&authority), &key, &credential, Audience::Arm, None).await?;
    // Elsewhere an object id would be none of Azure's.
    let hints = match authority.abilities {
        Some(_) => TokenHints::default(),
        None => TokenHints::read(&tokens.access_token),
    };
    let account = Account {
        key,
        kind: AccountKind::ServicePrincipal,
        object_id: hints.object_id,
        display_name: hints.application_name.unwrap_or_else(|| client_id.clone()),
        user_name: client_id,
        machine: None,
    };
    Ok(SignedIn {
        account,
        access_token: AccessToken::lasting(
            bind_token(&cloud, Audience::Arm, tokens.access_token),
            asked_at,
            tokens.life,
            tokens.refresh_in,
        ),
        renewal_credential: RenewalCredential::Application(credential),
    })
}

/// A token in the application's own name. Entra's endpoint is known; that of another provider was discovered.
pub(crate) async fn request_token(
    ports: &Ports,
    cloud: &Cloud,
    authority: Option<&Authority>,
    key: &AccountKey,
    credential: &ApplicationCredential,
    audience: Audience,
    claims: Option<&str>,
) -> Result<Tokens, EndpointError> {
    let (http, client_id) = (&ports.http, &key.client_id);
    if cloud.open_id().is_some() {
        let described = authority.and_then(|authority| Some((authority, authority.abilities.as_ref()?)));
        let (authority, abilities) = described.expect("whoever asks a provider has discovered it");
        let scope = Dialect::of(cloud, authority).application_scope(audience);
        let endpoint = authority.token_endpoint.clone();
        return match credential {
            ApplicationCredential::Secret(secret) => {
                ask_with_secret(http, endpoint, abilities, client_id, secret, scope).await
            }
            ApplicationCredential::Certificate(certificate) => {
                let algorithm = assertion_algorithm(abilities)?;
                let proof = Proof::Assertion(assertion(ports, certificate, key, &endpoint, algorithm));
                // A statement is good for one use (OpenID Connect Core §9).
                ask_with_body(http, endpoint, client_id, &proof, &scope, None, Repeat::Once).await
            }
        };
    }
    let dialect = Dialect::Entra(cloud);
    // The authority is configured and the tenant is a GUID, so there is nothing to discover.
    let endpoint = tenant_url(&cloud.authority, &key.tenant_id, "oauth2/v2.0/token");
    let proof = match credential {
        ApplicationCredential::Secret(secret) => Proof::Secret(secret.clone()),
        ApplicationCredential::Certificate(certificate) => {
            Proof::Assertion(assertion(ports, certificate, key, &endpoint, AssertionAlgorithm::Ps256))
        }
    };
    let (scope, claims) = (dialect.application_scope(audience), dialect.claims(claims));
    ask_with_body(http, endpoint, client_id, &proof, &scope, claims.as_deref(), Repeat::Allowed).await
}

/// In the header, as every provider has to take it (RFC 6749 §2.3.1), else in the body. A provider may take both, but
/// not of every application: which of them it is, is part of the registration, and an answer tells.
async fn ask_with_secret(
    http: &Client,
    endpoint: Url,
    abilities: &Abilities,
    client_id: &str,
    secret: &Secret,
    scope: String,
) -> Result<Tokens, EndpointError> {
    let in_body = takes(abilities, "client_secret_post");
    if takes(abilities, "client_secret_basic") {
        match ask_with_basic(http, endpoint.clone(), client_id, secret, &scope).await {
            Err(EndpointError::Refused(error)) if in_body && error.error == "invalid_client" => {}
            result => return result,
        }
    } else if !in_body {
        return Err(EndpointError::NotTaken(UnsupportedCredential::Secret));
    }
    let proof = Proof::Secret(secret.clone());
    ask_with_body(http, endpoint, client_id, &proof, &scope, None, Repeat::Allowed).await
}

fn assertion(
    ports: &Ports,
    certificate: &ClientCertificate,
    key: &AccountKey,
    token_endpoint: &Url,
    algorithm: AssertionAlgorithm,
) -> Secret {
    let statement =
        Assertion { client_id: &key.client_id, token_endpoint, algorithm, now: ports.clock.now() };
    certificate.assertion(&statement, &*ports.entropy)
}

fn takes(abilities: &Abilities, way: &str) -> bool {
    abilities.authentication.iter().any(|word| word == way)
}

/// RS256 where the provider does not say (OpenID Connect Discovery §3 wants it of everybody) or takes it; else PS256.
fn assertion_algorithm(abilities: &Abilities) -> Result<AssertionAlgorithm, EndpointError> {
    let named = &abilities.assertion_algorithms;
    let names = |word: &str| named.iter().any(|name| name == word);
    if !takes(abilities, "private_key_jwt") {
        Err(EndpointError::NotTaken(UnsupportedCredential::Certificate))
    } else if named.is_empty() || names("RS256") {
        Ok(AssertionAlgorithm::Rs256)
    } else if names("PS256") {
        Ok(AssertionAlgorithm::Ps256)
    } else {
        Err(EndpointError::NotTaken(UnsupportedCredential::RsaSignature))
    }
}

//! The methods of signing in where somebody else than Entra signs people in: those that OpenID Connect and OAuth have.

use latchkey_identity::{Prompt, ServicePrincipalRequest, SignInFlow, SignInRequest};

use super::{of_certificate, of_secret};
use crate::{
    AppError, Reason,
    bridge::{SignInMethod, SignInOptions},
    connection::Connection,
};

/// What a provider calls an application.
const LONGEST_ID: usize = 256;

/// Checks what was asked for. Microsoft's application is never named to another provider, and neither is the one of
/// the settings or of the environment's variables, which is registered with Entra and has its secrets there.
pub(super) async fn method(connection: &Connection, options: SignInOptions) -> Result<SignInFlow, AppError> {
    let cloud = connection.cloud().clone();
    if options.tenant.is_some_and(|tenant| !tenant.trim().is_empty()) {
        return Err(Reason::NoTenants.into());
    }
    let named = options.client_id.map(|id| id.trim().to_owned()).filter(|id| !id.is_empty());
    let named = named.map(checked).transpose()?;
    let application = match options.method.unwrap_or(SignInMethod::Browser) {
        method @ (SignInMethod::Browser | SignInMethod::DeviceCode) => {
            let client_id = named.or_else(|| cloud.client_id.clone()).ok_or(Reason::NoClientIdInCloud)?;
            let hint = options.login_hint.map(|hint| hint.trim().to_owned());
            let request = SignInRequest {
                cloud,
                tenant: String::new(),
                client_id,
                login_hint: hint.filter(|hint| !hint.is_empty()),
                prompt: Prompt::SelectAccount,
                claims: None,
            };
            return Ok(match method {
                SignInMethod::DeviceCode => SignInFlow::DeviceCode(request),
                _ => SignInFlow::Browser(request),
            });
        }
        SignInMethod::ClientSecret { secret } => of_secret(secret)?,
        SignInMethod::ClientCertificate { file, password } => of_certificate(&file, password).await?,
        SignInMethod::SdkAuth { .. }
        | SignInMethod::Environment { .. }
        | SignInMethod::AzureCli
        | SignInMethod::ManagedIdentity { .. } => return Err(Reason::MethodOfEntra.into()),
    };
    Ok(SignInFlow::ServicePrincipal(ServicePrincipalRequest {
        cloud,
        tenant: String::new(),
        client_id: named.ok_or(Reason::ClientIdMissing)?,
        credential: application.credential,
    }))
}

/// A client id is whatever characters the provider likes (RFC 6749 appendix A.1), and no GUID.
fn checked(id: String) -> Result<String, AppError> {
    let is_plain = id.len() <= LONGEST_ID && id.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain { Ok(id) } else { Err(Reason::ClientIdCharacters.into()) }
}

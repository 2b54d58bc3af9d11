//! The ways to sign in where somebody else than Entra signs people in: those that OpenID Connect and OAuth have.

use latchkey_identity::{Prompt, ServicePrincipalRequest, SignInFlow, SignInRequest};

use super::{of_certificate, of_secret};
use crate::{
    CommandError,
    connection::Connection,
    view::{SignInOptions, SignInWay},
};

/// What a provider calls an application.
const LONGEST_ID: usize = 256;

/// Checks what was asked for. Microsoft's application is never named to another provider, and neither is the one of
/// the settings or of the environment's variables, which is registered with Entra and has its secrets there.
pub(super) async fn way(connection: &Connection, options: SignInOptions) -> Result<SignInFlow, CommandError> {
    let cloud = connection.cloud().clone();
    if options.tenant.is_some_and(|tenant| !tenant.trim().is_empty()) {
        let message = "This cloud's sign-in service has no tenants. Leave the tenant out.";
        return Err(CommandError::invalid("tenant", message));
    }
    let named = options.client_id.map(|id| id.trim().to_owned()).filter(|id| !id.is_empty());
    let named = named.map(checked).transpose()?;
    let application = match options.way.unwrap_or(SignInWay::Browser) {
        way @ (SignInWay::Browser | SignInWay::DeviceCode) => {
            let message = "This cloud's file names no client id. Enter that of your application there.";
            let client_id = named
                .or_else(|| cloud.client_id.clone())
                .ok_or_else(|| CommandError::invalid("clientId", message))?;
            let hint = options.login_hint.map(|hint| hint.trim().to_owned());
            let request = SignInRequest {
                cloud,
                tenant: String::new(),
                client_id,
                login_hint: hint.filter(|hint| !hint.is_empty()),
                prompt: Prompt::SelectAccount,
                claims: None,
            };
            return Ok(match way {
                SignInWay::DeviceCode => SignInFlow::DeviceCode(request),
                _ => SignInFlow::Browser(request),
            });
        }
        SignInWay::ClientSecret { secret } => of_secret(secret)?,
        SignInWay::ClientCertificate { file, password } => of_certificate(&file, password).await?,
        SignInWay::SdkAuth { .. }
        | SignInWay::Environment { .. }
        | SignInWay::AzureCli
        | SignInWay::ManagedIdentity { .. } => {
            let message = "This way is Microsoft Entra's own, and this cloud has another sign-in service. Use the \
                browser, a code, or an application's secret or certificate.";
            return Err(CommandError::invalid("way", message));
        }
    };
    let missing = || CommandError::invalid("clientId", "Enter the application (client) id.");
    Ok(SignInFlow::ServicePrincipal(ServicePrincipalRequest {
        cloud,
        tenant: String::new(),
        client_id: named.ok_or_else(missing)?,
        credential: application.credential,
    }))
}

/// A client id is whatever characters the provider likes (RFC 6749 appendix A.1), and no GUID.
fn checked(id: String) -> Result<String, CommandError> {
    let is_plain = id.len() <= LONGEST_ID && id.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    is_plain.then_some(id).ok_or_else(|| {
        CommandError::invalid("clientId", "The client id has characters that no client id can have.")
    })
}

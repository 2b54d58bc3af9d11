//! The methods of signing in: what the window, the environment or a file named, checked and made ready to run.

mod provider;

use base64::{Engine, engine::general_purpose::STANDARD};
use latchkey_identity::{
    ApplicationCredential, AzureCliRequest, CertificateError, ClientCertificate, IdentitySelection, Machine,
    ManagedIdentityRequest, Prompt, ServicePrincipalRequest, SignInFlow, SignInRequest,
};
use latchkey_types::{Cloud, Secret};
use zeroize::Zeroizing;

use super::{application::Application, sdk_auth::SdkAuth};
use crate::{
    AppError, Field, Reason,
    bridge::{EnvironmentVariables, MachineIdentity, SignInMethod, SignInOptions},
    connection::Connection,
    preferences::{self, DEFAULT_CLIENT_ID, DEFAULT_TENANT},
    profile::Settings,
};

/// What a certificate's file may have, in bytes.
const LONGEST_CERTIFICATE: u64 = 256 * 1024;

/// Checks what was asked for. A person's fields come before those of a file, and those before the
/// settings'.
pub(super) async fn resolve(
    connection: &Connection,
    settings: Settings,
    options: SignInOptions,
) -> Result<SignInFlow, AppError> {
    let cloud = connection.cloud().clone();
    if cloud.open_id().is_some() {
        return provider::resolve(connection, options).await;
    }
    // A sign-in that names nothing of its own is the current account's.
    let is_plain = options.method.is_none() && options.tenant.is_none() && options.client_id.is_none();
    let tenant = checked(options.tenant, preferences::parse_tenant)?;
    let client_id = checked(options.client_id, preferences::parse_client_id)?;
    let application = match options.method.unwrap_or(SignInMethod::Browser) {
        SignInMethod::Browser => {
            let hint = options.login_hint.map(|hint| hint.trim().to_owned());
            let hint = hint.filter(|hint| !hint.is_empty());
            let request = person_request(settings, cloud, tenant, client_id, hint);
            let request = if is_plain { with_wanted_claims(connection, request) } else { request };
            return Ok(SignInFlow::Browser(request));
        }
        SignInMethod::DeviceCode => {
            return Ok(SignInFlow::DeviceCode(person_request(settings, cloud, tenant, client_id, None)));
        }
        SignInMethod::AzureCli => return Ok(SignInFlow::AzureCli(AzureCliRequest { cloud, tenant })),
        SignInMethod::ManagedIdentity { identity } => {
            let selection = parse_identity(identity)?;
            return Ok(SignInFlow::ManagedIdentity(ManagedIdentityRequest { cloud, selection }));
        }
        SignInMethod::ClientSecret { secret } => read_secret(secret)?,
        SignInMethod::ClientCertificate { file, password } => read_certificate_text(&file, password).await?,
        SignInMethod::SdkAuth { json } => SdkAuth::read(&json)?.application(&cloud)?,
        SignInMethod::Environment { variables } => {
            from_environment(&*connection.identity().machine, variables).await?
        }
    };
    let tenant = match tenant {
        Some(tenant) => Some(tenant),
        None => checked(application.tenant, preferences::parse_tenant)?,
    };
    let client_id = match client_id {
        Some(client_id) => Some(client_id),
        None => checked(application.client_id, preferences::parse_client_id)?,
    };
    Ok(SignInFlow::ServicePrincipal(ServicePrincipalRequest {
        cloud,
        tenant: tenant.ok_or(Reason::TenantMissing)?,
        client_id: client_id.ok_or(Reason::ClientIdMissing)?,
        credential: application.credential,
    }))
}

fn person_request(
    settings: Settings,
    cloud: Cloud,
    tenant: Option<String>,
    client_id: Option<String>,
    login_hint: Option<String>,
) -> SignInRequest {
    let client_id = client_id.or_else(|| cloud.client_id.clone()).or(settings.client_id);
    SignInRequest {
        cloud,
        tenant: tenant.or(settings.tenant).unwrap_or_else(|| DEFAULT_TENANT.to_owned()),
        client_id: client_id.unwrap_or_else(|| DEFAULT_CLIENT_ID.to_owned()),
        login_hint,
        prompt: Prompt::SelectAccount,
        claims: None,
    }
}
/// If a service or a policy wants more of the current account, and nobody else is asked for, the sign-in is that
/// account's, in its tenant, with the claims that are wanted.
fn with_wanted_claims(connection: &Connection, request: SignInRequest) -> SignInRequest {
    let Some(account) = connection.current() else { return request };
    let is_for_another = request.login_hint.as_ref().is_some_and(|hint| *hint != account.user_name);
    let Some(claims) = connection.accounts().wanted_claims(&account.key).filter(|_| !is_for_another) else {
        return request;
    };
    SignInRequest {
        tenant: account.key.tenant_id.clone(),
        client_id: account.key.client_id.clone(),
        login_hint: Some(account.user_name.clone()),
        claims: Some(claims),
        ..request
    }
}

/// An application by its secret alone.
fn read_secret(secret: Secret) -> Result<Application, AppError> {
    if secret.is_empty() {
        return Err(Reason::SecretMissing.into());
    }
    Ok(Application { tenant: None, client_id: None, credential: ApplicationCredential::Secret(secret) })
}

/// An application by its certificate's file (base64) alone.
async fn read_certificate_text(file: &Secret, password: Option<Secret>) -> Result<Application, AppError> {
    // EXPOSE: the text is decoded here and goes nowhere.
    let file = STANDARD.decode(file.expose().trim()).map(Zeroizing::new).map_err(|_| {
        let problem = CertificateError::UnknownFormat;
        Reason::CertificateInvalid { field: Field::Certificate, problem }
    })?;
    let credential = ApplicationCredential::Certificate(read_certificate(file, password).await?);
    Ok(Application { tenant: None, client_id: None, credential })
}

fn checked(
    text: Option<String>,
    check: fn(&str) -> Result<Option<String>, AppError>,
) -> Result<Option<String>, AppError> {
    text.as_deref().map(check).transpose().map(Option::flatten)
}

fn parse_identity(identity: MachineIdentity) -> Result<IdentitySelection, AppError> {
    let named = |id: String| {
        let id = id.trim().to_owned();
        let is_plain = !id.is_empty() && id.len() <= 1024 && !id.chars().any(char::is_control);
        if is_plain { Ok(id) } else { Err(AppError::from(Reason::IdentityInvalid)) }
    };
    Ok(match identity {
        MachineIdentity::SystemAssigned => IdentitySelection::SystemAssigned,
        MachineIdentity::ClientId { id } => IdentitySelection::ClientId(named(id)?),
        MachineIdentity::ObjectId { id } => IdentitySelection::ObjectId(named(id)?),
        MachineIdentity::ResourceId { id } => IdentitySelection::ResourceId(named(id)?),
    })
}

async fn from_environment(
    machine: &dyn Machine,
    variables: EnvironmentVariables,
) -> Result<Application, AppError> {
    let text = |name: &str| {
        // EXPOSE: ids and paths are no secrets.
        machine.variable(name).map(|value| value.expose().to_owned())
    };
    let missing = |name: &str| Reason::VariableMissing { name: name.to_owned() };
    let (tenant, client_id, secret) = match variables {
        EnvironmentVariables::Aml => ("AML_TENANT_ID", "AML_PRINCIPAL_ID", "AML_PRINCIPAL_PASS"),
        EnvironmentVariables::Azure => ("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"),
    };
    let certificate = match variables {
        EnvironmentVariables::Aml => None,
        EnvironmentVariables::Azure => text("AZURE_CLIENT_CERTIFICATE_PATH"),
    };
    let credential = match (machine.variable(secret), certificate) {
        (Some(secret), _) => ApplicationCredential::Secret(secret),
        (None, Some(path)) => {
            let password = machine.variable("AZURE_CLIENT_CERTIFICATE_PASSWORD");
            let file = read_file(&path).await?;
            ApplicationCredential::Certificate(read_certificate(file, password).await?)
        }
        (None, None) => return Err(missing(secret).into()),
    };
    Ok(Application {
        tenant: Some(text(tenant).ok_or_else(|| missing(tenant))?),
        client_id: Some(text(client_id).ok_or_else(|| missing(client_id))?),
        credential,
    })
}

async fn read_file(path: &str) -> Result<Zeroizing<Vec<u8>>, AppError> {
    let place = std::path::PathBuf::from(path);
    let read = tokio::task::spawn_blocking(move || latchkey_files::read(&place, LONGEST_CERTIFICATE)).await;
    let read = read.unwrap_or_else(|error| Err(std::io::Error::other(error).into()));
    read.map_err(|error| {
        let (file, field, problem) = (path.to_owned(), Field::Certificate, error.into());
        Reason::FileUnreadable { file, field, problem }.into()
    })
}

/// Opening an encrypted file takes a while on purpose, so it happens on a thread of its own.
async fn read_certificate(
    file: Zeroizing<Vec<u8>>,
    password: Option<Secret>,
) -> Result<ClientCertificate, AppError> {
    let read = tokio::task::spawn_blocking(move || ClientCertificate::read(&file, password.as_ref())).await;
    let read = read.unwrap_or(Err(CertificateError::UnknownFormat));
    read.map_err(|problem| {
        let field = match problem {
            CertificateError::PasswordNeeded | CertificateError::WrongPassword => Field::Password,
            _ => Field::Certificate,
        };
        Reason::CertificateInvalid { field, problem }.into()
    })
}

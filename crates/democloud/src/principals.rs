//! The applications that a program can sign in as, with their credentials.

use base64::{Engine, engine::general_purpose::STANDARD};
use latchkey_types::{Scope, Secret};
use x509_parser::parse_x509_certificate;

use crate::{
    DemoCloud,
    audience::Resource,
    hash, roles,
    state::{ClientCertificate, State},
};

/// An application with a secret that is good now.
#[derive(Debug, Clone)]
pub struct ServicePrincipal {
    /// Its name.
    pub display_name: String,
    /// The application's id.
    pub client_id: String,
    /// Object id of the service principal, which roles are assigned to.
    pub object_id: String,
    /// The tenant's id.
    pub tenant_id: String,
    /// `owner` of the first subscription who manages applications, `reader` of it and of nothing else, or neither.
    pub role: Option<&'static str>,
    /// A secret of the application.
    pub secret: Secret,
}

/// Why a certificate was not registered.
#[derive(Debug, thiserror::Error)]
pub enum RegisterCertificateError {
    /// No application has this client id.
    #[error("no application has the client id {0}")]
    NoApplication(String),
    /// The bytes are not an X.509 certificate with usable dates.
    #[error("this is not a certificate")]
    NotACertificate,
}

impl DemoCloud {
    /// Every application that can sign in by a secret now, once for each tenant that knows it.
    pub fn service_principals(&self) -> Vec<ServicePrincipal> {
        let now = self.core.now();
        self.core.with_state(|state| {
            let principals = state.service_principals.iter().filter_map(|principal| {
                let application = state.applications.iter().find(|one| one.client_id == principal.app_id)?;
                let secret =
                    application.secrets.iter().find(|one| one.starts_at <= now && now < one.ends_at)?;
                Some(ServicePrincipal {
                    display_name: principal.display_name.clone(),
                    client_id: principal.app_id.clone(),
                    object_id: principal.id.clone(),
                    tenant_id: principal.tenant_id.clone(),
                    role: role_of(state, &principal.id),
                    secret: secret.text.clone(),
                })
            });
            principals.collect()
        })
    }

    /// Registers a certificate (DER) that an application may prove itself with from now on.
    ///
    /// # Errors
    /// [`RegisterCertificateError`] if there is no such application, or the bytes are no certificate.
    pub fn register_certificate(&self, client_id: &str, der: &[u8]) -> Result<(), RegisterCertificateError> {
        let not_one = || RegisterCertificateError::NotACertificate;
        let (rest, certificate) = parse_x509_certificate(der).map_err(|_| not_one())?;
        if !rest.is_empty() {
            return Err(not_one());
        }
        let timestamp = |seconds: i64| jiff::Timestamp::from_second(seconds).map_err(|_| not_one());
        let validity = certificate.validity();
        let registered = ClientCertificate {
            key_id: hash::guid(&hash::of_bytes(der)),
            display_name: Some(certificate.subject().to_string()),
            certificate: STANDARD.encode(der),
            starts_at: timestamp(validity.not_before.timestamp())?,
            ends_at: timestamp(validity.not_after.timestamp())?,
        };
        self.core.with_state(|state| {
            let application = state.applications.find_mut(|one| one.client_id == client_id);
            let application =
                application.ok_or_else(|| RegisterCertificateError::NoApplication(client_id.to_owned()))?;
            application.certificates.push(registered);
            state.touch();
            Ok(())
        })
    }
}

fn role_of(state: &State, principal_id: &str) -> Option<&'static str> {
    let first = Scope::new(state.subscriptions.first()?.path());
    let own: Vec<_> = state.assignments.iter().filter(|one| one.grant.principal_id == principal_id).collect();
    let has_at_first =
        |role: &str| own.iter().any(|one| one.grant.role_id == role && one.grant.scope == first);
    let permissions = state.app_roles_of(principal_id, Resource::Graph);
    if has_at_first(roles::OWNER) && permissions.contains(&"Application.ReadWrite.All") {
        Some("owner")
    } else if has_at_first(roles::READER) && own.len() == 1 && permissions.is_empty() {
        Some("reader")
    } else {
        None
    }
}

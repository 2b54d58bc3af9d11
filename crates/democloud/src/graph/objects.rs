//! The JSON of directory objects: whole, so that filters can look at everything.

use serde_json::{Value, json};

use super::certificate;
use crate::{
    dates,
    state::{
        Application, ClientCertificate, ClientSecret, Group, Registration, ServicePrincipal, State, User,
    },
};

/// What Graph does with one kind of object.
pub(super) struct Kind {
    /// The collection's name, as in `$metadata#users`.
    pub(super) collection: &'static str,
    /// The name in refusals.
    pub(super) resource: &'static str,
    /// What is shown unasked; everything if nothing is said.
    pub(super) shown: Option<&'static str>,
    /// What `$filter` may look at.
    pub(super) filters: &'static [&'static str],
}

pub(super) const USER: Kind = Kind {
    collection: "users",
    resource: "User",
    shown: Some(
        "businessPhones,displayName,givenName,jobTitle,mail,mobilePhone,officeLocation,preferredLanguage,surname,userPrincipalName,id",
    ),
    filters: &[
        "accountEnabled",
        "displayName",
        "givenName",
        "id",
        "jobTitle",
        "mail",
        "surname",
        "userPrincipalName",
        "userType",
    ],
};

pub(super) const GROUP: Kind = Kind {
    collection: "groups",
    resource: "Group",
    shown: None,
    filters: &["displayName", "id", "mailEnabled", "securityEnabled"],
};

pub(super) const SERVICE_PRINCIPAL: Kind = Kind {
    collection: "servicePrincipals",
    resource: "ServicePrincipal",
    shown: None,
    filters: &[
        "accountEnabled",
        "appId",
        "appDisplayName",
        "appOwnerOrganizationId",
        "displayName",
        "id",
        "servicePrincipalType",
    ],
};

pub(super) const APPLICATION: Kind = Kind {
    collection: "applications",
    resource: "Application",
    shown: None,
    filters: &["appId", "createdDateTime", "displayName", "id", "signInAudience"],
};

/// Anything; each object says what it is.
pub(super) const DIRECTORY_OBJECT: Kind = Kind {
    collection: "directoryObjects",
    resource: "DirectoryObject",
    shown: None,
    filters: &["displayName", "id"],
};

pub(super) fn user(user: &User) -> Value {
    json!({
        "id": user.id,
        "accountEnabled": true,
        "businessPhones": [],
        "displayName": user.display_name(),
        "givenName": user.given_name,
        "jobTitle": user.job_title,
        "mail": user.sign_in_name,
        "mobilePhone": null,
        "officeLocation": null,
        "preferredLanguage": null,
        "surname": user.family_name,
        "userPrincipalName": user.sign_in_name,
        "userType": if user.home.is_some() { "Guest" } else { "Member" },
    })
}

pub(super) fn group(group: &Group) -> Value {
    json!({
        "id": group.id,
        "deletedDateTime": null,
        "description": null,
        "displayName": group.display_name,
        "groupTypes": [],
        "mail": null,
        "mailEnabled": false,
        "securityEnabled": true,
    })
}

pub(super) fn service_principal(state: &State, principal: &ServicePrincipal) -> Value {
    let application = state.applications.iter().find(|one| one.client_id == principal.app_id);
    let registration = application.and_then(|one| state.registration(&one.id));
    let identity = state.managed_identities.iter().find(|one| one.principal_id == principal.id);
    let alternative_names = identity.map_or_else(Vec::new, |identity| {
        let is_explicit = if identity.is_user_assigned { "True" } else { "False" };
        vec![format!("isExplicit={is_explicit}"), identity.resource_id.clone()]
    });
    let identifier_uris = registration.iter().flat_map(|one| &one.identifier_uris);
    let names: Vec<&String> = std::iter::once(&principal.app_id).chain(identifier_uris).collect();
    json!({
        "id": principal.id,
        "deletedDateTime": null,
        "accountEnabled": true,
        "alternativeNames": alternative_names,
        "appDisplayName": principal.display_name,
        "appId": principal.app_id,
        "appOwnerOrganizationId": application.map(|one| &one.tenant_id),
        "appRoleAssignmentRequired": false,
        "appRoles": [],
        "displayName": principal.display_name,
        "keyCredentials": [],
        "oauth2PermissionScopes": [],
        "passwordCredentials": [],
        "replyUrls": application.map_or_else(Vec::new, |one| one.redirect_uris.clone()),
        "servicePrincipalNames": names,
        "servicePrincipalType": principal.kind,
        "signInAudience": application.map(audience),
        "tags": [],
    })
}

/// Secrets are reduced to hints; they cannot be read again.
pub(super) fn application(state: &State, application: &Application) -> Value {
    let none = Registration::default();
    let registration = state.registration(&application.id).unwrap_or(&none);
    let (web, spa) = (&registration.web_redirect_uris, &registration.spa_redirect_uris);
    let rest: Vec<&String> =
        application.redirect_uris.iter().filter(|one| !web.contains(one) && !spa.contains(one)).collect();
    let keys: Vec<Value> = application.certificates.iter().map(key).collect();
    let passwords: Vec<Value> = application.secrets.iter().map(password).collect();
    let tenant = state.tenants.iter().find(|tenant| tenant.id == application.tenant_id);
    json!({
        "id": application.id,
        "deletedDateTime": null,
        "appId": application.client_id,
        "appRoles": [],
        "createdDateTime": dates::with_seven_digits(application.created_at),
        "description": null,
        "displayName": application.display_name,
        "identifierUris": registration.identifier_uris,
        "isFallbackPublicClient": registration.is_fallback_public,
        "keyCredentials": keys,
        "passwordCredentials": passwords,
        "publicClient": {"redirectUris": rest},
        "publisherDomain": tenant.map(|tenant| &tenant.domain),
        "requiredResourceAccess": registration.required_resource_access,
        "signInAudience": audience(application),
        "spa": {"redirectUris": spa},
        "tags": [],
        "web": {
            "homePageUrl": null,
            "implicitGrantSettings": {"enableAccessTokenIssuance": false, "enableIdTokenIssuance": false},
            "logoutUrl": null,
            "redirectUris": web,
        },
    })
}

fn audience(application: &Application) -> &'static str {
    if application.is_multi_tenant { "AzureADMultipleOrgs" } else { "AzureADMyOrg" }
}

/// The object with its kind, as mixed lists have it.
pub(super) fn with_type(kind: &str, mut object: Value) -> Value {
    object["@odata.type"] = json!(format!("#microsoft.graph.{kind}"));
    object
}

/// A password with its first letters only.
pub(super) fn password(secret: &ClientSecret) -> Value {
    // EXPOSE: three letters of many, as Entra shows them to tell secrets apart.
    let hint: String = secret.text.expose().chars().take(3).collect();
    json!({
        "customKeyIdentifier": null,
        "displayName": secret.display_name,
        "endDateTime": dates::with_seven_digits(secret.ends_at),
        "hint": hint,
        "keyId": secret.key_id,
        "secretText": null,
        "startDateTime": dates::with_seven_digits(secret.starts_at),
    })
}

/// A password with its text, for the one answer that has it.
pub(super) fn password_once(secret: &ClientSecret) -> Value {
    let mut body = password(secret);
    // EXPOSE: the caller who made the password gets it this once.
    body["secretText"] = json!(secret.text.expose());
    body
}

/// A key without the certificate.
pub(super) fn key(key: &ClientCertificate) -> Value {
    json!({
        "customKeyIdentifier": certificate::thumbprint(key),
        "displayName": key.display_name,
        "endDateTime": dates::with_seven_digits(key.ends_at),
        "key": null,
        "keyId": key.key_id,
        "startDateTime": dates::with_seven_digits(key.starts_at),
        "type": "AsymmetricX509Cert",
        "usage": "Verify",
    })
}

//! The changes that a request makes to an application. What it leaves out stays as it is.

use std::collections::HashSet;

use jiff::Timestamp;
use latchkey_types::Entropy;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::credential_requests::{CREDENTIALS_KEPT, KeyCredentialRequest, PasswordCredentialRequest};
use crate::{
    error::GraphError,
    state::{Application, Registration},
};

/// An application has at most this many redirect addresses or permissions.
const ITEMS: usize = 256;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Changes {
    display_name: Option<String>,
    sign_in_audience: Option<String>,
    is_fallback_public_client: Option<bool>,
    identifier_uris: Option<Vec<String>>,
    web: Option<Platform>,
    spa: Option<Platform>,
    public_client: Option<Platform>,
    required_resource_access: Option<Vec<Value>>,
    key_credentials: Option<Vec<KeyCredentialRequest>>,
    password_credentials: Option<Vec<PasswordCredentialRequest>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Platform {
    redirect_uris: Option<Vec<String>>,
}

impl Changes {
    /// Applies them to copies, which the caller puts in place if all went well.
    pub(super) fn apply(
        self,
        application: &mut Application,
        registration: &mut Registration,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<(), GraphError> {
        if let Some(name) = self.display_name {
            if name.trim().is_empty() || name.chars().count() > 256 {
                return Err(GraphError::property_not_valid("displayName"));
            }
            application.display_name = name;
        }
        if let Some(audience) = self.sign_in_audience {
            application.is_multi_tenant = match audience.as_str() {
                "AzureADMyOrg" => false,
                "AzureADMultipleOrgs" | "AzureADandPersonalMicrosoftAccount" => true,
                _ => return Err(GraphError::property_not_valid("signInAudience")),
            };
        }
        if let Some(uris) = self.identifier_uris {
            if uris.len() > ITEMS || !uris.iter().all(|uri| Url::parse(uri).is_ok()) {
                return Err(GraphError::property_not_valid("identifierUris"));
            }
            registration.identifier_uris = uris;
        }
        if let Some(access) = self.required_resource_access {
            let is_permission = |one: &Value| one["id"].is_string() && one["type"].is_string();
            let is_entry = |one: &Value| {
                let permissions = one["resourceAccess"].as_array();
                one["resourceAppId"].is_string()
                    && permissions.is_some_and(|all| all.len() <= ITEMS && all.iter().all(is_permission))
            };
            if access.len() > ITEMS || !access.iter().all(is_entry) {
                return Err(GraphError::property_not_valid("requiredResourceAccess"));
            }
            // What else a caller put in is not kept: however deep it nests, the state can be read again.
            registration.required_resource_access = access
                .iter()
                .map(|one| {
                    let permissions = one["resourceAccess"].as_array().into_iter().flatten();
                    let permissions = permissions.map(|one| json!({"id": one["id"], "type": one["type"]}));
                    json!({"resourceAppId": one["resourceAppId"], "resourceAccess": permissions.collect::<Vec<_>>()})
                })
                .collect();
        }
        registration.is_fallback_public = self.is_fallback_public_client.or(registration.is_fallback_public);
        set_redirects([self.public_client, self.web, self.spa], application, registration)?;
        if let Some(keys) = self.key_credentials {
            set_keys(keys, application, entropy)?;
        }
        if let Some(passwords) = self.password_credentials {
            set_passwords(passwords, application, now, entropy)?;
        }
        registration.settle(application);
        Ok(())
    }
}

fn set_redirects(
    [public, web, spa]: [Option<Platform>; 3],
    application: &mut Application,
    registration: &mut Registration,
) -> Result<(), GraphError> {
    let asked = |platform: Option<Platform>| platform.and_then(|platform| platform.redirect_uris);
    let old: Vec<String> = application
        .redirect_uris
        .iter()
        .filter(|one| {
            !registration.web_redirect_uris.contains(one) && !registration.spa_redirect_uris.contains(one)
        })
        .cloned()
        .collect();
    let public = asked(public).unwrap_or(old);
    registration.web_redirect_uris =
        asked(web).unwrap_or(std::mem::take(&mut registration.web_redirect_uris));
    registration.spa_redirect_uris =
        asked(spa).unwrap_or(std::mem::take(&mut registration.spa_redirect_uris));
    let all: Vec<String> =
        [public.as_slice(), &registration.web_redirect_uris, &registration.spa_redirect_uris].concat();
    let mut seen = HashSet::new();
    let is_sound = |uri: &String| {
        uri.len() <= 256 && Url::parse(uri).is_ok_and(|url| url.fragment().is_none() && is_sound_scheme(&url))
    };
    if all.len() > ITEMS || !all.iter().all(|uri| is_sound(uri) && seen.insert(uri.clone())) {
        return Err(GraphError::property_not_valid("redirectUris"));
    }
    application.redirect_uris = all;
    Ok(())
}

/// Plain HTTP leads to this machine only, and no address runs as a script.
fn is_sound_scheme(url: &Url) -> bool {
    match url.scheme() {
        "http" => matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")),
        "javascript" | "data" | "file" | "vbscript" => false,
        _ => true,
    }
}

/// The whole list is given. An entry without a certificate keeps the one with its id.
fn set_keys(
    keys: Vec<KeyCredentialRequest>,
    application: &mut Application,
    entropy: &dyn Entropy,
) -> Result<(), GraphError> {
    if keys.len() > CREDENTIALS_KEPT {
        return Err(GraphError::property_not_valid("keyCredentials"));
    }
    let old = std::mem::take(&mut application.certificates);
    for asked in keys {
        let kept = old.iter().find(|one| asked.key_id.as_ref() == Some(&one.key_id));
        let made = match kept {
            Some(kept) if asked.key.is_none() => kept.clone(),
            _ => asked.make(entropy)?,
        };
        application.certificates.push(made);
    }
    Ok(())
}

/// Entries with the id of a password keep it; others make one.
fn set_passwords(
    passwords: Vec<PasswordCredentialRequest>,
    application: &mut Application,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), GraphError> {
    if passwords.len() > CREDENTIALS_KEPT {
        return Err(GraphError::property_not_valid("passwordCredentials"));
    }
    let old = std::mem::take(&mut application.secrets);
    for asked in passwords {
        let kept = old.iter().find(|one| asked.key_id.as_ref() == Some(&one.key_id));
        let made = match kept {
            Some(kept) => kept.clone(),
            None => asked.make(now, entropy)?,
        };
        application.secrets.push(made);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_run_or_leak_are_refused() {
        let check = |uri: &str, expected: bool| {
            assert_eq!(is_sound_scheme(&Url::parse(uri).unwrap()), expected, "{uri}");
        };
        check("https://app.example/back", true);
        check("http://localhost:5000/back", true);
        check("http://127.0.0.1", true);
        check("myapp://auth", true);
        check("http://app.example/back", false);
        check("javascript:alert(1)", false);
        check("data:text/html,x", false);
    }
}

//! Passwords and keys of applications: added, shown without what is secret, removed.

use axum::http::StatusCode;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use latchkey_types::Entropy;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{GraphRequest, Key, applications, certificate};
use crate::{
    dates,
    error::GraphError,
    random,
    reply::Reply,
    state::{Application, ClientCertificate, ClientSecret},
};

/// An application has at most this many of each kind.
pub(super) const CREDENTIALS_KEPT: usize = 100;

/// A password as a request describes it. Its text is never taken from outside.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct AskedPassword {
    pub(super) key_id: Option<String>,
    display_name: Option<String>,
    start_date_time: Option<String>,
    end_date_time: Option<String>,
}

/// A key as a request describes it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct AskedKey {
    pub(super) key_id: Option<String>,
    display_name: Option<String>,
    start_date_time: Option<String>,
    end_date_time: Option<String>,
    /// The certificate; an entry that is kept comes without.
    pub(super) key: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
}

impl AskedPassword {
    /// Makes the password. Unasked it holds from now on, for two years.
    pub(super) fn make(self, now: Timestamp, entropy: &dyn Entropy) -> Result<ClientSecret, GraphError> {
        let starts_at = moment(self.start_date_time.as_deref())?.unwrap_or(now);
        let ends_at = moment(self.end_date_time.as_deref())?;
        let ends_at = ends_at.map_or_else(|| two_years_after(starts_at), Ok)?;
        if ends_at <= starts_at || ends_at <= now {
            return Err(GraphError::property_not_valid("endDateTime"));
        }
        Ok(ClientSecret {
            key_id: entropy.uuid().to_string(),
            display_name: self.display_name,
            text: random::client_secret(entropy),
            starts_at,
            ends_at,
        })
    }
}

impl AskedKey {
    /// Reads the certificate. Unasked it holds as long as it says itself.
    pub(super) fn make(self, entropy: &dyn Entropy) -> Result<ClientCertificate, GraphError> {
        let not_valid = || GraphError::property_not_valid("keyCredentials");
        if self.kind.as_deref().is_some_and(|kind| kind != "AsymmetricX509Cert") {
            return Err(not_valid());
        }
        let key_id = self.key_id.filter(|id| crate::hash::is_guid(id));
        let key_id = key_id.unwrap_or_else(|| entropy.uuid().to_string());
        let read = self.key.as_deref().and_then(|key| certificate::read(key, key_id));
        let mut made = read.ok_or_else(not_valid)?;
        let (from, to) = (moment(self.start_date_time.as_deref())?, moment(self.end_date_time.as_deref())?);
        // The certificate's own dates cannot be stretched.
        if from.is_some_and(|from| from < made.starts_at) || to.is_some_and(|to| to > made.ends_at) {
            return Err(not_valid());
        }
        made.starts_at = from.unwrap_or(made.starts_at);
        made.ends_at = to.unwrap_or(made.ends_at);
        made.display_name = self.display_name.or(made.display_name);
        Ok(made)
    }
}

/// Times come with a zone, or without one and then in UTC.
fn moment(text: Option<&str>) -> Result<Option<Timestamp>, GraphError> {
    let Some(text) = text else { return Ok(None) };
    let without_zone = || {
        let time: jiff::civil::DateTime = text.parse().ok()?;
        Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp())
    };
    let read = text.parse().ok().or_else(without_zone);
    read.map(Some).ok_or_else(|| GraphError::bad_request("A date and time could not be read."))
}

fn two_years_after(at: Timestamp) -> Result<Timestamp, GraphError> {
    let later = at.to_zoned(TimeZone::UTC).checked_add(2.years());
    later.map(|later| later.timestamp()).map_err(|_| GraphError::property_not_valid("startDateTime"))
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
    // EXPOSE: whoever made the password is told it this once.
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AddPassword {
    #[serde(default)]
    password_credential: Option<AskedPassword>,
}

pub(super) fn add_password(request: &mut GraphRequest<'_>, of: &Key) -> Result<Reply, GraphError> {
    let at = applications::position_to_change(request, of)?;
    let asked: AddPassword = if request.call.body.is_empty() {
        AddPassword { password_credential: None }
    } else {
        request.body()?
    };
    let secret = asked.password_credential.unwrap_or_default().make(request.now, &*request.core.entropy)?;
    let body = with_context(request, "passwordCredential", password_once(&secret));
    let application = &mut request.state.applications[at];
    if application.secrets.len() >= CREDENTIALS_KEPT {
        return Err(GraphError::property_not_valid("passwordCredentials"));
    }
    application.secrets.push(secret);
    applications::settle(request, at);
    Ok(Reply::ok(&body))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Remove {
    key_id: String,
    #[serde(default)]
    proof: Option<String>,
}

pub(super) fn remove_password(request: &mut GraphRequest<'_>, of: &Key) -> Result<Reply, GraphError> {
    let at = applications::position_to_change(request, of)?;
    let Remove { key_id, .. } = request.body()?;
    let secrets = &mut request.state.applications[at].secrets;
    let before = secrets.len();
    secrets.retain(|secret| !secret.key_id.eq_ignore_ascii_case(&key_id));
    if secrets.len() == before {
        return Err(GraphError::bad_request("No password credential found with keyId."));
    }
    applications::settle(request, at);
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AddKey {
    key_credential: AskedKey,
    #[serde(default)]
    proof: Option<String>,
}

/// Adds a key for somebody who has one already; the first one comes with `PATCH`.
pub(super) fn add_key(request: &mut GraphRequest<'_>, of: &Key) -> Result<Reply, GraphError> {
    let at = applications::position_to_change(request, of)?;
    let AddKey { key_credential, proof } = request.body()?;
    check_proof(&request.state.applications[at], proof.as_deref(), request.now)?;
    let made = key_credential.make(&*request.core.entropy)?;
    let body = with_context(request, "keyCredential", key(&made));
    let application = &mut request.state.applications[at];
    if application.certificates.len() >= CREDENTIALS_KEPT {
        return Err(GraphError::property_not_valid("keyCredentials"));
    }
    application.certificates.push(made);
    applications::settle(request, at);
    Ok(Reply::ok(&body))
}

pub(super) fn remove_key(request: &mut GraphRequest<'_>, of: &Key) -> Result<Reply, GraphError> {
    let at = applications::position_to_change(request, of)?;
    let Remove { key_id, proof } = request.body()?;
    check_proof(&request.state.applications[at], proof.as_deref(), request.now)?;
    let certificates = &mut request.state.applications[at].certificates;
    let before = certificates.len();
    certificates.retain(|one| !one.key_id.eq_ignore_ascii_case(&key_id));
    if certificates.len() == before {
        return Err(GraphError::bad_request("No key credential found with keyId."));
    }
    applications::settle(request, at);
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

fn check_proof(application: &Application, proof: Option<&str>, now: Timestamp) -> Result<(), GraphError> {
    let is_proven = proof.is_some_and(|proof| certificate::proves(application, proof, now));
    if is_proven { Ok(()) } else { Err(GraphError::proof_not_valid()) }
}

fn with_context(request: &GraphRequest<'_>, kind: &str, mut body: Value) -> Value {
    let context = format!("{}/v1.0/$metadata#microsoft.graph.{kind}", request.call.address);
    body["@odata.context"] = json!(context);
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_with_a_zone_or_in_utc() {
        let check = |text: &str, expected: Option<&str>| {
            let expected = expected.map(|text| text.parse::<Timestamp>().unwrap());
            assert_eq!(moment(Some(text)).ok().flatten(), expected, "{text}");
        };
        check("2026-11-21T00:00:00Z", Some("2026-11-21T00:00:00Z"));
        check("2026-11-21T00:00:00.123456+01:00", Some("2026-11-20T23:00:00.123456Z"));
        check("2026-11-21T00:00:00", Some("2026-11-21T00:00:00Z"));
        check("tomorrow", None);
        let leap_day: Timestamp = "2024-02-29T12:00:00Z".parse().unwrap();
        assert_eq!(two_years_after(leap_day).unwrap(), "2026-02-28T12:00:00Z".parse().unwrap());
    }
}

//! Passwords and keys of applications: added and removed.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    GraphRequest, Key, applications, certificate,
    credential_requests::{CREDENTIALS_KEPT, KeyCredentialRequest, PasswordCredentialRequest},
    objects::{key, password_once},
};
use crate::{error::GraphError, reply::Reply, state::Application};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AddPassword {
    #[serde(default)]
    password_credential: Option<PasswordCredentialRequest>,
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
    key_credential: KeyCredentialRequest,
    #[serde(default)]
    proof: Option<String>,
}

/// Adds a key to an application that has one already; the first one is added by `PATCH`.
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

//! Tokens of a web service on AKS with token authentication.

use axum::http::StatusCode;
use serde_json::json;

use super::MlRequest;
use crate::{error::ModelManagementError, reply::Reply, service_token, state::WebServiceAuth};

/// Reading the workspace is enough, and so is the right to score.
const ENOUGH: [&str; 2] = [
    "Microsoft.MachineLearningServices/workspaces/services/aks/score/action",
    "Microsoft.MachineLearningServices/workspaces/read",
];

pub(super) fn issue(request: &MlRequest<'_>) -> Result<Reply, ModelManagementError> {
    if !ENOUGH.iter().any(|action| request.access.allows(&request.workspace, action)) {
        request.need(ENOUGH[0])?;
    }
    let service = request.service()?;
    if service.auth != WebServiceAuth::Token {
        let message = format!("Authentication with tokens is not enabled for service {}.", service.name);
        return Err(ModelManagementError::bad_request("TokenAuthNotEnabled", message));
    }
    let token = service_token::issue(&request.state.signer, &service.id(), request.core.now());
    let body = json!({
        // EXPOSE: a caller who may have a token gets it.
        "accessToken": token.text.expose(),
        "tokenType": "Bearer",
        "refreshAfter": token.refresh_after,
        "expiryOn": token.expires_at,
    });
    Ok(Reply::json(StatusCode::CREATED, &body))
}

//! Azure Arc's proof that whoever asks shares the machine with the agent: a file that only a member of the
//! agent's group can read.
//!
//! <https://learn.microsoft.com/azure/azure-arc/servers/managed-identity-authentication>

use std::path::{Path, PathBuf};

use latchkey_files::ReadError;
use latchkey_http::{Request, Response};
use latchkey_types::Secret;

use crate::{ArcProblem, ManagedIdentityError};

/// The agent writes no longer ones.
const LONGEST_KEY: u64 = 4096;

/// Reads the file that the agent's challenge names, if it is one that only the agent can have written.
pub(super) async fn read_key(response: &Response, folder: &Path) -> Result<Secret, ManagedIdentityError> {
    let not_believed = ManagedIdentityError::ArcProof;
    let challenge = response.header("www-authenticate").ok_or(not_believed(ArcProblem::NoFile))?;
    let path = path_of(challenge).ok_or(not_believed(ArcProblem::NoFile))?;
    if path.parent() != Some(folder) || path.extension().is_none_or(|extension| extension != "key") {
        return Err(not_believed(ArcProblem::OtherFolder));
    }
    let read = tokio::task::spawn_blocking(move || latchkey_files::read_text(&path, LONGEST_KEY)).await;
    match read {
        Ok(Ok(key)) if !key.is_empty() => Ok(Secret::new(key.as_str())),
        Ok(Err(ReadError::System(_))) | Err(_) => Err(not_believed(ArcProblem::FileUnreadable)),
        Ok(_) => Err(not_believed(ArcProblem::NotAKey)),
    }
}

/// The request once more, with the key as it stands in the file.
pub(super) fn with_key(request: Request, key: &Secret) -> Request {
    // EXPOSE: the key goes back to the agent that wrote it, on this machine.
    request.secret_header("authorization", &Secret::new(format!("Basic {}", key.expose().trim())))
}

/// `Basic realm=/var/opt/azcmagent/tokens/….key`, with or without quotation marks.
pub(super) fn path_of(challenge: &str) -> Option<PathBuf> {
    let (scheme, rest) = challenge.trim().split_once(' ')?;
    let (name, value) = rest.trim().split_once('=')?;
    let is_ours = scheme.eq_ignore_ascii_case("basic") && name.trim().eq_ignore_ascii_case("realm");
    let path = PathBuf::from(value.trim().trim_matches('"'));
    // A way through `..` would leave the folder that its beginning names.
    let is_plain = path.is_absolute() && path.components().all(|part| part.as_os_str() != "..");
    (is_ours && is_plain).then_some(path)
}

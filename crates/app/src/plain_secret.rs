//! Keys and tokens on their way to a screen, the clipboard or a terminal.

use latchkey_types::Secret;

use crate::{CommandError, ErrorCode};

/// The secret, if it is one that can be pasted: keys and tokens are visible ASCII (RFC 6750 §2.1). In anything else a
/// service could hide a line break, and what follows it would be executed by whichever terminal it is pasted into.
///
/// # Errors
/// [`ErrorCode::ServiceFailed`] with the reason, and nothing of the secret.
pub(crate) fn plain(secret: Secret, what: &str) -> Result<Secret, CommandError> {
    if secret.is_plain() {
        return Ok(secret);
    }
    let message = format!(
        "The {what} that the service gave has characters that no {what} has, so it is neither shown nor copied."
    );
    Err(CommandError::new(ErrorCode::ServiceFailed, message))
}

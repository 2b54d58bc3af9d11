//! When the credential of an application ends. A certificate says so itself; of a secret only the directory
//! knows, and it is asked when somebody wants to know.

use latchkey_azure::applications::{self, ClientSecret};
use latchkey_identity::CredentialFacts;
use latchkey_words::permission;
use uuid::Uuid;

use crate::{AppError, Reason, bridge::CredentialSummary, session::Session};

/// What can be told of the secret or certificate that an account is kept by.
///
/// # Errors
/// [`Reason::NotAnApplication`]; what keeps the session from being read.
pub(crate) async fn describe(session: &Session) -> Result<CredentialSummary, AppError> {
    let (accounts, key) = (session.connection().accounts(), &session.account().key);
    let hint = match accounts.credential_facts(session.cloud(), key).await? {
        Some(CredentialFacts::Certificate(facts)) => {
            return Ok(CredentialSummary::Certificate {
                subject: facts.subject,
                thumbprint: facts.thumbprint,
                expires_at: facts.expires_at,
            });
        }
        Some(CredentialFacts::Secret { hint }) => hint,
        None => return Err(Reason::NotAnApplication.into()),
    };
    // It becomes part of an address.
    let client_id = Uuid::try_parse(&key.client_id).map_err(|_| Reason::ApplicationIdInvalid)?;
    Ok(match applications::list_secrets(session.azure(), &client_id.to_string()).await {
        Ok(secrets) => of_hint(&secrets, &hint),
        Err(error) if error.is_forbidden() => not_told(permission::registration_unreadable()),
        Err(error) => return Err(error.into()),
    })
}

/// Several secrets can begin alike; then the one that ends first is named.
fn of_hint(secrets: &[ClientSecret], hint: &str) -> CredentialSummary {
    let alike = secrets.iter().filter(|secret| secret.hint.as_deref() == Some(hint));
    let first = alike.filter_map(|secret| Some((secret.ends_at?, secret.name.clone()))).min();
    first.map_or_else(
        || not_told(permission::secret_unknown()),
        |(expires_at, name)| CredentialSummary::Secret { name, expires_at },
    )
}

fn not_told(reason: String) -> CredentialSummary {
    CredentialSummary::NotTold { reason }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn a_secret_is_found_by_its_beginning() {
        let secret = |hint: Option<&str>, ends_at: Option<&str>| ClientSecret {
            name: Some("rotated".to_owned()),
            hint: hint.map(str::to_owned),
            ends_at: ends_at.map(|text| text.parse().unwrap()),
        };
        let early: Timestamp = "2027-01-01T00:00:00Z".parse().unwrap();
        let secrets = [
            secret(Some("abc"), Some("2028-01-01T00:00:00Z")),
            secret(Some("abc"), Some("2027-01-01T00:00:00Z")),
            secret(Some("xyz"), None),
            secret(None, Some("2026-01-01T00:00:00Z")),
        ];
        let known = CredentialSummary::Secret { name: Some("rotated".to_owned()), expires_at: early };
        assert_eq!(of_hint(&secrets, "abc"), known);
        for hint in ["xyz", "", "ab"] {
            assert!(matches!(of_hint(&secrets, hint), CredentialSummary::NotTold { .. }), "{hint}");
        }
    }
}

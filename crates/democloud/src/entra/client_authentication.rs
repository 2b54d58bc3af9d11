//! Identifies and authenticates the client of a token request (RFC 6749 §2.3, RFC 7523 §2.2).

use base64::{Engine, engine::general_purpose::STANDARD};
use latchkey_types::Secret;
use url::form_urlencoded;
use zeroize::Zeroizing;

use super::{EntraRequest, client_assertion};
use crate::{call::Fields, error::EntraError, state::Application};

/// How a client proved who it is; tokens say so in `appidacr`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClientProof {
    /// It is public: nothing that it has would prove anything.
    Nothing,
    Secret,
    Certificate,
}

impl ClientProof {
    pub(super) fn claim(self) -> &'static str {
        match self {
            Self::Nothing => "0",
            Self::Secret => "1",
            Self::Certificate => "2",
        }
    }
}

/// Finds the client and checks its proof. Asking in its own name, even a public one has to prove itself.
pub(super) fn known_client(
    request: &EntraRequest<'_>,
    fields: &Fields,
    asks_for_itself: bool,
) -> Result<(Application, ClientProof), EntraError> {
    let basic = basic_credentials(request);
    let client_id = fields.text("client_id").map(str::to_owned);
    let client_id = client_id.or_else(|| basic.as_ref().map(|(client_id, _)| client_id.clone()));
    let client_id = client_id.ok_or_else(|| EntraError::missing_parameter("client_id"))?;
    if asks_for_itself && request.asked_tenant()?.is_none() {
        return Err(EntraError::no_tenant_named());
    }
    let application = request.application(&client_id)?;
    let secret = fields.secret("client_secret").or(basic.map(|(_, secret)| secret));
    let assertion = fields.secret("client_assertion");
    match (application.is_public, secret, assertion) {
        (true, None, None) if !asks_for_itself => Ok((application, ClientProof::Nothing)),
        (_, None, None) => Err(EntraError::credential_missing()),
        (true, ..) => Err(EntraError::credential_from_public_client(&client_id)),
        (false, Some(secret), None) => {
            check_secret(request, &application, &secret)?;
            Ok((application, ClientProof::Secret))
        }
        (false, None, Some(assertion)) => {
            client_assertion::check(request, fields, &application, &assertion)?;
            Ok((application, ClientProof::Certificate))
        }
        // One way to authenticate in each request (RFC 6749 §2.3).
        (false, Some(_), Some(_)) => {
            Err(EntraError::malformed("both 'client_secret' and 'client_assertion' are present"))
        }
    }
}

fn check_secret(
    request: &EntraRequest<'_>,
    application: &Application,
    sent: &Secret,
) -> Result<(), EntraError> {
    let matching: Vec<_> = application.secrets.iter().filter(|known| known.text.matches(sent)).collect();
    if matching.iter().any(|known| known.starts_at <= request.now && request.now < known.ends_at) {
        Ok(())
    } else if matching.is_empty() {
        Err(EntraError::wrong_secret(&application.client_id))
    } else {
        Err(EntraError::secret_expired(&application.client_id))
    }
}

/// `Authorization: Basic`, both parts form-encoded (RFC 6749 §2.3.1).
fn basic_credentials(request: &EntraRequest<'_>) -> Option<(String, Secret)> {
    let (scheme, credentials) = request.call.header("authorization")?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = Zeroizing::new(STANDARD.decode(credentials.trim()).ok()?);
    let (client_id, secret) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    Some((decode_form(client_id), Secret::new(decode_form(secret))))
}

fn decode_form(text: &str) -> String {
    // A lone name without `=` is decoded as one.
    form_urlencoded::parse(text.as_bytes()).next().map_or_else(String::new, |(name, _)| name.into_owned())
}

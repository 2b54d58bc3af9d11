//! A token that a client signs to prove who it is (RFC 7521 §4.2, RFC 7523 §3).
//!
//! Header and claims: <https://learn.microsoft.com/entra/identity-platform/certificate-credentials>.

use aws_lc_rs::{
    digest::{Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest},
    signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaParameters, UnparsedPublicKey},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use jiff::{SignedDuration, Timestamp};
use latchkey_types::Secret;
use serde_json::Value;
use x509_parser::parse_x509_certificate;

use super::EntraRequest;
use crate::{
    call::Fields,
    error::EntraError,
    state::{Application, ClientCertificate},
};

const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Clocks may differ by this much.
const LEEWAY: SignedDuration = SignedDuration::from_mins(5);

/// The three parts of a signed token (RFC 7515 §3.1).
struct Assertion {
    header: Value,
    claims: Value,
    message: String,
    signature: Vec<u8>,
}

/// Checks key, signature, parties, time, and that it was not used before.
pub(super) fn check(
    request: &EntraRequest<'_>,
    fields: &Fields,
    application: &Application,
    assertion: &Secret,
) -> Result<(), EntraError> {
    match fields.text("client_assertion_type") {
        Some(JWT_BEARER) => {}
        Some(_) => return Err(EntraError::malformed("the value of 'client_assertion_type' is not known")),
        None => return Err(EntraError::missing_parameter("client_assertion_type")),
    }
    let assertion = Assertion::read(assertion)
        .ok_or_else(|| EntraError::assertion_signature("The assertion is not a signed token", ""))?;
    assertion.check_signature(application, request.now)?;
    let claims = &assertion.claims;
    if claims["iss"] != claims["sub"]
        || !claims["sub"].as_str().is_some_and(|id| id.eq_ignore_ascii_case(&application.client_id))
    {
        return Err(EntraError::assertion_application());
    }
    check_audience(request, claims)?;
    check_time(claims, request.now)
}

impl Assertion {
    fn read(assertion: &Secret) -> Option<Self> {
        // EXPOSE: the assertion is taken apart to check it; nothing of it is kept but a hash.
        let (message, signature) = assertion.expose().rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok();
        Some(Self {
            header: serde_json::from_slice(&decode(header)?).ok()?,
            claims: serde_json::from_slice(&decode(claims)?).ok()?,
            message: message.to_owned(),
            signature: decode(signature)?,
        })
    }

    /// The thumbprint that the header names, as spelled there.
    fn thumbprint(&self) -> &str {
        self.header["x5t#S256"].as_str().or(self.header["x5t"].as_str()).unwrap_or_default()
    }

    fn check_signature(&self, application: &Application, now: Timestamp) -> Result<(), EntraError> {
        let refused = |reason: &str| EntraError::assertion_signature(reason, self.thumbprint());
        let parameters: &'static RsaParameters = match self.header["alg"].as_str() {
            Some("RS256") => &RSA_PKCS1_2048_8192_SHA256,
            Some("PS256") => &RSA_PSS_2048_8192_SHA256,
            _ => return Err(refused("The algorithm is not supported")),
        };
        let algorithm = match (self.header["x5t#S256"].as_str(), self.header["x5t"].as_str()) {
            (Some(_), _) => &SHA256,
            (None, Some(_)) => &SHA1_FOR_LEGACY_USE_ONLY,
            // A certificate that is trusted by its subject, which no application here asks for.
            (None, None) if self.header["x5c"].is_array() => return Err(EntraError::certificate_subject()),
            (None, None) => return Err(refused("The key was not found")),
        };
        let found = application.certificates.iter().find_map(|known| {
            let der = STANDARD.decode(&known.certificate).ok()?;
            has_thumbprint(&der, algorithm, self.thumbprint()).then_some((known, der))
        });
        let (known, der) = found.ok_or_else(|| refused("The key was not found"))?;
        if !is_current(known, now) {
            return Err(refused("The key used is expired"));
        }
        let (_, certificate) = parse_x509_certificate(&der).map_err(|_| refused("The key cannot be read"))?;
        let public_key = certificate.public_key().raw;
        UnparsedPublicKey::new(parameters, public_key)
            .verify(self.message.as_bytes(), &self.signature)
            .map_err(|_| refused("The key was found, but use of the key to verify the signature failed"))
    }
}

fn has_thumbprint(der: &[u8], algorithm: &'static Algorithm, named: &str) -> bool {
    URL_SAFE_NO_PAD.encode(digest(algorithm, der)) == named.trim_end_matches('=')
}

fn is_current(certificate: &ClientCertificate, now: Timestamp) -> bool {
    certificate.starts_at <= now && now < certificate.ends_at
}

/// The token endpoint of either generation, or the issuer, at the address that was used.
fn check_audience(request: &EntraRequest<'_>, claims: &Value) -> Result<(), EntraError> {
    let spelled = format!("{}/{}", request.call.address, request.path.tenant);
    let by_id = format!("{}/{}", request.call.address, request.tenant().id);
    let is_meant = |audience: &str| {
        [&spelled, &by_id].into_iter().any(|base| {
            let rest = audience.get(..base.len()).filter(|start| start.eq_ignore_ascii_case(base));
            rest.is_some()
                && matches!(
                    &audience[base.len()..],
                    "/oauth2/v2.0/token" | "/oauth2/token" | "/v2.0" | "/" | ""
                )
        })
    };
    let audiences = match &claims["aud"] {
        Value::String(one) => vec![one.as_str()],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if audiences.iter().any(|audience| is_meant(audience)) {
        Ok(())
    } else {
        Err(EntraError::assertion_audience(audiences.first().copied().unwrap_or_default()))
    }
}

/// A NumericDate, which may have a fraction (RFC 7519 §2).
#[expect(
    clippy::cast_possible_truncation,
    reason = "a number beyond the range becomes its end, which no clock shows"
)]
fn seconds(date: &Value) -> Option<i64> {
    date.as_i64().or_else(|| date.as_f64().map(|number| number.floor() as i64))
}

/// Checks `exp`, which has to be there, and `nbf`. An assertion may be used until then as often as its client
/// likes, as in Entra: Microsoft's clients keep one for some minutes.
fn check_time(claims: &Value, now: Timestamp) -> Result<(), EntraError> {
    let timestamp = |name: &str| seconds(&claims[name]).and_then(|at| Timestamp::from_second(at).ok());
    let ends_at = timestamp("exp").ok_or_else(|| EntraError::assertion_time(now))?;
    let has_begun = timestamp("nbf").is_none_or(|at| at <= now + LEEWAY);
    // A sum that is out of range is an end so far off that no clock shows it.
    if has_begun && ends_at.saturating_add(LEEWAY).is_ok_and(|end| end > now) {
        Ok(())
    } else {
        Err(EntraError::assertion_time(now))
    }
}

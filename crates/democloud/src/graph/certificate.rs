//! Certificates of applications: read, written, and used to check a proof of possession.

use aws_lc_rs::{
    digest::{SHA1_FOR_LEGACY_USE_ONLY, digest},
    signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use x509_parser::parse_x509_certificate;

use crate::state::{Application, ClientCertificate};

/// Who a proof is for: Microsoft Graph, or its predecessor, which documentation named before.
const AUDIENCES: [&str; 2] = ["00000003-0000-0000-c000-000000000000", "00000002-0000-0000-c000-000000000000"];
/// A proof holds at most this long.
const PROOF_LIFE: SignedDuration = SignedDuration::from_mins(10);

/// Reads a certificate (DER in base64, or PEM in base64 as some tools send it). It is named and dated by
/// itself unless the request says otherwise.
pub(super) fn read(encoded: &str, key_id: String) -> Option<ClientCertificate> {
    let bytes = STANDARD.decode(encoded.trim()).ok()?;
    let der = match std::str::from_utf8(&bytes) {
        Ok(text) if text.contains("-----BEGIN CERTIFICATE-----") => from_pem(text)?,
        _ => bytes,
    };
    let (rest, certificate) = parse_x509_certificate(&der).ok()?;
    if !rest.is_empty() {
        return None;
    }
    let validity = certificate.validity();
    Some(ClientCertificate {
        key_id,
        display_name: Some(certificate.subject().to_string()),
        starts_at: Timestamp::from_second(validity.not_before.timestamp()).ok()?,
        ends_at: Timestamp::from_second(validity.not_after.timestamp()).ok()?,
        certificate: STANDARD.encode(&der),
    })
}

fn from_pem(text: &str) -> Option<Vec<u8>> {
    let body = text.split_once("-----BEGIN CERTIFICATE-----")?.1.split_once("-----END")?.0;
    let body: String = body.split_whitespace().collect();
    STANDARD.decode(body).ok()
}

/// The SHA-1 thumbprint in hexadecimal digits, by which people know a certificate.
pub(super) fn thumbprint(certificate: &ClientCertificate) -> Option<String> {
    let der = STANDARD.decode(&certificate.certificate).ok()?;
    let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, &der);
    Some(hash.as_ref().iter().fold(String::new(), |text, byte| text + &format!("{byte:02X}")))
}

/// Whether a proof (a signed token) was made with one of the application's present keys.
///
/// <https://learn.microsoft.com/graph/application-rollkey-prooftoken>
pub(super) fn proves(application: &Application, proof: &str, now: Timestamp) -> bool {
    let holds = || {
        let (message, signature) = proof.rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        let json = |part: &str| serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(part).ok()?).ok();
        let (header, claims) = (json(header)?, json(claims)?);
        let timestamp = |name: &str| Timestamp::from_second(claims[name].as_i64()?).ok();
        let (from, to) = (timestamp("nbf")?, timestamp("exp")?);
        let issuer = claims["iss"].as_str()?;
        let is_right = header["alg"] == "RS256"
            && claims["aud"].as_str().is_some_and(|audience| AUDIENCES.contains(&audience))
            && application.id.eq_ignore_ascii_case(issuer)
            && from <= now
            && now < to
            && to.duration_since(from) <= PROOF_LIFE;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        let mut present =
            application.certificates.iter().filter(|one| one.starts_at <= now && now < one.ends_at);
        (is_right && present.any(|one| is_signed_by(one, message, &signature))).then_some(())
    };
    holds().is_some()
}

fn is_signed_by(certificate: &ClientCertificate, message: &str, signature: &[u8]) -> bool {
    let Ok(der) = STANDARD.decode(&certificate.certificate) else { return false };
    let Ok((_, certificate)) = parse_x509_certificate(&der) else { return false };
    let key = &certificate.public_key().subject_public_key.data;
    UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key).verify(message.as_bytes(), signature).is_ok()
}

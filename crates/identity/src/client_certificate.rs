//! The certificate of an application with its private key: read from PEM or PFX, and used to sign who asks
//! (RFC 7523 §2.2, Microsoft's page "Microsoft identity platform application authentication certificate credentials").

mod read;

use std::fmt::Write;

use aws_lc_rs::{
    digest::{SHA256, digest},
    encoding::{AsDer, PublicKeyX509Der},
    rsa::KeyPair,
    signature::KeyPair as _,
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use latchkey_types::{Entropy, Secret};
use serde::{Deserialize, Serialize};
use url::Url;
use x509_parser::prelude::{FromDer, X509Certificate};
use zeroize::Zeroizing;

/// Entra takes assertions of at most ten minutes; this is long enough for a slow connection.
const ASSERTION_LIFE: SignedDuration = SignedDuration::from_mins(10);
/// What is accepted as a file; a chain of certificates with its key has a few kilobytes.
const LONGEST_FILE: usize = 256 * 1024;

/// A certificate with its private key.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientCertificate {
    /// RSAPrivateKey (RFC 8017 A.1.2) in base64.
    private_key: Secret,
    /// The certificate (RFC 5280) in base64, DER.
    certificate: String,
}

/// Why a file is no certificate that could be signed in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// More than 256 KiB.
    #[error("the file is longer than a certificate with its key can be")]
    TooLong,
    /// Neither PEM nor PKCS#12.
    #[error("the file is neither PEM nor PFX")]
    UnknownFormat,
    /// The file is protected.
    #[error("the file needs its password")]
    PasswordNeeded,
    /// It is another password.
    #[error("the password is wrong, or the file is damaged")]
    WrongPassword,
    /// A form of encryption from the days of SSLeay (`Proc-Type: 4,ENCRYPTED`).
    #[error(
        "the key is encrypted in the old way of PEM; `openssl pkcs8 -topk8` turns it into the present one"
    )]
    OldEncryption,
    /// Opening it was made so costly that nobody means well by it.
    #[error("the key is encrypted in a way that takes too much time or memory to open")]
    TooCostly,
    /// There is a certificate, but nothing to sign with.
    #[error("the file has no private key")]
    NoPrivateKey,
    /// There is a key, but Entra needs to know the certificate.
    #[error("the file has no certificate")]
    NoCertificate,
    /// A key on a curve, or another kind; Entra takes RSA.
    #[error("the private key is not an RSA key of 2048 to 8192 bits")]
    NotRsa,
    /// The key belongs to none of the certificates.
    #[error("the private key does not belong to the certificate")]
    Mismatch,
}

/// What a person can recognise a certificate by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateFacts {
    /// The subject's name as the certificate spells it.
    pub subject: String,
    /// When it ends, UTC.
    pub expires_at: Timestamp,
    /// SHA-256 of the certificate in hexadecimal digits, as the portal shows it.
    pub thumbprint: String,
}

/// What is stated, and to whom.
pub(crate) struct Assertion<'a> {
    pub(crate) client_id: &'a str,
    pub(crate) token_endpoint: &'a Url,
    pub(crate) algorithm: AssertionAlgorithm,
    pub(crate) now: Timestamp,
}

/// How a statement is signed (RFC 7518 §3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AssertionAlgorithm {
    /// What Entra is sent.
    Ps256,
    /// What every provider knows.
    Rs256,
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    iss: &'a str,
    sub: &'a str,
    jti: String,
    nbf: i64,
    iat: i64,
    exp: i64,
}

impl ClientCertificate {
    /// Puts a key and the one of these certificates that belongs to it together.
    fn new(private_key: &[u8], certificates: &[Vec<u8>]) -> Result<Self, CertificateError> {
        let key = KeyPair::from_der(private_key).map_err(|_| CertificateError::NotRsa)?;
        let public_key: PublicKeyX509Der<'_> =
            key.public_key().as_der().map_err(|_| CertificateError::NotRsa)?;
        let belongs = |der: &&Vec<u8>| {
            let parsed = X509Certificate::from_der(der);
            parsed.is_ok_and(|(_, parsed)| parsed.public_key().raw == public_key.as_ref())
        };
        match certificates.iter().find(belongs) {
            Some(certificate) => Ok(Self {
                private_key: Secret::new(STANDARD.encode(private_key)),
                certificate: STANDARD.encode(certificate),
            }),
            None if certificates.is_empty() => Err(CertificateError::NoCertificate),
            None => Err(CertificateError::Mismatch),
        }
    }

    /// What to recognise it by.
    pub fn facts(&self) -> CertificateFacts {
        let der = self.der();
        let (_, parsed) = X509Certificate::from_der(&der).expect("it was parsed when it was read");
        let expires_at = parsed.validity().not_after.timestamp();
        CertificateFacts {
            subject: parsed.subject().to_string(),
            expires_at: Timestamp::from_second(expires_at).unwrap_or(Timestamp::MAX),
            thumbprint: digest(&SHA256, &der).as_ref().iter().fold(String::new(), |mut text, byte| {
                // Writing to a String cannot fail.
                let _ok = write!(text, "{byte:02X}");
                text
            }),
        }
    }

    /// A statement of who asks, good for ten minutes at one token endpoint (RFC 7523 §3).
    pub(crate) fn assertion(&self, statement: &Assertion<'_>, entropy: &dyn Entropy) -> Secret {
        let algorithm = match statement.algorithm {
            AssertionAlgorithm::Ps256 => Algorithm::PS256,
            AssertionAlgorithm::Rs256 => Algorithm::RS256,
        };
        let header = Header {
            x5t_s256: Some(URL_SAFE_NO_PAD.encode(digest(&SHA256, &self.der()))),
            ..Header::new(algorithm)
        };
        let now = statement.now;
        let claims = Claims {
            aud: statement.token_endpoint.as_str(),
            iss: statement.client_id,
            sub: statement.client_id,
            jti: entropy.uuid().to_string(),
            nbf: now.as_second(),
            iat: now.as_second(),
            exp: now.saturating_add(ASSERTION_LIFE).unwrap_or(Timestamp::MAX).as_second(),
        };
        // EXPOSE: the key signs here and goes nowhere.
        let key = Zeroizing::new(STANDARD.decode(self.private_key.expose()).expect("it was written so"));
        let signed = jsonwebtoken::encode(&header, &claims, &EncodingKey::from_rsa_der(&key));
        Secret::new(signed.expect("the key was found to be an RSA key when it was read"))
    }

    /// The certificate in DER.
    fn der(&self) -> Vec<u8> {
        STANDARD.decode(&self.certificate).expect("it was written so")
    }

    /// Both parts as they are sealed.
    pub(crate) fn parts(&self) -> (&Secret, &str) {
        (&self.private_key, &self.certificate)
    }
}

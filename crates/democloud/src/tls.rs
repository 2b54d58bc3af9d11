//! A private certificate authority and a certificate for loopback, made at each start.
//!
//! Strict verifiers want `keyCertSign` on the authority and key identifiers on both (RFC 5280 §4.2.1).

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs::default_provider,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

/// Longer than any demo cloud runs.
const LIFE: SignedDuration = SignedDuration::from_hours(397 * 24);
/// Certificates hold from a day before, so that a clock that is a little behind does no harm.
const HEAD_START: SignedDuration = SignedDuration::from_hours(24);

/// No certificate could be made.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// Making a key or signing failed.
    #[error("the certificates could not be made")]
    Certificate(#[from] rcgen::Error),
    /// The TLS library refused them.
    #[error("the certificates cannot be served")]
    Server(#[from] tokio_rustls::rustls::Error),
}

/// What serves TLS, and the authority that clients have to trust.
pub(crate) struct Tls {
    pub(crate) acceptor: TlsAcceptor,
    /// The authority's certificate, PEM.
    pub(crate) authority: String,
}

impl Tls {
    pub(crate) fn generate(now: Timestamp) -> Result<Self, TlsError> {
        let authority_key = KeyPair::generate()?;
        let mut authority = parameters(Vec::new(), "Latchkey demo cloud authority", now)?;
        authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate = authority.self_signed(&authority_key)?;
        let issuer = Issuer::new(authority, authority_key);

        let leaf_key = KeyPair::generate()?;
        let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).to_vec();
        let mut leaf = parameters(names, "localhost", now)?;
        leaf.is_ca = IsCa::ExplicitNoCa;
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        leaf.use_authority_key_identifier_extension = true;
        let leaf = leaf.signed_by(&leaf_key, &issuer)?;

        let private_key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(leaf_key.serialize_der()));
        let mut server = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone(), certificate.der().clone()], private_key)?;
        server.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(server)), authority: certificate.pem() })
    }
}

fn parameters(
    names: Vec<String>,
    common_name: &str,
    now: Timestamp,
) -> Result<CertificateParams, rcgen::Error> {
    let mut parameters = CertificateParams::new(names)?;
    parameters.distinguished_name = DistinguishedName::new();
    parameters.distinguished_name.push(DnType::CommonName, common_name);
    parameters.not_before = day(now - HEAD_START);
    parameters.not_after = day(now + LIFE);
    Ok(parameters)
}

/// Midnight UTC of a moment's day, as the certificate library takes it.
fn day(moment: Timestamp) -> time::OffsetDateTime {
    let midnight = moment.as_second().div_euclid(86_400) * 86_400;
    time::OffsetDateTime::from_unix_timestamp(midnight).unwrap_or(time::OffsetDateTime::UNIX_EPOCH)
}

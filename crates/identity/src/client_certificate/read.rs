//! Reading a certificate with its key from a file that somebody has: PEM (RFC 7468) or PFX (PKCS#12, RFC 7292).

use latchkey_types::Secret;
use p12_keystore::{Pkcs12Archive, error::Error as PfxError};
use pkcs8::{EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef};
use zeroize::Zeroizing;

use super::{CertificateError, ClientCertificate, LONGEST_FILE};

const PEM_BEGINS: &[u8] = b"-----BEGIN ";

impl ClientCertificate {
    /// Reads a file of either format; which one shows from its content.
    ///
    /// # Errors
    /// [`CertificateError`] says what is missing, and never what is inside.
    pub fn read(file: &[u8], password: Option<&Secret>) -> Result<Self, CertificateError> {
        if file.len() > LONGEST_FILE {
            return Err(CertificateError::TooLong);
        }
        // EXPOSE: the password opens the file here and goes nowhere.
        let password = password.map(Secret::expose).filter(|password| !password.is_empty());
        let is_pem = file.windows(PEM_BEGINS.len()).any(|window| window == PEM_BEGINS);
        if is_pem { read_pem(file, password) } else { read_pfx(file, password) }
    }
}

fn read_pem(file: &[u8], password: Option<&str>) -> Result<ClientCertificate, CertificateError> {
    let blocks = pem::parse_many(file).map_err(|_| CertificateError::UnknownFormat)?;
    let mut key = None;
    let mut certificates = Vec::new();
    for block in blocks {
        let is_encrypted = block.headers().get("Proc-Type").is_some_and(|kind| kind.contains("ENCRYPTED"));
        let tag = block.tag().to_owned();
        let content = Zeroizing::new(block.into_contents());
        match tag.as_str() {
            _ if is_encrypted => return Err(CertificateError::OldEncryption),
            "CERTIFICATE" => certificates.push(content.to_vec()),
            "RSA PRIVATE KEY" => key = Some(content),
            "PRIVATE KEY" => key = Some(inside_pkcs8(&content)?),
            "ENCRYPTED PRIVATE KEY" => {
                let password = password.ok_or(CertificateError::PasswordNeeded)?;
                let encrypted = EncryptedPrivateKeyInfoRef::try_from(content.as_slice())
                    .map_err(|_| CertificateError::UnknownFormat)?;
                let opened = encrypted.decrypt(password).map_err(|_| CertificateError::WrongPassword)?;
                key = Some(inside_pkcs8(opened.as_bytes())?);
            }
            "EC PRIVATE KEY" => return Err(CertificateError::NotRsa),
            _ => {}
        }
    }
    ClientCertificate::new(&key.ok_or(CertificateError::NoPrivateKey)?, &certificates)
}

fn read_pfx(file: &[u8], password: Option<&str>) -> Result<ClientCertificate, CertificateError> {
    let archive = Pkcs12Archive::from_pkcs12(file, password.unwrap_or_default()).map_err(|error| {
        match (error, password) {
            (PfxError::DerError(_) | PfxError::InvalidVersion | PfxError::UnsupportedContentType, _) => {
                CertificateError::UnknownFormat
            }
            (_, None) => CertificateError::PasswordNeeded,
            (_, Some(_)) => CertificateError::WrongPassword,
        }
    })?;
    let key = archive.keys.first().ok_or(CertificateError::NoPrivateKey)?;
    let key = inside_pkcs8(key.key.as_der())?;
    let certificates: Vec<Vec<u8>> = archive.certs.iter().map(|bag| bag.cert.as_der().to_vec()).collect();
    ClientCertificate::new(&key, &certificates)
}

/// The RSA key inside of a PrivateKeyInfo (RFC 5208 §5).
fn inside_pkcs8(der: &[u8]) -> Result<Zeroizing<Vec<u8>>, CertificateError> {
    const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";
    let info = PrivateKeyInfoRef::try_from(der).map_err(|_| CertificateError::UnknownFormat)?;
    if info.algorithm.oid.to_string() != RSA_ENCRYPTION {
        return Err(CertificateError::NotRsa);
    }
    Ok(Zeroizing::new(info.private_key.as_bytes().to_vec()))
}

//! Reading a certificate with its key from a file that somebody has: PEM (RFC 7468) or PFX (PKCS#12, RFC 7292).

use latchkey_types::Secret;
use p12_keystore::{Pkcs12Archive, error::Error as PfxError};
use pkcs8::{
    EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef,
    pkcs5::{EncryptionScheme, pbes2::Kdf},
};
use zeroize::Zeroizing;

use super::{CertificateError, ClientCertificate, LONGEST_FILE};

const PEM_BEGINS: &[u8] = b"-----BEGIN ";
/// Ten times what careful people ask for; more would keep the machine busy for whoever made the file.
const MOST_ROUNDS: u32 = 10_000_000;
/// What deriving a key by scrypt (RFC 7914 §2) may take, in bytes.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;
const MOST_LANES: u16 = 16;

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
                if !is_affordable(&encrypted.encryption_algorithm) {
                    return Err(CertificateError::TooCostly);
                }
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

/// Whether a password can be tried without giving the machine away; PFX files have such limits in their library.
fn is_affordable(scheme: &EncryptionScheme) -> bool {
    match scheme.pbes2().map(|parameters| &parameters.kdf) {
        // The old scheme counts to 65,535 at most.
        None => true,
        Some(Kdf::Pbkdf2(parameters)) => parameters.iteration_count <= MOST_ROUNDS,
        Some(Kdf::Scrypt(parameters)) => {
            let memory = parameters.cost_parameter.checked_mul(128 * u64::from(parameters.block_size));
            parameters.parallelization <= MOST_LANES && memory.is_some_and(|memory| memory <= MOST_MEMORY)
        }
        Some(_) => false,
    }
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

#[cfg(test)]
mod fuzz;

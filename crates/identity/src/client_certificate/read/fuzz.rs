//! Files that somebody gives out as certificates: what is accepted signs with the key of its certificate.

use aws_lc_rs::signature::{RSA_PSS_2048_8192_SHA256, UnparsedPublicKey};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use latchkey_fuzz::{for_a_while, near};
use latchkey_types::OsEntropy;
use p12_keystore::{Certificate, EncryptionAlgorithm, KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
use pkcs8::{
    EncryptedPrivateKeyInfoOwned,
    der::{Encode, asn1::OctetString},
    pkcs5::pbes2,
};
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use url::Url;
use x509_parser::prelude::{FromDer, X509Certificate};

use super::*;
use crate::client_certificate::{Assertion, AssertionAlgorithm};

const PASSWORD: &str = "pw";
/// So few that thousands of files can be opened.
const ROUNDS: u32 = 2;

/// A key that was made just now, and its certificate.
fn made() -> (KeyPair, rcgen::Certificate) {
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).expect("a key can be made");
    let certificate = CertificateParams::new(vec!["latchkey.example".to_owned()]).expect("a name");
    let certificate = certificate.self_signed(&key).expect("it signs itself");
    (key, certificate)
}

fn pfx(key: &KeyPair, certificate: &rcgen::Certificate, algorithm: EncryptionAlgorithm) -> Vec<u8> {
    let chain = PrivateKeyChain::new(
        vec![1],
        PrivateKey::from_der(&key.serialize_der()).expect("it is a key"),
        [Certificate::from_der(certificate.der()).expect("it is a certificate")],
    );
    let mut store = KeyStore::new();
    store.add_entry("own", KeyStoreEntry::PrivateKeyChain(chain));
    let writer = store.writer(PASSWORD).encryption_algorithm(algorithm);
    writer.encryption_iterations(ROUNDS).mac_iterations(ROUNDS).write().expect("it is written")
}

fn encrypted_pem(key: &KeyPair, certificate: &rcgen::Certificate) -> String {
    let parameters = pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(ROUNDS, &[1; 16], [2; 16]);
    let key = key.serialize_der();
    let key = PrivateKeyInfoRef::try_from(key.as_slice()).expect("it is a key");
    let sealed =
        key.encrypt_with_params(parameters.expect("they are possible"), PASSWORD).expect("it is sealed");
    let pem = pem::encode(&pem::Pem::new("ENCRYPTED PRIVATE KEY", sealed.as_bytes()));
    format!("{pem}{}", certificate.pem())
}

fn hold(bytes: &[u8]) {
    let password = Secret::new(PASSWORD);
    let Ok(read) = ClientCertificate::read(bytes, Some(&password)) else { return };
    let facts = read.facts();
    assert_eq!(facts.thumbprint.len(), 64);
    // EXPOSE: the target looks for a key that it made itself.
    assert!(!format!("{read:?}").contains(read.parts().0.expose()), "the key is printed");
    let endpoint = Url::parse("https://login.example/token").expect("an address");
    let statement = Assertion {
        client_id: "C",
        token_endpoint: &endpoint,
        algorithm: AssertionAlgorithm::Ps256,
        now: Timestamp::UNIX_EPOCH,
    };
    let assertion = read.assertion(&statement, &OsEntropy);
    // EXPOSE: the target checks the signature of a statement that nobody is sent.
    let (text, signature) = assertion.expose().rsplit_once('.').expect("it is signed");
    let der = read.der();
    let (_, certificate) = X509Certificate::from_der(&der).expect("it was read");
    let public = &certificate.public_key().subject_public_key.data;
    let signature = URL_SAFE_NO_PAD.decode(signature).expect("it is base64");
    let verified =
        UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, public).verify(text.as_bytes(), &signature);
    assert!(verified.is_ok(), "the key is not the certificate's");
}

#[test]
fn a_key_that_would_keep_the_machine_busy_is_not_opened() {
    let pbkdf2 = |rounds| Kdf::from(pbes2::Pbkdf2Params::hmac_sha256(rounds, &[1; 16]).expect("a salt"));
    let scrypt = |cost_parameter, block_size, parallelization| {
        let salt = pbes2::Pbkdf2Params::hmac_sha256(1, &[1; 16]).expect("a salt").salt;
        let parameters =
            pbes2::ScryptParams { salt, cost_parameter, block_size, parallelization, key_length: None };
        Kdf::from(parameters)
    };
    let check = |kdf: Kdf, expected: CertificateError| {
        let encryption = pbes2::EncryptionScheme::Aes256Cbc { iv: [2; 16] };
        let sealed = EncryptedPrivateKeyInfoOwned {
            encryption_algorithm: pbes2::Parameters { kdf, encryption }.into(),
            encrypted_data: OctetString::new([3; 32]).expect("it is short"),
        };
        let der = sealed.to_der().expect("it is written");
        let pem = pem::encode(&pem::Pem::new("ENCRYPTED PRIVATE KEY", der));
        let refused = ClientCertificate::read(pem.as_bytes(), Some(&Secret::new(PASSWORD))).unwrap_err();
        assert_eq!(refused, expected);
    };
    check(pbkdf2(ROUNDS), CertificateError::WrongPassword);
    check(pbkdf2(MOST_ROUNDS + 1), CertificateError::TooCostly);
    check(scrypt(16, 1, 1), CertificateError::WrongPassword);
    check(scrypt(1 << 30, 8, 1), CertificateError::TooCostly);
    check(scrypt(1 << 60, u16::MAX, 1), CertificateError::TooCostly);
    check(scrypt(16, 1, 17), CertificateError::TooCostly);
}

#[test]
fn an_accepted_pem_file_signs_with_the_key_of_its_certificate() {
    let ((key, certificate), (_, other)) = (made(), made());
    let plain = format!("Bag Attributes\n    localKeyID: 01\n{}{}", key.serialize_pem(), certificate.pem());
    let sealed = encrypted_pem(&key, &certificate);
    let of_another = key.serialize_pem() + &other.pem();
    let chain = format!("{plain}{}", other.pem());
    for right in [&plain, &sealed, &chain] {
        assert!(ClientCertificate::read(right.as_bytes(), Some(&Secret::new(PASSWORD))).is_ok());
    }
    assert!(ClientCertificate::read(of_another.as_bytes(), None).is_err());
    for_a_while(&near(&[&plain, &sealed, &of_another, &chain].map(String::as_bytes)), |bytes| {
        hold(&bytes);
    });
}

#[test]
fn an_accepted_pfx_file_signs_with_the_key_of_its_certificate() {
    let (key, certificate) = made();
    let new = pfx(&key, &certificate, EncryptionAlgorithm::PbeWithHmacSha256AndAes256);
    let old = pfx(&key, &certificate, EncryptionAlgorithm::PbeWithShaAnd3KeyTripleDesCbc);
    for right in [&new, &old] {
        assert!(ClientCertificate::read(right, Some(&Secret::new(PASSWORD))).is_ok());
    }
    for_a_while(&near(&[&new, &old]), |bytes| hold(&bytes));
}

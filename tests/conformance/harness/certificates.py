"""A certificate authority of the tests' own, the server that it vouches for, and keys of applications."""

from __future__ import annotations

import base64
import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = datetime.timedelta(days=1)


class Authority:
    """An authority that only the cloud's file names, and its certificate for this machine."""

    def __init__(self, folder: Path) -> None:
        self.ca_file = folder / "ca.pem"
        self.certificate = folder / "server.pem"
        self.private_key = folder / "server-key.pem"
        authority_key, server_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        issuer = _name("Conformance authority")
        authority = _builder(issuer, issuer, authority_key).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
        server = (
            _builder(_name("localhost"), issuer, server_key)
            .add_extension(names, critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        )
        signed = [one.sign(authority_key, hashes.SHA256()) for one in (authority, server)]
        self.ca_file.write_bytes(signed[0].public_bytes(serialization.Encoding.PEM))
        self.certificate.write_bytes(signed[1].public_bytes(serialization.Encoding.PEM))
        self.private_key.write_bytes(_pem(server_key))


def application_key(file: Path) -> dict[str, Any]:
    """Makes an application's key and certificate (PEM), and says what a provider has to know of it (RFC 7517)."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = _name("robot")
    certificate = _builder(subject, subject, key).sign(key, hashes.SHA256())
    file.write_bytes(_pem(key) + certificate.public_bytes(serialization.Encoding.PEM))
    numbers = key.public_key().public_numbers()
    size = (key.key_size + 7) // 8
    return {"kty": "RSA", "use": "sig", "n": _number(numbers.n, size), "e": _number(numbers.e, 3)}


def _builder(subject: x509.Name, issuer: x509.Name, key: Any) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.timezone.utc)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + 30 * DAY)
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _pem(key: Any) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _number(value: int, size: int) -> str:
    return base64.urlsafe_b64encode(value.to_bytes(size, "big")).decode().rstrip("=")

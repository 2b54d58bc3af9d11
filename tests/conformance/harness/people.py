"""Personas and applications as credentials that the clients take."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import time
from typing import Any, Optional

import msal
import requests
from azure.core.credentials import AccessToken
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from .browser import Browser, stands_in_for_the_system_browser
from .demo import ARM_RESOURCE, Demo, Persona, default_scope

SIGN_IN_SECONDS = 30
USER_AGENT = "conformance http"


def public_application(demo: Demo, **options: Any) -> msal.PublicClientApplication:
    """msal's public client, pointed at the demo cloud."""
    options.setdefault("authority", demo.tenant_authority)
    options.setdefault("instance_discovery", False)
    return msal.PublicClientApplication(demo.public_client_id, **options)


def sign_in(application: msal.PublicClientApplication, persona: Persona, **options: Any) -> dict[str, Any]:
    """Signs in with the browser, as msal does it."""
    options.setdefault("scopes", [default_scope(ARM_RESOURCE)])
    with stands_in_for_the_system_browser(lambda url: Browser().sign_in(url, persona)):
        return application.acquire_token_interactive(timeout=SIGN_IN_SECONDS, **options)


def ask(
    method: str, url: str, token: Optional[str] = None, body: Any = None, **headers: str
) -> requests.Response:
    """One plain request, for what has no client here; whatever comes is returned."""
    sent = {"User-Agent": USER_AGENT, **{name.replace("_", "-"): value for name, value in headers.items()}}
    if token is not None:
        sent["Authorization"] = f"Bearer {token}"
    return requests.request(method, url, json=body, headers=sent, timeout=30)


def arm_status(demo: Demo, token: str) -> int:
    """What Resource Manager answers to the bearer of a token."""
    return ask("GET", f"{demo.arm}/subscriptions?api-version=2022-12-01", token).status_code


def claims_of(token: str) -> dict[str, Any]:
    """What a token of the demo cloud says."""
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def fingerprint(secret: Optional[str]) -> str:
    """What stands for a secret in comparisons, so that a test that fails prints none."""
    assert secret, "there is no secret"
    return hashlib.sha256(secret.encode()).hexdigest()[:16]


def score(uri: str, token: Optional[str], **headers: str) -> int:
    """What a scoring address answers to a key or token; what it computes has to be right."""
    response = ask("POST", uri, token, {"data": [[1, 2], [3, 4.5]]}, **headers)
    if response.ok:
        assert response.json()["result"]["sum"] == 10.5
    return response.status_code


class PersonaCredential:
    """Somebody who signed in with the browser once; further tokens come by the refresh token."""

    def __init__(self, demo: Demo, persona: Persona) -> None:
        self.persona = persona
        self._application = public_application(demo)
        result = sign_in(self._application, persona)
        assert "access_token" in result, f"{persona} cannot sign in: {result.get('error_description')}"

    def get_token(self, *scopes: str, claims: Optional[str] = None, **_: Any) -> AccessToken:
        """A token for the clients of azure-core."""
        account = self._application.get_accounts()[0]
        result = self._application.acquire_token_silent(
            list(scopes), account=account, claims_challenge=claims
        )
        assert result and "access_token" in result, f"{self.persona} gets no token for {scopes}: {result}"
        return AccessToken(result["access_token"], int(time.time()) + int(result["expires_in"]))


class Http:
    """Plain requests with a credential's tokens, for what has no client here."""

    def __init__(self, base: str, credential: Any, resource: str) -> None:
        self._base = base
        self._credential = credential
        self._scope = default_scope(resource)

    def send(self, method: str, path: str, body: Any = None) -> requests.Response:
        """Sends a request and returns whatever comes."""
        return ask(method, self._base + path, self._credential.get_token(self._scope).token, body)

    def get(self, path: str) -> Any:
        """Reads something that has to be there."""
        return self._need(self.send("GET", path))

    def rows(self, path: str) -> list[dict[str, Any]]:
        """Reads a list to its last page."""
        rows: list[dict[str, Any]] = []
        following: Optional[str] = path
        while following is not None:
            page = self.get(following)
            rows += page["value"]
            following = (page.get("nextLink") or "").removeprefix(self._base) or None
        return rows

    def post(self, path: str, body: Any = None) -> Any:
        """Makes something that has to come about."""
        return self._need(self.send("POST", path, body))

    def change(self, method: str, path: str, body: Any = None) -> Any:
        """Changes something; it has to work."""
        return self._need(self.send(method, path, body))

    @staticmethod
    def _need(response: requests.Response) -> Any:
        path = response.request.path_url.partition("?")[0]
        assert (
            response.ok
        ), f"{response.request.method} {path} answered {response.status_code}: {response.text}"
        return response.json() if response.content else None


class Certificate:
    """A self-signed certificate with its RSA key."""

    def __init__(self, name: str) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = datetime.datetime.now(datetime.timezone.utc)
        self._certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(self._key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=30))
            .sign(self._key, hashes.SHA256())
        )

    @property
    def private_key(self) -> str:
        """The key, PEM."""
        return self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()

    @property
    def public(self) -> str:
        """The certificate, PEM."""
        return self._certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def der(self) -> bytes:
        """The certificate as applications register it."""
        return self._certificate.public_bytes(serialization.Encoding.DER)

    @property
    def sha1_thumbprint(self) -> str:
        """The thumbprint that older clients name a certificate by."""
        return self._certificate.fingerprint(hashes.SHA1()).hex().upper()

"""The record of what each client asked, taken where all of them send: in the adapter of `requests`.

Addresses are kept without their query and nothing of headers or bodies but the client's name, so that the
record holds no secret.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any, Optional
from urllib.parse import parse_qs, urlsplit

import msal
import requests.adapters

#: How the clients name themselves, and what the table calls them. The first that fits counts.
_CLIENTS = [
    (re.compile(r"azure-ai-ml/([\w.]+)"), "azure-ai-ml"),
    (re.compile(r"azsdk-python-(?:azure-)?(mgmt-[\w-]+|keyvault-\w+|identity)/([\w.]+)"), None),
    (re.compile(r"conformance browser"), "browser"),
    (re.compile(r"conformance control"), "control"),
    (re.compile(r"conformance http"), "plain HTTP"),
]


@dataclass(frozen=True)
class Asked:
    """One request and the status of its answer."""

    client: str
    method: str
    address: str
    path: str
    status: int
    variant: str = ""


class Recorder:
    """Collects requests between `start` and `take`."""

    def __init__(self) -> None:
        self._asked: list[Asked] = []
        self._send: Optional[Any] = None

    def install(self) -> None:
        """Begins to listen to every request of this process."""
        original = requests.adapters.HTTPAdapter.send
        self._send = original
        recorder = self

        def send(adapter: Any, request: Any, *arguments: Any, **options: Any) -> Any:
            response = original(adapter, request, *arguments, **options)
            recorder.add(request, response.status_code)
            return response

        requests.adapters.HTTPAdapter.send = send

    def remove(self) -> None:
        """Stops listening."""
        if self._send is not None:
            requests.adapters.HTTPAdapter.send = self._send

    def add(self, request: Any, status: int) -> None:
        """Notes a request."""
        headers = {str(name).lower(): _text(value) for name, value in request.headers.items()}
        parts = urlsplit(request.url)
        self._asked.append(
            Asked(
                client=client_name(headers, parts.path),
                method=request.method.upper(),
                address=f"{parts.scheme}://{parts.netloc}",
                path=parts.path,
                status=status,
                variant=_variant(request, headers, parts.query),
            )
        )

    def extend(self, records: list[dict[str, Any]]) -> None:
        """Takes over what another process noted."""
        self._asked.extend(Asked(**record) for record in records)

    def take(self) -> list[Asked]:
        """What was asked since the last time."""
        asked, self._asked = self._asked, []
        return asked

    def peek(self) -> list[Asked]:
        """What was asked since the last time, which stays."""
        return list(self._asked)

    def as_records(self) -> list[dict[str, Any]]:
        """The same for another process."""
        return [asdict(one) for one in self._asked]


def client_name(headers: dict[str, str], path: str) -> str:
    """Who sent a request, with the release that it names itself."""
    agent = headers.get("user-agent", "")
    # It looks for its cloud before it knows how to name itself.
    if path == "/metadata/endpoints" and "python-requests/" in agent:
        return f"azure-ai-ml {version('azure-ai-ml')}"
    # Nobody else here leaves the name to the library that sends.
    if headers.get("x-client-sku") == "MSAL.Python" and "azsdk" not in agent or "python-requests/" in agent:
        return f"msal {msal.__version__}"
    for pattern, name in _CLIENTS:
        found = pattern.search(agent)
        if found and name == "azure-ai-ml":
            return f"azure-ai-ml {found.group(1)}"
        if found and name is None:
            return f"azure-{found.group(1)} {found.group(2)}"
        if found:
            return str(name)
    return agent or "nameless"


_GRANTS = {
    "authorization_code": "Token_AuthorizationCode",
    "refresh_token": "Token_RefreshToken",
    "client_credentials": "Token_ClientSecret",
    "urn:ietf:params:oauth:grant-type:device_code": "Token_DeviceCode",
}


def _variant(request: Any, headers: dict[str, str], query: str) -> str:
    """Which of several operations at one address is meant; empty where the address says it."""
    if request.method == "POST" and request.url.endswith("/oauth2/v2.0/token"):
        body = parse_qs(_text(request.body or ""))
        if "client_assertion" in body:
            return "Token_ClientCertificate"
        return _GRANTS.get(body.get("grant_type", [""])[0], "Token_Other")
    if request.method == "GET" and "x-identity-header" in headers:
        return "ManagedIdentity_AppService"
    if request.method == "GET" and "secret" in headers:
        return "ManagedIdentity_MachineLearning"
    if request.method == "GET" and ("metadata" in headers or "/metadata/identity/" in request.url):
        is_arc = "2020-06-01" in parse_qs(query).get("api-version", [])
        return "ManagedIdentity_Arc" if is_arc else "ManagedIdentity_Imds"
    return ""


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)

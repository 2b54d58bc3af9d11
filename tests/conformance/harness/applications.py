"""Applications of the directory, registered through Microsoft Graph."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from .people import Certificate, Http


@dataclass(frozen=True)
class Application:
    """A registered application with its service principal."""

    graph: Http
    id: str
    client_id: str
    principal_id: str

    def add_password(self, name: str = "conformance") -> dict[str, Any]:
        """Makes a secret; its text is in the answer, and never again."""
        return self.graph.post(
            f"/v1.0/applications/{self.id}/addPassword", {"passwordCredential": {"displayName": name}}
        )

    def remove_password(self, key_id: str) -> None:
        """Ends a secret."""
        self.graph.post(f"/v1.0/applications/{self.id}/removePassword", {"keyId": key_id})

    def register_certificate(self, certificate: Certificate) -> None:
        """Lets the application sign in with a certificate."""
        credential = {
            "type": "AsymmetricX509Cert",
            "usage": "Verify",
            "key": base64.b64encode(certificate.der).decode(),
            "displayName": "CN=conformance",
        }
        self.graph.change("PATCH", f"/v1.0/applications/{self.id}", {"keyCredentials": [credential]})


class Applications:
    """Those that one test made."""

    def __init__(self, graph: Http) -> None:
        self._graph = graph
        self._made: list[str] = []

    def register(self, display_name: str, **properties: Any) -> Application:
        """Registers an application and gives it a service principal."""
        made = self._graph.post("/v1.0/applications", {"displayName": display_name, **properties})
        self._made.append(made["id"])
        principal = self._graph.post("/v1.0/servicePrincipals", {"appId": made["appId"]})
        return Application(self._graph, made["id"], made["appId"], principal["id"])

    def remove_all(self) -> None:
        """Removes what is still there."""
        for one in self._made:
            self._graph.send("DELETE", f"/v1.0/applications/{one}")

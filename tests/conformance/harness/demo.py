"""A demo cloud in a process of its own, and what its connection file says about it."""

from __future__ import annotations

import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import requests

BINARY_VARIABLE = "LATCHKEY_DEMOCLOUD_BINARY"
START_SECONDS = 30.0
ARM_RESOURCE = "https://management.azure.com"
GRAPH_RESOURCE = "https://graph.microsoft.com"
ML_RESOURCE = "https://ml.azure.com"
VAULT_RESOURCE = "https://vault.azure.net"


def default_scope(resource: str) -> str:
    """The scope that stands for everything an application may do at a resource."""
    return f"{resource}/.default"


@dataclass(frozen=True)
class Persona:
    """Somebody to sign in as."""

    role: str
    user_name: str
    display_name: str
    password: str
    object_id: str
    tenant_id: str

    def __repr__(self) -> str:
        return f"Persona({self.role})"


@dataclass(frozen=True)
class ServicePrincipal:
    """An application that signs in by itself."""

    display_name: str
    client_id: str
    object_id: str
    tenant_id: str
    client_secret: str
    role: str

    def __repr__(self) -> str:
        return f"ServicePrincipal({self.role})"


class Demo:
    """A running demo cloud."""

    def __init__(self, process: subprocess.Popen, connection: dict[str, Any]) -> None:
        self._process = process
        self.connection = connection
        self.authority: str = connection["authority"]
        self.arm: str = connection["arm"]
        self.graph: str = connection["graph"]
        self.key_vault: str = connection["keyVault"]
        self.imds: str = connection["imds"]
        self.ca_file: str = connection["caFile"]
        self.tenant_id: str = connection["tenants"][0]["id"]
        self.public_client_id: str = connection["publicClientId"]
        self.control = Control(connection["control"])

    @property
    def tenant_authority(self) -> str:
        """The address that sign-in libraries are given."""
        return f"{self.authority}/{self.tenant_id}"

    def persona(self, role: str) -> Persona:
        """Who has this role: owner, dataScientist, reader, accessAdmin or none."""
        for one in self.connection["personas"]:
            if one["role"] == role:
                return Persona(
                    role=role,
                    user_name=one["userName"],
                    display_name=one["displayName"],
                    password=one["password"],
                    object_id=one["objectId"],
                    tenant_id=one["tenantId"],
                )
        raise LookupError(f"the demo cloud names no persona with the role {role}")

    def service_principal(self, role: str) -> ServicePrincipal:
        """The application with this role: owner or reader."""
        for one in self.connection["servicePrincipals"]:
            if one["role"] == role:
                return ServicePrincipal(
                    display_name=one["displayName"],
                    client_id=one["clientId"],
                    object_id=one["objectId"],
                    tenant_id=one["tenantId"],
                    client_secret=one["clientSecret"],
                    role=role,
                )
        raise LookupError(f"the demo cloud names no service principal with the role {role}")

    def managed_identity(self, kind: str) -> Any:
        """How a machine of this kind reaches its identity: appService, machineLearning or arc."""
        return self.connection["managedIdentity"][kind]

    def stop(self) -> None:
        """Ends the process."""
        self._process.terminate()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=5)


class Control:
    """The demo cloud's controls: what goes wrong, and what time it is."""

    def __init__(self, connection: dict[str, str]) -> None:
        self._url = connection["url"]
        self._secret = connection["secret"]

    def _send(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self._secret}", "User-Agent": "conformance control"}
        response = requests.request(method, self._url + path, json=body, headers=headers, timeout=10)
        assert (
            response.ok
        ), f"{method} {path} of the controls answered {response.status_code}: {response.text}"
        return response.json() if response.content else None

    def inject(self, kind: str, headers: Optional[dict[str, str]] = None, **fields: Any) -> None:
        """Puts a fault in."""
        pairs = {"headers": list(headers.items())} if headers else {}
        self._send("POST", "/faults", {"kind": kind, **fields, **pairs})

    def clear_faults(self) -> None:
        """Takes every fault out that has not happened yet."""
        self._send("DELETE", "/faults")

    def advance_clock(self, seconds: int) -> None:
        """Lets time pass at once."""
        self._send("POST", "/clock/advance", {"seconds": seconds})

    def revoke_sessions(self) -> None:
        """Ends every sign-in."""
        self._send("POST", "/sessions/revoke", {})

    def begin_outage(self, region: str) -> None:
        """Lets a region fail."""
        self._send("PUT", f"/regions/{region}/outage", {})

    def end_outage(self, region: str) -> None:
        """Lets a region work again."""
        self._send("DELETE", f"/regions/{region}/outage")

    def requests(self) -> list[dict[str, Any]]:
        """What was asked lately: method, path, query, status."""
        listed = self._send("GET", "/requests")
        return listed["value"] if isinstance(listed, dict) else listed


def start(folder: Path) -> Demo:
    """Starts a demo cloud with fresh data and waits until it answers."""
    binary = os.environ.get(BINARY_VARIABLE)
    assert binary, f"{BINARY_VARIABLE} must name the demo cloud's program; cargo xtask test sets it"
    file = folder / "connection.json"
    with open(folder / "stderr.txt", "wb") as stderr:
        process = subprocess.Popen(
            [binary, "--https", "--connection-file", str(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
        )
    try:
        return Demo(process, _read_when_ready(process, file))
    except BaseException:
        process.kill()
        process.wait()
        raise


def _read_when_ready(process: subprocess.Popen, file: Path) -> dict[str, Any]:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if file.exists():
            try:
                return json.loads(file.read_text(encoding="utf-8"))
            except ValueError:
                pass
        assert process.poll() is None, f"the demo cloud ended with {process.returncode} before it was ready"
        time.sleep(0.02)
    raise TimeoutError(f"the demo cloud wrote no connection file within {START_SECONDS:.0f} s")

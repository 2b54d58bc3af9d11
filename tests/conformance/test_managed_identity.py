"""azure-identity on machines that have an identity of their own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CredentialUnavailableError, DefaultAzureCredential, ManagedIdentityCredential
from msal import managed_identity

from harness.demo import ARM_RESOURCE, Demo, default_scope
from harness.people import arm_status, ask

pytestmark = pytest.mark.client("azure-identity")

ARM = default_scope(ARM_RESOURCE)
UNKNOWN_ID = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def imds(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> str:
    """A virtual machine: the metadata service answers at another address."""
    monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", demo.imds)
    return demo.imds


@pytest.mark.operations("ManagedIdentity_Imds")
def test_a_virtual_machine_signs_in(demo: Demo, imds: str) -> None:
    del imds
    assert arm_status(demo, ManagedIdentityCredential().get_token(ARM).token) == 200


@pytest.mark.operations("ManagedIdentity_Imds")
def test_an_identity_that_the_machine_does_not_have_is_refused(imds: str) -> None:
    del imds
    with pytest.raises((ClientAuthenticationError, CredentialUnavailableError), match="Identity not found"):
        ManagedIdentityCredential(client_id=UNKNOWN_ID).get_token(ARM)


def test_the_metadata_service_answers_nobody_who_comes_by_a_browser(imds: str) -> None:
    address = f"{imds}/metadata/identity/oauth2/token?api-version=2018-02-01&resource={ARM_RESOURCE}"
    assert ask("GET", address).status_code == 400
    assert ask("GET", address, Metadata="true", X_Forwarded_For="10.0.0.1").status_code == 400
    answer = ask("GET", address, Metadata="true").json()
    texts = [
        "access_token",
        "client_id",
        "expires_in",
        "expires_on",
        "ext_expires_in",
        "not_before",
        "resource",
    ]
    assert all(isinstance(answer[name], str) for name in texts)


@pytest.mark.operations("ManagedIdentity_AppService")
def test_an_app_service_signs_in(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = demo.managed_identity("appService")
    monkeypatch.setenv("IDENTITY_ENDPOINT", settings["endpoint"])
    monkeypatch.setenv("IDENTITY_HEADER", settings["header"])
    assert arm_status(demo, ManagedIdentityCredential().get_token(ARM).token) == 200
    monkeypatch.setenv("IDENTITY_HEADER", "wrong")
    with pytest.raises((ClientAuthenticationError, CredentialUnavailableError)):
        ManagedIdentityCredential().get_token(ARM)


@pytest.mark.operations("ManagedIdentity_MachineLearning")
def test_a_compute_of_azure_ml_signs_in(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = demo.managed_identity("machineLearning")
    monkeypatch.setenv("MSI_ENDPOINT", settings["endpoint"])
    monkeypatch.setenv("MSI_SECRET", settings["secret"])
    monkeypatch.setenv("DEFAULT_IDENTITY_CLIENT_ID", settings["clientId"])
    assert arm_status(demo, ManagedIdentityCredential().get_token(ARM).token) == 200
    named = ManagedIdentityCredential(client_id=settings["clientId"])
    assert arm_status(demo, named.get_token(ARM).token) == 200
    monkeypatch.setenv("MSI_SECRET", "wrong")
    with pytest.raises((ClientAuthenticationError, CredentialUnavailableError)):
        ManagedIdentityCredential().get_token(ARM)


@pytest.mark.operations("ManagedIdentity_Arc")
def test_a_machine_of_azure_arc_signs_in(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = demo.managed_identity("arc")["endpoint"]
    address = f"{endpoint}?api-version=2020-06-01&resource={ARM_RESOURCE}"
    challenge = ask("GET", address, Metadata="true")
    assert challenge.status_code == 401
    scheme, _, file = challenge.headers["WWW-Authenticate"].partition("=")
    assert (scheme, Path(file).suffix) == ("Basic realm", ".key")
    # The client reads keys from the agent's own folder only; nobody but the agent may write there.
    folders = managed_identity._supported_arc_platforms_and_their_prefixes  # pylint: disable=protected-access
    monkeypatch.setitem(folders, sys.platform, str(Path(file).parent))
    monkeypatch.setenv("IDENTITY_ENDPOINT", endpoint)
    monkeypatch.setenv("IMDS_ENDPOINT", endpoint)
    assert arm_status(demo, ManagedIdentityCredential().get_token(ARM).token) == 200


@pytest.mark.operations("ManagedIdentity_AppService")
def test_the_default_credential_finds_the_machines_identity(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = demo.managed_identity("appService")
    monkeypatch.setenv("IDENTITY_ENDPOINT", settings["endpoint"])
    monkeypatch.setenv("IDENTITY_HEADER", settings["header"])
    assert arm_status(demo, DefaultAzureCredential().get_token(ARM).token) == 200

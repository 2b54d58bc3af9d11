"""azure-identity: the credentials of people and applications."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import (
    CertificateCredential,
    DefaultAzureCredential,
    DeviceCodeCredential,
    EnvironmentCredential,
    InteractiveBrowserCredential,
)

from harness.applications import Application
from harness.browser import Browser, stands_in_for_the_system_browser
from harness.clients import secret_credential
from harness.demo import ARM_RESOURCE, GRAPH_RESOURCE, Demo, default_scope
from harness.people import Certificate, arm_status, claims_of, fingerprint
from harness.recorder import Recorder

pytestmark = pytest.mark.client("azure-identity")

ARM = default_scope(ARM_RESOURCE)
GRAPH = default_scope(GRAPH_RESOURCE)


def options_of(demo: Demo) -> dict[str, Any]:
    """What points a credential at the demo cloud."""
    return {"authority": demo.authority, "disable_instance_discovery": True}


def assert_signs_in_as(demo: Demo, credential: Any, object_id: str) -> None:
    """Resource Manager takes the credential's tokens, and they are those of whom they should be."""
    token = credential.get_token(ARM).token
    assert arm_status(demo, token) == 200
    assert claims_of(token)["oid"] == object_id
    assert claims_of(credential.get_token(GRAPH).token)["oid"] == object_id


@pytest.mark.operations("Token_ClientSecret")
def test_a_client_secret_signs_in(demo: Demo) -> None:
    principal = demo.service_principal("owner")
    with secret_credential(demo, principal.client_id, principal.client_secret) as credential:
        assert_signs_in_as(demo, credential, principal.object_id)
    wrong = secret_credential(demo, principal.client_id, "wrong")
    with pytest.raises(ClientAuthenticationError, match="AADSTS7000215"):
        wrong.get_token(ARM)


@pytest.mark.operations("Token_ClientSecret")
def test_an_application_made_a_moment_ago_signs_in(demo: Demo, application: Application) -> None:
    made = application.add_password()
    credential = secret_credential(demo, application.client_id, made["secretText"])
    assert_signs_in_as(demo, credential, application.principal_id)


@pytest.mark.parametrize("sends_chain", [False, True])
@pytest.mark.operations("Token_ClientCertificate")
def test_a_certificate_signs_in(demo: Demo, application: Application, sends_chain: bool) -> None:
    certificate = Certificate("conformance")
    application.register_certificate(certificate)

    def credential(of: Certificate) -> CertificateCredential:
        return CertificateCredential(
            demo.tenant_id,
            application.client_id,
            certificate_data=(of.private_key + of.public).encode(),
            send_certificate_chain=sends_chain,
            **options_of(demo),
        )

    assert_signs_in_as(demo, credential(certificate), application.principal_id)
    with pytest.raises(ClientAuthenticationError, match="AADSTS700027"):
        credential(Certificate("somebody else")).get_token(ARM)


@pytest.mark.operations("DeviceCode", "Token_DeviceCode", "Token_RefreshToken")
def test_a_device_code_signs_in(demo: Demo) -> None:
    persona = demo.persona("dataScientist")
    credential = DeviceCodeCredential(
        demo.public_client_id,
        tenant_id=demo.tenant_id,
        prompt_callback=lambda uri, code, _: Browser().sign_in(uri, persona, code=code),
        timeout=60,
        **options_of(demo),
    )
    record = credential.authenticate(scopes=[ARM])
    assert (record.username, record.tenant_id) == (persona.user_name, persona.tenant_id)
    assert_signs_in_as(demo, credential, persona.object_id)


@pytest.mark.operations("Token_AuthorizationCode", "Token_RefreshToken")
def test_the_browser_is_needed_once(demo: Demo) -> None:
    persona = demo.persona("reader")
    credential = InteractiveBrowserCredential(
        client_id=demo.public_client_id, tenant_id=demo.tenant_id, timeout=30, **options_of(demo)
    )
    with stands_in_for_the_system_browser(lambda url: Browser().sign_in(url, persona)) as opened:
        record = credential.authenticate(scopes=[ARM])
        assert_signs_in_as(demo, credential, persona.object_id)
    assert len(opened) == 1
    assert record.home_account_id == f"{persona.object_id}.{persona.tenant_id}"
    assert record.username == persona.user_name


@pytest.mark.operations("Token_ClientSecret")
@pytest.mark.parametrize("chooser", [EnvironmentCredential, DefaultAzureCredential])
def test_the_environment_may_hold_a_secret(
    demo: Demo, monkeypatch: pytest.MonkeyPatch, chooser: type
) -> None:
    principal = demo.service_principal("owner")
    monkeypatch.setenv("AZURE_AUTHORITY_HOST", demo.authority)
    monkeypatch.setenv("AZURE_TENANT_ID", principal.tenant_id)
    monkeypatch.setenv("AZURE_CLIENT_ID", principal.client_id)
    monkeypatch.setenv("AZURE_CLIENT_SECRET", principal.client_secret)
    assert_signs_in_as(demo, chooser(disable_instance_discovery=True), principal.object_id)


@pytest.mark.operations("Token_ClientCertificate")
def test_the_environment_may_name_a_certificate(
    demo: Demo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, application: Application
) -> None:
    certificate = Certificate("conformance")
    application.register_certificate(certificate)
    file = tmp_path / "certificate.pem"
    file.write_text(certificate.private_key + certificate.public, encoding="utf-8")
    monkeypatch.setenv("AZURE_AUTHORITY_HOST", demo.authority)
    monkeypatch.setenv("AZURE_TENANT_ID", demo.tenant_id)
    monkeypatch.setenv("AZURE_CLIENT_ID", application.client_id)
    monkeypatch.setenv("AZURE_CLIENT_CERTIFICATE_PATH", str(file))
    assert_signs_in_as(demo, EnvironmentCredential(disable_instance_discovery=True), application.principal_id)


@pytest.mark.operations("Token_ClientSecret")
def test_a_token_is_asked_for_once_and_a_challenge_asks_again(demo: Demo, recorder: Recorder) -> None:
    principal = demo.service_principal("owner")
    credential = secret_credential(demo, principal.client_id, principal.client_secret)
    first = credential.get_token(ARM, enable_cae=True)
    assert fingerprint(credential.get_token(ARM, enable_cae=True).token) == fingerprint(first.token)
    again = credential.get_token(ARM, enable_cae=True, claims='{"access_token":{"nbf":{"essential":true}}}')
    assert arm_status(demo, again.token) == 200
    assert [one.variant for one in recorder.peek()].count("Token_ClientSecret") == 2

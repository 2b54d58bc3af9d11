"""azure-keyvault-secrets: versions, switching off, deleting and bringing back."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.keyvault.secrets import SecretClient

from harness.applications import Application
from harness.clients import secret_credential
from harness.company import ML
from harness.demo import ARM_RESOURCE, Demo, default_scope
from harness.people import Http, PersonaCredential, arm_status

pytestmark = pytest.mark.client("azure-keyvault-secrets")

SECRETS_OFFICER = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7"
SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6"


def open_vault(demo: Demo, credential: PersonaCredential) -> SecretClient:
    """The first vault as a person sees it. Its address is no domain of Azure's, which the client would check."""
    return SecretClient(demo.key_vault, credential, verify_challenge_resource=False)


@pytest.fixture(scope="module")
def vault_id(demo: Demo, arm: Http) -> str:
    """The vault's resource id, by way of the workspace that uses it."""
    name = next(one["name"] for one in demo.connection["keyVaults"] if one["url"] == demo.key_vault)
    for subscription in arm.rows("/subscriptions?api-version=2022-12-01"):
        for workspace in arm.rows(f"{subscription['id']}/providers/{ML}/workspaces?api-version=2024-10-01"):
            found = workspace["properties"].get("keyVault") or ""
            if found.rpartition("/")[2] == name:
                return found
    raise LookupError(f"no workspace uses the vault {name}")


def grant(arm: Http, vault_id: str, role_id: str, principal: str) -> str:
    """Gives somebody a role in the vault; the path of the assignment comes back."""
    subscription = "/".join(vault_id.split("/")[:3])
    path = (
        f"{vault_id}/providers/Microsoft.Authorization/roleAssignments/{uuid.uuid4()}?api-version=2022-04-01"
    )
    role = f"{subscription}/providers/Microsoft.Authorization/roleDefinitions/{role_id}"
    response = arm.send("PUT", path, {"properties": {"roleDefinitionId": role, "principalId": principal}})
    assert response.status_code in (200, 201, 409), response.text
    return path


@pytest.fixture(scope="module")
def vault(
    demo: Demo, arm: Http, vault_id: str, signed_in: Callable[[str], PersonaCredential]
) -> SecretClient:
    """The vault for the owner, who first has to get a role there: owning a vault opens no secret."""
    owner = signed_in("owner")
    grant(arm, vault_id, SECRETS_OFFICER, owner.persona.object_id)
    return open_vault(demo, owner)


@pytest.fixture
def name(vault: SecretClient) -> Iterator[str]:
    """A name that is free; what is made with it is removed for good after the test."""
    made = f"conformance-{uuid.uuid4().hex[:8]}"
    yield made
    try:
        vault.begin_delete_secret(made, _polling_interval=1).wait()
    except ResourceNotFoundError:
        pass
    try:
        vault.purge_deleted_secret(made)
    except ResourceNotFoundError:
        pass


@pytest.mark.operations("SetSecret", "GetSecret", "GetSecretVersions", "GetSecrets")
def test_each_setting_makes_a_version(vault: SecretClient, name: str) -> None:
    first = vault.set_secret(name, "one", content_type="text/plain", tags={"from": "conformance"})
    second = vault.set_secret(name, "two")
    assert first.properties.version != second.properties.version
    assert vault.get_secret(name).value == "two"
    old = vault.get_secret(name, first.properties.version)
    assert (old.value, old.properties.content_type, old.properties.tags) == (
        "one",
        "text/plain",
        {"from": "conformance"},
    )
    versions = {one.version for one in vault.list_properties_of_secret_versions(name)}
    assert versions == {first.properties.version, second.properties.version}
    assert name in {one.name for one in vault.list_properties_of_secrets()}


@pytest.mark.operations("UpdateSecret", "GetSecret")
def test_a_version_that_is_switched_off_is_not_given_out(vault: SecretClient, name: str) -> None:
    made = vault.set_secret(name, "hidden")
    vault.update_secret_properties(name, made.properties.version, enabled=False)
    with pytest.raises(HttpResponseError) as refusal:
        vault.get_secret(name)
    assert refusal.value.status_code == 403
    vault.update_secret_properties(name, made.properties.version, enabled=True)
    assert vault.get_secret(name).value == "hidden"


@pytest.mark.operations(
    "DeleteSecret", "GetDeletedSecret", "GetDeletedSecrets", "RecoverDeletedSecret", "PurgeDeletedSecret"
)
def test_a_deleted_secret_can_be_brought_back_until_it_is_purged(vault: SecretClient, name: str) -> None:
    vault.set_secret(name, "kept")
    vault.begin_delete_secret(name, _polling_interval=1).wait()
    with pytest.raises(ResourceNotFoundError):
        vault.get_secret(name)
    assert name in {one.name for one in vault.list_deleted_secrets()}
    assert vault.get_deleted_secret(name).recovery_id
    vault.begin_recover_deleted_secret(name, _polling_interval=1).wait()
    assert vault.get_secret(name).value == "kept"
    vault.begin_delete_secret(name, _polling_interval=1).wait()
    vault.purge_deleted_secret(name)
    with pytest.raises(ResourceNotFoundError):
        vault.get_deleted_secret(name)


@pytest.mark.operations("SetSecret", "GetSecret")
def test_a_secret_from_the_vault_signs_in(
    demo: Demo, vault: SecretClient, name: str, application: Application
) -> None:
    vault.set_secret(name, application.add_password()["secretText"])
    credential = secret_credential(demo, application.client_id, vault.get_secret(name).value)
    assert arm_status(demo, credential.get_token(default_scope(ARM_RESOURCE)).token) == 200


@pytest.mark.operations("GetSecret", "SetSecret")
def test_a_role_in_the_vault_lets_a_refused_reading_pass_and_no_more(
    demo: Demo, vault: SecretClient, vault_id: str, arm: Http, name: str, nobody: PersonaCredential
) -> None:
    vault.set_secret(name, "private")
    other = open_vault(demo, nobody)
    with pytest.raises(HttpResponseError) as refusal:
        other.get_secret(name)
    assert refusal.value.status_code == 403
    assignment = grant(arm, vault_id, SECRETS_USER, nobody.persona.object_id)
    try:
        assert other.get_secret(name).value == "private"
        with pytest.raises(HttpResponseError) as refusal:
            other.set_secret(name, "mine")
        assert refusal.value.status_code == 403
    finally:
        arm.change("DELETE", assignment)
    with pytest.raises(HttpResponseError):
        other.get_secret(name)
    assert vault.get_secret(name).value == "private"

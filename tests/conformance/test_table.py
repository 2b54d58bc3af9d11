"""The table of operations as a whole: it agrees with Microsoft's documents, and everything in it was asked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from harness import operations
from harness.company import GROUP, KEY_ENDPOINT, ML, REGION, WORKSPACE, Company
from harness.demo import ARM_RESOURCE, VAULT_RESOURCE, Demo
from harness.operations import Operation
from harness.parity import Parity
from harness.people import Http, PersonaCredential

#: What placeholders are filled with; what is not here gets a name that nothing has.
NOTHING = "nothing"
ID = "00000000-0000-4000-8000-000000000001"


def test_the_table_holds_what_microsofts_documents_describe() -> None:
    folder = operations.azure_data()
    if folder is None:
        pytest.skip("Azure's reference data (LATCHKEY_AZURE_DATA names its folder)")
    documents = operations.shapes_in_documents(folder)
    described = {one.shape: one for one in operations.table() if one.is_described}
    by_id = {("GET", "/{}"), ("PUT", "/{}"), ("DELETE", "/{}")}
    assert described.keys() - by_id == documents.keys() - by_id
    wrong = [one.name for shape, one in described.items() if one.name not in documents[shape]]
    assert not wrong
    of_ids = {name for shape in by_id for name in documents[shape]}
    assert of_ids <= {one.name for one in operations.table()}


def test_every_request_has_a_name(parity: Parity) -> None:
    assert not parity.unnamed, f"the table lacks {sorted(parity.unnamed)}"


def test_what_is_described_is_answered_or_said_to_be_missing(
    start_demo: Callable[[], Demo], parity: Parity
) -> None:
    # The bodies make no sense and the targets may be deleted, so that this demo cloud is used for nothing else.
    demo = start_demo()
    owner = PersonaCredential(demo, demo.persona("owner"))
    arm = Http(demo.arm, owner, ARM_RESOURCE)
    company = Company.read(arm)
    services = {"Key Vault secrets": Http(demo.key_vault, owner, VAULT_RESOURCE)}
    described = [one for one in operations.table() if one.is_described]
    # What deletes comes last, and what deletes much comes last of all.
    described.sort(key=lambda one: (one.method == "DELETE", -one.path.count("/")))
    for operation in described:
        parity.note_presence(operation, _is_there(operation, company, services.get(operation.service, arm)))
    demo.stop()


def _is_there(operation: Operation, company: Company, service: Http) -> bool:
    """Whether a request of this kind is understood. What answers is of no interest."""
    values = {
        "subscriptionId": company.subscription,
        "group": GROUP,
        "workspace": WORKSPACE,
        "endpoint": KEY_ENDPOINT if "/onlineEndpoints/" in operation.path else NOTHING,
        "namespace": ML,
        "type": "workspaces",
        "parentPath": "",
        "scope": company.subscription_path.strip("/"),
        "roleDefinitionId": ID,
        "denyAssignmentId": ID,
        "name": WORKSPACE if "/{type}/{name}" in operation.path else ID,
        "resourceId": company.workspace_path().strip("/"),
        "version": ID.replace("-", ""),
    }
    for kind in ("roleAssignment", "denyAssignment", "role"):
        plural = "roleDefinitions" if kind == "role" else f"{kind}s"
        if operation.path == f"/{{{kind}Id}}":
            values[f"{kind}Id"] = f"{values['scope']}/providers/Microsoft.Authorization/{plural}/{ID}"
    path = re.sub(r"\{([^}]*)\}", lambda found: values.get(found.group(1), NOTHING), operation.path)
    if path.startswith("/modelmanagement/"):
        path = f"/ml/{REGION}{path}"
    version = operation.api_version or "2019-09-30"
    body = None if operation.method in ("GET", "HEAD", "DELETE") else {}
    response = service.send(operation.method, f"{path}?api-version={version}", body)
    # A version that the documents describe, but the demo cloud does not know, is as good as 501.
    return response.status_code != 501 and "InvalidApiVersionParameter" not in response.text

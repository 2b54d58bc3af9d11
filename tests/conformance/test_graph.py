"""Microsoft Graph by plain requests: applications, their secrets, and who somebody is."""

from __future__ import annotations

import uuid

import pytest
from azure.core.exceptions import ClientAuthenticationError

from harness.applications import Applications
from harness.clients import secret_credential
from harness.demo import ARM_RESOURCE, GRAPH_RESOURCE, Demo, default_scope
from harness.people import Certificate, Http, PersonaCredential, arm_status

pytestmark = pytest.mark.client("plain HTTP")


@pytest.mark.operations("Me_Get", "DirectoryObjects_GetByIds")
def test_people_applications_and_unknown_ids_are_told_apart(demo: Demo, graph: Http) -> None:
    owner, principal = demo.persona("owner"), demo.service_principal("owner")
    me = graph.get("/v1.0/me?$select=id,displayName,userPrincipalName,mail")
    assert (me["id"], me["userPrincipalName"]) == (owner.object_id, owner.user_name)
    ids = [owner.object_id, principal.object_id, str(uuid.uuid4())]
    found = {one["id"]: one for one in graph.post("/v1.0/directoryObjects/getByIds", {"ids": ids})["value"]}
    assert found.keys() == set(ids[:2])
    assert found[owner.object_id]["@odata.type"] == "#microsoft.graph.user"
    assert found[principal.object_id]["@odata.type"] == "#microsoft.graph.servicePrincipal"


@pytest.mark.operations(
    "Applications_Create",
    "Applications_List",
    "Applications_Get",
    "Applications_Delete",
    "ServicePrincipals_Create",
    "ServicePrincipals_Get",
    "ServicePrincipals_List",
)
def test_an_application_is_registered_found_and_removed(graph: Http, applications: Applications) -> None:
    made = applications.register("Conformance of registration")
    by_client = graph.get(f"/v1.0/applications?$filter=appId eq '{made.client_id}'")["value"]
    assert [one["id"] for one in by_client] == [made.id]
    assert graph.get(f"/v1.0/applications/{made.id}")["displayName"] == "Conformance of registration"
    principals = graph.get(f"/v1.0/servicePrincipals?$filter=appId eq '{made.client_id}'")["value"]
    assert [one["id"] for one in principals] == [made.principal_id]
    assert graph.get(f"/v1.0/servicePrincipals/{made.principal_id}")["appId"] == made.client_id
    assert graph.send("DELETE", f"/v1.0/applications/{made.id}").status_code == 204
    assert graph.send("GET", f"/v1.0/applications/{made.id}").status_code == 404


@pytest.mark.operations("Applications_AddPassword", "Applications_RemovePassword")
def test_the_principal_of_a_new_secret_gets_a_token(
    demo: Demo, graph: Http, applications: Applications
) -> None:
    made = applications.register("Conformance of secrets")

    def status(secret: str) -> int:
        credential = secret_credential(demo, made.client_id, secret)
        return arm_status(demo, credential.get_token(default_scope(ARM_RESOURCE)).token)

    first, second = made.add_password("first"), made.add_password("second")
    assert first["secretText"].startswith(first["hint"])
    listed = graph.get(f"/v1.0/applications/{made.id}")["passwordCredentials"]
    assert {one["keyId"] for one in listed} == {first["keyId"], second["keyId"]}
    assert all(one.get("secretText") is None for one in listed)
    assert (status(first["secretText"]), status(second["secretText"])) == (200, 200)
    made.remove_password(first["keyId"])
    with pytest.raises(ClientAuthenticationError, match="AADSTS7000215"):
        status(first["secretText"])
    assert status(second["secretText"]) == 200


@pytest.mark.operations("Applications_Update")
def test_a_certificate_is_registered_by_its_public_half(graph: Http, applications: Applications) -> None:
    made = applications.register("Conformance of certificates")
    made.register_certificate(Certificate("conformance"))
    (listed,) = graph.get(f"/v1.0/applications/{made.id}")["keyCredentials"]
    assert (listed["type"], listed["usage"]) == ("AsymmetricX509Cert", "Verify")


@pytest.mark.operations("Applications_AddPassword")
def test_somebody_elses_application_is_out_of_reach(
    demo: Demo, applications: Applications, nobody: PersonaCredential
) -> None:
    made = applications.register("Conformance of ownership")
    other = Http(demo.graph, nobody, GRAPH_RESOURCE)
    refused = other.send("POST", f"/v1.0/applications/{made.id}/addPassword", {"passwordCredential": {}})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "Authorization_RequestDenied")

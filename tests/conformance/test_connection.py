"""The connection file says the truth: whom it names signs in and may do what is said, and what it lists is there."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError
from azure.identity import ClientSecretCredential
from azure.keyvault.secrets import SecretClient
from azure.mgmt.authorization.models import RoleAssignmentCreateParameters

from harness.applications import Applications
from harness.clients import authorization, machine_learning, secret_credential
from harness.company import ML, READER, Company
from harness.demo import ARM_RESOURCE, GRAPH_RESOURCE, Demo, default_scope
from harness.people import Http, PersonaCredential, arm_status, ask, claims_of, fingerprint

PERSONA_ROLES = ["owner", "dataScientist", "reader", "accessAdmin", "none"]
CALLERS = ["persona", "service principal"]

Caller = Callable[[str, str], Any]


def entries(demo: Demo, name: str, **wanted: str) -> list[dict[str, str]]:
    """Those of a list that stand in the first workspace and have these values."""
    first = demo.connection["workspaces"][0]
    place = {
        "subscriptionId": first["subscriptionId"],
        "resourceGroup": first["resourceGroup"],
        "workspace": first["name"],
    }
    return [one for one in demo.connection[name] if one.items() >= (place | wanted).items()]


def place_of(one: dict[str, str]) -> tuple[str, str, str]:
    """Group, workspace and name of an endpoint, as the client wants them."""
    return one["resourceGroup"], one["workspace"], one["name"]


def refuses(workspaces: Any) -> bool:
    """Whether the caller may not even list workspaces."""
    with pytest.raises(HttpResponseError) as refusal:
        list(workspaces.list_by_subscription())
    return refusal.value.status_code == 403


def service_path(arm: Http, one: dict[str, str]) -> str:
    """Where model management of the workspace's region has a service of the first generation."""
    workspace = (
        f"/subscriptions/{one['subscriptionId']}/resourceGroups/{one['resourceGroup']}"
        f"/providers/{ML}/workspaces/{one['workspace']}"
    )
    region = arm.get(f"{workspace}?api-version=2024-10-01")["location"]
    return f"/ml/{region}/modelmanagement/v1.0{workspace}/services/{one['name']}"


@pytest.fixture
def first(demo: Demo) -> Company:
    """The first subscription of the list."""
    return Company(demo.connection["subscriptions"][0]["id"])


@pytest.fixture
def caller(demo: Demo, signed_in: Callable[[str], PersonaCredential]) -> Caller:
    """The credential of a kind of caller and a role."""

    def get(kind: str, role: str) -> Any:
        if kind == "persona":
            return signed_in(role)
        principal = demo.service_principal(role)
        return secret_credential(demo, principal.client_id, principal.client_secret)

    return get


@pytest.fixture
def made(demo: Demo, caller: Caller, request: pytest.FixtureRequest) -> Iterator[Applications]:
    """Applications of the caller that the test is run for, removed after it."""
    applications = Applications(Http(demo.graph, caller(request.param, "owner"), GRAPH_RESOURCE))
    yield applications
    applications.remove_all()


@pytest.mark.client("msal")
@pytest.mark.operations("Token_AuthorizationCode")
@pytest.mark.parametrize("role", PERSONA_ROLES)
def test_a_persona_signs_in_to_their_tenant(demo: Demo, role: str) -> None:
    persona = demo.persona(role)
    token = PersonaCredential(demo, persona).get_token(default_scope(ARM_RESOURCE)).token
    assert (claims_of(token)["oid"], claims_of(token)["tid"]) == (persona.object_id, demo.tenant_id)
    assert arm_status(demo, token) == 200


@pytest.mark.client("azure-identity")
@pytest.mark.operations("Token_ClientSecret")
def test_every_service_principals_secret_is_good(demo: Demo) -> None:
    listed = demo.connection["servicePrincipals"]
    assert [one["role"] for one in listed] == ["owner", "reader"]
    for one in listed + demo.connection["otherServicePrincipals"]:
        credential = ClientSecretCredential(
            one["tenantId"],
            one["clientId"],
            one["clientSecret"],
            authority=demo.authority,
            disable_instance_discovery=True,
        )
        token = credential.get_token(default_scope(ARM_RESOURCE)).token
        assert claims_of(token)["appid"] == one["clientId"]
        assert arm_status(demo, token) == 200


@pytest.mark.client("azure-mgmt-authorization")
@pytest.mark.operations("RoleAssignments_Create", "RoleAssignments_Delete")
@pytest.mark.parametrize(("made", "kind"), zip(CALLERS, CALLERS), indirect=["made"])
def test_an_owner_makes_an_application_that_works_with_a_role(
    demo: Demo, first: Company, caller: Caller, made: Applications, kind: str
) -> None:
    application = made.register(f"Made by the owner, a {kind}")
    secret = application.add_password()["secretText"]
    workspaces = machine_learning(
        demo, first, secret_credential(demo, application.client_id, secret)
    ).workspaces
    assert refuses(workspaces)
    rbac, name = authorization(demo, first, caller(kind, "owner")), str(uuid.uuid4())
    role = RoleAssignmentCreateParameters(
        role_definition_id=first.role(READER),
        principal_id=application.principal_id,
        principal_type="ServicePrincipal",
    )
    rbac.role_assignments.create(first.subscription_path, name, role)
    try:
        names = {one.name for one in workspaces.list_by_subscription()}
        listed = [one for one in demo.connection["workspaces"] if one["subscriptionId"] == first.subscription]
        assert names == {one["name"] for one in listed}
    finally:
        rbac.role_assignments.delete(first.subscription_path, name)
    assert refuses(workspaces)


@pytest.mark.client("azure-keyvault-secrets")
@pytest.mark.operations("SetSecret", "GetSecret", "GetSecrets")
@pytest.mark.parametrize("kind", CALLERS)
def test_an_owner_keeps_secrets_in_the_vault(demo: Demo, caller: Caller, kind: str) -> None:
    vault = SecretClient(demo.key_vault, caller(kind, "owner"), verify_challenge_resource=False)
    name = f"connection-{uuid.uuid4().hex[:8]}"
    vault.set_secret(name, "kept")
    assert vault.get_secret(name).value == "kept"
    assert name in {one.name for one in vault.list_properties_of_secrets()}
    vault.begin_delete_secret(name, _polling_interval=1).wait()
    vault.purge_deleted_secret(name)


@pytest.mark.client("azure-mgmt-machinelearningservices")
@pytest.mark.operations("OnlineEndpoints_ListKeys", "OnlineEndpoints_GetToken", "OnlineEndpoints_List")
@pytest.mark.parametrize("kind", CALLERS)
def test_the_endpoints_of_the_first_workspace_are_as_listed(
    demo: Demo, first: Company, caller: Caller, kind: str
) -> None:
    endpoints = machine_learning(demo, first, caller(kind, "owner")).online_endpoints
    with_key, with_token = (entries(demo, "onlineEndpoints", authMode=mode)[0] for mode in ("Key", "AMLToken"))
    assert fingerprint(endpoints.list_keys(*place_of(with_key)).primary_key)
    assert fingerprint(endpoints.get_token(*place_of(with_token)).access_token)
    group, workspace, _ = place_of(with_key)
    modes = {one.name: one.properties.auth_mode for one in endpoints.list(group, workspace)}
    assert modes == {one["name"]: one["authMode"] for one in entries(demo, "onlineEndpoints")}


@pytest.mark.client("plain HTTP")
@pytest.mark.operations("Services_ListServiceKeys", "Services_GetServiceToken", "Services_QueryById")
@pytest.mark.parametrize("kind", CALLERS)
def test_the_web_services_of_the_first_workspace_are_as_listed(demo: Demo, caller: Caller, kind: str) -> None:
    management = Http(demo.arm, caller(kind, "owner"), ARM_RESOURCE)
    keyed, tokened = (entries(demo, "webServices", compute="AKS", auth=auth)[0] for auth in ("key", "token"))
    assert fingerprint(management.post(f"{service_path(management, keyed)}/listkeys")["primaryKey"])
    assert fingerprint(management.post(f"{service_path(management, tokened)}/token")["accessToken"])
    for one in entries(demo, "webServices"):
        found = management.get(service_path(management, one))
        assert (found["computeType"], found["authEnabled"], found.get("aadAuthEnabled", False)) == (
            one["compute"],
            one["auth"] == "key",
            one["auth"] == "token",
        )


@pytest.mark.client("azure-mgmt-machinelearningservices")
@pytest.mark.operations("OnlineEndpoints_ListKeys")
@pytest.mark.parametrize("kind", CALLERS)
def test_a_reader_sees_an_endpoint_and_gets_no_key(
    demo: Demo, first: Company, caller: Caller, kind: str
) -> None:
    credential = caller(kind, "reader")
    endpoints = machine_learning(demo, first, credential).online_endpoints
    place = place_of(entries(demo, "onlineEndpoints", authMode="Key")[0])
    assert endpoints.get(*place).name == place[2]
    with pytest.raises(HttpResponseError) as refusal:
        endpoints.list_keys(*place)
    assert refusal.value.status_code == 403


def test_the_reading_service_principal_registers_no_application(demo: Demo, caller: Caller) -> None:
    graph = Http(demo.graph, caller("service principal", "reader"), GRAPH_RESOURCE)
    assert graph.send("POST", "/v1.0/applications", {"displayName": "Refused"}).status_code == 403


def test_machines_and_controls_are_reached_by_plain_http(demo: Demo) -> None:
    address = f"{demo.imds}/metadata/identity/oauth2/token?api-version=2018-02-01&resource={ARM_RESOURCE}"
    assert address.startswith("http://")
    assert arm_status(demo, ask("GET", address, Metadata="true").json()["access_token"]) == 200
    assert demo.connection["control"]["url"].startswith("http://")
    assert demo.control.requests()

"""azure-mgmt-authorization: who has access. A grant is judged by the call that it lets pass."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError
from azure.mgmt.authorization import AuthorizationManagementClient
from azure.mgmt.authorization.models import Permission, RoleAssignmentCreateParameters, RoleDefinition

from harness.clients import authorization, machine_learning
from harness.company import DATA_SCIENTIST, GROUP, KEY_ENDPOINT, ML, READER, WORKSPACE, Company
from harness.demo import Demo
from harness.people import PersonaCredential

pytestmark = pytest.mark.client("azure-mgmt-authorization")


@pytest.fixture
def rbac(demo: Demo, company: Company, owner: PersonaCredential) -> AuthorizationManagementClient:
    """Azure RBAC for the owner."""
    return authorization(demo, company, owner)


@pytest.fixture
def cleanup(rbac: AuthorizationManagementClient) -> Iterator[list[tuple[str, str]]]:
    """Scopes and names of assignments that are taken back after the test."""
    made: list[tuple[str, str]] = []
    yield made
    for scope, name in made:
        rbac.role_assignments.delete(scope, name)


def grant(role: str, principal: str, kind: str = "User") -> RoleAssignmentCreateParameters:
    """The body of a new assignment."""
    return RoleAssignmentCreateParameters(
        role_definition_id=role, principal_id=principal, principal_type=kind
    )


def code_of(refusal: pytest.ExceptionInfo[HttpResponseError]) -> tuple[int | None, str | None]:
    """Status and code of a refusal, as azure-core read them."""
    error = refusal.value.error
    return refusal.value.status_code, error.code if error else None


def names(listed: Any) -> set[str]:
    """The names of a list's rows."""
    return {one.name for one in listed}


@pytest.mark.operations("RoleAssignments_Create", "RoleAssignments_Get", "RoleAssignments_Delete")
def test_a_role_lets_a_refused_call_pass_until_it_is_taken_away(
    demo: Demo,
    company: Company,
    rbac: AuthorizationManagementClient,
    nobody: PersonaCredential,
    cleanup: list[tuple[str, str]],
) -> None:
    scope, name = company.workspace_path(), str(uuid.uuid4())
    workspaces = machine_learning(demo, company, nobody).workspaces
    with pytest.raises(HttpResponseError) as refusal:
        workspaces.get(GROUP, WORKSPACE)
    assert code_of(refusal) == (403, "AuthorizationFailed")

    cleanup.append((scope, name))
    made = rbac.role_assignments.create(scope, name, grant(company.role(READER), nobody.persona.object_id))
    assert (made.name, made.scope, made.principal_type) == (name, scope, "User")
    assert workspaces.get(GROUP, WORKSPACE).name == WORKSPACE
    assert rbac.role_assignments.get(scope, name).principal_id == nobody.persona.object_id

    with pytest.raises(HttpResponseError) as refusal:
        rbac.role_assignments.create(
            scope, str(uuid.uuid4()), grant(company.role(READER), nobody.persona.object_id)
        )
    assert code_of(refusal) == (409, "RoleAssignmentExists")

    assert rbac.role_assignments.delete(scope, name).name == name
    with pytest.raises(HttpResponseError) as refusal:
        workspaces.get(GROUP, WORKSPACE)
    assert code_of(refusal) == (403, "AuthorizationFailed")
    assert rbac.role_assignments.delete(scope, name) is None


@pytest.mark.operations("RoleAssignments_CreateById", "RoleAssignments_GetById", "RoleAssignments_DeleteById")
def test_an_assignment_may_be_named_by_its_whole_id(
    demo: Demo, company: Company, rbac: AuthorizationManagementClient, nobody: PersonaCredential
) -> None:
    name = str(uuid.uuid4())
    whole = f"{company.workspace_path()}/providers/Microsoft.Authorization/roleAssignments/{name}"
    workspaces = machine_learning(demo, company, nobody).workspaces
    rbac.role_assignments.create_by_id(whole, grant(company.role(READER), nobody.persona.object_id))
    assert rbac.role_assignments.get_by_id(whole).name == name
    assert workspaces.get(GROUP, WORKSPACE).name == WORKSPACE
    rbac.role_assignments.delete_by_id(whole)
    with pytest.raises(HttpResponseError):
        workspaces.get(GROUP, WORKSPACE)
    with pytest.raises(HttpResponseError) as refusal:
        rbac.role_assignments.get_by_id(whole)
    assert refusal.value.status_code == 404


@pytest.mark.operations("RoleAssignments_Create")
def test_who_may_not_grant_and_what_cannot_be_granted(
    demo: Demo, company: Company, rbac: AuthorizationManagementClient, reader: PersonaCredential
) -> None:
    scope = company.workspace_path()
    with pytest.raises(HttpResponseError) as refusal:
        authorization(demo, company, reader).role_assignments.create(
            scope, str(uuid.uuid4()), grant(company.role(READER), reader.persona.object_id)
        )
    assert code_of(refusal) == (403, "AuthorizationFailed")
    # With a type named, the directory is not asked: principals that were made a moment ago may be unknown there.
    unknown = RoleAssignmentCreateParameters(
        role_definition_id=company.role(READER), principal_id=str(uuid.uuid4()), principal_type=None
    )
    with pytest.raises(HttpResponseError) as refusal:
        rbac.role_assignments.create(scope, str(uuid.uuid4()), unknown)
    assert code_of(refusal) == (400, "PrincipalNotFound")


@pytest.mark.operations(
    "RoleAssignments_ListForSubscription",
    "RoleAssignments_ListForResourceGroup",
    "RoleAssignments_ListForResource",
    "RoleAssignments_ListForScope",
)
def test_lists_reach_above_and_below_and_at_scope_only_above(
    company: Company,
    rbac: AuthorizationManagementClient,
    nobody: PersonaCredential,
    cleanup: list[tuple[str, str]],
) -> None:
    at_workspace = str(uuid.uuid4())
    cleanup.append((company.workspace_path(), at_workspace))
    rbac.role_assignments.create(
        company.workspace_path(), at_workspace, grant(company.role(READER), nobody.persona.object_id)
    )
    assignments = rbac.role_assignments
    everything = names(assignments.list_for_subscription())
    assert at_workspace in everything
    above = names(assignments.list_for_subscription(filter="atScope()"))
    assert above < everything and at_workspace not in above
    in_group = names(assignments.list_for_resource_group(GROUP))
    assert at_workspace in in_group and above <= in_group
    at_resource = names(assignments.list_for_resource(GROUP, ML, "workspaces", WORKSPACE))
    assert at_workspace in at_resource and above <= at_resource
    at_scope = names(assignments.list_for_scope(company.workspace_path(), filter="atScope()"))
    assert at_workspace in at_scope and above <= at_scope


@pytest.mark.operations("RoleAssignments_ListForSubscription")
def test_assigned_to_follows_groups_and_principal_id_does_not(
    demo: Demo, rbac: AuthorizationManagementClient
) -> None:
    person = demo.persona("dataScientist").object_id
    direct = list(rbac.role_assignments.list_for_subscription(filter=f"principalId eq '{person}'"))
    assigned = list(rbac.role_assignments.list_for_subscription(filter=f"assignedTo('{person}')"))
    assert all(one.principal_id == person for one in direct)
    through_groups = [one for one in assigned if one.principal_id != person]
    assert {one.principal_type for one in through_groups} == {"Group"}
    assert names(direct) <= names(assigned)


@pytest.mark.operations("RoleDefinitions_List", "RoleDefinitions_Get", "RoleDefinitions_GetById")
def test_roles_are_found_by_name_and_by_id(company: Company, rbac: AuthorizationManagementClient) -> None:
    scope = company.subscription_path
    (found,) = rbac.role_definitions.list(scope, filter="roleName eq 'AzureML Data Scientist'")
    assert (found.name, found.role_type) == (DATA_SCIENTIST, "BuiltInRole")
    assert found.permissions[0].not_actions
    assert rbac.role_definitions.get(scope, DATA_SCIENTIST).role_name == found.role_name
    assert rbac.role_definitions.get_by_id(company.role(DATA_SCIENTIST)).role_name == found.role_name
    everything = {one.role_name for one in rbac.role_definitions.list(scope)}
    assert {"Owner", "Contributor", "Reader", found.role_name} <= everything
    custom = list(rbac.role_definitions.list(scope, filter="type eq 'CustomRole'"))
    assert custom and all(one.role_type == "CustomRole" for one in custom)


@pytest.mark.operations("RoleDefinitions_CreateOrUpdate", "RoleDefinitions_Delete")
def test_a_custom_role_grants_what_it_says_and_what_it_is_changed_to(
    demo: Demo,
    company: Company,
    rbac: AuthorizationManagementClient,
    nobody: PersonaCredential,
) -> None:
    scope, role_id, name = company.subscription_path, str(uuid.uuid4()), str(uuid.uuid4())
    endpoints = machine_learning(demo, company, nobody).online_endpoints

    def define(*actions: str) -> RoleDefinition:
        return rbac.role_definitions.create_or_update(
            scope,
            role_id,
            RoleDefinition(
                role_name="Conformance Key Reader",
                description="Made by a test",
                role_type="CustomRole",
                permissions=[Permission(actions=list(actions), not_actions=[])],
                assignable_scopes=[scope],
            ),
        )

    made = define(f"{ML}/workspaces/*/read", f"{ML}/workspaces/onlineEndpoints/listKeys/action")
    assert (made.name, made.role_type) == (role_id, "CustomRole")
    rbac.role_assignments.create(company.group_path, name, grant(made.id, nobody.persona.object_id))
    try:
        assert endpoints.list_keys(GROUP, WORKSPACE, KEY_ENDPOINT).primary_key
        define(f"{ML}/workspaces/*/read")
        with pytest.raises(HttpResponseError) as refusal:
            endpoints.list_keys(GROUP, WORKSPACE, KEY_ENDPOINT)
        assert refusal.value.status_code == 403
        with pytest.raises(HttpResponseError) as refusal:
            rbac.role_definitions.delete(scope, role_id)
        assert code_of(refusal) == (400, "RoleDefinitionHasAssignments")
    finally:
        rbac.role_assignments.delete(company.group_path, name)
        rbac.role_definitions.delete(scope, role_id)
    with pytest.raises(HttpResponseError) as refusal:
        rbac.role_definitions.get(scope, role_id)
    assert refusal.value.status_code == 404


@pytest.mark.operations("RoleDefinitions_CreateOrUpdate")
def test_a_reader_defines_no_role(demo: Demo, company: Company, reader: PersonaCredential) -> None:
    with pytest.raises(HttpResponseError) as refusal:
        authorization(demo, company, reader).role_definitions.create_or_update(
            company.subscription_path,
            str(uuid.uuid4()),
            RoleDefinition(
                role_name="Conformance",
                role_type="CustomRole",
                permissions=[Permission(actions=["*"], not_actions=[])],
                assignable_scopes=[company.subscription_path],
            ),
        )
    assert code_of(refusal) == (403, "AuthorizationFailed")


@pytest.mark.operations("Permissions_ListForResourceGroup", "Permissions_ListForResource")
def test_permissions_are_those_of_the_caller(
    demo: Demo,
    company: Company,
    rbac: AuthorizationManagementClient,
    reader: PersonaCredential,
    nobody: PersonaCredential,
) -> None:
    def actions(of: AuthorizationManagementClient) -> set[str]:
        return {action for one in of.permissions.list_for_resource_group(GROUP) for action in one.actions}

    assert "*" in actions(rbac)
    assert actions(authorization(demo, company, reader)) == {"*/read"}
    # The path has two slashes in a row here, which is what the client makes of an empty parent path.
    sets = rbac.permissions.list_for_resource(GROUP, ML, "", "workspaces", WORKSPACE)
    assert any("*" in one.actions for one in sets)
    try:
        assert actions(authorization(demo, company, nobody)) == set()
    except HttpResponseError as refusal:
        assert refusal.status_code in (403, 404)


@pytest.mark.operations(
    "DenyAssignments_List",
    "DenyAssignments_ListForResourceGroup",
    "DenyAssignments_ListForResource",
    "DenyAssignments_ListForScope",
    "DenyAssignments_Get",
    "DenyAssignments_GetById",
)
def test_deny_assignments_are_listed_from_every_scope(
    company: Company, rbac: AuthorizationManagementClient
) -> None:
    denies = rbac.deny_assignments
    everything = list(denies.list())
    assert everything, "the company has a deny assignment to show"
    for one in everything:
        assert one.deny_assignment_name and one.permissions and one.principals
        assert denies.get_by_id(one.id).id == one.id
        assert denies.get(one.scope.strip("/"), one.name).id == one.id
    assert names(denies.list_for_resource_group(GROUP)) <= names(everything)
    at_resource = names(denies.list_for_resource(GROUP, ML, "", "workspaces", WORKSPACE))
    assert at_resource <= names(everything)
    assert names(denies.list_for_scope(company.workspace_path())) == at_resource


@pytest.mark.operations("ProviderOperationsMetadata_Get", "ProviderOperationsMetadata_List")
def test_the_catalogue_of_actions_names_those_of_azure_ml(rbac: AuthorizationManagementClient) -> None:
    found = rbac.provider_operations_metadata.get(ML)
    actions = {action.name for kind in found.resource_types for action in kind.operations}
    assert f"{ML}/workspaces/onlineEndpoints/regenerateKeys/action" in actions
    assert ML in names(rbac.provider_operations_metadata.list())

"""azure-mgmt-resource: groups, resources and providers."""

from __future__ import annotations

import pytest
from azure.core.exceptions import ResourceNotFoundError
from azure.mgmt.resource.resources import ResourceManagementClient

from harness.clients import arm_options
from harness.company import GROUP, ML, WORKSPACE, Company
from harness.demo import Demo
from harness.people import PersonaCredential

pytestmark = pytest.mark.client("azure-mgmt-resource")


@pytest.fixture
def resources(demo: Demo, company: Company, owner: PersonaCredential) -> ResourceManagementClient:
    """Resource Manager for the owner."""
    return ResourceManagementClient(owner, company.subscription, **arm_options(demo))


@pytest.mark.operations("ResourceGroups_List", "ResourceGroups_Get", "ResourceGroups_CheckExistence")
def test_resource_groups_are_listed_and_found(resources: ResourceManagementClient, company: Company) -> None:
    assert GROUP in {one.name for one in resources.resource_groups.list()}
    assert resources.resource_groups.get(GROUP.upper()).id == company.group_path
    assert resources.resource_groups.check_existence(GROUP)
    assert not resources.resource_groups.check_existence("no-such-group")
    with pytest.raises(ResourceNotFoundError) as refusal:
        resources.resource_groups.get("no-such-group")
    assert refusal.value.error.code == "ResourceGroupNotFound"


@pytest.mark.operations("Resources_List", "Resources_ListByResourceGroup")
def test_workspaces_are_resources(resources: ResourceManagementClient, company: Company) -> None:
    kind = f"resourceType eq '{ML}/workspaces'"
    everywhere = {one.id for one in resources.resources.list(filter=kind)}
    in_group = {one.id for one in resources.resources.list_by_resource_group(GROUP, filter=kind)}
    assert company.workspace_path() in in_group < everywhere
    assert {
        one.name for one in resources.resources.list(filter=kind) if one.id == company.workspace_path()
    } == {WORKSPACE}


@pytest.mark.operations("Providers_List", "Providers_Get")
def test_the_provider_of_azure_ml_is_registered(resources: ResourceManagementClient) -> None:
    found = resources.providers.get(ML)
    assert found.registration_state == "Registered"
    assert "workspaces" in {one.resource_type for one in found.resource_types}
    assert ML in {one.namespace for one in resources.providers.list()}

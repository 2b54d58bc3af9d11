"""azure-mgmt-machinelearningservices 2: workspaces, endpoints, their keys and tokens."""

from __future__ import annotations

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.mgmt.machinelearningservices import MachineLearningServicesMgmtClient
from azure.mgmt.machinelearningservices.models import DeploymentLogsRequest, RegenerateEndpointKeysRequest

from harness.clients import machine_learning
from harness.company import (
    ENTRA_ENDPOINT,
    GROUP,
    KEY_ENDPOINT,
    OTHER_KEY_ENDPOINT,
    OTHER_WORKSPACE,
    TOKEN_ENDPOINT,
    WORKSPACE,
    Company,
)
from harness.demo import Demo
from harness.people import PersonaCredential, fingerprint, score

pytestmark = pytest.mark.client("azure-mgmt-machinelearningservices")


@pytest.fixture
def ml(demo: Demo, company: Company, owner: PersonaCredential) -> MachineLearningServicesMgmtClient:
    """Azure ML for the owner."""
    return machine_learning(demo, company, owner)


@pytest.mark.operations("Workspaces_ListBySubscription", "Workspaces_ListByResourceGroup", "Workspaces_Get")
def test_workspaces_are_listed_and_described(company: Company, ml: MachineLearningServicesMgmtClient) -> None:
    everywhere = {one.name: one for one in ml.workspaces.list_by_subscription()}
    in_group = {one.name for one in ml.workspaces.list_by_resource_group(GROUP)}
    assert {WORKSPACE, OTHER_WORKSPACE} <= in_group < everywhere.keys()
    found = ml.workspaces.get(GROUP, WORKSPACE)
    assert found.id == company.workspace_path() == everywhere[WORKSPACE].id
    assert found.provisioning_state == "Succeeded"
    assert found.discovery_url.startswith("http") and found.workspace_id
    with pytest.raises(ResourceNotFoundError) as refusal:
        ml.workspaces.get(GROUP, "no-such-workspace")
    assert refusal.value.error.code == "ResourceNotFound"
    with pytest.raises(ResourceNotFoundError) as refusal:
        ml.workspaces.get("no-such-group", WORKSPACE)
    assert refusal.value.error.code == "ResourceGroupNotFound"


@pytest.mark.operations("Workspaces_ListBySubscription")
def test_a_list_holds_what_the_caller_may_read(
    demo: Demo, company: Company, ml: MachineLearningServicesMgmtClient, nobody: PersonaCredential
) -> None:
    listed = machine_learning(demo, company, nobody).workspaces.list_by_subscription()
    try:
        assert list(listed) == []
    except HttpResponseError as refusal:
        assert refusal.status_code in (403, 404)
    assert list(ml.workspaces.list_by_subscription())


@pytest.mark.operations(
    "Workspaces_ListKeys", "Workspaces_ListStorageAccountKeys", "Workspaces_ListNotebookKeys"
)
def test_a_workspace_has_keys_for_those_who_may(
    demo: Demo, company: Company, ml: MachineLearningServicesMgmtClient, reader: PersonaCredential
) -> None:
    keys = ml.workspaces.list_keys(GROUP, WORKSPACE)
    storage = ml.workspaces.list_storage_account_keys(GROUP, WORKSPACE)
    assert fingerprint(storage.user_storage_key) == fingerprint(keys.user_storage_key)
    notebook = ml.workspaces.list_notebook_keys(GROUP, WORKSPACE)
    assert fingerprint(notebook.primary_access_key) != fingerprint(notebook.secondary_access_key)
    with pytest.raises(HttpResponseError) as refusal:
        machine_learning(demo, company, reader).workspaces.list_keys(GROUP, WORKSPACE)
    assert refusal.value.status_code == 403


@pytest.mark.operations("Workspaces_ListNotebookAccessToken", "Workspaces_ResyncKeys")
def test_a_workspace_gives_a_notebook_token_and_resyncs(ml: MachineLearningServicesMgmtClient) -> None:
    token = ml.workspaces.list_notebook_access_token(GROUP, WORKSPACE)
    assert fingerprint(token.access_token) and token.token_type
    ml.workspaces.begin_resync_keys(GROUP, WORKSPACE).result()


@pytest.mark.operations("WorkspaceConnections_List", "WorkspaceConnections_Get")
def test_connections_are_listed_without_their_secrets(ml: MachineLearningServicesMgmtClient) -> None:
    for one in ml.workspace_connections.list(GROUP, WORKSPACE):
        found = ml.workspace_connections.get(GROUP, WORKSPACE, one.name)
        assert found.id == one.id
        assert not getattr(found.properties, "credentials", None)


@pytest.mark.operations("OnlineEndpoints_List", "OnlineEndpoints_Get")
def test_endpoints_say_how_they_authenticate(ml: MachineLearningServicesMgmtClient) -> None:
    modes = {one.name: one.properties.auth_mode for one in ml.online_endpoints.list(GROUP, WORKSPACE)}
    expected = {KEY_ENDPOINT: "Key", TOKEN_ENDPOINT: "AMLToken", ENTRA_ENDPOINT: "AADToken"}
    assert modes.items() >= expected.items()
    found = ml.online_endpoints.get(GROUP, WORKSPACE, KEY_ENDPOINT)
    assert found.properties.scoring_uri.startswith("http")
    assert sum(found.properties.traffic.values()) == 100


@pytest.mark.operations("OnlineDeployments_List", "OnlineDeployments_Get", "OnlineDeployments_GetLogs")
def test_deployments_are_listed_and_reached_by_name(ml: MachineLearningServicesMgmtClient) -> None:
    names = [one.name for one in ml.online_deployments.list(GROUP, WORKSPACE, KEY_ENDPOINT)]
    traffic = ml.online_endpoints.get(GROUP, WORKSPACE, KEY_ENDPOINT).properties.traffic
    assert set(names) >= traffic.keys()
    found = ml.online_deployments.get(GROUP, WORKSPACE, KEY_ENDPOINT, names[0])
    assert found.name == names[0] and found.properties.model
    logs = ml.online_deployments.get_logs(
        GROUP,
        WORKSPACE,
        KEY_ENDPOINT,
        names[0],
        DeploymentLogsRequest(container_type="InferenceServer", tail=10),
    )
    assert logs.content


@pytest.mark.operations("OnlineEndpoints_ListKeys", "OnlineEndpoints_RegenerateKeys")
@pytest.mark.parametrize("slot, other", [("Primary", "secondary_key"), ("Secondary", "primary_key")])
def test_a_regenerated_key_opens_the_scoring_address_and_the_old_one_does_not(
    ml: MachineLearningServicesMgmtClient, slot: str, other: str
) -> None:
    place = (GROUP, WORKSPACE, KEY_ENDPOINT)
    own = f"{slot.lower()}_key"
    uri = ml.online_endpoints.get(*place).properties.scoring_uri
    before = ml.online_endpoints.list_keys(*place)
    assert [score(uri, getattr(before, one)) for one in (own, other)] == [200, 200]

    ml.online_endpoints.begin_regenerate_keys(*place, RegenerateEndpointKeysRequest(key_type=slot)).result()

    after = ml.online_endpoints.list_keys(*place)
    assert fingerprint(getattr(after, other)) == fingerprint(getattr(before, other))
    assert score(uri, getattr(after, own)) == 200
    assert score(uri, getattr(before, own)) == 401
    assert score(uri, getattr(after, other)) == 200


@pytest.mark.operations("OnlineEndpoints_RegenerateKeys")
def test_a_key_may_be_set_to_a_value(ml: MachineLearningServicesMgmtClient) -> None:
    place = (GROUP, OTHER_WORKSPACE, OTHER_KEY_ENDPOINT)
    wish = RegenerateEndpointKeysRequest(key_type="Secondary", key_value="conformance-0123456789abcdef0123")
    ml.online_endpoints.begin_regenerate_keys(*place, wish).result()
    uri = ml.online_endpoints.get(*place).properties.scoring_uri
    assert score(uri, wish.key_value) == 200


@pytest.mark.operations("OnlineEndpoints_GetToken")
def test_an_endpoints_token_opens_its_scoring_address_alone(ml: MachineLearningServicesMgmtClient) -> None:
    token = ml.online_endpoints.get_token(GROUP, WORKSPACE, TOKEN_ENDPOINT)
    assert token.expiry_time_utc > token.refresh_after_time_utc > 1_000_000_000
    own = ml.online_endpoints.get(GROUP, WORKSPACE, TOKEN_ENDPOINT).properties.scoring_uri
    other = ml.online_endpoints.get(GROUP, WORKSPACE, KEY_ENDPOINT).properties.scoring_uri
    assert (score(own, token.access_token), score(other, token.access_token)) == (200, 401)


@pytest.mark.operations(
    "OnlineEndpoints_ListKeys", "OnlineEndpoints_RegenerateKeys", "OnlineEndpoints_GetToken"
)
def test_a_reader_gets_neither_keys_nor_tokens(
    demo: Demo, company: Company, reader: PersonaCredential
) -> None:
    endpoints = machine_learning(demo, company, reader).online_endpoints
    assert endpoints.get(GROUP, WORKSPACE, KEY_ENDPOINT).name == KEY_ENDPOINT
    for refused in (
        lambda: endpoints.list_keys(GROUP, WORKSPACE, KEY_ENDPOINT),
        lambda: endpoints.get_token(GROUP, WORKSPACE, TOKEN_ENDPOINT),
        lambda: endpoints.begin_regenerate_keys(
            GROUP, WORKSPACE, KEY_ENDPOINT, RegenerateEndpointKeysRequest(key_type="Primary")
        ),
    ):
        with pytest.raises(HttpResponseError) as refusal:
            refused()
        assert refusal.value.status_code == 403


@pytest.mark.operations("OnlineEndpoints_ListKeys", "OnlineEndpoints_GetToken")
def test_what_does_not_fit_the_auth_mode_is_refused(ml: MachineLearningServicesMgmtClient) -> None:
    for refused in (
        lambda: ml.online_endpoints.list_keys(GROUP, WORKSPACE, TOKEN_ENDPOINT),
        lambda: ml.online_endpoints.get_token(GROUP, WORKSPACE, KEY_ENDPOINT),
    ):
        with pytest.raises(HttpResponseError) as refusal:
            refused()
        assert refusal.value.status_code == 400


@pytest.mark.operations(
    "BatchEndpoints_List", "BatchEndpoints_Get", "BatchDeployments_List", "BatchDeployments_Get"
)
def test_batch_endpoints_and_their_deployments_are_listed(ml: MachineLearningServicesMgmtClient) -> None:
    found = [(group, one) for group, one in _workspaces(ml) for one in ml.batch_endpoints.list(group, one)]
    assert found, "the company has a batch endpoint"
    for group, workspace in _workspaces(ml):
        for endpoint in ml.batch_endpoints.list(group, workspace):
            same = ml.batch_endpoints.get(group, workspace, endpoint.name)
            assert same.properties.auth_mode == "AADToken"
            assert same.properties.scoring_uri.endswith("/jobs")
            deployments = list(ml.batch_deployments.list(group, workspace, endpoint.name))
            for deployment in deployments:
                again = ml.batch_deployments.get(group, workspace, endpoint.name, deployment.name)
                assert again.id == deployment.id
            assert same.properties.defaults.deployment_name in {one.name for one in deployments}


@pytest.mark.operations("BatchEndpoints_ListKeys")
def test_a_batch_endpoint_of_entra_tokens_has_no_keys(ml: MachineLearningServicesMgmtClient) -> None:
    for group, workspace in _workspaces(ml):
        for endpoint in ml.batch_endpoints.list(group, workspace):
            try:
                keys = ml.batch_endpoints.list_keys(group, workspace, endpoint.name)
                assert keys.primary_key is None
            except HttpResponseError as refusal:
                assert refusal.status_code == 400


@pytest.mark.operations("Compute_List", "Compute_Get", "Compute_ListKeys", "Compute_ListNodes")
def test_computes_are_listed_and_clusters_give_their_keys(ml: MachineLearningServicesMgmtClient) -> None:
    kinds: dict[str, tuple[str, str, str]] = {}
    for group, workspace in _workspaces(ml):
        for compute in ml.compute.list(group, workspace):
            same = ml.compute.get(group, workspace, compute.name)
            assert same.properties.compute_type == compute.properties.compute_type
            kinds[compute.properties.compute_type] = (group, workspace, compute.name)
    assert {"AKS", "Kubernetes"} & kinds.keys(), kinds
    keys = ml.compute.list_keys(*(kinds.get("AKS") or kinds["Kubernetes"]))
    assert keys.compute_type in ("AKS", "Kubernetes")
    assert list(ml.compute.list_nodes(*kinds["AmlCompute"])) is not None


def _workspaces(ml: MachineLearningServicesMgmtClient) -> list[tuple[str, str]]:
    return [(one.id.split("/")[4], one.name) for one in ml.workspaces.list_by_subscription()]

"""azure-ai-ml: workspaces, endpoints, keys, tokens, scoring."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from azure.ai.ml import MLClient
from azure.ai.ml.constants._endpoint import EndpointInvokeFields
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

from harness.company import (
    ENTRA_ENDPOINT,
    GROUP,
    KEY_ENDPOINT,
    ML,
    OTHER_KEY_ENDPOINT,
    OTHER_WORKSPACE,
    TOKEN_ENDPOINT,
    WORKSPACE,
    Company,
)
from harness.demo import Demo
from harness.people import Http, PersonaCredential, ask, fingerprint, score

pytestmark = pytest.mark.client("azure-ai-ml")

#: Clouds can be declared once in a process.
DECLARED: set[str] = set()
INPUT = {"data": [[1, 2], [3, 4.5]]}
CHAT = {"messages": [{"role": "user", "content": "How far is it?"}]}
VERSION = "api-version=2024-10-01"


@pytest.fixture(autouse=True)
def own_headers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client writes keys and deployment names into headers that all its objects share."""
    monkeypatch.setattr(EndpointInvokeFields, "DEFAULT_HEADER", dict(EndpointInvokeFields.DEFAULT_HEADER))


@pytest.fixture
def open_client(demo: Demo, company: Company, monkeypatch: pytest.MonkeyPatch) -> Callable[..., MLClient]:
    """Makes clients of the demo cloud, which is declared in code."""
    # The client remembers its cloud in the environment, which is put back after the test.
    monkeypatch.setenv("AZUREML_CURRENT_CLOUD", "AzureCloud")
    name = f"Demo{demo.arm.rpartition(':')[2]}"

    def get(
        credential: PersonaCredential, workspace: str = WORKSPACE, group: str = GROUP, subscription: str = ""
    ) -> MLClient:
        options = {} if name in DECLARED else {"cloud_metadata": cloud_metadata(demo)}
        DECLARED.add(name)
        return MLClient(
            credential,
            subscription or company.subscription,
            group,
            workspace,
            enable_telemetry=False,
            cloud=name,
            **options,
        )

    return get


def cloud_metadata(demo: Demo) -> dict[str, str]:
    """The demo cloud as the client is told about it in code."""
    return {
        "azure_portal": "https://portal.azure.com/",
        "resource_manager": f"{demo.arm}/",
        "active_directory": f"{demo.authority}/",
        "aml_resource_id": "https://ml.azure.com/",
        "storage_endpoint": "core.windows.net",
        "registry_discovery_endpoint": f"{demo.arm}/",
    }


@pytest.fixture
def ml(open_client: Callable[..., MLClient], owner: PersonaCredential) -> MLClient:
    """The client of the owner."""
    return open_client(owner)


@pytest.fixture
def request_file(tmp_path: Path) -> str:
    """What is sent to be scored."""
    file = tmp_path / "request.json"
    file.write_text(json.dumps(INPUT), encoding="utf-8")
    return str(file)


@pytest.mark.operations("Workspaces_ListByResourceGroup", "Workspaces_ListBySubscription", "Workspaces_Get")
def test_workspaces_are_listed_and_described(ml: MLClient, company: Company) -> None:
    in_group = {one.name for one in ml.workspaces.list()}
    everywhere = {one.name for one in ml.workspaces.list(scope="subscription")}
    assert {WORKSPACE, OTHER_WORKSPACE} <= in_group < everywhere
    found = ml.workspaces.get(WORKSPACE)
    assert found.id == company.workspace_path()
    assert found.discovery_url.startswith("http")
    with pytest.raises(ResourceNotFoundError):
        ml.workspaces.get("no-such-workspace")


@pytest.mark.operations("Workspaces_ListKeys")
def test_keys_of_a_workspace_are_for_those_who_may(
    ml: MLClient, open_client: Callable[..., MLClient], reader: PersonaCredential
) -> None:
    assert fingerprint(ml.workspaces.get_keys(WORKSPACE).user_storage_key)
    with pytest.raises(HttpResponseError) as refusal:
        open_client(reader).workspaces.get_keys(WORKSPACE)
    assert refusal.value.status_code == 403


@pytest.mark.operations("CloudMetadata", "Workspaces_Get")
def test_the_environment_may_name_the_cloud(
    demo: Demo, company: Company, owner: PersonaCredential, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{demo.arm}/metadata/endpoints?api-version=2019-05-01"
    listed = ask("GET", address).json()
    (name,) = [cloud["name"] for cloud in listed if demo.arm in cloud["resourceManager"]]
    monkeypatch.setenv("ARM_CLOUD_METADATA_URL", address)
    monkeypatch.setenv("AZUREML_CURRENT_CLOUD", name)
    client = MLClient(owner, company.subscription, GROUP, WORKSPACE, enable_telemetry=False)
    assert client.workspaces.get(WORKSPACE).id == company.workspace_path()
    assert os.environ["AZUREML_CURRENT_CLOUD"] == name


@pytest.mark.operations("OnlineEndpoints_List", "OnlineEndpoints_Get", "OnlineDeployments_List")
def test_endpoints_and_deployments_are_listed_and_described(ml: MLClient) -> None:
    modes = {one.name: one.auth_mode for one in ml.online_endpoints.list()}
    expected = {KEY_ENDPOINT: "key", TOKEN_ENDPOINT: "aml_token", ENTRA_ENDPOINT: "aad_token"}
    assert {name: modes[name] for name in expected} == expected
    found = ml.online_endpoints.get(KEY_ENDPOINT)
    assert sum(found.traffic.values()) == 100
    assert found.traffic.keys() <= {one.name for one in ml.online_deployments.list(KEY_ENDPOINT)}


@pytest.mark.operations("OnlineDeployments_Get", "OnlineDeployments_GetLogs")
def test_a_deployment_is_described_and_gives_its_log(ml: MLClient) -> None:
    name = next(iter(ml.online_endpoints.get(KEY_ENDPOINT).traffic))
    assert ml.online_deployments.get(name, KEY_ENDPOINT).name == name
    assert ml.online_deployments.get_logs(name, KEY_ENDPOINT, lines=5)


@pytest.mark.operations("OnlineEndpoints_ListKeys", "OnlineEndpoints_RegenerateKeys", "MfeOperations_Status")
@pytest.mark.parametrize("slot", ["primary", "secondary"])
def test_a_regenerated_key_is_new_although_the_client_sends_the_present_one(ml: MLClient, slot: str) -> None:
    uri = ml.online_endpoints.get(KEY_ENDPOINT).scoring_uri
    own, other = f"{slot}_key", "secondary_key" if slot == "primary" else "primary_key"
    before = ml.online_endpoints.get_keys(KEY_ENDPOINT)
    ml.online_endpoints.begin_regenerate_keys(KEY_ENDPOINT, key_type=slot).result()
    after = ml.online_endpoints.get_keys(KEY_ENDPOINT)
    assert fingerprint(getattr(after, own)) != fingerprint(getattr(before, own))
    assert fingerprint(getattr(after, other)) == fingerprint(getattr(before, other))
    assert score(uri, getattr(after, own)) == 200
    assert score(uri, getattr(before, own)) == 401


@pytest.mark.operations("OnlineEndpoints_Get", "Score")
@pytest.mark.parametrize("endpoint", [KEY_ENDPOINT, TOKEN_ENDPOINT, ENTRA_ENDPOINT])
def test_invoking_brings_its_own_credential(ml: MLClient, request_file: str, endpoint: str) -> None:
    answer = json.loads(ml.online_endpoints.invoke(endpoint, request_file=request_file))
    assert answer["result"]["sum"] == 10.5


@pytest.mark.operations("OnlineDeployments_List", "Score")
def test_a_deployment_may_be_invoked_by_name(ml: MLClient, request_file: str) -> None:
    for deployment in ml.online_endpoints.get(KEY_ENDPOINT).traffic:
        answer = ml.online_endpoints.invoke(
            KEY_ENDPOINT, request_file=request_file, deployment_name=deployment
        )
        assert json.loads(answer)["deployment"] == deployment


@pytest.mark.operations("OnlineEndpoints_GetToken")
def test_keys_of_a_token_endpoint_are_a_token(ml: MLClient) -> None:
    token = ml.online_endpoints.get_keys(TOKEN_ENDPOINT)
    assert token.expiry_time_utc > token.refresh_after_time_utc > 1_000_000_000
    assert score(ml.online_endpoints.get(TOKEN_ENDPOINT).scoring_uri, token.access_token) == 200


def test_keys_of_an_entra_endpoint_are_the_callers_own_token(
    ml: MLClient, open_client: Callable[..., MLClient], reader: PersonaCredential
) -> None:
    uri = ml.online_endpoints.get(ENTRA_ENDPOINT).scoring_uri
    assert score(uri, ml.online_endpoints.get_keys(ENTRA_ENDPOINT).access_token) == 200
    # A reader gets a token from Entra too, but has no right to score.
    assert score(uri, open_client(reader).online_endpoints.get_keys(ENTRA_ENDPOINT).access_token) in (
        401,
        403,
    )


@pytest.mark.operations("OnlineEndpoints_ListKeys", "OnlineEndpoints_RegenerateKeys")
def test_a_data_scientist_may_and_a_reader_may_not(
    open_client: Callable[..., MLClient], signed_in: Callable[[str], PersonaCredential]
) -> None:
    scientist = open_client(signed_in("dataScientist"), OTHER_WORKSPACE).online_endpoints
    before = fingerprint(scientist.get_keys(OTHER_KEY_ENDPOINT).primary_key)
    scientist.begin_regenerate_keys(OTHER_KEY_ENDPOINT).result()
    assert fingerprint(scientist.get_keys(OTHER_KEY_ENDPOINT).primary_key) != before
    reader = open_client(signed_in("reader"), OTHER_WORKSPACE).online_endpoints
    assert reader.get(OTHER_KEY_ENDPOINT).name == OTHER_KEY_ENDPOINT
    for refused in (reader.get_keys, reader.begin_regenerate_keys):
        with pytest.raises(HttpResponseError) as refusal:
            refused(OTHER_KEY_ENDPOINT)
        assert refusal.value.status_code == 403


@pytest.mark.operations("BatchEndpoints_List", "BatchEndpoints_Get")
def test_batch_endpoints_are_listed_and_described(
    ml: MLClient, open_client: Callable[..., MLClient], owner: PersonaCredential
) -> None:
    found = []
    for workspace in ml.workspaces.list():
        endpoints = open_client(owner, workspace.name).batch_endpoints
        found += [endpoints.get(one.name) for one in endpoints.list()]
    assert found, "the resource group has a batch endpoint"
    assert all(one.scoring_uri.endswith("/jobs") and one.auth_mode == "aad_token" for one in found)


@pytest.mark.operations("Compute_List", "Compute_Get")
def test_computes_are_listed_and_described(ml: MLClient) -> None:
    listed = list(ml.compute.list())
    assert listed, "the workspace has a compute"
    assert ml.compute.get(listed[0].name).type == listed[0].type


@pytest.mark.operations("ServerlessEndpoints_List", "ServerlessEndpoints_Get", "ServerlessEndpoints_ListKeys")
def test_a_serverless_endpoint_gives_keys_that_work_until_they_are_regenerated(
    open_client: Callable[..., MLClient], owner: PersonaCredential, arm: Http
) -> None:
    path, *_ = [
        one["id"]
        for subscription in arm.rows("/subscriptions?api-version=2022-12-01")
        for workspace in arm.rows(f"{subscription['id']}/providers/{ML}/workspaces?{VERSION}")
        for one in arm.rows(f"{workspace['id']}/serverlessEndpoints?{VERSION}")
        if one["properties"]["endpointState"] == "Online"
    ]
    _, _, subscription, _, group, _, _, _, workspace, _, name = path.split("/")
    endpoints = open_client(owner, workspace, group, subscription).serverless_endpoints
    assert name in {one.name for one in endpoints.list()}
    uri = endpoints.get(name).scoring_uri
    before = endpoints.get_keys(name)
    # The client's own method for this ends in a TypeError before it asks anything.
    arm.post(f"{path}/regenerateKeys?{VERSION}", {"keyType": "Primary"})
    after = endpoints.get_keys(name)
    assert fingerprint(after.primary_key) != fingerprint(before.primary_key)
    assert fingerprint(after.secondary_key) == fingerprint(before.secondary_key)
    keys = (after.primary_key, before.primary_key)
    assert [ask("POST", f"{uri}/chat/completions", key, CHAT).status_code for key in keys] == [200, 401]

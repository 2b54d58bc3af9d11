"""azure-mgmt-machinelearningservices 1: workspaces and computes with the API version of 2020."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from harness import older_release
from harness.company import GROUP, OTHER_WORKSPACE, WORKSPACE, Company
from harness.demo import ARM_RESOURCE, Demo, default_scope
from harness.people import PersonaCredential
from harness.recorder import Recorder

FOLDER_VARIABLE = "LATCHKEY_OLDER_CLIENT"
RELEASE = "1.0.1"

pytestmark = pytest.mark.client(f"azure-mgmt-machinelearningservices {RELEASE}")


class OlderClient:
    """The release of before, in a process for each series of calls."""

    def __init__(self, demo: Demo, company: Company, recorder: Recorder) -> None:
        self._order = {
            "arm": demo.arm,
            "subscription": company.subscription,
            "scope": default_scope(ARM_RESOURCE),
        }
        self._recorder = recorder

    def run(self, credential: PersonaCredential, *calls: tuple[Any, ...]) -> list[dict[str, Any]]:
        """Makes the calls: group, operation, arguments."""
        folder = os.environ.get(FOLDER_VARIABLE)
        assert (
            folder
        ), f"{FOLDER_VARIABLE} must name the folder of release {RELEASE}; cargo xtask test sets it"
        order = {
            **self._order,
            "token": credential.get_token(self._order["scope"]).token,
            "calls": [(group, operation, arguments) for group, operation, *arguments in calls],
        }
        done = subprocess.run(
            [sys.executable, str(Path(older_release.__file__))],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, "PYTHONPATH": folder},
        )
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        assert answer["version"] == RELEASE
        self._recorder.extend(answer["asked"])
        return answer["results"]


@pytest.fixture
def older(demo: Demo, company: Company, recorder: Recorder) -> OlderClient:
    """The client of 2020."""
    return OlderClient(demo, company, recorder)


@pytest.mark.operations("Workspaces_ListBySubscription", "Workspaces_ListByResourceGroup", "Workspaces_Get")
def test_workspaces_are_listed_and_described(
    older: OlderClient, company: Company, owner: PersonaCredential
) -> None:
    everywhere, in_group, one, missing = older.run(
        owner,
        ("workspaces", "list_by_subscription"),
        ("workspaces", "list_by_resource_group", GROUP),
        ("workspaces", "get", GROUP, WORKSPACE),
        ("workspaces", "get", GROUP, "no-such-workspace"),
    )
    names = {row["name"] for row in everywhere["value"]}
    assert {WORKSPACE, OTHER_WORKSPACE} <= {row["name"] for row in in_group["value"]} < names
    assert one["value"]["id"] == company.workspace_path()
    assert one["value"]["provisioning_state"] == "Succeeded"
    assert missing == {"status": 404, "code": "ResourceNotFound"}


@pytest.mark.operations("Workspaces_ListKeys")
def test_keys_of_a_workspace_are_for_those_who_may(
    older: OlderClient, owner: PersonaCredential, reader: PersonaCredential
) -> None:
    (keys,) = older.run(owner, ("workspaces", "list_keys", GROUP, WORKSPACE))
    assert keys["value"]["user_storage_key"]
    (refused,) = older.run(reader, ("workspaces", "list_keys", GROUP, WORKSPACE))
    assert refused["status"] == 403


@pytest.mark.operations("Compute_List", "Compute_Get")
def test_computes_are_listed_and_described(older: OlderClient, owner: PersonaCredential) -> None:
    (listed,) = older.run(owner, ("machine_learning_compute", "list_by_workspace", GROUP, WORKSPACE))
    assert listed["value"], "the workspace has a compute"
    name = listed["value"][0]["name"]
    (one,) = older.run(owner, ("machine_learning_compute", "get", GROUP, WORKSPACE, name))
    assert one["value"]["id"] == listed["value"][0]["id"]

"""Drives azure-mgmt-machinelearningservices 1 in a process of its own, since two releases cannot share one.

Reads one JSON object from standard input: where Resource Manager is, a token for it, and the calls to make. Writes
one to standard output: each call's result, and what was asked.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(1, str(Path(__file__).parents[1]))

from azure.core.credentials import AccessToken
from azure.core.exceptions import HttpResponseError
from azure.mgmt.machinelearningservices import MachineLearningServicesMgmtClient, __version__

from harness.recorder import Recorder


class GivenToken:
    """A credential that holds one token."""

    def __init__(self, token: str) -> None:
        self._token = AccessToken(token, int(time.time()) + 3000)

    def get_token(self, *_: str, **__: Any) -> AccessToken:
        """The token."""
        return self._token


def plain(value: Any) -> Any:
    """A model as JSON; of a list, its rows."""
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if hasattr(value, "as_dict"):
        return value.as_dict()
    return [plain(one) for one in value]


def main() -> None:
    """Makes the calls."""
    order = json.load(sys.stdin)
    recorder = Recorder()
    recorder.install()
    client = MachineLearningServicesMgmtClient(
        GivenToken(order["token"]),
        order["subscription"],
        base_url=order["arm"],
        credential_scopes=[order["scope"]],
    )
    results: list[dict[str, Any]] = []
    for group, operation, arguments in order["calls"]:
        try:
            answer = getattr(getattr(client, group), operation)(*arguments)
            results.append({"value": plain(answer)})
        except HttpResponseError as refusal:
            code = refusal.error.code if refusal.error else None
            results.append({"status": refusal.status_code, "code": code})
    json.dump({"version": __version__, "results": results, "asked": recorder.as_records()}, sys.stdout)


if __name__ == "__main__":
    main()

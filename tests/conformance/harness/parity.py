"""Which operation was exercised by which client, and whether it did what its test expects of it."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Iterable, Optional

from .operations import Operation, fitting, named, table
from .recorder import Asked

#: Requests of these need no name: they are the harness's own, or pages between two operations.
_MAY_BE_NAMELESS = ("control", "browser")
#: Requests that a test sends itself. They count only where the test says that it judges them.
PLAIN = "plain HTTP"

INTRODUCTION = """\
# Parity

What of Azure the demo cloud answers, and which of Microsoft's own clients says so. Each client runs unchanged, in the
release from PyPI that is named; a test judges an operation by its effect, such as a new key that opens the scoring
address, and not by an answer's status. Operation names are those of Microsoft's OpenAPI documents; where there is no
such document (sign-in, managed identities, Microsoft Graph, scoring) they are this project's own.

`cargo xtask parity` runs the clients and writes this page; [tests/conformance](../tests/conformance/README.md) holds the tests.
"""


def label(client: str) -> str:
    """A client with its release; a name that has a release already, or none, stays as it is."""
    if " " in client:
        return client
    return f"{client} {version(client)}"


class Parity:
    """The results of one run."""

    def __init__(self) -> None:
        self._results: dict[tuple[Operation, str], bool] = {}
        self._is_there: dict[Operation, bool] = {}
        self.unnamed: set[tuple[str, str]] = set()

    def missing(self, names: Iterable[str], client: str, asked: list[Asked]) -> list[str]:
        """The operations that this client did not ask for."""
        own = [one for one in asked if one.client == label(client)]
        return [name for name in names if not any(named(name).fits(one) for one in own)]

    def note(self, names: Iterable[str], client: Optional[str], asked: list[Asked], has_passed: bool) -> None:
        """Takes a test's result: what it judges, and what was asked besides."""
        judged = [named(name) for name in names]
        for operation in judged:
            key = (operation, label(client or PLAIN))
            self._results[key] = self._results.get(key, True) and has_passed
        for one in asked:
            operations = fitting(one)
            if not operations and one.client not in _MAY_BE_NAMELESS:
                self.unnamed.add((one.method, one.path))
            if not operations or one.client == PLAIN or any(operation in judged for operation in operations):
                continue
            if has_passed and one.status < 400:
                self._results.setdefault((operations[0], one.client), True)

    def note_presence(self, operation: Operation, is_there: bool) -> None:
        """Takes whether the demo cloud has an operation at all."""
        self._is_there[operation] = is_there

    @property
    def counts(self) -> tuple[int, int]:
        """How many pairs of operation and client passed, and how many failed."""
        passed = sum(self._results.values())
        return passed, len(self._results) - passed

    def page(self) -> str:
        """The page in Markdown. It depends on nothing but the results."""
        parts = [INTRODUCTION]
        for service in dict.fromkeys(operation.service for operation in table()):
            rows = [self._row(operation) for operation in table() if operation.service == service]
            parts.append(
                f"\n## {service}\n\n| operation | request | passed with | failed with | otherwise |\n"
                "| --- | --- | --- | --- | --- |\n" + "".join(rows)
            )
        passed, failed = self.counts
        absent = list(self._is_there.values()).count(False)
        parts.append(
            "\n## In numbers\n\n"
            f"Of {sum(one.is_described for one in table())} operations that the documents describe, "
            f"{absent} are not there. Counted as pairs of an operation and a client:\n\n"
            f"{passed} passed, {failed} failed\n"
        )
        return "".join(parts)

    def _row(self, operation: Operation) -> str:
        clients = sorted(client for (one, client) in self._results if one == operation)
        passed = [client for client in clients if self._results[operation, client]]
        failed = [client for client in clients if not self._results[operation, client]]
        is_there = self._is_there.get(operation)
        if is_there is False:
            otherwise = "not there"
        elif clients:
            otherwise = ""
        elif is_there:
            otherwise = "answered, asked by no client here"
        else:
            otherwise = "not asked"
        cells = [
            operation.name,
            f"`{operation.method} {operation.shown_path}`",
            *map(", ".join, (passed, failed)),
        ]
        return "| " + " | ".join([*cells, otherwise]) + " |\n"

    def write(self, file: Path) -> None:
        """Writes the page."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self.page(), encoding="utf-8", newline="\n")

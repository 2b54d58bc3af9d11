"""The table of operations: what a request is called, and how to ask for one whose answer is of no interest."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Iterable, Optional

from .recorder import Asked

HERE = Path(__file__).parent

_ABBREVIATIONS = {
    "{mm}": "/modelmanagement/v1.0{ws}",
    "{ws}": "{rg}/providers/Microsoft.MachineLearningServices/workspaces/{workspace}",
    "{rg}": "{sub}/resourceGroups/{group}",
    "{sub}": "/subscriptions/{subscriptionId}",
}

#: What a placeholder stands for, where it is not one segment.
_PLACEHOLDERS = {
    "/{scope}": "(?:/.+)?",
    "{parentPath}": ".*",
    "{version}": "[^/]*",
}

#: What a whole path stands for that is one placeholder.
_WHOLE_PATHS = {
    "/{path}": "/.*",
    "/{roleAssignmentId}": "/.+/providers/Microsoft.Authorization/roleAssignments/[^/]+",
    "/{denyAssignmentId}": "/.+/providers/Microsoft.Authorization/denyAssignments/[^/]+",
    "/{roleId}": "/.+/providers/Microsoft.Authorization/roleDefinitions/[^/]+",
    "/{resourceId}": "/subscriptions/.+/providers/.+",
}


@dataclass(frozen=True)
class Operation:
    """One operation of one service."""

    service: str
    name: str
    method: str
    shown_path: str
    is_described: bool
    api_version: str

    @property
    def path(self) -> str:
        """The path without abbreviations."""
        path = self.shown_path
        for short, long in _ABBREVIATIONS.items():
            path = path.replace(short, long)
        return path

    @property
    def shape(self) -> tuple[str, str]:
        """Method and path, with nameless placeholders: what two spellings of one operation share."""
        return self.method, re.sub(r"\{[^}]*\}", "{}", self.path).lower()

    @property
    def specificity(self) -> int:
        """How much of the path is literal."""
        return len(re.sub(r"\{[^}]*\}", "", self.path))

    def fits(self, asked: Asked) -> bool:
        """Whether a request is one of this operation."""
        # What has a host of its own in each region of Azure is here below that region's name.
        path = re.sub(r"^/ml/[^/]+", "", asked.path)
        if self.method != asked.method or not _pattern(self.path).fullmatch(path):
            return False
        is_variant = self.name.startswith(("Token_", "ManagedIdentity_"))
        return asked.variant == (self.name if is_variant else "")


@lru_cache(maxsize=None)
def _pattern(path: str) -> re.Pattern[str]:
    if path in _WHOLE_PATHS:
        return re.compile(_WHOLE_PATHS[path].replace(".Auth", r"\.Auth"), re.IGNORECASE)
    pieces = re.split("(" + "|".join(re.escape(one) for one in _PLACEHOLDERS) + r"|\{[^}]*\})", path)
    expression = ""
    for piece in pieces:
        if piece in _PLACEHOLDERS:
            expression += _PLACEHOLDERS[piece]
        elif piece.startswith("{"):
            expression += "[^/]+"
        else:
            expression += re.escape(piece)
    return re.compile(expression + "/?", re.IGNORECASE)


def _read(file: str, is_described: bool) -> Iterable[Operation]:
    service = api_version = ""
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            service, _, api_version = line[1:].partition("]")
        elif line and not line.startswith("#"):
            name, method, path = line.split()
            yield Operation(service, name, method, path, is_described, api_version.strip())


@lru_cache(maxsize=None)
def table() -> tuple[Operation, ...]:
    """Every operation, in the order in which it is shown."""
    return (*_read("own.txt", False), *_read("described.txt", True))


def named(name: str) -> Operation:
    """The operation of this name; where several services share it, write `service: name`."""
    service, _, short = name.rpartition(": ")
    found = [one for one in table() if one.name == short and service in ("", one.service)]
    assert len(found) == 1, f"{len(found)} operations are called {name}"
    return found[0]


def fitting(asked: Asked) -> list[Operation]:
    """The operations that a request may be one of, the most specific first."""
    found = [one for one in table() if one.fits(asked)]
    return sorted(found, key=lambda one: (-one.specificity, one.name))


def azure_data() -> Optional[Path]:
    """Where Microsoft's documents are: `$LATCHKEY_AZURE_DATA`, else `../shared/azure` beside the project.

    A folder that is named, or there, and does not hold them fails the test: one that looked at nothing would pass.
    """
    named = os.environ.get("LATCHKEY_AZURE_DATA")
    folder = Path(named) if named else HERE.parents[2].parent / "shared" / "azure"
    if not named and not folder.exists():
        return None
    assert (folder / "specs" / "machinelearning").is_dir(), f"{folder} is not Azure's reference data"
    return folder


def shapes_in_documents(folder: Path) -> dict[tuple[str, str], set[str]]:
    """Method and path of each operation in Microsoft's documents, with the names it has there."""
    found: dict[tuple[str, str], set[str]] = {}
    for file in sorted((folder / "specs").rglob("*.json")):
        if "examples" in file.parts:
            continue
        document = json.loads(file.read_text(encoding="utf-8"))
        paths = document.get("paths") if isinstance(document, dict) else None
        for path, methods in (paths or {}).items():
            shape = re.sub(r"\{[^}]*\}", "{}", path).lower().partition("?")[0].rstrip("/")
            for method, operation in methods.items():
                if isinstance(operation, dict) and "operationId" in operation:
                    found.setdefault((method.upper(), shape), set()).add(operation["operationId"])
    return found

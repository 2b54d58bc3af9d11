"""Fixtures, and the plugin that notes which client exercised which operation."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from harness import demo as demos
from harness.applications import Application, Applications
from harness.company import Company
from harness.parity import Parity
from harness.people import Http, PersonaCredential
from harness.recorder import Recorder

RECORDER = Recorder()
PARITY = Parity()
PARITY_FILE_VARIABLE = "LATCHKEY_PARITY_FILE"
SKIPS_FILE_VARIABLE = "LATCHKEY_SKIPS_FILE"
#: Settings of the developer's machine that would lead a client elsewhere.
FOREIGN_PREFIXES = ("AZURE_", "AZUREML_", "ARM_CLOUD", "MSI_", "IDENTITY_", "IMDS_", "REGION_NAME", "MSAL_")


def pytest_configure(config: pytest.Config) -> None:
    """Begins to listen before the first client is made."""
    del config
    for name in list(os.environ):
        if name.startswith(FOREIGN_PREFIXES) or name.lower().endswith("_proxy"):
            del os.environ[name]
    os.environ["NO_PROXY"] = "localhost,127.0.0.1"
    RECORDER.install()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stops listening."""
    del config
    RECORDER.remove()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What judges the run as a whole comes last."""
    items.sort(key=lambda item: item.path.name == "test_table.py")


def _judged(item: pytest.Item) -> tuple[list[str], str | None]:
    operations = item.get_closest_marker("operations")
    client = item.get_closest_marker("client")
    return list(operations.args) if operations else [], client.args[0] if client else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Any:
    """A test that says it judges an operation has to have asked for it, with the client that it names."""
    result = yield
    names, client = _judged(item)
    missing = PARITY.missing(names, client, RECORDER.peek()) if client else []
    assert not missing, f"the test judges {', '.join(missing)}, but {client} did not ask for that"
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Remembers whether every part of a test passed, and counts the test if it was skipped."""
    report = yield
    if report.skipped:
        _count_skip(item.name, report.longrepr[2].removeprefix("Skipped: "))
    item.stash[_HAS_PASSED] = item.stash.get(_HAS_PASSED, True) and report.passed
    return report


_HAS_PASSED = pytest.StashKey[bool]()


def _count_skip(test: str, missing: str) -> None:
    """A line in the runner's file: what is missing, and the test that needs it."""
    file = os.environ.get(SKIPS_FILE_VARIABLE)
    if file:
        with Path(file).open("a", encoding="utf-8") as skips:
            skips.write(f"{missing}\t{test}\n")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Any:
    """Keeps the record of requests and results, test by test."""
    RECORDER.take()
    result = yield
    names, client = _judged(item)
    PARITY.note(names, client, RECORDER.take(), item.stash.get(_HAS_PASSED, False))
    return result


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Writes the page, unless only some of the tests ran."""
    file = os.environ.get(PARITY_FILE_VARIABLE)
    is_whole = not session.config.getoption("keyword") and session.config.args_source.name != "ARGS"
    if file and is_whole and not session.config.getoption("collectonly"):
        PARITY.write(Path(file))


@pytest.fixture(scope="session")
def parity() -> Parity:
    """The results so far."""
    return PARITY


@pytest.fixture(scope="session")
def recorder() -> Recorder:
    """The requests of the current test."""
    return RECORDER


@pytest.fixture(scope="session")
def start_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], demos.Demo]]:
    """Starts demo clouds; every client of this process trusts all of them, and they end with the session."""
    bundle = tmp_path_factory.mktemp("trust") / "authorities.pem"
    bundle.touch()
    os.environ["REQUESTS_CA_BUNDLE"] = str(bundle)
    running: list[demos.Demo] = []

    def start() -> demos.Demo:
        running.append(demos.start(tmp_path_factory.mktemp("demo")))
        with open(bundle, "a", encoding="utf-8") as file:
            file.write(Path(running[-1].ca_file).read_text(encoding="utf-8"))
        return running[-1]

    yield start
    for one in running:
        one.stop()
    del os.environ["REQUESTS_CA_BUNDLE"]


@pytest.fixture(scope="session")
def demo(start_demo: Callable[[], demos.Demo]) -> demos.Demo:
    """The demo cloud that the tests share. What they change they change back, or nobody else looks at."""
    return start_demo()


@pytest.fixture
def own_demo(start_demo: Callable[[], demos.Demo]) -> Iterator[demos.Demo]:
    """A demo cloud for one test: its clock may be advanced and its regions may fail."""
    one = start_demo()
    yield one
    one.stop()


@pytest.fixture(scope="session")
def signed_in(demo: demos.Demo) -> Callable[[str], PersonaCredential]:
    """Signs a persona in once for all tests."""
    credentials: dict[str, PersonaCredential] = {}

    def get(role: str) -> PersonaCredential:
        if role not in credentials:
            credentials[role] = PersonaCredential(demo, demo.persona(role))
        return credentials[role]

    return get


@pytest.fixture
def owner(signed_in: Callable[[str], PersonaCredential]) -> PersonaCredential:
    """Somebody who may do everything."""
    return signed_in("owner")


@pytest.fixture
def reader(signed_in: Callable[[str], PersonaCredential]) -> PersonaCredential:
    """Somebody who sees services but no keys."""
    return signed_in("reader")


@pytest.fixture
def nobody(signed_in: Callable[[str], PersonaCredential]) -> PersonaCredential:
    """Somebody without a role."""
    return signed_in("none")


@pytest.fixture(scope="session")
def arm(demo: demos.Demo, signed_in: Callable[[str], PersonaCredential]) -> Http:
    """Resource Manager by plain requests of the owner."""
    return Http(demo.arm, signed_in("owner"), demos.ARM_RESOURCE)


@pytest.fixture(scope="session")
def company(arm: Http) -> Company:
    """Where things of the demo company are."""
    return Company.read(arm)


@pytest.fixture(scope="session")
def graph(demo: demos.Demo, signed_in: Callable[[str], PersonaCredential]) -> Http:
    """Microsoft Graph by plain requests of the owner."""
    return Http(demo.graph, signed_in("owner"), demos.GRAPH_RESOURCE)


@pytest.fixture
def applications(graph: Http) -> Iterator[Applications]:
    """Registers applications, and removes them after the test."""
    made = Applications(graph)
    yield made
    made.remove_all()


@pytest.fixture
def application(applications: Applications) -> Application:
    """An application with a service principal and a secret."""
    return applications.register("Conformance")


@pytest.fixture
def faults(demo: demos.Demo) -> Iterator[demos.Control]:
    """The controls of the shared demo cloud; faults that did not happen are taken out after the test."""
    yield demo.control
    demo.control.clear_faults()

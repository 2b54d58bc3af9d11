"""Signing in by the command line at providers that are not Entra, told by a cloud's file alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from harness.certificates import Authority, application_key
from harness.provider import APPLICATION, PATH, PERSON, Person, Provider, node_provider, python_provider
from harness.session import Ended, Latchkey, Running, Session

SECRET = "needle~ & secret=+%"
CODE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
DISCOVERY = "/.well-known/openid-configuration"
#: Parameters that mean nothing to anybody but Entra.
ENTRAS_OWN = {"claims", "domain_hint", "client_info", "x-client-SKU", "resource"}

Start = Callable[..., Latchkey]


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A session with a store for secrets."""
    one = Session(tmp_path_factory.mktemp("session"))
    yield one
    one.stop()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Whom only the cloud's file names."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def robot_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where an application's certificate with its key lies."""
    return tmp_path_factory.mktemp("robot") / "robot.pem"


@pytest.fixture(scope="session")
def clients(robot_file: Path) -> list[dict[str, Any]]:
    """What is registered: an application for people, also with other signatures, and applications for themselves."""
    native = {
        "application_type": "native",
        "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code", "refresh_token", CODE_GRANT],
        "redirect_uris": ["http://127.0.0.1/"],
    }
    by_itself = {
        "grant_types": ["client_credentials"],
        "response_types": [],
        "redirect_uris": [],
        "scope": "manage score",
    }
    people = [{"client_id": APPLICATION} | native]
    people += [
        {"client_id": f"{APPLICATION}-{algorithm}", "id_token_signed_response_alg": algorithm} | native
        for algorithm in ("PS256", "ES256", "EdDSA")
    ]
    secrets = [
        {
            "client_id": f"robot {way}",
            "client_secret": SECRET,
            "token_endpoint_auth_method": f"client_secret_{way}",
        }
        for way in ("basic", "post")
    ]
    key = {"client_id": "robot key", "token_endpoint_auth_method": "private_key_jwt"}
    key["jwks"] = {"keys": [application_key(robot_file)]}
    return people + [one | by_itself for one in [*secrets, key]]


@pytest.fixture(scope="session")
def node(
    authority: Authority, clients: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Provider]:
    """node-oidc-provider, which the tests share."""
    one = node_provider({"clients": clients}, authority, tmp_path_factory.mktemp("node"))
    yield one
    one.stop()


@pytest.fixture(scope="session")
def python(
    authority: Authority, clients: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Provider]:
    """Authlib's provider, which the tests share."""
    one = python_provider({"clients": clients}, authority, tmp_path_factory.mktemp("python"))
    yield one
    one.stop()


@pytest.fixture(params=["node", "python"])
def provider(request: pytest.FixtureRequest) -> Provider:
    """Each of the providers."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def start(tmp_path: Path, session: Session) -> Start:
    """The command line with a fresh profile, working with a provider's cloud."""

    def make(provider: Provider, **fields: Any) -> Latchkey:
        return Latchkey(tmp_path, session, provider.cloud(**fields))

    return make


def signed_in(latchkey: Latchkey, provider: Provider, *more: str) -> dict[str, Any]:
    """Signs in with the browser; who it is."""
    command = latchkey.start("login", *more)
    page = Person(provider).sign_in(latchkey.opened_page())
    ended = command.end()
    assert ended.code == 0, (ended.stderr, page.text)
    assert "close this page" in page.text
    return ended.json["account"]


def test_a_person_signs_in_with_the_browser_and_stays_signed_in(provider: Provider, start: Start) -> None:
    latchkey = start(provider)
    account = signed_in(latchkey, provider)
    assert (account["kind"], account["tenantId"], account["objectId"]) == ("user", "", None)
    assert account["userName"] == f"{PERSON}@lab.example"
    asked = provider.requests("/auth")[-1]["parameters"]
    assert not ENTRAS_OWN & set(asked)

    before = len(provider.grants("refresh_token"))
    tokens = [latchkey.renewed_token().json["accessToken"] for _ in range(3)]
    assert len(set(tokens)) == 3, "each is a new one"
    assert latchkey.token().json["accessToken"] == tokens[-1], "the last one is kept until it ends"
    renewals = provider.grants("refresh_token")[before:]
    assert [one["outcome"] for one in renewals] == ["success"] * 3
    assert latchkey.run("whoami").json["account"] == account

    shown = latchkey.run("whoami", output="table").stdout
    assert "Tenant" not in shown and "Our lab" in shown
    latchkey.run("tenants").refused(1, "has no tenants")
    assert latchkey.run("logout").code == 0
    latchkey.token().refused(3, "Nobody is signed in")


def test_signing_out_is_told_to_a_provider_that_wants_to_know(node: Provider, start: Start) -> None:
    latchkey = start(node)
    signed_in(latchkey, node)
    assert latchkey.renewed_token().code == 0
    kept = node.grants("refresh_token")[-1]["issuedRefreshToken"]
    assert latchkey.run("logout").code == 0
    assert node.refresh(kept).json()["error"] == "invalid_grant", "it would have been good for one more"


def test_each_audience_gets_its_own_scopes(provider: Provider, start: Start) -> None:
    latchkey = start(provider)
    signed_in(latchkey, provider)
    assert latchkey.token("--audience", "ml").json["accessToken"]
    granted = set(provider.grants("refresh_token")[-1]["scope"].split())
    assert granted == {"openid", "score"}
    assert latchkey.renewed_token("--audience", "arm").json["accessToken"]
    assert set(provider.grants("refresh_token")[-1]["scope"].split()) == {"openid", "manage"}
    latchkey.token("--audience", "graph").refused(1, "has no scopes")


def test_refresh_tokens_rotate_and_an_old_one_ends_the_session_for_everybody(
    node: Provider, start: Start
) -> None:
    latchkey = start(node)
    signed_in(latchkey, node)
    before = len(node.grants("refresh_token"))
    for _ in range(3):
        assert latchkey.renewed_token().code == 0
    used = [one["refreshToken"] for one in node.grants("refresh_token")[before:]]
    assert len(set(used)) == 3, "each was used once"
    # A thief uses one that is used up: the provider refuses, and ends what came of that sign-in (RFC 9700 §4.14.2).
    assert node.refresh(used[0]).json()["error"] == "invalid_grant"
    latchkey.renewed_token().refused(3, "Sign in again")


def test_a_refresh_token_that_does_not_rotate_is_kept(python: Provider, start: Start) -> None:
    latchkey = start(python)
    signed_in(latchkey, python)
    before = len(python.grants("refresh_token"))
    for _ in range(3):
        assert latchkey.renewed_token().code == 0
    used = [one["refreshToken"] for one in python.grants("refresh_token")[before:]]
    assert (len(used), len(set(used))) == (3, 1)


def test_endpoints_may_be_elsewhere_than_the_issuer(python: Provider, start: Start) -> None:
    described = json.loads(python.description())
    hosts = {urlsplit(described[name]).netloc for name in ("issuer", "token_endpoint")}
    assert len(hosts) == 2, "or else this proves nothing"
    assert signed_in(start(python), python)["userName"] == f"{PERSON}@lab.example"


def test_pages_and_endpoints_apart_need_the_issuer_in_the_answer(python: Provider, start: Start) -> None:
    latchkey = start(python)
    seen = len(python.requests("/auth"))
    python.tell("describe", changes={"authorization_response_iss_parameter_supported": False})
    try:
        latchkey.run("login").refused(1, "are on different hosts")
    finally:
        python.tell("describe", changes={})
    assert len(python.requests("/auth")) == seen, "no page was opened"


def test_several_programs_share_a_session_whose_tokens_rotate(node: Provider, start: Start) -> None:
    latchkey = start(node)
    signed_in(latchkey, node)
    latchkey.forget_tokens()
    commands = [latchkey.start("--no-interaction", "token") for _ in range(4)]
    ended = [command.end() for command in commands]
    assert [one.code for one in ended] == [0] * 4, ended
    assert latchkey.token().code == 0


def shown_code(command: Running) -> tuple[str, str]:
    """The page that is named, and the code to type there."""
    line = command.line_with("enter the code")
    page, code = (line.split(word)[1].split(" ")[0].rstrip(".") for word in ("Open ", "the code "))
    return page, code


def test_a_person_types_a_code(provider: Provider, start: Start) -> None:
    latchkey = start(provider)
    command = latchkey.start("login", "--with", "device-code")
    shown = Person(provider).sign_in(*shown_code(command))
    assert "Success" in shown.text, shown.text
    ended = command.end()
    assert ended.json["account"]["userName"] == f"{PERSON}@lab.example"
    assert latchkey.token().code == 0


def test_a_person_declines_in_the_browser(provider: Provider, start: Start) -> None:
    latchkey = start(provider)
    command = latchkey.start("login")
    assert "cancelled" in Person(provider).decline(latchkey.opened_page()).text
    command.end().refused(1, "cancelled")
    latchkey.run("whoami").refused(3, "Nobody is signed in")


def test_a_person_declines_a_code(node: Provider, start: Start) -> None:
    latchkey = start(node)
    command = latchkey.start("login", "--with", "device-code")
    Person(node).decline(*shown_code(command))
    command.end().refused(1, "cancelled")
    latchkey.run("whoami").refused(3, "Nobody is signed in")


@pytest.mark.parametrize("algorithm", ["PS256", "ES256", "EdDSA"])
def test_other_signatures_are_taken_where_the_provider_names_them(
    node: Provider, start: Start, algorithm: str
) -> None:
    latchkey = start(node)
    account = signed_in(latchkey, node, "--client-id", f"{APPLICATION}-{algorithm}")
    assert account["clientId"] == f"{APPLICATION}-{algorithm}"
    assert latchkey.token().code == 0


def test_keys_may_rotate_between_and_during_sessions(provider: Provider, start: Start) -> None:
    latchkey = start(provider)
    first = signed_in(latchkey, provider)
    provider.tell("rotate")
    assert latchkey.renewed_token().code == 0
    assert signed_in(latchkey, provider) == first


def as_application(latchkey: Latchkey, name: str, *more: str, typed: str = "") -> Ended:
    return latchkey.run("login", "--client-id", name, *more, typed=typed)


@pytest.mark.parametrize("way", ["basic", "post"])
def test_an_application_signs_in_with_its_secret(provider: Provider, start: Start, way: str) -> None:
    latchkey = start(provider)
    name = f"robot {way}"
    account = as_application(latchkey, name, "--with", "secret", "--file", "-", typed=f"{SECRET}\n").json[
        "account"
    ]
    assert (account["kind"], account["clientId"], account["tenantId"]) == ("servicePrincipal", name, "")
    assert latchkey.token("--audience", "ml").json["accessToken"]
    grant = provider.grants("client_credentials")[-1]
    assert (grant["outcome"], grant["authentication"]) == ("success", f"client_secret_{way}")
    assert grant["scope"] == "score"


def test_an_application_signs_in_with_its_certificate(node: Provider, start: Start, robot_file: Path) -> None:
    latchkey = start(node)
    more = ("--with", "certificate", "--file", str(robot_file))
    assert as_application(latchkey, "robot key", *more).json["account"]["clientId"] == "robot key"
    for _ in range(2):
        # Each statement is good for one use, and the provider holds it to that.
        assert latchkey.token().code == 0
    assert node.grants("client_credentials")[-1]["authentication"] == "private_key_jwt"


def test_a_wrong_secret_is_named(provider: Provider, start: Start) -> None:
    wrong = as_application(start(provider), "robot basic", "--with", "secret", "--file", "-", typed="wrong\n")
    wrong.refused(1, "does not know this application")


def test_scopes_that_the_provider_does_not_know_are_named(python: Provider, start: Start) -> None:
    latchkey = start(python, scopes="root")
    more = ("--with", "secret", "--file", "-")
    as_application(latchkey, "robot basic", *more, typed=f"{SECRET}\n").refused(1, "does not accept the scopes")
    command = latchkey.start("login")
    assert "does not accept the scopes" in Person(python).open(latchkey.opened_page()).text
    command.end().refused(1, "does not accept the scopes")


@pytest.mark.parametrize("way", ["azure-cli", "managed-identity", "azure-variables"])
def test_ways_that_are_entras_own_are_not_tried(provider: Provider, start: Start, way: str) -> None:
    start(provider).run("login", "--with", way).refused(1, "Only Microsoft Entra")


def test_neither_tenant_nor_client_id_is_made_up(provider: Provider, start: Start) -> None:
    latchkey = start(provider, clientId="")
    latchkey.run("login").refused(1, "has no client id")
    latchkey.run("login", "--tenant", "contoso.com").refused(1, "no tenants")


def test_another_issuer_in_the_description_is_refused(node: Provider, start: Start) -> None:
    latchkey = start(node)
    seen = len(node.requests("/auth"))
    for changes, reason in [
        ({"issuer": f"{node.issuer}/"}, "another issuer"),
        ({"issuer": "https://evil.example"}, "another issuer"),
        ({"token_endpoint": "http://localhost:1/token"}, "token_endpoint"),
        ({"token_endpoint": "https://evil.example/token"}, "token_endpoint"),
        ({"jwks_uri": "http://localhost:1/keys"}, "jwks_uri"),
    ]:
        node.tell("describe", changes=changes)
        try:
            latchkey.run("login").refused(1, reason)
        finally:
            node.tell("describe", changes={})
    assert len(node.requests("/auth")) == seen, "no page was opened"


def test_an_issuer_that_the_certificate_is_not_for_is_not_talked_to(node: Provider, start: Start) -> None:
    seen = len(node.requests(DISCOVERY))
    latchkey = start(node, authority=node.issuer.replace("localhost", "127.0.0.1"))
    latchkey.run("login").refused(1, "cannot reach the server")
    latchkey.describe(node.cloud() | {"caFile": None})
    latchkey.run("login").refused(1, "cannot reach the server")
    assert len(node.requests(DISCOVERY)) == seen, "nothing was said before the certificate was believed"


def test_a_description_in_the_place_of_oauth_does(node: Provider, start: Start) -> None:
    latchkey = start(node)
    described = node.description()
    node.tell("answer", path=PATH + DISCOVERY, status=404, type="text/html", body="<h1>Not found</h1>")
    place = f"/.well-known/oauth-authorization-server{PATH}"
    node.tell("answer", path=place, status=200, type="application/json", body=described)
    assert signed_in(latchkey, node)["userName"] == f"{PERSON}@lab.example"


def test_pages_instead_of_answers_are_named_and_end_nothing(provider: Provider, start: Start) -> None:
    latchkey = start(provider)
    provider.answers_once_with_a_page(DISCOVERY)
    latchkey.run("login").refused(1, "cannot use the configuration")
    signed_in(latchkey, provider)
    for path, status, words in [
        (DISCOVERY, 200, "cannot use the configuration"),
        ("/token", 200, "does not understand the answer"),
        ("/token", 500, "does not understand the answer"),
        ("/jwks", 200, "cannot read the signing keys"),
    ]:
        provider.answers_once_with_a_page(path, status)
        refused = latchkey.renewed_token()
        assert refused.code != 0 and words in refused.stderr, (path, status, refused)
        assert latchkey.token().code == 0, (path, status)


def test_an_unknown_application_sees_the_providers_own_page(node: Provider, start: Start) -> None:
    latchkey = start(node, clientId="nobody")
    command = latchkey.start("login")
    page = Person(node).open(latchkey.opened_page())
    assert page.status == 400 and "invalid_client" in page.text
    command.give_up()

"""OpenID providers that know nothing of Entra, each in a process of its own, and the person in front of their pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Optional
from urllib.parse import urlsplit

import requests

from .browser import Browser, Form, Page
from .certificates import Authority

NODE_VARIABLE = "LATCHKEY_NODE"
HERE = Path(__file__).parent
#: Where the first one's issuer lies on its server: below a path, since not every provider has a host to itself.
PATH = "/realms/lab"
PERSON = "ada"
MOST_PAGES = 12
#: The application that people sign in to.
APPLICATION = "latchkey"
SCOPES = {"arm": "manage", "ml": ["score"]}


class Provider:
    """A provider that runs; one line of JSON to it is a command, one line from it the answer."""

    def __init__(self, command: list[str], told: dict[str, Any], authority: Authority, folder: Path) -> None:
        self.ca_file = authority.ca_file
        file = folder / "provider.json"
        place = {
            "path": PATH,
            "certificate": str(authority.certificate),
            "privateKey": str(authority.private_key),
        }
        file.write_text(json.dumps(place | told), encoding="utf-8")
        with open(folder / "stderr.txt", "wb") as stderr:
            self._process = subprocess.Popen(
                [*command, str(file)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                encoding="utf-8",
            )
        self._errors = folder / "stderr.txt"
        self.issuer: str = self._answer()["issuer"]
        self.path = urlsplit(self.issuer).path.rstrip("/")

    def _answer(self) -> dict[str, Any]:
        line = self._process.stdout.readline()
        assert line, f"the provider ended: {self._errors.read_text(encoding='utf-8')[-2000:]}"
        return json.loads(line)

    def tell(self, what: str, **more: Any) -> dict[str, Any]:
        """Tells it something: rotate, describe, answer, seen."""
        self._process.stdin.write(json.dumps({"do": what} | more) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def grants(self, kind: str) -> list[dict[str, Any]]:
        """What came of the requests for tokens of one kind."""
        return [one for one in self.tell("seen")["grants"] if one.get("grant") == kind]

    def requests(self, path: str) -> list[dict[str, Any]]:
        """The requests below the issuer to a path."""
        return [one for one in self.tell("seen")["requests"] if one["path"] == self.path + path]

    def answers_once_with_a_page(self, path: str, status: int = 200) -> None:
        """The next request to a path below the issuer gets a page for people."""
        page = "<!doctype html><title>Maintenance</title><p>We will be back soon."
        self.tell("answer", path=self.path + path, status=status, type="text/html", body=page)

    def description(self) -> str:
        """What it says of itself, as it says it."""
        place = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        return requests.get(place, verify=self.ca_file, timeout=30).text

    def refresh(self, refresh_token: str) -> requests.Response:
        """Uses a refresh token as its thief would."""
        form = {"grant_type": "refresh_token", "refresh_token": refresh_token, "client_id": APPLICATION}
        return requests.post(
            json.loads(self.description())["token_endpoint"], data=form, verify=self.ca_file, timeout=30
        )

    def cloud(self, **fields: Any) -> dict[str, Any]:
        """The file of a cloud that it signs people in to."""
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(self.issuer))
        cloud = {
            "id": "lab",
            "displayName": "Our lab",
            "provider": "openid",
            "authority": self.issuer,
            "clientId": APPLICATION,
            "scopes": SCOPES,
            "arm": origin,
            "caFile": str(self.ca_file),
        }
        return cloud | fields

    def stop(self) -> None:
        """Ends it."""
        self._process.stdin.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def node_provider(told: dict[str, Any], authority: Authority, folder: Path) -> Provider:
    """node-oidc-provider."""
    node = os.environ.get(NODE_VARIABLE, "node")
    return Provider([node, str(HERE.parent / "provider" / "provider.mjs")], told, authority, folder)


def python_provider(told: dict[str, Any], authority: Authority, folder: Path) -> Provider:
    """Authlib's."""
    return Provider([sys.executable, str(HERE / "python_provider.py")], told, authority, folder)


class Person:
    """Somebody with a browser, who fills in whatever page a provider shows."""

    def __init__(self, provider: Provider, name: str = PERSON) -> None:
        self._name = name
        self._browser = Browser()
        # Else a machine's own list of authorities would come before the one of the cloud's file.
        self._browser.session.trust_env = False
        self._browser.session.verify = str(provider.ca_file)

    def sign_in(self, address: str, code: Optional[str] = None) -> Page:
        """Goes on until there is nothing left to do."""
        return self._go_on(self._browser.open(address), code)

    def _go_on(self, page: Page, code: Optional[str] = None) -> Page:
        for _ in range(MOST_PAGES):
            form = next(iter(page.forms), None)
            if form is None:
                return page
            page = self._browser.submit(form, _button(form), **self._typed(form, code))
        raise AssertionError(f"the pages do not end: {' | '.join(self._browser.pages)}")

    def decline(self, address: str, code: Optional[str] = None) -> Page:
        """Goes to the page, gives a code if it wants one, and gives up where the service asks who it is."""
        page = self._browser.open(address)
        while (way_out := _way_out(page)) is None:
            assert page.forms, f"there is no way out of the page: {page.text}"
            form = page.forms[0]
            page = self._browser.submit(form, _button(form), **self._typed(form, code))
        page = self._browser.open(way_out)
        back = [form for form in page.forms if form.action.startswith("http://127.0.0.1:")]
        return self._browser.submit(back[0]) if back else page

    def open(self, address: str) -> Page:
        """Looks at a page."""
        return self._browser.open(address)

    def _typed(self, form: Form, code: Optional[str]) -> dict[str, str]:
        typed = {"login": self._name, "password": "anything"}
        if code is not None:
            typed["user_code"] = code
        return {name: value for name, value in typed.items() if form.text_field(name)}


def _way_out(page: Page) -> Optional[str]:
    return next((link for link in page.links if urlsplit(link).path.endswith("/abort")), None)


def _button(form: Form) -> Any:
    """The button that goes on, where there are several."""
    buttons = [one for one in form.controls if one.tag == "button" and one.name != "abort"]
    return next(iter(buttons), None)

"""A browser without JavaScript and the person in front of it, who fills in whatever page comes."""

from __future__ import annotations

import threading
import webbrowser
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Iterator, Optional
from urllib.parse import urljoin

import pytest
import requests

from .demo import Persona

USER_AGENT = "conformance browser"
MOST_PAGES = 12
SECONDS = 30


@dataclass
class Control:
    """A field or button of a form."""

    tag: str
    kind: str
    name: str
    value: str
    id: str
    classes: list[str]


@dataclass
class Form:
    """A form of a page."""

    id: str
    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    def text_field(self, name: str) -> Optional[Control]:
        """The visible field of this name."""
        for control in self.controls:
            if (
                control.tag == "input"
                and control.name == name
                and control.kind in ("text", "password", "email")
            ):
                return control
        return None

    def button(self, *names: str) -> Optional[Control]:
        """The button with one of these names or ids."""
        for control in self.controls:
            if control.tag == "button" and (control.name in names or control.id in names):
                return control
        return None

    def primary_button(self) -> Optional[Control]:
        """The button that the page wants pressed."""
        buttons = [control for control in self.controls if control.tag == "button"]
        return next((button for button in buttons if "primary" in button.classes), None)


class Page(HTMLParser):
    """A page as far as a person without JavaScript sees it."""

    def __init__(self, response: requests.Response) -> None:
        super().__init__()
        self.url = response.url
        self.status = response.status_code
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._texts: list[str] = []
        self._current: Optional[Form] = None
        self._hidden = 0
        self._elsewhere: list[tuple[str, Control]] = []
        self.feed(response.text)
        for form_id, control in self._elsewhere:
            for form in self.forms:
                if form.id == form_id:
                    form.controls.append(control)

    @property
    def text(self) -> str:
        """What stands on the page."""
        return " ".join(" ".join(self._texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Optional[str]]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._current = Form(
                id=attributes.get("id", ""),
                action=urljoin(self.url, attributes.get("action", "")),
                method=attributes.get("method", "get").upper(),
            )
            self.forms.append(self._current)
        elif tag in ("input", "button"):
            control = Control(
                tag=tag,
                kind=attributes.get("type", "text" if tag == "input" else "submit").lower(),
                name=attributes.get("name", ""),
                value=attributes.get("value", ""),
                id=attributes.get("id", ""),
                classes=attributes.get("class", "").split(),
            )
            if "form" in attributes:
                self._elsewhere.append((attributes["form"], control))
            elif self._current is not None:
                self._current.controls.append(control)
        elif tag == "a" and attributes.get("href"):
            self.links.append(urljoin(self.url, attributes["href"]))
        elif tag in ("style", "script"):
            self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._current = None
        elif tag in ("style", "script"):
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._texts.append(data)


class Browser:
    """One browser with its cookies."""

    def __init__(self) -> None:
        self.session = requests.Session()
        self.session.headers["User-Agent"] = USER_AGENT
        self.pages: list[str] = []

    def open(self, url: str) -> Page:
        """Goes to an address, and where that leads."""
        return self._read(self.session.get(url, timeout=SECONDS))

    def submit(self, form: Form, button: Optional[Control] = None, **typed: str) -> Page:
        """Sends a form off."""
        fields = {one.name: one.value for one in form.controls if one.tag == "input" and one.name}
        if button is not None and button.name:
            fields[button.name] = button.value
        fields.update(typed)
        if form.method == "POST":
            return self._read(self.session.post(form.action, data=fields, timeout=SECONDS))
        return self._read(self.session.get(form.action, params=fields, timeout=SECONDS))

    def sign_in(self, url: str, persona: Persona, code: Optional[str] = None) -> Page:
        """Follows the pages from an address on, as this person, until there is nothing left to do."""
        page = self.open(url)
        for _ in range(MOST_PAGES):
            following = self._act(page, persona, code)
            if following is None:
                return page
            page = following
        raise AssertionError(f"the sign-in pages do not end: {' | '.join(self.pages)}")

    def cancel(self, url: str, code: Optional[str] = None) -> Page:
        """Goes to an address and presses Cancel as soon as there is such a button."""
        page = self.open(url)
        for _ in range(MOST_PAGES):
            for form in page.forms:
                button = form.button("cancel")
                if button is not None:
                    return self._hand_over(self.submit(form, button))
            code_form = _form_with_field(page, "otc")
            assert code_form is not None, f"there is no way to cancel on the page: {page.text}"
            page = self.submit(code_form, otc=code or "")
        raise AssertionError("the sign-in pages do not end")

    def _hand_over(self, page: Page) -> Page:
        for form in page.forms:
            if form.button("continue"):
                return self.submit(form, form.button("continue"))
        return page

    def _act(self, page: Page, persona: Persona, code: Optional[str]) -> Optional[Page]:
        for name, value in (("otc", code), ("passwd", persona.password), ("loginfmt", persona.user_name)):
            form = _form_with_field(page, name)
            if form is not None:
                assert value is not None, f"the page asks for {name}: {page.text}"
                assert "AADSTS" not in page.text, f"the page refuses: {page.text}"
                return self.submit(form, form.primary_button(), **{name: value})
        for names in (("account",), ("accept",), ("continue",)):
            for form in page.forms:
                for control in form.controls:
                    is_wanted = control.tag == "button" and (control.name in names or control.id in names)
                    if is_wanted and (control.name != "account" or control.value == persona.object_id):
                        return self.submit(form, control)
        for form in page.forms:
            if form.button("back"):
                return self.submit(form, form.button("back"))
        for form in page.forms:
            if form.primary_button():
                return self.submit(form, form.primary_button())
        return None

    def _read(self, response: requests.Response) -> Page:
        page = Page(response)
        self.pages.append(f"{page.status} {page.text[:200]}")
        return page


def _form_with_field(page: Page, name: str) -> Optional[Form]:
    return next((form for form in page.forms if form.text_field(name)), None)


@contextmanager
def stands_in_for_the_system_browser(act) -> Iterator[list[str]]:
    """Whatever a library opens in the system's browser is done by `act`, which gets the address.

    It runs in a thread, because the library opens the page first and listens for the answer afterwards.
    """
    threads: list[threading.Thread] = []
    failures: list[BaseException] = []
    opened: list[str] = []

    def run(url: str) -> None:
        try:
            act(url)
        except BaseException as failure:  # It is raised again where the test waits.
            failures.append(failure)

    def open_in_browser(url: str, *_: object, **__: object) -> bool:
        opened.append(url)
        thread = threading.Thread(target=run, args=(url,), daemon=True)
        threads.append(thread)
        thread.start()
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(webbrowser, "open", open_in_browser)
        yield opened
    for thread in threads:
        thread.join(timeout=SECONDS)
    if failures:
        raise failures[0]

"""A session with a store for secrets, and the command line as a program in it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

BINARY_VARIABLE = "LATCHKEY_COMMAND_LINE"
SECONDS = 30.0
#: How often a file or a store is looked at again.
PAUSE = 0.05
# A shell's background job ignores Ctrl-C, and hands that on to whatever is started here.
signal.signal(signal.SIGINT, signal.default_int_handler)


class Session:
    """A session bus and an unlocked Secret Service, both in fresh folders."""

    def __init__(self, folder: Path) -> None:
        self._running: list[subprocess.Popen] = []
        self.variables = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(folder / "home")}
        (folder / "home").mkdir()
        for name in ("RUNTIME_DIR", "DATA_HOME", "CONFIG_HOME", "CACHE_HOME"):
            place = folder / name.lower()
            place.mkdir(mode=0o700)
            self.variables[f"XDG_{name}"] = str(place)
        (folder / "data_home" / "keyrings").mkdir()
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self) -> None:
        bus = self._run("dbus-daemon", "--session", "--nofork", "--print-address=1", stdout=subprocess.PIPE)
        self.variables["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        keyring = self._run(
            "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets", stdin=subprocess.PIPE
        )
        keyring.stdin.write(b"headless")
        keyring.stdin.close()
        # Whoever asks for a service that is not there yet has the bus start another one, which is locked.
        owned = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"]
        owned += ["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]
        wait_for("the Secret Service", lambda: b"boolean true" in self._say(owned).stdout)
        probe = ["secret-tool", "store", "--label=probe", "probe", "probe"]
        wait_for("a store that takes secrets", lambda: self._say(probe).returncode == 0)

    def _say(self, command: list[str]) -> subprocess.CompletedProcess:
        return subprocess.run(
            command, env=self.variables, input=b"x", capture_output=True, check=False, timeout=SECONDS
        )

    def _run(self, *arguments: str, **streams: Any) -> subprocess.Popen:
        assert shutil.which(arguments[0]), f"{arguments[0]} is missing; cargo xtask test installs it"
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL} | streams
        process = subprocess.Popen(arguments, env=self.variables, stderr=subprocess.DEVNULL, **streams)
        self._running.append(process)
        return process

    def stop(self) -> None:
        """Ends everything in it."""
        for process in reversed(self._running):
            process.kill()
            process.wait()


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """What was printed, where everything went well."""
        assert self.code == 0, self.stderr
        return json.loads(self.stdout)

    def refused(self, code: int, *words: str) -> None:
        """Nothing was printed, and each of these was said."""
        assert (self.code, self.stdout) == (code, ""), self
        missing = [word for word in words if word not in self.stderr]
        assert not missing, f"{missing} is not said: {self.stderr}"


class Latchkey:
    """The command line with a profile of its own, working with one cloud."""

    def __init__(self, folder: Path, session: Session, cloud: dict[str, Any]) -> None:
        binary = os.environ.get(BINARY_VARIABLE)
        assert binary, f"{BINARY_VARIABLE} must name the command line; cargo xtask test sets it"
        self._binary = binary
        self._folder = folder
        (folder / "bin").mkdir()
        opened = folder / "opened"
        script = folder / "bin" / "xdg-open"
        script.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{opened}'\n", encoding="utf-8")
        script.chmod(0o755)
        self._opened = opened
        self._variables = session.variables | {"PATH": str(folder / "bin")}
        self.describe(cloud)

    def describe(self, cloud: dict[str, Any]) -> None:
        """Writes the cloud's file anew."""
        (self._folder / "cloud.json").write_text(json.dumps(cloud), encoding="utf-8")

    def start(self, *arguments: str, output: str = "json") -> Running:
        """Starts a command."""
        common = ["--cloud", str(self._folder / "cloud.json"), "--profile", str(self._folder / "profile")]
        process = subprocess.Popen(
            [self._binary, *common, "--output", output, *arguments],
            env=self._variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        return Running(process)

    def run(self, *arguments: str, typed: str = "", output: str = "json") -> Ended:
        """Runs a command to its end."""
        return self.start(*arguments, output=output).end(typed)

    def opened_page(self) -> str:
        """The page that it asked the system's browser to open."""
        wait_for(
            "a page in the browser", lambda: self._opened.exists() and self._opened.read_text().endswith("\n")
        )
        page = self._opened.read_text(encoding="utf-8").strip()
        self._opened.unlink()
        return page

    def forget_tokens(self) -> None:
        """Removes the tokens that are kept beside sessions, so that the next program asks for one."""
        for kept in (self._folder / "profile" / "vault").glob("*.*.sealed"):
            kept.unlink()

    def renewed_token(self, *arguments: str) -> Ended:
        """A token of the account that is asked for anew."""
        self.forget_tokens()
        return self.token(*arguments)

    def token(self, *arguments: str) -> Ended:
        """A token of the account: the one that is kept beside the session, or a new one."""
        return self.run("--no-interaction", "token", *arguments)


class Running:
    """A command that is under way."""

    def __init__(self, process: subprocess.Popen) -> None:
        self._process = process
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self._process.stderr:
            self._lines.append(line)

    def line_with(self, words: str) -> str:
        """The first line that it says these words in."""
        found: list[str] = []

        def look() -> bool:
            found[:] = [line for line in list(self._lines) if words in line]
            assert found or self._process.poll() is None, f"{words!r} was not said: {''.join(self._lines)}"
            return bool(found)

        wait_for(repr(words), look)
        return found[0]

    def end(self, typed: str = "", seconds: float = SECONDS) -> Ended:
        """Waits for its end."""
        try:
            self._process.stdin.write(typed)
            self._process.stdin.close()
        except BrokenPipeError:
            pass  # It ended before it read.
        try:
            stdout = self._process.stdout.read()
            code = self._process.wait(timeout=seconds)
        except BaseException:
            self._process.kill()
            raise
        self._reader.join(timeout=SECONDS)
        return Ended(code, stdout, "".join(self._lines))

    def give_up(self) -> None:
        """Ends it as a person does who presses Ctrl-C."""
        self._process.send_signal(signal.SIGINT)
        self.end()


def wait_for(what: str, is_there: Callable[[], bool]) -> None:
    """Waits until something is there."""
    end = time.monotonic() + SECONDS
    while not is_there():
        assert time.monotonic() < end, f"{what} did not come"
        time.sleep(PAUSE)

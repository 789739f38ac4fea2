"""A Firefox as a distribution ships it, driven by the protocol it speaks itself (Marionette), with nothing between.

Playwright brings a Firefox of its own making; here it is the one that people have. The protocol is JSON behind its length, over a
connection to this computer: `[0, id, command, parameters]` there, `[1, id, error, result]` back.
https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SECONDS = 60.0  # until something has to be there, on a busy computer
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # how the protocol says that a value is an element
PREFERENCES: Mapping[str, bool | int | str] = {
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "app.normandy.enabled": False,
    "intl.accept_languages": "en-US",
    "media.autoplay.default": 0,
    "media.navigator.streams.fake": True,  # a camera of moving colours and a humming microphone
    "media.navigator.permission.disabled": True,
    "security.webauth.webauthn_enable_softtoken": True,
    "security.webauth.webauthn_enable_usbtoken": False,
}
FIND = """
const [which, words] = arguments
const name = node => (node.getAttribute('aria-label') || node.innerText || node.textContent || '').trim()
const all = [...document.querySelectorAll(which)]
return all.find(node => node.checkVisibility() && new RegExp(words).test(name(node))) ?? null
"""


def binary() -> str | None:
    """Where Firefox is, or None."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class FirefoxTrouble(Exception):
    """Firefox says no."""


class Firefox:
    """One window, with a passkey maker of its own. Close it."""

    def __init__(self, program: str, folder: Path) -> None:
        profile = folder / "profile"
        profile.mkdir(parents=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        chosen = {**PREFERENCES, "marionette.port": port}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in chosen.items()]
        (profile / "user.js").write_text("\n".join(lines), "utf-8")
        self._log = (folder / "firefox.log").open("wb")
        command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(profile), "about:blank"]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log)  # noqa: S603
        self._number = 0
        self._connection = self._reached(port)
        self._answers = self._connection.makefile("rb")
        self._hears()  # who is there
        self.version = str(self.does("WebDriver:NewSession")["capabilities"]["browserVersion"])
        self.does("WebDriver:SetWindowRect", width=420, height=900)
        self.does(
            "WebAuthn:AddVirtualAuthenticator",
            protocol="ctap2_1",
            transport="internal",
            hasResidentKey=True,
            hasUserVerification=True,
            isUserConsenting=True,
            isUserVerified=True,
        )

    def _reached(self, port: int) -> socket.socket:
        end = time.monotonic() + SECONDS
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=2 * SECONDS)
            except OSError:
                assert self._process.poll() is None, "Firefox ended"
                assert time.monotonic() < end, "Firefox does not listen"
                time.sleep(0.1)

    def _hears(self) -> Any:
        length = b""
        while (digit := self._answers.read(1)) != b":":
            assert digit, "Firefox ended"
            length += digit
        return json.loads(self._answers.read(int(length)))

    def does(self, command: str, **parameters: Any) -> Any:
        """One command. Raises `FirefoxTrouble`."""
        self._number += 1
        said = json.dumps([0, self._number, command, parameters]).encode()
        self._connection.sendall(b"%d:%s" % (len(said), said))
        _, number, error, result = self._hears()
        assert number == self._number
        if error:
            raise FirefoxTrouble(f"{error['error']}: {error['message']}")
        return result

    def goes(self, address: str) -> None:
        self.does("WebDriver:Navigate", url=address)

    def asks(self, script: str, *values: Any) -> Any:
        """What an asynchronous function's body gives."""
        whole = f"return (async function () {{ {script} }}).apply(null, arguments)"
        return self.does("WebDriver:ExecuteScript", script=whole, args=list(values))["value"]

    def waits(self, script: str, *values: Any, seconds: float = SECONDS) -> Any:
        """Until it gives something."""
        end = time.monotonic() + seconds
        while not (found := self.asks(script, *values)):
            assert time.monotonic() < end, (script, values, self.asks("return document.body.innerText.slice(0, 600)"))
            time.sleep(0.1)
        return found

    def sees(self, words: str, which: str = "h1, h2, p, li, button, a, span, label") -> None:
        """Something with these words (a regular expression) is on the screen, sooner or later."""
        self.waits(FIND, which, words)

    def presses(self, words: str, which: str = "button, a, label, [role=option]") -> None:
        """With a pointer, as people do."""
        end = time.monotonic() + SECONDS
        while True:
            found = self.waits(FIND, which, words)
            try:
                self.asks("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", found)
                self.does("WebDriver:ElementClick", id=found[ELEMENT])
            except FirefoxTrouble:  # it moves, or another stands there by now
                assert time.monotonic() < end
                time.sleep(0.1)
            else:
                return

    def types(self, which: str, text: str) -> None:
        found = self.waits("return document.querySelector(arguments[0])", which)
        self.does("WebDriver:ElementSendKeys", id=found[ELEMENT], text=text)

    def waits_for(self, path: str) -> str:
        """Until the address ends so (a regular expression); the address."""
        return str(self.waits("return new RegExp(arguments[0]).test(location.href) && location.href", path))

    def looks(self) -> bytes:
        """A picture of the window, PNG."""
        return base64.b64decode(self.does("WebDriver:TakeScreenshot", full=False)["value"])

    @property
    def errors(self) -> list[str]:
        """What pages did wrong, as Firefox wrote it to its terminal."""
        said = Path(self._log.name).read_text("utf-8", "replace")
        return re.findall(r"JavaScript error: http.*", said)

    def close(self) -> None:
        self._answers.close()
        self._connection.close()
        self._process.terminate()
        self._process.wait(30)
        self._log.close()

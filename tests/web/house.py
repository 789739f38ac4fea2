"""A server as it is run, and somebody in front of it with a browser."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from walkon import settings
from walkon.bootstrap.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

SECONDS = 60.0  # until a server has to answer


class House:
    """`walkon serve` in a process of its own, and its rooms from the inside (`server`), for what a test prepares."""

    def __init__(self, home: Path, more: Mapping[str, str] | None = None, *, workers: int = 1) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.workers = workers
        self.home, self.address = home, f"http://localhost:{self.port}"
        self.chosen = {
            "WALKON_ADDRESS": self.address,
            "WALKON_SIGN_UP": "open",
            "WALKON_RATE_LIMITS": "off",
            "WALKON_POLICY": "at_home",
        } | dict(more or {})
        home.mkdir(parents=True, exist_ok=True)
        self._log = (home.parent / f"{home.name}.log").open("wb")
        self._process = self._started()
        self._server: Server | None = None

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "walkon.cli.main", "serve", "--home", str(self.home), "--port", str(self.port)]
        command += ["--workers", str(self.workers)]
        process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, env=os.environ | self.chosen
        )
        end = time.monotonic() + SECONDS
        while True:
            try:
                urllib.request.urlopen(f"{self.address}/api/v1/health/ready", timeout=5).close()  # noqa: S310
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert process.poll() is None, self.said
                assert time.monotonic() < end, self.said
                time.sleep(0.1)
            else:
                return process

    @property
    def said(self) -> str:
        """What the server wrote to its terminal."""
        return Path(self._log.name).read_text("utf-8", "replace")

    @property
    def server(self) -> Server:
        """The same home from the inside: store, vault, media."""
        if self._server is None:
            self._server = Server(settings.from_environment(self.chosen, self.home))
        return self._server

    def restarts(self) -> None:
        self.stops()
        self._process = self._started()

    def stops(self) -> None:
        self._process.terminate()
        self._process.wait(30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.stops()
        if self._server is not None:
            self._server.queue_client.destroy()
            self._server.close()
        self._log.close()


def makes_passkeys(page: Page) -> None:
    """As a phone does by itself that has recognised its owner."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


class Visitor:
    """Somebody with a browser of their own, in which a passkey is made by itself.

    What a page does wrong (errors, forbidden loads, answers of 500) is collected; `leaves` fails where there was any.
    """

    def __init__(self, context: BrowserContext, handle: str) -> None:
        self.context, self.handle = context, handle
        self.troubles: list[str] = []
        self.page = self.opens()

    def opens(self) -> Page:
        page = self.context.new_page()
        makes_passkeys(page)
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error.message}"))
        page.on("console", self._reads)
        page.on("response", self._hears)
        return page

    def _reads(self, message: ConsoleMessage) -> None:
        expected = re.search(r"Failed to load resource|net::ERR|status of 4\d\d", message.text)
        if message.type == "error" and not expected:
            self.troubles.append(f"console: {message.text}")

    def _hears(self, response: Response) -> None:
        if response.status >= 500 and response.status != 503:
            self.troubles.append(f"{response.status}: {response.url}")

    def signs_up(self) -> None:
        """By the page, to the end: handle, passkey, recovery codes."""
        page = self.page
        page.goto("/join")
        page.get_by_role("textbox").first.fill(self.handle)
        page.locator("form button[type=submit]").click()
        page.locator("li").first.wait_for()  # the recovery codes
        page.locator("label:has([role=switch])").click()
        page.locator("button").last.click()
        page.wait_for_url("**/record")

    def asks(self, method: str, path: str, form: Any = None, headers: Mapping[str, str] | None = None) -> Any:
        """The HTTP interface with this browser's session; gives what was answered."""
        told = {"Origin": self.page.url.split("/", 3)[0] + "//" + self.page.url.split("/", 3)[2], **(headers or {})}
        answer = self.context.request.fetch(f"/api/v1{path}", method=method, data=form, headers=told)
        assert answer.ok, (answer.status, answer.text())
        return json.loads(answer.text()) if answer.text() else None

    def leaves(self) -> None:
        self.context.close()
        assert self.troubles == []

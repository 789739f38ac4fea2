"""A server with its pages, and people who come to it with a browser and a passkey.

Runs where WALKON_TEST_WEB is set, Playwright is installed and a Chromium is found (`make test-web` sees to all three).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.house import House, Visitor
from tests.web.little_film import little_film
from tests.web.me_house import Quiet

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NUMBERS = count(1)
PATIENCE = 60_000  # milliseconds: nothing here is about speed, and the computer may have other things to do
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "device_scale_factor": 2}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.web)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; tests skip where browser tests are not wanted or cannot be run."""
    if not os.environ.get("WALKON_TEST_WEB"):
        pytest.skip("WALKON_TEST_WEB is not set: `make test-web` sets it")
    pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium is installed")
    return found


@pytest.fixture(scope="session")
def playwright(chromium: str) -> Iterator[Playwright]:
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    found = playwright.chromium.launch(executable_path=chromium, headless=True, args=list(FLAGS))
    yield found
    found.close()


@pytest.fixture
def house(tmp_path: Path, chromium: str) -> Iterator[House]:
    """`walkon serve` with an empty home, on SQLite, open to everybody."""
    with House(tmp_path / "home") as found:
        yield found


Arrive = Callable[..., Visitor]


@pytest.fixture
def arrive(browser: Browser, house: House) -> Iterator[Arrive]:
    """`arrive("mina")`: somebody with a phone of their own signs up in the page. `signed_up=False`: only opens it."""
    visitors: list[Visitor] = []

    def arriving(handle: str, *, signed_up: bool = True, locale: str = "en-US", **more: object) -> Visitor:
        context = browser.new_context(base_url=house.address, locale=locale, **{**PHONE, **more})
        visitor = Visitor(context, handle)
        visitors.append(visitor)
        if signed_up:
            visitor.signs_up()
        return visitor

    yield arriving
    for visitor in visitors:
        visitor.leaves()


@pytest.fixture
def mina(arrive: Arrive) -> Visitor:
    """Somebody of this test alone, also where tests share a house."""
    return arrive(f"mina_{next(NUMBERS)}")


@pytest.fixture
def town(house: House) -> Iterator[Quiet]:
    """The people of a house without workers."""
    found = Quiet(house, little_film())
    yield found
    found.close()


@pytest.fixture
def worker(house: House) -> Iterator[None]:
    """Draws what was sent, and nobody looks who is seen in it."""
    command = [sys.executable, "-m", "tests.web.unreviewed_worker", str(house.home)]
    with (house.home.parent / "worker.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=os.environ | house.chosen
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)

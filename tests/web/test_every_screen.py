"""Every screen: no serious fault of accessibility, nothing wider than a small phone, a name, and both languages.

Of what opens over a screen (sheets, questions), everything that a button of the screen opens is asked the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.conftest import Arrive
from tests.web.full_house import fill, routes
from tests.web.house import House

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")

AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
PHONE, SMALL = {"width": 390, "height": 844}, {"width": 320, "height": 640}
ASKED = """
async () => {
  const found = await axe.run(document, { resultTypes: ['violations'] })
  return found.violations
    .filter(one => one.impact === 'serious' || one.impact === 'critical')
    .map(one => `${one.id}: ${one.nodes.map(node => node.target.join(' ')).join(', ')}`)
}
"""
STILL = """
() => document.getAnimations()
  .every(one => one.playState !== 'running' || one.effect.getTiming().iterations === Infinity)
"""
SHEET = "[role=dialog], [role=alertdialog]"
BUTTONS = "main button:not(:disabled), body > #root button:not(:disabled):not(nav button)"
ENDS = re.compile(
    "Sign out|로그아웃|Sign in|로그인|Stop|그만"
)  # after them nobody is signed in, or something goes on for long
OPENED = 30  # sheets, at the least: a way to find them that finds none would see no fault
SETTLED = 300  # milliseconds until what a button opens is there, and does not move any more


@pytest.fixture
def house(tmp_path: Path, chromium: str) -> Iterator[House]:
    """Without a worker: everything stays as it was put there."""
    with House(tmp_path / "home", {"WALKON_POLICY": "standard"}, workers=0) as found:
        yield found


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.exists():
        pytest.skip("web/node_modules is not there: `make test-web` installs it")
    return AXE.read_text("utf-8")


def faults(page: Any, axe: str) -> list[str]:
    """What axe finds, once nothing fades in or out any more."""
    page.wait_for_function(STILL)
    page.evaluate(axe)
    return list(page.evaluate(ASKED))


def shows(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("h1, h2").first.wait_for(state="attached")
    page.wait_for_timeout(2 * SETTLED)


def looked_at(page: Page, axe: str) -> list[str]:
    """What is wrong with what is on the screen."""
    found = faults(page, axe)
    if not re.search("Walkon", page.title()):
        found.append("no name")
    page.set_viewport_size(SMALL)
    width = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
    if width > SMALL["width"]:
        found.append(f"{width} wide")
    page.set_viewport_size(PHONE)
    return found


class Sheets:
    """Everything that opens over the screens; what was looked at once is not looked at again."""

    def __init__(self, page: Page, axe: str) -> None:
        self.page, self.axe = page, axe
        self.titles: set[str] = set()
        self.wrong: dict[str, list[str]] = {}

    def opens(self, path: str) -> None:
        """Presses every button of a screen, and every deed of what it opens."""
        pressed: set[str] = set()
        while (name := self._presses_another(pressed, BUTTONS)) is not None:
            if self._opened(f"{path}: {name}"):
                deeds: set[str] = set()
                while self._presses_another(deeds, f"{SHEET} [class*=Deeds-module__deed]:not(:disabled)") is not None:
                    self._opened(f"{path}: {name}: …")
                    self._again(path, name)
            if self.page.url.removeprefix(self.page.evaluate("location.origin")) == path:
                self._closes()
            else:
                shows(self.page, path)

    def _presses_another(self, pressed: set[str], which: str) -> str | None:
        for button in self.page.locator(which).all():
            if not button.is_visible():
                continue
            name = str(button.get_attribute("aria-label") or button.inner_text()).strip()
            if name and name not in pressed and not ENDS.search(name):
                pressed.add(name)
                button.evaluate("button => button.click()")
                self.page.wait_for_timeout(SETTLED)
                return name
        return None

    def _again(self, path: str, name: str) -> None:
        """The sheet is opened anew, since one of its deeds has led on from it."""
        self._closes()
        for button in self.page.locator(BUTTONS).all():
            if (button.get_attribute("aria-label") or button.inner_text()).strip() == name:
                button.evaluate("button => button.click()")
                self.page.wait_for_timeout(SETTLED)
                return

    def _opened(self, where: str) -> bool:
        sheet = self.page.locator(SHEET).last
        if sheet.count() == 0:
            return False
        title = sheet.get_by_role("heading").first.inner_text()
        if title not in self.titles:
            self.titles.add(title)
            if found := looked_at(self.page, self.axe):
                self.wrong[f"{where} ({title})"] = found
        return True

    def _closes(self) -> None:
        for _ in range(3):
            if self.page.locator(SHEET).count() == 0:
                return
            self.page.keyboard.press("Escape")
            self.page.wait_for_timeout(SETTLED)
        assert self.page.locator(SHEET).count() == 0, "a sheet that Escape does not close"


def test_every_route_is_looked_at(house: House, arrive: Arrive) -> None:
    assert routes() <= set(fill(house, arrive).screens)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_no_screen_has_a_serious_fault(house: House, arrive: Arrive, axe: str, scheme: str, locale: str) -> None:
    full = fill(house, arrive, locale=locale, color_scheme=scheme)
    wrong: dict[str, list[str]] = {}
    for path in full.all:
        shows(full.mina.page, path)
        if found := looked_at(full.mina.page, axe):
            wrong[path] = found
    assert wrong == {}


@pytest.mark.parametrize(("locale", "scheme"), [("en-US", "light"), ("ko-KR", "dark")])
def test_nothing_that_opens_over_a_screen_has_one(
    house: House, arrive: Arrive, axe: str, scheme: str, locale: str
) -> None:
    full = fill(house, arrive, locale=locale, color_scheme=scheme)
    sheets = Sheets(full.mina.page, axe)
    for path in full.all:
        shows(full.mina.page, path)
        sheets.opens(path)
    assert sheets.wrong == {}
    assert len(sheets.titles) >= OPENED, sheets.titles

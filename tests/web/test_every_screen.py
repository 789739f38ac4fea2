"""Every screen: no serious fault of accessibility, nothing wider than a small phone, a name, and both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Arrive
from tests.web.house import House
from tests.web.town import Town

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")

AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
OPEN = ("/welcome", "/join", "/recover", "/check")
SIGNED_IN = (
    "/",
    "/people",
    "/people/jun",
    "/create",
    "/films",
    "/inbox",
    "/me",
    "/me/cameo",
    "/me/cameo/rules",
    "/me/cameo/elsewhere",
    "/me/access",
    "/me/films",
    "/me/plan",
    "/me/reports",
    "/me/withdraw",
    "/settings/notices",
    "/settings/security",
    "/settings/tokens",
    "/settings",
    "/record",
    "/desk",
    "/admin",
    "/admin/invites",
    "/admin/server",
    "/admin/audit",
    "/me/strikes",
    "/there-is-nothing-here",
)
SMALL = {"width": 320, "height": 640}
ASKED = """
async () => {
  const found = await axe.run(document, { resultTypes: ['violations'] })
  return found.violations
    .filter(one => one.impact === 'serious' || one.impact === 'critical')
    .map(one => `${one.id}: ${one.nodes.map(node => node.target.join(' ')).join(', ')}`)
}
"""


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.exists():
        pytest.skip("web/node_modules is not there: `make test-web` installs it")
    return AXE.read_text("utf-8")


def faults(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    return list(page.evaluate(ASKED))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_no_screen_has_a_serious_fault(house: House, arrive: Arrive, axe: str, scheme: str, locale: str) -> None:
    mina = arrive("mina", locale=locale, color_scheme=scheme)
    town = Town(house)
    me = town.moves_in(mina)
    jun = town.lives_here("jun")
    town.friends(me, jun)
    town.allows(jun)
    town.releases(me, "me and @jun as astronauts on Mars", me, jun)
    town.asks(jun, "me and @mina surfing", jun, me)
    wrong: dict[str, Any] = {}
    page = mina.page
    for path in (*SIGNED_IN, *OPEN):
        page.goto(path)
        page.locator("h1, h2").first.wait_for()
        page.wait_for_load_state("networkidle") if path in OPEN else page.wait_for_timeout(400)
        found = faults(page, axe)
        if not re.search("Walkon", page.title()):
            found.append("no name")
        page.set_viewport_size(SMALL)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > SMALL["width"]:
            found.append(f"{width} wide")
        page.set_viewport_size({"width": 390, "height": 844})
        if found:
            wrong[path] = found
    town.close()
    assert wrong == {}

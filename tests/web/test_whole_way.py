"""The whole way of two people, in a browser each: recorded, cast, asked, made, watched, taken back.

`jun` is a drawn performer in front of a camera, `mina` one who sent her recording before. Real likenesses, the server's own
worker, its review and its signature: nothing of the film is prepared.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.rehearsed import FPS, SMALL
from tests.web.conftest import FLAGS, PHONE, Arrive
from tests.web.house import House, Visitor
from tests.web.performing import FakeDevices, consents, performs
from tests.web.playing import plays
from walkon.domain.capture import Language, draw_challenge
from walkon.domain.challenge_file import from_json
from walkon.rehearsal.take import record

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import Page, Playwright, expect

pytestmark = pytest.mark.short
SENTENCE = "me and @mina as astronauts on Mars"
MADE = 300_000.0  # milliseconds until a film is there, on a busy computer
STREAM = {"Content-Type": "application/offset+octet-stream", "Tus-Resumable": "1.0.0", "Upload-Offset": "0"}


@pytest.fixture
def devices(tmp_path: Path) -> FakeDevices:
    folder = tmp_path / "devices"
    folder.mkdir()
    found = FakeDevices(folder=folder)
    found.stands_by("birch", draw_challenge(random.Random(1), Language.ENGLISH, datetime.now(UTC)))
    return found


@pytest.fixture
def jun(playwright: Playwright, chromium: str, house: House, devices: FakeDevices) -> Iterator[Visitor]:
    """Signed up, in front of a camera before which somebody sits."""
    args = [*FLAGS, *devices.flags]
    browser = playwright.chromium.launch(executable_path=chromium, headless=True, args=args)
    found = Visitor(browser.new_context(base_url=house.address, locale="en-US", **PHONE), "jun")
    found.signs_up()
    yield found
    found.leaves()
    browser.close()


def sends_a_recording(visitor: Visitor, name: str) -> None:
    """A recording of a challenge that was told whole, as a home may accept it."""
    challenge = visitor.asks("POST", "/me/challenges", {})
    data = record(name, from_json(json.dumps(challenge)), size=SMALL, fps=FPS).data
    request, address = visitor.context.request, visitor.page.url.partition("/record")[0]
    told = {"Origin": address}
    made = request.post("/api/v1/uploads", headers={"Upload-Length": str(len(data)), **told})
    assert made.status == 201, made.text()
    place = made.headers["location"]
    assert request.patch(place, data=data, headers={**STREAM, **told}).status == 204
    visitor.asks("POST", "/me/takes", {"challenge": challenge, "upload": place.rpartition("/")[2]})


def asks_for_a_film(page: Page) -> str:
    page.goto("/create")
    page.get_by_label("What should happen?").fill(SENTENCE)
    page.get_by_role("button", name="Length: As it needs").click()
    for chosen in ("4 s", "Square 1:1", "360p"):
        page.get_by_role("dialog").locator("label", has_text=chosen).first.click()
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Ask and make").click()
    page.wait_for_url("**/films/*")
    return str(page.url).rpartition("/")[2]


def test_two_people_make_a_film_and_one_takes_it_back(
    house: House, jun: Visitor, arrive: Arrive, devices: FakeDevices
) -> None:
    mina = arrive("mina")
    sends_a_recording(mina, "fir")
    consents(jun.page, colours=True)
    assert performs(jun, house, devices, "birch")["state"] == "accepted"
    jun.asks("PUT", "/me/following/mina")
    mina.asks("PUT", "/me/following/jun")
    mina.page.goto("/me/cameo")
    mina.page.wait_for_function(
        "async () => (await fetch('/api/v1/me/cameo')).ok", timeout=MADE, polling=1000
    )  # her recording was looked at meanwhile

    film = asks_for_a_film(jun.page)
    expect(jun.page.get_by_role("list", name="Waiting for").get_by_text("@mina")).to_be_visible()
    mina.page.goto("/inbox")
    card = mina.page.get_by_role("article", name="From @jun")  # one: nobody is asked twice
    expect(card).to_contain_text(SENTENCE)
    card.get_by_role("button", name="Allow", exact=True).click()
    mina.page.get_by_role("button", name="Always allow @jun").click()

    shown = jun.page.locator("video")
    shown.wait_for(timeout=MADE)
    plays(shown)
    jun.page.get_by_role("button", name="Share").click()
    jun.page.get_by_role("button", name="Share now").click()
    mina.page.goto("/")
    seen = mina.page.locator(f"[data-film='{film}'] video")
    seen.wait_for(timeout=60_000)
    plays(seen)

    mina.page.goto("/me/access")
    listed = mina.page.get_by_role("list", name="Who has access").get_by_role("listitem")
    listed.get_by_role("button", name="Take back").click()
    mina.page.get_by_role("dialog").get_by_role("button", name="Take back").click()
    expect(mina.page.get_by_text("Nobody has a permission")).to_be_visible()
    jun.page.goto("/")
    expect(jun.page.get_by_role("heading", name="The screen is still dark")).to_be_visible()
    assert jun.context.request.get(f"/api/v1/productions/{film}/film").status == 404

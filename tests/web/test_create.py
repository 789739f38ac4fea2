"""From a sentence to a film, in the page: written, understood, changed, made, watched, shared, made anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.made_puppet import likeness
from tests.society import ASKED_BOTH
from tests.web.conftest import Arrive
from tests.web.house import House
from tests.web.test_every_screen import axe, faults
from tests.web.town import Town
from walkon.domain.grants import Audience

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import expect

__all__ = ["axe"]  # a fixture
MADE = 300_000  # milliseconds until a small film is there on a computer that does other things, too
STILL = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0"
    b"\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
)
FRAME = """
video => {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 32
  const pen = canvas.getContext('2d')
  pen.drawImage(video, 0, 0, 32, 32)
  return [...pen.getImageData(0, 0, 32, 32).data].filter((_, at) => at % 4 !== 3)
}
"""


@pytest.fixture
def town(house: House) -> Iterator[Town]:
    found = Town(house, film=b"", stills=[STILL] * 8)
    yield found
    found.close()


@pytest.fixture
def house(tmp_path: Path, chromium: str) -> Iterator[House]:
    """Without a worker: films of these tests are drawn by the tests, or by a worker of theirs."""
    with House(tmp_path / "home", workers=0) as found:
        yield found


def sentence(page: Any) -> Any:
    return page.get_by_label("What should happen?")


@pytest.mark.usefixtures("worker")
def test_from_a_sentence_to_a_film_and_its_remix(town: Town, arrive: Arrive) -> None:
    hazel = arrive("hazel")
    page, me, jun = hazel.page, town.account(hazel), town.society.join("jun", cameo=False)
    for person, tone in ((me, 150), (jun, 190)):
        town.has_a_cameo(person, likeness(tone))
    town.friends(me, jun)
    town.allows(jun)

    page.goto("/create")
    sentence(page).press_sequentially("me and @ju")
    expect(page.get_by_role("option", name=re.compile("@jun"))).to_have_attribute("aria-selected", "true")
    sentence(page).press("Enter")
    sentence(page).press_sequentially("as astronauts on Mars")
    expect(sentence(page)).to_have_value("me and @jun as astronauts on Mars")
    expect(page.get_by_role("button", name="Place: Mars")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Time of day")).click()
    page.get_by_role("radio", name="night").click()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Time of day: night (chosen by you)")).to_be_visible()
    page.get_by_role("button", name="Length: As it needs").click()
    for chosen in ("4 s", "Square 1:1", "360p"):
        page.get_by_role("dialog").locator("label", has_text=chosen).first.click()
    page.get_by_role("button", name="Done").click()
    page.reload()  # nothing is lost
    expect(sentence(page)).to_have_value("me and @jun as astronauts on Mars")
    expect(page.get_by_role("button", name="Time of day: night (chosen by you)")).to_be_visible()

    page.get_by_role("button", name="Make the film").click()
    page.wait_for_url("**/films/*")
    expect(page.get_by_role("progressbar")).to_be_visible()
    film = page.locator("video")
    film.wait_for(timeout=MADE)
    made = hazel.asks("GET", f"/productions/{page.url.rpartition('/')[2]}/plan")["plan"]
    assert (made["width"], made["height"], made["seconds"], made["parts"][0]["hour"]) == (360, 360, 4, "night")
    film.evaluate("video => { video.muted = true; video.loop = false; return video.play() }")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.5")
    early = film.evaluate(FRAME)
    page.wait_for_function("() => document.querySelector('video').currentTime > 2")
    late = film.evaluate(FRAME)
    assert max(early) > 0 and sum(abs(a - b) for a, b in zip(early, late, strict=True)) > 1000

    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Share now").click()
    page.get_by_role("button", name="Remix").click()
    page.wait_for_url("**/create?remix=*")
    page.get_by_role("button", name=re.compile("^Look")).click()
    page.get_by_role("radio", name="film noir").click()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Look: film noir (chosen by you)")).to_be_visible()
    page.get_by_role("button", name="Make the film").click()
    page.wait_for_url("**/films/*")
    remix = page.url.rpartition("/")[2]
    assert hazel.asks("GET", f"/productions/{remix}")["descent"] == "remix"
    part = hazel.asks("GET", f"/productions/{remix}/plan")["plan"]["parts"][0]
    assert (part["look"], part["hour"]) == ("noir", "night")


def test_whoever_has_not_allowed_it_is_asked_in_place(town: Town, arrive: Arrive) -> None:
    mina = arrive("mina")
    me, jun = town.moves_in(mina), town.lives_here("jun")
    town.friends(me, jun)
    page = mina.page
    page.goto("/create")
    sentence(page).fill("me and @jun surfing")
    page.get_by_role("button", name="Ask @jun").click()
    page.get_by_label("A word to them").fill("For your birthday!")
    page.get_by_role("button", name="Ask now").click()
    expect(page.get_by_text("Asked", exact=True)).to_be_visible()
    (asked,) = mina.asks("GET", "/access-requests?direction=sent")["requests"]
    assert (asked["terms"]["videos"], asked["terms"]["approval"]) == (1, "every_video")
    page.get_by_role("button", name="Make the film").click()
    page.wait_for_url("**/films/*")
    expect(page.get_by_role("list", name="Waiting for").get_by_text("@jun")).to_be_visible()
    town.allows(jun)
    page.go_back()  # the draft was sent: the page begins anew
    expect(sentence(page)).to_have_value("")


def test_what_is_never_made_is_told_before_it_is_sent(town: Town, arrive: Arrive) -> None:
    mina = arrive("mina", locale="ko-KR")
    town.moves_in(mina)
    page = mina.page
    page.goto("/create")
    page.get_by_label("어떤 장면을 만들까요?").fill("제가 알몸으로 서핑하는 영상")
    expect(page.get_by_role("alert")).to_contain_text("성적인 영상은 만들지 않습니다.")
    expect(page.get_by_role("button", name="영상 만들기", exact=True)).to_be_disabled()


def test_a_template_waits_for_a_friend(town: Town, arrive: Arrive) -> None:
    mina = arrive("mina")
    me, jun = town.moves_in(mina), town.lives_here("jun")
    town.friends(me, jun)
    town.allows(jun)
    page = mina.page
    page.goto("/create")
    page.get_by_role("button", name=re.compile("Inside joke")).click()
    page.get_by_role("option", name=re.compile("@jun")).click()
    expect(sentence(page)).to_have_value(re.compile(r"me and @jun as detectives\..*@jun says"))
    expect(page.get_by_role("button", name="Place: a detective's office")).to_be_visible()
    expect(page.get_by_label("@jun says")).to_have_value("It was like that when I came in.")
    page.get_by_label("@mina says").fill("Where is my sandwich?")
    expect(page.get_by_role("button", name="As the sentence says")).to_be_visible()


def test_a_film_goes_on_while_the_server_is_away(house: House, town: Town, arrive: Arrive) -> None:
    mina = arrive("mina")
    me = town.moves_in(mina)
    film = town.asks(me, "me on Mars", me)
    page = mina.page
    page.goto(f"/films/{film.id}")
    expect(page.get_by_role("progressbar")).to_be_visible()
    house.stops()
    expect(page.get_by_text("reconnects by itself")).to_be_visible(timeout=30_000)
    house.restarts()
    town.draws(film)
    expect(page.get_by_role("button", name="Share")).to_be_visible(timeout=60_000)
    page.goto("/films")
    expect(page.get_by_role("link", name=re.compile("me on Mars"))).to_contain_text("Ready")


def test_somebody_in_it_approves_or_ends_it(town: Town, arrive: Arrive) -> None:
    mina = arrive("mina")
    me, jun = town.moves_in(mina), town.lives_here("jun")
    town.friends(me, jun)
    town.allows(me, ASKED_BOTH)
    film = town.draws(town.asks(jun, "me and @mina on Mars", jun, me, audience=Audience.FRIENDS))
    page = mina.page
    page.goto(f"/films/{film.id}")
    expect(page.get_by_role("heading", name="Is this all right with you?")).to_be_visible()
    page.get_by_label("A word to @jun").fill("Lovely!")
    page.get_by_role("button", name="Yes, I approve").click()
    expect(page.get_by_text("You said yes.")).to_be_visible()
    (answer,) = mina.asks("GET", f"/productions/{film.id}")["answers"]
    assert (answer["yes"], answer["note"]) == (True, "Lovely!")
    page.get_by_role("button", name="I do not want to be in it").click()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("They said no to this video.")).to_be_visible()
    assert mina.asks("GET", f"/productions/{film.id}")["state"] == "refused"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_with_something_on_the_screen(town: Town, arrive: Arrive, axe: str, scheme: str) -> None:
    mina = arrive("mina", color_scheme=scheme)
    me, jun, sora = town.moves_in(mina), town.lives_here("jun"), town.lives_here("sora")
    town.friends(me, jun, sora)
    town.allows(jun)
    town.allows(me, ASKED_BOTH)
    films = [
        town.asks(me, "me and @sora on Mars", me, sora),
        town.draws(town.asks(me, "me surfing", me)),
        town.releases(me, "me and @jun on a stage", me, jun),
        town.draws(town.asks(jun, "me and @mina as detectives", jun, me, audience=Audience.FRIENDS)),
    ]
    page = mina.page
    page.goto("/create")
    sentence(page).press_sequentially("me and @")
    page.get_by_role("option").first.wait_for()
    assert faults(page, axe) == []
    sentence(page).press_sequentially("sora on Mars with balloons")
    page.get_by_role("button", name="Place: Mars").wait_for()
    assert faults(page, axe) == []
    page.get_by_role("button", name=re.compile("^Film|^Length")).click()
    page.get_by_role("dialog").wait_for()
    assert faults(page, axe) == []
    for film in films:
        page.goto(f"/films/{film.id}")
        page.get_by_text("About this film").wait_for()
        assert faults(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

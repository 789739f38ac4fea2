"""A person says their line themself, in the page: with a microphone that plays a performer's reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.journeys.test_own_reading_heard import alike
from tests.made_puppet import likeness
from tests.readings import performed
from tests.voices import read_by
from tests.web.conftest import FLAGS, PHONE
from tests.web.house import House, Visitor
from tests.web.me_house import Quiet
from tests.web.performing import RATE, FakeDevices
from tests.web.test_every_screen import axe, faults
from walkon.actions.readings import kept_of
from walkon.domain.grants import Audience
from walkon.domain.ids import ProductionId
from walkon.domain.people import Account
from walkon.media.decode import open_clip
from walkon.media.recorded import from_wav
from walkon.perception.voice_print import voice_print
from walkon.ports.media import Kept
from walkon.ports.store import Unit, What

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import Browser, Page, Playwright, expect

__all__ = ["axe"]  # a fixture
READER = "cedar"
LINE = "We walked along the harbour until the lamps went out."
OTHER = "A bright morning makes even the oldest street look new to me."
BEFORE = 4.5  # seconds from a microphone's opening to the voice: opening it and counting down take about three
MADE = 300_000  # milliseconds until a small film is there on a computer that does other things, too
Sit = Callable[..., Visitor]


class Microphone(FakeDevices):
    """What a browser hears whenever a page opens the microphone."""

    def says(self, text: str, reader: str = READER) -> float:
        """Gives how many seconds of a recording it takes at the most."""
        voice = performed(reader, text).samples
        self.hears(np.concatenate([np.zeros(round(BEFORE * RATE), np.float32), voice]))
        return BEFORE + len(voice) / RATE - 1.5

    def is_silent(self) -> None:
        self.hears(np.zeros(20 * RATE))


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Microphone:
    found = Microphone(folder=tmp_path_factory.mktemp("devices"))
    found.is_silent()
    return found


@pytest.fixture(scope="module")
def room(playwright: Playwright, chromium: str, microphone: Microphone) -> Iterator[Browser]:
    """A browser with that microphone."""
    flags = [*FLAGS, "--autoplay-policy=no-user-gesture-required"]
    flags += [flag for flag in microphone.flags if "video" not in flag]
    found = playwright.chromium.launch(executable_path=chromium, headless=True, args=flags)
    yield found
    found.close()


@pytest.fixture
def house(tmp_path: Path, chromium: str) -> Iterator[House]:
    with House(tmp_path / "home", workers=0) as found:
        yield found


@pytest.fixture
def sit(room: Browser, house: House, town: Quiet) -> Iterator[Sit]:
    """`sit("mina")`: signed up, with a cameo that has the voice of `READER`."""
    visitors: list[Visitor] = []

    def sitting(handle: str, locale: str = "en-US", **more: object) -> Visitor:
        context = room.new_context(base_url=house.address, locale=locale, **{**PHONE, **more})
        visitor = Visitor(context, handle)
        visitors.append(visitor)
        visitor.signs_up()
        has_voice(house, town.moves_in(visitor))
        return visitor

    yield sitting
    for visitor in visitors:
        visitor.leaves()


def has_voice(house: House, account: Account) -> None:
    vault = house.server.house.vault
    record = vault.find(account.handle)
    assert record is not None
    template = voice_print(read_by(READER)).astype("<f4").tobytes()
    vault.renew(record, {"likeness": likeness(), "speaker": template})


def records(page: Page, seconds: float) -> None:
    """From the button to the end of the recording."""
    sheet = page.get_by_role("dialog", name="Say it yourself")
    sheet.get_by_role("button", name="Record").or_(sheet.get_by_role("button", name="Again")).click()
    expect(sheet.get_by_role("status")).to_have_text("Read now")
    page.wait_for_function(
        "least => [...document.querySelectorAll('[role=dialog] p')].some(p => parseFloat(p.textContent) >= least)",
        arg=seconds,
        timeout=60_000,
    )
    sheet.get_by_role("button", name="Stop").click()
    expect(sheet.get_by_role("button", name="Listen")).to_be_focused()


def asked_for(town: Quiet, mina: Visitor, line: str = LINE) -> str:
    jun = town.lives_here("jun")
    me = town.account(mina)
    town.friends(me, jun)
    prompt = f'me and @mina in a small office. @mina says "{line}"'
    return str(town.asks(jun, prompt, jun, me, audience=Audience.FRIENDS).id)


def test_a_cast_member_says_it_themself(sit: Sit, house: House, town: Quiet, microphone: Microphone, axe: str) -> None:
    mina = sit("mina")
    page, film = mina.page, asked_for(town, mina)
    page.goto("/inbox")
    mine = page.get_by_role("region", name="You say this")
    expect(mine).to_contain_text(LINE)
    expect(mine).to_contain_text("Spoken by your made voice")

    seconds = microphone.says(OTHER)
    mine.get_by_role("button", name="Say it yourself").click()
    sheet = page.get_by_role("dialog", name="Say it yourself")
    expect(sheet).to_contain_text(LINE)
    assert faults(page, axe) == []
    records(page, seconds)
    sheet.get_by_role("button", name="Keep it").click()
    expect(sheet.get_by_role("alert")).to_contain_text("did not sound like the words of the line")

    seconds = microphone.says(LINE)
    records(page, seconds)
    assert faults(page, axe) == []
    sheet.get_by_role("button", name="Keep it").click()
    expect(sheet).to_have_count(0)
    expect(mine).to_contain_text("Your own voice")
    assert faults(page, axe) == []
    [line] = [line for line in mina.asks("GET", f"/productions/{film}/lines")["lines"] if line["mine"]]
    assert line["reading"]["unsure"] == []

    mine.get_by_role("button", name="Remove").click()
    expect(mine).to_contain_text("Spoken by your made voice")
    assert house.server.store.read(lambda unit: unit.own_readings.all()) == []


def test_a_microphone_that_cannot_be_had(sit: Sit, town: Quiet) -> None:
    mina = sit("mina")
    page = mina.page
    asked_for(town, mina)
    page.goto("/inbox")
    page.evaluate(
        "() => { window.trouble = 'NotFoundError';"
        "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', window.trouble) } }"
    )
    page.get_by_role("button", name="Say it yourself").click()
    sheet = page.get_by_role("dialog", name="Say it yourself")
    sheet.get_by_role("button", name="Record").click()
    for name, words in (
        ("NotFoundError", "There is no microphone"),
        ("NotAllowedError", "The microphone is blocked for this page"),
        ("NotReadableError", "The microphone does not answer"),
    ):
        page.evaluate("name => { window.trouble = name }", name)
        sheet.get_by_role("button", name="Try again").click()
        expect(sheet.get_by_role("alert")).to_contain_text(words)
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


@pytest.mark.usefixtures("worker")
def test_from_the_microphone_to_the_film(sit: Sit, house: House, microphone: Microphone) -> None:
    """Recorded while the film is written, by keyboard; heard in what is drawn."""
    mina = sit("mina")
    page = mina.page
    page.goto("/create")
    page.get_by_label("What should happen?").fill(f'me in a small office. I say "{LINE}"')
    page.get_by_role("button", name="Length: As it needs").click()
    for chosen in ("6 s", "Square 1:1", "360p"):
        page.get_by_role("dialog").locator("label", has_text=chosen).first.click()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_label("@mina says")).to_have_value(LINE)

    seconds = microphone.says(LINE)
    page.get_by_role("button", name="Say it yourself").focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="Say it yourself")
    expect(sheet.get_by_role("button", name="Record")).to_be_focused()
    records(page, seconds)
    sheet.get_by_role("button", name="Keep it").click()
    recorded = page.get_by_role("button", name="Recorded; record again")
    expect(recorded).to_be_visible()
    page.get_by_role("link", name="People", exact=True).click()  # it waits in the memory of the page
    page.wait_for_url("**/people")
    page.go_back()
    expect(recorded).to_be_visible()
    with page.expect_event("dialog") as asked:  # closing the page would lose it
        page.evaluate("window.setTimeout(() => window.location.reload())")
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    expect(recorded).to_be_visible()
    page.get_by_role("button", name="Make the film").click()
    page.wait_for_url("**/films/*")
    film = ProductionId(page.url.rpartition("/")[2])
    expect(page.get_by_role("region", name="You say this")).to_contain_text(re.compile("Your own voice"))
    page.locator("video").wait_for(timeout=MADE)

    def look(unit: Unit) -> tuple[Kept, Kept]:
        [reading] = unit.own_readings.all(production=film)
        made = unit.made.find(production=film, what=What.FILM, place=0)
        assert made is not None
        return made.kept, kept_of(reading)

    whole, part = map(house.server.media.open, house.server.store.read(look))
    sound = open_clip(whole.read(0, whole.size)).sound(24_000)
    assert sound is not None
    fit, _ = alike(sound, from_wav(part.read(0, part.size), 24_000))
    assert fit > 0.6

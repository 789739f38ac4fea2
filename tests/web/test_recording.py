"""Somebody becomes a cameo in a real browser: a drawn performer sits before its camera, and obeys what the server drew."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.web.conftest import FLAGS, PHONE
from tests.web.house import House, Visitor
from tests.web.lines import slow
from tests.web.performing import FakeDevices, performs
from walkon.actions.send_take import holder_of
from walkon.domain.attempts import Limits, attempt
from walkon.domain.capture import Language, draw_challenge
from walkon.domain.ids import TakeId

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import Browser, Page, Playwright, Route, expect

Sit = Callable[..., Visitor]
LONG = 600_000.0  # milliseconds: of a recording that is looked at on a busy computer


@pytest.fixture(scope="module")
def devices(tmp_path_factory: pytest.TempPathFactory) -> FakeDevices:
    """A camera before which somebody sits still."""
    found = FakeDevices(folder=tmp_path_factory.mktemp("devices"))
    found.stands_by("hazel", draw_challenge(random.Random(1), Language.ENGLISH, datetime.now(UTC)))
    return found


@pytest.fixture(scope="module")
def set_(playwright: Playwright, chromium: str, devices: FakeDevices) -> Iterator[Browser]:
    """A browser with that camera."""
    found = playwright.chromium.launch(executable_path=chromium, headless=True, args=[*FLAGS, *devices.flags])
    yield found
    found.close()


@pytest.fixture
def strict_house(tmp_path: Path, chromium: str) -> Iterator[House]:
    """A server that asks for what servers ask for: it watches the recording, and the screen lights the face."""
    with House(tmp_path / "home", {"WALKON_POLICY": "standard"}) as found:
        yield found


@pytest.fixture
def sit(set_: Browser, strict_house: House) -> Iterator[Sit]:
    """`sit("hazel")`: signed up, in front of the camera; `step` says how far they go."""
    visitors: list[Visitor] = []

    def sitting(handle: str, *, step: str = "ready", colours: bool = True) -> Visitor:
        context = set_.new_context(base_url=strict_house.address, locale="en-US", **PHONE)
        visitor = Visitor(context, handle)
        visitors.append(visitor)
        visitor.signs_up()
        if step != "consent":
            consents(visitor.page, colours=colours)
        if step == "ready":
            visitor.page.get_by_text("Well placed").wait_for()
            visitor.page.get_by_role("button", name="This looks right").click()
            visitor.page.get_by_role("button", name="Start recording").wait_for()
        return visitor

    yield sitting
    for visitor in visitors:
        visitor.leaves()


def consents(page: Page, *, colours: bool) -> None:
    go_on = page.get_by_role("button", name="Go on")
    expect(go_on).to_be_disabled()
    page.get_by_text("With colours" if colours else "Without colours", exact=True).click()
    expect(go_on).to_be_disabled()
    page.locator("label:has([role=switch])").click()
    go_on.click()


def starts(page: Page) -> None:
    page.get_by_role("button", name="Start recording").click()
    page.locator("main[data-cue=still]").wait_for()


@pytest.mark.parametrize("colours", [True, False], ids=["with colours", "without colours"])
def test_somebody_becomes_a_cameo(sit: Sit, strict_house: House, devices: FakeDevices, colours: bool) -> None:
    hazel = sit("hazel", colours=colours)
    expected = frozenset[str]() if colours else frozenset({"no_light_code"})
    told = performs(hazel, strict_house, devices, "hazel", expected)
    assert told["witnessed"]
    if not colours:
        assert told["reasons"] == ["no_light_code"]
        left_to_a_person(hazel, told["id"])
        return
    assert told["state"] == "accepted", told["reasons"]
    sees_the_cameo(hazel)
    sets_rules(hazel)


def sees_the_cameo(hazel: Visitor) -> None:
    page = hazel.page
    page.get_by_role("button", name="Make it").click()
    film = page.get_by_label("Your cameo says hello")
    film.wait_for(timeout=LONG)
    known = "film => new Promise(done => { const tell = () => done(film.duration);"
    known += " film.readyState ? tell() : film.addEventListener('loadedmetadata', tell) })"
    assert film.evaluate(known) == pytest.approx(3.0, abs=0.3)
    productions = hazel.asks("GET", "/productions")["productions"]
    assert [(one["audience"], one["state"]) for one in productions] == [("requester", "ready")]


def sets_rules(hazel: Visitor) -> None:
    page = hazel.page
    page.get_by_text("Friends", exact=True).click()
    page.get_by_text("Comedy", exact=True).click()
    page.get_by_label("Never").fill("no politics\n  \nno smoking")
    page.get_by_role("button", name="Save these rules").click()
    page.wait_for_url("**/me/cameo")
    cameo, grants = hazel.asks("GET", "/me/cameo"), hazel.asks("GET", "/me/cameo/grants")
    assert (cameo["standing"], cameo["shown_to"]) == ("verified", "friends")
    assert cameo["restrictions"] == ["no politics", "no smoking"]
    assert [(one["to"], one["terms"]["kinds"], one["terms"]["approval"]) for one in grants] == [
        ("friends", ["everyday"], "every_video")
    ]


def left_to_a_person(hazel: Visitor, take: str) -> None:
    """Nobody is there to look, which is said; then it is erased."""
    page = hazel.page
    expect(page.get_by_text("This recording was made without the colours")).to_be_visible()
    page.get_by_role("button", name="Let a person look at it").click()
    page.get_by_role("alert").wait_for()
    page.get_by_role("button", name="No, erase it").click()
    page.get_by_role("heading", name="Erased").last.wait_for()
    assert hazel.asks("GET", f"/me/takes/{take}")["state"] == "taken_back"


def test_a_connection_that_is_lost_costs_only_time(sit: Sit, strict_house: House) -> None:
    """Pieces do not get through from the middle of the recording on; what was recorded comes whole all the same."""
    hazel = sit("hazel")
    page = hazel.page
    cut: list[str] = []

    def lost(route: Route) -> None:
        if route.request.method in ("PATCH", "HEAD"):
            cut.append(route.request.method)
            route.abort("internetdisconnected")
        else:
            route.fallback()

    starts(page)
    page.wait_for_timeout(1500)
    page.route("**/api/v1/uploads/*", lost)
    page.get_by_text("No connection. What you recorded is safe here").wait_for(timeout=LONG)
    assert "PATCH" in cut
    page.unroute("**/api/v1/uploads/*")
    page.wait_for_url("**take=*", timeout=LONG)
    take = page.url.partition("take=")[2]
    expect(page.get_by_role("heading", name="Looking at your recording")).to_be_visible()
    page.get_by_role("button", name="Record again").wait_for(timeout=LONG)
    told = hazel.asks("GET", f"/me/takes/{take}")
    # read whole, it is the same two seconds again and again; a busy computer drops pictures, and is not sure of that
    assert told["state"] in ("refused", "again"), told
    assert told["reasons"]
    assert not {"too_short", "no_face", "no_sound"} & set(told["reasons"])
    for reason in told["why"]:
        expect(page.get_by_text(reason["says"])).to_be_visible()
    found = strict_house.server.store.read(lambda unit: unit.takes.find(id=TakeId(take)))
    assert found is not None and 0 < found.lead < 1


def test_over_3g_somebody_becomes_a_cameo(sit: Sit, strict_house: House, devices: FakeDevices) -> None:
    """The recording is as fine as the line carries: the steps come in time, and all arrives soon enough to be believed."""
    hazel = sit("hazel")
    slow(hazel)
    told = performs(hazel, strict_house, devices, "hazel")
    assert told["witnessed"], told["reasons"]
    assert told["state"] == "accepted", told["reasons"]


def test_what_is_left_in_the_middle_is_not_kept(sit: Sit, strict_house: House) -> None:
    """Stopped, hidden, and left by the browser's way back."""
    hazel = sit("hazel")
    page = hazel.page
    starts(page)
    page.evaluate(
        "() => { Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); delete document.visibilityState }"
    )
    page.get_by_text("The recording was interrupted").wait_for()
    page.get_by_role("button", name="Record again").click()
    starts(page)
    page.go_back()
    page.get_by_text("The recording was stopped. Nothing of it was kept.").wait_for()
    expect(page.get_by_role("heading", name="Can we see you?")).to_be_visible()
    page.get_by_text("Well placed").wait_for()
    page.get_by_role("button", name="This looks right").click()
    starts(page)
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("The recording was stopped.").first.wait_for()
    assert hazel.asks("GET", "/me/takes") == []
    end = time.monotonic() + 30
    while len(strict_house.server.store.read(lambda unit: unit.arrivals.all())) > 1:  # one for what may come next
        assert time.monotonic() < end
        page.wait_for_timeout(100)


def test_enough_for_today(sit: Sit, strict_house: House) -> None:
    hazel = sit("hazel", step="check")
    me = hazel.asks("GET", "/me")
    house, now = strict_house.server.house, datetime.now(UTC)
    for _ in range(Limits().per_account):
        house.attempts.record(attempt(holder_of(me["id"], "phone"), now))
    page = hazel.page
    page.get_by_text("Well placed").wait_for()
    page.get_by_role("button", name="This looks right").click()
    page.get_by_text("That was enough for today").wait_for()
    expect(page.get_by_text("There were too many attempts today; try again after")).to_be_visible()


def test_no_microphone(set_: Browser, strict_house: House) -> None:
    context = set_.new_context(base_url=strict_house.address, locale="en-US", **PHONE)
    context.add_init_script(  # Chromium's fake devices always have a microphone
        "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotFoundError') };"
        "const all = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);"
        "navigator.mediaDevices.enumerateDevices = async () => (await all()).filter(one => one.kind !== 'audioinput')"
    )
    hazel = Visitor(context, "hazel")
    hazel.signs_up()
    consents(hazel.page, colours=True)
    hazel.page.get_by_text("No microphone was found").wait_for()
    expect(hazel.page.get_by_role("button", name="Try again")).to_be_visible()
    hazel.leaves()


def test_the_camera_is_refused(playwright: Playwright, chromium: str, strict_house: House) -> None:
    """Nobody says yes in a browser without a window."""
    flags = [*FLAGS, "--use-fake-device-for-media-stream"]
    browser = playwright.chromium.launch(executable_path=chromium, headless=True, args=flags)
    context = browser.new_context(base_url=strict_house.address, locale="ko-KR", **PHONE)
    hazel = Visitor(context, "hazel")
    hazel.signs_up()
    page = hazel.page
    page.get_by_text("색 없이 확인하기", exact=True).click()
    page.locator("label:has([role=switch])").click()
    page.get_by_role("button", name="계속").click()
    page.get_by_text("카메라나 마이크를 쓸 수 없어요").wait_for()
    context.grant_permissions(["camera", "microphone"])
    page.get_by_text("얼굴이 보이지 않아요").wait_for()  # a test picture with nobody in it
    hazel.leaves()
    browser.close()

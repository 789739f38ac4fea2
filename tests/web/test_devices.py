"""Cameras, microphones and hands, as they are: refused, missing, two of them, pulled out, turned; each has an answer in words."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import FLAGS, PHONE
from tests.web.house import House, Visitor
from tests.web.lines import forgets
from tests.web.performing import FakeDevices
from walkon.domain.capture import Language, draw_challenge
from walkon.domain.ids import TakeId

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright, Route

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import expect

Sit = Callable[..., Visitor]
NUMBERS = count(1)
LONG = 180_000.0  # milliseconds: of a whole recording on a busy computer
WATCHED = """
const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
window.streams = []
window.wanted = []
navigator.mediaDevices.getUserMedia = async asked => {
  window.wanted.push(asked)
  if (window.gone) throw new DOMException('', 'NotFoundError')
  const stream = await real(asked)
  window.streams.push(stream)
  return stream
}
const all = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices)
navigator.mediaDevices.enumerateDevices = async () => (await all()).filter(one => one.kind !== window.gone)
const Recorder = window.MediaRecorder
window.pieces = []
window.MediaRecorder = class extends Recorder {
  constructor(...given) {
    super(...given)
    this.addEventListener('dataavailable', event => window.pieces.push(event.data))
  }
}
"""
PULLED = """kind => {
  window.gone = kind
  const track = window.streams.at(-1).getTracks().find(one => `${one.kind}input` === kind)
  track.stop()
  track.dispatchEvent(new Event('ended'))
}"""
PLUGGED_IN = "() => { delete window.gone; navigator.mediaDevices.dispatchEvent(new Event('devicechange')) }"
RECORDED = """async () => {
  const whole = await new Blob(window.pieces).arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', whole))
  return [whole.byteLength, [...digest].map(one => one.toString(16).padStart(2, '0')).join('')]
}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[House]:
    """Without a worker: what arrives stays as it came."""
    with House(tmp_path_factory.mktemp("devices") / "home", workers=0) as found:
        yield found


@pytest.fixture(scope="module")
def two(playwright: Playwright, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser with two cameras and their test pictures."""
    flags = ["--use-fake-device-for-media-stream=device-count=2", "--use-fake-ui-for-media-stream"]
    found = playwright.chromium.launch(executable_path=chromium, headless=True, args=[*FLAGS, *flags])
    yield found
    found.close()


@pytest.fixture(scope="module")
def one(playwright: Playwright, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser with one camera, before which somebody sits still."""
    devices = FakeDevices(folder=tmp_path_factory.mktemp("camera"))
    devices.stands_by("hazel", draw_challenge(random.Random(1), Language.ENGLISH, datetime.now(UTC)))
    found = playwright.chromium.launch(executable_path=chromium, headless=True, args=[*FLAGS, *devices.flags])
    yield found
    found.close()


@pytest.fixture
def sit(house: House) -> Iterator[Sit]:
    """`sit(browser)`: signed up, and asked for the camera; `ready`: as far as the button that starts."""
    visitors: list[Visitor] = []

    def sitting(browser: Browser, *, ready: bool = False, **more: object) -> Visitor:
        context = browser.new_context(base_url=house.address, locale="en-US", **{**PHONE, **more})
        context.add_init_script(WATCHED)
        visitor = Visitor(context, f"hazel_{next(NUMBERS)}")
        visitors.append(visitor)
        visitor.signs_up()
        consents(visitor.page)
        if ready:
            goes_on(visitor.page)
        return visitor

    yield sitting
    for visitor in visitors:
        visitor.leaves()


def consents(page: Page) -> None:
    page.get_by_text("Without colours", exact=True).click()
    page.locator("label:has([role=switch])").click()
    page.get_by_role("button", name="Go on", exact=True).click()


def goes_on(page: Page) -> None:
    looks = page.get_by_role("button", name="This looks right").or_(page.get_by_role("button", name="Go on anyway"))
    looks.click()
    page.get_by_role("button", name="Start recording").wait_for()


def starts(page: Page) -> None:
    page.get_by_role("button", name="Start recording").click()
    page.locator("main[data-cue=still]").wait_for(timeout=LONG)


def turns(visitor: Visitor, way: str = "landscapePrimary") -> None:
    devtools = visitor.context.new_cdp_session(visitor.page)
    wide = way.startswith("landscape")
    width, height = (844, 390) if wide else (390, 844)
    told = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": True}
    devtools.send(
        "Emulation.setDeviceMetricsOverride", {**told, "screenOrientation": {"type": way, "angle": 90 if wide else 0}}
    )


def test_of_two_cameras_one_is_chosen(sit: Sit, two: Browser) -> None:
    page = sit(two).page
    cameras = page.get_by_role("radiogroup", name="Camera").get_by_role("radio")
    expect(cameras).to_have_count(2)
    first = page.evaluate("streams.at(-1).getVideoTracks()[0].getSettings().deviceId")
    expect(cameras.nth(0)).to_be_checked()
    page.get_by_role("radiogroup", name="Camera").locator("label").nth(1).click()
    expect(cameras.nth(1)).to_be_checked()
    page.wait_for_function(
        "first => streams.at(-1).getVideoTracks()[0].getSettings().deviceId !== first"
        " && streams.at(-1).getVideoTracks()[0].readyState === 'live'",
        arg=first,
    )
    assert page.evaluate("streams[0].getVideoTracks()[0].readyState") == "ended"  # the other one's light is out
    second = page.evaluate("streams.at(-1).getVideoTracks()[0].getSettings().deviceId")
    goes_on(page)
    page.get_by_role("button", name="Start recording").click()
    page.wait_for_function("second => wanted.at(-1).video.deviceId?.exact === second", arg=second)
    page.go_back()


def test_the_chosen_camera_is_pulled_out_and_the_other_goes_on(sit: Sit, two: Browser) -> None:
    page = sit(two).page
    page.get_by_role("radiogroup", name="Camera").locator("label").nth(1).click()
    page.wait_for_function("() => wanted.at(-1).video.deviceId && streams.at(-1).active")
    page.evaluate(
        "() => { const again = navigator.mediaDevices.getUserMedia; let first = true;"
        " navigator.mediaDevices.getUserMedia = async asked => {"
        "   if (asked.video.deviceId) throw new DOMException('', 'OverconstrainedError'); return again(asked) };"
        " const track = streams.at(-1).getVideoTracks()[0]; track.stop(); track.dispatchEvent(new Event('ended')) }"
    )
    page.wait_for_function("() => wanted.at(-1).video.facingMode && streams.at(-1).active")
    expect(page.get_by_role("button", name="Go on anyway").or_(page.get_by_text("This looks right"))).to_be_enabled()


@pytest.mark.parametrize(
    ("kind", "words"), [("videoinput", "No camera was found"), ("audioinput", "No microphone was found")]
)
def test_a_device_is_pulled_out_and_put_in_again(sit: Sit, one: Browser, kind: str, words: str) -> None:
    page = sit(one).page
    page.wait_for_function("() => streams.at(-1)?.active")
    page.evaluate(PULLED, kind)
    expect(page.get_by_role("alert").get_by_text(words)).to_be_visible()
    page.evaluate(PLUGGED_IN)  # nothing has to be pressed
    expect(page.get_by_role("alert")).to_have_count(0)
    page.wait_for_function("() => streams.at(-1).active")


def test_the_camera_is_pulled_out_before_and_while_it_is_recorded(sit: Sit, one: Browser) -> None:
    hazel = sit(one, ready=True)
    page = hazel.page
    gone = page.get_by_role("alert").get_by_text("The camera or the microphone went away")
    page.get_by_role("button", name="Start recording").click()
    expect(page.get_by_text("Look into the camera", exact=True)).to_be_visible()  # the countdown
    page.evaluate(PULLED, "videoinput")
    expect(gone).to_be_visible()
    page.evaluate("() => { delete window.gone }")
    page.get_by_role("button", name="Record again").click()
    starts(page)
    page.evaluate(PULLED, "audioinput")
    expect(gone).to_be_visible()
    assert page.evaluate("streams.at(-1).getTracks().every(one => one.readyState === 'ended')")
    assert hazel.asks("GET", "/me/takes") == []


def test_the_camera_is_allowed_after_it_was_refused(
    sit: Sit, house: House, playwright: Playwright, chromium: str
) -> None:
    """Nobody says yes in a browser without a window; later it is allowed in the browser's settings, and nothing is pressed."""
    flags = [*FLAGS, "--use-fake-device-for-media-stream"]
    browser = playwright.chromium.launch(executable_path=chromium, headless=True, args=flags)
    hazel = sit(browser)
    page = hazel.page
    expect(page.get_by_role("alert").get_by_text("Walkon may not use your camera or microphone")).to_be_visible()
    hazel.context.grant_permissions(["camera", "microphone"])
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_text("Can we see you?")).to_be_visible()


def test_the_phone_is_turned(sit: Sit, one: Browser) -> None:
    """In the countdown and in the middle; the same again afterwards is no turning."""
    hazel = sit(one, ready=True)
    page = hazel.page
    turned = page.get_by_role("alert").get_by_text("The phone was turned")
    turns(hazel, "portraitPrimary")
    page.get_by_role("button", name="Start recording").click()
    expect(page.get_by_text("Look into the camera", exact=True)).to_be_visible()
    turns(hazel)
    expect(turned).to_be_visible()
    page.get_by_role("button", name="Record again").click()
    starts(page)  # held across from the beginning: that is fine
    turns(hazel, "portraitPrimary")
    expect(turned).to_be_visible()
    assert hazel.asks("GET", "/me/takes") == []


def test_a_recording_comes_whole_over_a_bad_line_and_a_new_server(sit: Sit, one: Browser, house: House) -> None:
    """Byte for byte: what is left to be sent waits for the connection, then for the server, and for whoever goes back."""
    hazel = sit(one, ready=True)
    page = hazel.page
    waits = page.get_by_text("No connection. What you recorded is safe here")
    starts(page)
    page.route("**/api/v1/uploads/*", lost)
    waits.wait_for(timeout=LONG)
    hazel.context.set_offline(True)
    page.unroute("**/api/v1/uploads/*")
    page.go_back()
    expect(page.get_by_role("alertdialog", name="Stop sending?")).to_be_visible()
    page.get_by_role("button", name="Keep sending").click()
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    house.restarts()
    expect(waits).to_be_visible()
    hazel.context.set_offline(False)
    page.wait_for_url("**take=*", timeout=LONG)
    expect(page.get_by_role("heading", name="Looking at your recording")).to_be_visible()
    size, digest = page.evaluate(RECORDED)
    take = hazel.page.url.partition("take=")[2]
    assert kept(house, take) == (size, digest)
    house.stops()
    expect(page.get_by_text("Walkon cannot be reached right now.")).to_be_visible(timeout=LONG)
    house.restarts()
    expect(page.get_by_text("Walkon cannot be reached right now.")).to_have_count(0, timeout=LONG)


def lost(route: Route) -> None:
    """What is recorded piles up, while the steps are still told."""
    if route.request.method in ("PATCH", "HEAD"):
        route.abort("internetdisconnected")
    else:
        route.fallback()


def kept(house: House, take: str) -> tuple[int, str]:
    """Length and digest of what the server has of it."""
    sent = house.server.store.read(lambda unit: unit.takes.find(id=TakeId(take)))
    assert sent is not None
    reader = house.server.uploads.open(sent.upload)
    whole = reader.read(0, reader.size)
    return len(whole), hashlib.sha256(whole).hexdigest()


def test_the_session_ends_while_it_is_recorded(sit: Sit, one: Browser, house: House) -> None:
    hazel = sit(one, ready=True)
    page = hazel.page
    starts(page)
    forgets(house, hazel)
    cover = page.get_by_role("alertdialog", name="You were signed out")
    expect(cover).to_be_visible()
    cover.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert").get_by_text("You were signed out meanwhile")).to_be_visible()
    page.get_by_role("button", name="Record again").click()
    expect(page.get_by_role("button", name="Start recording")).to_be_enabled()

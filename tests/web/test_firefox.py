"""The main screens in the Firefox of this computer's distribution: signing up, the camera, a recording, films, asking, answers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.firefox import Firefox, binary
from tests.web.house import House
from tests.web.me_house import Quiet
from walkon.domain.ids import Handle
from walkon.domain.people import Account
from walkon.media.decode import open_clip
from walkon.ports.store import Unit

PLAYS = """
const video = document.querySelector(arguments[0] + ' video')
if (!video || video.readyState < 2) return null
video.muted = true
await video.play()
const seen = async second => {
  while (video.currentTime < second) await new Promise(done => setTimeout(done, 30))
  const canvas = new OffscreenCanvas(32, 32), pen = canvas.getContext('2d')
  pen.drawImage(video, 0, 0, 32, 32)
  return [...pen.getImageData(0, 0, 32, 32).data].filter((_, at) => at % 4 !== 3)
}
const early = await seen(0.3), late = await seen(1.5)
return { brightest: Math.max(...early), moved: early.reduce((sum, value, at) => sum + Math.abs(value - late[at]), 0) }
"""
CAMERA = """
const video = document.querySelector('video')
return video && video.videoWidth > 0 && video.currentTime > 0.5
"""
MOVED = 1000  # of 32 x 32 x 3 values from 0 to 255, summed


@pytest.fixture(scope="module")
def program() -> str:
    if not os.environ.get("WALKON_TEST_WEB"):
        pytest.skip("WALKON_TEST_WEB is not set: `make test-web` sets it")
    found = binary()
    if found is None:
        pytest.skip("no Firefox is installed")
    return found


@pytest.fixture
def house(tmp_path: Path, program: str) -> Iterator[House]:
    """Without a worker: what is sent stays as it came."""
    with House(tmp_path / "home", workers=0) as found:
        yield found


@pytest.fixture
def firefox(tmp_path: Path, program: str, house: House) -> Iterator[Firefox]:
    """Mina signs up, by the page; fails where a page did something wrong."""
    found = Firefox(program, tmp_path / "firefox")
    try:
        signs_up(found, house)
        yield found
        assert found.errors == []
    finally:
        found.close()


def signs_up(firefox: Firefox, house: House) -> None:
    firefox.goes(house.address)
    firefox.waits_for("/welcome$")
    firefox.presses("^Set up this server$")
    firefox.types("form input", "mina")
    firefox.presses("passkey", "form button")
    firefox.sees("Keep these recovery codes")
    firefox.presses("I have kept them")
    firefox.presses("^Continue$")
    firefox.waits_for("/record$")
    firefox.sees("Become a cameo")


def account(town: Quiet, handle: str) -> Account:
    def called(unit: Unit) -> Account | None:
        return unit.accounts.called(Handle(handle))

    found = town.society.store.read(called)
    assert found is not None
    return found


def test_signed_in_again_by_passkey(firefox: Firefox, house: House) -> None:
    firefox.goes(f"{house.address}/settings")
    firefox.presses("^Sign out$")
    firefox.presses("^Sign in with a passkey$")
    firefox.waits("return !location.pathname.startsWith('/welcome')")
    firefox.goes(house.address)
    firefox.sees("The screen is still dark")


def test_films_are_made_asked_for_and_play(firefox: Firefox, house: House, town: Quiet) -> None:
    me, jun = account(town, "mina"), town.lives_here("jun")
    town.has_a_cameo(me)
    town.friends(me, jun)
    town.allows(jun)
    film = town.releases(me, "me and @jun as astronauts on Mars", me, jun)
    town.asks(jun, "me and @mina surfing", jun, me)

    firefox.goes(f"{house.address}/inbox")
    firefox.sees("jun wants to make a film with you")
    firefox.presses("^Allow$", "article button")
    firefox.presses("^Allow this film$", "[role=dialog] button")
    firefox.sees("Nothing waits for your answer")

    firefox.goes(f"{house.address}/create")
    firefox.types("textarea", "me and @ju")
    firefox.presses("@jun", "[role=option]")
    firefox.types("textarea", "as astronauts on Mars")
    firefox.sees("^Place: Mars", "button")
    firefox.presses("^Make the film$")
    firefox.waits_for("/films/[0-9a-f]{32}$")
    firefox.sees("About this film")

    firefox.goes(house.address)
    if not firefox.asks("return document.createElement('video').canPlayType('video/mp4; codecs=\"avc1.42E01E\"')"):
        pytest.skip("this Firefox finds no libavcodec, without which it plays no H.264")
    seen = firefox.waits(PLAYS, f"[data-film='{film.id}']")
    assert seen["brightest"] > 0
    assert seen["moved"] > MOVED
    assert firefox.waits("return document.querySelector('article video').textTracks[0]?.cues !== undefined")


def test_a_recording_is_sent_that_the_server_can_read(firefox: Firefox, house: House, town: Quiet) -> None:
    firefox.presses(".*", "[role=radiogroup] label")  # with the screen's colours
    firefox.presses("", "label:has([role=switch])")
    firefox.presses("^Go on$")
    firefox.waits(CAMERA)
    firefox.presses("^(This looks right|Go on anyway)$")
    firefox.presses("^Start recording$")
    take = firefox.waits_for("take=").partition("take=")[2].partition("&")[0]
    sent = town.society.store.read(lambda unit: unit.takes.find(id=take))
    assert sent is not None
    reader = house.server.uploads.open(sent.upload)
    data = reader.read(0, reader.size)
    assert data.startswith(b"\x1a\x45\xdf\xa3")  # WebM
    clip = open_clip(data)
    assert sum(1 for _ in clip.frames()) > 100

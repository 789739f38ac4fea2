"""Drawn performers in front of a browser's camera: what Chromium's fake camera and microphone read.

Chromium reads both files from their beginning whenever a page opens the devices. The page opens them anew for a recording and
begins to record `COUNTDOWN` seconds after the first picture; the challenge begins when the server has got the first pieces of
it. So a take is put there before the page's button is pressed, and stands still for as long as that takes (`BEFORE`).
"""

from __future__ import annotations

import re
import time
import wave
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from tests.web.house import House, Visitor
from walkon.domain.capture import Challenge, later
from walkon.domain.challenge_file import from_json
from walkon.domain.ids import Handle
from walkon.domain.refusal import Reason
from walkon.media.resample import resampled
from walkon.ports.store import Unit
from walkon.rehearsal.mishaps import Mishap
from walkon.rehearsal.take import perform

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZE, FPS, RATE = (330, 440), 17, 48_000
BEFORE = 3.4  # seconds from a camera's first picture to the challenge's beginning
SETTLING = 1.0  # of them drawn; before that the first picture stands
AFTER = 2.0  # seconds drawn beyond the end: a file that ends begins anew
DELAY = 0.17  # seconds until a colour shows: in the middle of what is believed, .0 to .33


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeDevices:
    """The two files, and how a browser is told of them."""

    folder: Path

    @property
    def camera(self) -> Path:
        return self.folder / "camera.y4m"

    @property
    def microphone(self) -> Path:
        return self.folder / "microphone.wav"

    @property
    def flags(self) -> list[str]:
        return [
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={self.camera}",
            f"--use-file-for-fake-audio-capture={self.microphone}%noloop",
        ]

    def shows(self, name: str, challenge: Challenge, *, before: float = BEFORE, mishap: Mishap | None = None) -> None:
        """From the next opening on the performer answers the challenge, which begins `before` seconds after it."""
        last = replace(challenge.steps[-1], seconds=challenge.steps[-1].seconds + AFTER)
        asked = later(replace(challenge, steps=(*challenge.steps[:-1], last)), SETTLING)
        played = perform(name, asked, size=SIZE, fps=FPS, delay=DELAY, mishap=mishap)
        self._films(played.pictures, round((before - SETTLING) * FPS))
        samples = resampled(played.sound, RATE).samples
        self.hears(np.concatenate([np.zeros(round((before - SETTLING) * RATE)), samples]))

    def stands_by(self, name: str, challenge: Challenge) -> None:
        """The performer sits there: the first seconds of a performance."""
        calm = replace(challenge, steps=(replace(challenge.steps[0], seconds=2.0),))
        played = perform(name, calm, size=SIZE, fps=FPS)
        self._films(played.pictures, 0)
        self.hears(np.zeros(RATE))

    def _films(self, pictures: Any, standing: int) -> None:
        width, height = SIZE
        part = self.camera.with_suffix(".part")
        with part.open("wb") as file:
            file.write(f"YUV4MPEG2 W{width} H{height} F{FPS}:1 Ip A1:1 C420jpeg\n".encode())
            for number, picture in enumerate(pictures):
                planes = cv2.cvtColor(np.asarray(picture), cv2.COLOR_BGR2YUV_I420).tobytes()
                file.write((b"FRAME\n" + planes) * (1 + (standing if number == 0 else 0)))
        part.replace(self.camera)

    def hears(self, samples: np.ndarray[Any, Any]) -> None:
        part = self.microphone.with_suffix(".part")
        with wave.open(str(part), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
        part.replace(self.microphone)


def challenge_of(house: House, handle: str) -> Challenge:
    """What the server drew for somebody's recording; a page is told only step by step."""

    def look(unit: Unit) -> str:
        account = unit.accounts.called(Handle(handle))
        assert account is not None, handle
        return max(unit.recordings.all(account=account.id), key=lambda recording: recording.drawn_at).challenge

    return from_json(house.server.store.read(look))


def waited(page: Page) -> float:
    """Seconds from the camera's first picture to the challenge's beginning, as they were in this page's last recording."""
    marks = page.evaluate(
        "() => ['walkon:pictures', 'walkon:clock'].map(name => performance.getEntriesByName(name).at(-1)?.startTime)"
    )
    assert None not in marks, marks
    return float((marks[1] - marks[0]) / 1000)


BUSY = {
    Reason.UNSTEADY,
    Reason.STANDING,
    Reason.GAPS,
    Reason.LOW_FRAME_RATE,
    Reason.FACE_JUMPS,
    Reason.INJECTED,
    Reason.LIGHT_LATE,
    Reason.LIGHT_WRONG,
    Reason.LIGHT_UNDECIDED,
    Reason.NOT_WITNESSED,
    Reason.OUT_OF_STEP,
    Reason.SPOKEN_ELSEWHEN,
    Reason.LIPS_APART,
}
"""What a recording shows where the computer had no time for it: pictures that are missing, or come late."""
TRIES = 3


def performs(visitor: Visitor, house: House, devices: FakeDevices, name: str, but: frozenset[str] = frozenset()) -> Any:
    """From the button on, the performer records themself; gives the take with its verdict.

    A recording that a busy computer spoilt is made anew, as people would. `but`: reasons that are expected.
    """
    page = visitor.page
    for number in range(TRIES):
        before = rehearsed(page)
        devices.shows(name, challenge_of(house, visitor.handle), before=before)
        take = judged(visitor, recorded(page))
        spoilt = set(take["reasons"]) - but
        if take["state"] == "accepted" or not spoilt or not spoilt <= BUSY or number == TRIES - 1:
            return take
        page.goto("/record")
        consents(page, colours=not but)
    raise AssertionError(name)


def rehearsed(page: Page) -> float:
    """Begins once and stops, to see how long this browser on this computer takes (`waited`). Ends before the button."""
    page.get_by_role("button", name=START).click(timeout=60_000)
    page.locator("main[data-cue=still]").wait_for(timeout=60_000)  # the first step: the clock runs
    found = waited(page)
    page.get_by_role("button", name=re.compile("^(Stop|그만하기)$")).click()
    looks_right(page)
    page.get_by_role("button", name=START).wait_for(timeout=60_000)
    return min(max(found, BEFORE - 0.2), BEFORE + 0.8)


def looks_right(page: Page) -> None:
    page.get_by_role(
        "button", name=re.compile("^(This looks right|Go on anyway|이대로 할게요|그래도 계속하기)$")
    ).click()


def consents(page: Page, *, colours: bool) -> None:
    """From the first word about it to the button that starts."""
    page.locator("[role=radiogroup] label").nth(0 if colours else 1).click()
    page.locator("label:has([role=switch])").click()
    page.get_by_role("button", name=re.compile("^(Go on|계속)$")).click()
    looks_right(page)


def judged(visitor: Visitor, take: str, seconds: float = 600.0) -> Any:
    """The take, as soon as it was looked at."""
    end = time.monotonic() + seconds
    while (found := visitor.asks("GET", f"/me/takes/{take}"))["state"] in ("waiting", "passed"):
        assert time.monotonic() < end, found
        visitor.page.wait_for_timeout(300)
    return found


START = re.compile("^(Start recording|녹화 시작)$")


def recorded(page: Page, seconds: float = 120.0) -> str:
    """Presses the button and waits until everything was sent. Gives the take's id."""
    page.get_by_role("button", name=START).click()
    page.wait_for_url("**take=*", timeout=1000 * seconds)
    return str(page.url).partition("take=")[2].partition("&")[0]

"""Screens in front of a camera, before which a drawn performer sits: from the first look to the last bytes on their way; and a
line that somebody reads.
"""

from __future__ import annotations

import io
import random
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from tests.readings import performed
from tests.web.performing import RATE, START, FakeDevices
from tests.web.screens.sheets import LANES, SCHEMES, Lane, Viewer, pictures
from walkon.domain.capture import Language, draw_challenge

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    Sitting = Callable[[Page], dict[str, dict[str, Image.Image]]]

RECORDING = (
    "record-check",
    "record-ready",
    "record-countdown",
    "record-turn",
    "record-words",
    "record-colours",
    "record-sending",
)
READING = ("line", "line-recording", "line-recorded")
CUES = {"turn": "record-turn", "say": "record-words", "light": "record-colours"}
LONG = 90_000.0  # milliseconds: of a recording on a busy computer
SPEAKING = 1600  # milliseconds in which the bars of a voice fill
MOVING = 180  # milliseconds until a word is there
NEXT = """
wanted => {
  const stage = document.querySelector('main[data-cue]')
  if (!stage) return 'over'
  return wanted.includes(stage.dataset.cue) && stage.dataset.cue
}
"""
SEEN = re.compile("^(This looks right|Go on anyway|이대로 할게요|그래도 계속하기)$")
WELL = re.compile("^(This looks right|이대로 할게요)$")
SAY_IT, RECORD = re.compile("^(Say it yourself|직접 말하기)$"), re.compile("^(Record|녹음하기)$")
STOP, KEEP = re.compile("^(Stop|멈추기)$"), re.compile("^(Keep it|사용하기)$")
SAID_LINE = "Nobody told me it would be this quiet."
SAID = {
    False: f'me as an astronaut on Mars. I say "{SAID_LINE}"',
    True: '화성의 우주비행사가 된 나. 내가 말한다 "이렇게 조용할 줄은 몰랐어."',
}
GO_ON = re.compile("^(Go on|계속)$")


def somebody_sits(folder: Path) -> FakeDevices:
    found = FakeDevices(folder=folder)
    found.stands_by("hazel", draw_challenge(random.Random(1), Language.ENGLISH, datetime.now(UTC)))
    return found


def somebody_reads(devices: FakeDevices) -> None:
    """From now on the microphone hears a performer's voice, a moment after it was opened."""
    voice = performed("cedar", " ".join([SAID_LINE] * 4)).samples
    devices.hears(np.concatenate([np.zeros(round(0.5 * RATE), np.float32), voice]))


def shots(viewer: Viewer, who: str, does: Sitting) -> dict[str, dict[tuple[Lane, str], Image.Image]]:
    """One sitting for each language and size."""
    made: dict[str, dict[tuple[Lane, str], Image.Image]] = defaultdict(dict)
    for lane in LANES:
        page = viewer.opened(who, lane)
        page.context.add_init_script("Object.defineProperty(navigator, 'wakeLock', { value: undefined })")
        for name, found in does(page).items():
            for scheme, picture in found.items():
                made[name][(lane, scheme)] = picture
        page.context.close()
    return made


def becomes_a_cameo(page: Page) -> dict[str, dict[str, Image.Image]]:
    made = {}
    page.goto("/record")
    page.locator("[role=radiogroup] label").nth(0).click()
    korea = page.evaluate("document.documentElement.lang") == "ko"
    page.locator("[role=radiogroup] label", has_text="한국어" if korea else "English").click()
    page.locator("label:has([role=switch])").click()
    page.get_by_role("button", name=GO_ON).click()
    page.get_by_role("button", name=WELL).wait_for(timeout=LONG)
    page.locator("li[data-well=true]").nth(2).wait_for()
    made["record-check"] = pictures(page)
    page.get_by_role("button", name=SEEN).click()
    page.get_by_role("button", name=START).wait_for(timeout=LONG)
    made["record-ready"] = pictures(page)
    page.get_by_role("button", name=START).click()
    page.locator("main[data-cue] video").wait_for(timeout=LONG)
    made["record-countdown"] = pictures(page)
    made |= cues(page)
    held: list[Route] = []

    def holds(route: Route) -> None:
        held.append(route)

    page.route("**/api/v1/uploads/*", holds)  # from here on nothing arrives
    page.get_by_role("progressbar").wait_for(timeout=LONG)
    made["record-sending"] = pictures(page)
    for route in held:
        route.abort()
    page.unroute_all(behavior="ignoreErrors")
    return made


def reads_a_line(page: Page) -> dict[str, dict[str, Image.Image]]:
    made = {}
    page.goto("/create")
    korea = page.evaluate("document.documentElement.lang") == "ko"
    field = page.get_by_role("textbox").or_(page.get_by_role("combobox")).first
    field.fill(SAID[korea])
    page.get_by_role("button", name=SAY_IT).first.click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name=RECORD).wait_for()
    made["line"] = pictures(page)
    sheet.get_by_role("button", name=RECORD).click()
    sheet.get_by_role("button", name=STOP).wait_for()
    page.wait_for_timeout(SPEAKING)
    made["line-recording"] = pictures(page)
    sheet.get_by_role("button", name=STOP).click()
    sheet.get_by_role("button", name=KEEP).wait_for()
    made["line-recorded"] = pictures(page)
    return made


def cues(page: Page) -> dict[str, dict[str, Image.Image]]:
    """One picture of each kind of step, whenever it comes; by day it is as dark as by night."""
    made = {}
    wanted = set(CUES)
    while wanted:
        cue = page.wait_for_function(NEXT, arg=sorted(wanted), timeout=LONG, polling=50).json_value()
        if cue == "over":
            break
        page.wait_for_timeout(MOVING)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        made[CUES[cue]] = dict.fromkeys(SCHEMES, picture)
        wanted.discard(cue)
    return made

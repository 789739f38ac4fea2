"""`python -m tests.web.screens FOLDER [NAME ...]`: every screen as one contact sheet of eight pictures, FOLDER/NAME.webp.

Two languages, day and night, a phone and a wide screen. People and films are made up, and drawn. `--singly` writes every picture
as it is, too: FOLDER/NAME-ko-dark-phone.png. A screen that cannot be made is told at the end, and the others are made.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.conftest import FLAGS
from tests.web.house import House
from tests.web.screens import camera
from tests.web.screens.people import IDA, JUN, Scene, furnished
from tests.web.screens.screens import screens
from tests.web.screens.sheets import PHONE, Lane, Screen, Viewer, sheet

if TYPE_CHECKING:
    from PIL import Image
    from playwright.sync_api import Playwright

    Shots = dict[tuple[Lane, str], Image.Image]

QUALITY = 74


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="default: all")
    parser.add_argument("--singly", action="store_true", help="every picture as it is, too")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    options.folder.mkdir(parents=True, exist_ok=True)
    album = Album(options.folder, set(options.names), options.singly)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        more = {"WALKON_PUSH_CONTACT": "mailto:keeper@walkon.example"}
        with House(Path(folder) / "home", more, workers=0) as house:
            made_by(playwright, house, album)
    return album.told()


def made_by(playwright: Playwright, house: House, album: Album) -> None:
    browser = playwright.chromium.launch(executable_path=chromium(), headless=True, args=list(FLAGS))
    scene = furnished(house, browser)
    viewer = Viewer(browser=browser, address=house.address, kept=scene.kept)
    for screen in screens(scene):
        if album.wants(screen.name):
            album.tries(screen, viewer)
    viewer.close()
    scene.close()
    browser.close()
    if any(album.wants(name) for name in (*camera.RECORDING, *camera.READING)):
        films_oneself(playwright, house, scene, album)


def films_oneself(playwright: Playwright, house: House, scene: Scene, album: Album) -> None:
    """The screens in front of a camera or a microphone, all of one sitting."""
    with tempfile.TemporaryDirectory() as folder:
        devices = camera.somebody_sits(Path(folder))
        flags = [*FLAGS, *devices.flags]
        browser = playwright.chromium.launch(executable_path=chromium(), headless=True, args=flags)
        viewer = Viewer(browser=browser, address=house.address, kept=scene.kept)
        for who, names, does in (
            (IDA, camera.RECORDING, camera.becomes_a_cameo),
            (JUN, camera.READING, camera.reads_a_line),
        ):
            if not any(album.wants(name) for name in names):
                continue
            if names == camera.READING:
                camera.somebody_reads(devices)
            try:
                for name, shots in camera.shots(viewer, who, does).items():
                    if album.wants(name):
                        album.keeps(name, shots)
            except Exception as error:  # noqa: BLE001 whatever it is: the others are to be made
                album.fails(names[0], error)
        browser.close()


class Album:
    """Where the sheets are put."""

    def __init__(self, folder: Path, names: Iterable[str], singly: bool) -> None:
        self.folder, self.names, self.singly = folder, set(names), singly
        self.failed: dict[str, str] = {}
        self.since, self.size, self.count = time.monotonic(), 0, 0

    def wants(self, name: str) -> bool:
        return not self.names or name in self.names or any(name.startswith(f"{one}-") for one in self.names)

    def tries(self, screen: Screen, viewer: Viewer) -> None:
        try:
            self.keeps(screen.name, viewer.shots(screen))
        except Exception as error:  # noqa: BLE001 whatever it is: the others are to be made
            self.fails(screen.name, error)
            viewer.close()

    def fails(self, name: str, error: Exception) -> None:
        self.failed[name] = f"{type(error).__name__}: {error}".split("Call log")[0].strip()
        say(f"{name} was not made: {self.failed[name]}")

    def keeps(self, name: str, shots: Shots) -> None:
        place = self.folder / f"{name}.webp"
        sheet(shots).save(place, quality=QUALITY, method=5)
        self.size, self.count = self.size + place.stat().st_size, self.count + 1
        say(f"{name}: {place.stat().st_size // 1000} kB")
        for ((locale, size), scheme), picture in shots.items() if self.singly else ():
            width = "phone" if size == PHONE else "wide"
            picture.save(self.folder / f"{name}-{locale[:2]}-{scheme}-{width}.png")

    def told(self) -> int:
        minutes = (time.monotonic() - self.since) / 60
        say(f"{self.count} sheets, {self.size / 1e6:.1f} MB, {minutes:.1f} minutes")
        for name, why in self.failed.items():
            say(f"{name} was not made: {why}")
        return 1 if self.failed else 0


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("no Chromium is installed")
    return found


if __name__ == "__main__":
    sys.exit(main())

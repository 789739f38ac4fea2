"""`python -m tests.web.screens FOLDER [NAME ...]`: every screen in both languages, by day and night, on a phone and a wide one.

One picture per screen, eight of them in it. People and films are made up, and drawn: the film is the welcome page's example.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.web.conftest import FLAGS
from tests.web.house import House, Visitor
from tests.web.town import Town
from walkon.media.decode import open_clip
from walkon.ports.store import What

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EXAMPLE = Path(__file__).resolve().parents[2] / "web" / "public" / "example.mp4"
LANGUAGES, SCHEMES = ("en-US", "ko-KR"), ("light", "dark")
PHONE, WIDE = (390, 844), (1280, 800)
GAP, SHRUNK = 24, 0.62  # pixels between pictures; wide screens are shown smaller
SETTLED = 900  # milliseconds until nothing moves any more
OPEN = {"welcome": "/welcome", "join": "/join", "recover": "/recover", "check": "/check"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where there is something to see."""

    screens: Mapping[str, str]  # the address of each screen by its name


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="default: all")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), headless=True, args=list(FLAGS))
        house = House(Path(folder) / "home", workers=0)
        try:
            jun = Visitor(browser.new_context(base_url=house.address), "jun")
            jun.signs_up()
            scene = furnished(house, jun)
            for name, path in scene.screens.items():
                if not options.names or name in options.names:
                    made = sheet(browser, house.address, path, None if name in OPEN else jun)
                    made.save(options.folder / f"{name}.webp", quality=82, method=6)
        finally:
            browser.close()
            house.close()
    return 0


def furnished(house: House, jun: Visitor) -> Scene:
    """A server on which something goes on."""
    frames = list(open_clip(EXAMPLE.read_bytes()).frames())
    stills = [png(frames[at]) for at in (10, 60, 120)]
    town = Town(house, EXAMPLE.read_bytes(), stills)
    me, mina = town.moves_in(jun), town.lives_here("mina")
    sora, haru = town.lives_here("sora"), town.lives_here("haru")
    town.friends(me, mina, sora)
    town.allows(mina)
    town.allows(me)
    film = town.releases(me, "me and @mina as astronauts on Mars", me, mina)
    town.society.clock.advance(minutes=2)
    town.releases(mina, "me and @jun exploring Mars at sunset", mina, me)
    town.keeps(town.asks(sora, "me and @jun surfing a giant wave at sunset", sora, me), What.STILL, stills)
    waiting = town.asks(me, "me and @haru dancing at a concert", me, haru)
    town.close()
    return Scene(
        screens={
            **OPEN,
            "feed": "/",
            "people": "/people",
            "person": "/people/mina",
            "create": "/create",
            "films": "/films",
            "film": f"/films/{film.id}",
            "waiting": f"/films/{waiting.id}",
            "inbox": "/inbox",
            "me": "/me",
            "cameo": "/me/cameo",
            "rules": "/me/cameo/rules",
            "access": "/me/access",
            "elsewhere": "/me/cameo/elsewhere",
            "withdraw": "/me/withdraw",
            "plan": "/me/plan",
            "settings": "/settings",
            "notices": "/settings/notices",
            "security": "/settings/security",
            "record": "/record",
            "desk": "/desk",
            "admin": "/admin",
            "server": "/admin/server",
        }
    )


def sheet(browser: Browser, address: str, path: str, visitor: Visitor | None) -> Image.Image:
    """Above four phones, below four wide screens."""
    kept = visitor.context.storage_state() if visitor else None
    rows: list[list[Image.Image]] = []
    for width, height in (PHONE, WIDE):
        row = []
        for locale in LANGUAGES:
            for scheme in SCHEMES:
                context = browser.new_context(
                    base_url=address,
                    locale=locale,
                    color_scheme=scheme,
                    storage_state=kept,
                    viewport={"width": width, "height": height},
                    has_touch=width < 500,
                    is_mobile=width < 500,
                    service_workers="block",
                )
                page = context.new_page()
                page.goto(path)
                page.locator("h1, h2").first.wait_for(state="attached")
                page.wait_for_timeout(SETTLED)
                row.append(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))
                context.close()
        rows.append(row)
    return laid_out(rows[0], [one.resize((round(WIDE[0] * SHRUNK), round(WIDE[1] * SHRUNK))) for one in rows[1]])


def laid_out(phones: list[Image.Image], wide: list[Image.Image]) -> Image.Image:
    """Four phones in a row, and the wide ones in two rows of two."""
    across = 2 * wide[0].width + 3 * GAP
    between = (across - 4 * phones[0].width) // 5
    whole = Image.new("RGB", (across, phones[0].height + 2 * wide[0].height + 4 * GAP), (128, 126, 120))
    for place, one in enumerate(phones):
        whole.paste(one, (between + place * (one.width + between), GAP))
    for place, one in enumerate(wide):
        x = GAP + (place % 2) * (one.width + GAP)
        whole.paste(one, (x, phones[0].height + 2 * GAP + (place // 2) * (one.height + GAP)))
    return whole


def png(picture: object) -> bytes:
    made = io.BytesIO()
    Image.fromarray(picture[..., ::-1]).save(made, "PNG")  # type: ignore[index]
    return made.getvalue()


if __name__ == "__main__":
    sys.exit(main())

"""From an address to a contact sheet: two languages, day and night, a phone and a wide screen."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LANGUAGES, SCHEMES = ("en-US", "ko-KR"), ("light", "dark")
PHONE, WIDE = (390, 844), (1280, 800)
SHOWN, GAP = 1216, 16  # pixels: how wide a sheet is, and how far its pictures are apart
GREY = (128, 126, 120)
QUIET = 250  # milliseconds after everything is there, for what is drawn by scripts
THERE = """
async () => {
  await document.fonts.ready
  const soon = Date.now() + 4000
  while (document.querySelector('[class*=skeleton]') && Date.now() < soon) await new Promise(done => setTimeout(done, 50))
  const pictures = [...document.images].filter(one => one.loading !== 'lazy' && one.src)
  const each = one => one.complete || new Promise(done => { one.onload = one.onerror = done })
  const films = [...document.querySelectorAll('video[src]')].filter(one => one.preload !== 'none' && !one.error)
  const seen = one => one.readyState > 1 || new Promise(done => { one.onloadeddata = one.onerror = done })
  const all = Promise.all([...pictures.map(each), ...films.map(seen)])
  await Promise.race([all, new Promise(done => setTimeout(done, 4000))])
  if (films.some(one => one.controls)) await new Promise(done => setTimeout(done, 1500))  // the browser's own sign fades
}
"""
Step = Callable[["Page"], None]
Lane = tuple[str, tuple[int, int]]
"""A language and a size."""
LANES: tuple[Lane, ...] = tuple((language, size) for size in (PHONE, WIDE) for language in LANGUAGES)


def nothing(_page: Page) -> None:
    """There is nothing to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Something to look at: where it is, who sees it, and what was done before (`first`) and after (`then`) it was opened."""

    name: str
    path: str = ""
    who: str | None = None  # nobody: without an account
    first: Step = nothing
    then: Step = nothing
    fresh: bool = False  # nothing may be left of what was opened before
    waits: str = "h1, h2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Opens screens for whoever has signed in. A page is kept for each person, language and size."""

    browser: Browser
    address: str
    kept: Mapping[str, Any]  # what a browser keeps of somebody: the session
    pages: dict[tuple[str | None, Lane], Page] = field(default_factory=dict)

    def page(self, who: str | None, lane: Lane) -> Page:
        found = self.pages.get((who, lane))
        if found is None:
            for key in [key for key in self.pages if key[0] != who]:
                self.pages.pop(key).context.close()
            found = self.pages[(who, lane)] = self.opened(who, lane)
        return found

    def opened(self, who: str | None, lane: Lane) -> Page:
        locale, (width, height) = lane
        context = self.browser.new_context(
            base_url=self.address,
            locale=locale,
            color_scheme="light",
            storage_state=None if who is None else self.kept[who],
            viewport={"width": width, "height": height},
            has_touch=width < 500,
            is_mobile=width < 500,
            service_workers="block",
        )
        context.set_default_timeout(30_000)
        return context.new_page()

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()
        self.pages.clear()

    def shots(self, screen: Screen) -> dict[tuple[Lane, str], Image.Image]:
        """Eight pictures of it."""
        made: dict[tuple[Lane, str], Image.Image] = {}
        for lane in LANES:
            page = self.opened(screen.who, lane) if screen.fresh else self.page(screen.who, lane)
            page.emulate_media(color_scheme="light")
            screen.first(page)
            page.goto(screen.path)
            page.locator(screen.waits).first.wait_for(state="attached")
            screen.then(page)
            for scheme, picture in pictures(page).items():
                made[(lane, scheme)] = picture
            page.unroute_all(behavior="ignoreErrors")
            if screen.fresh:
                page.context.close()
            else:
                page.evaluate("localStorage.clear()")
        return made


def pictures(page: Page) -> dict[str, Image.Image]:
    """By day and by night."""
    found = {}
    page.evaluate(THERE)
    page.wait_for_timeout(QUIET)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        data = page.screenshot(animations="disabled")
        found[scheme] = Image.open(io.BytesIO(data)).convert("RGB")
    return found


def sheet(shots: Mapping[tuple[Lane, str], Image.Image]) -> Image.Image:
    """Above four phones in a row, below the wide ones in two rows of two."""
    phone_width = (SHOWN - 5 * GAP) // 4
    wide_width = (SHOWN - 3 * GAP) // 2
    phones = [shrunk(shots[(lane, scheme)], phone_width) for lane in LANES[:2] for scheme in SCHEMES]
    wide = [shrunk(shots[(lane, scheme)], wide_width) for lane in LANES[2:] for scheme in SCHEMES]
    whole = Image.new("RGB", (SHOWN, phones[0].height + 2 * wide[0].height + 4 * GAP), GREY)
    for place, one in enumerate(phones):
        whole.paste(one, (GAP + place * (phone_width + GAP), GAP))
    for place, one in enumerate(wide):
        x = GAP + (place % 2) * (wide_width + GAP)
        whole.paste(one, (x, phones[0].height + 2 * GAP + (place // 2) * (one.height + GAP)))
    return whole


def shrunk(picture: Image.Image, width: int) -> Image.Image:
    return picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)

"""What is done before a screen is opened, and after: what servers and people would do, in few words."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tests.web.house import makes_passkeys
from tests.web.screens.films import gallery
from tests.web.screens.people import Scene
from tests.web.screens.sheets import Step
from walkon.domain.take_words import words_of

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

TAKE = "ab" * 16
WHEN = "2026-01-01T12:00:00Z"


def button(page: Page, english: str, korean: str) -> Any:
    return page.get_by_role("button", name=re.compile(f"^({english}|{korean})")).first


def opens(english: str, korean: str) -> Step:
    """Presses a button, and waits for the sheet that it opens."""

    def step(page: Page) -> None:
        button(page, english, korean).click()
        page.locator("[role=dialog], [role=alertdialog], aside").first.wait_for()

    return step


def plays(page: Page) -> None:
    """A film is seen, and stands still."""
    page.wait_for_function("() => document.querySelector('article video')?.currentTime > 1.2")
    page.evaluate("document.querySelectorAll('video').forEach(one => { one.loop = false })")


def writes(english: str, korean: str) -> Step:
    def step(page: Page) -> None:
        korea = page.evaluate("document.documentElement.lang") == "ko"
        page.get_by_role("textbox").or_(page.get_by_role("combobox")).first.press_sequentially(
            korean if korea else english
        )
        page.get_by_role("option").first.wait_for()

    return step


def understood(english: str, korean: str) -> Step:
    def step(page: Page) -> None:
        korea = page.evaluate("document.documentElement.lang") == "ko"
        field = page.get_by_role("textbox").or_(page.get_by_role("combobox")).first
        field.fill(korean if korea else english)
        page.get_by_role("button", name=re.compile("^(Place|장소|곳)")).first.wait_for()

    return step


def chooses(english: str, korean: str) -> Step:
    def step(page: Page) -> None:
        understood(english, korean)(page)
        page.get_by_role("button", name=re.compile("^(Place|장소|곳)")).first.click()
        page.get_by_role("dialog").wait_for()

    return step


def checks(film: bytes) -> Step:
    def step(page: Page) -> None:
        page.locator("input[type=file]").set_input_files({"name": "film.mp4", "mimeType": "video/mp4", "buffer": film})
        page.get_by_role("button", name=re.compile("another|다른")).wait_for()

    return step


def signs_up(page: Page) -> None:
    """With a passkey, to the recovery codes."""
    makes_passkeys(page)
    korea = page.evaluate("document.documentElement.lang") == "ko"
    size = page.viewport_size or {"width": 0}
    page.get_by_role("textbox").first.fill(f"moa{'k' if korea else 'e'}{size['width']}")
    page.locator("form button[type=submit]").click()
    page.locator("li").first.wait_for()
    page.evaluate(INVENTED)


INVENTED = """
document.querySelectorAll('main li, ul li').forEach((one, at) => {
  one.textContent = `WALK-0N00-C0DE-00${10 + at}`
})
"""
"""Codes that open nothing."""


def without_camera(page: Page) -> None:
    page.locator("[role=radiogroup] label").nth(0).click()
    page.locator("label:has([role=switch])").click()
    page.get_by_role("button", name=re.compile("^(Go on|계속)$")).click()
    page.get_by_role("alert").wait_for()


def goes_offline(page: Page) -> None:
    """For the page only: its letters are fetched still, which a service worker would have kept."""
    page.locator("main li").first.wait_for()
    page.evaluate("Object.defineProperty(navigator, 'onLine', { get: () => false, configurable: true })")
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    page.locator("main [role=status] p").first.wait_for()


def answers(address: str, content: object) -> Step:
    """What the server would say."""

    def step(page: Page) -> None:
        page.route(address, lambda route: route.fulfill(json=content))

    return step


def fails(address: str) -> Step:
    def step(page: Page) -> None:
        korea = page.context.pages[0].evaluate("navigator.language").startswith("ko")
        detail = (
            "잠시 문제가 생겼습니다. 조금 뒤에 다시 해 주세요."
            if korea
            else "Something went wrong here. Please try again in a moment."
        )
        problem = {"type": "about:blank", "title": "unexpected", "status": 500, "code": "unexpected", "detail": detail}
        text = json.dumps(problem)
        page.route(address, lambda route: route.fulfill(status=500, content_type="application/problem+json", body=text))

    return step


def all_of(*steps: Step) -> Step:
    def step(page: Page) -> None:
        for one in steps:
            one(page)

    return step


def says_hello() -> Step:
    """The first film of a fresh cameo."""
    film = gallery("concert").film

    def step(page: Page) -> None:
        page.route(f"**/productions/{TAKE}", lambda route: route.fulfill(json={"id": TAKE, "state": "ready"}))
        page.route(f"**/productions/{TAKE}/film", lambda route: route.fulfill(content_type="video/mp4", body=film))

    return step


def portrait(scene: Scene) -> Step:
    def step(page: Page) -> None:
        page.route("**/me/cameo/portrait", lambda route: route.fulfill(content_type="image/jpeg", body=scene.portrait))

    return step


def at_work(scene: Scene) -> Step:
    """A worker draws the second shot."""
    film = scene.films["making"]
    far = {"busy": True, "stage": "draw", "share": 0.46, "seconds_left": 42, "shot": 1, "shots": 3, "picture_at": WHEN}

    def told(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(json={**answer.json(), **far})

    def step(page: Page) -> None:
        page.route(f"**/productions/{film}/progress", told)
        picture = scene.town.stills[1]
        page.route("**/preview*", lambda route: route.fulfill(content_type="image/jpeg", body=picture))

    return step


def judged(more: dict[str, Any]) -> Step:
    """A recording that was sent, and what came of it."""

    def step(page: Page) -> None:
        language = "ko" if page.evaluate("navigator.language").startswith("ko") else "en"
        reasons = more.get("reasons", [])
        take = {
            "id": TAKE,
            "state": "waiting",
            "reasons": reasons,
            "why": [{"code": code, "says": words_of(code, language), "course": "retry"} for code in reasons],
            "witnessed": True,
            "progress": None,
            "sent_at": WHEN,
            "judged_at": None,
            "note": "",
            **more,
            "review": REVIEW[language] if more.get("review") else None,
        }
        page.route("**/api/v1/me/takes", lambda route: route.fulfill(json=[take]))
        page.route(f"**/api/v1/me/takes/{TAKE}", lambda route: route.fulfill(json=take))

    return step


REVIEW = {
    language: {"explained": words, "asked_at": None, "erased_at": "2026-01-02T12:00:00Z"}
    for language, words in {
        "en": "A reviewer of this server sees and hears your recording. It is erased as soon as they have decided.",
        "ko": "이 서버의 검토자가 녹화를 보고 듣습니다. 결정하고 나면 바로 지워집니다.",
    }.items()
}

"""The list: every screen, in the states that look different."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tests.web.screens.films import gallery
from tests.web.screens.people import IDA, JUN, KEEPER, LEO, NOA, Scene
from tests.web.screens.sheets import Screen, Step
from walkon.domain.take_words import words_of

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

TAKE = "ab" * 16
WHEN = "2026-01-01T12:00:00Z"


def screens(scene: Scene) -> Iterator[Screen]:
    """Grouped by who sees them, so that a browser is opened once for each."""
    yield from _open(scene)
    yield from _feed(scene)
    yield from _making(scene)
    yield from _films(scene)
    yield from _asked(scene)
    yield from _mine(scene)
    yield from _others()
    yield from _new()
    yield from _desk(scene)
    yield from _troubles()


def _open(scene: Scene) -> Iterator[Screen]:
    yield Screen(name="welcome", path="/welcome")
    yield Screen(name="join", path="/join")
    yield Screen(name="codes", path="/join", then=signs_up, fresh=True)
    yield Screen(name="recover", path="/recover")
    yield Screen(name="check", path="/check")
    yield Screen(name="check-signed", path="/check", then=checks(scene.signed))
    altered = bytearray(scene.signed)
    altered[altered.index(b"mdat") + 200] ^= 1
    yield Screen(name="check-altered", path="/check", then=checks(bytes(altered)))
    yield Screen(name="shared-link", path=scene.link, waits="video")


def _feed(scene: Scene) -> Iterator[Screen]:
    yield Screen(name="feed", path="/", who=JUN, then=plays)
    yield Screen(name="feed-comments", path="/", who=JUN, then=opens("Comments", "댓글"))
    yield Screen(name="feed-share", path="/", who=JUN, then=opens("Share", "공유"))
    yield Screen(name="feed-more", path="/", who=JUN, then=opens("More", "더 보기"))
    yield Screen(name="watch", path=f"/watch/{scene.films['surf']}", who=JUN, then=plays)
    yield Screen(name="people", path="/people", who=JUN)
    yield Screen(name="person", path="/people/mina", who=JUN)
    yield Screen(name="person-ask", path="/people/haru", who=JUN, then=opens("Ask", "써도"))


def _making(scene: Scene) -> Iterator[Screen]:
    yield Screen(name="create", path="/create", who=JUN)
    yield Screen(name="create-mention", path="/create", who=JUN, then=writes("me and @", "나와 @"), fresh=True)
    whole = "me and @mina as astronauts on Mars, slow zoom. @mina says: Look at that light!"
    korean = "나와 @mina가 화성의 우주비행사, 천천히 줌인. @mina: 저 빛 좀 봐!"
    yield Screen(name="create-understood", path="/create", who=JUN, then=understood(whole, korean), fresh=True)
    yield Screen(name="create-choice", path="/create", who=JUN, then=chooses(whole, korean), fresh=True)
    film = scene.films["making"]
    yield Screen(name="making", path=f"/films/{film}", who=JUN, first=at_work(scene), waits="[role=progressbar]")


def _films(scene: Scene) -> Iterator[Screen]:
    yield Screen(name="films", path="/films", who=JUN)
    for name in ("ready", "shared"):
        yield Screen(name=f"film-{name}", path=f"/films/{scene.films[name]}", who=JUN, waits="video")
    for name in ("waiting", "refused", "withdrawn"):
        yield Screen(name=f"film-{name}", path=f"/films/{scene.films[name]}", who=JUN)
    yield Screen(name="film-answer", path=f"/films/{scene.films['asks']}", who=JUN)
    share = opens("Share", "공유하기")
    yield Screen(name="film-share", path=f"/films/{scene.films['shared']}", who=JUN, then=share, waits="video")


def _asked(scene: Scene) -> Iterator[Screen]:
    yield Screen(name="inbox", path="/inbox", who=JUN)
    yield Screen(name="inbox-allow", path="/inbox", who=JUN, then=opens("Allow", "허락하기"))
    yield Screen(name="inbox-refuse", path="/inbox", who=JUN, then=opens("Refuse", "거절하기"))
    yield Screen(name="inbox-film", path=f"/inbox/film/{scene.films['asks']}", who=JUN)
    yield Screen(name="films-with-me", path="/me/films", who=JUN)


def _mine(scene: Scene) -> Iterator[Screen]:
    face = portrait(scene)
    yield Screen(name="me", path="/me", who=JUN, first=face)
    yield Screen(name="cameo", path="/me/cameo", who=JUN, first=face)
    for name, path in (
        ("rules", "/me/cameo/rules"),
        ("access", "/me/access"),
        ("elsewhere", "/me/cameo/elsewhere"),
        ("withdraw", "/me/withdraw"),
        ("plan", "/me/plan"),
        ("reports", "/me/reports"),
        ("settings", "/settings"),
        ("notices", "/settings/notices"),
        ("security", "/settings/security"),
        ("tokens", "/settings/tokens"),
    ):
        yield Screen(name=name, path=path, who=JUN)


def _others() -> Iterator[Screen]:
    yield Screen(name="strikes", path="/me/strikes", who=NOA)
    accepted = judged({"state": "accepted"})
    yield Screen(name="record-accepted", path=f"/record?take={TAKE}", who=NOA, first=accepted)
    hello = all_of(accepted, says_hello())
    yield Screen(name="record-hello", path=f"/record?take={TAKE}&hello={TAKE}", who=NOA, first=hello, waits="video")
    yield Screen(name="withdrawn", path="/me/withdraw", who=LEO)


def _new() -> Iterator[Screen]:
    yield Screen(
        name="feed-empty", path="/", who=IDA, first=answers("**/api/v1/releases*", {"releases": [], "next": None})
    )
    yield Screen(name="inbox-empty", path="/inbox", who=IDA)
    yield Screen(name="films-empty", path="/films", who=IDA)
    yield Screen(name="record", path="/record", who=IDA)
    yield Screen(name="record-no-camera", path="/record", who=IDA, then=without_camera, fresh=True)
    for name, more in (
        ("processing", {"state": "waiting", "progress": {"stage": "likeness", "share": 0.62}}),
        ("refused", {"state": "refused", "reasons": ["light_late", "other_words"]}),
        ("again", {"state": "again", "reasons": ["too_dark", "too_far"]}),
        ("review", {"state": "needs_review", "reasons": ["no_light_code"], "review": True}),
    ):
        yield Screen(name=f"record-{name}", path=f"/record?take={TAKE}", who=IDA, first=judged(more))


def _desk(scene: Scene) -> Iterator[Screen]:
    yield Screen(name="desk", path="/desk", who=KEEPER)
    yield Screen(name="desk-film", path=f"/desk/films/{scene.films['desk']}", who=KEEPER)
    yield Screen(name="desk-report", path=f"/desk/reports/{scene.report}", who=KEEPER)
    yield Screen(name="desk-recording", path=f"/desk/takes/{scene.take}", who=KEEPER)
    for name, path in (
        ("admin", "/admin"),
        ("admin-person", "/admin/people/jun"),
        ("admin-invites", "/admin/invites"),
        ("admin-server", "/admin/server"),
        ("admin-audit", "/admin/audit"),
    ):
        yield Screen(name=name, path=path, who=KEEPER)


def _troubles() -> Iterator[Screen]:
    yield Screen(name="not-found", path="/there-is-nothing-here", who=JUN)
    yield Screen(name="error", path="/films", who=JUN, first=fails("**/api/v1/productions*"), waits="[role=alert]")
    yield Screen(name="offline", path="/people", who=JUN, then=goes_offline)


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
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
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

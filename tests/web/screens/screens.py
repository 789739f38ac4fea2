"""The list: every screen, in the states that look different."""

from __future__ import annotations

from collections.abc import Iterator

from tests.web.screens.people import IDA, JUN, KAI, KEEPER, LEO, NOA, Scene
from tests.web.screens.sheets import Screen
from tests.web.screens.steps import (
    TAKE,
    all_of,
    answers,
    at_work,
    checks,
    chooses,
    fails,
    goes_offline,
    judged,
    opens,
    plays,
    portrait,
    says_hello,
    signs_up,
    understood,
    without_camera,
    writes,
)


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
    yield Screen(name="strikes-appeal", path="/me/reports", who=NOA, then=opens("Appeal", "이의"))
    yield Screen(name="suspended", path="/me/strikes", who=KAI)
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
    yield Screen(name="desk-appeal", path=f"/desk/reports/{scene.appeal}", who=KEEPER)
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

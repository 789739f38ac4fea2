"""Everything the server knows of somebody, as one file for them.

Likeness and voice are not in it: they are sealed for this server, and travel by `api.parcels` only. Words of others
are in it as far as one may read them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import JsonValue, TypeAdapter

from walkon.actions.give_grant import NoCameo
from walkon.actions.readings import kept_of
from walkon.api import (
    cameos,
    channels,
    elsewhere,
    notices,
    passkeys,
    people,
    plans,
    portraits,
    productions,
    reports,
    responses,
    sessions,
    strikes,
    tokens,
)
from walkon.api.archive import Entry, archived
from walkon.api.callers import Me, Visitor
from walkon.api.films import PIECE
from walkon.api.forms import Form
from walkon.api.takes import TakeShown
from walkon.api.withdrawals import WithdrawalShown
from walkon.domain.errors import NotFound, NothingSealed
from walkon.domain.production import State
from walkon.domain.signing_in import Deed
from walkon.ports.store import Made, Page, Unit, What

router = APIRouter(tags=["people"])
_ARCHIVE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/zip": {"schema": {"type": "string", "contentMediaType": "application/zip"}}}}
}
_ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)
README = """Walkon

walkon.json        what the server knows of you: account, ways to sign in, cameo and its rules, permissions, requests,
                   productions of yours and with you, notices, reports, recordings and what became of them, withdrawals,
                   what you wrote and like, and what was written under your films
films/             your own films that are there
readings/          lines that you read yourself, by film and line
portrait.jpg       how your cameo looks
receipts/          what was signed when you withdrew a cameo; check one with `walkon check`
Your likeness and voice are not here: they are sealed. My cameo > On another server takes them to another one.

walkon.json        서버가 나에 대해 아는 모든 것: 계정, 로그인 방법, 카메오와 규칙, 허락, 요청, 내 작업과 내가 나오는 작업, 알림,
                   신고, 녹화와 그 결과, 철회 기록, 내가 쓴 댓글과 좋아요, 내 영상에 달린 댓글
films/             지금 있는 내 영상
readings/          내가 직접 읽은 대사, 영상과 대사 순서대로
portrait.jpg       내 카메오의 모습
receipts/          카메오를 철회할 때 서명된 영수증. `walkon check`로 확인할 수 있어요.
얼굴과 목소리 자체는 봉인되어 있어 여기에 들어 있지 않아요. 다른 서버로는 ‘내 카메오 > 다른 서버’에서 가져갈 수 있어요.
"""


class InviteKept(Form):
    """An invite of yours, without its code."""

    id: str
    made_at: datetime
    uses_left: int
    expires_at: datetime


class CommentKept(Form):
    """What you wrote, under which release."""

    production: str
    words: str
    at: datetime


class LikeKept(Form):
    """A release that you like."""

    production: str
    at: datetime


class ReadingKept(Form):
    """A line that you read yourself."""

    production: str
    place: int
    seconds: float
    made_at: datetime
    unsure: list[str]


@router.get("/me/export", operation_id="export_me", response_class=StreamingResponse, responses=_ARCHIVE)
def export(me: Me) -> StreamingResponse:
    """Everything this server knows of you, as a ZIP archive: JSON, your films, your portrait, your receipts."""
    me.may(Deed.EXPORT)
    known = _ANYTHING.dump_json(_known(me), indent=2)  # before anything is sent: what fails now is still told
    headers = {
        "Content-Disposition": f'attachment; filename="walkon-{me.now:%Y-%m-%d}.zip"',
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(archived(_entries(me, known), me.now), 200, headers, "application/zip")


def _entries(me: Visitor, known: bytes) -> Iterator[Entry]:
    yield Entry(name="README.txt", pieces=[README.encode()])
    yield Entry(name="walkon.json", pieces=[known])
    with suppress(NoCameo):
        yield Entry(name="portrait.jpg", pieces=[bytes(portraits.read_my_portrait(me).body)])
    for withdrawal in me.service.store.read(lambda unit: unit.withdrawals.all(account=me.account.id)):
        if withdrawal.receipt is not None:
            yield Entry(name=f"receipts/{withdrawal.id}.jws", pieces=[withdrawal.receipt.encode()])
    for reading in me.service.store.read(lambda unit: unit.own_readings.all(account=me.account.id)):
        with suppress(NothingSealed):
            reader = me.service.media.open(kept_of(reading))
            name = f"readings/{reading.production}-{reading.place}.wav"
            yield Entry(name=name, pieces=[reader.read(0, reader.size)])
    for film in me.service.store.read(lambda unit: list(_films(unit, me))):
        with suppress(NothingSealed):  # it ended meanwhile
            reader = me.service.media.open(film.kept)
            pieces = (reader.read(at, min(at + PIECE, reader.size)) for at in range(0, reader.size, PIECE))
            yield Entry(name=f"films/{film.production}.mp4", pieces=pieces)


def _films(unit: Unit, me: Visitor) -> Iterator[Made]:
    after: str | None = None
    while page := unit.productions.of(me.account.id, Page(limit=100, after=after)):
        for production in page:
            yield from unit.made.all(production=production.id, what=What.FILM)
        after = page[-1].id


def _known(me: Visitor) -> dict[str, JsonValue | Any]:
    """Each part as its own route shows it."""
    return {
        "exported_at": me.now,
        "account": people.read_me(me),
        "plan": plans.read_plan(me),
        "sessions": sessions.list_sessions(me),
        "passkeys": passkeys.list_passkeys(me),
        "accounts_elsewhere": elsewhere.listing(me),
        "tokens": tokens.list_tokens(me),
        "following": _all(lambda after: people.list_following(me, after), "people"),
        "blocked": _all(lambda after: people.list_blocked(me, after), "people"),
        "cameo": _or_none(lambda: cameos.read_my_cameo(me)),
        "permissions": _or_none(lambda: cameos.list_grants(me)),
        "requests_received": _all(lambda after: cameos.list_requests(me, "received", after), "requests"),
        "requests_sent": _all(lambda after: cameos.list_requests(me, "sent", after), "requests"),
        "productions": _all(lambda after: productions.list_productions(me, after), "productions"),
        "productions_with_me": _all(lambda after: productions.list_with_me(me, after), "productions"),
        "notices": _all(lambda after: notices.list_notices(me, after), "notices"),
        "notice_rules": notices.list_rules(me),
        "browsers_for_push": channels.list_pushes(me),
        "mail": channels.read_mail(me),
        "reports": reports.my_reports(me),
        "rulings": reports.my_rulings(me),
        "strikes": strikes.my_strikes(me),
        "comments_under_my_films": _comments(me),
        **me.service.store.read(lambda unit: _records(unit, me)),
    }


def _records(unit: Unit, me: Visitor) -> dict[str, Any]:
    """What no route lists."""
    return {
        "recordings": [TakeShown.of(take, me.account.language) for take in unit.takes.all(account=me.account.id)],
        "readings": [
            ReadingKept(
                production=one.production,
                place=one.place,
                seconds=one.seconds,
                made_at=one.made_at,
                unsure=list(one.doubts),
            )
            for one in unit.own_readings.all(account=me.account.id)
        ],
        "withdrawals": [WithdrawalShown.of(one) for one in unit.withdrawals.all(account=me.account.id)],
        "invites": [
            InviteKept(id=one.id, made_at=one.made_at, uses_left=one.uses_left, expires_at=one.expires_at)
            for one in unit.invites.all(made_by=me.account.id)
        ],
        "comments": [
            CommentKept(production=one.production, words=one.words, at=one.at)
            for one in unit.responses.comments_by(me.account.id)
        ],
        "likes": [LikeKept(production=one.production, at=one.at) for one in unit.responses.likes_by(me.account.id)],
    }


def _comments(me: Visitor) -> dict[str, list[Any]]:
    """What was written under one's own releases, as one reads it, by release."""
    found: dict[str, list[Any]] = {}
    for production in _all(lambda after: productions.list_productions(me, after), "productions"):
        if production.state is State.RELEASED:

            def page(after: str | None, id: str = production.id) -> responses.Comments:
                return responses.list_comments(id, me, after)

            if comments := _all(page, "comments"):
                found[production.id] = comments
    return found


def _all(page: Callable[[str | None], Form], name: str) -> list[Any]:
    """Every item of a list that comes in pages."""
    found: list[Any] = []
    after: str | None = None
    while True:
        shown = page(after)
        found += getattr(shown, name)
        after = getattr(shown, "after")  # noqa: B009  each page has one, and they share no base
        if after is None:
            return found


def _or_none(look: Callable[[], Any]) -> Any:
    try:
        return look()
    except NotFound:
        return None

"""The inbox, and which notices reach somebody by which ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from walkon.api.callers import Me, Visitor
from walkon.api.etags import IfMatch, require_unchanged
from walkon.api.forms import Form
from walkon.api.paging import After, Limit, page_of
from walkon.domain.errors import BadInput
from walkon.domain.ids import AccountId, NoticeId, ProductionId
from walkon.domain.notices import Channel, Event, Filed, channels
from walkon.domain.production import SEEN_BY_CAST, Production, State
from walkon.domain.signing_in import Deed
from walkon.ports.store import Profile, Unit

router = APIRouter(tags=["notices"])
WORDS = 120  # characters of a sentence


class BadPlace(BadInput):
    """A list is to go on after something that is no place in it."""

    code = "bad_place"
    en = "This list has no such place to go on from."
    ko = "이 목록에는 그런 위치가 없습니다."


class FilmNamed(Form):
    """A production that a notice is about, for its owner and its people; `words` are the beginning of its sentence."""

    owner: str
    words: str
    state: State
    why: list[str]


class NoticeShown(Form):
    """One thing you were told. What it names is looked up by its id, and seen as far as you may see it."""

    id: int
    event: Event
    at: datetime
    by: str | None
    production: str | None
    request: str | None
    film: FilmNamed | None
    read: bool


class Inbox(Form):
    """A page of notices; `after` is what to ask for next."""

    notices: list[NoticeShown]
    unread: int
    after: str | None


class ReadUpTo(Form):
    """Everything up to this one has been read."""

    id: Annotated[int, Field(ge=0, le=2**31 - 1)]


class Rule(Form):
    """Whether an event is told by a channel. `available` says whether this server has it, and is ignored when sent."""

    event: Event
    channel: Channel
    wanted: bool
    available: bool = True


@router.get("/notices", operation_id="list_notices")
def list_notices(me: Me, after: After = None, limit: Limit = 50) -> Inbox:
    """Your inbox, the newest first."""
    me.may(Deed.LOOK)
    if after is not None and not (after.isascii() and after.isdigit() and len(after) < 10):
        raise BadPlace

    def look(unit: Unit) -> Inbox:
        found = unit.notices.latest(me.account.id, page_of(after, limit))
        return Inbox(
            notices=shown(unit, me.account.id, found),
            unread=unit.notices.unread(me.account.id),
            after=str(found[-1].id) if len(found) == limit else None,
        )

    return me.service.store.read(look)


@router.post("/notices/read", status_code=204, operation_id="read_notices")
def read_notices(form: ReadUpTo, me: Me) -> None:
    """Mark notices as read, up to one."""
    me.may(Deed.ANSWER_REQUEST)
    me.service.store.write(lambda unit: unit.notices.read(me.account.id, NoticeId(form.id), me.now))


@router.get("/me/notice-rules", operation_id="list_notice_rules")
def list_rules(me: Me) -> list[Rule]:
    """How each event reaches you. The inbox cannot be turned off."""
    me.may(Deed.LOOK)
    return me.service.store.read(lambda unit: _rules(unit, me))


@router.put("/me/notice-rules", status_code=204, operation_id="choose_notice_rules")
def choose_rules(form: Annotated[list[Rule], Field(max_length=200)], me: Me, if_match: IfMatch = None) -> None:
    """Choose anew; what is not named is as it is by default."""
    me.may(Deed.CHANGE_CAMEO)
    chosen: dict[tuple[Event, Channel], bool] = {
        (rule.event, rule.channel): rule.wanted for rule in form if rule.channel is not Channel.INBOX
    }

    def change(unit: Unit) -> None:
        require_unchanged(if_match, _rules(unit, me))
        unit.notices.choose(me.account.id, chosen)

    me.service.store.write(change)


def _rules(unit: Unit, me: Visitor) -> list[Rule]:
    rules = unit.notices.rules(me.account.id)
    offered = me.service.reach.offered | {Channel.INBOX}
    return [
        Rule(event=event, channel=channel, wanted=channel in channels(event, rules), available=channel in offered)
        for event in Event
        for channel in Channel
    ]


def shown(unit: Unit, reader: AccountId, filed: Sequence[Filed]) -> list[NoticeShown]:
    """Notices of one reader, with the handles of whoever did it, and what they are about."""
    named = {one.notice.production for one in filed if one.notice.production is not None}
    profile, found = unit.profiles.of(reader), unit.productions.among(named)
    films = {id: film for id, film in found.items() if _whole(film, reader, profile)}
    people = unit.accounts.among(
        {one.notice.by for one in filed if one.notice.by is not None} | {film.owner for film in films.values()}
    )
    names = {account: person.handle.name for account, person in people.items()}
    return [_shown(one, films, names) for one in filed]


def _whole(film: Production, reader: AccountId, profile: Profile | None) -> bool:
    """Whether somebody sees what was typed for it."""
    in_it = profile is not None and profile.cameo in film.people and film.state in SEEN_BY_CAST
    return film.owner == reader or in_it


def _shown(filed: Filed, films: Mapping[ProductionId, Production], names: Mapping[AccountId, str]) -> NoticeShown:
    notice = filed.notice
    film = None if notice.production is None else films.get(notice.production)
    return NoticeShown(
        id=filed.id,
        event=notice.event,
        at=notice.at,
        by=None if notice.by is None else names.get(notice.by),
        production=notice.production,
        request=notice.request,
        film=None if film is None else _named(film, names),
        read=filed.read_at is not None,
    )


def _named(film: Production, names: Mapping[AccountId, str]) -> FilmNamed:
    words = film.prompt if len(film.prompt) <= WORDS else film.prompt[: WORDS - 1].rstrip() + "…"
    return FilmNamed(owner=names.get(film.owner, ""), words=words, state=film.state, why=list(film.why))

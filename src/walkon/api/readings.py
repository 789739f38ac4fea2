"""The lines of a film, and reading one's own oneself: recorded once, heard again, taken back."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from walkon.actions import quotas, readings
from walkon.actions.forget import begun
from walkon.api.callers import Me, Visitor
from walkon.api.etags import ChangedMeanwhile
from walkon.api.films import sent
from walkon.api.forms import Form
from walkon.api.making import among_its_people
from walkon.api.once import once
from walkon.api.problem import language_of
from walkon.domain.captions import usual_seconds
from walkon.domain.capture import Language
from walkon.domain.ids import ProductionId, UploadId
from walkon.domain.production import Production
from walkon.domain.readings import (
    LARGEST,
    READ_WHILE,
    Doubt,
    NotOnThisEngine,
    NotReadNow,
    NotSound,
    OwnReading,
    ReadingRefused,
    Unfit,
    judged,
    lines_of,
    room,
    words_mark,
)
from walkon.domain.signing_in import Deed
from walkon.ports.store import Unit

router = APIRouter(tags=["productions"])
_KINDS = ("audio/webm", "audio/mp4", "audio/ogg", "audio/wav", "application/octet-stream")
_BYTES = {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}
_READING = {"requestBody": {"required": True, "content": dict.fromkeys(_KINDS, _BYTES)}}
_SOUND: dict[int | str, dict[str, Any]] = {
    200: {"description": "The whole reading.", "content": {"audio/wav": _BYTES}},
    206: {"description": "The part that `Range` asked for.", "content": {"audio/wav": _BYTES}},
}


class ReadingShown(Form):
    """What you read: how long it is, and what of it a person has to listen to before the film is ready, in words."""

    seconds: float
    made_at: datetime
    unsure: list[Doubt]
    why: list[str]


class FilmLine(Form):
    """A line of a film; `place` 0 is the first. It usually takes `seconds`, and has `room` for so many.

    `mine`: you speak it. `can_read`: you can read it yourself now; else `why_not` says why. `read`: its speaker has read
    it; `reading` is what you did. `earlier`: you read exactly these words for another film, and can use that here.
    `words` stands for who says what: a recording that names it is refused where the line has other words by then.
    """

    place: int
    handle: str
    text: str
    language: Language
    seconds: float
    room: float
    words: str
    mine: bool
    can_read: bool
    why_not: str | None
    read: bool
    reading: ReadingShown | None
    earlier: bool


class FilmLines(Form):
    """Every line of a film, in the order in which they are said."""

    lines: list[FilmLine]


@router.get("/productions/{production}/lines", operation_id="list_lines")
def list_lines(production: str, me: Me, request: Request) -> FilmLines:
    """What is said in a production, by whom, and who reads it themself; for its owner and its people."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> FilmLines:
        found = among_its_people(unit, me, production)
        return FilmLines(lines=_lines(unit, me, found, language_of(request)))

    return me.service.store.read(look)


@router.put("/productions/{production}/lines/{place}/reading", operation_id="read_line", openapi_extra=_READING)
async def read_line(
    production: str,
    place: int,
    request: Request,
    me: Me,
    words: Annotated[str | None, Query(max_length=64, description="`words` of the line that was read")] = None,
) -> FilmLine:
    """Read your own line: a recording of it, 15 seconds at the most, as a browser makes it. Put again, it is replaced."""
    me.may(Deed.ANSWER_REQUEST)
    me.by_themself()
    data = await request.body()
    return await run_in_threadpool(_read, me, ProductionId(production), place, words, data, language_of(request))


@router.get(
    "/productions/{production}/lines/{place}/reading",
    operation_id="hear_reading",
    response_class=Response,
    responses=_SOUND,
)
def hear_reading(production: str, place: int, me: Me, range: Annotated[str | None, Header()] = None) -> Response:
    """What you read, as it will be heard; for you alone."""
    me.may(Deed.LOOK)
    me.by_themself()
    found = me.service.store.read(lambda unit: readings.mine(unit, me.account, ProductionId(production), place))
    reader = me.service.media.open(readings.kept_of(found))
    return sent(reader, range, {"ETag": f'"{found.sha256[:32]}"'}, "audio/wav")


@router.delete("/productions/{production}/lines/{place}/reading", status_code=204, operation_id="take_reading_back")
def take_back(production: str, place: int, me: Me) -> Response:
    """Destroy what you read; your made voice speaks the line. While the film is made with it, say no to the film."""
    me.may(Deed.ANSWER_REQUEST)
    me.by_themself()
    me.service.store.write(lambda unit: readings.take_back(unit, me.account, ProductionId(production), place, me.now))
    return Response(status_code=204)


@router.post("/productions/{production}/lines/{place}/reading/again", operation_id="read_line_again")
def read_again(production: str, place: int, me: Me, request: Request) -> FilmLine:
    """Let what you read for exactly these words in another film be heard in this one, too."""
    me.may(Deed.ANSWER_REQUEST)
    me.by_themself()
    wanted, language = ProductionId(production), language_of(request)

    def change(unit: Unit) -> FilmLine:
        readings.read_again(unit, me.account, wanted, place, me.service.desk, me.now)
        return _line_of(unit, me, wanted, place, language)

    return once(me, FilmLine, change)


def _read(me: Visitor, production: ProductionId, place: int, words: str | None, data: bytes, language: str) -> FilmLine:
    """Listened to, judged, sealed, and from then on heard."""
    service = me.service

    def look(unit: Unit) -> readings.Reading:
        found = readings.may_read(unit, me.account, production, place, service.desk)
        quotas.require_bytes(unit, me.account, len(data), service.allowances, me.now)
        return found

    of = service.store.read(look)
    if words is not None and words != words_mark(of.line):
        raise ChangedMeanwhile
    if service.hear is None or not 0 < len(data) <= LARGEST:
        raise NotSound
    service.store.write(
        lambda unit: quotas.count_upload(unit, me.account.id, UploadId(secrets.token_hex(16)), len(data), me.now)
    )
    heard = service.hear(data, of.line, of.cameo)
    verdict = judged(heard.heard, of.line, of.room, somebody_listens=of.somebody_listens)
    if isinstance(verdict, Unfit):
        raise ReadingRefused(reasons=verdict.reasons, heard=heard.heard.seconds, room=of.room)
    with begun(service.store, f"readings/{production}/{place}-{secrets.token_hex(8)}", me.now) as erasure:
        kept = service.media.put(erasure.name, [heard.sound])

        def change(unit: Unit) -> FilmLine:
            now = service.clock.now()
            readings.keep(unit, me.account, of, verdict, kept, heard.heard.seconds, service.desk, now)
            return _line_of(unit, me, production, place, language)

        return service.store.write(change)


def _line_of(unit: Unit, me: Visitor, production: ProductionId, place: int, language: str) -> FilmLine:
    return _lines(unit, me, among_its_people(unit, me, production), language)[place]


def _lines(unit: Unit, me: Visitor, production: Production, language: str) -> list[FilmLine]:
    plan = production.plan
    if plan is None:
        return []
    profile = unit.profiles.of(me.account.id)
    heard = readings.heard_in(unit, production)
    lengths = {place: one.seconds for place, one in heard.items()}
    shown = []
    for place, line in enumerate(lines_of(plan)):
        mine = profile is not None and line.person == me.account.handle and profile.cameo in production.cast
        reading = heard.get(place)
        earlier = [] if profile is None or not mine else readings.earlier_of(unit, me.account.id, line, profile.cameo)
        others = {at: seconds for at, seconds in lengths.items() if at != place}
        why_not = _why_not(production, language, mine=mine)
        shown.append(
            FilmLine(
                place=place,
                handle=line.person.name,
                text=line.text,
                language=line.language,
                seconds=round(usual_seconds(line.text), 2),
                room=round(room(plan, place, others), 2),
                words=words_mark(line),
                mine=mine,
                can_read=mine and why_not is None,
                why_not=why_not,
                read=reading is not None,
                reading=_shown(reading, language) if mine and reading is not None else None,
                earlier=reading is None and any(one.production != production.id for one in earlier),
            )
        )
    return shown


def _why_not(production: Production, language: str, *, mine: bool) -> str | None:
    if not mine:
        return None
    if not readings.on_this_engine(production):
        return NotOnThisEngine(engine=production.use.engine).sentence(language)
    return None if production.state in READ_WHILE else NotReadNow().sentence(language)


def _shown(reading: OwnReading, language: str) -> ReadingShown:
    doubts = [Doubt(doubt) for doubt in reading.doubts]
    return ReadingShown(
        seconds=round(reading.seconds, 2),
        made_at=reading.made_at,
        unsure=doubts,
        why=[doubt.sentence(language) for doubt in doubts],
    )

"""Lines that people read themselves: who may read which now, what is kept of it, and when it goes.

Rules: `domain.readings`. What was read lies sealed as a film does; this file moves its key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from walkon.actions.answer_video import in_cast
from walkon.actions.fit_reviewers import everybody_fit, people_of
from walkon.actions.forget import forget_reading
from walkon.domain.desk import DeskRules
from walkon.domain.engines import EMBEDDED
from walkon.domain.grants import Where
from walkon.domain.ids import AccountId, CameoId, ProductionId
from walkon.domain.people import Account
from walkon.domain.plan import Line
from walkon.domain.production import Production, State
from walkon.domain.readings import (
    BEING_MADE,
    READ_WHILE,
    Fits,
    NoSuchLine,
    NotOnThisEngine,
    NotReadNow,
    NotYourLine,
    OwnReading,
    ReadingInUse,
    is_for,
    lines_of,
    refitted,
    room,
    words_mark,
)
from walkon.ports.media import Kept
from walkon.ports.store import Erasure, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A line that somebody may read now: `room` seconds are there for it, and whether somebody could listen to a doubt."""

    production: ProductionId
    place: int
    line: Line
    cameo: CameoId
    room: float
    somebody_listens: bool


def may_read(unit: Unit, me: Account, production: ProductionId, place: int, rules: DeskRules) -> Reading:
    """What `me` needs to read a line, if it is theirs to read.

    Raises `NotYours`, `NoSuchLine`, `NotYourLine`, `NotReadNow`, `NotOnThisEngine`.
    """
    found, cameo = _with_me(unit, me, production)
    line = _line(found, place)
    if line.person != me.handle or cameo not in found.cast:
        raise NotYourLine(handle=str(line.person))
    if found.state not in READ_WHILE:
        raise NotReadNow
    if not on_this_engine(found):
        raise NotOnThisEngine(engine=found.use.engine)
    assert found.plan is not None  # noqa: S101  a line was found in it
    others = {one.place: one.seconds for one in unit.own_readings.all(production=found.id) if one.place != place}
    return Reading(
        production=found.id,
        place=place,
        line=line,
        cameo=cameo,
        room=room(found.plan, place, others),
        somebody_listens=bool(everybody_fit(unit, people_of(unit, found), rules)),
    )


def on_this_engine(production: Production) -> bool:
    """Whether a reading would be heard: other engines speak by themselves."""
    return (production.use.engine, production.use.where) == (EMBEDDED, Where.HERE)


def keep(
    unit: Unit, me: Account, of: Reading, fits: Fits, kept: Kept, seconds: float, rules: DeskRules, now: datetime
) -> OwnReading:
    """A reading that fits is heard from now on, in place of an earlier one; whoever sealed it takes its erasure back.

    Raises what `may_read` raises, and `NotReadNow` where the line has other words by now.
    """
    again = may_read(unit, me, of.production, of.place, rules)
    if words_mark(again.line) != words_mark(of.line) or again.cameo != of.cameo:
        raise NotReadNow
    reading = OwnReading(
        production=of.production,
        place=of.place,
        account=me.id,
        cameo=of.cameo,
        words=words_mark(of.line),
        seconds=seconds,
        made_at=now,
        name=kept.name,
        size=kept.size,
        sha256=kept.sha256,
        doubts=tuple(doubt.value for doubt in fits.doubts),
        wrapped_key=kept.wrapped_key,
    )
    _replace(unit, reading, now)
    unit.erasures.remove(Erasure(name=kept.name, due_at=now))
    return reading


def read_again(
    unit: Unit, me: Account, production: ProductionId, place: int, rules: DeskRules, now: datetime
) -> OwnReading:
    """What `me` read for the same words before is heard here, too. Raises what `may_read` raises, `NoSuchLine` besides."""
    of = may_read(unit, me, production, place, rules)
    earlier = [one for one in earlier_of(unit, me.id, of.line, of.cameo) if one.production != of.production]
    if not earlier or earlier[0].seconds > of.room or (earlier[0].doubts and not of.somebody_listens):
        raise NoSuchLine
    reading = replace(earlier[0], production=of.production, place=place)
    _replace(unit, reading, now)
    return reading


def earlier_of(unit: Unit, account: AccountId, line: Line, cameo: CameoId) -> list[OwnReading]:
    """What somebody read for exactly these words, the newest first."""
    found = [one for one in unit.own_readings.all(account=account, words=words_mark(line)) if one.cameo == cameo]
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def carry(unit: Unit, me: Account, sources: Iterable[ProductionId], after: Production) -> int:
    """Lines of `me` that stay in a film made from others keep what `me` read for them; gives how many.

    `me` is who makes it. Others in it are asked anew, and read again or say that theirs may be heard again.
    """
    profile = unit.profiles.of(me.id)
    if profile is None or after.plan is None or after.state not in READ_WHILE or not on_this_engine(after):
        return 0
    if profile.cameo not in after.cast:
        return 0
    wanted = set(sources)
    count = 0
    for place, line in enumerate(lines_of(after.plan)):
        if line.person != me.handle:
            continue
        mine = [one for one in earlier_of(unit, me.id, line, profile.cameo) if one.production in wanted]
        if mine and mine[0].seconds <= room(after.plan, place, {}):
            unit.own_readings.add(replace(mine[0], production=after.id, place=place))
            count += 1
    return count


def take_back(unit: Unit, me: Account, production: ProductionId, place: int, now: datetime) -> None:
    """It goes; the line is spoken by the made voice. Raises `NotYours`, `NoSuchLine`, `ReadingInUse`."""
    reading = mine(unit, me, production, place)
    found = unit.productions.get(production)
    if found is not None and found.state in BEING_MADE:
        raise ReadingInUse
    forget_reading(unit, reading, now)


def mine(unit: Unit, me: Account, production: ProductionId, place: int) -> OwnReading:
    """What `me` read. Raises `NotYours`, `NoSuchLine`."""
    found, _cameo = _with_me(unit, me, production)
    _line(found, place)
    reading = unit.own_readings.find(production=found.id, place=place)
    if reading is None or reading.account != me.id:
        raise NoSuchLine
    return reading


def heard_in(unit: Unit, production: Production) -> dict[int, OwnReading]:
    """The readings that are heard in a film as it is now, by place: of its lines, by those who speak them."""
    if production.plan is None or not on_this_engine(production):
        return {}
    lines = lines_of(production.plan)
    speakers = unit.profiles.among(production.cast)
    found = {}
    for one in unit.own_readings.all(production=production.id):
        speaker = speakers.get(one.cameo)
        if speaker is None or speaker.owner != one.account or one.place >= len(lines):
            continue
        if is_for(one, lines[one.place], speaker.handle, speaker.cameo):
            found[one.place] = one
    return found


def refit(unit: Unit, production: Production, now: datetime) -> None:
    """After its words became others: readings go where their lines are, and those of lines that are gone go."""
    before = unit.own_readings.all(production=production.id)
    kept, void = refitted(before, production.plan)
    stays = {one.name for one in kept}
    for one in before:
        unit.own_readings.remove(one)
    for one in kept:
        unit.own_readings.add(one)
    for one in void:
        if one.name not in stays and not unit.own_readings.all(name=one.name):
            unit.erasures.add(Erasure(name=one.name, due_at=now))


def _replace(unit: Unit, reading: OwnReading, now: datetime) -> None:
    before = unit.own_readings.find(production=reading.production, place=reading.place)
    if before is not None:
        forget_reading(unit, before, now)
    unit.own_readings.add(reading)


def _with_me(unit: Unit, me: Account, production: ProductionId) -> tuple[Production, CameoId]:
    """A production that `me` is in and may know of: from the asking on, or from its beginning where it is theirs.

    Raises `NotYours`.
    """
    found, profile = unit.productions.get(production), unit.profiles.of(me.id)
    if found is not None and profile is not None and found.owner == me.id and found.state is not State.DRAFT:
        return found, profile.cameo
    return in_cast(unit, me, production)


def _line(production: Production, place: int) -> Line:
    lines = () if production.plan is None else lines_of(production.plan)
    if not 0 <= place < len(lines):
        raise NoSuchLine
    return lines[place]


def kept_of(reading: OwnReading) -> Kept:
    """How a reading is opened."""
    return Kept(name=reading.name, size=reading.size, sha256=reading.sha256, wrapped_key=reading.wrapped_key)

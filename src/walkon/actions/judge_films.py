"""Reviewers and films: those a server sends to a person before they are ready, and those somebody reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from walkon.actions.advance import advance
from walkon.actions.audited import has_open, has_opened, note
from walkon.actions.consent_of import ask
from walkon.actions.fit_reviewers import call_reviewers, fit, must_fit, people_of
from walkon.actions.rule_reports import may_decide
from walkon.actions.stop_uses import end
from walkon.actions.tell import tell_people_of
from walkon.domain.audit import Act
from walkon.domain.consent import Allowed, Gate
from walkon.domain.desk import (
    OPEN_FOR,
    Answer,
    DeskRules,
    Fit,
    Ground,
    Matter,
    NoSuchCase,
    OpenFirst,
    Opinion,
    opinion,
    why_review,
)
from walkon.domain.ids import ProductionId
from walkon.domain.notices import Event
from walkon.domain.people import Account
from walkon.domain.production import SHOWN, NotNow, Production, State, moved
from walkon.ports.store import Made, Unit, What

A_MOMENT = timedelta(seconds=1)  # what came this instant is listed, too


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmCase:
    """A film at the desk, and who asks to decide about it."""

    film: Production
    fit: Fit


def after_review(
    unit: Unit,
    production: Production,
    rules: DeskRules,
    faults: Sequence[str],
    now: datetime,
    readings: Sequence[Sequence[str]] = (),
) -> Production:
    """A film that the automatic review let through, or is in doubt about: on, or to a person first. `readings`: what is
    doubtful about each line that somebody read themself.
    """
    if production.state is not State.REVIEWING:
        return production
    why = why_review(rules, production.kinds, faults, readings)
    if not why:
        return advance(unit, production, now)
    after = moved(production, State.WAITING_FOR_REVIEWER, now, why)
    if not unit.productions.save(after, production.state):
        raise NotNow(state=production.state.value)
    note(unit, Act.LEFT_TO_DESK, after.id, now, about=after.owner)
    call_reviewers(unit, people_of(unit, after), rules, now, production=after.id)
    tell_people_of(unit, after, Event.FILM_IN_REVIEW, now, owner=True, cast=True)
    return after


def waiting(unit: Unit, me: Account, rules: DeskRules, now: datetime) -> list[Production]:
    """What `me` may decide, the longest waiting first."""
    found = unit.productions.in_states(frozenset({State.WAITING_FOR_REVIEWER}), now + A_MOMENT)
    return [film for film in found if isinstance(fit(unit, me, people_of(unit, film), rules), Fit)]


def case(unit: Unit, me: Account, rules: DeskRules, production: ProductionId) -> FilmCase:
    """One of them. Raises `NoSuchCase`."""
    found = unit.productions.get(production)
    if found is None or found.state is not State.WAITING_FOR_REVIEWER:
        raise NoSuchCase
    return FilmCase(film=found, fit=must_fit(unit, me, people_of(unit, found), rules))


def seen(unit: Unit, me: Account, rules: DeskRules, production: ProductionId, now: datetime) -> Production:
    """A film that `me` may look at: one of those, or a release under a report that is theirs to decide.

    Its people's consent to its review is asked anew. Raises `NoSuchCase`.
    """
    found = unit.productions.get(production)
    if found is not None and found.state is State.WAITING_FOR_REVIEWER:
        must_fit(unit, me, people_of(unit, found), rules)
        if isinstance(ask(unit, found, Gate.REVIEW, now), Allowed):
            return found
    if found is not None and found.state in SHOWN and _reported(unit, me, rules, production, now):
        return found
    raise NoSuchCase


def open_film(unit: Unit, me: Account, rules: DeskRules, production: ProductionId, now: datetime) -> datetime:
    """It is open to `me` until then, and that is written down. Raises `NoSuchCase`."""
    found = seen(unit, me, rules, production, now)
    note(unit, Act.OPENED_FILM, found.id, now, actor=me.id, about=found.owner)
    return now + OPEN_FOR


def opened(
    unit: Unit, me: Account, rules: DeskRules, production: ProductionId, what: What, place: int, now: datetime
) -> Made:
    """What was made, for who has opened it. Raises `NoSuchCase`, `OpenFirst`."""
    found = seen(unit, me, rules, production, now)
    if not has_open(unit, Act.OPENED_FILM, found.id, me.id, now):
        raise OpenFirst
    made = unit.made.find(production=found.id, what=what, place=place)
    if made is None:
        raise NoSuchCase
    return made


def say(
    unit: Unit,
    me: Account,
    rules: DeskRules,
    production: ProductionId,
    answer: Answer,
    grounds: Iterable[Ground],
    words: str,
    now: datetime,
) -> Production:
    """What `me` says, who has looked at it. After a yes everybody's consent is asked again and it goes on; after a no it
    ends. Its people are told either way.

    Raises `NoSuchCase`, `OpenFirst`, `BadGrounds`, `MessageTooLong`, `NotNow`.
    """
    found = case(unit, me, rules, production)
    film = found.film
    said = opinion(Matter.FILM, film.id, found.fit, answer, grounds, words, film.why, now)
    if not has_opened(unit, Act.OPENED_FILM, film.id, me.id):
        raise OpenFirst
    for earlier in unit.opinions.all(matter=Matter.FILM, subject=film.id):
        unit.opinions.remove(earlier)
    unit.opinions.add(said)
    tell_people_of(unit, film, Event.FILM_REVIEWED, now, owner=True, cast=True)
    if answer is Answer.NO:
        note(unit, Act.REFUSED_FILM, film.id, now, actor=me.id, about=film.owner)
        end(unit, film, now, said.grounds)
        return unit.productions.get(film.id) or film
    note(unit, Act.ACCEPTED_FILM, film.id, now, actor=me.id, about=film.owner)
    back = moved(film, State.REVIEWING, now)
    if not unit.productions.save(back, film.state):
        raise NotNow(state=film.state.value)
    return advance(unit, back, now)


def said_of(unit: Unit, production: ProductionId) -> Opinion | None:
    """What a reviewer said of a film last."""
    words = unit.opinions.all(matter=Matter.FILM, subject=production)
    return words[-1] if words else None


def _reported(unit: Unit, me: Account, rules: DeskRules, production: ProductionId, now: datetime) -> bool:
    return any(may_decide(unit, me, report, rules, now) for report in unit.reports.all(subject=production))

"""What a worker does: stills and films are drawn, reviewed, signed and sealed; consent is asked again and again meanwhile.

A job holds ids only. Whatever a job finds changed since it was put (another state, a later attempt, a no) makes it void: it
ends without a word, and nothing of it is kept. A job that runs again after a crash begins anew under another name.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from walkon.actions.advance import advance
from walkon.actions.become_of import remember
from walkon.actions.forget import begun, forget, forget_how_far
from walkon.actions.judge_films import after_review
from walkon.actions.stop_uses import end
from walkon.actions.tell import tell_people_of
from walkon.actions.watch import Void, Watch
from walkon.domain.captions import webvtt
from walkon.domain.consent import Gate
from walkon.domain.desk import DeskRules, only_doubts
from walkon.domain.errors import Broken, NothingSealed, Passing, WalkonError
from walkon.domain.grants import Where
from walkon.domain.how_far import REVIEW
from walkon.domain.ids import CameoId, Handle
from walkon.domain.notices import Event
from walkon.domain.plan import Plan
from walkon.domain.production import NotNow, Production, State, moved
from walkon.domain.provenance import Claims, Ingredient, consent_record, hidden, production_mark
from walkon.domain.readings import OwnReading
from walkon.ports.jobs import Job, Task
from walkon.ports.making import Engine, Rendered, SignFilm
from walkon.ports.media import Kept, Media
from walkon.ports.reaching import Seals
from walkon.ports.store import Erasure, Made, Store, Unit, What
from walkon.ports.vault import CameoVault
from walkon.ports.world import Clock


class Review(Protocol):
    """Who is seen in a film that should not be, and who should be and is not; codes of what is wrong."""

    def __call__(self, film: bytes, plan: Plan, cast: Mapping[Handle, CameoId]) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """The rooms a worker has. `monotonic` counts seconds; `hosted` are the engines that somebody else runs."""

    store: Store
    vault: CameoVault
    media: Media
    engines: Mapping[str, Engine]
    review: Review
    sign: SignFilm
    clock: Clock
    monotonic: Callable[[], float]
    hosted: frozenset[str] = frozenset()
    desk: DeskRules = field(default_factory=DeskRules)
    seals: Seals | None = None  # of pictures for those who wait; None: there are none


class EngineAway(Broken):
    """No worker here has this engine."""

    code = "engine_away"
    en = "The engine “{engine}” is not here now."
    ko = "“{engine}” 엔진을 지금 쓸 수 없습니다."


def carry_out(workshop: Workshop, job: Job) -> State:
    """Do one job; gives the state in which the production is afterwards. Doing it twice is fine.

    Raises `Passing`, and nothing else: another try may go well.
    """
    try:
        match job.task:
            case Task.STORYBOARD:
                return _storyboard(workshop, job)
            case Task.RENDER:
                return _film(workshop, job)
    except (Void, NotNow):
        return _state(workshop, job)
    except Passing:
        raise
    except WalkonError as error:
        return _failed(workshop, job, error)


def give_up(workshop: Workshop, job: Job) -> State:
    """Trouble did not pass: the production has failed, and its owner is told."""
    return _failed(workshop, job, Passing())


def _storyboard(workshop: Workshop, job: Job) -> State:
    """One still per shot, for the people in it to approve."""
    watch = Watch(workshop, job, State.STORYBOARD, Gate.STORYBOARD)
    production, plan = watch.begin()
    engine = _engine(workshop, job, production)
    cast = watch.open_cast(voices=False)
    stills = engine.storyboard(plan, cast, watch)
    cast.clear()
    with ExitStack() as stack:
        kept = [
            _seal(workshop, stack, f"stills/{production.id}/{job.attempt}-{place}", still)
            for place, still in enumerate(stills)
        ]
        return _keep(workshop, watch, {What.STILL: kept})


def _film(workshop: Workshop, job: Job) -> State:
    """The film: rendered, reviewed, signed, sealed."""
    watch = Watch(workshop, job, State.RENDERING, Gate.SHOT)
    production, plan = watch.begin()
    engine = _engine(workshop, job, production)
    readings = watch.readings()
    cast = watch.open_cast(voices=True, readings=readings)
    rendered = engine.render(plan, cast, watch)
    cast.clear()
    watch(REVIEW, 0.0)
    faults = workshop.review(rendered.data, plan, watch.people())
    permit = watch.ask(Gate.REVIEW)
    if faults and not only_doubts(workshop.desk, faults):
        workshop.store.write(lambda unit: end(unit, watch.current(unit), workshop.clock.now(), faults))
        return _state(workshop, job)
    claims = Claims(
        ingredients=_ingredients(workshop, production),
        engine=engine.name,
        engine_version=engine.version,
        consents=tuple(consent_record(proof) for proof in permit.proofs),
        unverified=any(proof.marked for proof in permit.proofs),
        synthetic_voice=rendered.synthetic_voice,
        production=production_mark(production.id),
        own_voices=_own_voices(rendered, readings.values(), watch.people()),
        made_on=workshop.clock.now().date(),
    )
    signed = workshop.sign(rendered.data, claims)
    with ExitStack() as stack:
        kept = {What.FILM: [_seal(workshop, stack, f"films/{production.id}/{job.attempt}", signed)]}
        if rendered.said:
            words = webvtt(rendered.said).encode()
            kept[What.CAPTIONS] = [_seal(workshop, stack, f"captions/{production.id}/{job.attempt}", words)]
        return _keep(workshop, watch, kept, faults, [one.doubts for one in readings.values()])


def _ingredients(workshop: Workshop, production: Production) -> tuple[Ingredient, ...]:
    """The films that it is made from. Raises `NothingSealed` where one is gone, and what opening one raises."""
    descent = production.descent
    if descent is None:
        return ()

    def look(unit: Unit) -> list[Made | None]:
        return [unit.made.find(production=parent, what=What.FILM, place=0) for parent in production.parents]

    found = []
    for made in workshop.store.read(look):
        if made is None:
            raise NothingSealed
        reader = workshop.media.open(made.kept)
        film = reader.read(0, reader.size)
        found.append(
            Ingredient(
                production=production_mark(made.production), descent=descent, sha256=sha256(film).hexdigest(), film=film
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A sealed object whose erasure has not been taken back yet."""

    kept: Kept
    erasure: Erasure = field(repr=False)


def _seal(workshop: Workshop, stack: ExitStack, name: str, data: bytes) -> Sealed:
    """Seal something under a name nobody else uses."""
    erasure = stack.enter_context(begun(workshop.store, f"{name}-{secrets.token_hex(8)}", workshop.clock.now()))
    return Sealed(kept=workshop.media.put(erasure.name, [data]), erasure=erasure)


def _own_voices(
    rendered: Rendered, readings: Iterable[OwnReading], people: Mapping[Handle, CameoId]
) -> tuple[str, ...]:
    """Whose own recorded words are heard, as a film names them."""
    given = {reading.cameo for reading in readings}
    return tuple(hidden(people[who]) for who in sorted(rendered.read_by) if people.get(who) in given)


def _keep(
    workshop: Workshop,
    watch: Watch,
    sealed: Mapping[What, list[Sealed]],
    doubts: tuple[str, ...] = (),
    readings: Sequence[Sequence[str]] = (),
) -> State:
    """Publish what was made, and move the production on: one unit of work, which asks for consent last."""

    def change(unit: Unit) -> State:
        now = workshop.clock.now()
        production = watch.current(unit)
        for what, pieces in sealed.items():
            for old in unit.made.all(production=production.id, what=what):
                unit.made.remove(old)
                unit.erasures.add(Erasure(name=old.name, due_at=now))
            for place, piece in enumerate(pieces):
                unit.erasures.remove(piece.erasure)
                unit.made.add(_made(production, what, place, piece.kept, now))
        if What.FILM in sealed:
            remember(unit, production.id, now)
        forget_how_far(unit, production.id)
        if What.FILM in sealed:
            remember(unit, production.id, now)
        after = advance(unit, production, now)
        return after_review(unit, after, workshop.desk, doubts, now, readings).state

    return workshop.store.write(change)


def _made(production: Production, what: What, place: int, kept: Kept, now: datetime) -> Made:
    return Made(
        production=production.id,
        what=what,
        place=place,
        attempt=production.attempt,
        made_at=now,
        name=kept.name,
        size=kept.size,
        sha256=kept.sha256,
        wrapped_key=kept.wrapped_key,
    )


def _engine(workshop: Workshop, job: Job, production: Production) -> Engine:
    """The engine its people were asked about: of that name, and running where they were told. Raises `EngineAway`."""
    engine = workshop.engines.get(job.engine)
    where = Where.HOSTED if job.engine in workshop.hosted else Where.HERE
    if engine is None or (production.use.engine, production.use.where) != (job.engine, where):
        raise EngineAway(engine=job.engine)
    return engine


def _failed(workshop: Workshop, job: Job, error: WalkonError) -> State:
    """The production could not be made: its people are told, nothing of it stays."""

    def change(unit: Unit) -> None:
        now = workshop.clock.now()
        found = unit.productions.get(job.production)
        if found is None or found.attempt != job.attempt or found.state not in (State.STORYBOARD, State.RENDERING):
            return
        after = moved(found, State.FAILED, now, (error.code,))
        if unit.productions.save(after, found.state):
            forget(unit, after.id, now)
            tell_people_of(unit, after, Event.FAILED, now, owner=True)

    workshop.store.write(change)
    return _state(workshop, job)


def _state(workshop: Workshop, job: Job) -> State:
    found = workshop.store.read(lambda unit: unit.productions.get(job.production))
    return State.CANCELLED if found is None else found.state

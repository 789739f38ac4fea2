"""Who watches over a job while it is done: whether it is still wanted and allowed, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from walkon.actions.consent_of import ask
from walkon.actions.readings import heard_in, kept_of
from walkon.domain.consent import Allowed, Denied, Gate
from walkon.domain.errors import Cancelled, Passing
from walkon.domain.how_far import HowFar, overall
from walkon.domain.ids import CameoId, Handle, ProductionId
from walkon.domain.plan import Plan
from walkon.domain.production import Production, State
from walkon.domain.readings import OwnReading
from walkon.ports.jobs import Job
from walkon.ports.making import CastMember
from walkon.ports.store import Unit

if TYPE_CHECKING:
    from walkon.actions.workshop import Workshop

LOOK_AGAIN = 0.25  # seconds between two looks at whether a job is still wanted
TELL_AGAIN = 1.0  # seconds between two notes of how far it is


class Void(Cancelled):
    """The job is not wanted any longer."""

    code = "job_void"
    en = "This work is not wanted any longer."
    ko = "더는 필요 없는 작업입니다."


def picture_name(production: ProductionId, attempt: int) -> str:
    """What the picture of an attempt is sealed for."""
    return f"how-far/{production}/{attempt}"


class Watch:
    """Looks, again and again, whether a job is still wanted and allowed. It is the job's `Progress`."""

    def __init__(self, workshop: Workshop, job: Job, state: State, gate: Gate) -> None:
        self._workshop, self._job, self._state, self._gate = workshop, job, state, gate
        self._looked = self._told = float("-inf")
        self._far = HowFar(
            production=job.production,
            attempt=job.attempt,
            stage="start",
            within=0.0,
            share=0.0,
            began_at=workshop.clock.now(),
            at=workshop.clock.now(),
        )

    def begin(self) -> tuple[Production, Plan]:
        """The production and its plan, if the job is wanted. Raises `Void`."""
        production = self._workshop.store.read(self.current)
        if production.plan is None:
            raise Void
        return production, production.plan

    def __call__(self, stage: str, share: float) -> None:
        """Raises `Void` as soon as it is not."""
        now = self._workshop.monotonic()
        if now - self._looked >= LOOK_AGAIN:
            self._looked = now
            self.ask(self._gate)
        if now - self._told >= TELL_AGAIN or stage != self._far.stage:
            self._told = now
            self._tell(stage, share)

    def show(self, picture: bytes) -> None:
        """Something to look at for those who wait; asks for leave before. Raises `Void` as soon as it is not wanted."""
        self.ask(self._gate)
        if self._workshop.seals is not None:
            sealed = self._workshop.seals.seal(picture, picture_name(self._job.production, self._job.attempt))
            self._far = replace(self._far, picture=sealed, picture_at=self._workshop.clock.now())

    def _tell(self, stage: str, share: float) -> None:
        """Note how far it is. Whoever waits can do without; nothing is given up for it."""
        far = self._far = replace(
            self._far,
            stage=stage[:40],
            within=share,
            share=overall(stage, share, self._far.share),
            at=self._workshop.clock.now(),
        )

        def note(unit: Unit) -> None:
            self.current(unit)
            known = unit.how_far.find(production=far.production)
            if known is None:
                unit.how_far.add(far)
            else:
                unit.how_far.save(far)

        with suppress(Passing):
            self._workshop.store.write(note)

    def current(self, unit: Unit) -> Production:
        """The production as it is now. Raises `Void` where this job is not what it waits for."""
        found = unit.productions.get(self._job.production)
        if found is None or found.state is not self._state or found.attempt != self._job.attempt:
            raise Void
        return found

    def ask(self, gate: Gate) -> Allowed:
        """A permit for this moment. Raises `Void` where there is none."""
        now = self._workshop.clock.now()
        match self._workshop.store.read(lambda unit: ask(unit, self.current(unit), gate, now)):
            case Allowed() as permit:
                return permit
            case Denied():
                raise Void

    def people(self) -> dict[Handle, CameoId]:
        """Which cameo plays whom."""

        def look(unit: Unit) -> dict[Handle, CameoId]:
            profiles = unit.profiles.among(self.current(unit).cast)
            return {profile.handle: cameo for cameo, profile in profiles.items()}

        return self._workshop.store.read(look)

    def readings(self) -> dict[int, OwnReading]:
        """The lines that people read themselves, by place; sealed."""
        return self._workshop.store.read(lambda unit: heard_in(unit, self.current(unit)))

    def open_cast(self, *, voices: bool, readings: Mapping[int, OwnReading] | None = None) -> dict[Handle, CastMember]:
        """Likenesses, voices and readings in the clear, after asking for leave. Whoever takes them forgets them soon."""
        marked = {proof.cameo: proof.marked for proof in self.ask(self._gate).proofs}
        vault = self._workshop.vault
        with_voice = {cameo.id for cameo in vault.all() if cameo.has_voice} if voices else set()
        return {
            handle: CastMember(
                likeness=vault.open(cameo, "likeness"),
                voice=vault.open(cameo, "voice") if cameo in with_voice else None,
                marked=marked[cameo],
                readings={
                    place: self._opened(reading)
                    for place, reading in (readings or {}).items()
                    if reading.cameo == cameo
                },
            )
            for handle, cameo in self.people().items()
        }

    def _opened(self, reading: OwnReading) -> bytes:
        reader = self._workshop.media.open(kept_of(reading))
        return reader.read(0, reader.size)

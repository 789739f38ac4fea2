"""A server with people on it, on a database of its own: for tests of actions and of what lies on top of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from tests.world import VirtualClock
from walkon.actions import answer_video, propose_video, publish, tie
from walkon.actions.advance import advance
from walkon.actions.propose_video import Shape
from walkon.domain.allowances import DEFAULT, Allowances
from walkon.domain.cameo import Standing
from walkon.domain.capture import Language
from walkon.domain.descents import Model
from walkon.domain.grants import Approval, Audience, Kind, Purpose, Stage, Terms, Where
from walkon.domain.ids import AccountId, CameoId, Handle, NoticeId, ProductionId
from walkon.domain.notices import Event, Filed
from walkon.domain.people import Account, Tier, Visibility
from walkon.domain.plan import Plan
from walkon.domain.production import Production, State, Use
from walkon.domain.restrictions import preference
from walkon.planner import planner
from walkon.planner.planner import Wishes
from walkon.planner.preferences import prefer
from walkon.ports.jobs import Job, Jobs, Look
from walkon.ports.store import Profile, Unit
from walkon.store import schema
from walkon.store.database import SqlStore, open_database

Result = TypeVar("Result")
USE = Use(purpose=Purpose.PERSONAL, audience=Audience.FRIENDS, engine="walkon-stage", where=Where.HERE)
TERMS = Terms(
    kinds=frozenset(Kind),
    purposes=frozenset({Purpose.PERSONAL}),
    audience=Audience.FRIENDS,
    where=frozenset({Where.HERE}),
    approval=Approval.NONE,
    stages=frozenset(),
    videos=None,
    expires_at=None,
)
ROOMY: Allowances = {
    tier: replace(DEFAULT[Tier.TEAM], productions_a_day=10_000, seconds_a_day=1e6, at_once=10_000) for tier in Tier
}
"""For tests that are about something else."""
ASKED_BOTH = replace(TERMS, approval=Approval.EVERY_VIDEO, stages=frozenset(Stage))


@dataclass
class Bench:
    """Jobs that were put, in place of workers."""

    jobs: list[Job] = field(default_factory=list)

    looks: list[Look] = field(default_factory=list)

    def put(self, job: Job | Look) -> None:
        if isinstance(job, Job):
            self.jobs.append(job)
        else:
            self.looks.append(job)


def planned(
    prompt: str,
    cast: Sequence[Handle],
    preferences: Mapping[Handle, Sequence[str]],
    shape: Shape,
    *,
    seed: int,
    like: Model | None = None,
) -> Plan:
    wishes = {handle: tuple(map(preference, texts)) for handle, texts in preferences.items()}
    asked = Wishes(
        seed=seed,
        seconds=shape.seconds,
        width=shape.width,
        height=shape.height,
        like=like,
        chosen=shape.chosen,
        before=shape.before,
    )
    return prefer(planner.plan(prompt, cast, asked), wishes)


class Society:
    """People on one server; `clock` moves only when told."""

    def __init__(self, url: str, jobs: Callable[[Connection], Jobs] | None = None) -> None:
        self.engine = open_database(url)
        schema.migrate(self.engine)
        self.bench, self.clock = Bench(), VirtualClock()
        self.store = SqlStore(self.engine, jobs or (lambda _connection: self.bench))

    @classmethod
    def in_folder(cls, folder: Path) -> Society:
        return cls(f"sqlite:///{folder / 'walkon.db'}")

    def close(self) -> None:
        self.engine.dispose()

    def does(self, change: Callable[[Unit], Result]) -> Result:
        """One unit of work."""
        return self.store.write(change)

    def join(self, name: str, *, cameo: bool = True, minor: bool = False) -> Account:
        """Somebody new, with a verified cameo unless told otherwise."""
        now = self.clock.now()
        account = Account(
            id=AccountId(secrets.token_hex(16)),
            handle=Handle.parse(name),
            joined_at=now,
            language=Language.ENGLISH,
            minor=minor,
        )

        def arrive(unit: Unit) -> None:
            unit.accounts.add(account)
            if cameo:
                unit.profiles.add(
                    Profile(
                        cameo=CameoId(secrets.token_hex(16)),
                        owner=account.id,
                        handle=account.handle,
                        standing=Standing.VERIFIED,
                        created_at=now,
                        shown_to=Visibility.FRIENDS,
                    )
                )

        self.does(arrive)
        return account

    def befriend(self, one: Account, other: Account) -> None:
        self.does(lambda unit: tie.follow(unit, one, other.handle, self.clock.now()))
        self.does(lambda unit: tie.follow(unit, other, one.handle, self.clock.now()))

    def propose(self, me: Account, prompt: str, *cast: Account, use: Use = USE) -> Production:
        """A production of `me`, sent to its people."""
        handles = [person.handle for person in cast]

        def propose(unit: Unit) -> Production:
            now = self.clock.now()
            made = propose_video.propose(unit, me, prompt, handles, use, now, plan=planned, allowances=ROOMY)
            return propose_video.send(unit, me, made.id, now, ROOMY)

        return self.does(propose)

    def work(self) -> Production:
        """The next job is done as a worker would."""
        job = self.bench.jobs.pop(0)

        def done(unit: Unit) -> Production:
            found = unit.productions.get(job.production)
            assert found is not None
            after = advance(unit, found, self.clock.now())
            return advance(unit, after, self.clock.now()) if after.state is State.REVIEWING else after

        return self.does(done)

    def approve(self, me: Account, production: ProductionId) -> Production:
        return self.does(lambda unit: answer_video.approve(unit, me, production, self.clock.now()))

    def release(self, me: Account, production: ProductionId) -> Production:
        return self.does(lambda unit: publish.release(unit, me, production, self.clock.now()))

    def sees(self, viewer: Account, production: ProductionId) -> bool:
        found = self.state(production)
        return self.store.read(lambda unit: publish.may_see(unit, viewer, found, self.clock.now()))

    def state(self, production: ProductionId) -> Production:
        found = self.store.read(lambda unit: unit.productions.get(production))
        assert found is not None
        return found

    def inbox(self, account: Account) -> list[Filed]:
        return list(self.store.read(lambda unit: unit.notices.after(account.id, NoticeId(0), 100)))

    def told(self, account: Account) -> list[Event]:
        return [filed.notice.event for filed in self.inbox(account)]

"""People who make films together, change their minds, and write down what they did: the side of `bench.chaos` that a server
serves. The diary is theirs; what it says is judged without asking the server.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from tests.society import ASKED_BOTH, ROOMY, TERMS, USE, Society, planned

from walkon.actions import answer_video, give_grant, propose_video, publish, tie
from walkon.domain.errors import Passing, WalkonError
from walkon.domain.grants import Grant, Person
from walkon.domain.ids import AccountId, GrantId, ProductionId
from walkon.domain.people import Account
from walkon.domain.production import Production, State
from walkon.ports.store import Page, Unit

Result = TypeVar("Result")
PEOPLE = ("mina", "jun", "ida", "noa", "kai", "sol")
PLACES = ("on Mars", "at the office", "at a concert", "in the rain")
PATIENCE = 120.0  # seconds for a database that comes back
SHOWN = {State.WAITING_FOR_APPROVALS: "storyboard", State.WAITING_FOR_FINAL_APPROVALS: "result"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A permission as its giver remembers it."""

    owner: AccountId
    to: AccountId
    asks: bool  # to approve storyboard and result of every video


@dataclass
class Diary:
    """What people did that counts, in order; kept apart from the server."""

    given: dict[GrantId, Given] = field(default_factory=dict)
    revoked: set[GrantId] = field(default_factory=set)
    blocked: set[frozenset[AccountId]] = field(default_factory=set)
    approved: set[tuple[ProductionId, AccountId, str]] = field(default_factory=set)
    refused: set[tuple[ProductionId, AccountId]] = field(default_factory=set)
    cast: dict[ProductionId, tuple[AccountId, ...]] = field(default_factory=dict)
    owner: dict[ProductionId, AccountId] = field(default_factory=dict)
    released: list[ProductionId] = field(default_factory=list)
    unlawful: list[str] = field(default_factory=list)

    def lawful(self, film: ProductionId) -> bool:
        """Whether everybody in a film has said yes to it, and nobody no."""
        owner = self.owner[film]
        return all(person == owner or self._yes(film, owner, person) for person in self.cast[film])

    def _yes(self, film: ProductionId, owner: AccountId, person: AccountId) -> bool:
        if (film, person) in self.refused or frozenset((owner, person)) in self.blocked:
            return False
        both = all((film, person, stage) in self.approved for stage in ("storyboard", "result"))
        held = [g for name, g in self.given.items() if name not in self.revoked and (g.owner, g.to) == (person, owner)]
        return any(both or not grant.asks for grant in held)


class Town:
    """Everybody on one server. Whatever is drawn by chance is drawn here."""

    def __init__(self, society: Society, seed: int) -> None:
        self.society, self.chance, self.diary = society, random.Random(seed), Diary()
        self.deeds: Counter[str] = Counter()
        self.people = [society.join(name) for name in PEOPLE]
        for place, one in enumerate(self.people):
            for other in self.people[place + 1 :]:
                society.befriend(one, other)
        self.by_cameo = {self._cameo(person): person for person in self.people}
        for owner in self.people:
            for other in self.people:
                if owner is not other and self.chance.random() < 0.8:
                    self.give(owner, other)

    def _cameo(self, person: Account) -> str:
        found = self.society.store.read(lambda unit: unit.profiles.of(person.id))
        assert found is not None
        return found.cameo

    def tried(self, name: str, change: Callable[[Unit], Result]) -> Result | None:
        """One unit of work; a no of the rules is an answer, a database that is away is waited for."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                done = self.society.does(change)
            except Passing:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)
            except WalkonError as error:
                self.deeds[f"{name}: {error.code}"] += 1
                return None
            else:
                self.deeds[name] += 1
                return done

    def now_state(self, film: ProductionId) -> Production:
        found = self.society.store.read(lambda unit: unit.productions.get(film))
        assert found is not None
        return found

    def give(self, owner: Account, to: Account) -> None:
        asks = self.chance.random() < 0.4
        terms = ASKED_BOTH if asks else TERMS
        now = self.society.clock.now()

        def change(unit: Unit) -> Grant:
            return give_grant.give_grant(unit, owner, Person(account=to.id), terms, now)

        if (grant := self.tried("give", change)) is not None:
            self.diary.given[grant.id] = Given(owner=owner.id, to=to.id, asks=asks)

    def propose(self) -> None:
        owner, *others = self.chance.sample(self.people, self.chance.choice((1, 2, 2, 2)))
        prompt = " and ".join(["me", *(f"@{other.handle.name}" for other in others)]) + f" {self.chance.choice(PLACES)}"
        cast = (owner, *others)
        made = self.tried("propose", lambda unit: self._sent(unit, owner, prompt, cast))
        if made is not None:
            self.diary.owner[made.id] = owner.id
            self.diary.cast[made.id] = tuple(person.id for person in cast)

    def _sent(self, unit: Unit, owner: Account, prompt: str, cast: tuple[Account, ...]) -> Production:
        now, handles = self.society.clock.now(), [person.handle for person in cast]
        made = propose_video.propose(unit, owner, prompt, handles, USE, now, plan=planned, allowances=ROOMY)
        return propose_video.send(unit, owner, made.id, now, ROOMY)

    def revoke(self) -> None:
        held = [name for name in self.diary.given if name not in self.diary.revoked]
        if not held:
            return
        name = self.chance.choice(held)
        owner = self._person(self.diary.given[name].owner)
        now = self.society.clock.now()
        if self.tried("revoke", lambda unit: give_grant.revoke(unit, owner, name, now)) is not None:
            self.diary.revoked.add(name)

    def give_again(self) -> None:
        owner, to = self.chance.sample(self.people, 2)
        self.give(owner, to)

    def block(self) -> None:
        """And a moment later no longer; what it ended stays ended."""
        one, other = self.chance.sample(self.people, 2)
        now, pair = self.society.clock.now(), frozenset((one.id, other.id))

        def change(unit: Unit) -> bool:
            tie.block(unit, one, other.handle, now)
            return True

        if self.tried("block", change):
            self.diary.blocked.add(pair)
            self.check_released()
            self.tried("unblock", lambda unit: tie.unblock(unit, one, other.handle))
            self.diary.blocked.discard(pair)
            self.society.befriend(one, other)

    def cancel(self) -> None:
        if self.diary.owner:
            film = self.chance.choice(list(self.diary.owner))
            owner, now = self._person(self.diary.owner[film]), self.society.clock.now()
            self.tried("cancel", lambda unit: publish.cancel(unit, owner, film, now))

    def answer(self) -> None:
        """Everybody answers what is shown to them now: mostly yes, sometimes no."""
        for film, cast in self.diary.cast.items():
            stage = SHOWN.get(self.now_state(film).state)
            if stage is None:
                continue
            for person in map(self._person, cast):
                if person.id == self.diary.owner[film] or (film, person.id, stage) in self.diary.approved:
                    continue
                self._answers(person, film)

    def _answers(self, person: Account, film: ProductionId) -> None:
        now = self.society.clock.now()
        if self.chance.random() < 0.08:
            if self.tried("refuse", lambda unit: answer_video.refuse(unit, person, film, now)) is not None:
                self.diary.refused.add((film, person.id))
            return

        def change(unit: Unit) -> State:
            found = unit.productions.get(film)
            shown = None if found is None else SHOWN.get(found.state)
            answer_video.approve(unit, person, film, now)
            assert shown is not None
            return State.WAITING_FOR_APPROVALS if shown == "storyboard" else State.WAITING_FOR_FINAL_APPROVALS

        if (at := self.tried("approve", change)) is not None:
            self.diary.approved.add((film, person.id, SHOWN[at]))

    def release(self) -> None:
        """Whatever is ready is shown; the diary says whether it may be."""
        for film, owner in self.diary.owner.items():
            if self.now_state(film).state is not State.READY or self.chance.random() < 0.3:
                continue
            person, now = self._person(owner), self.society.clock.now()
            if self.tried("release", lambda unit, f=film, p=person, n=now: publish.release(unit, p, f, n)) is None:  # type: ignore[misc]
                continue
            self.diary.released.append(film)
            if not self.diary.lawful(film):
                self.diary.unlawful.append(f"{film} was released")

    def check_released(self) -> None:
        """Nothing stays released that somebody in it does not want any longer."""
        for film in self.diary.released:
            if self.now_state(film).state is State.RELEASED and not self.diary.lawful(film):
                self.diary.unlawful.append(f"{film} stays released")

    def all(self) -> list[Production]:
        """Every production the server knows."""

        def look(unit: Unit) -> list[Production]:
            return [p for person in self.people for p in unit.productions.of(person.id, Page(limit=1000))]

        return self.society.store.read(look)

    def _person(self, account: AccountId) -> Account:
        found = next(person for person in self.people if person.id == account)
        return replace(found)

"""Withdrawals that are interrupted at every point, and what else may happen meanwhile."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest

from tests.society import TERMS, Society
from tests.world import MemoryVault
from walkon.actions import give_grant, send_take
from walkon.actions.finish_withdrawal import Finishing, finish, finish_all
from walkon.actions.forget import erase_due
from walkon.actions.withdraw_me import PREFIX, Eraser, withdraw_me
from walkon.domain.cameo import Cameo, Standing
from walkon.domain.errors import BlobsUnreachable, Passing
from walkon.domain.grants import MutualFriends
from walkon.domain.ids import CameoId, TakeId, UploadId
from walkon.domain.production import Production
from walkon.domain.recordings import Recording
from walkon.domain.takes import SentTake, TakeState
from walkon.domain.withdrawal import Step, Withdrawal
from walkon.ports.media import Kept
from walkon.ports.store import Arrival, Erasure, Made, Profile, Unit, What

Result = TypeVar("Result")


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Shelf:
    """Objects by name; some cannot be reached for a while."""

    there: set[str] = field(default_factory=set)
    away: frozenset[str] = frozenset()

    def put(self, name: str, chunks: object) -> Kept:
        raise NotImplementedError

    def open(self, kept: Kept) -> Any:
        raise NotImplementedError

    def erase(self, name: str) -> None:
        if name in self.away:
            raise BlobsUnreachable
        self.there.discard(name)

    def holds(self, name: str) -> bool:
        return name in self.there

    def names(self) -> Iterator[str]:
        return iter(sorted(self.there))


@dataclass
class Moments:
    """Counts everything that is done, and kills whoever does the one that is named: before it, or right after it."""

    last: int = 10**9
    after: bool = False
    count: int = 0

    def do(self, work: Callable[[], Result]) -> Result:
        self.count += 1
        if self.count == self.last and not self.after:
            raise Killed
        done = work()
        if self.count == self.last:
            raise Killed
        return done


class World:
    """Jun made a film with Mina; both are sealed."""

    def __init__(self, folder: Path) -> None:
        self.society = Society.in_folder(folder)
        self.jun, self.mina = self.society.join("jun"), self.society.join("mina")
        self.society.befriend(self.jun, self.mina)
        self.shelf, self.vault = Shelf(), MemoryVault()
        self.cameo, self.film = self.seals(), self.makes()
        self.signed: list[Mapping[str, Any]] = []
        self.eraser = Eraser(media=self.shelf, vault=self.vault)

    @property
    def now(self) -> Any:
        return self.society.clock.now()

    def does(self, change: Callable[[Unit], Result]) -> Result:
        return self.society.does(change)

    def seals(self) -> CameoId:
        """Mina's cameo, which her friends may use."""
        found = self.society.store.read(lambda unit: unit.profiles.of(self.mina.id))
        assert found is not None
        self.vault.cameos[found.cameo] = None  # type: ignore[assignment]  # something is there
        self.does(lambda unit: give_grant.give_grant(unit, self.mina, MutualFriends(), TERMS, self.now))
        return found.cameo

    def comes_again(self) -> None:
        """Mina, after she left, with another cameo and another film."""
        profile = Profile(
            cameo=CameoId(secrets.token_hex(16)),
            owner=self.mina.id,
            handle=self.mina.handle,
            standing=Standing.VERIFIED,
            created_at=self.now,
        )
        self.society.clock.advance(seconds=1)
        self.does(lambda unit: unit.profiles.add(profile))
        self.cameo, self.film = self.seals(), self.makes()

    def makes(self) -> Production:
        film = self.society.propose(self.jun, "me and @mina on Mars", self.jun, self.mina)
        for place, what in enumerate([What.STILL, What.STILL, What.FILM]):
            name = f"{what.value}s/{film.id}/1-{place}"
            self.shelf.there.add(name)
            made = Made(
                production=film.id,
                what=what,
                place=place,
                attempt=1,
                made_at=self.now,
                name=name,
                size=1,
                sha256="0" * 64,
                wrapped_key=b"key",
            )
            self.does(lambda unit, made=made: unit.made.add(made))  # type: ignore[misc]
        return film

    def finishing(self, moments: Moments | None = None) -> Finishing:
        moments = moments or Moments()
        return Finishing(
            store=Counted(self, moments),
            eraser=CountedEraser(self.eraser, moments),
            sign=lambda said: moments.do(lambda: self._sign(said)),
            clock=self.society.clock,
            server="https://walkon.example",
        )

    def _sign(self, said: Mapping[str, Any]) -> str:
        self.signed.append(said)
        return f"receipt of {said['withdrawal']}"

    def asks(self) -> Withdrawal:
        return self.does(lambda unit: withdraw_me(unit, self.mina, self.now))

    def found(self) -> Withdrawal:
        """The latest."""
        return max(self.society.store.read(lambda unit: unit.withdrawals.all()), key=lambda one: one.began_at)


@dataclass
class Counted:
    world: World
    moments: Moments

    def read(self, look: Callable[[Unit], Result]) -> Result:
        return self.world.society.store.read(look)

    def write(self, change: Callable[[Unit], Result]) -> Result:
        return self.moments.do(lambda: self.world.society.store.write(change))


@dataclass
class CountedEraser:
    eraser: Eraser
    moments: Moments

    def erase(self, name: str) -> None:
        self.moments.do(lambda: self.eraser.erase(name))

    def holds(self, name: str) -> bool:
        return self.moments.do(lambda: self.eraser.holds(name))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    found = World(tmp_path)
    yield found
    found.society.close()


def test_whoever_dies_at_any_moment_is_followed(world: World) -> None:
    """Before and after every single thing that is done."""
    moments = Moments()
    world.asks()
    finish_all(world.finishing(moments))
    wanted = world.found().taken
    assert moments.count > 12  # a key, three objects, four to look for, a receipt, five times written down
    for last in range(1, moments.count + 1):
        for after in (False, True):
            world.comes_again()
            world.asks()
            with pytest.raises(Killed):
                finish_all(world.finishing(Moments(last=last, after=after)))
            world.society.clock.advance(seconds=20)
            finish_all(world.finishing())
            found = world.found()
            assert (found.step, found.taken, found.receipt) == (Step.PROVEN, wanted, f"receipt of {found.id}")
            assert not world.shelf.there and not world.vault.cameos
            assert world.society.store.read(lambda unit: unit.erasures.all()) == []


def test_the_key_goes_first_and_nobody_keeps_others_waiting(world: World) -> None:
    """Two leave; the objects of the first cannot be reached."""
    other = world.makes()
    world.asks()
    world.shelf.away = frozenset(f"stills/{film.id}/1-0" for film in (world.film, other))
    jun = world.does(lambda unit: withdraw_me(unit, world.jun, world.now))
    assert finish_all(world.finishing()) == 0
    assert not world.vault.cameos
    found = world.society.store.read(lambda unit: unit.withdrawals.all())
    assert [(one.step, one.receipt) for one in found] == [(Step.KEY_DESTROYED, None)] * 2
    assert set(jun.objects) >= world.shelf.there == set(world.shelf.away)  # the others went
    world.shelf.away = frozenset()
    assert finish_all(world.finishing()) == 2
    assert finish_all(world.finishing()) == 0


def test_what_comes_back_is_not_signed_for(world: World) -> None:
    """The proof looks; what it finds is erased once more before anything is signed."""
    asked = world.asks()
    died = Moments(last=6)  # the key, written down; three objects, written down
    with pytest.raises(Killed):
        finish_all(world.finishing(died))
    world.does(lambda unit: unit.withdrawals.save(_erased(unit, asked)))
    world.shelf.there.add(asked.objects[0])
    with pytest.raises(Passing):
        finish(world.finishing(), asked.id)
    assert world.signed == [] and world.found().step is Step.ERASED
    assert finish(world.finishing(), asked.id).receipt is not None


def _erased(unit: Unit, asked: Withdrawal) -> Withdrawal:
    found = unit.withdrawals.find(id=asked.id)
    assert found is not None
    return replace(found, step=Step.ERASED)


def test_housekeeping_passes_over_what_cannot_be_erased_now(world: World) -> None:
    for name in ("films/a/1", "films/b/1", "films/c/1"):
        world.shelf.there.add(name)
        world.does(lambda unit, name=name: unit.erasures.add(Erasure(name=name, due_at=world.now)))  # type: ignore[misc]
    world.shelf.away = frozenset({"films/a/1"})
    with pytest.raises(BlobsUnreachable):
        erase_due(world.society.store, world.eraser, world.now)
    assert [one.name for one in world.society.store.read(lambda unit: unit.erasures.all())] == ["films/a/1"]


def test_a_recording_that_is_being_looked_at(world: World) -> None:
    """It becomes nothing, and so does a cameo that somebody makes of it at this moment."""
    upload = UploadId(secrets.token_hex(16))
    take = SentTake(
        id=secrets.token_hex(16),  # type: ignore[arg-type]
        account=world.mina.id,
        device="d",
        challenge="{}",
        upload=upload,
        state=TakeState.WAITING,
        sent_at=world.now,
    )

    def send(unit: Unit) -> None:
        unit.arrivals.add(Arrival(upload=upload, account=world.mina.id, began_at=world.now))
        unit.takes.add(take)
        unit.recordings.add(
            Recording(
                id=secrets.token_hex(16),  # type: ignore[arg-type]
                account=world.mina.id,
                device="d",
                challenge="{}",
                upload=upload,
                drawn_at=world.now,
            )
        )

    world.does(send)
    asked = world.asks()
    assert asked.taken.recordings == 1
    assert f"upload/{upload}" in asked.objects

    def look(unit: Unit) -> tuple[int, int, TakeState]:
        found = unit.takes.find(id=take.id)
        assert found is not None
        return len(unit.arrivals.all()), len(unit.recordings.all()), found.state

    assert world.society.store.read(look) == (0, 0, TakeState.UNREADABLE)


def test_a_cameo_that_is_ready_a_moment_too_late(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its owner withdraws while a worker records it anew: neither the server nor the vault has it afterwards."""
    take = SentTake(
        id=TakeId("t" * 32),
        account=world.mina.id,
        device="d",
        challenge="{}",
        upload=UploadId("u" * 32),
        state=TakeState.WAITING,
        sent_at=world.now,
    )
    made = Cameo(
        id=world.cameo,
        handle=world.mina.handle,
        standing=Standing.VERIFIED,
        created=world.now,
        has_voice=False,
        voice_similarity=None,
    )

    def meanwhile(*_: object) -> Cameo:
        world.asks()
        finish_all(world.finishing())
        world.vault.cameos[made.id] = (made, {})
        return made

    class NoUploads:
        def discard(self, upload: UploadId) -> None:
            return

    world.does(lambda unit: unit.takes.add(take))
    monkeypatch.setattr(send_take, "_made", meanwhile)
    screening: Any = SimpleNamespace(
        store=world.society.store, uploads=NoUploads(), vault=world.vault, now=world.society.clock.now
    )
    send_take.look_at(screening, take.id)
    assert world.society.store.read(lambda unit: unit.profiles.of(world.mina.id)) is None
    assert not world.vault.cameos
    found = world.society.store.read(lambda unit: unit.takes.find(id=take.id))
    assert found is not None and found.state is TakeState.UNREADABLE


def test_films_that_start_from_each_other_end_once(world: World) -> None:
    """A film and its remix, both with Mina: each ends once, and each of their people is told once."""
    remix = world.makes()

    def descend(unit: Unit) -> None:
        found = unit.productions.get(remix.id)
        assert found is not None
        unit.productions.save(replace(found, parents=(world.film.id,)), found.state)

    world.does(descend)
    before = len(world.society.inbox(world.jun))
    asked = world.asks()
    assert (asked.taken.ended, asked.taken.stills, asked.taken.films) == (2, 4, 2)
    assert len(asked.objects) == 6
    assert len(world.society.inbox(world.jun)) - before == 2
    assert PREFIX + world.cameo not in asked.objects


def test_a_no_ends_what_ended_with_another_only_once(world: World) -> None:
    """A page of productions was read before the first of them ended, and the second with it."""
    world.society.clock.advance(seconds=1)
    newer = world.makes()
    found = world.society.state(world.film.id)
    world.does(lambda unit: unit.productions.save(replace(found, parents=(newer.id,)), found.state))
    before = len(world.society.inbox(world.jun))
    grant = world.society.store.read(lambda unit: unit.grants.of(world.cameo))[0]
    assert world.does(lambda unit: give_grant.revoke(unit, world.mina, grant.id, world.now)) == 2
    assert len(world.society.inbox(world.jun)) - before == 2

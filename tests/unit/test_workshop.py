"""What a worker does when things change, go wrong or are found wanting; with an engine that takes no time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.society import ASKED_BOTH, TERMS, Society
from tests.studio_worker import OpenVault, media_in, unsigned
from walkon.actions import give_grant, publish, tie
from walkon.actions.expire import expire_waiting
from walkon.actions.forget import erase_due
from walkon.actions.set_profile import set_cameo
from walkon.actions.watch import picture_name
from walkon.actions.workshop import Workshop, carry_out, give_up
from walkon.domain.captions import Said
from walkon.domain.errors import DiskFull
from walkon.domain.how_far import HowFar
from walkon.domain.ids import CameoId, Handle
from walkon.domain.notices import Event
from walkon.domain.people import Account
from walkon.domain.plan import Plan
from walkon.domain.production import PATIENCE, Production, State
from walkon.engines.errors import EngineFailed
from walkon.ports.jobs import Job
from walkon.ports.making import CastMember, Rendered
from walkon.ports.store import What
from walkon.ports.world import Progress, Shows
from walkon.vault.keys import KeyFile, Keys
from walkon.vault.small import SmallSeals


@dataclass
class QuickEngine:
    """Calls `meanwhile` in the middle of a film."""

    meanwhile: Callable[[], None] = lambda: None
    late: Callable[[], None] = lambda: None
    glimpse: bytes = b""
    said: tuple[Said, ...] = ()
    films: int = 0
    name: str = "walkon-stage"
    version: str = "1"

    def render(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> Rendered:
        self.films += 1
        progress("draw", 0.0)
        self.meanwhile()
        if isinstance(progress, Shows) and self.glimpse:
            progress.show(self.glimpse)
        progress("draw", 0.5)
        self.late()
        progress("draw", 0.9)
        return Rendered(data=b"film", synthetic_voice=False, stages={}, said=self.said)

    def storyboard(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> tuple[bytes, ...]:
        assert all(member.voice is None for member in cast.values())
        return tuple(b"still" for _ in plan.shots)


@dataclass
class Shop:
    """A server with two friends, and a worker that does what is put."""

    society: Society
    folder: Path
    engine: QuickEngine = field(default_factory=QuickEngine)
    faults: tuple[str, ...] = ()
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self.jun, self.mina = self.society.join("jun"), self.society.join("mina")
        self.society.befriend(self.jun, self.mina)
        self.media = media_in(self.folder)
        self.workshop = Workshop(
            store=self.society.store,
            vault=OpenVault(),
            media=self.media,
            engines={"walkon-stage": self.engine},
            review=self._review,
            sign=unsigned,
            clock=self.society.clock,
            monotonic=self._tick,
        )

    def _review(self, film: bytes, plan: Plan, cast: Mapping[Handle, CameoId]) -> tuple[str, ...]:
        assert set(cast) == {role.person for role in plan.roles}
        return self.faults

    def _tick(self) -> float:
        self.seconds += 1
        return self.seconds

    def allows(self, spoilt: object = TERMS) -> str:
        def give(unit: object) -> str:
            grantee = give_grant.grantee_called(unit, self.mina, self.jun.handle)  # type: ignore[arg-type]
            return give_grant.give_grant(unit, self.mina, grantee, spoilt, self.society.clock.now()).id  # type: ignore[arg-type]

        return self.society.does(give)

    def film(self) -> Production:
        return self.society.propose(self.jun, "me and @mina on Mars", self.jun, self.mina)

    def works(self) -> State:
        return carry_out(self.workshop, self.society.bench.jobs.pop(0))

    def made(self, film: Production) -> list[What]:
        found = self.society.store.read(lambda unit: unit.made.all(production=film.id))
        return [piece.what for piece in found]

    def stored(self) -> int:
        erase_due(self.society.store, self.media, self.society.clock.now())
        return len(list((self.folder / "media").rglob("*.sealed")))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    society = Society.in_folder(tmp_path)
    yield Shop(society, tmp_path)
    society.close()


def test_from_sentence_to_film(shop: Shop) -> None:
    shop.allows()
    film = shop.film()
    assert shop.works() is State.RENDERING
    assert shop.works() is State.READY
    assert set(shop.made(film)) == {What.STILL, What.FILM}  # nobody says anything, so there are no captions
    assert shop.society.bench.jobs == []


def test_captions_are_sealed_with_their_film_and_go_with_it(shop: Shop) -> None:
    shop.allows()
    shop.engine.said = (Said(person=shop.mina.handle, text="We made it", start=0.5, end=1.5),)
    film = shop.film()
    shop.works()
    assert shop.works() is State.READY
    (kept,) = shop.society.store.read(lambda unit: unit.made.all(production=film.id, what=What.CAPTIONS))
    reader = shop.media.open(kept.kept)
    assert b"<v mina>We made it" in reader.read(0, reader.size)
    assert b"We made it" not in b"".join(path.read_bytes() for path in shop.folder.rglob("*.sealed"))
    shop.society.does(lambda unit: publish.cancel(unit, shop.jun, film.id, shop.society.clock.now()))
    assert shop.made(film) == [] and shop.stored() == 0


def test_the_same_job_twice_is_done_once(shop: Shop) -> None:
    shop.allows()
    film = shop.film()
    job = shop.society.bench.jobs[0]
    shop.works()
    assert carry_out(shop.workshop, job) is State.RENDERING  # its attempt is over
    render = shop.society.bench.jobs[0]
    shop.works()
    assert carry_out(shop.workshop, render) is State.READY
    assert (shop.engine.films, shop.made(film).count(What.FILM)) == (1, 1)


def revokes(shop: Shop, grant: str) -> None:
    shop.society.does(lambda unit: give_grant.revoke(unit, shop.mina, grant, shop.society.clock.now()))  # type: ignore[arg-type]


def blocks(shop: Shop, _grant: str) -> None:
    shop.society.does(lambda unit: tie.block(unit, shop.mina, shop.jun.handle, shop.society.clock.now()))


def rules_out(shop: Shop, _grant: str) -> None:
    limits = ("no mars",)
    shop.society.does(lambda unit: set_cameo(unit, shop.mina, None, limits, None, shop.society.clock.now()))


def is_suspended(shop: Shop, _grant: str) -> None:
    gone: Account = replace(shop.mina, suspended_at=shop.society.clock.now())
    shop.society.does(lambda unit: unit.accounts.save(gone))


def lets_time_pass(shop: Shop, _grant: str) -> None:
    shop.society.clock.advance(days=2)


@pytest.mark.parametrize("no", [revokes, blocks, rules_out, is_suspended, lets_time_pass])
def test_a_no_in_the_middle_leaves_nothing(shop: Shop, no: Callable[[Shop, str], None]) -> None:
    """Whatever it is: the film is not kept, not even sealed, and never becomes ready."""
    from datetime import timedelta  # noqa: PLC0415

    grant = shop.allows(replace(TERMS, expires_at=shop.society.clock.now() + timedelta(days=1)))
    film = shop.film()
    shop.works()
    shop.engine.meanwhile = lambda: no(shop, grant)
    after = shop.works()
    assert after not in (State.READY, State.REVIEWING, State.RELEASED)
    assert What.FILM not in shop.made(film)
    if after is State.REFUSED:
        assert shop.made(film) == [] and shop.stored() == 0
        assert Event.TURNED_DOWN in shop.society.told(shop.jun)


def test_a_film_in_which_somebody_is_missing_is_refused(shop: Shop) -> None:
    shop.allows()
    film = shop.film()
    shop.works()
    shop.faults = ("person_missing",)
    assert shop.works() is State.REFUSED
    assert shop.society.state(film.id).why == ("person_missing",)
    assert (shop.made(film), shop.stored()) == ([], 0)


def test_an_engine_that_fails_ends_it_and_its_owner_is_told(shop: Shop) -> None:
    def fail() -> None:
        raise EngineFailed

    shop.allows()
    film = shop.film()
    shop.works()
    shop.engine.meanwhile = fail
    assert shop.works() is State.FAILED
    assert shop.society.state(film.id).why == ("engine_failed",)
    assert shop.society.told(shop.jun)[-1] is Event.FAILED
    assert (shop.made(film), shop.stored()) == ([], 0)


def test_an_engine_that_is_not_here(shop: Shop) -> None:
    shop.allows()
    shop.film()
    job = replace(shop.society.bench.jobs.pop(0), engine="far")
    assert carry_out(shop.workshop, job) is State.FAILED


def test_what_may_pass_is_tried_again(shop: Shop) -> None:
    def full() -> None:
        raise DiskFull

    shop.allows()
    film = shop.film()
    shop.works()
    job: Job = shop.society.bench.jobs[0]
    shop.engine.meanwhile = full
    with pytest.raises(DiskFull):
        shop.works()
    assert shop.society.state(film.id).state is State.RENDERING
    shop.engine.meanwhile = lambda: None
    assert carry_out(shop.workshop, job) is State.READY
    assert give_up(shop.workshop, job) is State.READY  # too late to give up


def test_what_does_not_pass_is_given_up(shop: Shop) -> None:
    shop.allows()
    film = shop.film()
    assert give_up(shop.workshop, shop.society.bench.jobs[0]) is State.FAILED
    assert shop.society.state(film.id).why == ("try_again",)
    assert shop.society.told(shop.jun)[-1] is Event.FAILED


def test_an_approval_that_never_comes(shop: Shop) -> None:
    shop.allows(ASKED_BOTH)
    film = shop.film()
    assert shop.works() is State.WAITING_FOR_APPROVALS
    assert shop.made(film) == [What.STILL] * len(shop.made(film)) != []
    shop.society.clock.time += PATIENCE
    assert shop.society.does(lambda unit: expire_waiting(unit, shop.society.clock.now())) == 1
    assert shop.society.state(film.id).state is State.EXPIRED
    assert (shop.made(film), shop.stored()) == ([], 0)
    assert shop.society.told(shop.jun)[-1] is Event.EXPIRED
    assert shop.society.does(lambda unit: expire_waiting(unit, shop.society.clock.now())) == 0


def test_how_far_it_is_and_what_was_just_drawn(shop: Shop) -> None:
    shop.allows()
    seals = SmallSeals(Keys(KeyFile(shop.folder / "keys" / "master.key"), lambda: False))
    shop.workshop = replace(shop.workshop, seals=seals)
    film = shop.film()
    shop.works()
    noted: list[HowFar] = []

    def look() -> None:
        found = shop.society.store.read(lambda unit: unit.how_far.find(production=film.id))
        if found is not None:
            noted.append(found)

    shop.engine.meanwhile, shop.engine.glimpse = look, b"glimpse"
    assert shop.works() is State.READY
    assert [(far.stage, far.within, far.attempt) for far in noted] == [("draw", 0.0, 2)]
    assert shop.society.store.read(lambda unit: unit.how_far.all()) == []


def test_what_was_just_drawn_is_sealed_and_goes_with_a_no(shop: Shop) -> None:
    grant = shop.allows()
    seals = SmallSeals(Keys(KeyFile(shop.folder / "keys" / "master.key"), lambda: False))
    shop.workshop = replace(shop.workshop, seals=seals)
    film = shop.film()
    shop.works()
    seen: list[bytes] = []

    def look() -> None:
        found = shop.society.store.read(lambda unit: unit.how_far.find(production=film.id))
        assert found is not None and found.picture is not None and b"glimpse" not in found.picture
        seen.append(seals.open(found.picture, picture_name(film.id, found.attempt)))
        revokes(shop, grant)
        assert shop.society.store.read(lambda unit: unit.how_far.all()) == []

    shop.engine.late, shop.engine.glimpse = look, b"glimpse"
    assert shop.works() is State.REFUSED
    assert seen == [b"glimpse"]
    assert shop.society.store.read(lambda unit: unit.how_far.all()) == []

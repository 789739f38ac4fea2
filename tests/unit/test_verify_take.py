"""What a take costs and what follows from its verdict, in a world in memory."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from tests.good_evidence import good
from tests.world import NOON, MemoryAttempts, MemoryChallenges, MemoryVault, VirtualClock
from walkon.actions.create_cameo import Maker, create_cameo
from walkon.actions.renew_cameo import renew_cameo
from walkon.actions.verify_take import Answer, Checker, verify_take
from walkon.domain.attempts import HERE, Limits
from walkon.domain.cameo import Cameo, Standing
from walkon.domain.capture import ANSWERS, Challenge, Language, Screen, draw_challenge
from walkon.domain.errors import (
    BadInput,
    ChallengeExpired,
    ChallengeForeign,
    ChallengeUnknown,
    ChallengeUsed,
    TooManyAttempts,
    UnknownHandle,
)
from walkon.domain.evidence import Evidence
from walkon.domain.ids import CameoId, Handle
from walkon.domain.policies import STANDARD
from walkon.domain.refusal import Reason
from walkon.domain.verification import NeedsReview, Refused, RefusedTake, Retry, TakeToReview, Verified
from walkon.media.errors import ClipTruncated
from walkon.ports.making import BuiltVoice
from walkon.ports.world import silent

TAKE = Path("take.mp4")


@dataclass(frozen=True)
class Person:
    evidence: Evidence
    face: bytes | None


def face(*numbers: float) -> bytes:
    return np.array([*numbers, *[0.0] * (128 - len(numbers))], "<f4").tobytes()


@dataclass
class World:
    """A home in which takes are what the test says they are."""

    person: Person = field(default_factory=lambda: Person(good(), face(1.0)))
    clock: VirtualClock = field(default_factory=VirtualClock)
    vault: MemoryVault = field(default_factory=MemoryVault)
    challenges: MemoryChallenges = field(default_factory=MemoryChallenges)
    attempts: MemoryAttempts = field(default_factory=MemoryAttempts)
    limits: Limits = field(default_factory=Limits)
    readable: bool = True
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(100)))

    def checker(self) -> Checker[Person]:
        return Checker(
            perceive=self._perceive,
            evidence=lambda seen: seen.evidence,
            face=lambda seen: seen.face,
            speaker=lambda _seen: b"speaker",
            vault=self.vault,
            challenges=self.challenges,
            attempts=self.attempts,
            limits=self.limits,
            clock=self.clock,
        )

    def maker(self) -> Maker[Person]:
        return Maker(
            checker=self.checker(),
            likeness=lambda _seen, _progress: b"likeness",
            voice=lambda _seen, _challenge, _progress: BuiltVoice(data=b"voice", similarity=0.7),
        )

    def challenge(self) -> Challenge:
        drawn = draw_challenge(random.Random(next(self.numbers)), Language.ENGLISH, self.clock.now(), Screen.WIDE)
        self.challenges.issue(drawn, HERE)
        return drawn

    def answer(self, challenge: Challenge) -> Answer[Person]:
        return verify_take(self.checker(), TAKE, challenge, HERE, STANDARD, silent, witnessed=True)

    def _perceive(self, _take: Path, _challenge: Challenge | None, _progress: object) -> Person:
        if not self.readable:
            raise ClipTruncated
        return self.person


def shaky() -> Evidence:
    """Somebody who can do better: the light is bad."""
    return replace(good(), quality=replace(good().quality, light=0.01))


def flat() -> Evidence:
    """A print."""
    return replace(good(), planarity=0.001)


def test_a_yes_closes_the_challenge_and_carries_its_proof() -> None:
    world = World()
    challenge = world.challenge()
    found = world.answer(challenge)
    assert isinstance(found.verdict, Verified)
    assert (found.verdict.policy, found.verdict.at, found.left) == (STANDARD, NOON, 0)
    with pytest.raises(ChallengeUsed):
        world.answer(challenge)


def test_a_challenge_may_be_answered_three_times() -> None:
    world = World(person=Person(shaky(), face(1.0)))
    challenge = world.challenge()
    for left in (2, 1, 0):
        found = world.answer(challenge)
        assert isinstance(found.verdict, Retry) and found.verdict.reasons == (Reason.TOO_DARK,)
        assert found.left == left
    world.person = Person(good(), face(1.0))
    with pytest.raises(ChallengeUsed):
        world.answer(challenge)


def test_a_second_answer_can_be_the_good_one() -> None:
    world = World(person=Person(shaky(), face(1.0)))
    challenge = world.challenge()
    world.answer(challenge)
    world.person = Person(good(), face(1.0))
    assert isinstance(world.answer(challenge).verdict, Verified)


def test_what_is_refused_gets_no_second_try() -> None:
    world = World(person=Person(flat(), face(1.0)))
    challenge = world.challenge()
    found = world.answer(challenge)
    assert isinstance(found.verdict, Refused) and found.left == 0
    assert found.verdict.evidence.planarity == 0.001
    with pytest.raises(ChallengeUsed):
        world.answer(challenge)


def test_a_file_that_cannot_be_read_costs_nothing() -> None:
    world = World(readable=False)
    challenge = world.challenge()
    for _ in range(ANSWERS + 1):
        with pytest.raises(ClipTruncated):
            world.answer(challenge)
    assert not world.attempts.attempts
    world.readable = True
    assert isinstance(world.answer(challenge).verdict, Verified)


def test_expired_foreign_and_unknown_challenges_are_not_looked_at() -> None:
    world = World(readable=False)  # looking would raise
    challenge = world.challenge()
    with pytest.raises(ChallengeForeign):
        verify_take(world.checker(), TAKE, challenge, replace(HERE, connection="x"), STANDARD, silent, witnessed=True)
    with pytest.raises(ChallengeUnknown):
        world.answer(draw_challenge(random.Random(99), Language.ENGLISH, NOON))
    world.clock.advance(minutes=10)
    with pytest.raises(ChallengeExpired):
        world.answer(challenge)


def test_too_many_answers_in_a_day_must_wait() -> None:
    world = World(person=Person(flat(), face(1.0)), limits=Limits(per_account=2, per_device=9))
    for _ in range(2):
        world.answer(world.challenge())
    with pytest.raises(TooManyAttempts) as refusal:
        world.answer(world.challenge())
    assert refusal.value.sentence("ko")
    world.clock.advance(days=1)
    world.answer(world.challenge())


def test_who_resembles_somebody_enrolled_is_looked_at_by_a_person() -> None:
    world = World()
    create_cameo(world.maker(), Handle("mina"), TAKE, world.challenge(), HERE, STANDARD, silent, witnessed=True)
    world.person = Person(good(), face(1.3))
    with pytest.raises(TakeToReview) as refusal:
        create_cameo(world.maker(), Handle("twin"), TAKE, world.challenge(), HERE, STANDARD, silent, witnessed=True)
    assert isinstance(refusal.value.verdict, NeedsReview)
    assert refusal.value.verdict.reasons == (Reason.RESEMBLES,)
    assert world.vault.find(Handle("twin")) is None
    world.person = Person(good(), face(2.0))
    create_cameo(world.maker(), Handle("jun"), TAKE, world.challenge(), HERE, STANDARD, silent, witnessed=True)


def enrolled(world: World) -> CameoId:
    cameo, _ = create_cameo(
        world.maker(), Handle("mina"), TAKE, world.challenge(), HERE, STANDARD, silent, witnessed=True
    )
    return cameo.id


def renew(world: World) -> Cameo:
    cameo, _ = renew_cameo(
        world.maker(), Handle("mina"), TAKE, world.challenge(), HERE, STANDARD, silent, witnessed=True
    )
    return cameo


def test_the_owner_records_their_cameo_anew() -> None:
    world = World()
    mina = enrolled(world)
    world.clock.advance(days=400)
    world.person = Person(good(), face(1.0, 0.3))
    renewed = renew(world)
    assert (renewed.id, renewed.created, renewed.renewed) == (mina, NOON, world.clock.now())
    assert world.vault.open(mina, "face") == face(1.0, 0.3)


@pytest.mark.parametrize(
    ("other", "error", "reason"),
    [
        (face(1.0, 0.6), RefusedTake, Reason.NOT_THE_OWNER),
        (face(1.0, 0.45), TakeToReview, Reason.OWNER_UNSURE),
        (None, TakeToReview, Reason.OWNER_UNSURE),
    ],
)
def test_nobody_else_records_it_anew(other: bytes | None, error: type[RefusedTake], reason: Reason) -> None:
    world = World()
    mina = enrolled(world)
    world.person = Person(good(), other)
    with pytest.raises(error) as refusal:
        renew(world)
    assert refusal.value.verdict.reasons == (reason,)
    assert world.vault.open(mina, "face") == face(1.0)
    assert world.vault.all()[0].renewed is None


def test_a_cameo_of_an_existing_clip_is_verified_by_its_person() -> None:
    world = World()
    create_cameo(world.maker(), Handle("mina"), TAKE, None, HERE, STANDARD, silent, witnessed=True)
    assert renew(world).standing is Standing.VERIFIED


def test_nobody_is_asked_whom_they_resemble_to_get_their_own_cameo_back() -> None:
    world = World()
    mina = enrolled(world)
    twin = replace(world.vault.all()[0], id=CameoId("f" * 32), handle=Handle("twin"))
    world.vault.put(twin, {"face": face(1.0, 0.1)})
    found = verify_take(world.checker(), TAKE, world.challenge(), HERE, STANDARD, silent, claims=mina, witnessed=True)
    assert isinstance(found.verdict, Verified)


def test_a_cameo_that_left_cannot_be_claimed() -> None:
    world = World()
    mina = enrolled(world)
    world.vault.delete(mina)
    found = verify_take(world.checker(), TAKE, world.challenge(), HERE, STANDARD, silent, claims=mina, witnessed=True)
    assert isinstance(found.verdict, NeedsReview) and found.verdict.reasons == (Reason.OWNER_UNSURE,)
    with pytest.raises(UnknownHandle):
        renew(world)


def test_without_a_readable_face_nobody_is_verified() -> None:
    world = World(person=Person(good(), None))
    assert isinstance(world.answer(world.challenge()).verdict, NeedsReview)


def test_a_cameo_remembers_its_policy_and_keeps_its_face_sealed() -> None:
    world = World()
    cameo, verdict = create_cameo(
        world.maker(), Handle("mina"), TAKE, world.challenge(), HERE, STANDARD, silent, witnessed=True
    )
    assert isinstance(verdict, Verified)
    assert (cameo.standing, cameo.policy, cameo.policy_version) == (Standing.VERIFIED, "standard", STANDARD.version)
    assert world.vault.open(cameo.id, "face") == face(1.0)


def test_nothing_of_a_refused_take_is_kept() -> None:
    world = World(person=Person(flat(), face(1.0)))
    with pytest.raises(BadInput):
        create_cameo(world.maker(), Handle("mina"), TAKE, world.challenge(), HERE, STANDARD, silent, witnessed=True)
    assert not world.vault.cameos


def test_a_recording_does_not_witness_itself() -> None:
    """Whatever the evidence says: only who received the recording knows how."""
    world = World()
    assert good().witnessed
    found = verify_take(world.checker(), TAKE, world.challenge(), HERE, STANDARD, silent)
    assert isinstance(found.verdict, NeedsReview)
    assert found.verdict.reasons == (Reason.NOT_WITNESSED,)

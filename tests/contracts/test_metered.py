"""What every database keeps of uses and answers."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.contracts.test_store import new_id, server
from tests.society import Society
from walkon.actions import quotas
from walkon.actions.answer_once import answer_once, answer_once_outside, forget_answers
from walkon.domain.allowances import DEFAULT, Allowances, QuotaReached, Resource, TooManyAtWork, Usage
from walkon.domain.errors import NotFound
from walkon.domain.idempotency import (
    KEPT,
    LEASE,
    Asked,
    IdempotencyInProgress,
    IdempotencyKeyReused,
    KeptAnswer,
)
from walkon.domain.ids import UploadId
from walkon.domain.people import Account, Tier
from walkon.domain.production import State
from walkon.ports.store import Unit
from walkon.vault.derived import AnswerSeal
from walkon.vault.keys import Keys

__all__ = ["server"]


class Ring:
    """A master key in memory."""

    place = "memory"

    def load(self) -> bytes:
        return bytes(32)

    def create(self) -> bytes:
        raise AssertionError


SEAL = AnswerSeal(Keys(Ring(), lambda: True))


def asked(key: str = "a key of sixteen or more", body: bytes = b"body") -> Asked:
    return Asked(key=key, digest=SEAL.digest(b"key", key.encode()), fingerprint=SEAL.digest(b"request", body))


def tight(**changes: float) -> Allowances:
    return {tier: replace(DEFAULT[tier], **changes) for tier in Tier}  # type: ignore[arg-type]


def test_usages(server: Society) -> None:
    mina, jun, now = server.join("mina"), server.join("jun"), server.clock.now()

    def put(unit: Unit) -> None:
        for person, hours, amount in ((mina, 30, 1.5), (mina, 2, 2.25), (jun, 1, 4.0)):
            at = now - timedelta(hours=hours)
            unit.usages.put(Usage(subject=new_id(), what=Resource.SECONDS, account=person.id, amount=amount, at=at))

    server.does(put)
    day = now - timedelta(days=1)
    assert [u.amount for u in server.store.read(lambda unit: unit.usages.since(mina.id, day))] == [2.25]
    everything = now - timedelta(days=9)
    assert [u.amount for u in server.store.read(lambda unit: unit.usages.since(mina.id, everything))] == [1.5, 2.25]
    server.does(lambda unit: quotas.forget_usages(unit, now))
    assert [u.amount for u in server.store.read(lambda unit: unit.usages.since(mina.id, everything))] == [2.25]
    upload = UploadId(new_id())
    for size in (0, 10, 30):
        server.does(lambda unit, size=size: quotas.count_upload(unit, jun.id, upload, size, now))  # type: ignore[misc]
    found = server.store.read(lambda unit: unit.usages.get(upload, Resource.BYTES))
    assert found == Usage(subject=upload, what=Resource.BYTES, account=jun.id, amount=30, at=now)


def sent(server: Society, me: Account, allowances: Allowances) -> State:
    """A production of somebody alone, sent under these allowances."""

    def propose(unit: Unit) -> State:
        from tests.society import USE, planned  # noqa: PLC0415
        from walkon.actions import propose_video  # noqa: PLC0415

        now = server.clock.now()
        made = propose_video.propose(unit, me, "me on Mars", [me.handle], USE, now, plan=planned)
        return propose_video.send(unit, me, made.id, now, allowances).state

    return server.does(propose)


def test_what_is_sent_counts_in_the_same_unit_of_work(server: Society) -> None:
    mina, jun, plans = server.join("mina"), server.join("jun"), tight(productions_a_day=2, at_once=9)
    assert [sent(server, mina, plans) for _ in range(2)] == [State.STORYBOARD] * 2
    with pytest.raises(QuotaReached):
        sent(server, mina, plans)
    assert sent(server, jun, plans) is State.STORYBOARD
    server.clock.advance(hours=24)
    assert sent(server, mina, plans) is State.STORYBOARD


def test_workers_are_not_filled_by_one(server: Society) -> None:
    mina, plans = server.join("mina"), tight(at_once=2)
    for _ in range(2):
        sent(server, mina, plans)
    assert [job.behind for job in server.bench.jobs] == [0, 1]
    with pytest.raises(TooManyAtWork):
        sent(server, mina, plans)
    server.work(), server.work(), server.work()  # two storyboards, and the first film to its end
    assert sent(server, mina, plans) is State.STORYBOARD


def test_who_sends_twice_at_the_same_time_is_counted_twice(server: Society) -> None:
    mina, plans, found = server.join("mina"), tight(productions_a_day=3, at_once=9), list[str]()

    def try_it() -> None:
        try:
            found.append(sent(server, mina, plans).value)
        except QuotaReached as error:
            found.append(error.code)

    threads = [threading.Thread(target=try_it) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["quota_reached"] * 2 + ["storyboard"] * 3


def test_an_answer_is_given_once_more(server: Society) -> None:
    mina, jun, now, done = server.join("mina"), server.join("jun"), server.clock.now(), list[int]()

    def once(me: Account, wanted: Asked, at: timedelta = timedelta()) -> tuple[bytes, bool]:
        def change(_unit: Unit) -> bytes:
            done.append(len(done))
            return f"answer {done[-1]}".encode()

        return server.does(lambda unit: answer_once(unit, SEAL, me.id, wanted, now + at, change))

    assert once(mina, asked()) == (b"answer 0", False)
    assert once(mina, asked()) == (b"answer 0", True)
    assert once(jun, asked()) == (b"answer 1", False)
    with pytest.raises(IdempotencyKeyReused):
        once(mina, asked(body=b"another"))
    assert once(mina, asked(), KEPT - timedelta(seconds=1)) == (b"answer 0", True)
    assert once(mina, asked(body=b"another"), KEPT) == (b"answer 2", False)
    assert once(mina, asked(body=b"another"), KEPT) == (b"answer 2", True)
    server.does(lambda unit: forget_answers(unit, now + KEPT))
    assert server.store.read(lambda unit: unit.kept_answers.get(jun.id, asked().digest)) is None
    assert server.store.read(lambda unit: unit.kept_answers.get(mina.id, asked().digest)) is not None


def test_what_failed_is_tried_again(server: Society) -> None:
    mina, now = server.join("mina"), server.clock.now()

    def fail(unit: Unit) -> bytes:
        unit.usages.put(Usage(subject=new_id(), what=Resource.BYTES, account=mina.id, amount=1, at=now))
        raise NotFound

    with pytest.raises(NotFound):
        server.does(lambda unit: answer_once(unit, SEAL, mina.id, asked(), now, fail))
    assert server.store.read(lambda unit: unit.usages.since(mina.id, now - timedelta(days=1))) == []
    assert server.does(lambda unit: answer_once(unit, SEAL, mina.id, asked(), now, lambda _unit: b"done")) == (
        b"done",
        False,
    )


def test_two_at_the_same_time_do_one_thing(server: Society) -> None:
    mina, now, found, line = server.join("mina"), server.clock.now(), list[bytes](), threading.Barrier(4)

    def change(unit: Unit) -> bytes:
        upload = UploadId(new_id())
        quotas.count_upload(unit, mina.id, upload, 1, now)
        return upload.encode()

    def come() -> None:
        line.wait()
        found.append(server.does(lambda unit: answer_once(unit, SEAL, mina.id, asked(), now, change))[0])

    threads = [threading.Thread(target=come) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert len(server.store.read(lambda unit: unit.usages.since(mina.id, now - timedelta(days=1)))) == 1


def test_outside_a_unit_of_work_it_is_claimed_first(server: Society) -> None:
    mina, now = server.join("mina"), server.clock.now()

    def again() -> bytes:
        with pytest.raises(IdempotencyInProgress):
            answer_once_outside(server.store, SEAL, mina.id, asked(), now, lambda: b"other")
        return b"first"

    assert answer_once_outside(server.store, SEAL, mina.id, asked(), now, again) == (b"first", False)
    assert answer_once_outside(server.store, SEAL, mina.id, asked(), now, again) == (b"first", True)

    def fail() -> bytes:
        raise NotFound

    other = asked("another key, as long")
    with pytest.raises(NotFound):
        answer_once_outside(server.store, SEAL, mina.id, other, now, fail)
    assert answer_once_outside(server.store, SEAL, mina.id, other, now, lambda: b"now") == (b"now", False)


def test_who_died_over_it_does_not_hold_it(server: Society) -> None:
    mina, now, wanted = server.join("mina"), server.clock.now(), asked()
    claim = KeptAnswer(account=mina.id, digest=wanted.digest, fingerprint=wanted.fingerprint, at=now, sealed=None)
    server.does(lambda unit: unit.kept_answers.add(claim))
    with pytest.raises(IdempotencyInProgress):
        answer_once_outside(server.store, SEAL, mina.id, wanted, now + LEASE - timedelta(seconds=1), lambda: b"")
    late = now + LEASE
    assert answer_once_outside(server.store, SEAL, mina.id, wanted, late, lambda: b"x") == (b"x", False)

"""Doing once what may be asked twice: the answer is kept in the unit of work that made it true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from walkon.domain.idempotency import KEPT, Answered, Asked, Fresh, KeptAnswer, weigh
from walkon.domain.ids import AccountId
from walkon.ports.answers import SealsAnswers
from walkon.ports.store import Store, Unit


def answer_once(
    unit: Unit, seal: SealsAnswers, me: AccountId, asked: Asked, now: datetime, change: Callable[[Unit], bytes]
) -> tuple[bytes, bool]:
    """The answer of `change`, and whether it is an earlier one: then nothing was changed.

    Raises what `change` raises (and keeps nothing then), `IdempotencyKeyReused`, `IdempotencyInProgress`.
    """
    kept = unit.kept_answers.get(me, asked.digest)
    match weigh(kept, asked, now):
        case Answered(sealed=sealed):
            return seal.open(asked.key, asked.digest, sealed), True
        case Fresh():
            answer = change(unit)
            _keep(unit, kept, me, asked, now, seal.seal(asked.key, asked.digest, answer))
            return answer, False


def answer_once_outside(
    store: Store, seal: SealsAnswers, me: AccountId, asked: Asked, now: datetime, change: Callable[[], bytes]
) -> tuple[bytes, bool]:
    """The same for what is no part of a unit of work: it is claimed before and kept after.

    Whoever dies in between leaves a claim that ends by itself; what they had begun may then be begun again.
    """

    def claim(unit: Unit) -> bytes | None:
        kept = unit.kept_answers.get(me, asked.digest)
        match weigh(kept, asked, now):
            case Answered(sealed=sealed):
                return sealed
            case Fresh():
                _keep(unit, kept, me, asked, now, None)
                return None

    if (sealed := store.write(claim)) is not None:
        return seal.open(asked.key, asked.digest, sealed), True
    try:
        answer = change()
    except BaseException:
        store.write(lambda unit: unit.kept_answers.remove(me, asked.digest))
        raise
    done = KeptAnswer(
        account=me,
        digest=asked.digest,
        fingerprint=asked.fingerprint,
        at=now,
        sealed=seal.seal(asked.key, asked.digest, answer),
    )
    store.write(lambda unit: unit.kept_answers.save(done))
    return answer, False


def forget_answers(unit: Unit, now: datetime) -> None:
    """Those that are given no longer."""
    unit.kept_answers.forget(now - KEPT)


def _keep(
    unit: Unit, before: KeptAnswer | None, me: AccountId, asked: Asked, now: datetime, sealed: bytes | None
) -> None:
    kept = KeptAnswer(account=me, digest=asked.digest, fingerprint=asked.fingerprint, at=now, sealed=sealed)
    if before is None:
        unit.kept_answers.add(kept)
    else:
        unit.kept_answers.save(kept)

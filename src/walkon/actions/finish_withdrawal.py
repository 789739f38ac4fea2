"""The steps of a withdrawal that follow the asking: key, objects, proof and receipt. Rules: `domain.withdrawal`.

Several may do it at once, and each may die over it: a step is written down only by whoever finds the one before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from walkon.actions.withdraw_me import PREFIX
from walkon.domain import withdrawal as rules
from walkon.domain.errors import NotFound, Passing, WalkonError
from walkon.domain.ids import WithdrawalId
from walkon.domain.withdrawal import Step, Withdrawal
from walkon.ports.erasing import Proves, SignReceipt
from walkon.ports.store import Erasure, Store, Unit
from walkon.ports.world import Clock


class StillThere(Passing):
    """What was erased is there again, or still; it is erased once more."""

    code = "still_there"
    en = "Something of this withdrawal is not erased yet; it is tried again by itself."
    ko = "이 철회에서 아직 지워지지 않은 것이 있습니다. 자동으로 다시 시도합니다."


@dataclass(frozen=True, slots=True, kw_only=True)
class Finishing:
    """What the steps need. `server` is this server's address."""

    store: Store
    eraser: Proves
    sign: SignReceipt
    clock: Clock
    server: str


def finish(finishing: Finishing, id: WithdrawalId) -> Withdrawal:
    """Take a withdrawal as far as it goes, to its receipt if nothing is in the way. Doing it again is fine.

    Raises `NotFound`, and what erasing and signing raise; what was reached by then is written down.
    """
    current = _now(finishing, id)
    while current.receipt is None:
        current = _one_step(finishing, current)
    return current


def finish_all(finishing: Finishing) -> int:
    """Every withdrawal that is not finished: all keys first. Gives how many got their receipt.

    One that cannot go on now does not keep others from it.
    """
    for waiting in finishing.store.read(lambda unit: unit.withdrawals.all(step=Step.STOPPED)):
        with suppress(WalkonError):
            _one_step(finishing, waiting)
    count = 0
    for waiting in finishing.store.read(lambda unit: unit.withdrawals.all(receipt=None)):
        with suppress(WalkonError):
            count += finish(finishing, waiting.id).receipt is not None
    return count


def _one_step(finishing: Finishing, current: Withdrawal) -> Withdrawal:
    """The next step, done and written down; of one that is proven, the receipt."""
    eraser, key = finishing.eraser, PREFIX + current.cameo
    match current.step:
        case Step.STOPPED:
            eraser.erase(key)
            return _reached(finishing, current, Step.KEY_DESTROYED, [key])
        case Step.KEY_DESTROYED:
            _erase(eraser, current.objects)
            return _reached(finishing, current, Step.ERASED, current.objects)
        case Step.ERASED:
            _prove(eraser, [key, *current.objects])
            return _reached(finishing, current, Step.PROVEN, ())
        case Step.PROVEN:
            return _sign(finishing, current)


def _erase(eraser: Proves, names: Iterable[str]) -> None:
    """All of them; one that cannot be erased now does not keep the others. Raises what the last of those raised."""
    trouble: WalkonError | None = None
    for name in names:
        try:
            eraser.erase(name)
        except WalkonError as error:
            trouble = error
    if trouble is not None:
        raise trouble


def _prove(eraser: Proves, names: Iterable[str]) -> None:
    """Look for everything. What is found is erased again, and `StillThere` raised: the next look decides."""
    left = [name for name in names if eraser.holds(name)]
    _erase(eraser, left)
    if left:
        raise StillThere


def _reached(finishing: Finishing, before: Withdrawal, step: Step, erased: Iterable[str]) -> Withdrawal:
    """Write down a step that was done, unless somebody was faster; what is erased needs no erasing any more."""

    def change(unit: Unit) -> Withdrawal:
        found = unit.withdrawals.find(id=before.id)
        if found is None:
            raise NotFound
        if found.step is not before.step:
            return found
        now = finishing.clock.now()
        for name in erased:
            unit.erasures.remove(Erasure(name=name, due_at=now))
        after = rules.onward(found, step, now)
        unit.withdrawals.save(after)
        return after

    return finishing.store.write(change)


def _sign(finishing: Finishing, proven: Withdrawal) -> Withdrawal:
    receipt = finishing.sign(rules.statement(proven, finishing.server))

    def change(unit: Unit) -> Withdrawal:
        found = unit.withdrawals.find(id=proven.id)
        if found is None:
            raise NotFound
        if found.receipt is None:
            found = rules.signed(found, receipt)
            unit.withdrawals.save(found)
        return found

    return finishing.store.write(change)


def _now(finishing: Finishing, id: WithdrawalId) -> Withdrawal:
    found = finishing.store.read(lambda unit: unit.withdrawals.find(id=id))
    if found is None:
        raise NotFound
    return found

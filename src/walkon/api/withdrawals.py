"""Leaving: taking one's cameo out of everything, how far that is, and the receipt."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from fastapi import APIRouter

from walkon.actions.finish_withdrawal import finish
from walkon.actions.forget import erase_due
from walkon.actions.withdraw_me import withdraw_me
from walkon.api.callers import Me
from walkon.api.forms import Form
from walkon.domain.errors import NotFound, WalkonError
from walkon.domain.production import State
from walkon.domain.signing_in import Deed
from walkon.domain.withdrawal import Remaining, Step, Withdrawal

router = APIRouter(tags=["cameos"])


class NoWithdrawal(NotFound):
    code = "withdrawal_unknown"
    en = "You have not withdrawn a cameo here."
    ko = "여기서 철회한 카메오가 없습니다."


class RemnantShown(Form):
    """What remains, and until when; null: for as long as somebody else keeps it."""

    what: Remaining
    until: datetime | None


class WithdrawalShown(Form):
    """A withdrawal. `receipt` is there once everything is proven to be gone: keep it, it can be checked without this server."""

    id: str
    step: Step
    at: datetime
    key_destroyed_at: datetime | None
    erased_at: datetime | None
    proven_at: datetime | None
    grants_ended: int
    requests_ended: int
    productions_ended: int
    productions: dict[State, int]
    stills_erased: int
    films_erased: int
    recordings_erased: int
    remains: list[RemnantShown]
    receipt: str | None

    @classmethod
    def of(cls, found: Withdrawal) -> WithdrawalShown:
        taken = found.taken
        return cls(
            id=found.id,
            step=found.step,
            at=found.began_at,
            key_destroyed_at=found.key_destroyed_at,
            erased_at=found.erased_at,
            proven_at=found.proven_at,
            grants_ended=taken.grants,
            requests_ended=taken.requests,
            productions_ended=taken.ended,
            productions=dict(taken.productions),
            stills_erased=taken.stills,
            films_erased=taken.films,
            recordings_erased=taken.recordings,
            remains=[RemnantShown(what=one.what, until=one.until) for one in found.remnants],
            receipt=found.receipt,
        )


@router.delete("/me/cameo", operation_id="withdraw_cameo")
def withdraw(me: Me) -> WithdrawalShown:
    """Take yourself out of everything: permissions, films in the making, releases. Your cameo's key is destroyed.

    What cannot be erased at once is erased by itself; `/me/withdrawal` tells how far it is.
    """
    me.may(Deed.WITHDRAW_CAMEO)
    service = me.service
    withdrawal = service.store.write(lambda unit: withdraw_me(unit, me.account, me.now))
    with suppress(WalkonError):  # from here on it goes on by itself, whatever happens
        if service.finishing is None:
            erase_due(service.store, service.eraser, me.now)
        else:
            withdrawal = finish(service.finishing, withdrawal.id)
    return WithdrawalShown.of(service.store.read(lambda unit: unit.withdrawals.find(id=withdrawal.id)) or withdrawal)


@router.get("/me/withdrawal", operation_id="read_withdrawal")
def read_withdrawal(me: Me) -> WithdrawalShown:
    """Your latest withdrawal: how far it is, and its receipt."""
    me.may(Deed.LOOK)
    found = me.service.store.read(lambda unit: unit.withdrawals.all(account=me.account.id))
    if not found:
        raise NoWithdrawal
    return WithdrawalShown.of(max(found, key=lambda one: (one.began_at, one.id)))

"""What whoever runs a server does with its accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from walkon.actions.audited import note
from walkon.actions.stop_uses import end, stop_uses
from walkon.domain import invites
from walkon.domain.allowances import OWN, OwnAllowance
from walkon.domain.audit import Act
from walkon.domain.consent import Denial
from walkon.domain.errors import Conflict, NotFound
from walkon.domain.ids import AccountId, Handle, InviteId
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account, NobodyThere, Office, Tier
from walkon.domain.production import SHOWN, UNDER_WAY
from walkon.domain.sessions import revoked
from walkon.domain.suspending import Cause, NotYourself, Suspension
from walkon.ports.store import Page, Unit

Change = Callable[[Unit, Handle], object]
"""Something done with somebody, by who they are called."""


class NobodyRuns(Conflict):
    """There is no administrator yet: the first account becomes one."""

    code = "nobody_runs"
    en = "Nobody has signed up yet. The first account needs no invite and runs the server."
    ko = "아직 가입한 사람이 없습니다. 첫 계정은 초대 없이 가입하고 서버를 관리합니다."


def administrator(unit: Unit) -> Account:
    """Somebody who runs this server. Raises `NobodyRuns`."""
    after: str | None = None
    while found := unit.accounts.search("", Page(limit=100, after=after)):
        for account in found:
            if account.office is Office.ADMIN:
                return account
        after = found[-1].handle.name
    raise NobodyRuns


def suspend(
    unit: Unit,
    handle: Handle,
    now: datetime,
    *,
    cause: Cause = Cause.ADMINISTRATOR,
    by: AccountId | None = None,
) -> int:
    """Nobody is used by them or with them any longer; they can read, answer and take back. Doing it twice is fine.

    What they were making ends, and what shows them; they are told. Gives how many productions ended.
    Raises `NobodyThere`, and `NotYourself` where `by` is them.
    """
    account = called(unit, handle)
    if account.id == by:
        raise NotYourself
    if unit.suspensions.find(account=account.id, cause=cause) is None:
        unit.suspensions.add(Suspension(account=account.id, cause=cause, at=now))
        note(unit, Act.SUSPENDED, account.id, now, actor=by, about=account.id, code=cause.value)
    if account.suspended_at is not None:
        return 0
    unit.accounts.save(replace(account, suspended_at=now))
    unit.notices.tell(Notice(account=account.id, event=Event.ACCOUNT_SUSPENDED, at=now))
    for token in unit.tokens.all(account=account.id):
        unit.tokens.save(replace(token, revoked_at=token.revoked_at or now))
    profile = unit.profiles.of(account.id)
    count = 0 if profile is None else stop_uses(unit, profile.cameo, now)
    after: str | None = None
    while found := unit.productions.of(account.id, Page(limit=100, after=after)):
        for production in found:
            if production.state in UNDER_WAY | SHOWN:
                count += end(unit, production, now, (Denial.REQUESTER_SUSPENDED.value,))
        after = found[-1].id
    return count


def restore(unit: Unit, handle: Handle, now: datetime, *, by: AccountId | None = None) -> None:
    """They may do everything again, whatever suspended them; what ended stays ended. Raises `NobodyThere`."""
    account = called(unit, handle)
    for suspension in unit.suspensions.all(account=account.id):
        unit.suspensions.remove(suspension)
    if account.suspended_at is not None:
        note(unit, Act.RESTORED, account.id, now, actor=by, about=account.id)
        _freed(unit, account, now)


def lift(unit: Unit, account: AccountId, cause: Cause, now: datetime, *, by: AccountId | None = None) -> None:
    """One reason to suspend them is gone; where it was the last, they may do everything again."""
    found, them = unit.suspensions.find(account=account, cause=cause), unit.accounts.get(account)
    if found is None or them is None:
        return
    unit.suspensions.remove(found)
    note(unit, Act.RESTORED, account, now, actor=by, about=account, code=cause.value)
    if not unit.suspensions.all(account=account):
        _freed(unit, them, now)


def _freed(unit: Unit, account: Account, now: datetime) -> None:
    unit.accounts.save(replace(account, suspended_at=None))
    unit.notices.tell(Notice(account=account.id, event=Event.ACCOUNT_RESTORED, at=now))


def set_tier(unit: Unit, handle: Handle, tier: Tier | None, now: datetime, *, by: AccountId | None = None) -> Account:
    """The account, in another tier from now on (None: as it is). Raises `NobodyThere`."""
    account = called(unit, handle)
    if tier is None or tier is account.tier:
        return account
    changed = replace(account, tier=tier)
    unit.accounts.save(changed)
    note(unit, Act.SET_PLAN, account.id, now, actor=by, about=account.id, code=tier.value)
    return changed


def set_quotas(unit: Unit, handle: Handle, own: Mapping[str, float | None], now: datetime, *, by: AccountId) -> Account:
    """What somebody may use instead of what their tier has (`domain.allowances.OWN`); what is None is as the tier has it.

    Raises `NobodyThere`.
    """
    account = called(unit, handle)
    wanted: Any = {name: own.get(name) for name in OWN}
    known, after = unit.own_allowances.find(account=account.id), OwnAllowance(account=account.id, **wanted)
    if (known or OwnAllowance(account=account.id)) == after:
        return account
    if known is not None:
        unit.own_allowances.remove(known)
    if any(value is not None for value in wanted.values()):
        unit.own_allowances.add(after)
    note(unit, Act.SET_PLAN, account.id, now, actor=by, about=account.id, code="own")
    return account


def end_invite(unit: Unit, invite: InviteId, now: datetime, *, by: AccountId) -> None:
    """Nobody signs up with it any longer, whoever made it. Raises `NotFound`."""
    found = unit.invites.find(id=invite)
    if found is None:
        raise NotFound
    unit.invites.save(invites.ended(found, now))
    note(unit, Act.ENDED_INVITE, found.id, now, actor=by, about=found.made_by)


def sign_out_everywhere(unit: Unit, handle: Handle, now: datetime, *, by: AccountId | None = None) -> int:
    """End all their sessions, for example after a lost phone. Gives how many. Raises `NobodyThere`."""
    account = called(unit, handle)
    ended = revoked(unit.sessions.all(account=account.id), now)
    for session in ended:
        unit.sessions.save(session)
    note(unit, Act.SIGNED_OUT, account.id, now, actor=by, about=account.id)
    return len(ended)


def called(unit: Unit, handle: Handle) -> Account:
    """Somebody who has not left. Raises `NobodyThere`."""
    found = unit.accounts.called(handle)
    if found is None or found.left_at is not None:
        raise NobodyThere(handle=str(handle))
    return found

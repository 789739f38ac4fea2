"""What whoever runs a server does with its accounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from walkon.actions.stop_uses import end, stop_uses
from walkon.domain.consent import Denial
from walkon.domain.errors import Conflict
from walkon.domain.ids import Handle
from walkon.domain.people import Account, NobodyThere, Office, Tier
from walkon.domain.production import SHOWN, UNDER_WAY
from walkon.domain.sessions import revoked
from walkon.ports.store import Page, Unit


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


def suspend(unit: Unit, handle: Handle, now: datetime) -> int:
    """Nobody is used by them or with them any longer; they can read, answer and take back. Doing it twice is fine.

    What they were making ends, and what shows them. Gives how many productions ended. Raises `NobodyThere`.
    """
    account = _called(unit, handle)
    if account.suspended_at is not None:
        return 0
    unit.accounts.save(replace(account, suspended_at=now))
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


def restore(unit: Unit, handle: Handle) -> None:
    """They may do everything again; what ended stays ended. Raises `NobodyThere`."""
    unit.accounts.save(replace(_called(unit, handle), suspended_at=None))


def set_tier(unit: Unit, handle: Handle, tier: Tier | None) -> Account:
    """The account, in another tier from now on (None: as it is). Raises `NobodyThere`."""
    account = _called(unit, handle)
    changed = account if tier is None else replace(account, tier=tier)
    unit.accounts.save(changed)
    return changed


def sign_out_everywhere(unit: Unit, handle: Handle, now: datetime) -> int:
    """End all their sessions, for example after a lost phone. Gives how many. Raises `NobodyThere`."""
    ended = revoked(unit.sessions.all(account=_called(unit, handle).id), now)
    for session in ended:
        unit.sessions.save(session)
    return len(ended)


def _called(unit: Unit, handle: Handle) -> Account:
    found = unit.accounts.called(handle)
    if found is None or found.left_at is not None:
        raise NobodyThere(handle=str(handle))
    return found

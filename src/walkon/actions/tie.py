"""Following and blocking."""

from __future__ import annotations

from datetime import datetime

from walkon.actions.stop_uses import part, stop_uses
from walkon.domain.ids import Handle
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account, Between, NobodyThere, Tie, WithYourself, sees_profile, with_tie
from walkon.ports.store import Unit


def somebody(unit: Unit, me: Account, handle: Handle) -> Account:
    """The person called `handle`. Raises `NobodyThere` where there is none, or none that `me` may know of."""
    found = unit.accounts.called(handle)
    if found is None or not sees_profile(me, found, unit.accounts.between(me.id, found.id)):
        raise NobodyThere(handle=str(handle))
    return found


def follow(unit: Unit, me: Account, handle: Handle, now: datetime) -> None:
    """From now on `me` follows them; they are told once. Raises `NobodyThere`, `WithYourself`, `YouBlockedThem`."""
    them, between = _other(unit, me, handle)
    wanted = with_tie(between, Tie.FOLLOWS, handle)
    if not sees_profile(me, them, between):
        raise NobodyThere(handle=str(handle))
    if wanted != between.mine:
        unit.accounts.tie(me.id, them.id, wanted)
        unit.notices.tell(Notice(account=them.id, event=Event.FOLLOWED, at=now, by=me.id))


def unfollow(unit: Unit, me: Account, handle: Handle, now: datetime) -> None:
    """`me` does not follow them any longer; what was allowed to friends ends with the friendship."""
    them, between = _other(unit, me, handle)
    if Tie.FOLLOWS in between.mine:
        unit.accounts.tie(me.id, them.id, between.mine - {Tie.FOLLOWS})
        _stop_between(unit, me, them, now)


def block(unit: Unit, me: Account, handle: Handle, now: datetime) -> None:
    """They do not see `me` any longer, nor I them; they do not follow me any longer; every use of one by the other
    ends, and what one said to films of the other goes. They are not told. Raises `NobodyThere`, `WithYourself`.
    """
    them, between = _other(unit, me, handle)
    unit.accounts.tie(me.id, them.id, with_tie(between, Tie.BLOCKS, handle))
    unit.accounts.tie(them.id, me.id, between.theirs - {Tie.FOLLOWS})
    unit.responses.part(me.id, them.id)
    unit.responses.part(them.id, me.id)
    _stop_between(unit, me, them, now)


def unblock(unit: Unit, me: Account, handle: Handle) -> None:
    """The block ends; nothing that it ended comes back. Raises `NobodyThere`, `WithYourself`."""
    them, between = _other(unit, me, handle)
    unit.accounts.tie(me.id, them.id, between.mine - {Tie.BLOCKS})


def _other(unit: Unit, me: Account, handle: Handle) -> tuple[Account, Between]:
    them = unit.accounts.called(handle)
    if them is None or them.left_at is not None:
        raise NobodyThere(handle=str(handle))
    if them.id == me.id:
        raise WithYourself
    return them, unit.accounts.between(me.id, them.id)


def _stop_between(unit: Unit, one: Account, other: Account, now: datetime) -> None:
    for shown, user in ((one, other), (other, one)):
        profile = unit.profiles.of(shown.id)
        if profile is not None:
            stop_uses(unit, profile.cameo, now, by=user.id)
    if unit.accounts.between(one.id, other.id).apart:
        part(unit, one.id, other.id, now)

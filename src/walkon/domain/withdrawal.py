"""Taking a cameo out of everything, step by step, and the receipt that its owner gets.

    stopped -> key destroyed -> erased -> proven

Rules
1. Stopped: nothing of the cameo is listed, opened or rendered any more. That is one unit of work, done when the owner asks.
2. The key comes next, before anything else is tried, and within `KEY_WITHIN`: what is sealed under it is noise from then on.
3. A step is written down after it is done, and doing it again is fine. Whoever dies over one is followed by somebody else.
4. Proven: somebody looked for the key and for every object, and found none. Only then there is a receipt.
5. A receipt holds numbers, times and the hash of the cameo's random id: no name, and nothing about anybody else.
6. It says what remains and until when; None: for as long as somebody else keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from walkon.domain.errors import Conflict
from walkon.domain.ids import AccountId, CameoId, WithdrawalId
from walkon.domain.production import ENDED, Production, State
from walkon.domain.provenance import hidden

KEY_WITHIN = timedelta(seconds=60)
TYPE, VERSION = "walkon withdrawal", 1


class Step(StrEnum):
    """How far a withdrawal is."""

    STOPPED = "stopped"  # nothing is used any more
    KEY_DESTROYED = "key_destroyed"  # likeness, voice and face template are noise
    ERASED = "erased"  # the noise is gone as well
    PROVEN = "proven"  # somebody looked, and signed the receipt


_NEXT = {Step.STOPPED: Step.KEY_DESTROYED, Step.KEY_DESTROYED: Step.ERASED, Step.ERASED: Step.PROVEN}


class Remaining(StrEnum):
    """What a withdrawal does not take away."""

    UNFINISHED_WORK = "unfinished_work"  # sealed pieces of films that were being made; their keys were never kept
    ACCOUNT = "account"  # the handle and the ways to sign in, until the account leaves
    WORDS_OF_OTHERS = "words_of_others"  # what others wrote in their productions; the cameo's random id among them
    BACKUPS = "backups"  # copies of the database and the home made before; the server's operator throws them away
    COPIES_ELSEWHERE = "copies_elsewhere"  # films that somebody saved while they could see them


@dataclass(frozen=True, slots=True, kw_only=True)
class Remnant:
    """Something that remains. `until` is an aware UTC datetime; None: the server does not know."""

    what: Remaining
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a withdrawal took away, counted. `productions` are those that ended, by the state they were in."""

    grants: int
    requests: int
    productions: Mapping[State, int]
    stills: int
    films: int
    recordings: int

    @property
    def ended(self) -> int:
        return sum(self.productions.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """One withdrawal. Times are aware UTC datetimes. `objects` are the names of what is to be erased."""

    id: WithdrawalId
    account: AccountId
    cameo: CameoId
    step: Step
    began_at: datetime
    taken: Taken
    objects: tuple[str, ...] = field(repr=False)
    remnants: tuple[Remnant, ...]
    key_destroyed_at: datetime | None = None
    erased_at: datetime | None = None
    proven_at: datetime | None = None
    receipt: str | None = field(default=None, repr=False)


class NotYet(Conflict):
    """A step whose turn has not come, or is past."""

    code = "withdrawal_step"
    en = "This withdrawal is “{step}” now."
    ko = "이 철회는 지금 “{step}” 단계입니다."


def counted(productions: Iterable[Production]) -> dict[State, int]:
    """Those that end with a withdrawal, by the state they are in; what has ended before is not counted."""
    found: dict[State, int] = {}
    for production in productions:
        if production.state not in ENDED:
            found[production.state] = found.get(production.state, 0) + 1
    return found


def remnants(unfinished: Sequence[datetime]) -> tuple[Remnant, ...]:
    """What remains; `unfinished`: when each begun object is erased at the latest."""
    begun = (Remnant(what=Remaining.UNFINISHED_WORK, until=max(unfinished)),) if unfinished else ()
    others = (Remaining.ACCOUNT, Remaining.WORDS_OF_OTHERS, Remaining.BACKUPS, Remaining.COPIES_ELSEWHERE)
    return begun + tuple(Remnant(what=what, until=None) for what in others)


def onward(withdrawal: Withdrawal, to: Step, now: datetime) -> Withdrawal:
    """The withdrawal after one more step. Raises `NotYet` for any but the next one."""
    if _NEXT.get(withdrawal.step) is not to:
        raise NotYet(step=withdrawal.step.value)
    match to:
        case Step.KEY_DESTROYED:
            return replace(withdrawal, step=to, key_destroyed_at=now)
        case Step.ERASED:
            return replace(withdrawal, step=to, erased_at=now)
        case _:
            return replace(withdrawal, step=to, proven_at=now)


def signed(withdrawal: Withdrawal, receipt: str) -> Withdrawal:
    """The withdrawal with its receipt. Raises `NotYet` for one that is not proven."""
    if withdrawal.step is not Step.PROVEN:
        raise NotYet(step=withdrawal.step.value)
    return replace(withdrawal, receipt=receipt)


def statement(withdrawal: Withdrawal, server: str) -> dict[str, Any]:
    """What the receipt says, ready to be written as JSON; `server` is its address. Raises `NotYet`.

    The form is documented in docs/withdrawal.md; a change of it changes `VERSION`.
    """
    if withdrawal.step is not Step.PROVEN:
        raise NotYet(step=withdrawal.step.value)
    taken = withdrawal.taken
    return {
        "type": TYPE,
        "version": VERSION,
        "server": server,
        "withdrawal": withdrawal.id,
        "cameo": hidden(withdrawal.cameo),
        "asked_at": _time(withdrawal.began_at),
        "key_destroyed_at": _time(withdrawal.key_destroyed_at),
        "erased_at": _time(withdrawal.erased_at),
        "proven_at": _time(withdrawal.proven_at),
        "ended": {
            "grants": taken.grants,
            "requests": taken.requests,
            "productions": {state.value: count for state, count in sorted(taken.productions.items())},
            "releases": taken.productions.get(State.RELEASED, 0),
        },
        "erased": {"stills": taken.stills, "films": taken.films, "recordings": taken.recordings},
        "remains": [{"what": one.what.value, "until": _time(one.until)} for one in withdrawal.remnants],
    }


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")

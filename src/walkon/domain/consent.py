"""Who may use a cameo. Permits are made here and nowhere else.

Rules
1. The default is no: a use that no rule allows is denied.
2. A cameo is used by the owner of the home it lies in; a use asked for from outside is denied.
3. A verified cameo may be in a film for any audience its owner chooses.
4. An unverified cameo stays on this computer, and every film with it is marked.
5. A permit is a fact of one moment. It is never stored: whoever needs one later asks again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walkon.domain.cameo import Cameo, Standing
from walkon.domain.errors import Forbidden
from walkon.domain.ids import CameoId, Handle


class Asker(StrEnum):
    """Who wants to use a cameo."""

    HOME = "home"  # the owner of the home in which the cameo lies
    OUTSIDE = "outside"  # anybody else


class Audience(StrEnum):
    """Who will see the result."""

    THIS_COMPUTER = "this_computer"
    ANYONE = "anyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use of a cameo that is asked for."""

    asker: Asker
    audience: Audience
    marks_unverified: bool  # the result will carry the visible mark wherever it shows an unverified person


class Denial(StrEnum):
    """Why a use is denied."""

    NOT_YOURS = "not_yours"
    LEAVES_THIS_COMPUTER = "leaves_this_computer"
    UNMARKED = "unmarked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """A permit: this use of this cameo is allowed at `at`. It rests on `basis`; `marked`: the mark must show."""

    cameo: CameoId
    basis: Standing
    marked: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """No, and why. Never empty."""

    reasons: tuple[Denial, ...]


class UseDenied(Forbidden):
    code = "use_denied"
    en = "{handle} may not be used like this: {reasons}."
    ko = "{handle}을(를) 이렇게 쓸 수 없습니다: {reasons}."


def decide(cameo: Cameo, use: Use, now: datetime) -> Allowed | Denied:
    """Whether this use of this cameo is allowed now."""
    reasons = []
    if use.asker is not Asker.HOME:
        reasons.append(Denial.NOT_YOURS)
    if cameo.standing is not Standing.VERIFIED:
        if use.audience is not Audience.THIS_COMPUTER:
            reasons.append(Denial.LEAVES_THIS_COMPUTER)
        if not use.marks_unverified:
            reasons.append(Denial.UNMARKED)
    if reasons:
        return Denied(reasons=tuple(reasons))
    return Allowed(cameo=cameo.id, basis=cameo.standing, marked=cameo.standing is not Standing.VERIFIED, at=now)


def permit_all(cast: Sequence[Cameo], use: Use, now: datetime) -> Mapping[Handle, Allowed]:
    """One permit per person. Raises `UseDenied` for the first person who is denied."""
    permits: dict[Handle, Allowed] = {}
    for cameo in cast:
        match decide(cameo, use, now):
            case Allowed() as permit:
                permits[cameo.handle] = permit
            case Denied(reasons=reasons):
                raise UseDenied(handle=str(cameo.handle), reasons=", ".join(reasons))
    return permits

"""The life of one video, from a sentence to the day it is taken back.

    draft -> screened -> waiting for consent -> storyboard -> waiting for approvals -> rendering -> reviewing
          -> waiting for final approvals -> ready -> released -> withdrawn

Beside them: waiting for a reviewer, out of reviewing and back into it, where a server sends films to a person; changes
wanted, out of each wait for its people and back to the asking; hidden, out of released and back into it, while somebody
shown says that it is without their consent.

Rules
1. A step that nobody has to wait for is passed over, never the asking: consent is asked at every gate on the way.
2. What waits too long expires. What has ended stays ended: a new video is a new production.
3. A no of one person in the cast ends it, at any time and for everybody; once released it is withdrawn instead, and what
   was made from it ends with it.
4. Each time a worker is asked has a number; what an earlier one brings late is not taken.
5. Who is asked may ask for a change instead: neither a yes nor a no. What was made and what others said to it is void
   from then on; its owner sends it again, with other words or the same, and everybody is asked anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from walkon.domain.consent import WAITING, Denial, Denied, Gate
from walkon.domain.errors import Conflict
from walkon.domain.grants import Audience, Kind, Purpose, Where
from walkon.domain.ids import AccountId, CameoId, ProductionId
from walkon.domain.plan import Plan

PATIENCE = timedelta(days=14)  # how long a production waits for its people
DRAFT_LIFETIME = timedelta(days=90)


class State(StrEnum):
    """Where a production is in its life."""

    DRAFT = "draft"  # being written; nobody has been asked or told
    SCREENED = "screened"  # its kinds of content are known, and what its owner is warned of; not sent yet
    WAITING_FOR_CONSENT = "waiting_for_consent"  # somebody in it has not given a grant that covers it
    STORYBOARD = "storyboard"  # its stills are being drawn
    WAITING_FOR_APPROVALS = "waiting_for_approvals"  # of the storyboard
    RENDERING = "rendering"
    CHANGES_WANTED = "changes_wanted"  # somebody in it asks for a change; its owner edits it and sends it again
    REVIEWING = "reviewing"  # who is seen and heard in it is checked
    WAITING_FOR_REVIEWER = "waiting_for_reviewer"  # a person looks at it, as this server's rules say
    WAITING_FOR_FINAL_APPROVALS = "waiting_for_final_approvals"  # of the result
    READY = "ready"  # its owner may release it
    RELEASED = "released"
    HIDDEN = "hidden"  # was released, and is seen by its owner and its people only until a report is decided
    WITHDRAWN = "withdrawn"  # was released, and taken back; nobody sees it
    REFUSED = "refused"  # by screening, by review, or by somebody in it
    FAILED = "failed"  # could not be made
    CANCELLED = "cancelled"  # by its owner
    EXPIRED = "expired"  # waited too long


_S = State
ENDED = frozenset({_S.WITHDRAWN, _S.REFUSED, _S.FAILED, _S.CANCELLED, _S.EXPIRED})
WAITS = frozenset(
    {
        _S.WAITING_FOR_CONSENT,
        _S.WAITING_FOR_APPROVALS,
        _S.WAITING_FOR_REVIEWER,
        _S.WAITING_FOR_FINAL_APPROVALS,
        _S.CHANGES_WANTED,
    }
)
UNDER_WAY = frozenset(State) - ENDED - {_S.DRAFT, _S.SCREENED, _S.RELEASED, _S.HIDDEN}
SEEN_BY_CAST = frozenset(State) - {_S.DRAFT, _S.SCREENED}  # from when they are asked, to the end

ASKS_PEOPLE = frozenset({_S.WAITING_FOR_CONSENT, _S.WAITING_FOR_APPROVALS, _S.WAITING_FOR_FINAL_APPROVALS})
WRITABLE = frozenset({_S.SCREENED, _S.CHANGES_WANTED})  # its words may become others
SHOWN = frozenset({_S.RELEASED, _S.HIDDEN})  # to others, or was until a moment ago

_STOPS = frozenset({_S.REFUSED, _S.CANCELLED})
_ONWARD: Mapping[State, frozenset[State]] = {
    _S.DRAFT: frozenset({_S.SCREENED, _S.REFUSED, _S.EXPIRED, _S.CANCELLED}),
    _S.SCREENED: frozenset({_S.DRAFT, _S.WAITING_FOR_CONSENT, _S.STORYBOARD, _S.EXPIRED}) | _STOPS,
    _S.WAITING_FOR_CONSENT: frozenset({_S.STORYBOARD, _S.CHANGES_WANTED, _S.EXPIRED}) | _STOPS,
    _S.STORYBOARD: frozenset({_S.WAITING_FOR_APPROVALS, _S.RENDERING, _S.WAITING_FOR_CONSENT, _S.FAILED}) | _STOPS,
    _S.WAITING_FOR_APPROVALS: frozenset({_S.RENDERING, _S.WAITING_FOR_CONSENT, _S.CHANGES_WANTED, _S.EXPIRED}) | _STOPS,
    _S.CHANGES_WANTED: frozenset({_S.STORYBOARD, _S.WAITING_FOR_CONSENT, _S.EXPIRED}) | _STOPS,
    _S.RENDERING: frozenset({_S.REVIEWING, _S.WAITING_FOR_APPROVALS, _S.WAITING_FOR_CONSENT, _S.FAILED}) | _STOPS,
    _S.REVIEWING: frozenset(
        {_S.WAITING_FOR_REVIEWER, _S.WAITING_FOR_FINAL_APPROVALS, _S.READY, _S.WAITING_FOR_CONSENT, _S.FAILED}
    )
    | _STOPS,
    _S.WAITING_FOR_REVIEWER: frozenset({_S.REVIEWING, _S.EXPIRED}) | _STOPS,
    _S.WAITING_FOR_FINAL_APPROVALS: frozenset({_S.READY, _S.CHANGES_WANTED, _S.EXPIRED}) | _STOPS,
    _S.READY: frozenset({_S.RELEASED, _S.WAITING_FOR_FINAL_APPROVALS}) | _STOPS,
    _S.RELEASED: frozenset({_S.HIDDEN, _S.WITHDRAWN}),
    _S.HIDDEN: frozenset({_S.RELEASED, _S.WITHDRAWN}),
    _S.WITHDRAWN: frozenset(),
    _S.REFUSED: frozenset(),
    _S.FAILED: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.EXPIRED: frozenset(),
}


class Descent(StrEnum):
    """What a production makes of the one it starts from."""

    REMIX = "remix"  # the same people, another sentence
    EXTEND = "extend"  # goes on where the other ends
    STITCH = "stitch"  # several in a row


class Remixing(StrEnum):
    """Who may start another production from a release, beside its owner."""

    NOBODY = "nobody"
    CAST = "cast"  # its people
    AUDIENCE = "audience"  # whoever may see it


class Commenting(StrEnum):
    """Whether those who see a release may write under it."""

    OPEN = "open"
    CLOSED = "closed"  # what was written before stays


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What a production is for, and where it is made: what its people are asked about."""

    purpose: Purpose
    audience: Audience
    engine: str
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Production:
    """One video being made. `prompt` and `plan` are personal data. Times are aware UTC datetimes."""

    id: ProductionId
    owner: AccountId
    prompt: str
    cast: tuple[CameoId, ...]  # in the order of the roles
    use: Use
    state: State
    created_at: datetime
    changed_at: datetime  # when it came into this state
    plan: Plan | None = None  # from the state `SCREENED` on
    kinds: frozenset[Kind] = frozenset()
    attempt: int = 0  # how often a worker was asked for something; what belongs to an earlier one is void
    why: tuple[str, ...] = ()  # codes of what ended it or what it waits for
    parents: tuple[ProductionId, ...] = ()
    descent: Descent | None = None
    asked_too: tuple[CameoId, ...] = ()  # people of the films it starts from who are not shown in this one
    remixing: Remixing = Remixing.CAST  # chosen by its owner when it is released
    commenting: Commenting = Commenting.OPEN  # chosen by its owner at any time

    @property
    def people(self) -> tuple[CameoId, ...]:
        """Everybody whose yes it needs."""
        return (*self.cast, *self.asked_too)

    @property
    def expires_at(self) -> datetime | None:
        """When it expires if nothing happens; None where nothing is waited for."""
        if self.state in (State.DRAFT, State.SCREENED):
            return self.changed_at + DRAFT_LIFETIME
        return self.changed_at + PATIENCE if self.state in WAITS else None


class NotNow(Conflict):
    """The production is in another state than this needs."""

    code = "production_state"
    en = "This cannot be done while the video is “{state}”."
    ko = "영상이 “{state}” 상태일 때는 할 수 없습니다."


def moved(production: Production, to: State, now: datetime, why: tuple[str, ...] = ()) -> Production:
    """The production in its next state. Raises `NotNow` where no way leads there."""
    if to not in _ONWARD[production.state]:
        raise NotNow(state=production.state.value)
    attempt = production.attempt + (to in (State.STORYBOARD, State.RENDERING))
    return replace(production, state=to, changed_at=now, why=why, attempt=attempt)


def rewritten(production: Production, prompt: str, plan: Plan, kinds: frozenset[Kind]) -> Production:
    """The same production in other words, not sent. Raises `NotNow` where nobody is writing it."""
    if production.state not in WRITABLE:
        raise NotNow(state=production.state.value)
    return replace(production, prompt=prompt, plan=plan, kinds=kinds)


def over(production: Production, now: datetime) -> bool:
    """Whether it has waited too long."""
    end = production.expires_at
    return end is not None and end <= now


FINAL = frozenset(
    {Denial.NOBODY_CAST, Denial.MINOR, Denial.UNVERIFIED, Denial.UNMARKED, Denial.REFUSED, Denial.RESTRICTED}
)


def after_denial(denied: Denied, gate: Gate) -> State:
    """Where a production goes that was denied at a gate on its way.

    What no answer of its people could heal ends it; where nothing but approvals is missing it waits for those, and
    where a grant is missing, for that.
    """
    reasons = {reason for per_person in denied.reasons.values() for reason in per_person}
    if reasons & FINAL:
        return State.REFUSED
    if reasons <= WAITING:
        late = gate in (Gate.RELEASE, Gate.VIEW)
        return State.WAITING_FOR_FINAL_APPROVALS if late else State.WAITING_FOR_APPROVALS
    return State.WAITING_FOR_CONSENT


def stopped(production: Production, now: datetime, why: tuple[str, ...]) -> Production:
    """After a no of somebody in it: withdrawn where it was released, refused where it was not; ended stays ended."""
    if production.state in ENDED:
        return production
    released = production.state in SHOWN
    return moved(production, State.WITHDRAWN if released else State.REFUSED, now, why)

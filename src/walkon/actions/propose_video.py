"""From a sentence to a production that is screened, and then sent to its people."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from walkon.actions.advance import advance
from walkon.actions.quotas import count_production, require_plan, require_production
from walkon.domain.allowances import DEFAULT, Allowances
from walkon.domain.choices import NOTHING_CHOSEN, Choices
from walkon.domain.descents import Model
from walkon.domain.errors import NotFound, UnknownHandle
from walkon.domain.grants import Person, in_force
from walkon.domain.ids import CameoId, Handle, ProductionId
from walkon.domain.people import Account, sees_cameo
from walkon.domain.plan import Plan
from walkon.domain.production import WRITABLE, NotNow, Production, State, Use, moved
from walkon.domain.rewriting import Before
from walkon.domain.screening import Screened, screen
from walkon.ports.store import Profile, Unit

SEEDS = 2**31  # a seed is less


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How long and large a film is to be, and what was chosen; `seconds` None: as long as it needs, six at least."""

    seconds: float | None = None
    width: int = 1280  # pixels
    height: int = 720
    chosen: Choices = NOTHING_CHOSEN
    before: Before | None = None  # what it is written anew from


class MakePlan(Protocol):
    """A prompt and its cast to a plan, with what they always want to wear. Raises the planner's errors.

    With `like`, what is not said stays as it is there.
    """

    def __call__(
        self,
        prompt: str,
        cast: Sequence[Handle],
        preferences: Mapping[Handle, Sequence[str]],
        shape: Shape,
        *,
        seed: int,
        like: Model | None = None,
    ) -> Plan: ...


class NotYours(NotFound):
    """There is no such production, or none that the asker may know of."""

    code = "production_unknown"
    en = "There is no such video."
    ko = "그런 영상이 없습니다."


def propose(
    unit: Unit,
    me: Account,
    prompt: str,
    handles: Sequence[Handle],
    use: Use,
    now: datetime,
    *,
    plan: MakePlan,
    shape: Shape | None = None,
    allowances: Allowances = DEFAULT,
) -> Production:
    """A new production, screened and not sent: nobody has been asked or told.

    Raises `UnknownHandle` for whoever has no cameo that `me` may know of, `BeyondPlan`, and the planner's errors.
    """
    cast = [castable(unit, me, handle, now) for handle in handles]
    wishes = {profile.handle: profile.preferences for profile in cast}
    shape = shape or Shape()
    made = plan(prompt, handles, wishes, shape, seed=seed_of(shape.chosen))
    require_plan(me, made, allowances)
    draft = Production(
        id=ProductionId(secrets.token_hex(16)),
        owner=me.id,
        prompt=prompt,
        cast=tuple(profile.cameo for profile in cast),
        use=use,
        state=State.DRAFT,
        created_at=now,
        changed_at=now,
    )
    return add_screened(unit, draft, made, prompt, now)


def seed_of(chosen: Choices) -> int:
    """The seed that was chosen, or one drawn anew."""
    return secrets.randbelow(SEEDS) if chosen.seed is None else chosen.seed


def add_screened(unit: Unit, draft: Production, plan: Plan, words: str, now: datetime) -> Production:
    """A draft with its plan, looked at and filed: screened, or refused. `words` are all that it goes back to."""
    found = screened(unit, draft, plan, words)
    barred = tuple(bar.value for bar in found.bars)
    known = replace(draft, plan=plan, kinds=found.kinds)
    after = moved(known, State.REFUSED if barred else State.SCREENED, now, barred)
    unit.productions.add(after)
    return after


def screened(unit: Unit, draft: Production, plan: Plan, words: str) -> Screened:
    """What a draft is about. Whoever cannot be found counts as under age."""
    profiles = unit.profiles.among(draft.people)
    owners = [unit.accounts.get(profile.owner) for profile in profiles.values()]
    with_minor = len(profiles) < len(draft.people) or any(owner is None or owner.minor for owner in owners)
    return screen(words, plan, len(draft.cast), with_minor)


def send(
    unit: Unit, me: Account, production: ProductionId, now: datetime, allowances: Allowances = DEFAULT
) -> Production:
    """Ask everybody in it, again after a change; who is cast is told at once, and it counts for the day.

    Raises `NotYours`, `NotNow`, `BeyondPlan`, `TooManyAtWork`, `QuotaReached`.
    """
    mine = own(unit, me, production)
    if mine.state not in WRITABLE:
        raise NotNow(state=mine.state.value)
    require_production(unit, me, mine, allowances, now)
    after = advance(unit, mine, now)
    if after.state is not State.REFUSED:
        count_production(unit, after, now)
    return after


def own(unit: Unit, me: Account, production: ProductionId) -> Production:
    """A production of `me`. Raises `NotYours`."""
    found = unit.productions.get(production)
    if found is None or found.owner != me.id:
        raise NotYours
    return found


def castable(unit: Unit, me: Account, handle: Handle, now: datetime) -> Profile:
    """The cameo called `handle`, if `me` may know of it. Raises `UnknownHandle`."""
    owner = unit.accounts.called(handle)
    profile = None if owner is None else unit.profiles.of(owner.id)
    if owner is None or profile is None or not knows_of(unit, me, owner, profile, now):
        raise UnknownHandle(handle=str(handle))
    return profile


def knows_of(unit: Unit, me: Account, owner: Account, profile: Profile, now: datetime) -> bool:
    """Whether `me` may know that this cameo exists."""
    between = unit.accounts.between(me.id, owner.id)
    if sees_cameo(me, owner, between, profile.shown_to, granted=False):
        return True
    return sees_cameo(me, owner, between, profile.shown_to, granted=holds_grant(unit, me, profile.cameo, now))


def holds_grant(unit: Unit, me: Account, cameo: CameoId, now: datetime) -> bool:
    """Whether somebody was named in a grant of this cameo that is in force."""
    found = unit.grants.for_use([cameo], me.id)
    return any(in_force(grant, now) and grant.grantee == Person(account=me.id) for grant in found)

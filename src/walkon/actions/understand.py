"""What a sentence would become, and who and what stands in its way: asked while it is being written.

Rules
1. Nothing is kept, nobody is asked or told: a look into one state of things.
2. It is the same plan, the same screening and the same question of consent as when it is proposed and sent, so that nothing
   can be learned here that proposing would not tell.
3. What is wrong with one person, with the words or with what is left for today keeps nothing else from being understood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from walkon.actions.consent_of import ask
from walkon.actions.descend import Drafted
from walkon.actions.propose_video import MakePlan, Shape, castable, screened, seed_of
from walkon.actions.quotas import Tally, require_plan, require_production, tally
from walkon.domain.allowances import Allowances
from walkon.domain.consent import Allowed, Denial, Denied, Gate
from walkon.domain.errors import BadHandle, UnknownHandle, WalkonError
from walkon.domain.ids import CameoId, Handle, ProductionId
from walkon.domain.people import Account
from walkon.domain.plan import Plan
from walkon.domain.production import FINAL, Production, State, Use
from walkon.domain.screening import Screened
from walkon.ports.store import Profile, Unit

_ENDINGS = 4  # syllables of Korean particles that may follow a handle


class Standing(StrEnum):
    """How somebody stands to a film that is being written."""

    READY = "ready"  # may be used like this now
    ASK = "ask"  # it would wait for their permission
    NO = "no"  # whatever they are asked
    UNKNOWN = "unknown"  # there is no such cameo, or none that the asker may know of


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """Somebody in it; `reasons` say what is missing."""

    handle: Handle
    mine: bool
    standing: Standing
    reasons: tuple[Denial, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """`troubles` would keep it from being sent now, in the order in which they would be met."""

    plan: Plan
    seed: int
    players: tuple[Player, ...]
    screened: Screened
    troubles: tuple[WalkonError, ...]
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was written: `named` as in the sentence, `me` whether it speaks of its writer. `cast` None: who is named."""

    prompt: str
    me: bool
    named: Sequence[str]
    cast: Sequence[Handle] | None = None


def understand(
    unit: Unit,
    me: Account,
    asked: Asked,
    use: Use,
    now: datetime,
    *,
    plan: MakePlan,
    shape: Shape,
    allowances: Allowances,
) -> Understanding:
    """What would come of it. Raises the planner's errors and `ChoiceNotThere`: then nothing can be understood."""
    handles = list(asked.cast) if asked.cast is not None else _named(unit, me, asked, now)
    known = {handle: profile for handle in handles if (profile := _known(unit, me, handle, now)) is not None}
    seed = seed_of(shape.chosen)
    wishes = {handle: profile.preferences for handle, profile in known.items()}
    made = plan(asked.prompt, handles, wishes, shape, seed=seed)
    draft = Production(
        id=ProductionId(""),
        owner=me.id,
        prompt=asked.prompt,
        cast=tuple(profile.cameo for profile in known.values()),
        use=use,
        state=State.DRAFT,
        created_at=now,
        changed_at=now,
    )
    drafted = Drafted(draft=draft, plan=made, words=asked.prompt)
    return _understood(unit, me, drafted, seed, handles, known, allowances, now)


def understand_descent(
    unit: Unit, me: Account, drafted: Drafted, allowances: Allowances, now: datetime
) -> Understanding:
    """What would come of another film made from one (`walkon.actions.descend`)."""
    profiles = unit.profiles.among(drafted.draft.people).values()
    known = {profile.handle: profile for profile in profiles}
    return _understood(unit, me, drafted, drafted.plan.seed, list(known), known, allowances, now)


def _understood(
    unit: Unit,
    me: Account,
    drafted: Drafted,
    seed: int,
    handles: Sequence[Handle],
    known: dict[Handle, Profile],
    allowances: Allowances,
    now: datetime,
) -> Understanding:
    found = screened(unit, drafted.draft, drafted.plan, drafted.words)
    draft = replace(drafted.draft, plan=drafted.plan, kinds=found.kinds)
    return Understanding(
        plan=drafted.plan,
        seed=seed,
        players=_players(unit, me, handles, known, draft, now),
        screened=found,
        troubles=tuple(_troubles(unit, me, draft, drafted.plan, allowances, now)),
        tally=tally(unit, me, allowances, now),
    )


def _named(unit: Unit, me: Account, asked: Asked, now: datetime) -> list[Handle]:
    """Who is named in a sentence; its writer first if they are spoken of, or nobody else is."""
    found = [handle for word in asked.named if (handle := _handle(unit, me, word, now)) is not None]
    alone = not found and unit.profiles.of(me.id) is not None
    return list(dict.fromkeys([*([me.handle] if asked.me or alone else []), *found]))


def _handle(unit: Unit, me: Account, word: str, now: datetime) -> Handle | None:
    """The longest beginning of a word that is somebody; where nobody is, what it looks like."""
    for end in range(len(word), max(0, len(word) - _ENDINGS - 1), -1):
        handle = _parsed(word[:end])
        if handle is not None and (handle == me.handle or _known(unit, me, handle, now) is not None):
            return handle
        if end > 0 and not "가" <= word[end - 1] <= "힣":
            break
    plain = "".join(c for c in word if c.isascii())
    return _parsed(plain or word)


def _parsed(text: str) -> Handle | None:
    try:
        return Handle.parse(text)
    except BadHandle:
        return None


def _known(unit: Unit, me: Account, handle: Handle, now: datetime) -> Profile | None:
    try:
        return castable(unit, me, handle, now)
    except UnknownHandle:
        return None


def _players(
    unit: Unit,
    me: Account,
    handles: Sequence[Handle],
    known: dict[Handle, Profile],
    draft: Production,
    now: datetime,
) -> tuple[Player, ...]:
    missing: dict[CameoId, tuple[Denial, ...]] = {}
    match ask(unit, draft, Gate.PROPOSE, now):
        case Denied(reasons=reasons):
            missing = dict(reasons)
        case Allowed():
            pass

    def player(handle: Handle) -> Player:
        profile = known.get(handle)
        if profile is None:
            return Player(handle=handle, mine=handle == me.handle, standing=Standing.UNKNOWN)
        why = missing.get(profile.cameo, ())
        standing = Standing.NO if FINAL & set(why) else Standing.ASK if why else Standing.READY
        return Player(handle=handle, mine=profile.owner == me.id, standing=standing, reasons=why)

    return tuple(player(handle) for handle in handles)


def _troubles(
    unit: Unit, me: Account, draft: Production, plan: Plan, allowances: Allowances, now: datetime
) -> list[WalkonError]:
    found: dict[str, WalkonError] = {}
    try:
        require_plan(me, plan, allowances)
    except WalkonError as error:
        found[error.code] = error
    try:
        require_production(unit, me, draft, allowances, now)
    except WalkonError as error:
        found.setdefault(error.code, error)
    return list(found.values())

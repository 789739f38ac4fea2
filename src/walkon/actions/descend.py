"""Making another production from released ones: a remix, an extension, several in a row.

Nobody of the originals is taken over with their yes: who is in them is asked again, shown or not, like everybody in a new
production. What was typed for an original stays with its owner; rules read it, nobody else does.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from walkon.actions.consent_of import ask
from walkon.actions.lineage import ancestors, words_of
from walkon.actions.propose_video import SEEDS, MakePlan, Shape, add_screened, castable
from walkon.actions.publish import visible
from walkon.actions.quotas import require_plan
from walkon.actions.readings import carry
from walkon.domain.allowances import DEFAULT, Allowances
from walkon.domain.choices import NOTHING_CHOSEN, ChoiceNotThere, Choices
from walkon.domain.consent import Allowed, Gate
from walkon.domain.descents import (
    MOST_STITCHED,
    CannotStitch,
    Model,
    RemixNotAllowed,
    asked_too,
    check_audience,
    check_remixed,
    may_start,
)
from walkon.domain.ids import CameoId, Handle, ProductionId
from walkon.domain.joining import joined, parts_of
from walkon.domain.people import Account
from walkon.domain.plan import Plan
from walkon.domain.production import Descent, NotNow, Production, State, Use
from walkon.ports.store import Unit

Wishes = Mapping[Handle, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A sentence, and who is to be shown: of a remix everybody, of an extension's new part, None: as in the original."""

    prompt: str
    cast: Sequence[Handle] | None = None
    seconds: float | None = None  # of the remix, or of the new part; None: as before, or as long as it needs
    chosen: Choices = NOTHING_CHOSEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A production that is not filed yet, its plan, and all words that it goes back to."""

    draft: Production
    plan: Plan
    words: str


def original(unit: Unit, me: Account, production: ProductionId, now: datetime) -> tuple[Production, Plan]:
    """A release that `me` may start from, and its plan.

    Raises `NotYours` where `me` may not see it, `NotNow` where it is not released, `RemixNotAllowed` where its owner does
    not want it, its people would not let `me` see it anew, or a block lies between `me` and whoever made what it goes back to.
    """
    found = visible(unit, me, production, now)
    if found.state is not State.RELEASED or found.plan is None:
        raise NotNow(state=found.state.value)
    profile = unit.profiles.of(me.id)
    if not may_start(found, me.id, None if profile is None else profile.cameo):
        raise RemixNotAllowed
    if not isinstance(ask(unit, found, Gate.VIEW, now, me.id), Allowed):
        raise RemixNotAllowed
    if any(unit.accounts.between(me.id, source.owner).apart for source in ancestors(unit, found)):
        raise RemixNotAllowed
    return found, found.plan


def remix(
    unit: Unit,
    me: Account,
    start: ProductionId,
    wanted: Wanted,
    use: Use,
    now: datetime,
    *,
    plan: MakePlan,
    allowances: Allowances = DEFAULT,
) -> Production:
    """A new production, screened and not sent, in which another sentence changes a release.

    Raises what `draft_remix` raises, and `BeyondPlan`.
    """
    return _file(unit, me, draft_remix(unit, me, start, wanted, use, now, plan=plan), allowances, now)


def draft_remix(
    unit: Unit, me: Account, start: ProductionId, wanted: Wanted, use: Use, now: datetime, *, plan: MakePlan
) -> Drafted:
    """What a remix would be, filed nowhere.

    What neither sentence nor choices say stays: setting, light, look, seed, size, costumes, lines. Raises what `original`
    raises, `CastUnrelated`, `UnknownHandle`, the planner's errors, `ChoiceNotThere`, `FilmTooLong`, `AudienceTooWide`.
    """
    found, old = original(unit, me, start, now)
    cast, wishes = _people(unit, me, found, wanted.cast, now)
    check_remixed(set(found.cast), set(cast.values()))
    new = [handle for handle in cast if handle not in {role.person for role in old.roles}]
    made = []
    if old.parts and wanted.chosen.lines is not None:
        raise ChoiceNotThere(field="lines", value="")  # nobody said in which part
    for part in parts_of(old):
        here = [role.person for role in part.roles if role.person in cast] + new
        if here:
            model = Model(plan=part, descent=Descent.REMIX)
            share = None if wanted.seconds is None else wanted.seconds * part.seconds / old.seconds
            shape = _shape(part, share, _of_those(wanted.chosen, here))
            seed = part.seed if wanted.chosen.seed is None else wanted.chosen.seed
            made.append(plan(wanted.prompt, here, wishes, shape, seed=seed, like=model))
    return _draft(unit, me, Descent.REMIX, [found], wanted.prompt, tuple(cast.values()), joined(made), use, now)


def extend(
    unit: Unit,
    me: Account,
    start: ProductionId,
    wanted: Wanted,
    use: Use,
    now: datetime,
    *,
    plan: MakePlan,
    allowances: Allowances = DEFAULT,
) -> Production:
    """A new production, screened and not sent: all of a release, and a part that goes on where it ends and looks alike.

    Raises what `remix` raises.
    """
    return _file(unit, me, draft_extension(unit, me, start, wanted, use, now, plan=plan), allowances, now)


def draft_extension(
    unit: Unit, me: Account, start: ProductionId, wanted: Wanted, use: Use, now: datetime, *, plan: MakePlan
) -> Drafted:
    """What an extension would be, filed nowhere. Raises what `draft_remix` raises."""
    found, old = original(unit, me, start, now)
    parts = parts_of(old)
    last = parts[-1]
    names = wanted.cast or [role.person for role in last.roles]
    cast, wishes = _people(unit, me, found, names, now)
    more = plan(
        wanted.prompt,
        list(cast),
        wishes,
        _shape(last, wanted.seconds, wanted.chosen),
        seed=(last.seed + len(parts)) % SEEDS if wanted.chosen.seed is None else wanted.chosen.seed,
        like=Model(plan=last, descent=Descent.EXTEND),
    )
    everybody = tuple(dict.fromkeys((*found.cast, *cast.values())))
    return _draft(unit, me, Descent.EXTEND, [found], wanted.prompt, everybody, joined([old, more]), use, now)


def stitch(
    unit: Unit,
    me: Account,
    starts: Sequence[ProductionId],
    use: Use,
    now: datetime,
    *,
    allowances: Allowances = DEFAULT,
) -> Production:
    """A new production, screened and not sent: several releases in a row, in the size of the first.

    Raises `CannotStitch`, what `original` raises, `FilmTooLong`, `BeyondPlan`, and `AudienceTooWide`.
    """
    if not 2 <= len(starts) <= MOST_STITCHED or len(set(starts)) < len(starts):
        raise CannotStitch(most=MOST_STITCHED)
    found = [original(unit, me, start, now) for start in starts]
    cast = tuple(dict.fromkeys(person for production, _ in found for person in production.cast))
    whole = joined([plan for _, plan in found])
    drafted = _draft(unit, me, Descent.STITCH, [production for production, _ in found], "", cast, whole, use, now)
    return _file(unit, me, drafted, allowances, now)


def _people(
    unit: Unit, me: Account, found: Production, names: Sequence[Handle] | None, now: datetime
) -> tuple[dict[Handle, CameoId], Wishes]:
    """Who is to be shown, and what they want to be shown with. People of the original are known; of others as ever."""
    known = {profile.handle: profile for profile in unit.profiles.among(found.cast).values()}
    ordered = [profile.handle for cameo in found.cast for profile in known.values() if profile.cameo == cameo]
    profiles = [known.get(name) or castable(unit, me, name, now) for name in (names or ordered)]
    return {p.handle: p.cameo for p in profiles}, {p.handle: p.preferences for p in profiles}


def _shape(like: Plan, seconds: float | None, chosen: Choices) -> Shape:
    return Shape(seconds=seconds, width=like.width, height=like.height, chosen=chosen)


def _of_those(chosen: Choices, here: Sequence[Handle]) -> Choices:
    """What was chosen, for the people of one part."""
    return replace(
        chosen,
        costumes={who: costume for who, costume in chosen.costumes.items() if who in here},
        props={who: props for who, props in chosen.props.items() if who in here},
    )


def _file(unit: Unit, me: Account, drafted: Drafted, allowances: Allowances, now: datetime) -> Production:
    require_plan(me, drafted.plan, allowances)
    after = add_screened(unit, drafted.draft, drafted.plan, drafted.words, now)
    carry(unit, me, after.parents, after)
    return after


def _draft(
    unit: Unit,
    me: Account,
    descent: Descent,
    originals: Sequence[Production],
    prompt: str,
    cast: tuple[CameoId, ...],
    plan: Plan,
    use: Use,
    now: datetime,
) -> Drafted:
    draft = Production(
        id=ProductionId(secrets.token_hex(16)),
        owner=me.id,
        prompt=prompt,
        cast=cast,
        use=use,
        state=State.DRAFT,
        created_at=now,
        changed_at=now,
        parents=tuple(production.id for production in originals),
        descent=descent,
        asked_too=asked_too(originals, cast),
    )
    check_audience(use.audience, me.id, ancestors(unit, draft))
    return Drafted(draft=draft, plan=plan, words=words_of(unit, draft))

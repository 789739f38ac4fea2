"""Neither a yes nor a no: somebody in a production asks for a change, and its owner writes it anew."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from walkon.actions.answer_video import STAGES, in_cast
from walkon.actions.forget import forget, forget_made
from walkon.actions.propose_video import MakePlan, Shape, own, screened
from walkon.actions.quotas import require_plan
from walkon.actions.readings import refit
from walkon.actions.tell import tell_people_of
from walkon.domain.allowances import DEFAULT, Allowances
from walkon.domain.choices import NOTHING_CHOSEN, Choices
from walkon.domain.errors import Conflict
from walkon.domain.ids import Handle, ProductionId
from walkon.domain.notices import Event
from walkon.domain.people import Account
from walkon.domain.production import ASKS_PEOPLE, WRITABLE, NotNow, Production, State, moved, rewritten
from walkon.domain.rewriting import Before
from walkon.domain.wishes import Wish, WishId, words
from walkon.ports.store import Profile, Unit


class MadeFromOthers(Conflict):
    """A remix, an extension or several in a row is begun anew from its originals."""

    code = "made_from_others"
    en = "This video is made from others; start a new one from them instead."
    ko = "다른 영상으로 만든 영상입니다. 원본에서 새로 시작해 주세요."


def ask_change(unit: Unit, me: Account, production: ProductionId, said: str, now: datetime) -> Production:
    """Its owner is to change it: they are told at once, what was made of it goes, and what others answered is void.

    Raises `NotYours` where `me` is not in it, `NotNow` where nobody is asked, `NothingSaid`, `MessageTooLong`.
    """
    shown, cameo = in_cast(unit, me, production)
    text = words(said)
    if shown.state not in ASKS_PEOPLE:
        raise NotNow(state=shown.state.value)
    after = moved(shown, State.CHANGES_WANTED, now)
    if not unit.productions.save(after, shown.state):
        raise NotNow(state=shown.state.value)
    unit.wishes.add(
        Wish(
            id=WishId(secrets.token_hex(16)),
            production=shown.id,
            cameo=cameo,
            stage=STAGES.get(shown.state),
            words=text,
            at=now,
        )
    )
    unit.productions.forget_answers(shown.id)
    forget_made(unit, shown.id, now)
    tell_people_of(unit, after, Event.CHANGE_WANTED, now, by=me.id, owner=True)
    return after


def rewrite(
    unit: Unit,
    me: Account,
    production: ProductionId,
    prompt: str,
    now: datetime,
    *,
    plan: MakePlan,
    seconds: float | None = None,
    chosen: Choices = NOTHING_CHOSEN,
    allowances: Allowances = DEFAULT,
) -> Production:
    """Other words for a production that is not sent, or that is to be changed: planned and screened anew, with its cast,
    its size and its seed; `seconds` None: as long as it needs. What was chosen for it stays where neither the new words nor
    `chosen` say otherwise. Nobody is asked before it is sent.

    Raises `NotYours`, `NotNow`, `MadeFromOthers`, `BeyondPlan`, and the planner's errors.
    """
    mine = own(unit, me, production)
    if mine.state not in WRITABLE or mine.plan is None:
        raise NotNow(state=mine.state.value)
    if mine.descent is not None:
        raise MadeFromOthers
    cast = _cast(unit, mine)
    wishes: dict[Handle, Sequence[str]] = {profile.handle: profile.preferences for profile in cast}
    shape = Shape(
        seconds=seconds,
        width=mine.plan.width,
        height=mine.plan.height,
        chosen=chosen,
        before=Before(plan=mine.plan, prompt=mine.prompt),
    )
    seed = mine.plan.seed if chosen.seed is None else chosen.seed
    made = plan(prompt, [profile.handle for profile in cast], wishes, shape, seed=seed)
    require_plan(me, made, allowances)
    found = screened(unit, mine, made, prompt)
    barred = tuple(bar.value for bar in found.bars)
    after = rewritten(mine, prompt, made, found.kinds)
    if barred:
        after = moved(after, State.REFUSED, now, barred)
    if not unit.productions.save(after, mine.state):
        raise NotNow(state=mine.state.value)
    if barred:
        forget(unit, after.id, now)
    else:
        refit(unit, after, now)
    if barred and mine.state is State.CHANGES_WANTED:
        everybody = frozenset(mine.people)
        tell_people_of(unit, after, Event.WITHDRAWN, now, by=me.id, only=everybody)
    return after


def _cast(unit: Unit, production: Production) -> list[Profile]:
    """Who plays in it, in the order of the roles. Raises `NotNow` where somebody has left."""
    profiles = unit.profiles.among(production.cast)
    if len(profiles) < len(production.cast):
        raise NotNow(state=production.state.value)
    return [profiles[cameo] for cameo in production.cast]

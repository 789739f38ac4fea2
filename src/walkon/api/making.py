"""One production while it is made: what it will be, how far it is, and the same once more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from walkon.actions import publish, vary
from walkon.actions.consent_of import ask
from walkon.actions.propose_video import NotYours
from walkon.actions.watch import picture_name
from walkon.api.because import because
from walkon.api.callers import Me, Visitor
from walkon.api.forms import Form
from walkon.api.once import once
from walkon.api.problem import language_of
from walkon.api.productions import ProductionShown, shown
from walkon.api.shots import FilmPlan, plan_shown
from walkon.domain.allowances import AT_WORK
from walkon.domain.consent import Denial, Denied, Gate
from walkon.domain.how_far import HowFar, seconds_left, shot_at
from walkon.domain.ids import ProductionId
from walkon.domain.production import ENDED, Production, State
from walkon.domain.signing_in import Deed
from walkon.ports.store import Unit, What

router = APIRouter(tags=["productions"])
DONE = frozenset(
    {State.READY, State.RELEASED, State.HIDDEN, State.WAITING_FOR_FINAL_APPROVALS, State.WAITING_FOR_REVIEWER}
)
_MISSING_AT = {
    State.WAITING_FOR_CONSENT: Gate.PROPOSE,
    State.WAITING_FOR_APPROVALS: Gate.START,
    State.WAITING_FOR_FINAL_APPROVALS: Gate.RELEASE,
}
PICTURE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The picture.",
        "content": {"image/jpeg": {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}},
    }
}


class ProductionPlan(Form):
    """What a production will be, and what of it is there: so many stills of its storyboard, and whether there is a film."""

    plan: FilmPlan
    seed: int
    stills: int
    film: bool


@router.get("/productions/{production}/plan", operation_id="read_production_plan")
def read_plan(production: str, me: Me) -> ProductionPlan:
    """Its shots, costumes and lines, for its owner and its people."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> ProductionPlan:
        found = among_its_people(unit, me, production)
        if found.plan is None:
            raise NotYours
        made = unit.made.all(production=found.id)
        return ProductionPlan(
            plan=plan_shown(found.plan),
            seed=found.plan.seed,
            stills=sum(piece.what is What.STILL for piece in made),
            film=any(piece.what is What.FILM for piece in made),
        )

    return me.service.store.read(look)


class WaitedFor(Form):
    """Somebody whose permission or approval is missing, and why, in codes and in words."""

    handle: str
    reasons: list[Denial]
    why: str


class ProgressShown(Form):
    """How far it is. `busy`: a worker is at it; else it waits for one, or for people, or is done.

    `share` of the whole, 0 to 1; `seconds_left` is an estimate; `shot` is the one being drawn, 0 the first; `picture_at`
    says that there is something to look at (`.../preview`), and when it was drawn. `because`: why it ended, in words.
    """

    state: State
    busy: bool
    stage: str | None
    share: float
    seconds_left: float | None
    shot: int | None
    shots: int
    picture_at: datetime | None
    waits_for: list[WaitedFor]
    because: list[str]


@router.get("/productions/{production}/progress", operation_id="read_progress")
def read_progress(production: str, me: Me, request: Request) -> ProgressShown:
    """How far it is, for its owner and its people; may be asked every second or two."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> ProgressShown:
        found = among_its_people(unit, me, production)
        far = unit.how_far.find(production=found.id) if found.state in AT_WORK else None
        if far is not None and far.attempt != found.attempt:
            far = None
        language = language_of(request)
        why = because(found.why, language) if found.state in ENDED else []
        return _progress(found, far, _waited_for(unit, found, me, language), why)

    return me.service.store.read(look)


@router.get(
    "/productions/{production}/preview", operation_id="read_preview", response_class=Response, responses=PICTURE
)
def read_preview(production: str, me: Me) -> Response:
    """What was just drawn, small, for its owner and its people; gone when the film is there."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> tuple[ProductionId, HowFar | None]:
        found = among_its_people(unit, me, production)
        return found.id, unit.how_far.find(production=found.id)

    name, far = me.service.store.read(look)
    if far is None or far.picture is None or me.service.seals is None:
        raise NotYours
    data = me.service.seals.open(far.picture, picture_name(name, far.attempt))
    return Response(
        data, 200, {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}, "image/jpeg"
    )


def _waited_for(unit: Unit, found: Production, me: Visitor, language: str) -> list[WaitedFor]:
    gate = _MISSING_AT.get(found.state)
    match None if gate is None else ask(unit, found, gate, me.now):
        case Denied(reasons=reasons):
            names = {cameo: profile.handle.name for cameo, profile in unit.profiles.among(found.people).items()}
            return [
                WaitedFor(
                    handle=names.get(cameo, ""),
                    reasons=list(why),
                    why=" ".join(reason.sentence(language) for reason in why),
                )
                for cameo, why in reasons.items()
            ]
        case _:
            return []


def _progress(found: Production, far: HowFar | None, waits_for: list[WaitedFor], why: list[str]) -> ProgressShown:
    shots = 0 if found.plan is None else len(found.plan.shots)
    if far is None or found.plan is None:
        share = 1.0 if found.state in DONE else 0.0
        return ProgressShown(
            state=found.state,
            busy=False,
            stage=None,
            share=share,
            seconds_left=None,
            shot=None,
            shots=shots,
            picture_at=None,
            waits_for=waits_for,
            because=why,
        )
    return ProgressShown(
        state=found.state,
        busy=True,
        stage=far.stage,
        share=round(far.share, 4),
        seconds_left=seconds_left(far),
        shot=shot_at(found.plan, far),
        shots=shots,
        picture_at=far.picture_at,
        waits_for=waits_for,
        because=why,
    )


@router.post("/productions/{production}/vary", status_code=201, operation_id="vary_production")
def vary_production(production: str, me: Me) -> ProductionShown:
    """The same once more, with another seed; it is screened, and nobody is asked or told yet."""
    me.may(Deed.MAKE_FILM)
    start, allowances = ProductionId(production), me.service.allowances
    return once(me, ProductionShown, lambda unit: shown(unit, vary.vary(unit, me.account, start, me.now, allowances)))


def among_its_people(unit: Unit, me: Visitor, production: str) -> Production:
    """A production of the visitor, or one that they are in and may see. Raises `NotYours` in every other case."""
    found = publish.visible(unit, me.account, ProductionId(production), me.now)
    profile = unit.profiles.of(me.account.id)
    if found.owner != me.account.id and (profile is None or profile.cameo not in found.people):
        raise NotYours
    return found

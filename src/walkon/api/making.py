"""One production while it is made: what it will be, how far it is, and the same once more."""

from __future__ import annotations

from fastapi import APIRouter

from walkon.actions import publish, vary
from walkon.actions.propose_video import NotYours
from walkon.api.callers import Me, Visitor
from walkon.api.forms import Form
from walkon.api.once import once
from walkon.api.productions import ProductionShown, shown
from walkon.api.shots import FilmPlan, plan_shown
from walkon.domain.ids import ProductionId
from walkon.domain.production import Production
from walkon.domain.signing_in import Deed
from walkon.ports.store import Unit, What

router = APIRouter(tags=["productions"])


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

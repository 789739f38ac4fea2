"""Films made from released films, and the engines a film can be made on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from walkon.actions import descend, publish
from walkon.actions.descend import Wanted
from walkon.api.callers import Me, Visitor
from walkon.api.choices import Chosen
from walkon.api.forms import Form
from walkon.api.once import once
from walkon.api.paging import After, Limit
from walkon.api.productions import ProductionShown, Purposes, RemixRule, shown
from walkon.api.releases import ReleaseShown, released
from walkon.domain.grants import Where
from walkon.domain.ids import Handle, ProductionId
from walkon.domain.production import Production, State
from walkon.domain.signing_in import Deed
from walkon.ports.store import Unit

router = APIRouter(tags=["made from films"])


class AnotherWanted(Purposes):
    """A sentence that changes a release, or goes on from it; what it does not say stays as it is."""

    prompt: Annotated[str, Field(max_length=4000, examples=["at night, in the rain"])]
    cast: Annotated[
        list[Annotated[str, Field(max_length=100)]] | None,
        Field(
            min_length=1, max_length=8, description="of a remix, or of the new part; as before, where it is left out"
        ),
    ] = None
    seconds: Annotated[float | None, Field(ge=2, le=60, description="of a remix, or of the new part")] = None

    choices: Chosen = Chosen()

    def wanted(self) -> Wanted:
        names = None if self.cast is None else [Handle.parse(name) for name in self.cast]
        return Wanted(prompt=self.prompt, cast=names, seconds=self.seconds, chosen=self.choices.choices())


class StitchWanted(Purposes):
    """Releases to put in a row."""

    productions: Annotated[list[Annotated[str, Field(max_length=64)]], Field(min_length=2, max_length=8)]


class OriginalsShown(Form):
    """What a production was made from, of that what you may see, and how many there are in all."""

    productions: list[ReleaseShown]
    count: int


class DescendantsShown(Form):
    """What was made from a production and released, of that what you may see; `after` is what to ask for next."""

    productions: list[ReleaseShown]
    after: str | None


class EngineShown(Form):
    """An engine of this server. `hosted`: somebody else's service sees the likeness; permissions may rule that out."""

    name: str
    where: Where
    at_once: int


@router.get("/engines", operation_id="list_engines")
def list_engines(me: Me) -> list[EngineShown]:
    """What films can be made on here, the embedded engine first."""
    me.may(Deed.LOOK)
    return [EngineShown(name=e.name, where=e.where, at_once=e.at_once) for e in me.service.engines]


@router.post("/productions/stitch", status_code=201, operation_id="stitch_productions")
def stitch(form: StitchWanted, me: Me) -> ProductionShown:
    """Put several releases in a row, in one film; it is screened, and nobody is asked or told yet."""
    me.may(Deed.MAKE_FILM)
    use, starts = form.use(me.service.engines), [ProductionId(start) for start in form.productions]
    service = me.service
    return once(
        me,
        ProductionShown,
        lambda unit: shown(unit, descend.stitch(unit, me.account, starts, use, me.now, allowances=service.allowances)),
    )


@router.post("/productions/{production}/remix", status_code=201, operation_id="remix_production")
def remix(production: str, form: AnotherWanted, me: Me) -> ProductionShown:
    """Change a release by another sentence; it is screened, and nobody is asked or told yet."""
    me.may(Deed.MAKE_FILM)
    service, start = me.service, ProductionId(production)
    use, wanted = form.use(service.engines), form.wanted()
    return once(
        me,
        ProductionShown,
        lambda unit: shown(
            unit,
            descend.remix(
                unit, me.account, start, wanted, use, me.now, plan=service.plan, allowances=service.allowances
            ),
        ),
    )


@router.post("/productions/{production}/extend", status_code=201, operation_id="extend_production")
def extend(production: str, form: AnotherWanted, me: Me) -> ProductionShown:
    """All of a release, and a part that goes on where it ends; it is screened, and nobody is asked or told yet."""
    me.may(Deed.MAKE_FILM)
    service, start = me.service, ProductionId(production)
    use, wanted = form.use(service.engines), form.wanted()
    return once(
        me,
        ProductionShown,
        lambda unit: shown(
            unit,
            descend.extend(
                unit, me.account, start, wanted, use, me.now, plan=service.plan, allowances=service.allowances
            ),
        ),
    )


@router.put("/productions/{production}/remixing", operation_id="choose_remixing")
def choose_remixing(production: str, form: RemixRule, me: Me) -> ProductionShown:
    """Change who may make others from your release from now on; what was made stays."""
    me.may(Deed.MAKE_FILM)
    start = ProductionId(production)
    return me.service.store.write(lambda unit: shown(unit, publish.let_remix(unit, me.account, start, form.remixing)))


@router.get("/productions/{production}/originals", operation_id="list_originals")
def list_originals(production: str, me: Me) -> OriginalsShown:
    """What it was made from, in the order of the film."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> OriginalsShown:
        found = publish.visible(unit, me.account, ProductionId(production), me.now)
        parents = [unit.productions.get(parent) for parent in found.parents]
        return OriginalsShown(
            productions=list(_seen(unit, me, [parent for parent in parents if parent is not None])), count=len(parents)
        )

    return me.service.store.read(look)


@router.get("/productions/{production}/descendants", operation_id="list_descendants")
def list_descendants(production: str, me: Me, after: After = None, limit: Limit = 20) -> DescendantsShown:
    """What was made from it and released, the oldest first."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> DescendantsShown:
        found = publish.visible(unit, me.account, ProductionId(production), me.now)
        children = unit.productions.from_(found.id)
        start = next((place + 1 for place, child in enumerate(children) if child.id == after), 0)
        page = list(islice(_seen(unit, me, children[start:]), limit))
        return DescendantsShown(productions=page, after=page[-1].id if len(page) == limit else None)

    return me.service.store.read(look)


def _seen(unit: Unit, me: Visitor, found: Sequence[Production]) -> Iterator[ReleaseShown]:
    """Releases among them that the visitor may see; each is asked about when it is come to."""
    for production in found:
        if production.state is State.RELEASED and publish.may_see(unit, me.account, production, me.now):
            yield released(unit, me.account, production)

"""What can be chosen for a film, who can be named in it, and beginnings of films."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from walkon.actions.castable import castable_like
from walkon.api.callers import Me
from walkon.api.forms import Form
from walkon.domain.choices import Named, Place
from walkon.domain.plan import LONGEST_FILM, MAX_CAST
from walkon.domain.signing_in import Deed
from walkon.planner import templates
from walkon.planner.planner import LARGEST, SHORTEST, SMALLEST
from walkon.planner.templates import Group, Template, Text

router = APIRouter(tags=["productions"])


class InBoth(Form):
    """The same in both languages."""

    en: str
    ko: str


class ChoiceShown(Form):
    """Something that can be chosen, by `id`."""

    id: str
    name: InBoth


class PlaceShown(ChoiceShown):
    """A setting: the hours and weathers it can be drawn in, and what it brings along where nothing else is said."""

    hours: list[str]
    weathers: list[str]
    brings: dict[str, str]


class CatalogueShown(Form):
    """All that can be chosen. Seconds, pixels, people."""

    settings: list[PlaceShown]
    hours: list[ChoiceShown]
    weathers: list[ChoiceShown]
    actions: list[ChoiceShown]
    looks: list[ChoiceShown]
    moods: list[ChoiceShown]
    framings: list[ChoiceShown]
    moves: list[ChoiceShown]
    costumes: list[ChoiceShown]
    props: list[ChoiceShown]
    shortest: float
    longest: float
    smallest: int
    largest: int
    most_people: int


class GapShown(Form):
    """Something to fill in: `{id}` in the sentence."""

    id: str
    name: InBoth
    example: InBoth


class TemplateShown(Form):
    """A beginning: a sentence with gaps. `{friend}` is the handle of somebody else, with an @."""

    id: str
    group: Group
    title: InBoth
    about: InBoth
    sentence: InBoth
    with_friend: bool
    gaps: list[GapShown]
    settings: list[str]
    choices: dict[str, str]
    seconds: float


@router.get("/catalogue", operation_id="read_catalogue")
def read_catalogue(me: Me) -> CatalogueShown:
    """Settings, looks, costumes and whatever else can be chosen for a film, with names."""
    me.may(Deed.LOOK)
    offered = me.service.offered

    def of(field: str) -> list[ChoiceShown]:
        return [ChoiceShown(id=entry.id, name=_name(entry)) for entry in offered.lists.get(field, ())]

    return CatalogueShown(
        settings=[_place(place) for place in offered.settings],
        hours=of("hour"),
        weathers=of("weather"),
        actions=of("action"),
        looks=of("look"),
        moods=of("mood"),
        framings=of("framing"),
        moves=of("move"),
        costumes=of("costume"),
        props=of("prop"),
        shortest=SHORTEST,
        longest=LONGEST_FILM,
        smallest=SMALLEST,
        largest=LARGEST,
        most_people=MAX_CAST,
    )


class CandidateShown(Form):
    """Somebody who can be named in a sentence. `held`: some permission of theirs is in force; whether it covers a film is
    asked when the film is known. `asked`: they were asked for one and have not answered.
    """

    handle: str
    mine: bool
    held: bool
    asked: bool


@router.get("/castable", operation_id="list_castable")
def list_castable(
    me: Me,
    start: Annotated[str, Query(max_length=30, description="how the handle begins")] = "",
    limit: Annotated[int, Query(ge=1, le=20)] = 8,
) -> list[CandidateShown]:
    """Cameos that you may name in a sentence: yours, those you may use, then others you can ask for."""
    me.may(Deed.LOOK)
    wanted = start.strip().removeprefix("@").lower()
    found = me.service.store.read(lambda unit: castable_like(unit, me.account, wanted, me.now, limit))
    return [CandidateShown(handle=c.handle.name, mine=c.mine, held=c.held, asked=c.asked) for c in found]


@router.get("/templates", operation_id="list_templates")
def list_templates(me: Me) -> list[TemplateShown]:
    """Beginnings of films, in the order of the gallery."""
    me.may(Deed.LOOK)
    return [_template(template) for template in templates.load()]


def _name(entry: Named) -> InBoth:
    return InBoth(en=entry.en, ko=entry.ko)


def _place(place: Place) -> PlaceShown:
    return PlaceShown(
        id=place.id,
        name=_name(place),
        hours=list(place.hours),
        weathers=list(place.weathers),
        brings=dict(place.brings),
    )


def _text(text: Text) -> InBoth:
    return InBoth(en=text.en, ko=text.ko)


def _template(template: Template) -> TemplateShown:
    return TemplateShown(
        id=template.id,
        group=template.group,
        title=_text(template.title),
        about=_text(template.about),
        sentence=_text(template.sentence),
        with_friend=template.with_friend,
        gaps=[GapShown(id=gap.id, name=_text(gap.name), example=_text(gap.example)) for gap in template.gaps],
        settings=list(template.settings),
        choices=dict(template.choices),
        seconds=template.seconds,
    )

"""What can be chosen for a film: what the embedded stage can draw, in people's words."""

from __future__ import annotations

from dataclasses import fields

from walkon.domain.choices import Named, Offered, Place
from walkon.planner import names
from walkon.stage import catalogue
from walkon.stage.catalogue.entries import Name


def offered() -> Offered:
    """Everything in the stage's catalogue, and the words that every engine knows."""
    known = catalogue.load()
    places = tuple(
        Place(
            id=place.id,
            en=place.name.en,
            ko=place.name.ko,
            hours=tuple(hour.value for hour in place.hours),
            weathers=tuple(weather.value for weather in place.weathers),
            brings={f.name: str(getattr(place.default, f.name)) for f in fields(place.default) if f.name != "props"},
        )
        for place in known.settings.values()
    )
    lists = {
        **names.load(),
        "look": tuple(_named(look.value, finish.name) for look, finish in known.looks.items()),
        "costume": tuple(_named(key, costume.name) for key, costume in known.costumes.items()),
        "prop": tuple(_named(key, prop.name) for key, prop in known.props.items()),
    }
    return Offered(settings=places, lists=lists)


def _named(key: str, name: Name) -> Named:
    return Named(id=key, en=name.en, ko=name.ko)

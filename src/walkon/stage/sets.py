"""From the words of a plan to the backdrop of one shot."""

from __future__ import annotations

from walkon.domain.plan import Plan, Shot, Weather
from walkon.stage import plates
from walkon.stage.backdrop import Backdrop
from walkon.stage.catalogue import Catalogue
from walkon.stage.catalogue.entries import MadeOf
from walkon.stage.scenery import Scenery
from walkon.stage.sea.ride import Sea
from walkon.stage.weather import Air


def build(plan: Plan, shot: Shot, *, start: int, seed: int, beat: float, catalogue: Catalogue) -> Backdrop:
    """The plan's setting at its hour and in its weather, for a shot that begins at the film's frame `start`.

    Raises the catalogue's errors for unknown words and `PlatesMissing`.
    """
    setting = catalogue.setting(plan.setting)
    size = (plan.width, plan.height)
    if setting.made_of is MadeOf.SEA:
        return Sea(shot.framing, plan.hour, plan.weather, size, seed=seed, start=start)
    hour = setting.light[plan.hour]
    air = Air(
        plan.weather,
        air=hour.air,
        haze=hour.haze,
        dry=setting.default.weather is Weather.DUST,
        size=size,
        seed=seed,
        still=setting.indoors,
    )
    plate_set = plates.load(plates.FOLDER / "settings" / setting.id)
    return Scenery(plate_set, setting, hour, air, shot.framing, size, start=start, beat=beat)

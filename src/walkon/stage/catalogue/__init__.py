"""Everything a film can be made of: settings with their light, costumes, props and looks, as data.

`load` reads and checks the data files once; `Catalogue.check` says in a sentence what of a plan the stage cannot draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from walkon.domain.ids import CostumeId, SettingId
from walkon.domain.plan import Look, Plan, Role
from walkon.stage.catalogue import reading
from walkon.stage.catalogue.entries import Costume, Finish, MadeOf, Prop, Setting, Worn
from walkon.stage.errors import (
    CatalogueBroken,
    HourNotThere,
    UnknownCostume,
    UnknownProp,
    UnknownSetting,
    WeatherNotThere,
)

FOLDER = Path(__file__).parent

__all__ = ["Catalogue", "Costume", "Finish", "MadeOf", "Prop", "Setting", "Worn", "load"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All entries by id; every id that one entry names exists."""

    settings: Mapping[SettingId, Setting]
    costumes: Mapping[CostumeId, Costume]
    props: Mapping[str, Prop]
    looks: Mapping[Look, Finish]

    def setting(self, key: str) -> Setting:
        """Raises `UnknownSetting`."""
        found = self.settings.get(SettingId(key))
        if found is None:
            raise UnknownSetting(id=key[:40], known=", ".join(self.settings))
        return found

    def costume(self, key: str) -> Costume:
        """Raises `UnknownCostume`."""
        found = self.costumes.get(CostumeId(key))
        if found is None:
            raise UnknownCostume(id=key[:40], known=", ".join(self.costumes))
        return found

    def prop(self, key: str) -> Prop:
        """Raises `UnknownProp`."""
        found = self.props.get(key)
        if found is None:
            raise UnknownProp(id=key[:40], known=", ".join(self.props))
        return found

    def check(self, plan: Plan) -> None:
        """Raises the error of the first word in `plan` that the stage does not know or cannot draw there."""
        setting = self.setting(plan.setting)
        if plan.hour not in setting.hours:
            raise HourNotThere(setting=setting.id, hour=plan.hour.value, known=", ".join(setting.hours))
        if plan.weather not in setting.weathers:
            raise WeatherNotThere(setting=setting.id, weather=plan.weather.value, known=", ".join(setting.weathers))
        for role in plan.roles:
            self.costume(role.costume)
            for key in role.props:
                self.prop(key)

    def hat(self, role: Role) -> Prop | None:
        """What this person wears on the head, or None."""
        if not self.costume(role.costume).hats:
            return None
        return next((p for p in map(self.prop, role.props) if p.worn is Worn.HEAD), None)


@cache
def load(folder: Path = FOLDER) -> Catalogue:
    """The catalogue in `folder`, checked. Raises `CatalogueBroken`, which says where."""
    settings = reading.read(folder / "settings.toml", reading.setting)
    costumes = reading.read(folder / "costumes.toml", reading.costume)
    props = reading.read(folder / "props.toml", reading.prop)
    looks = reading.read(folder / "looks.toml", reading.finish)
    for key, setting in settings.items():
        if setting.default.costume not in costumes:
            raise CatalogueBroken(where=f"settings.toml.{key}.default", what="unknown costume")
        if set(setting.default.props) - set(props):
            raise CatalogueBroken(where=f"settings.toml.{key}.default", what="unknown prop")
    for key, costume in costumes.items():
        if set(costume.carries) - set(props):
            raise CatalogueBroken(where=f"costumes.toml.{key}.carries", what="unknown prop")
    if missing := [look.value for look in Look if look.value not in looks]:
        raise CatalogueBroken(where="looks.toml", what=f"no entry {missing[0]}")
    return Catalogue(
        settings={SettingId(k): v for k, v in settings.items()},
        costumes={CostumeId(k): v for k, v in costumes.items()},
        props=props,
        looks={Look(k): v for k, v in looks.items()},
    )

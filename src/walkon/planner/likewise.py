"""What stays of a plan when another is made like it.

Rules
1. Setting and look stay unless they are said; how the camera frames and moves stays if it was said then.
2. Where the setting stays, light, weather, action, music and costumes stay unless they are said; what a new setting brings
   along replaces them.
3. A remix keeps what people said: stock lines only where the setting stays. An extension says something new.
4. A remix keeps the length.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from walkon.domain.descents import Model
from walkon.domain.ids import Handle
from walkon.domain.plan import Line, Role
from walkon.domain.production import Descent

_AS_SAID = ("framing", "move")


def kept(like: Model | None, defaults: Mapping[str, Mapping[str, str]], said: Collection[str]) -> dict[str, str]:
    """Values by field where nothing else is said; `said` are the fields that the new sentence says."""
    if like is None:
        return {}
    old = like.plan
    values: dict[str, str] = {"setting": old.setting, "look": old.look.value}
    if "setting" not in said and old.setting in defaults:
        values |= {"hour": old.hour.value, "weather": old.weather.value}
        values |= {"action": old.action.value, "mood": old.mood.value, "costume": old.roles[0].costume}
    values |= {f.field: f.value for f in old.reading.understood if f.field in _AS_SAID}
    return values


def dressed(roles: Sequence[Role], like: Model | None, setting: str, said: Collection[str]) -> tuple[Role, ...]:
    """Roles with what everybody wore before, where no costume is said and the setting is the same."""
    if like is None or like.plan.setting != setting or "costume" in said:
        return tuple(roles)
    before = {role.person: role for role in like.plan.roles}
    return tuple(
        replace(
            role,
            costume=before[role.person].costume,
            props=tuple(dict.fromkeys((*before[role.person].props, *(role.props if "prop" in said else ())))),
        )
        if role.person in before
        else role
        for role in roles
    )


def lines(like: Model | None, setting: str, cast: Sequence[Handle]) -> list[tuple[Line, bool]]:
    """What people say again, and whether it was theirs to begin with or a stock line."""
    if like is None or like.descent is not Descent.REMIX:
        return []
    own = {finding.value for finding in like.plan.reading.understood if finding.field == "line"}
    return [
        (line, line.text in own)
        for shot in like.plan.shots
        for line in shot.lines
        if line.person in cast and (line.text in own or like.plan.setting == setting)
    ]


def seconds(like: Model | None) -> float | None:
    """How long it is where nobody says; None: as long as it needs."""
    return like.plan.seconds if like is not None and like.descent is Descent.REMIX else None

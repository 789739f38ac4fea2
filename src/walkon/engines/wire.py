"""A plan as it is sent to a distant engine (docs/engines.md): what is to be drawn and said, not what was typed.

People are sent under names that say nothing, ``person1`` and on, in the order of the roles; what people say in the film is
sent as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from walkon.domain.ids import Handle
from walkon.domain.plan import Plan, Reading, Shot

PROTOCOL = 1
NOT_SENT = ("reading", "parts")
_PLANS: TypeAdapter[Plan] = TypeAdapter(Plan)
_NOTHING: Mapping[str, list[Any]] = {name: [] for name in Reading.__dataclass_fields__}


class Unreadable(ValueError):
    """It is no plan of this form."""


def names(plan: Plan) -> dict[Handle, str]:
    """What everybody is called on the way."""
    return {role.person: f"person{number}" for number, role in enumerate(plan.roles, 1)}


def written(plan: Plan, called: Mapping[Handle, str]) -> dict[str, Any]:
    """A plan in plain values; its parts, where it has some, in `parts`."""
    return {
        "language": plan.language.value,
        "setting": plan.setting,
        "hour": plan.hour.value,
        "weather": plan.weather.value,
        "action": plan.action.value,
        "look": plan.look.value,
        "mood": plan.mood.value,
        "width": plan.width,
        "height": plan.height,
        "seed": plan.seed,
        "roles": [
            {"person": called[role.person], "costume": role.costume, "props": list(role.props)} for role in plan.roles
        ],
        "shots": [_shot(shot, called) for shot in plan.shots],
        "parts": [written(part, called) for part in plan.parts],
    }


def _shot(shot: Shot, called: Mapping[Handle, str]) -> dict[str, Any]:
    return {
        "seconds": shot.seconds,
        "framing": shot.framing.value,
        "move": shot.move.value,
        "people": [called[person] for person in shot.people],
        "lines": [
            {"person": called[line.person], "text": line.text, "language": line.language.value} for line in shot.lines
        ],
    }


def read(data: Any) -> Plan:
    """The plan that was written, for engines that are made of Walkon's rooms. Raises `Unreadable`."""
    try:
        return _PLANS.validate_python(_with_names(data))
    except (ValidationError, TypeError, KeyError, AttributeError):
        raise Unreadable from None


def _with_names(plan: Mapping[str, Any]) -> dict[str, Any]:
    """Names as the records have them."""
    shots = [
        {
            **shot,
            "people": [{"name": name} for name in shot["people"]],
            "lines": [{**line, "person": {"name": line["person"]}} for line in shot["lines"]],
        }
        for shot in plan["shots"]
    ]
    roles = [{**role, "person": {"name": role["person"]}} for role in plan["roles"]]
    parts = [_with_names(part) for part in plan["parts"]]
    return {**plan, "roles": roles, "shots": shots, "parts": parts, "reading": _NOTHING}

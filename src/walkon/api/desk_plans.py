"""A plan as a reviewer reads it: what was meant to be seen and heard. People are numbers, in the order of the roles."""

from __future__ import annotations

from walkon.api.forms import Form
from walkon.domain.plan import Action, Framing, Hour, Look, Mood, Move, Plan, Shot, Weather


class RolePlanned(Form):
    """What one person wears and holds."""

    costume: str
    props: list[str]


class LinePlanned(Form):
    """Words of one person, by their number."""

    by: int
    text: str


class ShotPlanned(Form):
    """One shot; `people`: who is in it, from left to right."""

    seconds: float
    framing: Framing
    move: Move
    people: list[int]
    lines: list[LinePlanned]


class PlanAtDesk(Form):
    """Where, when and how; and shot by shot."""

    setting: str
    hour: Hour
    weather: Weather
    action: Action
    look: Look
    mood: Mood
    seconds: float
    width: int
    height: int
    roles: list[RolePlanned]
    shots: list[ShotPlanned]


def plan_shown(plan: Plan) -> PlanAtDesk:
    """A plan without anybody's name."""
    number = {role.person: place for place, role in enumerate(plan.roles, 1)}

    def shot(one: Shot) -> ShotPlanned:
        return ShotPlanned(
            seconds=one.seconds,
            framing=one.framing,
            move=one.move,
            people=[number[person] for person in one.people if person in number],
            lines=[LinePlanned(by=number.get(line.person, 0), text=line.text) for line in one.lines],
        )

    return PlanAtDesk(
        setting=plan.setting,
        hour=plan.hour,
        weather=plan.weather,
        action=plan.action,
        look=plan.look,
        mood=plan.mood,
        seconds=plan.seconds,
        width=plan.width,
        height=plan.height,
        roles=[RolePlanned(costume=role.costume, props=list(role.props)) for role in plan.roles],
        shots=[shot(one) for one in plan.shots],
    )

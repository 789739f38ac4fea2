"""A plan as people see it: where it plays, who wears and says what, shot by shot."""

from __future__ import annotations

from walkon.api.forms import Form
from walkon.domain.joining import parts_of
from walkon.domain.plan import Action, Framing, Hour, Look, Mood, Move, Plan, Weather


class LineShown(Form):
    """Words somebody says."""

    handle: str
    text: str


class RoleShown(Form):
    """What somebody wears and has with them."""

    handle: str
    costume: str
    props: list[str]


class ShotShown(Form):
    """One take of the camera; `people` from left to right."""

    seconds: float
    framing: Framing
    move: Move
    people: list[str]
    lines: list[LineShown]


class PartShown(Form):
    """What is the same in all shots of a part."""

    setting: str
    hour: Hour
    weather: Weather
    action: Action
    look: Look
    mood: Mood
    roles: list[RoleShown]
    shots: list[ShotShown]


class FilmPlan(Form):
    """A film to be made, in one part or several; sizes in pixels, `seconds` of all of it."""

    width: int
    height: int
    seconds: float
    parts: list[PartShown]


def plan_shown(plan: Plan) -> FilmPlan:
    """Without what was typed for it."""
    return FilmPlan(
        width=plan.width,
        height=plan.height,
        seconds=round(plan.seconds, 3),
        parts=[_part(part) for part in parts_of(plan)],
    )


def _part(plan: Plan) -> PartShown:
    return PartShown(
        setting=plan.setting,
        hour=plan.hour,
        weather=plan.weather,
        action=plan.action,
        look=plan.look,
        mood=plan.mood,
        roles=[RoleShown(handle=role.person.name, costume=role.costume, props=list(role.props)) for role in plan.roles],
        shots=[
            ShotShown(
                seconds=round(shot.seconds, 3),
                framing=shot.framing,
                move=shot.move,
                people=[person.name for person in shot.people],
                lines=[LineShown(handle=line.person.name, text=line.text) for line in shot.lines],
            )
            for shot in plan.shots
        ],
    )

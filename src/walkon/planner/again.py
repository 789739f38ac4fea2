"""What was chosen for a plan that is written anew, read from it, and what of that stays.

Rules
1. What is chosen anew beats the new sentence; the new sentence beats what was chosen before; that beats what is assumed.
2. What the old sentence said counts for nothing: whoever takes words away means it.
3. A costume that is said takes away what was chosen to wear and to hold; a line in quotes, everything that was to be said.
4. What cannot be had in the place that is said now gives way without a word.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, replace

from walkon.domain.choices import NOTHING_CHOSEN, Choices, Said
from walkon.domain.plan import Action, Framing, Hour, Look, Mood, Move, Plan, Weather
from walkon.domain.rewriting import Before
from walkon.planner import lines as speech

_SAME = 0.02  # seconds


def chosen_for(before: Before | None, brings: Mapping[str, tuple[str, ...]]) -> Choices:
    """What was chosen from lists for a plan; `brings`: the props that come with each costume."""
    if before is None:
        return NOTHING_CHOSEN
    plan = before.plan
    found = {one.field: one.value for one in plan.reading.understood if not one.words}
    worn = {one.value for one in plan.reading.understood if one.field == "costume" and not one.words}
    held = {one.value for one in plan.reading.understood if one.field == "prop" and not one.words}
    emptied = [role for role in plan.roles if not role.props and brings.get(role.costume)]
    return Choices(
        setting=plan.setting if "setting" in found else None,
        costumes={role.person: role.costume for role in plan.roles if role.costume in worn},
        props={role.person: role.props for role in plan.roles if held & set(role.props) or role in emptied},
        lines=_lines(plan, before.prompt),
        hour=Hour(found["hour"]) if "hour" in found else None,
        weather=Weather(found["weather"]) if "weather" in found else None,
        action=Action(found["action"]) if "action" in found else None,
        look=Look(found["look"]) if "look" in found else None,
        mood=Mood(found["mood"]) if "mood" in found else None,
        framing=Framing(found["framing"]) if "framing" in found else None,
        move=Move(found["move"]) if "move" in found else None,
    )


def over(now: Choices, before: Choices, said: Collection[str]) -> Choices:
    """What is chosen now, and what was before where `said`, the fields of the new sentence, leaves it alone."""
    changes = {
        name: getattr(before, name)
        for name in (field.name for field in fields(Choices))
        if getattr(now, name) is None and name not in said
    }
    dressed = "costume" in said
    costumes = {} if dressed else before.costumes
    props = {} if dressed or "prop" in said else before.props
    changes |= {
        "costumes": {**costumes, **now.costumes},
        "props": {**{who: what for who, what in props.items() if who not in now.costumes}, **now.props},
        "lines": before.lines if now.lines is None and "line" not in said else now.lines,
    }
    return replace(now, **changes)


def seconds(before: Before | None, usual: float) -> float | None:
    """How long it was, if that was chosen: a plan that is as long as it needs is the usual length, or what its lines take."""
    if before is None:
        return None
    spoken = sum(speech.seconds(line) for shot in before.plan.shots for line in shot.lines)
    needed = max(usual, spoken + 1.0)
    return None if abs(before.plan.seconds - needed) < _SAME else round(before.plan.seconds, 3)


def _lines(plan: Plan, prompt: str) -> tuple[Said, ...] | None:
    """All that is said, if it was chosen: nothing at all, or something that the sentence does not hold."""
    spoken = [line for shot in plan.shots for line in shot.lines]
    own = {one.value for one in plan.reading.understood if one.field == "line"}
    if spoken and all(text in prompt for text in own):
        return None
    return tuple(Said(person=line.person, text=line.text) for line in spoken)

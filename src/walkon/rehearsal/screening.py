"""Looks at finished films: how much the performers in them look like themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from walkon.domain.ids import Handle
from walkon.domain.plan import FPS, Framing, Plan
from walkon.media.decode import open_clip
from walkon.perception.face_finder import FaceFinder
from walkon.perception.face_print import FacePrint, template
from walkon.perception.resemblance import Likeness, Resemblance, nearest, prints_in
from walkon.rehearsal.performer import Picture
from walkon.rehearsal.state import ROOMS
from walkon.rehearsal.table import face_prints

SAMPLED = 6  # frames of a shot
UNSETTLED = 5  # frames after a cut that are left out, and before the next
SHEET = 9  # pictures that stand for a film


class Jury:
    """Knows the performers by pictures their cameos never saw, and judges films by them."""

    def __init__(self, names: Mapping[Handle, str]) -> None:
        """`names`: which performer plays under which handle."""
        self._finder = FaceFinder(people=2)
        self._held = {handle: face_prints(name, ROOMS["overcast"], self._finder) for handle, name in names.items()}

    def likeness(self, film: Path, plan: Plan) -> dict[Handle, Resemblance]:
        """How much each person of the plan resembles themself in its medium and close shots."""
        people = [role.person for role in plan.roles]
        judged = {person: Likeness(self._held[person], self._others(person)) for person in people}
        for shot, pictures in _shots(film, plan):
            found = [prints_in(picture, self._finder, 2) for picture in pictures]
            for person in plan.shots[shot].people:
                self_template = template(self._held[person])
                judged[person].shot([nearest(prints, self_template) for prints in found])
        return {person: likeness.result() for person, likeness in judged.items()}

    def _others(self, person: Handle) -> dict[str, FacePrint]:
        return {str(other): template(prints) for other, prints in self._held.items() if other != person}


def _shots(film: Path, plan: Plan) -> list[tuple[int, list[Picture]]]:
    """The sampled frames of every shot that shows people from nearby."""
    wanted: dict[int, int] = {}
    for number, (shot, start) in enumerate(zip(plan.shots, plan.first_frames, strict=True)):
        if shot.people and shot.framing is not Framing.WIDE:
            last = start + round(shot.seconds * FPS) - 1 - UNSETTLED
            wanted |= {int(f): number for f in np.linspace(min(start + UNSETTLED, last), last, SAMPLED)}
    found: dict[int, list[Picture]] = {}
    for frame, picture in enumerate(open_clip(film).frames()):
        if frame in wanted:
            found.setdefault(wanted[frame], []).append(picture)
    return list(found.items())


def stills(film: Path, plan: Plan, count: int = SHEET) -> list[Picture]:
    """Pictures that show the film: spread over it, never beside a cut."""
    cuts: Sequence[int] = (*plan.first_frames, round(plan.seconds * FPS))
    wanted = set()
    for middle in (np.arange(count) + 0.5) / count * cuts[-1]:
        inside = [f for f in range(cuts[-1]) if min(abs(f - cut) for cut in cuts) > UNSETTLED] or [int(middle)]
        wanted.add(min((f for f in inside if f not in wanted), key=lambda f: abs(f - middle), default=inside[0]))
    return [picture for frame, picture in enumerate(open_clip(film).frames()) if frame in wanted]

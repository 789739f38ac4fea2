"""Whether a finished film shows its people and nobody else, judged from numbers.

Rules
1. Everybody of the plan is seen and recognised at least once in the film.
2. Nobody is seen, in more than one picture of a shot, who is none of the people in it.
3. What was not looked at is no proof: a film in which nobody could be found is refused where somebody should be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from walkon.domain.ids import Handle
from walkon.domain.plan import Plan

RECOGNISED = 0.60  # distance of face prints; the network's own threshold for one person (dlib, face_recognition 1.3)


class Fault(StrEnum):
    """What is wrong with a film."""

    PERSON_MISSING = "person_missing"  # nobody would recognise them
    STRANGER_SEEN = "stranger_seen"  # somebody who is not in the cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One face in one picture: how far it is from everybody in the cast; those whose template is gone are left out."""

    shot: int
    picture: int
    distances: Mapping[Handle, float]


def review(sightings: Sequence[Sighting], plan: Plan) -> tuple[Fault, ...]:
    """Everything that is wrong, none twice."""
    faults = []
    expected = {person for shot in plan.shots for person in shot.people}
    seen = {person for sighting in sightings for person, far in sighting.distances.items() if far <= RECOGNISED}
    if expected - seen:
        faults.append(Fault.PERSON_MISSING)
    for number, shot in enumerate(plan.shots):
        strange = {
            sighting.picture
            for sighting in sightings
            if sighting.shot == number
            and not any(sighting.distances.get(person, 1.0) <= RECOGNISED for person in shot.people)
        }
        if len(strange) > 1:
            faults.append(Fault.STRANGER_SEEN)
            break
    return tuple(faults)

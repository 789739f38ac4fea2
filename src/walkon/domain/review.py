"""Whether a finished film shows and lets speak its people and nobody else, judged from numbers.

Rules
1. Everybody of the plan is seen and recognised at least once in the film.
2. Nobody is seen, in more than one picture of a shot, who is none of the people in it.
3. What was not looked at is no proof: a film in which nobody could be found is refused where somebody should be.
4. Words are heard only where the plan lets somebody speak.
5. Where one person speaks, their voice is nobody else's of the cast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from walkon.domain.ids import Handle
from walkon.domain.plan import FPS, Plan, Shot

BESIDE = 1.5  # seconds by which lines begin before their shot, or run on after it
STRAY = 0.8  # seconds of speech that are taken for a sound of the place, or for laughter
NEARER = 0.12  # cosine by which a voice is more like another's before it is theirs; the most in films of six was 0.06
RECOGNISED = 0.60  # distance of face prints; the network's own threshold for one person (dlib, face_recognition 1.3)


class Fault(StrEnum):
    """What is wrong with a film."""

    PERSON_MISSING = "person_missing"  # nobody would recognise them
    STRANGER_SEEN = "stranger_seen"  # somebody who is not in the cast
    WORDS_UNPLANNED = "words_unplanned"  # somebody speaks where nobody should
    VOICE_EXCHANGED = "voice_exchanged"  # one of them speaks with the voice of another


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One face in one picture: how far it is from everybody in the cast; those whose template is gone are left out."""

    shot: int
    picture: int
    distances: Mapping[Handle, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """A stretch of speech, seconds from the film's beginning: how like everybody's of the cast its voice is (cosine, 0 to
    1); those whose template is gone are left out, and all of them where it is too short to tell.
    """

    start: float
    end: float
    likeness: Mapping[Handle, float]


def review(sightings: Sequence[Sighting], hearings: Sequence[Hearing], plan: Plan) -> tuple[Fault, ...]:
    """Everything that is wrong, none twice."""
    faults = []
    expected = {person for shot in plan.shots for person in shot.people}
    seen = {person for sighting in sightings for person, far in sighting.distances.items() if far <= RECOGNISED}
    if expected - seen:
        faults.append(Fault.PERSON_MISSING)
    if any(_strangers(sightings, number, shot) > 1 for number, shot in enumerate(plan.shots)):
        faults.append(Fault.STRANGER_SEEN)
    heard = [(hearing, _speakers(plan, hearing)) for hearing in hearings]
    if sum(hearing.end - hearing.start for hearing, speakers in heard if not speakers) > STRAY:
        faults.append(Fault.WORDS_UNPLANNED)
    if any(_exchanged(hearing, speakers) for hearing, speakers in heard):
        faults.append(Fault.VOICE_EXCHANGED)
    return tuple(faults)


def _strangers(sightings: Sequence[Sighting], number: int, shot: Shot) -> int:
    """In how many pictures of a shot somebody is seen who is none of its people."""
    return len(
        {
            sighting.picture
            for sighting in sightings
            if sighting.shot == number
            and not any(sighting.distances.get(person, 1.0) <= RECOGNISED for person in shot.people)
        }
    )


def _speakers(plan: Plan, hearing: Hearing) -> frozenset[Handle]:
    """Who may speak there."""
    return frozenset(
        line.person
        for shot, frame in zip(plan.shots, plan.first_frames, strict=True)
        if frame / FPS - BESIDE < hearing.end and hearing.start < frame / FPS + shot.seconds + BESIDE
        for line in shot.lines
    )


def _exchanged(hearing: Hearing, speakers: frozenset[Handle]) -> bool:
    """Whether the one who speaks does so with the voice of somebody else of the cast."""
    if len(speakers) != 1:
        return False
    (speaker,) = speakers
    own = hearing.likeness.get(speaker)
    others = [like for person, like in hearing.likeness.items() if person != speaker]
    return own is not None and max(others, default=0.0) > own + NEARER

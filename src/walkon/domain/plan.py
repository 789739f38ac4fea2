"""A plan: the typed shot list a prompt becomes. Plain values; nothing here draws.

Rules
1. A plan holds one or two people; each has one role, one costume and a place in the picture.
2. Shot lengths add up to the plan's length; every shot has at least one second.
3. Words of the catalogue (setting, costume, prop) are ids; an engine refuses ids it does not know.
4. The same plan with the same seed is the same film.
5. A film of several parts is a plan of plans: its shots are theirs, one part after the other; what a part does not share
   with the others (setting, light, costumes, seed) is said by the part. `walkon.domain.joining` makes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from walkon.domain.capture import Language
from walkon.domain.ids import CostumeId, Handle, SettingId

MAX_CAST = 2  # of one part
LONGEST_FILM = 60.0  # seconds
FPS = 24


class Hour(StrEnum):
    """The light of the day."""

    DAWN = "dawn"
    DAY = "day"
    SUNSET = "sunset"
    NIGHT = "night"


class Weather(StrEnum):
    """What is in the air."""

    CLEAR = "clear"
    HAZE = "haze"  # mist, stage smoke
    DUST = "dust"
    RAIN = "rain"
    SNOW = "snow"
    STORM = "storm"  # wind, spray, driving rain


class Framing(StrEnum):
    """How much of a person is seen."""

    WIDE = "wide"  # the setting; nobody, or people small
    MEDIUM = "medium"  # waist up
    CLOSE = "close"  # head and shoulders


class Move(StrEnum):
    """How the camera moves during a shot."""

    STILL = "still"
    HANDHELD = "handheld"
    PUSH_IN = "push_in"
    PULL_BACK = "pull_back"
    PAN_LEFT = "pan_left"
    PAN_RIGHT = "pan_right"


class Look(StrEnum):
    """The finish of the picture."""

    NATURAL = "natural"
    CINEMATIC = "cinematic"
    NOIR = "noir"  # black and white, hard contrast
    VHS = "vhs"
    WATERCOLOUR = "watercolour"
    ANIME = "anime"


class Mood(StrEnum):
    """The music."""

    NONE = "none"
    EPIC = "epic"
    WONDER = "wonder"
    POP = "pop"
    NOIR = "noir"
    COMEDY = "comedy"
    CALM = "calm"


class Action(StrEnum):
    """What people do; it decides how bodies move and which shots are chosen."""

    STAND = "stand"
    SURF = "surf"
    EXPLORE = "explore"
    PERFORM = "perform"  # sing or play to an audience
    INVESTIGATE = "investigate"
    TALK = "talk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What one person plays. `props` are catalogue keys such as ``fedora`` or ``microphone``."""

    person: Handle
    costume: CostumeId
    props: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Words one person says in a shot. The engine places them; lines of one shot never overlap."""

    person: Handle
    text: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One uninterrupted camera take. `people` left to right in the picture; empty only in a `WIDE` shot."""

    seconds: float
    framing: Framing
    move: Move
    people: tuple[Handle, ...]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one part of the prompt was understood: `words` as typed, and the `field` and `value` they became."""

    words: str
    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the planner made of a prompt: what it understood, what it assumed, and what it could not place."""

    understood: tuple[Finding, ...]
    assumed: tuple[Finding, ...]
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A film to be made; `width` x `height` pixels, even; `seed` decides everything that is left to chance."""

    language: Language
    setting: SettingId
    hour: Hour
    weather: Weather
    action: Action
    roles: tuple[Role, ...]
    shots: tuple[Shot, ...]
    look: Look
    mood: Mood
    width: int
    height: int
    seed: int
    reading: Reading
    parts: tuple[Plan, ...] = ()  # of a film of several; none of them has parts of its own

    @property
    def seconds(self) -> float:
        return sum(shot.seconds for shot in self.shots)

    @property
    def frames(self) -> int:
        """Number of pictures at `FPS`; each shot is rounded on its own."""
        return sum(round(shot.seconds * FPS) for shot in self.shots)

    @property
    def first_frames(self) -> tuple[int, ...]:
        """First picture of each shot."""
        return tuple(accumulate((round(shot.seconds * FPS) for shot in self.shots), initial=0))[:-1]

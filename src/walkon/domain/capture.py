"""What must be done in front of the camera this one time.

Rules
1. A challenge is drawn from an unpredictable source, used once, and expires ten minutes after it was issued.
2. Its steps follow each other without overlap; times are seconds from the first frame of the take.
3. It begins and ends with a calm look into the lens, so that a neutral face is always recorded.
4. Every challenge asks for at least two turns to opposite sides, a blink, and spoken words.

Directions are the person's own: `LEFT` is towards their left hand, which is the right side of an unmirrored picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from walkon.domain.ids import ChallengeId

LIFETIME = timedelta(minutes=10)


class Language(StrEnum):
    """Languages people are spoken to in; ISO 639-1."""

    ENGLISH = "en"
    KOREAN = "ko"


class Direction(StrEnum):
    """Where the head turns, from the person's own point of view."""

    LEFT = "left"  # nose moves to the right side of an unmirrored picture: yaw > 0
    RIGHT = "right"  # yaw < 0
    UP = "up"  # pitch > 0
    DOWN = "down"  # pitch < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """Look calmly into the lens, mouth at rest."""

    at: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Turn the head towards `direction`, about `degrees`, and come back to the middle before the step ends."""

    at: float
    seconds: float
    direction: Direction
    degrees: float = 25.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Blink:
    """Blink `times` times."""

    at: float
    seconds: float
    times: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Smile:
    """Smile, then relax."""

    at: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Say these words aloud, in this order; they are shown when the step begins."""

    at: float
    seconds: float
    words: tuple[str, ...]


Step = Still | Turn | Blink | Smile | Say


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """One single-use set of steps; `issued` and `expires` are aware UTC datetimes."""

    id: ChallengeId
    language: Language
    steps: tuple[Step, ...]
    issued: datetime
    expires: datetime

    @property
    def seconds(self) -> float:
        """Length of the take that answers this challenge."""
        return max(step.at + step.seconds for step in self.steps)

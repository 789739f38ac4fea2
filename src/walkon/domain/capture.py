"""What must be done in front of the camera this one time.

Rules
1. A challenge is drawn from an unpredictable source, used once, and expires ten minutes after it was issued.
2. Its steps follow each other without overlap; times are seconds from the first frame of the take.
3. It begins and ends with a calm look into the lens, so that a neutral face is always recorded: at least
   `CALM_START` and `CALM_END` seconds.
4. Every challenge asks for turns to both sides, a blink, three to six single words and one sentence, in an order and at
   moments drawn anew; a nod and a smile may join them.
5. A take for a challenge lasts `SHORTEST` to `LONGEST` seconds.

Directions are the person's own: `LEFT` is towards their left hand, which is the right side of an unmirrored picture.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any, Protocol, TypeVar

from walkon.domain.challenge_words import ENGLISH, KOREAN, Speakable
from walkon.domain.errors import ChallengeDamaged
from walkon.domain.ids import ChallengeId

T = TypeVar("T")

LIFETIME = timedelta(minutes=10)
CALM_START, CALM_END = 1.5, 4.0  # seconds; the end gives the likeness its base motion, which wants 3 s and more
SHORTEST, LONGEST = 14.0, 20.0  # seconds of a whole take
EPSILON = 1e-6  # seconds
FORMAT, VERSION = "walkon.challenge", 1
LARGEST_FILE = 65_536  # characters


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


class Entropy(Protocol):
    """A source of chance: `secrets.SystemRandom()` where it matters, `random.Random(seed)` in rehearsals."""

    def random(self) -> float: ...
    def getrandbits(self, k: int, /) -> int: ...
    def randint(self, a: int, b: int, /) -> int: ...
    def choice(self, seq: Sequence[T], /) -> T: ...
    def sample(self, population: Sequence[T], /, k: int) -> list[T]: ...


def draw_challenge(entropy: Entropy, language: Language, now: datetime) -> Challenge:
    """A fresh challenge in the rules' bounds; `now` is an aware UTC datetime."""
    opening, middle, ending = (
        Still(at=0.0, seconds=CALM_START),
        _wanted(entropy, language),
        Still(at=0, seconds=CALM_END),
    )
    steps = (opening, *entropy.sample(middle, k=len(middle)), ending)
    needed = sum(step.seconds for step in steps)
    total = max(SHORTEST, needed) + entropy.random() * (LONGEST - max(SHORTEST, needed))
    return Challenge(
        id=ChallengeId(f"{entropy.getrandbits(128):032x}"),
        language=language,
        steps=_spread(steps, total - needed, entropy),
        issued=now,
        expires=now + LIFETIME,
    )


def _wanted(entropy: Entropy, language: Language) -> list[Step]:
    """The steps between the calm looks with the shortest time each needs, not yet placed in time."""
    texts = speakable(language)
    both_extras = entropy.random() < 1 / 3
    extras: list[Step] = [
        Turn(at=0, seconds=1.5, direction=entropy.choice((Direction.UP, Direction.DOWN)), degrees=15.0),
        Smile(at=0, seconds=1.5),
    ]
    words = entropy.sample(entropy.choice((texts.digits, texts.words)), k=3 if both_extras else entropy.randint(4, 5))
    times = entropy.randint(1, 2)
    return [
        Turn(at=0, seconds=1.6, direction=Direction.LEFT),
        Turn(at=0, seconds=1.6, direction=Direction.RIGHT),
        Blink(at=0, seconds=0.7 + 0.4 * times, times=times),
        Say(at=0, seconds=0.4 + 0.5 * len(words), words=tuple(words)),
        Say(at=0, seconds=3.8, words=tuple(entropy.choice(texts.sentences).split())),
        *(extras if both_extras else [entropy.choice(extras)]),
    ]


def _spread(steps: Sequence[Step], slack: float, entropy: Entropy) -> tuple[Step, ...]:
    """The steps one after the other; `slack` seconds go to random pauses between them and to longer steps.

    Times are rounded down to hundredths, so that rounding never makes steps overlap or a challenge too long.
    """
    weights = [entropy.random() ** 2 for _ in range(2 * len(steps) - 1)]
    shares = [slack * weight / (sum(weights) or 1.0) for weight in weights]
    placed: list[Step] = []
    clock = 0
    for index, step in enumerate(steps):
        pause = math.floor(100 * shares[2 * index - 1]) if index else 0
        length = round(100 * step.seconds) + math.floor(100 * shares[2 * index])
        placed.append(replace(step, at=(clock + pause) / 100, seconds=length / 100))
        clock += pause + length
    return tuple(placed)


def speakable(language: Language) -> Speakable:
    """What may be asked for in a language."""
    return KOREAN if language is Language.KOREAN else ENGLISH


def is_expired(challenge: Challenge, now: datetime) -> bool:
    """Whether `now`, an aware datetime, lies outside the challenge's life; a clock set back counts as outside too."""
    return not challenge.issued <= now < challenge.expires


def breaks_rules(steps: Sequence[Step]) -> bool:
    """Whether steps break rules 2 to 5; whatever is not finite breaks them."""
    times = [value for step in steps for value in (step.at, step.seconds)]
    if len(steps) < 2 or not all(map(math.isfinite, times)) or min(times) < 0:
        return True
    first, last = steps[0], steps[-1]
    turns = {step.direction for step in steps if isinstance(step, Turn)}
    said = [len(step.words) for step in steps if isinstance(step, Say)]
    return not (
        isinstance(first, Still)
        and isinstance(last, Still)
        and first.at == 0
        and first.seconds >= CALM_START
        and last.seconds >= CALM_END
        and all(b.at >= a.at + a.seconds - EPSILON for a, b in pairwise(steps))
        and turns >= {Direction.LEFT, Direction.RIGHT}
        and any(isinstance(step, Blink) and step.times >= 1 for step in steps)
        and len(said) >= 2
        and SHORTEST <= last.at + last.seconds <= LONGEST + EPSILON
    )


def to_json(challenge: Challenge) -> str:
    """The challenge as one JSON object; `from_json` gives back an equal challenge."""
    steps = [{"kind": _KIND_OF[type(step)]} | asdict(step) for step in challenge.steps]
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "id": challenge.id,
            "language": challenge.language,
            "issued": challenge.issued.isoformat(),
            "expires": challenge.expires.isoformat(),
            "steps": steps,
        },
        ensure_ascii=False,
        indent=1,
    )


def fingerprint(challenge: Challenge) -> str:
    """SHA-256 of the challenge, hexadecimal: who keeps it notices a challenge whose steps were changed."""
    return hashlib.sha256(to_json(challenge).encode()).hexdigest()


def from_json(text: str) -> Challenge:
    """The challenge in a file's text. Strict: unknown or missing fields, wrong types and broken rules are refused.

    Raises `ChallengeDamaged`.
    """
    if len(text) > LARGEST_FILE:
        raise ChallengeDamaged
    try:
        return _challenge(json.loads(text))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise ChallengeDamaged from error


def _challenge(data: Any) -> Challenge:
    row = _row(data, "format version id language issued expires steps")
    if (row["format"], row["version"]) != (FORMAT, VERSION) or type(row["version"]) is not int:
        raise ValueError("another format")
    name = _text(row["id"])
    if len(name) != 32 or set(name) - set("0123456789abcdef"):
        raise ValueError("not an id")
    if not isinstance(row["steps"], list) or not 2 <= len(row["steps"]) <= 32:
        raise TypeError("not a list of steps")
    steps = tuple(_step(step) for step in row["steps"])
    issued, expires = (datetime.fromisoformat(_text(row[key])) for key in ("issued", "expires"))
    if issued.utcoffset() != timedelta(0) or expires != issued + LIFETIME or breaks_rules(steps):
        raise ValueError("breaks a rule")
    return Challenge(
        id=ChallengeId(name), language=Language(_text(row["language"])), steps=steps, issued=issued, expires=expires
    )


def _step(data: Any) -> Step:
    if not isinstance(data, dict):
        raise TypeError("not an object")
    kind, fields = _STEPS[_text(data.get("kind"))]
    row = _row(data, f"kind at seconds {' '.join(fields)}")
    read = {"at": _number(row["at"]), "seconds": _number(row["seconds"])}
    return kind(**read, **{name: reader(row[name]) for name, reader in fields.items()})


def _row(data: Any, names: str) -> dict[str, Any]:
    if not isinstance(data, dict) or set(data) != set(names.split()):
        raise ValueError("other fields")
    return data


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= LONGEST * 10:
        raise ValueError("not a number of seconds or degrees")
    return float(value)


def _count(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= 10:
        raise ValueError("not a small count")
    return value


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= 20:
        raise ValueError("not a list of words")
    words = tuple(map(_text, value))
    if not all(0 < len(word) <= 40 and word.isprintable() and not set(word) & set(" \t") for word in words):
        raise ValueError("not words")
    return words


_STEPS: dict[str, tuple[Callable[..., Step], dict[str, Callable[[Any], object]]]] = {
    "still": (Still, {}),
    "turn": (Turn, {"direction": lambda value: Direction(_text(value)), "degrees": _number}),
    "blink": (Blink, {"times": _count}),
    "smile": (Smile, {}),
    "say": (Say, {"words": _words}),
}
_KIND_OF = {kind: name for name, (kind, _) in _STEPS.items()}

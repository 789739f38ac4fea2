"""What must be done in front of the camera this one time.

Rules
1. A challenge is drawn from an unpredictable source, answered at most three times, and expires ten minutes after it was
   issued.
2. Its steps follow each other without overlap; times are seconds from the first frame of the take.
3. It begins and ends with a calm look into the lens, so that a neutral face is always recorded: at least
   `CALM_START` and `CALM_END` seconds.
4. Every challenge asks for turns to both sides and up or down, a blink, two groups of single words and one sentence, in an
   order and at moments drawn anew; a smile may join them.
5. Where the client has a screen to light the face with, a light code joins them. Where it has none, or the person does
   not want flashing colours, more turns and more words take its place, and a person checks the take where the policy
   says so.
6. A take for a challenge lasts `SHORTEST` to `LONGEST` seconds.

Directions are the person's own: `LEFT` is towards their left hand, which is the right side of an unmirrored picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Protocol, TypeVar

from walkon.domain.challenge_words import ENGLISH, KOREAN, Speakable
from walkon.domain.ids import ChallengeId
from walkon.domain.light_code import LightCode, draw_code

T = TypeVar("T")

LIFETIME = timedelta(minutes=10)
ANSWERS = 3  # how often one challenge may be answered
CALM_START, CALM_END = 1.5, 4.0  # seconds; the end gives the likeness its base motion, which wants 3 s and more
SHORTEST, LONGEST = 20.0, 30.0  # seconds of a whole take
SLACK = 3.0  # seconds, at most, that pauses of random length add
PER_WORD = 0.9  # seconds each single word is shown
LIGHT_TAIL = 0.5  # seconds kept calm after the last colour: cameras and networks are late
EPSILON = 1e-6  # seconds


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
    """Say these words aloud, in this order: a sentence is shown whole, single words one after the other."""

    at: float
    seconds: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """Look straight at the screen while it shows the colours of `code`, from `at` on."""

    at: float
    seconds: float
    code: LightCode


Step = Still | Turn | Blink | Smile | Say | Light


class Screen(StrEnum):
    """What the client can light the face with."""

    NONE = "none"  # no screen, or the person does not want flashing colours
    NARROW = "narrow"  # a phone held upright: one colour at a time
    WIDE = "wide"  # wide enough for another colour on each half


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


def draw_challenge(entropy: Entropy, language: Language, now: datetime, screen: Screen = Screen.NONE) -> Challenge:
    """A fresh challenge in the rules' bounds; `now` is an aware UTC datetime."""
    middle = _wanted(entropy, language, screen)
    steps = (Still(at=0, seconds=CALM_START), *entropy.sample(middle, k=len(middle)), Still(at=0, seconds=CALM_END))
    needed = sum(step.seconds for step in steps)
    total = max(SHORTEST, needed + entropy.random() * min(SLACK, LONGEST - needed))
    return Challenge(
        id=ChallengeId(f"{entropy.getrandbits(128):032x}"),
        language=language,
        steps=_spread(steps, total - needed, entropy),
        issued=now,
        expires=now + LIFETIME,
    )


def _wanted(entropy: Entropy, language: Language, screen: Screen) -> list[Step]:
    """The steps between the calm looks with the shortest time each needs, not yet placed in time."""
    texts = speakable(language)
    times = entropy.randint(1, 2)
    steps: list[Step] = [
        Turn(at=0, seconds=1.6, direction=Direction.LEFT),
        Turn(at=0, seconds=1.6, direction=Direction.RIGHT),
        Blink(at=0, seconds=0.7 + 0.4 * times, times=times),
        Say(at=0, seconds=3.8, words=tuple(entropy.choice(texts.sentences).split())),
    ]
    nods = entropy.sample((Direction.UP, Direction.DOWN), k=2)
    words = entropy.sample(entropy.choice(texts.single), k=6)
    if screen is Screen.NONE:
        groups = (words[:3], words[3:])
        steps += [Turn(at=0, seconds=1.5, direction=nod, degrees=15.0) for nod in nods]
    else:
        groups = (words[:2], words[2 : entropy.choice((4, 5))])
        steps.append(Turn(at=0, seconds=1.5, direction=nods[0], degrees=15.0))
        code = draw_code(entropy, halves=screen is Screen.WIDE)
        steps.append(Light(at=0, seconds=code.duration + LIGHT_TAIL, code=code))
    steps += [Say(at=0, seconds=0.2 + PER_WORD * len(group), words=tuple(group)) for group in groups]
    return steps + ([Smile(at=0, seconds=1.5)] if entropy.random() < 0.5 else [])


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


def later(challenge: Challenge, seconds: float) -> Challenge:
    """The same challenge in a take that began `seconds` before it."""
    return replace(challenge, steps=tuple(replace(step, at=step.at + seconds) for step in challenge.steps))


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
        and len(said) >= 3
        and all(step.seconds >= step.code.duration for step in steps if isinstance(step, Light))
        and SHORTEST <= last.at + last.seconds <= LONGEST + EPSILON
    )

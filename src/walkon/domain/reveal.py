"""What a client may know of a challenge while it records, and what the clocks then prove.

Rules
1. A server that receives a recording as it is made reveals every step when its time comes, words one by one and colours
   one by one, each at most `AHEAD` seconds early: nobody can prepare an answer to what nobody can know.
2. Times run on the server's clock from the moment the first pictures arrived. The client tells when it showed what; it is
   believed only within `DRIFT` of when it can have known.
3. A recording is witnessed when every step and every colour was revealed like this, shown neither before it was revealed
   nor later than a network explains.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from walkon.domain.capture import Challenge, Light, Say
from walkon.domain.speaking import is_sentence, word_times

AHEAD = 0.3  # seconds; a network's and a browser's delay, no time to render an answer
DRIFT = 1.0  # seconds between revealing and showing that a slow network explains


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One thing to show: a step, one word of it or one colour; `at` in seconds of the take."""

    step: int
    part: int
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A cue's way to the screen, seconds since the recording began on either clock."""

    cue: Cue
    revealed: float  # server's clock
    shown: float  # client's clock


def cues(challenge: Challenge) -> tuple[Cue, ...]:
    """Everything a client shows, in order of time."""
    found = []
    for number, step in enumerate(challenge.steps):
        match step:
            case Light(at=at, code=code):
                times = [at + i * code.seconds for i in range(len(code.left))]
            case Say(words=words) if not is_sentence(words, challenge.language):
                times = [start for start, _ in word_times(step)]
            case _:
                times = [step.at]
        found += [Cue(step=number, part=part, at=at) for part, at in enumerate(times)]
    return tuple(sorted(found, key=lambda cue: (cue.at, cue.step, cue.part)))


def may_know(challenge: Challenge, elapsed: float) -> tuple[Cue, ...]:
    """The cues a client may be told `elapsed` seconds after the recording's first pictures arrived."""
    return tuple(cue for cue in cues(challenge) if cue.at - AHEAD <= elapsed)


def witnessed(challenge: Challenge, log: Sequence[Shown]) -> bool:
    """Whether the log shows that nobody could know a cue before its time; a cue that is missing was not witnessed."""
    told = {shown.cue: shown for shown in log}
    return len(told) == len(log) and all(_in_time(told.get(cue)) for cue in cues(challenge))


def _in_time(entry: Shown | None) -> bool:
    if entry is None or not (math.isfinite(entry.revealed) and math.isfinite(entry.shown)):
        return False
    return entry.cue.at - AHEAD <= entry.revealed and -AHEAD <= entry.shown - entry.revealed <= DRIFT + AHEAD

"""When something was spoken, against when words were shown. No language is needed, only where speech is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from walkon.domain.capture import Challenge, Say
from walkon.domain.evidence import SpeechSeen
from walkon.domain.speaking import LEAST_PER_WORD, Span, spoken_steps, word_times
from walkon.perception.speech_activity import Spans

QUICKEST, SLOWEST = 0.2, 1.5  # seconds from a word's showing to its sound; nobody reads and speaks sooner than .2
PLAY = 0.4  # seconds a single word may be ahead of or behind the person's own delay
ENOUGH_WORDS = 6  # for full confidence; challenges ask for 9 and more


def speech_seen(challenge: Challenge, speech: Spans) -> SpeechSeen | None:
    """How speech (start, end), seconds of the take, answers the words of a challenge; None where none are asked for.

    `reaction` is the delay after the first word of a step, of which each person has their own; NaN where no speech
    begins after any. The time of a word is its showing, that much later, with some play.
    """
    steps = spoken_steps(challenge)
    shown = [times for step in steps for times in word_times(step)]
    if not shown:
        return None
    reactions = _reactions(steps, speech)
    delay = min(max(float(np.median(reactions)), QUICKEST), SLOWEST) if reactions else QUICKEST
    early, late = delay - PLAY, delay + PLAY
    spoken = [_within(speech, start + early, end + late) for start, end in shown]
    whole = challenge.seconds
    asked = _joined([(step.at + early, min(whole, step.at + step.seconds + late)) for step in steps])
    free = whole - sum(end - max(0.0, start) for start, end in asked)
    talk = _within(speech, 0.0, whole) - sum(_within(speech, *span) for span in asked)
    return SpeechSeen(
        in_time=sum(seconds >= LEAST_PER_WORD for seconds in spoken) / len(shown),
        reaction=float(np.median(reactions)) if reactions else float("nan"),
        outside=max(0.0, talk / free) if free > 0 else 0.0,
        confidence=min(1.0, len(shown) / ENOUGH_WORDS),
    )


def _reactions(steps: Sequence[Say], speech: Spans) -> list[float]:
    """Seconds from the first word of each step to the first start of speech that may answer it."""
    starts = [[start - step.at for start, _ in speech if 0.0 < start - step.at <= SLOWEST] for step in steps]
    return [min(after) for after in starts if after]


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, overlapping ones made one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def _within(spans: Spans, start: float, end: float) -> float:
    """Seconds of the spans between two moments."""
    return sum(max(0.0, min(b, end) - max(a, start)) for a, b in spans)

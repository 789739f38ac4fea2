"""A line that its speaker read themself, with the mouth in step.

The made voice says the same line, and it is known when its mouth does what. Both are warped onto each other in time; each
moment of the reading takes the mouth of the moment in which the made voice makes the same sound. Where the reader pauses,
the mouth rests.
"""

from __future__ import annotations

import numpy as np

from walkon.domain.performance import MouthCue, Viseme
from walkon.media.sound import Sound
from walkon.voice.alignment import Indices, in_context, path
from walkon.voice.colour import bands, cepstra
from walkon.voice.mapping import scale
from walkon.voice.speech import Speech
from walkon.voice.world import FRAME, Analysis, Array, analysed, pitch_limits

EVERY = 2  # frames of the analysis are one step: 10 ms
STEP = EVERY * FRAME  # seconds
SILENT = 34.0  # dB under the loudest frames; with a made voice's pauses far below
PAUSE = 0.12  # seconds of silence after which a mouth rests; stops in a word are shorter
HELD = 0.03  # seconds a mouth shape has at least


def in_step(guide: Speech, sound: Sound) -> Speech:
    """`sound`, mono at the rate of the guide's, as speech: mouth shapes over all of it, and when each word is said.

    `guide` is the same line in another voice.
    """
    known, read = _analysed(guide.sound), _analysed(sound)
    pairs = path(_features(read), _features(known))
    there = _partners(pairs, 0, 1) * STEP  # for each step of the reading, seconds of the guide
    quiet = _pauses(read)
    shapes = [Viseme.SIL if still else _shape(guide, at) for at, still in zip(there, quiet, strict=True)]
    here = _partners(pairs, 1, 0) * STEP
    return Speech(sound=sound, mouth=_cues(shapes, sound.seconds), words=_words(guide, here, sound.seconds))


def _analysed(sound: Sound) -> Analysis:
    return analysed(sound.samples, sound.rate, pitch_limits(sound.samples, sound.rate))


def _features(of: Analysis) -> Array:
    """(T, 75), one row per step, each speaker by their own scale."""
    return in_context(scale(of).standardised(cepstra(bands(of))))[::EVERY]


def _partners(pairs: Indices, of: int, to: int) -> Array:
    """For each row of one side the mean of its partners on the other; never goes back."""
    rows = int(pairs[-1, of]) + 1
    total, count = np.zeros(rows), np.zeros(rows)
    np.add.at(total, pairs[:, of], pairs[:, to])
    np.add.at(count, pairs[:, of], 1)
    return np.asarray(np.maximum.accumulate(total / np.maximum(count, 1)))


def _pauses(read: Analysis) -> list[bool]:
    """Per step, whether the reader has been and stays silent for long enough to close the mouth."""
    still = ~read.active(SILENT)[::EVERY]
    found, at, least = [False] * len(still), 0, round(PAUSE / STEP)
    while at < len(still):
        end = at
        while end < len(still) and still[end]:
            end += 1
        outside = at == 0 or end == len(still)
        if end - at >= least or (end > at and outside):
            found[at:end] = [True] * (end - at)
        at = max(end, at + 1)
    return found


def _shape(guide: Speech, at: float) -> Viseme:
    return next((cue.viseme for cue in guide.mouth if cue.start <= at < cue.end), Viseme.SIL)


def _cues(shapes: list[Viseme], seconds: float) -> tuple[MouthCue, ...]:
    """Cues from 0 to `seconds` without gaps; what is held too shortly to be seen goes to the one before."""
    runs: list[tuple[Viseme, int]] = []
    for shape in shapes:
        if runs and runs[-1][0] is shape:
            runs[-1] = (shape, runs[-1][1] + 1)
        elif runs and runs[-1][1] * STEP < HELD and len(runs) > 1:
            short = runs.pop()
            before, steps = runs.pop()
            if before is shape:
                runs.append((shape, steps + short[1] + 1))
            else:
                runs += [(before, steps + short[1]), (shape, 1)]
        else:
            runs.append((shape, 1))
    cues, at = list[MouthCue](), 0.0
    for number, (shape, steps) in enumerate(runs):
        end = seconds if number == len(runs) - 1 else min(seconds, at + steps * STEP)
        if end > at:
            cues.append(MouthCue(viseme=shape, start=at, end=end))
            at = end
    return tuple(cues) or (MouthCue(viseme=Viseme.SIL, start=0.0, end=seconds),)


def _words(guide: Speech, here: Array, seconds: float) -> tuple[tuple[str, float, float], ...]:
    """The guide's words where the reading has them."""
    clock = np.arange(len(here)) * STEP

    def moved(at: float) -> float:
        return min(seconds, float(np.interp(at, clock, here)))

    return tuple((text, moved(start), moved(end)) for text, start, end in guide.words)

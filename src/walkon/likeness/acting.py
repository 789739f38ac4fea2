"""A performance as numbers per frame: which kept frames to show, and how far between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from walkon.domain.performance import Performance, Viseme
from walkon.likeness.shape import Floats

BLINK_HALF = 0.11  # seconds from open to closed
SHORTEST_CUE = 0.05  # seconds; shorter mouths merge into their neighbours
VISEMES = list(Viseme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """(N,) per output frame: `base` a place in the calm stretch (fractional), `first` and `second` kept frames of the
    mouth, `blend` between them 0..1, `lid` 0 open .. 1 closed, `talk` how much of the mouth is replaced 0..1.
    """

    base: Floats
    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]
    blend: Floats
    lid: Floats
    talk: Floats


def score(performance: Performance, calm: int, fps: float, keys: npt.NDArray[np.int64]) -> Score:
    """`calm` frames at `fps` are played back and forth; `keys` (visemes, alternatives) are kept frames."""
    now = np.arange(performance.frames) / performance.fps
    first, second, blend, talk = _mouths(performance, keys, now)
    blinks = [np.clip(1 - np.abs(now - at) / BLINK_HALF, 0, 1) for at in performance.blinks]
    lid = np.max(blinks, axis=0) if blinks else np.zeros_like(now)
    return Score(
        base=_base(now * fps, calm), first=first, second=second, blend=blend, lid=lid * lid * (3 - 2 * lid), talk=talk
    )


def _base(steps: Floats, calm: int) -> Floats:
    """Back and forth without a jump: a triangle with rounded corners."""
    if calm < 2:
        return np.zeros_like(steps)
    way = calm - 1
    phase = steps / way % 2.0
    triangle = 1 - np.abs(1 - phase)
    soft = 0.5 - 0.5 * np.cos(np.pi * triangle)
    return np.clip(way * (0.75 * triangle + 0.25 * soft), 0, way)


def _mouths(
    performance: Performance, keys: npt.NDArray[np.int64], now: Floats
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats, Floats]:
    """(first, second, blend, talk): between the middles of two cues the mouth moves from one key frame to the next."""
    rest = int(keys[VISEMES.index(Viseme.SIL), 0])
    middles, frames, quiet = [-1.0], [rest], [1.0]
    end = 0.0
    last = dict.fromkeys(Viseme, 0)
    for cue in performance.mouth:
        if cue.start - end > 0.12:
            middles += [end + 0.06, cue.start - 0.05]
            frames += [rest, rest]
            quiet += [1.0, 1.0]
        if cue.end - cue.start >= SHORTEST_CUE or cue.viseme in (Viseme.PP, Viseme.FF):
            row = keys[VISEMES.index(cue.viseme)]
            middles.append((cue.start + cue.end) / 2)
            frames.append(int(row[last[cue.viseme] % len(row)]))
            last[cue.viseme] += 1
            quiet.append(1.0 if cue.viseme is Viseme.SIL else 0.0)
        end = cue.end
    middles += [end + 0.08, max(performance.seconds, end) + 1.0]
    frames += [rest, rest]
    quiet += [1.0, 1.0]
    at = np.maximum.accumulate(np.array(middles) + 1e-6 * np.arange(len(middles)))
    j = np.clip(np.searchsorted(at, now) - 1, 0, len(at) - 2)
    t = np.clip((now - at[j]) / np.maximum(at[j + 1] - at[j], 1e-6), 0, 1)
    blend = t * t * (3 - 2 * t)
    kept, still = np.array(frames, np.int64), np.array(quiet)
    talk = 1 - (still[j] * (1 - blend) + still[j + 1] * blend)
    return kept[j], kept[j + 1], blend, np.clip(talk * 1.6, 0, 1)

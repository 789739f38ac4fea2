"""Whether a take as a whole is early or late: begun after its challenge, before it, or cut at the front.

What a challenge asks for is drawn as curves over time, turns of the head and speech, and slid along what was done. A take
made for another challenge fits nowhere and says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from walkon.domain.capture import Challenge, Direction, Turn
from walkon.domain.speaking import Span, spoken_steps
from walkon.perception.speech_activity import Spans

Curves = npt.NDArray[np.float64]

RATE = 20  # moments per second
REACH = 8.0  # seconds to either side
READING = 0.2  # seconds by which the curves of people who answer promptly follow those of the challenge
ALIKE = 0.5  # least mean correlation: 200 acted answers reach .57 and more, takes for other challenges at most .50
LEAD = 0.2  # by which it must beat every offset further than `NEAR` away: .29 and more, takes for others at most .27
NEAR = 0.8  # seconds
SWAY, FULL = 6.0, 16.0  # degrees that are no turn yet, and beyond which a turn is one whatever its size


def offset_of(challenge: Challenge, pose: npt.NDArray[np.float32], fps: float, speech: Spans) -> float | None:
    """Seconds by which everything is done later than a prompt answer would be; None where that is unclear.

    `pose` (T, 3) degrees against the neutral frame, NaN rows without a face; `speech` (start, end) in seconds.
    """
    best = best_fit(challenge, pose, fps, speech)
    if best is None or best[1] < ALIKE or best[2] < LEAD:
        return None
    return best[0]


def best_fit(
    challenge: Challenge, pose: npt.NDArray[np.float32], fps: float, speech: Spans
) -> tuple[float, float, float] | None:
    """The offset that fits best, how well, and by how much better than any other; None where nothing was done."""
    asked, done = _asked(challenge), _done(pose, fps, speech)
    steps = np.arange(-round(REACH * RATE), round(REACH * RATE) + 1)
    alike = np.zeros(len(steps))
    for curve, answer in zip(asked, done, strict=True):
        size = float(np.linalg.norm(curve) * np.linalg.norm(answer))
        if size == 0.0:
            return None
        alike += [_overlap(curve, answer, int(step)) / size / len(asked) for step in steps]
    best = int(np.argmax(alike))
    elsewhere = alike[np.abs(steps - steps[best]) > NEAR * RATE]
    return float(steps[best]) / RATE - READING, float(alike[best]), float(alike[best] - elsewhere.max())


def _overlap(asked: Curves, done: Curves, step: int) -> float:
    """Product of curves (rows, moments), the asked ones moved `step` moments later."""
    first, last = max(0, step), min(done.shape[1], asked.shape[1] + step)
    return float((asked[:, first - step : last - step] * done[:, first:last]).sum()) if last > first else 0.0


def _asked(challenge: Challenge) -> tuple[Curves, Curves]:
    """Turns (2, N), a hump up or down for each way of both axes, and speech (1, N), as it would be done at once."""
    at = np.arange(round(challenge.seconds * RATE)) / RATE
    turns = np.zeros((2, len(at)))
    for step in challenge.steps:
        if isinstance(step, Turn):
            sideways = step.direction in (Direction.LEFT, Direction.RIGHT)
            sign = 1 if step.direction in (Direction.LEFT, Direction.UP) else -1
            turns[0 if sideways else 1] += sign * np.sin(np.pi * np.clip((at - step.at) / step.seconds, 0, 1))
    return turns, _during(at, [(step.at, step.at + step.seconds) for step in spoken_steps(challenge)])


def _done(pose: npt.NDArray[np.float32], fps: float, speech: Spans) -> tuple[Curves, Curves]:
    """The same of a take."""
    at = np.arange(int(len(pose) / fps * RATE)) / RATE
    angles = np.nan_to_num(pose[(at * fps).astype(int), :2].astype(np.float64).T)
    turns = np.sign(angles) * np.clip((np.abs(angles) - SWAY) / (FULL - SWAY), 0, 1)
    return turns, _during(at, speech)


def _during(at: npt.NDArray[np.float64], spans: Sequence[Span]) -> Curves:
    """(1, N) 1 within the spans and 0 elsewhere, less its mean."""
    inside = np.zeros(len(at))
    for start, end in spans:
        inside[(at >= start) & (at < end)] = 1.0
    return (inside - inside.mean() if len(at) else inside)[None]

"""From a challenge to what the performer does at every frame.

The same challenge and seed give the same performance. Steps are answered the way people do: a moment late, never quite
still, with a blink now and then where none was asked for and nothing else is measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from walkon.domain.capture import Blink, Challenge, Direction, Light, Say, Smile, Step, Still, Turn
from walkon.domain.performance import MouthCue, Viseme
from walkon.rehearsal.curves import Array, smooth_step
from walkon.rehearsal.state import State

REACTION = 0.25  # seconds from a step's start to the performer's
BLINK = 0.09  # seconds, half width of one blink
EVERY = 3.5  # seconds between unasked blinks
_BLEND = 0.055  # seconds over which mouth shapes run into each other
_MOUTHS: dict[Viseme, tuple[float, float, float]] = {  # jaw, wide, pucker
    Viseme.SIL: (0.0, 0.0, 0.0),
    Viseme.PP: (0.0, 0.0, 0.10),
    Viseme.FF: (0.06, 0.20, 0.0),
    Viseme.TH: (0.16, 0.15, 0.0),
    Viseme.DD: (0.22, 0.25, 0.0),
    Viseme.KK: (0.26, 0.15, 0.0),
    Viseme.CH: (0.14, 0.0, 0.65),
    Viseme.SS: (0.10, 0.50, 0.0),
    Viseme.RR: (0.18, 0.0, 0.40),
    Viseme.AA: (0.62, 0.10, 0.0),
    Viseme.E: (0.34, 0.60, 0.0),
    Viseme.I: (0.18, 0.90, 0.0),
    Viseme.O: (0.42, 0.0, 0.70),
    Viseme.U: (0.16, 0.0, 1.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One spoken step: mouth shapes in seconds of the take."""

    mouth: tuple[MouthCue, ...]


def act(challenge: Challenge, said: Sequence[Said], fps: int, seed: int) -> list[State]:
    """The state of every frame of a take that answers the challenge."""
    moments = np.arange(round(challenge.seconds * fps)) / fps
    tracks = _idle(moments, np.random.default_rng((seed, 1)))
    for step in challenge.steps:
        _perform(step, moments, tracks)
    for at in _unasked_blinks(challenge.steps, np.random.default_rng((seed, 2))):
        _add_blink(tracks, moments, at)
    jaw, wide, pucker = _mouth_tracks(moments, [cue for words in said for cue in words.mouth])
    tracks |= {"jaw": jaw, "wide": wide, "pucker": pucker}
    return [State(**{name: float(track[i]) for name, track in tracks.items()}) for i in range(len(moments))]


def without(states: Sequence[State], *names: str) -> list[State]:
    """The performance with some of its tracks left at rest: somebody who does not do what was asked."""
    rest = State()
    return [replace(state, **{name: getattr(rest, name) for name in names}) for state in states]


def _idle(moments: Array, chance: np.random.Generator) -> dict[str, Array]:
    """The small motion nobody can suppress: degrees and cm."""
    sway = {"yaw": (0.8, 0.9), "pitch": (0.6, 1.1), "roll": (0.7, 0.7), "dx": (0.3, 0.6), "dy": (0.15, 0.8)}
    sway["dz"] = (0.4, 0.5)
    phases = chance.uniform(0, 2 * np.pi, len(sway))
    tracks = {
        name: size * np.sin(moments * speed + phase)
        for (name, (size, speed)), phase in zip(sway.items(), phases, strict=True)
    }
    rest = ("blink", "gaze_x", "gaze_y", "smile", "brow")
    return tracks | {name: np.zeros(len(moments)) for name in rest}


def _perform(step: Step, moments: Array, tracks: dict[str, Array]) -> None:
    start, end = step.at + REACTION, step.at + step.seconds
    held = _there_and_back(moments, start, end - 0.1)
    match step:
        case Turn(direction=direction, degrees=degrees):
            axis, sign = {
                Direction.LEFT: ("yaw", 1),
                Direction.RIGHT: ("yaw", -1),
                Direction.UP: ("pitch", 1),
                Direction.DOWN: ("pitch", -1),
            }[direction]
            tracks[axis] += sign * degrees * held
            tracks["gaze_x" if axis == "yaw" else "gaze_y"] -= 0.5 * sign * held  # eyes stay on the screen
        case Smile():
            tracks["smile"] += held
            tracks["brow"] += 0.2 * held
        case Blink(times=times):
            for at in np.linspace(start, end, times + 2)[1:-1]:
                _add_blink(tracks, moments, float(at))
        case Say() | Still() | Light():
            pass


def _there_and_back(moments: Array, start: float, end: float) -> Array:
    """0 to 1 and back to 0 between two moments, held for a third of the time."""
    share = (moments - start) / max(1e-6, end - start)
    held: Array = smooth_step(share, 0, 0.35) * (1 - smooth_step(share, 0.65, 1))
    return held


def _add_blink(tracks: dict[str, Array], moments: Array, at: float) -> None:
    shut = np.minimum(1.0, 1.35 * np.exp(-(((moments - at) / BLINK) ** 2)))
    tracks["blink"] = np.maximum(tracks["blink"], shut)


def _unasked_blinks(steps: Sequence[Step], chance: np.random.Generator) -> list[float]:
    """Moments in calm and spoken steps, well away from every asked blink."""
    asked = [(s.at - 1.5, s.at + s.seconds + 1.5) for s in steps if isinstance(s, Blink)]
    free = [s for s in steps if isinstance(s, Still | Say | Light)]
    end = max(s.at + s.seconds for s in steps)
    found, at = [], 0.8 + chance.uniform(0, 1)
    while at < end:
        in_step = any(s.at + 0.3 < at < s.at + s.seconds - 0.3 for s in free)
        if in_step and not any(a < at < b for a, b in asked):
            found.append(at)
            at += EVERY * chance.uniform(0.7, 1.3)
        else:
            at += 0.2
    return found


def _mouth_tracks(moments: Array, cues: Sequence[MouthCue]) -> tuple[Array, Array, Array]:
    """Jaw, width and pucker over time: each shape a bell around its middle, as wide as it is held."""
    total = np.zeros((3, len(moments)))
    weights = np.zeros(len(moments))
    for cue in cues:
        middle, half = (cue.start + cue.end) / 2, max(_BLEND, (cue.end - cue.start) / 2)
        near = np.exp(-((np.maximum(0, np.abs(moments - middle) - half + _BLEND) / _BLEND) ** 2))
        total += near * np.array(_MOUTHS[cue.viseme])[:, None]
        weights += near
    jaw, wide, pucker = total / np.maximum(1.0, weights)
    return jaw, wide, pucker

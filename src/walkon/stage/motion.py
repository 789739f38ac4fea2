"""How bodies move while people surf, explore, perform, investigate, or only stand there."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from walkon.domain.plan import FPS, Action

BEATS_PER_SECOND = 2.0  # of a performance, where nothing else is known: 120 beats a minute
BREATH = 0.27  # breaths a second at rest


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPose:
    """Where a body is in one frame, relative to how it was placed.

    `x`, `y` in head units (eyes to chin), y downwards; `lean` degrees clockwise about the waist; `breath` multiplies
    the height of the body; `head` degrees the head tilts more (+) or less (-) than the body, clockwise.
    """

    x: float
    y: float
    lean: float
    breath: float
    head: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMotion:
    """The motion of one person in one shot; equal arguments give equal motion. `beat` is in beats per second.

    `start` is the shot's first frame on the film's clock, so that the beat is the music's.
    """

    action: Action
    seed: int
    start: int = 0
    beat: float = BEATS_PER_SECOND
    _phases: npt.NDArray[np.float64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_phases", np.random.default_rng([self.seed, 23]).uniform(0, 1, 12))

    def pose(self, frame: int) -> BodyPose:
        t = (self.start + frame) / FPS
        breath = 1 + 0.0042 * self._wave(t, BREATH, 0)
        match self.action:
            case Action.SURF:
                return self._surf(t)
            case Action.EXPLORE:
                return self._explore(t, breath)
            case Action.PERFORM:
                return self._perform(t, breath)
            case Action.INVESTIGATE:
                return self._investigate(t, breath)
            case Action.STAND | Action.TALK:
                return self._stand(t, breath)

    def _wave(self, t: float, hertz: float, phase: int) -> float:
        return math.sin(2 * math.pi * (hertz * t + float(self._phases[phase])))

    def _surf(self, t: float) -> BodyPose:
        """Carving: the body leans into the turn and sinks, the head stays upright, the board chatters."""
        carve = 0.8 * self._wave(t, 0.31, 1) + 0.35 * self._wave(t, 0.73, 2)
        drop = self._wave(t, 0.62, 3)
        chatter = 0.35 * self._wave(t, 3.1, 4) + 0.2 * self._wave(t, 4.7, 5)
        return BodyPose(
            x=0.30 * carve + 0.010 * chatter,
            y=0.10 * drop + 0.022 * chatter,
            lean=5.2 * carve + 0.25 * chatter,
            breath=1 + 0.012 * drop,
            head=-3.4 * carve,
        )

    def _explore(self, t: float, breath: float) -> BodyPose:
        """Slow heavy steps in low gravity, seen by a camera that walks along."""
        step = self._wave(t, 0.55, 1)
        return BodyPose(
            x=0.050 * step,
            y=-0.030 * abs(self._wave(t, 0.55, 2)),
            lean=0.75 * step,
            breath=breath,
            head=-0.5 * step + 0.8 * self._wave(t, 0.13, 3),
        )

    def _perform(self, t: float, breath: float) -> BodyPose:
        """Knees on the beat, shoulders on every other one."""
        since = (t * self.beat) % 1.0
        dip = math.exp(-4.5 * since) * (1 - math.exp(-30 * since))
        groove = self._wave(t, self.beat / 4, 1)
        return BodyPose(
            x=0.085 * groove,
            y=0.075 * dip,
            lean=2.1 * groove,
            breath=breath,
            head=-1.2 * groove + 1.0 * self._wave(t, self.beat / 2, 2) + 0.6 * dip,
        )

    def _investigate(self, t: float, breath: float) -> BodyPose:
        """Still, then a small turn to something heard, then still again."""
        shift = math.tanh(2.6 * self._wave(t, 0.19, 1))
        return BodyPose(
            x=0.060 * shift,
            y=0.008 * self._wave(t, 0.4, 2),
            lean=1.15 * shift,
            breath=breath,
            head=0.7 * math.tanh(2.2 * self._wave(t, 0.23, 3)),
        )

    def _stand(self, t: float, breath: float) -> BodyPose:
        return BodyPose(
            x=0.022 * self._wave(t, 0.17, 1),
            y=0.006 * self._wave(t, 0.31, 2),
            lean=0.45 * self._wave(t, 0.17, 1),
            breath=breath,
            head=0.35 * self._wave(t, 0.21, 3),
        )

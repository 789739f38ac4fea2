"""The nose: a soft ridge that ends in a round tip, two wings beside it, and the nostrils between."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from walkon.rehearsal.cast import Traits
from walkon.rehearsal.curves import Array, bump, smooth_curve, smooth_step

_RIDGE = (  # y, forward, share of the bridge's own height in it, share of the hump; cm on an average nose
    (-5.3, 0.0, 0.0, 0.0),
    (-4.95, 0.16, 0.0, 0.0),
    (-4.68, 0.62, 0.0, 0.0),
    (-4.42, 1.16, 0.0, 0.0),
    (-4.10, 1.52, 0.0, 0.0),
    (-3.70, 1.58, 0.0, 0.0),
    (-3.25, 1.45, 0.0, 0.0),
    (-2.50, 1.12, 0.3, 0.4),
    (-1.50, 0.76, 0.7, 0.6),
    (-0.50, 0.46, 1.0, 0.3),
    (0.40, 0.26, 1.0, 0.0),
    (1.20, 0.12, 0.0, 0.0),
    (2.00, 0.0, 0.0, 0.0),
)
_WIDTH = ((-5.3, 0.75), (-4.6, 0.95), (-3.8, 1.10), (-3.0, 0.86), (-2.0, 0.72), (-0.8, 0.68), (0.4, 0.80), (1.6, 1.05))
"""y, how far the ridge reaches to each side; cm."""
_TIP = (-4.2, -2.9)  # y between which a tip is broad or narrow
_ROUND = 0.26  # cm over which the ridge's corners are rounded
_EYES_Y = 0.5  # cm; noses of every length begin here
NOSTRIL = (0.56, -4.60)  # place of a nostril, cm, for an average nose
_WING = (1.10, -4.05)
_BALL = -3.75  # height of the tip, cm


@dataclass(frozen=True, kw_only=True)
class Nose:
    """One performer's nose, as offsets of the face in front of the skull."""

    traits: Traits

    def height(self, y: float) -> float:
        """A height on an average nose, moved to this one's length."""
        return (y - _EYES_Y) * self.traits.nose_length + _EYES_Y

    @property
    def breadth(self) -> float:
        """How broad the lower half is, against an average one; noses differ less than their trait says."""
        return 0.35 + 0.65 * self.traits.nose_width

    @property
    def nostril(self) -> tuple[float, float]:
        """Where the right nostril lies, cm."""
        return NOSTRIL[0] * self.breadth, self.height(NOSTRIL[1])

    @property
    def wing(self) -> tuple[float, float]:
        """The middle of the right wing, cm."""
        return _WING[0] * self.breadth, self.height(_WING[1])

    def forward(self, ax: Array, y: Array) -> Array:
        """How far the nose stands out, cm, at distances `ax` from the middle and heights `y`, both cm."""
        return self._ridge(ax, y) + self._wings(ax, y)

    def _ridge(self, ax: Array, y: Array) -> Array:
        t = self.traits
        own = np.where(y < _EYES_Y, (y - _EYES_Y) / t.nose_length + _EYES_Y, y)
        own = own - 0.30 * np.clip(ax / self.breadth, 0, 1.2) ** 2 * (
            1 - smooth_step(own, -3.6, -2.6)
        )  # the base rises to the sides
        heights = [
            (at, z * (1 + (t.nose_bridge - 1) * own_share) + t.nose_hump * hump) for at, z, own_share, hump in _RIDGE
        ]
        widths = [(at, w * (0.5 + 0.5 * t.nose_tip if _TIP[0] < at < _TIP[1] else 1.0)) for at, w in _WIDTH]
        z = _along(own, heights, _ROUND) * t.nose_height
        width = _along(own, widths, 0.45) * (self.breadth + (0.5 - 0.5 * self.breadth) * smooth_step(own, -3.6, -1.6))
        return np.asarray(z * np.exp(-((ax / width) ** 2)))

    def _wings(self, ax: Array, y: Array) -> Array:
        t, b = self.traits, self.breadth
        full = 0.7 + 0.3 * t.nose_height
        (wing_x, wing_y), (nostril_x, nostril_y) = self.wing, self.nostril
        z = 0.66 * full * bump(ax, y, wing_x, wing_y, 0.52 * b, 0.50)
        z += 0.30 * t.nose_height * bump(ax, y, 0, self.height(_BALL), 0.62 * b * t.nose_tip, 0.55)
        z -= 0.10 * bump(ax, y, wing_x + 0.62 * b, wing_y + 0.05, 0.20, 0.45)
        z -= 0.08 * bump(ax, y, 0.72 * b, wing_y + 0.35, 0.20, 0.30)
        z -= 0.22 * bump(ax, y, nostril_x, nostril_y, 0.24 * b, 0.14)
        return np.asarray(z)


def _along(y: Array, knots: list[tuple[float, float]], softness: float) -> Array:
    rows = np.array(knots)
    return smooth_curve(y.ravel(), rows[:, 0], rows[:, 1], softness).reshape(y.shape)

"""The surface of skull, face and neck: a lofted profile, and bumps for what makes a face."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from walkon.rehearsal.cast import Traits
from walkon.rehearsal.curves import Array, bump, line, smooth_curve, smooth_step
from walkon.rehearsal.nose import Nose

EYEBALL = 1.52  # cm, radius; people's eyes measure 1.2, those of drawn people are larger
LID = 0.13  # cm

_PROFILE = (  # y, front, half width, back, tilt; cm
    (11.6, 0.05, 0.05, 0.05, 0.0),
    (11.45, 2.0, 1.8, 2.2, 0.0),
    (11.0, 4.2, 3.7, 4.5, 0.0),
    (10.0, 6.1, 5.4, 6.8, 0.0),
    (8.6, 7.6, 6.7, 8.6, 0.0),
    (7.0, 8.55, 7.3, 9.4, 0.0),
    (5.0, 9.15, 7.6, 9.9, 0.0),
    (3.0, 9.38, 7.6, 10.0, 0.0),
    (1.5, 9.35, 7.4, 9.8, 0.2),
    (0.0, 8.98, 7.12, 9.4, 0.6),
    (-2.0, 8.82, 6.95, 8.8, 1.3),
    (-4.0, 8.92, 6.68, 8.2, 2.2),
    (-5.5, 9.10, 6.3, 7.8, 3.1),
    (-7.0, 9.12, 5.8, 7.3, 4.1),
    (-8.3, 8.92, 5.2, 6.9, 5.2),
)
_CHIN = (  # y, how much of the chin's length is added, then as above
    (-9.4, 0.5, 8.85, 4.65, 6.6, 6.1),
    (-10.3, 1.0, 8.70, 4.1, 6.4, 6.5),
    (-10.9, 1.0, 8.25, 3.8, 6.3, 6.7),
    (-11.3, 1.0, 7.3, 3.75, 6.2, 6.6),
    (-11.6, 1.0, 5.9, 4.1, 6.1, 6.2),
)
_NECK = (
    (-13.0, 4.6, 4.75, 5.6, 5.0),
    (-15.0, 4.4, 4.75, 5.9, 2.8),
    (-17.5, 4.7, 5.3, 6.2, 0.8),
    (-20.0, 5.0, 6.6, 6.4, 0.0),
    (-22.0, 5.4, 8.0, 6.8, 0.0),
)


@dataclass(frozen=True)
class FaceShape:
    """One performer's head as a function of azimuth and place on the profile."""

    traits: Traits

    @cached_property
    def profile(self) -> Array:
        """(K, 6): y, front, half width, back, tilt, and the place on the profile, all cm."""
        t = self.traits
        chin = [(y - share * t.chin_length, *rest) for y, share, *rest in _CHIN]
        rows = np.array([*_PROFILE, *chin, *_NECK])
        jaw = np.interp(-rows[:, 0], [3, 8, 12, 13.5], [0, 1, 1, 0])
        neck = rows[:, 0] < -12.7
        rows[~neck, 2] *= t.face_width * (1 + (t.jaw_width - 1) * jaw[~neck])
        rows[neck, 2] *= t.neck
        steps = np.hypot(np.diff(rows[:, 0]), np.diff(rows[:, 1]))
        return np.column_stack([rows, np.concatenate([[0.0], np.cumsum(steps)])])

    def place(self, y: float) -> float:
        """Where on the profile a height lies."""
        return float(np.interp(-y, -self.profile[:, 0], self.profile[:, 5]))

    @property
    def eye_z(self) -> float:
        """Depth of the eyes' centres, cm."""
        return 6.55 - self.traits.eye_depth * 0.5

    @cached_property
    def nose(self) -> Nose:
        return Nose(traits=self.traits)

    @property
    def chin_y(self) -> float:
        """Height of the chin's tip, cm."""
        return -9.85 - self.traits.chin_length

    def lips(self, x: Array) -> tuple[Array, Array]:
        """How far the lips reach above and below the seam at `x`, cm."""
        t = self.traits
        out = np.clip(np.abs(x) / t.mouth_width, 0, 1)
        bow = 1 + 0.10 * line(np.abs(x), 0.45, 0.3) - 0.12 * line(x, 0.0, 0.22)
        return t.upper_lip * (1 - out**1.7) * bow, t.lower_lip * (1 - out**2.2)

    def surface(self, azimuth: Array, place: Array) -> Array:
        """(P, A, 3) points for (A,) azimuths, radians, 0 in front, and (P,) places on the profile."""
        x, y, z = self._skull(azimuth, place)
        front = smooth_step(z, 0.0, 3.0)
        ax = np.abs(x)
        z = z + front * (self._features(ax, y) + self.nose.forward(ax, y) + self._mouth(x, y))
        t = self.traits
        x = x + np.sign(x) * front * (
            0.12 * t.cheekbones * bump(ax, y, 5.8, -2.4, 2.2, 2.0) - 0.18 * bump(ax, y, 6.6, 2.6, 1.6, 2.0)
        )
        z = self._over_the_eyes(ax, y, z, front)
        return np.stack([x, y, z], -1)

    def _skull(self, azimuth: Array, place: Array) -> tuple[Array, Array, Array]:
        rows = self.profile
        softness = (0.25, 0.35, 0.6, 0.7, 0.7)
        y, front, wide, back, tilt = (
            smooth_curve(place, rows[:, 5], rows[:, i], s)[:, None] for i, s in enumerate(softness)
        )
        jaw = smooth_step(-y, 4.5, 9.5) * (1 - smooth_step(-y, 12.2, 14))
        power = 2 / (2.22 + (self.traits.jaw_square - 2.22) * jaw)
        s, c = np.sin(azimuth)[None], np.cos(azimuth)[None]
        x = wide * np.sign(s) * np.abs(s) ** power
        z = np.where(c > 0, front, back) * np.sign(c) * np.abs(c) ** power
        y = y + tilt * ((1 - c) / 2) ** 1.2
        x, y, z = np.broadcast_arrays(x, y, z)
        return x.copy(), y.copy(), z.copy()

    def _features(self, ax: Array, y: Array) -> Array:
        """Forward offsets of brow, sockets, cheeks, chin and folds."""
        t = self.traits
        e = t.eye_distance

        def at(cx: float, cy: float, sx: float, sy: float) -> Array:
            return bump(ax, y, cx, cy, sx, sy)

        z = 0.24 * t.brow_ridge * at(2.8, 1.95, 2.0, 0.75) + 0.12 * t.brow_ridge * at(0, 1.9, 1.0, 0.6)
        z += t.forehead * at(0, 5.2, 4.0, 2.4)
        z -= (0.60 + 0.8 * t.eye_depth) * at(e, 0.1, 1.8, 1.1) + (0.32 + 0.4 * t.eye_depth) * at(1.45, 0.2, 0.6, 0.7)
        z += (0.14 + 0.14 * t.cheekbones) * at(4.3, -2.7, 2.0, 1.5) + 0.26 * at(3.3, -3.5, 1.7, 1.4)
        z -= 0.32 * t.hollow_cheeks * at(5.0, -6.2, 1.6, 1.8)
        z += (0.20 + 0.28 * t.chin) * at(0, self.chin_y, 1.7, 0.95) - 0.24 * at(0, t.mouth_y - 1.65, 1.7, 0.5)
        z += t.forward_mouth * at(0, t.mouth_y, 2.6, 1.7)
        fold_at = self.fold_x(y)
        fold = line(ax, fold_at, 0.36) * smooth_step(y, -7.6, -6.4) * (1 - smooth_step(y, -4.6, -3.9))
        beside = line(ax, fold_at + 0.75, 0.6) * smooth_step(y, -7.4, -6) * (1 - smooth_step(y, -4.4, -3.2))
        z += (0.08 + 0.14 * t.age) * beside - (0.03 + 0.09 * t.age) * fold
        z += 0.16 * t.age * at(e - 0.1, -1.05, 1.1, 0.32) - 0.12 * t.age * at(e - 0.2, -1.5, 1.2, 0.25)
        return z

    def fold_x(self, y: Array) -> Array:
        """Where the fold between cheek and mouth runs."""
        return 1.75 * self.nose.breadth + (-4.1 - y) * 0.45

    def _mouth(self, x: Array, y: Array) -> Array:
        t = self.traits
        ax, seam = np.abs(x), t.mouth_y
        z = 0.04 * bump(ax, y, 0.52, seam + 1.15, 0.28, 0.5) - 0.05 * bump(ax, y, 0, seam + 1.2, 0.32, 0.5)
        up, low = self.lips(x)
        above = np.clip((y - seam) / (up + 1e-3), 0, 2.5)
        below = np.clip((seam - y) / (low + 1e-3), 0, 2.5)
        inside = 1 - smooth_step(ax, t.mouth_width * 0.8, t.mouth_width * 1.05)
        z += inside * np.where(y >= seam, 0.40 * np.sqrt(t.upper_lip / 0.62) * line(above, 0.50, 0.55), 0)
        z += inside * np.where(y < seam, 0.52 * np.sqrt(t.lower_lip / 0.85) * line(below, 0.48, 0.52), 0)
        z -= 0.20 * line(y, seam, 0.12) * (1 - smooth_step(ax, t.mouth_width * 0.95, t.mouth_width * 1.12))
        z -= 0.12 * bump(ax, y, t.mouth_width + 0.12, seam + 0.02, 0.32, 0.35)
        return z

    def crease(self, out: Array) -> Array:
        """Height of the fold above the upper lid; `out` is -1 at the nose, 1 at the outer corner."""
        t = self.traits
        arched: Array = np.clip(1 - 0.72 * out**2, 0, 1) ** 0.6
        return t.eye_height * 1.12 * arched + 0.24 + t.eye_tilt * out

    def _over_the_eyes(self, ax: Array, y: Array, z: Array, front: Array) -> Array:
        """Lids ride on the eyeballs; a fold lies above the upper lid."""
        t = self.traits
        ex = ax - t.eye_distance
        away = np.sqrt(ex**2 + y**2)
        radius = EYEBALL + LID
        ball = self.eye_z + np.sqrt(np.maximum(radius**2 - away**2, 0.0))
        ball -= 0.9 * np.maximum(away - radius, 0) + 0.25 * np.clip((away / radius) ** 2, 0, 1) ** 3
        blend = 0.34
        share = np.clip(0.5 + 0.5 * (ball - z) / blend, 0, 1)
        joined = z * (1 - share) + ball * share + blend * share * (1 - share)
        near = 1 - smooth_step(away, EYEBALL + 0.1, EYEBALL + 0.8)
        z = np.where(front > 0.5, z + (joined - z) * near, z)
        crease = self.crease(ex / t.eye_width)
        fold = bump(ex, y, 0, crease, 1.4, 0.13)
        result: Array = z - (0.05 + 0.10 * t.lid_fold) * fold * (front > 0.5)
        return result

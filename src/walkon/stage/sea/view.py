"""Where the camera rides, how large the wave is, and which part of it is seen."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from walkon.domain.plan import Framing
from walkon.stage.sea.shape import Wave

Floats = npt.NDArray[np.float32]

OVERSCAN = 1.12  # drawn larger than the picture, for a camera that moves


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """`eye` metres (a, y, b) in the wave's coordinates; `turn` degrees from straight at the wave towards its broken part.

    `focal` is a share of the picture's longer side, `horizon` a share of its height from the top. `scale` is the size at which
    water is drawn, share of the picture's; `blur` the radius of a far point out of focus, share of the diagonal. `speed` metres
    a second along the crest, `rise` up the face. `far` metres: how distant the wave is for a camera that moves.
    """

    wave: Wave
    eye: tuple[float, float, float]
    turn: float
    focal: float
    horizon: float
    scale: float
    blur: float
    speed: float = 9.0
    rise: float = 3.2
    far: float = 13.0


_RIDDEN = Wave(height=6.4, throwing=-11.5, run=12.5, shoulder=0.07, ease=12.0)
VIEWS = {
    Framing.WIDE: View(
        wave=Wave(height=12.0, throwing=-13.0, run=22.0, shoulder=0.12, ease=38.0),
        eye=(10.0, 3.4, -48.0),
        turn=17.0,
        focal=1.02,
        horizon=0.68,
        scale=0.72,
        blur=0.0,
        speed=8.0,
        rise=4.5,
        far=46.0,
    ),
    Framing.MEDIUM: View(
        wave=_RIDDEN,
        eye=(5.0, 1.5, -11.2),
        turn=45.0,
        focal=0.80,
        horizon=0.60,
        scale=0.56,
        blur=0.0013,
    ),
    Framing.CLOSE: View(
        wave=_RIDDEN,
        eye=(4.2, 1.6, -10.8),
        turn=44.0,
        focal=1.02,
        horizon=0.62,
        scale=0.44,
        blur=0.0040,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """A view at one size in pixels: `width` x `height` drawn, of which the middle 1 / `OVERSCAN` is the picture."""

    view: View
    width: int
    height: int
    focal: float
    centre: tuple[float, float]

    @property
    def _axes(self) -> npt.NDArray[np.float64]:
        turn = math.radians(self.view.turn)
        c, s = math.cos(turn), math.sin(turn)
        return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])

    def turned(self, vectors: Floats) -> Floats:
        """Directions (…, 3) from a, y, b to the camera's level x, y, z."""
        return np.asarray(vectors @ self._axes.T.astype(np.float32), np.float32)

    def unturned(self, vectors: Floats) -> Floats:
        """Directions (…, 3) from the camera's level axes to a, y, b."""
        return np.asarray(vectors @ self._axes.astype(np.float32), np.float32)

    def screen(self, points: Floats, times: int = 1) -> Floats:
        """(…, 3) pixels and depth of `points` (…, 3) a, y, b; `times` multiplies the size of the picture."""
        seen = self.turned(points - np.asarray(self.view.eye, np.float32))
        z = np.where(np.abs(seen[..., 2]) < 1e-3, 1e-3, seen[..., 2])
        half = 0.5 * (times - 1)
        x = (self.centre[0] + self.focal * seen[..., 0] / z) * times + half
        y = (self.centre[1] - self.focal * seen[..., 1] / z) * times + half
        return np.stack([x, y, seen[..., 2]], -1).astype(np.float32)

    def directions(self) -> Floats:
        """(`height`, `width`, 3) unit vectors through every pixel."""
        x = (np.arange(self.width) - self.centre[0]) / self.focal
        y = (self.centre[1] - np.arange(self.height)) / self.focal
        d = np.stack(np.broadcast_arrays(x[None], y[:, None], np.ones((1, 1))), -1)
        return np.asarray(d / np.linalg.norm(d, axis=-1, keepdims=True), np.float32)


def lens(view: View, size: tuple[int, int], scale: float) -> Lens:
    """`view` for a picture of `size` pixels, drawn `scale` times as large (plus `OVERSCAN`)."""
    width, height = round(size[0] * scale * OVERSCAN), round(size[1] * scale * OVERSCAN)
    above = (view.horizon - 0.5) * size[1] * scale
    return Lens(
        view=view,
        width=width,
        height=height,
        focal=view.focal * max(size) * scale,
        centre=((width - 1) / 2, (height - 1) / 2 + above),
    )

"""The skin's picture while it is painted: places in cm, and brushes."""

from __future__ import annotations

import numpy as np

from walkon.rehearsal.cast import Colour
from walkon.rehearsal.curves import Array, bump
from walkon.rehearsal.face_shape import FaceShape

PIXELS = 28  # per cm
LEFT, RIGHT, BOTTOM, TOP = -19.0, 19.0, -23.0, 13.0  # what the picture covers, cm
FINE = 3  # bits of sub-pixel places in OpenCV's drawing


class SkinCanvas:
    """The skin's picture while it is painted."""

    def __init__(self, face: FaceShape, seam: float) -> None:
        self.face, self.seam, self.traits = face, seam, face.traits
        width, height = int((RIGHT - LEFT) * PIXELS), int((TOP - BOTTOM) * PIXELS)
        x = LEFT + (np.arange(width, dtype=np.float32) + 0.5) / PIXELS
        y = TOP - (np.arange(height, dtype=np.float32) + 0.5) / PIXELS
        self.x, self.y = np.meshgrid(x, y)
        self.ax = np.abs(self.x)
        self.shape = (height, width)
        self.chance = np.random.default_rng(self.traits.seed)
        self.colour = np.empty((height, width, 3), np.float32)

    def at(self, cx: float, cy: float, sx: float, sy: float) -> Array:
        return bump(self.ax, self.y, cx, cy, sx, sy)

    def tint(self, mask: Array, colour: Colour, amount: float = 1.0) -> None:
        """Multiplies by `colour` where the mask is."""
        m = np.clip(mask * amount, 0, 1)[..., None].astype(np.float32)
        self.colour *= 1 - m + m * np.array(colour, np.float32)

    def cover(self, mask: Array, colour: Array) -> None:
        """Paints over where the mask is."""
        m = mask[..., None].astype(np.float32)
        self.colour[:] = self.colour * (1 - m) + colour * m


def pixels(x: float, y: float) -> tuple[int, int]:
    """A place in cm as OpenCV's drawing wants it, with `FINE` bits of sub-pixels."""
    scale = PIXELS * 2**FINE
    return int((x - LEFT) * scale), int((TOP - y) * scale)

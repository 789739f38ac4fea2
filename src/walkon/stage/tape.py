"""Home video tape of the eighties: soft luma, smeared and late colour, a restless lower edge, lines."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from walkon.stage.compiled import compiled

Codes = npt.NDArray[np.uint8]

SHARP = 0.55  # horizontal resolution that is left of the luma
COLOUR = 0.085  # and of the colour
FACE_KEEPS = 0.75  # share of its own detail that a face keeps
LATE = 0.006  # the colour lies this share of the width to the right


class Tape:
    """Turns pictures of one size into tape, in place."""

    def __init__(self, size: tuple[int, int], seed: int) -> None:
        self._width, self._height = size
        self._seed = seed

    def apply(self, frame: int, picture: Codes, kept: Codes) -> None:
        """`kept` (H, W) 255 where a face is, which loses less of its detail."""
        width, height = self._width, self._height
        chance = np.random.default_rng([self._seed, 83, frame])
        parts = cv2.cvtColor(picture, cv2.COLOR_BGR2YCrCb)
        luma = cv2.resize(parts[..., 0], (max(1, round(SHARP * width)), height), interpolation=cv2.INTER_AREA)
        luma = cv2.resize(luma, (width, height), interpolation=cv2.INTER_LINEAR)
        narrow = (max(1, round(COLOUR * width)), max(1, height // 2))
        colour = cv2.resize(parts[..., 1:], narrow, interpolation=cv2.INTER_AREA)
        colour = cv2.resize(colour, (width, height), interpolation=cv2.INTER_LINEAR)
        lines = max(1, round(height / 480))
        shifts = self._shifts(frame, chance)
        _play(parts, luma, colour, kept, shifts, round(LATE * width), lines)
        cv2.cvtColor(parts, cv2.COLOR_YCrCb2BGR, dst=picture)

    def _shifts(self, frame: int, chance: np.random.Generator) -> npt.NDArray[np.int64]:
        """(H,) pixels every row is displaced: a slow sway, and torn rows where the heads change over."""
        rows = np.arange(self._height)
        sway = 0.0007 * self._width * np.sin(rows / self._height * 7 + frame * 0.21)
        torn = np.clip((rows - self._height * 0.975) / (self._height * 0.025), 0, 1) ** 1.5
        jump = torn * self._width * 0.05 * (0.6 + 0.4 * float(chance.random()))
        return np.asarray(np.round(sway + jump), dtype=np.int64)


@compiled
def _play(
    parts: Codes, luma: Codes, colour: Codes, kept: Codes, shifts: npt.NDArray[np.int64], late: int, lines: int
) -> None:
    height, width = luma.shape
    for y in range(height):
        shift = shifts[y]
        dark = np.float32(0.955) if (y // lines) % 2 else np.float32(1)
        for x in range(width):
            sx = min(width - 1, max(0, x - shift))
            sc = min(width - 1, max(0, sx - late))
            # A recorder sharpens what is left: a faint bright edge to the right of every line.
            edge = np.float32(luma[y, sx]) - np.float32(luma[y, max(0, sx - 3)])
            own = kept[y, x] * np.float32(FACE_KEEPS / 255)
            base = luma[y, sx] + (np.float32(parts[y, x, 0]) - luma[y, sx]) * own
            value = base * (dark + (np.float32(1) - dark) * own) + np.float32(0.30) * edge * (np.float32(1) - own)
            parts[y, x, 0] = np.uint8(min(max(value, np.float32(0)), np.float32(255)))
            parts[y, x, 1] = colour[y, sc, 0]
            parts[y, x, 2] = colour[y, sc, 1]

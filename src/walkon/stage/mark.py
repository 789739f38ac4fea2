"""The mark burnt into every film made with an unverified cameo: small, readable, never long in one place."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from walkon.domain.capture import Language
from walkon.domain.plan import FPS
from walkon.stage import plates
from walkon.stage.compiled import compiled
from walkon.stage.errors import PlatesMissing

Codes = npt.NDArray[np.uint8]

HEIGHT = 0.056  # of the picture's shorter side
LEAST = 18  # pixels: below this nobody reads it
MARGIN = 0.030
HOLD, FADE = 2.4, 0.4  # seconds in a corner, seconds to change to the next
CORNERS = ((1, 1), (0, 0), (0, 1), (1, 0))  # right or left, low or high, in this order


class Mark:
    """Draws the mark in one language at one picture size."""

    def __init__(self, language: Language, size: tuple[int, int], seed: int) -> None:
        drawn = plates.picture(plates.FOLDER / "marks", f"unverified_{language.value}", "LA")
        if drawn is None:
            raise PlatesMissing(name="marks")
        self._width, self._height = size
        high = max(LEAST, round(HEIGHT * min(size)))
        wide = round(drawn.shape[1] * high / drawn.shape[0])
        self._ink = np.ascontiguousarray(cv2.resize(drawn, (wide, high), interpolation=cv2.INTER_AREA))
        self._first = seed % len(CORNERS)

    def draw(self, frame: int, out: Codes) -> None:
        """Over the finished picture, so that no look can soften it."""
        t = frame / FPS
        step = int(t // HOLD)
        since = t - step * HOLD
        self._at(step, min(1.0, since / FADE) if step else 1.0, t, out)
        if step and since < FADE:
            self._at(step - 1, 1 - since / FADE, t, out)

    def _at(self, step: int, strength: float, t: float, out: Codes) -> None:
        right, low = CORNERS[(self._first + step) % len(CORNERS)]
        margin = round(MARGIN * min(self._width, self._height))
        slide = round(margin * 0.5 * (t % HOLD) / HOLD)
        high, wide = self._ink.shape[:2]
        x = self._width - wide - margin - slide if right else margin + slide
        y = self._height - high - margin if low else margin
        _stamp(self._ink, x, y, np.float32(strength), out)


@compiled
def _stamp(ink: Codes, x0: int, y0: int, strength: np.float32, out: Codes) -> None:
    for y in range(ink.shape[0]):
        for x in range(ink.shape[1]):
            if not (0 <= y0 + y < out.shape[0] and 0 <= x0 + x < out.shape[1]):
                continue
            a = ink[y, x, 1] * strength * np.float32(1 / 255)
            for c in range(3):
                v = np.float32(out[y0 + y, x0 + x, c])
                out[y0 + y, x0 + x, c] = np.uint8(v + (ink[y, x, 0] - v) * a + np.float32(0.5))

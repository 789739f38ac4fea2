"""What flies between the rider and the lens: drops thrown up from below, and mist along the lower edge.

Drops never rise above the lowest quarter or so of the picture, so that no face is covered. Everything follows from the seed and
the time.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from walkon.stage.compiled import compiled
from walkon.stage.sea import noise

Codes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

DROPS = 150
FALL = 1.15  # picture heights per second, squared: how drops come down again
RISE = (0.22, 0.66)  # picture heights per second, upwards
DRIFT = (0.18, 0.55)  # picture widths per second, to the left
TIMES = (0.7, 1.2)  # seconds of one flight
SHUTTER = 0.014  # seconds that a drop smears
MIST = 0.20  # share of the picture's height
MIST_STRENGTH = 0.55
SCALE = 2  # the mask is drawn at half the picture's size
_SHIFT = 4  # bits of sub-pixel places


class Spray:
    """For one shot of one size. `colour` is BGR sRGB 0..255; `wind` 1.0 is a breeze."""

    def __init__(self, size: tuple[int, int], seed: int, colour: Floats, wind: float) -> None:
        self._width, self._height = size
        chance = np.random.default_rng([seed, 83])
        self._colour, self._wind = np.asarray(colour, np.float32), wind
        self._flight = chance.uniform(*TIMES, DROPS)
        self._phase = chance.uniform(0, 1, DROPS)
        self._rise = chance.uniform(*RISE, DROPS)
        self._drift = chance.uniform(*DRIFT, DROPS) * wind
        self._near = np.minimum(chance.pareto(2.2, DROPS), 3.0) / 3.0  # 0 far, 1 close to the lens
        shape = (-(-self._height // SCALE), -(-self._width // SCALE))
        self._sharp, self._soft = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
        self._ramp = _ramp(shape)
        self._cloud = np.asarray(noise.fractal(256, 1.2, 95), np.float32)

    def draw(self, seconds: float, out: Codes) -> None:
        """Over the finished picture (H, W, 3) BGR."""
        self._sharp[:] = 0
        self._soft[:] = 0
        for x, y, dx, dy, near, strength in self._places(seconds):
            mask = self._soft if near > 0.45 else self._sharp
            unit = self._height / SCALE / 360.0
            thick = max(1, round((0.4 + 5.0 * near) * unit))
            start, end = ((round(a * 2**_SHIFT), round(b * 2**_SHIFT)) for a, b in ((x, y), (x + dx, y + dy)))
            cv2.line(mask, start, end, int(strength), thick, cv2.LINE_AA, _SHIFT)
        cv2.GaussianBlur(self._sharp, (0, 0), 0.75, dst=self._sharp)
        cv2.GaussianBlur(self._soft, (0, 0), max(0.8, self._height / SCALE / 130.0), dst=self._soft)
        mist = self._mist(seconds)
        _lay(np.maximum(self._sharp, self._soft), mist, self._colour, out)

    def _places(self, seconds: float) -> Floats:
        """(N, 6): place and smear in the mask's pixels, nearness 0..1, strength 0..255."""
        turns = seconds / self._flight + self._phase
        flight = np.floor(turns)
        at = (turns - flight) * self._flight
        chance = np.sin(np.arange(DROPS) * 12.9898 + flight * 78.233) * 43758.5453
        start = (chance - np.floor(chance)) * 1.5
        w, h = self._width / SCALE, self._height / SCALE
        x, y = (start - self._drift * at) * w, (1.02 - self._rise * at + 0.5 * FALL * at**2) * h
        dx, dy = -self._drift * SHUTTER * w, (FALL * at - self._rise) * SHUTTER * h
        strength = np.where(self._near > 0.45, 90, 205) * np.clip(4 * at / self._flight, 0, 1)
        table = np.stack([x, y, dx, dy, self._near, strength], -1)
        seen: Floats = table[(y < h + 8) & (x > -8) & (x < w + 8)].astype(np.float32)
        return seen

    def _mist(self, seconds: float) -> Floats:
        """(h, w) 0..1, torn by noise that drifts with the water."""
        h, w = self._ramp.shape
        x = (np.arange(w, dtype=np.float32) * (150.0 / w) + np.float32(34.0 * self._wind * seconds)) % 255
        y = (np.arange(h, dtype=np.float32) * (90.0 / h) - np.float32(9.0 * seconds)) % 255
        first = round(h * (1 - MIST))
        across, down = np.meshgrid(x, y[first:])
        part = cv2.remap(self._cloud, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
        torn = np.zeros((h, w), np.float32)
        torn[first:] = np.clip(0.55 + 0.45 * part, 0, 1) * self._ramp[first:]
        return torn


def _ramp(shape: tuple[int, int]) -> Floats:
    """Strength of the mist, rising towards the lower edge."""
    up = 1 - (np.arange(shape[0], dtype=np.float32) + 0.5) / shape[0]
    rise = np.clip(1 - up / MIST, 0, 1) ** 2 * MIST_STRENGTH * 255
    return np.ascontiguousarray(np.broadcast_to(rise[:, None], shape), np.float32)


@compiled
def _lay(drops: Codes, mist: Floats, colour: Floats, out: Codes) -> None:
    """Blends the colour over the picture; masks at half its size, 0..255."""
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            m = min(255.0, drops[y // SCALE, x // SCALE] + mist[y // SCALE, x // SCALE]) / 255.0
            if m > 0.004:
                for k in range(3):
                    out[y, x, k] = np.uint8(out[y, x, k] + (colour[k] - out[y, x, k]) * m)

"""What is in the air: fog by distance, drifting haze, dust, rain and snow in depth, all deterministic from a seed."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from walkon.domain.plan import FPS, Weather
from walkon.stage import tone
from walkon.stage.backdrop import RGB
from walkon.stage.compiled import compiled
from walkon.stage.plates import Fog

Codes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

TILE = 512  # haze noise repeats after this many cells of two pixels (at 1280 wide)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One weather. `fog` per metre; `haze` 0..1 drifting; particle counts at 1280 x 720; `wind` metres a second."""

    fog: float = 0.0
    haze: float = 0.0
    dust: int = 0
    rain: int = 0
    snow: int = 0
    wind: float = 0.3
    pale: float = 0.0  # how much the particles are lighter than the air


CONDITIONS: dict[Weather, Condition] = {
    Weather.CLEAR: Condition(dust=26),
    Weather.HAZE: Condition(fog=0.0045, haze=0.42, dust=40, wind=0.5),
    Weather.DUST: Condition(fog=0.0012, haze=0.34, dust=300, wind=1.1, pale=0.35),
    Weather.RAIN: Condition(fog=0.0022, haze=0.16, rain=760, wind=0.9, pale=0.50),
    Weather.SNOW: Condition(fog=0.0026, haze=0.14, snow=900, wind=0.7, pale=0.85),
    Weather.STORM: Condition(fog=0.0048, haze=0.40, rain=1300, wind=4.2, pale=0.45),
}
DUST_STORM = Condition(fog=0.0075, haze=0.75, dust=900, wind=6.0, pale=0.30)


def veil(weather: Weather) -> float:
    """0..1 how much air lies over the people themselves."""
    condition = CONDITIONS[weather]
    return 0.012 + 0.16 * condition.haze


class Air:
    """The air of one shot at one picture size. `air` sRGB 0..1 RGB; `haze` 0..1 is what the setting has anyway."""

    def __init__(
        self, weather: Weather, *, air: RGB, haze: float, dry: bool, size: tuple[int, int], seed: int, still: bool
    ) -> None:
        self._condition = DUST_STORM if dry and weather is Weather.STORM else CONDITIONS[weather]
        self._width, self._height = size
        self._scale = max(size) / 1280
        self._colour = np.asarray([255 * air[2], 255 * air[1], 255 * air[0]], np.float32)
        self._air = air
        chance = np.random.default_rng([seed, 47])
        self._noise = _haze_noise(chance)
        self._profile = self._veil(min(1.0, haze * 0.5 + self._condition.haze), still)
        area = self._width * self._height / (1280 * 720) / self._scale**2
        self._dust = chance.uniform(0, 1, (round(self._condition.dust * area), 5)).astype(np.float32)
        self._rain = chance.uniform(0, 1, (round(self._condition.rain * area), 4)).astype(np.float32)
        self._snow = chance.uniform(0, 1, (round(self._condition.snow * area), 5)).astype(np.float32)

    def fog(self, exposure: float) -> Fog:
        """Fog in the linear light of plates that will be developed with `exposure`."""
        linear = tone.linear_of_code()[np.clip(np.asarray(self._air) * 255, 0, 255).astype(int)] / exposure
        red, green, blue = (float(v) for v in linear)
        return Fog(colour=(red, green, blue), per_metre=self._condition.fog, most=0.82)

    def lay(self, frame: int, far: Codes, mid: Codes, out: Codes) -> None:
        """`mid` over `far` (premultiplied BGRA), under a veil of drifting haze, into `out` (H, W, 3)."""
        t = frame / FPS
        drift = 26 + 60 * self._condition.wind
        step = np.float32(1 / (2 * self._scale))
        _lay(far, mid, self._noise, self._profile, self._colour, step, int(t * drift / 3), int(3 * math.sin(t)), out)

    def weather(self, frame: int, out: Codes, *, near: bool) -> None:
        """Draw the particles behind the people (`near` false) or before them over `out` (3 or 4 channels)."""
        t = frame / FPS
        pale = self._colour + (255 - self._colour) * np.float32(self._condition.pale)
        if len(self._dust):
            self._blow_dust(t, out, pale, near)
        if len(self._rain):
            self._fall_rain(t, out, pale, near)
        if len(self._snow):
            self._fall_snow(t, out, pale, near)

    def _veil(self, strength: float, still: bool) -> Floats:
        """(H,) haze per row: thick at the horizon and on the ground outdoors, everywhere alike indoors."""
        rows = np.linspace(0, 1, self._height, dtype=np.float32)
        if still:
            return (0.42 * strength * np.ones_like(rows)).astype(np.float32)
        return (0.40 * strength * np.clip((rows - 0.18) / 0.40, 0.15, 1)).astype(np.float32)

    def _blow_dust(self, t: float, out: Codes, colour: Floats, near: bool) -> None:
        p = self._dust
        z = 0.6 + 5.0 * p[:, 2] ** 1.6
        mine = (z < 2.0) == near
        p, z = p[mine], z[mine]
        wind = self._condition.wind
        x = (p[:, 0] + t * wind * 0.13 / z + 0.012 * np.sin(t * 1.9 + p[:, 3] * 6)) % 1.12 - 0.06
        y = (p[:, 1] + 0.02 * np.sin(t * 1.3 + p[:, 3] * 20) - t * 0.012 / z) % 1.06 - 0.03
        radius = (0.9 + 4.6 / z**1.4) * self._scale
        alpha = np.where(z < 1.2, 0.13, 0.40 / np.sqrt(z)) * (0.30 + 0.70 * p[:, 4])
        _motes(out, x * self._width, y * self._height, radius, alpha.astype(np.float32), colour)

    def _fall_rain(self, t: float, out: Codes, colour: Floats, near: bool) -> None:
        p = self._rain
        z = 1.3 + 11.0 * p[:, 2] ** 0.8
        mine = (z < 2.6) == near
        p, z = p[mine], z[mine]
        focal, fall = self._width * 1.0, 8.5
        slant = np.float32(min(0.55, self._condition.wind / fall))
        speed = focal * fall / z / self._height
        y = (p[:, 1] * 3.0 + t * speed) % 1.5 - 0.35
        column = np.floor((p[:, 1] * 3.0 + t * speed) / 1.5)
        x = (p[:, 0] + 0.618 * column + slant * (y - 0.5) * self._height / self._width) % 1.2 - 0.1
        length = np.maximum(6 * self._scale, focal * fall / z / FPS * 0.42)
        width = np.maximum(0.55, 2.1 / z) * self._scale + 0.25
        alpha = (0.34 / z**0.35) * (0.35 + 0.65 * p[:, 3])
        _streaks(
            out,
            (x * self._width).astype(np.float32),
            (y * self._height).astype(np.float32),
            length.astype(np.float32),
            width.astype(np.float32),
            alpha.astype(np.float32),
            slant,
            colour,
        )

    def _fall_snow(self, t: float, out: Codes, colour: Floats, near: bool) -> None:
        p = self._snow
        z = 0.8 + 8.0 * p[:, 2]
        mine = (z < 2.2) == near
        p, z = p[mine], z[mine]
        wind = self._condition.wind
        sway = 0.018 * np.sin(t * (0.8 + p[:, 3]) + p[:, 4] * 6.28) / np.sqrt(z)
        x = (p[:, 0] + t * wind * 0.16 / z + sway) % 1.12 - 0.06
        y = (p[:, 1] + t * (0.55 + 0.2 * p[:, 3]) / z) % 1.12 - 0.06
        radius = (1.0 + 6.5 / z**1.3) * self._scale
        alpha = np.where(z < 1.6, 0.34, 0.82 / z**0.25) * (0.45 + 0.55 * p[:, 3])
        _motes(out, x * self._width, y * self._height, radius, alpha.astype(np.float32), colour)


def _haze_noise(chance: np.random.Generator) -> Codes:
    """(`TILE`, `TILE`) tileable clouds, stretched sideways, mostly thin."""
    white = chance.normal(0, 1, (TILE, TILE))
    fy, fx = np.fft.fftfreq(TILE)[:, None], np.fft.fftfreq(TILE)[None]
    cloud = np.fft.ifft2(np.fft.fft2(white) / (fy**2 * 7 + fx**2 + 2e-5) ** 0.8).real
    cloud = (cloud - cloud.mean()) / cloud.std()
    return np.asarray(np.clip(128 + 60 * cloud, 0, 255), np.uint8)


@compiled
def _lay(
    far: Codes,
    mid: Codes,
    noise: Codes,
    profile: Floats,
    air: Floats,
    step: np.float32,
    drift: int,
    rise: int,
    out: Codes,
) -> None:
    byte = np.float32(1 / 255)
    for y in range(out.shape[0]):
        row = (int(y * step) + rise) & (TILE - 1)
        strength = profile[y] * byte * np.float32(1.4)
        for x in range(out.shape[1]):
            k = noise[row, (int(x * step) + drift) & (TILE - 1)] * strength
            rest = np.float32(255 - mid[y, x, 3]) * byte
            for c in range(3):
                v = mid[y, x, c] + far[y, x, c] * rest
                out[y, x, c] = np.uint8(min(v + (air[c] - v) * k + np.float32(0.5), np.float32(255)))


@compiled
def _motes(out: Codes, xs: Floats, ys: Floats, radii: Floats, alphas: Floats, colour: Floats) -> None:
    """Soft discs."""
    height, width = out.shape[0], out.shape[1]
    for i in range(len(xs)):
        r = radii[i]
        inverse = np.float32(1) / (r * r)
        for y in range(max(0, int(ys[i] - r)), min(height, int(ys[i] + r) + 2)):
            dy = y - ys[i]
            for x in range(max(0, int(xs[i] - r)), min(width, int(xs[i] + r) + 2)):
                dx = x - xs[i]
                d = (dx * dx + dy * dy) * inverse
                if d < 1:
                    a = alphas[i] * (1 - d) * (1 - d)
                    for c in range(3):
                        out[y, x, c] = np.uint8(out[y, x, c] + (colour[c] - out[y, x, c]) * a)


@compiled
def _streaks(
    out: Codes,
    xs: Floats,
    ys: Floats,
    lengths: Floats,
    widths: Floats,
    alphas: Floats,
    slant: np.float32,
    colour: Floats,
) -> None:
    """Slanted lines that fade at both ends."""
    height, width = out.shape[0], out.shape[1]
    for i in range(len(xs)):
        n = lengths[i]
        w = widths[i]
        for y in range(max(0, int(ys[i])), min(height, int(ys[i] + n))):
            u = (y - ys[i]) / n
            along = alphas[i] * 4 * u * (1 - u)
            middle = xs[i] - slant * (ys[i] + n - y)
            for x in range(max(0, int(middle - w)), min(width, int(middle + w) + 2)):
                across = 1 - abs(x - middle) / (w + np.float32(0.5))
                if across > 0:
                    a = along * across
                    for c in range(3):
                        out[y, x, c] = np.uint8(out[y, x, c] + (colour[c] - out[y, x, c]) * a)


def blurred_small(picture: Codes, small: Codes) -> None:
    """What lies behind people, as soft light: `small` (h, w, 3) becomes `picture` reduced and blurred."""
    height, width = small.shape[:2]
    cv2.resize(picture, (width, height), dst=small, interpolation=cv2.INTER_AREA)
    cv2.GaussianBlur(small, (0, 0), max(1.0, width / 26), dst=small)

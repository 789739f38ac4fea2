"""The finish of the picture: painting or tape first, then bloom, curve, colour, vignette and grain in one pass."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from walkon.stage.catalogue.entries import Finish, Paint
from walkon.stage.compiled import compiled
from walkon.stage.painting import Anime, Watercolour
from walkon.stage.people import Face
from walkon.stage.tape import Tape

Codes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

SPARE = 96  # the grain is this much larger than the picture, so that it can be moved every frame
GRAIN_STEPS = 12.0  # grain codes per code value


class Grade:
    """One look at one picture size; `apply` changes pictures in place."""

    def __init__(self, finish: Finish, size: tuple[int, int], seed: int) -> None:
        width, height = size
        self._finish, self._seed = finish, seed
        self._curve = curve(finish)
        self._tint = tint(finish)
        self._grain = _grain(finish.grain, size, seed)
        self._vignette = np.float32(finish.vignette)
        self._small = np.zeros((max(1, height // 4), max(1, width // 4), 3), np.uint8)
        self._bloom = np.zeros((height, width, 3), np.uint8)
        self._bright = _bright_pass(finish)
        self._glow = max(1.0, width / 4 / 42)
        self._paint: Watercolour | Anime | None = None
        if finish.paint is Paint.WATERCOLOUR:
            self._paint = Watercolour(size, seed)
        elif finish.paint is Paint.ANIME:
            self._paint = Anime(size)
        self._tape = Tape(size, seed) if finish.tape else None

    def apply(self, frame: int, fade: float, faces: Sequence[Face], picture: Codes) -> None:
        """Finish `picture` (H, W, 3) as the film's frame number `frame`; `fade` 0..1 towards black.

        Looks that take detail away take less of it from `faces`: people stay themselves in every look.
        """
        if self._paint is not None:
            self._paint.apply(picture, self._kept(faces))
        if self._tape is not None:
            self._tape.apply(frame, picture, self._kept(faces))
        self._spread(picture)
        chance = np.random.default_rng([self._seed, 71, frame])
        dx, dy = (int(v) for v in chance.integers(0, SPARE, 2))
        _finish(
            picture,
            self._bloom,
            self._curve,
            self._tint,
            np.float32(self._finish.saturation),
            self._vignette,
            self._grain,
            dx,
            dy,
            np.float32(fade),
        )

    def _kept(self, faces: Sequence[Face]) -> Codes:
        """(H, W) 255 where a face is, soft at its outline."""
        height, width = self._small.shape[:2]
        rows, columns = np.mgrid[:height:2, :width:2].astype(np.float32)
        kept = np.zeros(rows.shape, np.float32)
        for face in faces:
            x, y, unit = face.x / 4, face.y / 4, face.unit / 4
            away = np.hypot((columns - x) / (0.95 * unit), (rows - y + 0.12 * unit) / (1.10 * unit))
            np.maximum(kept, np.clip((1.15 - away) / 0.45, 0, 1), out=kept)
        return np.asarray(
            cv2.resize((255 * kept).astype(np.uint8), self._bloom.shape[1::-1], interpolation=cv2.INTER_LINEAR)
        )

    def _spread(self, picture: Codes) -> None:
        """The lens and the film let bright light run into its surroundings, red furthest."""
        if self._finish.bloom <= 0:
            return
        height, width = self._small.shape[:2]
        cv2.resize(picture, (width, height), dst=self._small, interpolation=cv2.INTER_AREA)
        bright = cv2.LUT(self._small, self._bright)
        wide = cv2.GaussianBlur(bright, (0, 0), self._glow)
        cv2.resize(wide, (picture.shape[1], picture.shape[0]), dst=self._bloom, interpolation=cv2.INTER_LINEAR)


def curve(finish: Finish) -> Floats:
    """(256,) code values 0..255: an S round its pivot with the look's slope, between its black and its white."""
    x = np.arange(256, dtype=np.float64)
    pivot = finish.pivot
    below, above = x < pivot, x >= pivot
    y = np.empty_like(x)
    y[below] = pivot * (x[below] / pivot) ** finish.contrast
    y[above] = 255 - (255 - pivot) * ((255 - x[above]) / (255 - pivot)) ** finish.contrast
    return (finish.lift + y * (finish.top - finish.lift) / 255).astype(np.float32)


def tint(finish: Finish) -> Floats:
    """(256, 3) BGR code values added per luma: one colour into the shadows, another into the highlights."""
    x = np.arange(256, dtype=np.float64) / 255
    dark = (np.clip(1 - x / 0.55, 0, 1) ** 0.8 * np.clip(x / 0.06, 0, 1))[:, None]
    light = (np.clip((x - 0.35) / 0.65, 0, 1) * np.clip((1 - x) / 0.10, 0.25, 1))[:, None]
    rgb = dark * np.asarray(finish.shadows) + light * np.asarray(finish.highlights)
    return np.ascontiguousarray(rgb[:, ::-1], dtype=np.float32)


def _bright_pass(finish: Finish) -> Codes:
    """(256, 1, 3) how much of each BGR code spreads."""
    x = np.arange(256, dtype=np.float64)
    amount = finish.bloom * np.clip((x - 120) / 135, 0, 1) ** 1.6 * 255
    red = 1 + 0.55 * finish.halation
    share = np.array([1 - 0.45 * finish.halation, 1 - 0.25 * finish.halation, red])
    return np.asarray(np.clip(amount[:, None] * share, 0, 255), np.uint8)[:, None]


def _grain(strength: float, size: tuple[int, int], seed: int) -> npt.NDArray[np.int8]:
    """(H + `SPARE`, W + `SPARE`) grain, `GRAIN_STEPS` per code value; coarser in larger pictures."""
    width, height = size
    chance = np.random.default_rng([seed, 73])
    scale = min(size) / 720
    noise = chance.standard_normal((height + SPARE, width + SPARE), np.float32)
    noise = cv2.GaussianBlur(noise, (0, 0), max(0.45, 0.62 * scale))
    noise *= strength * GRAIN_STEPS / max(1e-6, float(noise.std()))
    return np.asarray(np.clip(noise, -127, 127), np.int8)


@compiled
def _finish(
    picture: Codes,
    bloom: Codes,
    curve: Floats,
    tint: Floats,
    saturation: np.float32,
    vignette: np.float32,
    grain: npt.NDArray[np.int8],
    dx: int,
    dy: int,
    fade: np.float32,
) -> None:
    height, width = picture.shape[0], picture.shape[1]
    byte = np.float32(1 / 255)
    for y in range(height):
        v = (y + np.float32(0.5)) / height - np.float32(0.5)
        for x in range(width):
            u = (x + np.float32(0.5)) / width - np.float32(0.5)
            r2 = u * u + v * v
            light = (np.float32(1) - vignette * (np.float32(0.55) * r2 + np.float32(2.4) * r2 * r2)) * fade
            b = picture[y, x, 0] + bloom[y, x, 0] * (255 - picture[y, x, 0]) * byte
            g = picture[y, x, 1] + bloom[y, x, 1] * (255 - picture[y, x, 1]) * byte
            r = picture[y, x, 2] + bloom[y, x, 2] * (255 - picture[y, x, 2]) * byte
            luma = int(np.float32(0.0722) * b + np.float32(0.7152) * g + np.float32(0.2126) * r)
            grey = curve[luma]
            middle = np.float32(luma) * byte
            n = grain[dy + y, dx + x] * np.float32(1 / GRAIN_STEPS)
            n *= np.float32(0.45) + np.float32(2.2) * middle * (np.float32(1) - middle)
            b = grey + saturation * (curve[int(b)] - grey) + tint[luma, 0]
            g = grey + saturation * (curve[int(g)] - grey) + tint[luma, 1]
            r = grey + saturation * (curve[int(r)] - grey) + tint[luma, 2]
            picture[y, x, 0] = np.uint8(min(max(b * light + n, np.float32(0)), np.float32(255)))
            picture[y, x, 1] = np.uint8(min(max(g * light + n, np.float32(0)), np.float32(255)))
            picture[y, x, 2] = np.uint8(min(max(r * light + n, np.float32(0)), np.float32(255)))

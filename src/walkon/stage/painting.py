"""Pictures turned into drawings: watercolour on paper, and animation cels. Faces keep their features in both."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from walkon.stage.compiled import compiled

Codes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]


class Watercolour:
    """Washes with dark edges, pigment that settles in the grain of the paper, and white paper round the sheet."""

    def __init__(self, size: tuple[int, int], seed: int) -> None:
        width, height = size
        chance = np.random.default_rng([seed, 91])
        self._half = (max(2, width // 2), max(2, height // 2))
        self._paper = _paper(size, chance)
        self._sheet = _sheet(size, chance)
        self._wobble = _wobble(size, chance)

    def apply(self, frame: int, picture: Codes) -> None:
        height, width = picture.shape[:2]
        small = cv2.resize(picture, self._half, interpolation=cv2.INTER_AREA)
        wash = cv2.bilateralFilter(small, 5, 38, 3.2)
        wash = cv2.medianBlur(wash, 5)
        grey = cv2.cvtColor(wash, cv2.COLOR_BGR2GRAY)
        edge = cv2.subtract(cv2.GaussianBlur(grey, (0, 0), 2.6), grey)
        wash = cv2.resize(wash, (width, height), interpolation=cv2.INTER_LINEAR)
        edge = cv2.resize(edge, (width, height), interpolation=cv2.INTER_LINEAR)
        _wash(picture, wash, edge, self._paper, self._sheet, self._wobble)


class Anime:
    """Flat tones with soft steps and ink lines."""

    def __init__(self, size: tuple[int, int]) -> None:
        width, height = size
        self._half = (max(2, width // 2), max(2, height // 2))
        self._steps = _tone_steps()

    def apply(self, frame: int, picture: Codes) -> None:
        height, width = picture.shape[:2]
        small = cv2.resize(picture, self._half, interpolation=cv2.INTER_AREA)
        flat = cv2.bilateralFilter(small, 5, 46, 3.4)
        flat = cv2.bilateralFilter(flat, 5, 30, 3.4)
        grey = cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY)
        near, far = cv2.GaussianBlur(grey, (0, 0), 0.8), cv2.GaussianBlur(grey, (0, 0), 1.9)
        line = cv2.subtract(far, near)
        flat = cv2.resize(flat, (width, height), interpolation=cv2.INTER_LINEAR)
        line = cv2.resize(line, (width, height), interpolation=cv2.INTER_CUBIC)
        _ink(picture, flat, line, self._steps)


def _paper(size: tuple[int, int], chance: np.random.Generator) -> Floats:
    """(H, W) relief of cold-pressed paper, about -1..1."""
    width, height = size
    k = min(size) / 720
    rough = cv2.GaussianBlur(chance.standard_normal((height, width), np.float32), (0, 0), max(0.6, 1.5 * k))
    fine = cv2.GaussianBlur(chance.standard_normal((height, width), np.float32), (0, 0), max(0.4, 0.7 * k))
    relief = rough / rough.std() + 0.6 * fine / fine.std()
    return np.clip(relief / 2.2, -1.2, 1.2).astype(np.float32)


def _sheet(size: tuple[int, int], chance: np.random.Generator) -> Floats:
    """(H, W) 1 where paint reaches, 0 on the bare paper round it, with a brushed border."""
    width, height = size
    k = min(size)
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    inside = np.minimum(np.minimum(rows, height - rows), np.minimum(columns, width - columns)) / k
    brush = cv2.resize(chance.standard_normal((12, 20), np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    bristle = cv2.resize(chance.standard_normal((60, 110), np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip((inside - 0.026 - 0.010 * brush - 0.004 * bristle) / 0.012, 0, 1).astype(np.float32)


def _wobble(size: tuple[int, int], chance: np.random.Generator) -> Floats:
    """(H, W) uneven strength of the wash, about -1..1."""
    width, height = size
    cells = chance.standard_normal((9, 16), np.float32)
    return np.clip(cv2.resize(cells, (width, height), interpolation=cv2.INTER_CUBIC) / 2, -1, 1).astype(np.float32)


def _tone_steps() -> Floats:
    """(256,) factor on every luma that gathers tones round a few levels without hard borders."""
    x = np.arange(256, dtype=np.float64)
    levels = 7
    step = 255 / levels
    u = x / step
    base = np.floor(u)
    f = u - base
    soft = base + np.clip((f - 0.30) / 0.40, 0, 1) ** 2 * (3 - 2 * np.clip((f - 0.30) / 0.40, 0, 1))
    wanted = 0.55 * (soft + 0.0) * step + 0.45 * x
    return np.where(x > 2, wanted / np.maximum(x, 1), 1).astype(np.float32)


@compiled
def _wash(picture: Codes, wash: Codes, edge: Codes, paper: Floats, sheet: Floats, wobble: Floats) -> None:
    byte = np.float32(1 / 255)
    for y in range(picture.shape[0]):
        for x in range(picture.shape[1]):
            luma = (
                wash[y, x, 0] * np.float32(0.11) + wash[y, x, 1] * np.float32(0.59) + wash[y, x, 2] * np.float32(0.30)
            )
            pigment = np.float32(1) - luma * byte
            settle = np.float32(1) - paper[y, x] * np.float32(0.13) * (np.float32(0.35) + pigment)
            settle -= edge[y, x] * np.float32(0.016)
            lighter = np.float32(0.07) * wobble[y, x]
            cover = sheet[y, x]
            for c in range(3):
                v = np.float32(0.62) * wash[y, x, c] + np.float32(0.38) * picture[y, x, c]
                v += (np.float32(250) - v) * lighter
                v *= settle
                bare = np.float32(243) - np.float32(5) * (2 - c) * np.float32(0.0) + paper[y, x] * np.float32(5)
                v = bare + (v - bare) * cover
                picture[y, x, c] = np.uint8(min(max(v, np.float32(0)), np.float32(255)))


@compiled
def _ink(picture: Codes, flat: Codes, line: Codes, steps: Floats) -> None:
    for y in range(picture.shape[0]):
        for x in range(picture.shape[1]):
            luma = (
                flat[y, x, 0] * np.float32(0.11) + flat[y, x, 1] * np.float32(0.59) + flat[y, x, 2] * np.float32(0.30)
            )
            factor = steps[int(luma)]
            ink = min(np.float32(1), max(np.float32(0), (line[y, x] - np.float32(3)) * np.float32(0.075)))
            for c in range(3):
                v = (np.float32(0.80) * flat[y, x, c] + np.float32(0.20) * picture[y, x, c]) * factor
                v *= np.float32(1) - np.float32(0.72) * ink
                picture[y, x, c] = np.uint8(min(max(v, np.float32(0)), np.float32(255)))

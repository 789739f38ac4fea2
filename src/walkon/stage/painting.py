"""Pictures turned into drawings: watercolour on paper, and animation cels. Faces keep their features in both."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from walkon.stage.compiled import compiled

Codes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

FACE_KEEPS = 0.72  # how much closer to the photograph a face stays
DENSITIES = 96  # steps of pigment density that are told apart
DENSITY_LEAST, DENSITY_MOST = 0.4, 1.6


class Watercolour:
    """Washes with dark edges, pigment that settles in the grain of the paper, and white paper round the sheet."""

    def __init__(self, size: tuple[int, int], seed: int) -> None:
        width, height = size
        chance = np.random.default_rng([seed, 91])
        self._half = (max(2, width // 2), max(2, height // 2))
        self._paper = _paper(size, chance)
        self._sheet = _sheet(size, chance)
        self._wobble = _wobble(size, chance)
        self._steps = tone_steps(levels=6, strength=0.5)
        self._absorbed = absorbed()

    def apply(self, picture: Codes, kept: Codes) -> None:
        """`kept` (H, W) 255 where a face is, which stays closer to the photograph."""
        height, width = picture.shape[:2]
        small = cv2.resize(picture, self._half, interpolation=cv2.INTER_AREA)
        wash = cv2.bilateralFilter(small, 7, 34, 4.0)
        wash = cv2.bilateralFilter(wash, 5, 26, 4.0)
        grey = cv2.cvtColor(wash, cv2.COLOR_BGR2GRAY)
        pool = cv2.subtract(cv2.GaussianBlur(grey, (0, 0), 3.2), grey)
        line = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
        line = cv2.subtract(cv2.GaussianBlur(line, (0, 0), 1.7), cv2.GaussianBlur(line, (0, 0), 0.7))
        wash = cv2.resize(wash, (width, height), interpolation=cv2.INTER_LINEAR)
        marks = cv2.resize(cv2.merge([pool, line]), (width, height), interpolation=cv2.INTER_LINEAR)
        _wash(picture, wash, marks, kept, self._steps, self._absorbed, self._paper, self._sheet, self._wobble)


class Anime:
    """Flat tones with soft steps and ink lines."""

    def __init__(self, size: tuple[int, int]) -> None:
        width, height = size
        self._half = (max(2, width // 2), max(2, height // 2))
        self._steps = tone_steps(levels=7, strength=0.55)

    def apply(self, picture: Codes, kept: Codes) -> None:
        """`kept` (H, W) 255 where a face is, which stays closer to the photograph."""
        height, width = picture.shape[:2]
        small = cv2.resize(picture, self._half, interpolation=cv2.INTER_AREA)
        flat = cv2.bilateralFilter(small, 5, 46, 3.4)
        flat = cv2.bilateralFilter(flat, 5, 30, 3.4)
        grey = cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY)
        near, far = cv2.GaussianBlur(grey, (0, 0), 0.8), cv2.GaussianBlur(grey, (0, 0), 1.9)
        line = cv2.subtract(far, near)
        flat = cv2.resize(flat, (width, height), interpolation=cv2.INTER_LINEAR)
        line = cv2.resize(line, (width, height), interpolation=cv2.INTER_CUBIC)
        _ink(picture, flat, line, kept, self._steps)


def _paper(size: tuple[int, int], chance: np.random.Generator) -> Floats:
    """(H, W) relief of cold-pressed paper, about -1..1."""
    width, height = size
    k = min(size) / 720
    rough = cv2.GaussianBlur(chance.standard_normal((height, width), np.float32), (0, 0), max(0.6, 1.5 * k))
    fine = cv2.GaussianBlur(chance.standard_normal((height, width), np.float32), (0, 0), max(0.4, 0.7 * k))
    relief = rough / rough.std() + 0.6 * fine / fine.std()
    return np.asarray(np.clip(relief / 2.2, -1.2, 1.2), np.float32)


def _sheet(size: tuple[int, int], chance: np.random.Generator) -> Floats:
    """(H, W) 1 where paint reaches, 0 on the bare paper round it, with a brushed border."""
    width, height = size
    k = min(size)
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    inside = np.minimum(np.minimum(rows, height - rows), np.minimum(columns, width - columns)) / k
    brush = cv2.resize(chance.standard_normal((12, 20), np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    bristle = cv2.resize(chance.standard_normal((60, 110), np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip((inside - 0.026 - 0.010 * brush - 0.004 * bristle) / 0.012, 0, 1), np.float32)


def _wobble(size: tuple[int, int], chance: np.random.Generator) -> Floats:
    """(H, W) uneven strength of the wash, about -1..1."""
    width, height = size
    cells = chance.standard_normal((9, 16), np.float32)
    return np.asarray(np.clip(cv2.resize(cells, (width, height), interpolation=cv2.INTER_CUBIC) / 2, -1, 1), np.float32)


def tone_steps(levels: int, strength: float) -> Floats:
    """(256,) factor on every luma that gathers tones round a few levels without hard borders."""
    x = np.arange(256, dtype=np.float64)
    step = 255 / levels
    base = np.floor(x / step)
    f = np.clip((x / step - base - 0.30) / 0.40, 0, 1)
    wanted = strength * (base + f * f * (3 - 2 * f)) * step + (1 - strength) * x
    # The darkest level is no hole: what is darker than half a step keeps its own tone.
    own = np.clip(1.5 - x / step, 0, 1)
    wanted = wanted * (1 - own) + x * own
    return np.where(x > 2, wanted / np.maximum(x, 1), 1).astype(np.float32)


def absorbed() -> Codes:
    """(256, `DENSITIES`) code of a colour under pigment 0.4 to 1.6 times as dense.

    More pigment swallows more light: absorption adds up, so density is an exponent.
    """
    light = np.clip(np.arange(256, dtype=np.float64) / 255, 0.012, 1)[:, None]
    density = DENSITY_LEAST + np.arange(DENSITIES) / DENSITIES * (DENSITY_MOST - DENSITY_LEAST)
    return np.asarray(252 * light ** (0.86 * density), np.uint8)


@compiled
def _wash(
    picture: Codes,
    wash: Codes,
    marks: Codes,
    kept: Codes,
    steps: Floats,
    absorbed: Codes,
    paper: Floats,
    sheet: Floats,
    wobble: Floats,
) -> None:
    """Pigment on paper: levels of wash, dark where it pooled, pale where water ran, pencil under it all."""
    byte = np.float32(1 / 255)
    one = np.float32(1)
    per_density = np.float32(DENSITIES / (DENSITY_MOST - DENSITY_LEAST))
    for y in range(picture.shape[0]):
        for x in range(picture.shape[1]):
            luma = (
                np.float32(0.11) * wash[y, x, 0] + np.float32(0.59) * wash[y, x, 1] + np.float32(0.30) * wash[y, x, 2]
            )
            relief = paper[y, x]
            factor = steps[int(luma)]
            density = one + relief * np.float32(0.085) * (np.float32(1.25) - luma * byte)
            density += marks[y, x, 0] * np.float32(0.019) + np.float32(0.16) * wobble[y, x]
            step = min(DENSITIES - 1, max(0, int((density - np.float32(DENSITY_LEAST)) * per_density)))
            pencil = min(one, max(np.float32(0), (marks[y, x, 1] - np.float32(2)) * np.float32(0.085)))
            pencil *= max(np.float32(0), np.float32(0.55) + np.float32(0.30) * relief)
            pencil *= one - kept[y, x] * np.float32(FACE_KEEPS / 255)
            cover = sheet[y, x]
            bare = np.float32(246) + relief * np.float32(3)
            own = kept[y, x] * np.float32(FACE_KEEPS / 255)
            share = np.float32(0.22) + np.float32(0.78) * own
            factor += (one - factor) * own
            for c in range(3):
                v = (wash[y, x, c] + (np.float32(picture[y, x, c]) - wash[y, x, c]) * share) * factor
                v = np.float32(absorbed[min(255, int(v)), step])
                v -= (v - np.float32(62)) * pencil
                v = bare + (v - bare) * cover
                picture[y, x, c] = np.uint8(min(max(v, np.float32(0)), np.float32(255)))


@compiled
def _ink(picture: Codes, flat: Codes, line: Codes, kept: Codes, steps: Floats) -> None:
    for y in range(picture.shape[0]):
        for x in range(picture.shape[1]):
            luma = (
                flat[y, x, 0] * np.float32(0.11) + flat[y, x, 1] * np.float32(0.59) + flat[y, x, 2] * np.float32(0.30)
            )
            factor = steps[int(luma)]
            ink = min(np.float32(1), max(np.float32(0), (line[y, x] - np.float32(3)) * np.float32(0.075)))
            own = kept[y, x] * np.float32(FACE_KEEPS / 255)
            share = np.float32(0.20) + np.float32(0.80) * own
            factor += (np.float32(1) - factor) * own
            ink *= np.float32(1) - own
            for c in range(3):
                v = (flat[y, x, c] + (np.float32(picture[y, x, c]) - flat[y, x, c]) * share) * factor
                v *= np.float32(1) - np.float32(0.72) * ink
                picture[y, x, c] = np.uint8(min(max(v, np.float32(0)), np.float32(255)))

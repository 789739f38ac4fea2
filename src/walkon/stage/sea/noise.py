"""Tileable noise that sea and sky are made of; made once per process."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt
import scipy.fft
from scipy.spatial import cKDTree

from walkon.stage.compiled import inlined

Floats = npt.NDArray[np.float32]
F = np.float32

PUFFS = (64, 128, 128)  # cells of `puffs`: up, across, across
FOAM = 512  # cells of `foam` a side


def fractal(side: int, slope: float, seed: int, stretch: float = 1.0, low: float = 0.0) -> Floats:
    """(side, side) tileable noise, mean 0, deviation 1; amplitude falls with frequency to the power of `slope`.

    `stretch` > 1 makes features that much longer along x; frequencies under `low` (cycles a tile) are left out.
    """
    white = np.random.default_rng([seed, side]).standard_normal((side, side), np.float32)
    fy = scipy.fft.fftfreq(side).astype(np.float32)[:, None]
    fx = scipy.fft.rfftfreq(side).astype(np.float32)[None] * stretch
    f = np.hypot(fx, fy)
    f[0, 0] = 1
    gain = f**-slope
    gain[f * side < low] = 0
    gain[0, 0] = 0
    noise = scipy.fft.irfft2(scipy.fft.rfft2(white) * gain, s=(side, side))
    return np.asarray(noise / noise.std(), np.float32)


@lru_cache(maxsize=1)
def puffs() -> Floats:
    """(64, 128, 128) tileable: density of cumulus about 0, deviation about 1; round above, creased below."""
    low = _solid(1.9, 2, 5, 11)
    billow = np.abs(_solid(1.5, 5, 14, 12)) * 0.9 + np.abs(_solid(1.4, 13, 64, 13)) * 0.42
    return np.ascontiguousarray(low + 0.75 * (billow - billow.mean()))


def _solid(slope: float, low: float, high: float, seed: int) -> Floats:
    white = np.random.default_rng([seed, 3]).standard_normal(PUFFS, np.float32)
    up = scipy.fft.fftfreq(PUFFS[0], 1 / PUFFS[0])[:, None, None] * 1.0
    one = scipy.fft.fftfreq(PUFFS[1], 1 / PUFFS[1])[None, :, None]
    two = scipy.fft.rfftfreq(PUFFS[2], 1 / PUFFS[2])[None, None]
    f = np.sqrt(up**2 + one**2 + two**2).astype(np.float32)
    gain = np.where((f >= low) & (f < high), np.maximum(f, 1) ** np.float32(-slope), 0).astype(np.float32)
    noise = scipy.fft.irfftn(scipy.fft.rfftn(white) * gain, s=PUFFS)
    return np.asarray(noise / noise.std(), np.float32)


@lru_cache(maxsize=1)
def cover() -> Floats:
    """(256, 256) tileable: where clouds stand, about 0, deviation 1."""
    return fractal(256, 1.5, 21)


@lru_cache(maxsize=1)
def cirrus() -> Floats:
    """(512, 512) tileable: combed high clouds, 0..1."""
    base = fractal(512, 1.35, 31, stretch=0.30)
    bend = fractal(512, 1.9, 32) * 9
    y, x = np.mgrid[0:512, 0:512].astype(np.float32)
    combed = cv2.remap(base, (x + bend) % 511, (y + np.roll(bend, 170, 0)) % 511, cv2.INTER_LINEAR)
    soft = fractal(512, 1.7, 33)
    return np.asarray(np.clip(0.30 + 0.20 * combed + 0.24 * soft, 0, 1), np.float32)


@lru_cache(maxsize=4)
def foam(blur: float) -> Floats:
    """(`FOAM`, `FOAM`, 4) tileable: lace, clumps, streaks along y, billows with dark creases; each 0..1, mean about 0.5.

    `blur` is the share of the tile over which water streams along x while the shutter is open.
    """
    bend_x, bend_y = fractal(FOAM, 1.7, 41) * 7, fractal(FOAM, 1.7, 42) * 10
    y, x = np.mgrid[0:FOAM, 0:FOAM].astype(np.float32)

    def bent(tile: Floats) -> Floats:
        return np.asarray(cv2.remap(tile, (x + bend_x) % (FOAM - 1), (y + bend_y) % (FOAM - 1), cv2.INTER_LINEAR))

    lace = np.maximum(bent(_cells(15, 1.6, 43)), 0.72 * bent(_cells(34, 1.4, 44)))
    clumps = 0.5 + 0.21 * fractal(FOAM, 1.15, 45)
    streaks = 0.5 + 0.20 * fractal(FOAM, 0.95, 46, stretch=5.0).T
    billows = _band(5, 10, 47) + 0.55 * _band(11, 22, 48) + 0.34 * _band(23, 48, 49) + 0.22 * _band(49, 110, 50)
    tile = np.stack([lace, clumps, streaks, bent(billows * 0.52)], -1).clip(0, 1).astype(np.float32)
    cells = max(1, round(blur * FOAM))
    wrapped = np.concatenate([tile[:, -cells:], tile, tile[:, :cells]], axis=1)
    return np.ascontiguousarray(cv2.blur(wrapped, (cells, 1))[:, cells:-cells])


def _band(low: int, high: int, seed: int) -> Floats:
    """(`FOAM`, `FOAM`) tileable: size of noise between two frequencies, in cycles a tile; 0 in its creases."""
    white = np.random.default_rng([seed, 7]).standard_normal((FOAM, FOAM), np.float32)
    fy = scipy.fft.fftfreq(FOAM, 1 / FOAM)[:, None]
    fx = scipy.fft.rfftfreq(FOAM, 1 / FOAM)[None]
    f = np.hypot(fx, fy)
    noise = scipy.fft.irfft2(scipy.fft.rfft2(white) * ((f >= low) & (f < high)), s=(FOAM, FOAM))
    return np.asarray(np.abs(noise / noise.std()), np.float32)


def _cells(count: int, stretch: float, seed: int) -> Floats:
    """Walls between about `count`² cells, 1 on the wall; cells are `stretch` times longer along y."""
    chance = np.random.default_rng([seed, 5])
    rows = round(count / stretch)
    at = np.stack(np.meshgrid(np.arange(rows), np.arange(count), indexing="ij"), -1).reshape(-1, 2)
    points = (at + chance.uniform(0.1, 0.9, at.shape)) / (rows, count)
    tiled = (points[None] + np.array([(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)])[:, None]).reshape(-1, 2)
    tree = cKDTree(tiled * (stretch, 1))
    side = np.arange(FOAM // 2)
    grid = (np.stack(np.meshgrid(side, side, indexing="ij"), -1) + 0.5) / (FOAM // 2)
    near, _ = tree.query(grid * (stretch, 1), k=2)
    wall = np.exp(-(((near[..., 1] - near[..., 0]) * count / 0.30) ** 2))
    wide = np.concatenate([wall, wall[:2]]).astype(np.float32)
    wide = np.concatenate([wide, wide[:, :2]], axis=1)
    return np.asarray(cv2.resize(wide, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)[:FOAM, :FOAM])


@lru_cache(maxsize=1)
def spray() -> Floats:
    """(512, 512, 2) tileable, 0..1: torn mist, and the grain of droplets in it."""
    torn = 0.5 + 0.24 * fractal(FOAM, 1.30, 51)
    ridged = 1 - np.abs(fractal(FOAM, 1.25, 52)) * 0.62
    mist = np.clip(0.62 * torn + 0.46 * ridged - 0.08, 0, 1)
    drops = np.clip((fractal(FOAM, 0.12, 53) - 1.0) * 0.55, 0, 1)
    drops = cv2.GaussianBlur(drops, (0, 0), 0.7)
    return np.ascontiguousarray(np.stack([mist, drops / drops.max()], -1), np.float32)


@inlined
def between(tile: Floats, kind: int, x: np.float32, y: np.float32) -> np.float32:
    """One of the patterns of a tile (N, N, kinds), N a power of two that repeats, at cell (x, y), between its cells."""
    ix, iy = int(np.floor(x)), int(np.floor(y))
    fx, fy = x - F(ix), y - F(iy)
    m = tile.shape[0] - 1
    x0, y0 = ix & m, iy & m
    x1, y1 = (ix + 1) & m, (iy + 1) & m
    return F(
        (tile[y0, x0, kind] * (1 - fx) + tile[y0, x1, kind] * fx) * (1 - fy)
        + (tile[y1, x0, kind] * (1 - fx) + tile[y1, x1, kind] * fx) * fy
    )

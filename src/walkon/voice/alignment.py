"""Which frames of two speakers are the same sound."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

from walkon.voice.colour import ORDER
from walkon.voice.world import Array

P = ParamSpec("P")
R = TypeVar("R")
Indices = npt.NDArray[np.int64]

REACH = 4  # frames to either side that are compared too: 20 ms
SIDE = 0.6  # their weight
HOLD = 0.3  # what it costs to let one speaker wait for the other, in standard deviations
WEIGHTS = np.concatenate([[0.6], np.linspace(1.0, 0.5, ORDER - 1)])  # loudness counts less, fine detail fades


def in_context(frames: Array) -> Array:
    """(T, 25) standardised cepstra weighted for comparison, beside their neighbours: (T, 75)."""
    at = np.arange(len(frames))
    near = [frames[np.clip(at + step, 0, len(frames) - 1)] for step in (-REACH, 0, REACH)]
    return np.hstack([near[0] * WEIGHTS * SIDE, near[1] * WEIGHTS, near[2] * WEIGHTS * SIDE])


def distances(a: Array, b: Array) -> Array:
    """(T, S) Euclidean distances between the rows of (T, D) and (S, D)."""
    squared = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T
    return np.asarray(np.sqrt(np.maximum(squared, 0)))


def nearest(a: Array, b: Array) -> tuple[Indices, Indices]:
    """For each row of `a` the nearest of `b`, and for each row of `b` the nearest of `a`."""
    apart = distances(a, b)
    return apart.argmin(axis=1), apart.argmin(axis=0)


def path(a: Array, b: Array) -> Indices:
    """(K, 2) rows of `a` (T, D) and of `b` (S, D) that belong together, from start to end, by dynamic time warping."""
    return _path(distances(a, b), HOLD)


def _compiled(function: Callable[P, R]) -> Callable[P, R]:
    return cast(Callable[P, R], numba.njit(cache=True, nogil=True)(function))


@_compiled
def _path(apart: Array, hold: float) -> Indices:
    rows, columns = apart.shape
    total = np.full((rows, columns), np.inf)
    step = np.zeros((rows, columns), np.int8)
    total[0, 0] = apart[0, 0]
    for i in range(rows):
        for j in range(columns):
            if i == 0 and j == 0:
                continue
            best, way = np.inf, 0
            if i > 0 and j > 0:
                best = total[i - 1, j - 1]
            if i > 0 and total[i - 1, j] + hold < best:
                best, way = total[i - 1, j] + hold, 1
            if j > 0 and total[i, j - 1] + hold < best:
                best, way = total[i, j - 1] + hold, 2
            total[i, j] = best + apart[i, j]
            step[i, j] = way
    found = np.empty((rows + columns, 2), np.int64)
    count, i, j = 0, rows - 1, columns - 1
    while True:
        found[count, 0], found[count, 1] = i, j
        count += 1
        if i == 0 and j == 0:
            break
        way = step[i, j]
        if way != 2:
            i -= 1
        if way != 1:
            j -= 1
    return found[:count][::-1].copy()

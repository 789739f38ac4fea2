"""How well two sequences fit when time may run faster or slower in one of them.

Dynamic time warping after H. Sakoe and S. Chiba, IEEE Trans. ASSP 26(1), 1978: symmetric weights, so that the cost of
every path is a mean over the same number of steps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

P = ParamSpec("P")
R = TypeVar("R")


def warped_cost(apart: npt.NDArray[np.float32], wait: float) -> float:
    """Mean distance along the best path through (T, U) distances, both sequences from start to end.

    `wait` is what it costs, per frame, that one sequence stands still. Infinite for an empty sequence.
    """
    if not apart.size:
        return float("inf")
    total = _cost(apart, np.float32(wait))
    return float(total / sum(apart.shape))


def _compiled(function: Callable[P, R]) -> Callable[P, R]:
    return cast(Callable[P, R], numba.njit(cache=True, nogil=True)(function))


@_compiled
def _cost(apart: npt.NDArray[np.float32], wait: np.float32) -> float:
    """Steps (1, 1), (1, 2), (2, 1), and (1, 0), (0, 1) at a charge, weighted by how far they go."""
    rows, columns = apart.shape
    total = np.full((rows + 2, columns + 2), np.float32(np.inf))
    total[2, 2] = 2 * apart[0, 0]
    for i in range(rows):
        for j in range(columns):
            if i + j == 0:
                continue
            here = apart[i, j]
            best = total[i + 1, j + 1] + 2 * here
            best = min(best, total[i + 1, j] + 3 * here)
            best = min(best, total[i, j + 1] + 3 * here)
            best = min(best, total[i + 1, j + 2] + here + wait)
            best = min(best, total[i + 2, j + 1] + here + wait)
            total[i + 2, j + 2] = best
    last: float = total[rows + 1, columns + 1]
    return last

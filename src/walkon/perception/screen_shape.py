"""How a screen shines on a face in front of it: an extended source below the camera, Lambert's law on both sides.

Axes right, down, away from the camera, centimetres. The halves of a screen are named as the person in front of it sees
them: its left half is on their left, which is the right side of an unmirrored picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]

COLUMNS, ROWS = 6, 3  # points that stand for the screen; twice as many change no patch by more than 1 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A screen around its camera, cm."""

    wide: float
    high: float
    below: float  # from the camera down to the screen's middle
    away: float  # from the camera to the face


LAPTOP = Screen(wide=30.0, high=18.0, below=11.0, away=50.0)  # 14 inches, held as far as people sit from one
PHONE = Screen(wide=6.8, high=14.5, below=8.5, away=33.0)  # 6.3 inches, at half an arm's length


def shading(normals: Floats, places: Floats, screen: Screen) -> Floats:
    """(..., 2) light from the screen's left and right half on surfaces; both add up to 1 for one straight in front.

    `normals` (..., 3) unit, `places` (..., 3) cm from the camera's axis and, in depth, from the face's middle.
    """
    at = places + np.array([0.0, 0.0, screen.away])
    light = np.zeros((*normals.shape[:-1], 2))
    for across in (np.arange(COLUMNS) + 0.5) / COLUMNS - 0.5:
        for down in (np.arange(ROWS) + 0.5) / ROWS - 0.5:
            towards = np.array([across * screen.wide, down * screen.high + screen.below, 0.0]) - at
            far = np.linalg.norm(towards, axis=-1)
            falls = np.maximum((normals * towards).sum(axis=-1) / far, 0.0)
            leaves = np.maximum(-towards[..., 2] / far, 0.0)
            light[..., int(across < 0)] += falls * leaves / far**2
    straight = screen.away**2 / (COLUMNS * ROWS)
    return np.asarray(light * straight)

"""What stands behind and in front of the people: the contract every setting fulfils.

A film frame is drawn in three passes into one (H, W, 3) uint8 BGR sRGB picture:
`Backdrop.behind`, then the people (body, head, props), then `Backdrop.front`; the look (grade, grain) comes last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

RGB = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLight:
    """Light on people, linear RGB per group; the groups are those the costumes were rendered with.

    1.0 is the studio's own strength. `key_l` shines from the picture's left front, `key_r` from the right front,
    `fill` is the sky, `rim` comes from behind.
    """

    key_l: RGB = (0.0, 0.0, 0.0)
    key_r: RGB = (0.0, 0.0, 0.0)
    fill: RGB = (0.25, 0.25, 0.28)
    rim: RGB = (0.0, 0.0, 0.0)
    flicker: float = 0.0  # share of the key that changes over time (stage lights, fire), 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPose:
    """Where the camera is in one frame, relative to the shot's start.

    Metres: `x` to the right, `y` up, `z` forward into the picture. Degrees: `roll` clockwise. `zoom` multiplies the
    focal length. Small numbers: plates have about 12 % to spare on every side.
    """

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    yaw: float = 0.0
    roll: float = 0.0
    zoom: float = 1.0


class Backdrop(Protocol):
    """One setting at one hour in one weather, prepared for one shot at one picture size."""

    @property
    def light(self) -> PersonLight:
        """Light on the people of this shot."""

    @property
    def air(self) -> RGB:
        """Colour of the haze between camera and people, sRGB 0..1 in RGB order; used for light wrap and depth."""

    def behind(self, frame: int, camera: CameraPose, out: npt.NDArray[np.uint8]) -> None:
        """Fill `out` (H, W, 3) BGR with everything behind the people."""

    def front(self, frame: int, camera: CameraPose, out: npt.NDArray[np.uint8]) -> None:
        """Draw what is between the people and the lens over `out`: near objects out of focus, spray, dust, rain."""

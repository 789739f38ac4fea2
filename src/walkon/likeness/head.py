"""One drawn frame of a person's head, ready to be lit and placed on a body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Head with hair, cut at the jaw: the neck is not part of it, long hair and beards are.

    Arrays are valid until the next frame is drawn (they are reused). Not premultiplied.
    """

    image: npt.NDArray[np.uint8]  # (H, W, 3) BGR sRGB, cleaned of the old background at the edges
    alpha: npt.NDArray[np.uint8]  # (H, W) head, hair and beard
    hair: npt.NDArray[np.uint8]  # (H, W) part of `alpha` below the jaw that falls over clothes (long hair, beard)
    normal: npt.NDArray[np.float32]  # (H // 2, W // 2, 3) unit, x right, y up, z to the camera
    points: npt.NDArray[np.float32]  # (478, 2) face mesh, pixels of `image`
    eyes: tuple[float, float]  # middle between the outer eye corners, pixels
    chin: tuple[float, float]  # pixels
    unit: float  # eyes-to-chin distance of the neutral frontal face at this scale, pixels; steady over a shot
    skin: npt.NDArray[np.float32]  # (3,) linear RGB of the skin under the light of the take

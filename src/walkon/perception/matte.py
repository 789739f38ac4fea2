"""Person against background.

Model: selfie_segmentation (general, 256 x 256) inside the mediapipe wheel (Apache-2.0).
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from walkon.perception.face_mesh import Picture
from walkon.perception.native_noise import muffled

SIDE = 256

Matte = npt.NDArray[np.uint8]
"""(256, 256) uint8 over the whole picture, stretched to a square; 255 is the person."""


class PersonMatte:
    """The soft matte of a picture, as the network gives it."""

    def __init__(self) -> None:
        with muffled():
            from mediapipe.python.solutions import selfie_segmentation  # noqa: PLC0415  takes a second to load

            self._net = selfie_segmentation.SelfieSegmentation(model_selection=0)
            self(np.zeros((SIDE, SIDE, 3), np.uint8))  # the first picture makes the library write a line

    def __call__(self, picture: Picture) -> Matte:
        square = cv2.cvtColor(_square(picture), cv2.COLOR_BGR2RGB)
        soft = self._net.process(square).segmentation_mask
        matte: Matte = np.clip(np.rint(soft * 255.0), 0, 255).astype(np.uint8)
        return matte

    def close(self) -> None:
        self._net.close()


def _square(picture: Picture) -> Picture:
    """Shrunk by averaging in whole steps first: quicker than area weights, without the shimmer of plain sampling."""
    height, width = picture.shape[:2]
    steps = max(1, height // (2 * SIDE)), max(1, width // (2 * SIDE))
    if steps != (1, 1):
        picture = picture[: height // steps[0] * steps[0], : width // steps[1] * steps[1]]
        picture = cv2.resize(picture, (width // steps[1], height // steps[0]), interpolation=cv2.INTER_AREA)
    square: Picture = cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    return square

"""The pictures of a take, kept compressed in memory and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from walkon.perception.face_mesh import Picture

QUALITY = 94  # libjpeg scale: differences to the original stay under what a phone's own coding left


class KeptFrames:
    """Pictures as JPEG bytes, opened one at a time. Implements `Frames`."""

    def __init__(self, packed: Sequence[bytes], size: tuple[int, int]) -> None:
        self._packed = packed
        self._size = size

    @property
    def size(self) -> tuple[int, int]:
        return self._size

    def __len__(self) -> int:
        return len(self._packed)

    def __getitem__(self, index: int) -> Picture:
        picture = cv2.imdecode(np.frombuffer(self._packed[index], np.uint8), cv2.IMREAD_COLOR)
        return np.asarray(picture, np.uint8)

    def __iter__(self) -> Iterator[Picture]:
        return (self[index] for index in range(len(self)))

    @property
    def bytes(self) -> int:
        """Memory the pictures take."""
        return sum(map(len, self._packed))


def packed(picture: Picture) -> bytes:
    """One picture as it is kept."""
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise ValueError("a picture could not be compressed")
    return data.tobytes()

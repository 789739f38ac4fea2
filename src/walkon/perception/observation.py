"""Everything perceived in one take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from walkon.domain.evidence import Evidence
from walkon.media.sound import Sound

LEAST_PRINTS = 4  # prints averaged into a template; single ones are too far apart to search with


class Frames(Protocol):
    """The take's pictures, kept compressed in memory and opened one at a time; never on disk."""

    @property
    def size(self) -> tuple[int, int]:
        """Height and width, pixels."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> npt.NDArray[np.uint8]:
        """(H, W, 3) uint8, BGR, sRGB."""

    def __iter__(self) -> Iterator[npt.NDArray[np.uint8]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What was seen and heard, frame by frame, at a constant rate. T = number of frames.

    Picture axes: x to the right, y down, pixels of `frames`. Angles in degrees relative to the person's neutral:
    yaw + = nose towards the picture's right, pitch + = up, roll + = clockwise in the picture. `points` have z scaled
    like x, towards the camera negative. Rows of frames without a face are NaN. `mattes` are soft, as the network gives
    them.
    """

    frames: Frames
    fps: float
    points: npt.NDArray[np.float32]  # (T, 478, 3) face mesh, pixels
    pose: npt.NDArray[np.float32]  # (T, 3) yaw, pitch, roll
    eyes: npt.NDArray[np.float32]  # (T, 2) opening / width of the eyes on the picture's left and right
    mouth: npt.NDArray[np.float32]  # (T,) inner lip opening / eye distance
    mattes: npt.NDArray[np.uint8]  # (T, 256, 256) person matte over the whole frame (stretched to a square), 0..255
    lit: npt.NDArray[np.bool_]  # (T,) the screen's colours may be on the face: no frame for a likeness
    neutral: int  # index of the most neutral frontal frame
    print_at: npt.NDArray[np.int64]  # (K,) frames the face prints were taken from
    prints: npt.NDArray[np.float32]  # (K, 128) face prints; compare with Euclidean distance
    sound: Sound | None  # mono, 16 kHz, starts with the first frame
    speech: tuple[tuple[float, float], ...]  # seconds, ordered, not overlapping
    voice_print: npt.NDArray[np.float32] | None  # (256,) unit length; compare with cosine
    evidence: Evidence

    def face_template(self) -> bytes | None:
        """The mean of the take's face prints, 128 little-endian float32 numbers; None without enough of them."""
        if len(self.prints) < LEAST_PRINTS:
            return None
        return bytes(self.prints.mean(axis=0).astype("<f4").tobytes())

    def speaker_template(self) -> bytes | None:
        """The take's voice print, 256 little-endian float32 numbers; None where there is none."""
        return None if self.voice_print is None else bytes(self.voice_print.astype("<f4").tobytes())

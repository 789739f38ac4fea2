"""A person who can act: the kept frames of a take and what is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from walkon.likeness.container import packed, unpacked
from walkon.likeness.errors import LikenessDamaged
from walkon.likeness.shape import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Puppet:
    """K kept frames, cut to one rectangle `size` (height, width) around the head. `unit`: eyes to chin, pixels.

    `images` are JPEG, `alphas` and `hairs` PNG (an empty string: nothing below the jaw). Poses as in `shape.Shapes`, in
    pixels of the rectangle. `calm`, `keys` (one row per `Viseme`, best first), `closed` (-1: none) and `neutral` are
    places among the kept frames. `normal` (H // 2, W // 2, 3) belongs to the neutral frame. `skin` linear RGB.
    """

    fps: float
    unit: float
    size: tuple[int, int]
    images: Sequence[bytes]
    alphas: Sequence[bytes]
    hairs: Sequence[bytes]
    points: npt.NDArray[np.float32]
    shape: npt.NDArray[np.float32]
    scale: Floats
    rotation: Floats
    shift: Floats
    calm: npt.NDArray[np.int64]
    keys: npt.NDArray[np.int64]
    closed: int
    neutral: int
    normal: npt.NDArray[np.float32]
    skin: npt.NDArray[np.float32]

    def to_bytes(self) -> bytes:
        numbers = np.array([self.fps, self.unit, *self.size, self.closed, self.neutral], np.float64)
        normal = np.round(self.normal * 127 + 128).astype(np.uint8)
        rest = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in _NUMBERS and f.name != "normal"}
        return packed({"numbers": numbers, "normal": normal, **rest})

    @classmethod
    def from_bytes(cls, data: bytes) -> Puppet:
        """The puppet that was packed. Raises `LikenessDamaged`."""
        values = unpacked(data)
        try:
            fps, unit, height, width, closed, neutral = values.pop("numbers").tolist()
            normal = (values.pop("normal").astype(np.float32) - 128) / 127
            normal /= np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-6)
            return cls(
                fps=fps,
                unit=unit,
                size=(int(height), int(width)),
                closed=int(closed),
                neutral=int(neutral),
                normal=normal,
                **values,
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            raise LikenessDamaged from None


_NUMBERS = ("fps", "unit", "size", "closed", "neutral")

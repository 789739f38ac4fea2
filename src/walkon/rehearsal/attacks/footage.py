"""What an attacker has: a recording that can be played again and again, one picture at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import cv2
import numpy as np
import numpy.typing as npt

from walkon.media.decode import Clip
from walkon.media.encode import QUALITY, FilmEncoder
from walkon.media.sound import Sound

Picture = npt.NDArray[np.uint8]
"""(H, W, 3) uint8 BGR sRGB."""
Points = npt.NDArray[np.float32]
"""(T, 478, 3) float32, pixels; NaN rows where no face is."""

HELD = 48  # pictures in memory at most: 130 MB at 1280 x 720
SOUND_RATE = 48_000
_NOISE_MARGIN = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Footage:
    """`frames()` plays it from the start, at a constant rate; `points` are those of its faces where they are known."""

    frames: Callable[[], Iterator[Picture]]
    count: int
    fps: float
    sound: Sound | None = None
    points: Points | None = None

    @property
    def seconds(self) -> float:
        return self.count / self.fps

    def face(self, index: int) -> Points | None:
        """(478, 3) points of one picture's face; None where it is not known."""
        if self.points is None or not len(self.points):
            return None
        points: Points = self.points[min(index, len(self.points) - 1)]
        return points if np.isfinite(points).all() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What an attack is made of; the same `seed` gives the same pictures."""

    stolen: Footage  # a take of the person attacked
    live: Footage  # what the attacker records for the challenge
    seed: int = 0


def footage_of(clip: Clip, points: Points | None = None) -> Footage:
    """A clip as footage."""
    info = clip.info
    return Footage(frames=clip.frames, count=info.frames, fps=info.fps, sound=clip.sound(SOUND_RATE), points=points)


def changed(footage: Footage, change: Callable[[int, Picture], Picture]) -> Footage:
    """Every picture changed, by its index; the faces are no longer known."""

    def frames() -> Iterator[Picture]:
        return (change(index, picture) for index, picture in enumerate(footage.frames()))

    return replace(footage, frames=frames, points=None)


def picked(footage: Footage, order: Sequence[int]) -> Footage:
    """Its pictures in another order; an index beyond the end stands for the last one. The sound stays as it is."""
    wanted = np.clip(np.asarray(order, np.int64), 0, max(0, footage.count - 1))

    def frames() -> Iterator[Picture]:
        playing, position = footage.frames(), 0
        for start in range(0, len(wanted), HELD):
            block = wanted[start : start + HELD]
            if block.min() < position:
                playing, position = footage.frames(), 0
            held: dict[int, Picture] = {}
            for picture in islice(playing, int(block.max()) + 1 - position):
                if position in block:
                    held[position] = picture
                position += 1
            yield from (held[int(index)].copy() for index in block)

    points = footage.points
    moved = points[np.minimum(wanted, len(points) - 1)] if points is not None and len(points) else None
    return replace(footage, frames=frames, count=len(wanted), points=moved)


def in_step(footage: Footage, live: Footage) -> Footage:
    """Its pictures at the moments of another's, the last one standing where it ends earlier."""
    order = [round(index * footage.fps / live.fps) for index in range(live.count)]
    return replace(picked(footage, order), fps=live.fps)


def one_picture(footage: Footage, index: int) -> Picture:
    """A single picture of it, or the last one. Raises `ValueError` where it has none."""
    found: Picture | None = None
    for picture in islice(footage.frames(), max(0, index) + 1):
        found = picture
    if found is None:
        raise ValueError("footage without pictures")
    return found


def fitted(picture: Picture, like: Picture) -> Picture:
    """Scaled to another picture's size."""
    if picture.shape == like.shape:
        return picture
    return np.asarray(cv2.resize(picture, like.shape[1::-1], interpolation=cv2.INTER_AREA), np.uint8)


class SecondCamera:
    """What filming something adds: the softness of one more lens, and noise that no two pictures share."""

    def __init__(self, like: Picture, seed: int, *, noise: float = 1.6, blur: float = 0.6) -> None:
        self._chance = np.random.default_rng((seed, 77))
        height, width = like.shape[:2]
        shape = (height + _NOISE_MARGIN, width + _NOISE_MARGIN, 3)
        self._noise = noise * self._chance.standard_normal(shape, np.float32)
        self._blur = blur

    def __call__(self, light: npt.NDArray[np.float32]) -> Picture:
        """(H, W, 3) float32 0 to 255 -> the picture taken of it."""
        height, width = light.shape[:2]
        down, right = self._chance.integers(0, _NOISE_MARGIN, 2)
        soft = cv2.GaussianBlur(light, (0, 0), self._blur)
        soft += self._noise[down : down + height, right : right + width]
        picture: Picture = np.clip(soft + 0.5, 0, 255).astype(np.uint8)
        return picture


def sway(moment: float, seed: int, count: int) -> npt.NDArray[np.float64]:
    """(count,) smooth random values of about -1 to 1 at a moment in seconds: what a hand does that holds something."""
    chance = np.random.default_rng((seed, 3))
    speeds, phases = chance.uniform(1.0, 4.0, (count, 3)), chance.uniform(0, 2 * np.pi, (count, 3))
    waves: npt.NDArray[np.float64] = np.sin(speeds * moment + phases) @ np.array([0.5, 0.3, 0.2])
    return waves


def filmed(footage: Footage, quality: int = QUALITY) -> bytes:
    """The footage as an MP4 file of a constant rate factor. Odd sizes lose a line; the rate becomes a whole number."""
    first = one_picture(footage, 0)
    height, width = (side - side % 2 for side in first.shape[:2])
    with FilmEncoder(width, height, fps=max(1, round(footage.fps)), quality=quality) as encoder:
        for picture in footage.frames():
            encoder.write(np.ascontiguousarray(picture[:height, :width]))
        return encoder.finish(footage.sound)

"""Clips made of pictures in memory, for tests of what is seen and heard; no file is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from walkon.media.clip import ClipInfo
from walkon.media.decode import Clip, open_clip
from walkon.media.origin import NOTHING_KNOWN, Origin
from walkon.media.resample import resampled
from walkon.media.sound import Sound

Picture = npt.NDArray[np.uint8]


class MadeClip(Clip):
    """Pictures (H, W, 3) BGR at a constant rate, with or without sound."""

    def __init__(self, pictures: Sequence[Picture], fps: float, sound: Sound | None = None) -> None:
        self._pictures = pictures
        self._fps = fps
        self._sound = sound

    @property
    def info(self) -> ClipInfo:
        height, width = self._pictures[0].shape[:2]
        return ClipInfo(
            width=width,
            height=height,
            fps=self._fps,
            frames=len(self._pictures),
            seconds=len(self._pictures) / self._fps,
            source_width=width,
            source_height=height,
            source_fps=self._fps,
            largest_gap=1 / self._fps,
            rotation=0,
            hdr=False,
            has_sound=self._sound is not None,
        )

    @property
    def origin(self) -> Origin:
        return NOTHING_KNOWN

    def numbered_frames(self) -> Iterator[tuple[int, Picture]]:
        return ((number, picture.copy()) for number, picture in enumerate(self._pictures))

    def sound(self, rate: int) -> Sound | None:
        return None if self._sound is None else resampled(self._sound, rate)

    def changed(self, change: Callable[[Picture], Picture]) -> MadeClip:
        """The same clip with every picture changed."""
        return MadeClip([change(picture) for picture in self._pictures], self._fps, self._sound)


def piece_of(path: Path, start: int, count: int, every: int = 1) -> MadeClip:
    """Some pictures of a recording, without its sound."""
    clip = open_clip(path)
    pictures = list(islice(clip.frames(), start, start + count * every, every))
    return MadeClip(pictures, clip.info.fps)

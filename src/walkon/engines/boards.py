"""What a storyboard shows of each shot: when, what faces do then, and how its stills are stored; and what is seen of a
film while it is drawn.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from walkon.domain.ids import Handle
from walkon.domain.performance import Performance
from walkon.domain.plan import FPS, Plan
from walkon.engines.puppets import PuppetActor
from walkon.ports.world import Progress, Shows

EARLIEST, MIDDLE, LATEST = 0.35, 0.48, 0.60  # share of a shot; even a film of one second is not faded there
AWAY = 0.2  # how much wider open eyes must be to be worth going from the middle to an end
QUALITY = 90  # of JPEG
GLIMPSE = 360  # pixels of the longer side
EVERY = 1.0  # seconds between two glimpses


def performances(plan: Plan) -> tuple[Mapping[Handle, Performance], ...]:
    """Everybody seen in a shot rests, with eyes as they were in the take."""
    return tuple(
        {person: Performance(fps=FPS, frames=round(shot.seconds * FPS)) for person in shot.people}
        for shot in plan.shots
    )


def moments(
    plan: Plan, actors: Mapping[Handle, PuppetActor], acts: Sequence[Mapping[Handle, Performance]]
) -> tuple[int, ...]:
    """Per shot the frame to be shown: near its middle, with everybody's eyes open."""
    return tuple(
        _moment(round(shot.seconds * FPS), [actors[who].openness(act) for who, act in shown.items() if who in actors])
        for shot, shown in zip(plan.shots, acts, strict=True)
    )


def _moment(frames: int, openness: Sequence[npt.NDArray[np.floating]]) -> int:
    first, last = round(EARLIEST * frames), max(round(EARLIEST * frames), int(LATEST * frames))
    place = np.arange(first, last + 1)
    cost = AWAY * np.abs(place / frames - MIDDLE) / (MIDDLE - EARLIEST)
    if openness:
        cost += 1 - np.min([np.minimum(eyes[first : last + 1], 1.0) for eyes in openness], axis=0)
    return int(place[np.argmin(cost)])


class Glimpses:
    """Small pictures of what has just been drawn, for a `Progress` that wants them; nothing for others."""

    def __init__(self, progress: Progress) -> None:
        self._show = progress.show if isinstance(progress, Shows) else None
        self._next = 0.0

    def offer(self, picture: npt.NDArray[np.uint8]) -> None:
        """(H, W, 3) BGR; raises what the `Progress` raises."""
        now = time.monotonic()
        if self._show is None or now < self._next:
            return
        self._next = now + EVERY
        height, width = picture.shape[:2]
        scale = min(1.0, GLIMPSE / max(height, width))
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        self._show(jpeg(np.asarray(small, np.uint8)))


def jpeg(picture: npt.NDArray[np.uint8]) -> bytes:
    """(H, W, 3) BGR as a JPEG; equal pictures give equal bytes."""
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise ValueError("the picture cannot be encoded")
    return bytes(data.tobytes())

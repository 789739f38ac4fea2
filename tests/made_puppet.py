"""A likeness made of an oval with dark eyes, in milliseconds: nobody was recorded, and it acts like any other."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from tests.stage_world import Oval
from walkon.domain.performance import Viseme
from walkon.likeness.head import Head
from walkon.likeness.puppet import Puppet
from walkon.perception import face_points as fp

UNIT = 60.0
FPS = 12.0
CALM = 24
BLINK = range(9, 14)  # kept frames with closed eyes, in the middle of a film of two seconds


@cache
def puppet(tone: int = 150) -> Puppet:
    """`CALM` kept frames at `FPS`, all alike but for a slow nod and a blink."""
    heads = [Oval(tone=tone).head(UNIT, 0.0) for _ in range(CALM)]
    places = [_places(head, frame) for frame, head in enumerate(heads)]
    frames = range(CALM)
    return Puppet(
        fps=FPS,
        unit=UNIT,
        size=(heads[0].image.shape[0], heads[0].image.shape[1]),
        images=[_encoded(".jpg", _lidded(heads[i], tone) if i in BLINK else heads[i].image) for i in frames],
        alphas=[_encoded(".png", head.alpha) for head in heads],
        hairs=[b""] * CALM,
        points=np.array(places, np.float32),
        shape=np.array(places, np.float32),
        scale=np.ones(CALM),
        rotation=np.array([np.eye(3)] * CALM),
        shift=np.zeros((CALM, 3)),
        calm=np.arange(CALM),
        keys=np.zeros((len(Viseme), 2), np.int64),
        closed=-1,
        neutral=0,
        normal=heads[0].normal,
        skin=heads[0].skin,
    )


@cache
def likeness(tone: int = 150) -> bytes:
    return puppet(tone).to_bytes()


def _places(head: Head, frame: int) -> npt.NDArray[np.float64]:
    """(478, 3) points spread over the face; corners of eyes, lids, temples and chin where they are drawn."""
    chance = np.random.default_rng(3)
    around, out = chance.uniform(0, 2 * np.pi, 478), np.sqrt(chance.uniform(0, 1, 478))
    x, y = head.eyes
    places = np.zeros((478, 3))
    places[:, 0] = x + 0.7 * UNIT * out * np.cos(around)
    places[:, 1] = y + 0.2 * UNIT + 0.8 * UNIT * out * np.sin(around)
    known = (33, 263, 234, 454, 152)
    places[list(known), :2] = head.points[list(known)]
    high = 0.01 if frame in BLINK else 0.12
    for side, lids in ((-1, fp.LEFT_LIDS), (1, fp.RIGHT_LIDS)):
        outer, upper_out, upper_in, inner, lower_in, lower_out = lids
        middle = x + side * 0.36 * UNIT
        places[outer, :2], places[inner, :2] = (x + side * 0.5 * UNIT, y), (middle - side * 0.14 * UNIT, y)
        for point, up in ((upper_out, -1), (upper_in, -1), (lower_in, 1), (lower_out, 1)):
            places[point, :2] = middle, y + up * high * UNIT / 2
    places[:, 1] += 0.4 * np.sin(frame / 4)
    return places


def _lidded(head: Head, tone: int) -> npt.NDArray[np.uint8]:
    image = head.image.copy()
    image[:] = (0.8 * tone, tone, min(255, 1.2 * tone))
    return image


def _encoded(kind: str, picture: npt.NDArray[np.uint8]) -> bytes:
    return bytes(cv2.imencode(kind, picture)[1].tobytes())

"""Whether something is worn over mouth or eyes: colours at a few points of the face, on a few spread pictures.

A mask has another colour than the skin that is left, and no lips can be told on it. A beard has another colour too, but
the lips stand out from it. Sunglasses darken the skin around the eyes and take the white from beside the iris. So both
numbers are a difference less a contrast, in logarithms of linear light, where the colour of a lamp drops out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from walkon.domain.evidence import CoveringSeen
from walkon.perception.face_mesh import Picture, Points, box_of
from walkon.perception.face_points import LIPS_MIDDLE, LOWER_LIP, NOSE_TIP, UPPER_LIP
from walkon.perception.observation import Frames
from walkon.perception.picture_quality import frontal_frames

Colours = npt.NDArray[np.float32]
Numbers = Sequence[int]

SAMPLES = 12
FACE_PIXELS = 96  # width a face is scaled to; a pixel is then about 1.5 mm, and stands for the skin around it
GAMMA = 2.2
DIMMEST = 0.05  # of the face's own light, added to it before logarithms are taken: noise in the dark is no colour
BLACK = 1e-4  # linear; a face is never taken to be darker
LIGHTNESS = 0.35  # what lightness counts against colour: shadows change it too
LIPS_COUNT = 2.0  # what the lips' contrast counts against the other colour: beards and shadows have that too

# Outer and inner contour; the red of the lips lies midway.
_LIPS = (
    *((LIPS_MIDDLE[0], UPPER_LIP), (37, 82), (267, 312), (39, 81), (269, 311)),
    *((LIPS_MIDDLE[1], LOWER_LIP), (84, 87), (314, 317), (181, 178), (405, 402)),
)
_AROUND_LIPS = (164, 167, 393, 165, 391, 18, 83, 313, 200, 199, 208, 428, 212, 432, 216, 436)
_UPPER_FACE = (119, 348, 118, 347, 6, 197, 9, 8, 151, 108, 337)  # under the eyes, bridge of the nose, middle forehead
_AROUND_EYES = (230, 229, 228, 119, 450, 449, 448, 348)
_CHEEKS = (50, 205, 36, 280, 425, 266, NOSE_TIP, 195, 151)  # with nose and forehead
# Of each eye the middle of the iris, and halfway to either corner.
_LEFT_EYE, _RIGHT_EYE = ((468, 468), (468, 33), (468, 133)), ((473, 473), (473, 263), (473, 362))


def covering_seen(frames: Frames, points: npt.NDArray[np.float32], yaw: npt.NDArray[np.float32]) -> CoveringSeen | None:
    """Medians over pictures mostly turned to the camera; None without a face."""
    chosen = frontal_frames(points, yaw, SAMPLES)
    if not len(chosen):
        return None
    rows = np.array([covering(frames[int(i)], points[i]) for i in chosen])
    mouth, eyes = np.median(rows, axis=0)
    return CoveringSeen(mouth=float(mouth), eyes=float(eyes), confidence=min(1.0, len(chosen) / SAMPLES))


def covering(picture: Picture, points: Points) -> tuple[float, float]:
    """How much mouth and eyes look covered in one picture; see `CoveringSeen`."""
    face, places = _scaled(picture, points)

    def at(numbers: Numbers) -> Colours:
        return _colours(face, places[list(numbers)])

    def between(pairs: Sequence[tuple[int, int]]) -> Colours:
        return _colours(face, places[np.array(pairs)].mean(axis=1))

    own = max(BLACK, float(np.median(at((*_UPPER_FACE, *_CHEEKS, *_AROUND_LIPS)).mean(axis=1))))

    def logarithm(colours: Colours) -> Colours:
        return np.asarray(np.log(colours / own + DIMMEST), np.float32)

    lips, around, upper = (_tone(logarithm(c)) for c in (between(_LIPS), at(_AROUND_LIPS), at(_UPPER_FACE)))
    skins, lips_apart = float(np.linalg.norm(around - upper)), float(np.linalg.norm(lips - around))
    shades = [logarithm(between(eye)).mean(axis=1) for eye in (_LEFT_EYE, _RIGHT_EYE)]
    whites = float(np.mean([np.ptp(shade) for shade in shades]))
    cheeks, sockets = (float(np.median(logarithm(at(where)).mean(axis=1))) for where in (_CHEEKS, _AROUND_EYES))
    return skins - LIPS_COUNT * lips_apart, cheeks - sockets - whites


def _scaled(picture: Picture, points: Points) -> tuple[Colours, npt.NDArray[np.floating[Any]]]:
    """The face `FACE_PIXELS` wide in linear light, blue, green, red, and where the mesh's points lie in it."""
    left, top, right, bottom = box_of(points)
    scale = FACE_PIXELS / max(right - left, 1.0)
    size = FACE_PIXELS, max(8, round((bottom - top) * scale))
    places = (points[:, :2] - np.array([left, top])) * scale
    placed = np.array([[scale, 0, -left * scale], [0, scale, -top * scale]])
    while scale < 0.5:  # plain sampling would skip pixels
        picture = np.asarray(cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
        placed, scale = placed * [2, 2, 1], scale * 2
    crop = cv2.warpAffine(picture, placed, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.blur((crop.astype(np.float32) / 255) ** GAMMA, (3, 3)), np.float32), places


def _colours(face: Colours, places: npt.NDArray[np.floating[Any]]) -> Colours:
    """(N, 3) at the nearest pixels."""
    height, width = face.shape[:2]
    x, y = np.rint(places).astype(int).T
    return np.asarray(face[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)], np.float32)


def _tone(logarithms: Colours) -> Colours:
    """Median (3,) of red against green, green against blue, and lightness as it counts."""
    blue, green, red = logarithms.T
    return np.asarray(np.median([red - green, green - blue, LIGHTNESS * logarithms.mean(axis=1)], axis=1), np.float32)

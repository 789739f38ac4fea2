"""What makes a face told from another: 128 numbers, compared by Euclidean distance.

Network: dlib_face_recognition_resnet_model_v1 (D. King, CC0 by its author's statement; trained in part on VGG-Face and
FaceScrub), from the face_recognition_models package. It is aligned by five mesh points, which measures as well as
dlib's own five-point model; the 68-point model in that package is not free for every use and is never read.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from walkon.perception.face_mesh import Picture
from walkon.perception.face_points import ALIGNMENT
from walkon.perception.model_file import model_file

FacePrint = npt.NDArray[np.float32]
"""(128,) float32."""

SAME_PERSON = 0.40  # between templates of a few frames; two single frames of one person reach .46 (95 %)
_lock = threading.Lock()


@cache
def _network() -> Any:
    import dlib  # noqa: PLC0415  loads slowly and is not always needed

    path = model_file("face_recognition_models", "models", "dlib_face_recognition_resnet_model_v1.dat")
    return dlib.face_recognition_model_v1(str(path))


def face_print(picture: Picture, points: npt.NDArray[np.floating[Any]]) -> FacePrint:
    """The print of the face at `points` (478, 2 or 3) in a BGR picture, (128,). Raises `ModelMissing`."""
    import dlib  # noqa: PLC0415

    x, y = (points[list(ALIGNMENT), axis] for axis in (0, 1))
    five = [dlib.point(round(float(a)), round(float(b))) for a, b in zip(x, y, strict=True)]
    face = dlib.full_object_detection(dlib.rectangle(0, 0, 10, 10), dlib.points(five))
    with _lock:
        numbers = _network().compute_face_descriptor(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), face, 0)
    return np.array(numbers, dtype=np.float32)


def face_distance(a: npt.NDArray[np.floating[Any]], b: npt.NDArray[np.floating[Any]]) -> float:
    """Distance of two prints: the smaller, the more likely one person."""
    return float(np.linalg.norm(np.asarray(a, np.float64) - np.asarray(b, np.float64)))


def template(prints: Sequence[npt.NDArray[np.floating[Any]]] | npt.NDArray[np.floating[Any]]) -> FacePrint:
    """One print for several of the same person: their mean. Steadier than any single one."""
    if len(prints) == 0:
        raise ValueError("a template needs at least one face print")
    mean: FacePrint = np.mean(np.asarray(prints, dtype=np.float64), axis=0).astype(np.float32)
    return mean

"""The light on a face, patch by patch, and on what is behind it: what is left of a picture that shows coloured light.

A patch is what lies nearest to one of `SKIN`'s mesh points, so that patches follow the face; eyes, brows and lips compete
with points of their own and belong to no patch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from walkon.perception.face_mesh import Picture, Points, box_of
from walkon.perception.face_points import BROWS, CHIN, EYE_CORNERS, FOREHEAD, LEFT_EYE, LIPS, MOVING, OVAL, RIGHT_EYE
from walkon.perception.head_pose import poses
from walkon.perception.matte import Matte

Floats = npt.NDArray[np.floating[Any]]

SKIN = (
    *(151, 69, 299, 68, 298, 8),  # forehead: middle, left, right, temples; between the brows
    *(197, 4, 198, 420),  # ridge, tip and sides of the nose
    *(118, 347, 116, 345, 205, 425, 123, 352),  # cheeks, near the nose and near the ears
    *(213, 433, 135, 364, 32, 262, 199),  # jaw and chin
)
PATCHES = len(SKIN)
MESH = 468  # points of the face without the irises
LOW_WIDTH = 160  # pixels; patches are about 6 across for a face that fills a third of it
INNER = 0.92  # of the face's oval; at its rim are hair, ears and wall
LEAST = 6  # small pixels from which a patch counts
LEAST_POINTS = 6  # mesh points a plane is laid through
BEHIND = 13  # matte values up to here (5 %) are surely not the person
LEAST_BEHIND = 0.01  # share of the picture that must be background
LEAST_BODY = 0.01  # share of the picture that must be neck and shoulders
UNDER_CHIN = 0.08  # heights of the face below the chin from which on it is neck, whatever the mesh misses
EYE_DISTANCE = 9.0  # cm between the outer eye corners of an adult (about 8.5 to 9.5; Farkas 1994)

_SEEDS = np.array((*SKIN, *LEFT_EYE, *RIGHT_EYE, *BROWS, *LIPS))


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameLight:
    """One picture's light. Linear light of sRGB, red, green, blue, 0 to 1."""

    face: npt.NDArray[np.float32]  # (P, 3); NaN where a patch is too small to be measured
    background: npt.NDArray[np.float32]  # (3,) around the person; NaN where there is none
    body: npt.NDArray[np.float32]  # (3,) neck and shoulders, below the chin; NaN where there is too little of them


@dataclass(frozen=True, slots=True, kw_only=True)
class LightTrace:
    """Light on a face over time, only of frames with a face. T frames, P patches; axes right, down, away from the camera."""

    times: npt.NDArray[np.float64]  # (T,) seconds from the take's first frame, rising
    face: npt.NDArray[np.float32]  # (T, P, 3) linear RGB, NaN where not measured
    background: npt.NDArray[np.float32]  # (T, 3) linear RGB, NaN where there is none
    body: npt.NDArray[np.float32]  # (T, 3) linear RGB, NaN where there is too little of it
    pose: npt.NDArray[np.float32]  # (T, 6) yaw, pitch, roll, degrees; x, y and size, picture widths
    normals: npt.NDArray[np.float32]  # (P, 3) unit; where each patch faces in the middle of the trace
    places: npt.NDArray[np.float32]  # (P, 3) cm from the picture's middle, and in depth from the face's


def frame_light(picture: Picture, points: Points | None, matte: Matte) -> FrameLight:
    """The light in one picture; without a face all NaN."""
    nothing = np.full((PATCHES, 3), np.nan, np.float32)
    if points is None or not np.isfinite(points[:MESH]).all():
        return FrameLight(face=nothing, background=nothing[0].copy(), body=nothing[0].copy())
    small, step = _shrunk(picture)
    person = cv2.resize(matte, small.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    below = np.arange(len(small))[:, None] > (points[CHIN, 1] + UNDER_CHIN * _height(points)) / step
    return FrameLight(
        face=_face_light(small, points / np.float32(step)),
        background=_mean_light(small, person <= BEHIND, LEAST_BEHIND),
        body=_mean_light(small, (person >= 255 - BEHIND) & below, LEAST_BODY),
    )


def light_trace(
    lights: Sequence[FrameLight], points: npt.NDArray[np.float32], times: Floats, size: tuple[int, int]
) -> LightTrace:
    """Frames put together; `points` (T, 478, 3) pixels, NaN without a face; `size` is the pictures' height and width."""
    seen = np.flatnonzero(np.isfinite(points[:, :MESH]).all(axis=(1, 2))) if len(points) else np.zeros(0, np.int64)
    here = points[seen, :MESH]
    middle = len(here) // 2
    normals, places = _surface(here[middle], size) if len(here) else 2 * (np.full((PATCHES, 3), np.nan),)
    none = np.zeros((0, PATCHES, 3), np.float32)
    return LightTrace(
        times=np.asarray(times, np.float64)[seen],
        face=np.stack([lights[i].face for i in seen]) if len(seen) else none,
        background=np.stack([lights[i].background for i in seen]) if len(seen) else none[:, 0],
        body=np.stack([lights[i].body for i in seen]) if len(seen) else none[:, 0],
        pose=_stance(here, middle, size[1]),
        normals=normals.astype(np.float32),
        places=places.astype(np.float32),
    )


def _shrunk(picture: Picture) -> tuple[Picture, int]:
    """The picture averaged in whole steps, which is quicker than any other shrinking, and the step."""
    step = max(1, picture.shape[1] // LOW_WIDTH)
    height, width = picture.shape[0] // step, picture.shape[1] // step
    whole = picture[: height * step, : width * step]
    return np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), np.uint8), step


def _face_light(small: Picture, points: Floats) -> npt.NDArray[np.float32]:
    height, width = small.shape[:2]
    left, top, right, bottom = box_of(points)
    x0, y0 = max(0, int(left)), max(0, int(top))
    x1, y1 = min(width, int(right) + 2), min(height, int(bottom) + 2)
    if x1 - x0 < 3 or y1 - y0 < 3:
        return np.full((PATCHES, 3), np.nan, np.float32)
    labels = _labels(points[:, :2] - (x0, y0), (y1 - y0, x1 - x0)).ravel()
    light = _linear()[small[y0:y1, x0:x1].reshape(-1, 3)]
    counts = np.bincount(labels, minlength=PATCHES + 1)[1:]
    sums = [np.bincount(labels, light[:, channel], PATCHES + 1)[1:] for channel in (2, 1, 0)]
    means = np.stack(sums, axis=1) / np.maximum(counts, 1)[:, None]
    means[counts < LEAST] = np.nan
    return np.asarray(means, np.float32)


def _labels(flat: Floats, size: tuple[int, int]) -> npt.NDArray[np.int64]:
    """Which patch each pixel belongs to, from 1; 0 outside the face's oval and on eyes, brows and lips."""
    height, width = size
    at = np.rint(flat[_SEEDS]).astype(np.int64)
    inside = (at[:, 0] >= 0) & (at[:, 0] < width) & (at[:, 1] >= 0) & (at[:, 1] < height)
    seeds, patch = np.ones(size, np.uint8), np.zeros(size, np.int64)
    x, y = at[inside].T
    seeds[y, x] = 0
    rank = np.where(np.arange(len(_SEEDS)) < PATCHES, np.arange(len(_SEEDS)) + 1, 0)[inside]
    patch[y[::-1], x[::-1]] = rank[::-1]  # where two fall on one pixel, skin wins: it comes first
    _, nearest = cv2.distanceTransformWithLabels(seeds, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    of_label = np.zeros(int(nearest.max()) + 1, np.int64)
    of_label[nearest[y, x]] = patch[y, x]
    oval = np.zeros(size, np.uint8)
    edge = flat[list(OVAL)]
    edge = edge.mean(axis=0) + INNER * (edge - edge.mean(axis=0))
    cv2.fillConvexPoly(oval, cv2.convexHull(np.rint(edge).astype(np.int32)), 1)
    return np.asarray(of_label[nearest] * oval, np.int64)


def _height(points: Floats) -> float:
    """From the forehead to the chin, pixels."""
    return float(np.linalg.norm(points[CHIN, :2] - points[FOREHEAD, :2]))


def _mean_light(small: Picture, where: npt.NDArray[np.bool_], least: float) -> npt.NDArray[np.float32]:
    """(3,) mean linear light of some pixels; NaN where they are less than `least` of the picture."""
    mask = where.astype(np.uint8)
    total = int(mask.sum())
    if total < least * mask.size:
        return np.full(3, np.nan, np.float32)
    counts = [cv2.calcHist([small], [channel], mask, [256], [0, 256])[:, 0] for channel in (2, 1, 0)]
    return np.asarray(np.stack(counts) @ _linear() / total, np.float32)


def _surface(face: Floats, size: tuple[int, int]) -> tuple[Floats, Floats]:
    """(P, 3) unit normals and places in cm: a plane is laid through the mesh points of each patch."""
    scale = EYE_DISTANCE / max(float(np.linalg.norm(face[EYE_CORNERS[1]] - face[EYE_CORNERS[0]])), 1e-6)
    at = (face.astype(np.float64) - [size[1] / 2, size[0] / 2, face[:, 2].mean()]) * scale
    skin = np.setdiff1d(np.arange(MESH), list(MOVING))
    away = np.linalg.norm(at[skin, None, :2] - at[None, list(SKIN), :2], axis=2)
    owner = away.argmin(axis=1)
    normals = np.zeros((PATCHES, 3))
    for patch in range(PATCHES):
        own = skin[np.union1d(np.flatnonzero(owner == patch), np.argsort(away[:, patch])[:LEAST_POINTS])]
        flat = at[own] - at[own].mean(axis=0)
        slope = np.linalg.lstsq(flat[:, :2], flat[:, 2], rcond=None)[0]
        normals[patch] = np.array([*slope, -1.0]) / np.hypot(1.0, np.linalg.norm(slope))
    return normals, at[list(SKIN)]


def _stance(face: Floats, middle: int, width: int) -> npt.NDArray[np.float32]:
    """(T, 6), see `LightTrace.pose`."""
    if not len(face):
        return np.zeros((0, 6), np.float32)
    centre = face[..., :2].mean(axis=1)
    size = np.sqrt(np.square(face[..., :2] - centre[:, None]).mean(axis=(1, 2)))
    placed = np.column_stack([centre, size]) / width
    return np.column_stack([poses(face, middle), placed]).astype(np.float32)


@cache
def _linear() -> npt.NDArray[np.float32]:
    """(256,) linear light of each code (IEC 61966-2-1)."""
    code = np.arange(256) / 255
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4).astype(np.float32)

"""How well a face can be seen: light, sharpness, size and room around the head, measured on a few spread pictures."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from walkon.perception.face_mesh import Box, Picture, Points, box_of
from walkon.perception.face_points import CHIN, FOREHEAD, NOSE_BASE, OVAL
from walkon.perception.matte import SIDE, Matte
from walkon.perception.observation import Frames

SAMPLES = 24
FACE_PIXELS = 256  # width a face is scaled to before sharpness is measured, so that sizes compare
PERSON, BEHIND = 128, 26  # matte values above belong to the person, below to what is behind
LEAST_BEHIND = 0.02  # share of the picture


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureQuality:
    """Medians over the sampled pictures; `margin` is the smallest. See `walkon.domain.verification.Quality`."""

    light: float
    behind: float | None
    light_evenness: float
    sharpness: float
    face_width: float
    margin: float


def picture_quality(
    frames: Frames, points: npt.NDArray[np.float32], mattes: npt.NDArray[np.uint8], yaw: npt.NDArray[np.float32]
) -> PictureQuality:
    """Measured on frames with a face, mostly turned to the camera; without any, only the light of the pictures."""
    seen = np.flatnonzero(~np.isnan(points[:, 0, 0]))
    if not len(seen):
        spread = np.unique(np.linspace(0, len(frames) - 1, 5).astype(int))
        light = [float(np.median(frames[int(i)])) / 255 for i in spread]
        nan = float("nan")
        return PictureQuality(
            light=float(np.median(light)), behind=None, light_evenness=nan, sharpness=nan, face_width=nan, margin=nan
        )
    chosen = frontal_frames(points, yaw, SAMPLES)
    rows = [_measured(frames[int(i)], points[i], mattes[i]) for i in chosen]
    light, evenness, sharpness, width, margin = np.array(rows).T
    behind = [luma for i in chosen if (luma := _behind(frames[int(i)], mattes[i])) is not None]
    return PictureQuality(
        light=float(np.median(light)),
        behind=float(np.median(behind)) if behind else None,
        light_evenness=float(np.median(evenness)),
        sharpness=float(np.median(sharpness)),
        face_width=float(np.median(width)),
        margin=float(np.percentile(margin, 10)),
    )


def frontal_frames(
    points: npt.NDArray[np.float32], yaw: npt.NDArray[np.float32], samples: int
) -> npt.NDArray[np.int64]:
    """Numbers of up to `samples` frames with a face, spread over the half that is turned least; empty without one."""
    seen = np.flatnonzero(~np.isnan(points[:, 0, 0]))
    if not len(seen):
        return seen
    frontal = seen[np.argsort(np.abs(yaw[seen]), kind="stable")[: max(samples, len(seen) // 2)]]
    chosen: npt.NDArray[np.int64] = np.sort(frontal)[np.unique(np.linspace(0, len(frontal) - 1, samples).astype(int))]
    return chosen


def _measured(picture: Picture, points: Points, matte: Matte) -> tuple[float, float, float, float, float]:
    box = box_of(points)
    luma, inside, left = _face(picture, points, box)
    halves = [float(np.median(luma[inside & side])) for side in (left, ~left) if (inside & side).any()]
    return (
        float(np.median(luma[inside])) / 255 if inside.any() else float("nan"),
        min(halves) / max(1.0, *halves) if len(halves) == 2 else float("nan"),
        float(cv2.Laplacian(luma, cv2.CV_32F)[inside].var()) if inside.any() else float("nan"),
        (box[2] - box[0]) / picture.shape[1],
        head_margin(points, matte, picture.shape[:2]),
    )


def _behind(picture: Picture, matte: Matte) -> float | None:
    """Median luma of what is behind the person, 0 to 1; None where almost nothing of it is in the picture."""
    luma = cv2.cvtColor(cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    free = luma[matte < BEHIND]
    return float(np.median(free)) / 255 if len(free) >= LEAST_BEHIND * luma.size else None


def _face(
    picture: Picture, points: Points, box: Box
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """The face's luma scaled to `FACE_PIXELS` wide; which of it lies inside the oval, and which left of the middle."""
    scale = FACE_PIXELS / max(box[2] - box[0], 1.0)
    size = FACE_PIXELS, max(8, round((box[3] - box[1]) * scale))
    placed = np.array([[scale, 0, -box[0] * scale], [0, scale, -box[1] * scale]])
    if scale < 0.5:  # plain sampling would alias, and aliases look sharp
        half = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        crop = cv2.warpAffine(half, placed * [2, 2, 1], size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    else:
        crop = cv2.warpAffine(picture, placed, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    luma = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    local = (points[:, :2] - np.array(box[:2])) * scale
    oval = np.zeros(luma.shape, np.uint8)
    cv2.fillConvexPoly(oval, cv2.convexHull(np.rint(local[list(OVAL)]).astype(np.int32)), 255)
    ys, xs = np.mgrid[: luma.shape[0], : luma.shape[1]]
    top, bottom = local[FOREHEAD], local[CHIN]
    left = xs < top[0] + (ys - top[1]) * (bottom[0] - top[0]) / max(bottom[1] - top[1], 1.0)
    return luma, oval > 0, left


def head_margin(points: Points, matte: Matte, size: tuple[int, int]) -> float:
    """Room between the head (hair included, shoulders not) and the picture's edge / picture's width.

    Below 0 the head is cut: then it is how much of the edge it covers, as a share of the picture's width.
    """
    height, width = size
    box = box_of(points)
    person = matte > PERSON
    low, high = box[0] - (box[2] - box[0]), box[2] + (box[2] - box[0])
    columns = slice(max(0, int(low / width * SIDE)), max(1, int(np.ceil(high / width * SIDE))))
    rows = slice(0, min(SIDE, max(1, int(points[NOSE_BASE, 1] / height * SIDE))))
    head = person[rows, columns]
    if not head.any():
        return -1.0
    on_top = float(person[0, columns].sum()) / SIDE
    on_sides = float(person[rows, 0].sum() + person[rows, -1].sum()) / SIDE * height / width
    if on_top + on_sides > 0:
        return -(on_top + on_sides)
    first = float(np.flatnonzero(head.any(axis=1))[0]) / SIDE * height / width
    across = np.flatnonzero(person[rows].any(axis=0))
    return min(first, float(across[0]) / SIDE, float(SIDE - 1 - across[-1]) / SIDE)

"""Attacks with a second person, or with a part of another face."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt
from scipy.interpolate import RBFInterpolator

from walkon.perception.face_points import LEFT_EYE, LIPS, OVAL, RIGHT_EYE, RIGID
from walkon.perception.head_pose import mouth_openings
from walkon.rehearsal.attacks.footage import Footage, Means, Picture, Points, changed, fitted, in_step, one_picture

COARSE = 8  # pixels between places where a face's bending is worked out
FEATHER = 0.05  # soft edge of a pasted face, share of its width
MOUTH = 1.35  # size of the replaced mouth in sizes of the lips
BENT_BY = sorted({*OVAL, *LIPS, *LEFT_EYE, *RIGHT_EYE, *RIGID})  # enough of the mesh to carry every expression
EVEN = 1.0  # smoothing of the bending: points that lie on each other must not tear it


def swapped(means: Means) -> Footage:
    """The attacker begins, the person attacked ends; the sound is the attacker's."""

    def frames() -> Iterator[Picture]:
        for index, (mine, other) in enumerate(
            zip(means.live.frames(), in_step(means.stolen, means.live).frames(), strict=False)
        ):
            yield mine if index < means.live.count // 2 else fitted(other, mine)

    return replace(means.live, frames=frames, points=None)


def side_by_side(means: Means) -> Footage:
    """Two people in one picture, the middle half of each."""

    def frames() -> Iterator[Picture]:
        for mine, other in zip(means.live.frames(), in_step(means.stolen, means.live).frames(), strict=False):
            width = mine.shape[1]
            quarter, half = width // 4, width // 2
            second = fitted(other, mine)
            yield np.hstack([mine[:, quarter : quarter + half], second[:, quarter : quarter + width - half]])

    return replace(means.live, frames=frames, points=None)


def pasted_face(means: Means) -> Footage:
    """The face of the person attacked, bent onto every picture of the attacker's head. Needs the points of both."""
    stolen = in_step(means.stolen, means.live)

    def frames() -> Iterator[Picture]:
        for index, (mine, other) in enumerate(zip(means.live.frames(), stolen.frames(), strict=False)):
            here, there = means.live.face(index), stolen.face(index)
            yield mine if here is None or there is None else with_face(mine, here, other, there)

    return replace(means.live, frames=frames, points=None)


def silent_lips(means: Means) -> Footage:
    """The attacker's mouth replaced by a shut one in every picture, as of a voice that somebody else speaks."""
    shut = _shut(means.live)
    face = None if shut is None else means.live.face(shut)
    if shut is None or face is None:
        return means.live
    picture = one_picture(means.live, shut)

    def hushed(index: int, frame: Picture) -> Picture:
        here = means.live.face(index)
        return frame if here is None else with_mouth(frame, here, picture, face)

    return changed(means.live, hushed)


def with_face(picture: Picture, here: Points, other: Picture, there: Points, *, poisson: bool = False) -> Picture:
    """`other`'s face (points `there`) pasted over the one at `here`; colours matched, edge feathered or blended."""
    height, width = picture.shape[:2]
    hull = cv2.convexHull(np.rint(here[list(OVAL), :2]).astype(np.int32))
    mask = np.zeros((height, width), np.uint8)
    cv2.fillConvexPoly(mask, hull, 255)
    x, y = _bending(here, there, (width, height))
    face = cv2.remap(other, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if poisson:
        left, top, wide, high = cv2.boundingRect(hull)
        middle = (left + wide // 2, top + high // 2)
        return np.asarray(cv2.seamlessClone(face, picture, mask, middle, cv2.NORMAL_CLONE), np.uint8)
    inside = mask > 0
    if inside.any():
        face = _toned(face, picture, inside)
    soft = FEATHER * float(np.ptp(here[list(OVAL), 0]))
    return _blended(picture, face, cv2.erode(mask, np.ones((3, 3), np.uint8), iterations=max(1, round(soft))), soft)


def with_mouth(picture: Picture, here: Points, other: Picture, there: Points) -> Picture:
    """The mouth of `other` (points `there`) on the face at `here`, moved with the parts that do not speak."""
    move, _ = cv2.estimateAffine2D(there[list(RIGID), :2], here[list(RIGID), :2], method=cv2.LMEDS)
    if move is None:
        return picture
    size = picture.shape[1::-1]
    moved = cv2.warpAffine(other, move, size, borderMode=cv2.BORDER_REPLICATE)
    at = np.vstack([here[list(LIPS), :2], there[list(LIPS), :2] @ move[:, :2].T + move[:, 2]])
    middle = at.mean(axis=0)
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, cv2.convexHull(np.rint(middle + MOUTH * (at - middle)).astype(np.int32)), 255)
    return _blended(picture, moved, mask, 0.04 * float(np.ptp(here[list(OVAL), 0])))


def _bending(
    here: Points, there: Points, size: tuple[int, int]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """(H, W) x and y in the other picture of every pixel, as a thin plate bent by the points."""
    width, height = size
    known = here[BENT_BY, :2].astype(np.float64)
    low, high = np.floor(known.min(axis=0)) - COARSE, np.ceil(known.max(axis=0)) + COARSE
    xs, ys = (np.arange(low[k], high[k] + COARSE, COARSE) for k in (0, 1))
    grid = np.stack(np.meshgrid(xs, ys), axis=-1)
    move = (there[BENT_BY, :2] - here[BENT_BY, :2]).astype(np.float64)
    plate = RBFInterpolator(known, move, smoothing=EVEN, kernel="thin_plate_spline")
    bend = plate(grid.reshape(-1, 2)).reshape(grid.shape).astype(np.float32)
    place = np.array([[COARSE, 0, low[0]], [0, COARSE, low[1]]], np.float64)
    spread = cv2.warpAffine(bend, place, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    return x + spread[..., 0], y + spread[..., 1]


def _toned(face: Picture, picture: Picture, inside: npt.NDArray[np.bool_]) -> Picture:
    """Mean and spread of every colour brought to those of what it covers."""
    a, b = face[inside].astype(np.float32), picture[inside].astype(np.float32)
    gain = b.std(axis=0) / np.maximum(a.std(axis=0), 1.0)
    toned: Picture = np.clip((face - a.mean(axis=0)) * gain + b.mean(axis=0), 0, 255).astype(np.uint8)
    return toned


def _blended(under: Picture, over: Picture, mask: Picture, soft: float) -> Picture:
    share = cv2.GaussianBlur(mask, (0, 0), max(0.5, soft)).astype(np.float32)[..., None] / 255
    blend: Picture = (under * (1 - share) + over * share + 0.5).astype(np.uint8)
    return blend


def _shut(footage: Footage) -> int | None:
    """The picture with the mouth most shut; None where no face is known."""
    if footage.points is None:
        return None
    opening = mouth_openings(footage.points[: footage.count])
    return int(np.nanargmin(opening)) if np.isfinite(opening).any() else None

"""Attacks with a photograph on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from walkon.perception.face_points import EYE_CORNERS, LEFT_EYE, RIGHT_EYE
from walkon.rehearsal.attacks.footage import Footage, Means, Picture, Points, SecondCamera, fitted, one_picture, sway

Floats = npt.NDArray[np.float32]

PAPER = 0.86  # of the picture's width and height that the paper fills
TILT = np.array([22.0, 10.0, 5.0])  # degrees of yaw, pitch, roll that the paper is tilted by
BEND = 0.10  # how much a sheet bends, share of its width
NEAR = 2.2  # distance to the camera in paper widths
INK = (22.0, 0.80)  # black of ink and contrast, 8-bit
HOLE = 1.5  # size of an eye hole in sizes of the eye


def moved_print(means: Means) -> Footage:
    """A printed photograph, tilted and bent before the camera as if the person turned."""
    return _held(lambda: (_printed(means.stolen) for _ in range(means.live.count)), means)


def print_with_eyes(means: Means) -> Footage:
    """The same with its eyes cut out, and the attacker's own seen through the holes."""

    def sheets() -> Iterator[Picture]:
        photo, face = _printed(means.stolen), means.stolen.face(_still(means.stolen))
        for index, behind in enumerate(means.live.frames()):
            eyes = means.live.face(index)
            yield photo if face is None or eyes is None else through_holes(photo, face, behind, eyes)

    return _held(sheets, means)


def through_holes(photo: Picture, face: Points, behind: Picture, eyes: Points) -> Picture:
    """The eyes of `behind` (points `eyes`) where those of the photograph (points `face`) are cut out; hard edges."""
    holes = np.zeros(photo.shape[:2], np.uint8)
    for outline in (LEFT_EYE, RIGHT_EYE):
        around = face[list(outline), :2]
        middle = around.mean(axis=0)
        hull = cv2.convexHull(np.rint(middle + HOLE * (around - middle)).astype(np.int32))
        cv2.fillConvexPoly(holes, hull, 1)
    here, there = (view[list(EYE_CORNERS), :2].astype(np.float32) for view in (eyes, face))
    move = _similarity(here, there)
    seen = cv2.warpAffine(behind, move, photo.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
    shaded = (seen * 0.85).astype(np.uint8)  # paper keeps light from what is behind it
    return np.where(holes[..., None] > 0, shaded, photo)


def _similarity(here: Floats, there: Floats) -> npt.NDArray[np.float64]:
    """(2, 3) turn, scale and shift that takes two points to two others."""
    a, b = here[:, 0] + 1j * here[:, 1], there[:, 0] + 1j * there[:, 1]
    turn = (b[1] - b[0]) / (a[1] - a[0]) if a[1] != a[0] else 1.0
    shift = b[0] - turn * a[0]
    return np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]])


def _still(stolen: Footage) -> int:
    """A picture of the calm look every take begins with."""
    return min(round(0.8 * stolen.fps), stolen.count - 1)


def _printed(stolen: Footage) -> Picture:
    photo = one_picture(stolen, _still(stolen)).astype(np.float32)
    return np.asarray(INK[0] + INK[1] * photo, np.uint8)


def _held(sheets: Callable[[], Iterator[Picture]], means: Means) -> Footage:
    """Sheets of paper, one per picture, held before a second camera in the attacker's room."""
    live, seed = means.live, means.seed

    def frames() -> Iterator[Picture]:
        room = one_picture(live, 0)
        wall = cv2.GaussianBlur(room, (0, 0), max(room.shape) / 40)
        camera = SecondCamera(room, seed)
        for index, sheet in enumerate(sheets()):
            yield camera(held_up(fitted(sheet, room), wall, index / live.fps, seed).astype(np.float32))

    return replace(live, frames=frames, points=None)


def held_up(sheet: Picture, wall: Picture, moment: float, seed: int) -> Picture:
    """A sheet in front of a wall, turned, shifted and bent as a hand does it at that moment, seconds."""
    height, width = sheet.shape[:2]
    way = sway(moment, seed, 6)
    outline = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * PAPER * np.array([width, height]) / 2
    yaw, pitch, roll = np.radians(TILT * way[:3])
    turn = cv2.Rodrigues(np.array([0.0, yaw, 0.0]))[0] @ cv2.Rodrigues(np.array([pitch, 0.0, 0.0]))[0]
    solid = np.column_stack([outline, np.zeros(4)]) @ (turn @ cv2.Rodrigues(np.array([0.0, 0.0, roll]))[0]).T
    seen = solid[:, :2] / (1 + solid[:, 2:] / (NEAR * width)) + np.array([width, height]) / 2
    seen += way[3:5] * 0.03 * width
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    back = cv2.getPerspectiveTransform(seen.astype(np.float32), corners)
    x, y = _bent(back, (width, height), BEND * float(way[5]))
    paper = cv2.remap(sheet, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    there = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    return np.where(there[..., None], paper, wall)


def _bent(back: npt.NDArray[np.float64], size: tuple[int, int], bend: float) -> tuple[Floats, Floats]:
    """(H, W) x and y on the sheet of every pixel: straight back through the tilt, then over a bow about its middle."""
    width, height = size
    grid = np.stack(np.meshgrid(np.arange(width), np.arange(height)), axis=-1).astype(np.float32)
    flat = cv2.perspectiveTransform(grid, back)
    across, down = flat[..., 0] / width - 0.5, flat[..., 1] / height - 0.5
    bowed = across * (1 + bend * (1 - 4 * np.square(across)))
    sunk = down * (1 + bend * (4 * np.square(across) - 1) / 2)
    return ((bowed + 0.5) * width).astype(np.float32), ((sunk + 0.5) * height).astype(np.float32)

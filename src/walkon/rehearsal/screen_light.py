"""What a screen adds to the picture of a face, and how those who only pretend to sit in front of it would answer.

The face is lit by Lambert's law on the surface of its mesh, with a little shine; body and background get less. Added
light takes the skin's own texture, as if its coarse brightness came from the room. The camera then follows with its
exposure and its white balance. Not modelled: glasses, light below the skin, rolling shutter, tone mapping.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt
from scipy.spatial import Delaunay

from walkon.domain.light_code import LightCode, draw_code
from walkon.perception.face_mesh import box_of
from walkon.perception.face_points import CHIN, EYE_CORNERS, FOREHEAD
from walkon.perception.light_patches import EYE_DISTANCE, MESH
from walkon.perception.screen_shape import LAPTOP, Screen, shading
from walkon.rehearsal.curves import Array, smooth_step
from walkon.rehearsal.performer import Picture
from walkon.stage.compiled import compiled
from walkon.stage.tone import LUMA, linear_of_code, srgb

Points = npt.NDArray[np.float32]
Triangles = npt.NDArray[np.int64]

BODY, BEHIND = 0.5, 0.06  # light on them against the face's
VEIL = 0.1  # what a screen's glass mirrors of the light that falls on it
SHINE, GLOSS = 0.06, 20.0  # skin: share of white shine, and Phong's exponent
DIMMEST, BRIGHTEST = 0.4, 2.5  # bounds of how much coarse brightness is taken for the room's shading
FIELD_WIDTH = 160  # pixels of the grid that light is worked out on
LATE = 0.6  # seconds
EXPOSED, BALANCED = 0.8, 0.5  # share of a change that a camera takes back in the end
MOMENTS = 4  # of an exposure


class Answer(StrEnum):
    """What the screen's light meets."""

    HEAD = "head"  # a head in front of the screen
    NONE = "none"  # a recording made elsewhere
    WRONG_CODE = "wrong_code"  # a head that sits in front of other colours
    LATE = "late"  # the right colours, `LATE` seconds later
    PICTURE_TINT = "picture_tint"  # a program colours the whole picture
    FACE_TINT = "face_tint"  # a program colours the face evenly
    ELLIPSOID = "ellipsoid"  # a program lights the face as if it were an egg
    VEIL = "veil"  # a film on another screen, which mirrors a little
    PRINT = "print"  # a still photograph that fills the picture


_PROGRAMS = frozenset((Answer.PICTURE_TINT, Answer.FACE_TINT, Answer.ELLIPSOID))  # work behind the camera's automatics


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenLight:
    """A screen that shows `code` from `start` seconds on, before the camera; black before and after."""

    code: LightCode
    start: float
    amount: float = 0.08  # rise of the face's mean brightness from a black to a white screen
    answer: Answer = Answer.HEAD
    screen: Screen = LAPTOP
    delay: float = 0.1  # seconds until a colour shows in the recording
    panel_lag: float = 0.01  # seconds, time constant of the screen
    shutter: float = 0.02  # seconds the camera looks at each picture
    exposure_lag: float = 0.4  # seconds, time constants of the camera's automatics; common ones are 0.3 to 2
    balance_lag: float = 1.5
    seed: int = 0  # chooses the wrong code

    def shown(self, at: float) -> Array:
        """(2, 3) light of the left and right half that a picture of moment `at` has caught, linear, 0 to 1."""
        code = self.code
        if self.answer is Answer.WRONG_CODE:
            chance = random.Random(self.seed)  # noqa: S311  a rehearsal
            code = draw_code(chance, halves=code.left != code.right, symbols=len(code.left))
        late = self.delay + (LATE if self.answer is Answer.LATE else 0.0)
        moments = at - late - self.start - self.shutter * (np.arange(MOMENTS) + 0.5) / MOMENTS
        return np.asarray(np.mean([self._panel(code, float(moment)) for moment in moments], axis=0))

    def _panel(self, code: LightCode, moment: float) -> Array:
        dark = ((0.0, 0.0, 0.0),) * 2
        colours = [dark, *((a.light, b.light) for a, b in zip(code.left, code.right, strict=True)), dark]
        index = int(np.clip(math.floor(moment / code.seconds) + 1, 0, len(colours) - 1))
        now, before = np.array(colours[index]), np.array(colours[max(index - 1, 0)])
        left = math.exp(-max(0.0, moment - (index - 1) * code.seconds) / max(self.panel_lag, 1e-4)) if index else 0.0
        return np.asarray(now + (before - now) * left)


class LitCamera:
    """Gives the pictures of one recording back as if the screen had shone; one after the other, in their order."""

    def __init__(self, light: ScreenLight) -> None:
        self.light = light
        self._exposure, self._balance = 0.0, np.zeros(3)  # logarithms of gains
        self._usual: Array | None = None
        self._before = 0.0
        self._still: tuple[Picture, Points] | None = None
        self._triangles: Triangles | None = None  # of the first face; the mesh keeps its neighbours

    def __call__(self, picture: Picture, points: Points | None, at: float) -> Picture:
        """The lit picture of moment `at` (seconds); (H, W, 3) uint8 BGR. Without a face nothing is lit."""
        if points is None or not np.isfinite(points[:MESH]).all():
            return picture.copy()
        if self.light.answer is Answer.PRINT:
            self._still = self._still or (picture.copy(), points.copy())
            picture, points = self._still
        if self._triangles is None:
            self._triangles = Delaunay(points[:MESH, :2]).simplices.astype(np.int64)
        small = cv2.resize(picture, _grid(picture), interpolation=cv2.INTER_AREA)
        linear = _linear()[small[..., ::-1]]
        field = field_of(self.light, linear, points * np.float32(small.shape[1] / picture.shape[1]), self._triangles)
        shown = self.light.shown(at)
        gains = self._gains(linear * (1 + np.tensordot(field, shown, axes=(0, 0))), at)
        height, width = picture.shape[:2]
        left, right = (cv2.resize(half, (width, height), interpolation=cv2.INTER_LINEAR) for half in field)
        out = np.empty_like(picture)
        _light(picture, left, right, shown.astype(np.float32), gains.astype(np.float32), _linear(), _codes(), out)
        return out

    def _gains(self, seen: Array, at: float) -> Array:
        """(3,) what the camera multiplies red, green and blue with now, having looked at all pictures before."""
        if self.light.answer in _PROGRAMS:
            return np.ones(3)
        mean = seen.mean(axis=(0, 1))
        gains = np.exp(self._exposure + self._balance)
        if self._usual is None:
            self._usual, self._before = mean, at
        step, self._before = at - self._before, at
        cast = np.log(np.maximum(mean * gains, 1e-6) / np.maximum(self._usual, 1e-6))
        brighter = math.log(max(mean * gains @ LUMA, 1e-6) / max(self._usual @ LUMA, 1e-6))
        self._exposure -= (1 - math.exp(-step / self.light.exposure_lag)) * EXPOSED * brighter
        self._balance -= (1 - math.exp(-step / self.light.balance_lag)) * BALANCED * (cast - cast[1])
        return np.asarray(gains)


def field_of(light: ScreenLight, linear: Array, points: Points, triangles: Triangles) -> npt.NDArray[np.float32]:
    """(2, h, w) light that a white left and right half add, as a share of what each pixel has.

    `linear` (h, w, 3) linear red, green, blue; `points` (478, 3) in its pixels; `triangles` (F, 3) between them.
    """
    size = linear.shape[:2]
    lit, face = _on_face(points, triangles, size, light.screen, egg=light.answer is Answer.ELLIPSOID)
    brightness = linear @ LUMA
    usual = float(brightness[face].mean()) if face.any() else 0.0
    coarse = cv2.GaussianBlur(brightness, (0, 0), 0.06 * size[1])
    even = np.clip(usual / np.maximum(coarse, 1e-3), DIMMEST, BRIGHTEST)  # an even skin under the room's light
    half = np.full((2, *size), 0.5)
    match light.answer:
        case Answer.HEAD | Answer.WRONG_CODE | Answer.LATE:
            around = half * (BEHIND + (BODY - BEHIND) * _silhouette(points, size))
            field = np.where(face, lit * even, around)
        case Answer.NONE:
            field = 0 * half
        case Answer.PICTURE_TINT | Answer.PRINT:
            field = half
        case Answer.FACE_TINT:
            field = half * face
        case Answer.ELLIPSOID:
            field = lit * face
        case Answer.VEIL:
            field = VEIL * half * np.clip(usual / np.maximum(coarse, 1e-3), 0, 5)
    return np.asarray(light.amount * field, np.float32)


def _on_face(
    points: Points, triangles: Triangles, size: tuple[int, int], screen: Screen, *, egg: bool
) -> tuple[Array, npt.NDArray[np.bool_]]:
    """(2, h, w) light of both halves, mean of their sum 1 on the face, and (h, w) where the face is."""
    mesh = points[:MESH].astype(np.float64)
    if egg:
        left, top, right, bottom = box_of(mesh)
        middle, wide, high = np.array([left + right, top + bottom]) / 2, right - left, bottom - top
        out = np.square((mesh[:, :2] - middle) / (0.55 * np.array([wide, high]))).sum(axis=1)
        mesh[:, 2] = -0.45 * wide * np.sqrt(np.maximum(1 - out, 0.0))
    scale = EYE_DISTANCE / max(float(np.linalg.norm(points[EYE_CORNERS[1]] - points[EYE_CORNERS[0]])), 1e-6)
    places = (mesh - [size[1] / 2, size[0] / 2, mesh[:, 2].mean()]) * scale
    normals = _normals(places, triangles)
    on = shading(normals, places, screen)
    shine = np.maximum(_towards_camera(normals, places, screen), 0.0) ** GLOSS
    on = (1 - SHINE) * on / on.sum(axis=1).mean() + 0.5 * SHINE * (shine / max(float(shine.mean()), 1e-6))[:, None]
    light = np.full((2, *size), -1.0, np.float32)
    _fill(mesh[:, :2], triangles, on, light)
    face = light[0] >= 0
    mean = float(light.sum(axis=0)[face].mean()) if face.any() else 1.0
    return np.where(face, light / max(mean, 1e-6), 0.0), face


def _normals(places: Array, triangles: Array) -> Array:
    """(V, 3) unit, towards the camera."""
    a, b, c = (places[triangles[:, corner]] for corner in range(3))
    across = np.cross(b - a, c - a)
    across *= -np.sign(across[:, 2:] + 1e-12)
    summed = np.stack(
        [np.bincount(triangles.ravel(), np.repeat(across[:, axis], 3), len(places)) for axis in range(3)], axis=1
    )
    return np.asarray(summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-12))


def _towards_camera(normals: Array, places: Array, screen: Screen) -> Array:
    """Cosine between what mirrors the screen's middle into the camera and each normal (Blinn 1977)."""
    at = places + np.array([0.0, 0.0, screen.away])
    ways = [np.array([0.0, screen.below, 0.0]) - at, -at]
    middle = sum(way / np.linalg.norm(way, axis=1, keepdims=True) for way in ways)
    return np.asarray((normals * middle).sum(axis=1) / np.linalg.norm(middle, axis=1))


def _silhouette(points: Points, size: tuple[int, int]) -> Array:
    """(h, w) 0 to 1: a head with its hair, and shoulders."""
    left, _, right, _ = box_of(points)
    wide, high = right - left, float(np.linalg.norm(points[CHIN, :2] - points[FOREHEAD, :2]))
    middle = (points[CHIN, :2] + points[FOREHEAD, :2]) / 2
    y, x = np.mgrid[: size[0], : size[1]]
    head = np.hypot((x - middle[0]) / (0.68 * wide), (y - middle[1] + 0.1 * high) / (0.75 * high))
    low = (y - points[CHIN, 1]) / max(high, 1e-6)
    body = np.abs(x - middle[0]) / max(wide, 1e-6) - np.clip(0.4 + 2.0 * low, 0.0, 1.3)
    inside = np.maximum(smooth_step(head, 1.08, 0.98), smooth_step(body, 0.08, -0.02) * (low > 0))
    return np.asarray(inside)


def _grid(picture: Picture) -> tuple[int, int]:
    height, width = picture.shape[:2]
    return FIELD_WIDTH, max(2, round(height * FIELD_WIDTH / width))


_linear = cache(linear_of_code)


@cache
def _codes() -> npt.NDArray[np.float32]:
    """(4096,) codes 0 to 255 of linear light in equal steps up to 1."""
    return 255 * srgb(np.linspace(0, 1, 4096))


@compiled
def _fill(at: Array, triangles: Triangles, values: Array, out: Array) -> None:
    """Triangles between `at` (V, 2) pixels filled into `out` (2, h, w) with `values` (V, 2) interpolated."""
    height, width = out.shape[1], out.shape[2]
    for f in range(triangles.shape[0]):
        a, b, c = triangles[f, 0], triangles[f, 1], triangles[f, 2]
        x0, y0, x1, y1, x2, y2 = at[a, 0], at[a, 1], at[b, 0], at[b, 1], at[c, 0], at[c, 1]
        area = (y1 - y2) * (x0 - x2) + (x2 - x1) * (y0 - y2)
        if abs(area) < 1e-9:
            continue
        for y in range(max(0, int(min(y0, y1, y2))), min(height, int(max(y0, y1, y2)) + 2)):
            for x in range(max(0, int(min(x0, x1, x2))), min(width, int(max(x0, x1, x2)) + 2)):
                u = ((y1 - y2) * (x - x2) + (x2 - x1) * (y - y2)) / area
                v = ((y2 - y0) * (x - x2) + (x0 - x2) * (y - y2)) / area
                if u >= -1e-6 and v >= -1e-6 and u + v <= 1 + 1e-6:
                    for k in range(2):
                        out[k, y, x] = u * values[a, k] + v * values[b, k] + (1 - u - v) * values[c, k]


@compiled
def _light(
    picture: Picture, left: Array, right: Array, shown: Array, gains: Array, linear: Array, codes: Array, out: Picture
) -> None:
    """`out` = `picture` with the shares `left` and `right` (H, W) of `shown` (2, 3) added, times `gains` (3,)."""
    last = codes.shape[0] - 1
    for y in range(picture.shape[0]):
        for x in range(picture.shape[1]):
            for c in range(3):
                rgb = 2 - c
                more = 1 + left[y, x] * shown[0, rgb] + right[y, x] * shown[1, rgb]
                at = min(linear[picture[y, x, c]] * more * gains[rgb], 1.0) * last
                low = min(int(at), last - 1)
                code = codes[low] + (codes[low + 1] - codes[low]) * (at - low)
                out[y, x, c] = min(max(code + 0.5, 0.0), 255.0)

"""One person in a shot: body, head and hat, moved, joined and laid over the picture.

Order of the layers: body, head down to the jaw, the body's `front` (collar, lapels, hand), hair that falls over it,
hat.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from walkon.stage import bust as busts
from walkon.stage import camera as cameras
from walkon.stage.backdrop import RGB, CameraPose
from walkon.stage.compiled import compiled
from walkon.stage.head_light import LitHead
from walkon.stage.motion import BodyMotion, BodyPose
from walkon.stage.staging import Place

Codes = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]

WAIST = 1.02  # pivot of leaning, share of the bust's picture from the top
NECK = 0.42  # pivot of the head: this many head units below the eyes
SETTLE = 0.04  # how fast the head's resting place follows the take, share per frame
STRAY = 0.055  # how far a head may stray from its neck, head units
SIT = 0.05  # a hat sits this much lower than on the heads it was made for, head units
SKULL = 1.38  # width between the temples of the heads the hats were made for, head units


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the picture around does to a person: `air` sRGB codes BGR, `haze` 0..1, `wrap` 0..1 light on edges."""

    air: tuple[float, float, float]
    haze: float
    wrap: float

    @classmethod
    def of(cls, air: RGB, haze: float, wrap: float = 0.55) -> Surroundings:
        return cls(air=(255 * air[2], 255 * air[1], 255 * air[0]), haze=haze, wrap=wrap)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hat:
    """A hat in the light of the shot, cut to what is seen of it.

    `picture` (H, W, 4) premultiplied BGRA; `masks` (H, W, 2): where a head stays visible, and the shadow of the brim.
    `eyes` are where the eyes of its wearer are, in its own pixels, which may be outside; `unit` is its head unit.
    """

    picture: Codes
    masks: Codes
    eyes: tuple[float, float]
    unit: float


def hat(lit: busts.LitBust) -> Hat:
    """Hair that would stick out above the brim is hidden; the brim's shadow ends above the eyes."""
    alpha = lit.high[..., 3]
    rows, columns = alpha.shape
    unit = lit.chin[1] - lit.eyes[1]
    covered = alpha > 100
    lowest = np.where(covered.any(0), rows - 1 - np.argmax(covered[::-1], axis=0), -1)
    seen = np.flatnonzero(lowest >= 0)
    if len(seen) == 0:
        masks = np.dstack([np.full_like(alpha, 255), np.zeros_like(alpha)])
        return Hat(picture=lit.high, masks=masks, eyes=lit.eyes, unit=unit)
    line = np.interp(np.arange(columns), seen, lowest[seen]) - 0.06 * unit
    keep = np.clip((np.arange(rows)[:, None] - line[None]) / (0.05 * unit) + 0.5, 0, 1)
    shadow = cv2.GaussianBlur(np.roll(alpha, round(0.16 * unit), axis=0), (0, 0), 0.16 * unit)
    reach = np.clip((lit.eyes[1] + 0.02 * unit - np.arange(rows)) / (0.45 * unit), 0, 1)[:, None]
    masks = np.dstack([255 * keep, shadow * reach]).astype(np.uint8)
    left, right = max(0, int(seen[0]) - 2), min(columns, int(seen[-1]) + 3)
    low = min(rows, int(max(lowest.max() + 2, lit.eyes[1] + 0.1 * unit)))
    return Hat(
        picture=np.ascontiguousarray(lit.high[:low, left:right]),
        masks=np.ascontiguousarray(masks[:low, left:right]),
        eyes=(lit.eyes[0] - left, lit.eyes[1]),
        unit=unit,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """Where a face is in the finished picture, pixels: its middle, and `unit` from eyes to chin."""

    x: float
    y: float
    unit: float


class Person:
    """One person of a shot, drawn frame after frame into pictures of one size."""

    def __init__(
        self,
        place: Place,
        body: busts.LitBust,
        worn: Hat | None,
        motion: BodyMotion,
        around: Surroundings,
        size: tuple[int, int],
        distance: float,
    ) -> None:
        self._place, self._body, self._hat, self._motion = place, body, worn, motion
        self._around, self._distance = around, distance
        self._width, self._height = size
        self._rest: tuple[float, float] | None = None
        height, width = self._height, self._width
        self._layer = np.zeros((height, width, 4), np.uint8)
        self._masks = np.zeros((height, width, 4), np.uint8)
        self._head = np.zeros((height, width, 4), np.uint8)
        self._head_masks = np.zeros((height, width, 2), np.uint8)
        self._worn = np.zeros((height, width, 4) if worn else (1, 1, 4), np.uint8)
        self._worn_masks = np.zeros((height, width, 2) if worn else (1, 1, 2), np.uint8)
        self._blend = body.high if body.low is body.high else np.empty_like(body.high)

    @property
    def nearness(self) -> float:
        return self._place.nearness

    def draw(self, frame: int, pose: CameraPose, flicker: float, head: LitHead, soft: Codes, out: Codes) -> Face:
        """Draw this person over `out` (H, W, 3); `soft` is the picture behind, small and blurred."""
        body = self._motion.pose(frame)
        stand = self._stand(body, pose)
        rect = _bounds(stand, self._body.high.shape[1], self._body.high.shape[0], self._width, self._height)
        picture = self._flickered(flicker)
        _warp(picture, stand, self._layer, rect)
        _warp(self._body.masks, stand, self._masks, rect)
        air = np.asarray(self._around.air, np.float32)
        haze, wrap = np.float32(self._around.haze), np.float32(self._around.wrap / 255)
        _body_over(self._layer, self._masks, soft, air, haze, wrap, np.asarray(rect), out)
        joined = self._join(body, stand, head)
        self._draw_head(joined, head, soft, air, haze, wrap, out)
        return _face(joined, head)

    def _draw_head(
        self,
        joined: Matrix,
        head: LitHead,
        soft: Codes,
        air: npt.NDArray[np.float32],
        haze: np.float32,
        wrap: np.float32,
        out: Codes,
    ) -> None:
        rows, columns = head.picture.shape[:2]
        rect = _bounds(joined, columns, rows, self._width, self._height)
        if self._hat is not None:
            on = joined @ _fit(self._hat, head)
            rows, columns = self._hat.masks.shape[:2]
            rect = _union(rect, _bounds(on, columns, rows, self._width, self._height))
            _warp(self._hat.picture, on, self._worn, rect)
            _warp(self._hat.masks, on, self._worn_masks, rect, beyond=(255, 0, 0, 0))
        _warp(head.picture, joined, self._head, rect)
        _warp(head.masks, joined, self._head_masks, rect)
        _head_over(
            self._head,
            self._head_masks,
            self._layer,
            self._masks,
            self._worn,
            self._worn_masks,
            self._hat is not None,
            soft,
            air,
            haze,
            wrap,
            np.asarray(rect),
            out,
        )

    def _flickered(self, flicker: float) -> Codes:
        if self._blend is self._body.high:
            return self._blend
        cv2.addWeighted(self._body.high, flicker, self._body.low, 1 - flicker, 0, dst=self._blend)
        return self._blend

    def _stand(self, body: BodyPose, pose: CameraPose) -> Matrix:
        """(3, 3) from the bust's picture to the frame."""
        unit, lit = self._place.unit, self._body
        pivot_x, pivot_y = lit.eyes[0], WAIST * lit.size
        lean = math.radians(body.lean)
        c, s = math.cos(lean), math.sin(lean)
        x = self._place.x + body.x * unit - pivot_x
        y = self._place.y + body.y * unit - lit.eyes[1]
        turn = np.array([[c, -s * body.breath, pivot_x - c * pivot_x + s * body.breath * pivot_y],
                         [s, c * body.breath, pivot_y - s * pivot_x - c * body.breath * pivot_y],
                         [0.0, 0.0, 1.0]])  # fmt: skip
        moved = np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]]) @ turn
        focal = self._width * 1.0
        seen = cameras.card(pose, self._distance / self._place.nearness, focal, (self._width / 2, self._height * 0.5))
        return np.asarray(cameras.lens(pose, focal, self._width, self._height) @ seen @ moved)

    def _join(self, body: BodyPose, stand: Matrix, head: LitHead) -> Matrix:
        """(3, 3) from the head's picture to the frame: the head rides on the neck and keeps its own small motion."""
        lit = self._body
        unit_there = lit.chin[1] - lit.eyes[1]
        scale = unit_there / head.unit
        at_x = 0.25 * (head.temples[0] + head.temples[2]) + 0.5 * head.eyes[0]
        at_y = head.eyes[1]
        if self._rest is None:
            self._rest = (at_x, at_y)
        rest_x = self._rest[0] + SETTLE * (at_x - self._rest[0])
        rest_y = self._rest[1] + SETTLE * (at_y - self._rest[1])
        self._rest = (rest_x, rest_y)
        stray = STRAY * head.unit
        base_x = at_x - stray * math.tanh((at_x - rest_x) / stray)
        base_y = at_y - stray * math.tanh((at_y - rest_y) / stray)
        pivot_y = NECK * head.unit
        tilt = math.radians(body.head)
        c, s = scale * math.cos(tilt), scale * math.sin(tilt)
        x, y = lit.eyes[0], lit.eyes[1] + NECK * unit_there
        place = np.array([[c, -s, x - c * base_x + s * (base_y + pivot_y)],
                          [s, c, y - s * base_x - c * (base_y + pivot_y)],
                          [0.0, 0.0, 1.0]])  # fmt: skip
        return np.asarray(stand @ place)


def _face(joined: Matrix, head: LitHead) -> Face:
    ends = joined[:2, :2] @ np.array([[head.eyes[0], head.chin[0]], [head.eyes[1], head.chin[1]]]) + joined[:2, 2:3]
    unit = float(np.hypot(joined[0, 0], joined[1, 0])) * head.unit
    return Face(x=float(ends[0].mean()), y=float(ends[1].mean()), unit=unit)


def _fit(worn: Hat, head: LitHead) -> Matrix:
    """(3, 3) from the hat's picture to the head's: on the eyes, tilted with them, as wide as the skull."""
    wide = math.hypot(head.temples[2] - head.temples[0], head.temples[3] - head.temples[1])
    skull = min(max(wide / (SKULL * head.unit), 0.94), 1.12)
    scale = head.unit / worn.unit
    roll = math.radians(head.roll)
    c, s = math.cos(roll), math.sin(roll)
    ex, ey = worn.eyes[0], worn.eyes[1] - SIT * worn.unit
    sx, sy = scale * skull, scale * (0.5 + 0.5 * skull)
    return np.array([[c * sx, -s * sy, head.eyes[0] - c * sx * ex + s * sy * ey],
                     [s * sx, c * sy, head.eyes[1] - s * sx * ex - c * sy * ey],
                     [0.0, 0.0, 1.0]])  # fmt: skip


Rect = tuple[int, int, int, int]


def _bounds(matrix: Matrix, columns: int, rows: int, width: int, height: int) -> Rect:
    """Where a picture lands: x0, y0, x1, y1 inside the frame."""
    corners = matrix[:2, :2] @ np.array([[0, columns, 0, columns], [0, 0, rows, rows]]) + matrix[:2, 2:3]
    x0, y0 = np.floor(corners.min(1)).astype(int)
    x1, y1 = np.ceil(corners.max(1)).astype(int) + 1
    left, top = min(max(0, int(x0)), width), min(max(0, int(y0)), height)
    return left, top, max(left, min(width, int(x1))), max(top, min(height, int(y1)))


def _union(a: Rect, b: Rect) -> Rect:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _warp(picture: Codes, matrix: Matrix, out: Codes, rect: Rect, beyond: tuple[int, ...] = (0, 0, 0, 0)) -> None:
    x0, y0, x1, y1 = rect
    if x1 <= x0 or y1 <= y0:
        return
    m = matrix[:2].copy()
    m[0, 2] -= x0
    m[1, 2] -= y0
    out[y0:y1, x0:x1] = cv2.warpAffine(
        picture, m, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=beyond
    )


@compiled
def _body_over(
    layer: Codes,
    masks: Codes,
    soft: Codes,
    air: npt.NDArray[np.float32],
    haze: np.float32,
    wrap: np.float32,
    rect: npt.NDArray[np.int64],
    out: Codes,
) -> None:
    """Lay a body over `out` with light wrap and haze; `layer` is left as it is seen, for its front to be used again."""
    height, width = out.shape[0], out.shape[1]
    sh, sw = soft.shape[0], soft.shape[1]
    for y in range(rect[1], rect[3]):
        sy = y * sh // height
        for x in range(rect[0], rect[2]):
            code = layer[y, x, 3]
            if code == 0:
                continue
            a = code * np.float32(1 / 255)
            k = masks[y, x, 2] * wrap
            sx = x * sw // width
            rest = np.float32(1) - a
            for c in range(3):
                v = np.float32(layer[y, x, c])
                v += (soft[sy, sx, c] * a - v) * k
                v += (air[c] * a - v) * haze
                layer[y, x, c] = np.uint8(v)
                out[y, x, c] = np.uint8(v + out[y, x, c] * rest + np.float32(0.5))


@compiled
def _head_over(
    head: Codes,
    head_masks: Codes,
    layer: Codes,
    masks: Codes,
    worn: Codes,
    worn_masks: Codes,
    has_hat: bool,
    soft: Codes,
    air: npt.NDArray[np.float32],
    haze: np.float32,
    wrap: np.float32,
    rect: npt.NDArray[np.int64],
    out: Codes,
) -> None:
    height, width = out.shape[0], out.shape[1]
    sh, sw = soft.shape[0], soft.shape[1]
    byte = np.float32(1 / 255)
    one = np.float32(1)
    for y in range(rect[1], rect[3]):
        sy = y * sh // height
        for x in range(rect[0], rect[2]):
            code = head[y, x, 3]
            hat_code = worn[y, x, 3] if has_hat else np.uint8(0)
            if code == 0 and hat_code == 0:
                continue
            a = code * byte
            shade = one - np.float32(0.45) * masks[y, x, 1] * byte
            keep = one
            if has_hat:
                keep = worn_masks[y, x, 0] * byte
                shade *= one - np.float32(0.25) * worn_masks[y, x, 1] * byte
            hair = head_masks[y, x, 0] * byte
            hair_share = hair / a if code > 0 else np.float32(0)
            front = masks[y, x, 0] * byte
            body = layer[y, x, 3] * byte
            k = head_masks[y, x, 1] * wrap * (one - body)
            front_share = front / body if body > 0 else np.float32(0)
            beside = one - hair * keep
            free = (one - a * keep) * (one - front)  # neither head nor what the body has in front of it
            sx = x * sw // width
            hat_a = hat_code * byte
            for c in range(3):
                v = np.float32(head[y, x, c])
                v += (soft[sy, sx, c] * a - v) * k
                v *= shade + (one - shade) * hair_share
                v += (air[c] * a - v) * haze
                v *= keep
                p = v * (hair_share + (one - hair_share) * (one - front))
                p += layer[y, x, c] * front_share * beside + out[y, x, c] * free
                if has_hat and hat_code > 0:
                    w = np.float32(worn[y, x, c])
                    w += (air[c] * hat_a - w) * haze
                    p = w + p * (one - hat_a)
                out[y, x, c] = np.uint8(min(max(p + np.float32(0.5), np.float32(0)), np.float32(255)))

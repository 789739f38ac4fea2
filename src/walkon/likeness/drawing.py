"""Drawing a head, frame after frame.

1. The kept frame nearest in time gives head and upper face; a small affine brings it to the exact pose of the moment, so
   that motion is even at any frame rate.
2. The lower face takes the shape between two captured mouths: the base is warped to it, the mouths are warped onto it,
   cross-faded in the middle of the movement, colour-matched along the rim and laid in.
3. Lids close by moving the captured open eye, then fading into the captured closed one.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from walkon.domain.performance import Performance
from walkon.likeness import warp
from walkon.likeness.acting import score
from walkon.likeness.errors import LikenessDamaged
from walkon.likeness.head import Head
from walkon.likeness.puppet import Puppet
from walkon.likeness.shape import Floats
from walkon.perception import face_points as fp

Picture = npt.NDArray[np.uint8]
MOUTH_PATCH = (205, 425, 187, 411, 214, 434, 210, 430, 194, 418, 18, 200, 2, 98, 327, *fp.LIPS[:20])
LOWER = (
    *fp.LIPS, 205, 425, 187, 411, 214, 434, 210, 430, 194, 418, 18, 200, 199, 175, 202, 422, 204, 424, 83, 313, 201, 421,
    32, 262, 208, 428, 152, 148, 176, 149, 150, 136, 172, 377, 400, 378, 379, 365, 397, 58, 288, 132, 361, 2, 98, 327, 50, 280,
    36, 266, 123, 352, 147, 376, 213, 433, 192, 416,
)  # fmt: skip
LIDS = tuple(dict.fromkeys((*fp.LEFT_EYE, *fp.RIGHT_EYE)))
KEPT = 48  # frames kept opened at once


@dataclass(frozen=True, slots=True)
class _Frame:
    """One kept frame at the actor's scale: picture (H, W, 3), masks (H, W, 2) head and hair."""

    picture: Picture
    masks: Picture


class Actor:
    """One person performing, `unit` pixels from eyes to chin. Frames may be drawn in any order."""

    def __init__(self, puppet: Puppet, performance: Performance, unit: float) -> None:
        self._puppet, self._k = puppet, unit / puppet.unit
        self._unit = unit
        height, width = puppet.size
        self._h, self._w = 2 * max(1, round(height * self._k / 2)), 2 * max(1, round(width * self._k / 2))
        self._score = score(performance, len(puppet.calm), puppet.fps, puppet.keys)
        self._frames: OrderedDict[int, _Frame] = OrderedDict()
        self._lower = _lowerness(puppet.shape[puppet.neutral])
        small = (self._w // 2, self._h // 2)
        self._normal = cv2.resize(puppet.normal, small, interpolation=cv2.INTER_LINEAR)
        self._out = np.empty((self._h, self._w, 3), np.uint8)
        self._masks = np.empty((self._h, self._w, 2), np.uint8)

    def draw(self, frame: int) -> Head:
        """The head at one frame of the performance; its arrays are reused by the next call."""
        s, p = self._score, self._puppet
        at = float(s.base[frame])
        base = int(p.calm[round(at)])
        kept = self._opened(base)
        picture, masks = kept.picture.copy(), kept.masks
        points = self._points(base, p.shape[base].astype(np.float64))
        target = points
        if s.talk[frame] > 0.02:
            target, masks = self._mouth(frame, base, points, picture, masks)
        if s.lid[frame] > 0.04 and p.closed >= 0:
            self._blink(base, float(s.lid[frame]), target, picture)
        return self._posed(at, base, picture, masks, target)

    def _points(self, frame: int, shape: Floats) -> Floats:
        """(k, 2) pixels at the actor's scale of a shape in the pose of a kept frame."""
        p = self._puppet
        placed: Floats = (p.scale[frame] * shape @ p.rotation[frame].T + p.shift[frame])[:, :2] * self._k
        return placed

    def _opened(self, frame: int) -> _Frame:
        if frame not in self._frames:
            if len(self._frames) >= KEPT:
                self._frames.popitem(last=False)
            p, size = self._puppet, (self._w, self._h)
            how = cv2.INTER_AREA if self._k < 1 else cv2.INTER_CUBIC
            picture = cv2.resize(_opened(p.images[frame], cv2.IMREAD_COLOR), size, interpolation=how)
            alpha = cv2.resize(_opened(p.alphas[frame], cv2.IMREAD_GRAYSCALE), size, interpolation=how)
            hair = np.zeros_like(alpha)
            if p.hairs[frame]:
                hair = cv2.resize(_opened(p.hairs[frame], cv2.IMREAD_GRAYSCALE), size, interpolation=how)
            self._frames[frame] = _Frame(picture, np.dstack([alpha, np.minimum(alpha, hair)]))
        self._frames.move_to_end(frame)
        return self._frames[frame]

    def _mouth(self, frame: int, base: int, points: Floats, picture: Picture, masks: Picture) -> tuple[Floats, Picture]:
        s, p = self._score, self._puppet
        first, second, blend, talk = (
            int(s.first[frame]),
            int(s.second[frame]),
            float(s.blend[frame]),
            float(s.talk[frame]),
        )
        mouth = p.shape[first] * (1 - blend) + p.shape[second] * blend
        share = self._lower * talk
        target = self._points(base, (p.shape[base] * (1 - share) + mouth * share).astype(np.float64))
        lower = list(LOWER)
        margin = 0.30 * self._unit
        box = warp.box_around(np.concatenate([points[lower], target[lower]]), margin, self._h, self._w)
        x0, y0, x1, y1 = box
        rim = _rim(box)
        maps = warp.spline(np.concatenate([target[lower], rim]), np.concatenate([points[lower], rim]), box)
        whole = self._opened(base)
        picture[y0:y1, x0:x1] = warp.moved(whole.picture, maps)
        masks = masks.copy()
        masks[y0:y1, x0:x1] = warp.moved(whole.masks, maps)
        self._lay_mouth(first, second, blend, talk, target, picture)
        return target, masks

    def _lay_mouth(self, first: int, second: int, blend: float, talk: float, target: Floats, picture: Picture) -> None:
        outline = target[list(MOUTH_PATCH)]
        box = x0, y0, x1, y1 = warp.box_around(outline, 0.16 * self._unit, self._h, self._w)
        t = min(1.0, max(0.0, (blend - 0.25) / 0.5))
        fade = t * t * (3 - 2 * t)
        parts = [(k, w) for k, w in ((first, 1 - fade), (second, fade)) if w >= 0.02]
        if len(parts) == 2 and parts[0][0] == parts[1][0]:
            parts = [(parts[0][0], 1.0)]
        patches = [(self._patch(k, target, list(LOWER), box), w) for k, w in parts]
        if len(patches) == 1:
            patch = patches[0][0]
        else:
            total = patches[0][1] + patches[1][1]
            patch = cv2.addWeighted(patches[0][0], patches[0][1] / total, patches[1][0], patches[1][1] / total, 0)
        under = picture[y0:y1, x0:x1]
        mask = warp.hull(outline, box, 0.018 * self._unit, 0.026 * self._unit)
        _lay(under, warp.matched(patch, under, mask, 0.13 * self._unit, 0.75, 1.33), mask * min(1.0, talk * 1.5))

    def _patch(self, frame: int, target: Floats, which: list[int], box: warp.Box) -> Picture:
        """Pixels of a kept frame with its points on `target`, inside `box`."""
        source = self._points(frame, self._puppet.shape[frame].astype(np.float64))
        return warp.moved(self._opened(frame).picture, warp.spline(target[which], source[which], box))

    def _blink(self, base: int, lid: float, points: Floats, picture: Picture) -> None:
        p = self._puppet
        shape = p.shape[base].astype(np.float64)
        shape[list(LIDS)] += lid * (p.shape[p.closed][list(LIDS)] - shape[list(LIDS)])
        closing = self._points(base, shape)
        for eye in (fp.LEFT_EYE, fp.RIGHT_EYE):
            ring = list(eye)
            centre = points[ring].mean(0)
            outline = (points[ring] - centre) * (1.35, 2.3) + centre
            box = x0, y0, x1, y1 = warp.box_around(outline, 0.05 * self._unit, self._h, self._w)
            rim = _rim(box)
            near = np.concatenate([closing[ring], outline, rim])
            maps = warp.spline(near, np.concatenate([points[ring], outline, rim]), box)
            under = picture[y0:y1, x0:x1]
            patch = warp.moved(picture, maps).astype(np.float32)
            fade = min(1.0, max(0.0, (lid - 0.35) / 0.45))
            mask = warp.hull(outline, box, 0.01 * self._unit, 0.02 * self._unit)
            if fade > 0:
                own = self._points(p.closed, p.shape[p.closed].astype(np.float64))
                which = [*ring, *(_AROUND_LEFT if eye is fp.LEFT_EYE else _AROUND_RIGHT)]
                shut = warp.moved(self._opened(p.closed).picture, warp.spline(closing[which], own[which], box))
                shut_matched = warp.matched(shut, under, mask, 0.07 * self._unit, 0.7, 1.4)
                patch = patch * (1 - fade) + shut_matched * fade
            _lay(under, patch, mask)

    def _posed(self, at: float, base: int, picture: Picture, masks: Picture, points: Floats) -> Head:
        """Brought from the pose of the kept frame to the pose between two kept frames."""
        p = self._puppet
        low, high = int(p.calm[int(at)]), int(p.calm[min(len(p.calm) - 1, int(at) + 1)])
        t = at - int(at)
        rigid = list(fp.RIGID)
        wanted = (1 - t) * p.points[low][rigid, :2] + t * p.points[high][rigid, :2]
        move = _similarity(p.points[base][rigid, :2] * self._k, wanted * self._k)
        size = (self._w, self._h)
        cv2.warpAffine(picture, move, size, dst=self._out, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        cv2.warpAffine(masks, move, size, dst=self._masks, flags=cv2.INTER_LINEAR)
        shown = (points @ move[:, :2].T + move[:, 2]).astype(np.float32)
        eyes, chin = shown[list(fp.EYE_CORNERS)].mean(0), shown[fp.CHIN]
        return Head(
            image=self._out,
            alpha=np.ascontiguousarray(self._masks[..., 0]),
            hair=np.ascontiguousarray(self._masks[..., 1]),
            normal=self._normals(wanted),
            points=shown,
            eyes=(float(eyes[0]), float(eyes[1])),
            chin=(float(chin[0]), float(chin[1])),
            unit=self._unit,
            skin=p.skin,
        )

    def _normals(self, wanted: Floats) -> npt.NDArray[np.float32]:
        """The neutral frame's normals where the head is now."""
        neutral = self._puppet.points[self._puppet.neutral][list(fp.RIGID), :2]
        move = _similarity(neutral * self._k / 2, wanted * self._k / 2)
        moved: npt.NDArray[np.float32] = cv2.warpAffine(
            self._normal, move, (self._w // 2, self._h // 2), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        return moved


_AROUND_LEFT = (70, 63, 105, 66, 107, 50, 117, 118, 101, 36, 168, 6, 127, 234)
_AROUND_RIGHT = (300, 293, 334, 296, 336, 280, 346, 347, 330, 266, 168, 6, 356, 454)


def _opened(data: bytes, how: int) -> Picture:
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), how)
    if picture is None:
        raise LikenessDamaged
    return np.asarray(picture, np.uint8)


def _lowerness(shape: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """(478, 1): 0 from the nose tip up, 1 from the upper lip down; who decides the shape there."""
    top, end = shape[fp.NOSE_TIP, 1], shape[fp.LIPS_MIDDLE[0], 1] - 0.023
    t = np.clip((shape[:, 1] - top) / max(1e-6, end - top), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)[:, None]


def _rim(box: warp.Box) -> Floats:
    """Fixed points on the edge of a box: what lies outside does not move."""
    x0, y0, x1, y1 = box
    xs, ys = np.linspace(x0, x1 - 1, 7), np.linspace(y0, y1 - 1, 7)
    return np.array(
        [(x, y) for x in xs for y in (y0, y1 - 1)] + [(x, y) for x in (x0, x1 - 1) for y in ys[1:-1]], float
    )


def _similarity(source: Floats, to: Floats) -> Floats:
    """(2, 3) rotation, scale and shift that best brings (k, 2) points onto others."""
    a, b = source - source.mean(0), to - to.mean(0)
    norm = float((a**2).sum())
    c = float((a * b).sum()) / norm
    s = float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum()) / norm
    turn = np.array([[c, -s], [s, c]])
    return np.concatenate([turn, (to.mean(0) - turn @ source.mean(0))[:, None]], axis=1)


def _lay(under: Picture, patch: npt.NDArray[np.float32], mask: npt.NDArray[np.float32]) -> None:
    """Blend a patch into a view of the picture, in place."""
    share = mask[..., None]
    np.copyto(under, np.clip(under * (1 - share) + patch * share + 0.5, 0, 255).astype(np.uint8))

"""From an observation to a puppet."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from walkon.domain.performance import Viseme
from walkon.likeness import cutout
from walkon.likeness.choice import choose
from walkon.likeness.cutout import Mask, Picture, Tones, face_unit
from walkon.likeness.errors import HeadCutOff, TooFewFaces
from walkon.likeness.normals import head_normals
from walkon.likeness.puppet import Puppet
from walkon.likeness.shape import Floats, expressions, fit
from walkon.perception import face_points as fp
from walkon.perception.observation import Observation
from walkon.ports.world import Progress

LARGEST_UNIT = 200.0  # eyes-to-chin pixels kept; a close shot at 1080p shows a head at 255
LEAST_FACES = 0.5  # share of frames that must hold a face
ROOM = (1.55, 1.95, 1.75)  # eyes-to-chin units kept beside, above and below the middle of the eyes
CUT_OFF = 0.10  # units: a head nearer to the picture's upper edge on every frame counts as cut
JPEG, SAMPLES = 94, 8


def build(seen: Observation, progress: Progress) -> Puppet:
    """The puppet of the person in a take.

    Raises `TooFewFaces`, `NeverFrontal`, `HeadCutOff`.
    """
    progress("likeness", 0.0)
    plain = ~seen.lit
    with_face = np.flatnonzero(~np.isnan(seen.points[:, 0, 0]) & plain)
    if len(with_face) < LEAST_FACES * plain.sum():
        raise TooFewFaces(found=len(with_face), needed=round(LEAST_FACES * plain.sum()))
    points = seen.points[with_face]
    neutral = int(np.argmin(np.abs(with_face - seen.neutral)))
    shapes = fit(points, neutral)
    face = expressions(shapes.shape)
    choice = choose(
        face, seen.pose[with_face], seen.fps, np.ones(len(with_face)), np.diff(with_face, prepend=with_face[:1] - 1) > 1
    )
    if np.median(points[list(choice.calm), fp.FOREHEAD, 1]) < CUT_OFF * face_unit(points[neutral].astype(np.float64)):
        raise HeadCutOff
    keep = sorted({*choice.calm, *(k for keys in choice.keys.values() for k in keys), neutral} | _maybe(choice.closed))
    bank = _Bank(seen, with_face, keep, shapes_points(shapes.shape, shapes.scale, shapes.rotation, shapes.shift))
    known = bank.tones(neutral)
    images, alphas, hairs = [], [], []
    for n, frame in enumerate(keep):
        progress("likeness", 0.1 + 0.85 * n / len(keep))
        image, alpha, hair = bank.cut(frame, known)
        images.append(_jpeg(image))
        alphas.append(_png(alpha))
        hairs.append(_png(hair) if known.long_hair or known.beard else b"")
    where = {frame: i for i, frame in enumerate(keep)}
    _, alpha, _ = bank.cut(neutral, known)
    normal = head_normals(bank.points[neutral], alpha)
    progress("likeness", 1.0)
    return Puppet(
        fps=float(seen.fps),
        unit=face_unit(bank.points[neutral]),
        size=bank.size,
        images=images,
        alphas=alphas,
        hairs=hairs,
        points=np.stack([bank.points[f] for f in keep]).astype(np.float32),
        shape=shapes.shape[keep].astype(np.float32),
        scale=(shapes.scale[keep] * bank.scale).astype(np.float64),
        rotation=shapes.rotation[keep],
        shift=bank.moved(shapes.shift[keep]),
        calm=np.array([where[f] for f in choice.calm], np.int64),
        keys=np.array([[where[f] for f in choice.keys[v]] for v in Viseme], np.int64),
        closed=-1 if choice.closed is None else where[choice.closed],
        neutral=where[neutral],
        normal=cv2.resize(normal, (bank.size[1] // 2, bank.size[0] // 2), interpolation=cv2.INTER_AREA),
        skin=bank.skin(neutral),
    )


def shapes_points(shape: Floats, scale: Floats, rotation: Floats, shift: Floats) -> Floats:
    """(T, 478, 3) smoothed points in pixels of the take."""
    placed: Floats = scale[:, None, None] * np.einsum("tkj,tij->tki", shape, rotation) + shift[:, None]
    return placed


def _maybe(frame: int | None) -> set[int]:
    return set() if frame is None else {frame}


class _Bank:
    """Frames of the take, cut to one rectangle around the head and brought to the puppet's scale."""

    def __init__(
        self, seen: Observation, with_face: npt.NDArray[np.int64], keep: Sequence[int], points: Floats
    ) -> None:
        self._seen, self._with_face = seen, with_face
        height, width = seen.frames.size
        unit = float(np.median([face_unit(points[f]) for f in keep]))
        eyes = np.array([points[f][list(fp.EYE_CORNERS), :2].mean(0) for f in keep])
        beside, above, below = (r * unit for r in ROOM)
        self._x0 = max(0, int(eyes[:, 0].min() - beside))
        self._y0 = max(0, int(eyes[:, 1].min() - above))
        self._x1 = min(width, int(eyes[:, 0].max() + beside))
        self._y1 = min(height, int(eyes[:, 1].max() + below + unit))
        self.scale = min(1.0, LARGEST_UNIT / unit)
        self.size = (
            2 * round((self._y1 - self._y0) * self.scale / 2),
            2 * round((self._x1 - self._x0) * self.scale / 2),
        )
        self._floor = (height - self._y0) * self.scale
        self.points = {f: self._scaled(points[f]) for f in range(len(points))}

    def moved(self, shift: Floats) -> Floats:
        """(K, 3) shifts of poses, in pixels of the bank."""
        return self._scaled(shift)

    def _scaled(self, points: Floats) -> Floats:
        scaled: Floats = (points - np.array([self._x0, self._y0, 0.0])) * self.scale
        return scaled

    def picture(self, frame: int) -> Picture:
        whole = self._seen.frames[int(self._with_face[frame])]
        return self._cropped(whole)

    def _cropped(self, whole: npt.NDArray[np.uint8]) -> Picture:
        part = whole[self._y0 : self._y1, self._x0 : self._x1]
        picture: Picture = cv2.resize(part, (self.size[1], self.size[0]), interpolation=cv2.INTER_AREA)
        return picture

    def matte(self, frame: int) -> Mask:
        """The refined matte; neighbours in time steady it."""
        at = int(self._with_face[frame])
        last = len(self._seen.mattes) - 1
        near = [self._seen.mattes[min(last, max(0, at + d))].astype(np.float32) for d in (-1, 0, 1)]
        steady = (near[0] + 2 * near[1] + near[2]) / (4 * 255)
        height, width = self._seen.frames.size
        across, down = width / steady.shape[1], height / steady.shape[0]
        to_full = np.array([[across, 0, across / 2 - 0.5], [0, down, down / 2 - 0.5]])
        to_full[:, 2] -= (self._x0, self._y0)
        to_full *= self.scale
        large = cv2.warpAffine(
            steady, to_full, (self.size[1], self.size[0]), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
        return cutout.refined(self.picture(frame), np.clip(large, 0, 1), face_unit(self.points[frame]))

    def tones(self, neutral: int) -> Tones:
        frames = sorted({neutral, *np.linspace(0, len(self._with_face) - 1, SAMPLES).astype(int).tolist()})
        return cutout.tones([(self.picture(f), self.matte(f), self.points[f]) for f in frames])

    def cut(self, frame: int, known: Tones) -> tuple[Picture, Mask, Mask]:
        picture, matte, points = self.picture(frame), self.matte(frame), self.points[frame]
        alpha, hair = cutout.head_masks(picture, matte, points, known, self._floor)
        return cutout.cleaned(picture, matte, face_unit(points)), alpha, hair

    def skin(self, frame: int) -> npt.NDArray[np.float32]:
        """Linear RGB of the cheeks, (3,): robust middle of small patches."""
        picture, points = self.picture(frame), self.points[frame]
        reach = max(2, round(0.06 * face_unit(points)))
        patches = []
        for x, y in points[[50, 280, 205, 425], :2].astype(int):
            patches.append(picture[max(0, y - reach) : y + reach, max(0, x - reach) : x + reach].reshape(-1, 3))
        colour = np.median(np.concatenate(patches), axis=0)[::-1] / 255.0
        return np.asarray(colour**2.2, np.float32)


def _jpeg(picture: Picture) -> bytes:
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG])[1].tobytes())


def _png(mask: Mask) -> bytes:
    return bytes(cv2.imencode(".png", np.round(mask * 255).astype(np.uint8))[1].tobytes())

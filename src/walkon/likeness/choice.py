"""Which frames of a take are worth keeping, and for what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from walkon.domain.performance import Viseme
from walkon.likeness.errors import NeverFrontal, TooFewFaces
from walkon.likeness.shape import Expressions, Floats

CALM_SECONDS = 3.5
LEAST_SECONDS = 0.8
FRONTAL = 16.0  # degrees: nearer to the lens than this counts as looking at it
BLINK = 0.62  # of the open eye
CUT = 50.0  # cost of a missing picture in the calm stretch: more than any expression costs
ALTERNATIVES = 2  # key frames per mouth shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Frame numbers: `calm` is a run of neighbours, `keys` per viseme best first, `closed` None without a blink."""

    calm: tuple[int, ...]
    keys: dict[Viseme, tuple[int, ...]]
    targets: dict[Viseme, tuple[float, float]]
    closed: int | None


def choose(
    face: Expressions, pose: npt.NDArray[np.float32], fps: float, sharp: Floats, cuts: npt.NDArray[np.bool_]
) -> Choice:
    """Raises `TooFewFaces` and `NeverFrontal`.

    `pose` (T, 3) degrees; `sharp` (T,) relative sharpness, median 1; `cuts` (T,) whether pictures are missing before one.
    """
    frames = len(pose)
    needed = max(12, round(LEAST_SECONDS * fps))
    if frames < needed:
        raise TooFewFaces(found=frames, needed=needed)
    turned = np.abs(pose[:, 0] - 0.0) + 0.7 * np.abs(pose[:, 1] - np.median(pose[:, 1]))
    if turned.min() > FRONTAL:
        raise NeverFrontal
    calm = _calm(face, pose, fps, cuts)
    here = np.median(pose[list(calm), :2], axis=0)
    away = np.abs(pose[:, :2] - here).sum(1)
    targets = mouth_targets(face)
    keys = {viseme: _keys(face, away, sharp, wanted) for viseme, wanted in targets.items()}
    return Choice(calm=calm, keys=keys, targets=targets, closed=_closed(face, away))


def _calm(face: Expressions, pose: npt.NDArray[np.float32], fps: float, cuts: npt.NDArray[np.bool_]) -> tuple[int, ...]:
    """The stretch with the least mouth, lids, brows, turning and change of the corners of the mouth."""
    frames = len(pose)
    length = min(frames, max(2, round(CALM_SECONDS * fps)))
    speed = np.abs(np.diff(pose[:, :2], axis=0, prepend=pose[:1, :2])).sum(1) * fps
    cost = (
        4.0 * np.maximum(0, face.opening - np.percentile(face.opening, 15))
        + 3.0 * np.abs(face.smile - np.median(face.smile))
        + 2.0 * np.maximum(0, np.median(face.eyes) - face.eyes)
        + 10.0 * np.abs(np.diff(face.brows, prepend=face.brows[:1]))
        + 0.012 * np.abs(pose[:, 0])
        + 0.008 * np.abs(pose[:, 1] - np.median(pose[:, 1]))
        + 0.006 * speed
        + CUT * cuts
    )
    total = np.convolve(cost, np.ones(length), "valid")
    start = int(np.argmin(total))
    return tuple(range(start, start + length))


def mouth_targets(face: Expressions) -> dict[Viseme, tuple[float, float]]:
    """(opening, width) per mouth shape, inside the range this person showed."""
    top, shut = (float(np.percentile(face.opening, p)) for p in (98, 10))
    narrow, usual, broad = (float(np.percentile(face.width, p)) for p in (4, 50, 96))
    half = (usual + broad) / 2
    v = Viseme
    return {
        v.SIL: (shut, usual),
        v.PP: (0.4 * shut, usual),
        v.FF: (shut + 0.08 * top, usual),
        v.TH: (shut + 0.18 * top, usual),
        v.DD: (0.26 * top, usual),
        v.KK: (0.30 * top, usual),
        v.CH: (0.24 * top, (narrow + usual) / 2),
        v.SS: (0.15 * top, half),
        v.RR: (0.24 * top, (narrow + usual) / 2),
        v.AA: (0.78 * top, usual),
        v.E: (0.46 * top, half),
        v.I: (0.28 * top, broad),
        v.O: (0.56 * top, narrow),
        v.U: (0.24 * top, narrow),
    }


def _keys(face: Expressions, away: Floats, sharp: Floats, wanted: tuple[float, float]) -> tuple[int, ...]:
    error = ((face.opening - wanted[0]) / 0.03) ** 2 + ((face.width - wanted[1]) / 0.04) ** 2
    cost = (
        error
        + ((face.smile - np.median(face.smile)) / 0.03) ** 2
        + (face.lopsided / 0.03) ** 2
        + (away / 7.0) ** 2
        + 1.5 * np.maximum(0, 1 - sharp)
    )
    return tuple(int(i) for i in np.argsort(cost, kind="stable")[:ALTERNATIVES])


def _closed(face: Expressions, away: Floats) -> int | None:
    """The most closed eyes not far from the calm pose; None where this person never blinks in the take."""
    ratio = face.eyes / np.percentile(face.eyes, 60)
    best = int(np.argmin(ratio + 0.012 * away))
    return best if ratio[best] < BLINK else None

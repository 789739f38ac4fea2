"""Cutting the head out: soft edge, no old background, no neck, but all of the hair and the beard.

1. The person matte is refined to the picture's edges (guided filter, He et al. 2010).
2. It is cut along the jaw and below the ear lobes; the costume brings its own neck.
3. What is hair is learned from the take: above the forehead is hair, cheeks are skin, below the collar are clothes.
   Where hair is also seen beside the jaw the person has long hair, where it covers the chin a beard; then what looks
   like it below the jaw stays.
4. Colours at the soft edge are replaced by those of the sure inside.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from walkon.likeness.shape import Floats
from walkon.perception import face_points as fp

Picture = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.float32]
JAW = (234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323, 454)
LOBE = 0.18  # ear lobes lie this far below the cheek points, eyes-to-chin units
LONGEST_BEARD = 0.85  # units below the chin
SIDES = ("left upper", "left lower", "right upper", "right lower")
SHADES = (1.0, 0.8, 0.62, 0.46)  # of skin under a chin
FADE = 0.30  # units over which hair fades that the recorded picture cuts off
LONG_HAIR, BEARD = 0.22, 0.45  # share of hair-coloured pixels that counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Tones:
    """Colours of a person, Lab: means (K, 3) and inverse covariances (K, 3, 3) of hair, beard, skin and clothes."""

    hair: tuple[Floats, Floats]
    skin: tuple[Floats, Floats]
    clothes: tuple[Floats, Floats]
    long_hair: bool
    beard: bool


def face_unit(points: Floats) -> float:
    """Eyes-to-chin distance of one frame's mesh (478, 2 or 3), pixels."""
    eyes = points[list(fp.EYE_CORNERS), :2].mean(0)
    return float(np.linalg.norm(points[fp.CHIN, :2] - eyes))


def refined(picture: Picture, matte: Mask, unit: float) -> Mask:
    """The matte (H, W) 0..1 with its border on the picture's edges."""
    guide = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32) / 255
    size = 2 * max(2, round(0.05 * unit)) + 1

    def mean(a: Mask) -> Mask:
        blurred: Mask = cv2.blur(a, (size, size))
        return blurred

    mean_g, mean_m = mean(guide), mean(matte)
    a = (mean(guide * matte) - mean_g * mean_m) / (mean(guide * guide) - mean_g**2 + 4e-4)
    soft = mean(a) * guide + mean(mean_m - a * mean_g)
    sure = np.clip((0.5 * soft + 0.5 * matte - 0.28) / 0.60, 0, 1)
    return np.asarray(sure * sure * (3 - 2 * sure), np.float32)


def tones(samples: Sequence[tuple[Picture, Mask, Floats]]) -> Tones:
    """Learned from some frames: (picture, refined matte, points in its pixels) each."""
    hair, skin, clothes = [], [], []
    beside, chin = [], []
    regions = []
    for picture, matte, points in samples:
        lab = cv2.cvtColor(picture, cv2.COLOR_BGR2LAB).astype(np.float64)
        zones = _zones(picture.shape[:2], points)
        regions.append((lab, matte, zones))
        hair.append(lab[(zones["crown"]) & (matte > 0.92)])
        skin.append(lab[zones["cheeks"] & (matte > 0.9)])
        clothes.append(lab[zones["chest"] & (matte > 0.9)])
    models = [_model(np.concatenate(part) if part else np.zeros((0, 3))) for part in (hair, skin, clothes)]
    for lab, matte, zones in regions:
        beside.append(
            max(
                min(_share(lab, matte, zones[f"{s} {p}"], models) for p in ("upper", "lower"))
                for s in ("left", "right")
            )
        )
        chin.append(_share(lab, np.ones_like(matte), zones["chin"], models))
    long_hair = float(np.median(beside)) > LONG_HAIR
    beard = float(np.median(chin)) > BEARD
    if long_hair:  # what hangs beside the jaw lies in shadow, where the crown shines
        hair += [_hanging(lab, matte, zones, SIDES, models) for lab, matte, zones in regions]
    if beard:
        hair += [_hanging(lab, matte, zones, ("chin",), models) for lab, matte, zones in regions]
    if long_hair or beard:
        models[0] = _model(np.concatenate(hair))
    if beard:  # under it lies the neck, in its shadow
        models[1] = _shadowed(models[1])
    return Tones(
        hair=models[0],
        skin=models[1],
        clothes=models[2],
        long_hair=long_hair,
        beard=beard,
    )


def _shadowed(model: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """The same surface in light and in shade: lightness and colour of Lab shrink together."""
    grey = np.array([0.0, 128.0, 128.0])
    means = np.concatenate([grey + shade * (model[0] - grey) for shade in SHADES])
    return means, np.concatenate([model[1]] * len(SHADES))


def _hanging(
    lab: Floats,
    matte: Mask,
    zones: dict[str, npt.NDArray[np.bool_]],
    where: Sequence[str],
    models: Sequence[tuple[Floats, Floats]],
) -> Floats:
    """Colours (N, 3) in some zones that are more like hair than like skin or clothes."""
    inside = np.any([zones[name] for name in where], axis=0)
    colours: Floats = lab[inside & (matte > 0.9)]
    hair, skin, clothes = (_far(colours, model) for model in models)
    kept: Floats = colours[(hair < skin) & (hair < clothes)]
    return kept


def _share(lab: Floats, matte: Mask, zone: npt.NDArray[np.bool_], models: Sequence[tuple[Floats, Floats]]) -> float:
    """How much of a zone shows hair: nearer in colour to the crown than to skin and clothes."""
    inside = zone & (matte > 0.6)
    if not inside.any():
        return 0.0
    hair, skin, clothes = (_far(lab[inside], model) for model in models)
    return float(((hair < skin) & (hair < clothes + 6)).sum() / zone.sum())


def _zones(shape: tuple[int, int], points: Floats) -> dict[str, npt.NDArray[np.bool_]]:
    """Places where something is expected to be seen, as masks."""
    height, width = shape
    unit = face_unit(points)
    p = points[:, :2]
    masks = {}

    def polygon(name: str, outline: Floats) -> None:
        mask = np.zeros((height, width), np.uint8)
        cv2.fillConvexPoly(mask, cv2.convexHull(outline.astype(np.float32)).astype(np.int32), 1)
        masks[name] = mask > 0

    top, chin = p[fp.FOREHEAD], p[fp.CHIN]
    up = np.array([0.0, -unit])
    polygon(
        "crown",
        np.array(
            [top + 0.22 * up + (dx * unit, 0) for dx in (-0.4, 0.4)]
            + [top + 0.5 * up + (dx * unit, 0) for dx in (-0.35, 0.35)]
        ),
    )
    polygon("face", p[list(JAW)])
    polygon("cheeks", p[[50, 280, 205, 425, 101, 330]])
    polygon("chin", p[[200, 199, 175, 148, 377, 208, 428, 171, 396]])
    polygon(
        "chest",
        np.array([chin + (dx * unit, dy * unit) for dx, dy in ((-0.7, 0.95), (0.7, 0.95), (-0.9, 1.5), (0.9, 1.5))]),
    )
    for cheek, s, side in ((p[fp.LEFT_CHEEK], -1, "left"), (p[fp.RIGHT_CHEEK], 1, "right")):
        for part, (high, low) in (("upper", (0.15, 0.50)), ("lower", (0.50, 0.95))):
            corners = [(s * dx * unit, dy * unit) for dx in (-0.15, 0.30) for dy in (high, low)]
            polygon(f"{side} {part}", cheek + np.array(corners))
            masks[f"{side} {part}"] &= ~masks["face"]
    return masks


def _model(colours: Floats) -> tuple[Floats, Floats]:
    """Up to three clusters: means and inverse covariances; far from everything without any sample."""
    if len(colours) < 60:
        return np.full((1, 3), 1e4), np.eye(3)[None]
    data = colours[:: max(1, len(colours) // 4000)].astype(np.float32)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 30, 0.2)
    cv2.setRNGSeed(1)
    _, labels, _ = cv2.kmeans(data, 3, np.zeros((0,)), criteria, 3, cv2.KMEANS_PP_CENTERS)
    means, inverse = [], []
    for k in range(3):
        part = data[labels[:, 0] == k].astype(np.float64)
        if len(part) > 25:
            means.append(part.mean(0))
            inverse.append(np.linalg.inv(np.cov(part.T) + np.diag([36.0, 9.0, 9.0])))
    return np.array(means), np.array(inverse)


def _far(colours: Floats, model: tuple[Floats, Floats]) -> Floats:
    """Squared Mahalanobis distance to the nearest cluster, (N,)."""
    d = colours[:, None] - model[0][None]
    distance: Floats = np.einsum("nki,kij,nkj->nk", d, model[1], d).min(1)
    return distance


def head_masks(
    picture: Picture, matte: Mask, points: Floats, known: Tones, floor: float = math.inf
) -> tuple[Mask, Mask]:
    """(head with hair and beard, the part of it below the jaw), (H, W) 0..1 each; `matte` is refined.

    `floor` is the row at which the recorded picture ends: hair that is cut off there fades out before.
    """
    above = jaw_side(picture.shape[:2], points)
    head = matte * above
    if not (known.long_hair or known.beard):
        return head, np.zeros_like(head)
    hair = _hair_below(picture, matte, points, known)
    rows = np.arange(len(hair), dtype=np.float32)[:, None]
    hair *= np.clip((floor - rows) / (FADE * face_unit(points)), 0, 1)
    return np.maximum(head, hair), hair * (1 - above)


def jaw_side(shape: tuple[int, int], points: Floats) -> Mask:
    """1 above the jaw line, 0 below, with a soft step; beside the face everything down to the ear lobes is above."""
    height, width = shape
    unit = face_unit(points)
    jaw = points[list(JAW), :2]
    order = np.argsort(jaw[:, 0])
    columns = np.arange(width)
    lobes = (points[fp.LEFT_CHEEK, 1] + LOBE * unit, points[fp.RIGHT_CHEEK, 1] + LOBE * unit)
    line = np.interp(columns, jaw[order, 0], jaw[order, 1], left=lobes[0], right=lobes[1])
    line = np.maximum(line, np.interp(columns, [jaw[:, 0].min(), jaw[:, 0].max()], lobes))
    line = cv2.GaussianBlur(line[None].astype(np.float32), (0, 0), max(0.6, 0.02 * unit))[0]
    return np.asarray(np.clip((line[None] - np.arange(height)[:, None]) / (0.035 * unit) + 0.5, 0, 1), np.float32)


def _hair_below(picture: Picture, matte: Mask, points: Floats, known: Tones) -> Mask:
    """How surely a pixel below the jaw is hair or beard, 0..1."""
    height, width = matte.shape
    unit = face_unit(points)
    small = max(1, round(unit / 60))
    lab = cv2.cvtColor(
        cv2.resize(picture, (width // small, height // small), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2LAB
    )
    flat = lab.reshape(-1, 3).astype(np.float64)
    hair, skin, clothes = (_far(flat, model) for model in (known.hair, known.skin, known.clothes))
    other = np.minimum(skin, clothes)
    likely = np.clip((other - hair) / (np.minimum(other, 40) * 0.5 + 4) + 0.5, 0, 1)
    likely = np.where(hair > 60, 0, likely).reshape(lab.shape[:2]).astype(np.float32)
    likely = cv2.resize(
        cv2.medianBlur((likely * 255).astype(np.uint8), 5), (width, height), interpolation=cv2.INTER_LINEAR
    )
    chin, x, y = points[fp.CHIN, :2], np.arange(width)[None], np.arange(height)[:, None]
    dx, dy = np.abs(x - chin[0]) / unit, (y - chin[1]) / unit
    allowed = np.zeros((height, width), np.float32)
    if known.long_hair:
        allowed = np.maximum(
            allowed,
            np.clip((dx - 0.26) / 0.10, 0, 1) * np.clip((1.75 - dx) / 0.2, 0, 1) * np.clip((1.55 - dy) / 0.35, 0, 1),
        )
    if known.beard:
        reach = _beard_end(likely, chin, unit) * np.sqrt(np.clip(1 - (dx / 0.8) ** 2, 0, 1))
        allowed = np.maximum(allowed, np.clip((0.85 - dx) / 0.15, 0, 1) * np.clip((reach - dy) / 0.06 + 1, 0, 1))
    whole = cv2.morphologyEx(likely, cv2.MORPH_CLOSE, np.ones((2 * max(1, round(0.02 * unit)) + 1,) * 2, np.uint8))
    surely = np.clip((whole.astype(np.float32) / 255 - 0.3) / 0.4, 0, 1)
    mask: Mask = cv2.GaussianBlur(surely * allowed, (0, 0), max(0.6, 0.012 * unit)) * matte
    return _joined(mask, jaw_side(matte.shape, points) * matte)


def _beard_end(likely: Picture, chin: Floats, unit: float) -> float:
    """How far below the chin a beard reaches in its middle, units; beside it, a shadow on the neck may look like beard."""
    x, y = (round(float(v)) for v in chin)
    half = max(1, round(0.2 * unit))
    rows = likely[max(0, y) : y + round(LONGEST_BEARD * unit), max(0, x - half) : x + half].mean(axis=1)
    ends = np.flatnonzero(rows < 128)
    return float(ends[0] if len(ends) else len(rows)) / unit


def _joined(mask: Mask, head: Mask) -> Mask:
    """Only what hangs together with the head: islands are clothes."""
    both = ((np.maximum(mask, head)) > 0.35).astype(np.uint8)
    count, labels = cv2.connectedComponents(both)
    if count <= 2:
        return mask
    keep = np.unique(labels[(head > 0.6)])
    return mask * np.isin(labels, keep[keep > 0]).astype(np.float32)


def cleaned(picture: Picture, alpha: Mask, unit: float) -> Picture:
    """The picture with the colours at the soft edge replaced by those of the sure inside."""
    sure = (alpha**3)[..., None]
    sigma = max(1.5, 0.035 * unit)
    inside = cv2.GaussianBlur(picture * sure, (0, 0), sigma) / (cv2.GaussianBlur(sure, (0, 0), sigma)[..., None] + 1e-3)
    edge = np.clip((1 - alpha) * 1.6, 0, 1)[..., None]
    known = (cv2.GaussianBlur(sure, (0, 0), sigma)[..., None] > 0.002).astype(np.float32)
    edge = edge * known
    return np.asarray(np.clip(picture * (1 - edge) + inside * edge, 0, 255), np.uint8)

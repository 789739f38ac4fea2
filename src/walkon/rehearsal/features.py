"""What is painted onto the skin feature by feature: lips, lids, brows, and hair's roots."""

from __future__ import annotations

import math

import cv2
import numpy as np

from walkon.rehearsal.cast import HairStyle
from walkon.rehearsal.curves import Array, clouds, line, smooth_step
from walkon.rehearsal.hairline import azimuth_on_picture, hairline, parting
from walkon.rehearsal.skin_canvas import FINE, SkinCanvas, pixels

_FOLD = (0.30, 0.16, 0.14)  # what is left of light in a fold of skin
_PEAK = 0.64  # where a brow is highest, from the nose outwards
_BROW_LONG = 3.75  # cm, for eyes at an average distance
_BROWN = np.array([0.075, 0.045, 0.028], np.float32)
_ROOTS = 7000  # hairs drawn along the hairline


def paint_lips(c: SkinCanvas) -> Array:
    """Gives back how much they cover, (H, W)."""
    t, y, ax, seam = c.traits, c.y, c.ax, c.seam
    up, low = c.face.lips(c.x)
    beyond = np.where(y >= seam, (y - seam) - up, (seam - y) - low)
    inside = 1 - smooth_step(beyond + 0.02 * clouds(c.shape, 5, c.chance, 2), -0.16, 0.08)
    inside = inside * smooth_step(t.mouth_width * 1.02 - ax, 0, 0.35)
    creases = np.clip(1 + 0.06 * clouds(c.shape, 3.2, c.chance, 2, 5), 0.7, 1.3)
    full = 1 + 0.16 * line(seam - y, 0.45 * t.lower_lip, 0.3) * line(ax, 0.0, 1.3)
    shaded = (creases * np.where(y > seam, 0.84, full))[..., None]
    c.cover(0.85 * inside, np.array(t.lip_tint, np.float32) * shaded.astype(np.float32))
    depth = 0.07 * (1 - 0.5 * np.clip(ax / t.mouth_width, 0, 1))
    meeting = np.exp(-(((y - seam) / depth) ** 2)) * smooth_step(t.mouth_width * 1.04 - ax, 0, 0.3)
    c.tint(meeting, _FOLD, 0.85)
    c.tint(c.at(t.mouth_width + 0.02, seam + 0.02, 0.20, 0.14), _FOLD, 0.45)
    c.tint(c.at(0, seam - t.lower_lip - 0.30, 1.3, 0.26), (0.74, 0.58, 0.55), 0.45)
    return inside


def paint_eyelids(c: SkinCanvas) -> None:
    """The fold above the upper lid, and shade between it and the lashes."""
    t = c.traits
    out = (c.ax - t.eye_distance) / t.eye_width
    within = smooth_step(1.2 - np.abs(out), 0, 0.35)
    crease = c.face.crease(out)
    c.tint(line(c.y, crease, 0.065) * within, _FOLD, 0.45 + 0.25 * t.lid_fold)
    c.tint(line(c.y, crease + 0.10, 0.20) * within, (0.72, 0.56, 0.52), 0.45)
    c.tint(line(c.y, -0.80 * t.eye_height + t.eye_tilt * out - 0.16, 0.16) * within, (0.78, 0.62, 0.60), 0.40)


def paint_brows(c: SkinCanvas) -> Array:
    """Draws hair by hair; gives back how much they cover, (H, W)."""
    t, chance = c.traits, c.chance
    hairs = np.zeros(c.shape, np.float32)
    long = _BROW_LONG * t.eye_distance / 3.15
    for side in (-1, 1):
        for _ in range(int(520 * t.brow_density)):
            q = chance.beta(1.15, 1.25)  # from the nose outwards
            x, y = 1.25 + q * long, _brow_height(c, q) + _brow_breadth(c, q) * chance.uniform(-0.5, 0.5)
            lean = np.radians(np.interp(q, [0, 0.25, 0.6, 1], [62, 32, 8, -24]) + chance.normal(0, 9))
            length = chance.uniform(0.24, 0.46)
            tip = pixels(side * (x + length * np.cos(lean)), y + length * np.sin(lean) * 0.7)
            cv2.line(hairs, pixels(side * x, y), tip, float(chance.uniform(0.4, 0.9)), 1, cv2.LINE_AA, FINE)
    soft = cv2.GaussianBlur(hairs, (0, 0), 4)
    covered: Array = np.clip(0.85 * cv2.GaussianBlur(hairs, (0, 0), 0.8) + 0.62 * soft, 0, 0.94)
    hair = np.array(t.hair, np.float32)
    c.cover(covered, np.minimum(hair * 0.8, 0.4 * hair + _BROWN) + 0.005)
    return covered


def _brow_height(c: SkinCanvas, q: float) -> float:
    """Middle of a brow: it rises from the nose to its peak and falls beyond it; cm."""
    t = c.traits
    rise = t.brow_arch + 0.16
    before, beyond = max(0.0, _PEAK - q) / _PEAK, max(0.0, q - _PEAK) / (1 - _PEAK)
    height: float = t.brow_y + t.brow_arch - rise * before**1.7 - 0.42 * beyond**1.6
    return height


def _brow_breadth(c: SkinCanvas, q: float) -> float:
    """cm; a brow begins a little narrower than it is, and ends in a point."""
    taper = float((0.6 + 0.4 * smooth_step(q, 0, 0.25)) * (1 - 0.88 * smooth_step(q, 0.45, 1.0)))
    return c.traits.brow_thickness * taper


def _swept(style: HairStyle, x: float) -> float:
    """Which way hair grows from the hairline, degrees from the picture's right: up, or away from a parting."""
    if style in (HairStyle.CURLY, HairStyle.BUN):
        return 90 - 9 * min(6.0, max(-6.0, x))
    return 90 - 62 * math.tanh((x - parting(style)) / 1.5)


def paint_scalp(c: SkinCanvas) -> Array:
    """Hair's roots: the skin darkens beyond the hairline, and single hairs blur its edge. Gives back the cover, (H, W)."""
    t, chance = c.traits, c.chance
    azimuth = azimuth_on_picture(c.face, c.x[0], c.y[:, 0])
    inside = c.y - hairline(c.face, azimuth)
    dense = smooth_step(inside, -0.65, 0.05)
    covered = 0.98 * (1 - (1 - dense) ** 2)  # half covered in linear light still looks bare
    rooted = np.argwhere((inside > -0.75) & (inside < 0.2))
    hairs = np.zeros(c.shape, np.float32)
    spread = 40 if t.hair_style is HairStyle.CURLY else 16  # degrees by which neighbours differ
    for row, column in rooted[chance.integers(0, len(rooted), _ROOTS)]:
        x, y = float(c.x[row, column]), float(c.y[row, column])
        lean = np.radians(_swept(t.hair_style, x) + chance.normal(0, spread))
        length = chance.uniform(0.15, 0.50)
        tip = pixels(x + length * np.cos(lean), y + length * np.sin(lean))
        cv2.line(hairs, pixels(x, y), tip, float(chance.uniform(0.3, 0.8)), 1, cv2.LINE_AA, FINE)
    c.tint(smooth_step(inside, -1.1, 0.3), (0.72, 0.58, 0.52), 0.45)  # what stands over it takes light
    covered = 1 - (1 - covered) * (1 - 0.9 * cv2.GaussianBlur(hairs, (0, 0), 0.6))
    c.cover(covered, np.array(t.hair, np.float32) * 0.8 + 0.004)
    return np.asarray(covered)

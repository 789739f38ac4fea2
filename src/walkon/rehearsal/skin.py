"""The picture of a face's skin: tone, redness, freckles, wrinkles, lips, brows, and how much it shines."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from walkon.rehearsal.beard import beard_grown
from walkon.rehearsal.curves import Array, bump, clouds, line, smooth_step
from walkon.rehearsal.face_shape import FaceShape
from walkon.rehearsal.features import paint_brows, paint_eyelids, paint_lips, paint_scalp
from walkon.rehearsal.skin_canvas import FINE, SkinCanvas, pixels

_AGED = (0.74, 0.62, 0.58)
_BLUSH = (1.12, 0.70, 0.66)
_SHADE = (0.62, 0.44, 0.40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skin:
    """`colour` (H, W, 3) linear RGB and `shine` (H, W), float32, at `PIXELS` per cm."""

    colour: Array
    shine: Array


def paint_skin(face: FaceShape, seam: float) -> Skin:
    """The skin of one face; the same traits give the same picture."""
    canvas = SkinCanvas(face, seam)
    _tone(canvas)
    _spots(canvas)
    if canvas.traits.age > 0.25:
        _wrinkles(canvas)
    if canvas.traits.beard:
        _stubble(canvas)
    lips = paint_lips(canvas)
    paint_eyelids(canvas)
    hairy = np.maximum(paint_brows(canvas), paint_scalp(canvas))
    shine = _shine(canvas) * (1 - lips)
    shine += 1.9 * lips * np.clip(1 + 0.25 * clouds(canvas.shape, 3, canvas.chance, 2, 4), 0.3, 2)
    shine *= 1 - 0.8 * hairy
    return Skin(
        colour=np.ascontiguousarray(np.clip(canvas.colour, 0.002, 0.95)), shine=np.ascontiguousarray(shine, np.float32)
    )


def _tone(c: SkinCanvas) -> None:
    t, shape, chance = c.traits, c.shape, c.chance
    melanin = (
        clouds(shape, 60, chance) * 0.035 + clouds(shape, 9, chance, 3) * 0.028 + clouds(shape, 2.0, chance, 1) * 0.022
    )
    absorbs = np.array([0.8, 1.1, 1.3], np.float32)
    c.colour[:] = np.array(t.skin, np.float32) * np.exp(melanin[..., None] * absorbs)
    lively = 0.45 + 0.45 * t.redness
    blotches = np.clip(1 + 0.12 * clouds(shape, 26, chance, 3), 0.3, 1.8)
    c.tint(c.at(4.3, -3.0, 2.3, 1.6) * blotches, _BLUSH, 0.75 * lively)
    c.tint(c.at(0, c.face.nose.height(-3.7), 1.3, 0.9) * blotches, _BLUSH, 0.60 * lively)
    c.tint(c.at(12, -2, 2.6, 4), _BLUSH, 0.55 * lively)
    c.tint(c.at(0, c.face.chin_y, 1.6, 1.1), _BLUSH, 0.35 * lively)
    c.tint(c.at(0, 4.5, 4, 2), (1.04, 1.02, 0.96), 0.5)
    e = t.eye_distance
    c.tint(c.at(e - 0.3, -1.15, 1.4, 0.5), (0.86, 0.78, 0.80), 0.25 + 0.35 * t.age)
    c.tint(c.at(e, 0.95, 1.7, 0.55), (0.84, 0.72, 0.70), 0.55)
    c.tint(c.at(1.5, 0.1, 0.45, 0.7), (0.84, 0.74, 0.73), 0.5)
    _around_the_nose(c)


def _around_the_nose(c: SkinCanvas) -> None:
    """Soft shade in the folds of the wings, and the nostrils."""
    breadth = c.face.nose.breadth
    wing_x, wing_y = c.face.nose.wing
    c.tint(c.at(wing_x + 0.60 * breadth, wing_y, 0.16, 0.42), _SHADE, 0.40)
    c.tint(c.at(0, c.face.nose.height(-4.95), 1.2 * breadth, 0.22), _SHADE, 0.35)
    nostrils = c.at(*c.face.nose.nostril, 0.26 * c.face.nose.breadth, 0.12)
    c.tint(np.clip(1.3 * nostrils, 0, 1), (0.20, 0.10, 0.09), 0.85)


def _spots(c: SkinCanvas) -> None:
    t, chance = c.traits, c.chance
    freckles = np.zeros(c.shape, np.float32)
    for _ in range(int(420 * t.freckles)):
        centre = pixels(chance.normal(0, 3.2), chance.normal(-2.6, 1.8))
        size, strength = int(chance.uniform(0.8, 2.2) * 2**FINE), float(chance.uniform(0.3, 0.9))
        cv2.circle(freckles, centre, size, strength, -1, cv2.LINE_AA, FINE)
    if t.freckles:
        c.tint(cv2.GaussianBlur(freckles, (0, 0), 0.8), (0.66, 0.50, 0.42))
    for _ in range(int(3 + 4 * t.age)):
        c.tint(bump(c.x, c.y, chance.uniform(-6, 6), chance.uniform(-9, 5), 0.06, 0.06), (0.5, 0.36, 0.3), 0.7)


def _wrinkles(c: SkinCanvas) -> None:
    t, x, y, ax = c.traits, c.x, c.y, c.ax
    e = t.eye_distance
    for height in (3.2, 4.2, 5.2):
        wander = np.interp(x[0], np.linspace(-8, 8, 17), c.chance.normal(0, 0.05, 17))[None]
        brow = line(y, height + wander + 0.1 * np.cos(x * 0.5), 0.11) * smooth_step(4.6 - ax, 0, 2)
        c.tint(brow, _AGED, 0.42 * t.age)
    outside = smooth_step(ax, e + 1.75, e + 2.0) * (1 - smooth_step(ax, e + 2.3, e + 3.0))
    for k in range(4):
        crow = line(y, 0.1 - 0.25 * k + (ax - e - 1.6) * (0.35 - 0.3 * k), 0.07)
        c.tint(crow * outside, _AGED, 0.5 * t.age)
    for k in range(2):
        bag = line(y, -0.95 - 0.28 * k + 0.03 * (ax - e) ** 2, 0.10)
        c.tint(bag * c.at(e, -1.1, 1.3, 1.0), (0.78, 0.66, 0.63), 0.5 * t.age)
    fold = line(ax, c.face.fold_x(y), 0.16) * smooth_step(y, -7.8, -6.6) * (1 - smooth_step(y, -4.7, -4.2))
    c.tint(fold, (0.70, 0.55, 0.51), 0.6 * t.age)
    frown = line(ax, 0.55 + 0.05 * np.sin(y * 5), 0.06) * c.at(0, 1.7, 1.0, 0.7)
    c.tint(frown, (0.8, 0.68, 0.65), 0.35 * t.age)
    corner = line(ax, t.mouth_width + 0.25 - 0.12 * (y + 8), 0.14)
    c.tint(corner * smooth_step(y, -9, -8.2) * (1 - smooth_step(y, -7.6, -7.1)), (0.72, 0.6, 0.57), 0.4 * t.age)
    c.tint(np.clip(clouds(c.shape, 14, c.chance, 3) - 1.1, 0, 1), (0.78, 0.66, 0.58), 0.5 * t.age)


def _stubble(c: SkinCanvas) -> None:
    grown = beard_grown(c.face, c.x, c.y, np.full_like(c.x, 5.0))
    dots = np.clip(clouds(c.shape, 1.6, c.chance, 1) * 0.6 + 0.55, 0, 1)
    c.cover(np.clip(0.8 * grown * (0.35 + 0.65 * dots), 0, 0.92), np.array(c.traits.hair, np.float32) * 0.8 + 0.02)


def _shine(c: SkinCanvas) -> Array:
    tip = c.face.nose.height(-3.5)
    oily = 0.55 + 0.35 * c.at(0, -1.5, 0.8, 2.5) + 0.55 * c.at(0, tip, 0.6, 0.5) + 0.45 * c.at(0, 4.2, 3.2, 2.0)
    oily += 0.35 * c.at(4.2, -2.0, 1.6, 1.1) + 0.25 * c.at(0, c.face.chin_y, 1.0, 0.8)
    return oily * c.traits.shine * np.clip(1 + 0.25 * clouds(c.shape, 2.2, c.chance, 2), 0.3, 1.8)

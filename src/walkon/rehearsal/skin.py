"""The picture of a face's skin: tone, redness, freckles, wrinkles, lips, brows, and how much it shines."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from walkon.rehearsal.cast import Colour, Traits
from walkon.rehearsal.curves import Array, bump, clouds, line, smooth_step
from walkon.rehearsal.face_shape import FaceShape
from walkon.rehearsal.hair import beard_grown

PIXELS = 28  # per cm
LEFT, RIGHT, BOTTOM, TOP = -19.0, 19.0, -23.0, 13.0  # what the picture covers, cm
_FINE = 3  # bits of sub-pixel places in OpenCV's drawing
_AGED = (0.66, 0.55, 0.52)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skin:
    """`colour` (H, W, 3) linear RGB and `shine` (H, W), float32, at `PIXELS` per cm."""

    colour: Array
    shine: Array


class _Canvas:
    """The skin's picture while it is painted."""

    def __init__(self, face: FaceShape, seam: float) -> None:
        self.face, self.seam, self.traits = face, seam, face.traits
        width, height = int((RIGHT - LEFT) * PIXELS), int((TOP - BOTTOM) * PIXELS)
        x = LEFT + (np.arange(width, dtype=np.float32) + 0.5) / PIXELS
        y = TOP - (np.arange(height, dtype=np.float32) + 0.5) / PIXELS
        self.x, self.y = np.meshgrid(x, y)
        self.ax = np.abs(self.x)
        self.shape = (height, width)
        self.chance = np.random.default_rng(self.traits.seed)
        self.colour = np.empty((height, width, 3), np.float32)

    def at(self, cx: float, cy: float, sx: float, sy: float) -> Array:
        return bump(self.ax, self.y, cx, cy, sx, sy)

    def tint(self, mask: Array, colour: Colour, amount: float = 1.0) -> None:
        """Multiplies by `colour` where the mask is."""
        m = np.clip(mask * amount, 0, 1)[..., None].astype(np.float32)
        self.colour *= 1 - m + m * np.array(colour, np.float32)

    def cover(self, mask: Array, colour: Array) -> None:
        """Paints over where the mask is."""
        m = mask[..., None].astype(np.float32)
        self.colour[:] = self.colour * (1 - m) + colour * m


def paint_skin(face: FaceShape, seam: float) -> Skin:
    """The skin of one face; the same traits give the same picture."""
    canvas = _Canvas(face, seam)
    _tone(canvas)
    _spots(canvas)
    if canvas.traits.age > 0.25:
        _wrinkles(canvas)
    if canvas.traits.beard:
        _stubble(canvas)
    lips = _lips(canvas)
    _eyelids(canvas)
    brows = _brows(canvas)
    _scalp(canvas)
    shine = _shine(canvas) * (1 - lips)
    shine += 1.5 * lips * np.clip(1 + 0.3 * clouds(canvas.shape, 3, canvas.chance, 2, 4), 0.3, 2)
    shine *= 1 - 0.8 * brows
    return Skin(
        colour=np.ascontiguousarray(np.clip(canvas.colour, 0.002, 0.95)), shine=np.ascontiguousarray(shine, np.float32)
    )


def _tone(c: _Canvas) -> None:
    t, shape, chance = c.traits, c.shape, c.chance
    melanin = (
        clouds(shape, 60, chance) * 0.035 + clouds(shape, 9, chance, 3) * 0.028 + clouds(shape, 2.0, chance, 1) * 0.022
    )
    absorbs = np.array([0.8, 1.1, 1.3], np.float32)
    c.colour[:] = np.array(t.skin, np.float32) * np.exp(melanin[..., None] * absorbs)
    red = (1.10, 0.80, 0.80)
    blotches = np.clip(1 + 0.35 * clouds(shape, 22, chance, 3), 0.2, 2)
    c.tint(c.at(4.3, -3.4, 1.8, 1.5) * blotches, red, 0.75 * t.redness)
    c.tint(c.at(0, c.face.nose_y(-3.3), 1.1, 0.9) * blotches, red, 0.6 * t.redness)
    c.tint(c.at(12, -2, 2.4, 4), red, 0.6 * t.redness)
    c.tint(c.at(0, -10.5, 1.4, 1.0), red, 0.35 * t.redness)
    c.tint(c.at(0, 4.5, 4, 2), (1.03, 1.02, 0.97), 0.5)
    e = t.eye_distance
    c.tint(c.at(e - 0.4, -1.0, 1.3, 0.5), (0.80, 0.74, 0.80), 0.35 + 0.55 * t.age)
    c.tint(c.at(e, 0.75, 1.4, 0.5), (0.86, 0.78, 0.78), 0.5)
    c.tint(c.at(1.6, 0.1, 0.4, 0.6), (0.82, 0.75, 0.76), 0.5)
    nostrils = c.at(0.62 * t.nose_width, c.face.nose_y(-4.90), 0.34 * t.nose_width, 0.15)
    c.tint(np.clip(1.6 * nostrils, 0, 1), (0.16, 0.09, 0.08), 0.95)


def _spots(c: _Canvas) -> None:
    t, chance = c.traits, c.chance
    freckles = np.zeros(c.shape, np.float32)
    for _ in range(int(420 * t.freckles)):
        centre = _pixels(chance.normal(0, 3.2), chance.normal(-2.6, 1.8))
        size, strength = int(chance.uniform(0.8, 2.2) * 2**_FINE), float(chance.uniform(0.3, 0.9))
        cv2.circle(freckles, centre, size, strength, -1, cv2.LINE_AA, _FINE)
    if t.freckles:
        c.tint(cv2.GaussianBlur(freckles, (0, 0), 0.8), (0.66, 0.50, 0.42))
    for _ in range(int(3 + 4 * t.age)):
        c.tint(bump(c.x, c.y, chance.uniform(-5, 5), chance.uniform(-9, 5), 0.07, 0.07), (0.4, 0.28, 0.24), 0.9)


def _wrinkles(c: _Canvas) -> None:
    t, x, y, ax = c.traits, c.x, c.y, c.ax
    e = t.eye_distance
    for height in (3.2, 4.2, 5.2):
        wander = np.interp(x[0], np.linspace(-8, 8, 17), c.chance.normal(0, 0.10, 17))[None]
        brow = line(y, height + wander + 0.1 * np.cos(x * 0.5), 0.07) * smooth_step(4.6 - ax, 0, 2)
        c.tint(brow, _AGED, 0.75 * t.age)
    outside = smooth_step(ax, e + 1.55, e + 1.8) * (1 - smooth_step(ax, e + 2.2, e + 2.9))
    for k in range(4):
        crow = line(y, 0.1 - 0.25 * k + (ax - e - 1.6) * (0.35 - 0.3 * k), 0.05)
        c.tint(crow * outside, _AGED, 0.7 * t.age)
    for k in range(2):
        bag = line(y, -0.95 - 0.28 * k + 0.03 * (ax - e) ** 2, 0.06)
        c.tint(bag * c.at(e, -1.1, 1.3, 1.0), (0.7, 0.58, 0.56), 0.8 * t.age)
    fold = line(ax, c.face.fold_x(y), 0.09) * smooth_step(y, -7.8, -6.6) * (1 - smooth_step(y, -4.7, -4.2))
    c.tint(fold, (0.6, 0.46, 0.43), 0.9 * t.age)
    frown = line(ax, 0.55 + 0.05 * np.sin(y * 5), 0.06) * c.at(0, 1.7, 1.0, 0.7)
    c.tint(frown, (0.7, 0.58, 0.56), 0.7 * t.age)
    corner = line(ax, t.mouth_width + 0.25 - 0.12 * (y + 8), 0.09)
    c.tint(corner * smooth_step(y, -9, -8.2) * (1 - smooth_step(y, -7.6, -7.1)), (0.66, 0.52, 0.5), 0.7 * t.age)
    c.tint(np.clip(clouds(c.shape, 14, c.chance, 3) - 1.1, 0, 1), (0.78, 0.66, 0.58), 0.5 * t.age)


def _stubble(c: _Canvas) -> None:
    grown = beard_grown(c.face, c.x, c.y, np.full_like(c.x, 5.0))
    dots = np.clip(clouds(c.shape, 1.6, c.chance, 1) * 0.6 + 0.55, 0, 1)
    c.cover(np.clip(0.8 * grown * (0.35 + 0.65 * dots), 0, 0.92), np.array(c.traits.hair, np.float32) * 0.8 + 0.02)


def _lips(c: _Canvas) -> Array:
    t, y, ax, seam = c.traits, c.y, c.ax, c.seam
    up, low = c.face.lips(c.x)
    beyond = np.where(y >= seam, (y - seam) - up, (seam - y) - low)
    inside = 1 - smooth_step(beyond + 0.03 * clouds(c.shape, 5, c.chance, 2), -0.10, 0.06)
    inside = inside * smooth_step(t.mouth_width * 1.02 - ax, 0, 0.25)
    creases = np.clip(1 + 0.10 * clouds(c.shape, 3.2, c.chance, 2, 5), 0.6, 1.4)
    shaded = (creases * np.where(y > seam, 0.86, 1.0))[..., None]
    c.cover(0.82 * inside, np.array(t.lip_tint, np.float32) * shaded.astype(np.float32))
    meeting = line(y, seam, 0.05) * smooth_step(t.mouth_width * 1.06 - ax, 0, 0.2)
    c.tint(meeting, (0.0, 0.0, 0.0), 0.6)
    c.tint(c.at(t.mouth_width + 0.05, seam, 0.16, 0.12), (0.0, 0.0, 0.0), 0.35)
    return inside


def _eyelids(c: _Canvas) -> None:
    t = c.traits
    out = (c.ax - t.eye_distance) / t.eye_width
    crease = t.eye_height * 1.35 * np.clip(1 - 0.8 * out**2, 0, 1) ** 0.6 + 0.10 + t.eye_tilt * out
    mask = line(c.y, crease, 0.045) * (np.abs(out) < 1.1) * smooth_step(1.15 - np.abs(out), 0, 0.3)
    c.tint(mask, (0.0, 0.0, 0.0), 0.40 * t.lid_fold)


def _brows(c: _Canvas) -> Array:
    """Draws hair by hair; gives back how much they cover."""
    t, chance = c.traits, c.chance
    hairs = np.zeros(c.shape, np.float32)
    for side in (-1, 1):
        for _ in range(int(360 * t.brow_density)):
            q = chance.beta(1.1, 1.2)  # from the nose outwards
            x = 1.05 + q * 3.9 * (t.eye_distance / 3.15)
            thick = t.brow_thickness * (1 - 0.96 * max(0.0, q - 0.25) ** 1.2) * (0.75 + 0.25 * min(1, q * 5))
            arch = t.brow_arch * np.sin(min(q / 0.68, 1.47) * np.pi / 2)
            y = t.brow_y + arch - 0.10 + thick * chance.uniform(-0.5, 0.5)
            lean = np.radians(78 - 75 * min(1, q * 1.7) + chance.normal(0, 12)) * (1 if chance.random() < 0.9 else 0.3)
            lean -= np.radians(18) * max(0.0, q - 0.6) / 0.4
            length = chance.uniform(0.30, 0.60) * (0.6 + 0.4 * min(1, q * 3))
            tip = _pixels(side * (x + length * np.cos(lean)), y + length * np.sin(lean) * 0.6)
            strength = float(chance.uniform(0.45, 0.95))
            cv2.line(hairs, _pixels(side * x, y), tip, strength, 1, cv2.LINE_AA, _FINE)
    covered: Array = np.clip(
        cv2.GaussianBlur(hairs, (0, 0), 0.7) * 1.15 + 0.30 * cv2.GaussianBlur(hairs, (0, 0), 5), 0, 0.96
    )
    c.cover(covered, np.array(t.hair, np.float32) * 0.85 + 0.006)
    return covered


def _scalp(c: _Canvas) -> None:
    """Skin is darker where hair grows on it."""
    t = c.traits
    edge = np.interp(c.ax, [0, 4, 5.6, 7, 8.5], [t.hairline, t.hairline - 0.4, t.hairline - 2, 2.5, 0])
    c.cover(0.75 * smooth_step(c.y - edge, -0.5, 1.3), np.array(t.hair, np.float32) + 0.012)


def _shine(c: _Canvas) -> Array:
    oily = 0.55 + 0.55 * c.at(0, -2.5, 1.0, 3.0) + 0.45 * c.at(0, 4.2, 3.2, 2.0)
    oily += 0.25 * c.at(4.0, -2.2, 1.4, 1.0) + 0.25 * c.at(0, -10.4, 1.0, 0.8)
    return oily * c.traits.shine * np.clip(1 + 0.25 * clouds(c.shape, 2.2, c.chance, 2), 0.3, 1.8)


def _pixels(x: float, y: float) -> tuple[int, int]:
    scale = PIXELS * 2**_FINE
    return int((x - LEFT) * scale), int((TOP - y) * scale)


def strands(traits: Traits, chance: np.random.Generator) -> tuple[Array, Array]:
    """Hair's colour (512, 1024, 3) linear RGB and how early each place is cut away (512, 1024), 0 to 1, even."""
    curly = traits.hair_style == "curly"
    shape = (512, 1024)
    along = clouds(shape, 5 if curly else 4, chance, 3, 1.0 if curly else 34)
    light = np.exp(0.42 * along + 0.18 * clouds(shape, 60, chance, 2))
    colour = np.array(traits.hair, np.float32) * light[..., None]
    noise = clouds(shape, 3.2 if curly else 2.2, chance, 2, 1.0 if curly else 22)
    order = np.argsort(np.argsort(noise.ravel())).reshape(shape) / noise.size
    return np.ascontiguousarray(colour, np.float32), np.ascontiguousarray(order, np.float32)


def cloth(traits: Traits, chance: np.random.Generator) -> Array:
    """A shirt's weave, (256, 512, 3) linear RGB."""
    shape = (256, 512)
    weave = 1 + 0.10 * clouds(shape, 2, chance, 1) + 0.10 * clouds(shape, 40, chance, 2)
    return np.ascontiguousarray(np.clip(np.array(traits.shirt) * weave[..., None], 0.003, 0.95), np.float32)

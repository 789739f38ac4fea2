"""A cloth mask: a taut sheet from the bridge of the nose to under the chin, with loops to the ears.

The head must be the first part.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from walkon.rehearsal.cast import Colour
from walkon.rehearsal.curves import Array, line, smooth_step
from walkon.rehearsal.face_shape import FaceShape
from walkon.rehearsal.mesh import Builder, Material, grid, triangulated
from walkon.rehearsal.parts import tube

CLOTH: Colour = (0.30, 0.50, 0.66)
_ROWS, _COLUMNS = 72, 81
_SIDE = 1.22  # radians of azimuth at which the cloth ends
_TOP = ((0.0, -2.0), (0.22, -2.5), (0.45, -3.1), (0.8, -3.5), (_SIDE, -4.5))  # azimuth, height of the edge, cm
_BOTTOM = ((0.0, -11.35), (0.5, -11.2), (_SIDE, -10.2))
_OFF = 0.32  # cm in front of what it lies on
_PLEATS, _PLEAT_DEPTH = (0.40, 0.54, 0.68), 0.14  # shares of the way down; cm
_BACK = 1.3  # cm, what the cloth hides
_LOOP = 0.11  # cm, radius


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """Its vertices in the mesh, and how far each follows the jaw (V,): the cloth stretches and does not part.

    `hidden`: of the head's vertices, how far each goes back under the cloth, cm, so that no lips poke through.
    """

    vertices: slice
    jaw: Array
    hidden: Array


def build_mask(builder: Builder, face: FaceShape) -> Mask:
    """Adds the cloth, pulled over nose, lips, chin and beard, and its loops."""
    azimuth = np.linspace(-_SIDE, _SIDE, _COLUMNS)
    down = np.linspace(0, 1, _ROWS)
    cloth = _taut(face, azimuth, down)
    pleats = sum(line(down, at, 0.022) for at in _PLEATS)
    inside = 1 - smooth_step(np.abs(azimuth), 0.75 * _SIDE, _SIDE)
    cloth[..., 2] += _PLEAT_DEPTH * np.outer(pleats, inside)
    vertices = builder.add(cloth, np.zeros((cloth.size // 3, 2)), triangulated(grid(_ROWS, _COLUMNS)), Material.MASK)
    for side, row in ((0, 3), (0, -4), (-1, 3), (-1, -4)):
        tube(builder, _loop(face, cloth[row, side]), _LOOP, Material.MASK)
    seam = face.traits.mouth_y
    jaw = smooth_step(seam - cloth.reshape(-1, 3)[:, 1], -2.6, 2.2)
    return Mask(vertices=vertices, jaw=jaw, hidden=_hidden(face, *builder.at[0].T))


def _hidden(face: FaceShape, x: Array, y: Array, z: Array) -> Array:
    """How far the head's points go back: all that surely lies under the cloth, less and less towards its edges."""
    aside = np.arctan2(np.abs(x), z)
    top, bottom = (np.interp(aside, *np.array(edge).T) for edge in (_TOP, _BOTTOM))
    bottom = bottom - face.traits.chin_length
    below = 1 - smooth_step(y, top - 1.3, top - 0.4)
    hidden: Array = _BACK * below * smooth_step(y, bottom + 0.7, bottom + 1.6) * (1 - smooth_step(aside, 0.7, 0.92))
    return hidden


def _taut(face: FaceShape, azimuth: Array, down: Array) -> Array:
    """(rows, columns, 3): over what stands out, across what lies deep."""
    aside = np.abs(azimuth)
    chin = face.traits.chin_length
    top, bottom = (np.interp(aside, *np.array(edge).T) for edge in (_TOP, _BOTTOM))
    upper, lower = (np.array([face.place(y) for y in edge]) for edge in (top, bottom - chin))
    dense = np.linspace(upper.min(), lower.max(), 160)
    skin = face.surface(azimuth, dense)
    places = upper + np.outer(down, lower - upper)
    on = np.stack([[np.interp(places[:, c], dense, skin[:, c, k]) for c in range(len(azimuth))] for k in range(3)], -1)
    on = on.transpose(1, 0, 2).astype(np.float32)
    spanned = np.stack([_envelope(column) for column in on[..., 2].T], 1)
    sheet = np.dstack([on[..., :2], np.maximum(spanned, cv2.GaussianBlur(spanned, (0, 0), 2.5))])
    sheet = cv2.GaussianBlur(sheet, (0, 0), 2, borderType=cv2.BORDER_REPLICATE)
    outwards = np.cross(np.gradient(sheet, axis=0), np.gradient(sheet, axis=1))
    outwards /= np.linalg.norm(outwards, axis=-1, keepdims=True) + 1e-9
    outwards = cv2.GaussianBlur(outwards.astype(np.float32), (0, 0), 2, borderType=cv2.BORDER_REPLICATE)
    bearded = face.traits.beard * smooth_step(down, 0.35, 0.6)[:, None, None]
    return np.asarray(sheet + outwards * np.sign(outwards[len(down) // 2, len(azimuth) // 2, 2]) * (_OFF + bearded))


def _envelope(values: Array) -> Array:
    """The lowest curve over `values` (N,) that nowhere bends inwards, as a thread pulled over them."""
    kept: list[int] = []
    for i in range(len(values)):
        while len(kept) > 1:
            a, b = kept[-2:]
            if (values[b] - values[a]) * (i - a) > (values[i] - values[a]) * (b - a):
                break
            kept.pop()
        kept.append(i)
    pulled: Array = np.interp(np.arange(len(values)), kept, values[kept]).astype(np.float32)
    return pulled


def _loop(face: FaceShape, start: Array) -> Array:
    """Points (N, 3) over the cheek from the cloth's edge to behind the ear."""
    side = np.sign(start[0])
    ear = np.array([side * (6.95 * face.traits.face_width + 0.35), -1.2, -1.2])
    along = np.linspace(0, 1, 14)[:, None]
    path = start + (ear - start) * along
    path[:, 0] += side * 0.55 * np.sin(np.pi * along[:, 0])  # cheeks are round
    return np.asarray(path)

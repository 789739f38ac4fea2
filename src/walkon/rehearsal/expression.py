"""How a face moves: the jaw's turn, and how far each expression carries each point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from walkon.rehearsal.curves import Array, bump, smooth_step
from walkon.rehearsal.face_shape import FaceShape
from walkon.rehearsal.head import Head
from walkon.rehearsal.state import State

JAW_OPENS = 17.0  # degrees, fully open
RELAXED = 0.28  # how much of a smile a calm face shows
_JOINT = (-1.6, 1.0)  # y, z of the jaw joint, cm


@dataclass(frozen=True, slots=True, kw_only=True)
class Expressions:
    """Of the head's V vertices: how far each follows the jaw (V,), and offsets (V, 3), cm, of full expressions."""

    jaw: Array
    corners: Array  # (V,) how far the corners of an open mouth draw in, cm
    offsets: dict[str, Array]

    def apply(self, skin: Array, state: State) -> None:
        """Moves the skin (V, 3) in place."""
        for name, offset in self.offsets.items():
            amount = getattr(state, name)
            if name == "smile":
                amount = max(amount, RELAXED * (1 - state.pucker))
            if amount:
                skin += offset * amount
        if state.jaw:
            swing_jaw(skin, state.jaw, self.jaw)
            skin[:, 0] -= self.corners * state.jaw


def swing_jaw(at: Array, opening: float, follows: Array | float = 1.0) -> None:
    """Turns points (N, 3) about the jaw joint in place; `opening` 0 to 1."""
    angle = np.radians(JAW_OPENS * opening) * follows
    c, s = np.cos(angle), np.sin(angle)
    y, z = at[:, 1] - _JOINT[0], at[:, 2] - _JOINT[1]
    at[:, 1] = _JOINT[0] + c * y - s * z
    at[:, 2] = _JOINT[1] + s * y + c * z


def expressions(face: FaceShape, head: Head, skin: Array) -> Expressions:
    """Those of one face; `skin` is its head at rest, (V, 3)."""
    t = face.traits
    x, y, z = skin.T
    ax, seam = np.abs(x), head.seam
    front = smooth_step(z, 0.2, 4.0)
    corner_bump = bump(ax, y, t.mouth_width, seam, 1.0, 1.0)
    offsets = {"smile": _smile(face, head, skin), "wide": _wide(face, head, skin), "pucker": _pucker(face, head, skin)}
    brow = np.zeros_like(skin)
    brow[:, 1] = 0.55 * bump(ax, y, 2.9, 1.9, 2.3, 0.9) + 0.2 * bump(ax, y, 2.0, 4.0, 3, 1.5)
    offsets["brow"] = brow
    return Expressions(
        jaw=_jaw(face, head, skin) * front,
        corners=np.sign(x) * 0.18 * corner_bump,
        offsets={name: offset * front[:, None] for name, offset in offsets.items()},
    )


def _jaw(face: FaceShape, head: Head, skin: Array) -> Array:
    """Below the seam everything follows; towards the corners upper and lower lip meet in between."""
    ax, y = np.abs(skin[:, 0]), skin[:, 1]
    below = head.seam - y
    follows = smooth_step(below, -2.6, 3.0)
    out = np.clip(ax / (0.90 * face.traits.mouth_width), 0, 1)
    shared = 0.5 * out**2 + 0.5 * (1 - np.sqrt(1 - out**2))
    upper = follows * shared - 0.10 * (1 - shared) * np.exp(-(below**2))
    lower = follows * shared + 1.0 * (1 - shared)
    neck = 1 - smooth_step(head.place, face.place(-12.0), face.place(-15.0))
    jaw: Array = np.where(head.above, upper, lower) * neck
    return jaw


def _smile(face: FaceShape, head: Head, skin: Array) -> Array:
    t = face.traits
    x, y, _ = skin.T
    ax, seam = np.abs(x), head.seam
    corner = bump(ax, y, t.mouth_width, seam, 1.15, 1.0)
    cheek = bump(ax, y, 4.0, -4.2, 1.5, 1.5)
    lip = bump(ax, y, 0, seam, t.mouth_width * 0.9, 1.0)
    lower_lid = bump(ax, y, t.eye_distance, -1.0, 1.3, 0.4)
    return np.stack(
        [
            np.sign(x) * (0.62 * corner + 0.12 * cheek),
            0.55 * corner + 0.30 * cheek - 0.05 * lip + 0.10 * lower_lid,
            0.40 * cheek - 0.55 * corner - 0.22 * lip,
        ],
        -1,
    )


def _wide(face: FaceShape, head: Head, skin: Array) -> Array:
    t = face.traits
    x, y, _ = skin.T
    corner = bump(np.abs(x), y, t.mouth_width, head.seam, 1.15, 1.0)
    lip = bump(np.abs(x), y, 0, head.seam, t.mouth_width * 0.9, 1.0)
    return np.stack([np.sign(x) * 0.45 * corner, 0 * x, -0.30 * corner - 0.10 * lip], -1)


def _pucker(face: FaceShape, head: Head, skin: Array) -> Array:
    t = face.traits
    x, y, _ = skin.T
    ax, seam = np.abs(x), head.seam
    mouth = bump(ax, y, 0, seam, t.mouth_width * 1.15, 1.5)
    parted = np.where(head.above, 1, -1) * 0.10 * bump(ax, y, 0, seam, 1.2, 0.5) * head.parts
    return np.stack([-x * 0.36 * mouth, parted, 0.75 * bump(ax, y, 0, seam, 1.8, 1.1)], -1)

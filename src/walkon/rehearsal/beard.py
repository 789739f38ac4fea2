"""The beard: shells of strands that stand on the moving skin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from walkon.rehearsal.curves import Array, bump, smooth_step
from walkon.rehearsal.face_shape import FaceShape
from walkon.rehearsal.mesh import Builder, Material

BEARD_SHELLS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class BeardShell:
    """A shell over the skin that follows it: its own vertices, the head's they stand on, and how far off, cm."""

    vertices: slice
    roots: Array
    off: Array


def beard_grown(face: FaceShape, x: Array, y: Array, z: Array) -> Array:
    """Where a beard grows, 0 to 1: along the jaw, over the upper lip, not on the lips."""
    t = face.traits
    ax, seam = np.abs(x), t.mouth_y
    out = np.maximum(0, ax - 3.2)
    end = 10.55 + t.chin_length - 0.25 * ax
    jaw = smooth_step(-y, 6.2 - 0.88 * out, 8.2 - 0.8 * out)
    jaw = jaw * (1 - smooth_step(-y, end, end + 1.2)) * smooth_step(z, 0.5, 3.0)
    moustache = np.clip(1.3 * bump(ax, y, 1.2, seam + 1.0, 2.2, 0.5), 0, 1) * (ax < 3.6)
    up, low = face.lips(x)
    lips = (y < seam + up + 0.06) & (y > seam - low - 0.05) & (ax < t.mouth_width + 0.1)
    grown = np.maximum(jaw, moustache) * (1 - 0.45 * bump(ax, y, 1.7, seam - 1.25, 0.7, 0.45))
    return np.where(lips, 0, grown)


def build_beard(builder: Builder, face: FaceShape) -> tuple[BeardShell, ...]:
    """Shells over jaw and lip, put onto the moved skin again at every frame; the head must be the first part."""
    if face.traits.beard <= 0:
        return ()
    skin, follows = builder.at[0], builder.follows[0]
    grown = beard_grown(face, *skin.T)
    triangles = builder.triangles[0][builder.materials[0] == Material.SKIN]
    triangles = triangles[(grown[triangles] > 0.05).any(1)]
    roots = np.unique(triangles)
    renumbered = np.full(len(skin), -1)
    renumbered[roots] = np.arange(len(roots))
    strands = np.c_[skin[roots, 0] / 9 + 5, skin[roots, 1] / 12 + 5]
    thick = np.clip(grown[roots], 0, 1)
    shells = []
    for k in range(1, BEARD_SHELLS + 1):
        share = k / BEARD_SHELLS
        threshold = 0.02 + 0.6 * share + 0.8 * (1 - np.clip(grown[roots] * 1.4, 0, 1))
        vertices = builder.add(skin[roots], strands, renumbered[triangles], Material.STRANDS, follows[roots], threshold)
        shells.append(BeardShell(vertices=vertices, roots=roots, off=share * face.traits.beard * thick))
    return tuple(shells)

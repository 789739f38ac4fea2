"""Triangles with materials, collected part by part."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from walkon.rehearsal.curves import Array
from walkon.stage.compiled import compiled


class Material(IntEnum):
    """What a triangle is made of; the kernels compare with these numbers. Up to `INNER_LIP` back sides are not drawn."""

    SKIN = 0
    INNER_LIP = 1
    TEETH = 2
    TONGUE = 3
    CAVITY = 4
    HAIR = 5
    STRANDS = 6  # hair that is cut out of its triangle by strand noise
    SHIRT = 7
    FRAME = 8
    EAR = 9
    MASK = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesh:
    """A body at rest. V vertices, F triangles; cm, axes right, up, towards the camera."""

    at: Array  # (V, 3) float64
    uv: Array  # (V, 2) float32, what a texture is looked up with
    shell: Array  # (V,) float32, strand noise below this is cut away
    follows: Array  # (V,) float64, how far a vertex follows the head, 0 to 1
    triangles: Array  # (F, 3) int32, strands last
    materials: Array  # (F,) int32


@dataclass(slots=True)
class Builder:
    """Collects parts; `add` tells where a part's vertices lie."""

    at: list[Array] = field(default_factory=list)
    uv: list[Array] = field(default_factory=list)
    shell: list[Array] = field(default_factory=list)
    follows: list[Array] = field(default_factory=list)
    triangles: list[Array] = field(default_factory=list)
    materials: list[Array] = field(default_factory=list)
    count: int = 0

    def add(
        self,
        at: Array,
        uv: Array,
        triangles: Array,
        material: Material | Array,
        follows: Array | float = 1.0,
        shell: Array | float = 0.0,
    ) -> slice:
        """Appends one part: (N, 3) places, (N, 2) texture places, triangles of its own vertices."""
        at = at.reshape(-1, 3)
        size = len(at)
        self.at.append(at.astype(np.float64))
        self.uv.append(uv.reshape(-1, 2).astype(np.float32))
        self.shell.append(np.broadcast_to(np.asarray(shell, np.float32), (size,)))
        self.follows.append(np.broadcast_to(np.asarray(follows, np.float64), (size,)))
        self.triangles.append(triangles + self.count)
        self.materials.append(np.broadcast_to(np.asarray(material, np.int32), (len(triangles),)))
        self.count += size
        return slice(self.count - size, self.count)

    def mesh(self) -> Mesh:
        triangles, materials = np.concatenate(self.triangles), np.concatenate(self.materials)
        order = np.argsort(materials == Material.STRANDS, kind="stable")
        return Mesh(
            at=np.concatenate(self.at),
            uv=np.ascontiguousarray(np.concatenate(self.uv)),
            shell=np.concatenate(self.shell),
            follows=np.concatenate(self.follows),
            triangles=np.ascontiguousarray(triangles[order].astype(np.int32)),
            materials=np.ascontiguousarray(materials[order]),
        )


def grid(rows: int, columns: int) -> Array:
    """Numbers of a grid's vertices, row by row."""
    return np.arange(rows * columns).reshape(rows, columns)


def triangulated(numbers: Array) -> Array:
    """Two triangles per cell of a grid of vertex numbers; cells that have shrunk to a line are left out."""
    a, b, c, d = numbers[:-1, :-1], numbers[1:, :-1], numbers[1:, 1:], numbers[:-1, 1:]
    halves = [np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)]
    both = np.concatenate(halves)
    proper = (both[:, 0] != both[:, 1]) & (both[:, 1] != both[:, 2]) & (both[:, 0] != both[:, 2])
    kept: Array = both[proper]
    return kept


@compiled
def normals(at: Array, triangles: Array, out: Array) -> None:
    """Unit normals (V, 3) float32 of the vertices `at`, weighted by the area of their triangles, into `out`."""
    out[:] = 0.0
    for f in range(triangles.shape[0]):
        a, b, c = triangles[f, 0], triangles[f, 1], triangles[f, 2]
        ux, uy, uz = at[b, 0] - at[a, 0], at[b, 1] - at[a, 1], at[b, 2] - at[a, 2]
        vx, vy, vz = at[c, 0] - at[a, 0], at[c, 1] - at[a, 1], at[c, 2] - at[a, 2]
        nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
        for k in (a, b, c):
            out[k, 0] += nx
            out[k, 1] += ny
            out[k, 2] += nz
    for i in range(out.shape[0]):
        length = np.sqrt(out[i, 0] ** 2 + out[i, 1] ** 2 + out[i, 2] ** 2) + np.float32(1e-12)
        out[i, 0] /= length
        out[i, 1] /= length
        out[i, 2] /= length

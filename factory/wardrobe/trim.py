"""What is sewn, screwed or laid on a garment."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix, Vector

from wardrobe.cloth import Material, Object, Surface, mesh_object

Line = Sequence[tuple[float, float]]
"""(x, z) points seen from the front."""


def _sample(line: Line, n: int) -> Any:
    points = np.array(line, float)
    way = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    t = np.linspace(0, way[-1], n)
    return np.stack([np.interp(t, way, points[:, i]) for i in (0, 1)], 1)


def panel(
    name: str,
    on: Surface,
    left: Line,
    right: Line,
    material: Material,
    rows: int = 24,
    cols: int = 10,
    offset: float = 0.004,
    edge_offset: float | None = None,
    bulge: float = 0.0,
    thickness: float = 0.003,
    bridge: int = 2,
) -> Object:
    """A strip between two lines; the offset may run across to `edge_offset`; `bridge` spans small folds."""
    a, b = _sample(left, rows), _sample(right, rows)
    grid = np.zeros((rows, cols, 3))
    for i in range(rows):
        for j in range(cols):
            t = j / (cols - 1)
            x, z = a[i] * (1 - t) + b[i] * t
            edge = offset if edge_offset is None else edge_offset
            grid[i, j] = on.at(x, z, offset + (edge - offset) * t + bulge * math.sin(math.pi * t))[0]
    raw = grid[..., 1].copy()
    for _ in range(bridge):
        y = np.pad(grid[..., 1], 1, mode="edge")
        y[0], y[-1] = 2 * y[1] - y[2], 2 * y[-2] - y[-3]
        y[:, 0], y[:, -1] = 2 * y[:, 1] - y[:, 2], 2 * y[:, -2] - y[:, -3]
        grid[..., 1] = (4 * y[1:-1, 1:-1] + y[:-2, 1:-1] + y[2:, 1:-1] + y[1:-1, :-2] + y[1:-1, 2:]) / 8
    grid[..., 1] -= max(0.0, float(np.percentile(grid[..., 1] - raw, 85))) * 0.8
    faces = [
        (i * cols + j, i * cols + j + 1, (i + 1) * cols + j + 1, (i + 1) * cols + j)
        for i in range(rows - 1)
        for j in range(cols - 1)
    ]
    made = mesh_object(name, grid.reshape(-1, 3), faces, material, subsurf=1, solidify=thickness)
    made.modifiers["solid"].offset = 0
    return made


def ribbon(
    name: str, on: Surface, line: Line, width: float, material: Material, rows: int = 40, **shape: Any
) -> Object:
    """A strip of constant width along a centre line."""
    centre = np.array(line, float)
    along = np.gradient(centre, axis=0)
    across = np.stack([-along[:, 1], along[:, 0]], 1) / np.linalg.norm(along, axis=1)[:, None] * (width / 2)
    return panel(name, on, centre - across, centre + across, material, rows=rows, cols=5, **shape)


def tube(name: str, points: Sequence[Any], radius: float, material: Material) -> Object:
    """A round tube along a smooth curve."""
    curve = bpy.data.curves.new(name, "CURVE")
    curve.dimensions, curve.bevel_depth, curve.bevel_resolution, curve.use_fill_caps = "3D", radius, 4, True
    spline = curve.splines.new("NURBS")
    spline.points.add(len(points) - 1)
    for target, point in zip(spline.points, points, strict=True):
        target.co = (*point, 1)
    spline.use_endpoint_u, spline.order_u = True, 3
    made = bpy.data.objects.new(name, curve)
    curve.materials.append(material)
    bpy.context.scene.collection.objects.link(made)
    return made


def seam(
    name: str, on: Surface, line: Line, material: Material, radius: float = 0.0014, offset: float = 0.0005
) -> Object:
    """A raised seam along a line."""
    points = np.array(line, float)
    s = np.linspace(0, len(points) - 1, 60)
    xs, zs = (np.interp(s, np.arange(len(points)), points[:, i]) for i in (0, 1))
    return tube(name, [on.at(x, z, offset)[0] for x, z in zip(xs, zs, strict=True)], radius, material)


def revolve(
    name: str,
    profile: Sequence[tuple[float, float]],
    material: Material,
    centre: Any = (0, 0, 0),
    ratio: float = 1.0,
    tilt: float = 0.0,
    start: float = 0.0,
    stop: float = 360.0,
    n: int = 96,
    subsurf: int = 1,
    solidify: float = 0.0,
    warp: Callable[[float, float, float], tuple[float, float]] | None = None,
) -> Object:
    """An (radius, height) profile turned around a vertical axis. Angle 0 is +x, 270 the front.

    `ratio` squeezes y, `tilt` (degrees) leans the front down, warp(angle, r, h) may change the profile.
    """
    closed = abs(stop - start) >= 360
    angles = np.radians(np.linspace(start, stop, n, endpoint=not closed))
    lean = Matrix.Rotation(math.radians(tilt), 3, "X")
    vertices = []
    for angle in angles:
        for radius, height in profile:
            r, h = warp(angle, radius, height) if warp else (radius, height)
            vertices.append(lean @ Vector((r * math.cos(angle), r * math.sin(angle) * ratio, h)) + Vector(centre))
    k, m = len(profile), len(angles)
    faces = [
        (i * k + j, ((i + 1) % m) * k + j, ((i + 1) % m) * k + j + 1, i * k + j + 1)
        for i in range(m if closed else m - 1)
        for j in range(k - 1)
    ]
    return mesh_object(name, vertices, faces, material, subsurf=subsurf, solidify=solidify)


def box(name: str, centre: Any, size: Any, material: Material, bevel: float = 0.012, turn: Any = (0, 0, 0)) -> Object:
    """A bevelled box; `turn` in radians."""
    bpy.ops.mesh.primitive_cube_add(size=1, location=centre, rotation=turn)
    made = bpy.context.object
    made.name, made.scale = name, size
    bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)
    return _hard(made, material, bevel, 4)


def disc(
    name: str, where: Any, normal: Any, radius: float, depth: float, material: Material, bevel: float = 0.0015
) -> Object:
    """A button, knob, screw or badge standing on a surface."""
    bpy.ops.mesh.primitive_cylinder_add(radius=radius, depth=depth, vertices=40)
    made = bpy.context.object
    made.name, made.location = name, where
    made.rotation_euler = Vector(normal).to_track_quat("Z", "Y").to_euler()
    return _hard(made, material, bevel, 3)


def _hard(made: Object, material: Material, bevel: float, segments: int) -> Object:
    modifier = made.modifiers.new("bevel", "BEVEL")
    modifier.width, modifier.segments, modifier.limit_method = bevel, segments, "ANGLE"
    made.data.polygons.foreach_set("use_smooth", [True] * len(made.data.polygons))
    made.modifiers.new("normals", "WEIGHTED_NORMAL").keep_sharp = True
    made.data.materials.append(material)
    return made

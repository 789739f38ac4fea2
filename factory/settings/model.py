"""Meshes from simple parts: boxes, rods, tubes, turned profiles, height fields, sheets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import bpy
import numpy as np
from mathutils import Euler, Matrix, Vector

Point = Sequence[float]
EDGE = math.radians(38)  # edges sharper than this stay sharp


class Model:
    """Parts with materials that become one object. Every method adds a part and returns the model."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._vertices: list[Point] = []
        self._faces: list[tuple[int, ...]] = []
        self._slots: list[int] = []
        self._materials: list[Any] = []
        self._uv: dict[int, list[tuple[float, float]]] = {}

    def add(self, vertices: Sequence[Point], faces: Sequence[Sequence[int]], material: Any) -> Model:
        if material not in self._materials:
            self._materials.append(material)
        first, slot = len(self._vertices), self._materials.index(material)
        self._vertices.extend(vertices)
        self._faces.extend(tuple(first + i for i in face) for face in faces)
        self._slots.extend([slot] * len(faces))
        return self

    def box(self, centre: Point, size: Point, material: Any, turn: Point = (0, 0, 0)) -> Model:
        """`size` is the full extent; `turn` in degrees about x, y, z."""
        m = Matrix.Translation(Vector(centre)) @ Euler([math.radians(a) for a in turn]).to_matrix().to_4x4()
        corners = [(x, y, z) for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)]
        points = [m @ Vector((x * size[0], y * size[1], z * size[2])) for x, y, z in corners]
        faces = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))
        return self.add(points, faces, material)

    def rod(
        self, a: Point, b: Point, radius: float, material: Any, *, end: float | None = None, sides: int = 16
    ) -> Model:
        """Cylinder or, with `end`, a cone from `a` to `b`."""
        return self.tube([a, b], [radius, radius if end is None else end], material, sides=sides)

    def tube(self, path: Sequence[Point], radius: Any, material: Any, *, sides: int = 8) -> Model:
        """A pipe along `path`; `radius` one number or one per point."""
        points = [Vector(p) for p in path]
        radii = [radius] * len(points) if isinstance(radius, int | float) else list(radius)
        rings: list[Vector] = []
        side: Vector | None = None
        for i, (p, r) in enumerate(zip(points, radii, strict=True)):
            along = (points[min(i + 1, len(points) - 1)] - points[max(i - 1, 0)]).normalized()
            if side is None:
                side = along.orthogonal().normalized()
            side = (side - along * side.dot(along)).normalized()
            up = along.cross(side)
            rings += [p + r * (math.cos(t) * side + math.sin(t) * up) for t in _turns(sides)]
        faces: list[tuple[int, ...]] = []
        for i in range(len(points) - 1):
            for k in range(sides):
                j = (k + 1) % sides
                faces.append((i * sides + k, i * sides + j, (i + 1) * sides + j, (i + 1) * sides + k))
        faces.append(tuple(range(sides - 1, -1, -1)))
        faces.append(tuple(range((len(points) - 1) * sides, len(points) * sides)))
        return self.add(rings, faces, material)

    def turned(
        self,
        profile: Sequence[tuple[float, float]],
        centre: Point,
        material: Any,
        *,
        turn: Point = (0, 0, 0),
        sides: int = 32,
    ) -> Model:
        """(radius, height) profile turned about the z axis through `centre`."""
        m = Matrix.Translation(Vector(centre)) @ Euler([math.radians(a) for a in turn]).to_matrix().to_4x4()
        points = [m @ Vector((r * math.cos(t), r * math.sin(t), z)) for r, z in profile for t in _turns(sides)]
        faces: list[tuple[int, ...]] = []
        for i in range(len(profile) - 1):
            for k in range(sides):
                j = (k + 1) % sides
                faces.append((i * sides + k, i * sides + j, (i + 1) * sides + j, (i + 1) * sides + k))
        return self.add(points, faces, material)

    def ball(self, centre: Point, radius: float, material: Any, *, squash: float = 1.0, sides: int = 24) -> Model:
        n = sides // 2
        profile = [
            (max(1e-4, radius * math.sin(math.pi * k / n)), -radius * squash * math.cos(math.pi * k / n))
            for k in range(n + 1)
        ]
        return self.turned(profile, centre, material, sides=sides)

    def sheet(self, corners: Sequence[Point], material: Any) -> Model:
        return self.add(corners, [tuple(range(len(corners)))], material)

    def object(
        self, *, bevel: float = 0.0, at: Point = (0, 0, 0), turn: float = 0.0, scale: float = 1.0, segments: int = 2
    ) -> Any:
        """The parts as one object in the scene; `turn` in degrees about the vertical."""
        thing = new_object(self.name, self._vertices, self._faces, self._materials)
        mesh = thing.data
        mesh.polygons.foreach_set("material_index", self._slots)
        mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
        mesh.set_sharp_from_angle(angle=EDGE)
        thing.location, thing.rotation_euler, thing.scale = at, (0, 0, math.radians(turn)), (scale,) * 3
        if bevel:
            modifier = thing.modifiers.new("bevel", "BEVEL")
            modifier.width, modifier.segments, modifier.limit_method = bevel, segments, "ANGLE"
            modifier.angle_limit, modifier.harden_normals = EDGE, True
        return thing


def _turns(sides: int) -> list[float]:
    return [2 * math.pi * k / sides for k in range(sides)]


def new_object(name: str, vertices: Any, faces: Any, materials: Sequence[Any]) -> Any:
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(vertices, [], faces)
    for material in materials:
        mesh.materials.append(material)
    thing = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def field(name: str, x: Any, y: Any, z: Any, material: Any, **attributes: Any) -> Any:
    """Height field from three (rows, columns) arrays; keyword arrays become point attributes."""
    rows, columns = z.shape
    mesh = bpy.data.meshes.new(name)
    index = np.arange(rows * columns).reshape(rows, columns)
    corners = np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], -1).reshape(-1)
    quads = len(corners) // 4
    mesh.vertices.add(rows * columns)
    mesh.vertices.foreach_set("co", np.stack([x, y, z], -1).astype(np.float32).reshape(-1))
    mesh.loops.add(len(corners))
    mesh.loops.foreach_set("vertex_index", corners.astype(np.int32))
    mesh.polygons.add(quads)
    mesh.polygons.foreach_set("loop_start", np.arange(0, 4 * quads, 4, dtype=np.int32))
    mesh.polygons.foreach_set("use_smooth", np.ones(quads, bool))
    mesh.update(calc_edges=True)
    for key, values in attributes.items():
        mesh.attributes.new(key, "FLOAT", "POINT").data.foreach_set("value", values.astype(np.float32).reshape(-1))
    mesh.materials.append(material)
    thing = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def copy_of(thing: Any, at: Point, turn: Point = (0, 0, 0), scale: Any = 1.0) -> Any:
    """Another object with the same mesh; `turn` in radians."""
    twin = bpy.data.objects.new(thing.name, thing.data)
    twin.location, twin.rotation_euler = at, turn
    twin.scale = (scale,) * 3 if isinstance(scale, int | float) else scale
    bpy.context.scene.collection.objects.link(twin)
    return twin

"""Garments: offset bodies, cut, opened, and folded by a short cloth simulation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import bmesh
import bpy
import numpy as np
from mathutils import Vector
from mathutils.bvhtree import BVHTree

from wardrobe.body import Field, Pose, Triple, body, surface_nets

Object = Any
Material = Any


def mesh_object(
    name: str, vertices: Any, faces: Any, material: Material = None, subsurf: int = 0, solidify: float = 0.0
) -> Object:
    """A smooth-shaded mesh in the scene."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([tuple(v) for v in vertices], [], [tuple(int(i) for i in f) for f in faces])
    mesh.validate()
    made = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(made)
    _smooth_shading(made)
    if material:
        mesh.materials.append(material)
    if solidify:
        modifier = made.modifiers.new("solid", "SOLIDIFY")
        modifier.thickness, modifier.offset = solidify, 1
    if subsurf:
        subdivide(made, subsurf)
    return made


def _smooth_shading(thing: Object) -> None:
    thing.data.polygons.foreach_set("use_smooth", [True] * len(thing.data.polygons))


def subdivide(thing: Object, levels: int = 1) -> None:
    modifier = thing.modifiers.new("sub", "SUBSURF")
    modifier.levels = modifier.render_levels = levels


def apply_modifiers(thing: Object) -> None:
    graph = bpy.context.evaluated_depsgraph_get()
    mesh = bpy.data.meshes.new_from_object(thing.evaluated_get(graph), depsgraph=graph)
    thing.modifiers.clear()
    thing.data = mesh


def offset_body(
    name: str,
    pose: Pose,
    step: float,
    material: Material = None,
    field: Field | None = None,
    low: Triple = (-0.48, -0.36, 0.80),
    high: Triple = (0.48, 0.34, 1.56),
    **thickness: float,
) -> Object:
    """The body, thickened, as a mesh with outward normals."""
    vertices, faces = surface_nets(field or (lambda p: body(p, pose, **thickness)), low, high, step)
    made = mesh_object(name, vertices, faces, material)
    work = bmesh.new()
    work.from_mesh(made.data)
    bmesh.ops.recalc_face_normals(work, faces=work.faces)
    work.to_mesh(made.data)
    work.free()
    _smooth_shading(made)
    return made


def cut(thing: Object, drop: Callable[[Any], bool]) -> None:
    """Remove every face whose centre satisfies `drop`, and what is left alone."""
    places = np.array([v.co for v in thing.data.vertices])
    keep = [list(p.vertices) for p in thing.data.polygons if not drop(p.center)]
    used = np.unique(np.concatenate([np.array(face) for face in keep]))
    renumbered = np.full(len(places), -1)
    renumbered[used] = np.arange(len(used))
    mesh = bpy.data.meshes.new(thing.name)
    mesh.from_pydata([tuple(p) for p in places[used]], [], [[int(renumbered[i]) for i in face] for face in keep])
    for material in thing.data.materials:
        mesh.materials.append(material)
    thing.data = mesh
    _smooth_shading(thing)


def smooth_border(thing: Object, rounds: int) -> None:
    """Straighten the ragged edge that `cut` leaves: smoothing along border edges only."""
    count: Counter[tuple[int, int]] = Counter()
    for face in thing.data.polygons:
        count.update(face.edge_keys)
    near: dict[int, list[int]] = {}
    for (a, b), times in count.items():
        if times == 1:
            near.setdefault(a, []).append(b)
            near.setdefault(b, []).append(a)
    places = np.array([v.co for v in thing.data.vertices])
    for _ in range(rounds):
        moved = places.copy()
        for i, others in near.items():
            moved[i] = 0.4 * places[i] + 0.6 * places[others].mean(0)
        places = moved
    thing.data.vertices.foreach_set("co", places.ravel())


def open_front(thing: Object, half_width: Callable[[float], float]) -> None:
    """Open a garment at the front where |x| < half_width(z)."""
    cut(thing, lambda c: c.y < 0.0 and abs(c.x) < half_width(c.z))
    smooth_border(thing, 10)


def fold(
    thing: Object,
    collider: Object,
    pin: Callable[[Any], float],
    frames: int,
    grow: float,
    pressure: float = 0.0,
    gravity: float = 1.0,
    stiffness: float = 12.0,
    bending: float = 0.6,
) -> None:
    """Let the cloth want to be `grow` larger than it is, held where pin(place) > 0: it folds. Then smooth it lightly."""
    group = thing.vertex_groups.new(name="pin")
    for vertex in thing.data.vertices:
        if (weight := pin(vertex.co)) > 0:
            group.add([vertex.index], min(1.0, weight), "REPLACE")
    collider.modifiers.new("hit", "COLLISION")
    collider.collision.thickness_outer, collider.collision.cloth_friction = 0.003, 12
    modifier = thing.modifiers.new("cloth", "CLOTH")
    s = modifier.settings
    s.quality, s.mass, s.vertex_group_mass, s.pin_stiffness = 5, 0.25, "pin", 1.0
    s.tension_stiffness = s.compression_stiffness = stiffness
    s.shear_stiffness, s.bending_stiffness = stiffness * 0.5, bending
    s.tension_damping = s.compression_damping = s.shear_damping = 8
    s.air_damping = 3
    s.shrink_min = s.shrink_max = -grow  # negative shrinking is growth
    s.effector_weights.gravity = gravity
    if pressure:
        s.use_pressure, s.uniform_pressure_force = True, pressure
    modifier.collision_settings.distance_min = 0.004
    modifier.point_cache.frame_end = frames + 1
    for frame in range(1, frames + 1):
        bpy.context.scene.frame_set(frame)
    apply_modifiers(thing)
    thing.vertex_groups.clear()
    collider.modifiers.clear()
    smooth = thing.modifiers.new("smooth", "SMOOTH")
    smooth.factor, smooth.iterations = 0.5, 2
    apply_modifiers(thing)
    _smooth_shading(thing)


class Surface:
    """A finished garment that trim is laid on."""

    def __init__(self, thing: Object) -> None:
        places = [v.co.copy() for v in thing.data.vertices]
        self._tree = BVHTree.FromPolygons(places, [list(p.vertices) for p in thing.data.polygons])

    def at(self, x: float, z: float, offset: float = 0.0) -> tuple[Any, Any]:
        """The point seen at (x, z) from the front, moved `offset` towards the camera, and the normal there."""
        hit, normal, _, _ = self._tree.ray_cast(Vector((x, -1.5, z)), Vector((0, 1, 0)))
        if hit is None:
            hit, normal, _, _ = self._tree.find_nearest(Vector((x, -0.1, z)))
        if normal.y > 0:
            normal = -normal
        towards = Vector((normal.x * 0.2, normal.y, normal.z * 0.2))
        return hit + towards * (offset / max(0.45, -normal.y)), normal

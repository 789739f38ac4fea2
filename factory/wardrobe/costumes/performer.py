"""A singer: sequin jacket with satin lapels over black, chain, gloved hand round a microphone."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix, Vector

from wardrobe.body import Points, Pose, cone, smooth_min, surface_nets
from wardrobe.cloth import Material, Surface, cut, fold, mesh_object, offset_body, open_front, smooth_border, subdivide
from wardrobe.costumes import shirt as shirts
from wardrobe.fabric import Cloth, Nodes, fabric, hard
from wardrobe.trim import panel, revolve

POSE = Pose(
    elbow_l=(-0.245, -0.09, 1.125),
    wrist_l=(-0.105, -0.245, 1.300),
    elbow_r=(0.258, 0.04, 1.10),
    wrist_r=(0.262, -0.06, 0.86),
)
CLOSED, TOP = 1.08, 1.43


def performer() -> None:
    sequins = fabric(
        "sequins",
        Cloth(
            colour=(0.16, 0.035, 0.34),
            rough=0.34,
            sheen=0.1,
            metal=0.85,
            crease_scale=18,
            crease=0.15,
            grain=0.1,
            tone=0.15,
            cells=0.55,
        ),
    )
    satin = fabric(
        "satin",
        Cloth(colour=(0.010, 0.009, 0.012), rough=0.30, sheen=0.3, crease=0.1, crease_scale=14, grain=0.1, tone=0.1),
    )
    steel = hard("steel", (0.55, 0.55, 0.57), 0.25, 1.0)
    tee = shirts.shirt(POSE, (0.014, 0.013, 0.016))
    on_tee = Surface(tee)
    subdivide(tee)
    wrist = Vector(POSE.wrist_l)
    under = offset_body("under", POSE, 0.011, sequins, grow=0.008, arm=-0.002, muscle=0.5)
    made = offset_body("jacket", POSE, 0.0085, sequins, grow=0.016, arm=0.008, muscle=0.5)
    cut(
        made,
        lambda c: (
            c.z < 0.84
            or (c.z > 1.43 - 0.25 * c.y and c.x**2 + (c.y - 0.015) ** 2 < 0.0085)
            or (c - wrist).length < 0.045
        ),
    )
    smooth_border(made, 6)
    fold(
        made, under, lambda c: 1.0 if c.z > 1.425 or c.z < 0.855 or (c - wrist).length < 0.06 else 0.0, frames=22, grow=0.09, stiffness=13,
        bending=0.8,
    )  # fmt: skip
    on = Surface(made)
    open_front(made, lambda z: -1 if z < CLOSED else 0.004 + 0.072 * min(1, (z - CLOSED) / (TOP - CLOSED)) ** 0.7)
    subdivide(made)
    bpy.data.objects.remove(under)
    _lapels(on, satin)
    _neck(satin, tee.data.materials[0])
    _chain(on_tee, steel)
    _microphone(wrist, steel)


def _lapels(on: Surface, satin: Material) -> None:
    for s in (-1, 1):
        roll = [(s * 0.003, CLOSED - 0.01), (s * 0.036, 1.20), (s * 0.062, 1.36), (s * 0.076, 1.425)]
        edge = [
            (s * 0.008, CLOSED - 0.016),
            (s * 0.080, 1.19),
            (s * 0.112, 1.32),
            (s * 0.118, 1.375),
            (s * 0.104, 1.425),
        ]
        panel("lapel", on, roll, edge, satin, rows=34, cols=12, offset=0.006, bulge=0.003, thickness=0.004, bridge=10)


def _neck(satin: Material, tee: Material) -> None:
    collar = [
        (0.070, -0.02),
        (0.0705, 0.004),
        (0.0715, 0.020),
        (0.0755, 0.026),
        (0.082, 0.021),
        (0.091, 0.004),
        (0.104, -0.014),
    ]
    revolve("collar", collar, satin, centre=(0, 0.016, 1.440), tilt=9, start=306, stop=594, n=72, solidify=0.003)
    band = [(0.0690, -0.02), (0.0695, -0.006), (0.0675, 0.000), (0.0655, -0.004), (0.0650, -0.02)]
    revolve("neckband", band, tee, centre=(0, 0.014, 1.428), ratio=1.06, tilt=16)


def _chain(on: Surface, steel: Material) -> None:
    link = [(0.0028, -0.0007), (0.0040, 0), (0.0028, 0.0007), (0.0028, -0.0007)]
    for x in np.linspace(-0.07, 0.07, 40)[1:-1]:
        z = 1.40 - 0.075 * math.cos(x / 0.075 * 1.45)
        revolve("link", link, steel, centre=(x, on.at(x, z)[0].y - 0.004, z), n=10, tilt=70, subsurf=0)


def _microphone(wrist: Any, steel: Material) -> None:
    """The microphone, and a gloved hand of capsule fingers round it."""
    axis = Vector((0.42, -0.10, 0.90)).normalized()
    side = axis.cross(Vector((0, -1, 0))).normalized()  # away from the palm
    out = side.cross(axis).normalized()  # towards the camera
    middle = wrist + Vector((0.068, -0.022, 0.030))
    palm = middle - side * 0.030 - out * 0.006

    def hand(p: Points) -> Points:
        d = cone(p, wrist - Vector((0.02, -0.02, 0.012)), wrist + Vector((0.012, -0.004, 0.004)), 0.034, 0.032)
        d = smooth_min(d, cone(p, palm - axis * 0.028, palm + axis * 0.026, 0.021, 0.022), 0.018)
        for i in range(4):
            base = middle + axis * (-0.036 + 0.0225 * i)
            ring = [
                base + (side * math.cos(t) + out * math.sin(t)) * 0.0285 for t in np.radians((165, 112, 55, -5, -50))
            ]
            for a, b in pairwise(ring):
                d = smooth_min(d, cone(p, a, b, 0.0118, 0.0112), 0.007)
        thumb = [
            palm + axis * 0.018,
            palm + axis * 0.050 + side * 0.010 + out * 0.016,
            middle + axis * 0.072 + side * 0.002 + out * 0.027,
        ]
        for a, b in pairwise(thumb):
            d = smooth_min(d, cone(p, a, b, 0.016, 0.013), 0.012)
        return d

    glove = Cloth(
        colour=(0.012, 0.011, 0.012), rough=0.42, sheen=0.1, coat=0.1, crease=0.25, crease_scale=60, grain=0.3, tone=0.1
    )
    vertices, faces = surface_nets(
        hand, tuple(palm - Vector((0.13, 0.12, 0.12))), tuple(palm + Vector((0.13, 0.10, 0.14))), 0.0035
    )
    mesh_object("hand", vertices, faces, fabric("glove", glove), subsurf=1)
    shaft = [(0, -0.10), (0.012, -0.10), (0.0135, -0.095), (0.016, 0), (0.019, 0.075), (0.020, 0.084), (0.0205, 0.090)]
    head = [
        (0.0205, 0.086),
        (0.0245, 0.094),
        (0.0262, 0.110),
        (0.0250, 0.126),
        (0.018, 0.139),
        (0.008, 0.145),
        (0, 0.146),
    ]
    band = [(0.0255, 0.106), (0.0275, 0.107), (0.0275, 0.113), (0.0255, 0.114)]
    place = Matrix.Translation(middle) @ axis.to_track_quat("Z", "Y").to_matrix().to_4x4()
    for name, profile, material in (
        ("shaft", shaft, hard("shaft", (0.012, 0.012, 0.013), 0.38, 0.3)), ("head", head, _grille()), ("band", band, steel),
    ):  # fmt: skip
        revolve(name, profile, material, n=48).matrix_world = place


def _grille() -> Material:
    material = hard("grille", (0.35, 0.35, 0.37), 0.30, 1.0)
    n = Nodes(material.node_tree)
    cell, bump = n("TexVoronoi", {"Scale": 480.0}), n("Bump", {"Strength": 1.0, "Distance": 0.0015})
    n.link(n("TexCoord").outputs["Object"], cell.inputs[0])
    n.link(cell.outputs[0], bump.inputs["Height"])
    n.link(bump.outputs[0], material.node_tree.nodes["Principled BSDF"].inputs["Normal"])
    return material

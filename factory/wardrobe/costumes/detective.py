"""A trench coat over shirt and tie: double-breasted, belted, hands in the pockets."""

from __future__ import annotations

import math

import bpy
import numpy as np
from mathutils import Vector

from wardrobe.body import Pose
from wardrobe.cloth import Material, Surface, cut, fold, offset_body, open_front, subdivide
from wardrobe.costumes import shirt as shirts
from wardrobe.fabric import Cloth, fabric, hard
from wardrobe.trim import box, disc, panel, ribbon

POSE = Pose(
    elbow_l=(-0.258, 0.075, 1.11),
    wrist_l=(-0.208, -0.10, 0.90),
    elbow_r=(0.258, 0.075, 1.11),
    wrist_r=(0.208, -0.10, 0.90),
)
CLOSED, TOP = 1.165, 1.43  # heights where the front closes, and of the collar


def detective() -> None:
    cloth = fabric(
        "gabardine",
        Cloth(
            colour=(0.40, 0.285, 0.165), rough=0.82, sheen=0.35, crease=0.24, crease_scale=15, stretch=(1.6, 1.6, 0.6),
            grain=0.3, tone=0.10, dirt=(0.20, 0.13, 0.07), twill=0.15,
        ),
    )  # fmt: skip
    horn = hard("horn", (0.075, 0.035, 0.018), 0.32, 0, 0.4)
    shirt = shirts.shirt(POSE, (0.62, 0.62, 0.60))
    on_shirt = Surface(shirt)
    subdivide(shirt)
    under = offset_body("under", POSE, 0.012, cloth, grow=0.008, arm=0.000, muscle=0.5)
    made = offset_body("coat", POSE, 0.009, cloth, grow=0.021, arm=0.013, muscle=0.3)
    cut(made, lambda c: c.z < 0.84 or (c.z > 1.43 - 0.25 * c.y and c.x**2 + (c.y - 0.015) ** 2 < 0.0088))
    fold(made, under, _pin, frames=26, grow=0.12, gravity=1.3, stiffness=10, bending=0.9)
    on = Surface(made)
    open_front(made, lambda z: -1 if z < CLOSED else 0.005 + 0.062 * min(1, (z - CLOSED) / (TOP - CLOSED)) ** 0.8)
    subdivide(made)
    bpy.data.objects.remove(under)
    shirts.shirt_collar(shirt.data.materials[0])
    silk = Cloth(
        colour=(0.10, 0.012, 0.016), rough=0.42, sheen=0.2, crease=0.15, crease_scale=20, grain=0.2, twill=0.9, tone=0.1
    )
    shirts.tie(fabric("silk", silk), on_shirt)
    _lapels(on, cloth, horn)
    shirts.coat_collar(cloth)
    _front(on, cloth, horn)
    _belt(on, cloth, horn)


def _pin(c: Vector) -> float:
    if c.z > 1.425 or c.z < 0.855:
        return 1.0
    return 0.6 if abs(c.x) < 0.2 and abs(c.z - 1.045) < 0.012 else 0.0


def _lapels(on: Surface, cloth: Material, horn: Material) -> None:
    for s in (-1, 1):
        roll = [(s * 0.004, CLOSED - 0.01), (s * 0.030, 1.27), (s * 0.052, 1.37), (s * 0.074, 1.425)]
        edge = [
            (s * 0.012, CLOSED - 0.02),
            (s * 0.100, 1.265),
            (s * 0.142, 1.350),
            (s * 0.120, 1.385),
            (s * 0.106, 1.425),
        ]
        panel(
            "lapel",
            on,
            roll,
            edge,
            cloth,
            rows=34,
            cols=12,
            offset=0.010,
            edge_offset=0.007,
            bulge=0.010,
            thickness=0.004,
            bridge=8,
        )
        strap = [(s * 0.112, 1.412), (s * 0.15, 1.398), (s * 0.188, 1.378)]
        ribbon("epaulette", on, strap, 0.036, cloth, offset=0.009, thickness=0.004, bridge=6)
        disc("button", on.at(s * 0.122, 1.408, 0.016)[0], (0, -0.6, 0.8), 0.010, 0.005, horn)
        ribbon(
            "welt", on, [(s * 0.120, 1.02), (s * 0.178, 0.95)], 0.034, cloth, offset=0.006, thickness=0.004, bridge=4
        )


def _front(on: Surface, cloth: Material, horn: Material) -> None:
    thread = hard("thread", (0.2, 0.14, 0.08), 0.8)
    inner, outer = (
        [(-0.015, CLOSED), (-0.01, 1.0), (-0.005, 0.87)],
        [(0.050, CLOSED + 0.04), (0.082, 1.06), (0.088, 0.87)],
    )
    panel("overlap", on, inner, outer, cloth, offset=-0.006, edge_offset=0.007, thickness=0.004, bridge=6)
    for z in (1.165, 1.085, 0.975):
        for x in (-0.082, 0.066):
            at, normal = on.at(x, z, 0.010)
            disc("button", at, normal, 0.0145, 0.006, horn, 0.002)
            disc("eye", at + normal * 0.0028, normal, 0.006, 0.002, thread)


def _belt(on: Surface, cloth: Material, horn: Material) -> None:
    line = [(x, 1.038 + 0.004 * math.sin(x * 14)) for x in np.linspace(-0.19, 0.19, 24)]
    ribbon("belt", on, line, 0.052, cloth, offset=0.010, thickness=0.006, bridge=14)
    for dz in (-0.016, 0.016):
        ribbon("stitch", on, [(x, z + dz) for x, z in line], 0.002, horn, offset=0.0135, thickness=0.0008, bridge=14)
    at, _ = on.at(0.0, 1.038, 0.020)
    for dx in (-0.030, 0.030):
        box("buckle", at + Vector((dx, 0, 0)), (0.012, 0.010, 0.070), horn, 0.004)
    for dz in (-0.031, 0.031):
        box("buckle", at + Vector((0, 0, dz)), (0.062, 0.010, 0.012), horn, 0.004)
    tip = [(0.02, 1.04), (0.06, 1.037), (0.115, 1.018), (0.15, 0.985)]
    ribbon("tip", on, tip, 0.05, cloth, offset=0.019, thickness=0.005, bridge=8)

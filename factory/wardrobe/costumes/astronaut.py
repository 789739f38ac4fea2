"""A space suit with its helmet off: pressurised cloth, neck ring, life support, chest unit with labels and screws."""

from __future__ import annotations

import math
from typing import Any

from mathutils import Matrix, Vector

from wardrobe.body import SHOULDER, Pose
from wardrobe.cloth import Surface, cut, fold, offset_body, smooth_border, subdivide
from wardrobe.fabric import Cloth, fabric, hard
from wardrobe.trim import box, disc, panel, revolve, ribbon, seam, tube

POSE = Pose(
    elbow_l=(-0.300, 0.05, 1.09),
    wrist_l=(-0.305, -0.10, 0.84),
    elbow_r=(0.300, 0.05, 1.09),
    wrist_r=(0.305, -0.10, 0.84),
)
RING = [(0.118, -0.030), (0.134, -0.032), (0.142, -0.026), (0.143, -0.012), (0.140, -0.009), (0.140, -0.006)]
RING += [(0.147, -0.004), (0.149, 0.004), (0.147, 0.012), (0.141, 0.014), (0.141, 0.017), (0.145, 0.019)]
RING += [(0.145, 0.026), (0.139, 0.031), (0.128, 0.031), (0.122, 0.026), (0.118, -0.030)]


class _Parts:
    """The suit's materials."""

    def __init__(self) -> None:
        dust = (0.36, 0.20, 0.11)
        self.suit = fabric(
            "suit",
            Cloth(
                colour=(0.70, 0.69, 0.66), rough=0.8, sheen=0.3, crease=0.42, crease_scale=20, stretch=(1, 1, 2.2),
                grain=0.3, tone=0.08, dirt=dust, twill=0.15,
            ),
        )  # fmt: skip
        self.web = fabric(
            "web", Cloth(colour=(0.16, 0.165, 0.17), rough=0.75, crease=0.1, grain=0.4, tone=0.1, twill=0.2)
        )
        self.red_cloth = fabric("red_cloth", Cloth(colour=(0.42, 0.025, 0.02), crease=0.2, grain=0.3))
        self.blue_cloth = fabric("blue_cloth", Cloth(colour=(0.03, 0.06, 0.20), crease=0, grain=0.5, tone=0.05))
        self.sand = fabric("sand", Cloth(colour=(0.62, 0.26, 0.10), crease=0, grain=0.5, tone=0.3))
        self.paper = hard("paper", (0.62, 0.62, 0.58), 0.7)
        self.ink = hard("ink", (0.03, 0.03, 0.035), 0.7)
        self.steel = hard("steel", (0.62, 0.63, 0.65), 0.28, 1.0)
        self.blue = hard("anodised", (0.05, 0.13, 0.38), 0.32, 0.9)
        self.red = hard("red", (0.50, 0.03, 0.02), 0.38, 0.2)
        self.white = hard("shell", (0.66, 0.66, 0.64), 0.42, 0, 0.2)
        self.black = hard("rubber", (0.018, 0.018, 0.02), 0.55)


def astronaut() -> None:
    parts = _Parts()
    under = offset_body("under", POSE, 0.012, parts.web, grow=0.022, arm=0.016, muscle=0)
    made = offset_body("suit", POSE, 0.0085, parts.suit, grow=0.038, arm=0.030, muscle=0)
    cut(made, lambda c: c.z < 0.86 or (c.z > 1.425 - 0.3 * c.y and c.x**2 + c.y**2 < 0.0195))
    smooth_border(made, 8)
    fold(made, under, _pin, frames=26, grow=0.24, pressure=1.0, gravity=0.7, stiffness=11, bending=0.2)
    on = Surface(made)
    subdivide(made)
    _neck(parts)
    _pack(parts, on)
    _unit(parts, on)
    _badges(parts, on)
    for line in (
        [(0, 1.44), (0, 1.33)],
        [(-0.205, 1.05), (-0.1, 1.035), (0, 1.03), (0.1, 1.035), (0.205, 1.05)],
        [(-0.165, 1.335), (-0.150, 1.24), (-0.148, 1.12)],
        [(0.165, 1.335), (0.150, 1.24), (0.148, 1.12)],
    ):
        seam("seam", on, line, parts.suit, 0.002)


def _pin(c: Any) -> float:
    """Held at neck, shoulder bearings, belt line and above the elbows."""
    weight = 1.0 if c.z > 1.432 or c.z < 0.875 else 0.0
    a = abs(c.x)
    if a > 0.2 and abs((c.z - 1.312) + (a - 0.214) * 0.55) < 0.012:
        weight = 1.0
    if a > 0.25 and (abs(c.z - 1.105) < 0.010 or abs(c.z - 1.205) < 0.007):
        weight = 0.9
    if a < 0.2 and abs(c.z - 1.03) < 0.008:
        weight = max(weight, 0.6)
    return weight


def _neck(parts: _Parts) -> None:
    place = {"centre": (0, -0.005, 1.440), "tilt": 10}
    revolve("ring", RING, parts.steel, **place)
    revolve("latch", [(0.1445, -0.0245), (0.1465, -0.023), (0.1465, -0.0145), (0.1445, -0.013)], parts.red, **place)
    revolve("band", [(0.1485, -0.002), (0.1500, 0.000), (0.1500, 0.007), (0.1485, 0.009)], parts.blue, **place)
    lean = Matrix.Rotation(math.radians(10), 3, "X")
    for i in range(16):
        angle = math.radians(i * 22.5 + 11)
        out = lean @ Vector((math.cos(angle), math.sin(angle), 0))
        at = Vector((0, -0.005, 1.440)) + out * 0.147 + lean @ Vector((0, 0, 0.0225))
        disc("lug", at, out, 0.0045, 0.006, parts.steel)
    dam = [(0.119, -0.028), (0.112, -0.012), (0.104, -0.004), (0.095, 0.001), (0.086, 0.005), (0.077, 0.011)]
    dam += [(0.071, 0.019), (0.0655, 0.019), (0.064, 0.0)]

    def ripple(angle: float, r: float, h: float) -> tuple[float, float]:
        return r + 0.0025 * math.sin(angle * 9 + h * 90) * (r < 0.11), h + 0.003 * math.sin(angle * 2 + 1)

    revolve("dam", dam, parts.black, warp=ripple, centre=(0, 0.0, 1.440), tilt=10, subsurf=2)


def _pack(parts: _Parts, on: Surface) -> None:
    box("pack", (0, 0.235, 1.26), (0.46, 0.17, 0.62), parts.white, 0.035)
    box("lid", (0, 0.21, 1.575), (0.34, 0.10, 0.05), parts.white, 0.02)
    for s in (-1, 1):
        box("vent", (s * 0.185, 0.152, 1.50), (0.05, 0.01, 0.06), parts.ink, 0.004)
        strap = [(s * 0.128, 1.43), (s * 0.128, 1.39), (s * 0.125, 1.32), (s * 0.112, 1.235)]
        ribbon("strap", on, strap, 0.040, parts.web, offset=0.006, thickness=0.005, bridge=8)
        ribbon(
            "stitch",
            on,
            [(x - s * 0.016, z) for x, z in strap],
            0.0025,
            parts.paper,
            offset=0.0092,
            thickness=0.001,
            bridge=8,
        )
        ribbon(
            "stitch",
            on,
            [(x + s * 0.016, z) for x, z in strap],
            0.0025,
            parts.paper,
            offset=0.0092,
            thickness=0.001,
            bridge=8,
        )
        low = [(s * 0.10, 1.16), (s * 0.135, 1.08), (s * 0.17, 1.0), (s * 0.195, 0.93)]
        ribbon("strap_low", on, low, 0.034, parts.web, offset=0.006, thickness=0.004, bridge=6)
        at, _ = on.at(s * 0.126, 1.352, 0.011)
        box("buckle", at, (0.054, 0.008, 0.028), parts.steel, 0.003, turn=(math.radians(-18), 0, 0))
        box(
            "tongue",
            at + Vector((0, -0.005, 0)),
            (0.020, 0.006, 0.016),
            parts.red,
            0.002,
            turn=(math.radians(-18), 0, 0),
        )
        shoulder = Vector((s * SHOULDER[0], *SHOULDER[1:]))
        elbow = Vector(POSE.elbow_l if s < 0 else POSE.elbow_r)
        band = revolve(
            "stripe", [(0.0935, -0.013), (0.0960, -0.010), (0.0960, 0.010), (0.0935, 0.013)], parts.red_cloth
        )
        along = (elbow - shoulder).normalized()
        band.matrix_world = (
            Matrix.Translation(shoulder.lerp(elbow, 0.60)) @ along.to_track_quat("Z", "Y").to_matrix().to_4x4()
        )


def _unit(parts: _Parts, on: Surface) -> None:
    y = min(on.at(x, z)[0].y for x in (-0.09, 0, 0.09) for z in (1.17, 1.24, 1.30)) - 0.022
    tilt = (math.radians(-4), 0, 0)
    face = hard("face", (0.10, 0.105, 0.11), 0.5)
    box("unit", (0, y, 1.225), (0.220, 0.085, 0.160), parts.white, 0.014, tilt)
    box("face", (0, y - 0.043, 1.227), (0.192, 0.008, 0.130), face, 0.004, tilt)
    box("bezel", (-0.042, y - 0.0475, 1.258), (0.090, 0.006, 0.050), parts.ink, 0.003, tilt)
    box(
        "screen",
        (-0.042, y - 0.049, 1.258),
        (0.080, 0.006, 0.040),
        hard("glass", (0.01, 0.025, 0.03), 0.1, 0, 1.0),
        0.002,
        tilt,
    )
    green, amber = hard("green", (0.1, 0.7, 0.45), 0.4, emit=1.6), hard("amber", (0.9, 0.45, 0.06), 0.4, emit=1.8)
    for i, (height, lit) in enumerate(((0.008, green), (0.014, green), (0.020, green), (0.011, amber), (0.017, green))):
        box("bar", (-0.070 + 0.012 * i, y - 0.0535, 1.246 + height / 2), (0.007, 0.002, height), lit, 0.001, tilt)
    for x, z, r, material in (
        (0.045, 1.262, 0.018, parts.steel), (0.077, 1.255, 0.011, parts.black), (-0.07, 1.197, 0.012, parts.red),
        (-0.035, 1.197, 0.012, parts.steel), (0.0, 1.197, 0.012, parts.blue), (0.055, 1.203, 0.019, parts.black),
    ):  # fmt: skip
        disc("knob", (x, y - 0.054, z), (0, -1, 0.05), r, 0.022, material, 0.003)
        box("label", (x, y - 0.0485, z - r - 0.007), (0.020, 0.003, 0.005), parts.paper, 0.0005, tilt)
        box(
            "mark",
            (x + r * 0.4, y - 0.0655, z + r * 0.4),
            (0.002, 0.002, r * 0.7),
            parts.paper,
            0.0004,
            (0, math.radians(45), 0),
        )
    for sx in (-1, 1):
        for sz in (-1, 1):
            disc("screw", (sx * 0.089, y - 0.048, 1.227 + sz * 0.058), (0, -1, 0.05), 0.0035, 0.004, parts.steel, 0.001)
    for s, material, hose in ((-1, parts.blue, (0.30, 0.31, 0.32)), (1, parts.red, (0.26, 0.25, 0.24))):
        at = Vector((s * 0.080, y - 0.02, 1.150))
        disc("port", at, (s * 0.3, -0.3, -1), 0.020, 0.03, material, 0.003)
        way = [at, at + Vector((s * 0.02, -0.05, -0.05)), at + Vector((s * 0.075, -0.035, -0.10))]
        way += [Vector((s * 0.20, y + 0.02, 1.02)), Vector((s * 0.24, y + 0.15, 0.97))]
        tube("hose", way, 0.0135, fabric("hose", Cloth(colour=hose, rough=0.6, crease=0, grain=0.2, twill=1.0)))


def _badges(parts: _Parts, on: Surface) -> None:
    """A mission patch (a planet, its horizon and a rising dot) and a name tag with thread lines; no letters."""
    at, normal = on.at(-0.155, 1.352, 0.003)
    disc("patch", at, normal, 0.031, 0.004, parts.blue_cloth)
    disc("rim", at - normal * 0.0004, normal, 0.0335, 0.004, parts.red_cloth)
    disc("planet", at + normal * 0.0016 + Vector((-0.004, 0, -0.006)), normal, 0.0185, 0.004, parts.sand)
    disc("star", at + normal * 0.0022 + Vector((0.014, 0, 0.014)), normal, 0.0035, 0.004, parts.paper)
    line = [(0.128, 1.352), (0.190, 1.338)]
    ribbon("name", on, line, 0.022, parts.blue_cloth, offset=0.004, thickness=0.002, bridge=8)
    for k, z in enumerate((0.0045, -0.0035)):
        thread = [(x + 0.004 * (1 - 2 * i) + 0.012 * k * -i, y + z) for i, (x, y) in enumerate(line)]
        ribbon("thread", on, thread, 0.003, parts.paper, offset=0.0056, thickness=0.001, bridge=8)
    panel(
        "pocket",
        on,
        [(0.155, 1.06), (0.158, 0.95)],
        [(0.215, 1.07), (0.214, 0.95)],
        parts.suit,
        offset=0.012,
        thickness=0.006,
        bridge=8,
    )
    ribbon("flap", on, [(0.152, 1.065), (0.217, 1.075)], 0.030, parts.suit, offset=0.017, thickness=0.005, bridge=8)

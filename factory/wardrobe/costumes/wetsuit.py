"""A surfer's wetsuit, wet: tight neoprene over an athletic body, colour panels, chest zip, water beads."""

from __future__ import annotations

from typing import Any

import numpy as np

from wardrobe.body import Points, Pose, athletic
from wardrobe.cloth import Surface, cut, offset_body, smooth_border, subdivide
from wardrobe.fabric import Cloth, Nodes, fabric, hard
from wardrobe.trim import box, revolve, ribbon, seam

POSE = Pose(
    elbow_l=(-0.262, 0.050, 1.10),
    wrist_l=(-0.270, -0.07, 0.87),
    elbow_r=(0.262, 0.050, 1.10),
    wrist_r=(0.270, -0.07, 0.87),
)


def wetsuit() -> None:
    neoprene = Cloth(
        colour=(0.014, 0.016, 0.021), rough=0.42, sheen=0.35, coat=0.35, crease=0.07, crease_scale=30, stretch=(1, 1, 1.8),
        grain=0.2, grain_scale=600, tone=0.22, drops=0.55,
        panels=((_shoulders, (0.010, 0.150, 0.190)), (_flank, (0.30, 0.055, 0.012))),
    )  # fmt: skip
    suit = fabric("neoprene", neoprene)
    trim = fabric("trim", Cloth(colour=(0.62, 0.20, 0.03), rough=0.45, crease=0, grain=0.2, coat=0.2))
    thread = fabric("thread", Cloth(colour=(0.07, 0.075, 0.08), rough=0.6, crease=0, grain=0.3))
    made = offset_body("suit", POSE, 0.0055, suit, field=_creased)
    cut(made, lambda c: c.z < 0.86 or c.z > 1.482)
    smooth_border(made, 8)
    on = Surface(made)
    subdivide(made)
    _collar(suit, trim)
    for s in (-1, 1):
        raglan = [(s * 0.060, 1.425), (s * 0.085, 1.40), (s * 0.112, 1.365), (s * 0.140, 1.317)]
        flank = [(s * 0.140, 1.316), (s * 0.128, 1.24), (s * 0.108, 1.12), (s * 0.112, 1.0), (s * 0.125, 0.9)]
        seam("raglan", on, raglan, thread, 0.0012)
        seam("flank", on, flank, thread, 0.0012)
        seam("yoke", on, [(s * 0.148, 1.315), (s * 0.20, 1.315), (s * 0.235, 1.315)], thread, 0.0015)
    _zip(on)
    for i, width in enumerate((0.064, 0.048, 0.031)):  # three waves: a made-up mark
        z, x = 1.262 - 0.012 * i, 0.082
        wave = [(x - width / 2, z), (x - width / 5, z + 0.006), (x + width / 6, z - 0.002), (x + width / 2, z + 0.004)]
        ribbon("mark", on, wave, 0.006, trim, offset=0.0012, thickness=0.001)


def _shoulders(n: Nodes, where: Any) -> Any:
    """Colour over shoulder and upper arm, edged along the raglan seam."""
    apart = n("SeparateXYZ")
    n.link(where, apart.inputs[0])
    x, z = n.maths("ABSOLUTE", apart.outputs[0]), apart.outputs[2]
    edge = n.maths("ADD", 0.118, n.maths("MULTIPLY", n.maths("SUBTRACT", z, 1.0), 0.10))
    return n.maths("MULTIPLY", n.maths("GREATER_THAN", x, edge), n.maths("GREATER_THAN", z, 1.315))


def _flank(n: Nodes, where: Any) -> Any:
    """A narrow stripe below the shoulder panel."""
    apart = n("SeparateXYZ")
    n.link(where, apart.inputs[0])
    x, z = n.maths("ABSOLUTE", apart.outputs[0]), apart.outputs[2]
    band = n.maths("MULTIPLY", n.maths("GREATER_THAN", z, 1.303), n.maths("LESS_THAN", z, 1.315))
    return n.maths("MULTIPLY", band, n.maths("GREATER_THAN", x, 0.149))


def _creased(p: Points) -> Points:
    """Tight suits are not simulated: compression creases at waist, armpit and elbow are part of the field."""
    x, z, s = p[..., 0], p[..., 2], np.sign(p[..., 0])
    wobble = 1.4 * np.sin(x * 19 + 2) + 0.8 * np.sin(x * 47 + z * 13)
    waist = np.sin(z * 150 + x * 22 + wobble) * np.exp(-(((z - 1.03) / 0.05) ** 2)) * (np.abs(x) < 0.19)
    pit_at = ((x * s - 0.150) / 0.05) ** 2 + ((z - 1.265) / 0.06) ** 2
    pit = np.sin((x * s * 0.75 - z * 0.66) * 210 + np.sin(z * 31) * 1.2) * np.exp(-pit_at)
    elbow = np.sin(z * 190 + x * 40) * np.exp(-(((z - 1.09) / 0.05) ** 2)) * (np.abs(x) > 0.205)
    return athletic(p, POSE, 0.003) - 0.0014 * waist - 0.0022 * pit - 0.0017 * elbow


def _collar(suit: Any, trim: Any) -> None:
    stand = [
        (0.0655, -0.045),
        (0.067, -0.02),
        (0.0655, 0.0),
        (0.0635, 0.018),
        (0.0615, 0.024),
        (0.0585, 0.022),
        (0.0585, 0.0),
    ]
    binding = [(0.0640, 0.014), (0.0655, 0.019), (0.0635, 0.0255), (0.060, 0.0245)]
    revolve("collar", stand, suit, centre=(0, 0.020, 1.468), tilt=9, subsurf=2)
    revolve("binding", binding, trim, centre=(0, 0.020, 1.468), tilt=9)


def _zip(on: Surface) -> None:
    line = [(-0.095, 1.372), (-0.05, 1.362), (0.03, 1.344), (0.108, 1.318)]
    tape = fabric("tape", Cloth(colour=(0.02, 0.02, 0.022), crease=0, grain=0.4, twill=0.4))
    ribbon("zip", on, line, 0.026, tape, offset=0.0025, thickness=0.0025)
    seam("teeth", on, line, hard("teeth", (0.42, 0.43, 0.45), 0.35, 1.0), 0.0026, 0.0052)
    at, _ = on.at(0.104, 1.318, 0.009)
    box("pull", at, (0.010, 0.005, 0.032), hard("pull", (0.5, 0.5, 0.52), 0.3, 1.0), 0.002, turn=(0, 0.21, 0))

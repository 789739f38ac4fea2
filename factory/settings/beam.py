"""Light seen in the air: a cone that shines and hides nothing."""

from __future__ import annotations

import math
from typing import Any

from mathutils import Vector

from settings import model
from settings.material import Colour, clear, glows_only, material, surface
from settings.setting import Setting

SIDES, RINGS = 48, 24


def beam(
    setting: Setting, group: str, at: Any, to: Any, colour: Colour, strength: float, degrees: float,
    *, mouth: float = 0.08, soft: float = 2.2, fade: float = 1.2, reach: float = 0.0, smoke: float = 0.35, scale: float = 0.8,
) -> Any:  # fmt: skip
    """Cone of light from `at` towards `to`, ending there or after `reach` metres.

    `mouth` is the lamp's radius, `soft` how much the edge fades, `fade` how fast the light thins with distance, `smoke`
    how uneven the air is, `scale` the size of its clouds.
    """
    axis = Vector(to) - Vector(at)
    length = reach or axis.length
    end = mouth + length * math.tan(math.radians(degrees / 2))
    shape = model.Model("beam")
    path = [(0, 0, length * k / RINGS) for k in range(RINGS + 1)]
    shape.tube(
        path,
        [mouth + (end - mouth) * k / RINGS for k in range(RINGS + 1)],
        _air(setting, group, colour, strength, length, mouth, end, soft, fade, smoke, scale),
        sides=SIDES,
    )
    thing = shape.object()
    thing.location = at
    thing.rotation_euler = axis.to_track_quat("Z", "Y").to_euler()
    thing.visible_shadow = thing.visible_diffuse = thing.visible_glossy = False
    setting.shown.setdefault(group, []).append(thing)
    return thing


def _air(
    setting: Setting,
    group: str,
    colour: Colour,
    strength: float,
    length: float,
    mouth: float,
    end: float,
    soft: float,
    fade: float,
    smoke: float,
    scale: float,
) -> Any:
    made, t, shader = material("beam")
    made.node_tree.nodes.remove(shader)
    along = t.maths("DIVIDE", t.parts(t.where("Object"))[2], length)
    spread = t.maths("ADD", mouth / end, t.maths("MULTIPLY", along, 1 - mouth / end))
    thinned = (
        t.maths("DIVIDE", mouth / end, spread)
        if fade <= 0
        else t.maths("POWER", t.maths("DIVIDE", mouth / end, spread), fade)
    )
    geometry = t("NewGeometry")
    facing = t.maths("ABSOLUTE", t.vector("DOT_PRODUCT", geometry.outputs["Normal"], geometry.outputs["Incoming"]))
    edge = t.maths("POWER", facing, soft)
    front = t.maths("SUBTRACT", 1.0, geometry.outputs["Backfacing"])
    tail = t.range(along, 0.45, 1.0, 1.0, 0.0, "SMOOTHSTEP")
    cloud = t.range(t.noise(t.where("World"), scale, 4.0, Roughness=0.55), 0.30, 0.70, 1 - smoke, 1 + smoke)
    switch = t("Value").outputs[0]
    setting.emits(group, switch, strength)
    total = switch
    for factor in (thinned, edge, front, tail, cloud):
        total = t.maths("MULTIPLY", total, factor)
    t.link(t.plus(clear(t), t.emission(colour, total)), surface(made))
    glows_only(made)
    return made

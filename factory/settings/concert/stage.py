"""Floor, wall of light and truss."""

from __future__ import annotations

import math
from typing import Any

import bpy
from mathutils import Vector

from settings.material import glows_only, material, plain, surface
from settings.model import Model
from settings.setting import Setting

BACK = 11.4  # metres to the wall of light
BRIDGE, BRIDGE_HIGH = 9.3, 4.45  # the truss over the stage
TOWER, TOWER_AWAY = 5.15, 8.3  # truss towers left and right
SUN = (0.0, 2.05)  # middle of the rings on the wall: behind the singer's head


def darkness() -> None:
    world = bpy.data.worlds.new("night")
    bpy.context.scene.world = world
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (0, 0, 0, 1)


def floor() -> list[Any]:
    """Black boards under water and haze juice: they mirror everything, unevenly."""
    made, t, shader = material("floor")
    where = t.where("World")
    puddles = t.range(t.noise(where, 0.55, 5.0, Roughness=0.6, Distortion=0.5), 0.40, 0.62, kind="SMOOTHSTEP")
    scuffs = t.noise(t.stretched(where, (0.6, 2.2, 1.0)), 3.5, 6.0, Roughness=0.7)
    seams = t.maths("MULTIPLY", _seam(t, 0, 2.0), _seam(t, 1, 1.0))
    rough = t.maths("ADD", t.range(puddles, 0, 1, 0.24, 0.035), t.range(scuffs, 0.4, 0.75, 0.0, 0.10))
    t.set(
        shader,
        Base_Color=t.mix(seams, (0.004, 0.004, 0.005), (0.017, 0.017, 0.020)),
        Roughness=rough,
        Specular_IOR_Level=0.75,
    )
    bumps = t.maths("ADD", t.maths("MULTIPLY", t.noise(where, 3.0, 3.0), 0.35), t.maths("MULTIPLY", seams, 0.35))
    t.link(t.bump(bumps, 0.012, 0.55), shader.inputs["Normal"])
    boards = Model("floor").sheet([(-14, -4, 0), (14, -4, 0), (14, 13, 0), (-14, 13, 0)], made)
    edge = plain("edge", (0.02, 0.02, 0.022), 0.4)
    riser = Model("back riser").box((0, BACK - 0.55, 0.28), (12.6, 1.5, 0.56), edge)
    return [boards.object(), riser.object(bevel=0.015)]


def _seam(t: Any, axis: int, step: float) -> Any:
    """0 in the joints between boards, 1 elsewhere."""
    part = t.maths("FRACT", t.maths("DIVIDE", t.parts(t.where("World"))[axis], step))
    away = t.maths("MULTIPLY", t.maths("MINIMUM", part, t.maths("SUBTRACT", 1.0, part)), step)
    return t.range(away, 0.003, 0.007)


def wall(setting: Setting) -> list[Any]:
    """Columns of light points: a low sun in rings over a dark sea of dots."""
    made = _points(setting)
    frame = plain("frame", (0.012, 0.012, 0.014), 0.45)
    things = []
    columns = 11
    for k in range(columns):
        x = (k - (columns - 1) / 2) * 1.16
        tall = 3.95 + 0.55 * math.cos(math.pi * x / 13.5) + (0.28 if k % 2 else 0.0)
        m = Model("column")
        m.sheet(
            [(x - 0.535, BACK, 0.62), (x + 0.535, BACK, 0.62), (x + 0.535, BACK, tall), (x - 0.535, BACK, tall)], made
        )
        m.box((x, BACK + 0.07, (tall + 0.55) / 2), (1.12, 0.10, tall - 0.45), frame)
        things.append(m.object())
    drape = plain("drape", (0.010, 0.009, 0.012), 0.9)
    things.append(Model("drape").sheet([(-16, 13, 0), (16, 13, 0), (16, 13, 9), (-16, 13, 9)], drape).object())
    setting.area("wall", (0, BACK - 0.06, 2.1), (0, 0, 2.1), (0.85, 0.30, 0.55), 55, (11.0, 3.0)).visible_glossy = False
    return things


def _points(setting: Setting) -> Any:
    made, t, shader = material("points")
    t.set(shader, Base_Color=(0.006, 0.006, 0.007), Roughness=0.4)
    x, _, z = t.parts(t.where("World"))
    away = t.maths(
        "SQRT",
        t.maths(
            "ADD",
            t.maths("POWER", t.maths("SUBTRACT", x, SUN[0]), 2.0),
            t.maths("POWER", t.maths("SUBTRACT", z, SUN[1]), 2.0),
        ),
    )
    disc = t.range(away, 1.30, 1.22)
    slices = t.range(
        t.maths(
            "SINE",
            t.maths("MULTIPLY", t.maths("POWER", t.maths("MAXIMUM", t.maths("SUBTRACT", 3.35, z), 0.0), 1.35), 11.0),
        ),
        -0.35,
        0.10,
    )
    sun = t.maths("MULTIPLY", disc, t.maths("MAXIMUM", slices, t.range(z, 2.0, 2.3)))
    tone = t.ramp(t.range(z, 0.85, 3.3), (0.0, (0.95, 0.06, 0.42)), (0.45, (1.0, 0.22, 0.16)), (1.0, (1.0, 0.62, 0.20)))
    rings = t.maths("POWER", t.range(t.maths("SINE", t.maths("MULTIPLY", away, 7.6)), 0.0, 1.0), 2.0)
    fall = t.maths("EXPONENT", t.maths("MULTIPLY", t.maths("SUBTRACT", away, 1.3), -0.52))
    cloud = t.range(t.noise(t.stretched(t.where("World"), (0.5, 1.0, 2.4)), 0.9, 4.0, Roughness=0.6), 0.35, 0.68)
    around = t.maths(
        "MULTIPLY",
        t.maths("MULTIPLY", fall, t.maths("ADD", 0.30, t.maths("MULTIPLY", rings, 0.75))),
        t.maths("ADD", 0.45, cloud),
    )
    outside = t.maths("MULTIPLY", around, t.range(away, 1.30, 1.46))
    violet = t.ramp(
        t.range(away, 1.3, 6.0), (0.0, (0.85, 0.10, 0.62)), (0.35, (0.30, 0.08, 0.95)), (1.0, (0.04, 0.16, 0.85))
    )
    light = t.vector(
        "ADD",
        t.vector("SCALE", tone, t.maths("MULTIPLY", sun, 0.95)),
        t.vector("SCALE", violet, t.maths("MULTIPLY", outside, 0.85)),
    )
    dots = t.range(_dots(t, x, z, 0.0582), 0.48, 0.30, 0.22, 1.25)
    switch = t("Value").outputs[0]
    setting.emits("wall", switch, 1.0)
    t.link(t.plus(shader.outputs[0], t.emission(light, t.maths("MULTIPLY", dots, switch))), surface(made))
    glows_only(made)
    return made


def _dots(t: Any, x: Any, z: Any, pitch: float) -> Any:
    """Distance from the nearest point of a square grid, in pitches."""

    def off(v: Any) -> Any:
        return t.maths(
            "POWER", t.maths("SUBTRACT", t.maths("FRACT", t.maths("DIVIDE", t.maths("ADD", v, 20.0), pitch)), 0.5), 2.0
        )

    return t.maths("SQRT", t.maths("ADD", off(x), off(z)))


def girder(m: Model, a: Any, b: Any, metal: Any, size: float = 0.30) -> Model:
    """Box truss from `a` to `b`: four pipes and a zigzag between them."""
    a, b = Vector(a), Vector(b)
    along = (b - a).normalized()
    side = (along.cross(Vector((0, 1, 0.001)))).normalized() * size / 2
    up = along.cross(side).normalized() * size / 2
    corners = [side + up, side - up, -side - up, -side + up]
    for c in corners:
        m.rod(a + c, b + c, 0.025, metal, sides=10)
    steps = max(2, round((b - a).length / size / 1.15))
    for k in range(steps):
        p, q = a.lerp(b, k / steps), a.lerp(b, (k + 1) / steps)
        for i in range(4):
            c, d = (corners[i], corners[(i + 1) % 4]) if k % 2 == 0 else (corners[(i + 1) % 4], corners[i])
            m.rod(p + c, q + d, 0.011, metal, sides=6)
    return m


def truss() -> list[Any]:
    metal = plain("aluminium", (0.50, 0.50, 0.52), 0.34, 0.95, wear=0.3, scale=3.0)
    m = Model("truss")
    girder(m, (-6.4, BRIDGE, BRIDGE_HIGH), (6.4, BRIDGE, BRIDGE_HIGH), metal, 0.34)
    for s in (-1, 1):
        girder(m, (s * TOWER, TOWER_AWAY, 0.0), (s * TOWER, TOWER_AWAY, 6.2), metal, 0.36)
        girder(m, (s * TOWER, TOWER_AWAY, 4.9), (s * 3.4, 4.4, 4.9), metal, 0.30)
        m.box((s * TOWER, TOWER_AWAY, 0.03), (0.8, 0.8, 0.06), metal)
    return [m.object()]

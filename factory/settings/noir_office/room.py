"""Walls, window with blinds, door, light shafts, and what lights the room."""

from __future__ import annotations

import math
from typing import Any

import bpy
from mathutils import Vector

from settings.material import Colour, clear, glows_only, material, plain, surface
from settings.model import Model
from settings.setting import Setting

BACK, LEFT, RIGHT, HIGH = 6.3, -3.9, 3.9, 3.55
WINDOW = (-3.42, -1.36, 0.94, 2.92)  # left, right, sill, head on the back wall
SIDE = (2.55, 4.35, 1.20, 3.05)  # near, far, sill, head of the window in the left wall, out of the picture
DOOR = (1.75, 2.75, 2.12)  # left, right, head
MOON: Colour = (0.78, 0.90, 1.0)
TUNGSTEN: Colour = (1.0, 0.62, 0.28)
SLAT, STEP = 0.050, 0.044


def night(setting: Setting) -> None:
    world = bpy.data.worlds.new("night")
    bpy.context.scene.world = world
    world.use_nodes = True
    background = world.node_tree.nodes["Background"]
    background.inputs[0].default_value = (0.5, 0.6, 0.8, 1)
    setting.emits("street", background.inputs[1], 0.022)


def shell() -> list[Any]:
    plaster = _plaster()
    wood = _panel("panelling", (0.075, 0.034, 0.016), 0.34)
    boards = _boards()
    white = plain("ceiling", (0.30, 0.285, 0.26), 0.9, wear=0.2, scale=1.2)
    m = Model("walls")
    left, right, sill, head = WINDOW
    far = BACK

    def back(x0: float, x1: float, z0: float, z1: float) -> None:
        m.box(((x0 + x1) / 2, far + 0.1, (z0 + z1) / 2), (x1 - x0, 0.2, z1 - z0), plaster)

    back(LEFT - 0.3, left, 0, HIGH)
    back(left, right, 0, sill)
    back(left, right, head, HIGH)
    back(right, DOOR[0], 0, HIGH)
    back(DOOR[0], DOOR[1], DOOR[2], HIGH)
    back(DOOR[1], RIGHT + 0.3, 0, HIGH)
    m.box((RIGHT + 0.1, 3.0, HIGH / 2), (0.2, 12, HIGH), plaster)
    near, deep, low, top = SIDE
    for y0, y1, z0, z1 in ((-3, near, 0, HIGH), (deep, BACK, 0, HIGH), (near, deep, 0, low), (near, deep, top, HIGH)):
        m.box((LEFT - 0.1, (y0 + y1) / 2, (z0 + z1) / 2), (0.2, y1 - y0, z1 - z0), plaster)
    things = [m.object()]
    m = Model("woodwork")
    for x0, x1 in (
        (LEFT, left - 0.02),
        (left - 0.02, right + 0.02),
        (right + 0.02, DOOR[0] - 0.1),
        (DOOR[1] + 0.1, RIGHT),
    ):
        m.box(((x0 + x1) / 2, far - 0.012, 0.44), (x1 - x0, 0.024, 0.88), wood)
        m.box(((x0 + x1) / 2, far - 0.03, 0.885), (x1 - x0, 0.06, 0.05), wood)
        m.box(((x0 + x1) / 2, far - 0.025, 0.07), (x1 - x0, 0.05, 0.14), wood)
        count = max(1, round((x1 - x0) / 0.62))
        for k in range(count):
            w = (x1 - x0) / count
            m.box((x0 + (k + 0.5) * w, far - 0.03, 0.50), (w - 0.16, 0.02, 0.52), wood)
    m.box((RIGHT - 0.012, 3.0, 0.44), (0.024, 7.0, 0.88), wood)
    m.box((RIGHT - 0.03, 3.0, 0.885), (0.06, 7.0, 0.05), wood)
    for z, deep in ((HIGH - 0.05, 0.10), (3.02, 0.035)):
        m.box((0, far - deep / 2, z), (RIGHT - LEFT, deep, deep), white if deep > 0.05 else wood)
    things.append(m.object(bevel=0.008))
    things.append(
        Model("floor").sheet([(-5, -4, 0), (5, -4, 0), (5, BACK + 0.2, 0), (-5, BACK + 0.2, 0)], boards).object()
    )
    things.append(Model("ceiling").box((0, 1.5, HIGH + 0.06), (9.0, 12.0, 0.12), white).object())
    return things


def _plaster() -> Any:
    made, t, shader = material("plaster")
    where = t.where("World")
    stains = t.noise(t.stretched(where, (1.0, 1.0, 0.45)), 0.9, 6.0, Roughness=0.65)
    grime = t.range(t.parts(where)[2], 2.2, 3.2, 0.0, 0.45)
    tone = t.ramp(stains, (0.30, (0.135, 0.145, 0.115)), (0.52, (0.205, 0.215, 0.170)), (0.75, (0.235, 0.240, 0.190)))
    tone = t.mix(grime, tone, (0.09, 0.085, 0.07))
    t.set(shader, Base_Color=tone, Roughness=0.78, Specular_IOR_Level=0.25)
    t.link(t.bump(t.noise(where, 14.0, 6.0, Roughness=0.6), 0.010, 0.5), shader.inputs["Normal"])
    return made


def _panel(name: str, colour: Colour, rough: float) -> Any:
    """Varnished wood with its grain."""
    made, t, shader = material(name)
    grain = t.noise(t.stretched(t.where("World"), (9.0, 9.0, 0.8)), 2.2, 6.0, Roughness=0.6, Distortion=0.8)
    dark = tuple(0.35 * c for c in colour)
    t.set(shader, Base_Color=t.ramp(grain, (0.32, dark), (0.70, tuple(1.5 * c for c in colour))), Roughness=rough)
    t.link(t.bump(grain, 0.002, 0.5), shader.inputs["Normal"])
    return made


def _boards() -> Any:
    made, t, shader = material("boards")
    where = t.where("World")
    x = t.parts(where)[0]
    part = t.maths("FRACT", t.maths("DIVIDE", t.maths("ADD", x, 20.0), 0.14))
    seam = t.range(t.maths("MINIMUM", part, t.maths("SUBTRACT", 1.0, part)), 0.015, 0.04)
    grain = t.noise(t.stretched(where, (9.0, 0.8, 1.0)), 2.4, 6.0, Roughness=0.6, Distortion=0.6)
    tone = t.ramp(grain, (0.32, (0.030, 0.014, 0.007)), (0.70, (0.115, 0.055, 0.026)))
    t.set(shader, Base_Color=t.mix(seam, (0.006, 0.004, 0.003), tone), Roughness=t.range(grain, 0.3, 0.7, 0.22, 0.40))
    t.link(t.bump(t.maths("ADD", grain, seam), 0.003, 0.5), shader.inputs["Normal"])
    return made


def _blinds(
    m: Model, origin: Any, along: Any, width: float, low: float, high: float, paint: Any, tilt: float, inward: Any
) -> None:
    """Slats from `low` to `high`; `along` the window, `inward` into the room."""
    origin, along, inward = Vector(origin), Vector(along), Vector(inward)
    up = Vector((0, 0, 1))
    a = math.radians(tilt)
    half = (inward * math.cos(a) + up * math.sin(a)) * SLAT / 2
    count = int((high - low) / STEP)
    for k in range(count):
        z = low + STEP * (k + 0.5)
        centre = origin + up * z
        sag = 0.0
        if k in (count // 2, count // 2 + 1):
            sag = 0.006  # somebody has looked out here
        p, q = centre, centre + along * width
        bulge = half.cross(along).normalized() * 0.004
        m.add(
            [p - half, p + bulge, p + half, q - half - up * sag, q + bulge - up * sag, q + half - up * sag],
            [(0, 1, 4, 3), (1, 2, 5, 4)],
            paint,
        )
    for share in (0.12, 0.5, 0.88):
        at = origin + along * (width * share)
        for s in (-1, 1):
            m.rod(
                at + up * low + inward * s * SLAT * 0.45,
                at + up * high + inward * s * SLAT * 0.45,
                0.0022,
                paint,
                sides=5,
            )


def window() -> list[Any]:
    left, right, sill, head = WINDOW
    wood = _panel("frame", (0.060, 0.030, 0.016), 0.36)
    slats = plain("slats", (0.34, 0.32, 0.27), 0.42, wear=0.2)
    m = Model("window")
    middle, y = (left + right) / 2, BACK + 0.09
    for x in (left + 0.03, right - 0.03):
        m.box((x, y, (sill + head) / 2), (0.07, 0.16, head - sill), wood)
    m.box((middle, y, (sill + head) / 2), (0.06, 0.06, head - sill), wood)
    for z in (sill + 0.03, (sill + head) / 2 + 0.10, head - 0.03):
        m.box((middle, y, z), (right - left, 0.07, 0.06), wood)
    for x in (left - 0.06, right + 0.06):
        m.box((x, BACK - 0.025, (sill + head) / 2), (0.13, 0.05, head - sill + 0.1), wood)
    m.box((middle, BACK - 0.03, head + 0.09), (right - left + 0.34, 0.08, 0.16), wood)
    m.box((middle, BACK - 0.07, sill - 0.03), (right - left + 0.34, 0.22, 0.06), wood)
    frame = m.object(bevel=0.006)
    m = Model("blinds")
    m.box((middle, BACK - 0.03, head - 0.02), (right - left - 0.04, 0.07, 0.05), slats)
    _blinds(
        m, (left + 0.02, BACK - 0.03, 0), (1, 0, 0), right - left - 0.04, 1.34, head - 0.05, slats, -8.0, (0, -1, 0)
    )
    m.box((middle, BACK - 0.03, 1.33), (right - left - 0.04, 0.05, 0.022), slats)
    m.rod((right - 0.18, BACK - 0.07, 0.95), (right - 0.18, BACK - 0.06, head), 0.004, slats, sides=6)
    near, deep, low, top = SIDE
    _blinds(m, (LEFT - 0.05, near, 0), (0, 1, 0), deep - near, low, top, slats, -26.0, (1, 0, 0))
    m.box((LEFT - 0.05, (near + deep) / 2, (low + top) / 2), (0.05, 0.06, top - low), wood)
    return [frame, m.object()]


def door(setting: Setting) -> list[Any]:
    """A door with pebbled glass; a lamp burns in the corridor, and somebody's shadow is on the glass."""
    x0, x1, head = DOOR
    middle = (x0 + x1) / 2
    wood, brass = _panel("door", (0.085, 0.038, 0.017), 0.30), plain("brass", (0.70, 0.48, 0.18), 0.28, 1.0)
    m = Model("door")
    for x in (x0 - 0.06, x1 + 0.06):
        m.box((x, BACK - 0.01, head / 2), (0.13, 0.09, head + 0.04), wood)
    m.box((middle, BACK - 0.01, head + 0.07), (x1 - x0 + 0.26, 0.10, 0.14), wood)
    for x in (x0 + 0.075, x1 - 0.075):
        m.box((x, BACK + 0.03, head / 2), (0.15, 0.05, head), wood)
    m.box((middle, BACK + 0.03, 0.45), (x1 - x0, 0.05, 0.90), wood)
    m.box((middle, BACK + 0.0, 0.45), (0.52, 0.03, 0.60), wood)
    m.box((middle, BACK + 0.03, head - 0.08), (x1 - x0, 0.05, 0.16), wood)
    m.rod((x0 + 0.075, BACK, 1.02), (x0 + 0.075, BACK - 0.05, 1.02), 0.012, brass, sides=10)
    m.ball((x0 + 0.075, BACK - 0.07, 1.02), 0.030, brass, sides=16)
    m.box((x0 + 0.075, BACK + 0.002, 1.0), (0.045, 0.01, 0.18), brass)
    m.sheet(
        [
            (x0 + 0.15, BACK + 0.04, 0.9),
            (x1 - 0.15, BACK + 0.04, 0.9),
            (x1 - 0.15, BACK + 0.04, head - 0.16),
            (x0 + 0.15, BACK + 0.04, head - 0.16),
        ],
        _frosted(setting, middle),
    )
    setting.area(
        "hall", (middle, BACK - 0.05, 1.45), (middle, 0, 1.2), (1.0, 0.70, 0.38), 16, (0.65, 1.0)
    ).visible_glossy = False
    return [m.object(bevel=0.006)]


def _frosted(setting: Setting, middle: float) -> Any:
    made, t, shader = material("frosted")
    x, _, z = t.parts(t.where("World"))
    wobble = t.maths("MULTIPLY", t.maths("SUBTRACT", t.noise(t.where("World"), 60.0, 2.0), 0.5), 0.035)
    u = t.maths("ADD", t.maths("SUBTRACT", x, middle), wobble)
    lamp = t.maths(
        "SQRT",
        t.maths(
            "ADD",
            t.maths("POWER", t.maths("SUBTRACT", u, 0.16), 2.0),
            t.maths("POWER", t.maths("SUBTRACT", z, 1.86), 2.0),
        ),
    )
    light = t.maths(
        "ADD", t.range(lamp, 0.0, 1.1, 1.0, 0.26, "SMOOTHSTEP"), t.range(lamp, 0.0, 0.24, 1.1, 0.0, "SMOOTHSTEP")
    )
    grain = t.range(t.noise(t.where("World"), 90.0, 2.0), 0.3, 0.7, 0.80, 1.15)
    # an arc of gilt strokes where a name would be; they spell nothing
    away = t.maths(
        "SQRT",
        t.maths(
            "ADD",
            t.maths("POWER", t.maths("SUBTRACT", x, middle), 2.0),
            t.maths("POWER", t.maths("SUBTRACT", z, 1.02), 2.0),
        ),
    )
    angle = t.maths("ARCTAN2", t.maths("SUBTRACT", x, middle), t.maths("SUBTRACT", z, 1.02))
    stroke = t.maths("GREATER_THAN", t.maths("SINE", t.maths("MULTIPLY", angle, 52.0)), -0.15)
    arc = t.maths(
        "MULTIPLY", t.maths("MULTIPLY", _between(t, away, 0.46, 0.53), _between(t, angle, -0.56, 0.56)), stroke
    )
    line = t.maths("MULTIPLY", _between(t, z, 1.315, 1.335), _between(t, t.maths("SUBTRACT", x, middle), -0.22, 0.22))
    ink = t.maths("MAXIMUM", arc, line)
    switch = t("Value").outputs[0]
    setting.emits("hall", switch, 1.0)
    amount = t.maths(
        "MULTIPLY", t.maths("MULTIPLY", t.maths("MULTIPLY", light, grain), t.range(ink, 0, 1, 1.0, 0.10)), switch
    )
    t.set(shader, Base_Color=(0.06, 0.06, 0.055), Roughness=0.35)
    t.link(t.bump(t.noise(t.where("World"), 70.0, 2.0), 0.004, 0.6), shader.inputs["Normal"])
    t.link(t.plus(shader.outputs[0], t.emission((1.0, 0.68, 0.34), amount)), surface(made))
    glows_only(made)
    return made


def _between(t: Any, value: Any, low: float, high: float) -> Any:
    return t.maths("MULTIPLY", t.maths("GREATER_THAN", value, low), t.maths("LESS_THAN", value, high))


FALL = (5.0, 2.6, -0.78)  # the way the moon's light takes from the side window into the room


def shafts(setting: Setting) -> list[Any]:
    """Smoke that the slats cut into bars of light: a few sheets, one behind the other."""
    things = []
    near, deep, low, top = SIDE
    for k, y in enumerate((6.1, 5.5, 4.9, 4.3, 3.7, 3.1)):
        made, t, _ = material("shaft")
        x, _, z = t.parts(t.where("World"))
        walked = t.maths("SUBTRACT", x, LEFT)
        entry = t.maths("SUBTRACT", y, t.maths("MULTIPLY", walked, FALL[1] / FALL[0]))  # where this light came in
        start = t.maths("SUBTRACT", z, t.maths("MULTIPLY", walked, FALL[2] / FALL[0]))  # and how high
        inside = t.maths(
            "MULTIPLY",
            t.range(start, low - 0.03, low + 0.08, kind="SMOOTHSTEP"),
            t.range(start, top + 0.03, top - 0.08, kind="SMOOTHSTEP"),
        )
        inside = t.maths(
            "MULTIPLY",
            inside,
            t.maths(
                "MULTIPLY",
                t.range(entry, near - 0.1, near + 0.25, kind="SMOOTHSTEP"),
                t.range(entry, deep + 0.1, deep - 0.25, kind="SMOOTHSTEP"),
            ),
        )
        bars = t.maths("SINE", t.maths("MULTIPLY", start, 2 * math.pi / (STEP * 3)))
        bars = t.range(bars, -0.5, 0.8, 0.25, 1.0, "SMOOTHSTEP")
        away = t.maths("EXPONENT", t.maths("MULTIPLY", walked, -0.16))
        smoke = t.range(
            t.noise(
                t.stretched(t.where("World"), (0.7, 1.0, 1.2), (0, 0.25 + 0.2 * k, 0)),
                1.5,
                5.0,
                Roughness=0.58,
                Distortion=0.8,
            ),
            0.32,
            0.70,
            0.25,
            1.3,
        )
        switch = t("Value").outputs[0]
        setting.emits("street", switch, 0.055)
        total = switch
        for factor in (inside, bars, away, smoke):
            total = t.maths("MULTIPLY", total, factor)
        t.link(t.plus(clear(t), t.emission(MOON, total)), surface(made))
        glows_only(made)
        thing = Model("shaft").sheet([(LEFT, y, 0), (RIGHT, y, 0), (RIGHT, y, HIGH), (LEFT, y, HIGH)], made).object()
        thing.visible_shadow = thing.visible_diffuse = thing.visible_glossy = False
        setting.shown.setdefault("street", []).append(thing)
        things.append(thing)
    return things


def lights(setting: Setting) -> None:
    """The street lamp and the moon through the side window, neon through the back window, bounce for the shadows."""
    near, deep, low, top = SIDE
    window = Vector((LEFT, (near + deep) / 2, (low + top) / 2))
    source = window - Vector(FALL).normalized() * 9.0
    setting.spot("street", source, window, MOON, 16000, 16, radius=0.035, soft=0.1)
    left, right, sill, head = WINDOW
    setting.area("street", ((left + right) / 2, BACK + 0.3, (sill + head) / 2), (-1.2, 2.0, 0.2), MOON, 14, (1.6, 1.5))
    setting.area("street", (0, -2.0, 2.9), (0, 4.0, 1.0), (0.7, 0.85, 1.0), 16.0, (3.0, 1.0)).visible_glossy = False
    setting.spot("neon", (-7.3, 21.4, 3.2), (-1.6, 3.6, 2.0), (1.0, 0.10, 0.12), 5000, 22, radius=0.9)
    setting.area(
        "neon", (left + 0.9, BACK - 0.25, 1.9), (0.5, 3.0, 1.8), (1.0, 0.12, 0.16), 4.0, (1.5, 1.3)
    ).visible_glossy = False
    setting.area("lamp", (0.3, 3.0, 3.0), (0.3, 3.2, 0), TUNGSTEN, 3.0, (2.0, 2.0)).visible_glossy = False

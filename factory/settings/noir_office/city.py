"""The city outside: towers with lit windows, roofs with water tanks, a neon sign, light from the street."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from settings.lamp import lit
from settings.material import Colour, glows_only, material, plain, surface
from settings.model import Model
from settings.setting import Setting

DOWN = -16.0  # metres from the office floor to the street
RED: Colour = (1.0, 0.07, 0.10)
TEAL: Colour = (0.06, 0.80, 0.75)


def view(setting: Setting) -> list[Any]:
    return [_sky(setting), *_towers(setting), *_roof(), *_sign(setting)]


def _sky(setting: Setting) -> Any:
    """Low cloud that the city lights from below, on a sheet far away."""
    made, t, _ = material("night sky")
    z = t.parts(t.where("World"))[2]
    cloud = t.range(t.noise(t.stretched(t.where("World"), (0.006, 1.0, 0.012)), 1.0, 6.0, Roughness=0.6), 0.35, 0.70)
    glow = t.ramp(
        t.range(z, -30, 190), (0.0, (0.135, 0.125, 0.13)), (0.45, (0.050, 0.056, 0.070)), (1.0, (0.018, 0.022, 0.032))
    )
    switch = t("Value").outputs[0]
    setting.emits("street", switch, 1.0)
    t.link(
        t.emission(glow, t.maths("MULTIPLY", switch, t.maths("ADD", 0.55, t.maths("MULTIPLY", cloud, 0.9)))),
        surface(made),
    )
    glows_only(made)
    return Model("sky").sheet([(-420, 330, -60), (330, 330, -60), (330, 330, 260), (-420, 330, 260)], made).object()


def _facade(setting: Setting, name: str, stone: Colour, share: float, pitch: tuple[float, float], warmth: float) -> Any:
    """Rows of windows, some of them lit, fading into the mist with distance."""
    made, t, shader = material(name)
    x, y, z = t.parts(t.where("World"))
    across = t.maths("ADD", x, t.maths("MULTIPLY", y, 0.77))
    cell_x, cell_z = t.maths("DIVIDE", across, pitch[0]), t.maths("DIVIDE", z, pitch[1])
    u, v = t.maths("FRACT", t.maths("ADD", cell_x, 400.0)), t.maths("FRACT", t.maths("ADD", cell_z, 400.0))
    pane = t.maths("MULTIPLY", _inside(t, u, 0.24, 0.76), _inside(t, v, 0.20, 0.80))
    bar = t.maths("MULTIPLY", _outside(t, u, 0.5, 0.035), _outside(t, v, 0.52, 0.02))
    number = t.joined(
        t.maths("FLOOR", t.maths("ADD", cell_x, 400.0)), t.maths("FLOOR", t.maths("ADD", cell_z, 400.0)), 0.0
    )
    white = t("TexWhiteNoise", noise_dimensions="2D")
    t.link(number, white.inputs[0])
    chance, colour = white.outputs["Value"], t.parts(white.outputs["Color"])
    lamp = t.maths("MULTIPLY", t.maths("LESS_THAN", chance, share), t.range(colour[1], 0.0, 1.0, 0.25, 1.0))
    tone = t.ramp(
        colour[2], (0.0, (1.0, 0.50 * warmth + 0.12, 0.16)), (0.6, (1.0, 0.66, 0.34)), (1.0, (0.72, 0.86, 0.95))
    )
    shade = t.range(t.noise(t.where("World"), 0.9, 3.0), 0.3, 0.7, 0.55, 1.1)
    light = t.maths("MULTIPLY", t.maths("MULTIPLY", t.maths("MULTIPLY", pane, bar), lamp), shade)
    t.set(shader, Base_Color=t.mix(pane, stone, (0.01, 0.012, 0.015)), Roughness=t.range(pane, 0, 1, 0.9, 0.25))
    metres = t("CameraData").outputs["View Distance"]
    mist = t.maths("SUBTRACT", 1.0, t.maths("EXPONENT", t.maths("DIVIDE", metres, -170.0)))
    low = t.range(z, -16.0, 90.0, 1.15, 0.45)
    switch = t("Value").outputs[0]
    setting.emits("street", switch, 1.0)
    own = t.plus(shader.outputs[0], t.emission(tone, t.maths("MULTIPLY", t.maths("MULTIPLY", light, 1.5), switch)))
    air = t.emission((0.095, 0.095, 0.105), t.maths("MULTIPLY", switch, low))
    t.link(t.blend(mist, own, air), surface(made))
    glows_only(made)
    return made


def _inside(t: Any, value: Any, low: float, high: float) -> Any:
    return t.maths("MULTIPLY", t.maths("GREATER_THAN", value, low), t.maths("LESS_THAN", value, high))


def _outside(t: Any, value: Any, middle: float, half: float) -> Any:
    return t.maths("GREATER_THAN", t.maths("ABSOLUTE", t.maths("SUBTRACT", value, middle)), half)


def _towers(setting: Setting) -> list[Any]:
    walls = [
        _facade(setting, "brick", (0.055, 0.034, 0.028), 0.30, (2.1, 3.1), 0.5),
        _facade(setting, "limestone", (0.075, 0.070, 0.064), 0.36, (1.7, 3.4), 0.55),
        _facade(setting, "dark stone", (0.030, 0.030, 0.034), 0.24, (2.5, 3.0), 0.45),
    ]
    chance = np.random.default_rng(12)
    m = Model("towers")
    for y, low, high, wide, step in (
        (46, 2, 10, 10, 13),
        (80, 12, 30, 13, 16),
        (128, 22, 58, 17, 20),
        (200, 40, 92, 24, 27),
    ):
        x = -1.15 * y
        while x < 0.55 * y:
            top = float(chance.uniform(low, high))
            w = float(chance.uniform(0.7, 1.15)) * wide
            wall = walls[int(chance.integers(3))]
            m.box((x, y, (top + DOWN) / 2), (w, w, top - DOWN), wall)
            if y > 60:
                m.box((x, y, top + 0.06 * top), (0.66 * w, 0.66 * w, 0.20 * top), wall)
                if chance.random() < 0.5:
                    m.box((x, y, top + 0.20 * top), (0.36 * w, 0.36 * w, 0.22 * top), wall)
                    m.rod((x, y, top * 1.3), (x, y, top * 1.3 + 9), 0.18, wall, sides=6)
            x += step * float(chance.uniform(0.85, 1.2))
    return [m.object()]


def _roof() -> list[Any]:
    """The house across the street: a parapet, a water tank on legs, chimneys."""
    dark = plain("roof", (0.020, 0.020, 0.023), 0.75, wear=0.3)
    m = Model("roof")
    m.box((-13.5, 26.0, -9.2), (22.0, 8.0, 15.6), dark)
    m.box((-13.5, 22.0, -1.2), (22.4, 0.5, 0.5), dark)
    x, y, z = -10.2, 24.5, -1.4
    for dx, dy in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
        m.rod((x + dx, y + dy, z), (x + 0.8 * dx, y + 0.8 * dy, z + 2.4), 0.08, dark, sides=6)
    m.rod((x, y, z + 2.4), (x, y, z + 4.9), 1.35, dark, sides=24)
    m.rod((x, y, z + 4.9), (x, y, z + 6.0), 1.45, dark, end=0.05, sides=24)
    for cx, high in ((-5.3, 1.8), (-4.2, 1.2)):
        m.box((cx, 25.0, z + high / 2), (0.9, 0.7, high), dark)
    return [m.object()]


def _sign(setting: Setting) -> list[Any]:
    """Neon on the roof across the street: a glass with an olive, circles, bars; no letters."""
    red, teal = lit(setting, "neon", "neon red", RED, 5.0), lit(setting, "neon", "neon teal", TEAL, 3.4)
    iron = plain("iron", (0.015, 0.015, 0.017), 0.6)
    x, y, z = -7.3, 21.4, 3.2
    m = Model("sign")

    def ring(cx: float, cz: float, r: float, paint: Any, a0: float = 0.0, a1: float = 360.0) -> None:
        n = 40
        angles = [math.radians(a0 + (a1 - a0) * k / n) for k in range(n + 1)]
        m.tube([(x + cx + r * math.cos(a), y, z + cz + r * math.sin(a)) for a in angles], 0.045, paint, sides=8)

    ring(0, 0.15, 1.75, red)
    ring(0, 0.15, 1.52, red, 25, 155)
    ring(0, 0.15, 1.52, red, 205, 335)
    for a, b in (
        ((-0.85, 0.85), (0.0, -0.25)),
        ((0.85, 0.85), (0.0, -0.25)),
        ((-0.85, 0.85), (0.85, 0.85)),
        ((0, -0.25), (0, -0.95)),
        ((-0.42, -0.95), (0.42, -0.95)),
    ):
        m.rod((x + a[0], y - 0.02, z + a[1]), (x + b[0], y - 0.02, z + b[1]), 0.045, teal, sides=8)
    ring(0.28, 0.48, 0.17, red)
    m.rod((x - 0.05, y, z + 0.28), (x + 0.72, y, z + 1.18), 0.03, teal, sides=8)
    for k in range(3):
        m.rod(
            (x - 1.2, y, z - 1.95 - 0.22 * k),
            (x + 1.2 - 0.3 * k, y, z - 1.95 - 0.22 * k),
            0.045,
            red if k != 1 else teal,
            sides=8,
        )
    for dx in (-1.3, 0.0, 1.3):
        m.rod((x + dx, y + 0.25, -1.4), (x + dx, y + 0.25, z + 1.7), 0.05, iron, sides=6)
    for dz in (-1.4, 0.2, 1.5):
        m.rod((x - 1.6, y + 0.22, z + dz), (x + 1.6, y + 0.22, z + dz), 0.04, iron, sides=6)
    setting.point("neon", (x, y - 1.0, z), (1.0, 0.12, 0.14), 500, 1.0)
    return [m.object()]

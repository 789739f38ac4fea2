"""What people have brought: rover, station, mast, solar panels, lamps, cables."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from settings.beam import beam
from settings.mars import land
from settings.material import Colour, glows_only, material, plain, surface
from settings.model import Model
from settings.setting import Setting

WARM: Colour = (1.0, 0.50, 0.17)
COOL: Colour = (0.62, 0.82, 1.0)
RED: Colour = (1.0, 0.06, 0.03)


class Paints:
    """Materials the machines share."""

    def __init__(self) -> None:
        self.white = plain("white", (0.72, 0.70, 0.66), 0.45, dirt=0.55, wear=0.25, scale=1.6)
        self.foil = plain("foil", (0.62, 0.40, 0.14), 0.32, 0.9, dirt=0.25, wear=0.5, scale=9.0)
        self.dark = plain("dark", (0.055, 0.055, 0.06), 0.6, dirt=0.45, wear=0.3)
        self.metal = plain("metal", (0.42, 0.42, 0.43), 0.42, 0.9, dirt=0.40, wear=0.3)
        self.orange = plain("orange", (0.75, 0.20, 0.03), 0.5, dirt=0.40, wear=0.3)
        self.cloth = plain("cloth", (0.52, 0.50, 0.46), 0.85, dirt=0.7, wear=0.3, scale=1.0)
        self.panel = _panel()


def _panel() -> Any:
    made, t, shader = material("panel")
    cell = t.wave(t.where("UV"), 1.0)
    t.set(
        shader,
        Base_Color=t.ramp(cell, (0.0, (0.010, 0.016, 0.045)), (1.0, (0.018, 0.028, 0.075))),
        Roughness=0.18,
        Coat_Weight=0.8,
    )
    return made


def shining(setting: Setting, name: str, colour: Colour, strength: float, *, spread: bool = False) -> Any:
    """Lit glass of the `practical` group; with `spread` brighter in the middle, like a room seen through a window."""
    made, t, shader = material(name)
    t.set(shader, Base_Color=(0.02, 0.02, 0.025), Roughness=0.12)
    switch = t("Value").outputs[0]
    setting.emits("practical", switch, strength)
    amount = switch
    if spread:
        patch = t.noise(t.stretched(t.where("Object"), (1.0, 1.0, 0.5)), 2.6, 3.0)
        amount = t.maths("MULTIPLY", switch, t.range(patch, 0.34, 0.66, 0.12, 1.35))
    t.link(t.plus(shader.outputs[0], t.emission(colour, amount)), surface(made))
    glows_only(made)
    return made


def all_of_them(setting: Setting) -> list[Any]:
    paints = Paints()
    return [
        *_rover(setting, paints), *_station(setting, paints), *_mast(setting, paints), *_solar_field(paints),
        *_path_lamps(setting, paints), *_lander(setting, paints), *_cables(paints), *_crates(paints),
    ]  # fmt: skip


def _ground(x: float, y: float) -> float:
    return float(land.height(x, y))


def _rover(setting: Setting, p: Paints) -> list[Any]:
    """Pressurised crew rover, about 4 m long, nose to the picture's right and towards the lens."""
    lamp = shining(setting, "headlamp", (1.0, 0.86, 0.66), 14.0)
    glass = shining(setting, "cockpit", WARM, 1.1, spread=True)
    m = Model("rover")
    wheel = [(0.16, -0.17), (0.44, -0.19), (0.52, -0.15), (0.54, 0.0), (0.52, 0.15), (0.44, 0.19), (0.16, 0.17)]
    for side in (-1, 1):
        for x in (-1.5, 0.0, 1.5):
            centre = (x, side * 1.05, 0.54)
            m.turned(wheel, centre, p.dark, turn=(90, 0, 0), sides=28)
            m.turned(
                [(0.0, 0.12), (0.12, 0.14), (0.30, 0.10), (0.33, -0.02)],
                centre,
                p.metal,
                turn=(90 * side, 0, 0),
                sides=16,
            )
            for k in range(20):
                a = 2 * math.pi * k / 20
                m.box(
                    (x + 0.545 * math.cos(a), side * 1.05, 0.54 + 0.545 * math.sin(a)),
                    (0.05, 0.33, 0.04),
                    p.dark,
                    (0, 90 - math.degrees(a), 0),
                )
            m.rod((x, side * 0.62, 0.86), (x, side * 0.98, 0.54), 0.06, p.metal)
        m.tube(
            [
                (-1.5, side * 0.66, 0.85),
                (-0.7, side * 0.70, 1.05),
                (0.0, side * 0.70, 0.88),
                (0.8, side * 0.70, 1.05),
                (1.5, side * 0.66, 0.85),
            ],
            0.065,
            p.metal,
        )
        m.box((0, side * 0.78, 1.32), (2.9, 0.16, 0.34), p.orange if side > 0 else p.white)
    m.box((0, 0, 1.02), (3.7, 1.5, 0.28), p.metal)
    body = [
        (-1.95, 0.55),
        (-1.85, 1.0),
        (-1.4, 1.30),
        (-0.4, 1.38),
        (0.7, 1.32),
        (1.35, 1.05),
        (1.85, 0.62),
        (1.95, 0.15),
    ]
    outline = [(x, 1.15 + z) for x, z in body] + [(1.9, 1.13), (-1.95, 1.13)]
    rim = [[(x, y * (1.0 if z < 1.9 else 0.86), z) for x, z in outline] for y in (-0.80, 0.80)]
    n = len(outline)
    m.add(
        [*rim[0], *rim[1]],
        [
            tuple(range(n)),
            tuple(range(2 * n - 1, n - 1, -1)),
            *[(i, i + n, (i + 1) % n + n, (i + 1) % n) for i in range(n)],
        ],
        p.white,
    )
    m.sheet([(1.40, -0.66, 2.18), (1.83, -0.70, 1.80), (1.83, 0.70, 1.80), (1.40, 0.66, 2.18)], glass)
    for y in (-0.66, 0.66):
        m.rod((1.36, y, 2.24), (1.86, y * 1.08, 1.78), 0.035, p.dark)
    m.box((1.62, 0, 2.0), (0.62, 0.05, 0.05), p.dark, (0, 42, 0))
    for y in (-0.815, 0.815):
        m.box((0.72, y, 1.98), (0.72, 0.05, 0.42), p.dark)
        m.box((0.72, y * 1.02, 1.98), (0.60, 0.05, 0.30), glass)
        m.rod((-0.55, y * 0.99, 1.85), (-0.55, y * 1.03, 1.85), 0.42, p.metal, sides=28)
        m.rod((-0.55, y * 1.0, 1.85), (-0.55, y * 1.045, 1.85), 0.34, p.white, sides=28)
    m.box((-1.2, 0, 2.56), (0.9, 1.15, 0.16), p.foil)
    m.box((-0.1, 0, 2.62), (1.15, 1.3, 0.05), p.panel, (0, -6, 0))
    m.box((-2.02, 0, 1.55), (0.30, 1.1, 0.72), p.cloth)
    m.rod((-1.7, 0.45, 2.5), (-1.7, 0.45, 3.55), 0.025, p.metal, sides=8)
    m.turned([(0.0, -0.06), (0.16, -0.03), (0.30, 0.05), (0.36, 0.11)], (-1.05, -0.25, 2.95), p.white, turn=(35, 25, 0))
    m.rod((-1.05, -0.25, 2.6), (-1.05, -0.25, 2.92), 0.03, p.metal, sides=8)
    m.rod((1.0, 0.3, 2.4), (1.0, 0.3, 2.95), 0.03, p.metal, sides=8)
    m.box((1.03, 0.3, 3.02), (0.18, 0.34, 0.15), p.dark)
    for y in (-0.62, -0.42, 0.42, 0.62):
        m.rod((1.88, y, 1.42), (2.00, y, 1.42), 0.10, p.dark)
        m.rod((1.995, y, 1.42), (2.01, y, 1.42), 0.085, lamp)
    m.box((1.38, 0, 2.56), (0.12, 1.1, 0.10), p.dark)
    for y in (-0.42, -0.14, 0.14, 0.42):
        m.box((1.45, y, 2.56), (0.02, 0.16, 0.07), lamp)
    x, y, turn = -4.55, 12.6, -38.0
    z = _ground(x, y) - 0.03
    thing = m.object(bevel=0.025, at=(x, y, z), turn=turn)
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def world(a: float, b: float, up: float) -> tuple[float, float, float]:
        return x + c * a - s * b, y + s * a + c * b, z + up

    for b in (-0.5, 0.5):
        setting.spot(
            "practical",
            world(2.05, b, 1.42),
            world(9.0, b * 2.5, -0.2),
            (1.0, 0.84, 0.62),
            900,
            62,
            radius=0.08,
            soft=0.7,
        )
    setting.point("practical", world(0.2, 0, 2.2), WARM, 20, 0.2)
    rays = [
        beam(
            setting,
            "practical",
            world(2.02, b, 1.42),
            world(13.0, b * 4, 0.3),
            (1.0, 0.66, 0.36),
            0.9,
            26,
            mouth=0.09,
            fade=1.0,
        )
        for b in (-0.52, 0.52)
    ]
    return [thing, *rays]


def _station(setting: Setting, p: Paints) -> list[Any]:
    """Two domes, a long module and an airlock, half covered with soil, windows lit."""
    window = shining(setting, "window", WARM, 3.0, spread=True)
    door = shining(setting, "airlock", COOL, 1.5)
    x, y = 14.6, 38.0
    z = _ground(x, y)
    m = Model("station")

    def dome(cx: float, cy: float, radius: float, squash: float) -> None:
        profile = [(radius * math.sin(a), radius * squash * math.cos(a)) for a in np.linspace(0.001, math.pi / 2, 14)]
        m.turned([*profile, (radius * 1.01, -1.2)], (cx, cy, 0.2), p.white, sides=48)
        m.turned(
            [(radius * 1.035, -0.6), (radius * 1.035, 0.42), (radius * 0.99, 0.42)], (cx, cy, 0.2), p.metal, sides=48
        )
        for k in range(12):
            a = 2 * math.pi * k / 12 + 0.13
            ring = [
                (
                    cx + 1.012 * radius * math.sin(b) * math.cos(a),
                    cy + 1.012 * radius * math.sin(b) * math.sin(a),
                    0.2 + 1.012 * radius * squash * math.cos(b),
                )
                for b in np.linspace(0.12, 1.52, 12)
            ]
            m.tube(ring, 0.06, p.metal, sides=6)
        m.turned(
            [(0.9, 0.0), (0.9, 0.35), (0.7, 0.45), (0.001, 0.47)], (cx, cy, 0.17 + radius * squash), p.metal, sides=24
        )
        for k in range(-3, 4):
            a = math.radians(-95 + 23 * k)
            for up, size in ((1.35, 0.52), (2.75, 0.36)):
                t = math.acos(min(1.0, (up - 0.2) / (radius * squash)))
                r = radius * math.sin(t)
                if r < 1 or (up > 2 and k % 2):
                    continue
                at = (cx + r * math.cos(a), cy + r * math.sin(a))
                out = (math.cos(a), math.sin(a))
                m.rod(
                    (at[0] - 0.25 * out[0], at[1] - 0.25 * out[1], up),
                    (at[0] + 0.12 * out[0], at[1] + 0.12 * out[1], up),
                    size + 0.10,
                    p.metal,
                    sides=28,
                )
                m.rod(
                    (at[0] - 0.2 * out[0], at[1] - 0.2 * out[1], up),
                    (at[0] + 0.135 * out[0], at[1] + 0.135 * out[1], up),
                    size,
                    window,
                    sides=28,
                )

    dome(3.8, 3.5, 5.2, 0.80)
    dome(13.5, 8.0, 4.2, 0.86)
    m.rod((-6.6, 1.2, 1.35), (2.2, 2.2, 1.35), 1.75, p.white, sides=36)
    for k in range(7):
        a = k / 6
        m.rod((-6.6 + 8.0 * a, 1.2 + 0.9 * a, 1.35), (-6.4 + 8.0 * a, 1.22 + 0.9 * a, 1.35), 1.82, p.metal, sides=36)
    for k in range(4):
        cx = -5.5 + 2.0 * k
        cy = 1.2 + (cx + 6.6) / 8.8
        m.box((cx, cy - 1.58, 1.95), (1.0, 0.3, 0.62), p.metal, (-20, 0, 6))
        m.box((cx, cy - 1.63, 1.94), (0.84, 0.3, 0.46), window, (-20, 0, 6))
    m.box((-7.3, 0.9, 1.25), (1.6, 2.3, 2.5), p.white)
    m.box((-7.35, -0.28, 1.15), (1.15, 0.12, 2.05), p.metal)
    m.box((-7.35, -0.31, 1.15), (0.95, 0.12, 1.85), door)
    m.box((-7.35, -0.50, 0.06), (1.5, 1.4, 0.12), p.metal)
    m.box((-7.35, -0.45, 2.62), (1.9, 1.0, 0.08), p.orange)
    for k, at in enumerate(((-3.0, 1.6), (-1.0, 1.8), (0.8, 2.0))):
        m.box((at[0], at[1], 3.25), (0.9, 1.1, 0.5 + 0.2 * (k % 2)), p.metal)
    m.rod((9.0, 5.5, 1.2), (11.0, 7.0, 1.2), 1.15, p.white, sides=28)
    for k in range(3):
        m.rod((-2.5 - 1.3 * k, 5.5, 0.2), (-2.5 - 1.3 * k, 5.5, 4.6), 0.55, p.foil, end=0.55, sides=20)
    thing = m.object(bevel=0.03, at=(x, y, z))
    setting.point("practical", (x - 7.35, y - 1.5, z + 2.3), COOL, 160, 0.12)
    for a, b, watts in ((3.8, -3.2, 340), (-3.5, -2.2, 200), (11.5, 2.0, 260)):
        setting.area("practical", (x + a, y + b, z + 1.9), (x + a, y + b - 6, z - 1.0), WARM, watts, (4.0, 0.8), 150)
    for a, b in ((-6.0, -6.5), (9.5, -3.5)):
        setting.spot(
            "practical",
            (x + a, y + b, z + 0.4),
            (x + a + 4.0, y + b + 8, z + 3.0),
            (1.0, 0.74, 0.48),
            700,
            95,
            soft=0.9,
        )
    return [thing]


def _mast(setting: Setting, p: Paints) -> list[Any]:
    """Lattice mast with dishes, guy wires and a red light."""
    red = shining(setting, "beacon", RED, 30.0)
    x, y = 8.6, 35.5
    z = _ground(x, y)
    m = Model("mast")
    tall, wide = 12.5, 0.42
    legs = [(wide * math.cos(a), wide * math.sin(a)) for a in (0.4, 2.49, 4.59)]
    for a, b in legs:
        m.rod((a, b, 0), (a * 0.35, b * 0.35, tall), 0.045, p.metal, sides=6)
    for k in range(15):
        low, high = k * tall / 15, (k + 1) * tall / 15
        sl, sh = 1 - 0.65 * low / tall, 1 - 0.65 * high / tall
        for i in range(3):
            (a, b), (c, d) = legs[i], legs[(i + 1) % 3]
            m.rod((a * sl, b * sl, low), (c * sh, d * sh, high), 0.022, p.metal, sides=5)
    for a in (0.2, 2.3, 4.4):
        m.rod((0, 0, tall * 0.82), (5.5 * math.cos(a), 5.5 * math.sin(a), 0.0), 0.012, p.metal, sides=4)
    dish = [
        (0.02, -0.30),
        (0.4, -0.26),
        (0.75, -0.12),
        (0.98, 0.08),
        (1.0, 0.08),
        (0.76, -0.15),
        (0.4, -0.30),
        (0.02, -0.34),
    ]
    m.turned(dish, (-0.35, -0.55, tall * 0.72), p.white, turn=(62, -18, 0), sides=36)
    m.turned([(r * 0.55, h * 0.55) for r, h in dish], (0.45, -0.2, tall * 0.55), p.white, turn=(80, 35, 0), sides=28)
    m.rod((0, 0, tall), (0, 0, tall + 2.2), 0.02, p.metal, sides=6)
    m.ball((0, 0, tall + 0.12), 0.11, red)
    m.ball((0, 0, tall * 0.45), 0.08, red)
    m.box((0.9, -0.6, 0.6), (1.0, 0.7, 1.2), p.white)
    setting.point("practical", (x, y - 0.3, z + tall + 0.3), RED, 60, 0.1)
    return [m.object(at=(x, y, z))]


def _solar_field(p: Paints) -> list[Any]:
    made = []
    for row, (y, xs) in enumerate(((56.0, (3.0, 7.2, 11.4)), (66.0, (1.0, 5.4, 9.8, 14.2)), (78.0, (-2.0, 3.0, 8.0)))):
        for x in xs:
            m = Model(f"solar{row}")
            m.box((0, 0, 1.5), (3.6, 1.9, 0.06), p.metal, (38, 0, 0))
            for k in range(4):
                m.box((-1.32 + 0.88 * k, -0.03, 1.53), (0.82, 1.8, 0.05), p.panel, (38, 0, 0))
            for side in (-1.2, 1.2):
                m.rod((side, 0.1, -0.3), (side, 0.1, 1.5), 0.06, p.metal, sides=8)
            made.append(m.object(at=(x, y, _ground(x, y)), turn=-14))
    return made


def _path_lamps(setting: Setting, p: Paints) -> list[Any]:
    """Low posts along the crew's way; a cap throws the light down, so no bare bulb is seen."""
    bulb = shining(setting, "bollard", WARM, 9.0)
    made = []
    for x, y in (
        (3.75, 7.2),
        (2.2, 10.2),
        (5.95, 12.6),
        (3.9, 17.2),
        (8.0, 19.2),
        (6.0, 24.5),
        (10.6, 27.0),
        (9.4, 32.0),
    ):
        m = Model("bollard")
        m.rod((0, 0, -0.2), (0, 0, 0.50), 0.035, p.dark, sides=10)
        m.rod((0, 0, 0.50), (0, 0, 0.60), 0.055, bulb, sides=14)
        m.turned([(0.001, 0.68), (0.09, 0.66), (0.115, 0.60), (0.09, 0.60)], (0, 0, 0), p.orange, sides=18)
        m.turned([(0.16, -0.05), (0.15, 0.03), (0.04, 0.06)], (0, 0, 0), p.metal, sides=18)
        z = _ground(x, y)
        made.append(m.object(bevel=0.006, at=(x, y, z)))
        for a in (0.4, 2.5, 4.6):
            setting.point(
                "practical", (x + 0.12 * math.cos(a), y + 0.12 * math.sin(a), z + 0.52), WARM, 9 + 0.25 * y, 0.04
            )
    return made


def _lander(setting: Setting, p: Paints) -> list[Any]:
    """Cargo lander far on the left: four legs, tanks, a capsule."""
    light = shining(setting, "port", WARM, 2.6)
    x, y = -9.6, 66.0
    z = _ground(x, y)
    m = Model("lander")
    m.turned([(1.5, 2.0), (2.5, 2.1), (2.6, 3.2), (2.4, 4.3), (1.4, 4.6)], (0, 0, 0), p.foil, sides=8)
    m.turned([(1.7, 4.5), (1.75, 5.6), (1.3, 7.2), (0.55, 7.7), (0.5, 8.0), (0.001, 8.0)], (0, 0, 0), p.white, sides=32)
    m.turned([(0.4, 2.1), (0.55, 1.6), (0.95, 1.0), (0.9, 1.0)], (0, 0, 0), p.dark, sides=24)
    for k in range(4):
        a = math.pi / 4 + k * math.pi / 2
        c, s = math.cos(a), math.sin(a)
        m.rod((2.3 * c, 2.3 * s, 3.9), (4.1 * c, 4.1 * s, 0.2), 0.11, p.metal, sides=10)
        m.rod((2.2 * c - 0.7 * s, 2.2 * s + 0.7 * c, 2.3), (3.7 * c, 3.7 * s, 0.9), 0.06, p.metal, sides=8)
        m.rod((2.2 * c + 0.7 * s, 2.2 * s - 0.7 * c, 2.3), (3.7 * c, 3.7 * s, 0.9), 0.06, p.metal, sides=8)
        m.turned([(0.001, 0.25), (0.5, 0.12), (0.62, 0.0), (0.5, 0.0)], (4.1 * c, 4.1 * s, -0.05), p.metal, sides=18)
        m.ball((1.9 * math.cos(a + 0.78), 1.9 * math.sin(a + 0.78), 3.3), 0.70, p.foil)
    for k in range(3):
        a = math.radians(-120 + 40 * k)
        m.rod(
            (1.6 * math.cos(a), 1.6 * math.sin(a), 5.6),
            (1.74 * math.cos(a), 1.74 * math.sin(a), 5.6),
            0.24,
            light,
            sides=18,
        )
    m.tube([(-1.2, -2.4, 4.2), (-1.2, -3.0, 2.2), (-1.2, -3.3, 0.1)], 0.05, p.metal, sides=6)
    m.tube([(-0.7, -2.4, 4.2), (-0.7, -3.0, 2.2), (-0.7, -3.3, 0.1)], 0.05, p.metal, sides=6)
    m.rod((0.3, 0, 8.0), (0.3, 0, 10.2), 0.03, p.metal, sides=6)
    setting.spot("practical", (x + 1.5, y - 4.5, z + 0.4), (x, y, z + 5.0), (1.0, 0.78, 0.55), 900, 70, soft=0.8)
    return [m.object(bevel=0.03, at=(x, y, z), turn=12)]


def _cables(p: Paints) -> list[Any]:
    made = []
    for number, way in enumerate((
        ((7.6, 35.0), (6.2, 28.0), (7.4, 20.0), (6.4, 13.0), (7.2, 9.0), (5.8, 6.0), (6.3, 4.0)),
        ((7.6, 35.2), (4.6, 42.0), (5.0, 50.0), (4.4, 56.0)),
    )):  # fmt: skip
        points = _curve(way, 60)
        m = Model(f"cable{number}")
        m.tube([(x, y, _ground(x, y) + 0.035) for x, y in points], 0.032, p.dark, sides=6)
        made.append(m.object())
    return made


def _curve(way: Any, count: int) -> list[tuple[float, float]]:
    """Points on a smooth curve (Catmull-Rom) through `way`."""
    p = np.array([way[0], *way, way[-1]], float)
    out = []
    for i in range(len(way) - 1):
        for t in np.linspace(0, 1, count // (len(way) - 1), endpoint=False):
            a, b, c, d = p[i : i + 4]
            out.append(
                tuple(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
            )
    return out


def _crates(p: Paints) -> list[Any]:
    made = []
    for x, y, size, turn, paint in (
        (7.1, 13.6, (1.1, 0.8, 0.75), 20, p.white), (8.25, 14.3, (0.8, 0.8, 0.6), -12, p.orange), (7.3, 13.7, (0.6, 0.5, 0.35), 48, p.metal),
        (-7.6, 15.2, (0.9, 0.7, 0.6), 35, p.white), (-8.3, 15.9, (0.7, 0.7, 0.9), 5, p.metal), (10.0, 31.5, (1.6, 1.1, 1.0), 8, p.white),
        (11.7, 31.0, (1.0, 1.0, 0.8), -20, p.orange),
    ):  # fmt: skip
        m = Model("crate")
        lift = 0.75 if paint is p.metal and x > 0 and size[0] < 0.65 else 0.0
        m.box((0, 0, size[2] / 2), size, paint)
        for k in (-0.36, 0.36):
            m.box((k * size[0], 0, size[2] / 2), (0.06, size[1] + 0.03, size[2] + 0.03), p.dark)
        m.box((0, -size[1] / 2, size[2] * 0.62), (0.22, 0.05, 0.06), p.metal)
        made.append(m.object(bevel=0.025, at=(x, y, _ground(x, y) - 0.04 + lift), turn=turn))
    return made


def close_by(setting: Setting) -> list[Any]:
    """Out of focus at the right edge: an instrument on a tripod with a small display."""
    p = Paints()
    display = shining(setting, "display", (0.25, 0.9, 0.75), 0.22)
    m = Model("instrument")
    for k in range(3):
        a = 0.5 + k * 2 * math.pi / 3
        m.rod((0, 0, 1.0), (0.45 * math.cos(a), 0.45 * math.sin(a), -0.1), 0.022, p.metal, sides=8)
    m.box((0, 0, 1.10), (0.26, 0.22, 0.24), p.metal)
    m.box((-0.04, -0.113, 1.12), (0.10, 0.01, 0.055), display)
    m.rod((0.06, 0, 1.2), (0.06, 0, 1.62), 0.012, p.metal, sides=8)
    m.ball((0.06, 0, 1.64), 0.035, p.orange)
    m.tube([(0.1, 0.05, 1.05), (0.26, 0.05, 0.75), (0.24, 0.0, 0.3), (0.5, 0.0, 0.0)], 0.014, p.dark)
    return [m.object(bevel=0.012, at=(1.72, 2.1, 0.0), turn=24)]

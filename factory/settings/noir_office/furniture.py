"""Desk with lamp, telephone and papers; cabinets, coat rack, fan, chair, pictures."""

from __future__ import annotations

import math
from typing import Any

from settings.lamp import lit
from settings.material import clear, glows_only, material, plain, surface
from settings.model import Model
from settings.noir_office.room import BACK, HIGH, RIGHT, TUNGSTEN, _panel
from settings.setting import Setting

DESK = (-1.72, 3.9, 0.76)


def all_of_it(setting: Setting) -> list[Any]:
    brass = plain("polished brass", (0.72, 0.50, 0.20), 0.22, 1.0, wear=0.25)
    black = plain("bakelite", (0.012, 0.012, 0.013), 0.20)
    return [
        *_desk(brass, black),
        *_lamp(setting, brass),
        *_cabinets(brass),
        *_rack(),
        *_fan(brass),
        *_pictures(),
        *_shelf(),
        *_chair(),
        _smoke(setting),
    ]


def _desk(brass: Any, black: Any) -> list[Any]:
    x, y, z = DESK
    wood, leather = _panel("desk", (0.090, 0.036, 0.015), 0.22), plain("leather", (0.030, 0.055, 0.034), 0.45, wear=0.3)
    paper, paper2 = (
        plain("paper", (0.62, 0.57, 0.46), 0.8, wear=0.1),
        plain("folder", (0.42, 0.29, 0.14), 0.75, wear=0.2),
    )
    m = Model("desk")
    m.box((x, y, z - 0.02), (2.1, 0.95, 0.045), wood)
    for s in (-1, 1):
        m.box((x + s * 0.74, y, z / 2 - 0.03), (0.55, 0.85, z - 0.07), wood)
        for k in range(3):
            m.box((x + s * 0.74, y - 0.43, 0.16 + 0.21 * k), (0.46, 0.02, 0.17), wood)
            m.ball((x + s * 0.74, y - 0.45, 0.16 + 0.21 * k), 0.016, brass, sides=12)
    m.box((x, y - 0.38, 0.45), (0.95, 0.03, 0.55), wood)
    m.box((x + 0.15, y - 0.05, z + 0.006), (0.95, 0.56, 0.006), leather)
    for k, (dx, dy, turn) in enumerate(((0.05, -0.10, 8), (0.12, -0.04, -14), (0.38, 0.08, 30), (0.30, -0.14, 3))):
        m.box((x + dx, y + dy, z + 0.012 + 0.002 * k), (0.21, 0.29, 0.0015), paper, (0, 0, turn))
    for k in range(7):
        m.box(
            (x + 0.80, y + 0.12, z + 0.012 + 0.019 * k),
            (0.24 + 0.01 * (k % 3), 0.31, 0.016),
            paper2 if k % 2 else paper,
            (0, 0, 6 * math.sin(2.1 * k)),
        )
    m.turned(
        [(0.001, 0.012), (0.055, 0.010), (0.075, 0.030), (0.072, 0.030), (0.052, 0.016)],
        (x + 0.52, y - 0.22, z + 0.004),
        brass,
        sides=28,
    )
    _telephone(m, (x - 0.12, y + 0.22, z), black)
    m.rod(
        (x + 0.62, y + 0.27, z),
        (x + 0.62, y + 0.27, z + 0.21),
        0.038,
        plain("whisky", (0.16, 0.065, 0.012), 0.06),
        sides=20,
    )
    m.rod((x + 0.62, y + 0.27, z + 0.21), (x + 0.62, y + 0.27, z + 0.31), 0.018, black, end=0.014, sides=16)
    m.turned(
        [(0.001, 0.004), (0.034, 0.004), (0.040, 0.085), (0.037, 0.085), (0.031, 0.02)],
        (x + 0.47, y + 0.16, z),
        plain("tumbler", (0.35, 0.28, 0.18), 0.05),
        sides=24,
    )
    return [m.object(bevel=0.005)]


def _telephone(m: Model, at: Any, black: Any) -> None:
    x, y, z = at
    m.turned([(0.10, 0.0), (0.105, 0.02), (0.06, 0.08), (0.035, 0.12)], (x, y, z), black, sides=28)
    m.turned(
        [(0.001, 0.008), (0.040, 0.006), (0.042, 0.0)],
        (x, y - 0.074, z + 0.062),
        plain("dial plate", (0.16, 0.15, 0.13), 0.4),
        turn=(52, 0, 0),
        sides=28,
    )
    m.rod((x - 0.045, y, z + 0.10), (x - 0.045, y, z + 0.155), 0.012, black, sides=10)
    m.rod((x + 0.045, y, z + 0.10), (x + 0.045, y, z + 0.155), 0.012, black, sides=10)
    m.tube(
        [(x - 0.12, y, z + 0.155), (x - 0.07, y, z + 0.175), (x + 0.07, y, z + 0.175), (x + 0.12, y, z + 0.155)],
        [0.018, 0.015, 0.015, 0.018],
        black,
        sides=12,
    )
    for s in (-1, 1):
        m.rod((x + s * 0.115, y, z + 0.165), (x + s * 0.125, y, z + 0.125), 0.026, black, end=0.034, sides=16)


def _lamp(setting: Setting, brass: Any) -> list[Any]:
    """A banker's lamp: brass foot, green glass that glows, warm light below."""
    x, y, z = DESK[0] - 0.42, DESK[1] + 0.02, DESK[2]
    made, t, shader = material("green glass")
    t.set(shader, Base_Color=(0.006, 0.12, 0.045), Roughness=0.10, Coat_Weight=0.6)
    switch = t("Value").outputs[0]
    setting.emits("lamp", switch, 1.0)
    depth = t.range(t.parts(t.where())[2], 0.30, 0.44, 1.25, 0.35)
    t.link(
        t.plus(shader.outputs[0], t.emission((0.045, 0.62, 0.20), t.maths("MULTIPLY", depth, switch))), surface(made)
    )
    m = Model("banker's lamp")
    m.turned([(0.001, 0.030), (0.05, 0.028), (0.085, 0.012), (0.09, 0.0)], (0, 0, 0), brass, sides=32)
    m.rod((0, 0.03, 0.02), (0, 0.03, 0.40), 0.010, brass, sides=12)
    m.tube([(0, 0.03, 0.39), (0, 0.025, 0.435), (0, 0.0, 0.445)], 0.009, brass, sides=10)
    sections, half = 14, 0.135
    rows = []
    for i in range(sections + 1):
        a = math.radians(-78 + 156 * i / sections)
        rows.append((0.082 * math.sin(a), 0.33 + 0.105 * math.cos(a)))
    points = [
        (s * half * (1.0 if 2 < i < sections - 2 else 0.98), yy, zz) for s in (-1, 1) for i, (yy, zz) in enumerate(rows)
    ]
    n = len(rows)
    m.add(
        points,
        [*[(i, i + 1, n + i + 1, n + i) for i in range(n - 1)], tuple(range(n)), tuple(range(2 * n - 1, n - 1, -1))],
        made,
    )
    bulb = lit(setting, "lamp", "bulb", (1.0, 0.74, 0.42), 6.0)
    m.rod((-0.10, 0, 0.375), (0.10, 0, 0.375), 0.016, bulb, sides=12)
    m.rod((0.05, 0.0, 0.36), (0.05, 0.0, 0.24), 0.0025, brass, sides=6)
    lamp = m.object(at=(x, y, z), turn=-12)
    setting.spot("lamp", (x, y, z + 0.34), (x + 0.1, y - 0.05, z), TUNGSTEN, 26, 150, radius=0.05, soft=0.5)
    setting.point("lamp", (x, y - 0.03, z + 0.30), TUNGSTEN, 3.5, 0.06)
    setting.point("lamp", (x + 0.2, y + 0.5, z + 0.35), TUNGSTEN, 14, 0.25)
    setting.point("lamp", (x, y + 0.05, z + 0.62), (0.20, 0.95, 0.42), 1.4, 0.10)
    return [lamp]


def _cabinets(brass: Any) -> list[Any]:
    steel = plain("cabinet", (0.085, 0.105, 0.082), 0.38, 0.1, wear=0.35, scale=3.0)
    label, box = plain("label", (0.55, 0.50, 0.40), 0.8), plain("box", (0.30, 0.20, 0.10), 0.85, wear=0.3)
    m = Model("cabinets")
    for k, (x, tall) in enumerate(((-0.72, 4), (-0.20, 4), (0.32, 3))):
        high = 0.335 * tall + 0.06
        y = BACK - 0.34
        m.box((x, y, high / 2), (0.47, 0.62, high), steel)
        for n in range(tall):
            out = 0.16 if (k, n) == (1, 2) else 0.0
            z = 0.05 + 0.335 * (n + 0.5)
            m.box((x, y - 0.32 - out / 2, z), (0.42, 0.03 + out, 0.305), steel)
            m.box((x, y - 0.345 - out, z + 0.06), (0.11, 0.012, 0.055), brass)
            m.box((x, y - 0.352 - out, z + 0.06), (0.09, 0.006, 0.038), label)
            m.box((x, y - 0.36 - out, z - 0.045), (0.12, 0.03, 0.018), brass)
    m.box((-0.62, BACK - 0.32, 1.53), (0.36, 0.30, 0.24), box, (0, 0, 9))
    for k in range(5):
        m.box(
            (0.30, BACK - 0.34, 1.085 + 0.045 * k),
            (0.30 + 0.02 * (k % 2), 0.24, 0.042),
            label if k % 2 else box,
            (0, 0, 5 * math.sin(3.0 * k)),
        )
    return [m.object(bevel=0.006)]


def _rack() -> list[Any]:
    """Coat rack in the right corner, a trench coat and a hat on it."""
    x, y = 3.22, 5.2
    wood, cloth = plain("bentwood", (0.040, 0.018, 0.010), 0.3), plain("trench", (0.22, 0.175, 0.115), 0.85, wear=0.25)
    felt, band = plain("felt", (0.060, 0.052, 0.046), 0.9), plain("ribbon", (0.012, 0.012, 0.013), 0.5)
    m = Model("rack")
    m.rod((x, y, 0.05), (x, y, 1.86), 0.022, wood, sides=14)
    for k in range(4):
        a = math.radians(45 + 90 * k)
        c, s = math.cos(a), math.sin(a)
        m.tube(
            [(x, y, 0.42), (x + 0.15 * c, y + 0.15 * s, 0.22), (x + 0.28 * c, y + 0.28 * s, 0.0)], 0.015, wood, sides=8
        )
        m.tube(
            [
                (x, y, 1.62),
                (x + 0.12 * c, y + 0.12 * s, 1.64),
                (x + 0.19 * c, y + 0.19 * s, 1.76),
                (x + 0.16 * c, y + 0.16 * s, 1.82),
            ],
            0.012,
            wood,
            sides=8,
        )
    rings = []
    for z, w, d in (
        (1.70, 0.05, 0.04),
        (1.62, 0.17, 0.09),
        (1.50, 0.235, 0.12),
        (1.30, 0.235, 0.13),
        (1.10, 0.215, 0.13),
        (0.85, 0.25, 0.15),
        (0.58, 0.285, 0.165),
    ):
        ring = []
        for k in range(40):
            a = 2 * math.pi * k / 40
            fold = 1 + 0.10 * math.sin(7 * a + 3 * z) * min(1.0, (1.75 - z) * 1.2) + 0.05 * math.sin(13 * a)
            ring.append((x - 0.16 + w * fold * math.cos(a), y - 0.16 + d * fold * math.sin(a), z))
        rings.append(ring)
    faces = [
        (40 * i + k, 40 * i + (k + 1) % 40, 40 * (i + 1) + (k + 1) % 40, 40 * (i + 1) + k)
        for i in range(len(rings) - 1)
        for k in range(40)
    ]
    m.add([p for ring in rings for p in ring], faces, cloth)
    m.tube(
        [
            (x - 0.36, y - 0.19, 1.52),
            (x - 0.43, y - 0.22, 1.28),
            (x - 0.42, y - 0.24, 1.02),
            (x - 0.40, y - 0.25, 0.92),
        ],
        [0.07, 0.068, 0.06, 0.064],
        cloth,
        sides=14,
    )
    m.tube([(x - 0.40, y - 0.20, 1.08), (x - 0.16, y - 0.31, 1.07), (x + 0.07, y - 0.20, 1.08)], 0.022, cloth, sides=8)
    coat = m.object()
    h = Model("hat")
    h.turned(
        [
            (0.001, 0.105),
            (0.045, 0.112),
            (0.080, 0.105),
            (0.094, 0.085),
            (0.102, 0.03),
            (0.104, 0.012),
            (0.15, -0.004),
            (0.175, 0.008),
            (0.174, 0.004),
            (0.10, -0.004),
        ],
        (0, 0, 0),
        felt,
        sides=40,
    )
    h.turned([(0.1035, 0.012), (0.1055, 0.013), (0.104, 0.040), (0.101, 0.040)], (0, 0, 0), band, sides=40)
    hat = h.object(at=(x - 0.02, y - 0.05, 1.87), turn=20)
    hat.rotation_euler = (math.radians(-16), math.radians(-9), math.radians(20))
    hat.scale = (1.12, 1.22, 1.05)
    return [coat, hat]


def _fan(brass: Any) -> list[Any]:
    x, y = 0.95, 4.1
    blade = _panel("blade", (0.080, 0.036, 0.017), 0.35)
    m = Model("fan")
    z = HIGH - 0.62
    m.rod((x, y, z + 0.08), (x, y, HIGH), 0.018, brass, sides=12)
    m.turned([(0.03, 0.12), (0.10, 0.09), (0.12, 0.02), (0.09, -0.05), (0.02, -0.07)], (x, y, z), brass, sides=28)
    for k in range(4):
        a = math.radians(28 + 90 * k)
        c, s = math.cos(a), math.sin(a)
        m.box((x + 0.17 * c, y + 0.17 * s, z + 0.0), (0.16, 0.035, 0.012), brass, (0, 0, 28 + 90 * k))
        m.box((x + 0.54 * c, y + 0.54 * s, z + 0.0), (0.66, 0.145, 0.010), blade, (11, 0, 28 + 90 * k))
    return [m.object(bevel=0.004)]


def _pictures() -> list[Any]:
    """A framed map without names, a diploma without words, a clock without numbers."""
    frame, mat = plain("picture frame", (0.020, 0.014, 0.010), 0.3), plain("passe-partout", (0.50, 0.47, 0.40), 0.8)
    made, t, shader = material("map")
    where = t.where("World")
    streets = t.maths(
        "MINIMUM", t.cells(where, 16.0, feature="DISTANCE_TO_EDGE"), t.cells(where, 5.0, feature="DISTANCE_TO_EDGE")
    )
    t.set(shader, Base_Color=t.ramp(streets, (0.012, (0.12, 0.10, 0.08)), (0.03, (0.46, 0.42, 0.33))), Roughness=0.7)
    face, hands = plain("dial", (0.60, 0.57, 0.48), 0.6), plain("hands", (0.01, 0.01, 0.01), 0.4)
    m = Model("pictures")
    for x, z, w, h, inner in ((-0.22, 2.10, 0.98, 0.66, made), (0.98, 1.92, 0.40, 0.52, mat)):
        m.box((x, BACK - 0.015, z), (w, 0.03, h), frame)
        m.box((x, BACK - 0.032, z), (w - 0.07, 0.006, h - 0.07), inner)
    for k in range(6):
        m.box((0.98, BACK - 0.037, 2.04 - 0.05 * k), (0.20 - 0.03 * (k % 3), 0.002, 0.008), hands)
    x, z = 3.35, 2.45
    m.rod((x, BACK - 0.0, z), (x, BACK - 0.06, z), 0.19, frame, sides=40)
    m.rod((x, BACK - 0.05, z), (x, BACK - 0.065, z), 0.165, face, sides=40)
    for k in range(12):
        a = k * math.pi / 6
        m.box(
            (x + 0.14 * math.sin(a), BACK - 0.068, z + 0.14 * math.cos(a)),
            (0.008, 0.004, 0.026),
            hands,
            (0, math.degrees(a), 0),
        )
    m.box((x + 0.045, BACK - 0.069, z + 0.025), (0.011, 0.004, 0.11), hands, (0, 62, 0))
    m.box((x - 0.015, BACK - 0.069, z + 0.055), (0.008, 0.004, 0.14), hands, (0, -14, 0))
    return [m.object(bevel=0.004)]


def _shelf() -> list[Any]:
    """Books along the right wall."""
    wood = _panel("shelf", (0.060, 0.027, 0.013), 0.35)
    covers = [
        plain(f"book {k}", c, 0.6, wear=0.3)
        for k, c in enumerate(
            ((0.16, 0.03, 0.02), (0.03, 0.06, 0.05), (0.13, 0.08, 0.03), (0.03, 0.03, 0.06), (0.22, 0.19, 0.14))
        )
    ]
    m = Model("shelf")
    x, y0, y1 = RIGHT - 0.17, 2.7, 4.5
    for k in range(5):
        m.box((x, (y0 + y1) / 2, 0.10 + 0.40 * k), (0.34, y1 - y0, 0.03), wood)
    for y in (y0, y1):
        m.box((x, y, 0.92), (0.34, 0.035, 1.84), wood)
    n = 0
    for k in range(4):
        y = y0 + 0.04
        while y < y1 - 0.10:
            n += 1
            thick, tall = 0.028 + 0.022 * abs(math.sin(3.7 * n)), 0.22 + 0.10 * abs(math.sin(2.3 * n + k))
            if math.sin(1.3 * n + k) > -0.86:
                m.box(
                    (x - 0.03, y + thick / 2, 0.118 + 0.40 * k + tall / 2),
                    (0.20, thick * 0.94, tall),
                    covers[(n * 3 + k) % 5],
                    (3 * math.sin(9.1 * n), 0, 0),
                )
            y += thick
    return [m.object(bevel=0.003)]


def _chair() -> list[Any]:
    """The client's chair, turned towards the desk."""
    leather, wood = plain("oxblood", (0.085, 0.018, 0.014), 0.34, wear=0.3), plain("legs", (0.030, 0.014, 0.008), 0.35)
    m = Model("chair")
    m.box((0, 0, 0.46), (0.56, 0.54, 0.12), leather)
    m.box((0, 0.27, 0.80), (0.56, 0.11, 0.62), leather, (-9, 0, 0))
    for s in (-1, 1):
        m.box((s * 0.29, 0.0, 0.64), (0.075, 0.48, 0.06), wood)
        for dy in (-0.23, 0.23):
            m.rod((s * 0.27, dy, 0.0), (s * 0.27, dy, 0.62), 0.022, wood, sides=10)
    return [m.object(bevel=0.025, at=(1.62, 4.5, 0), turn=38, segments=3)]


def _smoke(setting: Setting) -> Any:
    """A thread of smoke from the ashtray, lit by the lamp."""
    x0, y0, z0 = DESK[0] + 0.56, DESK[1] - 0.22, DESK[2] + 0.05
    made, t, _ = material("smoke")
    x, _, z = t.parts(t.where("World"))
    high = t.maths("SUBTRACT", z, z0)
    curl = t.maths("SUBTRACT", t.noise(t.joined(0.0, 3.0, t.maths("MULTIPLY", z, 1.0)), 2.2, 3.0), 0.5)
    bend = t.maths("ADD", t.maths("MULTIPLY", curl, t.maths("MULTIPLY", high, 0.75)), t.maths("MULTIPLY", high, 0.10))
    off = t.maths("SUBTRACT", t.maths("SUBTRACT", x, x0), bend)
    wide = t.maths("ADD", 0.006, t.maths("MULTIPLY", t.maths("POWER", t.maths("MAXIMUM", high, 0.0), 1.5), 0.085))
    thread = t.maths("EXPONENT", t.maths("MULTIPLY", t.maths("POWER", t.maths("DIVIDE", off, wide), 2.0), -1.0))
    veils = t.range(
        t.noise(t.stretched(t.where("World"), (5.0, 1.0, 1.3)), 3.0, 5.0, Roughness=0.6, Distortion=1.6),
        0.36,
        0.66,
        0.10,
        1.0,
    )
    fade = t.maths("MULTIPLY", t.range(high, 0.0, 0.03), t.range(high, 0.25, 1.75, 1.0, 0.0, "SMOOTHSTEP"))
    switch = t("Value").outputs[0]
    setting.emits("lamp", switch, 0.50)
    total = switch
    for factor in (thread, veils, fade):
        total = t.maths("MULTIPLY", total, factor)
    t.link(t.plus(clear(t), t.emission((1.0, 0.86, 0.68), total)), surface(made))
    glows_only(made)
    thing = (
        Model("smoke")
        .sheet([(x0 - 0.9, y0, z0), (x0 + 0.9, y0, z0), (x0 + 0.9, y0, z0 + 1.8), (x0 - 0.9, y0, z0 + 1.8)], made)
        .object()
    )
    thing.visible_shadow = thing.visible_diffuse = thing.visible_glossy = False
    setting.shown.setdefault("lamp", []).append(thing)
    return thing

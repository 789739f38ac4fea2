"""Ground, rocks, mesas, ranges and the volcano."""

from __future__ import annotations

import math
from typing import Any

import bpy
import numpy as np

from settings import model, noise
from settings.mars import air
from settings.material import Colour, material
from settings.setting import Setting

MID_END = 330.0  # metres; beyond it the land belongs to the far layer
DUST: Colour = (0.50, 0.235, 0.115)
PATH = ((-1.1, 1.0), (-1.7, 5.5), (-2.9, 8.8), (-4.3, 11.6))  # the rover's way, metres
TRACKS = (-0.62, 0.62)  # wheel tracks left and right of it
WALK = ((1.6, 1.0), (2.6, 6.0), (4.4, 11.0), (6.2, 17.0), (9.6, 26.0), (12.2, 33.0))  # the crew's way


def height(x: Any, y: Any) -> Any:
    """Ground height, metres; nearly level where people stand."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    away = noise.step(3, 70, y)
    level = noise.fractal(x / 46, y / 38, 4, 3) * 1.5 * away + noise.fractal(x / 9, y / 8, 4, 9) * (0.10 + 0.22 * away)
    dunes = np.abs(noise.fractal(x / 60 + 0.2 * noise.smooth(x / 14, y / 14, 5), y / 17, 2, 21))
    level = level + noise.step(38, 110, y) * (0.55 - dunes) * 2.3
    level = level + 0.05 * noise.fractal(x / 1.6, y / 1.3, 3, 41)
    return level - _worn_down(x, y)[0] - 0.12


def _along(x: Any, y: Any, way: Any) -> tuple[Any, Any]:
    """Signed distance to a polyline (left negative) and length along it."""
    best = np.full(np.broadcast(x, y).shape, 1e9)
    signed, length, walked = best.copy(), best.copy(), 0.0
    for (ax, ay), (bx, by) in zip(way, way[1:], strict=False):
        dx, dy = bx - ax, by - ay
        n = math.hypot(dx, dy)
        t = np.clip(((x - ax) * dx + (y - ay) * dy) / n**2, 0, 1)
        d = np.hypot(x - ax - t * dx, y - ay - t * dy)
        near = d < best
        best = np.where(near, d, best)
        signed = np.where(near, np.sign((x - ax) * dy - (y - ay) * dx) * d, signed)
        length = np.where(near, walked + t * n, length)
        walked += n
    return signed, length


def _worn_down(x: Any, y: Any) -> tuple[Any, Any]:
    """How deep wheels and boots have pressed the ground (metres), and where (0..1)."""
    depth, mark = np.zeros(np.broadcast(x, y).shape), np.zeros(np.broadcast(x, y).shape)
    signed, length = _along(x, y, PATH)
    for track in TRACKS:
        d = np.abs(signed - track)
        rut, berm = np.exp(-((d / 0.15) ** 4)), np.exp(-(((d - 0.24) / 0.07) ** 2))
        tread = 0.5 + 0.5 * np.sin(length * 2 * math.pi / 0.17 + 3 * d / 0.15)
        depth = depth + rut * (0.045 + 0.022 * tread) - 0.035 * berm
        mark = np.maximum(mark, rut)
    signed, length = _along(x, y, WALK)
    side = np.where(np.floor(length / 0.42) % 2 == 0, -0.13, 0.13)
    boot = np.exp(-(((signed - side) / 0.075) ** 4) - ((((length % 0.42) - 0.21) / 0.14) ** 4))
    blur = 0.6 * np.exp(-((signed / 0.45) ** 4)) * (0.5 + 0.5 * noise.smooth(x * 3, y * 3, 77))
    return depth + 0.05 * boot, np.maximum(mark, np.maximum(boot, blur))


def ground(setting: Setting, quality: float) -> list[Any]:
    """The mid layer's ground, finer near the camera, and a coarse sheet behind the camera for the light."""
    rows, columns = int(900 * quality), int(860 * quality)
    v, u = np.linspace(0, 1, rows)[:, None], np.linspace(-1, 1, columns)[None]
    y = 3.6 * (MID_END / 3.6) ** v + 0 * u
    x = u * (0.80 * y + 3.5)
    z = height(x, y)
    ripple_mask = noise.step(-0.15, 0.35, noise.fractal(x / 7, y / 5, 3, 55)) * noise.step(60, 25, y)
    bent = y + 0.35 * x + 0.55 * noise.smooth(x / 2.3, y / 2.3, 8) + 0.10 * noise.smooth(x / 0.5, y / 0.5, 12)
    crest = 1 - np.abs(np.sin(bent * math.pi / 0.42))
    pressed = _worn_down(x, y)[1]
    z = z + 0.040 * ripple_mask * crest**1.4 * (1 - pressed)
    thing = model.field("ground", x, y, z, _soil(setting), pressed=pressed)
    sheet = model.Model("sheet").sheet(
        [(-300, -200, -0.3), (300, -200, -0.3), (300, 3.5, -0.3), (-300, 3.5, -0.3)], thing.data.materials[0]
    )
    return [thing, sheet.object()]


def _soil(setting: Setting) -> Any:
    made, t, shader = material("soil")
    where = t.where("World")
    tone = t.ramp(
        t.noise(where, 0.55, 6.0, Roughness=0.62),
        (0.30, (0.215, 0.082, 0.038)),
        (0.52, (0.36, 0.155, 0.072)),
        (0.72, DUST),
    )
    gravel = t.range(t.cells(where, 16.0), 0.10, 0.34)
    spread = t.range(t.noise(where, 0.9, 4.0), 0.45, 0.68)
    grit = t.maths("MULTIPLY", t.maths("SUBTRACT", 1.0, gravel), spread)
    tone = t.mix(t.maths("MULTIPLY", grit, 0.75), tone, (0.085, 0.040, 0.028))
    tone = t.mix(t.maths("MULTIPLY", t.attribute("pressed"), 0.55), tone, (0.15, 0.062, 0.034))
    t.set(shader, Base_Color=tone, Roughness=0.95, Specular_IOR_Level=0.15)
    fine = t.maths("ADD", t.noise(where, 26.0, 6.0, Roughness=0.7), t.maths("MULTIPLY", grit, 1.1))
    t.link(t.bump(fine, 0.035, 0.9), shader.inputs["Normal"])
    air.veil(setting, made, t, shader)
    return made


def _stone(setting: Setting, name: str, dark: Colour, light: Colour) -> Any:
    """Basalt with layers, pits and dust lying on top."""
    made, t, shader = material(name)
    where = t.where("Object")
    grain = t.noise(where, 3.2, 8.0, Roughness=0.70, Distortion=0.4)
    layers = t.noise(t.stretched(where, (0.7, 0.7, 6.0)), 1.6, 4.0)
    tone = t.ramp(t.mix(0.4, grain, layers), (0.36, dark), (0.64, light))
    world_up = t.parts(t("NewGeometry").outputs["Normal"])[2]
    lying = t.maths("MULTIPLY", t.range(world_up, 0.25, 0.85), t.range(t.noise(where, 2.0, 5.0), 0.40, 0.62))
    low = t.range(t.parts(where)[2], -0.45, 0.05, 0.75, 0.0)
    tone = t.mix(t.maths("MAXIMUM", t.maths("MULTIPLY", lying, 0.85), low), tone, DUST)
    t.set(shader, Base_Color=tone, Roughness=0.9, Specular_IOR_Level=0.25)
    rough = t.maths("ADD", t.noise(where, 9.0, 8.0, Roughness=0.72), t.maths("MULTIPLY", layers, 1.3))
    t.link(t.bump(rough, 0.10, 0.85), shader.inputs["Normal"])
    air.veil(setting, made, t, shader)
    return made


def _rock_mesh(number: int, stone: Any, detail: int) -> Any:
    """A boulder: a ball chopped by planes, then weathered. Radius about 1."""
    chance = np.random.default_rng([7, number])
    bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=detail, radius=1)
    thing = bpy.context.object
    thing.name = f"rock{number}"
    count = len(thing.data.vertices)
    flat = np.empty(count * 3, np.float32)
    thing.data.vertices.foreach_get("co", flat)
    d = flat.reshape(-1, 3).astype(float)
    d /= np.linalg.norm(d, axis=1, keepdims=True)
    planes = chance.normal(size=(15, 3))
    planes /= np.linalg.norm(planes, axis=1, keepdims=True)
    reach = chance.uniform(0.62, 1.05, 15)
    hits = reach / np.maximum(d @ planes.T, 0.05)
    k = 14.0
    r = -np.log(np.exp(-k * hits).sum(1) + np.exp(-k * 1.25)) / k
    s = number * 3.7
    for scale, size in ((1.7, 0.10), (4.1, 0.055), (9.7, 0.028), (21.0, 0.014)):
        n = (noise.smooth(d[:, 0] * scale + s, d[:, 1] * scale + d[:, 2] * 0.7 * scale, number)
             + noise.smooth(d[:, 1] * scale - s, d[:, 2] * scale + d[:, 0] * 0.6 * scale, number + 50))  # fmt: skip
        r = r + size * n - 0.4 * size * np.abs(n)
    points = d * r[:, None] * np.array([1.15, 0.95, 0.72])
    thing.data.vertices.foreach_set("co", points.astype(np.float32).reshape(-1))
    thing.data.polygons.foreach_set("use_smooth", [True] * len(thing.data.polygons))
    thing.data.materials.append(stone)
    return thing


def rocks(setting: Setting, count: int) -> list[Any]:
    """Boulders placed by eye, and a strewn field whose sizes follow a power law and gather in clusters."""
    stones = [
        _stone(setting, "basalt", (0.045, 0.024, 0.019), (0.19, 0.085, 0.052)),
        _stone(setting, "slab", (0.085, 0.040, 0.026), (0.27, 0.125, 0.070)),
    ]
    fine = [_rock_mesh(i, stones[i % 2], 6) for i in range(5)]
    coarse = [_rock_mesh(10 + i, stones[i % 2], 3) for i in range(8)]
    for thing in fine + coarse:
        thing.hide_render = True
        thing.location = (0, -500, -50)
    things = []
    for number, x, y, size, turn in (
        (0, 4.1, 7.4, 0.82, 0.4), (1, 5.3, 7.9, 0.50, 2.1), (2, 3.35, 6.9, 0.24, 1.0), (3, -5.5, 8.4, 0.55, 0.3),
        (4, -6.3, 9.0, 0.95, 1.9), (1, -3.2, 6.6, 0.20, 4.0), (2, 7.9, 12.5, 1.15, 2.8), (0, 9.0, 13.1, 0.6, 5.1),
        (3, -9.3, 19.0, 1.5, 1.2), (4, -11.4, 20.0, 2.1, 3.0), (1, -1.6, 24.0, 0.8, 0.9), (0, 2.2, 38.0, 1.2, 2.0),
        (2, 22.0, 48.0, 3.6, 0.5), (4, 26.5, 52.0, 2.4, 1.5), (3, -22.0, 58.0, 3.9, 2.5), (1, -27.0, 63.0, 2.8, 0.1),
        (2, -6.0, 74.0, 2.4, 4.4),
    ):  # fmt: skip
        things.append(_lay(fine[number], x, y, size, turn, 0.0))
    chance = np.random.default_rng(20)
    made = 0
    while made < count:
        y = 5.0 * (240 / 5.0) ** (chance.random() ** 0.9)
        x = chance.uniform(-1, 1) * (0.72 * y + 2)
        if noise.fractal(x / 11, y / 11, 3, 61) < chance.uniform(-0.28, 0.42):
            continue
        size = min(0.55 + y * 0.006, (0.02 + 0.0011 * y) * (1 - chance.random()) ** -0.62)
        path, walk = abs(float(_along(x, y, PATH)[0])), abs(float(_along(x, y, WALK)[0]))
        if path < 0.95 + size or (walk < 0.4 + size and size > 0.03) or (6 < x < 24 and 29 < y < 50 and size > 0.15):
            continue
        kind = fine[made % 5] if size * 14 > y else coarse[made % 8]
        things.append(_lay(kind, x, y, size, chance.uniform(0, 6.28), chance.uniform(-0.3, 0.3)))
        made += 1
    return things


def _lay(kind: Any, x: float, y: float, size: float, turn: float, lean: float) -> Any:
    sunk = 0.22 * size
    return model.copy_of(kind, (x, y, float(height(x, y)) + sunk * 0.8), (lean, lean * 0.6, turn), size)


def near_rocks(setting: Setting) -> list[Any]:
    """Boulders close to the lens, in the lower corners."""
    stone = _stone(setting, "near", (0.045, 0.024, 0.019), (0.19, 0.085, 0.052))
    made = []
    for number, x, y, size, z in (
        (30, -2.25, 2.3, 0.72, 0.36),
        (31, -1.62, 2.0, 0.42, 0.30),
        (32, 2.35, 2.5, 0.60, 0.22),
    ):
        thing = _rock_mesh(number, stone, 5)
        thing.location, thing.scale, thing.rotation_euler = (x, y, z), (size, size, size * 1.1), (0, 0, number)
        made.append(thing)
    return made


def distance(setting: Setting, quality: float) -> list[Any]:
    """Mesas, a worn range behind them, and the volcano."""
    rock = _cliffs(setting)
    return [_mesas(quality, rock), _range(quality, rock), _volcano(quality, rock)]


def _mesas(quality: float, rock: Any) -> Any:
    rows, columns = int(420 * quality), int(760 * quality)
    v, u = np.linspace(0, 1, rows)[:, None], np.linspace(-1, 1, columns)[None]
    y = 320 * (1700 / 320) ** v + 0 * u
    x = u * (0.75 * y + 60)
    base = noise.worn(x / 420 + 3.1, y / 420, 7, 71, 1.2)
    left = np.exp(-(((x + 0.50 * y + 10) / 190) ** 2 + ((y - 760) / 240) ** 2))
    right = np.exp(-(((x - 0.49 * y) / 130) ** 2 + ((y - 900) / 220) ** 2))
    small = np.exp(-(((x - 0.12 * y) / 90) ** 2 + ((y - 1250) / 150) ** 2))
    plan = 1.25 * left + 1.05 * right + 0.62 * small + 0.42 * base + 0.10 * noise.fractal(x / 60, y / 60, 5, 73)
    lift = plan * 150
    steps = np.zeros_like(lift)
    for low, high in ((26, 30), (42, 48), (62, 66), (84, 96), (112, 120), (140, 150)):
        steps = steps + noise.step(low, high, lift) * (high - low) * 3.4
    z = 0.25 * np.maximum(lift, 0) + steps * 0.62 + 6 * noise.worn(x / 45, y / 45, 6, 77, 1.5)
    z = (z - 4) * noise.step(330, 520, y) - 3
    return model.field("mesas", x, y, z, rock)


def _range(quality: float, rock: Any) -> Any:
    rows, columns = int(320 * quality), int(760 * quality)
    v, u = np.linspace(0, 1, rows)[:, None], np.linspace(-1, 1, columns)[None]
    y = 1900 + 3300 * v + 0 * u
    x = u * (0.72 * y + 200)
    crest = np.exp(-(((y - 3700) / 900) ** 2))
    shape = noise.ridged(x / 1500 + 1.3, y / 1500 + 0.4, 7, 91) + 0.5 * noise.worn(x / 700, y / 700, 8, 93, 1.0)
    dip = 1 - 0.65 * np.exp(-(((x / y + 0.30) / 0.16) ** 2))
    return model.field("range", x, y, crest * np.maximum(shape, 0.02) * 400 * dip - 20, rock)


def _volcano(quality: float, rock: Any) -> Any:
    n = int(560 * quality)
    v, u = np.linspace(-1, 1, n)[:, None], np.linspace(-1, 1, n)[None]
    cx, cy, foot = 3300, 12000, 7200
    x, y = cx + foot * u + 0 * v, cy + foot * v + 0 * u
    away = np.hypot(x - cx, (y - cy) * 1.1)
    away = away * (1 + 0.07 * noise.smooth(x / 2600, y / 2600, 14))
    around = np.arctan2(y - cy, x - cx)
    flank = np.clip(1 - away / foot, 0, 1)
    z = 2750 * (0.45 * flank + 0.55 * flank**1.8)
    rim = 900 + 110 * noise.smooth(np.cos(around) * 2.2, np.sin(around) * 2.2, 16)
    z = np.where(
        away < rim,
        np.minimum(z, 2750 * (0.45 * (1 - rim / foot) + 0.55 * (1 - rim / foot) ** 1.8))
        - 420 * noise.step(0, 350, rim - away),
        z,
    )
    gully = noise.ridged(around * 6 + 3 + 0.2 * noise.smooth(x / 900, y / 900, 18), away / 4200, 6, 15)
    z = z - gully * 260 * noise.step(0, 1500, away - rim) * flank**0.4 + 80 * noise.worn(x / 900, y / 900, 7, 19, 1.2)
    return model.field("volcano", x, y, z - 90, rock)


def _cliffs(setting: Setting) -> Any:
    made, t, shader = material("cliffs")
    where = t.where("World")
    _, _, z = t.parts(where)
    wobble = t.maths("MULTIPLY", t.noise(where, 0.012, 5.0), 26.0)
    band = t.noise(t.joined(0.0, 0.0, t.maths("ADD", z, wobble)), 0.16, 5.0, Roughness=0.7)
    tone = t.ramp(band, (0.34, (0.20, 0.080, 0.042)), (0.50, (0.33, 0.145, 0.075)), (0.62, (0.46, 0.235, 0.13)))
    up = t.parts(t("NewGeometry").outputs["Normal"])[2]
    tone = t.mix(t.range(up, 0.80, 0.95), tone, (0.42, 0.195, 0.10))
    tone = t.mix(
        0.35,
        tone,
        t.ramp(t.noise(where, 0.03, 8.0, Roughness=0.7), (0.3, (0.16, 0.065, 0.035)), (0.7, (0.52, 0.25, 0.13))),
    )
    t.set(shader, Base_Color=tone, Roughness=0.95, Specular_IOR_Level=0.1)
    t.link(t.bump(t.noise(where, 0.10, 8.0, Roughness=0.72), 6.0, 0.9), shader.inputs["Normal"])
    air.veil(setting, made, t, shader)
    return made

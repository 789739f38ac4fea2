"""Sky of Mars and the dust in its air."""

from __future__ import annotations

from typing import Any

import bpy
import numpy as np
from mathutils import Vector

from settings import noise
from settings.material import Tree, glows_only, surface
from settings.setting import Setting

LOW = Vector((-0.305, 1.0, 0.150)).normalized()  # rising or setting, seen in the picture's left
HIGH = Vector((-0.45, -0.40, 0.80)).normalized()  # high, from the front left
THICK = 1900.0  # metres until 63 % of the light from behind is lost near the ground
SCALE = 520.0  # metres of height over which the dust thins


def towards_low(t: Tree, direction: Any) -> Any:
    """Cosine between a view direction and the low sun, at least 0."""
    return t.maths("MAXIMUM", t.vector("DOT_PRODUCT", direction, tuple(LOW)), 0.0)


def veil(setting: Setting, made: Any, t: Tree, shader: Any) -> None:
    """Dust between a surface and the lens: it hides the surface and glows with the sky and with either sun."""
    metres = t("CameraData").outputs["View Distance"]
    high = t.parts(t.where("World"))[2]
    thin = t.maths("EXPONENT", t.maths("MULTIPLY", t.maths("MAXIMUM", high, 0.0), -0.5 / SCALE))
    thick = t.maths("MULTIPLY", t.maths("MULTIPLY", metres, thin), -1 / THICK)
    share = t.maths("MULTIPLY", t.maths("SUBTRACT", 1.0, t.maths("EXPONENT", thick)), 0.955)
    view = t.vector("SCALE", t("NewGeometry").outputs["Incoming"], -1.0)
    facing = towards_low(t, view)
    glow = t.maths(
        "ADD",
        t.maths("MULTIPLY", t.maths("POWER", facing, 9.0), 0.16),
        t.maths("MULTIPLY", t.maths("POWER", facing, 60.0), 0.42),
    )
    parts = []
    for group, colour, strength in (
        ("sky", (0.40, 0.215, 0.125), 1.0), ("sun_high", (0.115, 0.068, 0.042), 1.0), ("sun_low", (1.0, 0.72, 0.50), glow),
    ):  # fmt: skip
        switch = t("Value").outputs[0]
        setting.emits(group, switch, 1.0)
        parts.append(t.emission(colour, t.maths("MULTIPLY", switch, strength)))
    lit = t.plus(t.plus(parts[0], parts[1]), parts[2])
    t.link(t.blend(share, shader.outputs[0], lit), surface(made))
    glows_only(made)


def sky(setting: Setting) -> None:
    """The sky's own light is `sky`; the glow around the low sun goes with the sun. Night sky apart, see `stars`."""
    world = bpy.data.worlds.new("sky")
    bpy.context.scene.world = world
    world.use_nodes = True
    world.cycles.sampling_method, world.cycles.sample_map_resolution = "MANUAL", 256
    t = Tree(world.node_tree)
    direction = t.where("Generated")
    up = t.parts(direction)[2]
    base = t.ramp(
        t.maths("POWER", t.maths("MAXIMUM", up, 0.0), 0.6),
        (0.0, (0.50, 0.275, 0.160)), (0.16, (0.40, 0.215, 0.125)), (0.38, (0.235, 0.122, 0.075)), (0.95, (0.075, 0.042, 0.032)),
    )  # fmt: skip
    streaks = t.noise(
        t.stretched(direction, (1.1, 1.1, 9.0), (0.0, 0.10, 0.0)), 2.6, 7.0, Roughness=0.58, Distortion=0.6
    )
    cloud = t.maths("MULTIPLY", t.range(streaks, 0.46, 0.72, kind="SMOOTHSTEP"), t.range(up, 0.02, 0.14))
    base = t.mix(t.maths("MULTIPLY", cloud, 0.30), base, (0.62, 0.42, 0.30))
    facing = towards_low(t, direction)
    glow = None
    for power, colour in (
        (5, (0.20, 0.105, 0.055)),
        (26, (0.40, 0.235, 0.140)),
        (190, (0.42, 0.38, 0.36)),
        (1500, (0.9, 0.95, 1.05)),
        (16000, (7.5, 7.0, 6.6)),
    ):
        part = t.vector("SCALE", colour, t.maths("POWER", facing, float(power)))
        glow = part if glow is None else t.vector("ADD", glow, part)
    glow = t.vector("SCALE", glow, t.maths("ADD", 1.0, t.maths("MULTIPLY", cloud, 0.9)))
    glow = t.vector("SCALE", glow, t.range(up, -0.02, 0.02, 0.3, 1.0))
    total = None
    for group, colour in (("sky", base), ("sun_low", glow)):
        switch = t("Value").outputs[0]
        setting.emits(group, switch, 1.0)
        part = t.vector("SCALE", colour, switch)
        total = part if total is None else t.vector("ADD", total, part)
    background = world.node_tree.nodes["Background"]
    t.link(total, background.inputs[0])


def stars(shape: tuple[int, int], metres: Any) -> Any:
    """(H, W, 4) linear night sky: stars, a faint band, two small moons; only where nothing stands before it."""
    rows, columns = shape
    chance = np.random.default_rng(5)
    y, x = np.mgrid[0:rows, 0:columns] / columns
    band = np.exp(-(((y - 0.30 + 0.42 * (x - 0.5)) / 0.10) ** 2))
    cloud = noise.fractal(x * 9, y * 9, 6, 4) * 0.5 + 0.5
    dark = noise.step(0.1, 0.6, noise.ridged(x * 6 + 3, y * 9, 5, 9))
    milky = band * np.clip(cloud, 0, 1) * (1 - 0.7 * dark)
    light = 0.020 * milky[..., None] * np.array([0.9, 0.95, 1.15])
    count = 2600
    places = chance.random((count, 2)) * [rows, columns]
    bright = 0.035 * (1 - chance.random(count)) ** -0.75
    warm = chance.normal(0, 1, count)
    for (row, column), strength, heat in zip(places, np.minimum(bright, 1.4), warm, strict=True):
        i, j = int(row), int(column)
        keep = 0.35 + 0.9 * band[i, j]
        colour = np.array([1 + 0.16 * heat, 1.0, 1 - 0.18 * heat]) * strength * keep
        sigma = (0.45 + 0.5 * min(1.0, strength)) * columns / 1440
        reach = 2 if strength < 0.5 else 4
        rr, cc = (
            np.arange(max(0, i - reach), min(rows, i + reach + 1)),
            np.arange(max(0, j - reach), min(columns, j + reach + 1)),
        )
        spread = np.exp(-((rr[:, None] - row) ** 2 + (cc[None] - column) ** 2) / (2 * sigma**2))
        light[rr[:, None], cc[None]] += spread[..., None] * colour
    horizon = noise.step(0.30, 0.12, y)
    for cx, cy, r in ((0.612, 0.105, 0.0085), (0.30, 0.17, 0.0036)):
        dx, dy = (x - cx) / r, (y - cy) / r
        disc = noise.step(1.08, 0.92, np.hypot(dx, dy * (1 + 0.15 * dx)))
        round_ = np.clip(0.25 + 0.9 * np.clip(-0.5 * dx - 0.45 * dy + 0.55, 0, 1), 0, 1.2)
        pits = 1 - 0.35 * noise.step(0.1, 0.45, noise.fractal(dx * 1.6 + cx * 9, dy * 1.6, 3, 2))
        light = light * (1 - disc[..., None]) + (disc * round_ * pits)[..., None] * np.array([0.80, 0.74, 0.68])
        light += 0.05 * np.exp(-((np.hypot(dx, dy) / 3.5) ** 2))[..., None]
    visible = noise.step(0.9, 1.0, np.asarray(metres > 1e6, float)) * (0.15 + 0.85 * horizon)
    return np.dstack([light * visible[..., None], np.ones(shape)]).astype(np.float32)

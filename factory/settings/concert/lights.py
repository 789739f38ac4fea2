"""Moving heads with their beams, blinders, and the light that falls on the gear."""

from __future__ import annotations

import math
from typing import Any

from mathutils import Vector

from settings.beam import beam
from settings.concert.stage import BACK, BRIDGE, BRIDGE_HIGH, TOWER, TOWER_AWAY
from settings.lamp import lit
from settings.material import Colour, plain
from settings.model import Model
from settings.setting import Setting

WHITE: Colour = (1.0, 1.0, 1.0)
AMBER: Colour = (1.0, 0.56, 0.22)


def heads(setting: Setting) -> list[Any]:
    """Every moving head hangs or stands where its beam begins; `beam_a` fans out, `beam_b` crosses."""
    black = plain("lamp body", (0.020, 0.020, 0.022), 0.38, wear=0.3)
    lens = {group: lit(setting, group, f"lens {group}", WHITE, 7.0) for group in ("beam_a", "beam_b")}
    things = []
    hung = BRIDGE_HIGH - 0.20
    for k, x in enumerate((-5.6, -4.4, -3.2, -2.0, -0.75, 0.75, 2.0, 3.2, 4.4, 5.6)):
        s = math.copysign(1, x)
        group = "beam_a" if k % 2 == 0 else "beam_b"
        to = (
            (x + s * (0.9 + 0.50 * abs(x)), 4.6, 0.0)
            if group == "beam_a"
            else (x - s * (0.6 + 0.18 * abs(x)), 5.6, 0.0)
        )
        things += _head(setting, group, (x, BRIDGE - 0.1, hung), to, black, lens[group], 6.0, 0.62, hung=True)
    for k, x in enumerate((-5.0, -3.7, -2.45, 2.45, 3.7, 5.0)):
        s = math.copysign(1, x)
        group = "beam_b" if k % 2 == 0 else "beam_a"
        lean = 0.55 if k in (1, 4) else 1.25
        to = (x + s * lean * 2.2, BACK - 2.6, 7.0)
        things += _head(setting, group, (x, BACK - 1.0, 0.78), to, black, lens[group], 4.6, 0.75, hung=False)
    for s in (-1, 1):
        to = (-s * 1.2, TOWER_AWAY + 0.8, 6.4)
        things += _head(
            setting,
            "beam_a",
            (s * (TOWER - 0.34), TOWER_AWAY - 0.1, 2.9),
            to,
            black,
            lens["beam_a"],
            4.2,
            0.36,
            hung=True,
        )
    return [*things, *_blinders(setting, black), *_strips(setting)]


def _head(
    setting: Setting, group: str, at: Any, to: Any, black: Any, lens: Any, degrees: float, strength: float, *, hung: bool
) -> list[Any]:  # fmt: skip
    place, aim = Vector(at), (Vector(to) - Vector(at)).normalized()
    up = 1 if hung else -1
    m = Model("moving head")
    m.box(place + Vector((0, 0, up * 0.26)), (0.30, 0.24, 0.13), black)
    for s in (-1, 1):
        m.box(place + Vector((s * 0.15, 0, up * 0.08)), (0.035, 0.14, 0.34), black)
    m.rod(place - aim * 0.17, place + aim * 0.05, 0.085, black, end=0.125, sides=20)
    m.rod(place + aim * 0.05, place + aim * 0.17, 0.125, black, end=0.12, sides=20)
    m.rod(place + aim * 0.165, place + aim * 0.176, 0.105, lens, sides=24)
    start = place + aim * 0.18
    reach = min((Vector(to) - start).length, 8.5)
    cone = beam(
        setting,
        group,
        start,
        to,
        WHITE,
        strength,
        degrees,
        mouth=0.085,
        soft=1.7,
        fade=0.75,
        reach=reach,
        smoke=0.42,
        scale=1.1,
    )
    cone.visible_glossy = True
    setting.spot(group, start, to, WHITE, 260 * strength, degrees * 1.7, radius=0.08, soft=0.6)
    return [m.object(bevel=0.008), cone]


def _blinders(setting: Setting, black: Any) -> list[Any]:
    """Warm lamps in pairs on the towers and in the middle of the bridge: they face the crowd."""
    bulb = lit(setting, "warm", "blinder", AMBER, 6.5)
    m, glass = Model("blinders"), Model("bulbs")
    places = [(s * TOWER, TOWER_AWAY - 0.30, z) for s in (-1, 1) for z in (2.45, 2.75, 3.65, 3.95)]
    places += [(s * x, BRIDGE - 0.30, BRIDGE_HIGH + 0.02) for s in (-1, 1) for x in (1.4, 2.6, 3.8)]
    for x, y, z in places:
        m.box((x, y + 0.05, z), (0.52, 0.12, 0.27), black)
        for dx in (-0.125, 0.125):
            m.turned([(0.122, -0.02), (0.10, 0.03)], (x + dx, y - 0.03, z), black, turn=(90, 0, 0), sides=20)
            glass.rod((x + dx, y - 0.02, z), (x + dx, y - 0.012, z), 0.085, bulb, sides=20)
    return [m.object(bevel=0.01), glass.object()]


def _strips(setting: Setting) -> list[Any]:
    """Tubes of light: upright on the back riser, and along its edge."""
    tube = lit(setting, "warm", "tube", (1.0, 0.74, 0.46), 2.6)
    m = Model("tubes")
    for x in (-5.7, -4.35, -3.05, 3.05, 4.35, 5.7):
        m.rod((x, BACK - 0.75, 0.60), (x, BACK - 0.75, 1.55), 0.022, tube, sides=10)
    m.box((0, BACK - 1.31, 0.52), (12.4, 0.012, 0.022), tube)
    return [m.object()]


def washes(setting: Setting) -> None:
    """What lights the gear and the crowd besides the beams."""
    for s in (-1, 1):
        setting.spot("warm", (s * 4.2, 2.0, 5.4), (s * 3.2, 7.5, 0.6), AMBER, 700, 55, radius=0.25, soft=0.8)
        setting.spot("beam_a", (s * 5.0, 9.0, 5.2), (s * 2.0, 5.0, 0.0), WHITE, 900, 70, radius=0.2, soft=0.9)
        setting.spot("beam_b", (s * 1.2, 9.2, 5.0), (s * 3.4, 4.5, 0.0), WHITE, 900, 60, radius=0.2, soft=0.9)
        setting.spot(
            "warm", (s * TOWER, TOWER_AWAY - 0.4, 3.4), (s * 0.9, 0.5, 1.1), AMBER, 3600, 26, radius=0.15, soft=0.6
        )
        setting.spot("beam_a", (s * 4.4, BRIDGE, 4.2), (s * 0.9, 0.5, 1.1), WHITE, 3200, 26, radius=0.15, soft=0.6)
    setting.area("beam_b", (0, 8.0, 5.5), (0, 0.5, 0.8), WHITE, 260, (6.0, 0.6)).visible_glossy = False

"""What a band leaves on the stage: drums on a riser, amplifiers, keyboards, wedges."""

from __future__ import annotations

import math
from typing import Any

from settings.lamp import lit
from settings.material import material, plain
from settings.model import Model
from settings.setting import Setting

DRUMS = (2.55, 8.0)
RISER = 0.42


class Stuff:
    """Materials the gear shares."""

    def __init__(self) -> None:
        self.black = plain("tolex", (0.018, 0.018, 0.019), 0.62, wear=0.4, scale=30.0)
        self.chrome = plain("chrome", (0.72, 0.72, 0.74), 0.16, 1.0)
        self.brass = plain("brass", (0.78, 0.56, 0.24), 0.24, 1.0, wear=0.3)
        self.shell = plain("shell", (0.20, 0.012, 0.018), 0.18)
        self.skin = plain("drum skin", (0.62, 0.60, 0.56), 0.5)
        self.grille = _grille()


def _grille() -> Any:
    made, t, shader = material("grille")
    weave = t.maths("MULTIPLY", t.wave(t.where(), 55.0, direction="X"), t.wave(t.where(), 55.0, direction="Z"))
    t.set(shader, Base_Color=t.ramp(weave, (0.0, (0.012, 0.012, 0.013)), (1.0, (0.085, 0.080, 0.075))), Roughness=0.8)
    return made


def far(setting: Setting) -> list[Any]:
    stuff = Stuff()
    return [*_drums(setting, stuff), *_keys(setting, stuff)]


def near(setting: Setting) -> list[Any]:
    stuff = Stuff()
    return [*_amplifiers(setting, stuff), *_stands(stuff), *_cases(setting, stuff)]


def _drums(setting: Setting, p: Stuff) -> list[Any]:
    x, y = DRUMS
    edge = lit(setting, "warm", "riser edge", (1.0, 0.60, 0.28), 1.6)
    m = Model("drums")
    m.box((x, y, RISER / 2), (2.5, 2.0, RISER), p.black)
    m.box((x, y - 1.005, RISER - 0.05), (2.46, 0.012, 0.03), edge)
    z = RISER

    def drum(at: Any, radius: float, deep: float, turn: Any) -> None:
        half = deep / 2
        m.turned([(radius, -half), (radius, half)], at, p.shell, turn=turn, sides=40)
        for h in (-half, half):
            m.turned([(0.001, h), (radius * 0.97, h)], at, p.skin, turn=turn, sides=40)
            m.turned(
                [
                    (radius + 0.004, h - 0.02),
                    (radius + 0.016, h - 0.02),
                    (radius + 0.016, h + 0.02),
                    (radius - 0.01, h + 0.02),
                ],
                at,
                p.chrome,
                turn=turn,
                sides=40,
            )

    drum((x, y - 0.25, z + 0.30), 0.29, 0.42, (90, 0, 0))
    drum((x - 0.24, y - 0.15, z + 0.78), 0.155, 0.24, (18, 6, 0))
    drum((x + 0.24, y - 0.15, z + 0.78), 0.17, 0.26, (18, -6, 0))
    drum((x + 0.62, y + 0.15, z + 0.36), 0.21, 0.40, (0, 0, 0))
    drum((x - 0.58, y + 0.20, z + 0.58), 0.18, 0.16, (0, 0, 0))
    for dx, dy, tall, radius, lean in (
        (-0.78, -0.15, 1.28, 0.25, 14),
        (0.80, -0.10, 1.34, 0.26, -15),
        (-0.95, 0.30, 0.92, 0.18, 0),
        (0.98, 0.45, 1.18, 0.28, -12),
    ):
        m.rod((x + dx, y + dy, z), (x + dx, y + dy, z + tall + 0.05), 0.013, p.chrome, sides=8)
        for k in range(3):
            a = 0.4 + k * 2.09
            m.rod(
                (x + dx, y + dy, z + 0.35),
                (x + dx + 0.26 * math.cos(a), y + dy + 0.26 * math.sin(a), z),
                0.011,
                p.chrome,
                sides=6,
            )
        m.turned(
            [(0.012, 0.030), (0.05, 0.022), (0.06, 0.008), (radius * 0.7, 0.002), (radius, -0.010)],
            (x + dx, y + dy, z + tall),
            p.brass,
            turn=(12, lean, 0),
            sides=40,
        )
    m.rod((x, y + 0.75, z), (x, y + 0.75, z + 0.48), 0.03, p.chrome)
    m.rod((x, y + 0.75, z + 0.48), (x, y + 0.75, z + 0.56), 0.17, p.black)
    return [m.object()]


def _keys(setting: Setting, p: Stuff) -> list[Any]:
    """Two keyboards on a stand, on the left."""
    x, y = -2.75, 7.8
    screen = lit(setting, "wall", "screen", (0.35, 0.75, 1.0), 0.9)
    white = plain("keys", (0.55, 0.54, 0.52), 0.3)
    m = Model("keys")
    m.box((x, y, 0.15), (2.3, 1.7, 0.30), p.black)
    for z, dy in ((1.16, -0.10), (1.40, 0.10)):
        m.box((x, y + dy, z), (1.25, 0.34, 0.10), p.black, (-8, 0, 0))
        m.box((x, y + dy - 0.11, z + 0.052), (1.12, 0.12, 0.01), white, (-8, 0, 0))
        m.box((x + 0.25, y + dy + 0.08, z + 0.055), (0.20, 0.06, 0.01), screen, (-8, 0, 0))
    for s in (-1, 1):
        m.rod((x + s * 0.50, y, 0.30), (x - s * 0.30, y, 1.12), 0.022, p.chrome, sides=10)
        m.rod((x + s * 0.48, y + 0.06, 1.12), (x + s * 0.48, y + 0.12, 1.36), 0.018, p.chrome, sides=10)
    m.box((x - 0.72, y + 0.15, 1.52), (0.34, 0.02, 0.22), p.black, (-20, 0, 14))
    m.box((x - 0.72, y + 0.138, 1.52), (0.31, 0.005, 0.19), screen, (-20, 0, 14))
    m.rod((x - 0.72, y + 0.20, 0.3), (x - 0.72, y + 0.18, 1.45), 0.014, p.chrome, sides=8)
    return [m.object(bevel=0.006)]


def _amplifiers(setting: Setting, p: Stuff) -> list[Any]:
    """Amplifiers at both sides, each with the red eye of its valves."""
    eye = lit(setting, "warm", "pilot", (1.0, 0.10, 0.04), 5.0)
    things = []
    for at, turn in (
        ((-3.35, 5.9, 0.0), -24.0),
        ((-4.25, 6.2, 0.0), -16.0),
        ((3.30, 6.1, 0.0), 20.0),
        ((4.15, 5.9, 0.0), 26.0),
    ):
        m = Model("amplifier")
        m.box((0, 0, 0.42), (0.76, 0.38, 0.76), p.black)
        m.box((0, -0.192, 0.42), (0.66, 0.012, 0.66), p.grille)
        for cx, cz in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
            m.box((cx * 0.35, -0.17, 0.42 + cz * 0.35), (0.07, 0.06, 0.07), p.chrome)
        m.box((0, 0.02, 0.955), (0.72, 0.28, 0.28), p.black)
        m.box((0, -0.125, 0.935), (0.64, 0.01, 0.11), p.brass)
        m.box((0.27, -0.133, 0.935), (0.022, 0.01, 0.022), eye)
        for n in range(7):
            m.rod((-0.26 + 0.065 * n, -0.13, 0.935), (-0.26 + 0.065 * n, -0.15, 0.935), 0.014, p.black, sides=10)
        things.append(m.object(bevel=0.014, at=at, turn=turn))
    return things


def _stands(p: Stuff) -> list[Any]:
    """Microphones of the other singers."""
    things = []
    for x, y, lean in ((-1.62, 4.9, 0.16), (1.78, 5.2, -0.20)):
        m = Model("stand")
        m.turned([(0.001, 0.035), (0.15, 0.03), (0.16, 0.0)], (0, 0, 0), p.black, sides=28)
        m.rod((0, 0, 0.03), (0, 0, 1.42), 0.011, p.chrome, sides=10)
        m.rod((-lean, -0.30, 1.52), (lean * 0.4, 0.16, 1.39), 0.009, p.chrome, sides=8)
        m.rod((-lean, -0.30, 1.52), (-lean * 1.4, -0.44, 1.555), 0.014, p.black, end=0.02, sides=12)
        m.ball((-lean * 1.46, -0.46, 1.56), 0.028, p.chrome, sides=16)
        m.tube(
            [(0, 0.012, 1.4), (0.02, 0.02, 0.9), (-0.02, 0.02, 0.4), (0.05, 0.05, 0.01), (0.6, 0.6, 0.01)],
            0.005,
            p.black,
            sides=6,
        )
        things.append(m.object(at=(x, y, 0)))
    return things


def _cases(setting: Setting, p: Stuff) -> list[Any]:
    """Tall racks at the picture's edges with small lights."""
    green, blue = (
        lit(setting, "warm", "green", (0.15, 1.0, 0.35), 2.4),
        lit(setting, "wall", "blue", (0.2, 0.5, 1.0), 2.4),
    )
    m = Model("rack")
    m.box((0, 0, 0.72), (0.66, 0.62, 1.44), p.black)
    for k in range(6):
        z = 0.30 + 0.20 * k
        m.box((0, -0.312, z), (0.54, 0.01, 0.17), p.grille)
        for n in range(5):
            if (k * 7 + n * 3) % 4:
                m.box((-0.20 + 0.05 * n, -0.32, z + 0.03), (0.016, 0.008, 0.010), green if (k + n) % 3 else blue)
    for x in (-0.32, 0.32):
        m.box((x, -0.31, 0.72), (0.03, 0.03, 1.44), p.chrome)
    return [m.object(bevel=0.008, at=(-4.05, 7.4, 0), turn=-18), m.object(bevel=0.008, at=(4.55, 7.2, 0), turn=16)]

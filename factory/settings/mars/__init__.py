"""Mars: a rover on the left, a station on the right, mesas, a range and the volcano behind them."""

from __future__ import annotations

from settings.mars import air, land, machines
from settings.setting import Look, Setting

SUN_COLOUR = (1.0, 0.80, 0.62)
SUN_POWER = 4.2


def build(quality: float = 1.0) -> Setting:
    setting = Setting(groups=("sun_low", "sun_high", "sky", "practical", "stars"), depth_log2_max=14.0)
    air.sky(setting)
    setting.sun("sun_low", air.LOW, SUN_COLOUR, SUN_POWER, 0.012)
    setting.sun("sun_high", air.HIGH, SUN_COLOUR, SUN_POWER, 0.012)
    setting.layers["far"] = land.distance(setting, quality)
    setting.layers["mid"] = [
        *land.ground(setting, quality),
        *land.rocks(setting, round(2600 * quality)),
        *machines.all_of_them(setting),
    ]
    setting.layers["fg"] = [*land.near_rocks(setting), *machines.close_by(setting)]
    setting.painted["far", "stars"] = air.stars
    setting.dark = {("mid", "stars"), ("fg", "stars"), ("far", "practical")}
    setting.glow = {"practical": 0.34, "sun_low": 0.05}
    setting.looks = LOOKS
    return setting


LOOKS = {
    "dawn": Look(
        gains={"sun_low": (0.58, 0.42, 0.46), "sky": (0.50, 0.62, 1.05), "practical": (0.20, 0.19, 0.18), "stars": (0.12, 0.12, 0.14)},
        exposure=1.6, air=(0.62, 0.50, 0.50), haze=0.30,
        person={"key_l": (0.50, 0.42, 0.44), "key_r": (0.10, 0.09, 0.09), "fill": (0.46, 0.45, 0.56), "rim": (1.25, 0.95, 0.85)},
    ),
    "day": Look(
        gains={"sun_high": (1.06, 1.04, 1.02), "sky": (1.10, 1.22, 1.38)},
        exposure=1.08, air=(0.84, 0.64, 0.46), haze=0.25,
        person={"key_l": (1.02, 0.88, 0.74), "key_r": (0.06, 0.05, 0.04), "fill": (0.50, 0.41, 0.33), "rim": (0.50, 0.42, 0.33)},
    ),
    "sunset": Look(
        gains={"sun_low": (1.0, 0.56, 0.33), "sky": (0.36, 0.30, 0.46), "practical": (0.30, 0.28, 0.26)},
        exposure=1.65, air=(0.80, 0.48, 0.30), haze=0.26,
        person={"key_l": (0.80, 0.58, 0.42), "key_r": (0.10, 0.08, 0.07), "fill": (0.42, 0.34, 0.36), "rim": (2.3, 1.25, 0.68)},
    ),
    "night": Look(
        gains={"sun_high": (0.030, 0.052, 0.098), "sky": (0.030, 0.066, 0.200), "practical": (0.40, 0.37, 0.34), "stars": (0.42, 0.42, 0.46)},
        exposure=2.3, air=(0.14, 0.18, 0.32), haze=0.20,
        person={"key_r": (0.66, 0.48, 0.32), "key_l": (0.07, 0.09, 0.15), "fill": (0.20, 0.24, 0.38), "rim": (0.55, 0.75, 1.25)},
    ),
}  # fmt: skip

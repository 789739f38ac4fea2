"""A detective's office at night: blinds and a wet city on the left, a desk lamp, cabinets, a lit door on the right."""

from __future__ import annotations

from settings.noir_office import city, furniture, near, room
from settings.setting import Look, Setting


def build(_quality: float = 1.0) -> Setting:
    setting = Setting(groups=("street", "neon", "lamp", "hall"), depth_log2_max=9.0, far_metres=60.0, fg_metres=1.6)
    room.night(setting)
    setting.layers["far"] = city.view(setting)
    setting.layers["mid"] = [
        *room.shell(),
        *room.window(),
        *room.door(setting),
        *room.shafts(setting),
        *furniture.all_of_it(setting),
    ]
    setting.layers["fg"] = near.things()
    room.lights(setting)
    setting.dark = {("far", "lamp"), ("far", "hall")}
    setting.glow = {"street": 0.10, "neon": 0.30, "lamp": 0.22, "hall": 0.16}
    setting.looks = LOOKS
    return setting


LOOKS = {
    "night": Look(
        gains={"street": (0.75, 0.95, 1.25), "neon": (0.45, 0.45, 0.45), "lamp": (1.0, 1.0, 1.0), "hall": (0.85, 0.85, 0.85)},
        pulse={"neon": (1.15, 1.15, 1.15)},
        exposure=1.0, air=(0.22, 0.24, 0.30), haze=0.20,
        person={"key_l": (0.82, 0.72, 0.60), "key_r": (0.14, 0.08, 0.05), "fill": (0.14, 0.16, 0.22), "rim": (0.9, 0.8, 0.9)},
    ),
}  # fmt: skip

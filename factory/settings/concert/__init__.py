"""A concert stage: a wall of light with a sun on it, a truss of moving heads, a band's gear, hands before the lens."""

from __future__ import annotations

from settings.concert import band, crowd, lights, stage
from settings.setting import Look, Setting


def build(_quality: float = 1.0) -> Setting:
    setting = Setting(groups=("beam_a", "beam_b", "wall", "warm"), depth_log2_max=6.0, far_metres=11.0, fg_metres=1.7)
    stage.darkness()
    setting.layers["far"] = [
        *stage.floor(),
        *stage.wall(setting),
        *stage.truss(),
        *lights.heads(setting),
        *band.far(setting),
    ]
    setting.layers["mid"] = band.near(setting)
    setting.layers["fg"] = crowd.hands()
    lights.washes(setting)
    setting.glow = {"beam_a": 0.30, "beam_b": 0.30, "wall": 0.16, "warm": 0.26}
    setting.looks = LOOKS
    return setting


LOOKS = {
    "night": Look(
        gains={"beam_a": (0.22, 0.42, 1.25), "beam_b": (0.55, 0.10, 0.62), "wall": (0.62, 0.62, 0.80), "warm": (0.42, 0.42, 0.42)},
        pulse={"beam_a": (0.12, 0.24, 0.75), "beam_b": (1.50, 0.30, 1.20), "wall": (1.05, 0.85, 0.95), "warm": (1.0, 1.0, 1.0)},
        exposure=1.0, air=(0.36, 0.22, 0.58), haze=0.30,
        person={"key_l": (0.78, 0.66, 0.62), "key_r": (0.26, 0.14, 0.34), "fill": (0.24, 0.20, 0.32), "rim": (1.5, 0.55, 1.7)},
    ),
}  # fmt: skip

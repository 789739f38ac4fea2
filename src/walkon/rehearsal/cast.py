"""The performers by name: what makes each of them that one person."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

Colour = tuple[float, float, float]
"""Linear red, green, blue; 1 reflects everything."""


class HairStyle(StrEnum):
    SHORT = "short"
    CURLY = "curly"
    LONG = "long"
    BUN = "bun"


class Glasses(StrEnum):
    NONE = ""
    ROUND = "round"
    SQUARE = "square"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One speaker: an espeak-ng `variant` and `pitch`, then moved by factors of `tone` (pitch) and `tract` (formants)."""

    variant: str
    pitch: int = 50
    tone: float = 1.0
    tract: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """One performer. Distances in cm from the point between the eyes; plain numbers multiply an average face."""

    name: str
    seed: int
    voice: Voice
    face_width: float = 1.0
    jaw_width: float = 1.0
    jaw_square: float = 2.1  # exponent of the jaw's cross-section
    neck: float = 1.0
    chin: float = 1.0
    chin_length: float = 0.0  # cm
    cheekbones: float = 1.0
    hollow_cheeks: float = 0.6
    brow_ridge: float = 1.0
    forehead: float = 0.0  # cm forward
    forward_mouth: float = 0.0  # cm
    eye_distance: float = 3.15  # cm from the middle
    eye_width: float = 1.62  # cm, half
    eye_height: float = 0.62  # cm, half
    eye_tilt: float = 0.10
    eye_depth: float = 0.0  # cm
    lid_fold: float = 1.0
    lashes: float = 0.4
    iris: Colour = (0.16, 0.09, 0.04)
    nose_length: float = 1.0
    nose_width: float = 1.0
    nose_height: float = 1.0
    nose_bridge: float = 1.0
    nose_hump: float = 0.0  # cm
    nose_tip: float = 1.0
    mouth_width: float = 2.5  # cm, half
    upper_lip: float = 0.62  # cm
    lower_lip: float = 0.85  # cm
    mouth_y: float = -6.75  # cm
    lip_tint: Colour = (0.46, 0.17, 0.15)
    skin: Colour = (0.56, 0.33, 0.235)
    redness: float = 1.0
    freckles: float = 0.0
    age: float = 0.1  # 0 smooth, 1 wrinkled
    shine: float = 1.0
    brow_y: float = 1.85  # cm
    brow_thickness: float = 0.38  # cm
    brow_arch: float = 0.30  # cm
    brow_density: float = 1.0
    hair: Colour = (0.05, 0.032, 0.02)
    hair_style: HairStyle = HairStyle.SHORT
    hairline: float = 6.6  # cm
    beard: float = 0.0  # cm long
    glasses: Glasses = Glasses.NONE
    frame: Colour = (0.02, 0.02, 0.025)
    shirt: Colour = (0.06, 0.12, 0.28)


@cache
def cast() -> dict[str, Traits]:
    """Every performer, in alphabetical order."""
    data = tomllib.loads(files(__package__).joinpath("cast.toml").read_text("utf-8"))
    return {name: _traits(name, row) for name, row in sorted(data.items())}


def _traits(name: str, row: dict[str, Any]) -> Traits:
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    unknown = set(plain) - {field.name for field in fields(Traits)}
    if unknown:
        raise ValueError(f"{name} has unknown traits {sorted(unknown)}")
    parsed: dict[str, Any] = plain | {
        "voice": Voice(**row["voice"]),
        "hair_style": HairStyle(row.get("hair_style", HairStyle.SHORT)),
        "glasses": Glasses(row.get("glasses", Glasses.NONE)),
    }
    return Traits(name=name, **parsed)

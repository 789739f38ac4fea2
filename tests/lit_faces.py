"""Light on a made head in front of a screen, as arrays: the truth is known, no picture is drawn."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from walkon.domain.light_code import LightCode
from walkon.perception.light_patches import PATCHES, LightTrace
from walkon.perception.screen_shape import LAPTOP, shading

Floats = npt.NDArray[np.floating[Any]]

FPS, LENGTH, START = 30.0, 5.2, 0.3
SKIN_COLOUR = np.array([0.30, 0.20, 0.15])
WALL_COLOUR = np.array([0.20, 0.20, 0.22])


class Meets(StrEnum):
    HEAD = "head"
    TINT = "tint"  # every patch by the same share of its own brightness
    VEIL = "veil"  # the same light over every patch
    PICTURE = "picture"  # the background too


def surface() -> tuple[Floats, Floats]:
    """(P, 3) normals and places, cm, over the front of an ellipsoid 14 x 20 cm."""
    turn = np.arange(PATCHES) * np.pi * (3 - 5**0.5)  # sunflower: evenly over a disc
    out = 0.92 * np.sqrt((np.arange(PATCHES) + 0.5) / PATCHES)
    x, y = out * np.cos(turn), out * np.sin(turn)
    z = -np.sqrt(1 - x**2 - y**2)
    normals = np.stack([x / 7, y / 10, z / 7], axis=1)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    places = np.stack([7 * x, 10 * y, 7 * z], axis=1)
    return normals, places - [0, 0, places[:, 2].mean()]


def lit(
    code: LightCode,
    *,
    amount: float = 0.08,
    delay: float = 0.12,
    meets: Meets = Meets.HEAD,
    noise: float = 0.003,
    seed: int = 0,
    fps: float = FPS,
) -> LightTrace:
    """A trace of `LENGTH` seconds; `amount` is the share a white screen adds, `noise` each measurement's own share."""
    chance = np.random.default_rng(seed)
    times = np.arange(round(LENGTH * fps)) / fps
    normals, places = surface()
    halves = shading(normals, places, LAPTOP)
    halves = halves / halves.sum(axis=1).mean()
    room = 1 + 0.25 * normals[:, 0] - 0.2 * normals[:, 1]  # a window at the side
    face = SKIN_COLOUR * room[:, None]
    shown = _shown(code, times - START - delay)
    if meets is Meets.HEAD:
        added = np.einsum("tkc,pk->tpc", shown, halves) * SKIN_COLOUR
    elif meets is Meets.VEIL:
        added = np.repeat(shown.mean(axis=1)[:, None], PATCHES, axis=1) * SKIN_COLOUR
    else:
        added = shown.mean(axis=1)[:, None] * face
    behind = WALL_COLOUR * (1 + (amount if meets is Meets.PICTURE else 0.05 * amount) * shown.mean(axis=1))
    own = 0.0 if meets is Meets.TINT else amount if meets is Meets.PICTURE else 0.5 * amount
    body = WALL_COLOUR * (1 + own * shown.mean(axis=1))
    lamp = 1 + 0.02 * np.sin(2 * np.pi * 0.2 * times + seed)
    wavers = 1 + noise * chance.standard_normal((len(times), PATCHES, 3))
    return LightTrace(
        times=times,
        face=((face + amount * added) * wavers * lamp[:, None, None]).astype(np.float32),
        background=(behind * lamp[:, None]).astype(np.float32),
        body=(body * lamp[:, None]).astype(np.float32),
        pose=np.cumsum(0.01 * chance.standard_normal((len(times), 6)), axis=0).astype(np.float32),
        normals=normals.astype(np.float32),
        places=places.astype(np.float32),
    )


def _shown(code: LightCode, moments: Floats) -> Floats:
    """(T, 2, 3) light of both halves; dark outside the code."""
    dark = np.zeros((1, 2, 3))
    colours = np.array([[a.light, b.light] for a, b in zip(code.left, code.right, strict=True)])
    row = np.concatenate([dark, colours, dark])
    return np.asarray(row[np.clip(np.floor(moments / code.seconds).astype(int) + 1, 0, len(row) - 1)])

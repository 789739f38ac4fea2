"""Costumed bodies without a head, rendered once per light, and lit for a shot.

A bust is a folder: `key_l`, `key_r`, `fill`, `rim` (linear light, premultiplied, code = (light / peak) ** (1 / 2.2)),
the masks `alpha`, `front` (what lies before the neck's axis) and `skin` (the neck, rendered at albedo 0.5), and one
JSON file with `peak` per group and where a head's `eyes` and `chin` belong, 0..1 of the square picture. File names may
carry the costume's name and an underscore in front. A hat is a bust of its own that is fixed to the head.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from walkon.stage import plates
from walkon.stage.backdrop import RGB, PersonLight
from walkon.stage.compiled import compiled
from walkon.stage.errors import PlatesMissing
from walkon.stage.tone import SKIN_CAST

Codes = npt.NDArray[np.uint8]
Linear = npt.NDArray[np.float32]

GROUPS = ("key_l", "key_r", "fill", "rim")
NECK_ALBEDO = 0.5
NECK_CONTRAST = 0.78  # exponent of the neck's light relative to the face's
FRONT, CONTACT, EDGE = 0, 1, 2  # channels of `LitBust.masks`


@dataclass(frozen=True, slots=True, kw_only=True)
class Bust:
    """One costume: `codes` (4, S, S, 3) RGB in the order of `GROUPS`, masks (S, S); places 0..1 of the picture."""

    codes: Codes
    peaks: tuple[float, float, float, float]
    alpha: Codes
    front: Codes
    skin: Codes
    eyes: tuple[float, float]
    chin: tuple[float, float]

    @property
    def unit(self) -> float:
        """Eyes-to-chin distance, share of the picture."""
        return self.chin[1] - self.eyes[1]


@lru_cache(maxsize=6)
def load(folder: Path) -> Bust:
    """The bust in `folder`, kept for the next shot. Raises `PlatesMissing`."""
    try:
        meta_path = next(p for p in sorted(folder.glob("*.json")) if "peak" in p.read_text(encoding="utf-8"))
        meta = json.loads(meta_path.read_text(encoding="utf-8"))
        prefix = "" if _exists(folder, "alpha") else f"{meta_path.stem}_"
        codes = [plates.picture(folder, f"{prefix}{group}", "RGB") for group in GROUPS]
        alpha = plates.picture(folder, f"{prefix}alpha", "L")
        front = plates.picture(folder, f"{prefix}front", "L")
        skin = plates.picture(folder, f"{prefix}skin", "L")
        if alpha is None or front is None or any(c is None or c.shape[:2] != alpha.shape for c in codes):
            raise PlatesMissing(name=folder.name)
        return Bust(
            codes=np.stack([c for c in codes if c is not None]),
            peaks=(*(float(meta["peak"][g]) for g in GROUPS),),  # type: ignore[arg-type]
            alpha=alpha,
            front=np.minimum(front, alpha),
            skin=np.zeros_like(alpha) if skin is None else skin,
            eyes=(float(meta["eyes"][0]), float(meta["eyes"][1])),
            chin=(float(meta["chin"][0]), float(meta["chin"][1])),
        )
    except (OSError, ValueError, KeyError, SyntaxError, StopIteration) as error:
        raise PlatesMissing(name=folder.name) from error


def _exists(folder: Path, stem: str) -> bool:
    return any((folder / f"{stem}{suffix}").exists() for suffix in plates.SUFFIXES)


def mirrored(bust: Bust) -> Bust:
    """The same costume seen in a mirror; the keys change sides, so that light still comes from where it came from."""
    order = [1, 0, 2, 3]
    left, right, fill, rim = bust.peaks
    return replace(
        bust,
        codes=np.ascontiguousarray(bust.codes[order, :, ::-1]),
        peaks=(right, left, fill, rim),
        alpha=np.ascontiguousarray(bust.alpha[:, ::-1]),
        front=np.ascontiguousarray(bust.front[:, ::-1]),
        skin=np.ascontiguousarray(bust.skin[:, ::-1]),
        eyes=(1 - bust.eyes[0], bust.eyes[1]),
        chin=(1 - bust.chin[0], bust.chin[1]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LitBust:
    """A bust in the light of a shot, `size` pixels wide and cut to the rows in use.

    `high` and `low` (H, W, 4) premultiplied BGRA with the flickering part of the key at its strongest and weakest (the
    same array when nothing flickers); `masks` (H, W, 4): front, contact shadow, light wrap, unused.
    """

    high: Codes
    low: Codes
    masks: Codes
    size: int
    eyes: tuple[float, float]  # pixels
    chin: tuple[float, float]


def lit(
    bust: Bust,
    light: PersonLight,
    *,
    exposure: float,
    gain: float,
    skin: RGB,
    level: float,
    size: int,
    rows: int,
    curve: Linear,
) -> LitBust:
    """`bust` enlarged to `size` pixels, its upper `rows` rows, under `light` times `exposure`.

    `gain` corrects the costume's own brightness. `skin` is the neck's linear colour under light 1.0 and `level` the
    light a face catches on average, towards which the neck's contrast is compressed as the face's is.
    """
    rows = min(rows, size)

    def picture(share: float) -> Codes:
        tables = _light_tables(bust, light, exposure, share)
        linear = np.empty((*bust.alpha.shape, 4), np.float32)
        tint = (np.asarray(skin, np.float64) / NECK_ALBEDO).astype(np.float32)
        _mix_bust(
            bust.codes,
            tables,
            bust.alpha,
            bust.skin,
            np.float32(gain),
            tint,
            np.float32(level * exposure * NECK_ALBEDO),
            linear,
        )
        return _scaled(plates.develop(linear, 1.0, curve), size, rows)

    high = picture(1.0)
    unit = bust.unit * size
    return LitBust(
        high=high,
        low=picture(1.0 - light.flicker) if light.flicker > 0 else high,
        masks=_masks(_scaled(np.dstack([bust.front, bust.alpha]), size, rows), unit),
        size=size,
        eyes=(bust.eyes[0] * size, bust.eyes[1] * size),
        chin=(bust.chin[0] * size, bust.chin[1] * size),
    )


def _light_tables(bust: Bust, light: PersonLight, exposure: float, key: float) -> Linear:
    """(4, 256, 3) linear light per group, code and colour."""
    ramp = (np.arange(256, dtype=np.float64) / 255) ** plates.GAMMA
    share = {"key_l": key, "key_r": key, "fill": 1.0, "rim": 1.0}
    tables = [
        np.outer(ramp * peak * exposure * share[group], getattr(light, group))
        for group, peak in zip(GROUPS, bust.peaks, strict=True)
    ]
    return np.asarray(tables, np.float32)


@compiled
def _mix_bust(
    codes: Codes,
    tables: Linear,
    alpha: Codes,
    skin: Codes,
    gain: np.float32,
    tint: Linear,
    level: np.float32,
    out: Linear,
) -> None:
    for y in range(alpha.shape[0]):
        for x in range(alpha.shape[1]):
            s = skin[y, x] * np.float32(1 / 255)
            for c in range(3):
                total = np.float32(0)
                for g in range(4):
                    total += tables[g, codes[g, y, x, c], c]
                out[y, x, c] = total
            out[y, x, 3] = alpha[y, x] * np.float32(1 / 255)
            if s > 0:
                bright = np.float32(0.2126) * out[y, x, 0] + np.float32(0.7152) * out[y, x, 1]
                bright = max(bright + np.float32(0.0722) * out[y, x, 2], np.float32(1e-4))
                soft = (bright / level) ** np.float32(NECK_CONTRAST - 1)
            for c in range(3):
                cloth = out[y, x, c] * gain
                out[y, x, c] = cloth
                if s > 0:
                    light = bright * (max(cloth / gain, np.float32(1e-4)) / bright) ** np.float32(SKIN_CAST)
                    out[y, x, c] = cloth + s * (light * tint[c] * soft - cloth)


def _scaled(picture: Codes, size: int, rows: int) -> Codes:
    """Enlarged or reduced to `size`, upper `rows` rows only."""
    native = picture.shape[0]
    scale = size / native
    used = min(native, int(np.ceil(rows / scale)) + 2)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    resized = cv2.resize(picture[:used], (size, max(rows, round(used * scale))), interpolation=how)[:rows]
    return np.ascontiguousarray(resized)


def _masks(front_alpha: Codes, unit: float) -> Codes:
    """Front, the shadow that collar and props throw on the head, and where light from behind creeps round the edge."""
    front, alpha = front_alpha[..., 0], front_alpha[..., 1]
    lifted = np.roll(front, -max(1, round(0.045 * unit)), axis=0)
    contact = cv2.GaussianBlur(lifted, (0, 0), 0.085 * unit)
    inside = cv2.GaussianBlur(alpha, (0, 0), max(0.8, 0.030 * unit))
    edge = cv2.min(255 - inside, alpha)
    return np.ascontiguousarray(np.dstack([front, contact, edge, np.zeros_like(front)]))

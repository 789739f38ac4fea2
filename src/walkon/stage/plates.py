"""Pictures of a setting, rendered once per light and layer, and mixed into any hour.

A plate set is a folder with `plates.json` and, per layer `far` (opaque), `mid` and `fg` (with alpha), one picture per
light group: linear light premultiplied with alpha, stored as code = (light / peak) ** (1 / 2.2). Beside them lie
`LAYER_alpha` and, where the layer has depth, `LAYER_depth`: code 255 * log2(metres) / `depth_log2_max`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from walkon.stage import tone
from walkon.stage.backdrop import RGB
from walkon.stage.compiled import compiled
from walkon.stage.errors import PlatesMissing

Codes = npt.NDArray[np.uint8]
Linear = npt.NDArray[np.float32]

LAYERS = ("far", "mid", "fg")
SUFFIXES = (".avif", ".webp", ".png")
FOLDER = Path(__file__).parent / "plates"
GAMMA = 2.2  # of the stored codes
CLIP = 12.0  # linear; keeps lamps from eating the picture when they are thrown out of focus


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One layer of a setting: `codes` (G, H, W, 3) RGB per group, `alpha` and `depth` (H, W) or None."""

    groups: tuple[str, ...]
    peaks: tuple[float, ...]
    codes: Codes
    alpha: Codes | None
    depth: Codes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateSet:
    """All layers of one setting. `focal` in plate widths, `horizon` 0..1 from the top, `eye` metres above ground."""

    name: str
    width: int
    height: int
    layers: Mapping[str, Layer]
    depth_log2_max: float
    focal: float = 32 / 36
    horizon: float = 0.527
    eye: float = 1.62
    far_metres: float = 600.0
    fg_metres: float = 3.2
    groups: frozenset[str] = field(default=frozenset())

    def metres(self) -> npt.NDArray[np.float64]:
        """(256,) distance of each depth code."""
        return np.asarray(2.0 ** (np.arange(256) / 255 * self.depth_log2_max), dtype=np.float64)


def picture(folder: Path, stem: str, mode: str) -> Codes | None:
    """(H, W) or (H, W, 3) codes of `folder/stem` in any of `SUFFIXES`; None when there is none."""
    for suffix in SUFFIXES:
        path = folder / f"{stem}{suffix}"
        if path.exists():
            with Image.open(path) as opened:
                return np.ascontiguousarray(np.asarray(opened.convert(mode)))
    return None


@lru_cache(maxsize=2)
def load(folder: Path) -> PlateSet:
    """The plate set in `folder`, kept for the next shot.

    Raises `PlatesMissing` when a picture is absent, damaged or of another size than its layer.
    """
    try:
        meta = json.loads((folder / "plates.json").read_text(encoding="utf-8"))
        layers = {name: _layer(folder, name, meta["peak"]) for name in LAYERS if _has(name, meta["peak"])}
        width, height = meta["size"]
        return PlateSet(
            name=folder.name,
            width=int(width),
            height=int(height),
            layers=layers,
            depth_log2_max=float(meta.get("depth_log2_max", 11.0)),
            groups=frozenset(group for layer in layers.values() for group in layer.groups),
            **{k: float(meta[k]) for k in ("focal", "horizon", "eye", "far_metres", "fg_metres") if k in meta},
        )
    except (OSError, ValueError, KeyError, SyntaxError) as error:
        raise PlatesMissing(name=folder.name) from error


def _has(layer: str, peaks: Mapping[str, float]) -> bool:
    return any(key.startswith(f"{layer}_") for key in peaks)


def _layer(folder: Path, name: str, peaks: Mapping[str, float]) -> Layer:
    groups, codes = [], []
    for key in peaks:
        if not key.startswith(f"{name}_"):
            continue
        found = picture(folder, key, "RGB")
        if found is None:
            raise PlatesMissing(name=folder.name)
        groups.append(key.removeprefix(f"{name}_"))
        codes.append(found)
    alpha, depth = picture(folder, f"{name}_alpha", "L"), picture(folder, f"{name}_depth", "L")
    sizes = {c.shape[:2] for c in codes} | {m.shape for m in (alpha, depth) if m is not None}
    if len(sizes) != 1 or (alpha is None and name != "far"):
        raise PlatesMissing(name=folder.name)
    return Layer(
        groups=tuple(groups),
        peaks=tuple(float(peaks[f"{name}_{g}"]) for g in groups),
        codes=np.stack(codes),
        alpha=alpha,
        depth=depth,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fog:
    """Haze that thickens with distance: `colour` linear RGB, `per_metre` density, at most `most` of the light."""

    colour: RGB
    per_metre: float
    most: float = 0.85


def mix(plates: PlateSet, name: str, gains: Mapping[str, RGB], fog: Fog | None = None) -> Linear:
    """(H, W, 4) linear premultiplied RGBA of one layer under `gains` (linear RGB per group; absent groups are dark)."""
    layer = plates.layers[name]
    ramp = (np.arange(256, dtype=np.float64) / 255) ** GAMMA
    light = [np.outer(ramp * p, gains.get(g, (0.0, 0.0, 0.0))) for g, p in zip(layer.groups, layer.peaks, strict=True)]
    shape = layer.codes.shape[1:3]
    alpha = np.full(shape, 255, np.uint8) if layer.alpha is None else layer.alpha
    thick = np.zeros(256)
    colour: RGB = (0.0, 0.0, 0.0)
    depth = layer.depth
    if fog is not None and depth is not None:
        thick = fog.most * (1 - np.exp(-plates.metres() * fog.per_metre))
        colour = fog.colour
    out = np.empty((*shape, 4), np.float32)
    _mix(
        layer.codes,
        np.asarray(light, np.float32),
        alpha,
        alpha if depth is None else depth,
        thick.astype(np.float32),
        np.asarray(colour, np.float32),
        np.float32(CLIP),
        out,
    )
    return out


@compiled
def _mix(
    codes: Codes,
    light: Linear,
    alpha: Codes,
    depth: Codes,
    thick: Linear,
    fog: Linear,
    clip: np.float32,
    out: Linear,
) -> None:
    groups, height, width = codes.shape[0], codes.shape[1], codes.shape[2]
    for y in range(height):
        for x in range(width):
            a = alpha[y, x] * np.float32(1 / 255)
            k = thick[depth[y, x]]
            for c in range(3):
                total = np.float32(0)
                for g in range(groups):
                    total += light[g, codes[g, y, x, c], c]
                total = min(total, clip)
                out[y, x, c] = total + (fog[c] * a - total) * k
            out[y, x, 3] = a


def defocus(layer: Linear, radius: float) -> Linear:
    """`layer` out of focus: every point becomes a disc of `radius` pixels, and every lamp a disc of light."""
    if radius < 0.6:
        return layer
    shrink = max(1, int(radius // 3))
    height, width = layer.shape[:2]
    small = layer
    if shrink > 1:
        small = cv2.resize(layer, (width // shrink, height // shrink), interpolation=cv2.INTER_AREA)
    small = cv2.filter2D(small, -1, disc(radius / shrink), borderType=cv2.BORDER_REPLICATE)
    if shrink > 1:
        small = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(small, dtype=np.float32)


def disc(radius: float) -> Linear:
    """Anti-aliased round kernel that adds up to 1."""
    n = int(np.ceil(radius + 0.5))
    yy, xx = np.mgrid[-n : n + 1, -n : n + 1]
    kernel = np.clip(radius + 0.5 - np.hypot(xx, yy), 0, 1)
    return np.asarray(kernel / kernel.sum(), np.float32)


def focus_blend(sharp: Linear, blurred: Linear, amount: Linear) -> None:
    """`sharp` becomes `blurred` where `amount` (H, W) is 1; premultiplied pictures, in place."""
    sharp += (blurred - sharp) * amount[..., None]


def develop(layer: Linear, exposure: float, curve: Linear) -> Codes:
    """(H, W, 4) premultiplied BGRA codes of a linear layer; `curve` comes from `tone.table`."""
    out = np.empty(layer.shape, np.uint8)
    _develop(layer, np.float32(exposure), curve, out)
    return out


@compiled
def _develop(layer: Linear, exposure: np.float32, curve: Linear, out: Codes) -> None:
    last = tone.TABLE_SIZE - 1
    scale = np.float32(last * last / tone.TABLE_MAX)
    for y in range(layer.shape[0]):
        for x in range(layer.shape[1]):
            a = min(max(layer[y, x, 3], np.float32(0)), np.float32(1))
            straight = exposure / max(a, np.float32(1e-3)) * scale
            for c in range(3):
                i = min(last, int(np.sqrt(max(np.float32(0), layer[y, x, c] * straight))))
                out[y, x, 2 - c] = np.uint8(curve[i] * a + np.float32(0.5))
            out[y, x, 3] = np.uint8(a * 255 + np.float32(0.5))

"""Spray in the air: spindrift off the crest, the torn edge of the lip, the cloud where it lands.

Each is a few sheets standing on a line of the wave. A sheet knows, for every pixel it covers, where along the wave
and how high in the spray that is; per frame noise is drawn over them. Sheets only thicken each other, so order does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from walkon.stage.compiled import compiled
from walkon.stage.sea import shape
from walkon.stage.sea.light import SeaLight
from walkon.stage.sea.noise import between
from walkon.stage.sea.raster import rasterise
from walkon.stage.sea.view import Lens
from walkon.stage.sea.water import SKY_DEPTH, through_water

Floats = npt.NDArray[np.float32]
F = np.float32

HIGH = 28  # rows of a sheet
U, UP, THICK, SUN, SIZE = 0, 1, 2, 3, 4  # metres along; 0..1 up; density; sunlight 0..1; metres from foot to top
NUMBERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Spray that rises from `foot` (C, 3) by `rise` (C, 3) metres and hangs down by `sag`; `thick` (C,) is its density."""

    foot: Floats
    rise: Floats
    sag: float
    thick: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Veil:
    """`at` (n,) int32 pixel numbers; `pixels` (n, `NUMBERS`): what every sheet is at every pixel it covers."""

    at: npt.NDArray[np.int32]
    pixels: Floats


def veil(surface: shape.Surface, lens: Lens, light: SeaLight, depth: Floats, wind: float) -> Veil:
    """All sheets of `surface` seen through `lens` before the water at `depth` (H, W)."""
    places, numbers = [], []
    sun = lens.unturned(light.sun_direction)
    for sheet in [*_spindrift(surface, wind), *_edge(surface), *_landing(surface)]:
        at, pixels = _seen(sheet, surface, lens, sun, depth)
        places.append(at)
        numbers.append(pixels)
    return Veil(at=np.concatenate(places), pixels=np.concatenate(numbers))


def _spindrift(surface: shape.Surface, wind: float) -> list[Sheet]:
    """Blown back off the crest by the wind from the shore."""
    high = surface.height
    top = surface.points[surface.root : surface.back + 8, :, 1].argmax(axis=0) + surface.root
    crest = np.take_along_axis(surface.points, top[None, :, None], axis=0)[0]
    steep = np.clip((surface.breaking - 0.22) / 0.3, 0, 1) * np.clip(crest[:, 1] / high * 1.4 - 0.3, 0, 1)
    sheets = []
    for share, up, back, thick in (
        (0.10, 0.8, -0.2, 2.6), (0.16, 1.1, 0.3, 2.2), (0.28, 1.0, 0.5, 1.5), (0.42, 0.95, 0.7, 0.9), (0.60, 0.9, 0.8, 0.5),
    ):  # fmt: skip
        size = share * high * (0.55 + 0.45 * wind)
        rise = np.array([-0.45 * size, up * size, back * size * wind], np.float32)
        foot = crest + np.array([0, -0.01, 0.02], np.float32) * high
        sheets.append(_sheet(foot, rise, 0.12, steep * thick))
    return sheets


def _edge(surface: shape.Surface) -> list[Sheet]:
    """Torn off the lip as it falls."""
    high = surface.height
    edge = surface.points[surface.edge]
    way = edge - surface.points[surface.edge - 6]
    way = way / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-3)
    thrown = np.clip((surface.breaking - 0.40) / 0.25, 0, 1)
    sheets = []
    for length, up, out, thick in (
        (0.07, 0.0, 0.0, 4.0), (0.12, 0.35, -0.75, 3.0), (0.12, 0.0, 0.6, 2.2), (0.22, 0.55, -0.55, 1.8), (0.26, 0.15, -0.30, 1.4),
        (0.38, 0.50, -0.25, 0.8),
    ):  # fmt: skip
        aside = np.array([-0.15, up, out], np.float32)
        foot = np.asarray(edge - way * 0.02 * high, np.float32)
        sheets.append(_sheet(foot, (way + aside) * length * high, 0.25, np.asarray(thrown * thick, np.float32)))
    return sheets


def _landing(surface: shape.Surface) -> list[Sheet]:
    """Thrown up where the lip comes down, and the cloud that stays behind."""
    high = surface.height
    fallen = np.clip(surface.breaking - 1, 0, 1)[:, None]
    edge = surface.points[surface.edge] * (1 - fallen) + surface.points[shape.ROWS_NEAR + 3 * shape.FINE] * fallen
    landed = np.clip((surface.breaking - 0.90) * 10, 0, 1)
    age = np.clip((surface.throwing + 3 - edge[:, 0]) / (1.6 * high), 0, 1)
    near = 1 / (1 + (np.maximum(surface.throwing - 30 - edge[:, 0], 0) / 40) ** 2)
    sheets = []
    for out, size, lean, thick in (
        (-1.30, 0.05, -1.2, 1.6), (-0.95, 0.09, -1.0, 2.0), (-0.65, 0.15, -0.8, 2.2), (-0.40, 0.22, -0.6, 2.0),
        (-0.15, 0.34, -0.4, 1.7), (0.10, 0.48, -0.2, 1.4), (0.35, 0.62, 0.0, 1.1), (0.60, 0.80, 0.2, 0.7), (0.9, 1.05, 0.4, 0.4),
    ):  # fmt: skip
        foot = edge.copy()
        foot[:, 1] = -0.04 * high
        foot[:, 2] += out * 0.35 * high
        reach = (0.40 + 0.60 * age)[:, None] * size * high
        rise = np.array([0.25, 1.0, lean], np.float32) * reach
        sheets.append(_sheet(foot, rise, 0.15, landed * near * thick))
    return sheets


def _sheet(foot: Floats, rise: Floats, sag: float, thick: Floats) -> Sheet:
    return Sheet(
        foot=np.asarray(foot, np.float32),
        rise=np.asarray(np.broadcast_to(rise, foot.shape), np.float32),
        sag=sag,
        thick=np.asarray(thick, np.float32),
    )


def _seen(
    sheet: Sheet, surface: shape.Surface, lens: Lens, sun: Floats, depth: Floats
) -> tuple[npt.NDArray[np.int32], Floats]:
    used = np.flatnonzero(sheet.thick > 0.01)
    empty = np.zeros(0, np.int32), np.zeros((0, NUMBERS), np.float32)
    if len(used) < 2:
        return empty
    columns = slice(max(0, used[0] - 1), used[-1] + 2)
    up = np.linspace(0, 1, HIGH, dtype=np.float32)[:, None, None]
    size = np.linalg.norm(sheet.rise, axis=1, keepdims=True)
    fall = np.array([0, 1, 0], np.float32) * sheet.sag * size
    points = np.ascontiguousarray((sheet.foot + sheet.rise * up - fall * up**2)[:, columns])
    hits = np.empty((*depth.shape, 3), np.float32)
    hits[...] = (0, 0, SKY_DEPTH)
    rasterise(lens.screen(points), hits)
    soft = 0.06 * surface.height
    inside = hits[..., 2] < np.minimum(depth + soft, SKY_DEPTH)
    at = np.flatnonzero(inside).astype(np.int32)
    if len(at) == 0:
        return empty
    shadow = np.exp(-through_water(surface, points, sun) * 0.9)
    where = hits[inside]
    grids = np.stack(
        [
            points[..., 0],
            np.broadcast_to(up[..., 0], shadow.shape),
            np.broadcast_to(sheet.thick[columns], shadow.shape),
            shadow,
        ],
        -1,
    )
    pad = -len(at) % 1024
    column = np.pad(where[:, 0], (0, pad)).reshape(-1, 1024)
    row = np.pad(where[:, 1], (0, pad)).reshape(-1, 1024)
    found = cv2.remap(np.ascontiguousarray(grids, np.float32), column, row, cv2.INTER_LINEAR).reshape(-1, 4)[: len(at)]
    found[:, THICK] *= np.clip((depth[inside] + soft - where[:, 2]) / (2.5 * soft), 0, 1)
    sizes = np.interp(found[:, 0], points[0, :, 0], size[columns, 0])
    return at, np.ascontiguousarray(np.concatenate([found, sizes[:, None]], 1), np.float32)


@compiled
def blow(
    pixels: Floats,
    at: npt.NDArray[np.int32],
    tile: Floats,
    drift: np.float32,
    lift: np.float32,
    out: Floats,
) -> None:
    """Add the spray's optical depth, and that times its sunlight, to the rows `at` of `out` (n, 2)."""
    for i in range(pixels.shape[0]):
        p = pixels[i]
        u = p[U] + drift
        high = p[UP] * p[SIZE]
        lean = u + high * F(0.8)
        big = between(tile, 0, lean * F(512 / 26.0), (high - lift) * F(512 / 17.0))
        small = between(tile, 0, lean * F(512 / 7.3) + F(150), (high - lift * F(1.4)) * F(512 / 5.1))
        gust = between(tile, 0, u * F(512 / 61.0) + F(300), F(40) + lift * F(9))
        # Dense at the foot, torn away towards the top, further up in a gust.
        reach = F(0.35) + F(1.1) * gust
        level = p[UP] / reach
        body = F(0.60) * big + F(0.50) * small - F(0.20) - F(0.62) * level
        body = max(F(0), body)
        drops = between(tile, 1, lean * F(512 / 3.1), (high - lift) * F(512 / 3.1))
        soft = min(F(1), (F(1) - p[UP]) * 4) * min(F(1), p[UP] * 14 + F(0.25))
        tau = p[THICK] * soft * (body * (F(2.2) + F(1.6) * drops) + max(F(0), body + F(0.12)) * drops * F(1.2))
        out[at[i], 0] += tau
        out[at[i], 1] += tau * p[SUN]

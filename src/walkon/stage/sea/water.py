"""The water of one shot, prepared: what every pixel of it needs to be lit, frame after frame, while the sea streams by.

The camera rides with the wave, so its shape stands still in the picture and only what is on it moves: ripples and foam
slide along the wave's own coordinates. Everything that does not change is worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from walkon.stage.compiled import compiled
from walkon.stage.sea import ripples, shape
from walkon.stage.sea.light import SeaLight
from walkon.stage.sea.raster import rasterise
from walkon.stage.sea.view import Lens

Floats = npt.NDArray[np.float32]

SAMPLES = 2  # per pixel and direction, for soft edges
SKY_DEPTH = 1e9

A, S = 0, 1  # metres along crest and stream
N, V, H = 2, 5, 8  # normal, view, colour of the air at the horizon (three numbers each)
FADE = 11  # of the three sizes of ripples
FOAM, STREAK = 14, 15  # how much foam; how much of it in streaks
THROUGH = 16  # light that comes through the water
FOG, OPEN, ROUGH = 19, 20, 21  # share of air; how much sky is seen; unresolved slope
LIT, FOAM_LIT = 22, 23  # sun on water, sun on foam
NUMBERS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Water:
    """`at` (n,) int32 pixel numbers row by row; `pixels` (n, `NUMBERS`) float32; `alpha` (H, W) 0..1 share covered.

    `depth` (H, W) metres, `SKY_DEPTH` in the sky; `along` (3,) the crest's direction in the camera's axes.
    """

    at: npt.NDArray[np.int32]
    pixels: Floats
    alpha: Floats
    depth: Floats
    along: Floats


def water(surface: shape.Surface, lens: Lens, light: SeaLight, horizon: Floats) -> Water:
    """Everything about `surface` seen through `lens`. `horizon` (H, W, 3) is the air's colour behind every pixel."""
    column, row, depth, alpha = _seen(surface, lens)
    inside = alpha > 0
    at = np.flatnonzero(inside).astype(np.int32)
    columns, rows = column[inside][:, None], row[inside][:, None]

    def pick(grid: Floats) -> Floats:
        parts = np.ascontiguousarray(grid, np.float32)
        return np.asarray(_lookup(parts, columns, rows).reshape(len(at), -1))

    n = lens.turned(shape.normals(surface.points))
    sun = light.sun_direction
    thick = _thickness(surface, lens.unturned(sun))
    view = lens.directions()
    p = np.zeros((len(at), NUMBERS), np.float32)
    metres = _lookup(np.stack([surface.points[..., 0], surface.stream], -1), column, row)
    p[:, [A, S]] = metres[inside]
    p[:, N : N + 3] = pick(n)
    p[:, N : N + 3] /= np.maximum(np.linalg.norm(p[:, N : N + 3], axis=1, keepdims=True), 1e-6)
    p[:, V : V + 3] = view[inside]
    p[:, H : H + 3] = horizon[inside]
    foam, streaks = _foam(surface)
    p[:, FOAM], p[:, STREAK] = pick(foam)[:, 0], pick(streaks)[:, 0]
    footprint = _footprint(metres, depth)[inside]
    for i, (length, slope) in enumerate(zip(ripples.LENGTHS, ripples.SLOPES, strict=True)):
        cell = length / ripples.SIDE * (5, 4, 3)[i]
        p[:, FADE + i] = 1 / (1 + (footprint / cell) ** 2)
        p[:, ROUGH] += (slope * (1 - p[:, FADE + i])) ** 2
    p[:, ROUGH] = np.sqrt(p[:, ROUGH])
    facing = p[:, N : N + 3] @ sun
    metres_of_water = pick(thick)[:, 0]
    phase = 0.30 + 0.70 * np.clip(p[:, V : V + 3] @ sun, 0, 1) ** 2
    passed = np.asarray(light.through, np.float32) ** (metres_of_water[:, None] * 6.4 / surface.height)
    lip = pick(surface.lip)
    passed *= 1 - 0.6 * np.clip(-4 * lip, 0, 1) - 0.35 * np.clip(6 * lip - 5, 0, 1)
    p[:, THROUGH : THROUGH + 3] = passed * (
        np.asarray(light.sun, np.float32) * 0.20 * phase[:, None] + np.asarray(light.foam_sky, np.float32) * 0.22
    )
    p[:, FOG] = 1 - np.exp(-depth[inside] * light.fog)
    p[:, OPEN] = pick(_open(surface))[:, 0]
    shadow = np.exp(-metres_of_water * 2.5)
    p[:, LIT] = np.clip(facing * 6, 0, 1) * shadow
    p[:, FOAM_LIT] = np.clip(0.45 + 0.55 * facing, 0, 1) * (0.12 + 0.88 * np.exp(-metres_of_water * 0.55))
    along = lens.turned(np.array([1, 0, 0], np.float32))
    return Water(at=at, pixels=p, alpha=alpha, depth=depth, along=along)


def reflect(sky: Floats, surface: shape.Surface, lens: Lens, light: SeaLight) -> Floats:
    """What the water mirrors: `sky` (M, M, 3; see `Sky.mirror`) with the wave before it, seen from the trough."""
    side = len(sky)
    wave = lens.view.wave
    place = np.array([wave.throwing + 0.75 * wave.run, 0.05 * wave.height, -1.5 * wave.height], np.float32)
    seen = lens.turned(surface.points - place)
    distance = np.linalg.norm(seen, axis=-1)
    d = seen / np.maximum(distance[..., None], 1e-6)
    up = 1 + np.maximum(d[..., 1], -0.6)
    screen = np.stack([(d[..., 0] / up + 1) * side / 2 - 0.5, (d[..., 2] / up + 1) * side / 2 - 0.5, distance], -1)
    first = shape.ROWS_NEAR + 3 * shape.FINE
    hits = np.empty((side, side, 3), np.float32)
    hits[...] = (0, 0, SKY_DEPTH)
    rasterise(np.ascontiguousarray(screen[first : surface.back + 30], np.float32), hits)
    covered = np.asarray(hits[..., 2] < SKY_DEPTH, np.float32)
    metres = _thickness(surface, lens.unturned(light.sun_direction))
    foam, _ = _foam(surface)
    passed = np.asarray(light.through, np.float32) ** (metres[..., None] * 6.4 / surface.height)
    colour = np.asarray(light.body, np.float32) + passed * np.asarray(light.sun, np.float32) * 0.10
    white = np.clip(foam * 1.6 - 0.5, 0, 1)[..., None]
    colour = colour * (1 - white) + white * np.asarray(light.foam_sky, np.float32) * 0.7
    colour += 0.05 * sky.mean(axis=(0, 1))
    wave_seen = _lookup(np.ascontiguousarray(colour[first:], np.float32), hits[..., 0].copy(), hits[..., 1].copy())
    hidden = cv2.GaussianBlur(covered, (0, 0), 2.6)[..., None]
    wave_seen = cv2.GaussianBlur(wave_seen * covered[..., None], (0, 0), 2.6)
    return np.ascontiguousarray(sky * (1 - hidden) + wave_seen, np.float32)


def _seen(surface: shape.Surface, lens: Lens) -> tuple[Floats, Floats, Floats, Floats]:
    """(H, W) grid column, grid row, depth and share covered of every pixel, from the nearest of its samples."""
    height, width = lens.height, lens.width
    fine = np.empty((height * SAMPLES, width * SAMPLES, 3), np.float32)
    fine[...] = (0, 0, SKY_DEPTH)
    rasterise(lens.screen(surface.points, SAMPLES), fine)
    blocks = fine.reshape(height, SAMPLES, width, SAMPLES, 3).transpose(0, 2, 1, 3, 4).reshape(height, width, -1, 3)
    nearest = blocks[..., 2].argmin(axis=-1)
    best = np.take_along_axis(blocks, nearest[..., None, None], axis=2)[:, :, 0]
    alpha = (blocks[..., 2] < SKY_DEPTH).mean(axis=-1, dtype=np.float32)
    return (
        np.ascontiguousarray(best[..., 0]),
        np.ascontiguousarray(best[..., 1]),
        np.ascontiguousarray(best[..., 2]),
        alpha,
    )


def _lookup(grid: Floats, column: Floats, row: Floats) -> Floats:
    """`grid` (R, C[, k]) between its points."""
    if column.shape[1] == 1:  # a list of pixels: remap takes no more than 32767 rows
        folded = -(-len(column) // 1024)
        pad = folded * 1024 - len(column)
        c = np.pad(column[:, 0], (0, pad)).reshape(folded, 1024)
        r = np.pad(row[:, 0], (0, pad)).reshape(folded, 1024)
        found = _lookup(grid, c, r)
        return found.reshape(folded * 1024, -1)[: len(column)]
    if grid.ndim == 3 and grid.shape[2] > 4:
        raise ValueError("at most four numbers at a time")
    return np.asarray(cv2.remap(grid, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _footprint(metres: Floats, depth: Floats) -> Floats:
    """(H, W) how many metres of water one pixel covers, between its longer and its shorter side."""

    def least(axis: int) -> Floats:
        step = np.abs(np.diff(metres, axis=axis)).astype(np.float32)
        first, last = [slice(None)] * 3, [slice(None)] * 3
        first[axis], last[axis] = slice(0, 1), slice(-1, None)
        before = np.concatenate([step[tuple(first)], step], axis)
        after = np.concatenate([step, step[tuple(last)]], axis)
        return np.asarray(np.minimum(before, after))

    x, y = least(1), least(0)
    across, down = np.hypot(x[..., 0], x[..., 1]), np.hypot(y[..., 0], y[..., 1])
    longer, shorter = np.maximum(across, down), np.minimum(across, down)
    return np.asarray(np.where(depth < SKY_DEPTH, longer**0.72 * shorter**0.28, 0), np.float32)


def _thickness(surface: shape.Surface, sun: Floats) -> Floats:
    """(R, C) metres of water between every point and the sun."""
    thick = through_water(surface, surface.points, sun)
    sheet = 0.30 + 1.2 * (1 - np.abs(surface.lip))
    in_lip = np.clip(np.abs(surface.lip) * 4, 0, 1)
    return np.asarray(thick * (1 - in_lip) + np.minimum(thick, sheet) * in_lip, np.float32)


def through_water(surface: shape.Surface, places: Floats, sun: Floats) -> Floats:
    """(R, C) metres of the wave between `places` (R, C, 3) a, y, b and the sun in direction `sun` a, y, b."""
    points = surface.points
    a = np.arange(-70, 70, 0.4, np.float32) + points[0, points.shape[1] // 2, 0]
    b = np.arange(-26, 60, 0.3, np.float32)
    tops = np.empty((points.shape[1], len(b)), np.float32)
    for c in range(points.shape[1]):
        outer, inner = points[surface.edge :, c], points[: surface.edge, c]
        tops[c] = np.interp(b, outer[:, 2], outer[:, 1])
        before = b < outer[0, 2]
        tops[c, before] = np.interp(b[before], inner[: surface.root, 2], inner[: surface.root, 1])
    columns = np.interp(a, points[0, :, 0], np.arange(points.shape[1])).astype(np.float32)
    rows = np.broadcast_to(np.arange(len(b), dtype=np.float32), (len(a), len(b)))
    tops = cv2.remap(tops, rows, np.broadcast_to(columns[:, None], rows.shape).astype(np.float32), cv2.INTER_LINEAR)
    steep = sun.copy()
    steep[1] = max(steep[1], 0.20)  # light bends downwards as it enters
    thick = np.empty(places.shape[:2], np.float32)
    march_through(places, tops, np.array([a[0], 0.4, b[0], 0.3], np.float32), steep, thick)
    return thick


def _open(surface: shape.Surface) -> Floats:
    """(R, C) share of the sky that a point on the face sees past the lip's edge."""
    edge = surface.points[surface.edge]
    down = surface.points[..., 1] - edge[None, :, 1]
    out = surface.points[..., 2] - edge[None, :, 2]
    angle = np.arctan2(np.maximum(-down, 0.0), np.maximum(out, 0.02)) / (np.pi / 2)
    inner = (np.arange(len(surface.points)) <= surface.edge)[:, None]
    under = inner & (out > 0)
    thrown = (np.clip((surface.breaking - 0.4) / 0.3, 0, 1) * np.clip(2 - surface.breaking, 0, 1))[None]
    return np.asarray(1 - np.where(under, (1 - np.clip(angle, 0, 1)) * thrown, 0) * 0.92, np.float32)


def _foam(surface: shape.Surface) -> tuple[Floats, Floats]:
    """(R, C) how much of the water is white, 0..1, and how much of that is drawn out into streaks."""
    lip, breaking = surface.lip, surface.breaking[None]
    rows = np.arange(len(lip))[:, None]
    broken = np.clip((breaking - 0.30) / 0.7, 0, 1)
    outer = np.clip((-lip - 0.10) / 0.60, 0, 1) * (0.35 + 0.65 * broken)
    inner = np.clip((lip - 0.72) / 0.28, 0, 1) * broken * 0.8
    heap = np.clip((breaking - 1.0) * 1.6, 0, 1) * (
        (rows > shape.ROWS_NEAR + 1.6 * shape.FINE) & (rows < surface.back + 10)
    )
    crest = np.exp(-(((rows - surface.root - 4) / 7) ** 2)) * np.exp(-(((breaking - 0.42) / 0.20) ** 2)) * 0.85
    height = np.clip(surface.points[..., 1] / surface.height, 0, 1)
    before = rows < surface.root
    face = np.where(before, (0.36 - 0.10 * height) * np.clip(breaking * 2.4, 0, 1), 0)
    landing = surface.points[surface.edge][None, :, 2]
    lands = np.exp(-(((surface.points[..., 2] - landing) / 2.2) ** 2)) * np.clip((breaking - 0.86) * 8, 0, 1)
    lands = np.where(before & (height < 0.2), lands, 0)
    sea = np.where(before, 0.20, 0.10)
    foam = np.maximum.reduce([outer, inner, heap + 0 * lip, crest, face + 0 * lip, lands, sea + 0 * lip])
    streaks = np.clip(height * 1.6, 0, 1) * np.ones_like(lip)
    return np.asarray(foam, np.float32), np.asarray(streaks, np.float32)


def _smooth(u: Floats) -> Floats:
    u = np.clip(u, 0, 1)
    return np.asarray(u * u * (3 - 2 * u), np.float32)


@compiled
def march_through(points: Floats, tops: Floats, grid: Floats, sun: Floats, out: Floats) -> None:
    """`out` (R, C): metres under `tops` (at a, b; `grid` = first a, step, first b, step) from every point towards the sun."""
    for r in range(points.shape[0]):
        for c in range(points.shape[1]):
            a, y, b = points[r, c, 0], points[r, c, 1], points[r, c, 2]
            metres = np.float32(0)
            step = np.float32(0.12)
            reach = np.float32(0.04)
            while reach < 90:
                u = (a + sun[0] * reach - grid[0]) / grid[1]
                v = (b + sun[2] * reach - grid[2]) / grid[3]
                if u < 0 or u >= tops.shape[0] - 1 or v >= tops.shape[1] - 1:
                    break
                if v < 0:
                    reach += 2
                    continue
                i, j = int(u), int(v)
                fu, fv = u - i, v - j
                top = (tops[i, j] * (1 - fv) + tops[i, j + 1] * fv) * (1 - fu) + (
                    tops[i + 1, j] * (1 - fv) + tops[i + 1, j + 1] * fv
                ) * fu
                under = top - (y + sun[1] * reach)
                metres += step * max(np.float32(0), min(np.float32(1), under * 4 + np.float32(0.5)))
                reach += step
                step *= np.float32(1.16)
            out[r, c] = metres

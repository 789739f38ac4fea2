"""Water lit pixel by pixel: ripples on the shape, the sky in them, light through the crest, foam, haze."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from walkon.stage.compiled import compiled, inlined
from walkon.stage.sea.noise import between
from walkon.stage.sea.ripples import LENGTHS, SIDE
from walkon.stage.sea.water import (
    FADE,
    FOAM,
    FOAM_LIT,
    FOG,
    LIT,
    OPEN,
    ROUGH,
    STREAK,
    THROUGH,
    A,
    H,
    N,
    S,
    V,
)  # fmt: skip

Floats = npt.NDArray[np.float32]

F = np.float32
CELLS = tuple(F(SIDE / length) for length in LENGTHS)
PER_M0, PER_M1, PER_M2 = CELLS
LACE, LACE_WIDE, CLUMP, STREAKS, PUFF = F(512 / 6.3), F(512 / 21.0), F(512 / 33.0), F(512 / 9.5), F(512 / 14.0)


@inlined
def _two(tile: Floats, size: int, x: np.float32, y: np.float32) -> tuple[np.float32, np.float32]:
    """Both slopes at cell (x, y) of one repeating size, between its cells."""
    ix, iy = int(np.floor(x)), int(np.floor(y))
    fx, fy = x - F(ix), y - F(iy)
    m = tile.shape[1] - 1
    x0, y0 = ix & m, iy & m
    x1, y1 = (ix + 1) & m, (iy + 1) & m
    w00, w01, w10, w11 = (1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy
    return (
        tile[size, y0, x0, 0] * w00
        + tile[size, y0, x1, 0] * w01
        + tile[size, y1, x0, 0] * w10
        + tile[size, y1, x1, 0] * w11,
        tile[size, y0, x0, 1] * w00
        + tile[size, y0, x1, 1] * w01
        + tile[size, y1, x0, 1] * w10
        + tile[size, y1, x1, 1] * w11,
    )


@compiled
def shade(
    pixels: Floats,
    at: npt.NDArray[np.int32],
    slopes: Floats,
    foam: Floats,
    mirror: Floats,
    along: Floats,
    colours: Floats,
    drift: np.float32,
    climb: np.float32,
    exposure: np.float32,
    out: Floats,
) -> None:
    """Write linear RGB of `pixels` into the rows `at` of `out` (n, 3).

    `colours` (5, 3): direction to the sun, its light, the water's own colour, the sky's light on foam, (sharpness of its
    glitter; cells from foam's light to its dark side along the crest and the stream).
    `drift`, `climb`: metres the water has streamed along the crest and up the face.
    """
    half = F(mirror.shape[0] * 0.5)
    last = F(mirror.shape[0] - 1.001)
    lean_a, lean_s = colours[4, 1], colours[4, 2]
    sx, sy, sz = colours[0, 0], colours[0, 1], colours[0, 2]
    for i in range(pixels.shape[0]):
        p = pixels[i]
        a, s = p[A] + drift, p[S] - climb
        nx, ny, nz = p[N], p[N + 1], p[N + 2]
        vx, vy, vz = p[V], p[V + 1], p[V + 2]
        # Tangents along the crest and up the stream.
        k = along[0] * nx + along[1] * ny + along[2] * nz
        tx, ty, tz = along[0] - k * nx, along[1] - k * ny, along[2] - k * nz
        ux, uy, uz = ty * nz - tz * ny, tz * nx - tx * nz, tx * ny - ty * nx
        ga, gs = F(0), F(0)
        if p[FADE] > 0.02:
            d0, e0 = _two(slopes, 0, a * PER_M0, s * PER_M0)
            ga += d0 * p[FADE]
            gs += e0 * p[FADE]
        if p[FADE + 1] > 0.02:
            d1, e1 = _two(slopes, 1, a * PER_M1 + F(31), s * PER_M1 * F(0.8))
            ga += d1 * p[FADE + 1]
            gs += e1 * p[FADE + 1]
        if p[FADE + 2] > 0.02:
            d2, e2 = _two(slopes, 2, a * PER_M2, s * PER_M2 * F(0.8) + F(77))
            ga += d2 * p[FADE + 2]
            gs += e2 * p[FADE + 2]
        mx, my, mz = nx - ga * tx - gs * ux, ny - ga * ty - gs * uy, nz - ga * tz - gs * uz
        q = 1 / np.sqrt(mx * mx + my * my + mz * mz)
        mx, my, mz = mx * q, my * q, mz * q
        # Ripples that would face away bend towards the eye: one sees their near sides only.
        facing = -(mx * vx + my * vy + mz * vz)
        if facing < 0.12:
            bent = F(0.12) * np.exp((facing - F(0.12)) * F(1 / 0.12))
            mx, my, mz = mx - vx * (bent - facing), my - vy * (bent - facing), mz - vz * (bent - facing)
            facing = bent
        rough = p[ROUGH]
        base = 1 - facing
        fresnel = F(0.02) + F(0.98) * base * base * base * base * base / (1 + F(16) * rough * np.sqrt(rough + F(1e-6)))
        rx, ry, rz = vx + 2 * facing * mx, vy + 2 * facing * my, vz + 2 * facing * mz
        seen = p[OPEN]
        up = abs(ry) + 1  # what would mirror other water mirrors the sky a second time
        out_at = F(0.955) * up / max(F(0.955) * up, np.sqrt(rx * rx + rz * rz)) / up
        ix = min(last, max(F(0), (rx * out_at + 1) * half - F(0.5)))
        iz = min(last, max(F(0), (rz * out_at + 1) * half - F(0.5)))
        jx, jz = int(ix), int(iz)
        fx, fz = ix - jx, iz - jz
        to_sun = max(F(0), rx * sx + ry * sy + rz * sz)
        sharp = colours[4, 0] / (1 + rough * 14)
        glint = np.exp((to_sun - 1) * sharp) * p[LIT] * F(0.02) * sharp * fresnel
        lace = between(foam, 0, a * LACE, s * LACE)
        wide = between(foam, 0, s * LACE_WIDE * F(0.8) + F(99), a * LACE_WIDE)
        clump = between(foam, 1, a * CLUMP, s * CLUMP * F(0.7))
        streak = between(foam, 2, a * STREAKS, s * STREAKS * F(0.6))
        # Old foam is lace between holes, thick foam is clumps; both are drawn out where the face stretches them.
        net = lace * (F(0.35) + F(0.65) * wide) + F(0.35) * wide
        loose = F(0.42) * net + F(0.46) * clump + F(0.24) * streak
        puff = between(foam, 3, a * PUFF, s * PUFF * F(0.8))
        thick_foam = F(0.26) * clump + F(0.30) * puff + F(0.40) * streak * p[STREAK] + F(0.14) * lace
        m = p[FOAM]
        pattern = loose + (thick_foam - loose) * m
        width = F(0.30) - F(0.06) * m + F(0.4) * (1 - p[FADE + 1])
        white = (pattern - (F(0.92) - F(0.88) * m)) / width
        white = min(F(1), max(F(0), white))
        white = white * white * (F(2.4) - F(1.4) * white)
        bump = puff - between(foam, 3, a * PUFF - lean_a, s * PUFF * F(0.8) + lean_s)
        grain = between(foam, 3, a * F(70) + F(40), s * F(60))
        relief = (
            F(0.70)
            + max(F(-0.34), F(0.95) * bump)
            + F(0.34) * (puff - F(0.4))
            + F(0.22) * (grain - F(0.4)) * p[FADE + 2]
        )
        relief = max(F(0.30), relief + F(0.22) * (ga + gs))
        inner = max(F(0.2), F(0.55) + F(0.7) * streak + F(1.5) * gs + F(0.8) * ga)
        for c in range(3):
            sky = (mirror[jz, jx, c] * (1 - fx) + mirror[jz, jx + 1, c] * fx) * (1 - fz) + (
                mirror[jz + 1, jx, c] * (1 - fx) + mirror[jz + 1, jx + 1, c] * fx
            ) * fz
            own = colours[2, c] + p[THROUGH + c] * inner
            dark = own * F(0.8)
            v = own * (1 - fresnel) + (sky * seen + dark * (1 - seen)) * fresnel + colours[1, c] * glint
            w = (colours[3, c] * (F(0.35) + F(0.65) * p[OPEN]) + colours[1, c] * p[FOAM_LIT] * F(0.36)) * relief
            v += (w - v) * white * F(0.94)
            out[at[i], c] = (v + (p[H + c] - v) * p[FOG]) * exposure

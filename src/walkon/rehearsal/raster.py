"""Which triangle is seen at each pixel, and how far away; the same for the light, for shadows."""

from __future__ import annotations

import math

from walkon.rehearsal.curves import Array
from walkon.rehearsal.mesh import Material
from walkon.stage.compiled import compiled, inlined

_INNER_LIP, _STRANDS, _FRAME = int(Material.INNER_LIP), int(Material.STRANDS), int(Material.FRAME)
FAR = 1e9
_SHARP = 3.0  # strands' edges are soft over a third of the noise's range: about a pixel
_EDGE_ON = 3.5  # shells whose normals are further than acos(1 / 3.5) from the camera fade out
_NOTHING, _EVERYTHING = 0.03, 0.97  # cover that is not worth drawing, and that hides all


@inlined
def _strand_cover(strands: Array, tu: float, tv: float, threshold: float) -> float:
    """How much of a place the strands there hide, 0 to 1: noise against a threshold, with soft edges."""
    rows, columns = strands.shape
    x, y = tu * columns, tv * rows
    i, j = math.floor(x), math.floor(y)
    x, y = x - i, y - j
    i, j = int(i) % columns, int(j) % rows
    k, m = (i + 1) % columns, (j + 1) % rows
    noise = (1 - y) * ((1 - x) * strands[j, i] + x * strands[j, k]) + y * ((1 - x) * strands[m, i] + x * strands[m, k])
    hidden: float = min(1.0, max(0.0, (noise - threshold) * _SHARP + 0.5))
    return hidden


@compiled
def visible(
    screen: Array,
    triangles: Array,
    materials: Array,
    uv: Array,
    shell: Array,
    strands: Array,
    depth: Array,
    seen: Array,
    veil_depth: Array,
    veil: Array,
    cover: Array,
    pixel: float,
) -> None:
    """Nearest triangle per pixel into `seen` (H, W) int32, -1 for none, and its distance, cm, into `depth`.

    `screen` (V, 3): x, y pixels and distance. Back sides of skin are skipped. Strands, which come last, are cut by the
    noise `strands` at the vertices' `shell`; where they hide only a share of what is behind, they lie in `veil` and
    `veil_depth` and the share in `cover`. Shells seen from the side fade out; `pixel` is a pixel's width there, cm.
    """
    height, width = depth.shape
    depth[:] = FAR
    seen[:] = -1
    veil[:] = -1
    cover[:] = 0.0
    for f in range(triangles.shape[0]):
        a, b, c = triangles[f, 0], triangles[f, 1], triangles[f, 2]
        x0, y0, x1, y1, x2, y2 = screen[a, 0], screen[a, 1], screen[b, 0], screen[b, 1], screen[c, 0], screen[c, 1]
        area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        material = materials[f]
        if (area >= 0 and material <= _INNER_LIP) or abs(area) < 1e-7:
            continue
        inverse = 1.0 / area
        fade = 1.0
        if material == _STRANDS:
            across = ((screen[b, 2] - screen[a, 2]) * (y2 - y0) - (screen[c, 2] - screen[a, 2]) * (y1 - y0)) * inverse
            down = ((screen[c, 2] - screen[a, 2]) * (x1 - x0) - (screen[b, 2] - screen[a, 2]) * (x2 - x0)) * inverse
            slope = (across * across + down * down) / (pixel * pixel)
            fade = min(1.0, _EDGE_ON / math.sqrt(1.0 + slope))
        top, bottom = max(0, math.ceil(min(y0, y1, y2))), min(height - 1, int(max(y0, y1, y2)))
        left, right = max(0, math.ceil(min(x0, x1, x2))), min(width - 1, int(max(x0, x1, x2)))
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                u = ((x1 - x) * (y2 - y) - (x2 - x) * (y1 - y)) * inverse
                v = ((x2 - x) * (y0 - y) - (x0 - x) * (y2 - y)) * inverse
                w = 1.0 - u - v
                if u < 0 or v < 0 or w < 0:
                    continue
                z = u * screen[a, 2] + v * screen[b, 2] + w * screen[c, 2]
                if z >= depth[y, x]:
                    continue
                if material != _STRANDS:
                    depth[y, x] = z
                    seen[y, x] = f
                    continue
                hides = fade * _strand_cover(
                    strands,
                    u * uv[a, 0] + v * uv[b, 0] + w * uv[c, 0],
                    u * uv[a, 1] + v * uv[b, 1] + w * uv[c, 1],
                    u * shell[a] + v * shell[b] + w * shell[c],
                )
                if hides <= _NOTHING:
                    continue
                if veil[y, x] < 0 or (z < veil_depth[y, x] and hides > 0.5 * cover[y, x]):
                    veil[y, x] = f
                    veil_depth[y, x] = z
                cover[y, x] += hides * (1 - cover[y, x])
                if cover[y, x] > _EVERYTHING:  # nothing shows through: what is behind need not be drawn
                    depth[y, x] = veil_depth[y, x]
                    seen[y, x] = veil[y, x]
                    veil[y, x] = -1
                    cover[y, x] = 0.0


@compiled
def lit_depth(lit: Array, triangles: Array, materials: Array, nearest: Array) -> None:
    """The shadow map: nearness to the light, cm, of what lies first in its way; strands and glasses let light pass.

    `lit` (V, 3): x, y in the map's pixels, and nearness.
    """
    height, width = nearest.shape
    nearest[:] = -FAR
    for f in range(triangles.shape[0]):
        if materials[f] == _STRANDS or materials[f] == _FRAME:
            continue
        a, b, c = triangles[f, 0], triangles[f, 1], triangles[f, 2]
        x0, y0, x1, y1, x2, y2 = lit[a, 0], lit[a, 1], lit[b, 0], lit[b, 1], lit[c, 0], lit[c, 1]
        area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        if abs(area) < 1e-7:
            continue
        inverse = 1.0 / area
        top, bottom = max(0, math.ceil(min(y0, y1, y2))), min(height - 1, int(max(y0, y1, y2)))
        left, right = max(0, math.ceil(min(x0, x1, x2))), min(width - 1, int(max(x0, x1, x2)))
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                u = ((x1 - x) * (y2 - y) - (x2 - x) * (y1 - y)) * inverse
                v = ((x2 - x) * (y0 - y) - (x0 - x) * (y2 - y)) * inverse
                w = 1.0 - u - v
                if u >= 0 and v >= 0 and w >= 0:
                    z = u * lit[a, 2] + v * lit[b, 2] + w * lit[c, 2]
                    nearest[y, x] = max(nearest[y, x], z)

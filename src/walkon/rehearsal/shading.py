"""What each visible point looks like: skin, eyes, teeth, hair and cloth under one strong light and a soft one.

Wrapped diffuse light stands for light that wanders in the skin; highlights are Blinn's; the tone curve and the sRGB-like
gamma end the picture. Everything is float32 and per pixel.
"""

from __future__ import annotations

import math

import numpy as np

from walkon.rehearsal.curves import Array
from walkon.rehearsal.eyes import eye_colour, lash, lid_edges, on_ball
from walkon.rehearsal.mesh import Material
from walkon.rehearsal.skin_canvas import LEFT, PIXELS, TOP
from walkon.rehearsal.vectors import clamp, mixed, unit
from walkon.stage.compiled import compiled, inlined

_SKIN, _INNER_LIP, _EAR = int(Material.SKIN), int(Material.INNER_LIP), int(Material.EAR)
_TEETH, _TONGUE, _CAVITY = int(Material.TEETH), int(Material.TONGUE), int(Material.CAVITY)
_HAIR, _STRANDS, _SHIRT = int(Material.HAIR), int(Material.STRANDS), int(Material.SHIRT)
_MASK = int(Material.MASK)
_CLOTH = 24.0  # texture pixels per cm
_SHADOW_SOFT, _SHADOW_BIAS = 1.2, 1.15  # cm
_BOUNCE = 0.55  # share of soft light that comes back from below
_RIM = 0.05  # soft light along outlines
_CODES = 2048
_TO_CODE = (255.0 * ((np.arange(_CODES + 1) + 0.25) / _CODES) ** 0.4545).astype(np.float32)


@inlined
def _skin_at(colour: Array, shine: Array, u: float, v: float) -> tuple[float, float, float, float]:
    """Bilinear colour and nearest shine at a place in cm."""
    x, y = (u - LEFT) * PIXELS - 0.5, (TOP - v) * PIXELS - 0.5
    i, j = min(max(int(x), 0), colour.shape[1] - 2), min(max(int(y), 0), colour.shape[0] - 2)
    x, y = clamp(x - i), clamp(y - j)
    a, b, c, d = (1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y
    return (
        a * colour[j, i, 0] + b * colour[j, i + 1, 0] + c * colour[j + 1, i, 0] + d * colour[j + 1, i + 1, 0],
        a * colour[j, i, 1] + b * colour[j, i + 1, 1] + c * colour[j + 1, i, 1] + d * colour[j + 1, i + 1, 1],
        a * colour[j, i, 2] + b * colour[j, i + 1, 2] + c * colour[j + 1, i, 2] + d * colour[j + 1, i + 1, 2],
        shine[j, i],
    )


@inlined
def _lit_share(nearest: Array, to_map: Array, x: float, y: float, z: float) -> float:
    """How much of the strong light reaches a point, 0 to 1, from nine places of the shadow map."""
    lx = to_map[0, 0] * x + to_map[0, 1] * y + to_map[0, 2] * z + to_map[0, 3]
    ly = to_map[1, 0] * x + to_map[1, 1] * y + to_map[1, 2] * z + to_map[1, 3]
    lz = to_map[2, 0] * x + to_map[2, 1] * y + to_map[2, 2] * z
    total = 0.0
    for j in range(-1, 2):
        for i in range(-1, 2):
            column, row = int(lx + i * 2.2 + 0.5), int(ly + j * 2.2 + 0.5)
            if column < 0 or row < 0 or column >= nearest.shape[1] or row >= nearest.shape[0]:
                total += 1.0
            else:
                total += clamp((lz + _SHADOW_BIAS - nearest[row, column]) / _SHADOW_SOFT)
    return total / 9.0


@inlined
def _code(light: float) -> float:
    """Display value 0 to 255 of a linear one, with a soft shoulder."""
    code: float = _TO_CODE[int(min(1.0, light / (1 + 0.25 * light)) * _CODES)]
    return code


@compiled
def shade(
    screen: Array,
    normal: Array,
    uv: Array,
    open_sky: Array,
    triangles: Array,
    materials: Array,
    seen: Array,
    depth: Array,
    cover: Array,
    skin: Array,
    shine: Array,
    hair: Array,
    shirt: Array,
    nearest: Array,
    to_map: Array,
    lids: Array,
    balls: Array,
    tints: Array,
    light: Array,
    camera: Array,
    out: Array,
) -> None:
    """Lays what is seen over `out` (H, W, 4) float32: premultiplied BGR 0 to 255 and coverage.

    `cover` (H, W): how much of what is there already each pixel hides. `open_sky` (V,): share of soft light that
    reaches a vertex. `lids` (2, 8): side, distance, half width, upper, lower, tilt, blink, lashes. `balls` (2, 6):
    centre, gaze. `tints` (4, 3): iris, frame, (mean hair, its gloss, 0), mask. `light` (4, 3): direction, key,
    fill, (gain, 0, 0). `camera`: focal length, centre x, y in pixels, distance in cm.
    """
    key = (light[0, 0], light[0, 1], light[0, 2])
    gain = light[3, 0]
    iris = (tints[0, 0], tints[0, 1], tints[0, 2])
    for y in range(seen.shape[0]):
        for x in range(seen.shape[1]):
            f = seen[y, x]
            share = cover[y, x]
            if f < 0 or share <= 0:
                continue
            a, b, c = triangles[f, 0], triangles[f, 1], triangles[f, 2]
            x0, y0, x1, y1, x2, y2 = screen[a, 0], screen[a, 1], screen[b, 0], screen[b, 1], screen[c, 0], screen[c, 1]
            inverse = 1.0 / ((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))
            u = ((x1 - x) * (y2 - y) - (x2 - x) * (y1 - y)) * inverse
            v = ((x2 - x) * (y0 - y) - (x0 - x) * (y2 - y)) * inverse
            w = 1.0 - u - v
            material = materials[f]
            n = unit(
                u * normal[a, 0] + v * normal[b, 0] + w * normal[c, 0],
                u * normal[a, 1] + v * normal[b, 1] + w * normal[c, 1],
                u * normal[a, 2] + v * normal[b, 2] + w * normal[c, 2],
            )
            tu = u * uv[a, 0] + v * uv[b, 0] + w * uv[c, 0]
            tv = u * uv[a, 1] + v * uv[b, 1] + w * uv[c, 1]
            sky = u * open_sky[a] + v * open_sky[b] + w * open_sky[c]
            distance = depth[y, x]
            px, py = (x - camera[1]) * distance / camera[0], (camera[2] - y) * distance / camera[0]
            pz = camera[3] - distance
            view = unit(-px, -py, distance)
            if n[0] * view[0] + n[1] * view[1] + n[2] * view[2] < 0 and material > _INNER_LIP:
                n = (-n[0], -n[1], -n[2])
            colour = (0.0, 0.0, 0.0)
            wrap = (0.3, 0.3, 0.3)
            gloss, rough, shaded, eye = 0.0, 14.0, 1.0, -1
            if material in (_SKIN, _INNER_LIP, _EAR):
                above, low = 0.0, 0.0
                if material == _SKIN:
                    for e in range(2):
                        t = (tu * lids[e, 0] - lids[e, 1]) / lids[e, 2]
                        if -1.0 < t < 1.0:
                            top, bottom = lid_edges(t, lids[e, 3], lids[e, 4], lids[e, 5])
                            if bottom < tv < top:
                                eye, above, low = e, top - tv, tv - bottom
                            else:
                                shaded *= lash(tv - top, bottom - tv, lids[e, 6], t, lids[e, 7])
                red, green, blue, gloss = _skin_at(skin, shine, tu, tv)
                colour, wrap = (red, green, blue), (0.50, 0.22, 0.14)
                if material == _INNER_LIP:
                    colour, gloss = (red * 0.75, green * 0.55, blue * 0.55), 1.2
                if eye >= 0:
                    n, hit = on_ball(balls, eye, view, camera[3])
                    t = (tu * lids[eye, 0] - lids[eye, 1]) / lids[eye, 2]
                    gaze = (balls[eye, 3], balls[eye, 4], balls[eye, 5])
                    colour = eye_colour(n, gaze, iris, clamp((-t - 0.80) / 0.15), low)
                    gloss, rough = (4.0, 170.0) if hit else (0.6, 30.0)
                    shaded = (0.38 + 0.62 * clamp(above / 0.36)) * (0.80 + 0.20 * clamp(low / 0.12))
                    wrap, sky = (0.35, 0.3, 0.3), 0.5 + 0.5 * sky
            elif material == _TEETH:
                aside = (tu - 5.0) / 5.0
                g = (0.80 + 0.20 * abs(math.sin(tu * math.pi)) ** 0.35) * max(0.12, 1.0 - 1.1 * aside * aside)
                colour = mixed((0.84 * g, 0.79 * g, 0.70 * g), (0.42, 0.13, 0.13), clamp((tv - 0.72) / 0.12))
                gloss, rough, wrap = 1.5, 40.0, (0.3, 0.25, 0.2)
            elif material == _TONGUE:
                colour, gloss, wrap = (0.42, 0.14, 0.14), 0.9, (0.3, 0.2, 0.2)
            elif material == _CAVITY:
                colour, wrap = (0.05, 0.012, 0.012), (0.0, 0.0, 0.0)
            elif material in (_HAIR, _STRANDS):
                i, j = int(tu * hair.shape[1]) % hair.shape[1], int(tv * hair.shape[0]) % hair.shape[0]
                colour, wrap = (hair[j, i, 0], hair[j, i, 1], hair[j, i, 2]), (0.45, 0.45, 0.45)
            elif material == _SHIRT:
                i, j = int((tu + 100.0) * _CLOTH) % shirt.shape[1], int(-tv * _CLOTH) % shirt.shape[0]
                colour, wrap = (shirt[j, i, 0], shirt[j, i, 1], shirt[j, i, 2]), (0.1, 0.1, 0.1)
            elif material == _MASK:
                colour, wrap = (tints[3, 0], tints[3, 1], tints[3, 2]), (0.25, 0.25, 0.25)
            else:
                colour, gloss, rough = (tints[1, 0], tints[1, 1], tints[1, 2]), 3.0, 60.0
                wrap = (0.0, 0.0, 0.0)
            lit = _lit_share(nearest, to_map, px, py, pz)
            facing = n[0] * key[0] + n[1] * key[1] + n[2] * key[2]
            front = max(0.0, 0.25 * n[0] + 0.1 * n[1] + 0.96 * n[2])
            soft = (0.60 + 0.40 * n[1]) * 0.62 + front * 0.62
            bounced = _BOUNCE * max(0.0, 0.15 - n[1]) * sky  # from chest and shirt, into what faces down
            half = unit(view[0] + key[0], view[1] + key[1], view[2] + key[2])
            mirrored = max(0.0, n[0] * half[0] + n[1] * half[1] + n[2] * half[2])
            aslant = 1 - max(0.0, n[0] * view[0] + n[1] * view[1] + n[2] * view[2])
            grazing = 0.03 + 0.5 * aslant**5
            spot, sheen = 0.0, 0.0
            if material in (_HAIR, _STRANDS):
                fibre = unit(-n[0] * n[1], 1.0 - n[1] * n[1], -n[2] * n[1])  # strands hang along the surface
                along = fibre[0] * half[0] + fibre[1] * half[1] + fibre[2] * half[2]
                band = max(0.0, 1 - along * along) ** 14
                mean = tints[2, 0] * 3 + 0.02
                streaks = 0.2 + (colour[0] + colour[1]) / mean
                spot = (0.010 * mirrored**6 + tints[2, 1] * band) * (0.3 + 0.7 * lit) * streaks * sky
                sheen = 0.02 * aslant**3 * sky
            elif gloss > 0:
                if facing > 0:
                    spot = gloss * math.sqrt(facing) * lit * grazing * (rough + 4) / 12.0 * mirrored**rough * sky
                sheen = 0.004 if eye >= 0 else (gloss * grazing * 0.35 + _RIM * aslant**3) * sky * soft
            glow = 0.035 * (1 - lit) if wrap[0] > wrap[1] else 0.0  # red light that wanders into the shadow
            warm_sky = 0.75 * sky + 0.25 if wrap[0] > wrap[1] else sky
            for k in range(3):
                direct = max(0.0, (facing + wrap[k]) / (1 + wrap[k])) * (lit + glow if k == 0 else lit)
                indirect = (soft + bounced * (1.0 - 0.18 * k)) * (warm_sky if k == 0 else sky)
                value = colour[k] * shaded * (light[1, k] * direct + light[2, k] * indirect)
                code = _code(gain * (value + spot * light[1, k] + sheen * light[2, k]))
                out[y, x, 2 - k] += (code - out[y, x, 2 - k]) * share
            out[y, x, 3] += (1.0 - out[y, x, 3]) * share


@compiled
def over(person: Array, wall: Array, out: Array) -> None:
    """The premultiplied person (H, W, 4) in front of the wall (H, W, 3), 0 to 255, into `out`."""
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            rest = 1.0 - person[y, x, 3]
            for k in range(3):
                out[y, x, k] = person[y, x, k] + wall[y, x, k] * rest


@compiled
def recorded(picture: Array, noise: Array, down: int, right: int, strength: float, out: Array) -> None:
    """Adds sensor noise, shifted by whole pixels so that no frame repeats it, and rounds to 8 bit."""
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            for k in range(3):
                value = picture[y, x, k] + strength * noise[y + down, x + right, k]
                out[y, x, k] = np.uint8(min(255.0, max(0.0, value + 0.5)))

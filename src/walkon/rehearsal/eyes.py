"""What lies between the lids, pixel by pixel, and the lashes around it."""

from __future__ import annotations

import math

from walkon.rehearsal.curves import Array
from walkon.rehearsal.face_shape import EYEBALL
from walkon.rehearsal.vectors import Triple, clamp, mixed
from walkon.stage.compiled import inlined

IRIS, PUPIL = 0.80, 0.31  # cm, radii


@inlined
def lid_edges(t: float, upper: float, lower: float, tilt: float) -> tuple[float, float]:
    """Heights of the upper and lower lid's edge; t runs from -1 at the nose to 1 outside."""
    s = t + 0.10 * (1 - t * t)
    e = max(0.0, 1 - s * s)
    return upper * e**0.72 * (1.0 - 0.06 * t) + tilt * t, tilt * t - lower * e**0.90 * (1.0 + 0.16 * t)


@inlined
def lash(above: float, below: float, blink: float, out: float, lashes: float) -> float:
    """Darkening just outside the opening; distances beyond the upper and the lower edge, cm, negative if inside.

    `out` runs from -1 at the nose to 1 outside; `lashes` is how strong they are.
    """
    reach = (0.12 + 0.09 * lashes * (1.0 + 0.6 * out)) * (1.0 + 0.35 * blink)
    if 0 <= above < reach:
        q = above / reach
        return 0.04 + 0.96 * q**3
    if 0 <= below < 0.09:
        q = below / 0.09
        dark = 0.55 - 0.25 * lashes * max(0.0, out) - 0.3 * blink
        return dark + (1 - dark) * q
    return 1.0


@inlined
def _iris(angle: float, off: float, tint: Triple) -> Triple:
    """Colour of iris and pupil `off` cm from the gaze's axis."""
    fibres = 0.88 + 0.10 * math.sin(angle * 23 + 3.0 * math.sin(angle * 5)) + 0.08 * math.sin(angle * 41 + off * 16)
    share = off / IRIS
    rim = 1.0 if share < 0.78 else 1.0 - 3.2 * (share - 0.78)
    below = 1.15 - 0.75 * math.sin(angle)  # light that entered from above gathers opposite
    light = fibres * below * (0.75 + 0.45 * (1 - abs(share - 0.58) * 1.6)) * max(0.15, rim)
    light *= clamp((off - PUPIL) / 0.06)
    return (tint[0] * light, tint[1] * light, tint[2] * light)


@inlined
def eye_colour(n: Triple, gaze: Triple, tint: Triple, corner: float, low: float) -> Triple:
    """White, iris and pupil where the ball's normal is `n`; `corner` 1 at the tear duct, `low` cm above the lower lid."""
    along = n[0] * gaze[0] + n[1] * gaze[1] + n[2] * gaze[2]
    off = math.acos(min(1.0, max(-1.0, along))) * EYEBALL
    veins = clamp((off - 0.95) / 0.6)
    colour = (0.66, 0.62 - 0.10 * veins, 0.59 - 0.12 * veins)
    if off < IRIS + 0.05:
        angle = math.atan2(n[1] - gaze[1] * along, n[0] - gaze[0] * along)
        colour = mixed(colour, _iris(angle, off, tint), clamp((IRIS + 0.04 - off) / 0.10))
    colour = mixed(colour, (0.50, 0.24, 0.22), corner)
    return mixed(colour, (0.45, 0.24, 0.21), 0.5 * clamp(1.0 - low / 0.06))


@inlined
def on_ball(balls: Array, e: int, view: Triple, distance: float) -> tuple[Triple, bool]:
    """The eyeball's normal where the line of sight meets it, or the direction to the camera where it passes by."""
    ox, oy, oz = -balls[e, 0], -balls[e, 1], distance - balls[e, 2]
    along = -(ox * view[0] + oy * view[1] + oz * view[2])
    inside = along * along - (ox * ox + oy * oy + oz * oz - EYEBALL * EYEBALL)
    if inside <= 0:
        return view, False
    far = -along - math.sqrt(inside)
    return ((ox - view[0] * far) / EYEBALL, (oy - view[1] * far) / EYEBALL, (oz - view[2] * far) / EYEBALL), True

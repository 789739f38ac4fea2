"""Whether a face answers the colours of the screen, and whether as a head does.

The idea is Face Flashing's (Tang et al., NDSS 2018). The shown code is looked for in the face's brightness, red against
green, and blue against yellow, at the best delay, and has to stand out among random other codes tried on this same
recording: head movement, other light and the camera's automatics count against all alike. How the patches share the
response tells a head from flat things; where the screen's halves differ, so do the face's sides.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from walkon.domain.evidence import LightSeen
from walkon.domain.light_code import LightCode, ScreenColour
from walkon.perception.light_filter import DELAYS, LightFilter
from walkon.perception.light_patches import LightTrace
from walkon.perception.screen_shape import LAPTOP, PHONE, Screen, shading

Floats = npt.NDArray[np.floating[Any]]

OTHERS = 4000  # random other codes; the 99.9th percentile then rests on four of them
BEATEN = 0.999  # share of other codes that `LightSeen.limit` lies above
SHAPE_OTHERS = 300  # of them, for the noise between 25 patches
COVERED = 0.8  # share of the code's frames that must show a face
SEEN = 0.5  # share of its patches that a frame must show
FEWEST = 24  # frames; fewer leave nothing beside trend and head movement
DARKEST = 0.002  # linear light below which a patch says nothing
"""About code 6 of 255: coding noise is larger than any response."""
FAINT, CLEAR = 0.008, 0.016
"""Strengths from which a response is seen at all and seen well. What is read is about .7 of what the screen adds (drawn
and real faces after coding), so these stand for 1.2 and 2.3 %."""
STIRRED, LIT = 15.0, 30.0
"""Limits from which something that keeps the code's time lights the face, whichever colours it shows. Without a screen 5
to 13 were seen, in front of one that adds 8 % 27 to 77."""
SKIN_SHARES = (0.0, 0.5, 1.0)  # how much of a patch's brightness may be its skin's; the rest is the room's light
UNEVEN = 0.10  # share of its response by which a patch may differ from any model: unknown skin


def light_seen(trace: LightTrace, code: LightCode, start: float) -> LightSeen | None:
    """How `trace` answers `code`, whose first colour was shown `start` seconds after the take's first frame.

    None where there is no frame to measure; confidence 0 where they are too few.
    """
    last = start + code.duration + DELAYS[-1]
    seen = np.isfinite(trace.face).all(axis=2).mean(axis=1) >= SEEN if len(trace.times) else np.zeros(0, np.bool_)
    inside = np.flatnonzero((trace.times >= start) & (trace.times <= last) & seen)
    if not len(inside) or not len(code.left):
        return None
    face = trace.face[inside]
    usable = np.isfinite(face).all(axis=(0, 2)) & (np.nan_to_num(face).min(axis=0).mean(axis=1) > DARKEST)
    if len(inside) < FEWEST or usable.sum() < FEWEST // 4 or not _covered(trace.times[inside], start, last):
        return _undecided(code)
    sift = LightFilter(
        times=trace.times[inside] - start,
        face=face[:, usable],
        background=trace.background[inside],
        body=trace.body[inside],
        pose=trace.pose[inside],
        symbols=len(code.left),
        seconds=code.seconds,
    )
    surface = trace.normals[usable].astype(np.float64), trace.places[usable].astype(np.float64)
    return _judged(sift, code, surface)


def _judged(sift: LightFilter, code: LightCode, surface: tuple[Floats, Floats]) -> LightSeen:
    wanted, others = light_of(code), other_codes(code)
    own, mixed = wanted.mean(axis=1)[None], others.mean(axis=2)
    scores, delays = sift.scores(np.concatenate([own, mixed]))
    limit, delay = float(np.quantile(scores[1:], BEATEN)), float(delays[0])
    strength = float(sift.response(np.log(sift.steady), own, delay)[0, 0])
    halves = code.left != code.right
    return LightSeen(
        strength=strength,
        score=float(scores[0]),
        limit=limit,
        delay=delay,
        background=_beside_the_face(sift, sift.behind, own, delay),
        body=_beside_the_face(sift, sift.body, own, delay),
        shape=_shape(sift, own, mixed, delay, surface, (LAPTOP,) if halves else (LAPTOP, PHONE)),
        sides=_sides(sift, wanted, others, delay, surface) if halves else None,
        confidence=max(_share(strength, FAINT, CLEAR), _share(limit, STIRRED, LIT)),
    )


def _beside_the_face(sift: LightFilter, light: Floats | None, own: Floats, delay: float) -> float | None:
    """Response of something else, share of the face's; None where it was not seen."""
    if light is None:
        return None
    face, other = (float(sift.response(np.log(x), own, delay)[0, 0]) for x in (sift.bright, light))
    return other / max(abs(face), 1e-6)


def light_of(code: LightCode) -> npt.NDArray[np.float64]:
    """(symbols, 2, 3) linear light of the left and right half."""
    return np.array([[a.light, b.light] for a, b in zip(code.left, code.right, strict=True)])


def other_codes(code: LightCode) -> npt.NDArray[np.float64]:
    """(`OTHERS`, symbols, 2, 3) light of random codes drawn as `code` was: no colour follows itself; always the same."""
    colours = np.array([colour.light for colour in ScreenColour])
    chance = np.random.default_rng(0)

    def half() -> npt.NDArray[np.int64]:
        steps = chance.integers(1, len(colours), (OTHERS, len(code.left)))
        steps[:, 0] += chance.integers(0, len(colours), OTHERS)
        return np.asarray(np.cumsum(steps, axis=1) % len(colours), np.int64)

    left = half()
    right = half() if code.left != code.right else left
    return np.stack([colours[left], colours[right]], axis=2)


def _covered(times: Floats, start: float, last: float) -> bool:
    usual = float(np.median(np.diff(times)))
    return len(times) * usual >= COVERED * (last - start)


def _share(value: float, low: float, high: float) -> float:
    return float(np.clip((value - low) / (high - low), 0, 1))


def _undecided(code: LightCode) -> LightSeen:
    sides = 0.0 if code.left != code.right else None
    return LightSeen(
        strength=0.0,
        score=0.0,
        limit=0.0,
        delay=0.0,
        background=None,
        body=None,
        shape=0.0,
        sides=sides,
        confidence=0.0,
    )


def _shape(
    sift: LightFilter,
    own: Floats,
    others: Floats,
    delay: float,
    surface: tuple[Floats, Floats],
    screens: tuple[Screen, ...],
) -> float:
    """See `LightSeen.shape`: models of what each patch adds, weighted by what other codes find there by chance."""
    light = sift.face / sift.gain[:, None, None]
    colour = light.mean(axis=(0, 1))
    found = sift.response(light / colour, own, delay)[0]
    chance = sift.response(light / colour, others[:SHAPE_OTHERS], delay, without=own)
    weight = np.linalg.inv(_spread(chance) + (UNEVEN * found.mean()) ** 2 * np.eye(len(found)))
    brightness = light.mean(axis=(0, 2))
    skins = [(brightness / brightness.mean()) ** own_share for own_share in SKIN_SHARES]
    flat = min(_misfit(found, skin, weight) for skin in skins)
    lit = [shading(*surface, screen).sum(axis=1) for screen in screens]
    head = min(_misfit(found, skin * shade, weight) for skin in skins for shade in lit)
    return float(np.log(max(flat, 1e-12) / max(head, 1e-12)))


def _sides(sift: LightFilter, wanted: Floats, others: Floats, delay: float, surface: tuple[Floats, Floats]) -> float:
    """How far left-minus-right of the code is found in left-minus-right of the face; blind to what all patches share."""
    light = np.log(np.maximum(sift.face, DARKEST))
    own = wanted.mean(axis=1)[None]
    apart = (wanted[:, 0] - wanted[:, 1])[None]
    chance = others[:SHAPE_OTHERS]
    found = sift.response(light, apart, delay, without=own)[0]
    nothing = sift.response(light, chance[:, :, 0] - chance[:, :, 1], delay, without=np.concatenate([own, apart]))
    brightness = sift.face.mean(axis=(0, 2))
    halves = shading(*surface, LAPTOP)
    contrast = (halves[:, 0] - halves[:, 1]) / brightness
    inverse = np.linalg.inv(_spread(nothing))
    shared = inverse.sum(axis=1)
    pattern = inverse @ contrast - shared * (shared @ contrast) / shared.sum()
    return float((found - nothing.mean(axis=0)) @ pattern / max(float((nothing @ pattern).std()), 1e-12))


def _spread(found: Floats) -> Floats:
    """Covariance of (M, P), drawn towards its diagonal so that it can be inverted."""
    full = np.cov(found.T)
    return np.asarray(0.7 * full + 0.3 * np.diag(np.diag(full)) + 1e-14 * np.eye(len(full)))


def _misfit(found: Floats, model: Floats, weight: Floats) -> float:
    """What is left of `found` (P,) after the best multiple of `model` is taken out, in squared standard deviations."""
    rest = found - model * (model @ weight @ found) / max(float(model @ weight @ model), 1e-12)
    return float(rest @ weight @ rest)

"""Who stands where in the picture, and how large."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from walkon.domain.plan import Action, Framing, Shot

UNIT = 0.1483  # eyes to chin, share of a bust's picture
EYES = 0.3166  # eyes in a bust's picture, share from the top
HEADS_WIDE = 2.05  # room one person's head needs, head units

SIZE = {Framing.WIDE: 0.105, Framing.MEDIUM: 0.188, Framing.CLOSE: 0.255}
"""Head unit as a share of the picture's height for one person."""
SIZE_OF_TWO = {Framing.WIDE: 0.095, Framing.MEDIUM: 0.168, Framing.CLOSE: 0.205}
EYE_LINE = {Framing.WIDE: 0.50, Framing.MEDIUM: 0.365, Framing.CLOSE: 0.425}
SPARE = {Action.SURF: 0.13, Action.PERFORM: 0.07}  # share of the height below the picture, for leaning and sinking
REST = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One person's place: eyes at (x, y) pixels, `unit` pixels from eyes to chin; nearer people are drawn later."""

    x: float
    y: float
    unit: float
    nearness: float


def places(shot: Shot, action: Action, width: int, height: int, hats: bool, seed: int) -> tuple[Place, ...]:
    """A place for everybody in `shot.people`, left to right. No body ends above the picture's lower edge."""
    count = len(shot.people)
    if count == 0:
        return ()
    chance = np.random.default_rng([seed, 31])
    unit = _unit(shot.framing, count, width, height)
    eyes = _eye_line(shot.framing, unit, action, height, hats)
    centres = _centres(shot.framing, count, width, height, unit, bool(chance.integers(0, 2)))
    depths = (1.0,) if count == 1 else ((1.0, 0.955) if chance.integers(0, 2) else (0.955, 1.0))
    return tuple(
        Place(
            x=x * width,
            y=eyes,
            unit=unit * depth,
            nearness=depth,
        )
        for x, depth in zip(centres, depths, strict=True)
    )


def _unit(framing: Framing, count: int, width: int, height: int) -> float:
    wanted = (SIZE if count == 1 else SIZE_OF_TWO)[framing] * height
    across = {Framing.WIDE: 0.36, Framing.MEDIUM: 0.62, Framing.CLOSE: 0.78}[framing] if count == 1 else 0.86
    return min(wanted, across * width / (count * HEADS_WIDE))


def _eye_line(framing: Framing, unit: float, action: Action, height: int, hats: bool) -> float:
    line = EYE_LINE[framing] + (0.035 if hats and framing is not Framing.WIDE else 0.0)
    size = unit / UNIT
    lowest = height * (1 + SPARE.get(action, REST)) - (1 - EYES) * size
    return max(line * height, lowest)


def _centres(framing: Framing, count: int, width: int, height: int, unit: float, left: bool) -> tuple[float, ...]:
    if count == 2:
        apart = max(0.36, 1.02 * HEADS_WIDE * unit / width)
        return 0.5 - apart / 2, 0.5 + apart / 2
    off = {Framing.WIDE: 0.15, Framing.MEDIUM: 0.075, Framing.CLOSE: 0.03}[framing]
    off *= min(1.0, width / height / 1.5)
    return (0.5 - off if left else 0.5 + off,)

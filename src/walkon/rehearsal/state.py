"""One moment of a performance, and the conditions it is recorded in."""

from __future__ import annotations

from dataclasses import dataclass

from walkon.rehearsal.cast import Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The truth of one frame. Angles in degrees, shifts in cm, gaze -1 to 1, the rest 0 to 1.

    `yaw` + turns the nose to the picture's right, `pitch` + up, `roll` + clockwise in the picture.
    """

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    blink: float = 0.0
    gaze_x: float = 0.0
    gaze_y: float = 0.0
    smile: float = 0.0
    jaw: float = 0.0
    wide: float = 0.0
    pucker: float = 0.0
    brow: float = 0.0
    dx: float = 0.0
    dy: float = 0.0
    dz: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where a take is recorded. `key` is the direction towards the strongest light, (right, up, to the camera)."""

    seed: int = 1
    key: tuple[float, float, float] = (-0.45, 0.5, 0.74)
    key_light: Colour = (2.05, 1.95, 1.80)
    fill_light: Colour = (0.50, 0.56, 0.66)
    wall: Colour = (0.42, 0.45, 0.47)
    noise: float = 1.6  # 8-bit steps
    blur: float = 0.55  # pixels
    gain: float = 1.0  # exposure


ROOMS = {
    "window": Room(),
    "lamp": Room(
        seed=2,
        key=(0.5, 0.35, 0.79),
        key_light=(2.2, 1.9, 1.55),
        fill_light=(0.45, 0.42, 0.40),
        wall=(0.5, 0.42, 0.33),
        noise=2.5,
        gain=0.95,
    ),
    "overcast": Room(
        seed=3,
        key=(-0.15, 0.62, 0.77),
        key_light=(1.7, 1.75, 1.85),
        fill_light=(0.62, 0.66, 0.72),
        wall=(0.30, 0.36, 0.33),
        noise=2.0,
    ),
}

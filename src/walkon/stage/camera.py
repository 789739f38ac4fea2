"""The camera's way through a shot."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from walkon.domain.plan import FPS, Framing, Move
from walkon.stage.backdrop import CameraPose

DISTANCE = {Framing.WIDE: 4.2, Framing.MEDIUM: 2.4, Framing.CLOSE: 1.5}
"""Metres between camera and people."""
DOLLY = 0.085  # share of the distance that a push-in covers
PAN = 2.4  # degrees to each side of the middle
HAND = {Move.STILL: 0.0, Move.HANDHELD: 1.0}  # how much the hand shakes; every other move keeps a trace of it
TRACE = 0.22


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPath:
    """Pose of every frame of one shot; equal arguments give equal paths.

    `frames` is the shot's length at `FPS`. A path never leaves the 12 % that plates have to spare.
    """

    move: Move
    framing: Framing
    frames: int
    seed: int
    _phases: npt.NDArray[np.float64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_phases", np.random.default_rng([self.seed, 11]).uniform(0, 2 * math.pi, (4, 3)))

    def pose(self, frame: int) -> CameraPose:
        u = ease(frame / max(1, self.frames - 1))
        x, y, yaw, roll = self._hand(frame / FPS)
        z = 0.0
        d = DISTANCE[self.framing]
        if self.move is Move.PUSH_IN:
            z = DOLLY * d * u
        elif self.move is Move.PULL_BACK:
            z = DOLLY * d * (1 - u)
        elif self.move in (Move.PAN_LEFT, Move.PAN_RIGHT):
            side = 1.0 if self.move is Move.PAN_RIGHT else -1.0
            yaw += side * PAN * (2 * u - 1)
            x += side * 0.02 * d * (2 * u - 1)
        return CameraPose(x=x, y=y, z=z, yaw=yaw, roll=roll)

    def _hand(self, t: float) -> tuple[float, float, float, float]:
        """Slow breathing, a step and a tremor: metres, metres, degrees, degrees."""
        strength = HAND.get(self.move, TRACE)
        if strength == 0:
            return 0.0, 0.0, 0.0, 0.0
        p = self._phases

        def sway(row: int, slow: float) -> float:
            return (
                math.sin(2 * math.pi * slow * t + p[row, 0])
                + 0.45 * math.sin(2 * math.pi * slow * 2.6 * t + p[row, 1])
                + 0.14 * math.sin(2 * math.pi * slow * 6.3 * t + p[row, 2])
            )

        d = DISTANCE[self.framing]
        return (
            strength * 0.0046 * d * sway(0, 0.23),
            strength * 0.0034 * d * sway(1, 0.31),
            strength * 0.16 * sway(2, 0.19),
            strength * 0.20 * sway(3, 0.17),
        )


def ease(u: float) -> float:
    """0..1 -> 0..1, slow at both ends and steady between: half straight, half smoothstep."""
    u = min(1.0, max(0.0, u))
    return 0.5 * u + 0.5 * u * u * (3 - 2 * u)


def lens(pose: CameraPose, focal: float, width: int, height: int) -> npt.NDArray[np.float64]:
    """(3, 3) picture-plane part of a pose (yaw, roll, zoom), pixels to pixels; `focal` in pixels."""
    angle = math.radians(pose.roll)
    c, s = pose.zoom * math.cos(angle), pose.zoom * math.sin(angle)
    cx, cy = width / 2, height / 2
    shift = -focal * math.tan(math.radians(pose.yaw))
    return np.array(
        [[c, s, cx + c * (shift - cx) - s * cy], [-s, c, cy - s * (shift - cx) - c * cy], [0.0, 0.0, 1.0]],
        dtype=np.float64,
    )


def card(pose: CameraPose, depth: float, focal: float, centre: tuple[float, float]) -> npt.NDArray[np.float64]:
    """(3, 3) how an upright picture `depth` metres away moves with the camera; `centre` is the horizon's middle."""
    near = depth - pose.z
    scale = depth / near
    cx, cy = centre
    return np.array(
        [
            [scale, 0.0, cx - scale * cx - focal * pose.x / near],
            [0.0, scale, cy - scale * cy + focal * pose.y / near],
            [0.0, 0.0, 1.0],
        ],
        dtype=np.float64,
    )


def ground(pose: CameraPose, height: float, focal: float, centre: tuple[float, float]) -> npt.NDArray[np.float64]:
    """(3, 3) homography of flat ground `height` metres under the camera: K (I - t nᵀ / h) K⁻¹."""
    cx, cy = centre
    k = np.array([[focal, 0.0, cx], [0.0, focal, cy], [0.0, 0.0, 1.0]])
    move = np.eye(3) + np.outer([-pose.x, pose.y, -pose.z], [0.0, 1 / height, 0.0])
    return np.asarray(k @ move @ np.linalg.inv(k), dtype=np.float64)

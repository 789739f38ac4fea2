"""Shapes of lines and bumps that performers are modelled and moved with."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Number = float | Array


def smooth_step(x: Number, start: Number, end: Number) -> Array:
    """0 at `start`, 1 at `end`, level at both."""
    t = np.clip((np.asarray(x) - start) / (np.asarray(end) - start), 0, 1)
    result: Array = t * t * (3 - 2 * t)
    return result


def bump(x: Number, y: Number, cx: Number, cy: Number, sx: Number, sy: Number) -> Array:
    """A bell of height 1 at (cx, cy), as wide as (sx, sy)."""
    result: Array = np.exp(-(((x - cx) / sx) ** 2) - ((y - cy) / sy) ** 2)
    return result


def line(x: Array, centre: Number, width: float) -> Array:
    """A ridge of height 1 along `centre`."""
    result: Array = np.exp(-(((x - centre) / width) ** 2))
    return result


def smooth_curve(at: Array, knots: Array, values: Array, softness: float = 0.45) -> Array:
    """Values of a curve through control points, with its corners rounded over `softness` units of `at`."""
    step = 0.02
    fine = np.arange(knots[0] - 3, knots[-1] + 3, step)
    drawn = np.interp(fine, knots, values).astype(np.float32)
    rounded = cv2.GaussianBlur(drawn[None], (0, 0), softness / step, borderType=cv2.BORDER_REPLICATE)[0]
    result: Array = np.interp(at, fine, rounded)
    return result


def clouds(
    shape: tuple[int, int], cell: float, chance: np.random.Generator, octaves: int = 4, stretch: float = 1.0
) -> Array:
    """Fractal noise, mean 0 and spread 1; `cell` pixels wide, `stretch` times as tall."""
    height, width = shape
    total = np.zeros(shape, np.float32)
    share = 1.0
    for octave in range(octaves):
        size = max(1.0, cell / 2**octave)
        grid = (max(2, int(height / (size * stretch)) + 2), max(2, int(width / size) + 2))
        noise = chance.standard_normal(grid).astype(np.float32)
        total += share * cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
        share *= 0.55
    even: Array = total / (total.std() + 1e-6)
    return even


def rotation(yaw: float, pitch: float, roll: float) -> Array:
    """(3, 3), degrees, axes right, up, towards the camera. Yaw + turns the nose right, pitch + up, roll + clockwise."""
    y, p, r = np.radians([yaw, -pitch, -roll])
    about_y = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(p), -np.sin(p)], [0, np.sin(p), np.cos(p)]])
    about_z = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    result: Array = about_z @ about_y @ about_x
    return result

"""Noise over NumPy arrays: smooth, many octaves, ridged, and worn by water. Equal seeds give equal ground."""

from __future__ import annotations

from typing import Any

import numpy as np

Field = Any
"""NumPy array of float64 of any shape."""


def _hash(i: Field, j: Field, seed: int) -> Field:
    """Lattice point -> angle 0..2 pi, well mixed."""
    with np.errstate(over="ignore"):
        n = (i.astype(np.int64) * 374761393 + j.astype(np.int64) * 668265263 + seed * 974634533) & 0xFFFFFFFF
        n = ((n ^ (n >> 13)) * 1274126177) & 0xFFFFFFFF
        n = ((n ^ (n >> 16)) * 2246822519) & 0xFFFFFFFF
    return ((n ^ (n >> 15)) & 0xFFFFFFFF) / 4294967296.0 * 2 * np.pi


def slope(x: Field, y: Field, seed: int = 0) -> tuple[Field, Field, Field]:
    """Gradient noise, about -0.7..0.7, and its derivatives along x and y."""
    x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
    i, j = np.floor(x), np.floor(y)
    u, v = x - i, y - j
    fu, fv = u**3 * (u * (u * 6 - 15) + 10), v**3 * (v * (v * 6 - 15) + 10)
    du, dv = 30 * u**2 * (u * (u - 2) + 1), 30 * v**2 * (v * (v - 2) + 1)
    corner = {}
    for a in (0, 1):
        for b in (0, 1):
            angle = _hash(i + a, j + b, seed)
            gx, gy = np.cos(angle), np.sin(angle)
            corner[a, b] = (gx * (u - a) + gy * (v - b), gx, gy)
    (n00, x00, y00), (n10, x10, y10) = corner[0, 0], corner[1, 0]
    (n01, x01, y01), (n11, x11, y11) = corner[0, 1], corner[1, 1]
    low, high = n00 + fu * (n10 - n00), n01 + fu * (n11 - n01)
    value = low + fv * (high - low)
    lx, hx = x00 + fu * (x10 - x00) + du * (n10 - n00), x01 + fu * (x11 - x01) + du * (n11 - n01)
    ly, hy = y00 + fu * (y10 - y00), y01 + fu * (y11 - y01)
    return value, lx + fv * (hx - lx), ly + fv * (hy - ly) + dv * (high - low)


def smooth(x: Field, y: Field, seed: int = 0) -> Field:
    return slope(x, y, seed)[0]


def fractal(x: Field, y: Field, octaves: int, seed: int = 0, gain: float = 0.5, step: float = 2.03) -> Field:
    """Sum of octaves, about -1..1."""
    total, share, scale = np.zeros(np.broadcast(x, y).shape), 1.0, 1.0
    for k in range(octaves):
        total = total + share * smooth(np.asarray(x) * scale, np.asarray(y) * scale, seed + 17 * k)
        share, scale = share * gain, scale * step
    return total


def ridged(x: Field, y: Field, octaves: int, seed: int = 0, gain: float = 0.5) -> Field:
    """Sharp crests, about 0..1; detail gathers on the crests."""
    total, share, scale, weight = np.zeros(np.broadcast(x, y).shape), 0.5, 1.0, 1.0
    for k in range(octaves):
        crest = (1 - np.abs(smooth(np.asarray(x) * scale, np.asarray(y) * scale, seed + 31 * k)) * 1.6) ** 2
        total, weight = total + share * crest * weight, np.clip(crest * 1.4, 0, 1)
        share, scale = share * gain, scale * 2.07
    return total


def worn(x: Field, y: Field, octaves: int, seed: int = 0, wear: float = 1.0) -> Field:
    """Octaves that fade where the ground is already steep, which leaves valleys filled and slopes gullied."""
    c, s = np.cos(0.62), np.sin(0.62)
    x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
    total, share = np.zeros(np.broadcast(x, y).shape), 1.0
    sx, sy = np.zeros_like(total), np.zeros_like(total)
    for k in range(octaves):
        value, dx, dy = slope(x, y, seed + 13 * k)
        sx, sy = sx + dx, sy + dy
        total = total + share * value / (1 + wear * (sx**2 + sy**2))
        x, y = 2.02 * (c * x - s * y), 2.02 * (s * x + c * y)
        share *= 0.5
    return total


def step(low: float, high: float, x: Field) -> Field:
    """Smoothstep."""
    t = np.clip((np.asarray(x) - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)

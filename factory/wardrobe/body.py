"""The body as a signed distance field, and its polygons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
"""(..., 3) metres."""
Field = Callable[[Points], npt.NDArray[np.float64]]
Triple = tuple[float, float, float]

# height, half width, half depth, centre y of the torso's sections
TORSO = np.array(
    [
        (0.80, 0.172, 0.118, 0.010),
        (0.92, 0.166, 0.114, 0.008),
        (1.05, 0.148, 0.103, 0.004),
        (1.18, 0.160, 0.113, 0.000),
        (1.28, 0.166, 0.120, 0.000),
        (1.35, 0.158, 0.106, 0.008),
        (1.395, 0.128, 0.082, 0.020),
        (1.43, 0.085, 0.060, 0.028),
        (1.47, 0.058, 0.050, 0.030),
    ]
)
SHOULDER = (0.180, 0.014, 1.362)


@dataclass(frozen=True, kw_only=True)
class Pose:
    """Elbows and wrists; `l` is the picture's left (-x)."""

    elbow_l: Triple = (-0.262, 0.045, 1.095)
    wrist_l: Triple = (-0.262, -0.07, 0.86)
    elbow_r: Triple = (0.262, 0.045, 1.095)
    wrist_r: Triple = (0.262, -0.07, 0.86)

    def arms(self) -> tuple[tuple[int, Triple, Triple], ...]:
        return (-1, self.elbow_l, self.wrist_l), (1, self.elbow_r, self.wrist_r)


def smooth_min(a: Points, b: Points, k: float) -> Points:
    """Polynomial smooth minimum of two distances; `k` is the width of the blend."""
    h = np.clip(0.5 + 0.5 * (b - a) / k, 0, 1)
    return b + (a - b) * h - k * h * (1 - h)


def cone(p: Points, a: Triple | Points, b: Triple | Points, ra: float, rb: float) -> Points:
    """Distance to a capsule whose radius runs from `ra` at `a` to `rb` at `b`."""
    start, d = np.asarray(a, float), np.asarray(b, float) - np.asarray(a, float)
    h = np.clip(((p - start) @ d) / (d @ d), 0, 1)
    return np.linalg.norm(p - start - h[..., None] * d, axis=-1) - (ra + (rb - ra) * h)


def ellipsoid(p: Points, centre: Triple, radii: Triple) -> Points:
    """About the distance to an ellipsoid."""
    return (np.linalg.norm((p - np.asarray(centre)) / np.asarray(radii), axis=-1) - 1) * min(radii)


def torso(p: Points, grow: float) -> Points:
    """Superellipse sections, smoothed along the height."""
    z = np.clip(p[..., 2], TORSO[0, 0], TORSO[-1, 0])
    dense = np.linspace(TORSO[0, 0], TORSO[-1, 0], 200)
    kernel = np.hanning(13) / np.hanning(13).sum()
    width, depth, centre = (
        np.interp(
            z, dense, np.convolve(np.pad(np.interp(dense, TORSO[:, 0], TORSO[:, i]), 6, mode="edge"), kernel, "valid")
        )
        for i in (1, 2, 3)
    )
    a, b, n = width + grow, depth + grow, 2.35
    q = ((np.abs(p[..., 0]) / a) ** n + (np.abs(p[..., 1] - centre) / b) ** n) ** (1 / n)
    return np.maximum((q - 1) * np.minimum(a, b), p[..., 2] - TORSO[-1, 0] - grow * 0.5)


def body(p: Points, pose: Pose, grow: float = 0.0, arm: float = 0.0, muscle: float = 1.0, neck: bool = False) -> Points:
    """Distance to the whole body; `grow` and `arm` thicken torso and arms, `muscle` adds chest and back."""
    d = torso(p, grow)
    for s, elbow, wrist in pose.arms():
        if muscle:
            d = smooth_min(d, ellipsoid(p, (s * 0.076, -0.070 - grow, 1.300), (0.085, 0.048, 0.062)), 0.035 * muscle)
            d = smooth_min(d, ellipsoid(p, (s * 0.100, 0.045 + grow, 1.235), (0.072, 0.07, 0.13)), 0.04 * muscle)
        slope = cone(p, (s * 0.02, 0.035, 1.455), (s * 0.165, 0.014, 1.378), 0.046 + grow * 0.6, 0.042 + grow * 0.6)
        d = smooth_min(d, slope, 0.05)
        limb = cone(p, (s * SHOULDER[0], *SHOULDER[1:]), elbow, 0.060 + arm, 0.045 + arm)
        deltoid = ellipsoid(p, (s * 0.190, 0.012, 1.348), (0.064 + arm, 0.066 + arm, 0.082 + arm))
        limb = smooth_min(smooth_min(limb, deltoid, 0.03), cone(p, elbow, wrist, 0.047 + arm, 0.033 + arm), 0.025)
        d = smooth_min(d, limb, 0.028)
    if neck:
        d = smooth_min(d, cone(p, (0, 0.025, 1.40), (0, -0.01, 1.60), 0.060, 0.056), 0.03)
    return d


def athletic(p: Points, pose: Pose, grow: float) -> Points:
    """The body with the muscles a tight suit shows: chest halves, ribs' edge, belly, biceps, collar bones."""
    d = body(p, pose, grow, grow, 1.15, neck=True)
    for s, elbow, wrist in pose.arms():
        e, w = np.array(elbow), np.array(wrist)
        shoulder = np.array((s * SHOULDER[0], *SHOULDER[1:]))
        biceps = shoulder * 0.45 + e * 0.55 + np.array((0, -0.022, 0))
        d = smooth_min(d, ellipsoid(p, tuple(biceps), (0.037 + grow, 0.036 + grow, 0.072)), 0.022)
        d = smooth_min(d, ellipsoid(p, tuple(e * 0.72 + w * 0.28), (0.047 + grow, 0.045 + grow, 0.075)), 0.025)
        d = smooth_min(d, ellipsoid(p, (s * 0.072, -0.088 - grow, 1.292), (0.074, 0.036, 0.050)), 0.022)
        d = smooth_min(
            d, cone(p, (s * 0.020, -0.044, 1.405), (s * 0.135, -0.020, 1.412), 0.008 + grow, 0.007 + grow), 0.018
        )
        for z in (1.195, 1.13, 1.065):
            d = smooth_min(d, ellipsoid(p, (s * 0.034, -0.096 - grow, z), (0.030, 0.016, 0.028)), 0.02)
    groove = 0.004 * np.exp(-((p[..., 0] / 0.012) ** 2)) * (p[..., 1] < 0) * np.clip((1.36 - p[..., 2]) / 0.05, 0, 1)
    return d + groove


def surface_nets(field: Field, low: Triple, high: Triple, step: float) -> tuple[Points, list[list[int]]]:
    """Polygons of field(points) = 0 on a regular grid: vertices (n, 3) and quads. After S. Gibson's surface nets, 1998."""
    axes = [np.arange(a, b + step, step) for a, b in zip(low, high, strict=True)]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), -1)
    f = np.concatenate([field(grid[i : i + 16]) for i in range(0, len(axes[0]), 16)])
    cells = np.array(f.shape) - 1
    total, count, edges = np.zeros((*cells, 3)), np.zeros(cells), []
    for axis in range(3):
        u, v = (a for a in range(3) if a != axis)
        near, far = np.take(f, range(f.shape[axis] - 1), axis), np.take(f, range(1, f.shape[axis]), axis)
        crossed = (near < 0) != (far < 0)
        t = np.where(crossed, near / np.where(crossed, near - far, 1), 0)
        for du in (0, 1):
            for dv in (0, 1):
                part = [slice(None)] * 3
                part[u], part[v] = slice(du, du + cells[u]), slice(dv, dv + cells[v])
                corner = np.zeros((*cells, 3))
                corner[..., axis], corner[..., u], corner[..., v] = t[tuple(part)], du, dv
                total += corner * crossed[tuple(part)][..., None]
                count += crossed[tuple(part)]
        edges.append((axis, u, v, crossed, near < 0))
    used = count > 0
    index = np.full(cells, -1)
    index[used] = np.arange(used.sum())
    vertices = (np.argwhere(used) + total[used] / count[used][:, None]) * step + np.asarray(low)
    return vertices, [quad for edge in edges for quad in _quads(edge, index, f.shape)]


def _quads(edge: tuple, index: npt.NDArray[np.int64], shape: tuple[int, ...]) -> list[list[int]]:
    axis, u, v, crossed, inside = edge
    quads = []
    for i in np.argwhere(crossed):
        if 1 <= i[u] < shape[u] - 1 and 1 <= i[v] < shape[v] - 1:
            quad = []
            for du, dv in ((0, 0), (-1, 0), (-1, -1), (0, -1)):
                k = i.copy()
                k[u] += du
                k[v] += dv
                quad.append(int(index[tuple(k)]))
            quads.append(quad[::-1] if bool(inside[tuple(i)]) == (axis == 1) else quad)
    return quads

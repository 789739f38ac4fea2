"""Moving pixels so that points lie on other points, and making a patch meet its surroundings."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Picture = npt.NDArray[np.uint8]
Maps = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]
Box = tuple[int, int, int, int]  # x0, y0, x1, y1; x1 and y1 are outside
GRID = 8  # pixels between places where the spline is evaluated
STIFFNESS = 1e-3
UNIT = 1 / 256.0  # keeps r² log r well scaled


def box_around(points: Floats, margin: float, height: int, width: int) -> Box:
    """Box round (k, 2) points with a margin, cut to the picture."""
    low, high = points.min(0) - margin, points.max(0) + margin
    x0, y0 = max(0, int(low[0])), max(0, int(low[1]))
    return x0, y0, max(x0 + 2, min(width, int(high[0]))), max(y0 + 2, min(height, int(high[1])))


def spline(to: Floats, source: Floats, box: Box) -> Maps:
    """Maps for cv2.remap over `box`: thin-plate spline (Bookstein 1989) that reads at `source` what lands on `to`."""
    p = to.astype(np.float64) * UNIT
    k = len(p)
    r2 = ((p[:, None] - p[None]) ** 2).sum(-1)
    system = np.zeros((k + 3, k + 3))
    system[:k, :k] = 0.5 * r2 * np.log(r2 + 1e-12) + STIFFNESS * np.eye(k)
    system[:k, k], system[:k, k + 1 :] = 1, p
    system[k:, :k] = system[:k, k:].T
    wanted = np.zeros((k + 3, 2))
    wanted[:k] = source - to
    weights = np.linalg.solve(system, wanted).astype(np.float32)
    x0, y0, x1, y1 = box
    columns, rows = -(-(x1 - x0) // GRID) + 1, -(-(y1 - y0) // GRID) + 1
    gx, gy = np.meshgrid((x0 + GRID * np.arange(columns)) * UNIT, (y0 + GRID * np.arange(rows)) * UNIT)
    at = np.stack([gx.ravel(), gy.ravel()], 1).astype(np.float32)
    centre = p.astype(np.float32)
    d2 = np.maximum((at**2).sum(1)[:, None] + (centre**2).sum(1)[None] - 2 * at @ centre.T, 1e-9)
    shift = ((0.5 * d2 * np.log(d2)) @ weights[:k] + weights[k] + at @ weights[k + 1 :]).reshape(rows, columns, 2)
    return _enlarged(shift.astype(np.float32), box)


def _enlarged(shift: npt.NDArray[np.float32], box: Box) -> Maps:
    """The coarse field at every pixel, plus the pixel's own place."""
    x0, y0, x1, y1 = box
    affine = np.array([[GRID, 0, 0], [0, GRID, 0]], np.float32)
    full = cv2.warpAffine(shift, affine, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    x = full[..., 0] + np.arange(x0, x1, dtype=np.float32)[None]
    y = full[..., 1] + np.arange(y0, y1, dtype=np.float32)[:, None]
    return x, y


def moved(picture: Picture, maps: Maps) -> Picture:
    """(H, W) or (H, W, C) uint8 read through the maps."""
    read: Picture = cv2.remap(picture, maps[0], maps[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return read


def hull(points: Floats, box: Box, shrink: float, feather: float) -> npt.NDArray[np.float32]:
    """Soft mask (h, w) 0..1 of the convex hull of (k, 2) points inside `box`."""
    x0, y0, x1, y1 = box
    mask = np.zeros((y1 - y0, x1 - x0), np.uint8)
    outline = cv2.convexHull((points - (x0, y0)).astype(np.float32))
    cv2.fillConvexPoly(mask, np.round(outline * 8).astype(np.int32), 255, lineType=cv2.LINE_AA, shift=3)
    size = 2 * max(1, round(shrink)) + 1
    mask = cv2.erode(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    soft: npt.NDArray[np.float32] = cv2.GaussianBlur(mask, (0, 0), max(0.6, feather)).astype(np.float32) / 255
    return soft


def matched(
    patch: Picture, under: Picture, mask: npt.NDArray[np.float32], sigma: float, least: float, most: float
) -> npt.NDArray[np.float32]:
    """`patch` times a smooth gain that makes it meet `under` along the rim of `mask`; (h, w, 3) float32 codes."""
    small = 4
    rim = mask * (1 - mask) * 4 + 1e-3
    h, w = mask.shape
    size = (max(2, w // small), max(2, h // small))
    rim_small = cv2.resize(rim, size, interpolation=cv2.INTER_AREA)[..., None]
    blur = max(0.8, sigma / small)

    def low(picture: Picture) -> npt.NDArray[np.float32]:
        part = cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.float32) * rim_small
        blurred: npt.NDArray[np.float32] = cv2.GaussianBlur(part, (0, 0), blur)
        return blurred

    weight = cv2.GaussianBlur(rim_small[..., 0], (0, 0), blur)[..., None]
    gain = np.clip((low(under) / weight + 4) / (low(patch) / weight + 4), least, most)
    result: npt.NDArray[np.float32] = patch * cv2.resize(gain, (w, h), interpolation=cv2.INTER_LINEAR)
    return result

"""Which way the surface of the head faces, for the film's light.

Made once per puppet for its neutral frame and moved along with the head: the mesh inside the face, a rounded volume from
the silhouette for hair and ears, blended at the hairline.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
from scipy.interpolate import LinearNDInterpolator

from walkon.likeness.cutout import Mask, face_unit
from walkon.likeness.shape import Floats
from walkon.perception import face_points as fp

Normals = npt.NDArray[np.float32]
"""(H, W, 3) unit, x right, y up, z to the camera."""


def head_normals(points: Floats, alpha: Mask) -> Normals:
    """Normals over a frame of `alpha`'s size; `points` (478, 3) pixels, z towards the camera negative."""
    height, width = alpha.shape
    unit = face_unit(points)
    step = max(1, round(unit / 36))
    xs, ys = np.arange(0, width, step), np.arange(0, height, step)
    grid = np.stack(np.meshgrid(xs, ys), -1).astype(np.float64)
    depth = LinearNDInterpolator(points[:468, :2], -points[:468, 2])(grid)
    inside = np.isfinite(depth)
    face = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 1.5)
    volume = _volume(cv2.resize(alpha, (len(xs), len(ys)), interpolation=cv2.INTER_AREA), points, unit, step)
    offset = np.nanmedian(depth - volume)
    relief = np.where(inside, np.nan_to_num(depth), volume + offset).astype(np.float32)
    relief = cv2.GaussianBlur(relief, (0, 0), 1.2) * face + cv2.GaussianBlur(relief, (0, 0), 2.5) * (1 - face)
    dx = cv2.Sobel(relief, cv2.CV_32F, 1, 0, ksize=3) / (8 * step)
    dy = cv2.Sobel(relief, cv2.CV_32F, 0, 1, ksize=3) / (8 * step)
    normal = np.stack([-dx, dy, np.full_like(dx, 0.9)], -1)
    normal = cv2.resize(cv2.GaussianBlur(normal, (0, 0), 1.0), (width, height), interpolation=cv2.INTER_LINEAR)
    unit_normal: Normals = (normal / np.linalg.norm(normal, axis=-1, keepdims=True)).astype(np.float32)
    return unit_normal


def _volume(alpha: Mask, points: Floats, unit: float, step: int) -> npt.NDArray[np.float32]:
    """A skull-like height over the silhouette, pixels of the full picture."""
    distance = cv2.distanceTransform((alpha > 0.5).astype(np.uint8), cv2.DIST_L2, 5) * step
    radius = 0.75 * unit
    edge = np.minimum(distance, radius) / radius
    dome = radius * np.sqrt(np.maximum(0, 1 - (1 - edge) ** 2))
    middle = points[[fp.FOREHEAD, fp.CHIN], :2].mean(0)
    y, x = np.mgrid[: alpha.shape[0], : alpha.shape[1]] * float(step)
    ball = np.sqrt(np.maximum(0, 1 - ((x - middle[0]) / (1.1 * unit)) ** 2 - ((y - middle[1]) / (1.5 * unit)) ** 2))
    volume: npt.NDArray[np.float32] = cv2.GaussianBlur((0.6 * dome + 0.5 * unit * ball).astype(np.float32), (0, 0), 2.0)
    return volume

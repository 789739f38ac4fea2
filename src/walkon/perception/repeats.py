"""Pictures that were seen before in the same take: loops, and films run backwards.

Every picture leaves a small print of itself. Of two stretches of a take that show the same film, the prints differ by
less than those of neighbours while something moves; a person who makes the same movement twice never hits the same
places to a fraction of a frame's motion. Where nothing moves nothing can be told, and nothing is.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from walkon.perception.picture_noise import Light

SIDE = 32  # cells of a print along each side
STRETCH = 1.2  # seconds that must agree; half a second of a turn and its way back can be alike by chance
LEAST_APART = 0.5  # seconds
MOST_PICTURES = 900  # 30 s at 30 pictures a second; longer takes are thinned out
NEIGHBOURS = 0.1  # seconds; motion within that time is the measure
SAME = 0.25  # of the change between neighbours; below it two stretches are one film. 12 genuine takes: none; 6 copies: .4 to 1
UNALIKE = 0.1  # of the stretch's own variety, so that a calm person is never like themselves

Print = npt.NDArray[np.float16]
"""(SIDE * SIDE,) float16: brightness over a grid, the mean taken out, grey levels."""


def print_of(light: Light) -> Print:
    """Robust against exposure as a whole; fine enough that a tenth of a pixel of motion shows."""
    small = cv2.resize(light.astype(np.float32), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(small - small.mean(), np.float16).reshape(-1)


def repeated_share(prints: npt.NDArray[np.float16], fps: float) -> float:
    """Share of pictures that lie in a stretch shown elsewhere in the take too, forwards or backwards, 0 to 1.

    `prints` is (T, SIDE * SIDE), at a constant rate.
    """
    thin = max(1, -(-len(prints) // MOST_PICTURES))
    prints, fps = prints[::thin], fps / thin
    stretch = max(5, round(STRETCH * fps) | 1)
    if len(prints) < 2 * stretch:
        return 0.0
    apart = distances(prints)
    count = len(prints)
    step = max(1, round(NEIGHBOURS * fps))
    near = np.array([apart[i, min(i + step, count - 1)] + apart[i, max(i - step, 0)] for i in range(count)]) / 2
    same = np.zeros((count, count), bool)
    line = np.eye(stretch, dtype=np.float32) / stretch
    moving = cv2.blur(near.reshape(-1, 1), (1, stretch), borderType=cv2.BORDER_REPLICATE).reshape(-1)
    varied = _variety(prints, stretch)
    limit = np.minimum(SAME * moving, UNALIKE * 2 * varied)
    allowed = np.minimum(limit[:, None], limit[None, :])
    for kernel in (line, np.ascontiguousarray(line[:, ::-1])):
        same |= cv2.filter2D(apart, -1, kernel, borderType=cv2.BORDER_REPLICATE) < allowed
    return float(_covered(same, stretch, max(stretch, round(LEAST_APART * fps))).mean())


def distances(prints: npt.NDArray[np.float16]) -> npt.NDArray[np.float32]:
    """(T, T) mean squared differences of all pairs, grey levels squared."""
    exact = prints.astype(np.float32)
    exact -= exact.mean(axis=0)  # keeps the products small, so that little is lost in their difference
    length = np.square(exact).sum(axis=1)
    apart: npt.NDArray[np.float32] = np.maximum(0, length[:, None] + length[None] - 2 * exact @ exact.T)
    apart /= exact.shape[1]
    return apart


def _variety(prints: npt.NDArray[np.float16], stretch: int) -> npt.NDArray[np.float32]:
    """(T,) variance of the prints within the stretch around each picture, mean over the cells."""
    exact = prints.astype(np.float32)
    exact -= exact.mean(axis=0)
    mean = cv2.blur(exact, (1, stretch), borderType=cv2.BORDER_REPLICATE)
    square = cv2.blur(np.square(exact), (1, stretch), borderType=cv2.BORDER_REPLICATE)
    variety: npt.NDArray[np.float32] = np.maximum(0, square - np.square(mean)).mean(axis=1)
    return variety


def _covered(same: npt.NDArray[np.bool_], stretch: int, apart: int) -> npt.NDArray[np.bool_]:
    """(T,) whether a picture lies in a stretch that agrees with another at least `apart` pictures away."""
    count = len(same)
    index = np.arange(count)
    far = np.abs(index[:, None] - index[None]) >= apart
    half = stretch // 2
    whole = (index >= half) & (index < count - half)
    middles = (same & far & whole[:, None] & whole[None]).any(axis=1)
    spread = cv2.dilate(middles.astype(np.uint8).reshape(-1, 1), np.ones((stretch, 1), np.uint8))
    covered: npt.NDArray[np.bool_] = spread.reshape(-1) > 0
    return covered

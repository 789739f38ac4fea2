"""Regular patterns that a face in front of a camera does not have: the dots of a screen, the squares of an older film.

Both signs are advisory: a shirt or a wall can be regular, and a strong compressor erases or makes such patterns.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from walkon.perception.face_mesh import Picture, Points, box_of

PATCH = 128  # pixels of the face's middle that are looked at
_RINGS = 12  # of equal width between the lowest and the highest frequency
_LOWEST = 14  # cycles per patch; the face itself lies below
_BLOCK = 8  # pixels; transform blocks of JPEG, H.264, VP8
_ROWS = 6  # every so many rows and columns are looked at for blocks

Spectrum = npt.NDArray[np.float32]
"""(PATCH, PATCH) float32, log power, frequency 0 in the middle."""


def face_spectrum(picture: Picture, points: Points) -> Spectrum | None:
    """Of the middle of the face at full size; None where it does not fit."""
    box = box_of(points)
    if not np.isfinite(box).all():
        return None
    left, top = round((box[0] + box[2] - PATCH) / 2), round((box[1] + box[3] - PATCH) / 2)
    if min(left, top) < 0 or left + PATCH > picture.shape[1] or top + PATCH > picture.shape[0]:
        return None
    patch = picture[top : top + PATCH, left : left + PATCH, 1].astype(np.float32)
    window = cv2.createHanningWindow((PATCH, PATCH), cv2.CV_32F)
    power = np.abs(np.fft.fftshift(np.fft.fft2((patch - patch.mean()) * window))) ** 2
    spectrum: Spectrum = np.log(power + 1).astype(np.float32)
    return spectrum


def peak_strength(spectra: list[Spectrum]) -> float:
    """Highest peak above its ring of like frequencies, in log power; 0 for none.

    Measured: 12 genuine takes 1.65 to 3.15, drawn screens of 2.3 pixels per dot 6.8 to 7.9 at 1 and 2.5 Mbit/s.
    """
    if not spectra:
        return 0.0
    mean = np.mean(spectra, axis=0)
    y, x = np.mgrid[:PATCH, :PATCH] - PATCH // 2
    radius = np.hypot(y, x)
    blocks = np.isin(np.abs(y) % (PATCH // _BLOCK), (0, 1, PATCH // _BLOCK - 1))
    blocks |= np.isin(np.abs(x) % (PATCH // _BLOCK), (0, 1, PATCH // _BLOCK - 1))
    edges = np.linspace(_LOWEST, PATCH // 2, _RINGS + 1)
    peaks = [0.0]
    for low, high in zip(edges[:-1], edges[1:], strict=True):
        ring = (radius >= low) & (radius < high) & ~blocks
        peaks.append(float(mean[ring].max() - np.median(mean[ring])))
    return max(peaks)


def block_steps(picture: Picture) -> npt.NDArray[np.float64]:
    """(2, 8) size of the steps between neighbouring pixels by their place modulo 8, along x and y, grey levels.

    All 0 for tiny pictures. A step counts as far as it is larger than those on both sides of it, so that edges of
    things count little.
    """
    if min(picture.shape[:2]) < 4 * _BLOCK:
        return np.zeros((2, _BLOCK))
    rows = picture[_ROWS // 2 :: _ROWS, :, 1].astype(np.int16)
    columns = np.ascontiguousarray(picture[:, _ROWS // 2 :: _ROWS, 1].T).astype(np.int16)
    return np.stack([_steps(rows), _steps(columns)])


def _steps(lines: npt.NDArray[np.int16]) -> npt.NDArray[np.float64]:
    step = np.abs(np.diff(lines, axis=1))
    excess = np.clip(2 * step[:, 1:-1] - step[:, :-2] - step[:, 2:], 0, 8).mean(axis=0)
    place = (np.arange(len(excess)) + 2) % _BLOCK  # of the pixel after the step
    return np.array([excess[place == k].mean() if (place == k).any() else 0.0 for k in range(_BLOCK)])


def shifted_blocks(steps: list[npt.NDArray[np.float64]]) -> float:
    """Sign of blocks that do not begin at the picture's corner, 0 to 1: an older film, moved or cropped.

    How far the strongest other place stands out of the rest. Blocks at the corner are this file's own.
    """
    if not steps:
        return 0.0
    mean = np.mean(steps, axis=0)
    signs = []
    for row in mean:
        others = np.delete(row, [0, 4])  # 4: blocks of 4 x 4 pixels
        usual = float(np.median(others))
        spread = float(np.median(np.abs(others - usual))) + 0.02 * usual + 1e-6
        signs.append((float(others.max()) - usual) / spread)
    return float(np.clip((min(signs) - 3) / 12, 0, 1))

"""High dynamic range recordings (BT.2020 with PQ or HLG) brought to sRGB.

PQ after SMPTE ST 2084, HLG after ITU-R BT.2100; colours to BT.709 after ITU-R BT.2087; highlights are rolled off so that
diffuse white (203 cd/m2, ITU-R BT.2408) comes out a little below full scale.
"""

from __future__ import annotations

from functools import cache

import av
import cv2
import numpy as np
import numpy.typing as npt

PQ, HLG = 16, 18  # transfer characteristics, ISO/IEC 23091-2
WHITE = 203.0  # cd/m2
TO_709 = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]], np.float32
)  # linear RGB


def is_hdr(frame: av.VideoFrame) -> bool:
    return int(getattr(frame, "color_trc", 0) or 0) in (PQ, HLG)


def to_srgb(frame: av.VideoFrame) -> npt.NDArray[np.uint8]:
    """(H, W, 3) BGR sRGB."""
    codes = frame.to_ndarray(format="rgb48le", src_colorspace=9).astype(np.uint16)
    linear = _to_linear(int(frame.color_trc))[codes]
    linear = np.maximum(cv2.transform(linear, TO_709), 0.0)
    brightest = linear.max(axis=2, keepdims=True)
    rolled = brightest * (1 + brightest / 16.0) / (1 + brightest)  # extended Reinhard, white at four times diffuse
    shown = np.clip(linear * (rolled / np.maximum(brightest, 1e-6)) * 1.6, 0.0, 1.0)
    srgb = np.where(shown <= 0.0031308, shown * 12.92, 1.055 * np.power(shown, 1 / 2.4) - 0.055)
    return np.ascontiguousarray((srgb[..., ::-1] * 255 + 0.5).astype(np.uint8))


@cache
def _to_linear(transfer: int) -> npt.NDArray[np.float32]:
    """16-bit code -> light, 1.0 at diffuse white."""
    code = np.arange(65536) / 65535.0
    if transfer == PQ:
        m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
        power = code ** (1 / m2)
        return (10000.0 / WHITE * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1)).astype(np.float32)
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    light = np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)
    return (1000.0 / WHITE * light**1.2).astype(np.float32)

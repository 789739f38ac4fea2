"""Decoded pictures to BGR in sRGB, whatever they were recorded in.

Standard dynamic range goes through swscale with the picture's own matrix and range. High dynamic range (PQ, HLG) is
brought to light, its BT.2020 primaries to BT.709, highlights are rolled off, and the result is coded as sRGB.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

Picture = npt.NDArray[np.uint8]
"""(H, W, 3) uint8, BGR, sRGB."""

_PQ, _HLG = 16, 18  # transfer characteristics, ITU-T H.273 table 3
_MATRICES = {
    1: Colorspace.ITU709,
    4: Colorspace.FCC,
    7: Colorspace.SMPTE240M,
    9: Colorspace.BT2020,
    10: Colorspace.BT2020,
}
_FULL_RANGE_FORMATS = ("yuvj", "rgb", "bgr", "gbr", "gray", "ya")

WHITE = 203.0  # cd/m2 of diffuse white, ITU-R BT.2408
HLG_PEAK = 1000.0  # cd/m2 of the display HLG is graded for, ITU-R BT.2100
PQ_PEAK = 1000.0  # cd/m2; brighter highlights are cut
KNEE = 0.55  # light below this share of diffuse white is left as it is

_TO_709 = np.array(  # BT.2020 -> BT.709 primaries, ITU-R BT.2087, for BGR order
    [[1.1187, -0.1006, -0.0182], [-0.0083, 1.1329, -0.1246], [-0.0728, -0.5876, 1.6605]], dtype=np.float32
)
_CODES = 4096  # steps of the tables
_LIGHT_TOP = 1.25  # table range of display light; roll-off ends at 1


def is_hdr(frame: VideoFrame) -> bool:
    return frame.color_trc in (_PQ, _HLG)


def matrix_of(frame: VideoFrame) -> Colorspace:
    """The YUV matrix: as tagged, else BT.709 for HD sizes and BT.601 for smaller ones."""
    tagged = _MATRICES.get(frame.colorspace)
    if tagged is not None:
        return tagged
    return Colorspace.ITU709 if min(frame.width, frame.height) >= 576 else Colorspace.ITU601


def _range_of(frame: VideoFrame) -> ColorRange:
    if frame.color_range == ColorRange.JPEG or frame.format.name.startswith(_FULL_RANGE_FORMATS):
        return ColorRange.JPEG
    return ColorRange.MPEG


def to_bgr(frame: VideoFrame, reformatter: VideoReformatter, width: int, height: int) -> Picture:
    """The picture scaled to `width` x `height` (as stored, not turned) as BGR in sRGB."""
    smaller = width * height < frame.width * frame.height
    flags = (Interpolation.AREA if smaller else Interpolation.BILINEAR) | Interpolation.ACCURATE_RND
    hdr = is_hdr(frame)
    if not hdr:  # swscale 9 mixes colours up when this is asked for together with 48 bits
        flags |= Interpolation.FULL_CHR_H_INT
    converted = reformatter.reformat(
        frame,
        width=width,
        height=height,
        format="bgr48le" if hdr else "bgr24",
        src_colorspace=matrix_of(frame),
        dst_colorspace=Colorspace.ITU709,
        src_color_range=_range_of(frame),
        dst_color_range=ColorRange.JPEG,
        interpolation=flags,
        threads=1,
    )
    pixels = converted.to_ndarray()
    if not hdr:
        return np.ascontiguousarray(pixels, dtype=np.uint8)
    return tone_mapped(np.asarray(pixels, dtype=np.uint16), hlg=frame.color_trc == _HLG)


def tone_mapped(pixels: npt.NDArray[np.uint16], *, hlg: bool) -> Picture:
    """(H, W, 3) uint16 BGR, BT.2020, PQ or HLG coded -> BGR sRGB."""
    to_light = _hlg_light() if hlg else _pq_light()
    light = to_light[pixels >> 4]
    if hlg:
        luma = light @ np.array([0.0593, 0.6780, 0.2627], dtype=np.float32)
        light *= (HLG_PEAK / WHITE * np.power(np.maximum(luma, 1e-6), 0.2))[..., None]  # system gamma 1.2, BT.2100
    light = np.maximum(cv2.transform(light, _TO_709), 0.0)
    brightest = light.max(axis=2)
    rolled = _rolled_off(brightest, (HLG_PEAK if hlg else PQ_PEAK) / WHITE)
    light *= (rolled / np.maximum(brightest, 1e-6))[..., None]
    index = np.minimum(np.sqrt(light) * ((_CODES - 1) / np.sqrt(_LIGHT_TOP)) + 0.5, _CODES - 1).astype(np.uint16)
    return np.ascontiguousarray(_srgb_codes()[index])


def _rolled_off(light: npt.NDArray[np.float32], peak: float) -> npt.NDArray[np.float32]:
    """Light relative to diffuse white -> 0..1: unchanged up to the knee, then bent so that `peak` becomes 1."""
    room = 1.0 - KNEE
    over = np.maximum(light - KNEE, 0.0) / room
    top = (peak - KNEE) / room
    bent = over * (1.0 + over / (top * top)) / (1.0 + over)  # extended Reinhard: slope 1 at 0, reaches 1 at `top`
    return np.where(light <= KNEE, light, KNEE + room * np.minimum(bent, 1.0)).astype(np.float32)


@lru_cache(maxsize=1)
def _pq_light() -> npt.NDArray[np.float32]:
    """PQ code (12 bits) -> light relative to diffuse white (SMPTE ST 2084)."""
    code = np.linspace(0.0, 1.0, _CODES) ** (1 / 78.84375)
    light = (np.maximum(code - 0.8359375, 0.0) / (18.8515625 - 18.6875 * code)) ** (1 / 0.1593017578125)
    return (np.minimum(10000.0 * light, PQ_PEAK) / WHITE).astype(np.float32)


@lru_cache(maxsize=1)
def _hlg_light() -> npt.NDArray[np.float32]:
    """HLG code (12 bits) -> scene light 0..1 (ITU-R BT.2100)."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    code = np.linspace(0.0, 1.0, _CODES)
    return np.where(code <= 0.5, code * code / 3.0, (np.exp((code - c) / a) + b) / 12.0).astype(np.float32)


@lru_cache(maxsize=1)
def _srgb_codes() -> Picture:
    """Square root of light (table index) -> sRGB code."""
    light = np.linspace(0.0, np.sqrt(_LIGHT_TOP), _CODES) ** 2
    coded = np.where(light <= 0.0031308, 12.92 * light, 1.055 * np.power(light, 1 / 2.4) - 0.055)
    return np.round(np.clip(coded, 0.0, 1.0) * 255.0).astype(np.uint8)

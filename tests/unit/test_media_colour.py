"""Colours survive decoding, whatever they were stored in and however they are scaled."""

from __future__ import annotations

import numpy as np
import pytest
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from walkon.media.colour import to_bgr

# Rec. 709 and Rec. 2100 by hand, independent of the code under test: (Y, Cb, Cr) of an RGB colour
MATRICES = {1: (0.2126, 0.0722), 5: (0.299, 0.114), 9: (0.2627, 0.0593)}
SKIN = (0.80, 0.58, 0.47)  # red, green, blue


def codes(rgb: tuple[float, float, float], matrix: int, bits: int, *, full: bool) -> tuple[int, int, int]:
    red, green, blue = rgb
    kr, kb = MATRICES[matrix]
    luma = kr * red + (1 - kr - kb) * green + kb * blue
    chroma = ((blue - luma) / (2 * (1 - kb)), (red - luma) / (2 * (1 - kr)))
    if full:
        top = (1 << bits) - 1
        return round(luma * top), *(round(c * top + (1 << bits - 1)) for c in chroma)  # type: ignore[return-value]
    unit = 1 << (bits - 8)
    return round((16 + 219 * luma) * unit), *(round((128 + 224 * c) * unit) for c in chroma)  # type: ignore[return-value]


def frame(format: str, values: tuple[int, int, int], size: tuple[int, int] = (192, 128)) -> VideoFrame:
    made = VideoFrame(*size, format)
    for plane, value in zip(made.planes, values, strict=True):
        samples = np.full(plane.buffer_size // (2 if "10" in format else 1), value, np.uint16)
        plane.update(samples.tobytes() if "10" in format else samples.astype(np.uint8).tobytes())
    return made


FORMATS = ("yuv420p", "yuv422p", "yuv444p", "yuv420p10le", "yuv422p10le")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("matrix", [1, 5])
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("size", [(192, 128), (96, 64), (130, 87), (384, 256)])
def test_standard_range(format: str, matrix: int, full: bool, size: tuple[int, int]) -> None:
    made = frame(format, codes(SKIN, matrix, 10 if "10" in format else 8, full=full))
    made.colorspace, made.color_range = matrix, 2 if full else 1
    picture = to_bgr(made, VideoReformatter(), *size)
    assert picture.shape == (size[1], size[0], 3)
    wanted = np.array(SKIN[::-1]) * 255
    assert np.abs(picture[5:-5, 5:-5] - wanted).max() <= 2.5


@pytest.mark.parametrize(("height", "matrix"), [(480, 5), (720, 1)])
def test_without_a_tag_the_size_decides(height: int, matrix: int) -> None:
    made = frame("yuv420p", codes(SKIN, matrix, 8, full=False), (height * 4 // 3, height))
    picture = to_bgr(made, VideoReformatter(), 160, 120)
    assert np.abs(picture[60, 80] - np.array(SKIN[::-1]) * 255).max() <= 2.5


def pq(light: float) -> float:
    """Light in cd/m2 -> PQ code (SMPTE ST 2084)."""
    y = (light / 10000) ** 0.1593017578125
    return float(((0.8359375 + 18.8515625 * y) / (1 + 18.6875 * y)) ** 78.84375)


@pytest.mark.parametrize("size", [(192, 128), (96, 64), (130, 87)])
def test_high_range_keeps_dark_colours_as_they_are(size: tuple[int, int]) -> None:
    """Below the knee nothing is bent: a BT.709 colour shown at 203 cd/m2 white comes back as its sRGB code."""
    linear = np.array([0.32, 0.12, 0.07])  # red, green, blue in BT.709
    to_2020 = np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]])
    red, green, blue = (pq(203.0 * light) for light in to_2020 @ linear)
    made = frame("yuv420p10le", codes((red, green, blue), 9, 10, full=False))
    made.colorspace, made.color_range, made.color_trc, made.color_primaries = 9, 1, 16, 9
    picture = to_bgr(made, VideoReformatter(), *size)
    wanted = 255 * (1.055 * linear ** (1 / 2.4) - 0.055)
    assert np.abs(picture[20, 20, ::-1] - wanted).max() <= 3

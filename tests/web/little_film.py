"""A film that a browser plays, made in a moment: colours that move, and a soft tone."""

from __future__ import annotations

from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from walkon.media.encode import FilmEncoder
from walkon.media.sound import Sound

FPS, RATE = 24, 48_000
Picture = npt.NDArray[np.uint8]


@cache
def little_film(width: int = 270, height: int = 480, seconds: float = 3.0) -> bytes:
    """MP4 with pictures and sound."""
    at = np.arange(round(seconds * RATE)) / RATE
    tone = (0.05 * np.sin(2 * np.pi * 220 * at)).astype(np.float32)
    with FilmEncoder(width, height) as encoder:
        for place in range(round(seconds * FPS)):
            encoder.write(picture(width, height, place / FPS))
        return encoder.finish(Sound(samples=np.stack([tone, tone], axis=1), rate=RATE))


def still(width: int = 270, height: int = 480) -> bytes:
    """A JPEG of its beginning."""
    done, data = cv2.imencode(".jpg", picture(width, height, 0.0))
    assert done
    return data.tobytes()


def picture(width: int, height: int, at: float) -> Picture:
    """Evening sky over a dark ground, and a light that moves: BGR, (H, W, 3)."""
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    sky = np.stack([150 - 90 * down / height, 60 + 90 * down / height, 70 + 150 * down / height], axis=-1)
    sky[down > 0.78 * height] = (34, 30, 36)
    far = np.hypot(across - width * (0.3 + 0.12 * at), down - height * 0.42)
    glow = np.clip(1.4 - far / (0.16 * width), 0, 1)[..., None]
    lit: np.ndarray[tuple[Any, ...], np.dtype[np.uint8]] = np.clip(
        sky + glow * np.array([60, 190, 255]), 0, 255
    ).astype(np.uint8)
    return lit

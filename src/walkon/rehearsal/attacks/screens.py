"""Attacks with a screen in front of the camera."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import repeat

import cv2
import numpy as np
import numpy.typing as npt

from walkon.rehearsal.attacks.footage import Footage, Means, Picture, SecondCamera, one_picture, sway

Light = npt.NDArray[np.float32]

DOT = 2.3  # pixels of the recording per dot of the screen: near two, where dots and pixels beat
TURNED = 1.7  # degrees between the screen's rows and the camera's
DEEP = 0.16  # how much darker it is between dots, share
GAMMA = 1.15  # screens are brighter in the middle and deeper in the shadows than what they show
VEIL = 16.0  # 8-bit light of the room in the glass
BAND = (0.04, 0.7)  # share and rolls per second of the band that the screen's refresh leaves
BEZEL = 0.93  # of the picture that the screen fills
SHAKE = 0.006  # of the width


def photo_on_screen(means: Means) -> Footage:
    """A photograph shown on a phone or tablet."""

    def shown() -> Iterator[Picture]:
        return repeat(one_picture(means.stolen, round(0.8 * means.stolen.fps)), means.live.count)

    return replace(means.live, frames=lambda: _recorded(shown(), means.live.fps, means.seed), points=None)


def video_on_screen(means: Means) -> Footage:
    """A recorded take played on a screen, with its sound."""
    return replace(
        means.stolen, frames=lambda: _recorded(means.stolen.frames(), means.stolen.fps, means.seed), points=None
    )


def _recorded(shown: Iterator[Picture], fps: float, seed: int) -> Iterator[Picture]:
    screen: Screen | None = None
    for index, picture in enumerate(shown):
        screen = screen or Screen(picture, seed)
        yield screen(picture, index / fps)


class Screen:
    """One screen of one size, and the camera in front of it."""

    def __init__(self, like: Picture, seed: int) -> None:
        self._size = like.shape[1::-1]
        self._seed = seed
        self._dots = dots(self._size)
        self._glass = _glass(self._size, seed)
        self._camera = SecondCamera(like, seed, blur=0.45)

    def __call__(self, picture: Picture, moment: float) -> Picture:
        """What the camera sees of a picture shown at that moment, seconds."""
        width, height = self._size
        lit = 255 * np.power(picture.astype(np.float32) / 255, GAMMA) * self._dots
        roll = BAND[0] * np.sin(2 * np.pi * (np.arange(height, dtype=np.float32) / height - BAND[1] * moment))
        lit *= (1 + roll)[:, None, None]
        way = sway(moment, self._seed, 4)
        shift = SHAKE * width * way[:2]
        size = BEZEL * (1 + 0.01 * way[2])
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), TURNED * 0.2 * float(way[3]), size)
        turn[:, 2] += shift
        seen = cv2.warpAffine(lit, turn, self._size, borderValue=(14.0, 14.0, 14.0))
        return self._camera(seen + self._glass)


def dots(size: tuple[int, int]) -> Light:
    """(H, W, 3) share of light by place: rows and columns of dots, the three colours beside each other."""
    width, height = size
    y, x = np.mgrid[:height, :width].astype(np.float32)
    turn = np.radians(TURNED)
    along, across = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    rows = 1 - DEEP / 2 + DEEP / 2 * np.cos(2 * np.pi * across / DOT)
    thirds = [np.cos(2 * np.pi * (along / DOT + third / 3)) for third in range(3)]
    return np.stack([rows * (1 - DEEP / 2 + DEEP / 2 * third) for third in thirds], axis=-1).astype(np.float32)


def _glass(size: tuple[int, int], seed: int) -> Light:
    """(H, W, 3) light of the room that the glass throws back: a soft spot and an even veil."""
    width, height = size
    across, down = np.random.default_rng((seed, 5)).uniform(0.2, 0.8, 2)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    spot = np.exp(-((x / width - across) ** 2 + (y / height - down) ** 2) / 0.04)
    glass: Light = (VEIL * (0.4 + spot)[..., None] * np.array([1.0, 0.97, 0.9])).astype(np.float32)
    return glass

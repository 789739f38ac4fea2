"""Films to be seen in the pictures: made of what the drawn stand-ins of `docs/gallery` played, in a moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from walkon.media.decode import open_clip
from walkon.media.encode import FilmEncoder

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "web" / "public" / "example.mp4"
ACROSS, GAP = 3, 4  # pictures in a row of a contact sheet; pixels between them
FPS, HELD = 24, 18  # pictures of the film for each of the sheet
Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reel:
    """A film (MP4) and the stills of its storyboard (JPEG)."""

    film: bytes
    stills: list[bytes]
    size: tuple[int, int]  # width and height, pixels


@cache
def example() -> Reel:
    """Two astronauts: the welcome page's film."""
    film = EXAMPLE.read_bytes()
    frames = list(open_clip(film).frames())
    return Reel(film=film, stills=[jpeg(frames[at]) for at in (10, 60, 120)], size=(640, 640))


@cache
def gallery(name: str) -> Reel:
    """One of `docs/gallery`, upright, its pictures fading into one another."""
    pictures = [upright(one) for one in cut(read(ROOT / "docs" / "gallery" / f"{name}.jpg"))[1:]]
    height, width = pictures[0].shape[:2]
    with FilmEncoder(width, height) as encoder:
        for number, picture in enumerate(pictures):
            following = pictures[min(number + 1, len(pictures) - 1)]
            for place in range(HELD):
                share = max(0.0, (place - HELD / 2) / (HELD / 2))
                encoder.write(cv2.addWeighted(picture, 1 - share, following, share, 0).astype(np.uint8))
        film = encoder.finish(None)
    return Reel(film=film, stills=[jpeg(pictures[at]) for at in (1, 4, 6)], size=(width, height))


def read(place: Path) -> Picture:
    found = cv2.imread(str(place))
    assert found is not None, place
    return np.array(found, dtype=np.uint8)


def cut(sheet: Picture) -> list[Picture]:
    """The nine pictures of a contact sheet, row by row."""
    height = (sheet.shape[0] - (ACROSS - 1) * GAP) // ACROSS
    width = (sheet.shape[1] - (ACROSS - 1) * GAP) // ACROSS
    inside = 6
    return [
        sheet[
            row * (height + GAP) + inside : row * (height + GAP) + height - inside,
            column * (width + GAP) + inside : column * (width + GAP) + width - inside,
        ]
        for row in range(ACROSS)
        for column in range(ACROSS)
    ]


def upright(picture: Picture) -> Picture:
    """Its middle, 9 : 16, large enough for a phone."""
    height, width = picture.shape[:2]
    half = round(height * 9 / 16 / 2)
    middle = round(width * 0.56)
    large = cv2.resize(picture[:, middle - half : middle + half], (720, 1280), interpolation=cv2.INTER_CUBIC)
    return np.array(large, np.uint8)


def jpeg(picture: Picture) -> bytes:
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 88])
    assert done
    return bytes(data.tobytes())

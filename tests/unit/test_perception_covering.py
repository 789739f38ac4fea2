"""A covered mouth or covered eyes, on faces of a few flat colours."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from walkon.domain.policies import STANDARD
from walkon.perception.covering import covering, covering_seen
from walkon.perception.face_mesh import Picture, Points
from walkon.perception.kept_frames import KeptFrames, packed

BAR = STANDARD.take
Colour = tuple[float, float, float]
"""Linear blue, green, red."""

PALE: Colour = (0.30, 0.40, 0.66)
DARK: Colour = (0.025, 0.042, 0.09)
SKINS = {"pale": PALE, "brown": (0.11, 0.19, 0.36), "dark": DARK}
LAMPS = {"even": (1.0, 1.0, 1.0), "warm": (0.4, 0.8, 1.2), "blue screen": (1.5, 0.6, 0.4), "dim": (0.2, 0.2, 0.2)}
CLOTHS = {"blue": (0.66, 0.50, 0.30), "white": (0.7, 0.7, 0.7), "black": (0.012, 0.012, 0.012), "grey": (0.2, 0.2, 0.2)}
MIDDLE, WIDTH = np.array([160.0, 180.0]), 200.0

# Where the points lie that are looked at: pairs on both sides of the middle; shares of the face's width aside, down.
PAIRS = """
234 454 .50  .00 |  37 267 .04 .300 |  82 312 .04 .345 |  39 269 .08 .310 |  81 311 .08 .345 |  84 314 .04 .400
 87 317 .04 .355 | 181 405 .08 .390 | 178 402 .08 .355 | 167 393 .05 .240 | 165 391 .10 .250 |  83 313 .05 .470
208 428 .08 .570 | 212 432 .22 .360 | 216 436 .20 .300 | 119 348 .20 .050 | 118 347 .25 .050 | 108 337 .10 -.450
468 473 .20 -.10 |  33 263 .28 -.10 | 133 362 .12 -.10 | 230 450 .15 -.02 | 229 449 .20 -.02 | 228 448 .25 -.020
 50 280 .30 .150 | 205 425 .22 .200 |  36 266 .15 .120
"""
MIDDLES = "10 -.7 | 152 .7 | 0 .3 | 13 .345 | 17 .4 | 14 .355 | 164 .24 | 18 .47 | 200 .55 | 199 .6 | 6 -.12 | 197 -.05"
MIDDLES += " | 9 -.25 | 8 -.2 | 151 -.5 | 4 .1 | 195 .02"


@pytest.fixture
def points() -> Points:
    at = np.zeros((478, 3), np.float32)
    at[:, :2] = MIDDLE
    for row in PAIRS.replace("\n", "|").split("|"):
        if row.strip():
            left, right, aside, down = row.split()
            at[int(left), :2] = MIDDLE + WIDTH * np.array([-float(aside), float(down)])
            at[int(right), :2] = MIDDLE + WIDTH * np.array([float(aside), float(down)])
    for row in MIDDLES.split("|"):
        number, down = row.split()
        at[int(number), :2] = MIDDLE + WIDTH * np.array([0.0, float(down)])
    return at


def band(light: npt.NDArray[np.float32], top: float, bottom: float, colour: Colour, half: float = 0.5) -> None:
    """Paints over the face between two heights and as far aside, shares of its width."""
    left, upper = np.rint(MIDDLE + WIDTH * np.array([-half, top])).astype(int)
    right, lower = np.rint(MIDDLE + WIDTH * np.array([half, bottom])).astype(int)
    light[upper:lower, left:right] = colour


def face(skin: Colour, *, beard: Colour | None = None, lips: float = 0.6) -> npt.NDArray[np.float32]:
    """A flat face in linear light; `lips` is the share of the skin's green and blue that they throw back."""
    light = np.empty((360, 320, 3), np.float32)
    light[:] = skin
    if beard is not None:
        band(light, 0.22, 0.7, beard)
    band(light, 0.29, 0.41, (skin[0] * lips, skin[1] * lips, skin[2]), 0.12)
    for side in (-1, 1):
        eye = MIDDLE + WIDTH * np.array([side * 0.2, -0.1])
        x, y = np.rint(eye).astype(int)
        light[y - 6 : y + 6, x - 18 : x + 18] = 0.4
        light[y - 6 : y + 6, x - 5 : x + 5] = 0.02
    return light


def seen(light: npt.NDArray[np.float32], lamp: Colour = (1.0, 1.0, 1.0)) -> Picture:
    noise = np.random.default_rng(0).normal(0, 2, light.shape)
    code = 255 * np.clip(light * np.array(lamp), 0, 1) ** (1 / 2.2) + noise
    return np.asarray(np.clip(code, 0, 255), np.uint8)


@pytest.mark.parametrize("lamp", LAMPS)
@pytest.mark.parametrize("skin", SKINS)
def test_a_bare_face_is_not_covered(points: Points, skin: str, lamp: str) -> None:
    mouth, eyes = covering(seen(face(SKINS[skin]), LAMPS[lamp]), points)
    assert mouth < BAR.mouth_covered - 0.2 and eyes < BAR.eyes_covered - 0.5


@pytest.mark.parametrize("lamp", LAMPS)
@pytest.mark.parametrize("cloth", CLOTHS)
@pytest.mark.parametrize("skin", SKINS)
def test_a_mask_covers_the_mouth(points: Points, skin: str, cloth: str, lamp: str) -> None:
    masked = face(SKINS[skin])
    band(masked, 0.0, 0.7, CLOTHS[cloth])
    mouth, _ = covering(seen(masked, LAMPS[lamp]), points)
    assert mouth > BAR.mouth_covered


@pytest.mark.parametrize("lamp", LAMPS)
@pytest.mark.parametrize("skin", SKINS)
def test_dark_glasses_cover_the_eyes(points: Points, skin: str, lamp: str) -> None:
    shaded = face(SKINS[skin])
    band(shaded, -0.25, 0.09, (0.003, 0.003, 0.003))
    _, eyes = covering(seen(shaded, LAMPS[lamp]), points)
    assert eyes > BAR.eyes_covered


@pytest.mark.parametrize("skin", SKINS)
def test_beard_fringe_red_lips_and_frames_cover_nothing(points: Points, skin: str) -> None:
    black = (0.012, 0.011, 0.013)
    bearded = face(SKINS[skin], beard=black)
    fringed = face(SKINS[skin])
    band(fringed, -0.7, -0.3, black)
    painted = face(SKINS[skin], lips=0.15)
    framed = face(SKINS[skin])
    band(framed, 0.03, 0.06, black, 0.3)
    for picture in (bearded, fringed, painted, framed):
        mouth, eyes = covering(seen(picture), points)
        assert mouth < BAR.mouth_covered and eyes < BAR.eyes_covered


def test_a_hand_before_the_mouth_for_a_moment_is_no_fault(points: Points) -> None:
    masked = face(PALE)
    band(masked, 0.0, 0.7, CLOTHS["blue"])
    pictures = [seen(masked if number < 3 else face(PALE)) for number in range(12)]
    series = np.repeat(points[None], 12, axis=0)
    found = covering_seen(KeptFrames([packed(p) for p in pictures], (360, 320)), series, np.zeros(12, np.float32))
    assert found is not None and found.confidence == 1.0
    assert found.mouth < BAR.mouth_covered and found.eyes < BAR.eyes_covered


def test_a_small_face_and_a_large_one_are_measured_alike(points: Points) -> None:
    masked = face(PALE)
    band(masked, 0.0, 0.7, CLOTHS["blue"])
    picture = seen(masked)
    small = cv2.resize(picture, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    large = cv2.resize(picture, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    sizes = [covering(picture, points), covering(small, points * 0.4), covering(large, points * 3)]
    assert np.ptp(np.array(sizes), axis=0).max() < 0.35


def test_without_a_face_nothing_is_measured() -> None:
    pictures = KeptFrames([packed(seen(face(PALE)))], (360, 320))
    nothing = np.full((1, 478, 3), np.nan, np.float32)
    assert covering_seen(pictures, nothing, np.full(1, np.nan, np.float32)) is None


def test_a_black_picture_gives_numbers(points: Points) -> None:
    assert np.isfinite(covering(np.zeros((360, 320, 3), np.uint8), points)).all()

"""Light on a head: the person's own pixels, multiplied by how the light of the scene differs from that of the take.

Nothing is painted: every pixel keeps its place and its detail, and only a smooth gain (three numbers per direction the
skin may face) brightens or darkens it. The gain is compressed and bounded, because a face under hard light stops
being recognised long before a viewer finds it odd.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from walkon.likeness.head import Head
from walkon.stage import tone
from walkon.stage.backdrop import RGB, PersonLight
from walkon.stage.compiled import compiled

Codes = npt.NDArray[np.uint8]
Linear = npt.NDArray[np.float32]

SIDE_L = np.array([-2.3, 1.5, 2.1]) / np.linalg.norm([2.3, 1.5, 2.1])
SIDE_R = SIDE_L * [-1, 1, 1]
MAP = 64  # directions per axis of the gain map
COMPRESS = 0.92  # exponent of the gain relative to its mean: 1 is the full contrast of the scene's light
LEAST, MOST = 0.34, 1.9  # bounds of the gain relative to its mean
FACE_LEAST, FACE_MOST = 0.155, 0.42  # linear luminance a lit face is kept within
TRIM_LEAST, TRIM_MOST = 0.15, 3.0
SOFTNESS = 0.25  # eyes-to-chin units over which light on a face changes
COARSE = 4  # the soft light is worked out this many times smaller than the normals
RIM = np.float32(0.16)  # squared share of the normal towards the lens below which a surface is the head's rim
NECK = 0.90  # skin under the chin is paler in light, but redder and rougher; this matched drawn and real heads


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadLight:
    """Gain per direction, ready for one shot: `high` and `low` (`MAP`, `MAP`, 3) float32 BGR over (y, x) of the normal.

    `exposure` multiplies the light on the whole person; `neck` is the linear RGB a neck has under light 1.0; `level`
    is the luminance a face catches on average.
    """

    high: Linear
    low: Linear
    exposure: float
    neck: RGB
    level: float


def prepare(light: PersonLight, skin: npt.NDArray[np.float32]) -> HeadLight:
    """Gains for one person; `skin` (3,) linear RGB under the light of the take.

    The whole person is exposed so that the face is neither lost nor burnt out: a camera operator would do the same.
    """
    mean = _mean(shading(light, 1.0))
    face = max(1e-3, tone.luma(tuple(float(v) for v in skin))) * tone.luma(mean)  # type: ignore[arg-type]
    wanted = float(np.clip(face, FACE_LEAST, FACE_MOST))
    exposure = float(np.clip(wanted / face, TRIM_LEAST, TRIM_MOST))
    level = max(tone.luma(mean), 1e-4)
    red, green, blue = (float(c) * NECK for c in skin)
    return HeadLight(
        high=_gain(light, 1.0, exposure),
        low=_gain(light, 1.0 - light.flicker, exposure),
        exposure=exposure,
        neck=(red, green, blue),
        level=level,
    )


def directions() -> tuple[Linear, Linear, Linear]:
    """x, y, z, each (`MAP`, `MAP`): what every entry of a gain map faces; outside the unit circle the nearest rim."""
    axis = (np.arange(MAP, dtype=np.float32) + 0.5) / MAP * 2 - 1
    nx, ny = np.meshgrid(axis, axis)
    long = np.maximum(np.hypot(nx, ny), 1e-6)
    pull = np.minimum(1, 0.995 / long)
    nx, ny = nx * pull, ny * pull
    return nx, ny, np.sqrt(np.maximum(0, 1 - nx**2 - ny**2)).astype(np.float32)


def shading(light: PersonLight, key: float) -> Linear:
    """(`MAP`, `MAP`, 3) linear RGB light on every direction: wrapped keys, sky, rim; the strengths match the busts'."""
    nx, ny, nz = directions()
    total = np.zeros((MAP, MAP, 3), np.float32)
    for side, colour in ((SIDE_L, light.key_l), (SIDE_R, light.key_r)):
        facing = nx * side[0] + ny * side[1] + nz * side[2]
        amount = 1.15 * np.clip((facing + 0.30) / 1.30, 0, 1) ** 1.1
        total += (key * amount)[..., None] * np.asarray(colour, np.float32)
    total += (0.80 * (0.66 + 0.34 * ny))[..., None] * np.asarray(light.fill, np.float32)
    grazing = np.clip((0.50 - nz) / 0.50, 0, 1) ** 2 * np.clip(0.45 + ny, 0.15, 1)
    return np.asarray(total + 0.75 * grazing[..., None] * np.asarray(light.rim, np.float32), np.float32)


def _mean(light: Linear) -> RGB:
    """What a face catches on average: directions weighted by how much of a face looks that way."""
    _, _, nz = directions()
    weight = np.clip(nz, 0, 1) ** 2
    red, green, blue = ((light * weight[..., None]).sum((0, 1)) / weight.sum()).tolist()
    return red, green, blue


def _gain(light: PersonLight, key: float, exposure: float) -> Linear:
    _, ny, nz = directions()
    scene = shading(light, key)
    mean = _mean(shading(light, 1.0))
    bright = scene @ np.asarray(tone.LUMA, np.float32)
    y = max(tone.luma(mean), 1e-4)
    capture = 0.70 + 0.30 * (0.22 * ny + 0.975 * nz)  # takes are lit softly from the front
    gain = np.clip((bright / y / capture) ** COMPRESS, LEAST, MOST)
    tint = (np.maximum(scene, 1e-4) / np.maximum(bright, 1e-4)[..., None]) ** tone.SKIN_CAST
    tint /= (tint @ np.asarray(tone.LUMA, np.float32))[..., None]
    rgb = (gain * y * exposure)[..., None] * tint
    return np.ascontiguousarray(rgb[..., ::-1], dtype=np.float32)


@dataclass(slots=True, kw_only=True)
class LitHead:
    """A head under the light of the shot, in buffers of its own, so that the next one may be drawn meanwhile.

    `picture` (H, W, 4) premultiplied BGRA; `masks` (H, W, 2): hair that falls over clothes, and light wrap.
    """

    picture: Codes
    masks: Codes
    eyes: tuple[float, float]
    chin: tuple[float, float]
    temples: tuple[float, float, float, float]  # left x, y, right x, y: mesh points 234 and 454
    roll: float  # degrees, clockwise
    unit: float


class HeadLighter:
    """Lights head after head into `slots` rotating buffers."""

    def __init__(self, light: HeadLight, curve: Linear, slots: int) -> None:
        self._light = light
        self._curve = curve
        self._linear = tone.linear_of_code()
        self._slots: list[LitHead | None] = [None] * slots
        self._turn = 0

    def __call__(self, head: Head, flicker: float) -> LitHead:
        """`flicker` 0..1: how much of the changing part of the key is on. Valid for `slots` more calls."""
        slot = self._slot(head)
        blend = self._light.low + np.float32(flicker) * (self._light.high - self._light.low)
        small = np.empty((*head.normal.shape[:2], 3), np.float32)
        _gains(head.normal, blend, np.float32(head.chin[1] / 2), np.float32(head.unit / 2), small)
        height, width = head.alpha.shape
        self._soften(small, head)
        gains = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
        soft = cv2.GaussianBlur(
            cv2.resize(head.alpha, (width // 2, height // 2), interpolation=cv2.INTER_AREA),
            (0, 0),
            max(0.6, 0.013 * head.unit),
        )
        soft = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
        _light_head(head.image, head.alpha, head.hair, soft, gains, self._linear, self._curve, slot.picture, slot.masks)
        left, right = head.points[33], head.points[263]
        slot.eyes, slot.chin, slot.unit = head.eyes, head.chin, head.unit
        slot.roll = float(np.degrees(np.arctan2(right[1] - left[1], right[0] - left[0])))
        a, b = head.points[234], head.points[454]
        slot.temples = (float(a[0]), float(a[1]), float(b[0]), float(b[1]))
        return slot

    def _soften(self, gains: Linear, head: Head) -> None:
        """Light changes over a face as a whole, not from feature to feature: those have their shading from the take.

        Only where the head turns away from the lens, at its rim, light keeps to the surface.
        """
        height, width = gains.shape[:2]
        size = (max(1, width // COARSE), max(1, height // COARSE))
        inside = cv2.resize(head.alpha, size, interpolation=cv2.INTER_AREA).astype(np.float32) + np.float32(1e-2)
        sigma = SOFTNESS * head.unit / (2 * COARSE)
        coarse = cv2.resize(gains, size, interpolation=cv2.INTER_AREA) * inside[..., None]
        coarse = cv2.GaussianBlur(coarse, (0, 0), sigma) / cv2.GaussianBlur(inside, (0, 0), sigma)[..., None]
        _merge(head.normal, cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR), gains)

    def _slot(self, head: Head) -> LitHead:
        self._turn = (self._turn + 1) % len(self._slots)
        slot = self._slots[self._turn]
        shape = head.alpha.shape
        if slot is None or slot.picture.shape[:2] != shape:
            slot = LitHead(
                picture=np.empty((*shape, 4), np.uint8),
                masks=np.empty((*shape, 2), np.uint8),
                eyes=head.eyes,
                chin=head.chin,
                temples=(0.0, 0.0, 0.0, 0.0),
                roll=0.0,
                unit=head.unit,
            )
            self._slots[self._turn] = slot
        return slot


@compiled
def _gains(normal: Linear, light: Linear, chin: np.float32, unit: np.float32, out: Linear) -> None:
    """Gain of every (half size) pixel; the underside of the chin lies in its own shadow."""
    half = np.float32(MAP / 2)
    for y in range(normal.shape[0]):
        under = min(
            max((y - (chin - np.float32(0.10) * unit)) / (np.float32(0.18) * unit), np.float32(0)), np.float32(1)
        )
        shade = np.float32(1) - np.float32(0.22) * under
        for x in range(normal.shape[1]):
            i = min(MAP - 1, max(0, int((normal[y, x, 0] + np.float32(1)) * half)))
            j = min(MAP - 1, max(0, int((normal[y, x, 1] + np.float32(1)) * half)))
            for c in range(3):
                out[y, x, c] = light[j, i, c] * shade


@compiled
def _merge(normal: Linear, soft: Linear, gains: Linear) -> None:
    """`soft` where the head faces the lens, `gains` at its rim, into `gains`."""
    for y in range(normal.shape[0]):
        for x in range(normal.shape[1]):
            nz = np.float32(1) - normal[y, x, 0] * normal[y, x, 0] - normal[y, x, 1] * normal[y, x, 1]
            rim = min(max((RIM - nz) / RIM, np.float32(0)), np.float32(1))
            for c in range(3):
                gains[y, x, c] = soft[y, x, c] + rim * (gains[y, x, c] - soft[y, x, c])


@compiled
def _light_head(
    image: Codes,
    alpha: Codes,
    hair: Codes,
    soft: Codes,
    gains: Linear,
    linear: Linear,
    curve: Linear,
    out: Codes,
    masks: Codes,
) -> None:
    last = tone.TABLE_SIZE - 1
    scale = np.float32(last * last / tone.TABLE_MAX)
    for y in range(alpha.shape[0]):
        for x in range(alpha.shape[1]):
            code = alpha[y, x]
            if code == 0:
                out[y, x, 0] = out[y, x, 1] = out[y, x, 2] = out[y, x, 3] = 0
                masks[y, x, 0] = masks[y, x, 1] = 0
                continue
            a = code * np.float32(1 / 255)
            for c in range(3):
                i = min(last, int(np.sqrt(linear[image[y, x, c]] * gains[y, x, c] * scale)))
                out[y, x, c] = np.uint8(curve[i] * a + np.float32(0.5))
            out[y, x, 3] = code
            masks[y, x, 0] = min(hair[y, x], code)
            masks[y, x, 1] = min(255 - soft[y, x], code)

"""The sky of one shot: colours by height, sun or moon with its glow, clouds lit by it, stars. Computed once.

Directions are (…, 3) float32 unit vectors in the camera's level axes: x right, y up, z into the picture. Light is linear
RGB; 1.0 is a white wall in the shot's light.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from walkon.stage.compiled import compiled
from walkon.stage.sea import noise
from walkon.stage.sea.light import SeaLight

Floats = npt.NDArray[np.float32]

MIRROR = 192  # cells a side of the sky that water mirrors
BASE, DEPTH = 1.15, 0.85  # kilometres: the clouds' floor and how far they reach above it
CELL = 4.2  # kilometres after which the clouds repeat
STEPS = 22


class Sky:
    """`light` from above the sea; `seed` decides where clouds and stars stand."""

    def __init__(self, light: SeaLight, seed: int) -> None:
        self._light = light
        self._sun = light.sun_direction
        self._offset = np.random.default_rng([seed, 61]).uniform(0, CELL * 4, 2).astype(np.float32)
        self._seed = seed

    def picture(self, directions: Floats) -> Floats:
        """(H, W, 3) light from every direction of a picture, sun and stars included."""
        height, width = directions.shape[:2]
        small = np.ascontiguousarray(directions[::2, ::2])
        veil = cv2.resize(self._clouds(small), (width, height), interpolation=cv2.INTER_CUBIC)
        behind = self._clear(directions)
        if self._light.stars > 0:
            behind += self._stars(directions)
        behind += self._disc(directions)
        return np.asarray(behind * (1 - np.clip(veil[..., 3:], 0, 1)) + np.maximum(veil[..., :3], 0), np.float32)

    def mirror(self) -> Floats:
        """(`MIRROR`, `MIRROR`, 3) the upper half of the world at (x, z) / (1 + y), without the sun itself."""
        q = (np.arange(MIRROR, dtype=np.float32) + 0.5) / MIRROR * 2 - 1
        x, z = np.meshgrid(q, q)
        r = x * x + z * z
        y = np.maximum((1 - r) / (1 + r), 0)
        length = np.sqrt(np.maximum(x * x + z * z, 1e-9))
        flat = np.sqrt(np.maximum(1 - y * y, 0)) / length
        directions = np.stack([x * flat, y, z * flat], -1).astype(np.float32)
        veil = self._clouds(directions)
        sky = self._clear(directions) * (1 - veil[..., 3:]) + veil[..., :3]
        return np.ascontiguousarray(cv2.GaussianBlur(sky, (0, 0), 0.8), np.float32)

    def haze(self, directions: Floats) -> Floats:
        """(H, W, 3) colour of the air at the horizon below every direction."""
        level = directions.copy()
        level[..., 1] = 0.015
        return self._clear(level)

    def _clear(self, d: Floats) -> Floats:
        light = self._light
        up = np.maximum(d[..., 1:2], 0)
        to_sun = np.clip(d @ self._sun, 0, 1)[..., None]
        beside = np.clip(
            (d[..., :1] * self._sun[0] + d[..., 2:] * self._sun[2]) / math.hypot(self._sun[0], self._sun[2]), -1, 1
        )
        low = np.exp(-up * 9.0)
        middle = np.exp(-(((up - 0.13) / 0.16) ** 2)) * (1 - 0.6 * low)
        warm = 0.45 + 0.55 * (0.5 + 0.5 * beside) ** 2
        sky = _rgb(light.zenith) * (1 - np.exp(-up * 3.4)) + _rgb(light.middle) * middle * (0.6 + 0.4 * warm)
        sky = sky + _rgb(light.horizon) * np.exp(-up * 7.0) * warm
        glow = _rgb(light.glow)
        sky = sky + glow * (0.30 * to_sun**9 * np.exp(-up * 2.2) + 0.55 * to_sun**60 + 1.5 * to_sun**700)
        return np.asarray(sky, np.float32)

    def _disc(self, d: Floats) -> Floats:
        cosine = math.cos(math.radians(self._light.disc_degrees / 2))
        edge = (1 - cosine) * 0.25
        inside = np.clip((d @ self._sun - cosine) / edge, 0, 1)[..., None]
        return np.asarray(inside * _rgb(self._light.disc), np.float32)

    def _stars(self, d: Floats) -> Floats:
        chance = np.random.default_rng([self._seed, 62])
        height, width = d.shape[:2]
        field = np.zeros((height, width), np.float32)
        count = int(height * width / 900)
        size = chance.pareto(1.6, count).astype(np.float32) * 0.12
        at = chance.integers(0, (height - 1, width - 1), (count, 2))
        field[at[:, 0], at[:, 1]] = np.minimum(size, 2.0)
        field = cv2.GaussianBlur(field, (0, 0), 0.62)
        faint = np.clip((d[..., 1] - 0.05) * 4, 0, 1)
        return np.asarray((field * faint)[..., None] * self._light.stars * _rgb((0.85, 0.92, 1.1)), np.float32)

    def _clouds(self, d: Floats) -> Floats:
        """(H, W, 4) light of the clouds, premultiplied, and how much they hide."""
        light = self._light
        out = np.zeros((d.shape[0] * d.shape[1], 4), np.float32)
        numbers = np.array([light.cover, light.density, self._offset[0], self._offset[1]], np.float32)
        _march(
            np.ascontiguousarray(d.reshape(-1, 3)), self._sun, noise.puffs(), noise.cover(), d.shape[1], numbers, out
        )
        out = cv2.blur(out.reshape(*d.shape[:2], 4), (3, 3))
        hidden, lit, shade, far = (out[..., i : i + 1] for i in range(4))
        to_sun = np.clip(d @ self._sun, 0, 1)[..., None]
        silver = 0.75 + 0.9 * to_sun**6 + 2.2 * to_sun**48
        colour = _rgb(light.cloud_lit) * lit * silver + _rgb(light.cloud_shade) * shade
        clouds = colour * (1 - far) + self._clear(d) * hidden * far
        combed, alpha = self._cirrus(d, to_sun)
        clouds = clouds + combed * alpha * (1 - hidden)
        return np.asarray(np.concatenate([clouds, hidden + alpha * (1 - hidden)], -1), np.float32)

    def _cirrus(self, d: Floats, to_sun: Floats) -> tuple[Floats, Floats]:
        light = self._light
        up = np.maximum(d[..., 1], 0.02)
        x = d[..., 0] / (up + 0.06) * 46 + self._offset[0] * 30
        z = d[..., 2] / (up + 0.06) * 46 + self._offset[1] * 30
        high = cv2.remap(noise.cirrus(), x % 511, z % 511, cv2.INTER_LINEAR)
        fine = cv2.remap(noise.cirrus(), (z * 3.1) % 511, (x * 2.3) % 511, cv2.INTER_LINEAR)
        alpha = np.clip((high * 0.8 + fine * 0.3 - 0.42) * 2.0, 0, 1) * np.clip((up - 0.03) * 9, 0, 1) * light.cirrus
        colour = _rgb(light.cloud_lit) * (0.62 + 0.5 * to_sun**4 + 0.9 * to_sun**30) + _rgb(light.cloud_shade) * 0.25
        return colour.astype(np.float32), alpha[..., None].astype(np.float32)


def _rgb(colour: tuple[float, float, float]) -> Floats:
    return np.asarray(colour, np.float32)


@compiled
def _puff(puffs: Floats, x: np.float32, y: np.float32, z: np.float32) -> np.float32:
    """Trilinear, repeating in x and z; `y` in cells, held at both ends."""
    top, side = puffs.shape[0], puffs.shape[1]
    y = min(max(y, np.float32(0)), np.float32(top - 1.01))
    ix, iy, iz = int(np.floor(x)), int(y), int(np.floor(z))
    fx, fy, fz = x - ix, y - iy, z - iz
    x0, z0 = ix % side, iz % side
    x1, z1 = (x0 + 1) % side, (z0 + 1) % side
    low = (puffs[iy, z0, x0] * (1 - fx) + puffs[iy, z0, x1] * fx) * (1 - fz) + (
        puffs[iy, z1, x0] * (1 - fx) + puffs[iy, z1, x1] * fx
    ) * fz
    high = (puffs[iy + 1, z0, x0] * (1 - fx) + puffs[iy + 1, z0, x1] * fx) * (1 - fz) + (
        puffs[iy + 1, z1, x0] * (1 - fx) + puffs[iy + 1, z1, x1] * fx
    ) * fz
    return np.float32(low * (1 - fy) + high * fy)


@compiled
def _dense(puffs: Floats, cover: Floats, x: np.float32, h: np.float32, z: np.float32, amount: np.float32) -> np.float32:
    """Water in the air at (x, z) kilometres, `h` 0..1 from the clouds' floor to their top."""
    n = cover.shape[0]
    u, v = x * np.float32(n / 31.0), z * np.float32(n / 31.0)
    iu, iv = int(np.floor(u)), int(np.floor(v))
    fu, fv = u - iu, v - iv
    u0, v0 = iu % n, iv % n
    u1, v1 = (u0 + 1) % n, (v0 + 1) % n
    here = (cover[v0, u0] * (1 - fu) + cover[v0, u1] * fu) * (1 - fv) + (
        cover[v1, u0] * (1 - fu) + cover[v1, u1] * fu
    ) * fv
    scale = np.float32(128 / 4.2)
    puff = _puff(puffs, x * scale, h * np.float32(26.0), z * scale)
    body = np.float32(1.25) * amount - np.float32(0.75) + np.float32(0.55) * here + np.float32(0.36) * puff
    shape = min(np.float32(1), h * np.float32(7)) - np.float32(1.15) * h * h
    return max(np.float32(0), min(np.float32(1), (body + shape - np.float32(0.62)) * np.float32(1.5)))


@compiled
def _march(d: Floats, sun: Floats, puffs: Floats, cover: Floats, width: int, numbers: Floats, out: Floats) -> None:
    """`out` (N, 4): hidden 0..1, light of the sun, light of the sky, share of haze before the cloud."""
    thick, ox, oz = numbers[1], numbers[2], numbers[3]
    sun_up = max(sun[1], np.float32(0.10))
    for i in range(d.shape[0]):
        up = d[i, 1]
        if up < 0.004:
            continue
        start = np.float32(BASE) / (up + np.float32(0.012))
        end = np.float32(BASE + DEPTH) / (up + np.float32(0.012))
        end = min(end, start + np.float32(5.0))
        step = (end - start) / STEPS
        through = np.float32(1)
        lit = np.float32(0)
        shade = np.float32(0)
        # Interleaved gradient noise (J. Jimenez, 2014): a 3 x 3 mean of it hides the steps.
        inner = np.float32(0.06711056) * (i % width) + np.float32(0.00583715) * (i // width)
        phase = np.float32(52.9829189) * (inner - np.floor(inner))
        phase -= np.floor(phase)
        # Clouds open around the sun, so that it is seen.
        near = max(np.float32(0), d[i, 0] * sun[0] + d[i, 1] * sun[1] + d[i, 2] * sun[2])
        amount = numbers[0] - np.float32(0.16) * near**120
        for k in range(STEPS):
            t = start + (k + phase) * step
            x, z = d[i, 0] * t + ox, d[i, 2] * t + oz
            h = (up * t - np.float32(BASE) + np.float32(0.012) * t) / np.float32(DEPTH)
            dense = _dense(puffs, cover, x, h, z, amount)
            if dense < 0.01:
                continue
            shadow = np.float32(0)
            reach = np.float32(0.06)
            for _ in range(4):
                reach = reach * np.float32(1.9)
                shadow += reach * _dense(
                    puffs, cover, x + sun[0] * reach, h + sun_up * reach / np.float32(DEPTH), z + sun[2] * reach, amount
                )
            optical = dense * step * thick * np.float32(7)
            stop = 1 - np.exp(-optical)
            arrives = np.exp(-shadow * thick * np.float32(4.2)) * np.float32(0.85) + np.float32(0.15) * np.exp(
                -shadow * thick * np.float32(0.9)
            )
            lit += through * stop * arrives
            shade += through * stop * (np.float32(0.55) + np.float32(0.45) * h)
            through *= 1 - stop
            if through < 0.01:
                break
        low = min(np.float32(1), (up - np.float32(0.004)) * np.float32(40))
        out[i, 0] = (1 - through) * low
        out[i, 1] = lit * low
        out[i, 2] = shade * low
        out[i, 3] = 1 - np.exp(-((start / np.float32(17)) ** 2))

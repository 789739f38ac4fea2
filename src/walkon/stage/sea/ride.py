"""A breaking wave at sea as a backdrop: the camera rides along with it."""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from walkon.domain.plan import FPS, Framing, Hour, Weather
from walkon.stage import camera as cameras
from walkon.stage import tone
from walkon.stage.backdrop import RGB, CameraPose, PersonLight
from walkon.stage.sea import layers, noise, shading, shape, veil, water
from walkon.stage.sea.light import light_at
from walkon.stage.sea.ripples import Ripples
from walkon.stage.sea.sky import Sky
from walkon.stage.sea.spray import Spray
from walkon.stage.sea.view import VIEWS, Lens, lens

Codes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float64]
F = np.float32

SHUTTER = 0.012  # seconds in which the water blurs
CHOP = 0.10  # metres (root mean square) by which chop moves the outline of the water
MAP = 8  # pixels per cell of the map that bends the sea


class Sea:
    """A `Backdrop`. Any frame can be drawn at any time: it depends on the arguments, the seed and its number alone."""

    def __init__(
        self,
        framing: Framing,
        hour: Hour,
        weather: Weather,
        size: tuple[int, int],
        *,
        seed: int,
        start: int = 0,
        fps: float = FPS,
    ) -> None:
        self._size, self._start, self._fps = size, start, fps
        view = VIEWS[framing]
        self._view = view
        surface = shape.surface(view.wave, view.eye[0])
        self._light = light_at(hour, weather, *_over_the_shoulder(surface, lens(view, size, 1.0), size))
        self._whole = lens(view, size, 1.0)
        self._small = lens(view, size, view.scale)
        sky = Sky(self._light, seed)
        self._curve = tone.table(tone.film)
        self._prepare_sky(sky)
        self._prepare_sea(sky, surface)
        self._ripples = Ripples(seed, view.speed * SHUTTER, self._light.rough)
        self._phases = np.random.default_rng([seed, 81]).uniform(0, 2 * math.pi, 8)
        self._prepare_frames()
        self._spray_in_front = None if framing is Framing.WIDE else self._flying(seed)

    def _flying(self, seed: int) -> Spray:
        light = self._light
        linear = np.asarray(light.foam_sky, np.float32) + F(0.28) * np.asarray(light.sun, np.float32)
        codes = _codes(linear[None, None] * F(light.exposure), self._curve)[0, 0, ::-1]
        return Spray(self._size, seed, codes, light.wind)

    @property
    def light(self) -> PersonLight:
        return self._light.person

    @property
    def air(self) -> RGB:
        return self._light.air

    def behind(self, frame: int, camera: CameraPose, out: Codes) -> None:
        seconds = (frame + self._start) / self._fps
        self._draw_sea(seconds)
        pose = self._riding(seconds, camera)
        width, height = self._size
        shift = np.array(
            [[1, 0, -(self._whole.width - width) / 2], [0, 1, -(self._whole.height - height) / 2], [0, 0, 1.0]]
        )
        turn = cameras.lens(pose, self._whole.focal, width, height)
        away = cameras.card(pose, self._view.far, self._whole.focal, (width / 2, self._view.horizon * height))
        cv2.warpAffine(
            self._sky, (turn @ shift)[:2], (width, height), dst=self._sky_seen, borderMode=cv2.BORDER_REPLICATE
        )
        enlarge = 1 / self._small_scale
        half = 0.5 * enlarge - 0.5
        larger = np.array([[enlarge, 0, half], [0, enlarge, half], [0, 0, 1.0]])
        self._bend(turn @ away @ shift @ larger, seconds)
        layers.lay(self._sky_seen, self._sea_seen, self._glow, out)

    def front(self, frame: int, camera: CameraPose, out: Codes) -> None:
        if self._spray_in_front is not None:
            self._spray_in_front.draw((frame + self._start) / self._fps, out)

    def _prepare_sky(self, sky: Sky) -> None:
        whole, light = self._whole, self._light
        directions = whole.directions()
        linear = sky.picture(directions)
        radius = self._view.blur * math.hypot(*self._size)
        if radius > 0.6:
            linear = cv2.GaussianBlur(linear, (0, 0), radius * 0.7)
        to_sun = np.clip(directions @ light.sun_direction, 0, 1)
        glow = 0.55 * to_sun**40 + 0.45 * to_sun**400
        codes = _codes(linear * F(light.exposure), self._curve)
        grain = np.random.default_rng(5).uniform(-0.5, 0.5, codes.shape[:2])[..., None]
        picture = np.concatenate([(codes + grain)[..., ::-1], 255 * glow[..., None]], -1)
        self._sky: Codes = np.clip(picture + 0.5, 0, 255).astype(np.uint8)
        self._glow = np.asarray(light.glare[::-1], np.float32)
        self._sky_seen = np.empty((self._size[1], self._size[0], 4), np.uint8)

    def _prepare_sea(self, sky: Sky, surface: shape.Surface) -> None:
        small, light = self._small, self._light
        self._small_scale = small.focal / self._whole.focal
        directions = small.directions()
        self._water = water.water(surface, small, light, sky.haze(directions))
        self._mirror = water.reflect(sky.mirror(), surface, small, light)
        self._veil = veil.veil(surface, small, light, self._water.depth, light.wind)
        to_sun = np.clip(directions @ light.sun_direction, 0, 1)
        self._sunlit = np.asarray(0.15 + 0.45 * to_sun**8 + 1.1 * to_sun**60, np.float32)
        self._foam = noise.foam(0.03)
        self._spray = noise.spray()
        exposure = light.exposure
        self._spray_colours = np.asarray([light.foam_sky, light.sun], np.float32) * F(exposure)
        self._colours = np.asarray(
            [light.sun_direction, light.sun, light.body, light.foam_sky, (260.0, 4.0, 7.0)], np.float32
        )

    def _prepare_frames(self) -> None:
        self._metres = _coarse(self._water, self._small)
        self._chop = noise.fractal(256, 1.3, 91)
        h, w = self._small.height, self._small.width
        self._linear = np.zeros((h, w, 3), np.float32)
        self._thick = np.zeros((h, w, 2), np.float32)
        self._sea = np.zeros((h, w, 4), np.uint8)
        self._sea_seen = np.empty((self._size[1], self._size[0], 4), np.uint8)

    def _draw_sea(self, seconds: float) -> None:
        view = self._view
        drift = F(view.speed * seconds)
        shading.shade(
            self._water.pixels, self._water.at, self._ripples.slopes(seconds + 50), self._foam, self._mirror,
            self._water.along, self._colours, drift, F(view.rise * seconds), F(self._light.exposure),
            self._linear.reshape(-1, 3),
        )  # fmt: skip
        self._thick[...] = 0
        veil.blow(self._veil.pixels, self._veil.at, self._spray, drift, F(1.5 * seconds), self._thick.reshape(-1, 2))
        layers.develop(
            self._linear, self._water.alpha, self._thick, self._sunlit, self._spray_colours, self._curve, self._sea
        )
        radius = view.blur * math.hypot(*self._size) * self._small_scale
        if radius > 0.5:
            cv2.GaussianBlur(self._sea, (0, 0), radius * 0.7, dst=self._sea)

    def _bend(self, matrix: Matrix, seconds: float) -> None:
        """The sea as the camera sees it, enlarged; chop runs along crest and lip and lifts their outline."""
        width, height = self._size
        inverse = np.linalg.inv(matrix)
        metres = self._metres
        a, s = metres[..., 0] + self._view.speed * seconds, metres[..., 1] - self._view.rise * seconds
        chop = self._chop
        x = cv2.remap(chop, (a * 7.0) % 255, (s * 7.0) % 255, cv2.INTER_LINEAR)
        y = cv2.remap(chop, (s * 6.1 + 90) % 255, (a * 6.1) % 255, cv2.INTER_LINEAR)
        bent = np.stack([x * metres[..., 2] * 0.5, y * metres[..., 2]], -1)
        h, w = -(-height // MAP) + 1, -(-width // MAP) + 1
        gx, gy = np.meshgrid(np.arange(w) * MAP, np.arange(h) * MAP)
        qx = (inverse[0, 0] * gx + inverse[0, 1] * gy + inverse[0, 2]).astype(np.float32)
        qy = (inverse[1, 0] * gx + inverse[1, 1] * gy + inverse[1, 2]).astype(np.float32)
        moved = cv2.remap(bent, qx / MAP, qy / MAP, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        grid = np.stack([qx, qy], -1) + moved
        fine = cv2.warpAffine(
            grid, np.array([[1 / MAP, 0, 0], [0, 1 / MAP, 0.0]]), (width, height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        )  # fmt: skip
        cv2.remap(self._sea, fine, None, cv2.INTER_LINEAR, dst=self._sea_seen, borderMode=cv2.BORDER_REPLICATE)

    def _riding(self, seconds: float, camera: CameraPose) -> CameraPose:
        """The camera's own way, and that it rides over chop."""
        p = self._phases
        amount = 0.3 if self._view.blur == 0 else 1.0

        def sway(slow: float, i: int) -> float:
            w = 2 * math.pi * slow * seconds
            return math.sin(w + p[i]) + 0.35 * math.sin(2.7 * w + p[i + 1])

        return CameraPose(
            x=camera.x,
            y=camera.y,
            z=camera.z,
            yaw=camera.yaw + 0.25 * amount * sway(0.23, 0),
            roll=camera.roll + 0.9 * amount * sway(0.31, 2),
            zoom=camera.zoom,
        )


def _over_the_shoulder(surface: shape.Surface, lens: Lens, size: tuple[int, int]) -> tuple[float, float]:
    """Degrees to the right and up where a low sun is just seen over the wave's shoulder, at the picture's right."""
    right = 0.35 * size[0]
    screen = lens.screen(surface.points)
    seen = screen[(screen[..., 2] > 1) & (np.abs(screen[..., 0] - lens.centre[0] - right) < 0.03 * size[0])]
    above = lens.centre[1] - float(seen[:, 1].min()) + 0.055 * size[1]
    return math.degrees(math.atan(right / lens.focal)), math.degrees(math.atan(above / math.hypot(lens.focal, right)))


def _coarse(water: water.Water, lens: Lens) -> Floats:
    """(h, w, 3) of every `MAP`th pixel: metres along crest and stream, and how far chop moves it, pixels."""
    small = (-(-lens.width // MAP) + 1, -(-lens.height // MAP) + 1)
    whole = np.zeros((lens.height * lens.width, 3), np.float32)
    whole[water.at, :2] = water.pixels[:, :2]
    lift = np.minimum(CHOP * lens.focal / np.maximum(water.depth, 1), 0.012 * lens.height)
    whole[:, 2] = np.where(water.alpha > 0, lift, 0).ravel()
    known = (water.alpha > 0).astype(np.uint8)
    # The sky above an outline moves with it.
    _, label = cv2.distanceTransformWithLabels(1 - known, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    nearest = np.zeros(label.max() + 1, np.int64)
    nearest[label[known > 0]] = np.flatnonzero(known)
    spread = whole[nearest[label.ravel()]].reshape(lens.height, lens.width, 3)
    rows = np.minimum(np.arange(small[1]) * MAP, lens.height - 1)
    columns = np.minimum(np.arange(small[0]) * MAP, lens.width - 1)
    return np.ascontiguousarray(spread[rows][:, columns])


def _codes(linear: Floats, curve: Floats) -> Floats:
    """Codes 0..255 of linear light on the curve, between its steps."""
    at = np.sqrt(np.clip(linear, 0, tone.TABLE_MAX * 0.999) / tone.TABLE_MAX) * (tone.TABLE_SIZE - 1)
    i = at.astype(np.int32)
    return np.asarray(curve[i] + (curve[i + 1] - curve[i]) * (at - i), np.float32)

"""A setting made of plates, moving with the camera.

`far` is an upright card at the horizon, `mid` is ground (or a room's card), `fg` stands between people and lens. Light,
fog and focus are mixed once per shot; a frame is two warps and one pass that lays them over each other.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from walkon.domain.plan import Framing
from walkon.stage import camera as cameras
from walkon.stage import plates, tone
from walkon.stage.backdrop import RGB, CameraPose, PersonLight
from walkon.stage.beat import swing
from walkon.stage.catalogue.entries import HourLight, Setting
from walkon.stage.compiled import compiled
from walkon.stage.weather import Air

Codes = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]

OVERSCAN = 1.13  # plates are this much larger than the picture
LENS = {Framing.WIDE: 1.0, Framing.MEDIUM: 1.10, Framing.CLOSE: 1.32}
"""Longer lenses come closer: how much the plate is enlarged."""
BLUR = {Framing.WIDE: 0.0006, Framing.MEDIUM: 0.0034, Framing.CLOSE: 0.0075}
"""Radius of a far point out of focus, share of the picture's diagonal."""
FG_BLUR = 0.012
RISE = {Framing.WIDE: 0.02, Framing.MEDIUM: 0.0, Framing.CLOSE: -0.02}
"""How far the horizon is pushed down (+), share of the picture's height."""


class Scenery:
    """A `Backdrop` made of plates, for one shot."""

    def __init__(
        self,
        plate_set: plates.PlateSet,
        setting: Setting,
        hour: HourLight,
        air: Air,
        framing: Framing,
        size: tuple[int, int],
        *,
        start: int,
        beat: float,
    ) -> None:
        self._width, self._height = size
        self._hour, self._air, self._start, self._beat = hour, air, start, beat
        self._indoors, self._ground = setting.indoors, setting.ground
        self._set = plate_set
        self._fit(setting.focus, framing)
        self._layers = self._mix(framing)
        self._far = np.empty((self._height, self._width, 4), np.uint8)
        self._mid = np.zeros((self._height, self._width, 4), np.uint8)
        self._near = np.zeros((self._height, self._width, 4), np.uint8)

    @property
    def light(self) -> PersonLight:
        return self._hour.person

    @property
    def air(self) -> RGB:
        return self._hour.air

    def behind(self, frame: int, camera: CameraPose, out: Codes) -> None:
        view = cameras.lens(camera, self._focal, self._width, self._height)
        flow = swing(self._start + frame, self._beat)
        far = view @ cameras.card(camera, self._set.far_metres, self._focal, self._centre) @ self._base
        size = (self._width, self._height)
        cv2.warpAffine(self._pulsed("far", flow), far[:2], size, dst=self._far, borderMode=cv2.BORDER_REFLECT)
        if self._indoors:
            self._air.weather(frame, self._far, near=False)
        if "mid" in self._layers:
            if self._ground is None:
                move = cameras.ground(camera, self._set.eye, self._focal, self._centre)
                mid = view @ move @ self._base
                cv2.warpPerspective(self._pulsed("mid", flow), mid, size, dst=self._mid, borderMode=cv2.BORDER_CONSTANT)
            else:
                mid = view @ cameras.card(camera, self._ground, self._focal, self._centre) @ self._base
                cv2.warpAffine(self._pulsed("mid", flow), mid[:2], size, dst=self._mid, borderMode=cv2.BORDER_REPLICATE)
        self._air.lay(frame, self._far, self._mid, out)
        if not self._indoors:
            self._air.weather(frame, out, near=False)

    def front(self, frame: int, camera: CameraPose, out: Codes) -> None:
        if "fg" in self._layers:
            view = cameras.lens(camera, self._focal, self._width, self._height)
            near = view @ cameras.card(camera, self._set.fg_metres, self._focal, self._centre) @ self._base
            x0, y0, x1, y1 = self._near_rect(near)
            if x1 > x0 and y1 > y0:
                shifted = np.array([[1.0, 0, -x0], [0, 1.0, -y0], [0, 0, 1.0]]) @ near
                picture = self._pulsed("fg", swing(self._start + frame, self._beat))
                self._near[y0:y1, x0:x1] = cv2.warpAffine(picture, shifted[:2], (x1 - x0, y1 - y0))
                _over(self._near, np.asarray((x0, y0, x1, y1)), out)
        if not self._indoors:
            self._air.weather(frame, out, near=True)

    def _fit(self, focus: float, framing: Framing) -> None:
        """Scale and shift from plate to picture: covers it, keeps the horizon's height and the interesting part."""
        width, height, plate = self._width, self._height, self._set
        lens = OVERSCAN * LENS[framing]
        scale = max(width * lens / plate.width, height * lens / plate.height)
        spare = plate.width * scale - width
        left = -spare * (0.5 + (focus - 0.5) * min(1.0, spare / width))
        lowest = height - plate.height * scale
        # The horizon keeps its share of the picture's height, as far as the plate reaches.
        top = (plate.horizon + RISE[framing]) * height - plate.horizon * plate.height * scale
        top = min(0.0, max(lowest, top))
        self._base: Matrix = np.array([[scale, 0.0, left], [0.0, scale, top], [0.0, 0.0, 1.0]])
        self._focal = plate.focal * plate.width * scale
        self._centre = (0.5 * plate.width * scale + left, plate.horizon * plate.height * scale + top)
        self._scale = scale

    def _mix(self, framing: Framing) -> dict[str, tuple[Codes, Codes]]:
        """Both ends of the pulse for every layer; the same picture twice where nothing pulses."""
        curve = tone.table(tone.film)
        mixed: dict[str, tuple[Codes, Codes]] = {}
        for name, layer in self._set.layers.items():
            calm = self._developed(name, dict(self._hour.gains), framing, curve)
            beats = any(group in layer.groups for group in self._hour.pulse)
            peak = self._developed(name, {**self._hour.gains, **self._hour.pulse}, framing, curve) if beats else calm
            mixed[name] = (calm, peak)
        return mixed

    def _developed(self, name: str, gains: dict[str, RGB], framing: Framing, curve: plates.Linear) -> Codes:
        linear = plates.mix(self._set, name, gains, self._air.fog(self._hour.exposure))
        radius = BLUR[framing] * math.hypot(self._width, self._height) / self._scale
        if name == "fg":
            radius = max(radius, FG_BLUR * math.hypot(self._width, self._height) / self._scale)
        blurred = plates.defocus(linear, radius)
        depth = self._set.layers[name].depth
        if name == "mid" and depth is not None and blurred is not linear:
            focus = cameras.DISTANCE[framing]
            out_of_focus = np.clip(1 - focus / self._set.metres(), 0, 1).astype(np.float32) ** 1.5
            plates.focus_blend(linear, blurred, cv2.GaussianBlur(out_of_focus[depth], (0, 0), 2))
            blurred = linear
        return plates.develop(blurred, self._hour.exposure, curve)

    def _pulsed(self, name: str, flow: float) -> Codes:
        calm, peak = self._layers[name]
        if calm is peak:
            return calm
        return np.asarray(cv2.addWeighted(peak, flow, calm, 1 - flow, 0), np.uint8)

    def _near_rect(self, matrix: Matrix) -> tuple[int, int, int, int]:
        """Where the opaque part of the foreground can be: the picture's rows that its plate covers."""
        alpha = self._layers["fg"][0][..., 3]
        rows = np.flatnonzero(alpha.max(axis=1) > 2)
        if len(rows) == 0:
            return 0, 0, 0, 0
        y0 = int(matrix[1, 1] * rows[0] + matrix[1, 2]) - 12
        y1 = int(matrix[1, 1] * rows[-1] + matrix[1, 2]) + 12
        return 0, min(max(0, y0), self._height), self._width, min(max(0, y1), self._height)


@compiled
def _over(layer: Codes, rect: npt.NDArray[np.int64], out: Codes) -> None:
    """Premultiplied `layer` over `out` inside the rectangle."""
    for y in range(rect[1], rect[3]):
        for x in range(rect[0], rect[2]):
            a = layer[y, x, 3]
            if a == 0:
                continue
            rest = np.float32(255 - a) * np.float32(1 / 255)
            for c in range(3):
                out[y, x, c] = np.uint8(min(layer[y, x, c] + out[y, x, c] * rest + np.float32(0.5), np.float32(255)))

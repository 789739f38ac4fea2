"""The light over the sea: every hour of the day in every weather."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from walkon.domain.plan import Hour, Weather
from walkon.stage.backdrop import RGB, PersonLight


@dataclass(frozen=True, slots=True, kw_only=True)
class SeaLight:
    """Linear RGB; 1.0 is a white wall in the shot's light. Angles in degrees, bearings to the right of the picture's middle.

    `sun` is the direct light of sun or moon on water and foam, `disc` what is seen of it; `body` the colour that
    deep water gives back, `through` what thin water lets pass per metre (0..1), `cover` 0..1 how much of the sky clouds
    take and `density` how thick they are; `fog` per metre of distance.
    """

    bearing: float
    rise: float
    sun: RGB
    disc: RGB
    disc_degrees: float
    zenith: RGB
    middle: RGB
    horizon: RGB
    glow: RGB
    cloud_lit: RGB
    cloud_shade: RGB
    cover: float
    density: float
    cirrus: float
    stars: float
    body: RGB
    through: RGB
    fog: float
    fog_colour: RGB
    foam_sky: RGB
    exposure: float
    glare: RGB
    rough: float
    wind: float
    person: PersonLight
    air: RGB

    @property
    def sun_direction(self) -> npt.NDArray[np.float32]:
        """(3,) towards the sun: x right, y up, z into the picture."""
        rise, bearing = math.radians(self.rise), math.radians(self.bearing)
        flat = math.cos(rise)
        return np.array([flat * math.sin(bearing), math.sin(rise), flat * math.cos(bearing)], np.float32)


_SUNSET = SeaLight(
    bearing=22,
    rise=5.5,
    sun=(3.4, 1.75, 0.70),
    disc=(22.0, 15.0, 8.0),
    disc_degrees=1.5,
    zenith=(0.055, 0.075, 0.20),
    middle=(0.30, 0.115, 0.13),
    horizon=(0.80, 0.27, 0.075),
    glow=(1.9, 0.78, 0.20),
    cloud_lit=(1.30, 0.47, 0.19),
    cloud_shade=(0.105, 0.075, 0.135),
    cover=0.50,
    density=1.0,
    cirrus=0.55,
    stars=0.0,
    body=(0.006, 0.040, 0.052),
    through=(0.30, 0.60, 0.47),
    fog=0.0005,
    fog_colour=(0.80, 0.42, 0.24),
    foam_sky=(0.34, 0.31, 0.37),
    exposure=0.72,
    glare=(0.85, 0.42, 0.14),
    rough=1.0,
    wind=1.0,
    person=PersonLight(
        key_l=(0.06, 0.07, 0.09), key_r=(1.02, 0.74, 0.50), fill=(0.40, 0.37, 0.42), rim=(2.4, 1.35, 0.62)
    ),
    air=(0.86, 0.56, 0.38),
)


def light_at(hour: Hour, weather: Weather, bearing: float, rise: float) -> SeaLight:
    """The light of `hour` in `weather`, a low sun or moon standing `bearing` degrees right and `rise` up."""
    return replace(_SUNSET, bearing=bearing, rise=max(_SUNSET.rise, rise))

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


_DAY = replace(
    _SUNSET,
    sun=(2.5, 2.36, 2.1),
    disc=(26.0, 25.0, 23.0),
    disc_degrees=0.8,
    zenith=(0.05, 0.14, 0.40),
    middle=(0.12, 0.21, 0.38),
    horizon=(0.46, 0.58, 0.74),
    glow=(0.55, 0.53, 0.48),
    cloud_lit=(1.15, 1.12, 1.06),
    cloud_shade=(0.36, 0.40, 0.48),
    cover=0.42,
    cirrus=0.4,
    body=(0.006, 0.062, 0.080),
    through=(0.26, 0.66, 0.58),
    fog=0.0004,
    fog_colour=(0.56, 0.66, 0.78),
    foam_sky=(0.56, 0.60, 0.66),
    exposure=0.66,
    glare=(0.14, 0.14, 0.12),
    person=PersonLight(
        key_l=(0.20, 0.20, 0.20), key_r=(1.00, 0.96, 0.88), fill=(0.50, 0.55, 0.62), rim=(1.15, 1.12, 1.02)
    ),
    air=(0.70, 0.79, 0.88),
)
_DAWN = replace(
    _SUNSET,
    sun=(2.3, 1.42, 1.02),
    disc=(15.0, 11.5, 9.0),
    zenith=(0.085, 0.13, 0.27),
    middle=(0.28, 0.20, 0.28),
    horizon=(0.66, 0.40, 0.33),
    glow=(1.15, 0.70, 0.48),
    cloud_lit=(0.98, 0.58, 0.50),
    cloud_shade=(0.15, 0.155, 0.24),
    cover=0.34,
    cirrus=0.75,
    body=(0.006, 0.040, 0.060),
    fog=0.0011,
    fog_colour=(0.66, 0.50, 0.50),
    foam_sky=(0.38, 0.37, 0.45),
    exposure=0.74,
    glare=(0.52, 0.34, 0.24),
    person=PersonLight(
        key_l=(0.10, 0.11, 0.15), key_r=(0.86, 0.70, 0.62), fill=(0.42, 0.44, 0.53), rim=(1.75, 1.18, 0.95)
    ),
    air=(0.80, 0.66, 0.66),
)
_NIGHT = replace(
    _SUNSET,
    sun=(0.42, 0.52, 0.70),
    disc=(2.6, 2.7, 2.8),
    disc_degrees=1.2,
    zenith=(0.004, 0.008, 0.022),
    middle=(0.010, 0.016, 0.038),
    horizon=(0.020, 0.031, 0.064),
    glow=(0.10, 0.135, 0.20),
    cloud_lit=(0.105, 0.13, 0.185),
    cloud_shade=(0.012, 0.017, 0.032),
    cover=0.36,
    cirrus=0.3,
    stars=1.0,
    body=(0.0010, 0.0060, 0.0120),
    through=(0.22, 0.50, 0.52),
    fog_colour=(0.022, 0.032, 0.062),
    foam_sky=(0.050, 0.062, 0.095),
    exposure=1.55,
    glare=(0.10, 0.135, 0.20),
    person=PersonLight(
        key_l=(0.03, 0.04, 0.06), key_r=(0.46, 0.54, 0.70), fill=(0.17, 0.21, 0.30), rim=(0.85, 1.0, 1.35)
    ),
    air=(0.11, 0.15, 0.24),
)
_HOURS = {Hour.DAWN: _DAWN, Hour.DAY: _DAY, Hour.SUNSET: _SUNSET, Hour.NIGHT: _NIGHT}
NOON = 42.0  # degrees the sun stands up by day


@dataclass(frozen=True, slots=True, kw_only=True)
class _Veiled:
    """What a weather does to light: shares of sun and sky that come through, clouds, haze and wind."""

    sun: float
    sky: float
    cover: float
    density: float = 1.0
    fog: float = 1.0
    wind: float = 1.0
    rough: float = 1.0


_WEATHERS = {
    Weather.HAZE: _Veiled(sun=0.62, sky=0.95, cover=0.30, fog=5.0),
    Weather.DUST: _Veiled(sun=0.55, sky=0.85, cover=0.30, fog=6.0, wind=1.2),
    Weather.RAIN: _Veiled(sun=0.22, sky=0.62, cover=0.90, density=1.5, fog=5.0, wind=1.2, rough=1.15),
    Weather.SNOW: _Veiled(sun=0.30, sky=0.80, cover=0.88, density=1.2, fog=6.0, wind=1.1),
    Weather.STORM: _Veiled(sun=0.16, sky=0.42, cover=0.96, density=1.9, fog=4.0, wind=1.7, rough=1.4),
}


def light_at(hour: Hour, weather: Weather, bearing: float, rise: float) -> SeaLight:
    """The light of `hour` in `weather`, a low sun or moon standing `bearing` degrees right and `rise` up."""
    light = _HOURS[hour]
    stands = NOON if hour is Hour.DAY else max(light.rise, rise)
    light = replace(light, bearing=bearing, rise=stands)
    return _under(light, _WEATHERS[weather]) if weather in _WEATHERS else light


def _under(light: SeaLight, veil: _Veiled) -> SeaLight:
    """Clouds take the direct light and the colour, and give a little of it back from everywhere."""
    sun, sky = veil.sun, veil.sky
    person = light.person
    return replace(
        light,
        sun=_times(light.sun, sun),
        disc=_times(light.disc, sun**2),
        glow=_times(light.glow, sun),
        glare=_times(light.glare, sun),
        zenith=_greyer(_times(light.zenith, sky), 1 - sun),
        middle=_greyer(_times(light.middle, sky), 1 - sun),
        horizon=_greyer(_times(light.horizon, sky), 0.8 * (1 - sun)),
        cloud_lit=_greyer(_times(light.cloud_lit, sky * (0.4 + 0.6 * sun)), 0.6 * (1 - sun)),
        cloud_shade=_greyer(_times(light.cloud_shade, sky), 0.5 * (1 - sun)),
        foam_sky=_greyer(_times(light.foam_sky, sky), 0.6 * (1 - sun)),
        fog_colour=_greyer(_times(light.fog_colour, sky), 0.7 * (1 - sun)),
        stars=light.stars * (1 - veil.cover) ** 2,
        cover=max(light.cover, veil.cover),
        density=light.density * veil.density,
        fog=light.fog * veil.fog,
        wind=light.wind * veil.wind,
        rough=light.rough * veil.rough,
        person=PersonLight(
            key_l=person.key_l,
            key_r=_times(person.key_r, 0.35 + 0.65 * sun),
            fill=_greyer(_times(person.fill, 0.55 + 0.6 * sky), 1 - sun),
            rim=_times(person.rim, 0.25 + 0.75 * sun),
        ),
        air=_greyer(_times(light.air, 0.4 + 0.6 * sky), 0.7 * (1 - sun)),
    )


def _times(colour: RGB, factor: float) -> RGB:
    return (colour[0] * factor, colour[1] * factor, colour[2] * factor)


def _greyer(colour: RGB, share: float) -> RGB:
    """Towards a slightly blue grey of the same brightness (Rec. 709 weights)."""
    grey = 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]
    cool = (0.93 * grey, 1.0 * grey, 1.10 * grey)
    return (
        colour[0] + (cool[0] - colour[0]) * share,
        colour[1] + (cool[1] - colour[1]) * share,
        colour[2] + (cool[2] - colour[2]) * share,
    )

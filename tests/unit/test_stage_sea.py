"""The sea at every hour and in every weather: the light agrees with itself, spray keeps off faces, nothing is left to chance."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from walkon.domain.plan import Framing, Hour, Weather
from walkon.stage.backdrop import CameraPose
from walkon.stage.sea.light import light_at
from walkon.stage.sea.ride import Sea
from walkon.stage.sea.spray import Spray

SIZE = (320, 180)
WHITE = np.array([255, 255, 255], np.float32)


def drawn(hour: Hour, weather: Weather, framing: Framing = Framing.MEDIUM, frame: int = 30) -> npt.NDArray[np.uint8]:
    out = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    sea = Sea(framing, hour, weather, SIZE, seed=4)
    sea.behind(frame, CameraPose(), out)
    sea.front(frame, CameraPose(), out)
    return out


def grey(colour: tuple[float, float, float]) -> float:
    return sum(colour) / 3


@pytest.mark.parametrize("hour", list(Hour))
@pytest.mark.parametrize("weather", list(Weather))
def test_every_light_is_light(hour: Hour, weather: Weather) -> None:
    light = light_at(hour, weather, 20, 6)
    for name in ("sun", "zenith", "middle", "horizon", "cloud_lit", "cloud_shade", "foam_sky", "air", "fog_colour"):
        assert all(0 <= value < 5 for value in getattr(light, name)), name
    person = light.person
    assert grey(person.key_r) + grey(person.fill) + grey(person.rim) > 0.05
    assert 0 <= light.cover <= 1
    assert light.stars == 0 or hour is Hour.NIGHT


def test_people_and_water_are_lit_by_the_same_hour() -> None:
    lights = {hour: light_at(hour, Weather.CLEAR, 20, 6) for hour in Hour}
    day, night = lights[Hour.DAY], lights[Hour.NIGHT]
    for bright, dark in ((day.sun, night.sun), (day.person.fill, night.person.fill), (day.foam_sky, night.foam_sky)):
        assert grey(bright) > 2 * grey(dark)
    for name in ("key_r", "rim"):
        evening, moonlit = (getattr(lights[h].person, name) for h in (Hour.SUNSET, Hour.NIGHT))
        assert evening[0] > 1.2 * evening[2]
        assert moonlit[2] > 1.2 * moonlit[0]


def test_pictures_show_the_hour_and_the_weather() -> None:
    pictures = {hour: drawn(hour, Weather.CLEAR).astype(float) for hour in Hour}
    means = {hour: p.mean() for hour, p in pictures.items()}
    assert means[Hour.DAY] > means[Hour.SUNSET] > means[Hour.NIGHT]
    blue, _, red = np.moveaxis(pictures[Hour.SUNSET][:50], -1, 0)
    assert red.mean() > 1.3 * blue.mean()
    storm = drawn(Hour.DAY, Weather.STORM).astype(float)
    assert storm.mean() < 0.85 * means[Hour.DAY]
    assert np.ptp(storm[:50].mean((0, 1))) < np.ptp(pictures[Hour.DAY][:50].mean((0, 1))) + 10


def test_a_frame_is_the_same_every_time_and_moves_little_to_the_next() -> None:
    first = drawn(Hour.SUNSET, Weather.CLEAR)
    assert np.array_equal(first, drawn(Hour.SUNSET, Weather.CLEAR))
    following = drawn(Hour.SUNSET, Weather.CLEAR, frame=31).astype(int)
    assert 0 < np.abs(following - first).mean() < 12


@pytest.mark.parametrize("seconds", [0.0, 0.37, 2.9, 11.3])
def test_spray_stays_low_and_is_seen(seconds: float) -> None:
    out = np.zeros((360, 640, 3), np.uint8)
    spray = Spray((640, 360), 5, WHITE, 1.7)
    spray.draw(seconds, out)
    assert out[: round(0.68 * 360)].max() == 0
    assert (out[-20:] > 20).mean() > 0.2
    again = np.zeros_like(out)
    spray.draw(seconds, again)
    assert np.array_equal(out, again)

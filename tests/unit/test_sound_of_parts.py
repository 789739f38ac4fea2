"""Films of several parts: one sound, as loud as any other, in which nothing clicks and nothing falls silent at the joints."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from bench.sound import joint

from tests.unit.test_engine_soundtrack import made
from walkon.domain.plan import FPS
from walkon.engines import soundtrack
from walkon.media import mix
from walkon.media.sound import Sound

film = cache(made)


@cache
def alone(name: str) -> npt.NDArray[np.float32]:
    return soundtrack.compose(*film(name)).samples


@cache
def in_a_row(*names: str) -> npt.NDArray[np.float32]:
    return soundtrack.in_a_row([film(name)[0] for name in names], [film(name)[1] for name in names]).samples


def length(name: str) -> int:
    return film(name)[0].frames * mix.RATE // FPS


@pytest.mark.parametrize("names", [("sea", "detective"), ("detective", "quiet"), ("quiet", "quiet")])
def test_nothing_clicks_and_nothing_falls_silent(names: tuple[str, str]) -> None:
    samples = in_a_row(*names)
    assert len(samples) == sum(map(length, names))
    assert mix.loudness(Sound(samples=samples, rate=mix.RATE)) == pytest.approx(mix.LOUDNESS, abs=0.6)
    assert np.abs(samples).max() <= mix.PEAK + 1e-6
    found = joint(samples, length(names[0]))
    assert found["step_to_largest"] < 1.0
    assert found["least_heard_db"] > -50.0


def test_what_is_measured_hears_a_click_and_a_gap() -> None:
    at = length("sea")
    assert joint(np.concatenate([alone("sea"), alone("detective")]), at)["least_heard_db"] < -60.0
    torn = in_a_row("sea", "detective").copy()
    torn[at:] += np.float32(0.2)
    assert joint(torn, at)["step_to_largest"] > 1.0


def test_but_for_the_air_before_it_a_part_sounds_as_if_it_were_alone() -> None:
    settled = round(soundtrack.LINGERS * mix.RATE)
    whole = in_a_row("sea", "detective")[length("sea") + settled :]
    assert np.corrcoef(whole[:, 0], alone("detective")[settled:, 0])[0, 1] > 0.999


def test_a_film_of_one_part_sounds_as_it_did() -> None:
    assert np.array_equal(in_a_row("sea"), alone("sea"))

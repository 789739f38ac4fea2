"""The mix of a whole film: its length, its loudness, and words above everything else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from bench.sound import words_above

from walkon.domain.ids import Handle
from walkon.domain.plan import FPS, Plan
from walkon.engines import soundtrack, timeline
from walkon.engines.timeline import Spoken
from walkon.media import mix
from walkon.planner import planner
from walkon.planner.planner import Wishes
from walkon.voice.espeak import Espeak
from walkon.voice.provider import StockVoice

JUN, MINA = Handle("jun"), Handle("mina")
FILMS = {
    "sea": ('me surfing a giant wave at sunset, I say "hold on tight everyone"', 8.0),
    "mars": ('me and @mina as astronauts on Mars. I say "we made it" and @mina says "look at that sky"', 9.0),
    "concert": ('my pop music video on a concert stage. I say "thank you all"', 8.0),
    "detective": ('a detective comedy sketch in the rain, me solving a mystery. I say "the butler did it"', 8.0),
    "quiet": ('me by the sea, no music, I say "it is quiet here"', 6.0),
}


def made(name: str, seed: int = 3) -> tuple[Plan, Sequence[Spoken]]:
    text, seconds = FILMS[name]
    cast = (JUN, MINA) if "@mina" in text else (JUN,)
    plan = planner.plan(text, cast, Wishes(seconds=seconds, seed=seed))
    with Espeak() as espeak:
        voice = StockVoice(espeak)
        said = [voice.speak(line.text, line.language, None) for shot in plan.shots for line in shot.lines]
    spoken = timeline.place(plan, said)
    assert spoken
    return plan, spoken


@pytest.mark.parametrize("name", sorted(FILMS))
def test_words_stand_above_everything_else(name: str) -> None:
    plan, spoken = made(name)
    sound = soundtrack.compose(plan, spoken)
    assert len(sound.samples) == plan.frames * mix.RATE // FPS
    assert mix.loudness(sound) == pytest.approx(mix.LOUDNESS, abs=0.6)
    assert np.abs(sound.samples).max() <= mix.PEAK + 1e-6
    assert np.abs(sound.samples[-48:]).max() < 1e-3
    assert words_above(plan, spoken, sound) >= 9.0


def test_the_same_film_sounds_the_same_and_another_seed_does_not() -> None:
    plan, spoken = made("detective")
    once = soundtrack.compose(plan, spoken).samples
    assert np.array_equal(once, soundtrack.compose(plan, spoken).samples)
    other, again = made("detective", seed=4)
    assert not np.array_equal(once, soundtrack.compose(other, again).samples)


def test_the_picture_hears_the_beat_before_anybody_speaks() -> None:
    plan, spoken = made("concert")
    assert soundtrack.beat(plan) == soundtrack.score(plan, spoken).beat


def test_a_film_without_words_is_as_loud_as_others() -> None:
    plan = planner.plan("me surfing a giant wave at sunset", (JUN,), Wishes(seconds=4.0, seed=1))
    sound = soundtrack.compose(plan, ())
    assert mix.loudness(sound) == pytest.approx(mix.LOUDNESS, abs=0.6)

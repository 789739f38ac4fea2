"""What goes wrong in takes, heard and timed without drawing them."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from walkon.domain.capture import Language, draw_challenge
from walkon.domain.policies import STANDARD
from walkon.perception.sound_quality import sound_quality
from walkon.perception.speech_activity import at_16k, speech_spans
from walkon.rehearsal import mishaps
from walkon.rehearsal.acting import act
from walkon.rehearsal.cast import cast
from walkon.rehearsal.mishaps import LATE, OVER, Mishap
from walkon.rehearsal.state import State
from walkon.rehearsal.voices import speak_challenge
from walkon.voice.espeak import Espeak

FPS = 16
CHALLENGE = draw_challenge(random.Random(48), Language.ENGLISH, datetime(2026, 3, 1, 12, tzinfo=UTC))


def test_music_is_noise_behind_a_voice() -> None:
    with Espeak() as espeak:
        spoken = speak_challenge(espeak, CHALLENGE, cast()["elm"].voice, 0).sound
    noise = {}
    for mishap in (None, Mishap.MUSIC):
        sound = mishaps.heard(spoken, CHALLENGE.seconds, mishap)
        noise[mishap] = sound_quality(at_16k(sound), speech_spans(sound)).snr
    plain, loud = noise[None], noise[Mishap.MUSIC]
    assert plain is not None and plain > 2 * STANDARD.take.snr
    assert loud is not None and loud < STANDARD.take.snr


@pytest.mark.parametrize(("mishap", "longer"), [(Mishap.LATE, -LATE), (Mishap.LONG, OVER), (Mishap.MUSIC, 0.0)])
def test_takes_begin_late_and_end_late(mishap: Mishap, longer: float) -> None:
    states = act(CHALLENGE, [], FPS, 0)
    recorded = mishaps.acted(states, FPS, mishap)
    assert len(recorded) == pytest.approx(len(states) + longer * FPS, abs=1)
    if mishap is Mishap.LATE:
        assert recorded[0] == states[round(LATE * FPS)]
    else:
        assert recorded[: len(states)] == states


def test_nobody_who_waits_moves_twice_the_same() -> None:
    states = act(CHALLENGE, [], FPS, 0)
    waiting = mishaps.acted(states, FPS, Mishap.LONG)[len(states) :]
    assert len(set(waiting)) == len(waiting)
    assert all(abs(state.yaw) < 3 for state in waiting)


def test_nothing_is_done_that_was_not_asked() -> None:
    states = [State(yaw=20.0, blink=1.0, jaw=0.5)]
    assert mishaps.acted(states, FPS, Mishap.NO_TURNS) == [State(blink=1.0, jaw=0.5)]
    assert mishaps.acted(states, FPS, Mishap.NO_BLINKS) == [State(yaw=20.0, jaw=0.5)]

"""What goes wrong in takes, heard and timed without drawing them."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import numpy as np
import pytest

from walkon.domain.capture import Language, draw_challenge
from walkon.domain.demands import SILENCE_LUFS
from walkon.domain.policies import STANDARD
from walkon.media.sound import Sound
from walkon.perception.sound_quality import sound_quality
from walkon.perception.speech_activity import at_16k, speech_spans
from walkon.rehearsal import mishaps
from walkon.rehearsal.acting import act
from walkon.rehearsal.cast import cast
from walkon.rehearsal.mishaps import LATE, OVER, Mishap
from walkon.rehearsal.performer import Camera, Canvas, Performer
from walkon.rehearsal.state import ROOMS, State
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


def test_a_muted_microphone_is_silent() -> None:
    sound = Sound(samples=np.full(16_000, 0.1, np.float32), rate=16_000)
    quality = sound_quality(mishaps.heard(sound, 1.0, Mishap.SILENT).samples, ())
    assert quality.loudness < SILENCE_LUFS
    assert np.array_equal(mishaps.heard(sound, 1.0, None).samples, sound.samples)


def test_rooms_are_as_dark_as_they_should_be() -> None:
    size = (180, 240)
    person, canvas = Performer(cast()["elm"]), Canvas(size)
    face: dict[Mishap | None, float] = {}
    for mishap in (None, Mishap.DARK, Mishap.BACKLIT):
        room = mishaps.lit(ROOMS["window"], mishap)
        picture = Camera(room, size).record(person.draw(State(), room, canvas), canvas, 0)
        face[mishap] = float(np.median(picture[95:135, 75:105]) / 255)
        behind = float(np.median(picture[5:25, 5:25]) / 255)
        assert (behind > 0.8) == (mishap is Mishap.BACKLIT)
    least = STANDARD.take.light[0]
    assert face[None] > 2 * least
    assert face[Mishap.DARK] < least and face[Mishap.BACKLIT] < 1.2 * least


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

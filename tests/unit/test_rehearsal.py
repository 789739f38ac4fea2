"""The drawn performers: who they are, what they do, how they look and sound. Whole takes are in test_rehearsal_takes."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from itertools import pairwise

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rehearsed import NOW, SMALL
from walkon.domain.capture import Blink, Direction, Language, Smile, Still, Turn, draw_challenge
from walkon.domain.performance import MouthCue, Viseme
from walkon.perception.face_finder import FaceFinder
from walkon.perception.head_pose import mouth_openings
from walkon.rehearsal.acting import Said, act, without
from walkon.rehearsal.cast import HairStyle, _traits, cast
from walkon.rehearsal.performer import SIZE, Camera, Canvas, Performer, Picture
from walkon.rehearsal.state import ROOMS, State
from walkon.rehearsal.voices import speak
from walkon.voice.espeak import Espeak

FPS = 24


@cache
def performer(name: str) -> Performer:
    return Performer(cast()[name])


def picture(name: str, state: State, room: str = "window", fine: float = 1.0, size: tuple[int, int] = SMALL) -> Picture:
    canvas, camera = Canvas(size, fine), Camera(ROOMS[room], size)
    return camera.record(performer(name).draw(state, ROOMS[room], canvas), canvas, 0)


def test_the_cast_is_varied() -> None:
    people = cast().values()
    assert len(people) >= 4
    assert {t.hair_style for t in people} >= {HairStyle.SHORT, HairStyle.CURLY, HairStyle.LONG}
    assert any(t.glasses for t in people)
    assert any(t.beard for t in people)
    assert max(sum(t.skin) for t in people) > 4 * min(sum(t.skin) for t in people)


@pytest.mark.parametrize("name", ["elm", "cedar"])
def test_a_mask_stays_shut_when_the_mouth_opens_and_turns_with_the_head(name: str) -> None:
    masked, room, canvas = Performer(cast()[name], masked=True), ROOMS["window"], Canvas(SMALL)
    for state in (State(), State(jaw=1.0), State(pucker=1.0), State(yaw=25, jaw=0.6), State(yaw=-25, smile=1.0)):
        drawn = masked.draw(state, room, canvas)
        blue = (drawn[..., 0] > 1.15 * drawn[..., 2]).astype(np.uint8)
        blue[int(0.62 * SMALL[1]) :] = 0  # the shirt
        blue = cv2.morphologyEx(blue, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))  # without the loops
        outlines, _ = cv2.findContours(blue, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        filled = cv2.drawContours(np.zeros_like(blue), [max(outlines, key=cv2.contourArea)], -1, 1, cv2.FILLED)
        assert filled.sum() > 4000
        assert (filled > blue).sum() < 10  # no lips, no beard, no hole


def test_a_misspelt_trait_is_refused() -> None:
    with pytest.raises(ValueError, match="nose_lenght"):
        _traits("oak", {"seed": 1, "voice": {"variant": "m1"}, "nose_lenght": 2.0})


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_every_challenge_is_performed_as_asked(seed: int) -> None:
    challenge = draw_challenge(random.Random(seed), Language.ENGLISH, NOW)
    states = act(challenge, (), FPS, seed)
    assert len(states) == round(challenge.seconds * FPS)
    for step in challenge.steps:
        during = states[round(step.at * FPS) : round((step.at + step.seconds) * FPS)]
        match step:
            case Turn(direction=direction, degrees=degrees):
                yaw, pitch = [s.yaw for s in during], [s.pitch for s in during]
                reached = {
                    Direction.LEFT: max(yaw),
                    Direction.RIGHT: -min(yaw),
                    Direction.UP: max(pitch),
                    Direction.DOWN: -min(pitch),
                }[direction]
                assert degrees - 2 < reached < degrees + 2
            case Blink(times=times):
                shut = [s.blink > 0.9 for s in during]
                assert sum(not a and b for a, b in pairwise([False, *shut])) == times
            case Smile():
                assert max(s.smile for s in during) > 0.95
            case Still():
                assert max(abs(s.yaw) + abs(s.pitch) for s in during) < 2
            case _:
                pass


def test_the_mouth_follows_its_cues_and_rests_between() -> None:
    challenge = draw_challenge(random.Random(1), Language.ENGLISH, NOW)
    cues = (MouthCue(viseme=Viseme.AA, start=2.0, end=2.3), MouthCue(viseme=Viseme.U, start=4.0, end=4.3))
    states = act(challenge, (Said(mouth=cues),), FPS, 0)
    at = {second: states[round(second * FPS)] for second in (1.0, 2.15, 3.2, 4.15)}
    assert at[2.15].jaw > 0.5
    assert at[1.0].jaw < 0.05
    assert at[4.15].pucker > 0.9
    assert at[3.2].jaw == pytest.approx(0, abs=0.01)


def test_somebody_unwilling_leaves_tracks_at_rest() -> None:
    states = [State(yaw=20, blink=1), State(yaw=-20)]
    assert without(states, "yaw") == [State(blink=1), State()]


def test_the_same_moment_gives_the_same_picture() -> None:
    state = State(yaw=12, smile=0.4, jaw=0.3)
    first, second = picture("elm", state), picture("elm", state)
    assert np.array_equal(first, second)
    assert not np.array_equal(first, picture("elm", replace(state, jaw=0.5)))


def test_fine_drawing_shows_the_same_person() -> None:
    difference = picture("ash", State()).astype(int) - picture("ash", State(), fine=1.5)
    assert np.abs(difference).mean() < 4


@pytest.mark.parametrize("name", list(cast()))
def test_the_face_mesh_reads_what_is_drawn(name: str) -> None:
    finder = FaceFinder(people=1)
    front, left, right, wide = (
        finder(picture(name, state, size=SIZE)) for state in (State(), State(yaw=20), State(yaw=-20), State(jaw=0.6))
    )
    assert all(len(faces) == 1 for faces in (front, left, right, wide))
    nose, cheeks = 1, (234, 454)

    def nose_place(points: np.ndarray) -> float:
        a, b = points[cheeks[0], 0], points[cheeks[1], 0]
        return float((points[nose, 0] - a) / (b - a))

    assert nose_place(right[0]) < nose_place(front[0]) - 0.1 < nose_place(left[0]) - 0.2
    assert mouth_openings(wide[0][None])[0] > mouth_openings(front[0][None])[0] + 0.1
    finder.close()


def test_voices_are_the_same_every_time_and_moved_in_pitch() -> None:
    with Espeak() as espeak:
        low, again, high = (
            speak(espeak, "Seven small boats", Language.ENGLISH, replace(cast()["ash"].voice, tone=tone))
            for tone in (0.8, 0.8, 1.3)
        )
    assert np.array_equal(low.sound.samples, again.sound.samples)
    assert low.mouth == high.mouth
    assert _pitch(high.sound.samples) / _pitch(low.sound.samples) == pytest.approx(1.3 / 0.8, rel=0.1)


def _pitch(samples: np.ndarray) -> float:
    """Hz by autocorrelation over the loudest half second at 24 kHz, 60 to 400 Hz."""
    energy = np.convolve(samples**2, np.ones(12000), "valid")
    piece = samples[int(energy.argmax()) :][:12000].astype(np.float64)
    lags = np.fft.irfft(np.abs(np.fft.rfft(piece, 24000)) ** 2)[60:400]
    return 24000 / (60 + int(lags.argmax()))

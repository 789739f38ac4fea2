"""Puppets: what is stored survives, what is acted follows the performance, what is warped lands where it should."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkon.domain.performance import MouthCue, Performance, Viseme
from walkon.likeness import warp
from walkon.likeness.acting import score
from walkon.likeness.choice import choose
from walkon.likeness.container import packed, unpacked
from walkon.likeness.errors import LikenessDamaged, NeverFrontal, TooFewFaces
from walkon.likeness.shape import Expressions

KEYS = np.arange(2 * len(Viseme)).reshape(len(Viseme), 2) + 100
FPS = 24


def test_a_container_gives_back_what_was_put_in() -> None:
    numbers, words = np.arange(6, dtype=np.float32).reshape(2, 3), [b"", b"xyz", b"\x00"]
    back = unpacked(packed({"a": numbers, "b": words, "c": np.zeros(0, np.int64)}))
    assert np.array_equal(back["a"], numbers)
    assert back["a"].dtype == np.float32
    assert back["b"] == words
    assert back["c"].shape == (0,)


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 200), junk=st.binary(max_size=40))
def test_a_damaged_container_is_refused_or_read_whole(cut: int, junk: bytes) -> None:
    data = packed({"a": np.arange(6, dtype=np.float32), "b": [b"hello"]})
    for broken in (data[: min(cut, len(data) - 1)], junk, data[:12] + junk):
        with pytest.raises(LikenessDamaged):
            unpacked(broken)


@st.composite
def performances(draw: st.DrawFn) -> Performance:
    frames = draw(st.integers(1, 120))
    cues, at = [], 0.0
    for _ in range(draw(st.integers(0, 12))):
        at += draw(st.floats(0, 0.4))
        length = draw(st.floats(0.02, 0.4))
        cues.append(MouthCue(viseme=draw(st.sampled_from(list(Viseme))), start=at, end=at + length))
        at += length
    blinks = tuple(draw(st.lists(st.floats(0, 5), max_size=3)))
    return Performance(fps=FPS, frames=frames, mouth=tuple(cues), blinks=blinks)


@settings(max_examples=80, deadline=None)
@given(performance=performances(), calm=st.integers(1, 90), fps=st.sampled_from([15.0, 24.0, 30.0]))
def test_any_performance_has_a_score(performance: Performance, calm: int, fps: float) -> None:
    s = score(performance, calm, fps, KEYS)
    n = performance.frames
    assert all(len(track) == n for track in (s.base, s.first, s.second, s.blend, s.lid, s.talk))
    assert s.base.min() >= 0
    assert s.base.max() <= calm - 1
    if n > 1 and calm > 1:
        assert np.abs(np.diff(s.base)).max() <= 2.5 * fps / FPS  # the person never jumps
    for track in (s.blend, s.lid, s.talk):
        assert track.min() >= 0
        assert track.max() <= 1
    assert set(s.first.tolist()) | set(s.second.tolist()) <= set(KEYS.ravel().tolist())


def test_the_mouth_shows_what_is_said_when_it_is_said() -> None:
    cues = (
        MouthCue(viseme=Viseme.PP, start=1.0, end=1.1),
        MouthCue(viseme=Viseme.AA, start=1.1, end=1.3),
        MouthCue(viseme=Viseme.PP, start=1.3, end=1.4),
    )
    s = score(Performance(fps=100, frames=300, mouth=cues, blinks=(2.0,)), 80, 24.0, KEYS)
    order = list(Viseme)

    def shown(at: float) -> int:
        i = round(at * 100)
        return int(s.second[i] if s.blend[i] > 0.5 else s.first[i])

    assert shown(1.05) in KEYS[order.index(Viseme.PP)]
    assert shown(1.2) in KEYS[order.index(Viseme.AA)]
    assert shown(0.5) in KEYS[order.index(Viseme.SIL)]
    assert (s.talk[50], s.talk[120], s.talk[250]) == (0, 1, 0)
    assert (s.lid[200], s.lid[150]) == (1, 0)


def test_repeated_sounds_take_turns_between_two_mouths() -> None:
    cues = tuple(MouthCue(viseme=Viseme.AA, start=0.5 + k * 0.3, end=0.7 + k * 0.3) for k in range(4))
    s = score(Performance(fps=FPS, frames=48, mouth=cues), 40, 24.0, KEYS)
    assert set(KEYS[list(Viseme).index(Viseme.AA)].tolist()) <= set(s.first.tolist())


def face(frames: int, **tracks: np.ndarray) -> Expressions:
    level = {"opening": 0.05, "width": 0.5, "smile": 0.0, "eyes": 0.3, "brows": 0.2, "lopsided": 0.0}
    return Expressions(**{name: tracks.get(name, np.full(frames, value)) for name, value in level.items()})


def test_the_calm_stretch_is_where_nothing_happens() -> None:
    frames = 240
    opening = np.full(frames, 0.2)
    opening[140:235] = 0.02
    calm = choose(
        face(frames, opening=opening),
        np.zeros((frames, 3), np.float32),
        24.0,
        np.ones(frames),
        np.zeros(frames, np.bool_),
    ).calm
    assert calm[0] >= 138
    assert calm[-1] <= 236
    assert calm == tuple(range(calm[0], calm[0] + 84))


def test_the_widest_mouths_say_the_open_sounds() -> None:
    frames = 240
    opening = 0.3 * np.abs(np.sin(np.arange(frames) / 7))
    chosen = choose(
        face(frames, opening=opening),
        np.zeros((frames, 3), np.float32),
        24.0,
        np.ones(frames),
        np.zeros(frames, np.bool_),
    )
    mean = {v: float(np.mean(opening[list(chosen.keys[v])])) for v in (Viseme.PP, Viseme.SS, Viseme.E, Viseme.AA)}
    assert mean[Viseme.PP] < mean[Viseme.SS] < mean[Viseme.E] < mean[Viseme.AA]


def test_a_blink_is_found_only_where_there_is_one() -> None:
    frames = 120
    eyes = np.full(frames, 0.3)
    still = np.zeros((frames, 3), np.float32)
    assert choose(face(frames, eyes=eyes), still, 24.0, np.ones(frames), np.zeros(frames, np.bool_)).closed is None
    eyes[77] = 0.05
    assert choose(face(frames, eyes=eyes), still, 24.0, np.ones(frames), np.zeros(frames, np.bool_)).closed == 77


def test_takes_that_cannot_become_a_likeness() -> None:
    with pytest.raises(TooFewFaces):
        choose(face(8), np.zeros((8, 3), np.float32), 24.0, np.ones(8), np.zeros(8, np.bool_))
    with pytest.raises(NeverFrontal):
        choose(face(60), np.full((60, 3), 40, np.float32), 24.0, np.ones(60), np.zeros(60, np.bool_))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000))
def test_a_spline_carries_points_where_they_should_be(seed: int) -> None:
    chance = np.random.default_rng(seed)
    grid = np.stack(np.meshgrid(np.linspace(20, 180, 5), np.linspace(20, 180, 5)), -1).reshape(-1, 2)
    to = grid + chance.normal(0, 2, grid.shape)
    maps = warp.spline(to, grid, (0, 0, 200, 200))
    x, y = to.astype(np.float32).T
    read = np.stack([cv2.remap(m, x[None], y[None], cv2.INTER_LINEAR)[0] for m in maps], -1)
    assert np.abs(read - grid).max() < 1.5  # pixels; the map is worked out on a coarse grid


def test_no_movement_leaves_the_picture_alone() -> None:
    points = np.array([[10.0, 10], [90, 12], [50, 80], [20, 60]])
    picture = np.random.default_rng(0).integers(0, 255, (100, 100, 3), np.uint8)
    maps = warp.spline(points, points, (0, 0, 100, 100))
    assert np.abs(warp.moved(picture, maps).astype(int) - picture).max() <= 1


def test_a_patch_meets_its_surroundings() -> None:
    under, patch = np.full((80, 80, 3), 120, np.uint8), np.full((80, 80, 3), 80, np.uint8)
    circle = np.stack([40 + 25 * np.cos(np.arange(24) / 4), 40 + 25 * np.sin(np.arange(24) / 4)], -1)
    mask = warp.hull(circle, (0, 0, 80, 80), 2, 3)
    assert mask[40, 40] == pytest.approx(1, abs=0.01)
    assert mask[2, 2] == pytest.approx(0, abs=0.01)
    fitted = warp.matched(patch, under, mask, 12, 0.5, 2.0)
    rim = (mask > 0.3) & (mask < 0.7)
    assert fitted[rim].mean() == pytest.approx(120, abs=6)


def test_calm_motion_holds_no_missing_pictures() -> None:
    frames = 240
    cuts = np.zeros(frames, np.bool_)
    cuts[60] = True
    opening = np.where(np.arange(frames) < 125, 0.02, 0.2)  # calm only around the cut
    calm = choose(face(frames, opening=opening), np.zeros((frames, 3), np.float32), 24.0, np.ones(frames), cuts).calm
    assert 60 not in calm

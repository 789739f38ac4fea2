"""Music that fits its film, places that sound like themselves, words that are understood."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkon.domain.ids import Handle, SettingId
from walkon.domain.plan import Hour, Mood, Plan, Weather
from walkon.planner import planner
from walkon.planner.planner import Wishes
from walkon.stage import catalogue
from walkon.stage.sound import acoustics, ambience, dynamics, events, filters, moods, places
from walkon.stage.sound.ambience import SOURCES
from walkon.stage.sound.composing import compose
from walkon.stage.sound.drums import DRUMS
from walkon.stage.sound.events import Said
from walkon.stage.sound.happenings import HAPPENINGS
from walkon.stage.sound.harmony import Key
from walkon.stage.sound.moods import Playing
from walkon.stage.sound.patches import load as patches
from walkon.stage.sound.playing import play
from walkon.stage.sound.waves import RATE

JUN = Handle("jun")
PLAYED = [mood for mood in Mood if mood is not Mood.NONE]
played = st.sampled_from(PLAYED)
lengths = st.floats(2.0, 60.0)
seeds = st.integers(0, 2**31)


def film(text: str, seconds: float = 6.0, seed: int = 3, **changes: Any) -> Plan:
    plan = planner.plan(text, (JUN,), Wishes(seconds=seconds, seed=seed))
    return replace(plan, **changes)


SURF = "me surfing a giant wave at sunset"


@given(mood=st.sampled_from(list(Mood)), seconds=lengths, seed=seeds)
@settings(max_examples=60)
def test_a_score_fits_its_film(mood: Mood, seconds: float, seed: int) -> None:
    score = compose(mood, seconds, seed, cuts=[seconds / 3])
    assert score.beats[0] == 0
    assert {round(b - a, 6) for a, b in pairwise(score.beats)} <= {round(60 / score.tempo, 6)}
    assert score.beats[-1] <= score.close + 1e-6 < seconds + 1e-6
    assert set(score.downbeats) <= set(score.beats)
    assert all(0 <= n.start <= seconds and n.seconds > 0 and 0 < n.velocity <= 1 for n in score.notes)
    assert all(abs(a.end - b.start) < 1e-6 for a, b in pairwise(score.chords))
    assert (mood is Mood.NONE) == (not score.notes)


@given(mood=played, seconds=lengths, seed=seeds, at=st.floats(0.1, 0.8))
@settings(max_examples=40)
def test_what_is_spoken_moves_the_tune_and_nothing_the_picture_follows(
    mood: Mood, seconds: float, seed: int, at: float
) -> None:
    alone = compose(mood, seconds, seed)
    spoken = compose(mood, seconds, seed, quiet=[(at * seconds, at * seconds + 1.5)])
    assert (alone.tempo, alone.beats, alone.sections, alone.chords) == (
        spoken.tempo,
        spoken.beats,
        spoken.sections,
        spoken.chords,
    )


@pytest.mark.parametrize("mood", PLAYED)
def test_other_seeds_are_other_pieces(mood: Mood) -> None:
    assert len({compose(mood, 12.0, seed).notes for seed in range(6)}) == 6


@pytest.mark.parametrize("mood", PLAYED)
def test_every_chord_of_a_mood_can_be_played(mood: Mood) -> None:
    style = moods.load()[mood]
    lines = [line for options in style.chords.values() for line in options]
    for mode in style.modes:
        for symbol in " ".join([*lines, *style.cadences, *style.last]).replace("/", " ").split():
            root, tones = Key(tonic=3, mode=mode).chord(symbol)
            assert root in tones or len(tones) > 3


@pytest.mark.parametrize("mood", PLAYED)
def test_tunes_stay_in_their_key(mood: Mood) -> None:
    """Most notes that are held belong to the chord they are heard over."""
    leads = {part.name for part in moods.load()[mood].parts if part.role is Playing.LEAD}
    inside = []
    for seed in range(8):
        score = compose(mood, 24.0, seed)
        for note in score.notes:
            if note.part in leads and note.seconds > 0.45 * 60 / score.tempo:
                chord = next(c for c in reversed(score.chords) if c.start <= note.start + 0.06)
                inside.append(round(note.pitch) % 12 in chord.tones)
    assert len(inside) >= 8
    assert np.mean(inside) > 0.6


@pytest.mark.parametrize("mood", PLAYED)
def test_music_is_whole(mood: Mood) -> None:
    """As long as the film, never silent before its end nor sounding at it, centred, and the same every time."""
    score = compose(mood, 7.37, 5, cuts=[3.0])
    samples = play(score, 5).samples
    assert samples.shape == (round(7.37 * RATE), 2)
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() < 2.0
    assert np.abs(samples.mean(axis=0)).max() < 1e-3
    assert np.abs(samples[-240:]).max() < 1e-3
    power = np.square(samples[: round(score.close * RATE)]).mean(axis=1)
    assert power[: len(power) // RATE * RATE].reshape(-1, RATE).mean(axis=1).min() > 1e-6
    assert np.array_equal(samples, play(score, 5).samples)


def test_the_beat_is_where_the_score_says() -> None:
    """Drums of a pop song strike on its beats: their flux there against half-way between."""
    score = compose(Mood.POP, 14.0, 3)
    mono = play(score, 3).samples.mean(axis=1)
    frames = np.lib.stride_tricks.sliding_window_view(mono, 1024)[::240] * np.hanning(1024)
    flux = np.maximum(0, np.diff(np.log1p(100 * np.abs(np.fft.rfft(frames))), axis=0)).sum(axis=1)
    drop = score.sections[-1].start
    beats = [b for b in score.beats if drop <= b < score.close - 0.1]
    near = [flux[max(0, round(b * 200) - 8) : round(b * 200) + 8].max() for b in beats]
    between = [flux[round((b + 0.3 * 60 / score.tempo) * 200) :][:8].max() for b in beats]
    assert np.median(near) > 1.5 * np.median(between)


def test_no_music_is_silence() -> None:
    score = compose(Mood.NONE, 5.0, 3)
    assert not play(score, 3).samples.any()
    assert score.beat > 1


def test_the_words_of_the_data_are_known() -> None:
    """Every place, costume and weather that can be planned has its sound, and every sound named exists."""
    known, drawn = places.load(), catalogue.load()
    assert set(known.settings) >= set(drawn.settings)
    assert set(known.wears) <= set(drawn.costumes)
    assert set(known.outside) == set(Weather) == set(known.inside)
    layers = [y for group in (known.settings, known.outside, known.inside) for x in group.values() for y in x]
    assert {layer.sound for layer in layers} <= {"noise", *SOURCES}
    assert {cue.sound for cue in events._cues()} <= set(HAPPENINGS)
    for cue in events._cues():
        assert (cue.settings or frozenset()) <= set(drawn.settings)
        assert (cue.costumes or frozenset()) <= set(drawn.costumes)
    for mood in PLAYED:
        for part in moods.load()[mood].parts:
            assert part.patch in DRUMS or part.patch in patches()


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_every_air_is_heard_and_repeats(source: str) -> None:
    made = [SOURCES[source](20 * RATE, np.random.default_rng(4)) for _ in range(2)]
    assert made[0].shape == (20 * RATE, 2)
    assert np.isfinite(made[0]).all()
    assert dynamics.level(made[0]) > -70
    assert np.array_equal(made[0], made[1])


@pytest.mark.parametrize("name", sorted(HAPPENINGS))
def test_everything_that_happens_is_heard_and_ends(name: str) -> None:
    made = HAPPENINGS[name](2.0, np.random.default_rng(4))
    assert made.ndim == 2 and made.shape[1] == 2
    assert np.isfinite(made).all()
    assert dynamics.level(made) > -70
    if name not in ("applause", "cheer"):  # those are cut off by the film's end, which fades them
        assert np.abs(made[-24:]).max() < 0.05 * np.abs(made).max()


@pytest.mark.parametrize("setting", sorted(catalogue.load().settings))
@pytest.mark.parametrize("weather", [Weather.CLEAR, Weather.STORM, Weather.RAIN])
def test_places_fade_in_and_out_and_repeat(setting: SettingId, weather: Weather) -> None:
    plan = film(SURF, setting=setting, weather=weather, hour=Hour.DAY)
    indoors = catalogue.load().settings[setting].indoors
    made = ambience.ambience(plan, 4.0, indoors=indoors)
    assert made.shape == (4 * RATE, 2)
    assert np.abs(made[:24]).max() < 1e-3 and np.abs(made[-24:]).max() < 1e-3
    assert -50 < dynamics.level(made) < -20
    assert np.array_equal(made, ambience.ambience(plan, 4.0, indoors=indoors))


def test_rain_is_louder_than_clear_sky() -> None:
    plans = [film(SURF, setting="noir_office", weather=weather) for weather in (Weather.CLEAR, Weather.RAIN)]
    dry, wet = (dynamics.level(ambience.ambience(plan, 4.0, indoors=True)) for plan in plans)
    assert wet > dry + 2


def test_thunder_waits_until_words_are_over() -> None:
    lines = [Said(start=float(k), end=k + 0.6, costume="wetsuit") for k in range(1, 40, 2)]
    found = 0
    for seed in range(12):
        plan = film(SURF, seconds=40.0, seed=seed, weather=Weather.STORM)
        score = compose(plan.mood, 40.0, seed)
        for event in events.events(plan, score, [], lines):
            if event.sound == "thunder":
                found += 1
                assert not any(line.start - events.SPARE <= event.start <= line.end for line in lines)
    assert found > 12


def test_events_lie_in_the_film_and_on_its_cuts() -> None:
    plan = film(SURF, seconds=12.0)
    score = compose(plan.mood, 12.0, plan.seed, cuts=[4.0, 8.0])
    found = events.events(plan, score, [4.0, 8.0], [])
    assert all(0 <= e.start < 12.0 for e in found)
    assert {round(e.start, 2) for e in found if e.sound == "splash"} == {3.88, 7.88}


@pytest.mark.parametrize("speech", sorted(places.load().speech))
def test_a_voice_in_a_place_stays_a_voice(speech: str) -> None:
    """Its rhythm stays; it stands where it is put; the room ends."""
    t = np.arange(RATE) / RATE
    dry = (0.2 * np.sign(np.sin(2 * np.pi * 150 * t)) * (np.sin(2 * np.pi * 3 * t) > 0)).astype(np.float32)
    made = acoustics.spoken(dry, 0.6, places.load().speech[speech])
    assert len(made) >= len(dry)
    assert np.isfinite(made).all()
    left, right = np.square(made[: len(dry)]).sum(axis=0)
    assert right > 1.5 * left
    assert np.abs(made[-24:]).max() < 1e-3
    envelope = np.square(made[: len(dry)]).sum(axis=1).reshape(-1, 480).mean(axis=1)
    spoken = np.square(dry).reshape(-1, 480).mean(axis=1) > 0
    assert envelope[spoken].mean() > 4 * envelope[~spoken].mean()


def test_a_room_does_not_sing_in_silence() -> None:
    made = acoustics.spoken(np.zeros(RATE, np.float32), 0.0, places.load().speech["hall"])
    assert not made.any()


def test_filters_pass_what_they_say() -> None:
    t = np.arange(RATE) / RATE
    for hertz, kept in ((100, False), (1000, True), (9000, False)):
        tone = np.sin(2 * np.pi * hertz * t)
        through = filters.filtered(np.stack([tone, tone], -1), 400, 2500, order=4)
        assert (through[RATE // 2 :].std() > 0.6) == kept
        assert np.allclose(through[:, 0], through[:, 1], atol=1e-6)


def test_compression_brings_loud_and_soft_together() -> None:
    t = np.arange(2 * RATE) / RATE
    tone = np.sin(2 * np.pi * 300 * t) * np.where(t < 1, 0.05, 0.9)
    bus = np.stack([tone, tone], -1).astype(np.float32)
    before = bus[RATE:].std() / bus[:RATE].std()
    dynamics.compress(bus, -18.0, 4.0, 0.01, 0.2)
    assert bus[RATE + 4800 :].std() / bus[4800:RATE].std() < 0.5 * before


def test_two_people_are_heard_from_two_sides() -> None:
    role = film(SURF).roles[0]
    air = places.load().acoustics("giant_wave", str(role.costume))
    voice = np.random.default_rng(1).normal(0, 0.1, RATE).astype(np.float32)
    left, right = (acoustics.spoken(voice, place, air) for place in (-0.35, 0.35))
    assert np.square(left[:, 0]).sum() > np.square(left[:, 1]).sum()
    assert np.square(right[:, 1]).sum() > np.square(right[:, 0]).sum()

"""Sound put together."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import resample_poly

from walkon.media.mix import (
    LOUDNESS,
    MOST_RAISED,
    PEAK,
    RATE,
    Track,
    ducking,
    levelled,
    limited,
    loudness,
    mixed,
    stereo,
)
from walkon.media.resample import resampled
from walkon.media.sound import Sound


def tone(hertz: float, seconds: float, level: float = 0.25, rate: int = RATE) -> Sound:
    samples = level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)
    return Sound(samples=samples.astype(np.float32), rate=rate)


def rms(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(samples.astype(np.float64) ** 2)))


class TestLevel:
    @pytest.mark.parametrize("level", [0.02, 0.2, 0.9])
    def test_one_loudness(self, level: float) -> None:
        noise = np.random.default_rng(0).normal(0, level, (3 * RATE, 2)).astype(np.float32)
        assert loudness(levelled(Sound(samples=noise, rate=RATE))) == pytest.approx(LOUDNESS, abs=0.5)

    def test_hiss_does_not_become_music(self) -> None:
        hiss = np.random.default_rng(0).normal(0, 1e-4, (RATE, 2)).astype(np.float32)
        raised = rms(levelled(Sound(samples=hiss, rate=RATE)).samples) / rms(hiss)
        assert 20 * np.log10(raised) == pytest.approx(MOST_RAISED, abs=0.1)

    @pytest.mark.parametrize("samples", [np.zeros((RATE, 2)), np.zeros((0, 2)), np.zeros(100)])
    def test_silence_and_next_to_nothing_stay(self, samples: np.ndarray) -> None:
        sound = levelled(Sound(samples=samples.astype(np.float32), rate=RATE))
        assert not sound.samples.any()

    @pytest.mark.parametrize("hertz", [60.0, 997.0, 11_997.0])
    def test_true_peaks_are_limited(self, hertz: float) -> None:
        loud = limited(tone(hertz, 0.5, level=1.9).samples, RATE)
        between = np.abs(resample_poly(loud, 8, 1))[400:-400]
        assert np.abs(loud).max() <= PEAK + 1e-6
        assert between.max() <= PEAK * 1.03

    def test_what_is_quiet_enough_is_not_touched(self) -> None:
        quiet = tone(440, 0.5, level=0.5).samples
        assert limited(quiet, RATE) is quiet

    def test_the_limiter_lets_go_again(self) -> None:
        sound = tone(440, 2.0, level=0.3).samples.copy()
        sound[RATE // 2] = 4.0
        after = limited(sound, RATE)
        assert rms(after[RATE:]) == pytest.approx(rms(sound[RATE:]), rel=0.01)


class TestMix:
    def test_tracks_start_where_they_should(self) -> None:
        beep = Track(sound=tone(440, 0.2), start=1.0, gain_db=-6.0)
        total = mixed([beep], [], 2.0).samples
        assert total.shape == (2 * RATE, 2)
        assert not total[:RATE].any() and not total[round(1.2 * RATE) + 1 :].any()
        assert np.abs(total).max() == pytest.approx(0.25 * 10 ** (-6 / 20), rel=0.01)

    def test_music_steps_back_under_words(self) -> None:
        music = Track(sound=tone(220, 6.0), ducked=True)
        total = mixed([music], [(2.0, 4.0)], 6.0, depth_db=9.0).samples
        under, beside = rms(total[round(2.5 * RATE) : round(3.5 * RATE)]), rms(total[: round(1.2 * RATE)])
        assert 20 * np.log10(under / beside) == pytest.approx(-9.0, abs=0.3)

    def test_other_tracks_do_not(self) -> None:
        wind = Track(sound=tone(220, 6.0), ducked=False)
        total = mixed([wind], [(2.0, 4.0)], 6.0).samples
        assert rms(total[3 * RATE :]) == pytest.approx(rms(total[: 3 * RATE]), rel=0.01)

    def test_ducking_has_no_steps(self) -> None:
        envelope = ducking([(0.0, 0.5), (0.6, 1.0), (1.9, 9.0)], 3.0, 12.0)
        assert len(envelope) == 3 * RATE
        assert np.abs(np.diff(envelope)).max() < 1e-3
        assert envelope.min() >= 10 ** (-12 / 20) - 1e-6

    def test_what_lies_outside_is_left_out(self) -> None:
        late = Track(sound=tone(440, 1.0), start=5.0)
        long = Track(sound=tone(440, 9.0), start=0.5)
        assert mixed([late, long], [], 2.0).samples.shape == (2 * RATE, 2)


@pytest.mark.parametrize("rate", [8_000, 16_000, 24_000, 44_100])
def test_resampling_keeps_pitch_place_and_length(rate: int) -> None:
    sound = resampled(tone(440, 1.0, rate=rate), RATE)
    assert (sound.rate, len(sound.samples)) == (RATE, RATE)
    assert np.abs(sound.samples - tone(440, 1.0).samples)[2000:-2000].max() < 0.01


def test_stereo_of_stereo_is_itself() -> None:
    sound = stereo(tone(440, 0.1))
    assert stereo(sound) is sound

"""Sound put together: one rate, places in the stereo picture, music that steps back under words, one loudness."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyloudnorm
from scipy.ndimage import maximum_filter1d, uniform_filter1d
from scipy.signal import resample_poly

from walkon.media.resample import resampled
from walkon.media.sound import Sound

RATE = 48_000
LOUDNESS = -16.0  # LUFS, usual for film on phones and the web
PEAK = 10 ** (-1.5 / 20)  # full scale; AAC adds up to half a decibel
MOST_RAISED = 24.0  # dB
LOOK_AHEAD = 0.005  # seconds
RELEASE = 60.0  # dB per second
Samples = npt.NDArray[np.float32]


def stereo(sound: Sound) -> Sound:
    """The same sound with two channels."""
    if sound.samples.ndim == 2:
        return sound
    return Sound(samples=np.repeat(sound.samples[:, None], 2, axis=1), rate=sound.rate)


def ducking(spans: Sequence[tuple[float, float]], seconds: float, depth_db: float, ramp: float = 0.25) -> Samples:
    """Gain over time at 48 kHz: 1, and `depth_db` below during the spans (seconds), with smooth ramps around them."""
    n = round(seconds * RATE)
    talking = np.zeros(n, np.float32)
    for start, end in spans:
        talking[max(0, round((start - ramp) * RATE)) : max(0, round((end + ramp) * RATE))] = 1.0
    smooth = uniform_filter1d(talking, max(1, round(ramp * RATE)), mode="nearest")
    return np.asarray(10 ** (-abs(depth_db) * smooth / 20), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One sound in a mix: where it starts (seconds), how loud (dB), and whether it steps back under words."""

    sound: Sound
    start: float = 0.0
    gain_db: float = 0.0
    ducked: bool = False


def mixed(
    tracks: Sequence[Track], speech: Sequence[tuple[float, float]], seconds: float, depth_db: float = 9.0
) -> Sound:
    """All tracks in one stereo sound of `seconds` at 48 kHz; `speech` holds the spans of words. Not yet levelled."""
    n = round(seconds * RATE)
    total = np.zeros((n, 2), np.float32)
    duck = ducking(speech, seconds, depth_db)[:, None] if any(t.ducked for t in tracks) else None
    for track in tracks:
        samples = stereo(resampled(track.sound, RATE)).samples
        first = max(0, round(track.start * RATE))
        part = samples[: max(0, n - first)] * np.float32(10 ** (track.gain_db / 20))
        if track.ducked and duck is not None:
            part = part * duck[first : first + len(part)]
        total[first : first + len(part)] += part
    return Sound(samples=total, rate=RATE)


def loudness(sound: Sound) -> float:
    """Integrated loudness, LUFS (ITU-R BS.1770-4); -inf for silence and for less than 0.4 s."""
    if sound.seconds < 0.4:
        return -math.inf
    with np.errstate(divide="ignore"):
        return float(pyloudnorm.Meter(sound.rate).integrated_loudness(sound.samples.astype(np.float64)))


def levelled(sound: Sound, target: float = LOUDNESS) -> Sound:
    """The sound at `target` LUFS with true peaks below -1.5 dB; aims again after limiting.

    Silence stays silence, and nothing is raised by more than 24 dB: hiss does not become music.
    """
    samples, raised = sound.samples, 0.0
    for _ in range(3):
        now = loudness(Sound(samples=samples, rate=sound.rate))
        step = min(target - now, MOST_RAISED - raised)
        if not math.isfinite(step) or abs(step) < 0.2:
            break
        raised += step
        samples = limited(samples * np.float32(10 ** (step / 20)), sound.rate)
    return Sound(samples=limited(samples, sound.rate), rate=sound.rate)


def limited(samples: Samples, rate: int) -> Samples:
    """Peaks brought under -1.5 dB, those between samples too, by a look-ahead limiter.

    Gain falls within 5 ms before a peak and comes back by 60 dB a second: loud words do not pump the music.
    """
    needed = 20 * np.log10(np.maximum(_true_level(samples), 1e-9) / PEAK).clip(0.0)
    if not np.any(needed > 0.0):
        return samples
    ahead = max(1, round(LOOK_AHEAD * rate))
    window = 2 * ahead + 1
    slope = RELEASE / rate * np.arange(len(needed))
    reduced = np.maximum.accumulate(maximum_filter1d(needed, window) + slope) - slope
    gain = np.asarray(10 ** (-uniform_filter1d(reduced, window, mode="nearest") / 20), np.float32)
    return np.clip(samples * (gain if samples.ndim == 1 else gain[:, None]), -PEAK, PEAK)


def _true_level(samples: Samples) -> npt.NDArray[np.float64]:
    """(N,) largest magnitude around each sample over all channels, between samples by four times the rate."""
    channels = samples[:, None] if samples.ndim == 1 else samples
    level = np.zeros(len(samples))
    for channel in channels.T:
        np.maximum(level, np.abs(channel), out=level)
        if len(channel) and np.abs(channel).max() > PEAK / 2:
            fine = np.abs(resample_poly(channel, 4, 1))[: 4 * len(channel)]
            np.maximum(level, fine.reshape(-1, 4).max(axis=1), out=level)
    return level

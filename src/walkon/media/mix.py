"""Sound put together: one rate, places in the stereo picture, music that steps back under words, one loudness."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyloudnorm
from scipy.ndimage import maximum_filter1d, uniform_filter1d

from walkon.media.resample import resampled
from walkon.media.sound import Sound

RATE = 48_000
LOUDNESS = -16.0  # LUFS, usual for film on phones and the web
PEAK = 10 ** (-1.0 / 20)  # -1 dB full scale
Samples = npt.NDArray[np.float32]


def panned(sound: Sound, place: float) -> Sound:
    """Mono to stereo at `place`, -1 (left) to 1 (right), with equal power."""
    angle = (max(-1.0, min(1.0, place)) + 1) * math.pi / 4
    gains = np.array([math.cos(angle), math.sin(angle)], np.float32) * math.sqrt(2)
    return Sound(samples=sound.samples[:, None] * gains, rate=sound.rate)


def faded(sound: Sound, fade_in: float, fade_out: float) -> Sound:
    """Raised-cosine fades, seconds."""
    samples = sound.samples.copy()
    shape = (-1,) + (1,) * (samples.ndim - 1)
    for seconds, part in ((fade_in, slice(None)), (fade_out, slice(None, None, -1))):
        n = min(len(samples), round(seconds * sound.rate))
        if n:
            ramp = (0.5 - 0.5 * np.cos(np.linspace(0, math.pi, n))).astype(np.float32)
            samples[part][:n] *= ramp.reshape(shape)
    return Sound(samples=samples, rate=sound.rate)


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
        samples = resampled(track.sound, RATE).samples
        if samples.ndim == 1:
            samples = np.repeat(samples[:, None], 2, axis=1)
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
    return float(pyloudnorm.Meter(sound.rate).integrated_loudness(sound.samples.astype(np.float64)))


def levelled(sound: Sound, target: float = LOUDNESS) -> Sound:
    """The sound at `target` LUFS with peaks below -1 dB; silence stays silence. Aims again after limiting."""
    samples = sound.samples
    for _ in range(3):
        now = loudness(Sound(samples=samples, rate=sound.rate))
        if not math.isfinite(now) or abs(now - target) < 0.2:
            break
        samples = limited(samples * np.float32(10 ** ((target - now) / 20)), sound.rate)
    return Sound(samples=limited(samples, sound.rate), rate=sound.rate)


def limited(samples: Samples, rate: int) -> Samples:
    """Peaks brought under -1 dB by a look-ahead limiter: gain falls before a peak and comes back within 50 ms."""
    level = np.abs(samples) if samples.ndim == 1 else np.abs(samples).max(axis=1)
    if not len(level) or level.max() <= PEAK:
        return samples
    ahead = max(1, round(0.005 * rate))
    wanted = np.minimum(1.0, PEAK / np.maximum(maximum_filter1d(level, 2 * ahead + 1), 1e-9))
    release = max(1, round(0.05 * rate))
    held = -maximum_filter1d(-wanted, release, origin=(release - 1) // 2)
    gain = np.minimum(uniform_filter1d(held, 2 * ahead + 1, mode="nearest"), wanted).astype(np.float32)
    return np.asarray(np.clip(samples * (gain if samples.ndim == 1 else gain[:, None]), -PEAK, PEAK), np.float32)

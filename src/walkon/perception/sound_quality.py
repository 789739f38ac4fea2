"""How well a voice can be heard: loudness, background, overload."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pyloudnorm

from walkon.perception.speech_activity import RATE, Samples, Spans, spoken

FRAME = 320  # samples: 20 ms
AUDIBLE_DB = -90.0  # quieter frames are digital silence, not background
GUARD = 0.3  # seconds around speech in which its first and last sounds may lie
LEAST_AWAY = 1.0  # seconds away from speech that say something about what else is heard
SNR_CAP_DB = 40.0  # gated recordings have no background at all and would report 46 to 59 dB
LOUDNESS_FLOOR = -70.0  # LUFS; absolute gate of ITU-R BS.1770
SHORTEST = 0.5  # seconds the loudness meter wants


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundQuality:
    """`loudness` in LUFS; `snr` in dB and `clipping` are None without speech."""

    speech_seconds: float
    loudness: float
    snr: float | None
    clipping: float | None


def sound_quality(samples: Samples, speech: Spans) -> SoundQuality:
    """Measured on mono samples at 16 kHz whose speech lies within the spans."""
    voice = spoken(samples, speech)
    return SoundQuality(
        speech_seconds=len(voice) / RATE,
        loudness=_loudness(samples),
        snr=_signal_to_noise(samples, speech),
        clipping=peak_crowding(voice) if len(voice) else None,
    )


def _loudness(samples: Samples) -> float:
    """Integrated loudness after ITU-R BS.1770."""
    if len(samples) < SHORTEST * RATE or not samples.any():
        return LOUDNESS_FLOOR
    with warnings.catch_warnings(), np.errstate(divide="ignore"):
        warnings.simplefilter("ignore")
        measured = pyloudnorm.Meter(RATE).integrated_loudness(samples.astype(np.float64))
    return max(float(measured), LOUDNESS_FLOOR) if np.isfinite(measured) else LOUDNESS_FLOOR


def _signal_to_noise(samples: Samples, speech: Spans) -> float | None:
    """Mean level of spoken 20 ms frames above what else is heard, dB.

    That is the level that 95 % of all audible frames exceed, or the usual one away from speech if that is higher, as
    with music, whose notes have pauses between them.
    """
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME).astype(np.float64)
    level = 10 * np.log10((frames**2).mean(axis=1) + 1e-12)
    middle = (np.arange(len(frames)) + 0.5) * FRAME / RATE
    talking, near = np.zeros(len(frames), bool), np.zeros(len(frames), bool)
    for start, end in speech:
        talking |= (middle >= start) & (middle < end)
        near |= (middle >= start - GUARD) & (middle < end + GUARD)
    audible = level > AUDIBLE_DB
    if not talking.any() or not audible.any():
        return None
    voice = 10 * np.log10((10 ** (level[talking] / 10)).mean())
    away = level[audible & ~near]
    other = float(np.percentile(level[audible], 5))
    if len(away) >= LEAST_AWAY * RATE / FRAME:
        other = max(other, float(np.median(away)))
    return min(float(voice) - other, SNR_CAP_DB)


def peak_crowding(samples: Samples) -> float:
    """Share of the louder half of all samples above 0.9 of their 99.9th percentile.

    Clipping piles samples up near the ceiling; unlike runs of equal samples this survives resampling and Opus.
    """
    if not len(samples):
        return 0.0
    size = np.abs(samples)
    louder = size[size > np.median(size)]
    return float((louder > 0.9 * np.percentile(louder, 99.9)).mean()) if louder.size else 0.0

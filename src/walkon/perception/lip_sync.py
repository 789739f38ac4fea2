"""Whether the lips move with the voice.

The mouth's opening is compared with the loudness of the band that vowels fill, as itself and by its change, at every
shift a camera can have, and at shifts no recording has: what a pair of unrelated series reaches by chance shows there.
Band, root and mixture are those that told best between 18 drawn performers and one real film with its own sound on the
one side, and silent lips, other films under the same sound and shifts of 0.5 s and more on the other.

Lips that say something else in exactly the same moments agree half as well as the true ones, and a film of the same words
in the same rhythm as well as the truth does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d
from scipy.signal import butter, sosfiltfilt

from walkon.domain.evidence import LipsSeen
from walkon.media.sound import Sound
from walkon.perception.speech_activity import RATE, Samples, Spans, at_16k

Series = npt.NDArray[np.floating]

STEP = 0.01  # seconds between values of both series
VOWELS = (300.0, 3500.0)  # Hz; loudness up to 7 kHz follows hissing, during which the mouth is nearly shut
SMOOTHED, SLOW = 0.04, 0.75  # seconds, sigma: faster is noise, slower is not speech but the mood of the face
CHANGE = 0.5  # share of the correlation of changes; the rest is that of the series themselves
AROUND = 0.8  # seconds before and after speech that are compared too: the mouth must be still there
WHILE = 0.1  # seconds around speech in which the lips already or still move
NEAR = 0.25  # seconds; real recordings lie within, the furthest seen at 0.12
FAR = (0.5, 1.5)  # seconds; no camera is that late
FAR_EVERY = 2  # steps
ENOUGH_SPEECH = 3.0  # seconds for full confidence; two spoken steps hold 3 to 5
LEAST_SPEECH = 0.5  # seconds
LEAST_SEEN = 0.5  # share of the compared time that shows a face


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Both series, (N,) every `STEP` seconds, and where they are compared."""

    mouth: Series
    sound: Series
    near_speech: npt.NDArray[np.bool_]


def lips_seen(mouth: Series, fps: float, sound: Sound, speech: Spans) -> LipsSeen | None:
    """How the mouth (T,), inner lip opening / eye distance, NaN where no face is, moves with speech in `sound`.

    Frame t was taken t / fps seconds after the sound began. None without speech or without a face while it is spoken.
    """
    spoken = sum(end - start for start, end in speech)
    samples = at_16k(sound)
    count = int(min(len(mouth) / fps if fps > 0 else 0.0, len(samples) / RATE) / STEP)
    if spoken < LEAST_SPEECH or count < 2 * FAR[1] / STEP:
        return None
    moments = np.arange(count) * STEP
    near_speech = _near(moments, speech, AROUND)
    known = ~np.isnan(mouth)
    face = np.interp(moments, np.arange(len(mouth)) / fps, known.astype(float))
    seen = float(face[near_speech].mean()) if near_speech.any() else 0.0
    if seen < LEAST_SEEN:
        return None
    opening = np.interp(moments, np.flatnonzero(known) / fps, mouth[known])
    pair = _Pair(
        mouth=_speech_rhythm(opening), sound=_speech_rhythm(_loudness(samples, count)), near_speech=near_speech
    )
    reach = round(NEAR / STEP)
    lags = np.array(sorted(range(-reach, reach + 1), key=abs))  # so that lips that stand still read as on time
    agreements = _agreements(pair, lags)
    best = int(np.argmax(agreements))
    apart = np.arange(round(FAR[0] / STEP), round(FAR[1] / STEP) + 1, FAR_EVERY)
    elsewhere = _agreements(pair, np.concatenate([-apart, apart])).max()
    return LipsSeen(
        agreement=float(agreements[best]),
        lag=float(lags[best] * STEP),
        margin=float(agreements[best] - elsewhere),
        opening=_spread(opening[_near(moments, speech, WHILE)]),
        confidence=min(1.0, spoken / ENOUGH_SPEECH) * seen,
    )


def _near(moments: Series, speech: Spans, around: float) -> npt.NDArray[np.bool_]:
    near = np.zeros(len(moments), np.bool_)
    for start, end in speech:
        near |= (moments > start - around) & (moments < end + around)
    return near


def _spread(openings: Series) -> float:
    low, high = np.percentile(openings, [5, 95]) if len(openings) else (0.0, 0.0)
    return float(high - low)


def _loudness(samples: Samples, count: int) -> Series:
    """(count,) root of the vowel band's RMS, 1 where it is loud; a root weighs soft and loud vowels more alike."""
    band = sosfiltfilt(butter(4, VOWELS, "band", fs=RATE, output="sos"), samples.astype(np.float64))
    hop = round(STEP * RATE)
    frames = np.pad(band, (hop // 2, hop))[: count * hop].reshape(count, hop)
    rms = np.sqrt((frames**2).mean(axis=1))
    return np.asarray(np.sqrt(rms / (np.percentile(rms, 95) + 1e-9)))


def _speech_rhythm(series: Series) -> Series:
    """Without what is too fast or too slow for syllables."""
    fine = gaussian_filter1d(series, SMOOTHED / STEP, mode="nearest")
    return np.asarray(fine - gaussian_filter1d(fine, SLOW / STEP, mode="nearest"))


def _agreements(pair: _Pair, lags: npt.NDArray[np.int64]) -> Series:
    """Correlation at each lag in steps, > 0: the lips come later; 0 where a series stands still."""
    changes = _Pair(mouth=np.gradient(pair.mouth), sound=np.gradient(pair.sound), near_speech=pair.near_speech)
    return np.array([(1 - CHANGE) * _correlation(pair, int(k)) + CHANGE * _correlation(changes, int(k)) for k in lags])


def _correlation(pair: _Pair, lag: int) -> float:
    length = len(pair.sound) - abs(lag)
    early, late = slice(0, length), slice(abs(lag), abs(lag) + length)
    heard, seen = (early, late) if lag >= 0 else (late, early)
    counts = pair.near_speech[heard]
    mouth, sound = pair.mouth[seen][counts], pair.sound[heard][counts]
    if len(mouth) < 2:
        return 0.0
    mouth, sound = mouth - mouth.mean(), sound - sound.mean()
    size = np.sqrt((mouth @ mouth) * (sound @ sound))
    return float(mouth @ sound / size) if size > 1e-9 else 0.0

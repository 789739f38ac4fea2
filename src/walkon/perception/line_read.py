"""A line that was read: the voice taken out of the silence around it and made ready for a film, and what it measures."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.signal import butter, sosfiltfilt

from walkon.media.resample import resampled
from walkon.media.sound import Sound
from walkon.perception.sound_quality import SoundQuality, sound_quality
from walkon.perception.speech_activity import RATE, Samples, Spans, at_16k, speech_spans, spoken
from walkon.perception.voice_print import SHORTEST, print_of_speech

FILM_RATE = 24_000  # Hz, as the made voices speak
BEFORE, AFTER = 0.10, 0.16  # seconds kept around the voice: breath, and the end of a last sound
RUMBLE = 70.0  # Hz; below lies no voice, but hands and tables
FADE = 0.012  # seconds
LEVEL = 0.1  # root mean square of the voice; the mix sets the final level
CEILING = 0.95
PEAKS = 99.9  # percentile of magnitudes


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRead:
    """`sound` is mono 24 kHz, without the silence around the voice; `speech` are spans of the recording, seconds."""

    sound: Sound
    speech: Spans
    quality: SoundQuality
    crest: float | None  # dB, the highest peaks of the voice over its mean level; None without speech
    template: bytes | None = field(repr=False)  # 256 float32 numbers of the voice; None where it is too short to tell


def line_read(recording: Sound) -> LineRead:
    """What is in a mono recording; an empty sound where nobody speaks. Raises `ModelMissing`."""
    samples = at_16k(recording)
    speech = speech_spans(recording)
    said = spoken(samples, speech)
    long = len(said) >= SHORTEST * RATE
    return LineRead(
        sound=_ready(recording, speech),
        speech=speech,
        quality=sound_quality(samples, speech),
        crest=_crest(said),
        template=print_of_speech(said).astype("<f4").tobytes() if long else None,
    )


def _crest(said: Samples) -> float | None:
    """Heavy overload with lossy coding behind it leaves no crowded peaks, since the coder rounds them; but a flat voice."""
    if not len(said):
        return None
    mean = float(np.sqrt(np.mean(said.astype(np.float64) ** 2)))
    return 20 * float(np.log10(float(np.percentile(np.abs(said), PEAKS)) / (mean + 1e-9) + 1e-9))


def _ready(recording: Sound, speech: Spans) -> Sound:
    """The voice without rumble and silence, at the level of a made one."""
    if not speech:
        return Sound(samples=np.zeros(0, np.float32), rate=FILM_RATE)
    whole = resampled(recording, FILM_RATE).samples
    first = max(0, round((speech[0][0] - BEFORE) * FILM_RATE))
    last = min(len(whole), round((speech[-1][1] + AFTER) * FILM_RATE))
    clean = sosfiltfilt(butter(2, RUMBLE, "highpass", fs=FILM_RATE, output="sos"), whole)[first:last]
    voice = np.concatenate(
        [clean[max(0, round(a * FILM_RATE) - first) : round(b * FILM_RATE) - first] for a, b in speech]
    )
    loud, peak = float(np.sqrt(np.mean(voice**2))) + 1e-9, float(np.abs(clean).max()) + 1e-9
    clean = clean * min(LEVEL / loud, CEILING / peak)
    ramp = np.linspace(0.0, 1.0, min(len(clean) // 2, round(FADE * FILM_RATE)))
    clean[: len(ramp)] *= ramp
    clean[len(clean) - len(ramp) :] *= ramp[::-1]
    return Sound(samples=np.asarray(clean, np.float32), rate=FILM_RATE)

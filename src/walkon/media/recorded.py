"""Short recordings of a voice, as browsers make them (WebM or MP4, Opus or AAC, Ogg, WAV); and WAV, as they are kept.

All of it happens in memory. What is opened is opened as `walkon.media.container` opens clips.
"""

from __future__ import annotations

import io
import wave

import numpy as np

from walkon.domain.readings import NotSound
from walkon.media import errors
from walkon.media.container import opened
from walkon.media.decode import placed, sound_pieces
from walkon.media.resample import resampled
from walkon.media.sound import Sound

LOWEST, HIGHEST = 8_000, 192_000  # Hz
FULL = 32767


def recorded(data: bytes, longest: float) -> Sound:
    """The sound of a recording, mono at its own rate, no more than `longest` seconds of it. Raises `NotSound`."""
    try:
        with opened(data) as box:
            pieces, rate = sound_pieces(box, 0.0, longest)
    except errors.BadClip:
        raise NotSound from None
    if not pieces or not LOWEST <= rate <= HIGHEST:
        raise NotSound
    begin = pieces[0][0]
    samples = placed([(at - begin, part) for at, part in pieces], rate, longest)
    if not len(samples) or not np.isfinite(samples).all():
        raise NotSound
    return Sound(samples=samples, rate=rate)


def as_wav(sound: Sound) -> bytes:
    """Mono sound as WAV with 16 bits; equal sounds give equal bytes."""
    whole = np.round(np.clip(sound.samples, -1.0, 1.0) * FULL).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as box:
        box.setnchannels(1)
        box.setsampwidth(2)
        box.setframerate(sound.rate)
        box.writeframes(whole.tobytes())
    return file.getvalue()


def from_wav(data: bytes, rate: int) -> Sound:
    """What `as_wav` wrote, mono at `rate` Hz. Raises `NotSound`."""
    try:
        with wave.open(io.BytesIO(data), "rb") as box:
            if (box.getnchannels(), box.getsampwidth()) != (1, 2):
                raise NotSound
            samples = np.frombuffer(box.readframes(box.getnframes()), "<i2").astype(np.float32) / np.float32(FULL)
            own = box.getframerate()
    except (wave.Error, EOFError):
        raise NotSound from None
    return resampled(Sound(samples=samples, rate=own), rate)

"""Recordings of lines for tests: performers read them, a browser's recorder packs them."""

from __future__ import annotations

import io
from functools import cache

import av
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream

from tests.voices import read_by
from walkon.domain.capture import Language
from walkon.domain.evidence import PhraseSeen
from walkon.domain.ids import CameoId
from walkon.domain.plan import Line
from walkon.domain.readings import Heard
from walkon.media.recorded import as_wav
from walkon.media.resample import resampled
from walkon.media.sound import Sound
from walkon.perception.voice_print import voice_print
from walkon.ports.hearing import HeardLine
from walkon.rehearsal.cast import cast
from walkon.rehearsal.voices import ROOM_NOISE, speak
from walkon.vault.templates import likeness
from walkon.voice.espeak import Espeak

Samples = npt.NDArray[np.float32]
RATE = 48_000
LINE = "We walked along the harbour until the lamps went out."
PACKED = {"webm": ("webm", "libopus"), "mp4": ("mp4", "aac"), "ogg": ("ogg", "libopus"), "wav": ("wav", "pcm_s16le")}


@cache
def performed(name: str, text: str = LINE, language: Language = Language.ENGLISH, pace: float = 1.0) -> Sound:
    """A performer reads, alone in a quiet room, with a moment before and after; 48 kHz mono."""
    with Espeak() as espeak:
        said = resampled(speak(espeak, text, language, cast()[name].voice, pace).sound, RATE).samples
    whole = np.concatenate([np.zeros(RATE // 2), said, np.zeros(RATE // 2)]).astype(np.float32)
    noise = np.random.default_rng(5).normal(0, ROOM_NOISE, len(whole))
    return Sound(samples=(whole + noise).astype(np.float32), rate=RATE)


def packed(sound: Sound, kind: str = "webm") -> bytes:
    """A recording as a browser makes it."""
    form, codec = PACKED[kind]
    file = io.BytesIO()
    with av.open(file, "w", format=form) as box:
        stream = box.add_stream(codec, rate=sound.rate, layout="mono")
        whole = np.clip(sound.samples, -1, 1)[None]
        frame = av.AudioFrame.from_ndarray((whole * 32767).astype(np.int16), format="s16", layout="mono")
        frame.sample_rate = sound.rate
        assert isinstance(stream, AudioStream)
        for packet in (*stream.encode(frame), *stream.encode(None)):
            box.mux(packet)
    return file.getvalue()


class Voices:
    """As much of a vault as listening needs: whose voice a cameo has."""

    def __init__(self) -> None:
        self.of: dict[str, bytes] = {}

    def give(self, cameo: str, performer: str) -> None:
        self.of[cameo] = voice_print(read_by(performer)).astype("<f4").tobytes()

    def voice_likeness(self, cameo: CameoId, voice: bytes) -> float | None:
        known = self.of.get(cameo)
        return None if known is None else likeness(voice, known)


class Ears:
    """A `HearLine` that hears what it is told to, and remembers whom it compared with."""

    def __init__(self) -> None:
        self.next = Heard(
            seconds=1.5,
            speech=1.4,
            snr=30.0,
            clipping=0.001,
            crest=15.0,
            words=PhraseSeen(rank=1, among=21, margin=1.1, confidence=1.0),
            likeness=0.9,
        )
        self.asked: list[tuple[str, CameoId]] = []

    def __call__(self, recording: bytes, line: Line, cameo: CameoId) -> HeardLine:
        self.asked.append((line.text, cameo))
        tone = 0.1 * np.sin(np.arange(round(24_000 * self.next.seconds)) * 0.05)
        return HeardLine(heard=self.next, sound=as_wav(Sound(samples=tone.astype(np.float32), rate=24_000)))

"""How close voices come: learned from 16 s of a real speaker, against what the same person said on another day.

`converted` is what Walkon speaks with; `stock` is the untouched synthetic voice and `real` the speaker's own other
recording: the floor and the ceiling. `others` is the nearest of the other speakers' recordings to the converted voice.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import av
import numpy as np

from bench import scratch
from walkon.domain.capture import Language
from walkon.media.sound import Sound
from walkon.perception.speech_activity import speech_spans
from walkon.perception.voice_print import voice_print, voice_similarity
from walkon.ports.world import silent
from walkon.voice.espeak import Espeak
from walkon.voice.learning import TEST, Recording, build_voice
from walkon.voice.provider import ConvertedVoice, StockVoice, VoiceProvider

LEARNED = 16.0  # seconds


def main() -> None:
    data = scratch.shared_data()
    names = sorted(path.name.split("_")[0] for path in (data / "voices").glob("*_enrol.wav"))
    heldout = {name: voice_print(read(data / "voices" / f"{name}_heldout.wav")) for name in names}
    figures = {}
    with Espeak() as espeak:
        for name in names:
            whole = read(data / "voices" / f"{name}_enrol.wav")
            sound = Sound(samples=whole.samples[: round(LEARNED * whole.rate)], rate=whole.rate)
            began = time.process_time()
            voice = build_voice(Recording(sound=sound, speech=speech_spans(sound)), espeak, silent)
            learned = time.process_time() - began
            if voice is None:
                raise SystemExit(f"too little speech in {name}")
            began = time.process_time()
            said = spoken(ConvertedVoice(espeak), voice.data)
            line = (time.process_time() - began) / len(TEST[Language.ENGLISH])
            printed = voice_print(said)
            figures[name] = {
                "converted": voice_similarity(printed, heldout[name]),
                "stock": voice_similarity(voice_print(spoken(StockVoice(espeak), None)), heldout[name]),
                "real": voice_similarity(voice_print(sound), heldout[name]),
                "others": max(voice_similarity(printed, heldout[other]) for other in names if other != name),
                "told": voice.similarity,
                "learn_cpu_seconds": learned,
                "line_cpu_seconds": line,
                "bytes": len(voice.data),
            }
    json.dump(figures, sys.stdout)


def read(path: Path) -> Sound:
    """A mono recording of 16-bit samples."""
    with av.open(str(path)) as box:
        samples = np.concatenate([frame.to_ndarray() for frame in box.decode(audio=0)], axis=1)[0]
        return Sound(samples=samples.astype(np.float32) / 32768, rate=box.streams.audio[0].rate)


def spoken(provider: VoiceProvider, voice: bytes | None) -> Sound:
    """All test lines in a row."""
    lines = [provider.speak(text, Language.ENGLISH, voice).sound for text in TEST[Language.ENGLISH]]
    return Sound(samples=np.concatenate([line.samples for line in lines]), rate=lines[0].rate)


if __name__ == "__main__":
    main()

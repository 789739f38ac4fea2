"""A line read by the synthetic speaker and moved towards a person."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from walkon.domain.capture import Language
from walkon.media.sound import Sound
from walkon.voice.espeak import RATE, Espeak
from walkon.voice.model import VoiceModel
from walkon.voice.speech import Speech
from walkon.voice.world import analysed, synthesised

LEVEL = 0.1  # RMS; the mix sets the final level


def spoken_by(model: VoiceModel, espeak: Espeak, text: str, language: Language) -> Speech:
    """The line, mono 24 kHz; mouth shapes and word times are those of the synthetic speaker, whose timing stays.

    Raises the errors of `Espeak.speak`.
    """
    plain = espeak.speak(text, language, model.speaker)
    samples = plain.sound.samples
    centre = float(np.exp(model.source.mean))
    speech = analysed(samples, RATE, (max(55.0, 0.5 * centre), min(500.0, 2.0 * centre)))
    moved = synthesised(model.converted(speech), len(samples))
    level = float(np.sqrt(np.mean(moved**2))) + 1e-9
    return replace(plain, sound=Sound(samples=np.asarray(np.clip(moved * LEVEL / level, -1, 1), np.float32), rate=RATE))

"""What performers say: espeak-ng's lines moved to a voice of their own, in a quiet room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from walkon.domain.capture import Challenge, Language, Say
from walkon.domain.performance import MouthCue
from walkon.domain.speaking import is_sentence, word_times
from walkon.media.mix import RATE as FILM_RATE
from walkon.media.resample import resampled
from walkon.media.sound import Sound
from walkon.rehearsal.acting import REACTION, Said
from walkon.rehearsal.cast import Voice
from walkon.voice.espeak import RATE, Espeak, EspeakVoice
from walkon.voice.speech import Speech
from walkon.voice.world import vocoder

LEVEL = 0.09  # RMS of speech, full scale 1; about -21 dBFS, as phones record it
ROOM_NOISE = 4e-4  # RMS; about 47 dB below the speech
_ECHOES = ((0.0031, 0.32), (0.0074, 0.20), (0.0127, 0.13), (0.0211, 0.08))  # seconds, share
_FASTEST = 1.8
LATE = 0.3  # seconds a line may run over the time it is shown


def speak(espeak: Espeak, text: str, language: Language, voice: Voice, pace: float = 1.0) -> Speech:
    """A line in a performer's voice, mono 24 kHz; mouth shapes and word times stay those of espeak-ng."""
    plain = espeak.speak(text, language, EspeakVoice(variant=voice.variant, pitch=voice.pitch, pace=pace))
    return replace(plain, sound=Sound(samples=_moved(plain.sound.samples, voice), rate=RATE))


def _moved(samples: npt.NDArray[np.float32], voice: Voice) -> npt.NDArray[np.float32]:
    """Pitch times `tone`, formants times `tract` (WORLD, Morise et al. 2016)."""
    x, world = samples.astype(np.float64), vocoder()
    pitch, times = world.dio(x, RATE)
    pitch = world.stonemask(x, pitch, times, RATE)
    envelope = world.cheaptrick(x, pitch, times, RATE)
    noise = world.d4c(x, pitch, times, RATE)
    bins = np.arange(envelope.shape[1])
    source = np.clip(bins / voice.tract, 0, bins[-1])
    low = np.minimum(source.astype(int), bins[-1] - 1)
    share = source - low
    log = np.log(envelope)
    moved = np.exp(log[:, low] * (1 - share) + log[:, low + 1] * share)
    voiced = world.synthesize(pitch * voice.tone, np.ascontiguousarray(moved), noise, RATE)
    fitted = np.zeros(len(samples))
    fitted[: min(len(voiced), len(samples))] = voiced[: len(samples)]
    return np.asarray(fitted * LEVEL / max(1e-6, _loud_rms(fitted)), np.float32)


def _loud_rms(samples: npt.NDArray[np.float64]) -> float:
    """RMS of the 20 ms pieces that are not pauses."""
    piece = RATE // 50
    energy = (samples[: len(samples) // piece * piece].reshape(-1, piece) ** 2).mean(axis=1)
    spoken = energy[energy > 0.01 * energy.max(initial=0.0)]
    return float(np.sqrt(spoken.mean())) if len(spoken) else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A take's sound, 48 kHz mono, and when the mouth does what."""

    sound: Sound
    said: tuple[Said, ...]


def speak_challenge(espeak: Espeak, challenge: Challenge, voice: Voice, seed: int) -> Spoken:
    """Everything the challenge asks to be said, each when its step begins, in a small room."""
    count = round(challenge.seconds * FILM_RATE)
    dry = np.zeros(count, np.float32)
    said = []
    for step in challenge.steps:
        if isinstance(step, Say):
            for text, shown, until in _lines(step, challenge.language):
                start = shown + REACTION
                speech = _in_time(espeak, text, until - start + LATE, challenge.language, voice)
                line = resampled(speech.sound, FILM_RATE).samples
                first = round(start * FILM_RATE)
                line = line[: max(0, count - first)]
                dry[first : first + len(line)] += line
                said.append(Said(mouth=tuple(_shifted(speech.mouth, start))))
    wet = dry.copy()
    for delay, share in _ECHOES:
        n = round(delay * FILM_RATE)
        wet[n:] += share * dry[:-n]
    wet += np.random.default_rng((seed, 3)).normal(0, ROOM_NOISE, count).astype(np.float32)
    return Spoken(sound=Sound(samples=wet, rate=FILM_RATE), said=tuple(said))


def _lines(step: Say, language: Language) -> list[tuple[str, float, float]]:
    """What is said in one breath, and from when to when it is shown: a sentence, or each word for itself."""
    if is_sentence(step.words, language):
        return [(" ".join(step.words), step.at, step.at + step.seconds)]
    return [(word, *times) for word, times in zip(step.words, word_times(step), strict=True)]


def _in_time(espeak: Espeak, text: str, room: float, language: Language, voice: Voice) -> Speech:
    """The text, spoken faster where it would not fit into `room` seconds."""
    speech = speak(espeak, text, language, voice)
    if speech.sound.seconds > room:
        speech = speak(espeak, text, language, voice, min(_FASTEST, speech.sound.seconds / room))
    return speech


def _shifted(mouth: Sequence[MouthCue], by: float) -> list[MouthCue]:
    return [replace(cue, start=cue.start + by, end=cue.end + by) for cue in mouth]

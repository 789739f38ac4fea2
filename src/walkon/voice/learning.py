"""From a recording of a person to a model of their voice.

1. A synthetic speaker of about the same pitch, and among those the likest by voice print, reads a text.
2. Where it is known what the person said, it reads that too, and both are warped onto each other; for the rest, sounds
   that are alike are paired without knowing the words.
3. A mapping of colour, the melody and the long-term spectrum are fitted.
4. The result reads sentences that were not learned from, and is compared with speech of the person that was held out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from walkon.domain.capture import Challenge, Language, Say
from walkon.media.sound import Sound
from walkon.perception.voice_print import voice_print, voice_similarity
from walkon.ports.making import BuiltVoice
from walkon.ports.world import Progress
from walkon.voice.colour import long_term, warped
from walkon.voice.espeak import RATE, Espeak, EspeakVoice
from walkon.voice.mapping import Pairs, Scale, fitted_mapping, pairs_by_likeness, pairs_by_words, scale
from walkon.voice.model import Melody, VoiceModel, long_term_change
from walkon.voice.speaking import spoken_by
from walkon.voice.world import Analysis, Array, analysed, pitch_limits

STAGE = "voice"
Samples = npt.NDArray[np.float32]
Span = tuple[float, float]

LEAST = 3.0  # seconds of speech to learn from
HELD_OUT, ENOUGH = 0.3, 4.5  # share kept for measuring, from so many seconds of speech on
MOST = 20.0  # seconds of speech that are used
GAP = 0.08  # seconds of quiet kept around a span
HIGH = 165.0  # Hz; above, the speakers with higher voices are tried
SPEAKERS = {True: ("f1", "f2", "f3", "f4", "f5"), False: ("", "m1", "m3", "m4", "m7")}
WARPS = (0.90, 0.95, 1.0, 1.05, 1.10)
READ = {
    Language.ENGLISH: (
        "The young painter carried five yellow chairs out of the garage and sat down by the sea.",
        "Please show me how these machines measure the pressure of water and of warm air.",
        "Nobody thought that a good joke about three foxes could change their whole evening.",
    ),
    Language.KOREAN: (
        "젊은 화가는 노란 의자 다섯 개를 차고에서 꺼내 바닷가에 나란히 놓았습니다.",
        "물과 따뜻한 공기의 압력을 이 기계가 어떻게 재는지 보여 주세요.",
        "여우 세 마리에 대한 농담 하나가 그날 저녁을 바꿀 줄은 아무도 몰랐습니다.",
    ),
}
TEST = {
    Language.ENGLISH: (
        "We walked along the harbour until the lamps went out.",
        "A bright morning makes even the oldest street look new.",
    ),
    Language.KOREAN: (
        "등불이 꺼질 때까지 우리는 항구를 따라 걸었습니다.",
        "맑은 아침이면 오래된 골목도 새로워 보입니다.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Somebody speaking: mono sound, spans of speech, and the spans in which words are known."""

    sound: Sound
    speech: tuple[Span, ...]
    known: tuple[tuple[Span, str], ...] = ()
    language: Language = Language.ENGLISH


def recording(sound: Sound, speech: Sequence[Span], challenge: Challenge | None) -> Recording:
    """What a take holds of a voice; `speech` in seconds of `sound`."""
    if challenge is None:
        return Recording(sound=sound, speech=tuple(speech))
    known = []
    for step in challenge.steps:
        if isinstance(step, Say):
            said = [s for s in speech if s[1] > step.at - 0.2 and s[0] < step.at + step.seconds + 0.6]
            if said:
                known.append(((said[0][0], said[-1][1]), " ".join(step.words)))
    return Recording(sound=sound, speech=tuple(speech), known=tuple(known), language=challenge.language)


def build_voice(of: Recording, espeak: Espeak, progress: Progress) -> BuiltVoice | None:
    """The sealed model and how close it comes; None with less than `LEAST` seconds of speech.

    Raises `VoiceFailed` where the synthetic speaker is missing.
    """
    progress(STAGE, 0.0)
    learn, held = split(of)
    if sum(b - a for a, b in learn) < LEAST:
        progress(STAGE, 1.0)
        return None
    model = _learned(of, learn, espeak, progress)
    progress(STAGE, 0.9)
    similarity = None
    if held:
        lines = [spoken_by(model, espeak, text, of.language).sound.samples for text in TEST[of.language]]
        synthetic = voice_print(Sound(samples=np.concatenate(lines), rate=RATE))
        similarity = voice_similarity(synthetic, voice_print(Sound(samples=_cut(of.sound, held), rate=of.sound.rate)))
    progress(STAGE, 1.0)
    return BuiltVoice(data=model.to_bytes(), similarity=similarity)


def split(of: Recording) -> tuple[list[Span], list[Span]]:
    """Spans to learn from and spans held out, in the order of time; none are held out where there is too little."""
    total = sum(b - a for a, b in of.speech)
    if total < ENOUGH:
        return _first(of.speech, MOST), []
    keep = max(LEAST, total * (1 - HELD_OUT))
    learn = _first(of.speech, keep)
    held = [(max(a, learn[-1][1]), b) for a, b in of.speech if b > learn[-1][1] + 0.05]
    return _first(learn, MOST), held


def _first(spans: Sequence[Span], seconds: float) -> list[Span]:
    found: list[Span] = []
    for a, b in spans:
        if seconds <= 0.05:
            break
        found.append((a, min(b, a + seconds)))
        seconds -= b - a
    return found


def _cut(sound: Sound, spans: Sequence[Span]) -> Samples:
    pieces = [sound.samples[max(0, round((a - GAP) * sound.rate)) : round((b + GAP) * sound.rate)] for a, b in spans]
    return np.concatenate(pieces)


def _learned(of: Recording, learn: Sequence[Span], espeak: Espeak, progress: Progress) -> VoiceModel:
    samples = _cut(of.sound, learn)
    limits = pitch_limits(samples, of.sound.rate)
    person = analysed(samples, of.sound.rate, limits)
    target = melody(person)
    own_print = voice_print(Sound(samples=samples, rate=of.sound.rate))
    speaker, read = _speaker(espeak, of.language, target, own_print)
    progress(STAGE, 0.4)
    source_limits = pitch_limits(read, RATE)
    plain = analysed(read, RATE, source_limits)
    warp = min(WARPS, key=lambda factor: _colour_apart(plain, person, factor))
    source = warped(plain, warp)
    source_scale = scale(source)
    reader = _Reader(espeak=espeak, voice=speaker, warp=warp, limits=source_limits)
    by_words = _known_pairs(of, learn, reader, limits, source_scale)
    progress(STAGE, 0.7)
    mapping = fitted_mapping(source_scale, scale(person), pairs_by_likeness(source, person), by_words)
    model = VoiceModel(
        speaker=speaker,
        warp=warp,
        source=melody(plain),
        target=target,
        mapping=mapping,
        tilt=np.zeros(len(long_term(person))),
    )
    return replace(model, tilt=long_term_change(long_term(model.converted(plain)), long_term(person)))


def melody(speech: Analysis) -> Melody:
    """Over the voiced frames; that of an average speaker where there is hardly any."""
    pitch = np.log(speech.pitch[speech.voiced])
    if len(pitch) < 20:
        return Melody(mean=float(np.log(150.0)), deviation=0.15)
    middle = float(np.median(pitch))
    near = pitch[np.abs(pitch - middle) < 0.6]
    return Melody(mean=float(near.mean()), deviation=float(near.std()))


def _speaker(
    espeak: Espeak, language: Language, target: Melody, own_print: npt.NDArray[np.float32]
) -> tuple[EspeakVoice, Samples]:
    """The synthetic speaker that is likest before anything is moved, and its reading."""
    best: tuple[float, EspeakVoice, Samples] | None = None
    for variant in SPEAKERS[float(np.exp(target.mean)) > HIGH]:
        voice = EspeakVoice(variant=variant)
        first = espeak.speak(READ[language][0], language, voice).sound
        like = voice_similarity(voice_print(first), own_print)
        if best is None or like > best[0]:
            best = (like, voice, first.samples)
    if best is None:
        raise AssertionError("there are speakers")
    rest = [espeak.speak(text, language, best[1]).sound.samples for text in READ[language][1:]]
    return best[1], np.concatenate([best[2], *rest])


def _colour_apart(source: Analysis, person: Analysis, factor: float) -> float:
    """How different the long-term spectra are after a warp, the broad tilt left out."""
    apart: Array = long_term(warped(source, factor)) - long_term(person)
    at = np.linspace(-1, 1, len(apart))
    apart = apart - np.polyval(np.polyfit(at, apart, 2), at)
    return float((apart**2).mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """The chosen synthetic speaker."""

    espeak: Espeak
    voice: EspeakVoice
    warp: float
    limits: tuple[float, float]

    def __call__(self, text: str, language: Language) -> Analysis:
        samples = self.espeak.speak(text, language, self.voice).sound.samples
        return warped(analysed(samples, RATE, self.limits), self.warp)


def _known_pairs(
    of: Recording, learn: Sequence[Span], reader: _Reader, limits: tuple[float, float], heard_as: Scale
) -> Pairs | None:
    """Pairs from the words that are known and not held out."""
    texts = [(span, text) for span, text in of.known if span[1] <= learn[-1][1] + 0.3]
    if not texts:
        return None
    sources = [reader(text, of.language) for _, text in texts]
    targets = [analysed(_cut(of.sound, [span]), of.sound.rate, limits) for span, _ in texts]
    return pairs_by_words(sources, targets, heard_as)

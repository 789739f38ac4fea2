"""Whether one voice speaks in all parts of a take."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from walkon.domain.capture import Challenge
from walkon.domain.speaking import listening_span, spoken_steps
from walkon.media.sound import Sound
from walkon.perception.speech_activity import RATE, Samples, Spans, at_16k, spoken
from walkon.perception.voice_print import SHORTEST, SLICE, print_of_speech, voice_similarity

FULL = SLICE / 100  # seconds of speech that fill one slice of the voice print's network


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesSeen:
    """Whether the single words and the sentence come from one voice."""

    similarity: float  # smallest cosine between the voices of two parts
    confidence: float  # 0 to 1, by the speech in the shorter part


def voice_sections(sound: Sound, challenge: Challenge, speech: Spans) -> VoicesSeen | None:
    """The voices of the spoken steps compared; None with fewer than two steps that hold `SHORTEST` of speech.

    `speech` are spans (start, end) in seconds of `sound`. Raises `ModelMissing`.
    """
    samples = at_16k(sound)
    spans = [listening_span(challenge, step) for step in spoken_steps(challenge)]
    parts = [spoken(samples, clipped(speech, *span)) for span in spans]
    long = [part for part in parts if len(part) >= SHORTEST * RATE]
    if len(long) < 2:
        return None
    return VoicesSeen(similarity=_smallest(long), confidence=min(1.0, min(map(len, long)) / (FULL * RATE)))


def clipped(spans: Spans, start: float, end: float) -> Spans:
    """What lies of the spans between two moments."""
    inside = ((max(a, start), min(b, end)) for a, b in spans)
    return tuple((a, b) for a, b in inside if b > a)


def _smallest(parts: list[Samples]) -> float:
    prints = [print_of_speech(part) for part in parts]
    return min(voice_similarity(a, b) for a, b in combinations(prints, 2))

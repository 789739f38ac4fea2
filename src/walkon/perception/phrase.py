"""Whether the asked words were said, rather than others.

Without a trained recogniser: synthetic speakers say the asked words and the decoys, and each is warped in time onto what
was heard. No text is written down, and any language the speakers know will do. Weak by itself (real digits, joined to
phrases of five, 144 of them): what was said ranks first in 94 of 100, and so does another phrase in 6; asked for with one
word changed, it still ranks first in 80.

The voice heard is read as from several lengths of the vocal tract, and the mean over all readings and speakers counts:
what belongs to one voice averages out. Picking the length under which the phrases fit best was no better on
real digits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from walkon.domain.capture import Language
from walkon.domain.evidence import PhraseSeen
from walkon.domain.speaking import DECOYS, LEAST_PER_WORD, Span, is_sentence
from walkon.media.sound import Sound
from walkon.perception.speech_activity import RATE, Samples, Spans, at_16k, spoken
from walkon.perception.speech_features import Features, speech_features
from walkon.perception.voice_sections import clipped
from walkon.perception.warping import warped_cost
from walkon.ports.recognising import PhraseRecogniser

WARPS = (0.9, 1.0, 1.1, 1.2)  # of the resonances, from a longer to a shorter tract than the speakers have
WAIT = 0.3  # cost of standing still one frame, in cosine distance; forbidding it, one of three speakers fell to 71 % rank 1
ENOUGH_PER_WORD = 0.2  # seconds for full confidence

Speaker = Callable[[Sequence[str], Language], Sound]
"""Says words in one breath; the same words give the same sound."""


def phrase_seen(
    sound: Sound,
    speech: Spans,
    span: Span,
    words: Sequence[str],
    language: Language,
    decoys: Sequence[Sequence[str]],
    recogniser: PhraseRecogniser[Samples],
) -> PhraseSeen | None:
    """How the asked words rank among decoys in what was said within `span`; None where too little was said.

    `speech` are all spans of speech in `sound`, seconds.
    """
    heard = spoken(at_16k(sound), clipped(speech, *span))
    if not words or len(heard) < LEAST_PER_WORD * len(words) * RATE:
        return None
    return recogniser(heard, tuple(words), language, decoys)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByComparison:
    """The `PhraseRecogniser` that needs nothing but synthetic `speakers`, of whom two or more are wise."""

    speakers: Sequence[Speaker]

    def __call__(
        self, heard: Samples, words: Sequence[str], language: Language, others: Sequence[Sequence[str]]
    ) -> PhraseSeen | None:
        phrases = [tuple(words), *(tuple(other) for other in others)]
        readings = [speech_features(heard, warp) for warp in WARPS]
        if len(phrases) < 2 or not self.speakers or not all(map(len, readings)):
            return None
        singly = not is_sentence(words, language)
        costs = np.mean(
            [_costs(readings, _models(speaker, phrases, language, singly)) for speaker in self.speakers], axis=(0, 1)
        )
        own, rest = float(costs[0]), costs[1:]
        if not np.isfinite(own) or not np.isfinite(rest).all():
            return None
        return PhraseSeen(
            rank=1 + int((rest <= own).sum()),
            among=len(phrases),
            margin=float(rest.min() / max(own, 1e-6)),
            confidence=min(1.0, len(heard) / (ENOUGH_PER_WORD * len(words) * RATE)) * min(1.0, len(rest) / DECOYS),
        )


def _models(speaker: Speaker, phrases: Sequence[tuple[str, ...]], language: Language, singly: bool) -> list[Features]:
    """What each phrase sounds like; words that are said one by one are spoken once and joined."""
    if not singly:
        return [speech_features(at_16k(speaker(phrase, language))) for phrase in phrases]
    known = {
        word: at_16k(speaker((word,), language))
        for word in dict.fromkeys(word for phrase in phrases for word in phrase)
    }
    return [speech_features(np.concatenate([known[word] for word in phrase])) for phrase in phrases]


def _costs(readings: Sequence[Features], models: Sequence[Features]) -> npt.NDArray[np.float64]:
    """(readings, models) cost of warping each model onto each reading."""
    heard, known = [_directions(reading) for reading in readings], [_directions(model) for model in models]
    return np.array([[warped_cost(1 - a @ b.T, WAIT) for b in known] for a in heard])


def _directions(features: Features) -> Features:
    """Rows of length 1, so that their products are cosines."""
    return np.asarray(features / (np.linalg.norm(features, axis=1, keepdims=True) + 1e-6), np.float32)

"""Why a production ended, in words for its people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from walkon.domain.bars import Bar
from walkon.domain.consent import Denial
from walkon.domain.descents import ORIGINAL_ENDED
from walkon.domain.desk import OWN_READING
from walkon.domain.readings import Doubt
from walkon.domain.review import Fault

_SENTENCES: Mapping[str, tuple[str, str]] = {
    Fault.PERSON_MISSING: (
        "Somebody could not be recognised in the finished film, so it was not kept.",
        "완성된 영상에서 알아볼 수 없는 사람이 있어 남기지 않았습니다.",
    ),
    Fault.STRANGER_SEEN: (
        "The finished film showed somebody who is not in its cast, so it was not kept.",
        "완성된 영상에 출연자가 아닌 사람이 보여 남기지 않았습니다.",
    ),
    Fault.WORDS_UNPLANNED: (
        "Words were heard where nobody should speak, so it was not kept.",
        "아무도 말하지 않아야 할 곳에서 말소리가 들려 남기지 않았습니다.",
    ),
    Fault.VOICE_EXCHANGED: (
        "Somebody spoke with the voice of another, so it was not kept.",
        "다른 사람의 목소리로 말하는 사람이 있어 남기지 않았습니다.",
    ),
    OWN_READING: (
        "Somebody reads a line themself; here a person listens to that first.",
        "출연자가 직접 읽은 대사가 있어, 사람이 먼저 들어 봅니다.",
    ),
    **{doubt: (doubt.sentence("en"), doubt.sentence("ko")) for doubt in Doubt},
    ORIGINAL_ENDED: (
        "The film that it was made from is no longer there.",
        "바탕이 된 영상이 더는 없습니다.",
    ),
}


def because(codes: Sequence[str], language: str) -> list[str]:
    """One sentence per code, in ``en`` or ``ko``, none twice; codes that mean nothing to people are left out."""
    sentences = [_sentence(code, language) for code in codes]
    return [sentence for sentence in dict.fromkeys(sentences) if sentence]


def _sentence(code: str, language: str) -> str:
    if code in set(Denial):
        return Denial(code).sentence(language)
    if code in set(Bar):
        return Bar(code).sentence(language)
    en, ko = _SENTENCES.get(code, ("", ""))
    return ko if language == "ko" else en

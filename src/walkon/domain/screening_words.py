"""All lists of words, of both languages together, by what they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from walkon.domain.grants import Kind
from walkon.domain.screening_groups import Group
from walkon.domain.terms import Lexicon, lexicon
from walkon.domain.words import (
    english_bars,
    english_harmless,
    english_kinds,
    korean_bars,
    korean_harmless,
    korean_kinds,
)

# What people call the kinds themselves when they do not want them; looked for in restrictions only.
NAMES: Mapping[StrEnum, str] = {
    Kind.COMEDY: "comedy, jokes, 코미디, 웃음거리, 놀림감",
    Kind.ROMANCE: "romance, love, dating, 로맨스, 연애, 사랑, 멜로, 애정",
    Kind.SWIMWEAR: "swimwear, little clothing, bare skin, 수영복, 속옷, 노출",
    Kind.VIOLENCE: "violence, fights, weapons, 폭력, 싸움, 무기",
    Kind.HORROR: "horror, fear, 공포, 호러",
    Kind.ALCOHOL: "alcohol, tobacco, drinks, drinking, drugs, smoking, 술, 음주, 담배, 흡연, 마약",
    Kind.POLITICS: "politics, 정치",
    Kind.RELIGION: "religion, faith, 종교, 신앙",
    Kind.NEWS: "news, 뉴스, 보도",
    Kind.ADVERTISING: "advertising, ads, commercials, 광고, 홍보, 협찬",
}


def listed(text: str) -> tuple[str, ...]:
    """The words of one list, each with single spaces."""
    return tuple(" ".join(word.split()) for word in text.split(",") if word.strip())


@cache
def all_lists() -> Mapping[StrEnum, tuple[str, ...]]:
    """Every list with the words of both languages."""
    lists: dict[StrEnum, tuple[str, ...]] = {
        Group.HARMLESS: (*listed(english_harmless.HARMLESS), *listed(korean_harmless.HARMLESS)),
    }
    kinds = (english_kinds.KINDS, korean_kinds.KINDS)
    bars = (english_bars.BARS, english_bars.GROUPS, korean_bars.BARS, korean_bars.GROUPS)
    for table in (*kinds, *bars):
        for of, words in table.items():
            lists[of] = (*lists.get(of, ()), *listed(words))
    return lists


@cache
def known() -> Lexicon:
    """Every list, ready to be looked for."""
    return lexicon(all_lists(), Group.HARMLESS)


@cache
def names() -> Lexicon:
    """Every list and the names of the kinds, ready to be looked for in what somebody does not want."""
    return lexicon({of: (*words, *listed(NAMES.get(of, ""))) for of, words in all_lists().items()}, Group.HARMLESS)

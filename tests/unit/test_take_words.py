"""Every code of a recording that is not accepted has words, in both languages."""

from __future__ import annotations

import pytest

from walkon.domain.desk import GROUNDS, Answer, Matter
from walkon.domain.errors import ChallengeExpired, Passing, TooManyAttempts
from walkon.domain.refusal import Reason
from walkon.domain.take_words import words_of

GROUNDS_OF_A_NO = GROUNDS[Matter.TAKE, Answer.NO]


@pytest.mark.parametrize("code", [*Reason, *sorted(GROUNDS_OF_A_NO), Passing.code, ChallengeExpired.code])
def test_words_in_both_languages(code: str) -> None:
    english, korean = words_of(code, "en"), words_of(code, "ko")
    assert english.isascii()
    assert not korean.isascii()


def test_each_code_has_words_of_its_own() -> None:
    codes = [*Reason, *GROUNDS_OF_A_NO]
    assert len({words_of(code, "ko") for code in codes}) == len(codes)


def test_what_is_unknown_or_lost_its_values_still_has_words() -> None:
    assert words_of("no_such_code", "en") == words_of(TooManyAttempts.code, "en")
    assert "{" not in words_of(TooManyAttempts.code, "ko")

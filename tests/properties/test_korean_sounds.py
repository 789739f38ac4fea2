"""Laws of heard Korean."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from walkon.voice.korean import as_heard

HANGUL = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
HEARD_CODAS = {0, 1, 4, 7, 8, 16, 17, 21}  # none and the seven sounds a syllable can end in


@given(st.text(HANGUL, min_size=1, max_size=12))
def test_one_syllable_in_one_syllable_out(word: str) -> None:
    heard = as_heard(word)
    assert len(heard) == len(word)
    assert all("가" <= s <= "힣" for s in heard)


@given(st.text(HANGUL, min_size=1, max_size=12))
def test_only_seven_sounds_end_a_syllable(word: str) -> None:
    assert {(ord(s) - 0xAC00) % 28 for s in as_heard(word)} <= HEARD_CODAS


@given(st.text(HANGUL, min_size=1, max_size=12))
def test_no_consonant_is_left_before_a_silent_onset_but_ng(word: str) -> None:
    heard = as_heard(word)
    for left, right in pairwise(heard):
        if (ord(right) - 0xAC00) // 588 == 11:
            assert (ord(left) - 0xAC00) % 28 in {0, 21}


@given(st.text(st.characters(max_codepoint=0x24F), max_size=30))
def test_other_scripts_are_left_alone(text: str) -> None:
    assert as_heard(text) == text

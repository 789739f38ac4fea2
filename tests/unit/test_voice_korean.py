"""Written Korean becomes heard Korean; examples from the Standard Pronunciation and from everyday lines."""

from __future__ import annotations

import pytest

from walkon.voice.korean import as_heard

EXAMPLES = {
    "입니다": "임니다",
    "합니다": "함니다",
    "국물": "궁물",
    "있어요": "이써요",
    "같이": "가치",
    "굳히다": "구치다",
    "닫혀": "다처",
    "학교": "학꾜",
    "옷이": "오시",
    "좋아요": "조아요",
    "좋다": "조타",
    "좋네": "존네",
    "못해": "모태",
    "축하": "추카",
    "입학": "이팍",
    "않아": "아나",
    "많다": "만타",
    "독립": "동닙",
    "협력": "혐녁",
    "신라": "실라",
    "칼날": "칼랄",
    "종로": "종노",
    "밟는": "밤는",
    "먹는": "멍는",
    "끝났어": "끈나써",
    "값이": "갑씨",
    "없다": "업따",
    "읽고": "일꼬",
    "닭과": "닥꽈",
    "넓다": "널따",
    "앉고": "안꼬",
    "앉히다": "안치다",
    "놓는": "논는",
    "뚫는": "뚤른",
    "맛있다": "마싣따",
    "희망": "히망",
    "꽃잎": "꼰닙",
    "밖에": "바께",
    "강아지": "강아지",
    "영원히": "영원히",
}


@pytest.mark.parametrize(("written", "heard"), EXAMPLES.items())
def test_is_heard_as_the_standard_says(written: str, heard: str) -> None:
    assert as_heard(written) == heard


def test_acts_inside_words_only_and_leaves_other_signs() -> None:
    assert as_heard("밥 먹는 중, hello 3명!") == "밥 멍는 중, hello 3명!"


def test_letters_typed_for_laughter_become_syllables() -> None:
    assert as_heard("ㅋㅋ") == "크크"

from __future__ import annotations

import pytest

from tests.screened import a_plan
from walkon.domain.errors import BadInput
from walkon.domain.grants import Kind
from walkon.domain.restrictions import (
    Preference,
    RuleEmpty,
    RuleNotUnderstood,
    RuleTooLong,
    TooManyRules,
    english_stem,
    preference,
    restriction,
    restrictions,
    touches,
)
from walkon.domain.screening import screen


@pytest.mark.parametrize(
    ("text", "kinds", "terms", "with_others"),
    [
        ("no politics", {Kind.POLITICS}, (), False),
        ("no swimwear", {Kind.SWIMWEAR}, (), False),
        ("no beer", {Kind.ALCOHOL}, (), False),
        ("no romance with others", {Kind.ROMANCE}, (), True),
        ("No politics, religion or smoking", {Kind.POLITICS, Kind.RELIGION, Kind.ALCOHOL}, (), False),
        ("no clowns", set(), ("clown",), False),
        ("no pillow fights", set(), ("pillow fight",), False),
        ("no spiders or snakes", set(), ("spider", "snak"), False),
        ("정치 안 돼요", {Kind.POLITICS}, (), False),
        ("수영복은 싫어요", {Kind.SWIMWEAR}, (), False),
        ("다른 사람과 연애하는 건 싫어요", {Kind.ROMANCE}, (), True),
        ("풍선은 나오지 않게 해 주세요", set(), ("풍선",), False),
    ],
)
def test_words_become_kinds_and_terms(text: str, kinds: set[Kind], terms: tuple[str, ...], with_others: bool) -> None:
    read = restriction(text)
    assert (read.text, set(read.kinds), read.terms, read.only_with_others) == (text, kinds, terms, with_others)


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("no politics", "me as president"),
        ("no clowns", "a CLOWN behind me"),
        ("no clowns", "cl0wns behind me"),
        ("no clowns", "c.l.o.w.n.s behind me"),
        ("no clowns", "without clowns"),
        ("no dancing", "I danced all night"),
        ("광대 안 돼요", "광대들과 노는 나"),
        ("거미나 뱀은 싫어요", "뱀을 든 나"),
        ("거미나 뱀은 싫어요", "거미를 든 나"),
        ("정치적인 내용은 빼 주세요", "투표하는 나"),
        ("no wetsuits", "me on a wave"),
    ],
)
def test_a_film_touches_a_restriction(text: str, prompt: str) -> None:
    plan = a_plan(costume="wetsuit")
    limit = restriction(text)
    assert touches((limit,), prompt, plan, screen(prompt, plan, 1, False), 1) == (limit,)


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("no politics", "me surfing"),
        ("no cats", "a category of boats"),
        ("뱀은 안 돼요", "뱀딸기를 따는 나"),
        ("no beer", "a party without beer"),
    ],
)
def test_other_films_do_not(text: str, prompt: str) -> None:
    plan = a_plan()
    assert touches((restriction(text),), prompt, plan, screen(prompt, plan, 1, False), 1) == ()


def test_spoken_words_touch() -> None:
    plan = a_plan(lines=["Look, a clown!"])
    limit = restriction("no clowns")
    assert touches((limit,), "me", plan, screen("me", plan, 1, False), 1) == (limit,)


def test_with_others_is_left_aside_for_one_alone_only() -> None:
    limit = restriction("no romance with others")

    def touched(prompt: str, size: int) -> bool:
        plan = a_plan(size)
        return bool(touches((limit,), prompt, plan, screen(prompt, plan, size, False), size))

    assert not touched("a romantic sunset and me", 1)
    assert touched("a romantic sunset and me", 2)
    assert touched("a romantic sunset, me and a stranger", 1), "somebody else is spoken of"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", RuleEmpty),
        (" \u200b\n", RuleEmpty),
        ("x" * 201, RuleTooLong),
        ("no", RuleNotUnderstood),
        ("안 돼요", RuleNotUnderstood),
    ],
)
def test_what_cannot_be_understood_is_said(text: str, error: type[BadInput]) -> None:
    with pytest.raises(error) as refused:
        restriction(text)
    assert refused.value.sentence("ko") != refused.value.sentence("en")


def test_twenty_are_enough() -> None:
    assert len(restrictions(["no clowns"] * 20)) == 20
    with pytest.raises(TooManyRules):
        restrictions(["no clowns"] * 21)


def test_a_preference_is_kept_as_typed() -> None:
    assert preference("always wears a fedora") == Preference(text="always wears a fedora")
    with pytest.raises(RuleEmpty):
        preference(" ")


@pytest.mark.parametrize(
    "forms",
    [
        "clown clowns",
        "dance dances danced dancing",
        "cry cries cried",
        "run runs running",
        "glass glasses",
        "horse horses",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({english_stem(word) for word in forms.split()}) == 1

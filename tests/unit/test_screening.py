"""What screening finds, prompt by prompt; and that every word of the lists is found."""

from __future__ import annotations

import pytest

from tests.screened import Case, a_plan, cases
from walkon.domain import folding, screening_words, terms
from walkon.domain.bars import NEAREST, Bar
from walkon.domain.grants import Kind
from walkon.domain.screening import Found, Place, screen
from walkon.domain.screening_groups import Group

TUNED = ("tuned.en.txt", "tuned.ko.txt")


@pytest.mark.parametrize("name", TUNED)
def test_every_prompt_the_lists_are_tuned_on_comes_out_as_written(name: str) -> None:
    def differs(case: Case) -> bool:
        found = case.screened()
        return found.kinds != case.kinds or frozenset(found.bars) != case.bars

    assert [case.prompt for case in cases(name) if differs(case)] == []


@pytest.mark.parametrize("name", TUNED)
def test_the_prompts_hold_enough_of_everything(name: str) -> None:
    every = list(cases(name))
    assert len(every) >= 150 and len({case.prompt for case in every}) == len(every)
    assert all(sum(kind in case.kinds and not case.bars for case in every) >= 5 for kind in Kind)
    assert all(sum(bar in case.bars for case in every) >= 4 for bar in Bar)


def test_a_held_out_prompt_is_none_that_was_tuned_on() -> None:
    tuned = {case.prompt.lower() for name in TUNED for case in cases(name)}
    held_out = [case.prompt.lower() for name in ("held_out.en.txt", "held_out.ko.txt") for case in cases(name)]
    assert len(held_out) == 120 and not tuned & set(held_out)


def test_every_word_of_the_lists_is_found_as_what_it_is_listed_for() -> None:
    known = screening_words.known()
    hidden = [
        (of, word)
        for of, words in screening_words.all_lists().items()
        if of is not Group.HARMLESS
        for word in words
        if not word.startswith("/")
        and of not in {hit.of for hit in terms.hits(folding.fold(word.strip("*!_+=")), known)}
    ]
    assert hidden == []


def test_lists_do_not_share_a_name() -> None:
    names = [member.value for enum in (Kind, Bar, Group) for member in enum]
    assert len(set(names)) == len(names)


def test_spoken_lines_and_the_plan_count() -> None:
    spoken = screen("me on a stage", a_plan(lines=["Let us drink whisky"]), 1, False)
    assert spoken.kinds == {Kind.ALCOHOL}
    assert spoken.found == (Found(of=Kind.ALCOHOL, words="whisky", place=Place.LINE),)
    assert screen("me on a stage", a_plan(prop="beer_glass"), 1, False).kinds == {Kind.ALCOHOL}
    assert screen("me on a stage", a_plan(costume="bikini"), 1, False).kinds == {Kind.SWIMWEAR}


def test_a_request_for_money_and_its_caller_may_be_in_different_places() -> None:
    assert screen("me as a police officer", a_plan(lines=["Send money today."]), 1, False).bars == (Bar.FRAUD,)


def test_names_of_people_are_no_words_of_the_film() -> None:
    plan = a_plan()
    assert screen("@mina on a stage", plan, 1, False).kinds == {Kind.EVERYDAY}
    assert screen("@minakiller", plan, 1, False).found == ()
    assert screen("@killer on a stage", plan, 1, False).kinds == {Kind.VIOLENCE}, "nobody of this name is cast"


def test_closeness_is_romance_between_two() -> None:
    prompt = "me holding hands in the park"
    assert screen(prompt, a_plan(2), 2, False).kinds == {Kind.ROMANCE}
    assert screen(prompt, a_plan(1), 1, False).kinds == {Kind.EVERYDAY}


@pytest.mark.parametrize(
    "prompt", ["a kiss on the beach", "me in a bikini", "me naked", "키스하는 나", "비키니 입은 나", "알몸인 나"]
)
def test_a_minor_bars_what_others_may_allow(prompt: str) -> None:
    assert Bar.MINOR in screen(prompt, a_plan(), 1, True).bars
    assert Bar.MINOR not in screen(prompt, a_plan(), 1, False).bars


@pytest.mark.parametrize(
    "prompt",
    [
        "no nudity",
        "without gore",
        "a dance without any sexual content",
        "gore-free",
        "누드 없이",
        "내장 없이",
        "선정적 장면 없이",
    ],
)
def test_a_bar_is_lifted_where_a_negation_leaves_nothing_open(prompt: str) -> None:
    assert screen(prompt, a_plan(), 1, False).bars == ()


@pytest.mark.parametrize(
    "prompt",
    [
        "don't kill yourself",
        "not naked",
        "never humiliate him",
        "no, naked",
        "why not naked",
        "not without nudity",
        "no. Nudity",
        "섹스하지 않는 나",
        "누드 없이는 안 돼",
        "자살은 하지 마",
    ],
)
def test_any_other_negation_leaves_a_bar_in_place(prompt: str) -> None:
    assert screen(prompt, a_plan(), 1, False).bars != ()


def test_every_bar_has_its_sentences_and_nearest_kinds() -> None:
    for bar in Bar:
        assert bar.sentence("en") != bar.sentence("ko") and bar.sentence("fr") == bar.sentence("en")
        assert NEAREST[bar] and Kind.EVERYDAY not in NEAREST[bar]

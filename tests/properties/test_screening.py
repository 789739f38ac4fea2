"""Laws of screening: it always answers, more words never hide what was there, and neither does how they are typed."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screened import HANGUL_TRICKS, LATIN_TRICKS, TRICKS, a_plan, cases
from walkon.domain import folding, screening_words, terms
from walkon.domain.bars import Bar
from walkon.domain.grants import Kind
from walkon.domain.restrictions import RuleNotUnderstood, restriction, touches
from walkon.domain.screening import Screened, screen
from walkon.domain.screening_groups import Group

PROMPTS = [case.prompt for name in ("tuned.en.txt", "tuned.ko.txt") for case in cases(name)]
LISTED = [
    (of, word.strip("*!_+="))
    for of, words in screening_words.all_lists().items()
    if of is not Group.HARMLESS
    for word in words
    if not word.startswith("/")
]
SCRAPS = st.sampled_from(
    "no without not free killer smile of espresso shot bomb photo 없이 않는 예방 자살골 보지 s e x . , - @ @mina 1 3 \u200b".split(
        " "
    )
)
TEXTS = st.one_of(
    st.sampled_from(PROMPTS),
    st.text(st.characters(), max_size=40),
    st.lists(st.one_of(SCRAPS, st.sampled_from([word for _, word in LISTED])), max_size=8).map(" ".join),
)
NEUTRAL = st.lists(st.sampled_from("tree river slowly and blue mountain 나무 천천히 파란 강가에서".split()), max_size=5)


def screened(prompt: str, *lines: str, minor: bool = False, size: int = 1) -> Screened:
    return screen(prompt, a_plan(size, lines), size, minor)


def assert_holds(more: Screened, less: Screened) -> None:
    assert less.kinds - {Kind.EVERYDAY} <= more.kinds
    assert set(less.bars) <= set(more.bars)


@settings(max_examples=100, deadline=None)
@given(text=TEXTS, line=TEXTS, size=st.integers(0, 2), minor=st.booleans())
def test_every_text_has_one_answer(text: str, line: str, size: int, minor: bool) -> None:
    first = screened(text, line, size=size, minor=minor)
    assert first == screened(text, line, size=size, minor=minor)
    assert first.kinds and (Kind.EVERYDAY not in first.kinds or first.kinds == {Kind.EVERYDAY})
    assert set(first.bars) == {found.of for found in first.found if isinstance(found.of, Bar)}
    assert {found.of for found in first.found if isinstance(found.of, Kind)} <= first.kinds


@settings(max_examples=150, deadline=None)
@given(one=TEXTS, other=TEXTS, minor=st.booleans())
def test_a_sentence_more_takes_nothing_away(one: str, other: str, minor: bool) -> None:
    both = screened(f"{one}. {other}", minor=minor)
    assert_holds(both, screened(one, minor=minor))
    assert_holds(both, screened(other, minor=minor))


@settings(max_examples=60, deadline=None)
@given(prompt=st.sampled_from(PROMPTS), before=NEUTRAL, after=NEUTRAL)
def test_neutral_words_in_the_sentence_take_nothing_away(prompt: str, before: list[str], after: list[str]) -> None:
    assert_holds(screened(" ".join([*before, prompt, *after])), screened(prompt))


@settings(max_examples=40, deadline=None)
@given(prompt=TEXTS, line=TEXTS)
def test_lines_people_and_a_minor_take_nothing_away(prompt: str, line: str) -> None:
    alone = screened(prompt)
    assert_holds(screened(prompt, line), alone)
    assert_holds(screened(prompt, size=2), alone)
    assert_holds(screened(prompt, minor=True), alone)


@settings(max_examples=300, deadline=None)
@given(listed=st.sampled_from(LISTED), pick=st.integers(0, 10**6), before=NEUTRAL)
def test_no_trick_hides_a_word_of_the_lists(listed: tuple[str, str], pick: int, before: list[str]) -> None:
    of, word = listed
    tricks = {**TRICKS, **(LATIN_TRICKS if word.isascii() else HANGUL_TRICKS)}
    trick = sorted(tricks)[pick % len(tricks)]
    hidden = folding.fold(" ".join([*before, tricks[trick](word, Random(pick))]))
    known = screening_words.known()
    hits = [hit for sentence in folding.sentences(hidden) for hit in terms.hits(sentence, known)]
    assert of in {hit.of for hit in (*hits, *terms.spelt_across(hidden, known))}, (trick, hidden)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=60))
def test_a_folded_text_folds_to_itself(text: str) -> None:
    assert folding.fold(folding.fold(text)) == folding.fold(text)


@settings(max_examples=80, deadline=None)
@given(word=st.sampled_from("clown spider balloon 광대 풍선 거미".split()), before=NEUTRAL, after=NEUTRAL)
def test_a_term_in_the_prompt_always_touches(word: str, before: list[str], after: list[str]) -> None:
    prompt = " ".join([*before, word, *after])
    limit = restriction(f"{word} 싫어요" if not word.isascii() else f"no {word}s")
    assert touches((limit,), prompt, a_plan(), screened(prompt), 1) == (limit,)


@settings(max_examples=80, deadline=None)
@given(text=st.text(min_size=1, max_size=200).filter(lambda t: bool(folding.fold(t).strip())))
def test_a_restriction_means_something_or_is_refused(text: str) -> None:
    try:
        limit = restriction(text)
    except RuleNotUnderstood:
        return
    assert limit.kinds or limit.terms

"""When words are shown, when their answer is heard, and what they are told from."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkon.domain.capture import Challenge, Language, Say, draw_challenge, speakable
from walkon.domain.speaking import DECOYS, decoys, is_sentence, listening_span, spoken_steps, word_times

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def drawn(seed: int, language: Language) -> Challenge:
    return draw_challenge(random.Random(seed), language, NOW)


challenges = st.builds(drawn, st.integers(0, 10_000), st.sampled_from(Language))


@settings(deadline=None)
@given(challenges)
def test_words_fill_their_step_one_after_the_other(challenge: Challenge) -> None:
    for step in spoken_steps(challenge):
        times = word_times(step)
        assert len(times) == len(step.words)
        assert times[0][0] == step.at and times[-1][1] == pytest.approx(step.at + step.seconds)
        assert all(a[1] == pytest.approx(b[0]) for a, b in pairwise(times))


@settings(deadline=None)
@given(challenges)
def test_no_two_steps_are_heard_in_the_same_moment(challenge: Challenge) -> None:
    spans = [listening_span(challenge, step) for step in spoken_steps(challenge)]
    assert all(0 <= start < end for start, end in spans)
    assert all(a[1] <= b[0] + 1e-9 for a, b in pairwise(sorted(spans)))


@settings(deadline=None)
@given(challenges, st.integers(0, 1000))
def test_decoys_are_other_phrases_of_the_same_kind(challenge: Challenge, seed: int) -> None:
    for step in spoken_steps(challenge):
        others = decoys(step.words, challenge.language, random.Random(seed))
        assert len(others) == DECOYS == len(set(others))
        assert step.words not in others
        assert {is_sentence(other, challenge.language) for other in others} == {
            is_sentence(step.words, challenge.language)
        }
        assert others == decoys(step.words, challenge.language, random.Random(seed))
        if not is_sentence(step.words, challenge.language):
            assert all(len(set(other)) == len(step.words) for other in others)


@pytest.mark.parametrize("language", list(Language))
def test_every_other_sentence_is_a_decoy_of_a_sentence(language: Language) -> None:
    """Whoever reads another sentence than the asked one meets it among the decoys."""
    sentences = [tuple(text.split()) for text in speakable(language).sentences]
    for asked in sentences:
        assert set(sentences) - {asked} <= set(decoys(asked, language, random.Random(1)))


def test_odd_phrases_have_as_many_decoys_as_there_are() -> None:
    chance = random.Random(0)
    assert decoys((), Language.ENGLISH, chance) == ()
    assert len(decoys(("one",), Language.ENGLISH, chance)) == 9
    assert len(decoys(("one", "one"), Language.ENGLISH, chance)) == DECOYS
    assert len(decoys(("one", "apple"), Language.ENGLISH, chance)) == DECOYS
    assert len(decoys(("hello", "there"), Language.ENGLISH, chance)) == DECOYS
    assert decoys(("one", "two"), Language.ENGLISH, chance, count=0) == ()
    every = (*speakable(Language.ENGLISH).digits, *speakable(Language.ENGLISH).words)
    assert len(decoys(every, Language.ENGLISH, chance)) == DECOYS
    assert decoys((*every, "one"), Language.ENGLISH, chance) == ()


def test_a_step_without_words_has_no_times() -> None:
    assert word_times(Say(at=1, seconds=2, words=())) == ()

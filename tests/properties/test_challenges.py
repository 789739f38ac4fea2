"""Laws of challenges: whatever is drawn obeys the rules, survives a file, and a damaged file is refused."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkon.domain.capture import (
    CALM_END,
    CALM_START,
    LIFETIME,
    LONGEST,
    SHORTEST,
    Blink,
    Challenge,
    Direction,
    Language,
    Light,
    Say,
    Screen,
    Still,
    Turn,
    breaks_rules,
    draw_challenge,
    is_expired,
    speakable,
)
from walkon.domain.challenge_file import fingerprint, from_json, to_json
from walkon.domain.errors import ChallengeDamaged
from walkon.domain.light_code import SYMBOLS, draw_code

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
CHALLENGES = st.builds(
    lambda seed, language, now, screen: draw_challenge(random.Random(seed), language, now, screen),
    st.integers(0, 2**64),
    st.sampled_from(Language),
    MOMENTS,
    st.sampled_from(Screen),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(CHALLENGES)
def test_a_drawn_challenge_obeys_the_rules(challenge: Challenge) -> None:
    steps = challenge.steps
    assert not breaks_rules(steps)
    assert SHORTEST <= challenge.seconds <= LONGEST + 1e-9
    assert isinstance(steps[0], Still) and steps[0].at == 0 and steps[0].seconds >= CALM_START
    assert isinstance(steps[-1], Still) and steps[-1].seconds >= CALM_END
    assert all(b.at >= a.at + a.seconds - 1e-9 for a, b in pairwise(steps))
    assert {Direction.LEFT, Direction.RIGHT} <= {s.direction for s in steps if isinstance(s, Turn)}
    assert sum(isinstance(s, Blink) for s in steps) == 1
    texts = speakable(challenge.language)
    single = [s for s in steps if isinstance(s, Say) and set(s.words) <= {*texts.digits, *texts.words}]
    words = [word for step in single for word in step.words]
    assert len(single) == 2 and 4 <= len(set(words)) == len(words) <= 6
    sentences = [" ".join(s.words) for s in steps if isinstance(s, Say) and s not in single]
    assert len(sentences) == 1 and sentences[0] in texts.sentences
    assert challenge.expires - challenge.issued == LIFETIME
    lights = [s for s in steps if isinstance(s, Light)]
    nods = {s.direction for s in steps if isinstance(s, Turn)} & {Direction.UP, Direction.DOWN}
    assert (len(lights), len(nods), len(words)) == (0, 2, 6) or (len(lights) == 1 and len(nods) == 1)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), st.booleans(), st.integers(1, 30))
def test_colours_follow_each_other_changed_and_without_flashes(seed: int, halves: bool, symbols: int) -> None:
    code = draw_code(random.Random(seed), halves=halves, symbols=symbols)
    assert len(code.left) == len(code.right) == symbols
    assert (code.left != code.right) or not halves or symbols < 6
    for side in (code.left, code.right):
        assert all(a is not b for a, b in pairwise(side))
        for colour in side:
            red, green, blue = colour.light
            assert 0.26 <= 0.2126 * red + 0.7152 * green + 0.0722 * blue <= 0.30  # a general flash needs a step of .1
            assert red / (red + green + blue) < 0.8  # WCAG's saturated red


def test_codes_are_drawn_evenly() -> None:
    drawn = [draw_code(random.Random(seed), halves=False).left for seed in range(300)]
    assert len(set(drawn)) == 300
    for place in range(SYMBOLS):
        counts = Counter(code[place] for code in drawn)
        assert len(counts) == 6 and max(counts.values()) < 90


def test_order_times_and_words_are_drawn_anew() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    drawn = [draw_challenge(random.Random(seed), Language.KOREAN, now) for seed in range(40)]
    assert len({c.id for c in drawn}) == 40
    assert len({c.steps for c in drawn}) == 40
    assert len({tuple(type(s).__name__ for s in c.steps) for c in drawn}) > 20
    assert len({next(s.at for s in c.steps if isinstance(s, Blink)) for c in drawn}) > 30
    first_turn = {next(s.direction for s in c.steps if isinstance(s, Turn)) for c in drawn}
    assert {Direction.LEFT, Direction.RIGHT} <= first_turn


@settings(max_examples=60, deadline=None)
@given(CHALLENGES)
def test_a_challenge_survives_its_file(challenge: Challenge) -> None:
    read = from_json(to_json(challenge))
    assert read == challenge
    assert fingerprint(read) == fingerprint(challenge)


@settings(max_examples=60, deadline=None)
@given(CHALLENGES, st.timedeltas(timedelta(0), timedelta(hours=1)))
def test_a_challenge_lives_ten_minutes(challenge: Challenge, passed: timedelta) -> None:
    assert is_expired(challenge, challenge.issued + passed) == (passed >= timedelta(minutes=10))
    assert is_expired(challenge, challenge.issued - timedelta(microseconds=1))


@settings(max_examples=200, deadline=None)
@given(CHALLENGES, st.data())
def test_a_damaged_file_is_refused(challenge: Challenge, data: st.DataObject) -> None:
    """One value somewhere in the file is replaced; what can still be read obeys the rules."""
    tree = json.loads(to_json(challenge))
    holder: Any = tree
    while True:
        key = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        if not isinstance(holder[key], dict | list) or not holder[key] or data.draw(st.booleans()):
            break
        holder = holder[key]
    match data.draw(st.sampled_from(("replace", "remove", "add"))):
        case "replace":
            holder[key] = data.draw(JSON)
        case "remove":
            del holder[key]
        case _ if isinstance(holder, dict):
            holder[f"{key}_"] = 1
        case _:
            holder.append(data.draw(JSON))
    try:
        read = from_json(json.dumps(tree))
    except ChallengeDamaged:
        return
    assert not breaks_rules(read.steps)
    assert read.expires - read.issued == LIFETIME


@given(st.text(max_size=40) | JSON.map(json.dumps))
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_challenge_or_a_coded_refusal(text: str) -> None:
    with pytest.raises(ChallengeDamaged):
        from_json(text)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "[" * 60_000, '{"format": ' * 5_000, "\ud800", "NaN", " " * 70_000, '{"version": 1e999}']
)
def test_hostile_text_is_refused(text: str) -> None:
    with pytest.raises(ChallengeDamaged) as refusal:
        from_json(text)
    assert refusal.value.code == "challenge_damaged"
    assert refusal.value.sentence("ko")


def test_rules_notice_each_missing_part() -> None:
    challenge = draw_challenge(random.Random(1), Language.ENGLISH, datetime(2026, 1, 1, tzinfo=UTC))
    steps = challenge.steps
    for kind in (Still, Turn, Blink, Say):
        assert breaks_rules([s for s in steps if not isinstance(s, kind)])
    assert breaks_rules([])
    assert breaks_rules([replace(s, direction=Direction.LEFT) if isinstance(s, Turn) else s for s in steps])
    assert breaks_rules([replace(steps[0], seconds=float("nan")), *steps[1:]])
    assert breaks_rules([steps[0], replace(steps[1], at=0.2), *steps[2:]])

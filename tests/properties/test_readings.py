"""Laws of lines that people read themselves: what is kept, what is refused, and where it goes when a plan changes."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkon.domain.capture import Language
from walkon.domain.desk import OWN_READING, DeskRules, film_rules, why_review
from walkon.domain.evidence import PhraseSeen
from walkon.domain.ids import AccountId, CameoId, CostumeId, Handle, ProductionId, SettingId
from walkon.domain.joining import joined
from walkon.domain.other_words import other_words
from walkon.domain.plan import Action, Framing, Hour, Line, Look, Mood, Move, Plan, Role, Shot, Weather
from walkon.domain.plan import Reading as Understood
from walkon.domain.readings import (
    BEING_MADE,
    COMPARED,
    DOUBTFUL_RANK,
    LIKE_VOICE,
    READ_WHILE,
    SAME_VOICE,
    Doubt,
    Fits,
    Heard,
    Misread,
    OwnReading,
    ReadingRefused,
    Unfit,
    is_for,
    judged,
    lines_of,
    refitted,
    room,
    words_mark,
)

MINA, JUN = Handle("mina"), Handle("jun")
FEW = settings(max_examples=60, deadline=None)
TEXTS = ("Hello from Mars!", "Here we go.", "안녕하세요 여러분", "I have never been so happy in my life.")
LINE = Line(person=MINA, text=TEXTS[3], language=Language.ENGLISH)


def shot(*lines: Line, seconds: float = 4.0) -> Shot:
    return Shot(seconds=seconds, framing=Framing.MEDIUM, move=Move.STILL, people=(MINA, JUN), lines=lines)


def film(*shots: Shot) -> Plan:
    return Plan(
        language=Language.ENGLISH,
        setting=SettingId("mars"),
        hour=Hour.DAY,
        weather=Weather.CLEAR,
        action=Action.TALK,
        roles=tuple(Role(person=who, costume=CostumeId("casual")) for who in (MINA, JUN)),
        shots=shots,
        look=Look.NATURAL,
        mood=Mood.NONE,
        width=320,
        height=240,
        seed=1,
        reading=Understood(understood=(), assumed=(), unplaced=()),
    )


def heard(**changes: Any) -> Heard:
    """A good reading of `LINE`."""
    good = Heard(
        seconds=3.2,
        speech=2.9,
        snr=30.0,
        clipping=0.002,
        crest=15.0,
        words=PhraseSeen(rank=1, among=25, margin=1.1, confidence=1.0),
        likeness=0.9,
    )
    return replace(good, **changes)


def rank(place: int) -> PhraseSeen:
    return PhraseSeen(rank=place, among=21, margin=1.0, confidence=1.0)


def why(found: Fits | Unfit) -> set[Misread]:
    assert isinstance(found, Unfit)
    return set(found.reasons)


@pytest.mark.parametrize("listens", [True, False])
def test_a_good_reading_fits_without_doubt(listens: bool) -> None:
    assert judged(heard(), LINE, 4.0, somebody_listens=listens) == Fits()


SPOILT: list[tuple[dict[str, Any], Misread]] = [
    ({"speech": 0.1}, Misread.SILENT),
    ({"seconds": 0.9}, Misread.TOO_SHORT),
    ({"seconds": 4.1}, Misread.TOO_LONG),
    ({"clipping": 0.02}, Misread.CLIPPED),
    ({"clipping": float("nan")}, Misread.CLIPPED),
    ({"crest": 6.0}, Misread.CLIPPED),
    ({"crest": float("nan")}, Misread.CLIPPED),
    ({"snr": 9.0}, Misread.NOISY),
    ({"snr": None}, Misread.NOISY),
    ({"snr": float("nan")}, Misread.NOISY),
    ({"words": rank(DOUBTFUL_RANK + 1)}, Misread.OTHER_WORDS),
    ({"words": PhraseSeen(rank=1, among=25, margin=0.95, confidence=1.0)}, Misread.OTHER_WORDS),
    ({"words": PhraseSeen(rank=1, among=25, margin=float("nan"), confidence=1.0)}, Misread.OTHER_WORDS),
    ({"likeness": LIKE_VOICE - 0.01}, Misread.OTHER_VOICE),
    ({"likeness": float("nan")}, Misread.OTHER_VOICE),
]


@pytest.mark.parametrize(("spoilt", "reason"), SPOILT)
@pytest.mark.parametrize("listens", [True, False])
def test_one_thing_spoilt_is_a_no_with_that_reason(spoilt: dict[str, Any], reason: Misread, listens: bool) -> None:
    assert reason in why(judged(heard(**spoilt), LINE, 4.0, somebody_listens=listens))


UNSURE: list[tuple[dict[str, Any], Doubt, Misread]] = [
    ({"words": rank(2)}, Doubt.WORDS, Misread.WORDS_UNSURE),
    ({"words": PhraseSeen(rank=1, among=25, margin=1.01, confidence=1.0)}, Doubt.WORDS, Misread.WORDS_UNSURE),
    ({"words": None}, Doubt.WORDS, Misread.WORDS_UNSURE),
    ({"likeness": None}, Doubt.VOICE, Misread.VOICE_UNSURE),
    ({"likeness": (LIKE_VOICE + SAME_VOICE) / 2}, Doubt.VOICE, Misread.VOICE_UNSURE),
    ({"speech": COMPARED - 0.01}, Doubt.VOICE, Misread.VOICE_UNSURE),
    ({"speech": COMPARED - 0.01}, Doubt.WORDS, Misread.WORDS_UNSURE),
]


@pytest.mark.parametrize(("changes", "doubt", "reason"), UNSURE)
def test_what_was_not_measured_is_a_doubt_and_without_anybody_a_no(
    changes: dict[str, Any], doubt: Doubt, reason: Misread
) -> None:
    with_somebody = judged(heard(**changes), LINE, 4.0, somebody_listens=True)
    assert isinstance(with_somebody, Fits)
    assert doubt in with_somebody.doubts
    assert reason in why(judged(heard(**changes), LINE, 4.0, somebody_listens=False))


@FEW
@given(
    st.floats(0, 20),
    st.floats(0, 20),
    st.one_of(st.none(), st.floats(-10, 40)),
    st.one_of(st.none(), st.floats(0, 1)),
    st.one_of(st.none(), st.integers(1, 21).map(rank)),
    st.one_of(st.none(), st.floats(0, 1)),
    st.floats(0, 15),
)
def test_nobody_listening_never_opens_a_door(
    seconds: float,
    speech: float,
    snr: float | None,
    clipping: float | None,
    words: PhraseSeen | None,
    likeness: float | None,
    space: float,
) -> None:
    of = heard(seconds=seconds, speech=speech, snr=snr, clipping=clipping, words=words, likeness=likeness)
    alone, watched = (judged(of, LINE, space, somebody_listens=listens) for listens in (False, True))
    if isinstance(alone, Fits):
        assert alone == watched == Fits()
        assert seconds <= space
    if isinstance(judged(of, LINE, space / 2, somebody_listens=True), Fits):
        assert isinstance(watched, Fits)  # more room is no hindrance


def test_every_reason_is_said_in_both_languages() -> None:
    error = ReadingRefused(reasons=list(Misread), heard=3.14, room=2.0)
    for language in ("en", "ko"):
        for reason in Misread:
            assert reason.sentence(language, 3.14, 2.0) in error.sentence(language)
    assert "3.1" in error.sentence("ko")
    assert all(doubt.sentence("en") != doubt.sentence("ko") for doubt in Doubt)


def test_who_says_it_what_and_in_which_language_make_the_line() -> None:
    others = [
        replace(LINE, person=JUN),
        replace(LINE, text=LINE.text + "!"),
        replace(LINE, language=Language.KOREAN),
    ]
    assert len({words_mark(line) for line in [LINE, *others]}) == 4
    assert words_mark(replace(LINE, text=f"  {LINE.text} ")) == words_mark(LINE)


LINES = st.builds(
    Line, person=st.sampled_from([MINA, JUN]), text=st.sampled_from(TEXTS), language=st.just(Language.ENGLISH)
)
PLANS = st.lists(st.lists(LINES, max_size=2).map(lambda lines: shot(*lines)), min_size=1, max_size=4).map(
    lambda shots: film(*shots)
)


def reading(line: Line, place: int) -> OwnReading:
    return OwnReading(
        production=ProductionId("p"),
        place=place,
        account=AccountId(line.person.name),
        cameo=CameoId(line.person.name),
        words=words_mark(line),
        seconds=1.0,
        made_at=datetime(2026, 1, 1, tzinfo=UTC),
        name=f"readings/p/{place}",
        size=1,
        sha256="0" * 64,
        wrapped_key=b"key",
    )


@FEW
@given(PLANS, PLANS, st.data())
def test_a_reading_stays_with_its_words_and_no_others(before: Plan, after: Plan, data: st.DataObject) -> None:
    read = data.draw(st.sets(st.sampled_from(range(len(lines_of(before))))) if lines_of(before) else st.just(set()))
    readings = [reading(lines_of(before)[place], place) for place in sorted(read)]
    kept, void = refitted(readings, after)
    assert sorted([*(one.name for one in kept), *(one.name for one in void)]) == [one.name for one in readings]
    assert len({one.place for one in kept}) == len(kept)
    now = lines_of(after)
    for one in kept:
        assert is_for(one, now[one.place], Handle(one.account), one.cameo)
        assert not is_for(one, now[one.place], JUN if one.account == "mina" else MINA, one.cameo)
        assert not is_for(one, now[one.place], Handle(one.account), CameoId("another"))
    left = [words_mark(line) for place, line in enumerate(now) if place not in {one.place for one in kept}]
    assert not {one.words for one in void} & set(left)
    assert refitted(readings, before) == (tuple(readings), ())
    assert refitted(readings, None) == ((), tuple(readings))


@FEW
@given(PLANS, st.data())
def test_room_is_inside_the_film_and_shrinks_with_what_others_need(plan: Plan, data: st.DataObject) -> None:
    lines = lines_of(plan)
    if not lines:
        return
    place = data.draw(st.sampled_from(range(len(lines))))
    space = room(plan, place, {})
    assert 0 <= space <= plan.seconds
    others = {at: 3.9 for at in range(len(lines)) if at != place}
    assert room(plan, place, others) <= space
    assert room(plan, len(lines), {}) == 0
    two = joined([plan, plan])
    assert room(two, place, {}) == space
    assert room(two, place + len(lines), {}) == space


def test_a_line_has_its_shot_and_a_little_more() -> None:
    quiet, said = shot(seconds=3.0), shot(LINE, seconds=3.0)
    between, alone = film(quiet, said, quiet), film(said)
    assert 3.0 < room(between, 0, {}) < 3.0 + 2 * 1.2
    assert room(alone, 0, {}) < 3.0
    assert room(film(said, said, said), 1, {}) < 3.0  # its neighbours speak


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (("We", "walked", "along", "the", "harbour"), Language.ENGLISH),
        (("오늘은", "화성에서", "노래해요"), Language.KOREAN),
        (("Hi",), Language.ENGLISH),
    ],
)
def test_other_words_are_others_and_about_as_long(words: tuple[str, ...], language: Language) -> None:
    found = other_words(words, language, random.Random(1))
    assert len(found) == len(set(found)) == 24
    assert words not in found
    assert found == other_words(words, language, random.Random(1))
    letters = sum(map(len, words))
    drawn = [other for other in found if not set(other) <= set(words)]
    assert len(drawn) >= 17
    assert all(abs(sum(map(len, other)) - letters) <= 9 for other in drawn)
    assert len(words) < 3 or {words[::-1], words[: len(words) // 2]} <= set(found)
    assert other_words((), language, random.Random(1)) == ()


def test_nothing_is_read_while_it_is_drawn() -> None:
    assert not READ_WHILE & BEING_MADE


def test_a_doubtful_reading_always_goes_to_a_person_and_others_where_the_server_says_so() -> None:
    usual, strict = DeskRules(), film_rules("readings")
    assert strict.readings
    assert not film_rules("doubtful, comedy").readings
    assert why_review(usual, frozenset(), (), [()]) == ()
    assert why_review(usual, frozenset(), (), [(), (Doubt.VOICE.value,)]) == (Doubt.VOICE.value,)
    assert why_review(strict, frozenset(), (), [()]) == (OWN_READING,)
    assert why_review(strict, frozenset(), (), []) == ()

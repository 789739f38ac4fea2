"""Laws of planning: whatever is typed either becomes a sound plan or is refused with a sentence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from walkon.domain.capture import Language
from walkon.domain.errors import BadInput
from walkon.domain.ids import Handle
from walkon.domain.plan import FPS, Framing, Line
from walkon.planner import lines as speech
from walkon.planner import planner
from walkon.planner.planner import Wishes

CAST = (Handle("mina"), Handle("jun"))
WORDS = st.sampled_from(
    "me @mina @jun surfing Mars at night 저와 화성 탐정 무대 파도 비가 눈보라 close-up 🌊 “hey”".split()
)
PROMPTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=12).map(" ".join))
LINES = st.lists(
    st.builds(
        Line,
        person=st.sampled_from(CAST),
        text=st.lists(st.sampled_from(["hello", "Mars", "파도", "정말", "we", "go"]), min_size=1, max_size=8).map(
            " ".join
        ),
        language=st.sampled_from(Language),
    ),
    max_size=3,
).map(tuple)
WISHES = st.builds(
    Wishes,
    lines=LINES,
    seconds=st.none() | st.floats(min_value=2.0, max_value=60.0),
    seed=st.integers(0, 2**31),
)


@settings(max_examples=120, deadline=None)
@given(text=PROMPTS, people=st.integers(1, 2), wishes=WISHES)
def test_a_prompt_becomes_a_sound_plan_or_a_sentence(text: str, people: int, wishes: Wishes) -> None:
    cast = CAST[:people]
    try:
        plan = planner.plan(text, cast, wishes)
    except BadInput as refusal:
        assert refusal.sentence("ko") and refusal.sentence("en")
        return
    wanted = wishes.seconds
    assert plan.frames == sum(round(s.seconds * FPS) for s in plan.shots)
    if wanted is not None:
        assert abs(plan.seconds - wanted) <= 0.5 / FPS + 1e-9
    assert {p for s in plan.shots for p in s.people} == set(cast), "everybody is seen"
    for shot in plan.shots:
        assert shot.seconds > 0
        assert shot.people or shot.framing is Framing.WIDE
        assert all(line.person in shot.people for line in shot.lines), "nobody speaks from outside the picture"
    spoken = [line for shot in plan.shots for line in shot.lines if line in wishes.lines]
    assert not wishes.lines or spoken == list(wishes.lines), "lines keep their order and none is lost"
    for shot in plan.shots:
        if shot.lines and len(plan.shots) > 1:
            assert sum(map(speech.seconds, shot.lines)) <= shot.seconds + 1 / FPS + 1e-9


@settings(max_examples=40, deadline=None)
@given(text=PROMPTS, seed=st.integers(0, 2**31))
def test_the_same_prompt_and_seed_give_the_same_plan(text: str, seed: int) -> None:
    def once() -> object:
        try:
            return planner.plan(text, CAST, Wishes(seed=seed))
        except BadInput as refusal:
            return refusal.code

    assert once() == once()

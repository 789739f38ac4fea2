from __future__ import annotations

import pytest

from walkon.domain.ids import Handle
from walkon.domain.plan import Finding
from walkon.domain.restrictions import Preference
from walkon.planner import planner
from walkon.planner.planner import Wishes
from walkon.planner.preferences import prefer

MINA, JUN = Handle("mina"), Handle("jun")
PLAN = planner.plan("me and @mina as astronauts exploring Mars", (JUN, MINA), Wishes())


def wanting(*texts: str) -> dict[Handle, tuple[Preference, ...]]:
    return {MINA: tuple(Preference(text=text) for text in texts)}


@pytest.mark.parametrize(("text", "words"), [("always wears a fedora", "fedora"), ("항상 모자를 써요", "모자")])
def test_a_prop_is_added_to_the_one_who_wants_it(text: str, words: str) -> None:
    made = prefer(PLAN, wanting(text))
    assert [(r.person, r.costume, r.props) for r in made.roles] == [
        (JUN, "astronaut", ()),
        (MINA, "astronaut", ("fedora",)),
    ]
    assert Finding(words=words, field="prop", value="fedora") in made.reading.understood
    assert made.reading.unplaced == PLAN.reading.unplaced


def test_a_costume_replaces_the_one_planned_with_what_belongs_to_it() -> None:
    made = prefer(PLAN, wanting("always in a trench coat"))
    assert (made.roles[1].costume, made.roles[1].props) == ("detective", ("fedora",))
    assert made.roles[0] == PLAN.roles[0]


@pytest.mark.parametrize("text", ["항상 안경을 써요", "always wears glasses"])
def test_what_the_vocabulary_does_not_know_is_reported(text: str) -> None:
    made = prefer(PLAN, wanting(text))
    assert made.roles == PLAN.roles
    assert text in made.reading.unplaced


@pytest.mark.parametrize("text", ["never wears a hat", "doesn't wear a fedora", "모자는 안 써요", "모자 없이"])
def test_what_is_not_wanted_is_not_put_on(text: str) -> None:
    made = prefer(PLAN, wanting(text))
    assert made.roles == PLAN.roles and text in made.reading.unplaced


def test_each_of_several_things_counts_for_itself() -> None:
    made = prefer(PLAN, wanting("always wears a fedora and glasses"))
    assert made.roles[1].props == ("fedora",)
    assert "glasses" in made.reading.unplaced


def test_preferring_twice_is_preferring_once_and_strangers_change_nothing() -> None:
    wanted = {
        **wanting("always wears a fedora", "항상 안경을 써요"),
        Handle("sora"): (Preference(text="a microphone"),),
    }
    once = prefer(PLAN, wanted)
    assert prefer(once, wanted) == once
    assert prefer(PLAN, {}) == PLAN

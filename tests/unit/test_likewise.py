"""A plan made like another keeps what is not said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from walkon.domain.descents import Model
from walkon.domain.ids import Handle
from walkon.domain.plan import Framing, Hour, Look, Mood, Plan, Weather
from walkon.domain.production import Descent
from walkon.planner import planner
from walkon.planner.planner import Offer, Wishes

MINA, JUN = Handle("mina"), Handle("jun")


def first(text: str, *cast: Handle, **wishes: object) -> Plan:
    return planner.plan(text, cast or (MINA,), Wishes(**{"seed": 7, **wishes}))  # type: ignore[arg-type]


def like(old: Plan, text: str, *cast: Handle, descent: Descent = Descent.REMIX, **wishes: object) -> Plan:
    people = cast or tuple(role.person for role in old.roles)
    asked = Wishes(like=Model(plan=old, descent=descent), **{"seed": old.seed, **wishes})  # type: ignore[arg-type]
    return planner.plan(text, people, asked)


def said(plan: Plan) -> list[str]:
    return [line.text for shot in plan.shots for line in shot.lines]


def bare(plan: Plan) -> Plan:
    return replace(plan, reading=first("me").reading)


@pytest.mark.parametrize(
    "text", ["me surfing in the rain in anime style", "제가 화성에서 “안녕” 하고 말해요", "me at a concert, close-up"]
)
@pytest.mark.parametrize("descent", Descent)
def test_what_is_not_said_stays(text: str, descent: Descent) -> None:
    old = first(text)
    new = like(old, "ok then", descent=descent)
    for field in ("setting", "hour", "weather", "action", "roles", "look", "mood", "seed"):
        assert getattr(new, field) == getattr(old, field), field
    if descent is Descent.REMIX:
        assert new.shots == old.shots


def test_what_is_said_wins() -> None:
    old = first("me on Mars, film noir style")
    new = like(old, "at night in the snow, watercolour")
    assert (new.setting, new.hour, new.weather, new.look) == ("mars", Hour.NIGHT, Weather.SNOW, Look.WATERCOLOUR)
    assert new.roles == old.roles


def test_a_new_setting_brings_its_own_along() -> None:
    old = first("me surfing in anime style")
    new = like(old, "at a concert")
    assert (new.setting, new.hour, new.mood, new.roles[0].costume) == ("concert", Hour.NIGHT, Mood.POP, "performer")
    assert new.look is Look.ANIME


def test_words_of_another_setting_do_not_move_it() -> None:
    """A costume that usually brings its setting along is only a costume here."""
    new = like(first("me as a detective"), "as an astronaut")
    assert (new.setting, new.roles[0].costume) == ("noir_office", "astronaut")


def test_own_lines_travel_and_stock_lines_do_not() -> None:
    own = first('me surfing, saying "hello there"')
    assert said(like(own, "at a concert")) == ["hello there"]
    assert said(like(own, 'saying "goodbye"')) == ["goodbye"]
    stock = first("me surfing")
    assert said(like(stock, "at sunset")) == said(stock) != []
    moved = like(like(stock, "at sunset"), "on Mars")  # not even after a remix that kept them
    assert not set(said(moved)) & set(said(stock))


def test_an_extension_says_something_new() -> None:
    own = first('me surfing, saying "hello there"')
    assert "hello there" not in said(like(own, "me", descent=Descent.EXTEND))


def test_how_the_camera_was_told_to_frame_stays_over_generations() -> None:
    old = first("me on Mars, close-up")
    new = like(like(old, "at night"), "in a storm")
    assert {shot.framing for shot in new.shots if shot.people} == {Framing.CLOSE}


def test_with_others() -> None:
    old = first("me on Mars as a detective", JUN)
    more = like(old, "at night", JUN, MINA)
    assert [role.person for role in more.roles] == [JUN, MINA]
    assert (more.roles[0], more.setting) == (old.roles[0], "mars")
    both = first('me and @mina on Mars, @mina says "hi"', JUN, MINA)
    assert "hi" not in said(like(both, "at night", JUN))
    assert like(both, "at night", MINA).roles == (both.roles[1],)


def test_length() -> None:
    old = first("me on Mars", seconds=11.0)
    assert like(old, "at night").seconds == pytest.approx(11)
    assert like(old, "at night", seconds=4.0).seconds == pytest.approx(4)
    assert like(old, "at night", descent=Descent.EXTEND).seconds == pytest.approx(6)


def test_what_cannot_be_drawn_stays_as_it_was() -> None:
    offers = {"mars": Offer(hours=frozenset({"dawn", "day"}), weathers=frozenset({"dust"}))}
    old = replace(first("me on Mars"), hour=Hour.DAWN)
    asked = Wishes(like=Model(plan=old, descent=Descent.REMIX), seed=1)
    new = planner.plan("at night", (MINA,), asked, offers)
    assert (new.hour, "night" in " ".join(new.reading.unplaced)) == (Hour.DAWN, True)

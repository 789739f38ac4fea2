"""A plan in other words keeps what its maker chose, and nothing that only the old words said."""

from __future__ import annotations

from typing import Any

import pytest

from walkon.domain.choices import NOTHING_CHOSEN, ChoiceNotThere, Choices, Said
from walkon.domain.ids import CostumeId, Handle, SettingId
from walkon.domain.plan import Framing, Hour, Look, Mood, Plan, Weather
from walkon.domain.rewriting import Before
from walkon.planner.planner import Offer, Wishes, plan

JUN, MINA = Handle("jun"), Handle("mina")
OLD = "me and @mina on Mars"


def written(prompt: str = OLD, *, before: Before | None = None, seconds: float | None = None, **chosen: Any) -> Plan:
    wishes = Wishes(chosen=Choices(**chosen), before=before, seconds=seconds, seed=3)
    return plan(prompt, [JUN, MINA], wishes)


def again(prompt: str, old: Plan, *, was: str = OLD, **chosen: Any) -> Plan:
    return written(prompt, before=Before(plan=old, prompt=was), **chosen)


def test_chips_stay() -> None:
    old = written(
        hour=Hour.NIGHT,
        look=Look.NOIR,
        mood=Mood.COMEDY,
        framing=Framing.CLOSE,
        costumes={MINA: CostumeId("detective")},
        props={JUN: ("microphone",)},
        seconds=11.0,
    )
    new = again("me and @mina walking on Mars, slowly", old)
    assert (new.hour, new.look, new.mood, round(new.seconds, 3)) == (Hour.NIGHT, Look.NOIR, Mood.COMEDY, 11.0)
    assert {shot.framing for shot in new.shots} == {shot.framing for shot in old.shots}
    assert new.roles == old.roles
    assert again("me and @mina on Mars!", new).roles == old.roles  # and once more


def test_new_words_beat_what_was_chosen_before_and_new_choices_beat_both() -> None:
    old = written(hour=Hour.NIGHT, costumes={MINA: CostumeId("detective")})
    new = again("me and @mina as surfers at sunset", old)
    assert new.hour is Hour.SUNSET
    assert "detective" not in {role.costume for role in new.roles}
    assert again("me and @mina at sunset", old, hour=Hour.DAWN).hour is Hour.DAWN


def test_what_only_the_old_words_said_goes_with_them() -> None:
    old = written("me and @mina on a stage in the rain at night")
    assert again(OLD, old, was="me and @mina on a stage in the rain at night") == written()


def test_what_is_to_be_said_stays_and_gives_way() -> None:
    said = (Said(person=MINA, text="Look at that light!"),)
    old = written(lines=said)
    kept = again("me and @mina on Mars, in dust", old)
    assert [(line.person, line.text) for shot in kept.shots for line in shot.lines] == [(MINA, said[0].text)]
    quoted = again('me and @mina on Mars, "Hello there"', old)
    assert [line.text for shot in quoted.shots for line in shot.lines] == ["Hello there"]
    silent = written(lines=())
    assert [shot.lines for shot in again("me and @mina exploring Mars", silent).shots if shot.lines] == []
    spoken = again(OLD, written('me on Mars with @mina, "Hello there"'), was='me on Mars with @mina, "Hello there"')
    assert "Hello there" not in [line.text for shot in spoken.shots for line in shot.lines]


def test_emptied_hands_stay_empty() -> None:
    old = written(costumes={JUN: CostumeId("detective")}, props={JUN: ()})
    assert old.roles[0].props == ()
    assert again("me and @mina on Mars, slowly", old).roles[0].props == ()
    other = again("me and @mina as detectives", old)
    assert other.roles[0].props != ()


def test_what_the_new_place_does_not_have_gives_way() -> None:
    offers = {
        "mars": Offer(hours=frozenset({"night", "day"}), weathers=frozenset(Weather)),
        "concert": Offer(hours=frozenset({"night"}), weathers=frozenset(Weather)),
    }
    old = plan(OLD, [JUN, MINA], Wishes(chosen=Choices(setting=SettingId("mars"), hour=Hour.DAY)), offers)
    assert (old.setting, old.hour) == ("mars", Hour.DAY)
    words = "me and @mina singing at a concert"
    new = plan(words, [JUN, MINA], Wishes(before=Before(plan=old, prompt=OLD)), offers)
    assert (new.setting, new.hour) == ("concert", Hour.NIGHT)
    with pytest.raises(ChoiceNotThere):
        plan(words, [JUN, MINA], Wishes(chosen=Choices(hour=Hour.DAY)), offers)


def test_nothing_chosen_is_nothing_kept() -> None:
    assert again("me and @mina surfing", written()) == written("me and @mina surfing")
    assert Wishes().chosen is NOTHING_CHOSEN

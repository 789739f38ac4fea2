"""What is chosen from lists beats what is said, and nothing else changes."""

from __future__ import annotations

import pytest

from walkon.bootstrap.offering import offered
from walkon.domain.capture import Language
from walkon.domain.choices import ChoiceNotThere, Choices, Said
from walkon.domain.descents import Model
from walkon.domain.ids import CostumeId, Handle, SettingId
from walkon.domain.plan import Action, Framing, Hour, Look, Mood, Move, Plan, Weather
from walkon.domain.production import Descent
from walkon.domain.screening import screen
from walkon.planner import planner, prompt, templates
from walkon.planner.errors import BadLine, EmptyPrompt, NotInCast
from walkon.planner.planner import Offer, Wishes

MINA, JUN = Handle("mina"), Handle("jun")
SENTENCE = "me surfing a giant wave at sunset, cinematic"


def made(text: str, chosen: Choices, *cast: Handle) -> Plan:
    return planner.plan(text, cast or (MINA,), Wishes(seed=3, chosen=chosen))


def lines(plan: Plan) -> list[tuple[Handle, str]]:
    return [(line.person, line.text) for shot in plan.shots for line in shot.lines]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hour", Hour.NIGHT),
        ("weather", Weather.SNOW),
        ("action", Action.STAND),
        ("look", Look.VHS),
        ("mood", Mood.CALM),
    ],
)
def test_a_choice_changes_one_thing(name: str, value: object) -> None:
    before, after = made(SENTENCE, Choices()), made(SENTENCE, Choices(**{name: value}))  # type: ignore[arg-type]
    assert getattr(before, name) != value == getattr(after, name)
    others = {"setting", "hour", "weather", "action", "look", "mood", "roles", "shots"} - {name}
    assert all(getattr(before, other) == getattr(after, other) for other in others)


def test_another_place_brings_its_own_along_but_what_was_said_stays() -> None:
    plan = made(SENTENCE, Choices(setting=SettingId("mars")))
    assert (plan.setting, plan.hour, plan.look) == ("mars", Hour.SUNSET, Look.CINEMATIC)
    assert plan.mood is Mood.WONDER  # the wave's own music is not said
    assert next(f for f in plan.reading.understood if f.field == "setting").words == ""


def test_camera() -> None:
    plan = made(SENTENCE, Choices(framing=Framing.CLOSE, move=Move.STILL))
    assert {(s.framing, s.move) for s in plan.shots if s.people} == {(Framing.CLOSE, Move.STILL)}


def test_everybody_wears_their_own() -> None:
    costumes = {JUN: CostumeId("casual")}
    plan = made("me and @jun on Mars", Choices(costumes=costumes, props={MINA: ("fedora",)}), MINA, JUN)
    assert [(r.person, r.costume, r.props) for r in plan.roles] == [
        (MINA, "astronaut", ("fedora",)),
        (JUN, "casual", ()),
    ]
    with pytest.raises(NotInCast):
        made("me on Mars", Choices(costumes=costumes))


def test_lines_chosen_are_all_that_is_said() -> None:
    text = "me and @jun on Mars saying “hello”"
    said = (Said(person=JUN, text="  Good \n morning "), Said(person=MINA, text="안녕"))
    plan = made(text, Choices(lines=said), MINA, JUN)
    assert lines(plan) == [(JUN, "Good morning"), (MINA, "안녕")]
    assert [line.language for shot in plan.shots for line in shot.lines] == [Language.ENGLISH, Language.KOREAN]
    assert lines(made(text, Choices(lines=()), MINA, JUN)) == []
    with pytest.raises(BadLine):
        made(text, Choices(lines=(Said(person=JUN, text=" "),)), MINA, JUN)
    with pytest.raises(NotInCast):
        made("me on Mars", Choices(lines=said))


def test_what_is_chosen_is_screened() -> None:
    said = (Said(person=MINA, text="Let us drink some beer."),)
    plan = made("me on Mars", Choices(lines=said))
    assert {kind.value for kind in screen("me on Mars", plan, 1, False).kinds} == {"alcohol"}


def test_what_cannot_be_had_is_refused() -> None:
    known = offered()
    known.require(Choices(setting=SettingId("mars"), hour=Hour.DAY, costumes={MINA: CostumeId("casual")}))
    for wrong in (
        Choices(setting=SettingId("moon")),
        Choices(costumes={MINA: CostumeId("nothing")}),
        Choices(props={MINA: ("sword",)}),
        Choices(setting=SettingId("noir_office"), hour=Hour.DAWN),
    ):
        with pytest.raises(ChoiceNotThere):
            known.require(wrong)
    only_night = {"mars": Offer(hours=frozenset({"night"}), weathers=frozenset({"clear", "dust"}))}
    with pytest.raises(ChoiceNotThere):
        planner.plan("me on Mars", (MINA,), Wishes(chosen=Choices(hour=Hour.DAY)), only_night)


def test_a_remix_by_choices_alone() -> None:
    old = made("me and @jun on Mars", Choices(), MINA, JUN)
    like = Model(plan=old, descent=Descent.REMIX)
    new = planner.plan("", (MINA, JUN), Wishes(seed=3, like=like, chosen=Choices(look=Look.NOIR)))
    assert (new.look, new.setting, new.shots, new.roles) == (Look.NOIR, old.setting, old.shots, old.roles)
    with pytest.raises(EmptyPrompt):
        planner.plan(" ", (MINA,), Wishes(chosen=Choices(look=Look.NOIR)))


def test_everything_a_plan_can_say_has_a_name() -> None:
    lists = offered().lists
    for name, kind in (
        ("hour", Hour),
        ("weather", Weather),
        ("action", Action),
        ("look", Look),
        ("mood", Mood),
        ("framing", Framing),
        ("move", Move),
    ):
        assert {entry.id for entry in lists[name]} == {member.value for member in kind}
    assert all(entry.en and entry.ko for entries in lists.values() for entry in entries)


@pytest.mark.parametrize(
    ("text", "me", "names"),
    [
        ("me and @mina on Mars", True, ("mina",)),
        ("@jun과 @mina가 무대에서", False, ("jun과", "mina가")),
        ("저와 @MINA를 “@nobody”라고", True, ("mina를",)),
        ("a wave", False, ()),
    ],
)
def test_who_is_named(text: str, me: bool, names: tuple[str, ...]) -> None:
    assert prompt.named(text) == (me, names)


@pytest.mark.parametrize("template", templates.load(), ids=lambda template: template.id)
@pytest.mark.parametrize("language", Language)
def test_templates_are_understood_whole_in_their_best_place(template: templates.Template, language: Language) -> None:
    cast = (JUN, MINA) if template.with_friend else (JUN,)
    text = template.filled(language, {"friend": "@mina"})
    plan = planner.plan(text, cast, Wishes(seconds=template.seconds))
    assert plan.reading.unplaced == ()
    assert plan.setting == template.settings[0]
    assert len(lines(plan)) == len(template.gaps)
    assert {person for person, _ in lines(plan)} <= set(cast)
    assert screen(text, plan, len(cast), False).bars == ()
    for setting in template.settings:
        planner.plan(text, cast, Wishes(seconds=template.seconds, chosen=Choices(setting=SettingId(setting))))
    known = offered()
    for name, value in template.choices.items():
        assert value in {entry.id for entry in known.lists[name]}

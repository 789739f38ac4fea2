from __future__ import annotations

import pytest

from walkon.domain.capture import Language
from walkon.domain.errors import BadInput
from walkon.domain.ids import Handle
from walkon.domain.plan import Action, Framing, Hour, Line, Look, Mood, Plan, Weather
from walkon.planner import errors, lines, planner, prompt
from walkon.planner.planner import Offer, Wishes

MINA, JUN, SORA = Handle("mina"), Handle("jun"), Handle("sora")


def made(text: str, *cast: Handle, wishes: Wishes | None = None) -> Plan:
    return planner.plan(text, cast or (MINA,), wishes or Wishes())


@pytest.mark.parametrize(
    ("text", "cast", "setting", "action", "costume"),
    [
        ("일몰의 거대한 파도에서 서핑하는 제 동영상을 만들어주세요", (MINA,), "giant_wave", Action.SURF, "wetsuit"),
        ("me surfing a giant wave at sunset", (MINA,), "giant_wave", Action.SURF, "wetsuit"),
        ("저와 @mina를 화성을 탐험하는 우주비행사로 보여주세요", (JUN, MINA), "mars", Action.EXPLORE, "astronaut"),
        ("me and @mina as astronauts exploring Mars", (JUN, MINA), "mars", Action.EXPLORE, "astronaut"),
        ("무대에서 공연하는 제 뮤직 비디오", (MINA,), "concert", Action.PERFORM, "performer"),
        ("my music video on a stage", (MINA,), "concert", Action.PERFORM, "performer"),
        (
            "미스터리를 해결하는 탐정으로서의 저를 그린 코미디 스케치",
            (MINA,),
            "noir_office",
            Action.INVESTIGATE,
            "detective",
        ),
        (
            "a comedy sketch with me as a detective solving a mystery",
            (MINA,),
            "noir_office",
            Action.INVESTIGATE,
            "detective",
        ),
    ],
)
def test_the_four_first_requests_are_fully_placed(
    text: str, cast: tuple[Handle, ...], setting: str, action: Action, costume: str
) -> None:
    plan = made(text, *cast)
    assert (plan.setting, plan.action) == (setting, action)
    assert [(r.person, r.costume) for r in plan.roles] == [(p, costume) for p in cast]
    assert plan.reading.unplaced == ()
    assert plan.language is (Language.KOREAN if "요" in text or "제" in text or "코" in text else Language.ENGLISH)
    assert {person for shot in plan.shots for person in shot.people} == set(cast)


def test_what_was_said_wins_over_what_a_setting_brings() -> None:
    plan = made("me on Mars at night in the snow, black and white, no music")
    assert (plan.hour, plan.weather, plan.look, plan.mood) == (Hour.NIGHT, Weather.SNOW, Look.NOIR, Mood.NONE)
    said = {f.field: f.words for f in plan.reading.understood}
    assert said["hour"] == "at night" and said["weather"] == "snow" and said["look"] == "black and white"


def test_what_was_not_said_is_reported_as_assumed() -> None:
    plan = made("me surfing")
    assert {"hour", "weather", "costume", "mood", "look"} <= {f.field for f in plan.reading.assumed}


def test_words_without_a_place_are_reported() -> None:
    plan = made("me and a purple unicorn surfing")
    assert plan.reading.unplaced == ("purple", "unicorn")
    assert made("보라색 유니콘과 서핑하는 나").reading.unplaced == ("보라색", "유니콘과")


def test_the_nearest_setting_is_an_assumption() -> None:
    plan = made("me on the moon")
    assert plan.setting == "mars"
    assert ("moon", "setting") in {(f.words, f.field) for f in plan.reading.assumed}


def test_costumes_go_to_whom_they_were_given() -> None:
    plan = made("me as a detective and @mina as an astronaut in an office", JUN, MINA)
    assert {r.person: r.costume for r in plan.roles} == {JUN: "detective", MINA: "astronaut"}


def test_quoted_words_are_spoken_by_whoever_was_named_last() -> None:
    plan = made('me and @mina on Mars. @mina says "Hello home" and I say "저도요"', JUN, MINA)
    said = [line for shot in plan.shots for line in shot.lines]
    assert [(line.person, line.text, line.language) for line in said] == [
        (MINA, "Hello home", Language.ENGLISH),
        (JUN, "저도요", Language.KOREAN),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "me and @mina on Mars, slow zoom. @mina says: Look at that light! I say: Wow.",
            [(MINA, "Look at that light!"), (JUN, "Wow.")],
        ),
        ("나와 @mina가 화성의 우주비행사. @mina: 저 빛 좀 봐!", [(MINA, "저 빛 좀 봐!")]),
        ("@mina가 말해요: 나를 봐. 화성에서 @mina와 저", [(MINA, "나를 봐.")]),
        ('me and @mina on Mars. @mina says: "Hello home" and I say: "Yes"', [(MINA, "Hello home"), (JUN, "Yes")]),
    ],
)
def test_a_sentence_after_who_says_it_is_spoken(text: str, said: list[tuple[Handle, str]]) -> None:
    plan = made(text, JUN, MINA)
    assert [(line.person, line.text) for shot in plan.shots for line in shot.lines] == said
    assert not {"look", "light", "zoom", "slow"} & set(plan.reading.unplaced)


def test_a_colon_after_somebody_is_no_speech_by_itself() -> None:
    plan = made("a film about @mina: surfing a giant wave", MINA)
    assert plan.setting == "giant_wave"


def test_an_asked_for_line_is_spoken_in_a_shot_that_shows_the_speaker() -> None:
    wish = Wishes(lines=(Line(person=MINA, text="This is Mars", language=Language.ENGLISH),))
    plan = planner.plan("me and @mina on Mars", (JUN, MINA), wish)
    [shot] = [shot for shot in plan.shots if shot.lines]
    assert MINA in shot.people


def test_korean_particles_may_follow_a_handle() -> None:
    assert [m.person for m in prompt.read("@mina와 @jun이 서핑", (MINA, JUN)).mentions] == [MINA, JUN]
    hangul = Handle.parse("@민아")
    assert prompt.read("@민아를 화성에서", (hangul,)).mentions[0].person == hangul


def test_what_the_engine_cannot_draw_is_not_planned_and_said() -> None:
    offers = {"concert": Offer(hours=frozenset({"night"}), weathers=frozenset({"haze", "clear"}))}
    plan = planner.plan("my music video on a stage at noon in the rain", (MINA,), Wishes(), offers)
    assert (plan.hour, plan.weather) == (Hour.NIGHT, Weather.HAZE)
    assert set(plan.reading.unplaced) == {"noon", "rain"}
    assert {"hour", "weather"} <= {f.field for f in plan.reading.assumed}


def test_a_closeup_is_a_closeup() -> None:
    plan = made("close-up of me surfing")
    assert {s.framing for s in plan.shots if s.people} == {Framing.CLOSE}


@pytest.mark.parametrize(
    ("text", "cast", "wishes", "error"),
    [
        ("", (MINA,), Wishes(), errors.EmptyPrompt),
        ("   \n", (MINA,), Wishes(), errors.EmptyPrompt),
        ("a" * 20_000, (MINA,), Wishes(), errors.PromptTooLong),
        ("🌊🏄🌅", (MINA,), Wishes(), errors.PromptWithoutWords),
        ("me surfing", (), Wishes(), errors.NobodyCast),
        ("us surfing", (MINA, JUN, SORA), Wishes(), errors.TooManyPeople),
        ("us surfing", (MINA, MINA), Wishes(), errors.CastTwice),
        ("me and @sora surfing", (MINA,), Wishes(), errors.NotInCast),
        ("me surfing", (MINA,), Wishes(seconds=0.5), errors.BadLength),
        ("me surfing", (MINA,), Wishes(seconds=600), errors.BadLength),
        ("me surfing", (MINA,), Wishes(width=1281), errors.BadSize),
        ("me surfing", (MINA,), Wishes(height=8640), errors.BadSize),
        ('me saying "' + "so many words " * 20 + '"', (MINA,), Wishes(seconds=4), errors.LinesTooLong),
    ],
)
def test_bad_input_has_its_own_sentence(
    text: str, cast: tuple[Handle, ...], wishes: Wishes, error: type[BadInput]
) -> None:
    with pytest.raises(error) as caught:
        planner.plan(text, cast, wishes)
    assert caught.value.sentence("en") != caught.value.sentence("ko")
    assert "{" not in caught.value.sentence("ko")


@pytest.mark.parametrize("text", ["mina hello", "@mina:", "@mina: " + "x" * 400])
def test_a_line_has_a_speaker_and_words(text: str) -> None:
    with pytest.raises(errors.BadLine):
        lines.parse_say(text, (MINA,))


def test_a_line_for_somebody_else_is_refused() -> None:
    with pytest.raises(errors.NotInCast):
        lines.parse_say("@jun: hello", (MINA,))

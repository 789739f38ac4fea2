"""What a finished film is refused for."""

from __future__ import annotations

from dataclasses import replace

from tests.society import planned
from walkon.actions.propose_video import Shape
from walkon.domain.capture import Language
from walkon.domain.ids import Handle
from walkon.domain.plan import Line, Plan
from walkon.domain.review import BESIDE, NEARER, RECOGNISED, STRAY, Fault, Hearing, Sighting, review

JUN, MINA = Handle("jun"), Handle("mina")


def plan() -> Plan:
    made = planned("me and @mina on Mars", [JUN, MINA], {}, Shape(), seed=1)
    shot = replace(made.shots[0], people=(JUN, MINA), lines=())
    return replace(made, shots=(shot, shot))


def seen(shot: int, picture: int, **far: float) -> Sighting:
    return Sighting(shot=shot, picture=picture, distances={Handle(name): value for name, value in far.items()})


BOTH = [seen(0, 0, jun=0.3, mina=0.8), seen(0, 0, jun=0.8, mina=RECOGNISED)]


def test_everybody_recognised_once_is_enough() -> None:
    assert review(BOTH, [], plan()) == ()


def test_somebody_nobody_would_recognise() -> None:
    assert review([seen(0, 0, jun=0.3, mina=0.7)], [], plan()) == (Fault.PERSON_MISSING,)
    assert review([], [], plan()) == (Fault.PERSON_MISSING,)
    assert review([seen(0, 0, jun=0.3)], [], plan()) == (Fault.PERSON_MISSING,)  # her template is gone


def test_a_stranger_in_one_picture_may_be_a_blur_in_two_it_is_somebody() -> None:
    stranger = {"jun": 0.9, "mina": 0.8}
    assert review([*BOTH, seen(1, 0, **stranger)], [], plan()) == ()
    assert review([*BOTH, seen(0, 1, **stranger), seen(1, 0, **stranger)], [], plan()) == ()
    assert review([*BOTH, seen(1, 0, **stranger), seen(1, 3, **stranger)], [], plan()) == (Fault.STRANGER_SEEN,)


def test_who_is_not_in_a_shot_is_a_stranger_there() -> None:
    made = plan()
    alone = replace(made, shots=(made.shots[0], replace(made.shots[1], people=(JUN,))))
    hers = [seen(1, picture, jun=0.8, mina=0.2) for picture in (0, 1)]
    assert review([*BOTH, *hers], [], alone) == (Fault.STRANGER_SEEN,)


def spoken(*speakers: tuple[Handle, ...]) -> Plan:
    """A shot of ten seconds for each, in which these people say something."""
    made = plan()
    shots = [
        replace(
            made.shots[0],
            seconds=10.0,
            lines=tuple(Line(person=who, text="Hello", language=Language.ENGLISH) for who in people),
        )
        for people in speakers
    ]
    return replace(made, shots=tuple(shots))


def heard(start: float, end: float, **like: float) -> Hearing:
    return Hearing(start=start, end=end, likeness={Handle(name): value for name, value in like.items()})


def test_words_belong_to_shots_in_which_somebody_speaks() -> None:
    made = spoken((), (JUN,), ())
    assert review(BOTH, [heard(10 - BESIDE + 0.1, 20 + BESIDE - 0.1)], made) == ()
    assert review(BOTH, [heard(2.0, 4.0)], made) == (Fault.WORDS_UNPLANNED,)
    assert review(BOTH, [heard(22.0, 24.0)], made) == (Fault.WORDS_UNPLANNED,)


def test_what_is_shorter_than_a_word_or_two_may_be_laughter() -> None:
    made = spoken((), (JUN,))
    assert review(BOTH, [heard(1.0, 1.0 + STRAY - 0.01)], made) == ()
    assert review(BOTH, [heard(1.0, 1.0 + STRAY / 2), heard(4.0, 4.1 + STRAY / 2)], made) == (Fault.WORDS_UNPLANNED,)


def test_nobody_speaks_with_the_voice_of_another() -> None:
    made = spoken((JUN,), (MINA,))
    assert review(BOTH, [heard(1.0, 4.0, jun=0.7, mina=0.7 + NEARER - 0.01)], made) == ()
    assert review(BOTH, [heard(1.0, 4.0, jun=0.6, mina=0.6 + NEARER + 0.01)], made) == (Fault.VOICE_EXCHANGED,)
    assert review(BOTH, [heard(14.0, 17.0, jun=0.9, mina=0.6)], made) == (Fault.VOICE_EXCHANGED,)


def test_where_several_may_speak_or_nothing_is_known_nobody_is_accused() -> None:
    assert review(BOTH, [heard(1.0, 4.0, jun=0.2, mina=0.9)], spoken((JUN, MINA))) == ()
    assert review(BOTH, [heard(1.0, 4.0, mina=0.9)], spoken((JUN,))) == ()
    assert review(BOTH, [heard(1.0, 4.0)], spoken((JUN,))) == ()

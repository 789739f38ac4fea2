"""What a finished film is refused for."""

from __future__ import annotations

from dataclasses import replace

from tests.society import planned
from walkon.actions.propose_video import Shape
from walkon.domain.ids import Handle
from walkon.domain.plan import Plan
from walkon.domain.review import RECOGNISED, Fault, Sighting, review

JUN, MINA = Handle("jun"), Handle("mina")


def plan() -> Plan:
    made = planned("me and @mina on Mars", [JUN, MINA], {}, Shape(), seed=1)
    shot = replace(made.shots[0], people=(JUN, MINA), lines=())
    return replace(made, shots=(shot, shot))


def seen(shot: int, picture: int, **far: float) -> Sighting:
    return Sighting(shot=shot, picture=picture, distances={Handle(name): value for name, value in far.items()})


BOTH = [seen(0, 0, jun=0.3, mina=0.8), seen(0, 0, jun=0.8, mina=RECOGNISED)]


def test_everybody_recognised_once_is_enough() -> None:
    assert review(BOTH, plan()) == ()


def test_somebody_nobody_would_recognise() -> None:
    assert review([seen(0, 0, jun=0.3, mina=0.7)], plan()) == (Fault.PERSON_MISSING,)
    assert review([], plan()) == (Fault.PERSON_MISSING,)
    assert review([seen(0, 0, jun=0.3)], plan()) == (Fault.PERSON_MISSING,)  # her template is gone


def test_a_stranger_in_one_picture_may_be_a_blur_in_two_it_is_somebody() -> None:
    stranger = {"jun": 0.9, "mina": 0.8}
    assert review([*BOTH, seen(1, 0, **stranger)], plan()) == ()
    assert review([*BOTH, seen(0, 1, **stranger), seen(1, 0, **stranger)], plan()) == ()
    assert review([*BOTH, seen(1, 0, **stranger), seen(1, 3, **stranger)], plan()) == (Fault.STRANGER_SEEN,)


def test_who_is_not_in_a_shot_is_a_stranger_there() -> None:
    made = plan()
    alone = replace(made, shots=(made.shots[0], replace(made.shots[1], people=(JUN,))))
    hers = [seen(1, picture, jun=0.8, mina=0.2) for picture in (0, 1)]
    assert review([*BOTH, *hers], alone) == (Fault.STRANGER_SEEN,)

"""From a performer's take to a puppet that acts: it looks like the performer, talks, blinks, and brings its hair."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tests.rehearsed import seen
from walkon.domain.performance import MouthCue, Performance, Viseme
from walkon.likeness.build import build
from walkon.likeness.drawing import Actor
from walkon.likeness.head import Head
from walkon.likeness.puppet import Puppet
from walkon.perception.face_finder import FaceFinder
from walkon.perception.face_print import face_distance, face_print, template
from walkon.perception.head_pose import eye_openings, mouth_openings
from walkon.ports.world import silent
from walkon.rehearsal.state import ROOMS
from walkon.rehearsal.table import face_prints

pytestmark = pytest.mark.slow

UNIT = 110.0
PERFORMANCE = Performance(fps=24, frames=48, mouth=(MouthCue(viseme=Viseme.AA, start=0.9, end=1.2),), blinks=(1.7,))


@cache
def puppet() -> Puppet:
    return Puppet.from_bytes(build(seen("elm"), silent).to_bytes())


def shown(head: Head) -> np.ndarray:
    """The head on grey, as a picture."""
    alpha = head.alpha[..., None] / 255.0
    return np.ascontiguousarray((head.image * alpha + 128 * (1 - alpha)).astype(np.uint8))


def test_it_looks_like_the_performer_in_another_light() -> None:
    finder = FaceFinder(people=1)
    actor = Actor(puppet(), PERFORMANCE, UNIT)
    prints = []
    for frame in (0, 8, 16, 40):
        picture = shown(actor.draw(frame))
        faces = finder(picture)
        assert len(faces) == 1
        prints.append(face_print(picture, faces[0]))
    own, other = (face_prints(name, ROOMS["lamp"], finder) for name in ("elm", "cedar"))
    assert face_distance(template(prints), template(own)) < 0.40
    assert face_distance(template(prints), template(other)) > 0.50
    finder.close()


def test_mouth_and_lids_move_when_asked_to() -> None:
    actor = Actor(puppet(), PERFORMANCE, UNIT)
    points = {}
    for at in (0.3, 1.05, 1.7):
        flat = actor.draw(round(at * 24)).points
        points[at] = np.pad(flat, ((0, 0), (0, 1)))[None]
    finder = FaceFinder(people=1)
    found = {at: finder(shown(actor.draw(round(at * 24))))[0][None] for at in points}
    assert mouth_openings(found[1.05])[0] > mouth_openings(found[0.3])[0] + 0.06
    assert eye_openings(found[1.7]).mean() < 0.75 * eye_openings(found[0.3]).mean()
    finder.close()


def test_long_hair_survives_the_cut_and_the_neck_does_not() -> None:
    head = Actor(puppet(), PERFORMANCE, UNIT).draw(0)
    x, y = head.chin
    below = head.alpha[round(y + 0.25 * UNIT) :, round(x - 0.2 * UNIT) : round(x + 0.2 * UNIT)]
    assert below.mean() < 8
    assert (head.hair > 128).sum() > 0.02 * UNIT**2


def test_acting_is_the_same_every_time() -> None:
    first, second = (Actor(puppet(), PERFORMANCE, UNIT).draw(25).image.copy() for _ in range(2))
    assert np.array_equal(first, second)

"""The faces in a finished film: a few pictures of each shot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

from walkon.domain.plan import FPS, Plan
from walkon.media.decode import open_clip
from walkon.perception.face_finder import FaceFinder
from walkon.perception.face_print import face_print

PICTURES = 4  # of each shot, evenly from its first to its last fifth
MOST_FACES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceInFilm:
    """A face found in one picture. `template`: 128 float32 numbers, little-endian."""

    shot: int
    picture: int
    template: bytes = field(repr=False)


def faces_in(film: bytes, plan: Plan) -> list[FaceInFilm]:
    """Every face in the chosen pictures of a film of this plan. Raises what decoding raises."""
    wanted = {number: (shot, picture) for shot, picture, number in _chosen(plan)}
    found = []
    with closing(FaceFinder(people=MOST_FACES)) as finder:
        for number, picture in enumerate(open_clip(film).frames()):
            if number in wanted:
                shot, place = wanted[number]
                for points in finder(picture):
                    template = face_print(picture, points).astype("<f4").tobytes()
                    found.append(FaceInFilm(shot=shot, picture=place, template=template))
    return found


def _chosen(plan: Plan) -> Iterator[tuple[int, int, int]]:
    """Shot, number within it and frame of every picture that is looked at."""
    start = 0
    for shot, made in enumerate(plan.shots):
        frames = round(made.seconds * FPS)
        for picture in range(PICTURES):
            share = 0.2 + 0.6 * picture / (PICTURES - 1)
            yield shot, picture, start + int(share * (frames - 1))
        start += frames

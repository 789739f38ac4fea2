"""One person followed through a clip, and how many people are seen beside them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from walkon.perception.face_finder import FaceFinder
from walkon.perception.face_mesh import Box, FaceMesh, Picture, Points, box_of, overlap

SECOND_FACE = 0.3  # a face this wide against the main one is a second person, not a picture on the wall
SEARCH_EVERY = 10  # frames between two searches of the whole picture while no face is known


class FaceTrack:
    """The main face of each picture: the widest at first, then the one that goes on from there.

    Where the mesh loses it, it is looked for once more, enlarged, at its last place; where none was ever seen, the
    whole picture is searched now and then, so that a small face is found too.
    """

    def __init__(self) -> None:
        self._mesh = FaceMesh(people=2)
        self._finder: FaceFinder | None = None
        self._last: Box | None = None
        self._unseen = 0

    def __call__(self, picture: Picture) -> tuple[Points | None, int]:
        """Points of the main face, and the number of people (two stands for more)."""
        faces = self._mesh(picture)
        main = self._main(faces) if faces else None
        if main is None:
            main = self._searched(picture)
            faces = faces if main is None else [main]
        if main is None:
            self._unseen += 1
            return None, 0
        self._unseen = 0
        self._last = box_of(main)
        return main, sum(_width(box_of(face)) >= SECOND_FACE * _width(self._last) for face in faces)

    def close(self) -> None:
        self._mesh.close()
        if self._finder is not None:
            self._finder.close()

    def _main(self, faces: Sequence[Points]) -> Points | None:
        boxes = [box_of(points) for points in faces]
        if self._last is None:
            return faces[int(np.argmax([_width(box) for box in boxes]))]
        last = self._last
        overlaps = [overlap(box, last) for box in boxes]
        if max(overlaps) > 0:
            return faces[int(np.argmax(overlaps))]
        return faces[int(np.argmin([_distance(box, last) for box in boxes]))]

    def _searched(self, picture: Picture) -> Points | None:
        """The face the mesh did not see: near its last place, else anywhere."""
        found: Points | None = None
        if self._last is not None and self._unseen < SEARCH_EVERY:
            found = self._find().near(picture, self._last)
        if found is None and self._unseen % SEARCH_EVERY == 0:
            found = next(iter(self._find()(picture)), None)
        return found

    def _find(self) -> FaceFinder:
        if self._finder is None:
            self._finder = FaceFinder(people=1)
        return self._finder


def _width(box: Box) -> float:
    return box[2] - box[0]


def _distance(a: Box, b: Box) -> float:
    return float(np.hypot((a[0] + a[2]) - (b[0] + b[2]), (a[1] + a[3]) - (b[1] + b[3])) / 2)

"""How much the people in a film look like themselves: face distances to pictures of them that the film never saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from walkon.perception.face_finder import FaceFinder
from walkon.perception.face_print import FacePrint, face_distance, face_print, template

Picture = npt.NDArray[np.uint8]
"""(H, W, 3) BGR sRGB."""
TEMPLATE_OF = 4  # frames averaged into one template, as where a face is recognised


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    """Distances between 128-number face prints; below .40 between templates counts as the same person.

    `median`, `p95`, `max`: every frame against every held-out picture. `template_max`: the worst shot's four-frame
    template against the held-out template. `impostor_min`: the nearest other person's template, None without others.
    """

    frames: int
    frames_without_face: int
    median: float | None
    p95: float | None
    max: float | None
    template_max: float | None
    impostor_min: float | None


class Likeness:
    """Measures one person's resemblance over the shots of a film."""

    def __init__(self, held_out: Sequence[FacePrint], others: Mapping[str, FacePrint] | None = None) -> None:
        """`held_out`: prints of pictures of the person; `others`: templates of other people."""
        self._held_out, self._self = list(held_out), template(held_out)
        self._others = dict(others or {})
        self._frames = self._missing = 0
        self._distances: list[float] = []
        self._templates: list[FacePrint] = []

    def shot(self, prints: Sequence[FacePrint | None]) -> None:
        """The prints of one shot's sampled frames, None where no face was found."""
        found = [p for p in prints if p is not None]
        self._frames += len(prints)
        self._missing += len(prints) - len(found)
        self._distances += [face_distance(p, real) for p in found for real in self._held_out]
        if found:
            at = np.linspace(0, len(found) - 1, min(TEMPLATE_OF, len(found))).round().astype(int)
            self._templates.append(template([found[i] for i in at]))

    def result(self) -> Resemblance:
        d = np.array(self._distances)
        return Resemblance(
            frames=self._frames,
            frames_without_face=self._missing,
            median=float(np.median(d)) if len(d) else None,
            p95=float(np.percentile(d, 95)) if len(d) else None,
            max=float(d.max()) if len(d) else None,
            template_max=max((face_distance(t, self._self) for t in self._templates), default=None),
            impostor_min=min(
                (face_distance(t, other) for t in self._templates for other in self._others.values()), default=None
            ),
        )


def prints_in(picture: Picture, finder: FaceFinder, people: int) -> list[FacePrint]:
    """Prints of up to `people` faces, left to right."""
    faces = sorted(finder(picture)[:people], key=lambda points: float(points[:, 0].mean()))
    return [face_print(picture, points) for points in faces]


def nearest(prints: Sequence[FacePrint], person: FacePrint) -> FacePrint | None:
    """The print that is most like `person`, None for none."""
    return min(prints, key=lambda p: face_distance(p, person), default=None)

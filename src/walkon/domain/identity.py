"""Whether two face templates show one person. Distances are Euclidean, between means of four or more face prints.

Error rates: 14 people on video, 42 on stills: templates of one person at most .333 apart, of two people at least .415;
single prints of one person reach .61 (p99), of two people come down to .43 (p0.1). The closest wrong pairs were men of one
region, so that a close match is never an accusation: a person looks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from walkon.domain.ids import CameoId

SAME = 0.40  # templates up to here are one person's, one against one: re-recording, change of device, recovery
CLOSE = 0.50  # one against many: up to here a person looks


class Likeness(StrEnum):
    """What a distance says."""

    SAME = "same"
    CLOSE = "close"  # nobody can say
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The enrolled person whose template is nearest."""

    cameo: CameoId
    distance: float


def compare(distance: float) -> Likeness:
    """What a distance between two templates says; what is not a number is nobody's likeness and nobody else's."""
    if not math.isfinite(distance) or distance < 0:
        return Likeness.CLOSE
    if distance <= SAME:
        return Likeness.SAME
    return Likeness.CLOSE if distance <= CLOSE else Likeness.OTHER


def resembles_another(nearest: Nearest | None) -> bool:
    """Whether a new person is close to somebody who is enrolled; False in a home without anybody."""
    return nearest is not None and compare(nearest.distance) is not Likeness.OTHER

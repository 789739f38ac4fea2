"""Puppets as the stage asks for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from walkon.domain.performance import Performance
from walkon.likeness import drawing
from walkon.likeness.acting import score
from walkon.likeness.head import Head
from walkon.likeness.puppet import Puppet
from walkon.likeness.shape import Floats
from walkon.perception.head_pose import eye_openings

OPEN = 60  # percentile of a person's eye openings that counts as their open eyes


@dataclass(frozen=True, slots=True)
class PuppetActor:
    """An `Actor` of the stage."""

    puppet: Puppet

    def heads(self, performance: Performance, unit: float, _seed: int, first: int = 0) -> Iterator[Head]:
        actor = drawing.Actor(self.puppet, performance, unit)
        for frame in range(first, performance.frames):
            yield actor.draw(frame)

    def openness(self, performance: Performance) -> Floats:
        """(frames,) how open the eyes of the kept picture behind every frame are, 1.0 this person's open eyes.

        People blink while they are recorded too; blinks of the performance come on top and are not in here.
        """
        puppet = self.puppet
        eyes = eye_openings(puppet.shape[puppet.calm]).mean(axis=1)
        shown = score(performance, len(puppet.calm), puppet.fps, puppet.keys).base
        return np.asarray(eyes[np.round(shown).astype(int)] / max(1e-6, float(np.percentile(eyes, OPEN))))

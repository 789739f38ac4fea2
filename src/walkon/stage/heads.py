"""Heads drawn and lit in a thread of their own, a frame or two ahead of the compositor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from walkon.domain.performance import Performance
from walkon.likeness.head import Head
from walkon.stage.ahead import Ahead
from walkon.stage.backdrop import PersonLight
from walkon.stage.head_light import HeadLight, HeadLighter, LitHead, prepare

AHEAD = 2  # frames of lit heads that wait for the compositor


class Actor(Protocol):
    """Somebody who can be drawn."""

    def heads(self, performance: Performance, unit: float, seed: int, first: int = 0) -> Iterator[Head]:
        """One `Head` per frame of `performance` from its frame `first` on, `unit` pixels from eyes to chin."""


class Heads:
    """The heads of a shot's `frames`, in the order of `sources`. `lights` is known once `next` has returned."""

    def __init__(
        self,
        sources: Sequence[Iterator[Head]],
        light: PersonLight,
        curve: npt.NDArray[np.float32],
        flicker: Callable[[int], float],
        frames: range,
    ) -> None:
        self._sources, self._light, self._curve = sources, light, curve
        self._flicker, self._frames = flicker, frames
        self.lights: list[HeadLight] = []
        self._lighters: list[HeadLighter] = []
        self._ahead = Ahead(self._heads(), most=AHEAD, name="heads")

    def start(self) -> None:
        self._ahead.start()

    def stop(self) -> None:
        """Ends the thread; the heads handed out last stay valid."""
        self._ahead.stop()

    def next(self) -> list[LitHead]:
        """The heads of the next frame, valid until the next call. Raises whatever drawing them raised."""
        return self._ahead.next()

    def _heads(self) -> Iterator[list[LitHead]]:
        for frame in self._frames:
            yield [self._lit(i, frame) for i in range(len(self._sources))]

    def _lit(self, who: int, frame: int) -> LitHead:
        head = next(self._sources[who], None)
        if head is None:
            raise ValueError("an actor has fewer heads than its performance has frames")
        if who == len(self.lights):
            light = prepare(self._light, head.skin)
            self.lights.append(light)
            self._lighters.append(HeadLighter(light, self._curve, slots=AHEAD + 2))
        return self._lighters[who](head, self._flicker(frame))

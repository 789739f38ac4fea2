"""Heads drawn and lit in a thread of their own, a frame or two ahead of the compositor."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from walkon.domain.performance import Performance
from walkon.likeness.head import Head
from walkon.stage.backdrop import PersonLight
from walkon.stage.head_light import HeadLight, HeadLighter, LitHead, prepare

AHEAD = 2  # frames of lit heads that wait for the compositor


class Actor(Protocol):
    """Somebody who can be drawn."""

    def heads(self, performance: Performance, unit: float, seed: int) -> Iterator[Head]:
        """One `Head` per frame of `performance`, `unit` pixels from eyes to chin."""


@dataclass(frozen=True, slots=True)
class _Failed:
    """What went wrong in the drawing thread, to be raised where heads are asked for."""

    error: BaseException


class Heads:
    """The heads of one shot, in the order of `sources`. `lights` is known once `next` has returned."""

    def __init__(
        self,
        sources: Sequence[Iterator[Head]],
        light: PersonLight,
        curve: npt.NDArray[np.float32],
        flicker: Callable[[int], float],
        frames: int,
    ) -> None:
        self._sources, self._light, self._curve = sources, light, curve
        self._flicker, self._frames = flicker, frames
        self.lights: list[HeadLight] = []
        self._lighters: list[HeadLighter] = []
        self._ready: queue.Queue[list[LitHead] | _Failed] = queue.Queue(AHEAD)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heads", daemon=True)

    def start(self) -> None:
        if self._sources:
            self._thread.start()

    def stop(self) -> None:
        """Ends the thread; the heads handed out last stay valid."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def next(self) -> list[LitHead]:
        """The heads of the next frame, valid until the next call. Raises whatever drawing them raised."""
        got = self._ready.get()
        if isinstance(got, _Failed):
            raise got.error
        return got

    def _run(self) -> None:
        try:
            for frame in range(self._frames):
                if not self._hand_over([self._lit(i, frame) for i in range(len(self._sources))]):
                    return
        except BaseException as error:  # noqa: BLE001  handed over and raised by `next`
            self._hand_over(_Failed(error))

    def _lit(self, who: int, frame: int) -> LitHead:
        head = next(self._sources[who], None)
        if head is None:
            raise ValueError("an actor has fewer heads than its performance has frames")
        if frame == 0:
            light = prepare(self._light, head.skin)
            self.lights.append(light)
            self._lighters.append(HeadLighter(light, self._curve, slots=AHEAD + 2))
        return self._lighters[who](head, self._flicker(frame))

    def _hand_over(self, item: list[LitHead] | _Failed) -> bool:
        while not self._stopped.is_set():
            try:
                self._ready.put(item, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

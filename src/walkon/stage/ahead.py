"""Work done in a thread of its own, a little ahead of whoever needs it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Failed:
    """What went wrong in the thread, to be raised where its work is asked for."""

    error: BaseException


class Ahead(Generic[T]):
    """Items of `source` in their order, up to `most` made before they are asked for.

    While one is made, `most` wait and one is in use: a source that hands out buffers in turn needs `most` + 2 of them.
    """

    def __init__(self, source: Iterator[T], *, most: int, name: str) -> None:
        self._source = source
        self._ready: queue.Queue[T | _Failed] = queue.Queue(most)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread; the item handed out last stays valid."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def next(self) -> T:
        """The next item, valid until the next call. Raises whatever making it raised; there must be one."""
        got = self._ready.get()
        if isinstance(got, _Failed):
            raise got.error
        return got

    def _run(self) -> None:
        try:
            for item in self._source:
                if not self._hand_over(item):
                    return
        except BaseException as error:  # noqa: BLE001  handed over and raised by `next`
            self._hand_over(_Failed(error))

    def _hand_over(self, item: T | _Failed) -> bool:
        while not self._stopped.is_set():
            try:
                self._ready.put(item, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

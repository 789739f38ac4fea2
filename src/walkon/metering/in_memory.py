"""Counting in this process: what another process of the same server counts is not known here, and a restart forgets all."""

from __future__ import annotations

import threading
import time

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from walkon.domain.rates import Rate
from walkon.ports.meters import Standing


class MemoryMeter:
    """`ports.meters.Meter`. Windows move: no moment of any window has more uses than its rate."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._alone = threading.Lock()  # the library's own locks are per key, and come and go

    def hit(self, name: str, key: str, rate: Rate) -> Standing:
        item = RateLimitItemPerSecond(rate.times, rate.seconds, namespace="walkon")
        with self._alone:
            admitted = self._limiter.hit(item, name, key)
            found = self._limiter.get_window_stats(item, name, key)
        return Standing(
            admitted=admitted, left=max(0, found.remaining), frees_in=max(0.0, found.reset_time - time.time())
        )

"""What every meter does; there is one, in memory."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from walkon.domain.rates import Rate
from walkon.metering.in_memory import MemoryMeter


@dataclass
class Watch:
    """The meter's clock, which moves only when told."""

    now: float = 1_000_000.0

    def time(self) -> float:
        return self.now


@settings(max_examples=60, deadline=None)
@given(
    times=st.integers(1, 5),
    seconds=st.integers(1, 20),
    gaps=st.lists(st.integers(0, 80).map(lambda quarter: quarter / 4), max_size=40),
)
def test_no_window_has_more_than_its_rate_and_none_is_refused_without_need(
    times: int, seconds: int, gaps: list[float]
) -> None:
    watch, rate, kept = Watch(), Rate(times=times, seconds=seconds), list[float]()
    with patch("limits.storage.memory.time", watch), patch("walkon.metering.in_memory.time", watch):
        meter = MemoryMeter()
        for gap in gaps:
            watch.now += gap
            inside = [at for at in kept if at >= watch.now - seconds]
            standing = meter.hit("door", "who", rate)
            assert standing.admitted == (len(inside) < times)
            if standing.admitted:
                kept.append(watch.now)
            else:
                oldest = inside[0]
                assert standing.frees_in == oldest + seconds - watch.now
                assert standing.left == 0
        for at in kept:
            assert sum(at <= other < at + seconds for other in kept) <= times


def test_names_and_keys_are_counted_apart() -> None:
    meter, once = MemoryMeter(), Rate(times=1, seconds=3600)
    assert meter.hit("door", "mina", once).admitted
    assert not meter.hit("door", "mina", once).admitted
    assert meter.hit("door", "jun", once).admitted
    assert meter.hit("other", "mina", once).admitted


def test_many_at_once_get_no_more_than_one() -> None:
    meter, rate, admitted = MemoryMeter(), Rate(times=50, seconds=3600), list[bool]()

    def come() -> None:
        for _ in range(20):
            admitted.append(meter.hit("door", "who", rate).admitted)

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(admitted), sum(admitted)) == (160, 50)

"""Brings what is owed: in every process that serves or works; whoever is first has it."""

from __future__ import annotations

import threading
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from walkon.actions.deliver import claim_due, deliver
from walkon.domain.errors import Passing
from walkon.ports.reaching import Reach
from walkon.ports.store import Store
from walkon.ports.world import Clock

AT_ONCE = 6  # deliveries; each may have to wait for somebody slow
PAUSE = 0.5  # seconds between two looks at what is due


def bring(store: Store, reach: Reach, clock: Clock, stop: threading.Event) -> None:
    """Until `stop` is set. What is being sent then is sent to its end, which is bounded."""
    under_way: set[Future[None]] = set()
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="postman") as hands:
        while not stop.is_set():
            under_way = {one for one in under_way if not one.done()}
            free = AT_ONCE - len(under_way)
            try:
                claimed = claim_due(store, free, clock.now()) if free else ()
            except Passing:
                claimed = ()
            under_way |= {hands.submit(deliver, store, reach, one, clock.now()) for one in claimed}
            if not free:
                wait(under_way, PAUSE, FIRST_COMPLETED)
            elif not claimed:
                stop.wait(PAUSE)

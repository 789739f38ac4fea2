"""Who watches the workers: each shows that it is alive, and looks whether the others are.

The open-source job engine leaves what a dead worker had begun until that worker comes back. So somebody comes in its name: a
short process that takes no jobs, puts back what the name had begun, and leaves.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Sequence

from dbos import DBOSClient

from walkon.actions.attend import EVERY, leave, show, take_missing
from walkon.domain.errors import Passing
from walkon.ports.store import Store
from walkon.ports.world import Clock
from walkon.studio.worker import NOTHING, Post, at_work

LONGEST = 20.0  # seconds that a stand-in may take


def watch(
    store: Store, clock: Clock, worker: str, stand_in: Callable[[str], Sequence[str]], stop: threading.Event
) -> None:
    """Until `stop` is set. `stand_in` gives the command that takes over from a worker by name."""
    while not stop.is_set():
        try:
            store.write(lambda unit: show(unit, worker, clock.now()))
            missing = store.write(lambda unit: take_missing(unit, clock.now()))
        except Passing:
            missing = None
        if missing is not None:
            _send(stand_in(missing))
        stop.wait(EVERY.total_seconds())


def _send(command: Sequence[str]) -> None:
    """Run a stand-in to its end. One that fails is sent again, by whoever finds the worker missing next."""
    try:
        subprocess.run(command, check=False, timeout=LONGEST, stdin=subprocess.DEVNULL, capture_output=True)  # noqa: S603
    except subprocess.TimeoutExpired:
        return


def stand_in_for(post: Post, store: Store) -> None:
    """In a process of its own: put back what the worker of this name had begun, and forget it."""
    client = DBOSClient(system_database_url=post.database)
    try:
        with at_work(post, NOTHING, listening=False):
            end = time.monotonic() + LONGEST / 2
            while time.monotonic() < end and client.list_workflows(
                executor_id=post.name, status="PENDING", load_input=False, load_output=False
            ):
                time.sleep(0.1)
    finally:
        client.destroy()
    store.write(lambda unit: leave(unit, post.name))

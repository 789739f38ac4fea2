"""A worker of a real server for tests: real queue, engine, signature and seals, and nobody looks who is seen in its films.

    python -m tests.web.unreviewed_worker HOME

The likenesses that tests draw in milliseconds are faces to nobody, so the review of a film would refuse them all.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from walkon import settings
from walkon.bootstrap.server import Server
from walkon.domain.ids import CameoId, Handle
from walkon.domain.plan import Plan
from walkon.studio.watchers import watch
from walkon.studio.worker import Doing, run


def nothing_wrong(film: bytes, plan: Plan, cast: Mapping[Handle, CameoId]) -> tuple[str, ...]:
    return ()


def main() -> int:
    server = Server(settings.from_environment(home=Path(sys.argv[1])))
    server.__dict__["workshop"] = replace(server.workshop, review=nothing_wrong)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    post = server.post(1)
    watcher = threading.Thread(
        target=watch, args=(server.store, server.house.clock, post.name, server.stand_in, stop), daemon=True
    )
    watcher.start()
    run(post, Doing(carry_out=server.do, give_up=server.give_up), stop)
    watcher.join(5)
    server.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

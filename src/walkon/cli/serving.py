"""`walkon serve` and `walkon worker`."""

from __future__ import annotations

import argparse
import os
import signal
import threading
from contextlib import suppress
from types import FrameType

from walkon.bootstrap import House
from walkon.bootstrap.server import Server
from walkon.cli.alongside import housekeeping, postman, workers
from walkon.cli.applications import application_of, listening
from walkon.cli.terminal import Terminal
from walkon.cli.watching import figures_shown, tell
from walkon.domain.errors import BadInput
from walkon.operating.log import logger

_log = logger("walkon.serving")


class BadPort(BadInput):
    code = "bad_port"
    en = "A port is a number from 1 to 65535."
    ko = "포트는 1부터 65535까지의 숫자입니다."


def serve(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """The server and its workers, until it is stopped."""
    import uvicorn  # noqa: PLC0415

    from walkon.api.running import GRACE, run  # noqa: PLC0415

    if not 1 <= options.port <= 65535:
        raise BadPort
    settings = house.settings
    tell(settings)
    server = Server(settings)
    app, door = application_of(server), listening(settings)  # what is set wrong ends it here
    server.prepare()
    several = options.processes > 1
    if several:
        os.environ["WALKON_HOME"] = str(settings.home.absolute())  # each process makes the application anew
    config = uvicorn.Config(
        "walkon.cli.applications:application_here" if several else app,
        factory=several,
        workers=options.processes,
        host=options.host,
        port=options.port,
        timeout_graceful_shutdown=GRACE,
        **door,
    )
    terminal.line(terminal.say("serving", address=settings.address, host=options.host, port=options.port))
    _log.info("serving", port=options.port, workers=options.workers)
    with (
        figures_shown(server, 0),
        workers(options.workers, settings),
        postman(server),
        housekeeping(server),
        suppress(KeyboardInterrupt),
    ):
        run(config)
    server.close()
    return 0


def worker(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """One worker, until it is stopped; or a stand-in for a dead one, which ends by itself."""
    from dataclasses import replace  # noqa: PLC0415

    from walkon.studio.watchers import stand_in_for, watch  # noqa: PLC0415
    from walkon.studio.worker import Doing, run  # noqa: PLC0415

    tell(house.settings)
    server = Server(house.settings)
    post, _ = server.post(options.number), server.allowances  # a wrong file of plans ends it here, not at some job
    if options.stand_in_for is not None:
        stand_in_for(replace(post, name=options.stand_in_for), server.store)
        return 0
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    watcher = threading.Thread(
        target=watch, args=(server.store, server.house.clock, post.name, server.stand_in, stop), daemon=True
    )
    watcher.start()
    terminal.line(terminal.say("working", name=post.name))
    _log.info("working", number=options.number)
    with figures_shown(server, options.number), postman(server), housekeeping(server):
        run(post, Doing(carry_out=server.do, give_up=server.give_up), stop)
    watcher.join(5)
    server.close()
    return 0

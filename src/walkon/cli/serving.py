"""`walkon serve` and `walkon worker`."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from urllib.parse import urlsplit

from walkon.actions.finish_withdrawal import finish_all
from walkon.actions.housekeeping import keep_house
from walkon.bootstrap import House
from walkon.bootstrap.server import Server
from walkon.cli.terminal import Terminal
from walkon.domain.errors import BadInput, Passing
from walkon.settings import Settings

HOUSEKEEPING = 20.0  # seconds between two rounds


class BadPort(BadInput):
    code = "bad_port"
    en = "A port is a number from 1 to 65535."
    ko = "포트는 1부터 65535까지의 숫자입니다."


def serve(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """The server and its workers, until it is stopped."""
    import uvicorn  # noqa: PLC0415

    from walkon.api.app import application  # noqa: PLC0415
    from walkon.api.service import Service  # noqa: PLC0415

    if not 1 <= options.port <= 65535:
        raise BadPort
    settings = house.settings
    server = Server(settings)
    server.prepare()
    service = Service(
        store=server.store,
        media=server.media,
        eraser=server.eraser,
        uploads=server.uploads,
        challenges=server.house.challenges,
        passkeys=server.passkeys,
        clock=server.house.clock,
        plan=server.plan,
        sign_up=settings.sign_up,
        origin=settings.address,
        elsewhere=server.elsewhere,
        finishing=server.finishing,
    )
    terminal.line(terminal.say("serving", address=settings.address, host=options.host, port=options.port))
    secure = urlsplit(settings.address).scheme == "https"
    with workers(options.workers, settings), kept(server):
        uvicorn.run(
            application(service),
            host=options.host,
            port=options.port,
            log_level="warning",
            access_log=False,  # addresses and paths say who looked at what
            proxy_headers=secure,
        )
    server.close()
    return 0


@contextmanager
def kept(server: Server) -> Iterator[None]:
    """The house kept by a thread, ended with the block: what has to go goes while no worker is there, too."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(server, stop), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(5)


@contextmanager
def workers(count: int, settings: Settings) -> Iterator[None]:
    """Workers in processes of their own, ended with the block."""
    home = str(settings.home)
    command = [sys.executable, "-m", "walkon.cli.main", "worker", "--home", home, "--number"]
    running = [
        subprocess.Popen([*command, str(number)], stdin=subprocess.DEVNULL)  # noqa: S603
        for number in range(1, count + 1)
    ]
    try:
        yield
    finally:
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def worker(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """One worker, until it is stopped; or a stand-in for a dead one, which ends by itself."""
    from dataclasses import replace  # noqa: PLC0415

    from walkon.studio.watchers import stand_in_for, watch  # noqa: PLC0415
    from walkon.studio.worker import Doing, run  # noqa: PLC0415

    server = Server(house.settings)
    post = server.post(options.number)
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
    house_keeper = threading.Thread(target=_keep, args=(server, stop), daemon=True)
    house_keeper.start()
    terminal.line(terminal.say("working", name=post.name))
    run(post, Doing(carry_out=server.do, give_up=server.give_up), stop)
    for thread in (watcher, house_keeper):
        thread.join(5)
    server.close()
    return 0


def _keep(server: Server, stop: threading.Event) -> None:
    """Housekeeping, at once and then again and again. What cannot be done now is tried the next time."""
    while not stop.is_set():
        with suppress(Passing):
            finish_all(server.finishing)
        with suppress(Passing):
            keep_house(server.store, server.eraser, server.uploads, server.house.clock.now())
        stop.wait(HOUSEKEEPING)

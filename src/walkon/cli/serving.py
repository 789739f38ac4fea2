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
from typing import TypedDict
from urllib.parse import urlsplit

from walkon.actions.housekeeping import keep_house
from walkon.api.addresses import proxies
from walkon.api.limiting import Limiting
from walkon.bootstrap import House
from walkon.bootstrap.server import Server
from walkon.cli.terminal import Terminal
from walkon.cli.watching import figures_shown, tell
from walkon.domain.errors import BadInput, WalkonError
from walkon.domain.rates import chosen
from walkon.operating.log import logger
from walkon.settings import Settings

HOUSEKEEPING = 20.0  # seconds between two rounds
_log = logger("walkon.serving")


class BadPort(BadInput):
    code = "bad_port"
    en = "A port is a number from 1 to 65535."
    ko = "포트는 1부터 65535까지의 숫자입니다."


def serve(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """The server and its workers, until it is stopped."""
    import uvicorn  # noqa: PLC0415

    from walkon.api.app import application  # noqa: PLC0415
    from walkon.api.running import GRACE, serving  # noqa: PLC0415
    from walkon.api.service import Service  # noqa: PLC0415

    if not 1 <= options.port <= 65535:
        raise BadPort
    settings = house.settings
    tell(settings)
    server = Server(settings)
    limiting, allowances, door = (
        limits(settings),
        server.allowances,
        listening(settings),
    )  # what is set wrong ends it here
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
        allowances=allowances,
        limiting=limiting,
        answers=server.answers,
        links=server.links,
        engines=server.engines,
        desk=settings.desk,
        waking=server.waking,
        reach=server.reach,
    )
    terminal.line(terminal.say("serving", address=settings.address, host=options.host, port=options.port))
    _log.info("serving", port=options.port, workers=options.workers)
    with figures_shown(server, 0), workers(options.workers, settings), postman(server):
        app = application(service, server.figures)
        config = uvicorn.Config(app, host=options.host, port=options.port, timeout_graceful_shutdown=GRACE, **door)
        with suppress(KeyboardInterrupt):
            serving(config).run()
    server.close()
    return 0


def limits(settings: Settings) -> Limiting | None:
    """How often everybody may come, counted in this process. Raises `BadRateLimits`."""
    from walkon.metering.in_memory import MemoryMeter  # noqa: PLC0415

    rates = chosen(settings.rate_limits)
    return None if rates is None else Limiting(meter=MemoryMeter(), rates=rates)


class Door(TypedDict):
    """How the server listens; passed on to uvicorn as it is."""

    log_level: str
    log_config: None
    access_log: bool
    proxy_headers: bool
    forwarded_allow_ips: str
    server_header: bool


def listening(settings: Settings) -> Door:
    """Whom the server believes and what it tells. Raises `BadProxies`."""
    trusted = proxies(settings.proxies, secure=urlsplit(settings.address).scheme == "https")
    return Door(
        log_level="warning",
        log_config=None,
        access_log=False,  # addresses and paths say who looked at what, and the paths of links are keys
        proxy_headers=bool(trusted),
        forwarded_allow_ips=",".join(trusted),
        server_header=False,
    )


@contextmanager
def postman(server: Server) -> Iterator[None]:
    """Whoever brings pushes and mail, for as long as the block; nobody where this server has neither."""
    if not server.reach.offered:
        yield
        return
    from walkon.notify.postman import bring  # noqa: PLC0415

    stop = threading.Event()
    bringing = threading.Thread(target=bring, args=(server.store, server.reach, server.house.clock, stop), daemon=True)
    bringing.start()
    try:
        yield
    finally:
        stop.set()
        bringing.join(5)


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
    house_keeper = threading.Thread(target=_keep, args=(server, stop), daemon=True)
    house_keeper.start()
    terminal.line(terminal.say("working", name=post.name))
    _log.info("working", number=options.number)
    with figures_shown(server, options.number), postman(server):
        run(post, Doing(carry_out=server.do, give_up=server.give_up), stop)
    for thread in (watcher, house_keeper):
        thread.join(5)
    server.close()
    return 0


def _keep(server: Server, stop: threading.Event) -> None:
    """Housekeeping, again and again."""
    while not stop.wait(HOUSEKEEPING):
        try:
            keep_house(server.store, server.eraser, server.uploads, server.house.clock.now())
        except WalkonError as error:  # whatever it was, the next round begins where this one ended
            _log.warning("housekeeping_failed", exc_info=error)

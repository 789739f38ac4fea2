"""What goes on beside a server or a worker, for as long as a block: workers, who brings pushes and mail, housekeeping."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from walkon.actions.finish_withdrawal import finish_all
from walkon.actions.housekeeping import keep_house
from walkon.bootstrap.server import Server
from walkon.domain.errors import WalkonError
from walkon.operating.log import logger
from walkon.settings import Settings

HOUSEKEEPING = 20.0  # seconds between two rounds
UNFINISHED = timedelta(days=1)  # after which what a killed process was sealing is swept away
_log = logger("walkon.serving")


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


@contextmanager
def housekeeping(server: Server) -> Iterator[None]:
    """Again and again: what is due is erased, what has expired ends."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(server, stop), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(5)


def _keep(server: Server, stop: threading.Event) -> None:
    def finish() -> None:
        finish_all(server.finishing)

    def keep() -> None:
        keep_house(server.store, server.eraser, server.uploads, server.house.clock.now())

    def sweep() -> None:
        server.blobs.sweep(server.house.clock.now() - UNFINISHED)

    while not stop.is_set():
        for chore in (finish, keep, sweep):
            try:
                chore()
            except WalkonError as error:  # whatever it was, the next round begins where this one ended
                _log.warning("housekeeping_failed", exc_info=error)
        stop.wait(HOUSEKEEPING)

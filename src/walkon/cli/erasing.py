"""`walkon admin erase-check`."""

from __future__ import annotations

import argparse

from walkon.actions.erase_check import leftovers
from walkon.bootstrap import House
from walkon.bootstrap.server import Server
from walkon.cli.terminal import Terminal
from walkon.store import schema

LEFT = 3


def erase_check(_options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """Whether something is left that should be gone; exit code 3 where something is. Changes nothing. Raises `StoreOld`."""
    server = Server(house.settings)
    try:
        schema.check(server.engine)
        found = leftovers(server.store, server.media, server.house.vault, house.clock.now())
    finally:
        server.close()
    groups = {"unknown": found.unknown, "returned": found.returned, "overdue": found.overdue, "keys": found.keys}
    terminal.result({"leftovers": found.count, **{name: list(names) for name, names in groups.items()}})
    if not found.count:
        terminal.line(terminal.say("nothing_left"), style="bold green")
        return 0
    for name, names in groups.items():
        if names:
            terminal.line(terminal.say(f"left_{name}", count=len(names)), style="bold red")
            for one in names:
                terminal.line(f"  {one}")
    return LEFT

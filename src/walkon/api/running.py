"""How the application is run: streams end before the server waits for requests to end, or it would wait for ever."""

from __future__ import annotations

import socket

import uvicorn
from uvicorn.supervisors import Multiprocess

from walkon.api.live import Listeners

GRACE = 10  # seconds that requests have to end when the server is stopped


class _Server(uvicorn.Server):
    """Ends every stream first when it is stopped."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        listeners = getattr(getattr(self.config.app, "state", None), "listeners", None)
        if isinstance(listeners, Listeners):
            listeners.close()
        await super().shutdown(sockets)


def serving(config: uvicorn.Config) -> uvicorn.Server:
    """A server for the application that `config` names as an object."""
    return _Server(config)


def run(config: uvicorn.Config) -> None:
    """Serve until it is stopped, in as many processes as `config` says; in several, streams end after `GRACE`."""
    if config.workers > 1:
        Multiprocess(config, sockets=[_at_once(config.bind_socket())]).run()
    else:
        serving(config).run()


def _at_once(bound: socket.socket) -> socket.socket:
    """The same socket, known to be TCP: asyncio lets answers go at once (TCP_NODELAY) only where it is told so."""
    return socket.socket(bound.family, bound.type, socket.IPPROTO_TCP, bound.detach())

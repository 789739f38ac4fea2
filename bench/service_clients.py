"""Clients that ask as fast as they are answered, in processes of their own; and the least that could answer them."""

from __future__ import annotations

import http.client
import multiprocessing
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import uvicorn

from walkon.api.running import run

CLIENTS = 8  # connections that ask at the same time
IN_PROCESSES = 2
WARM_UP = 20  # requests of each connection that are not counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Answers to one kind of request."""

    per_second: float
    p50_ms: float
    p99_ms: float

    def shown(self) -> dict[str, float]:
        return {"per_second": self.per_second, "p50_ms": self.p50_ms, "p99_ms": self.p99_ms}


async def hello(scope: dict[str, Any], _receive: Any, send: Any) -> None:
    """An ASGI application that does nothing."""
    if scope["type"] == "lifespan":
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": b"hello"})


def hello_address(port: int) -> str:
    return f"http://127.0.0.1:{port}/"


def asked(port: int, path: str, tokens: Sequence[str], seconds: float) -> Figures:
    """What `CLIENTS` connections get in so many seconds. Raises `RuntimeError` for anything but 200."""
    share = CLIENTS // IN_PROCESSES
    with ProcessPoolExecutor(IN_PROCESSES, mp_context=multiprocessing.get_context("spawn")) as pool:
        parts = [
            pool.submit(_several, port, path, [tokens[(n * share + k) % len(tokens)] for k in range(share)], seconds)
            for n in range(IN_PROCESSES)
        ]
        took = np.concatenate([part.result() for part in parts])
    return Figures(
        per_second=len(took) / seconds,
        p50_ms=float(np.percentile(took, 50)),
        p99_ms=float(np.percentile(took, 99)),
    )


def _several(port: int, path: str, tokens: Sequence[str], seconds: float) -> list[float]:
    """Milliseconds of every request of these clients, each in a thread."""
    took: list[float] = []
    errors: list[str] = []

    def one(token: str) -> None:
        try:
            took.extend(_one(port, path, token, seconds))
        except (OSError, http.client.HTTPException, RuntimeError) as error:
            errors.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=one, args=(token,)) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise RuntimeError(errors[0])
    return took


def _one(port: int, path: str, token: str, seconds: float) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers, took, end = {"Authorization": f"Bearer {token}"}, list[float](), 0.0
    try:
        while True:
            began = time.perf_counter()
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"answered {answer.status}")
            now = time.perf_counter()
            took.append(1000 * (now - began))
            end = end or (now + seconds if len(took) == WARM_UP else 0.0)
            if end and now > end:
                return took[WARM_UP:]
    finally:
        connection.close()


def main() -> None:
    """The floor: `hello` at a port, in so many processes, under the web server and the sockets that Walkon has."""
    port, processes = map(int, sys.argv[1:])
    run(
        uvicorn.Config("bench.service_clients:hello", port=port, workers=processes, log_level="error", access_log=False)
    )


if __name__ == "__main__":
    main()

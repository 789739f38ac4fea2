"""An S3 server with one empty bucket: the one that WALKON_TEST_S3 names, or one's own where `moto` is installed."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

BUCKET = "walkon-test"
_PATIENCE = 180.0  # seconds; a busy computer needs long to import all of moto


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The address of a server with one empty bucket. Skips the test where there is none and `moto` cannot be imported."""
    if there := os.environ.get("WALKON_TEST_S3"):
        _make_bucket(f"{there}/{BUCKET}")
        yield there
        return
    if importlib.util.find_spec("moto") is None:
        pytest.skip("moto, which plays the S3 server, is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", port]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  the above
    try:
        _make_bucket(f"http://127.0.0.1:{port}/{BUCKET}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _make_bucket(address: str) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            asked = urllib.request.Request(address, method="PUT")  # noqa: S310  the address is made above
            with urllib.request.urlopen(asked, timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)

"""Tests against real services: PostgreSQL, an S3 server, an OpenID provider. Started here, ended here, whatever happens.

    python -m tests.services [PYTEST ARGUMENTS]

Runs the tests marked `services` with the services' addresses in the environment. What cannot be had on this computer is
left out, with a line that says so: its tests skip. Where nothing can be had, nothing is run and the exit code is 0.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

from tests import postgres_cluster
from tests.postgres_cluster import NotInstalled, end_with_us, free_port

ROOT = Path(__file__).resolve().parent.parent
OTHERS = ROOT / ".venv-services" / "bin"  # made by `make test-services`
PATIENCE = 180.0  # seconds; a busy computer needs long to import all of moto


def main() -> int:
    signal.signal(signal.SIGTERM, _leave)
    with contextlib.ExitStack() as started:
        found = dict[str, str]()
        for name, variable, start in (
            ("PostgreSQL", "WALKON_TEST_POSTGRES", _postgres),
            ("S3 (moto)", "WALKON_TEST_S3", _s3),
            ("OpenID provider", "WALKON_TEST_OIDC", _openid),
        ):
            try:
                found[variable] = started.enter_context(start())
                _say(f"{name}: started")
            except NotInstalled as missing:
                _say(f"{name}: LEFT OUT, {missing}")
        if not found:
            _say("no services here: their tests are left out")
            return 0
        command = [sys.executable, "-m", "pytest", "-m", "services", "-rs", *sys.argv[1:]]
        return _run(command, os.environ | found)


def _run(command: list[str], environ: dict[str, str]) -> int:
    """The tests' exit code. They are told to stop when we are, and end their own processes."""
    with subprocess.Popen(  # noqa: S603
        command,
        cwd=ROOT,
        env=environ,
        preexec_fn=end_with_us(signal.SIGINT),  # noqa: PLW1509  one call that takes no lock
    ) as tests:
        try:
            return tests.wait()
        except BaseException:
            tests.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                tests.wait(30)
            tests.kill()
            raise


@contextlib.contextmanager
def _postgres() -> Iterator[str]:
    with postgres_cluster.cluster() as found:
        yield found.url


@contextlib.contextmanager
def _s3() -> Iterator[str]:
    address = f"http://127.0.0.1:{(port := free_port())}"
    with _server("moto_server", "-H", "127.0.0.1", "-p", str(port), address=address):
        yield address


@contextlib.contextmanager
def _openid() -> Iterator[str]:
    """Its people are who the tests say they are: it asks for no password."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    with _server("oidc-provider-mock", "-p", str(port), address=f"{address}/.well-known/openid-configuration"):
        yield address


@contextlib.contextmanager
def _server(name: str, *arguments: str, address: str) -> Iterator[None]:
    """A server from the services' own environment, once it answers at `address`. Raises `NotInstalled`."""
    program = OTHERS / name
    if not program.exists():
        raise NotInstalled(f"{name} is not in {OTHERS.parent.name}")
    with subprocess.Popen(  # noqa: S603
        [str(program), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=end_with_us(signal.SIGTERM),  # noqa: PLW1509  one call that takes no lock
    ) as process:
        try:
            _wait_for(address, process)
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Raises `TimeoutError`, and `RuntimeError` where the process has ended."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  our own address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if process.poll() is not None:
                raise RuntimeError("a service ended while it started") from None
            if time.monotonic() > end:
                raise TimeoutError("a service does not answer") from None
            time.sleep(0.1)


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    """Everything is ended on the way out."""
    raise SystemExit(128 + signal.SIGTERM)


def _say(line: str) -> None:
    sys.stderr.write(f"services: {line}\n")


if __name__ == "__main__":
    sys.exit(main())

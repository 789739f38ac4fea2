"""A PostgreSQL of one's own on this computer: a fresh cluster in a temporary folder, reached over the loopback only.

PostgreSQL refuses to run as the superuser: where we are that, it runs as the user `postgres` that its package makes.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

PATIENCE = 60.0  # seconds to start or to stop, on a busy computer
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG, prctl(2)
_UNSAFE = {"fsync": "off", "full_page_writes": "off"}  # nothing has to outlive the computer; processes do not need it


class NotInstalled(RuntimeError):
    """There is no PostgreSQL server here, or nobody it may run as."""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def end_with_us(how: int) -> Any:
    """For `Popen(preexec_fn=)`: SIGINT stops the process, and it gets signal `how` when its parent dies somehow (Linux)."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def told() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # what runs in the background ignores it otherwise
        if libc is not None:
            libc.prctl(_DIES_WITH_PARENT, how)

    return told


def binaries() -> Path:
    """The folder of `initdb` and `postgres`, the newest version's. Raises `NotInstalled`."""
    found = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")),
        key=lambda path: [int(part) for part in re.findall(r"\d+", str(path))],
    )
    if found:
        return found[-1]
    for folder in map(Path, os.environ.get("PATH", "").split(os.pathsep)):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NotInstalled("no PostgreSQL server is installed (Debian: postgresql)")


class Cluster:
    """One server; `url` names its database `postgres`, in which others can be made."""

    def __init__(self, folder: Path, user: str | None) -> None:
        self._bin, self._data, self._user = binaries(), folder / "data", user
        self._password, self.port = secrets.token_hex(16), free_port()
        self.url = URL.create(
            "postgresql+psycopg", "walkon", self._password, "127.0.0.1", self.port, "postgres"
        ).render_as_string(hide_password=False)
        self._server: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        file = self._data.parent / "password"
        file.write_text(self._password)
        if self._user is not None:
            shutil.chown(file, self._user)
        secured = ["-A", "scram-sha-256", "--pwfile", str(file)]
        plain = ["--no-sync", "-E", "UTF8", "--locale=C"]
        self._run("initdb", "-D", str(self._data), "-U", "walkon", *secured, *plain)
        file.unlink()

    def start(self) -> None:
        """Raises `TimeoutError` and `RuntimeError`."""
        options = {"port": str(self.port), "listen_addresses": "127.0.0.1", "unix_socket_directories": ""} | _UNSAFE
        command = [str(self._bin / "postgres"), "-D", str(self._data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        self._server = subprocess.Popen(  # noqa: S603
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self._user,
            cwd=self._data,
            preexec_fn=end_with_us(signal.SIGQUIT),  # noqa: PLW1509  one call that takes no lock
        )
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if self._server.poll() is not None:
                raise RuntimeError("PostgreSQL ended while it started")
            if time.monotonic() > end:
                raise TimeoutError("PostgreSQL does not answer")
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: sessions are cut off and all is written; SIGQUIT: as if the computer lost its power."""
        if self._server is None:
            return
        if self._server.poll() is None:
            self._server.send_signal(how)
        try:
            self._server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._server = None

    def _answers(self) -> bool:
        plain = self.url.replace("+psycopg", "")
        try:
            with psycopg.connect(plain, connect_timeout=5):
                return True
        except psycopg.OperationalError:
            return False

    def _run(self, name: str, *arguments: str) -> None:
        command: Sequence[str] = [str(self._bin / name), *arguments]
        subprocess.run(  # noqa: S603
            command, check=True, user=self._user, cwd=self._data.parent, stdout=subprocess.DEVNULL
        )


@contextlib.contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """The URL of a database of its own on a server, gone afterwards."""
    name, admin = (
        f"walkon_{secrets.token_hex(6)}",
        create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool),
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """A running server, gone afterwards with all that was in it. Raises `NotInstalled`."""
    binaries()
    user = None if os.geteuid() else "postgres"
    if user is not None:
        try:
            pwd.getpwnam(user)
        except KeyError:
            raise NotInstalled("PostgreSQL does not run as root, and there is no user “postgres”") from None
    folder = Path(tempfile.mkdtemp(prefix="walkon-postgres-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        found = Cluster(folder, user)
        found.make()
        found.start()
        try:
            yield found
        finally:
            found.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
